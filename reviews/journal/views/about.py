"""What stands beside every text, whoever writes it."""

from typing import Any

from django.urls import reverse

from accounts.crisis import crisis_numbers
from accounts.gate import PageRequest
from accounts.queries import get_organization
from accounts.roles import CLIENT
from reviews.engagements.queries import names_for, see_engagement
from reviews.journal.queries import EntrySeen


def about(request: PageRequest, entry: EntrySeen) -> dict[str, Any]:
    """The entry and its kind, the day it is for, who reads it, where back leads, whom to call."""
    engagement = see_engagement(actor=request.actor, engagement_id=entry.engagement_id)
    organization = get_organization(actor=request.actor)
    is_client = request.actor.role == CLIENT
    names = names_for(actor=request.actor, engagement=engagement, author_ids=[entry.author_id])
    return {
        "entry": entry,
        "writing": entry.writing,
        "engagement": engagement,
        "is_client": is_client,
        "mine": entry.author_id == request.actor.user_id,
        "by": names[entry.author_id],
        "day": entry.checkin.on_date if entry.checkin else None,
        "reader": engagement.clinician_name if entry.writing.by_client else engagement.short_name,
        "back_url": reverse("desk:your_page")
        if is_client
        else reverse("desk:person", args=[engagement.id]),
        "back_label": "Back to your page" if is_client else f"Back to {engagement.short_name}",
        "numbers": crisis_numbers(organization.crisis_lines) if is_client else None,
        "phone": organization.phone,
        "hours": organization.hours,
    }


def areas_differ(entry: EntrySeen) -> bool:
    """Whether the name of its area tells one section from another."""
    return len({answer.area_title for answer in entry.answers}) > 1


def steps(entry: EntrySeen, *, current: int) -> list[dict[str, str]]:
    """The sections as pills, and the last one to look it all over. `current` 0: the last one."""
    by_area = areas_differ(entry)
    sections = [
        {
            "label": f"{number}. {answer.area_title}" if by_area else f"Question {number}",
            "url": reverse("journal:write", args=[entry.id, number]),
            "state": "current" if number == current else "written" if answer.text else "open",
        }
        for number, answer in enumerate(entry.answers, start=1)
    ]
    over = {
        "label": "Look it over",
        "url": reverse("journal:look_over", args=[entry.id]),
        "state": "plain" if current else "current",
    }
    return [*sections, over]
