"""The talk before an agreement: opening it, writing it down, and not beginning."""

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import WrongState
from accounts.crisis import crisis_numbers
from accounts.gate import PageRequest, open_to
from accounts.queries import get_organization
from accounts.roles import CLIENT, CLINICIAN
from reviews.agreements.queries import get_client_ready
from reviews.engagements.queries import get_engagement, names_for
from reviews.journal.views.handing_over import hand_over
from reviews.suitability import actions, queries
from reviews.suitability.forms import OpenForm, ReferralForm
from reviews.suitability.queries import TalkSeen
from reviews.unsent.boxes import Boxes
from reviews.unsent.places import REFERRAL
from tracker.lib import clock
from tracker.lib.forms import sending

KIND = "suitability"


@open_to(CLINICIAN)
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def open_with(request: PageRequest, membership_id: UUID) -> HttpResponse:
    """Talk first, with a client introduced to this clinician."""
    form = OpenForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        engagement = actions.open_talk(
            actor=request.actor,
            client_membership_id=membership_id,
            client_name=form.cleaned_data["client_name"],
            now=clock.now(),
            row_id=sending(request, who=request.actor.user_id),
        )
        messages.success(request, "Opened. Nothing is agreed, and each of you may say no.")
        return redirect("suitability:talk", engagement_id=engagement.id)
    client = get_client_ready(actor=request.actor, membership_id=membership_id)
    context = {"form": form, "client": client, "kept": "Nothing was opened yet."}
    status = HTTPStatus.BAD_REQUEST if form.errors else HTTPStatus.OK
    return render(request, "reviews/suitability/open.html", context, status=status)


@open_to(CLIENT, CLINICIAN)
@require_safe
def talk(request: PageRequest, engagement_id: UUID) -> HttpResponse:
    """What the two have so far, and what each of them can do."""
    found = queries.read_talk(actor=request.actor, engagement_id=engagement_id)
    return render(request, "reviews/suitability/talk.html", _about(request, found))


@open_to(CLINICIAN)
@require_POST
def begin(request: PageRequest, engagement_id: UUID) -> HttpResponse:
    """Write a conversation down: the account begun before, or a new one."""
    engagement = get_engagement(actor=request.actor, engagement_id=engagement_id)
    entry = actions.begin_account(actor=request.actor, engagement=engagement, now=clock.now())
    return redirect("journal:go_on", entry_id=entry.id)


@open_to(CLINICIAN)
@sensitive_post_parameters()
@require_POST
def sign(request: PageRequest, entry_id: UUID) -> HttpResponse:
    return hand_over(
        request,
        entry_id,
        kind=KIND,
        act=actions.sign_account,
        done=lambda engagement_id: redirect("suitability:talk", engagement_id=engagement_id),
    )


@open_to(CLIENT, CLINICIAN)
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def decline(request: PageRequest, engagement_id: UUID) -> HttpResponse:
    """One page that says what a no means; sent, nothing is begun."""
    is_client = request.actor.role == CLIENT
    row = get_engagement(actor=request.actor, engagement_id=engagement_id)
    form = ReferralForm(request.POST if request.method == "POST" else None)
    boxes = Boxes(REFERRAL, actor=request.actor, engagement_id=row.id, about=row.id)
    if form.is_valid():
        actions.decline(
            actor=request.actor,
            engagement=row,
            referral="" if is_client else form.cleaned_data["referral"],
            now=clock.now(),
            row_id=sending(request, who=request.actor.user_id),
        )
        if not is_client:
            boxes.take(form)
        messages.success(request, "Nothing is begun. Nobody outside is told anything.")
        return redirect("suitability:talk", engagement_id=engagement_id)
    found = queries.read_talk(actor=request.actor, engagement_id=engagement_id)
    if not found.goes_on or found.offered_id:
        raise WrongState
    if not is_client:
        boxes.fill(form)
    context = _about(request, found) | {
        "form": None if is_client else form,
        "kept": "Nothing was sent yet.",
        "back_url": reverse("suitability:talk", args=[engagement_id]),
        "back_label": "Back",
    }
    status = HTTPStatus.BAD_REQUEST if form.errors else HTTPStatus.OK
    return render(request, "reviews/suitability/decline.html", context, status=status)


def _about(request: PageRequest, found: TalkSeen) -> dict[str, object]:
    is_client = request.actor.role == CLIENT
    engagement = found.engagement
    practice = get_organization(actor=request.actor)
    authors = [head.author_id for head in found.accounts]
    names = names_for(actor=request.actor, engagement=engagement, author_ids=authors)
    return {
        "talk": found,
        "accounts": [(head, names[head.author_id]) for head in found.accounts],
        "engagement": engagement,
        "is_client": is_client,
        "back_url": reverse("desk:your_page")
        if is_client
        else reverse("desk:person", args=[engagement.id]),
        "back_label": "Back to your page" if is_client else f"Back to {engagement.short_name}",
        "numbers": crisis_numbers(practice.crisis_lines) if is_client else None,
        "practice": practice,
    }
