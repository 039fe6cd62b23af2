"""Sharing: who can see what, and the client's permissions: given, narrowed, withdrawn."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import NotFound, WrongState
from accounts.errors import changed_meanwhile
from accounts.gate import PageRequest, open_to
from accounts.queries import get_organization, get_user, list_people
from accounts.roles import CLIENT, CLINICIAN
from reviews.agreements.queries import accepted_terms, current_terms
from reviews.engagements.queries import (
    EngagementSeen,
    current_engagement,
    get_engagement,
    list_engagements,
    see_engagement,
)
from reviews.releases import copy_queries, houses, permissions, queries, words
from reviews.releases import terms as terms_text
from reviews.releases.forms import NarrowForm, PermissionForm, WithdrawForm
from reviews.releases.queries import PermissionSeen
from reviews.releases.rules import NotReady
from reviews.reports.cosignature_queries import list_cosignatures
from reviews.reports.queries import ReportHead, list_reports
from reviews.unsent.boxes import Boxes
from reviews.unsent.places import PERMISSION
from tracker.lib import clock
from tracker.lib.forms import sending

SOMEBODY = "the person named here"
KEPT = "What you typed is still here, and nothing was permitted yet."
ENDED = (
    "This permission has ended already, here or in another tab. Nothing was done twice, and nothing "
    "of it can be opened."
)


@open_to(CLIENT)
@require_safe
def home(request: PageRequest) -> HttpResponse:
    """Who can see what, person by person."""
    engagement = current_engagement(actor=request.actor)
    every = [engagement] if engagement else []
    every += [
        e for e in list_engagements(actor=request.actor) if not engagement or e.id != engagement.id
    ]
    context = _who_sees_what(request, every)
    return render(
        request,
        "reviews/releases/home.html",
        {
            **context,
            "engagement": engagement,
            "accountings": [
                {"id": e.id, "since": e.started_at if len(every) > 1 else None} for e in every
            ],
            "can_permit": _can_permit(engagement),
            "clinicians": [
                {"name": e.clinician_name, "reads": words.clinician_reads(e)} for e in every[:1]
            ],
        },
    )


@open_to(CLINICIAN)
@require_safe
def of_person(request: PageRequest, engagement_id: UUID) -> HttpResponse:
    """What the client permitted and released, to read only; openings are the client's to know."""
    engagement = see_engagement(actor=request.actor, engagement_id=engagement_id)
    context = {**_who_sees_what(request, [engagement]), "engagement": engagement}
    return render(request, "reviews/releases/of_person.html", context)


@open_to(CLIENT)
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: PageRequest) -> HttpResponse:
    """A new permission for one reader."""
    engagement = current_engagement(actor=request.actor)
    if engagement is None or not _can_permit(engagement):
        if request.method == "POST":
            raise WrongState
        return render(request, "reviews/releases/new_empty.html", {"engagement": engagement})
    now = clock.now()
    practice = get_organization(actor=request.actor)
    user = get_user(actor=request.actor)
    pressure = _pressure_on(request, engagement.id)
    boxes = Boxes(PERMISSION, actor=request.actor, engagement_id=engagement.id, about=engagement.id)
    # Only into a form that nobody has typed in: an empty box may be one that the client has cleared.
    begins = request.method != "POST" and not boxes.found()
    quoted = _employer_says(request, engagement.id) if pressure and begins else ""
    form = PermissionForm(
        request.POST if request.method == "POST" else None,
        initial={"refusal_words": quoted},
        request=request,
        now=now,
        zone=user.zone,
        own_address=user.email,
        staff_addresses=_staff_addresses(request),
    )
    if request.method == "POST" and form.is_valid():
        try:
            permission = permissions.give_permission(
                actor=request.actor,
                engagement=get_engagement(actor=request.actor, engagement_id=engagement.id),
                terms=form.terms(
                    discloser=engagement.clinician_name,
                    practice=practice.name,
                    pressure_version=pressure,
                ),
                parts=form.cleaned_data["parts"],
                authenticated_at=form.authenticated_at,
                now=now,
                row_id=sending(request, who=request.actor.user_id),
            )
        except NotReady as error:
            form.add_error(None, error.sentences)
        else:
            boxes.take(form)
            messages.success(request, "Permitted. Nothing was sent. This page is your copy.")
            return redirect("releases:permission", permission_id=permission.id)
    boxes.fill(form)
    context = {
        "form": form,
        "kept": KEPT,
        "engagement": engagement,
        "practice": practice.name,
        "pressure": terms_text.PRESSURES[pressure],
        "texts": words.printed(
            terms_text.VERSION,
            reader=form["name"].value() or SOMEBODY,
            clinician=engagement.clinician_name,
            practice=practice.name,
        ),
    }
    return render(request, "reviews/releases/new.html", context, status=400 if form.errors else 200)


