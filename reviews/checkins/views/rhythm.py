"""Another rhythm: proposed by one of the two, answered by the other."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import WrongState
from accounts.errors import changed_meanwhile
from accounts.gate import PageRequest, open_to
from accounts.queries import get_organization
from accounts.roles import CLIENT, CLINICIAN
from reviews.checkins import cadences, queries, recurrence
from reviews.checkins.forms import CadenceForm, initial_of
from reviews.checkins.recurrence_words import rhythm
from reviews.engagements.queries import get_engagement, see_engagement
from tracker.lib import clock

NOT_NOW = (
    "Nothing was proposed: a rhythm waits for an answer already, or the work together is not "
    "running now."
)
ANSWERED = "This proposal was answered or taken back in the meantime. Nothing was changed twice."


@open_to(CLIENT, CLINICIAN)
@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: PageRequest, engagement_id: UUID) -> HttpResponse:
    """The form, the first times in words, and the proposal."""
    now = clock.now()
    engagement = get_engagement(actor=request.actor, engagement_id=engagement_id)
    live = queries.get_cadence(engagement_id=engagement_id)
    form = CadenceForm(
        request.POST if request.method == "POST" else None,
        now=now,
        initial=_initial(live, zone=get_organization(actor=request.actor).zone),
    )
    if form.is_valid() and "preview" not in request.POST:
        phases, wall_time, zone = form.cadence()
        try:
            cadences.propose_cadence(
                actor=request.actor,
                engagement=engagement,
                phases=phases,
                wall_time=wall_time,
                zone=zone,
                now=now,
            )
        except WrongState:
            form.add_error(None, NOT_NOW)
        else:
            messages.success(request, "Proposed. The rhythm you have stands until there is a yes.")
            return redirect("checkins:times", engagement_id=engagement_id)
    seen = see_engagement(actor=request.actor, engagement_id=engagement_id)
    context = {
        "engagement": seen,
        "who": seen.other_name(request.actor),
        "rhythm": rhythm(recurrence.read(live.phases), wall_time=live.wall_time, zone=live.zone)
        if live
        else "",
        "form": form,
        "kept": "Nothing was proposed yet. What you chose is still here.",
    }
    status = HTTPStatus.BAD_REQUEST if form.errors else HTTPStatus.OK
    return render(request, "reviews/checkins/rhythm.html", context, status=status)


@open_to(CLIENT, CLINICIAN)
@require_POST
def accept(request: PageRequest, cadence_id: UUID) -> HttpResponse:
    said = "Agreed. The times ahead follow the new rhythm."
    return _answer(request, cadence_id, cadences.accept_cadence, said)


@open_to(CLIENT, CLINICIAN)
@require_POST
def decline(request: PageRequest, cadence_id: UUID) -> HttpResponse:
    return _answer(request, cadence_id, cadences.decline_cadence, "The rhythm you have stands.")


@open_to(CLIENT, CLINICIAN)
@require_POST
def take_back(request: PageRequest, cadence_id: UUID) -> HttpResponse:
    said = "Taken back. The rhythm you have stands."
    return _answer(request, cadence_id, cadences.withdraw_cadence, said)


def _answer(
    request: PageRequest, cadence_id: UUID, act: Callable[..., None], said: str
) -> HttpResponse:
    cadence = queries.get_rhythm(actor=request.actor, cadence_id=cadence_id)
    try:
        act(actor=request.actor, cadence=cadence, now=clock.now())
    except WrongState:
        back_url = reverse("checkins:times", args=[cadence.engagement_id])
        return changed_meanwhile(request, ANSWERED, back_url=back_url)
    messages.success(request, said)
    return redirect("checkins:times", engagement_id=cadence.engagement_id)


def _initial(live: Any, *, zone: str) -> dict[str, Any]:
    """The rhythm there is, as of today: what has begun long ago cannot begin there again."""
    if live is None:
        return {"zone": zone}
    today = clock.now().astimezone(ZoneInfo(live.zone)).date()
    phases = recurrence.from_day(recurrence.read(live.phases), today)
    return initial_of(phases, wall_time=live.wall_time, zone=live.zone)
