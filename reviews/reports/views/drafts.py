"""The author's pages: beginning, writing section by section, period and sources, signing."""

import uuid
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import NotFound, WrongState
from accounts.errors import changed_meanwhile
from accounts.gate import PageRequest, open_to
from accounts.roles import CLINICIAN
from reviews.engagements.queries import get_engagement
from reviews.journal import grounds
from reviews.records.differences import compare
from reviews.reports import (
    actions,
    change_queries,
    problem_words,
    queries,
    readiness,
    taking,
    words,
)
from reviews.reports.forms import SectionForm
from reviews.reports.gate import Found
from reviews.reports.queries import DraftSeen, SectionSeen
from reviews.reports.rules import Problem
from reviews.unsent.boxes import Boxes
from reviews.unsent.places import REPORT_ABOUT
from tracker.lib import clock, dates
from tracker.lib.forms import OpenPage, open_page

SIGNED_MEANWHILE = (
    "This version was signed in the meantime, perhaps in another tab. What was signed stays as it "
    "is; what you sent now was not added to it. You can copy it from here into a new version."
)
KEPT_TEXT = "Your text is still here."
ONLY_YOU = "Only you can read this draft until you sign it."


@open_to(CLINICIAN)
@require_POST
def begin(request: PageRequest, engagement_id: UUID) -> HttpResponse:
    """The draft that is being written, or a new one."""
    engagement = get_engagement(actor=request.actor, engagement_id=engagement_id)
    draft = actions.begin_report(actor=request.actor, engagement=engagement, now=clock.now())
    if draft.prepared_at is None:
        return redirect("reports:before", report_id=draft.id)
    return redirect("reports:draft", report_id=draft.id)


@open_to(CLINICIAN)
@require_safe
def draft(request: PageRequest, report_id: UUID) -> HttpResponse:
    """The whole draft as a sheet, and what stands in the way of signing it."""
    if queries.get_own(actor=request.actor, report_id=report_id).signed_at:
        return redirect("reports:read", report_id=report_id)
    seen = open_draft(request, report_id)
    found = readiness.review_draft(actor=request.actor, draft=seen)
    left = blocking(request, seen, found)
    context = {
        **about_draft(seen),
        "text": words.text_of_draft(seen),
        "milestones": words.draft_milestones(seen),
        "blocking": problem_words.problem_items(seen, left),
        "questions": [f for f in found if f.points or not f.refused],
        "rows": words.about_rows(seen.about.standing()),
        "has_earlier": change_queries.earlier_version(actor=request.actor, report=seen.report),
    }
    return render(request, "reviews/reports/draft.html", context)


# --- writing one section -------------------------------------------------------------------------


@open_to(CLINICIAN)
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: PageRequest, report_id: UUID, kind: str) -> HttpResponse:
    """One section a page, with its grounds. What is sent is saved, whatever happens next."""
    if request.method == "POST":
        return _save_and_go_on(request, report_id, kind)
    if queries.get_own(actor=request.actor, report_id=report_id).signed_at:
        return redirect("reports:read", report_id=report_id)
    seen = open_draft(request, report_id)
    section = seen.section(kind)
    if section.second is not None:
        return redirect("reports:two", report_id=report_id, kind=kind)
    if seen.report.prepared_at is None:
        return redirect("reports:before", report_id=report_id)
    return _writing_page(
        request,
        seen,
        section,
        text=section.text,
        version=section.version,
        page=OpenPage(uuid.uuid4()),
    )


def _save_and_go_on(request: PageRequest, report_id: UUID, kind: str) -> HttpResponse:
    page = open_page(request.POST.get("page"))
    report = queries.get_own(actor=request.actor, report_id=report_id)
    if report.signed_at:
        return signed_meanwhile(request, report_id, text=request.POST.get("text", ""))
    seen = open_draft(request, report_id)
    section = seen.section(kind)
    sent = _with_words_of_a_review(request, seen)
    form = SectionForm(sent, auto_id="%s")
    if not form.is_valid():
        text = sent.get("text", "")
        return _writing_page(
            request, seen, section, text=text, version=section.version, page=page, form=form
        )
    try:
        saved = actions.save_section(
            actor=request.actor,
            report=report,
            kind=kind,
            text=form.cleaned_data["text"],
            version=form.cleaned_data["version"],
            page=page,
            now=clock.now(),
        )
        actions.set_grounds(
            actor=request.actor,
            report=report,
            kind=kind,
            chosen=_chosen_grounds(sent, section, seen),
            now=clock.now(),
        )
    except WrongState:
        return signed_meanwhile(request, report_id, text=form.cleaned_data["text"])
    if saved.conflict:
        return _two_versions(request, report_id, kind, status=HTTPStatus.CONFLICT)
    if "take" in request.POST:
        return redirect("reports:write", report_id=report_id, kind=kind)
    if "check" in request.POST:
        here = reverse("reports:write", args=[report_id, kind])
        return redirect(f"{here}?look=1#questions")
    rests = open_draft(request, report_id).section(kind).rests
    if len(rests) > 1 and not all(rest.is_grounded for rest in rests):
        messages.info(request, "Saved. Now say what each paragraph rests on.")
        return redirect("reports:rests", report_id=report_id, kind=kind)
    after = words.next_section(kind)
    if "later" in request.POST or after is None:
        messages.success(request, f"Saved. {ONLY_YOU}")
        return redirect("reports:draft", report_id=report_id)
    return redirect("reports:write", report_id=report_id, kind=after)


