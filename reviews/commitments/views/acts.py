"""Proposing a commitment, answering it, and carrying it over, changing it or letting it go."""

from collections.abc import Callable
from datetime import date
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts.access import WrongState
from accounts.gate import PageRequest, open_to
from accounts.roles import CLIENT, CLINICIAN
from reviews.commitments import actions, goal_queries, queries
from reviews.commitments.forms import AnswerForm, ChangeForm, LaterForm, LetGoForm, NewForm
from reviews.commitments.queries import CommitmentSeen
from reviews.commitments.views.shown import meanwhile
from reviews.engagements.queries import EngagementSeen, get_engagement, see_engagement
from reviews.unsent import places
from reviews.unsent.boxes import Boxes
from reviews.unsent.places import Place
from tracker.lib import clock, dates
from tracker.lib.forms import sending


@open_to(CLIENT, CLINICIAN)
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: PageRequest, engagement_id: UUID) -> HttpResponse:
    """A commitment outside a session; the other one answers."""
    row = get_engagement(actor=request.actor, engagement_id=engagement_id)
    engagement = see_engagement(actor=request.actor, engagement_id=engagement_id)
    back = reverse("commitments:all", args=[engagement_id])
    data = request.POST if request.method == "POST" else None
    form = NewForm(data, initial=_asked_goal(request), **_about(request, engagement))
    if form.is_valid():
        try:
            made = actions.propose(
                actor=request.actor,
                engagement=row,
                item=_item(request, form),
                now=clock.now(),
                row_id=sending(request, who=request.actor.user_id),
            )
        except WrongState:
            return meanwhile(request, form, back_url=back)
        messages.success(request, _waits_for(request, engagement))
        return redirect("commitments:one", commitment_id=made.id)
    if data is None and engagement.state != "active":
        return redirect(back)
    return _show(request, engagement, form, template="new", back=back)


@open_to(CLIENT, CLINICIAN)
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: PageRequest, commitment_id: UUID) -> HttpResponse:
    """Another commitment in the place of this one, which stays readable."""
    row = queries.get_commitment(actor=request.actor, commitment_id=commitment_id)
    seen = queries.label(actor=request.actor, row=row)
    engagement = see_engagement(actor=request.actor, engagement_id=row.engagement_id)
    data = request.POST if request.method == "POST" else None
    before = {
        "text": seen.text,
        "due_on": seen.due_on,
        "goal": str(seen.goal_id or ""),
        "carried_by": seen.carried_by,
        "outside": seen.outside,
        "prepare_on": seen.prepare_on,
        "debrief_on": seen.debrief_on,
        "told": "between_us" if seen.between_us else "may_be_told",
    }
    form = ChangeForm(data, initial=before, **_about(request, engagement))

    def do() -> UUID:
        made = actions.change(
            actor=request.actor,
            commitment=row,
            item=_item(request, form),
            reason=form.cleaned_data["reason"],
            now=clock.now(),
            row_id=sending(request, who=request.actor.user_id),
        )
        return made.id

    return _act(
        request,
        seen,
        engagement,
        form,
        pair=(places.CHANGE_BY_CLIENT, places.CHANGE_BY_CLINICIAN),
        do=do,
        template="change",
        done=_waits_for(request, engagement),
    )


@open_to(CLIENT, CLINICIAN)
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def later(request: PageRequest, commitment_id: UUID) -> HttpResponse:
    """Another day, and why."""
    row = queries.get_commitment(actor=request.actor, commitment_id=commitment_id)
    form = LaterForm(request.POST if request.method == "POST" else None, today=_today())

    def do() -> UUID:
        actions.carry_over(
            actor=request.actor,
            commitment=row,
            due_on=form.cleaned_data["due_on"],
            reason=form.cleaned_data["reason"],
            now=clock.now(),
            row_id=sending(request, who=request.actor.user_id),
        )
        return commitment_id

    return _act(
        request,
        queries.label(actor=request.actor, row=row),
        see_engagement(actor=request.actor, engagement_id=row.engagement_id),
        form,
        pair=(places.LATER_BY_CLIENT, places.LATER_BY_CLINICIAN),
        do=do,
        template="later",
        done="Carried over. Both of you can read it.",
    )


@open_to(CLIENT, CLINICIAN)
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def let_go(request: PageRequest, commitment_id: UUID) -> HttpResponse:
    """Not worked for any more, and why."""
    row = queries.get_commitment(actor=request.actor, commitment_id=commitment_id)
    form = LetGoForm(request.POST if request.method == "POST" else None)

    def do() -> UUID:
        actions.let_go(
            actor=request.actor,
            commitment=row,
            reason=form.cleaned_data["reason"],
            now=clock.now(),
            row_id=sending(request, who=request.actor.user_id),
        )
        return commitment_id

    return _act(
        request,
        queries.label(actor=request.actor, row=row),
        see_engagement(actor=request.actor, engagement_id=row.engagement_id),
        form,
        pair=(places.LET_GO_BY_CLIENT, places.LET_GO_BY_CLINICIAN),
        do=do,
        template="let_go",
        done="Let go. What was said before stays readable.",
    )


