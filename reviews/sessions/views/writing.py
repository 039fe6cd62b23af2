"""Logging a session: begun, saved, discarded; nothing that was typed is lost."""

from datetime import date
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import NotFound, Stale, WrongState
from accounts.errors import changed_meanwhile
from accounts.gate import PageRequest, open_to
from accounts.roles import CLINICIAN
from reviews.checkins.queries import get_checkin
from reviews.commitments.queries import list_commitments
from reviews.engagements.queries import get_engagement, see_engagement
from reviews.sessions import actions, kept, queries
from reviews.sessions.forms import SessionForm, initial_of, initial_of_new
from reviews.sessions.queries import SessionSeen
from reviews.unsent.boxes import Boxes
from tracker.lib import clock, dates

GONE = (
    "There is no such draft now. Perhaps it was discarded in another tab. What you sent was not "
    "saved; you can copy it from here."
)
SIGNED_MEANWHILE = (
    "This log was signed in the meantime, perhaps in another tab. What was signed stays as it is; "
    "what you sent now was not saved. You can copy it from here and add it there."
)
HAS_ONE = "This check-in has its log already, or it takes none now."


@open_to(CLINICIAN)
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def begin_for_checkin(request: PageRequest, checkin_id: UUID) -> HttpResponse:
    """The log of a check-in: the one that exists, or a new one."""
    checkin = get_checkin(actor=request.actor, checkin_id=checkin_id)
    if request.method == "POST":
        return _begin(request, checkin.engagement_id, checkin_id)
    existing = queries.list_of_checkin(actor=request.actor, checkin=checkin)
    if existing:
        return redirect("sessions:read", session_id=existing[0].id)
    boxes = kept.boxes_of_new(request.actor, checkin.engagement_id, checkin_id)
    return _new_page(request, boxes, on_date=min(checkin.on_date, _today()))


@open_to(CLINICIAN)
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: PageRequest, engagement_id: UUID) -> HttpResponse:
    """The log of a talk between two check-ins."""
    if request.method == "POST":
        return _begin(request, engagement_id, None)
    return _new_page(
        request, kept.boxes_of_new(request.actor, engagement_id, None), on_date=_today()
    )


@open_to(CLINICIAN)
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: PageRequest, session_id: UUID) -> HttpResponse:
    """One's own unsigned log. What is sent is saved, whatever happens next."""
    if request.method == "POST":
        return _save_and_go_on(request, session_id)
    own = queries.get_own_session(actor=request.actor, session_id=session_id)
    if own.state != own.DRAFT:
        return redirect("sessions:read", session_id=session_id)
    seen = queries.open_session_draft(actor=request.actor, session_id=session_id)
    boxes = kept.boxes_of_draft(request.actor, own)
    form = SessionForm(initial=initial_of(seen), today=_today(), typed_into=boxes.found())
    return _writing_page(request, boxes, form, session=seen)


@open_to(CLINICIAN)
@require_POST
def discard(request: PageRequest, session_id: UUID) -> HttpResponse:
    """One click: nobody is told, because nobody knows of it."""
    own = queries.get_own_session(actor=request.actor, session_id=session_id)
    actions.discard_session(actor=request.actor, session=own, now=clock.now())
    kept.boxes_of_draft(request.actor, own).discard()
    day = dates.month_day(own.on_date)
    messages.success(request, f"Discarded: the log of {day}. Nothing of it was kept.")
    if "listed" in request.POST:
        return redirect("unfinished:all")
    return redirect("desk:person", engagement_id=own.engagement_id)


def _begin(request: PageRequest, engagement_id: UUID, checkin_id: UUID | None) -> HttpResponse:
    engagement = get_engagement(actor=request.actor, engagement_id=engagement_id)
    checkin = get_checkin(actor=request.actor, checkin_id=checkin_id) if checkin_id else None
    form = SessionForm(request.POST, today=_today())
    boxes = kept.boxes_of_new(request.actor, engagement_id, checkin_id)
    if not form.is_valid():
        return _writing_page(request, boxes, form, status=HTTPStatus.BAD_REQUEST)
    page = form.cleaned_data["page"]
    try:
        row = actions.begin_session(
            actor=request.actor,
            engagement=engagement,
            checkin=checkin,
            fields=form.session_fields(),
            now=clock.now(),
            session_id=page,
        )
    except WrongState:
        return _begun_already(request, boxes, form, checkin, page)
    boxes.take(form)
    return _go_on(request, row.id, engagement_id)


