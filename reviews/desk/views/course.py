"""The picture of the course, for the two people of an engagement."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.gate import PageRequest, open_to
from accounts.roles import CLIENT, CLINICIAN
from reviews.desk.course import draw
from reviews.desk.timeline import list_steps
from reviews.engagements.queries import EngagementSeen, current_engagement, see_engagement
from tracker.lib import clock, dates


@open_to(CLIENT)
@require_safe
def own(request: PageRequest) -> HttpResponse:
    engagement = current_engagement(actor=request.actor)
    return _page(
        request,
        engagement,
        back_url=reverse("desk:timeline"),
        eyebrow=f"Working with {engagement.clinician_name}" if engagement else "",
    )


@open_to(CLINICIAN)
@require_safe
def of_person(request: PageRequest, engagement_id: UUID) -> HttpResponse:
    engagement = see_engagement(actor=request.actor, engagement_id=engagement_id)
    return _page(
        request,
        engagement,
        back_url=reverse("desk:person_timeline", args=[engagement_id]),
        eyebrow=engagement.short_name,
    )


def _page(
    request: PageRequest, engagement: EngagementSeen | None, *, back_url: str, eyebrow: str
) -> HttpResponse:
    now = clock.now()
    steps = list_steps(actor=request.actor, engagement=engagement, now=now) if engagement else []
    context = {
        "course": draw(steps, today=dates.local(now).date()),
        "course_title": "When things were, by kind",
        "back_url": back_url,
        "eyebrow": eyebrow,
    }
    return render(request, "reviews/desk/course.html", context)
