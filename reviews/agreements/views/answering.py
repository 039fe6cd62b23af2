"""Reading an agreement, and the client's answer to it."""

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from accounts.access import Stale, WrongState
from accounts.errors import changed_meanwhile
from accounts.gate import PageRequest, open_to
from accounts.roles import CLIENT, CLINICIAN
from reviews.agreements import actions, queries, rules, wording, words
from reviews.agreements.forms import AcceptForm
from reviews.agreements.queries import AgreementSeen
from reviews.checkins import recurrence
from reviews.checkins.queries import get_cadence
from reviews.engagements.queries import names_of, see_engagement
from tracker.lib import clock, dates

KEPT = "Nothing was lost, and nothing was signed yet."
CHANGED = (
    "Nothing was signed. The agreement was changed, answered or taken back while you were reading "
    "it."
)
TOO_SOON = (
    "Nothing was signed. You can sign {when} at the earliest, so that there is time to think and to "
    "ask somebody. Nothing is lost by waiting longer."
)


@open_to(CLIENT, CLINICIAN)
@require_safe
def read(request: PageRequest, agreement_id: UUID) -> HttpResponse:
    return _agreement_page(request, agreement_id)


@open_to(CLIENT)
@sensitive_post_parameters("password")
@require_POST
def accept(request: PageRequest, agreement_id: UUID) -> HttpResponse:
    """The client's signature under the text that stood on the page."""
    agreement = queries.get_agreement(actor=request.actor, agreement_id=agreement_id)
    if agreement.state != agreement.OFFERED:
        return _changed(request, agreement.engagement_id)
    form = AcceptForm(request.POST, request=request)
    if not form.is_valid():
        if "seen" in form.errors:
            return _changed(request, agreement.engagement_id)
        return _agreement_page(request, agreement_id, form=form, status=HTTPStatus.BAD_REQUEST)
    is_first = agreement.engagement.state == agreement.engagement.PROPOSED
    try:
        actions.accept_agreement(
            actor=request.actor,
            agreement=agreement,
            client_name=form.cleaned_data["client_name"],
            seen=form.digest,
            authenticated_at=form.authenticated_at,
            now=clock.now(),
        )
    except rules.TooSoon as refusal:
        when = dates.said_at(refusal.signable_from, now=clock.now())
        form.add_error(None, TOO_SOON.format(when=when))
        return _agreement_page(request, agreement_id, form=form, status=HTTPStatus.CONFLICT)
    except (Stale, WrongState):
        return _changed(request, agreement.engagement_id)
    messages.success(
        request,
        "Signed. The next page to read is about confidentiality."
        if is_first
        else "Signed. It is in force from now on.",
    )
    return redirect("desk:your_page")


@open_to(CLIENT)
@require_POST
def decline(request: PageRequest, agreement_id: UUID) -> HttpResponse:
    agreement = queries.get_agreement(actor=request.actor, agreement_id=agreement_id)
    is_first = agreement.engagement.state == agreement.engagement.PROPOSED
    actions.decline_agreement(actor=request.actor, agreement=agreement, now=clock.now())
    messages.success(
        request,
        "Declined. Nothing has begun, and nobody asks you why."
        if is_first
        else "Declined. What you agreed before stays as it is, and nobody asks you why.",
    )
    return redirect("desk:your_page")


def _agreement_page(
    request: PageRequest,
    agreement_id: UUID,
    *,
    form: AcceptForm | None = None,
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    now = clock.now()
    agreement = queries.read_agreement(actor=request.actor, agreement_id=agreement_id)
    engagement = see_engagement(actor=request.actor, engagement_id=agreement.engagement_id)
    authors = [agreement.author_id, *(s.author_id for s in agreement.signatures)]
    names = names_of(actor=request.actor, engagement=engagement, author_ids=authors)
    is_client = request.actor.role == CLIENT
    before = queries.read_before(actor=request.actor, agreement=agreement)
    is_open = agreement.state == "offered" and engagement.state in ("proposed", "active")
    waits = is_open and agreement.is_bound
    is_in_force = _is_in_force(request, agreement)
    contact = queries.contact_form(actor=request.actor, agreement_id=agreement_id)
    if form is None:
        form = AcceptForm(
            request=request,
            initial={"client_name": engagement.client_name, "seen": agreement.digest},
        )
    context = {
        "agreement": agreement,
        "offered_by": names[agreement.author_id],
        "signatures": [
            (names[s.author_id], s.author_id == engagement.client_id, s.signed_at)
            for s in agreement.signatures
        ],
        "engagement": engagement,
        "is_client": is_client,
        "own": engagement.clinician_id == request.actor.user_id,
        "waits": waits,
        "to_offer_again": is_open and not waits,
        "form": form if is_client and waits else None,
        "can_sign": agreement.signable_from <= now,
        "signable_from": dates.said_at(agreement.signable_from, now=now),
        "kept": KEPT,
        "sections": words.sections(
            agreement.terms, has_form=contact is not None or agreement.state != "accepted"
        ),
        "contact": contact,
        "employer_rows": words.employer_rows(agreement.terms),
        "printed": wording.wording_of(agreement.terms.wording),
        "before": before,
        "changes": words.changes(before.terms, agreement.terms) if before else [],
        "versions": _other_versions(request, agreement),
        "is_in_force": is_in_force,
        "rhythm": _rhythm_now(agreement) if is_in_force and engagement.state == "active" else None,
        "back_url": reverse("desk:your_page")
        if is_client
        else reverse("desk:person", args=[engagement.id]),
        "back_label": "Back to your page" if is_client else f"Back to {engagement.short_name}",
    }
    return render(request, "reviews/agreements/read.html", context, status=status)


def _rhythm_now(agreement: AgreementSeen) -> words.RhythmNow | None:
    """The two can accept another rhythm by itself; the text they signed does not change with it."""
    live = get_cadence(engagement_id=agreement.engagement_id)
    if live is None:
        return None
    return words.rhythm_now(
        agreement.terms,
        phases=recurrence.read(live.phases),
        wall_time=live.wall_time,
        zone=live.zone,
        since=dates.local(live.answered_at or live.created_at).date(),
    )


def _changed(request: PageRequest, engagement_id: UUID) -> HttpResponse:
    """409: nothing was signed; the name that was typed, and the way to what is offered now."""
    now_there = queries.open_offer(
        actor=request.actor, engagement_id=engagement_id
    ) or queries.latest_agreement(actor=request.actor, engagement_id=engagement_id)
    return changed_meanwhile(
        request,
        CHANGED,
        back_url=reverse("agreements:read", args=[now_there.id])
        if now_there
        else reverse("desk:your_page"),
        back_label="Read it as it is now",
        kept_text=request.POST.get("client_name", ""),
    )


def _other_versions(request: PageRequest, agreement: AgreementSeen) -> list[dict[str, str]]:
    heads = queries.list_agreements(actor=request.actor, engagement_ids=[agreement.engagement_id])
    return [
        {
            "url": reverse("agreements:read", args=[head.id]),
            "text": f"Version {head.version}, offered on "
            f"{dates.full_day(dates.local(head.created_at))}",
        }
        for head in reversed(heads)
        if head.id != agreement.id
    ]


def _is_in_force(request: PageRequest, agreement: AgreementSeen) -> bool:
    found = queries.in_force(actor=request.actor, engagement_id=agreement.engagement_id)
    return found is not None and found.id == agreement.id
