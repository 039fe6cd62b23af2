"""The second clinician's page, and the author passing an answer on to the client."""

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import WrongState
from accounts.errors import changed_meanwhile
from accounts.gate import PageRequest, open_to
from accounts.roles import CLINICIAN
from reviews.reports import cosignature_queries, cosignatures, words
from reviews.reports.forms import SecondForm
from reviews.reports.rules import NotReady
from reviews.unsent.boxes import Boxes
from reviews.unsent.places import REMARK
from tracker.lib import clock

AFTER = {
    "cosigned": "Your name stands beside the author's. The client can read the text now.",
    "changes_asked": "The author reads what you ask to have changed.",
    "declined": "The author reads your answer. Without a second name this version goes no further.",
    "stood_aside": "You stand aside. The author can ask another colleague.",
}


@open_to(CLINICIAN)
@sensitive_post_parameters("password", "remark")
@require_http_methods(["GET", "HEAD", "POST"])
def read(request: PageRequest, cosignature_id: UUID) -> HttpResponse:
    """One version with its grounds as dates and kinds, for whoever was asked, until they answer."""
    asked = cosignature_queries.get_asked(actor=request.actor, cosignature_id=cosignature_id)
    boxes = Boxes(
        REMARK, actor=request.actor, engagement_id=asked.engagement_id, about=cosignature_id
    )
    if request.method != "POST":
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
            authenticated_at=form.authenticated_at,
            now=clock.now(),
        )
    except NotReady as refusal:
        for problem in refusal.problems:
            form.add_error("remark", problem.sentence)
        return _page(request, boxes, form=form)
    except WrongState:
        return changed_meanwhile(
            request,
            "You have answered already, perhaps in another tab. Nothing was done twice.",
            back_url=reverse("desk:today"),
            back_label="Go to Today",
            kept_text=form.cleaned_data["remark"],
        )
    messages.success(request, f"Answered. {AFTER[outcome]} You can no longer open it.")
    return redirect("desk:today")


@open_to(CLINICIAN)
@require_POST
def pass_on(request: PageRequest, cosignature_id: UUID) -> HttpResponse:
    """The author lets the client read what the second clinician answered."""
    asked = cosignature_queries.get_cosignature(actor=request.actor, cosignature_id=cosignature_id)
    cosignatures.pass_on_answer(actor=request.actor, cosignature=asked, now=clock.now())
    messages.success(request, "Passed on. The client can read this answer now.")
    return redirect("reports:read", report_id=asked.report_id)


def _page(request: PageRequest, boxes: Boxes, *, form: SecondForm) -> HttpResponse:
    boxes.fill(form)
    copy = cosignature_queries.read_copy(actor=request.actor, cosignature_id=boxes.about)
    context = {
        "copy": copy,
        "lead": words.lead_of_copy(copy),
        "text": words.text_of_body(copy.body, grounds=copy.grounds),
        "rows": words.about_rows(copy.body.about),
        "form": form,
        "kept": "Nothing was answered yet. What you typed is still here.",
    }
    status = HTTPStatus.BAD_REQUEST if form.errors else HTTPStatus.OK
    return render(request, "reviews/reports/second.html", context, status=status)
