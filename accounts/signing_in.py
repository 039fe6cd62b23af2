"""Signing in somebody who chose their password a moment ago."""

from uuid import UUID

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


def enter_role(request: HttpRequest, *, membership_id: UUID) -> bool:
    """Be in another of one's own roles, under a new session key; False if it is not one's own."""
    if choose_membership(request, wanted=membership_id) is None:
        return False
    request.session.cycle_key()
    return True
