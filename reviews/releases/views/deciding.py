"""The client's four choices about a signed report, and the text exactly as its reader would read it."""

from datetime import datetime
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import NotFound, Stale, WrongState
from accounts.errors import changed_meanwhile
from accounts.gate import PageRequest, open_to
from accounts.roles import CLIENT
from reviews.agreements.terms import PARTS_TOLD
from reviews.language.findings import REFUSE, Finding
from reviews.releases import actions, doors, queries, readiness, words
from reviews.releases import document as documents
from reviews.releases.forms import INCOMPLETE, CorrectionForm, ReleaseForm, StatementForm
from reviews.releases.queries import PermissionSeen
from reviews.releases.rules import NotReady
from reviews.reports.body import Body
from reviews.reports.correction_queries import list_corrections
from reviews.reports.corrections import ask_correction
from reviews.reports.queries import (
    ReportHead,
    ReportSeen,
    get_signed,
    is_offered,
    list_reports,
    read_report,
)
from reviews.unsent.boxes import Boxes
from reviews.unsent.places import CORRECTION, STATEMENT, Place
from tracker.lib import clock
from tracker.lib.pdf.render import render as render_pdf

MOST_QUESTIONS = 3
TEXT_CHANGED = (
    "Nothing was released. A newer version was signed since you opened the page: it stands here. "
    "Read it, then decide again."
)
STATEMENT_CHANGED = (
    "Nothing was released. Your statement has changed since you opened the page, perhaps in another "
    "tab: it stands here as it is now. Read it, then decide again."
)
ALREADY = (
    "This was released already, to the same person and with the same words. Nothing was done twice."
)
PERMISSION_ENDED = "Nothing was released: the permission has ended. The report is unchanged."
IN_ERROR = "Nothing was released: this report was entered in error and is withdrawn from view."
WAITS_ALREADY = (
    "You have asked for a correction already, and it waits for its answer. What you sent now was "
    "not sent on; you can copy it from here."
)


@open_to(CLIENT)
@require_safe
def decide(request: PageRequest, report_id: UUID) -> HttpResponse:
    """Four choices, none of them the right one."""
    seen = _read(request, report_id)
    statement = queries.latest_statement(actor=request.actor, report_id=report_id)
    asked = list_corrections(actor=request.actor, report_ids=_series(request, seen.head))
    permissions = _permissions(request, seen.head.engagement_id)
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
        "preview_ends": _preview_ends(report_id),
        "newest": _newest(request, seen.head),
    }
    return render(request, "reviews/releases/decide.html", context)


@open_to(CLIENT)
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def preview(request: PageRequest, report_id: UUID, permission_id: UUID) -> HttpResponse:
    """Exactly what the reader would read, and the yes to it."""
    if request.method == "POST":
        return _release(request, report_id, permission_id)
    chosen = _known(request.GET.getlist("part"))
    return _preview_page(request, report_id, permission_id, chosen=chosen)


@open_to(CLIENT)
@require_safe
def preview_pdf(request: PageRequest, report_id: UUID, permission_id: UUID) -> HttpResponse:
    """The same as a PDF, marked as a preview, made within the request and kept nowhere."""
    seen = _read(request, report_id)
    chosen = _known(request.GET.getlist("part"))
    permission = _permission(request, permission_id, seen.head)
    if seen.body is None or not _can_be_read(seen.body, permission, chosen):
        raise NotFound
    document = _compose(request, report_id, permission_id, chosen)
    headers = {"Content-Disposition": 'inline; filename="document.pdf"'}
    return HttpResponse(render_pdf(document), content_type="application/pdf", headers=headers)


@open_to(CLIENT)
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def statement(request: PageRequest, report_id: UUID) -> HttpResponse:
    """The client's own words beside the report. Asked about, never refused for their wording."""
    report = _offered(request, report_id)
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
        "title": words.report(_head(request, report_id)),
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
    report = _offered(request, report_id)
    form = CorrectionForm(request.POST if request.method == "POST" else None)
    boxes = _boxes(request, CORRECTION, report)
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data["words"]
        try:
            ask_correction(actor=request.actor, report=report, words=sent, now=clock.now())
        except WrongState:
            return _changed(request, report_id, WAITS_ALREADY, kept_text=sent)
        boxes.take(form)
        messages.success(request, "Sent. Your clinician answers in writing.")
        return redirect("releases:decide", report_id=report_id)
    boxes.fill(form)
    head = _head(request, report_id)
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
    report = _offered(request, report_id)
    if request.method == "POST":
        actions.choose_not_to_release(actor=request.actor, report=report, now=clock.now())
        messages.success(
            request, "Not released. Nobody is told. You can choose otherwise at any time."
        )
        return redirect("releases:decide", report_id=report_id)
    context = {"report_id": report_id, "title": words.report(_head(request, report_id))}
    return render(request, "reviews/releases/keep.html", context)


