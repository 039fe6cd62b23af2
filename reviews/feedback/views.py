"""Giving feedback, reading it, and what the two of them add to it. Replying is replies.py's."""

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import NotAllowed, NotFound, Stale, WrongState
from accounts.errors import changed_meanwhile
from accounts.gate import PageRequest, open_to
from accounts.roles import CLIENT, CLINICIAN
from reviews.amendments import views as amendments
from reviews.amendments.forms import AddendumForm
from reviews.engagements.queries import get_engagement, see_engagement
from reviews.feedback import actions, kept, queries
from reviews.feedback.forms import (
    FeedbackForm,
    ReplyForm,
    VersionForm,
    initial_of_new,
    initial_of_reply,
)
from reviews.feedback.queries import FeedbackSeen
from reviews.sessions.queries import get_signed_session
from reviews.unsent.boxes import Boxes
from tracker.lib import clock, dates

GONE = (
    "There is no such draft now. Perhaps it was discarded in another tab. What you sent was not "
    "saved; you can copy it from here."
)
PUBLISHED_MEANWHILE = (
    "This feedback was published in the meantime, perhaps in another tab. It stays as it is; what "
    "you sent now was not saved. You can copy it from here and add it there."
)
MORE_WAS_TYPED = (
    "You typed more than is saved in this draft, and all of it is here. Nothing was published yet: "
    "save it first, then look it over."
)
# What helps beside the box, each a way to begin a sentence; none has to be used.
PROMPTS = [
    "Something I saw you do was …",
    "I want to slow down on a sentence of yours: …",
    "What I still do not understand is …",
    "Here I think you may be fooling yourself, and this makes me think so: …",
    "This seemed hard, and you did it anyway: …",
    "What I would say to somebody else today, and what I could not say: …",
    "What do you disagree with?",
    "What do we do before next time?",
]


@open_to(CLINICIAN)
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: PageRequest, engagement_id: UUID) -> HttpResponse:
    """New feedback, on its own."""
    get_engagement(actor=request.actor, engagement_id=engagement_id)
    return _begin(request, engagement_id, session_id=None)


@open_to(CLINICIAN)
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def begin_about(request: PageRequest, session_id: UUID) -> HttpResponse:
    """New feedback about a signed log."""
    session = get_signed_session(actor=request.actor, session_id=session_id)
    return _begin(request, session.engagement_id, session_id=session_id)


@open_to(CLINICIAN)
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: PageRequest, feedback_id: UUID) -> HttpResponse:
    """One's own unpublished feedback. What is sent is saved, whatever happens next."""
    if request.method == "POST":
        return _save_and_go_on(request, feedback_id)
    own = queries.get_own_feedback(actor=request.actor, feedback_id=feedback_id)
    if own.state != own.DRAFT:
        return redirect("feedback:read", feedback_id=feedback_id)
    seen = queries.open_feedback_draft(actor=request.actor, feedback_id=feedback_id)
    form = FeedbackForm(initial={"text": seen.text, "version": seen.version})
    boxes = kept.boxes_of_draft(request.actor, own)
    return _writing_page(request, boxes, form, feedback=seen)


@open_to(CLINICIAN)
@require_http_methods(["GET", "HEAD", "POST"])
def look_over(request: PageRequest, feedback_id: UUID) -> HttpResponse:
    """The feedback as the client would read it, and publishing it."""
    own = queries.get_own_feedback(actor=request.actor, feedback_id=feedback_id)
    if request.method == "POST":
        return _publish(request, feedback_id)
    if own.state != own.DRAFT:
        return redirect("feedback:read", feedback_id=feedback_id)
    if kept.boxes_of_draft(request.actor, own).found():
        return _more_was_typed(request, feedback_id)
    return _over_page(request, feedback_id)


@open_to(CLINICIAN)
@require_POST
def discard(request: PageRequest, feedback_id: UUID) -> HttpResponse:
    """One click: nobody is told, because nobody knows of it."""
    own = queries.get_own_feedback(actor=request.actor, feedback_id=feedback_id)
    actions.discard_feedback(actor=request.actor, feedback=own, now=clock.now())
    kept.boxes_of_draft(request.actor, own).discard()
    messages.success(request, "Discarded: the feedback you had begun. Nothing of it was kept.")
    if "listed" in request.POST:
        return redirect("unfinished:all")
    return redirect("desk:person", engagement_id=own.engagement_id)


@open_to(CLIENT, CLINICIAN)
@require_safe
def read(request: PageRequest, feedback_id: UUID) -> HttpResponse:
    """Published feedback with its reply inside, for both people. Every reading enters the trail."""
    if request.actor.role == CLINICIAN and queries.is_own_draft(
        actor=request.actor, feedback_id=feedback_id
    ):
        return redirect("feedback:write", feedback_id=feedback_id)
    return reading_page(request, feedback_id)


