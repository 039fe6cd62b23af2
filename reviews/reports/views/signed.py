"""A signed version, for both people; and what its author can still do about it."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import WrongState
from accounts.errors import changed_meanwhile
from accounts.gate import PageRequest, open_to
from accounts.roles import CLIENT, CLINICIAN
from reviews.amendments import views as amendments
from reviews.amendments.forms import AddendumForm
from reviews.engagements.queries import see_engagement
from reviews.reports import (
    actions,
    change_queries,
    correction_queries,
    corrections,
    cosignature_queries,
    cosignatures,
    queries,
    words,
)
from reviews.reports.forms import AskForm, CorrectionForm
from reviews.unsent.boxes import Boxes
from reviews.unsent.places import CORRECTION_ANSWER
from tracker.lib import clock, dates

KEPT = "What you typed is still here."


@open_to(CLIENT, CLINICIAN)
@require_safe
def read(request: PageRequest, report_id: UUID) -> HttpResponse:
    """A signed version with its signatures and answers. Every reading enters the trail."""
    if request.actor.role == CLINICIAN and queries.is_own_draft(
        actor=request.actor, report_id=report_id
    ):
        return redirect("reports:draft", report_id=report_id)
    return _reading_page(request, report_id, form=AddendumForm(auto_id="add_%s"))


@open_to(CLIENT, CLINICIAN)
@require_safe
def changes(request: PageRequest, report_id: UUID) -> HttpResponse:
    """What differs since the version before, sentence by sentence; also of one's own draft."""
    today = dates.local(clock.now()).date()
    seen = change_queries.read_changes(actor=request.actor, report_id=report_id, today=today)
    context = {"changes": seen, "lead": words.lead_of_changes(seen)}
    return render(request, "reviews/reports/changes.html", context)


@open_to(CLINICIAN)
@require_POST
def again(request: PageRequest, report_id: UUID) -> HttpResponse:
    """A new version, with the words of this one to begin from. This one stays as it is."""
    report = queries.get_own(actor=request.actor, report_id=report_id)
    try:
        draft = actions.begin_version(actor=request.actor, report=report, now=clock.now())
    except WrongState:
        return changed_meanwhile(
            request,
            "A later version of this text exists already, or another draft is being "
            "written for this person. Nothing was done twice.",
            back_url=reverse("desk:person", args=[report.engagement_id]),
            back_label="See what there is",
        )
    messages.success(request, "A new version is begun. What was signed before stays as it is.")
    return redirect("reports:draft", report_id=draft.id)


@open_to(CLINICIAN)
@sensitive_post_parameters()
@require_POST
def add(request: PageRequest, report_id: UUID) -> HttpResponse:
    """Something said later, below what was signed."""
    about = _about(request, report_id)
    try:
        form = amendments.add(request, about)
    except WrongState:
        return changed_meanwhile(
            request,
            "This version was entered in error in the meantime, perhaps in another tab. "
            "What you sent now was not added to it.",
            back_url=about.url,
            kept_text=request.POST.get("text", ""),
        )
    if form is not None:
        return _reading_page(request, report_id, form=form)
    return redirect("reports:read", report_id=report_id)


@open_to(CLINICIAN)
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def in_error(request: PageRequest, report_id: UUID) -> HttpResponse:
    """Withdraw a version from view, for a reason."""
    return amendments.enter_in_error(request, _about(request, report_id))


@open_to(CLINICIAN)
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: PageRequest, report_id: UUID) -> HttpResponse:
    """Ask a colleague to read this version and put their name to it, or not."""
    report = queries.get_own_signed(actor=request.actor, report_id=report_id)
    found = cosignature_queries.possible_cosigners(actor=request.actor, report=report)
    colleagues = [(str(user_id), name) for user_id, name in found]
    form = AskForm(request.POST if request.method == "POST" else None, colleagues=colleagues)
    if request.method == "POST" and form.is_valid():
        name = dict(colleagues)[form.cleaned_data["cosigner"]]
        try:
            cosignatures.ask_cosigner(
                actor=request.actor,
                report=report,
                cosigner_id=UUID(form.cleaned_data["cosigner"]),
                now=clock.now(),
            )
        except WrongState:
            return changed_meanwhile(
                request,
                "A colleague is asked already, or has put their name to it. Nobody was "
                "asked twice.",
                back_url=reverse("reports:read", args=[report_id]),
            )
        messages.success(request, f"{name} is asked, and is told that something waits.")
        return redirect("reports:read", report_id=report_id)
    tied = cosignature_queries.tied_colleagues(actor=request.actor, report=report)
    return _form_page(request, "ask", report_id, form=form, colleagues=colleagues, tied=tied)


