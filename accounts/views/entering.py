"""Ways in: the home of each role, the first practice, an invitation."""

from functools import wraps
from http import HTTPStatus
from typing import Any

from allauth.account import views as allauth_views
from allauth.core import ratelimit
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.debug import sensitive_post_parameters

from accounts import actions, demo, doors, first_run, notices
from accounts.access import NotFound, WrongState
from accounts.context import HOME
from accounts.doors import InvitationFound
from accounts.forms import FirstRunForm, JoinForm
from accounts.gate import PageRequest, open_to
from accounts.roles import EMPLOYER_CONTACT, EVERY_ROLE, EVERYONE, ROLES
from accounts.signing_in import enter_role, sign_in_new


@open_to(*EVERY_ROLE)
def home(request: PageRequest) -> HttpResponseBase:
    return redirect(HOME[request.actor.role])


@open_to(EVERYONE)
@sensitive_post_parameters()
def begin(request: HttpRequest) -> HttpResponseBase:
    """The first-run page: one practice, one administrator, once, against the one-time code."""
    if not first_run.is_open():
        raise NotFound
    form = FirstRunForm(request.POST or None, initial={"zone": "America/New_York"})
    if request.method == "POST" and form.is_valid():
        if not ratelimit.consume(request, action="first_run"):
            refused: HttpResponseBase = ratelimit.respond_429(request)
            return refused
        values = {k: v for k, v in form.cleaned_data.items() if k != "password_again"}
        try:
            user = first_run.found_practice(**values)
        except first_run.WrongCode:
            form.add_error("code", "This is not the code that was printed. Look at it again.")
        else:
            return sign_in_new(request, user=user, onward="/")
    return render(request, "accounts/begin.html", {"form": form})


@open_to(EVERYONE)
@sensitive_post_parameters()
def accept(request: HttpRequest, token: str) -> HttpResponseBase:
    """An invitation's link. The address it was sent to is the only one it opens anything for."""
    found = doors.find_invitation(token_hash=notices.hash_token(token))
    if found is None:
        raise NotFound
    if found.state != "open":
        if found.role == EMPLOYER_CONTACT and found.state != "used":
            raise NotFound  # neither that it ended nor that it was taken back is theirs to know
        return _closed(request, found)
    if found.has_account:
        return _accept_known(request, token, found)
    if request.user.is_authenticated:
        return _other_person(request, found)
    form = JoinForm(request.POST or None, initial={"zone": found.organization_zone})
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            user = actions.accept_invitation_new(
                token=token, password=values["password"], zone=values["zone"]
            )
        except WrongState:  # used or withdrawn in this moment: the page now says so
            return redirect("accounts:accept", token)
        return sign_in_new(request, user=user, onward=reverse("mfa_activate_totp"))
    context = {"form": form, **_about(found)}
    return render(request, "accounts/accept.html", context)


def _accept_known(request: HttpRequest, token: str, found: InvitationFound) -> HttpResponseBase:
    if not request.user.is_authenticated:
        return render(request, "accounts/accept_sign_in.html", _about(found))
    if request.user.email.lower() != found.email.lower():
        return _other_person(request, found)
    if request.method == "POST":
        try:
            membership_id = actions.accept_invitation_known(token=token, user=request.user)
        except WrongState:
            return redirect("accounts:accept", token)
        enter_role(request, membership_id=membership_id)
        messages.success(request, f"You are now signed in as: {ROLES[found.role].on_screen}.")
        return redirect("accounts:home")
    return render(request, "accounts/accept_known.html", _about(found))


def _other_person(request: HttpRequest, found: InvitationFound) -> HttpResponse:
    return render(request, "accounts/accept_other.html", _about(found), status=HTTPStatus.FORBIDDEN)


def _closed(request: HttpRequest, found: InvitationFound) -> HttpResponse:
    return render(request, "accounts/accept_closed.html", _about(found), status=HTTPStatus.GONE)


def _about(found: InvitationFound) -> dict[str, Any]:
    return {
        "invitation": found,
        "role": ROLES[found.role].on_screen,
        "for_contact": found.role == EMPLOYER_CONTACT,
    }


@open_to(EVERYONE)
@sensitive_post_parameters()
def demo_sign_in(request: HttpRequest) -> HttpResponseBase:
    """One click on a persona's card; routed in demo mode alone."""
    if not settings.DEMO or request.method != "POST":
        raise NotFound
    persona = demo.find_persona(request.POST.get("person", ""))
    response = demo.sign_in(request, persona=persona)
    if response is None:
        messages.error(request, f"Signing in as {persona.name} did not work. Try it once more.")
        return redirect("account_login")
    onward = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(onward, allowed_hosts={request.get_host()}):
        return redirect(onward)
    return response


@wraps(allauth_views.logout)
def sign_out(request: HttpRequest) -> HttpResponseBase:
    """allauth's, and the browser drops what it kept of our pages."""
    response: HttpResponseBase = allauth_views.logout(request)
    if request.method == "POST":
        response["Clear-Site-Data"] = '"cache", "storage"'
    return response
