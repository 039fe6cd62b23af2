"""The day something reached the wrong person: close it in one act, and see who saw what."""

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts.gate import PageRequest, open_to
from accounts.queries import list_people
from accounts.roles import ADMINISTRATOR, CLINICIAN, EMPLOYER_CONTACT
from reviews.engagements.queries import see_engagement
from reviews.releases import closing_words, closings, doors, queries
from reviews.releases.forms import CloseForm, CloseReadersForm
from tracker.lib import clock

CLOSED = "Closed. {} can open nothing of it from now on. Those it is about are told."
EVERYBODY_OUT = "Everybody outside"


@open_to(CLINICIAN)
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def of_reader(request: PageRequest, recipient_id: UUID) -> HttpResponse:
    """Everything one client released to one reader: one page, one button."""
    actor, now = request.actor, clock.now()
    recipient = queries.get_recipient(actor=actor, recipient_id=recipient_id)
    name = queries.open_details(recipient).name
    # A form of one button may send no field: whether it is bound hangs on the method alone.
    form = CloseForm(request.POST if request.method == "POST" else None, request=request)
    if request.method == "POST" and form.is_valid():
        closings.close_reader(
            actor=actor, recipient=recipient, authenticated_at=form.authenticated_at, now=now
        )
        messages.success(request, CLOSED.format(name))
        return redirect("releases:close_reader", recipient_id=recipient_id)
    closed = doors.closed_openings(recipient_id=recipient_id)
    names = {row.reader_id: name for row in closed if row.reader_id is not None}
    context = {
        "form": form,
        "kept": "Nothing was closed yet.",
        "engagement": see_engagement(actor=actor, engagement_id=recipient.engagement_id),
        "name": name,
        "can_close": queries.has_unclosed(actor=actor, recipient=recipient, now=now),
        "closed": closing_words.closings(closed, names),
    }
    status = HTTPStatus.BAD_REQUEST if form.errors else HTTPStatus.OK
    return render(request, "reviews/releases/close_reader.html", context, status=status)


@open_to(ADMINISTRATOR)
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def of_practice(request: PageRequest) -> HttpResponse:
    """Everything one account was given, or everybody outside; by codes, without a text."""
    actor, now = request.actor, clock.now()
    contacts = [m for m in list_people(actor=actor) if m.role == EMPLOYER_CONTACT]
    names = {m.user_id: m.display_name or m.user.email for m in contacts}
    form = CloseReadersForm(
        request.POST if request.method == "POST" else None,
        request=request,
        readers=[(m.user_id, f"{names[m.user_id]}, {m.user.email}") for m in contacts],
    )
    if request.method == "POST" and form.is_valid():
        reader_id = form.reader_id()
        closings.close_readers(
            actor=actor, reader_id=reader_id, authenticated_at=form.authenticated_at, now=now
        )
        who = names[reader_id] if reader_id else EVERYBODY_OUT
        messages.success(request, CLOSED.format(who))
        return redirect("releases:close_readers")
    context = {
        "form": form,
        "kept": "Nothing was closed yet.",
        "closed": closing_words.closings(doors.closed_openings(recipient_id=None), names),
    }
    status = HTTPStatus.BAD_REQUEST if form.errors else HTTPStatus.OK
    return render(request, "reviews/releases/close_readers.html", context, status=status)
