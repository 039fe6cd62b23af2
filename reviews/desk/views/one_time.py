"""One check-in: its page for both people, and what the clinician notes of it."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import WrongState
from accounts.crisis import crisis_numbers
from accounts.gate import PageRequest, open_to
from accounts.queries import get_organization
from accounts.roles import CLIENT, CLINICIAN
from reviews.checkins import actions, words
from reviews.checkins.queries import CheckInSeen, MoveSeen, get_checkin
from reviews.checkins.time_forms import MissedForm
from reviews.desk.checkin_page import CheckInPage, see_checkin
from reviews.engagements.queries import see_engagement
from reviews.sessions import noting
from reviews.unsent.boxes import Boxes
from reviews.unsent.places import MISSED
from tracker.lib import clock, dates


@open_to(CLIENT, CLINICIAN)
@require_safe
def one(request: PageRequest, checkin_id: UUID) -> HttpResponse:
    """Everything about one time. Where something was said about it, the reading enters the trail."""
    now = clock.now()
    found = see_checkin(actor=request.actor, checkin_id=checkin_id, now=now)
    is_client = request.actor.role == CLIENT
    engagement = found.engagement
    who = engagement.other_name(request.actor)
    checkin = found.seen.checkin
    word, icon, tone = words.TAGS[checkin.state]
    organization = get_organization(actor=request.actor)
    context = {
        "page": found,
        "checkin": checkin,
        "engagement": engagement,
        "is_client": is_client,
        "who": who,
        "title": f"Check-in on {dates.weekday_day(checkin.on_date)}",
        "when": words.when(checkin.due_at, zone=checkin.zone, year=True),
        "tag": {"word": "Paused" if found.paused else word, "icon": icon, "tone": tone},
        "stands": words.how_it_stands(checkin, who=who, is_client=is_client, now=now),
        "reason": words.REASONS.get(checkin.why_not, ""),
        "moved_from": _other_time(found.seen, "moved_from"),
        "moved_to": _other_time(found.seen, "moved_to"),
        "moves": [_move(move, is_client=is_client, who=who) for move in found.seen.moves],
        "open_move": _open_move(found, is_client=is_client, who=who),
        "acts": found.acts,
        "numbers": crisis_numbers(organization.crisis_lines) if is_client else [],
    }
    return render(request, "reviews/desk/checkin.html", context)


@open_to(CLINICIAN)
@require_POST
def talked(request: PageRequest, checkin_id: UUID) -> HttpResponse:
    checkin = get_checkin(actor=request.actor, checkin_id=checkin_id)
    noting.note_talked(actor=request.actor, checkin=checkin, now=clock.now())
    messages.success(request, "Noted that you have talked.")
    return redirect("desk:person", engagement_id=checkin.engagement_id)


@open_to(CLINICIAN)
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def missed(request: PageRequest, checkin_id: UUID) -> HttpResponse:
    """It did not take place, and why."""
    checkin = get_checkin(actor=request.actor, checkin_id=checkin_id)
    form = MissedForm(request.POST if request.method == "POST" else None)
    boxes = Boxes(
        MISSED, actor=request.actor, engagement_id=checkin.engagement_id, about=checkin_id
    )
    if form.is_valid():
        try:
            noting.note_missed(
                actor=request.actor,
                checkin=checkin,
                why=form.cleaned_data["why"],
                words=form.cleaned_data["words"],
                now=clock.now(),
            )
        except WrongState:
            form.add_error(
                None, "Nothing was noted: what became of this check-in was settled in the meantime."
            )
        else:
            boxes.take(form)
            messages.success(request, "Noted. The client finds a way to another time.")
            return redirect("desk:checkin", checkin_id=checkin_id)
    boxes.fill(form)
    context = {
        "checkin": checkin,
        "engagement": see_engagement(actor=request.actor, engagement_id=checkin.engagement_id),
        "when": words.when(checkin.due_at, zone=checkin.zone),
        "form": form,
        "kept": "What you typed is still here.",
    }
    status = HTTPStatus.BAD_REQUEST if form.errors else HTTPStatus.OK
    return render(request, "reviews/desk/missed.html", context, status=status)


@open_to(CLINICIAN)
@require_POST
def not_needed(request: PageRequest, checkin_id: UUID) -> HttpResponse:
    checkin = get_checkin(actor=request.actor, checkin_id=checkin_id)
    actions.mark_not_needed(actor=request.actor, checkin=checkin, now=clock.now())
    messages.success(request, "Noted that it is not needed. It counts for nothing.")
    return redirect("desk:checkin", checkin_id=checkin_id)


@open_to(CLINICIAN)
@require_POST
def close(request: PageRequest, checkin_id: UUID) -> HttpResponse:
    checkin = get_checkin(actor=request.actor, checkin_id=checkin_id)
    actions.close_checkin(actor=request.actor, checkin=checkin, now=clock.now())
    messages.success(request, "Closed. It stays readable.")
    return redirect("desk:checkin", checkin_id=checkin_id)


def _other_time(seen: CheckInSeen, which: str) -> dict[str, Any] | None:
    checkin = getattr(seen, which)
    if checkin is None:
        return None
    return {"id": checkin.id, "when": words.when(checkin.due_at, zone=checkin.zone)}


def _open_move(found: CheckInPage, *, is_client: bool, who: str) -> dict[str, Any] | None:
    """The request that waits, while it can still be answered."""
    move = found.seen.open_move
    if move is None or not {"answer", "take_back"} & found.acts:
        return None
    return _move(move, is_client=is_client, who=who)


def _move(move: MoveSeen, *, is_client: bool, who: str) -> dict[str, Any]:
    own = move.by_client == is_client
    return {
        "id": move.id,
        "by": "You" if own else who,
        "when": words.when(move.due_at, zone=move.zone),
        "words": move.words,
        "asked_at": move.asked_at,
        "answer": words.MOVES.get(move.state, ""),
    }
