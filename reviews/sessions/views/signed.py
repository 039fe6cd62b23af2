"""Reading a signed log, adding to it, withdrawing it from view."""

from http import HTTPStatus
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.gate import PageRequest, open_to
from accounts.roles import CLIENT, CLINICIAN
from reviews.amendments import views as amendments
from reviews.amendments.forms import AddendumForm
from reviews.engagements.queries import see_engagement
from reviews.sessions import queries
from tracker.lib import dates


@open_to(CLIENT, CLINICIAN)
@require_safe
def read(request: PageRequest, session_id: UUID) -> HttpResponse:
    """A signed log, for both people. Every reading enters the trail."""
    if request.actor.role == CLINICIAN and queries.is_own_draft(
        actor=request.actor, session_id=session_id
    ):
        return redirect("sessions:write", session_id=session_id)
    return _reading_page(request, session_id, form=AddendumForm(auto_id="add_%s"))


@open_to(CLINICIAN)
@sensitive_post_parameters()
@require_POST
def add(request: PageRequest, session_id: UUID) -> HttpResponse:
    """An addendum by the log's own author."""
    form = amendments.add(request, _about(request, session_id))
    if form is not None:
        return _reading_page(request, session_id, form=form)
    return redirect("sessions:read", session_id=session_id)


@open_to(CLINICIAN)
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def in_error(request: PageRequest, session_id: UUID) -> HttpResponse:
    return amendments.enter_in_error(request, _about(request, session_id))


def _reading_page(request: PageRequest, session_id: UUID, *, form: AddendumForm) -> HttpResponse:
    seen = queries.read_session(actor=request.actor, session_id=session_id)
    is_author = seen.author_id == request.actor.user_id
    if is_author:
        amendments.fill(
            request,
            form,
            of_kind="session",
            engagement_id=seen.head.engagement_id,
            page_of=session_id,
        )
    context = {
        "engagement": see_engagement(actor=request.actor, engagement_id=seen.head.engagement_id),
        "session": seen,
        "day": dates.month_day(seen.head.on_date),
        "is_client": request.actor.role == CLIENT,
        "is_author": is_author,
        "form": form,
        "kept": "What you typed is still here.",
    }
    status = HTTPStatus.BAD_REQUEST if form.errors else HTTPStatus.OK
    return render(request, "reviews/sessions/read.html", context, status=status)


def _about(request: PageRequest, session_id: UUID) -> amendments.About:
    row = queries.get_signed_session(actor=request.actor, session_id=session_id)
    return amendments.About(
        engagement_id=row.engagement_id,
        of_kind="session",
        of_id=row.id,
        called=f"the log of {dates.month_day(row.on_date)}",
        url=reverse("sessions:read", args=[row.id]),
        page_of=row.id,
    )
