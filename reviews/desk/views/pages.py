"""Today, People, Your page, Timeline, Who has looked; and the way into writing."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.access import NotAllowed
from accounts.crisis import crisis_numbers
from accounts.gate import PageRequest, open_to
from accounts.queries import get_organization, staff_name
from accounts.roles import CLIENT, CLINICIAN
from reviews.agreements.queries import focus_areas_of
from reviews.assignments import words as assignment_words
from reviews.assignments.handover_queries import handovers_asked, own_absence
from reviews.assignments.queries import covers_asked
from reviews.assignments.turns import list_turns
from reviews.checkins import recurrence
from reviews.checkins.queries import get_cadence, get_checkin
from reviews.checkins.recurrence_words import rhythm
from reviews.desk import (
    afterwards,
    attention,
    calendar,
    for_client,
    lists,
    queries,
    record_words,
    timeline_words,
    times_words,
    words,
)
from reviews.desk.access_record import list_readings
from reviews.desk.person_page import PersonPage, see_person
from reviews.desk.timeline import list_steps
from reviews.desk.with_you import find_with_you
from reviews.desk.your_page import YourPage, see_your_page
from reviews.disclosures.queries import list_disclosures
from reviews.engagements.queries import EngagementSeen, current_engagement, see_engagement
from reviews.journal.actions import begin_reflection
from reviews.sessions.queries import list_kept_notes
from reviews.unfinished.queries import list_unfinished
from reviews.unfinished.words import on_today, on_your_page
from tracker.lib import clock, dates

PEOPLE_HEADS = ["Person", "What you are working on", "Last talked", "Open between you"]


@open_to(CLINICIAN)
@require_safe
def today(request: PageRequest) -> HttpResponse:
    now = clock.now()
    actor = request.actor
    found = queries.today(actor=actor, now=now)
    here = dates.local(now)
    name = staff_name(organization_id=actor.organization_id, user_id=actor.user_id)
    greeting = dates.greeting(here)
    asked = assignment_words.for_colleague(
        covers_asked(actor=actor, now=now), handovers_asked(actor=actor)
    )
    begun = on_today(list_unfinished(actor=actor, now=now), now=now)
    ended = afterwards.on_today(actor=actor, now=now)
    items = [*asked, *attention.attention(found, now=now), *ended, *begun]
    context = {
        "now": here,
        "title": f"{greeting}, {name}" if name else greeting,
        "lead": words.sentence_of_the_day(found, items, now=now),
        "away": own_absence(actor=actor),
        "attention": items,
        "next": words.next_checkins(found, now=now),
        "strip": words.weeks_ahead(found, now=now) if found.ahead else None,
        "heads": PEOPLE_HEADS,
        "rows": words.people_rows(found.people),
    }
    return render(request, "reviews/desk/today.html", context)


@open_to(CLINICIAN)
@require_safe
def calendar_page(request: PageRequest) -> HttpResponse:
    weeks = calendar.own_weeks(actor=request.actor, now=clock.now())
    return render(request, "reviews/desk/calendar.html", {"weeks": weeks})


@open_to(CLINICIAN)
@require_safe
def people(request: PageRequest) -> HttpResponse:
    current, ended, ready = queries.people(actor=request.actor, now=clock.now())
    context = {
        "heads": PEOPLE_HEADS,
        "rows": words.people_rows(current),
        "ended_heads": ["Person", "What you worked on", "Last talked", "Ended"],
        "ended_rows": words.people_rows(ended, ended=True),
        "ready": [
            {
                "text": f"{member.user.email} is ready to begin",
                "url": reverse("agreements:begin", args=[member.id]),
                "why": "The practice introduced this person to you. Begin with an agreement.",
            }
            for member in ready
        ],
        "kept_notes": list_kept_notes(actor=request.actor),
    }
    return render(request, "reviews/desk/people.html", context)


@open_to(CLINICIAN)
@require_safe
def person(request: PageRequest, engagement_id: UUID) -> HttpResponse:
    now = clock.now()
    found = see_person(actor=request.actor, engagement_id=engagement_id, now=now)
    engagement = found.engagement
    eyebrow = {
        "proposed": "Agreement offered, not answered yet"
        if found.agreement
        else "You are talking about whether this fits",
        "active": f"Working together since {_day(engagement.started_at)}",
        "ended": f"The work ended on {_day(engagement.ended_at)}",
        "declined": "The agreement was declined" if found.agreement else "Not begun",
        "withdrawn": "The offer was withdrawn" if found.agreement else "Not begun",
    }[engagement.state]
    context = {
        "person": found,
        "own": engagement.clinician_id == request.actor.user_id,
        "engagement": engagement,
        "eyebrow": eyebrow,
        "rhythm": _rhythm(found.cadence),
        "zone_note": _zone_note(found.cadence),
        "begun": engagement.started_at is not None,
        "pause": times_words.pause(found.times.pauses.get(engagement.id)),
        "to_answer": list(times_words.to_answer(found.times, lambda _: engagement.short_name)),
        "calls": [(c, dates.said_at(c.created_at, now=now)) for c in found.calls],
        "pressures": [(p, dates.said_at(p.created_at, now=now)) for p in found.pressures],
        **_person_lists(found),
    }
    return render(request, "reviews/desk/person.html", context)


@open_to(CLINICIAN)
@require_safe
def person_timeline(request: PageRequest, engagement_id: UUID) -> HttpResponse:
    engagement = see_engagement(actor=request.actor, engagement_id=engagement_id)
    return _timeline_page(request, engagement)


@open_to(CLIENT)
@require_safe
def your_page(request: PageRequest) -> HttpResponse:
    now = clock.now()
    found = see_your_page(actor=request.actor, now=now)
    organization = get_organization(actor=request.actor)
    here = dates.local(now)
    name = found.engagement.short_name.split()[0] if found.engagement else ""
    with_you = find_with_you(actor=request.actor, engagement=found.engagement, now=now)
    context = {
        "now": here,
        "title": f"Hello, {name}" if name else "Hello",
        "your": found,
        "engagement": found.engagement,
        "lead": _client_lead(found, here=here),
        "rhythm": _rhythm(found.cadence),
        "shared": [(e, words.entry_day(found.days, e.checkin_id)) for e in found.shared],
        "shared_for_next": _shared_for_next(found),
        "drafts": [(e, words.entry_day(found.days, e.checkin_id)) for e in found.other_drafts],
        "next": [_own_zone(c) for c in found.next_checkins],
        "numbers": crisis_numbers(organization.crisis_lines),
        "organization": organization,
        "away": with_you.away,
        "covering": with_you.covering,
        "to_read": [
            *with_you.changes,
            *afterwards.on_your_page(actor=request.actor, engagement=found.engagement, now=now),
            *for_client.to_read(found, now=now),
        ],
        "pause": times_words.pause(next(iter(found.times.pauses.values()), None)),
        "begun": on_your_page(list_unfinished(actor=request.actor, now=now), now=now),
        "sessions": lists.sessions(found.sessions),
        "feedback": lists.own_feedback(found.feedback, found.read_at),
        "commitments": lists.commitments(found.commitments, to_client=True),
        "reports": lists.own_reports(found),
    }
    return render(request, "reviews/desk/your_page.html", context)


@open_to(CLIENT)
@require_POST
def begin_writing(request: PageRequest, checkin_id: UUID) -> HttpResponse:
    """The reflection for this check-in: the one begun before, or a new one."""
    checkin = get_checkin(actor=request.actor, checkin_id=checkin_id)
    areas = focus_areas_of(actor=request.actor, engagement_id=checkin.engagement_id)
    try:
        entry = begin_reflection(
            actor=request.actor, checkin=checkin, focus_areas=areas, now=clock.now()
        )
    except NotAllowed:
        messages.info(request, "Please read this page first. Then you can begin to write.")
        return redirect("limits:read")
    return redirect("journal:go_on", entry_id=entry.id)


@open_to(CLIENT)
@require_safe
def timeline(request: PageRequest) -> HttpResponse:
    engagement = current_engagement(actor=request.actor)
    if engagement is None:
        return render(request, "reviews/desk/timeline.html", {"is_client": True})
    return _timeline_page(request, engagement)


@open_to(CLIENT)
@require_safe
def access_record(request: PageRequest) -> HttpResponse:
    now = clock.now()
    engagement = current_engagement(actor=request.actor)
    if engagement is None:
        return render(request, "reviews/desk/access_record.html", {})
    readings = list_readings(actor=request.actor, engagement=engagement, now=now)
    turns = list_turns(actor=request.actor, engagement=engagement, now=now)
    context = {
        "days": record_words.looked(readings),
        "may_look": record_words.may_look(turns),
        "told_outside": list_disclosures(actor=request.actor, engagement_ids=[engagement.id]),
        "engagement": engagement,
    }
    return render(request, "reviews/desk/access_record.html", context)


def _timeline_page(request: PageRequest, engagement: EngagementSeen) -> HttpResponse:
    now = clock.now()
    is_client = request.actor.role == CLIENT
    steps = list_steps(actor=request.actor, engagement=engagement, now=now)
    shown = timeline_words.chosen_filters(request.GET.getlist("kind"))
    sharing_url = "" if is_client else reverse("releases:of_person", args=[engagement.id])
    ahead, months = timeline_words.timeline(steps, shown=shown, sharing_url=sharing_url)
    everything = len(shown) == len(timeline_words.FILTERS)
    context = {
        "is_client": is_client,
        "engagement": engagement,
        "options": timeline_words.filter_options(shown),
        "summary": "Showing everything. Choose what to show"
        if everything
        else "Showing a part. Choose what to show",
        "ahead": ahead,
        "months": months,
        "rhythm": _rhythm(get_cadence(engagement_id=engagement.id)),
        "since": _day(engagement.started_at),
        "course_url": reverse("desk:course")
        if is_client
        else reverse("desk:person_course", args=[engagement.id]),
    }
    return render(request, "reviews/desk/timeline.html", context)


def _person_lists(found: PersonPage) -> dict[str, Any]:
    return {
        "sessions": lists.sessions(found.sessions),
        "feedback": lists.feedback(found.feedback),
        "commitments": lists.commitments(found.commitments, to_client=False),
        "reports": lists.reports(found),
        "sharing": lists.sharing(found.permissions),
    }


def _client_lead(found: YourPage, *, here: Any) -> str:
    if found.engagement is None or not found.next_checkins:
        return ""
    first = _own_zone(found.next_checkins[0])
    day = dates.near_day(first["at"].date(), today=here.date())
    day = day if day in ("today", "tomorrow") else f"on {day}"
    who = found.engagement.clinician_name
    with_whom = f" with {who}" if who else ""
    return f"Your next check-in{with_whom} is {day} at {dates.clock_time(first['at'])}."


def _shared_for_next(found: YourPage) -> UUID | None:
    """The reflection that was shared for the next check-in."""
    if not found.next_checkins:
        return None
    next_id = found.next_checkins[0].id
    return next((e.id for e in found.shared if e.checkin_id == next_id), None)


def _own_zone(checkin: Any) -> dict[str, Any]:
    """A check-in at its own wall time, whatever the reader's zone is."""
    # Naive on purpose: a template would turn an aware time into the reader's zone.
    at = dates.local(checkin.due_at, zone=checkin.zone).replace(tzinfo=None)
    return {"checkin": checkin, "at": at, "zone": dates.zone_words(checkin.zone)}


def _rhythm(cadence: Any) -> str:
    if cadence is None:
        return ""
    return rhythm(recurrence.read(cadence.phases), wall_time=cadence.wall_time, zone=cadence.zone)


def _zone_note(cadence: Any) -> str:
    """For a clinician who lives by another clock than the client."""
    if cadence is None or not cadence.zone:
        return ""
    place = dates.zone_words(cadence.zone)
    return f"Dates on this page are in your own time. The client lives by {place}."


def _day(at: Any) -> str:
    return dates.full_day(dates.local(at)) if at else ""
