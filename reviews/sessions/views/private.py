"""One's own process notes: written here, read here, and nowhere else."""

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts.gate import PageRequest, open_to
from accounts.roles import CLINICIAN
from reviews.engagements.queries import get_engagement, see_engagement
from reviews.sessions import actions, kept, queries
from reviews.sessions.forms import ProcessNoteForm
from tracker.lib import clock
from tracker.lib.forms import sending


@open_to(CLINICIAN)
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def private(request: PageRequest, engagement_id: UUID) -> HttpResponse:
    """One's own process notes: written here, read here, and nowhere else.

    When the work has gone on without their writer, they still read them here, and write no more.
    """
    code = queries.list_kept_notes(actor=request.actor).get(engagement_id)
    if code and request.method != "POST":
        return _kept_notes(request, engagement_id, code)
    engagement = get_engagement(actor=request.actor, engagement_id=engagement_id)
    form = ProcessNoteForm(request.POST if request.method == "POST" else None)
    boxes = kept.boxes_of_note(request.actor, engagement_id)
    if form.is_valid():
        actions.write_process_note(
            actor=request.actor,
            engagement=engagement,
            session=None,
            text=form.cleaned_data["text"],
            now=clock.now(),
            row_id=sending(request, who=request.actor.user_id),
        )
        boxes.take(form)
        messages.success(request, "Kept. Only you can read it.")
        return redirect("sessions:private", engagement_id=engagement_id)
    boxes.fill(form)
    context = {
        "engagement": see_engagement(actor=request.actor, engagement_id=engagement_id),
        "notes": queries.list_process_notes(actor=request.actor, engagement_id=engagement_id),
        "form": form,
        "kept": "Your text is still here.",
    }
    status = HTTPStatus.BAD_REQUEST if form.errors else HTTPStatus.OK
    return render(request, "reviews/sessions/private.html", context, status=status)


def _kept_notes(request: PageRequest, engagement_id: UUID, code: str) -> HttpResponse:
    notes = queries.list_process_notes(actor=request.actor, engagement_id=engagement_id)
    return render(request, "reviews/sessions/kept.html", {"code": code, "notes": notes})