@open_to(CLINICIAN)
@sensitive_post_parameters()
@require_POST
def add(request: PageRequest, feedback_id: UUID) -> HttpResponse:
    """An addendum by the feedback's own author."""
    form = amendments.add(request, _about(request, feedback_id))
    if form is not None:
        return reading_page(request, feedback_id, addendum=form)
    return redirect("feedback:read", feedback_id=feedback_id)


@open_to(CLINICIAN)
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def in_error(request: PageRequest, feedback_id: UUID) -> HttpResponse:
    return amendments.enter_in_error(request, _about(request, feedback_id))


def reading_page(  # noqa: PLR0913 - it holds two forms, either of which may say what is wrong
    request: PageRequest,
    feedback_id: UUID,
    *,
    reply_form: ReplyForm | None = None,
    addendum: AddendumForm | None = None,
    saved: bool = False,
    status: HTTPStatus | None = None,
) -> HttpResponse:
    """The one page of published feedback.

    saved  the reply form is a stale one: what is saved now stands beside it.
    """
    seen = queries.read_feedback(actor=request.actor, feedback_id=feedback_id)
    is_client = request.actor.role == CLIENT
    reply = seen.reply
    can_reply = is_client and seen.error is None and (reply is None or reply.state == "draft")
    if can_reply and reply_form is None:
        reply_form = ReplyForm(initial=initial_of_reply(reply))
    boxes = kept.boxes_of_reply(request.actor, seen.engagement_id, feedback_id)
    if can_reply and reply_form is not None:
        boxes.fill(reply_form)
    addendum = addendum or AddendumForm(auto_id="add_%s")
    amendments.fill(
        request,
        addendum,
        of_kind="reply" if is_client else "feedback",
        engagement_id=seen.engagement_id,
        page_of=feedback_id,
    )
    faulty = next((form for form in (reply_form, addendum) if form and form.errors), None)
    context = {
        "engagement": see_engagement(actor=request.actor, engagement_id=seen.engagement_id),
        "feedback": seen,
        "is_client": is_client,
        "reply_form": reply_form if can_reply else None,
        "addendum_form": addendum,
        "form": faulty,
        "kept": "Your text is still here, but not saved.",
        "saved": reply.words if reply and (saved or boxes.covers) else None,
        "restored": not saved,
    }
    code = status or (HTTPStatus.BAD_REQUEST if faulty else HTTPStatus.OK)
    return render(request, "reviews/feedback/read.html", context, status=code)


def _begin(request: PageRequest, engagement_id: UUID, *, session_id: UUID | None) -> HttpResponse:
    boxes = kept.boxes_of_new(request.actor, engagement_id, session_id)
    if request.method != "POST":
        return _writing_page(request, boxes, FeedbackForm(initial=initial_of_new()))
    form = FeedbackForm(request.POST)
    if not form.is_valid():
        return _writing_page(request, boxes, form, status=HTTPStatus.BAD_REQUEST)
    actor = request.actor
    page = form.cleaned_data["page"]
    try:
        row = actions.begin_feedback(
            actor=actor,
            engagement=get_engagement(actor=actor, engagement_id=engagement_id),
            session=get_signed_session(actor=actor, session_id=session_id) if session_id else None,
            text=form.cleaned_data["text"],
            now=clock.now(),
            feedback_id=page,
        )
    except WrongState:
        if page is not None and queries.is_own_draft(actor=request.actor, feedback_id=page):
            boxes.take(form)  # from here on it is typed into the draft that exists
            return _stale_page(request, page, form)
        return changed_meanwhile(request, GONE, back_url="/", kept_text=form.typed())
    boxes.take(form)
    return _go_on(request, row.id, engagement_id)


def _save_and_go_on(request: PageRequest, feedback_id: UUID) -> HttpResponse:
    form = FeedbackForm(request.POST)
    try:
        own = queries.get_own_feedback(actor=request.actor, feedback_id=feedback_id)
    except NotFound:
        if not form.typed():
            raise
        return changed_meanwhile(
            request, GONE, back_url="/", kept_text=form.typed(), status=HTTPStatus.NOT_FOUND
        )
    read_url = reverse("feedback:read", args=[feedback_id])
    if own.state != own.DRAFT:
        return changed_meanwhile(
            request, PUBLISHED_MEANWHILE, back_url=read_url, kept_text=form.typed()
        )
    if not form.is_valid():
        return _writing_page(
            request,
            kept.boxes_of_draft(request.actor, own),
            form,
            feedback=queries.open_feedback_draft(actor=request.actor, feedback_id=feedback_id),
            status=HTTPStatus.BAD_REQUEST,
        )
    try:
        actions.save_feedback(
            actor=request.actor,
            feedback=own,
            text=form.cleaned_data["text"],
            version=form.cleaned_data["version"],
            now=clock.now(),
        )
    except Stale:
        return _stale_page(request, feedback_id, form)
    except WrongState:
        return changed_meanwhile(
            request, PUBLISHED_MEANWHILE, back_url=read_url, kept_text=form.typed()
        )
    kept.boxes_of_draft(request.actor, own).take(form)
    return _go_on(request, feedback_id, own.engagement_id)


