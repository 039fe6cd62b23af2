"""The two pages of amending, for the rooms that own the records: they pass what it is about."""

from dataclasses import dataclass
from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from accounts.gate import PageRequest
from accounts.roles import CLIENT
from reviews.amendments import actions
from reviews.amendments.forms import AddendumForm, InErrorForm
from reviews.unsent import places
from reviews.unsent.boxes import Boxes
from reviews.unsent.places import Place
from tracker.lib import clock
from tracker.lib.forms import sending

ADDENDA: dict[str, Place] = {
    "session": places.LOG_ADDENDUM,
    "feedback": places.FEEDBACK_ADDENDUM,
    "reply": places.REPLY_ADDENDUM,
    "report": places.REPORT_ADDENDUM,
}
IN_ERROR: dict[str, Place] = {
    "session": places.LOG_IN_ERROR,
    "feedback": places.FEEDBACK_IN_ERROR,
    "reply": places.REPLY_IN_ERROR,
    "report": places.REPORT_IN_ERROR,
    "noted": places.NOTED_IN_ERROR,
    "concern": places.NOTED_IN_ERROR,  # at the same address
}


@dataclass(frozen=True, slots=True)
class About:
    """The signed record that is amended."""

    engagement_id: UUID
    of_kind: str  # Amendment.OF_KINDS
    of_id: UUID
    called: str  # in the middle of a sentence: "this log of May 4"
    url: str  # where it is read
    page_of: UUID  # the id in that address


def fill(
    request: PageRequest, form: AddendumForm, *, of_kind: str, engagement_id: UUID, page_of: UUID
) -> None:
    """What was typed into the form below a signed record and not sent. Arguments as in About."""
    _boxes(request, ADDENDA[of_kind], engagement_id, page_of).fill(form)


def add(request: PageRequest, about: About) -> AddendumForm | None:
    """Add what was sent. Returns the form if it says what is wrong, else None."""
    form = AddendumForm(request.POST, auto_id="add_%s")
    if not form.is_valid():
        return form
    actions.add_addendum(
        actor=request.actor,
        engagement_id=about.engagement_id,
        of_kind=about.of_kind,
        of_id=about.of_id,
        reason=form.cleaned_data["reason"],
        text=form.cleaned_data["text"],
        now=clock.now(),
        row_id=sending(request, who=request.actor.user_id),
    )
    _boxes(request, ADDENDA[about.of_kind], about.engagement_id, about.page_of).take(form)
    messages.success(request, "Added.")
    return None


def enter_in_error(request: PageRequest, about: About) -> HttpResponse:
    """The page that says what it does, and the act."""
    form = InErrorForm(request.POST if request.method == "POST" else None)
    boxes = _boxes(request, IN_ERROR[about.of_kind], about.engagement_id, about.page_of)
    if form.is_valid():
        actions.mark_in_error(
            actor=request.actor,
            engagement_id=about.engagement_id,
            of_kind=about.of_kind,
            of_id=about.of_id,
            reason=form.cleaned_data["reason"],
            now=clock.now(),
            row_id=sending(request, who=request.actor.user_id),
        )
        boxes.take(form)
        messages.success(request, "Entered in error. Its words are not shown any more.")
        return redirect(about.url)
    boxes.fill(form)
    context = {"form": form, "about": about, "kept": "What you typed is still here."}
    context["is_client"] = request.actor.role == CLIENT
    status = HTTPStatus.BAD_REQUEST if form.errors else HTTPStatus.OK
    return render(request, "reviews/amendments/in_error.html", context, status=status)


def _boxes(request: PageRequest, place: Place, engagement_id: UUID, page_of: UUID) -> Boxes:
    return Boxes(place, actor=request.actor, engagement_id=engagement_id, about=page_of)