@open_to(CLIENT)
@require_safe
def permission(request: PageRequest, permission_id: UUID) -> HttpResponse:
    """One permission with every element: the client's copy of what they signed."""
    seen, engagement_id = _see(request, permission_id)
    heads = _heads(request, [engagement_id])
    context = {
        "item": words.permission_item(seen, heads),
        "signed_parts": words.parts(seen.parts_signed),
        "given_at": words.at(seen.given_at),
        "texts": words.printed_on(seen),
        "pressure": terms_text.PRESSURES[seen.terms.pressure_version],
        "undecided": _to_decide(heads) if seen.is_alive else [],
        "house": houses.words_about_both(
            get_user(actor=request.actor).email,
            seen.terms.recipient.address,
            whose=seen.terms.recipient.name,
        ),
    }
    return render(request, "reviews/releases/permission.html", context)


@open_to(CLIENT)
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def narrow(request: PageRequest, permission_id: UUID) -> HttpResponse:
    """Fewer parts, from now on."""
    row = queries.get_permission(actor=request.actor, permission_id=permission_id)
    now = clock.now()
    seen = queries.see_permission(actor=request.actor, permission_id=permission_id, now=now)
    if not seen.is_alive:
        return _ended(request, permission_id)
    posted = request.POST if request.method == "POST" else None
    form = NarrowForm(posted, request=request, left=seen.parts)
    if request.method == "POST" and form.is_valid():
        permissions.narrow_permission(
            actor=request.actor,
            permission=row,
            parts=form.cleaned_data["parts"],
            authenticated_at=form.authenticated_at,
            now=now,
        )
        messages.success(request, "Narrowed. What held another part can no longer be opened.")
        return redirect("releases:permission", permission_id=permission_id)
    context = {
        "form": form,
        "kept": "Nothing was changed yet.",
        "seen": seen,
        "item": words.permission_item(seen, _heads(request, [row.engagement_id])),
    }
    status = 400 if form.errors else 200
    return render(request, "reviews/releases/narrow.html", context, status=status)


@open_to(CLIENT)
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: PageRequest, permission_id: UUID) -> HttpResponse:
    """End it: one page, one button, no reason."""
    row = queries.get_permission(actor=request.actor, permission_id=permission_id)
    now = clock.now()
    seen = queries.see_permission(actor=request.actor, permission_id=permission_id, now=now)
    # A form of one button may send no field: whether it is bound hangs on the method alone.
    posted = request.POST if request.method == "POST" else None
    form = WithdrawForm(posted, request=request)
    if request.method == "POST":
        if seen.withdrawn_at is not None:
            return _ended(request, permission_id)
        if form.is_valid():
            permissions.withdraw_permission(
                actor=request.actor, permission=row, authenticated_at=form.authenticated_at, now=now
            )
            name = seen.terms.recipient.name
            messages.success(request, f"Withdrawn. {name} can open nothing from now on.")
            return redirect("releases:home")
    elif seen.withdrawn_at is not None:
        return redirect("releases:permission", permission_id=permission_id)
    heads = _heads(request, [row.engagement_id])
    context = {
        "form": form,
        "kept": "Nothing was withdrawn yet.",
        "seen": seen,
        "item": words.permission_item(seen, heads),
        "went_out": words.went_out([seen], heads),
    }
    status = 400 if form.errors else 200
    return render(request, "reviews/releases/withdraw.html", context, status=status)


