"""Looking a log over as the client would read it, and signing it."""

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts.access import Stale, WrongState
from accounts.gate import PageRequest, open_to
from accounts.roles import CLINICIAN
from reviews.engagements.queries import see_engagement
from reviews.sessions import actions, kept, queries, rules
from reviews.sessions.forms import SignForm
from tracker.lib import clock

MORE_WAS_TYPED = (
    "You typed more than is saved in this log, and all of it is here. Nothing was signed yet: save "
    "it first, then look it over."
)


@open_to(CLINICIAN)
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def look_over(request: PageRequest, session_id: UUID) -> HttpResponse:
    """The log as the client would read it, and the signature."""
    own = queries.get_own_session(actor=request.actor, session_id=session_id)
    if request.method == "POST":
        return _sign(request, session_id)
    if own.state != own.DRAFT:
        return redirect("sessions:read", session_id=session_id)
    if kept.boxes_of_draft(request.actor, own).found():
        return _more_was_typed(request, session_id)
    return _over_page(request, session_id, form=None)


def _sign(request: PageRequest, session_id: UUID) -> HttpResponse:
    form = SignForm(request.POST, request=request)
    own = queries.get_own_session(actor=request.actor, session_id=session_id)
    if own.state != own.DRAFT:
        raise WrongState
    if not form.is_valid():
        return _over_page(request, session_id, form=form, status=HTTPStatus.BAD_REQUEST)
    if kept.boxes_of_draft(request.actor, own).found():
        return _more_was_typed(request, session_id)
    seen = queries.open_session_draft(actor=request.actor, session_id=session_id)
    if seen.missing or rules.against(own, now=clock.now()):
        return _over_page(request, session_id, form=None, status=HTTPStatus.BAD_REQUEST)
    try:
        actions.sign_session(
            actor=request.actor,
            session=own,
            version=form.cleaned_data["version"],
            authenticated_at=form.authenticated_at,
            now=clock.now(),
        )
    except Stale:
        return _over_page(request, session_id, form=None, changed=True, status=HTTPStatus.CONFLICT)
    messages.success(request, "Signed. The client can read it now. It stays as it is.")
    return redirect("sessions:read", session_id=session_id)


def _over_page(
    request: PageRequest,
    session_id: UUID,
    *,
    form: SignForm | None,
    changed: bool = False,
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    own = queries.get_own_session(actor=request.actor, session_id=session_id)
    seen = queries.open_session_draft(actor=request.actor, session_id=session_id)
    if form is None:
        form = SignForm(request=request, initial={"version": seen.version})
    labels = {"minutes": "Minutes", "format": "How you met", "done": "What was done"}
    context = {
        "engagement": see_engagement(actor=request.actor, engagement_id=seen.head.engagement_id),
        "session": seen,
        "missing": [labels[name] for name in seen.missing],
        "against": rules.against(own, now=clock.now()),
        "form": form,
        "kept": "Nothing was signed yet. Your text is saved.",
        "changed": changed,
    }
    return render(request, "reviews/sessions/look_over.html", context, status=status)


def _more_was_typed(request: PageRequest, session_id: UUID) -> HttpResponse:
    messages.warning(request, MORE_WAS_TYPED)
    return redirect("sessions:write", session_id=session_id)
