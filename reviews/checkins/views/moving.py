"""Another time for one check-in: asked for by one of the two, answered by the other."""

from collections.abc import Callable
from datetime import timedelta
from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import NotAllowed, WrongState
from accounts.errors import changed_meanwhile
from accounts.gate import PageRequest, open_to
from accounts.queries import get_organization
from accounts.roles import CLIENT, CLINICIAN
from reviews.checkins import moving, queries, words
from reviews.checkins.time_forms import MoveForm
from reviews.engagements.queries import see_engagement
from reviews.unsent.boxes import Boxes
from reviews.unsent.places import MOVE_BY_CLIENT, MOVE_BY_CLINICIAN
from tracker.lib import clock, dates

ANSWERED = (
    "This request was answered, taken back or passed by in the meantime, or its check-in was "
    "settled. Nothing was changed twice."
)
SETTLED = (
    "Nothing was asked: this check-in was settled in the meantime, or another time was asked for."
)


@open_to(CLIENT, CLINICIAN)
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: PageRequest, checkin_id: UUID) -> HttpResponse:
    """A day, a time and, if one likes, why. Where it cannot be asked for, the page says so."""
    now = clock.now()
    checkin = queries.get_checkin(actor=request.actor, checkin_id=checkin_id)
    practice = get_organization(actor=request.actor)
    notice = timedelta(hours=practice.move_notice_hours)
    closed = queries.why_not_move(
        actor=request.actor, checkin=checkin, notice=notice, phone=practice.phone, now=now
    )
    form = MoveForm(
        request.POST if request.method == "POST" else None,
        initial={"wall_time": checkin.wall_time},
        zone=checkin.zone,
        practice_zone=practice.zone,
        weekdays=practice.there_on,
        now=now,
    )
    boxes = Boxes(
        MOVE_BY_CLIENT if request.actor.role == CLIENT else MOVE_BY_CLINICIAN,
        actor=request.actor,
        engagement_id=checkin.engagement_id,
        about=checkin_id,
    )
    if form.is_valid() and not closed:
        try:
            moving.ask_move(
                actor=request.actor,
                checkin=checkin,
                to_date=form.cleaned_data["on_date"],
                to_time=form.cleaned_data["wall_time"],
                words=form.cleaned_data["words"],
                notice=notice,
                now=now,
            )
        except (NotAllowed, WrongState):
            form.add_error("on_date", SETTLED)
        else:
            boxes.take(form)
            messages.success(request, "Asked. The old time stands until there is an answer.")
            return redirect("desk:checkin", checkin_id=checkin_id)
    if form.is_bound and closed:
        form.add_error("on_date", closed)
    boxes.fill(form)
    engagement = see_engagement(actor=request.actor, engagement_id=checkin.engagement_id)
    context = {
        "checkin": checkin,
        "who": engagement.other_name(request.actor),
        "is_client": request.actor.role == CLIENT,
        "when": words.when(checkin.due_at, zone=checkin.zone),
        "zone": dates.zone_words(checkin.zone),
        "closed": "" if form.is_bound else closed,
        "form": form,
        "kept": "Nothing was asked yet. What you typed is still here.",
    }
    status = HTTPStatus.BAD_REQUEST if form.errors else HTTPStatus.OK
    return render(request, "reviews/checkins/ask.html", context, status=status)


@open_to(CLIENT, CLINICIAN)
@require_POST
def agree(request: PageRequest, move_id: UUID) -> HttpResponse:
    move = queries.get_move(actor=request.actor, move_id=move_id)
    try:
        new = moving.agree_to_move(actor=request.actor, move=move, now=clock.now())
    except WrongState:
        return _meanwhile(request, move.checkin_id)
    messages.success(request, "Agreed. This is the new time.")
    return redirect("desk:checkin", checkin_id=new.id)


@open_to(CLIENT, CLINICIAN)
@require_POST
def decline(request: PageRequest, move_id: UUID) -> HttpResponse:
    return _answer(request, move_id, moving.decline_move, "The old time stands.")


@open_to(CLIENT, CLINICIAN)
@require_POST
def take_back(request: PageRequest, move_id: UUID) -> HttpResponse:
    return _answer(request, move_id, moving.withdraw_move, "Taken back. The time stands.")


def _answer(
    request: PageRequest, move_id: UUID, act: Callable[..., None], said: str
) -> HttpResponse:
    move = queries.get_move(actor=request.actor, move_id=move_id)
    try:
        act(actor=request.actor, move=move, now=clock.now())
    except WrongState:
        return _meanwhile(request, move.checkin_id)
    messages.success(request, said)
    return redirect("desk:checkin", checkin_id=move.checkin_id)


def _meanwhile(request: PageRequest, checkin_id: UUID) -> HttpResponse:
    return changed_meanwhile(request, ANSWERED, back_url=reverse("desk:checkin", args=[checkin_id]))
