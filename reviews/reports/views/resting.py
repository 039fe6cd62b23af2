"""Before the first word: an author's questions. After the last: what each paragraph rests on."""

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts.access import Stale, WrongState
from accounts.gate import PageRequest, open_to
from accounts.roles import CLINICIAN
from reviews.reports import actions, queries, words
from reviews.reports.forms import RestsForm
from reviews.reports.queries import DraftSeen
from reviews.reports.sections import BEFORE_WRITING, WRITTEN
from reviews.reports.views.drafts import about_draft, open_draft, signed_meanwhile
from tracker.lib import clock


@open_to(CLINICIAN)
@require_http_methods(["GET", "HEAD", "POST"])
def before(request: PageRequest, report_id: UUID) -> HttpResponse:
    """What an author asks themselves before they write. Nothing is answered on paper."""
    report = queries.get_own(actor=request.actor, report_id=report_id)
    if report.signed_at:
        return redirect("reports:read", report_id=report_id)
    if request.method == "POST":
        actions.prepare_report(actor=request.actor, report=report, now=clock.now())
        return redirect("reports:write", report_id=report_id, kind=WRITTEN[0].key)
    seen = open_draft(request, report_id)
    context = {**about_draft(seen), "questions": BEFORE_WRITING}
    return render(request, "reviews/reports/before.html", context)


@open_to(CLINICIAN)
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def rests(request: PageRequest, report_id: UUID, kind: str) -> HttpResponse:
    """What each paragraph of a section rests on: records of the section, or words."""
    report = queries.get_own(actor=request.actor, report_id=report_id)
    if report.signed_at and request.method == "POST":
        return signed_meanwhile(request, report_id, text=_given_back(request.POST, labels={}))
    if report.signed_at:
        return redirect("reports:read", report_id=report_id)
    seen = open_draft(request, report_id)
    if request.method != "POST":
        return _rests_page(request, seen, kind, form=_form(seen, kind))
    form = _form(seen, kind, sent=request.POST)
    if form.is_stale:  # said before what is wrong with a field: it may be another paragraph's now
        return _changed_page(request, seen, kind)
    if not form.is_valid():
        return _rests_page(request, seen, kind, form=form, status=HTTPStatus.BAD_REQUEST)
    try:
        actions.set_rests(
            actor=request.actor,
            report=report,
            kind=kind,
            rests=form.rests(),
            seen=form.cleaned_data["seen"],
            now=clock.now(),
        )
    except Stale:
        return _changed_page(request, open_draft(request, report_id), kind)
    except WrongState:
        given_back = _given_back(request.POST, labels=_labels(seen))
        return signed_meanwhile(request, report_id, text=given_back)
    messages.success(request, "Saved: what each paragraph rests on.")
    return redirect("reports:draft", report_id=report_id)


def _form(seen: DraftSeen, kind: str, *, sent: QueryDict | None = None) -> RestsForm:
    section = seen.section(kind)
    return RestsForm(sent, rests=section.rests, choices=words.ground_labels(seen, section))


def _changed_page(request: PageRequest, seen: DraftSeen, kind: str) -> HttpResponse:
    """The paragraphs as they are now, with what was sent about others beside them."""
    return _rests_page(
        request,
        seen,
        kind,
        form=_form(seen, kind),
        given_back=_given_back(request.POST, labels=_labels(seen)),
        status=HTTPStatus.CONFLICT,
    )


def _rests_page(  # noqa: PLR0913 - a page that shows what was sent, and why it was not saved
    request: PageRequest,
    seen: DraftSeen,
    kind: str,
    *,
    form: RestsForm,
    given_back: str = "",
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    context = {
        **about_draft(seen),
        "section": seen.section(kind),
        "form": form,
        "paragraphs": form.paragraphs(),
        "kept": "Nothing was saved yet. What you typed is still here.",
        "changed": status == HTTPStatus.CONFLICT,
        "given_back": given_back,
    }
    return render(request, "reviews/reports/rests.html", context, status=status)


def _labels(seen: DraftSeen) -> dict[str, str]:
    return {str(choice.of_id): choice.label for choice in seen.choices}


def _given_back(sent: QueryDict, *, labels: dict[str, str]) -> str:
    """What was ticked and typed, by the number each paragraph had, as one text to copy from."""
    found = []
    for n in range(len(sent)):  # at least one field a paragraph
        ticked = [labels[of_id] for of_id in sent.getlist(f"ground-{n}") if of_id in labels]
        said = [part for part in (*ticked, *sent.getlist(f"words-{n}")) if part.strip()]
        if said:
            found.append(f"Paragraph {n + 1}: {'; '.join(said)}")
    return "\n\n".join(found)
