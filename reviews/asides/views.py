"""The client's page with its two buttons; and the page of whoever is asked to ring."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.access import NotFound
from accounts.crisis import crisis_numbers
from accounts.gate import PageRequest, open_to
from accounts.queries import get_organization
from accounts.roles import ADMINISTRATOR, CLIENT, CLINICIAN
from reviews.asides import actions, doors, queries
from reviews.engagements.queries import EngagementSeen, current_engagement, get_engagement
from tracker.lib import clock, dates


@open_to(CLIENT)
@require_safe
def ask(request: PageRequest) -> HttpResponse:
    """Two buttons without words: I feel pressured; let me speak to somebody else."""
    now = clock.now()
    engagement = _current(request)
    said = queries.open_pressures(actor=request.actor, engagement_ids=[engagement.id])
    asked = queries.own_request(actor=request.actor, engagement_id=engagement.id)
    organization = get_organization(actor=request.actor)
    context = {
        "engagement": engagement,
        "goes_on": engagement.state in ("proposed", "active"),
        "pressure": said[0] if said else None,
        "said_at": dates.said_at(said[0].created_at, now=now) if said else "",
        "asked": asked,
        "asked_of": doors.asked_of(request_id=asked.id) if asked else "",
        "asked_at": dates.said_at(asked.created_at, now=now) if asked else "",
        "somebody": doors.somebody_else(engagement_id=engagement.id),
        "practice": organization,
        "numbers": crisis_numbers(organization.crisis_lines),
    }
    return render(request, "reviews/asides/ask.html", context)


@open_to(CLIENT)
@require_POST
def say_pressured(request: PageRequest) -> HttpResponse:
    row = get_engagement(actor=request.actor, engagement_id=_current(request).id)
    actions.say_pressured(actor=request.actor, engagement=row, now=clock.now())
    return redirect("asides:ask")


@open_to(CLIENT)
@require_POST
def take_back(request: PageRequest, pressure_id: UUID) -> HttpResponse:
    actions.take_pressure_back(actor=request.actor, pressure_id=pressure_id, now=clock.now())
    messages.success(request, "Taken back.")
    return redirect("asides:ask")


@open_to(CLINICIAN)
@require_POST
def talked(request: PageRequest, pressure_id: UUID) -> HttpResponse:
    row = actions.note_talked(actor=request.actor, pressure_id=pressure_id, now=clock.now())
    messages.success(request, "Noted that you have talked.")
    return redirect("desk:person", engagement_id=row.engagement_id)


@open_to(CLIENT)
@require_POST
def ask_to_speak(request: PageRequest) -> HttpResponse:
    row = get_engagement(actor=request.actor, engagement_id=_current(request).id)
    actions.ask_to_speak(actor=request.actor, engagement=row)
    return redirect("asides:ask")


@open_to(CLIENT)
@require_POST
def not_needed(request: PageRequest, request_id: UUID) -> HttpResponse:
    actions.take_request_back(actor=request.actor, request_id=request_id, now=clock.now())
    messages.success(request, "Taken back. Nobody is asked to ring you.")
    return redirect("asides:ask")


@open_to(CLINICIAN, ADMINISTRATOR)
@require_POST
def spoken(request: PageRequest, request_id: UUID) -> HttpResponse:
    actions.note_spoken(actor=request.actor, request_id=request_id, now=clock.now())
    messages.success(request, "Noted that you have spoken.")
    return redirect("asides:waiting")


@open_to(CLINICIAN, ADMINISTRATOR)
@require_safe
def waiting(request: PageRequest) -> HttpResponse:
    """Whom to ring. The database shows what came to the actor, and nothing of their own clients."""
    now = clock.now()
    rows = [
        (one, dates.said_at(one.asked_at, now=now))
        for one in queries.list_to_ring(actor=request.actor)
    ]
    return render(request, "reviews/asides/waiting.html", {"rows": rows})


def _current(request: PageRequest) -> EngagementSeen:
    engagement = current_engagement(actor=request.actor)
    if engagement is None:
        raise NotFound
    return engagement
