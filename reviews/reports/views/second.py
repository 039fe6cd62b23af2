"""The second clinician's page, and the author passing an answer on to the client."""

from http import HTTPStatus
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import NotFound, WrongState
from accounts.errors import changed_meanwhile
from accounts.gate import PageRequest, open_to
from accounts.roles import CLINICIAN
from reviews.concerns.actions import tell_second
from reviews.concerns.forms import SecondNoteForm
from reviews.concerns.queries import second_told_at
from reviews.reports import cosignature_queries, cosignatures, words
from reviews.reports.forms import KeepBackForm, SecondForm
from reviews.reports.rules import NotReady
from reviews.unsent.boxes import Boxes
from reviews.unsent.places import REMARK, SECOND_CONCERN
from tracker.lib import clock
from tracker.lib.forms import sending

AFTER = {
    "cosigned": "Your name stands beside the author's. The client can read the text now.",
    "changes_asked": "The author reads what you ask to have changed.",
    "declined": "The author reads your answer. Without a second name this version goes no further.",
    "stood_aside": "You stand aside. The author can ask another colleague.",
}
ANSWERED = (
    "You answered this already, perhaps in another tab. That answer stands, and nothing was sent a "
    "second time. What stood in this form is below, to copy."
)
SENT = "Sent. The client and the clinician read it. It is not shown again here."
OVER = (
    "The work these two did together has ended, so this was not sent: nobody would read it there. "
    "Your text is below. To talk about it, ring the clinician."
)


@open_to(CLINICIAN)
@sensitive_post_parameters("password", "remark", "standing")
@require_http_methods(["GET", "HEAD", "POST"])
def read(request: PageRequest, cosignature_id: UUID) -> HttpResponse:
    """One version with its grounds as dates and kinds, for whoever was asked, until they answer."""
    which: dict[str, Any] = {"actor": request.actor, "cosignature_id": cosignature_id}
    sends = request.method == "POST"
    try:
        asked = cosignature_queries.get_asked(**which, locked=sends)
    except NotFound:
        if not sends or not cosignature_queries.has_answered(**which):
            raise
        return _answered(request)
    boxes = Boxes(
        REMARK, actor=request.actor, engagement_id=asked.engagement_id, about=cosignature_id
    )
    if not sends:
        return _page(request, boxes, form=SecondForm(request=request))
    form = SecondForm(request.POST, request=request)
    if not form.is_valid():
        return _page(request, boxes, form=form)
    boxes.take(form)  # before the answer: after it, the copy's key is the asker's alone
    outcome = form.cleaned_data["outcome"]
    try:
        cosignatures.answer_cosignature(
            actor=request.actor,
            cosignature=asked,
            outcome=outcome,
            remark=form.cleaned_data["remark"],
            standing=form.cleaned_data["standing"],
            authenticated_at=form.authenticated_at,
            now=clock.now(),
        )
    except NotReady as refusal:
        for problem in refusal.problems:
            form.add_error(problem.where, problem.sentence)
        return _page(request, boxes, form=form)
    messages.success(request, f"Answered. {AFTER[outcome]} You can no longer open it.")
    return redirect("desk:today")


