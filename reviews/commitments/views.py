"""What the two of them agreed on, and how it stands. Both read it, both may say."""

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from accounts.gate import PageRequest, open_to
from accounts.roles import CLIENT, CLINICIAN
from reviews.commitments import actions, queries
from reviews.commitments.forms import StepForm
from reviews.engagements.queries import see_engagement
from reviews.unsent.boxes import Boxes
from reviews.unsent.places import STEP_BY_CLIENT, STEP_BY_CLINICIAN
from tracker.lib import clock


@open_to(CLIENT, CLINICIAN)
@require_safe
def all_of(request: PageRequest, engagement_id: UUID) -> HttpResponse:
    """Every commitment of one engagement."""
    engagement = see_engagement(actor=request.actor, engagement_id=engagement_id)
    is_client = request.actor.role == CLIENT
    context = {
        "engagement": engagement,
        "is_client": is_client,
        "commitments": queries.list_commitments(actor=request.actor, engagement_id=engagement_id),
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
    form = StepForm(request.POST if request.method == "POST" else None)
    boxes = Boxes(
        STEP_BY_CLIENT if request.actor.role == CLIENT else STEP_BY_CLINICIAN,
        actor=request.actor,
        engagement_id=row.engagement_id,
        about=commitment_id,
    )
    if form.is_valid():
        actions.note_step(
            actor=request.actor,
            commitment=row,
            stands=form.cleaned_data["stands"],
            text=form.cleaned_data["text"],
            now=clock.now(),
        )
        boxes.take(form)
        messages.success(request, "Added. Both of you can read it.")
        return redirect("commitments:one", commitment_id=commitment_id)
    boxes.fill(form)
    context = {
        "engagement": see_engagement(actor=request.actor, engagement_id=row.engagement_id),
        "is_client": request.actor.role == CLIENT,
        "commitment": queries.read_commitment(actor=request.actor, commitment_id=commitment_id),
        "form": form,
        "kept": "What you typed is still here.",
    }
    status = HTTPStatus.BAD_REQUEST if form.errors else HTTPStatus.OK
    return render(request, "reviews/commitments/one.html", context, status=status)