@open_to(CLINICIAN)
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: PageRequest, correction_id: UUID) -> HttpResponse:
    """The author's answer, in writing, to a request for a correction of facts."""
    correction = correction_queries.get_correction(actor=request.actor, correction_id=correction_id)
    report = queries.get_own_signed(actor=request.actor, report_id=correction.report_id)
    form = CorrectionForm(request.POST if request.method == "POST" else None)
    boxes = Boxes(
        CORRECTION_ANSWER,
        actor=request.actor,
        engagement_id=report.engagement_id,
        about=correction_id,
    )
    if request.method == "POST" and form.is_valid():
        outcome, text = form.cleaned_data["outcome"], form.cleaned_data["answer"]
        try:
            corrections.answer_correction(
                actor=request.actor,
                correction=correction,
                outcome=outcome,
                answer=text,
                now=clock.now(),
            )
        except WrongState:
            return changed_meanwhile(
                request,
                "This request was answered already, perhaps in another tab. That answer "
                "stays as it is; what you sent now was not added to it.",
                back_url=reverse("reports:read", args=[report.id]),
                kept_text=text,
            )
        boxes.take(form)
        messages.success(request, _after_answer(outcome))
        return redirect("reports:read", report_id=report.id)
    if request.method != "POST" and correction.answered_at:
        return redirect("reports:read", report_id=report.id)
    boxes.fill(form)
    listed = correction_queries.list_corrections(actor=request.actor, report_ids=[report.id])
    request_words = next(item for item in listed if item.id == correction.id)
    return _form_page(request, "answer", report.id, form=form, correction=request_words)


def _after_answer(outcome: str) -> str:
    if outcome == "corrected":
        return "Answered. Now begin a new version and correct it there; it is signed anew."
    return "Answered. The words stay as they are, and your reasons stand beside the request."


def _reading_page(request: PageRequest, report_id: UUID, *, form: AddendumForm) -> HttpResponse:
    actor = request.actor
    seen = queries.read_report(actor=actor, report_id=report_id)
    engagement = see_engagement(actor=actor, engagement_id=seen.head.engagement_id)
    is_client = actor.role == CLIENT
    is_author = seen.head.author_id == actor.user_id
    if is_author:
        amendments.fill(
            request, form, of_kind="report", engagement_id=engagement.id, page_of=report_id
        )
    asked = cosignature_queries.list_cosignatures(actor=actor, report_ids=[report_id])
    versions = queries.list_versions(actor=actor, report_id=report_id)
    context = {
        "report": seen,
        "engagement": engagement,
        "is_client": is_client,
        "is_author": is_author,
        "lead": words.lead(seen.head),
        "milestones": words.milestones(
            seen, asked=asked, short_name=engagement.short_name, is_client=is_client
        ),
        "text": words.text_of_body(seen.body) if seen.body else None,
        "rows": words.about_rows(seen.body.about) if seen.body else [],
        "names": words.names_of_body(seen.body) if seen.body else [],
        "asked": [
            {
                "of": a,
                "said": words.answer_words(a),
                "client_reads": cosignature_queries.client_reads(a, now=clock.now()),
            }
            for a in asked
        ],
        "nobody_asked": not any(a.state in ("asked", "cosigned") for a in asked),
        "offered": not seen.head.two_names or any(a.state == "cosigned" for a in asked),
        "corrections": correction_queries.list_corrections(actor=actor, report_ids=[report_id]),
        "versions": versions,
        "has_earlier": bool(seen.body) and words.has_earlier(versions, than=seen.head),
        "form": form,
        "kept": KEPT,
    }
    status = HTTPStatus.BAD_REQUEST if form.errors else HTTPStatus.OK
    return render(request, "reviews/reports/read.html", context, status=status)


def _about(request: PageRequest, report_id: UUID) -> amendments.About:
    report = queries.get_own_signed(actor=request.actor, report_id=report_id)
    return amendments.About(
        engagement_id=report.engagement_id,
        of_kind="report",
        of_id=report.id,
        called=f"this text, version {report.number}",
        url=reverse("reports:read", args=[report.id]),
        page_of=report.id,
    )


def _form_page(
    request: PageRequest, name: str, report_id: UUID, *, form: Form, **more: Any
) -> HttpResponse:
    context = {"form": form, "report_id": report_id, "kept": KEPT, **more}
    status = HTTPStatus.BAD_REQUEST if form.errors else HTTPStatus.OK
    return render(request, f"reviews/reports/{name}.html", context, status=status)