@open_to(CLINICIAN)
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def beside(request: PageRequest, cosignature_id: UUID) -> HttpResponse:
    """A concern of whoever was asked, for the client and the clinician; signed, and not an answer."""
    asked = cosignature_queries.get_asked(actor=request.actor, cosignature_id=cosignature_id)
    boxes = Boxes(
        SECOND_CONCERN, actor=request.actor, engagement_id=asked.engagement_id, about=cosignature_id
    )
    form = SecondNoteForm(request.POST if request.method == "POST" else None, request=request)
    if form.is_valid():
        try:
            tell_second(
                actor=request.actor,
                engagement_id=asked.engagement_id,
                copy_id=cosignature_id,
                concern_id=sending(request, who=request.actor.user_id) or uuid4(),
                noted=form.noted,
                authenticated_at=form.authenticated_at,
                now=clock.now(),
            )
        except WrongState:
            return changed_meanwhile(
                request,
                OVER,
                back_url=reverse("reports:second", args=[cosignature_id]),
                back_label="Back to the second reading",
                kept_text="\n\n".join(part for part in form.noted.parts if part),
            )
        boxes.take(form)
        messages.success(request, SENT)
        return redirect("reports:second", cosignature_id=cosignature_id)
    boxes.fill(form)
    context = {
        "asked": asked,
        "form": form,
        "kept": "Nothing was sent yet. What you typed is still here.",
    }
    status = HTTPStatus.BAD_REQUEST if form.errors else HTTPStatus.OK
    return render(request, "reviews/reports/beside.html", context, status=status)


@open_to(CLINICIAN)
@require_POST
def pass_on(request: PageRequest, cosignature_id: UUID) -> HttpResponse:
    """The author lets the client read what the second clinician answered."""
    asked = cosignature_queries.get_cosignature(actor=request.actor, cosignature_id=cosignature_id)
    cosignatures.pass_on_answer(actor=request.actor, cosignature=asked, now=clock.now())
    messages.success(request, "Passed on. The client can read this answer now.")
    return redirect("reports:read", report_id=asked.report_id)


@open_to(CLINICIAN)
@sensitive_post_parameters("why")
@require_http_methods(["GET", "HEAD", "POST"])
def keep_back(request: PageRequest, cosignature_id: UUID) -> HttpResponse:
    """The author says why the client does not read an answer yet."""
    asked = cosignature_queries.get_cosignature(actor=request.actor, cosignature_id=cosignature_id)
    form = KeepBackForm(request.POST if request.method == "POST" else None)
    back = reverse("reports:read", args=[asked.report_id])
    if form.is_valid():
        try:
            cosignatures.keep_back_answer(
                actor=request.actor,
                cosignature=asked,
                why=form.cleaned_data["why"],
                now=clock.now(),
            )
        except WrongState:
            return changed_meanwhile(
                request,
                "The client can read this answer already, or it was kept back before. "
                "Nothing was changed.",
                back_url=back,
                kept_text=form.cleaned_data["why"],
            )
        messages.success(request, "Kept back for now. You can pass it on whenever you are ready.")
        return redirect(back)
    context = {
        "form": form,
        "back": back,
        "kept": "Nothing was kept back yet. What you typed is still here.",
    }
    status = HTTPStatus.BAD_REQUEST if form.errors else HTTPStatus.OK
    return render(request, "reviews/reports/keep_back.html", context, status=status)


def _answered(request: PageRequest) -> HttpResponse:
    """One's answer was given before this sending, perhaps a moment before."""
    typed = [request.POST.get(box, "") for box in ("standing", "remark")]
    return changed_meanwhile(
        request,
        ANSWERED,
        back_url=reverse("desk:today"),
        back_label="Go to Today",
        kept_text="\n\n".join(text for text in typed if text.strip()),
    )


def _page(request: PageRequest, boxes: Boxes, *, form: SecondForm) -> HttpResponse:
    boxes.fill(form)
    copy = cosignature_queries.read_copy(actor=request.actor, cosignature_id=boxes.about)
    context = {
        "copy": copy,
        "lead": words.lead_of_copy(copy),
        "text": words.text_of_body(copy.body, grounds=copy.grounds, rests=copy.rests),
        "rows": words.about_rows(copy.body.about),
        "names": words.names_of_body(copy.body),
        "form": form,
        "told_at": second_told_at(actor=request.actor, copy_id=boxes.about),
        "kept": "Nothing was answered yet. What you typed is still here.",
    }
    status = HTTPStatus.BAD_REQUEST if form.errors else HTTPStatus.OK
    return render(request, "reviews/reports/second.html", context, status=status)