@open_to(CLIENT, CLINICIAN)
@require_safe
def copy(request: PageRequest, release_id: UUID) -> HttpResponse:
    """What was released, word by word, in whatever state it is now."""
    release, document = copy_queries.read_released(actor=request.actor, release_id=release_id)
    is_client = request.actor.role == CLIENT
    context = {
        "release_id": release_id,
        "document": document,
        "state": words.release_state(_release_seen(request, release.permission_id, release_id)),
        "back_url": reverse("releases:home")
        if is_client
        else reverse("releases:of_person", args=[release.engagement_id]),
    }
    return render(request, "reviews/releases/copy.html", context)


@open_to(CLIENT, CLINICIAN)
@require_safe
def copy_file(request: PageRequest, release_id: UUID) -> HttpResponse:
    """The sealed PDF as the reader gets it."""
    pdf = copy_queries.read_own_file(actor=request.actor, release_id=release_id)
    if pdf is None:
        return render(request, "reviews/releases/no_file.html", {"release_id": release_id})
    headers = {"Content-Disposition": 'attachment; filename="document.pdf"'}
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)


def _who_sees_what(request: PageRequest, engagements: list[EngagementSeen]) -> dict[str, Any]:
    actor, now = request.actor, clock.now()
    heads = _heads(request, [e.id for e in engagements])
    permissions = [
        permission
        for e in engagements
        for permission in queries.list_permissions(actor=actor, engagement_id=e.id, now=now)
    ]
    asked = list_cosignatures(actor=actor, engagement_ids=[e.id for e in engagements])
    return {
        "readers": words.readers(permissions, heads),
        "seconds": words.second_clinicians(asked, heads),
        "went_out": words.went_out(permissions, heads),
        "undecided": _to_decide(heads),
    }


def _heads(request: PageRequest, engagement_ids: list[UUID]) -> dict[UUID, ReportHead]:
    listed = list_reports(actor=request.actor, engagement_ids=engagement_ids)
    return {head.id: head for head in listed}


def _to_decide(heads: dict[UUID, ReportHead]) -> list[dict[str, Any]]:
    """The newest version of each report that was signed, which the client can decide about."""
    return [
        {"id": head.id, "title": words.report(head), "signed_at": head.signed_at}
        for head in heads.values()
        if head.signed_at is not None and not head.in_error and not head.replaced
    ]


def _can_permit(engagement: EngagementSeen | None) -> bool:
    return engagement is not None and engagement.started_at is not None


def _pressure_on(request: PageRequest, engagement_id: UUID) -> str:
    """The version of the notice that a yes may not be free; "" where the job does not hang on it."""
    agreed = accepted_terms(actor=request.actor, engagement_id=engagement_id)
    mandated = agreed is not None and agreed.is_mandated
    return terms_text.PRESSURE_VERSION if mandated else ""


def _employer_says(request: PageRequest, engagement_id: UUID) -> str:
    """What happens on a no, as the agreement in force quotes the employer; "" where it quotes none."""
    agreed = current_terms(actor=request.actor, engagement_id=engagement_id)
    return agreed.employer.refusal_words if agreed and agreed.employer else ""


def _staff_addresses(request: PageRequest) -> frozenset[str]:
    """Of the practice's own people, as far as the client can see them."""
    members = list_people(actor=request.actor)
    return frozenset(m.user.email.lower() for m in members if m.role != CLIENT)


def _see(request: PageRequest, permission_id: UUID) -> tuple[PermissionSeen, UUID]:
    row = queries.get_permission(actor=request.actor, permission_id=permission_id)
    seen = queries.see_permission(actor=request.actor, permission_id=permission_id, now=clock.now())
    return seen, row.engagement_id


def _release_seen(
    request: PageRequest, permission_id: UUID, release_id: UUID
) -> queries.ReleaseSeen:
    seen, _ = _see(request, permission_id)
    for release in seen.releases:
        if release.id == release_id:
            return release
    raise NotFound


def _ended(request: PageRequest, permission_id: UUID) -> HttpResponse:
    return changed_meanwhile(
        request,
        ENDED,
        back_url=reverse("releases:permission", args=[permission_id]),
        back_label="See the permission",
    )
