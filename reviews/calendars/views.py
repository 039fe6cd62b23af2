"""The address of one's own calendar, and what a calendar program gets there."""

from urllib.parse import urlsplit

from allauth.core.internal import ratelimit  # the public one lets every GET through
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.gate import PageRequest, open_to
from accounts.roles import CLIENT, CLINICIAN, EVERYONE
from reviews.calendars import actions, feed, queries
from tracker.lib import clock


@open_to(CLIENT, CLINICIAN)
@require_safe
def home(request: PageRequest) -> HttpResponse:
    return _page(request, address="")


@open_to(CLIENT, CLINICIAN)
@require_POST
def make(request: PageRequest) -> HttpResponse:
    """A new address, shown on the answer and never again."""
    token = actions.make_address(actor=request.actor, now=clock.now())
    return _page(request, address=settings.PUBLIC_URL + reverse("calendars:read", args=[token]))


@open_to(CLIENT, CLINICIAN)
@require_POST
def revoke(request: PageRequest) -> HttpResponse:
    actions.revoke_address(actor=request.actor, now=clock.now())
    messages.success(request, "Nothing can be read at that address anymore.")
    return redirect("calendars:home")


@open_to(EVERYONE)
@require_safe
def read(request: HttpRequest, token: str) -> HttpResponse:
    """What a calendar program gets: times, or the 404 of any address there is not."""
    token_hash = actions.hash_token(token)
    if not ratelimit.consume(
        request, app="allauth.account", action="calendar", key=token_hash.hex(), limit_get=True
    ):
        refused: HttpResponse = ratelimit.handler429(request)
        return refused
    name, events = queries.find_calendar(token_hash=token_hash)
    host = urlsplit(settings.PUBLIC_URL).hostname or "localhost"
    content = feed.write(name, events, host=host, now=clock.now())
    return HttpResponse(content, content_type="text/calendar; charset=utf-8")


def _page(request: PageRequest, *, address: str) -> HttpResponse:
    context = {
        "address": address,
        "made_at": queries.made_at(actor=request.actor),
        "codes": request.actor.role == CLINICIAN,
    }
    return render(request, "reviews/calendars/home.html", context)
