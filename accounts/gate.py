"""Who a page is for. Every view of ours carries `open_to`; a route without it does not start."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase

from accounts.access import Actor, NotFound
from accounts.errors import signed_out, wants_json
from accounts.roles import EVERYONE


class PageRequest(HttpRequest):
    """A request whose person and role are known: what views behind `open_to` receive."""

    actor: Actor


def open_to(
    *roles: str, route_kept: bool = True
) -> Callable[[Any], Callable[..., HttpResponseBase]]:
    """Open a view to these roles, or to EVERYONE, signed in or not.

    route_kept  whether the line of a refusal names the page; not where the name alone would tell
                whoever reads the practice's trail what a colleague is doing.
    Signed out: the sign-in page, or 401 with the text kept. Another role: 404, as for nothing.
    """

    def decorate(view: Any) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if EVERYONE in roles:
                response: HttpResponseBase = view(request, *args, **kwargs)
                return response
            actor: Actor | None = getattr(request, "actor", None)
            if actor is None:
                if request.method == "POST" or wants_json(request):
                    return signed_out(request)
                return redirect_to_login(request.get_full_path(), settings.LOGIN_URL)
            if actor.role not in roles:
                raise NotFound
            response = view(request, *args, **kwargs)
            return response

        guarded.open_to = frozenset(roles)  # type: ignore[attr-defined] # read by accounts.checks
        guarded.route_kept = route_kept  # type: ignore[attr-defined] # read by the middleware
        return guarded

    return decorate
