"""The client's reply to feedback: saved, looked over, sent; added to, or entered in error."""

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import NotAllowed, NotFound, Stale, WrongState
from accounts.errors import changed_meanwhile
from accounts.gate import PageRequest, open_to
from accounts.roles import CLIENT
from reviews.amendments import views as amendments
from reviews.engagements.queries import see_engagement
from reviews.feedback import actions, kept, queries
from reviews.feedback.forms import ReplyForm, VersionForm
from reviews.feedback.views import reading_page
from tracker.lib import clock

SENT_MEANWHILE = (
    "Your reply was sent in the meantime, perhaps in another tab, or the feedback was entered in "
    "error. What you sent now was not saved. You can copy it from here."
)
MORE_WAS_TYPED = (
    "You typed more than is saved in your reply, and all of it is here. Nothing was sent yet: save "
    "it first, then look it over."
)


@open_to(CLIENT)
@sensitive_post_parameters()
@require_POST
def save(request: PageRequest, feedback_id: UUID) -> HttpResponse:
    """Keep the reply's draft. Nobody else can tell of it until it is sent."""
    feedback = queries.get_published(actor=request.actor, feedback_id=feedback_id)
    form = ReplyForm(request.POST)
    if not form.is_valid():
        reply = queries.find_reply(actor=request.actor, feedback=feedback)
        if reply is not None and reply.state != reply.DRAFT:
            return _kept(request, form, feedback_id)
        return reading_page(request, feedback_id, reply_form=form)
    try:
        actions.save_reply(
            actor=request.actor,
            feedback=feedback,
            fields=form.words(),
            version=form.cleaned_data["version"],
            now=clock.now(),
        )
    except Stale:
        return _stale_page(request, feedback_id)
    except WrongState:
        return _kept(request, form, feedback_id)
    kept.boxes_of_reply(request.actor, feedback.engagement_id, feedback_id).take(form)
    if "over" in request.POST:
        return redirect("feedback:look_over_reply", feedback_id=feedback_id)
    messages.success(request, "Saved. Only you can see your reply until you send it.")
    return redirect("desk:your_page")


@open_to(CLIENT)
@require_http_methods(["GET", "HEAD", "POST"])
def look_over(request: PageRequest, feedback_id: UUID) -> HttpResponse:
    """The reply as the clinician would read it, and sending it."""
    feedback = queries.get_published(actor=request.actor, feedback_id=feedback_id)
    reply = queries.find_reply(actor=request.actor, feedback=feedback)
    if reply is None:
        raise NotFound
    if request.method == "POST":
        if _more_was_typed(request, feedback.engagement_id, feedback_id):
            return redirect("feedback:read", feedback_id=feedback_id)
        return _send(request, feedback_id)
    if reply.state != reply.DRAFT:
        return redirect("feedback:read", feedback_id=feedback_id)
    if _more_was_typed(request, feedback.engagement_id, feedback_id):
        return redirect("feedback:read", feedback_id=feedback_id)
    return _over_page(request, feedback_id)


@open_to(CLIENT)
@require_POST
def discard(request: PageRequest, feedback_id: UUID) -> HttpResponse:
    """One click: nobody is told, because nobody knows of it."""
    feedback = queries.get_published(actor=request.actor, feedback_id=feedback_id)
    actions.discard_reply(actor=request.actor, feedback=feedback)
    kept.boxes_of_reply(request.actor, feedback.engagement_id, feedback_id).discard()
    messages.success(request, "Discarded: the reply you had begun. Nothing of it was kept.")
    if "listed" in request.POST:
        return redirect("unfinished:all")
    return redirect("feedback:read", feedback_id=feedback_id)


@open_to(CLIENT)
@sensitive_post_parameters()
@require_POST
def add(request: PageRequest, feedback_id: UUID) -> HttpResponse:
    """An addendum to one's own reply."""
    form = amendments.add(request, _about(request, feedback_id))
    if form is not None:
        return reading_page(request, feedback_id, addendum=form)
    return redirect("feedback:read", feedback_id=feedback_id)


@open_to(CLIENT)
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def in_error(request: PageRequest, feedback_id: UUID) -> HttpResponse:
    return amendments.enter_in_error(request, _about(request, feedback_id))


def _stale_page(request: PageRequest, feedback_id: UUID) -> HttpResponse:
    """What was typed again, with the version that is saved now; the saved text stands beside it."""
    feedback = queries.get_published(actor=request.actor, feedback_id=feedback_id)
    reply = queries.find_reply(actor=request.actor, feedback=feedback)
    data = request.POST.copy()
    data["version"] = str(reply.version if reply else 0)
    again = ReplyForm(data)
    again.is_valid()
    return reading_page(
        request, feedback_id, reply_form=again, saved=True, status=HTTPStatus.CONFLICT
    )


def _send(request: PageRequest, feedback_id: UUID) -> HttpResponse:
    form = VersionForm(request.POST)
    if not form.is_valid():
        return _over_page(request, feedback_id, status=HTTPStatus.BAD_REQUEST)
    try:
        actions.send_reply(
            actor=request.actor,
            feedback=queries.get_published(actor=request.actor, feedback_id=feedback_id),
            version=form.cleaned_data["version"],
            now=clock.now(),
        )
    except Stale:
        return _over_page(request, feedback_id, changed=True, status=HTTPStatus.CONFLICT)
    except NotAllowed:
        return _over_page(request, feedback_id, status=HTTPStatus.BAD_REQUEST)
    messages.success(request, "Sent. It stays as it is; you can add to it.")
    return redirect("feedback:read", feedback_id=feedback_id)


def _more_was_typed(request: PageRequest, engagement_id: UUID, feedback_id: UUID) -> bool:
    """What goes out is what was looked over: words typed since then are read first."""
    more = bool(kept.boxes_of_reply(request.actor, engagement_id, feedback_id).found())
    if more:
        messages.warning(request, MORE_WAS_TYPED)
    return more


def _over_page(
    request: PageRequest,
    feedback_id: UUID,
    *,
    changed: bool = False,
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    seen = queries.read_feedback(actor=request.actor, feedback_id=feedback_id)
    if seen.reply is None or seen.reply.state != "draft":
        raise WrongState
    context = {
        "engagement": see_engagement(actor=request.actor, engagement_id=seen.engagement_id),
        "feedback": seen,
        "changed": changed,
    }
    return render(request, "reviews/feedback/look_over_reply.html", context, status=status)


def _kept(request: PageRequest, form: ReplyForm, feedback_id: UUID) -> HttpResponse:
    return changed_meanwhile(
        request,
        SENT_MEANWHILE,
        back_url=reverse("feedback:read", args=[feedback_id]),
        kept_text=form.typed(),
    )


def _about(request: PageRequest, feedback_id: UUID) -> amendments.About:
    feedback = queries.get_published(actor=request.actor, feedback_id=feedback_id)
    reply = queries.find_reply(actor=request.actor, feedback=feedback)
    if reply is None:
        raise NotFound
    return amendments.About(
        engagement_id=feedback.engagement_id,
        of_kind="reply",
        of_id=reply.id,
        called="your reply",
        url=reverse("feedback:read", args=[feedback_id]),
        page_of=feedback_id,
    )