# --- releasing ------------------------------------------------------------------------------------


def _release(request: PageRequest, report_id: UUID, permission_id: UUID) -> HttpResponse:
    report = _offered(request, report_id)
    permission = queries.get_permission(actor=request.actor, permission_id=permission_id)
    if permission.engagement_id != report.engagement_id:
        raise NotFound
    form = ReleaseForm(request.POST, request=request)
    chosen = _known(request.POST.getlist("part"))
    if not form.is_valid():
        return _preview_page(request, report_id, permission_id, chosen=chosen, form=form)
    try:
        release = actions.release_report(
            actor=request.actor,
            report=report,
            permission=permission,
            parts=form.cleaned_data["part"],
            seen=form.seen(),
            authenticated_at=form.authenticated_at,
            now=clock.now(),
        )
    except Stale:
        return _stale_page(request, report_id, permission_id, chosen)
    except NotReady as error:
        return _preview_page(
            request, report_id, permission_id, chosen=chosen, problems=error.sentences
        )
    except WrongState:
        return _changed(request, report_id, _why_not(request, report_id, permission_id))
    opens = words.at(release.live_at)
    name = queries.open_terms(permission).recipient.name
    messages.success(request, f"Released. {name} can open it from {opens}, and not before.")
    return redirect("releases:permission", permission_id=permission_id)


def _stale_page(
    request: PageRequest, report_id: UUID, permission_id: UUID, chosen: list[str]
) -> HttpResponse:
    """409, with the text and the statement as they are now."""
    newest = _newest(request, _head(request, report_id))
    return _preview_page(
        request,
        newest.id if newest else report_id,
        permission_id,
        chosen=chosen,
        problems=[TEXT_CHANGED if newest else STATEMENT_CHANGED],
        status=HTTPStatus.CONFLICT,
    )


def _preview_page(
    request: PageRequest,
    report_id: UUID,
    permission_id: UUID,
    *,
    chosen: list[str],
    form: ReleaseForm | None = None,
    problems: list[str] | None = None,
    status: int | None = None,
) -> HttpResponse:
    seen = _read(request, report_id)
    permission = _permission(request, permission_id, seen.head)
    if seen.body is None:
        return _changed(request, report_id, IN_ERROR)
    readable = _can_be_read(seen.body, permission, chosen)
    said = queries.latest_statement(actor=request.actor, report_id=report_id)
    opens = _opens_at(request, report_id, permission_id)
    problems = list(problems or [])
    if form is not None and form.is_incomplete:
        problems.append(INCOMPLETE)
    context = {
        # Its errors are said beside the password; hidden fields have none that a person could see.
        "form": form or ReleaseForm(request=request),
        "kept": "Nothing was released yet.",
        "seen": seen,
        "title": words.report(seen.head),
        "permission": permission,
        "reader": permission.terms.recipient,
        "choices": words.part_choices(seen.body, permission.parts, chosen),
        "chosen": chosen,
        "not_possible": bool(chosen) and not readable,
        "not_possible_words": [words.not_possible(seen.body, permission.parts)],
        "document": _compose(request, report_id, permission_id, chosen) if readable else None,
        "digest": seen.digest.hex(),
        "statement": said,
        "problems": problems,
        "opens": words.at(opens),
        "opens_never": opens >= permission.expires_at,
        "preview_ends": _preview_ends(report_id),
        "ended": not permission.is_alive,
        "newest": _newest(request, seen.head),
    }
    if status is None:
        status = HTTPStatus.BAD_REQUEST if problems or (form and form.errors) else HTTPStatus.OK
    return render(request, "reviews/releases/preview.html", context, status=status)