@open_to(CLINICIAN)
@sensitive_post_parameters()
@require_POST
def save(request: PageRequest, report_id: UUID, kind: str) -> JsonResponse:
    """Autosave: the text alone, answered in JSON as static/autosave.js expects."""
    report = queries.get_own(actor=request.actor, report_id=report_id)
    form = SectionForm(request.POST, auto_id="%s")
    if not form.is_valid():
        return JsonResponse({"errors": form.sentences()}, status=HTTPStatus.BAD_REQUEST)
    saved = actions.save_section(
        actor=request.actor,
        report=report,
        kind=kind,
        text=form.cleaned_data["text"],
        version=form.cleaned_data["version"],
        page=open_page(request.POST.get("page")),
        now=clock.now(),
    )
    if saved.conflict:
        # Answered, not raised: the second text must be committed.
        compare_url = reverse("reports:two", args=[report_id, kind])
        return JsonResponse(
            {"compare": compare_url, "version": saved.version}, status=HTTPStatus.CONFLICT
        )
    time = dates.clock_time(dates.local(saved.saved_at))
    return JsonResponse({"version": saved.version, "time": time})


@open_to(CLINICIAN)
@require_http_methods(["GET", "HEAD", "POST"])
def two(request: PageRequest, report_id: UUID, kind: str) -> HttpResponse:
    """Both texts of one section, side by side; the author chooses."""
    if request.method == "POST":
        actions.choose_section(
            actor=request.actor,
            report=queries.get_own(actor=request.actor, report_id=report_id),
            kind=kind,
            pick=request.POST.get("pick", ""),
            now=clock.now(),
        )
        return redirect("reports:write", report_id=report_id, kind=kind)
    return _two_versions(request, report_id, kind, status=HTTPStatus.OK)


@open_to(CLINICIAN)
@require_POST
def discard(request: PageRequest, report_id: UUID) -> HttpResponse:
    """One click: nobody is told, because nobody knows of it."""
    report = queries.get_own(actor=request.actor, report_id=report_id)
    actions.discard_report(actor=request.actor, report=report, now=clock.now())
    boxes_of_about(request, report).discard()
    messages.success(
        request,
        "Discarded: the draft of the report, with all its sections. Nothing of it was kept.",
    )
    if "listed" in request.POST:
        return redirect("unfinished:all")
    return redirect("desk:person", engagement_id=report.engagement_id)


# --- the pages -----------------------------------------------------------------------------------


def open_draft(request: PageRequest, report_id: UUID) -> DraftSeen:
    today = dates.local(clock.now()).date()
    return queries.open_draft(actor=request.actor, report_id=report_id, today=today)


def boxes_of_about(request: PageRequest, report: Any) -> Boxes:
    """What is typed about period and sources; the sections are drafts of their own."""
    return Boxes(
        REPORT_ABOUT, actor=request.actor, engagement_id=report.engagement_id, about=report.id
    )


def about_draft(seen: DraftSeen) -> dict[str, Any]:
    return {
        "report": seen.report,
        "engagement": seen.engagement,
        "period": words.period(seen.report.period_from, seen.report.period_to),
    }


def blocking(request: PageRequest, seen: DraftSeen, found: list[Found]) -> list[Problem]:
    """What must be changed before the text can be signed; questions are decided when signing."""
    return readiness.problems(
        actor=request.actor,
        draft=seen,
        found=found,
        kept=frozenset(item.key for item in found),
        named={item.key: "client" for item in found if item.points},  # said when signing
        today=dates.local(clock.now()).date(),
    )


