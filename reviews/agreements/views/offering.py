"""The clinician offers an agreement, another version of it, or takes an offer back."""

from datetime import time
from http import HTTPStatus
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import NotFound, WrongState
from accounts.gate import PageRequest, open_to
from accounts.queries import get_organization
from accounts.roles import CLINICIAN
from reviews.agreements import actions, queries, wording, words
from reviews.agreements.forms import LOOK, SIGN, AgreementForm, OfferForm, step_of
from reviews.agreements.initial_terms import initial_terms
from reviews.agreements.terms import Terms
from reviews.checkins import recurrence
from reviews.checkins.forms import initial_of
from reviews.checkins.queries import get_cadence
from reviews.checkins.recurrence import Phases
from reviews.checkins.recurrence_words import rhythm
from reviews.engagements import rules as engagement_rules
from reviews.engagements.queries import get_engagement, see_engagement
from reviews.unsent.boxes import Boxes
from reviews.unsent.places import AGREEMENT, FIRST_OFFER
from tracker.lib import clock
from tracker.lib.forms import sending

KEPT = "Nothing was offered yet. What you typed is still here."
ANSWERED = (
    "Nothing was offered: the offer you changed was answered meanwhile, another one waits, or the "
    "work has ended. Look at how it stands now before you offer this."
)


@open_to(CLINICIAN)
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: PageRequest, membership_id: UUID) -> HttpResponse:
    """Open an engagement with a client introduced to this clinician, and offer its agreement.

    Written, looked over as the client will read it, and signed: all at this address. Until the offer
    nothing of it is kept but what its author types, for a week and for them alone.
    """
    client = queries.get_client_ready(actor=request.actor, membership_id=membership_id)
    organization = get_organization(actor=request.actor)
    now = clock.now()
    step = step_of(request.POST)
    form = OfferForm(
        request.POST if request.method == "POST" else None,
        request=request,
        now=now,
        step=step,
        usual=organization.follow_up_months,
        initial={"zone": organization.zone},
    )
    if form.is_valid() and step == SIGN:
        agreement = actions.offer_engagement(
            actor=request.actor,
            client_membership_id=client.id,
            client_name=form.cleaned_data["client_name"],
            terms=form.terms(),
            authenticated_at=form.authenticated_at,
            now=now,
        )
        # What was typed has gone on to the work that is open now; what was signed waits no longer.
        _boxes_of(request, agreement.engagement_id).take(form)
        messages.success(request, "Signed and offered. It takes effect when the client signs it.")
        return redirect("agreements:read", agreement_id=agreement.id)
    Boxes(FIRST_OFFER, actor=request.actor, engagement_id=None, about=client.id).fill(form)
    context = {"client": client, **_form_context(form, organization.cooling_off_hours)}
    page = "begin"
    if _looks_over(form, step):
        page, context = "look_over", context | _look_over(form) | {"is_first": True}
    return render(request, f"reviews/agreements/{page}.html", context, status=_status(form))


@open_to(CLINICIAN)
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def another(request: PageRequest, engagement_id: UUID) -> HttpResponse:
    """Another version: of what is in force, or of the offer that waits, which it then replaces."""
    engagement = get_engagement(actor=request.actor, engagement_id=engagement_id)
    if not engagement_rules.is_own_clinician(request.actor, engagement):
        raise NotFound
    if engagement.state in engagement.FINAL and request.method != "POST":
        raise WrongState
    now = clock.now()
    waits = queries.open_offer(actor=request.actor, engagement_id=engagement_id)
    before = waits or queries.in_force(actor=request.actor, engagement_id=engagement_id)
    live = _live(engagement_id)
    organization = get_organization(actor=request.actor)
    step = step_of(request.POST)
    form = AgreementForm(
        request.POST if request.method == "POST" else None,
        request=request,
        now=now,
        step=step,
        live=live,
        usual=organization.follow_up_months,
        initial=_initial(
            request, before.id if before else None, live, zone_of_practice=organization.zone
        )
        if request.method != "POST"
        else None,
    )
    status: HTTPStatus | None = None
    boxes = _boxes_of(request, engagement_id)
    if form.is_valid() and step == SIGN:
        try:
            agreement = actions.offer_version(
                actor=request.actor,
                engagement=engagement,
                terms=form.terms(),
                replaces=_replaced(request),
                authenticated_at=form.authenticated_at,
                now=now,
                row_id=sending(request, who=request.actor.user_id),
            )
        except WrongState:
            form.add_error(None, ANSWERED)
            status = HTTPStatus.CONFLICT
            waits = queries.open_offer(actor=request.actor, engagement_id=engagement_id)
        else:
            boxes.take(form)
            messages.success(
                request, "Signed and offered. What is in force stays until the client signs."
            )
            return redirect("agreements:read", agreement_id=agreement.id)
    boxes.fill(form)
    context = {
        "engagement": see_engagement(actor=request.actor, engagement_id=engagement_id),
        "waits": waits,
        "rhythm": rhythm(live[0], wall_time=live[1], zone=live[2]) if live else "",
        **_form_context(form, organization.cooling_off_hours),
    }
    page = "another"
    if _looks_over(form, step):
        agreed = queries.in_force(actor=request.actor, engagement_id=engagement_id)
        page, context = "look_over", context | _look_over(form, before=_terms(request, agreed))
    return render(
        request, f"reviews/agreements/{page}.html", context, status=status or _status(form)
    )