def _why_not(request: PageRequest, report_id: UUID, permission_id: UUID) -> str:
    seen = read_report(actor=request.actor, report_id=report_id)
    if seen.body is None:
        return IN_ERROR
    permission = _permission(request, permission_id, seen.head)
    return ALREADY if permission.is_alive else PERMISSION_ENDED


def _changed(request: PageRequest, report_id: UUID, what: str, kept_text: str = "") -> HttpResponse:
    return changed_meanwhile(
        request, what, back_url=reverse("releases:decide", args=[report_id]), kept_text=kept_text
    )


# --- reading --------------------------------------------------------------------------------------


def _offered(request: PageRequest, report_id: UUID) -> Any:
    report = get_signed(actor=request.actor, report_id=report_id)
    if not is_offered(actor=request.actor, report=report):
        raise NotFound
    return report


def _boxes(request: PageRequest, place: Place, report: Any) -> Boxes:
    return Boxes(place, actor=request.actor, engagement_id=report.engagement_id, about=report.id)


def _read(request: PageRequest, report_id: UUID) -> ReportSeen:
    _offered(request, report_id)
    return read_report(actor=request.actor, report_id=report_id)


def _head(request: PageRequest, report_id: UUID) -> ReportHead:
    report = _offered(request, report_id)
    listed = list_reports(actor=request.actor, engagement_ids=[report.engagement_id])
    return next(head for head in listed if head.id == report_id)


def _series(request: PageRequest, head: ReportHead) -> list[UUID]:
    listed = list_reports(actor=request.actor, engagement_ids=[head.engagement_id])
    return [other.id for other in listed if other.series == head.series]


def _newest(request: PageRequest, head: ReportHead) -> ReportHead | None:
    """A later version the client can read; None if this one is the last."""
    listed = list_reports(actor=request.actor, engagement_ids=[head.engagement_id])
    later = [h for h in listed if h.series == head.series and h.number > head.number]
    return max(later, key=lambda h: h.number) if later else None


def _permissions(request: PageRequest, engagement_id: UUID) -> list[PermissionSeen]:
    return queries.list_permissions(
        actor=request.actor, engagement_id=engagement_id, now=clock.now()
    )


def _permission(request: PageRequest, permission_id: UUID, head: ReportHead) -> PermissionSeen:
    """Of the same engagement as the report. Raises NotFound."""
    for permission in _permissions(request, head.engagement_id):
        if permission.id == permission_id:
            return permission
    raise NotFound


def _can_be_read(body: Body, permission: PermissionSeen, chosen: list[str]) -> bool:
    return set(chosen) <= set(permission.parts) and documents.allowed(body, chosen)


def _compose(
    request: PageRequest, report_id: UUID, permission_id: UUID, parts: list[str]
) -> documents.Document:
    return queries.preview(
        actor=request.actor,
        report=get_signed(actor=request.actor, report_id=report_id),
        permission=queries.get_permission(actor=request.actor, permission_id=permission_id),
        parts=parts,
        now=clock.now(),
    )


def _opens_at(request: PageRequest, report_id: UUID, permission_id: UUID) -> datetime:
    return queries.opens_at(
        actor=request.actor,
        permission=queries.get_permission(actor=request.actor, permission_id=permission_id),
        report=get_signed(actor=request.actor, report_id=report_id),
        now=clock.now(),
    )


def _preview_ends(report_id: UUID) -> str:
    """In words; empty once it is over."""
    ends = doors.preview_ends(report_id=report_id)
    return words.at(ends) if ends is not None and ends > clock.now() else ""


def _findings(
    request: PageRequest, report_id: UUID, text: str
) -> tuple[list[Finding], list[Finding]]:
    """What stops a release until it is changed, and what is only asked."""
    report = get_signed(actor=request.actor, report_id=report_id)
    living = [p for p in _permissions(request, report.engagement_id) if p.is_alive]
    found = readiness.review_words(
        actor=request.actor,
        report=report,
        text=text,
        recipient=living[0].terms.recipient if len(living) == 1 else None,
    )
    stops = [finding for finding in found if finding.strength == REFUSE]
    asks = [finding for finding in found if finding.strength != REFUSE]
    return stops, asks[:MOST_QUESTIONS]


def _known(sent: list[str]) -> list[str]:
    return [part for part in PARTS_TOLD if part in sent]
