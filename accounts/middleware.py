"""From the session to the actor: who is asking, in which role, for how much longer.

The session names a membership; the database checks it again at the start of each transaction and
takes the role from it. Source: docs/architecture.md, "Three gates".
"""

import zoneinfo
from collections.abc import Callable
from contextlib import suppress
from http import HTTPStatus
from uuid import UUID

import structlog
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.db import transaction
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from accounts import audit, queries
from accounts.access import Actor, NotAllowed, NotFound, NotFresh, Stale, WrongState, acting_as
from accounts.errors import answer, signed_out, wants_json
from accounts.roles import CLIENT, EMPLOYER_CONTACT, ROLES
from tracker.lib import session as database_session
from tracker.lib.session import MembershipEnded

log = structlog.get_logger()
Handler = Callable[[HttpRequest], HttpResponseBase]

NO_ACTOR = ("/healthz", "/static/", "/mails/stop/", "/calendar/feed/")
# What opens before a required second factor is enrolled.
BEFORE_FACTOR = (
    "account_logout",
    "account_reauthenticate",
    "mfa_reauthenticate",
    "mfa_activate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "accounts:stay",
    "about:privacy",
    "about:accessibility",
    "about:help",
)
NOT_ACTIVITY = ("/token/",)
STATUS = {
    NotFound: HTTPStatus.NOT_FOUND,
    NotAllowed: HTTPStatus.FORBIDDEN,
    NotFresh: HTTPStatus.FORBIDDEN,
    WrongState: HTTPStatus.CONFLICT,
    Stale: HTTPStatus.CONFLICT,
}
MEMBERSHIP = "membership"
SEEN = "seen"
BEGAN = "began"  # when the person signed in, in seconds


