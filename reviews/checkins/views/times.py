"""All times of one piece of work: what lies ahead, the rhythm, pauses, one time beside the series."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import NotAllowed, WrongState
from accounts.errors import changed_meanwhile
from accounts.gate import PageRequest, open_to
from accounts.queries import get_organization
from accounts.roles import CLIENT, CLINICIAN
from reviews.checkins import actions, pausing, queries, recurrence, words
from reviews.checkins.recurrence_words import first_times, rhythm
from reviews.checkins.rules import MOVABLE, is_own_side
from reviews.checkins.time_forms import PauseForm, TimeForm
from reviews.engagements.queries import get_engagement, see_engagement
from tracker.lib import clock, dates
from tracker.lib.forms import sending

SHOWN = 12  # times ahead


@open_to(CLIENT, CLINICIAN)
@require_safe
def times(request: PageRequest, engagement_id: UUID) -> HttpResponse:
    return _times_page(request, engagement_id, form=None)


@open_to(CLIENT, CLINICIAN)
@require_POST
def pause(request: PageRequest, engagement_id: UUID) -> HttpResponse:
    """Until a day or until one of them resumes. Nobody asks why."""
    now = clock.now()
    engagement = get_engagement(actor=request.actor, engagement_id=engagement_id)
    zone = queries.zone_of(engagement_id=engagement_id)
    form = PauseForm(request.POST, zone=zone, now=now)
    if form.is_valid():
        try:
            pausing.pause_checkins(
                actor=request.actor,
                engagement=engagement,
                ends_on=form.cleaned_data["ends_on"],
                zone=zone,
                now=now,
            )
        except WrongState:
            form.add_error(
                "ends_on", "Nothing was changed: check-ins pause already, or have ended."
            )
        else:
            messages.success(request, "Check-ins pause from now on. Nobody is asked why.")
            return redirect("checkins:times", engagement_id=engagement_id)
    return _times_page(request, engagement_id, form=form)


@open_to(CLIENT, CLINICIAN)
@require_POST
def resume(request: PageRequest, pause_id: UUID) -> HttpResponse:
    found = queries.get_pause(actor=request.actor, pause_id=pause_id)
    try:
        pausing.resume_checkins(actor=request.actor, pause=found, now=clock.now())
    except WrongState:
        return changed_meanwhile(
            request,
            "This pause had ended already.",
            back_url=reverse("checkins:times", args=[found.engagement_id]),
        )
    messages.success(request, "The pause is over. The times ahead stand again.")
    return redirect("checkins:times", engagement_id=found.engagement_id)


@open_to(CLINICIAN)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: PageRequest, engagement_id: UUID) -> HttpResponse:
    """One time beside the series, which stays as it is."""
    now = clock.now()
    engagement = get_engagement(actor=request.actor, engagement_id=engagement_id)
    practice = get_organization(actor=request.actor)
    zone = queries.zone_of(engagement_id=engagement_id)
    form = TimeForm(
        request.POST if request.method == "POST" else None,
        zone=zone,
        practice_zone=practice.zone,
        weekdays=practice.there_on,
        now=now,
    )
    if form.is_valid():
        try:
            checkin = actions.add_checkin(
                actor=request.actor,
                engagement=engagement,
                now=now,
                row_id=sending(request, who=request.actor.user_id),
                **form.cleaned_data,
            )
        except (NotAllowed, WrongState):
            form.add_error("on_date", "Nothing was added: the work together is not running now.")
        else:
            messages.success(request, "Added. The client is told that something waits.")
            return redirect("desk:checkin", checkin_id=checkin.id)
    context = {
        "engagement": see_engagement(actor=request.actor, engagement_id=engagement_id),
        "zone": dates.zone_words(zone),
        "form": form,
        "kept": "Nothing was added yet. What you typed is still here.",
    }
    status = HTTPStatus.BAD_REQUEST if form.errors else HTTPStatus.OK
    return render(request, "reviews/checkins/add.html", context, status=status)


def _times_page(
    request: PageRequest, engagement_id: UUID, *, form: PauseForm | None
) -> HttpResponse:
    now = clock.now()
    actor = request.actor
    engagement = see_engagement(actor=actor, engagement_id=engagement_id)
    is_client = actor.role == CLIENT
    who = engagement.other_name(actor)
    listed = queries.list_checkins(actor=actor, engagement_ids=[engagement_id])
    running = queries.running_pauses(engagement_ids=[engagement_id], now=now).get(engagement_id)
    proposed = next(iter(queries.proposed_rhythms(engagement_ids=[engagement_id])), None)
    asked = {
        move.checkin_id for move in queries.open_moves(engagement_ids=[engagement_id], now=now)
    }
    ahead = [c for c in listed if c.due_at > now and c.state in MOVABLE][:SHOWN]
    context = {
        "engagement": engagement,
        "is_client": is_client,
        "is_active": engagement.state == "active",
        "who": who,
        "rows": [_row(c, running=running, asked=c.id in asked) for c in ahead],
        "rhythm": _rhythm(queries.get_cadence(engagement_id=engagement_id)),
        "proposed": proposed
        and {"id": proposed.id, "words": _rhythm(proposed), "first": _first_times(proposed)},
        "proposed_by_you": proposed is not None and is_own_side(actor, proposed),
        "pause": running,
        "form": form or PauseForm(zone=queries.zone_of(engagement_id=engagement_id), now=now),
        "kept": "Nothing was changed yet.",
        "back_url": reverse("desk:your_page")
        if is_client
        else reverse("desk:person", args=[engagement_id]),
        "back_label": "Back to your page" if is_client else f"Back to {engagement.short_name}",
    }
    status = HTTPStatus.BAD_REQUEST if form is not None and form.errors else HTTPStatus.OK
    return render(request, "reviews/checkins/times.html", context, status=status)


def _row(checkin: Any, *, running: Any, asked: bool) -> dict[str, Any]:
    """A row of components/attention_list.html."""
    paused = running is not None and (running.ends_at is None or checkin.due_at < running.ends_at)
    word, icon, tone = words.TAGS[checkin.state]
    if paused:
        word, icon, tone = "Paused", "clock", "none"
    elif asked:
        word, icon, tone = "Another time asked", "turn", "amber"
    return {
        "text": words.when(checkin.due_at, zone=checkin.zone),
        "url": reverse("desk:checkin", args=[checkin.id]),
        "why": _beside(checkin),
        "word": word,
        "icon": icon,
        "tone": tone,
    }


def _beside(checkin: Any) -> str:
    if checkin.moved_from_id is not None:
        return "Moved from another time."
    return "" if checkin.series_date else "Beside the rhythm."


def _first_times(cadence: Any) -> str:
    phases = recurrence.read(cadence.phases)
    return first_times(phases, wall_time=cadence.wall_time, zone=cadence.zone)


def _rhythm(cadence: Any) -> str:
    if cadence is None:
        return ""
    phases = recurrence.read(cadence.phases)
    return rhythm(phases, wall_time=cadence.wall_time, zone=cadence.zone)