def _go_on(request: PageRequest, feedback_id: UUID, engagement_id: UUID) -> HttpResponse:
    if "over" in request.POST:
        return redirect("feedback:look_over", feedback_id=feedback_id)
    messages.success(request, "Saved. Only you can see it until you publish it.")
    return redirect("desk:person", engagement_id=engagement_id)


def _stale_page(request: PageRequest, feedback_id: UUID, form: FeedbackForm) -> HttpResponse:
    """What was typed again, with the version that is saved now; the saved text stands beside it."""
    saved = queries.open_feedback_draft(actor=request.actor, feedback_id=feedback_id)
    data = request.POST.copy()
    data["version"] = str(saved.version)
    again = FeedbackForm(data)
    again.is_valid()
    own = queries.get_feedback_draft(actor=request.actor, feedback_id=feedback_id)
    boxes = kept.boxes_of_draft(request.actor, own)
    return _writing_page(
        request, boxes, again, feedback=saved, saved=saved, status=HTTPStatus.CONFLICT
    )


def _writing_page(  # noqa: PLR0913 - new, saved, with errors, or stale
    request: PageRequest,
    boxes: Boxes,
    form: FeedbackForm,
    *,
    feedback: FeedbackSeen | None = None,
    saved: FeedbackSeen | None = None,
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    boxes.fill(form)
    context = {
        "engagement": see_engagement(actor=request.actor, engagement_id=boxes.engagement_id),
        "form": form,
        "feedback": feedback,
        "action": reverse("feedback:write", args=[feedback.id]) if feedback else "",
        "saved": saved or (feedback if boxes.covers else None),
        "restored": saved is None,
        "prompts": PROMPTS,
        "kept": "Your text is still here, but not saved.",
    }
    return render(request, "reviews/feedback/write.html", context, status=status)


def _publish(request: PageRequest, feedback_id: UUID) -> HttpResponse:
    own = queries.get_own_feedback(actor=request.actor, feedback_id=feedback_id)
    form = VersionForm(request.POST)
    if own.state != own.DRAFT:
        raise WrongState
    if not form.is_valid():
        return _over_page(request, feedback_id, status=HTTPStatus.BAD_REQUEST)
    if kept.boxes_of_draft(request.actor, own).found():
        return _more_was_typed(request, feedback_id)
    try:
        actions.publish_feedback(
            actor=request.actor, feedback=own, version=form.cleaned_data["version"], now=clock.now()
        )
    except Stale:
        return _over_page(request, feedback_id, changed=True, status=HTTPStatus.CONFLICT)
    except NotAllowed:
        return _over_page(request, feedback_id, status=HTTPStatus.BAD_REQUEST)
    messages.success(request, "Published. The client can read it now, and reply.")
    return redirect("feedback:read", feedback_id=feedback_id)


def _more_was_typed(request: PageRequest, feedback_id: UUID) -> HttpResponse:
    messages.warning(request, MORE_WAS_TYPED)
    return redirect("feedback:write", feedback_id=feedback_id)


def _over_page(
    request: PageRequest,
    feedback_id: UUID,
    *,
    changed: bool = False,
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    seen = queries.open_feedback_draft(actor=request.actor, feedback_id=feedback_id)
    context = {
        "engagement": see_engagement(actor=request.actor, engagement_id=seen.engagement_id),
        "feedback": seen,
        "changed": changed,
    }
    return render(request, "reviews/feedback/look_over.html", context, status=status)


def _about(request: PageRequest, feedback_id: UUID) -> amendments.About:
    row = queries.get_published(actor=request.actor, feedback_id=feedback_id)
    day = dates.month_day(dates.local(row.published_at)) if row.published_at else ""
    return amendments.About(
        engagement_id=row.engagement_id,
        of_kind="feedback",
        of_id=row.id,
        called=f"the feedback of {day}",
        url=reverse("feedback:read", args=[row.id]),
        page_of=row.id,
    )
