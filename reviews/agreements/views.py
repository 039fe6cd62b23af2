"""Offering an agreement, reading it, answering it, ending the work."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.gate import PageRequest, open_to
from accounts.queries import get_organization
from accounts.roles import CLIENT, CLINICIAN
from reviews.agreements import actions, queries
from reviews.agreements.forms import ClientNameForm, OfferForm
from reviews.agreements.terms import Terms
from reviews.checkins.recurrence_words import first_day_words, rhythm
from reviews.engagements.queries import get_engagement, see_engagement
from reviews.prompts.shipped import FOCUS_AREAS
from tracker.lib import clock


@open_to(CLINICIAN)
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: PageRequest, membership_id: UUID) -> HttpResponse:
    """Open an engagement with a client introduced to this clinician, and offer its agreement."""
    client = queries.get_client_ready(actor=request.actor, membership_id=membership_id)
    organization = get_organization(actor=request.actor)
    now = clock.now()
    is_preview = "preview" in request.POST
    form = OfferForm(
        request.POST if request.method == "POST" else None,
        now=now,
        is_preview=is_preview,
        initial={"zone": organization.zone},
    )
    if form.is_valid() and not is_preview:
        agreement = actions.offer_engagement(
            actor=request.actor,
            client_membership_id=client.id,
            client_name=form.cleaned_data["client_name"],
            terms=form.terms(),
            now=now,
        )
        messages.success(request, "Offered. It takes effect when the client accepts it.")
        return redirect("agreements:read", agreement_id=agreement.id)
    context = {"form": form, "client": client, "kept": "What you typed is still here."}
    return render(
        request, "reviews/agreements/begin.html", context, status=400 if form.errors else 200
    )


@open_to(CLIENT, CLINICIAN)
@require_safe
def read(request: PageRequest, agreement_id: UUID) -> HttpResponse:
    return _agreement_page(request, agreement_id, form=None)


@open_to(CLIENT)
@sensitive_post_parameters()
@require_POST
def accept(request: PageRequest, agreement_id: UUID) -> HttpResponse:
    agreement = queries.get_agreement(actor=request.actor, agreement_id=agreement_id)
    form = ClientNameForm(request.POST)
    if not form.is_valid():
        return _agreement_page(request, agreement_id, form=form)
    actions.accept_agreement(
        actor=request.actor,
        agreement=agreement,
        client_name=form.cleaned_data["client_name"],
        now=clock.now(),
    )
    messages.success(request, "Accepted. The next page to read is about confidentiality.")
    return redirect("desk:your_page")


@open_to(CLIENT)
@require_POST
def decline(request: PageRequest, agreement_id: UUID) -> HttpResponse:
    agreement = queries.get_agreement(actor=request.actor, agreement_id=agreement_id)
    actions.decline_agreement(actor=request.actor, agreement=agreement, now=clock.now())
    messages.success(request, "Declined. Nothing has begun, and nobody asks you why.")
    return redirect("desk:your_page")


@open_to(CLINICIAN)
@require_POST
def withdraw(request: PageRequest, agreement_id: UUID) -> HttpResponse:
    agreement = queries.get_agreement(actor=request.actor, agreement_id=agreement_id)
    actions.withdraw_offer(actor=request.actor, agreement=agreement, now=clock.now())
    messages.success(request, "The offer is withdrawn.")
    return redirect("desk:people")


@open_to(CLIENT, CLINICIAN)
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: PageRequest, engagement_id: UUID) -> HttpResponse:
    """Either of the two people ends the work, after one page that says what that means."""
    engagement = get_engagement(actor=request.actor, engagement_id=engagement_id)
    if request.method == "POST":
        actions.end_work(actor=request.actor, engagement=engagement, now=clock.now())
        messages.success(request, "The work together has ended. There are no more reminders.")
        return redirect(_home(request))
    is_client = request.actor.role == CLIENT
    back = reverse("desk:your_page") if is_client else reverse("desk:person", args=[engagement.id])
    context = {
        "engagement": see_engagement(actor=request.actor, engagement_id=engagement_id),
        "is_client": is_client,
        "back_url": back,
    }
    return render(request, "reviews/agreements/end.html", context)


def _agreement_page(
    request: PageRequest, agreement_id: UUID, *, form: ClientNameForm | None
) -> HttpResponse:
    agreement = queries.read_agreement(actor=request.actor, agreement_id=agreement_id)
    engagement = see_engagement(actor=request.actor, engagement_id=agreement.engagement_id)
    is_client = request.actor.role == CLIENT
    errors = form is not None
    if form is None:
        form = ClientNameForm(initial={"client_name": engagement.client_name})
    context = {
        "agreement": agreement,
        "engagement": engagement,
        "is_client": is_client,
        "form": form if is_client and agreement.state == "offered" else None,
        "kept": "Nothing was lost, and nothing was accepted yet.",
        "rows": _rows(agreement.terms),
        "back_url": reverse("desk:your_page")
        if is_client
        else reverse("desk:person", args=[engagement.id]),
        "back_label": "Back to your page" if is_client else f"Back to {engagement.short_name}",
    }
    return render(request, "reviews/agreements/read.html", context, status=400 if errors else 200)


def _rows(terms: Terms) -> list[dict[str, Any]]:
    """The terms as sentences."""
    areas = [FOCUS_AREAS[key].title for key in terms.focus_areas if key in FOCUS_AREAS]
    often = rhythm(terms.phases, wall_time=terms.wall_time, zone=terms.zone)
    return [
        {"term": "How this came about", "text": terms.pathway_on_screen},
        {"term": "What you are working on", "text": terms.working_on},
        {"term": "Focus areas", "text": "\n".join(areas)},
        {"term": "Rhythm", "text": often},
        {"term": "First check-in", "text": first_day_words(terms.phases)},
    ]


def _home(request: PageRequest) -> str:
    return "desk:your_page" if request.actor.role == CLIENT else "desk:people"
