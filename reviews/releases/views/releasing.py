"""The text exactly as its reader would read it, and the client's yes to it."""

from datetime import datetime
from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import NotFound, Stale, WrongState
from accounts.gate import PageRequest, open_to
from accounts.roles import CLIENT
from reviews.agreements.terms import PARTS_TOLD
from reviews.releases import actions, copy_queries, queries, words
from reviews.releases import document as documents
from reviews.releases.forms import INCOMPLETE, ReleaseForm
from reviews.releases.queries import PermissionSeen
from reviews.releases.rules import NotReady
from reviews.releases.views import looking
from reviews.reports.body import Body
from reviews.reports.queries import ReportHead, get_signed, read_report
from tracker.lib import clock
from tracker.lib.pdf.render import render as render_pdf

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
    seen = looking.read(request, report_id)
    chosen = _known(request.GET.getlist("part"))
    permission = _permission(request, permission_id, seen.head)
    if seen.body is None or not _can_be_read(seen.body, permission, chosen):
        raise NotFound
    document = _compose(request, report_id, permission_id, chosen)
    headers = {"Content-Disposition": 'inline; filename="document.pdf"'}
    return HttpResponse(render_pdf(document), content_type="application/pdf", headers=headers)


def _release(request: PageRequest, report_id: UUID, permission_id: UUID) -> HttpResponse:
    report = looking.offered(request, report_id)
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
        return looking.changed(request, report_id, _why_not(request, report_id, permission_id))
    opens = words.at(release.live_at)
    name = queries.open_terms(permission).recipient.name
    messages.success(request, f"Released. {name} can open it from {opens}, and not before.")
    return redirect("releases:permission", permission_id=permission_id)


def _stale_page(
    request: PageRequest, report_id: UUID, permission_id: UUID, chosen: list[str]
) -> HttpResponse:
    """409, with the text and the statement as they are now."""
    newest = looking.newest(request, looking.head_of(request, report_id))
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
    seen = looking.read(request, report_id)
    permission = _permission(request, permission_id, seen.head)
    if seen.body is None:
        return looking.changed(request, report_id, IN_ERROR)
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
        "preview_ends": looking.preview_ends(report_id),
        "ended": not permission.is_alive,
        "newest": looking.newest(request, seen.head),
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


# --- looking up ----------------------------------------------------------------------------------


def _can_be_read(body: Body, permission: PermissionSeen, chosen: list[str]) -> bool:
    return set(chosen) <= set(permission.parts) and documents.allowed(body, chosen)


def _compose(
    request: PageRequest, report_id: UUID, permission_id: UUID, parts: list[str]
) -> documents.Document:
    return copy_queries.preview(
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


def _permission(request: PageRequest, permission_id: UUID, head: ReportHead) -> PermissionSeen:
    """Of the same engagement as the report. Raises NotFound."""
    for permission in looking.permissions_of(request, head.engagement_id):
        if permission.id == permission_id:
            return permission
    raise NotFound


def _known(sent: list[str]) -> list[str]:
    return [part for part in PARTS_TOLD if part in sent]
