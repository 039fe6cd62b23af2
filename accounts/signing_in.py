"""Signing in, being in another role, and showing again who is there."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from allauth.account.decorators import reauthentication_required
from allauth.account.internal.flows.reauthentication import reauthenticate_by_password
from allauth.account.utils import perform_login
from django.http import HttpRequest, HttpResponseBase

from accounts.middleware import choose_membership
from accounts.models import User


def sign_in_new(request: HttpRequest, *, user: User, onward: str) -> HttpResponseBase:
    """Sign in through every stage; the password just typed counts as a fresh one."""
    response: HttpResponseBase = perform_login(request, user, redirect_url=onward)
    if request.user.is_authenticated:
        reauthenticate_by_password(request)
    return response


def freshly_signed_in(*, to_look: bool = True) -> Callable[[Any], Callable[..., HttpResponseBase]]:
    """Ask for the password again unless that was done in the last five minutes.

    to_look  False lets the page be looked at, and asks when it is sent. What was sent waits in the
    session meanwhile: for forms without confidential words alone.
    """

    def decorate(view: Any) -> Callable[..., HttpResponseBase]:
        guarded: Callable[..., HttpResponseBase] = reauthentication_required(
            view, allow_get=not to_look
        )
        return guarded

    return decorate


def enter_role(request: HttpRequest, *, membership_id: UUID) -> bool:
    """Be in another of one's own roles, under a new session key; False if it is not one's own."""
    if choose_membership(request, wanted=membership_id) is None:
        return False
    request.session.cycle_key()
    return True
