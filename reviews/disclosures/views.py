"""What was told without permission: recorded by the clinician, read by both."""

from datetime import datetime, time
from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import get_current_timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import NotFound
from accounts.gate import PageRequest, open_to
from accounts.roles import CLIENT, CLINICIAN
from reviews.disclosures import actions, queries, rules
from reviews.disclosures.actions import NewDisclosure
from reviews.disclosures.forms import DisclosureForm
from reviews.engagements.queries import get_engagement, see_engagement
from reviews.unsent.boxes import Boxes
from reviews.unsent.places import DISCLOSURE
from tracker.lib import clock, dates
from tracker.lib.forms import sending


@open_to(CLIENT, CLINICIAN, route_kept=False)
@require_safe
def all_of(request: PageRequest, engagement_id: UUID) -> HttpResponse:
    """The accounting, without words."""
    engagement = see_engagement(actor=request.actor, engagement_id=engagement_id)
    context = {
        "engagement": engagement,
        "is_client": request.actor.role == CLIENT,
        "records": queries.list_disclosures(actor=request.actor, engagement_ids=[engagement_id]),
    }
    return render(request, "reviews/disclosures/all.html", context)


@open_to(CLIENT, CLINICIAN, route_kept=False)
@require_safe
def read(request: PageRequest, disclosure_id: UUID) -> HttpResponse:
    """One record, whole."""
    seen = queries.read_disclosure(
        actor=request.actor, disclosure_id=disclosure_id, now=clock.now()
    )
    context = {
        "engagement": see_engagement(actor=request.actor, engagement_id=seen.head.engagement_id),
        "is_client": request.actor.role == CLIENT,
        "record": seen,
    }
    return render(request, "reviews/disclosures/read.html", context)


@open_to(CLINICIAN, route_kept=False)
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def record(request: PageRequest, engagement_id: UUID) -> HttpResponse:
    """Guidance, the form, and the signature."""
    actor, now = request.actor, clock.now()
    engagement = get_engagement(actor=actor, engagement_id=engagement_id)
    if not rules.can_record(actor, engagement):
        raise NotFound
    today = dates.local(now).date()
    data = request.POST if request.method == "POST" else None
    form = DisclosureForm(data, request=request, today=today)
    boxes = Boxes(DISCLOSURE, actor=actor, engagement_id=engagement_id, about=engagement_id)
    if form.is_valid():
        row = actions.record_disclosure(
            actor=actor,
            engagement=engagement,
            new=_new(form),
            authenticated_at=form.authenticated_at,
            now=now,
            row_id=sending(request, who=actor.user_id),
        )
        boxes.take(form)
        messages.success(request, _signed(row.shown_from))
        return redirect("disclosures:read", disclosure_id=row.id)
    boxes.fill(form)
    context = {
        "engagement": see_engagement(actor=actor, engagement_id=engagement_id),
        "form": form,
        "kept": "Nothing was signed yet. What you typed is still here.",
    }
    status = HTTPStatus.BAD_REQUEST if form.errors else HTTPStatus.OK
    return render(request, "reviews/disclosures/record.html", context, status=status)


def _new(form: DisclosureForm) -> NewDisclosure:
    """The day begins where the clinician is, as `today` does, and as every page tells them."""
    said = form.cleaned_data
    day = said["shown_from"]
    return NewDisclosure(
        ground=said["ground"],
        outcome=said["outcome"],
        facts=said["facts"],
        decision=said["decision"],
        consulted=said["consulted"],
        told_to=said["told_to"],
        told_on=said["told_on"],
        shown_from=datetime.combine(day, time(), get_current_timezone()) if day else None,
        why_later=said["why_later"],
    )


def _signed(shown_from: datetime | None) -> str:
    if shown_from is None:
        return "Signed. The client is told that something waits, and reads it."
    return f"Signed. The client reads it from {dates.full_day(dates.local(shown_from).date())}."
