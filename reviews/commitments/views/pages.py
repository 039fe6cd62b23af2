"""What the two of them agreed on, and how it stands. Both read it, both may say."""

from datetime import datetime
from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import WrongState
from accounts.gate import PageRequest, open_to
from accounts.roles import CLIENT, CLINICIAN
from reviews.commitments import actions, goal_queries, groups, queries
from reviews.commitments.forms import AttendanceForm, StepForm
from reviews.commitments.queries import CommitmentSeen
from reviews.commitments.views.shown import meanwhile, told_to
from reviews.engagements.queries import see_engagement
from reviews.unsent.boxes import Boxes
from reviews.unsent.places import STEP_BY_CLIENT, STEP_BY_CLINICIAN
from tracker.lib import clock, dates
from tracker.lib.forms import sending


@open_to(CLIENT, CLINICIAN)
@require_safe
def all_of(request: PageRequest, engagement_id: UUID) -> HttpResponse:
    """Every commitment of one engagement, by goal and by who carries it."""
    engagement = see_engagement(actor=request.actor, engagement_id=engagement_id)
    is_client = request.actor.role == CLIENT
    listed = queries.list_commitments(actor=request.actor, engagement_id=engagement_id)
    goals = goal_queries.list_goals(actor=request.actor, engagement_id=engagement_id)
    context = {
        "engagement": engagement,
        "goes_on": engagement.state == "active",
        "is_client": is_client,
        "groups": groups.by_goal(listed, goals, engagement=engagement, to_client=is_client),
        "back_url": reverse("desk:your_page")
        if is_client
        else reverse("desk:person", args=[engagement_id]),
    }
    return render(request, "reviews/commitments/all.html", context)


@open_to(CLIENT, CLINICIAN)
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: PageRequest, commitment_id: UUID) -> HttpResponse:
    """One commitment and what was said about it; a word on how it stands is added below."""
    row = queries.get_commitment(actor=request.actor, commitment_id=commitment_id)
    now = clock.now()
    data = request.POST if request.method == "POST" else None
    today = dates.local(now).date()
    form = (
        AttendanceForm(data, today=today, initial={"on_day": today})
        if row.outside
        else StepForm(data)
    )
    boxes = Boxes(
        STEP_BY_CLIENT if request.actor.role == CLIENT else STEP_BY_CLINICIAN,
        actor=request.actor,
        engagement_id=row.engagement_id,
        about=commitment_id,
    )
    if form.is_valid():
        try:
            _say(request, commitment_id, form, now=now)
        except WrongState:
            return meanwhile(
                request, form, back_url=reverse("commitments:one", args=[commitment_id])
            )
        boxes.take(form)
        messages.success(request, "Added. Both of you can read it.")
        return redirect("commitments:one", commitment_id=commitment_id)
    boxes.fill(form)
    engagement = see_engagement(actor=request.actor, engagement_id=row.engagement_id)
    seen = queries.read_commitment(actor=request.actor, commitment_id=commitment_id)
    is_client = request.actor.role == CLIENT
    context = {
        "engagement": engagement,
        "is_client": is_client,
        "commitment": seen,
        "carried_by": groups.carrier(seen, engagement=engagement, to_client=is_client),
        "agreement": told_to(is_client, seen.agreement),
        "answer_is_asked": _is_asked(seen, is_client=is_client),
        "is_open": engagement.state == "active" and not seen.is_over,
        "form": form,
        # Words that were sent where none are taken: to copy, and kept nowhere.
        "sent_words": request.POST.get("text", "") if row.outside else "",
        "kept": "Nothing was lost. What you sent is still here.",
    }
    status = HTTPStatus.BAD_REQUEST if form.errors else HTTPStatus.OK
    return render(request, "reviews/commitments/one.html", context, status=status)


def _say(
    request: PageRequest, commitment_id: UUID, form: StepForm | AttendanceForm, *, now: datetime
) -> None:
    actor = request.actor
    row = queries.get_commitment(actor=actor, commitment_id=commitment_id)
    row_id = sending(request, who=actor.user_id)
    data = form.cleaned_data
    if isinstance(form, AttendanceForm):
        actions.note_attendance(
            actor=actor,
            commitment=row,
            attended=data["attended"] == "attended",
            on_day=data["on_day"],
            now=now,
            row_id=row_id,
        )
    else:
        actions.note_step(
            actor=actor,
            commitment=row,
            stands=data["stands"],
            text=data["text"],
            now=now,
            row_id=row_id,
        )


def _is_asked(seen: CommitmentSeen, *, is_client: bool) -> bool:
    """Whether the reader is the one who has not answered yet."""
    return seen.agreement == "proposed" and seen.proposed_by_client is not is_client
