"""Setting a goal, answering, and ending it in words."""

from datetime import date
from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import WrongState
from accounts.gate import PageRequest, open_to
from accounts.roles import CLIENT, CLINICIAN
from reviews.commitments import goal_queries, goals, groups, queries
from reviews.commitments.forms import AnswerForm, GoalEndForm, GoalForm
from reviews.commitments.goal_queries import GoalSeen
from reviews.commitments.views.shown import meanwhile, told_to
from reviews.engagements.queries import get_engagement, see_engagement
from reviews.unsent import places
from reviews.unsent.boxes import Boxes
from reviews.unsent.places import Place
from tracker.lib import clock, dates
from tracker.lib.forms import sending


@open_to(CLIENT, CLINICIAN)
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: PageRequest, engagement_id: UUID) -> HttpResponse:
    """A goal in one line; the other one answers."""
    row = get_engagement(actor=request.actor, engagement_id=engagement_id)
    engagement = see_engagement(actor=request.actor, engagement_id=engagement_id)
    back = reverse("commitments:all", args=[engagement_id])
    form = GoalForm(request.POST if request.method == "POST" else None)
    other = engagement.other_name(request.actor)
    if form.is_valid():
        try:
            goal = goals.propose_goal(
                actor=request.actor,
                engagement=row,
                text=form.cleaned_data["text"],
                now=clock.now(),
                row_id=sending(request, who=request.actor.user_id),
            )
        except WrongState:
            return meanwhile(request, form, back_url=back)
        messages.success(request, f"Proposed. {other} can answer now.")
        return redirect("commitments:goal", goal_id=goal.id)
    if not form.is_bound and engagement.state != "active":
        return redirect(back)
    context = {
        "engagement": engagement,
        "is_client": request.actor.role == CLIENT,
        "other": other,
        "form": form,
        "back_url": back,
        "kept": "What you typed is still here.",
    }
    status = HTTPStatus.BAD_REQUEST if form.errors else HTTPStatus.OK
    return render(request, "reviews/commitments/new_goal.html", context, status=status)


@open_to(CLIENT, CLINICIAN)
@require_safe
def read(request: PageRequest, goal_id: UUID) -> HttpResponse:
    """A goal, what was said about it, and what belongs to it. Every reading enters the trail."""
    goal = goal_queries.read_goal(actor=request.actor, goal_id=goal_id)
    return _page(
        request, goal, answer_form=_answer_form(request, goal, data=False), end_form=GoalEndForm()
    )


@open_to(CLIENT, CLINICIAN)
@sensitive_post_parameters()
@require_POST
def answer(request: PageRequest, goal_id: UUID) -> HttpResponse:
    row = goal_queries.get_goal(actor=request.actor, goal_id=goal_id)
    goal = goal_queries.read_goal(actor=request.actor, goal_id=goal_id)
    form = _answer_form(request, goal, data=True)
    if not form.is_valid():
        return _page(request, goal, answer_form=form, end_form=GoalEndForm())
    data = form.cleaned_data
    try:
        goals.answer_goal(
            actor=request.actor,
            goal=row,
            says=data["says"],
            text=data["text"],
            ask_again_on=data["ask_again_on"],
            now=clock.now(),
            row_id=sending(request, who=request.actor.user_id),
        )
    except WrongState:
        return meanwhile(request, form, back_url=reverse("commitments:goal", args=[goal_id]))
    _boxes(request, row.engagement_id, goal_id, _answer_place(request)).take(form)
    messages.success(request, "Answered. Both of you can read it.")
    return redirect("commitments:goal", goal_id=goal_id)


@open_to(CLIENT, CLINICIAN)
@sensitive_post_parameters()
@require_POST
def end(request: PageRequest, goal_id: UUID) -> HttpResponse:
    row = goal_queries.get_goal(actor=request.actor, goal_id=goal_id)
    form = GoalEndForm(request.POST)
    if not form.is_valid():
        goal = goal_queries.read_goal(actor=request.actor, goal_id=goal_id)
        answer_form = _answer_form(request, goal, data=False)
        return _page(request, goal, answer_form=answer_form, end_form=form)
    try:
        goals.end_goal(
            actor=request.actor,
            goal=row,
            text=form.cleaned_data["words"],
            now=clock.now(),
            row_id=sending(request, who=request.actor.user_id),
        )
    except WrongState:
        return meanwhile(request, form, back_url=reverse("commitments:goal", args=[goal_id]))
    _boxes(request, row.engagement_id, goal_id, _end_place(request)).take(form)
    messages.success(request, "Ended. Both of you can read it.")
    return redirect("commitments:goal", goal_id=goal_id)


def _page(
    request: PageRequest, goal: GoalSeen, *, answer_form: AnswerForm, end_form: GoalEndForm
) -> HttpResponse:
    engagement = see_engagement(actor=request.actor, engagement_id=goal.engagement_id)
    is_client = request.actor.role == CLIENT
    listed = queries.list_commitments(actor=request.actor, engagement_id=goal.engagement_id)
    mine = [commitment for commitment in listed if commitment.goal_id == goal.id]
    [group] = groups.by_goal(mine, [goal], engagement=engagement, to_client=is_client)
    is_open = engagement.state == "active" and goal.ended_at is None
    if is_open:
        _boxes(request, goal.engagement_id, goal.id, _answer_place(request)).fill(answer_form)
        _boxes(request, goal.engagement_id, goal.id, _end_place(request)).fill(end_form)
    wrong = answer_form if answer_form.errors else end_form
    context = {
        "engagement": engagement,
        "is_client": is_client,
        "goal": goal,
        "agreement": told_to(is_client, goal.agreement),
        "group": group,
        "is_open": is_open,
        "answer_form": answer_form,
        "end_form": end_form,
        "form": wrong,
        "kept": "What you typed is still here.",
    }
    status = HTTPStatus.BAD_REQUEST if wrong.errors else HTTPStatus.OK
    return render(request, "reviews/commitments/goal.html", context, status=status)


def _answer_form(request: PageRequest, goal: GoalSeen, *, data: bool) -> AnswerForm:
    return AnswerForm(
        request.POST if data else None,
        today=_today(),
        to_client=request.actor.role == CLIENT,
        only_for_client=not goal.proposed_by_client,
        may_tell=False,
    )


def _answer_place(request: PageRequest) -> Place:
    is_client = request.actor.role == CLIENT
    return places.GOAL_ANSWER_BY_CLIENT if is_client else places.GOAL_ANSWER_BY_CLINICIAN


def _end_place(request: PageRequest) -> Place:
    is_client = request.actor.role == CLIENT
    return places.GOAL_END_BY_CLIENT if is_client else places.GOAL_END_BY_CLINICIAN


def _boxes(request: PageRequest, engagement_id: UUID, goal_id: UUID, place: Place) -> Boxes:
    return Boxes(place, actor=request.actor, engagement_id=engagement_id, about=goal_id)


def _today() -> date:
    return dates.local(clock.now()).date()
