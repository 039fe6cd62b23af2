"""The period, and who writes from what: the author's form."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts.access import Stale
from accounts.gate import PageRequest, open_to
from accounts.roles import CLINICIAN
from reviews.reports import actions, queries, words
from reviews.reports.forms import AboutForm
from reviews.reports.queries import DraftSeen
from reviews.reports.views.drafts import (
    ONLY_YOU,
    about_draft,
    boxes_of_about,
    open_draft,
    signed_meanwhile,
)
from tracker.lib import clock


@open_to(CLINICIAN)
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: PageRequest, report_id: UUID) -> HttpResponse:
    """The period, and who writes from what."""
    report = queries.get_own(actor=request.actor, report_id=report_id)
    if report.signed_at and request.method == "POST":
        sent = "\n\n".join(request.POST.get(f, "") for f in AboutForm.base_fields if f != "version")
        return signed_meanwhile(request, report_id, text=sent)
    if report.signed_at:
        return redirect("reports:read", report_id=report_id)
    seen = open_draft(request, report_id)
    boxes = boxes_of_about(request, seen.report)
    if request.method != "POST":
        return _about_page(request, seen, form=AboutForm(initial=_about_values(seen)))
    form = AboutForm(request.POST)
    if not form.is_valid():
        return _about_page(request, seen, form=form, status=HTTPStatus.BAD_REQUEST)
    try:
        actions.set_about(
            actor=request.actor,
            report=report,
            first=form.cleaned_data["first"],
            last=form.cleaned_data["last"],
            about=form.about(),
            version=form.cleaned_data["version"],
            now=clock.now(),
        )
    except Stale:
        # What was typed goes on as the newer one; what is saved stands beside it.
        again = AboutForm({**request.POST.dict(), "version": seen.report.version})
        return _about_page(request, seen, form=again, stale=True, status=HTTPStatus.CONFLICT)
    boxes.take(form)
    messages.success(request, f"Saved. {ONLY_YOU}")
    return redirect("reports:draft", report_id=report_id)


def _about_page(
    request: PageRequest,
    seen: DraftSeen,
    *,
    form: AboutForm,
    stale: bool = False,
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    boxes = boxes_of_about(request, seen.report)
    boxes.fill(form)
    saved = [
        {"term": "Period", "text": words.period(seen.report.period_from, seen.report.period_to)}
    ]
    context = {
        **about_draft(seen),
        "form": form,
        "kept": "What you typed is still here, but not saved.",
        "stale": stale,
        "restored": boxes.covers,
        "saved": [*saved, *words.about_rows(seen.about)],
    }
    return render(request, "reviews/reports/about.html", context, status=status)


def _about_values(seen: DraftSeen) -> dict[str, Any]:
    about = seen.about
    return {
        "first": seen.report.period_from,
        "last": seen.report.period_to,
        "role": about.role,
        "licence": about.licence,
        "sources_used": about.sources_used,
        "sources_not_used": about.sources_not_used,
        "fee_payer": about.fee_payer,
        "version": seen.report.version,
    }
