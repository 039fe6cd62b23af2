"""Reading what was handed over, and adding to it."""

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from accounts.gate import PageRequest, open_to
from accounts.roles import CLIENT, CLINICIAN
from reviews.journal import actions, queries
from reviews.journal.forms import AddendumForm
from reviews.journal.rules import NotReady
from reviews.journal.views.about import about
from reviews.unsent.boxes import Boxes
from reviews.unsent.places import ADDITION, ADDITION_BY_CLINICIAN
from tracker.lib import clock
from tracker.lib.forms import sending

NOT_ADDED = "Your text is still here, but not added:"


@open_to(CLIENT, CLINICIAN)
@require_safe
def read(request: PageRequest, entry_id: UUID) -> HttpResponse:
    """What was handed over, for both people. Every reading enters the trail."""
    return _reading_page(request, entry_id, form=AddendumForm())


@open_to(CLIENT, CLINICIAN)
@sensitive_post_parameters()
@require_POST
def add(request: PageRequest, entry_id: UUID) -> HttpResponse:
    """Something its writer adds; what was handed over stays as it is."""
    entry = queries.get_own_shared(actor=request.actor, entry_id=entry_id)
    form = AddendumForm(request.POST, printed=queries.writing_of(entry).printed)
    if not form.is_valid():
        return _reading_page(request, entry_id, form=form)
    try:
        actions.add_addendum(
            actor=request.actor,
            entry=entry,
            text=form.cleaned_data["text"],
            now=clock.now(),
            row_id=sending(request, who=request.actor.user_id),
        )
    except NotReady as refusal:
        first, *others = refusal.problems
        form.add_error("text", [f"{NOT_ADDED} {first}", *others])
        return _reading_page(request, entry_id, form=form)
    _boxes(request, entry.engagement_id, entry_id).take(form)
    messages.success(request, "Added.")
    return redirect("journal:read", entry_id=entry_id)


def _reading_page(request: PageRequest, entry_id: UUID, *, form: AddendumForm) -> HttpResponse:
    entry = queries.read_entry(actor=request.actor, entry_id=entry_id)
    context = about(request, entry)
    if context["mine"]:
        _boxes(request, entry.engagement_id, entry_id).fill(form)
    context |= {"form": form if context["mine"] else None, "kept": "What you typed is still here."}
    status = HTTPStatus.BAD_REQUEST if form.errors else HTTPStatus.OK
    return render(request, "reviews/journal/read.html", context, status=status)


def _boxes(request: PageRequest, engagement_id: UUID, entry_id: UUID) -> Boxes:
    place = ADDITION if request.actor.role == CLIENT else ADDITION_BY_CLINICIAN
    return Boxes(place, actor=request.actor, engagement_id=engagement_id, about=entry_id)