def _begun_already(
    request: PageRequest, boxes: Boxes, form: SessionForm, checkin: Any, page: UUID | None
) -> HttpResponse:
    """A second tab began the same log, or the form was sent twice: nothing of it is lost."""
    heads = queries.list_of_checkin(actor=request.actor, checkin=checkin) if checkin else []
    begun = next((head.id for head in heads), page)
    if begun is not None and queries.is_own_draft(actor=request.actor, session_id=begun):
        boxes.take(form)  # from here on it is typed into the draft that exists
        return _stale_page(request, begun, form)
    back = reverse("sessions:read", args=[heads[0].id]) if heads else "/"
    return changed_meanwhile(request, HAS_ONE, back_url=back, kept_text=form.typed())


def _save_and_go_on(request: PageRequest, session_id: UUID) -> HttpResponse:
    form = SessionForm(request.POST, today=_today())
    try:
        own = queries.get_own_session(actor=request.actor, session_id=session_id)
    except NotFound:
        if not form.typed():
            raise
        return changed_meanwhile(
            request, GONE, back_url="/", kept_text=form.typed(), status=HTTPStatus.NOT_FOUND
        )
    read_url = reverse("sessions:read", args=[session_id])
    if own.state != own.DRAFT:
        return changed_meanwhile(
            request, SIGNED_MEANWHILE, back_url=read_url, kept_text=form.typed()
        )
    if not form.is_valid():
        return _writing_page(
            request,
            kept.boxes_of_draft(request.actor, own),
            form,
            session=queries.open_session_draft(actor=request.actor, session_id=session_id),
            status=HTTPStatus.BAD_REQUEST,
        )
    try:
        actions.save_session(
            actor=request.actor,
            session=own,
            fields=form.session_fields(),
            version=form.cleaned_data["version"],
            now=clock.now(),
        )
    except Stale:
        return _stale_page(request, session_id, form)
    except WrongState:
        return changed_meanwhile(
            request, SIGNED_MEANWHILE, back_url=read_url, kept_text=form.typed()
        )
    kept.boxes_of_draft(request.actor, own).take(form)
    return _go_on(request, session_id, own.engagement_id)


def _go_on(request: PageRequest, session_id: UUID, engagement_id: UUID) -> HttpResponse:
    if "over" in request.POST:
        return redirect("sessions:look_over", session_id=session_id)
    messages.success(request, "Saved. Only you can see it until you sign it.")
    if "stay" in request.POST:
        return redirect("sessions:write", session_id=session_id)
    return redirect("desk:person", engagement_id=engagement_id)


def _stale_page(request: PageRequest, session_id: UUID, form: SessionForm) -> HttpResponse:
    """What was typed again, with the version that is saved now; the saved text stands beside it."""
    saved = queries.open_session_draft(actor=request.actor, session_id=session_id)
    data = request.POST.copy()
    data["version"] = str(saved.version)
    again = SessionForm(data, today=form.today)
    again.is_valid()
    own = queries.get_session_draft(actor=request.actor, session_id=session_id)
    return _writing_page(
        request,
        kept.boxes_of_draft(request.actor, own),
        again,
        session=saved,
        saved=saved,
        status=HTTPStatus.CONFLICT,
    )


def _new_page(request: PageRequest, boxes: Boxes, *, on_date: date) -> HttpResponse:
    initial = initial_of_new(on_date=on_date)
    form = SessionForm(initial=initial, today=_today(), typed_into=boxes.found())
    return _writing_page(request, boxes, form)


def _writing_page(  # noqa: PLR0913 - a new log, a saved one, one with errors, a stale one
    request: PageRequest,
    boxes: Boxes,
    form: SessionForm,
    *,
    session: SessionSeen | None = None,
    saved: SessionSeen | None = None,
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    boxes.fill(form)
    engagement_id = boxes.engagement_id
    context = {
        "engagement": see_engagement(actor=request.actor, engagement_id=engagement_id),
        "form": form,
        "session": session,
        "action": reverse("sessions:write", args=[session.head.id]) if session else "",
        "saved": saved or (session if boxes.covers else None),
        "restored": saved is None,
        "kept": "Your text is still here, but not saved.",
        "commitments_before": list_commitments(actor=request.actor, engagement_id=engagement_id),
    }
    return render(request, "reviews/sessions/write.html", context, status=status)


def _today() -> date:
    return dates.local(clock.now()).date()
