"""What every page knows: where one can go, who one is, when one will be signed out."""

import functools
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from accounts.access import Actor
from accounts.crisis import crisis_numbers
from accounts.middleware import MEMBERSHIP, SEEN, idle_seconds
from accounts.queries import get_organization
from accounts.roles import ADMINISTRATOR, CLIENT, CLINICIAN, EMPLOYER_CONTACT

# The four words of each role's navigation. Names of routes, in order.
NAVIGATION = {
    CLIENT: [
        ("Your page", "desk:your_page"),
        ("Timeline", "desk:timeline"),
        ("Sharing", "releases:home"),
        ("Who has looked", "desk:access_record"),
    ],
    CLINICIAN: [("Today", "desk:today"), ("People", "desk:people"), ("Calendar", "desk:calendar")],
    ADMINISTRATOR: [
        ("People", "accounts:people"),
        ("Assignments", "accounts:assignments"),
        ("Practice", "accounts:practice"),
        ("To ring", "asides:waiting"),
    ],
    EMPLOYER_CONTACT: [],
}

HOME = {
    CLIENT: "desk:your_page",
    CLINICIAN: "desk:today",
    ADMINISTRATOR: "accounts:people",
    EMPLOYER_CONTACT: "documents:home",
}


def page(request: HttpRequest) -> dict[str, Any]:
    actor = getattr(request, "actor", None)
    common = {"demo": settings.DEMO, "leave_url": ""}
    if actor is None:
        return {**common, "nav": [], "whoami": "", "home_url": "/"}
    chosen = request.session.get(MEMBERSHIP, {})
    here = request.resolver_match.view_name if request.resolver_match else ""
    seconds = idle_seconds(actor.role)
    seen = request.session.get(SEEN, 0)
    return {
        **common,
        "actor": actor,
        "nav": [
            {"label": label, "url": reverse(route), "current": route == here}
            for label, route in [*NAVIGATION[actor.role], *_demo_pages(actor.role)]
        ],
        # A client has no name in accounts: the first part of their own address stands for it.
        "whoami": chosen.get("name") or "Your account",
        "home_url": reverse(HOME[actor.role]),
        "leave_url": reverse("about:leave") if actor.role == CLIENT else "",
        # Asked by components/crisis.html alone; a view that has the practice at hand says it itself.
        "numbers": functools.partial(_numbers, actor),
        "expires_in": seconds,
        "expires_at": datetime.fromtimestamp(seen + seconds, tz=UTC),
    }


def _numbers(actor: Actor) -> list[dict[str, str]]:
    return crisis_numbers(get_organization(actor=actor).crisis_lines)


def _demo_pages(role: str) -> list[tuple[str, str]]:
    staff = role in (CLINICIAN, ADMINISTRATOR)
    return [("Mails", "accounts:mails")] if settings.DEMO and staff else []
