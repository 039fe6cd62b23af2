"""Pages about the service, open to everyone, and the way out of it."""

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render

from accounts import queries
from accounts.crisis import crisis_numbers
from accounts.gate import open_to
from accounts.roles import EVERYONE


@open_to(EVERYONE)
def privacy(request: HttpRequest) -> HttpResponseBase:
    return render(request, "about/privacy.html")


@open_to(EVERYONE)
def accessibility(request: HttpRequest) -> HttpResponseBase:
    return render(request, "about/accessibility.html", _practice(request))


@open_to(EVERYONE)
def help_page(request: HttpRequest) -> HttpResponseBase:
    return render(request, "about/help.html", _practice(request))


@open_to(EVERYONE)
def leave(request: HttpRequest) -> HttpResponseBase:
    """Leave quickly: a neutral page somewhere else. The session stays, so that nothing is lost."""
    return HttpResponseRedirect(settings.LEAVE_URL)


def _practice(request: HttpRequest) -> dict[str, object]:
    """What the person's practice says of itself; nothing for somebody who is not signed in."""
    actor = getattr(request, "actor", None)
    if actor is None:
        return {"practice": None, "numbers": []}
    organization = queries.get_organization(actor=actor)
    return {"practice": organization, "numbers": crisis_numbers(organization.crisis_lines)}