@open_to(CLINICIAN)
@require_POST
def withdraw(request: PageRequest, agreement_id: UUID) -> HttpResponse:
    agreement = queries.get_agreement(actor=request.actor, agreement_id=agreement_id)
    actions.withdraw_offer(actor=request.actor, agreement=agreement, now=clock.now())
    messages.success(request, "The offer is withdrawn.")
    return redirect("desk:person", engagement_id=agreement.engagement_id)


def _boxes_of(request: PageRequest, engagement_id: UUID) -> Boxes:
    return Boxes(AGREEMENT, actor=request.actor, engagement_id=engagement_id, about=engagement_id)


def _form_context(form: AgreementForm, cooling_off_hours: int) -> dict[str, Any]:
    return {
        "form": form,
        "kept": KEPT,
        "printed": wording.wording_of(wording.VERSION),
        "hours": cooling_off_hours,
    }


def _looks_over(form: AgreementForm, step: str) -> bool:
    """The next page shows what would be signed; also again, where only the password was wrong."""
    if step == LOOK:
        return form.is_valid()
    return step == SIGN and form.is_bound and form.lacks_only_the_password


def _look_over(form: AgreementForm, *, before: Terms | None = None) -> dict[str, Any]:
    """before  the terms in force, where there are some: what would change is shown too."""
    terms = form.terms()
    return {
        "terms": terms,
        "client_name": form.cleaned_data.get("client_name", ""),
        "sections": words.sections(terms),
        "employer_rows": words.employer_rows(terms),
        "changes": words.changes(before, terms) if before else [],
        "is_same": before is not None and not words.changes(before, terms),
    }


def _status(form: AgreementForm) -> HTTPStatus:
    return HTTPStatus.BAD_REQUEST if form.errors else HTTPStatus.OK


def _live(engagement_id: UUID) -> tuple[Phases, time, str] | None:
    """The rhythm that runs, which another version keeps unless it says otherwise."""
    cadence = get_cadence(engagement_id=engagement_id)
    if cadence is None:
        return None
    return recurrence.read(cadence.phases), cadence.wall_time, cadence.zone


def _initial(
    request: PageRequest,
    agreement_id: UUID | None,
    live: tuple[Phases, time, str] | None,
    *,
    zone_of_practice: str,
) -> dict[str, Any]:
    """What is agreed, or offered, with the rhythm as it goes on from today; else the practice's
    zone alone, as in a first offer without a talk."""
    if agreement_id is None:
        return {"zone": zone_of_practice}
    terms: Terms = queries.read_agreement(actor=request.actor, agreement_id=agreement_id).terms
    initial = initial_terms(terms)
    if live is None:
        return initial
    phases, wall_time, zone = live
    today = clock.now().astimezone(ZoneInfo(zone)).date()
    return initial | initial_of(recurrence.from_day(phases, today), wall_time=wall_time, zone=zone)


def _terms(request: PageRequest, agreement: Any) -> Terms | None:
    if agreement is None:
        return None
    return queries.read_agreement(actor=request.actor, agreement_id=agreement.id).terms


def _replaced(request: PageRequest) -> UUID | None:
    """The offer that stood on the page; None where none did."""
    try:
        return UUID(request.POST.get("replaces", ""))
    except ValueError:
        return None