class ActorMiddleware:
    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.actor = None  # type: ignore[attr-defined] # ours
        if request.path.startswith(NO_ACTOR) or not request.user.is_authenticated:
            return self.get_response(request)
        if _idle_too_long(request):
            logout(request)
            messages.info(request, "You were signed out because nothing was typed for a while.")
            return self.get_response(request)
        if _signed_in_too_long(request):
            logout(request)
            messages.info(request, "You were signed out because you signed in long ago.")
            return self.get_response(request)
        actor = actor_of_session(request)
        if actor is None:
            return self._without_membership(request)
        _note_activity(request, actor)
        _activate_zone(request)
        if self._must_enroll(request, actor):
            return HttpResponseRedirect(reverse("mfa_activate_totp"))
        request.actor = actor  # type: ignore[attr-defined] # ours
        try:
            with acting_as(actor):
                return self.get_response(request)
        except MembershipEnded:  # entering is refused here when a transaction is open already
            return self._membership_ended(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponseBase | None:
        """The one place where the domain's refusals become answers."""
        if isinstance(error, MembershipEnded):
            return self._membership_ended(request)
        status = STATUS.get(type(error))
        if status is None:
            return None
        _record_refusal(request, status)
        return answer(request, status)

    def _membership_ended(self, request: HttpRequest) -> HttpResponseBase:
        logout(request)
        return signed_out(request) if wants_json(request) else redirect("account_login")

    def _without_membership(self, request: HttpRequest) -> HttpResponseBase:
        """Signed in, and in no practice: only leaving, or joining by an invitation, is left."""
        if request.path == reverse("account_logout") or request.path.startswith("/join/"):
            return self.get_response(request)
        return render(request, "accounts/no_practice.html", status=HTTPStatus.FORBIDDEN)

    def _must_enroll(self, request: HttpRequest, actor: Actor) -> bool:
        if not ROLES[actor.role].second_factor or request.session.get("has_factor"):
            return False
        if queries.has_second_factor(user_id=actor.user_id):
            request.session["has_factor"] = True  # a changed factor ends the other sessions
            return False
        return request.path not in {reverse(name) for name in BEFORE_FACTOR}


def actor_of_session(request: HttpRequest) -> Actor | None:
    """The actor the session names; the first live membership when it names none yet."""
    chosen = request.session.get(MEMBERSHIP)
    if chosen is None:
        chosen = choose_membership(request, wanted=None)
        if chosen is None:
            return None
    return Actor(
        user_id=_user_id(request),
        membership_id=UUID(chosen["id"]),
        organization_id=UUID(chosen["organization"]),
        role=chosen["role"],
    )


def choose_membership(request: HttpRequest, *, wanted: UUID | None) -> dict[str, str] | None:
    """Be in one role: `wanted`, or the oldest. Writes it to the session; None if there is none."""
    user_id = _user_id(request)
    identity = database_session.Identity(user_id=user_id)
    with database_session.identified(identity), transaction.atomic():
        memberships = queries.list_memberships(user_id=user_id)
    fitting = [m for m in memberships if wanted in (None, m.id)]
    if not fitting:
        return None
    membership = fitting[0]
    chosen = {
        "id": str(membership.id),
        "organization": str(membership.organization_id),
        "role": membership.role,
        "name": membership.display_name,
    }
    request.session[MEMBERSHIP] = chosen
    request.session["roles"] = [
        {"id": str(m.id), "name": ROLES[m.role].on_screen} for m in memberships
    ]
    return chosen


def _user_id(request: HttpRequest) -> UUID:
    if request.user.pk is None:
        raise NotFound
    return UUID(str(request.user.pk))


def idle_seconds(role: str) -> int:
    return settings.IDLE_SECONDS.get(role, settings.IDLE_SECONDS_STAFF)


def _idle_too_long(request: HttpRequest) -> bool:
    seen = request.session.get(SEEN)
    role = request.session.get(MEMBERSHIP, {}).get("role", "")
    return seen is not None and timezone.now().timestamp() - seen > idle_seconds(role)


def _signed_in_too_long(request: HttpRequest) -> bool:
    """Django's own limit begins anew whenever the session is written; this one does not."""
    now = timezone.now().timestamp()
    if BEGAN not in request.session:
        request.session[BEGAN] = int(now)
    return bool(now - request.session[BEGAN] > settings.SESSION_COOKIE_AGE)


def _note_activity(request: HttpRequest, actor: Actor) -> None:
    """Typing and going from page to page count; an open tab that only polls does not."""
    if request.path.endswith(NOT_ACTIVITY):
        return
    now = timezone.now().timestamp()
    if now - request.session.get(SEEN, 0) > 30:  # a write at most every half minute
        request.session[SEEN] = int(now)


def _activate_zone(request: HttpRequest) -> None:
    try:
        timezone.activate(zoneinfo.ZoneInfo(request.user.zone))  # type: ignore[union-attr] # ours
    except (zoneinfo.ZoneInfoNotFoundError, ValueError):
        timezone.deactivate()


def _record_refusal(request: HttpRequest, status: HTTPStatus) -> None:
    """In a transaction of its own: the refused one has been rolled back. It changes no answer.

    Which page a client or an employer contact was refused is not kept: it would tell whoever reads
    the practice's trail or the logs that a draft exists, or that a document does not any more. Nor
    is it for pages that say so themselves (accounts.gate.open_to).
    """
    actor: Actor | None = getattr(request, "actor", None)
    match = request.resolver_match
    route = (match.view_name if match else "") or ""
    said = getattr(match.func, "route_kept", True) if match else True
    if not said or (actor is not None and actor.role in (CLIENT, EMPLOYER_CONTACT)):
        route = ""
    log.info("refused", actor=str(actor.user_id) if actor else "", route=route, status=int(status))
    if actor is None or status not in (HTTPStatus.NOT_FOUND, HTTPStatus.FORBIDDEN):
        return
    with suppress(MembershipEnded), transaction.atomic():  # nobody writes for whoever has just left
        audit.record(
            verb="refused",
            object_kind="route",
            object_id=actor.membership_id,
            chain=actor.organization_id,
            chain_kind=audit.ORGANIZATION,
            payload={"route": route, "status": int(status)},
        )