def _writing_page(  # noqa: PLR0913 - what stands in the box may differ from what is saved
    request: PageRequest,
    seen: DraftSeen,
    section: SectionSeen,
    *,
    text: str,
    version: int,
    page: OpenPage | None,
    form: SectionForm | None = None,
) -> HttpResponse:
    kind = section.kind
    current = frozenset(c.value for c in seen.choices if c.of_id in section.grounds)
    ticked = current if form is None else frozenset(request.POST.getlist("ground"))
    items = []
    if form is None and "look" in request.GET:
        found = readiness.review_draft(actor=request.actor, draft=seen)
        mine = [f for f in found if f.where == kind.key]
        items = problem_words.found_items(
            mine, texts=seen.texts, headings=problem_words.headings_of(seen)
        )
    context = {
        **about_draft(seen),
        "section": section,
        "steps": words.section_steps(seen, current=kind.key),
        "text": text,
        "version": version,
        "page": page.id if page else "",
        "save_url": reverse("reports:save", args=[seen.report.id, kind.key]),
        "state": _state(section) if form is None else "Not saved. The sentence above says why.",
        "state_kind": "saved" if section.text and form is None else "",
        "saved_words": f"Saved at {{time}}. {ONLY_YOU}",
        "groups": grounds.groups(seen.choices, ticked=ticked),
        "takes": taking.options(seen),
        "ground_was": current,
        "looked": form is None and "look" in request.GET,
        "items": items,
        "last": words.next_section(kind.key) is None,
        "form": form,
        "kept": KEPT_TEXT,
    }
    status = HTTPStatus.OK if form is None else HTTPStatus.BAD_REQUEST
    return render(request, "reviews/reports/write.html", context, status=status)


def _two_versions(
    request: PageRequest, report_id: UUID, kind: str, *, status: HTTPStatus
) -> HttpResponse:
    seen = open_draft(request, report_id)
    section = seen.section(kind)
    if section.second is None or section.saved_at is None or section.second_saved_at is None:
        messages.info(request, "There is one text here; nothing is left to choose.")
        return redirect("reports:write", report_id=report_id, kind=kind)
    here, there = compare(section.second, section.text)
    second_at = dates.capitalized(dates.said_at(section.second_saved_at, now=clock.now()))
    first_at = dates.capitalized(dates.said_at(section.saved_at, now=clock.now()))
    context = {
        **about_draft(seen),
        "section": section,
        "action": reverse("reports:two", args=[report_id, kind]),
        "here": {"title": "What you wrote last", "when": second_at, "parts": here},
        "there": {"title": "What was saved before", "when": first_at, "parts": there},
    }
    return render(request, "reviews/reports/two.html", context, status=status)


def signed_meanwhile(request: PageRequest, report_id: UUID, *, text: str) -> HttpResponse:
    return changed_meanwhile(
        request,
        SIGNED_MEANWHILE,
        back_url=reverse("reports:read", args=[report_id]),
        back_label="Read what was signed",
        kept_text=text,
    )


def _with_words_of_a_review(request: PageRequest, seen: DraftSeen) -> QueryDict:
    """What was sent; where the author takes words of a review, with them below, and their ground."""
    sent = request.POST.copy()
    if "take" not in sent:
        return sent
    try:
        taken = taking.take(actor=request.actor, draft=seen, value=sent.get("taken", ""))
    except NotFound:
        messages.info(request, "Saved. You signed no words on that theme, so none were taken.")
        return sent
    sent["text"] = "\n\n".join(part for part in (sent.get("text", ""), taken.text) if part.strip())
    sent.appendlist("ground", taken.ground)
    messages.success(request, "Taken, below what stood here. Edit it; the review stays as it is.")
    return sent


def _chosen_grounds(
    sent: QueryDict, section: SectionSeen, seen: DraftSeen
) -> set[tuple[str, UUID]]:
    """What was ticked and unticked on this page, laid over what another tab has chosen since."""
    ticked = {_ground(value) for value in sent.getlist("ground")}
    shown = {_ground(value) for value in sent.getlist("ground_was")}
    now = {(c.of_kind, c.of_id) for c in seen.choices if c.of_id in section.grounds}
    return (now - (shown - ticked)) | (ticked - shown)


def _ground(value: str) -> tuple[str, UUID]:
    kind, _, of_id = value.partition(":")
    try:
        return kind, UUID(of_id)
    except ValueError:
        raise NotFound from None


def _state(section: SectionSeen) -> str:
    if section.saved_at is None or not section.text:
        return f"Saved while you type. {ONLY_YOU}"
    return f"Saved {dates.said_at(section.saved_at, now=clock.now())}. {ONLY_YOU}"
