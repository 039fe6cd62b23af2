"""The client's four choices about a signed report."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import WrongState
from accounts.gate import PageRequest, open_to
from accounts.roles import CLIENT
from reviews.language.findings import REFUSE, Finding
from reviews.releases import actions, queries, readiness, words
from reviews.releases.forms import CorrectionForm, StatementForm
from reviews.releases.views import looking
from reviews.reports.correction_queries import list_corrections
from reviews.reports.corrections import ask_correction
from reviews.reports.queries import ReportHead, get_signed, list_reports
from reviews.unsent.boxes import Boxes
from reviews.unsent.places import CORRECTION, STATEMENT, Place
from tracker.lib import clock
from tracker.lib.forms import sending

MOST_QUESTIONS = 3
WAITS_ALREADY = (
    "You have asked for a correction already, and it waits for its answer. What you sent now was "
    "not sent on; you can copy it from here."
)


@open_to(CLIENT)
@require_safe
def decide(request: PageRequest, report_id: UUID) -> HttpResponse:
    """Four choices, none of them the right one."""
    seen = looking.read(request, report_id)
    statement = queries.latest_statement(actor=request.actor, report_id=report_id)
    asked = list_corrections(actor=request.actor, report_ids=_series(request, seen.head))
    permissions = looking.permissions_of(request, seen.head.engagement_id)
    refused = queries.chose_not_to_release(actor=request.actor, report_ids=[report_id])
    context = {
        "seen": seen,
        "title": words.report(seen.head),
        "statement": statement,
        "corrections": words.corrections(asked),
        "waits": any(c.report_id == report_id and c.state == "asked" for c in asked),
        "living": [p for p in permissions if p.is_alive],
        "releases": [
            words.release_item(release, {seen.head.id: seen.head})
            for permission in permissions
            for release in permission.releases
            if release.report_id == report_id
        ],
        "not_released": report_id in refused,
        "preview_ends": looking.preview_ends(report_id),
        "newest": looking.newest(request, seen.head),
    }
    return render(request, "reviews/releases/decide.html", context)


@open_to(CLIENT)
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def statement(request: PageRequest, report_id: UUID) -> HttpResponse:
    """The client's own words beside the report. Asked about, never refused for their wording."""
    report = looking.offered(request, report_id)
    written = queries.latest_statement(actor=request.actor, report_id=report_id)
    text = written.text if written else ""
    form = StatementForm(request.POST if request.method == "POST" else None, initial={"text": text})
    boxes = _boxes(request, STATEMENT, report)
    if request.method == "POST" and form.is_valid():
        words_now = form.cleaned_data["text"]
        actions.write_statement(actor=request.actor, report=report, text=words_now, now=clock.now())
        boxes.take(form)
        said = "Saved. Nobody reads it before you release the report with it."
        messages.success(request, said if words_now else "Taken back. There is no statement now.")
        return redirect("releases:statement", report_id=report_id)
    boxes.fill(form)
    stops, questions = _findings(request, report_id, text) if text else ([], [])
    context = {
        "form": form,
        "kept": "Your text is still here, but not saved.",
        "title": words.report(looking.head_of(request, report_id)),
        "report_id": report_id,
        "statement": written,
        "restored": boxes.covers,
        "stops": stops,
        "questions": questions,
    }
    status = 400 if form.errors else 200
    return render(request, "reviews/releases/statement.html", context, status=status)


@open_to(CLIENT)
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: PageRequest, report_id: UUID) -> HttpResponse:
    """Ask the author to correct a fact; the answer comes in writing."""
    report = looking.offered(request, report_id)
    form = CorrectionForm(request.POST if request.method == "POST" else None)
    boxes = _boxes(request, CORRECTION, report)
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data["words"]
        try:
            ask_correction(
                actor=request.actor,
                report=report,
                words=sent,
                now=clock.now(),
                row_id=sending(request, who=request.actor.user_id),
            )
        except WrongState:
            return looking.changed(request, report_id, WAITS_ALREADY, kept_text=sent)
        boxes.take(form)
        messages.success(request, "Sent. Your clinician answers in writing.")
        return redirect("releases:decide", report_id=report_id)
    boxes.fill(form)
    head = looking.head_of(request, report_id)
    asked = list_corrections(actor=request.actor, report_ids=[report_id])
    context = {
        "form": form,
        "kept": "Your text is still here, but not sent.",
        "title": words.report(head),
        "report_id": report_id,
        "waits": any(item.state == "asked" for item in asked),
        "corrections": words.corrections(asked),
    }
    status = 400 if form.errors else 200
    return render(request, "reviews/releases/correct.html", context, status=status)


@open_to(CLIENT)
@require_http_methods(["GET", "HEAD", "POST"])
def keep(request: PageRequest, report_id: UUID) -> HttpResponse:
    """Do not release: nobody is told, and it can be chosen otherwise later."""
    report = looking.offered(request, report_id)
    if request.method == "POST":
        actions.choose_not_to_release(actor=request.actor, report=report, now=clock.now())
        messages.success(
            request, "Not released. Nobody is told. You can choose otherwise at any time."
        )
        return redirect("releases:decide", report_id=report_id)
    context = {"report_id": report_id, "title": words.report(looking.head_of(request, report_id))}
    return render(request, "reviews/releases/keep.html", context)


def _findings(
    request: PageRequest, report_id: UUID, text: str
) -> tuple[list[Finding], list[Finding]]:
    """What stops a release until it is changed, and what is only asked."""
    report = get_signed(actor=request.actor, report_id=report_id)
    living = [p for p in looking.permissions_of(request, report.engagement_id) if p.is_alive]
    found = readiness.review_words(
        actor=request.actor,
        report=report,
        text=text,
        recipient=living[0].terms.recipient if len(living) == 1 else None,
    )
    stops = [finding for finding in found if finding.strength == REFUSE]
    asks = [finding for finding in found if finding.strength != REFUSE]
    return stops, asks[:MOST_QUESTIONS]


def _series(request: PageRequest, head: ReportHead) -> list[UUID]:
    listed = list_reports(actor=request.actor, engagement_ids=[head.engagement_id])
    return [other.id for other in listed if other.series == head.series]


def _boxes(request: PageRequest, place: Place, report: Any) -> Boxes:
    return Boxes(place, actor=request.actor, engagement_id=report.engagement_id, about=report.id)