@open_to(CLIENT, CLINICIAN)
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: PageRequest, commitment_id: UUID) -> HttpResponse:
    """Yes, no and why, or that the client could not answer yet."""
    row = queries.get_commitment(actor=request.actor, commitment_id=commitment_id)
    seen = queries.label(actor=request.actor, row=row)
    is_client = request.actor.role == CLIENT
    form = AnswerForm(
        request.POST if request.method == "POST" else None,
        today=_today(),
        initial={"known": seen.turn},
        to_client=is_client,
        only_for_client=seen.proposed_by_client is not True,
        may_tell=not seen.between_us,
    )

    def do() -> UUID:
        data = form.cleaned_data
        if data["known"] not in ("", seen.turn):
            raise WrongState  # carried over since the page was opened: the answer was to another day
        actions.answer(
            actor=request.actor,
            commitment=row,
            says=data["says"],
            text=data["text"],
            ask_again_on=data["ask_again_on"],
            may_be_told=data.get("may_be_told", False),
            now=clock.now(),
            row_id=sending(request, who=request.actor.user_id),
        )
        return commitment_id

    return _act(
        request,
        seen,
        see_engagement(actor=request.actor, engagement_id=row.engagement_id),
        form,
        pair=(places.ANSWER_BY_CLIENT, places.ANSWER_BY_CLINICIAN),
        do=do,
        template="answer",
        done="Answered. Both of you can read it.",
    )


def _act(
    request: PageRequest,
    seen: CommitmentSeen,
    engagement: EngagementSeen,
    form: forms.Form,
    *,
    pair: tuple[Place, Place],
    do: Callable[[], UUID],
    template: str,
    done: str,
) -> HttpResponse:
    """One act about one commitment; `do` gives the commitment to go on with."""
    back = reverse("commitments:one", args=[seen.id])
    boxes = Boxes(
        pair[0] if request.actor.role == CLIENT else pair[1],
        actor=request.actor,
        engagement_id=seen.engagement_id,
        about=seen.id,
    )
    if form.is_valid():
        try:
            shown = do()
        except WrongState:
            return meanwhile(request, form, back_url=back)
        boxes.take(form)
        messages.success(request, done)
        return redirect("commitments:one", commitment_id=shown)
    if not form.is_bound and (seen.is_over or engagement.state != "active"):
        return redirect(back)
    boxes.fill(form)
    return _show(request, engagement, form, template=template, back=back, commitment=seen)


def _show(
    request: PageRequest,
    engagement: EngagementSeen,
    form: forms.Form,
    *,
    template: str,
    back: str,
    commitment: CommitmentSeen | None = None,
) -> HttpResponse:
    context = {
        "engagement": engagement,
        "is_client": request.actor.role == CLIENT,
        "other": engagement.other_name(request.actor),
        "commitment": commitment,
        "form": form,
        "back_url": back,
        "kept": "What you typed is still here.",
    }
    status = HTTPStatus.BAD_REQUEST if form.errors else HTTPStatus.OK
    return render(request, f"reviews/commitments/{template}.html", context, status=status)


def _about(request: PageRequest, engagement: EngagementSeen) -> dict[str, Any]:
    """What a form for a new commitment needs to know."""
    goals = goal_queries.list_goals(actor=request.actor, engagement_id=engagement.id)
    return {
        "today": _today(),
        "goals": [(goal.id, goal.text) for goal in goals if goal.ended_at is None],
        "to_client": request.actor.role == CLIENT,
        "other": engagement.other_name(request.actor),
    }


def _asked_goal(request: PageRequest) -> dict[str, str]:
    """The goal whose page leads here; one that cannot be chosen is not in the list."""
    return {"goal": request.GET.get("goal", "")}


def _item(request: PageRequest, form: NewForm) -> actions.NewCommitment:
    chosen = form.cleaned_data["goal"]
    goal_id = UUID(chosen) if chosen else None
    return form.item(
        goal_queries.get_goal(actor=request.actor, goal_id=goal_id) if goal_id else None
    )


def _waits_for(request: PageRequest, engagement: EngagementSeen) -> str:
    return f"Proposed. {engagement.other_name(request.actor)} can answer now."


def _today() -> date:
    return dates.local(clock.now()).date()
