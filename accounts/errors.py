"""One page for each kind of refusal. An error page first says what happened to the text.

What somebody typed comes back on it, whatever the reason: sent to a session that has ended, with a
token of before, by somebody else on the same device, or to a server that broke.
Source: docs/architecture.md, "Words that survive".
"""

from http import HTTPStatus
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.views.decorators.debug import sensitive_post_parameters

from accounts.roles import EMPLOYER_CONTACT, EVERYONE
from tracker.lib.uploads import TooLong

WORDS = {
    HTTPStatus.BAD_REQUEST: "The request could not be read. Nothing was changed.",
    HTTPStatus.UNAUTHORIZED: "You are signed out. Nothing was changed.",
    HTTPStatus.FORBIDDEN: "You cannot do this here. Nothing was changed.",
    HTTPStatus.NOT_FOUND: "There is nothing at this address.",
    HTTPStatus.CONFLICT: "This has changed in the meantime. Nothing was lost.",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "This is longer than one megabyte, which is the most a page "
    "takes. Nothing of it was saved. Copy your text, and send it in parts.",
}
# To an employer contact, whatever there is not: a summary that never was, was refused, taken back or
# narrowed, has expired, or belongs to another.
ABSENT = "No summary is available."
# A 403 or a 409 would tell that there is something: it is answered like nothing.
_SILENT = (HTTPStatus.NOT_FOUND, HTTPStatus.FORBIDDEN, HTTPStatus.CONFLICT)
# What differs from one answer to the next: the moment of signing out, a banner, a form's token.
_WITHOUT_WHAT_DIFFERS: dict[str, object] = {
    "expires_in": None,
    "messages": [],
    "nav": [],
    "whoami": "",
}
# Fields that are never shown again on an error page.
_SECRET = ("csrfmiddlewaretoken", "password", "code", "secret", "otp", "totp")


def answer(request: HttpRequest, status: HTTPStatus) -> HttpResponseBase:
    """The page for `status`, or JSON where JSON was asked for. Same bytes for every reason."""
    if status in _SILENT and is_employer_contact(request):
        return _absent(request)
    if wants_json(request):
        return JsonResponse({"detail": WORDS[status]}, status=status)
    context = {"kept_text": _typed_text(request)}
    return render(request, f"{status.value}.html", context, status=status)


def is_employer_contact(request: HttpRequest) -> bool:
    actor = getattr(request, "actor", None)
    return actor is not None and actor.role == EMPLOYER_CONTACT


def _absent(request: HttpRequest) -> HttpResponseBase:
    if wants_json(request):
        return JsonResponse({"detail": ABSENT}, status=HTTPStatus.NOT_FOUND)
    return render(request, "404_shared.html", _WITHOUT_WHAT_DIFFERS, status=HTTPStatus.NOT_FOUND)


def wants_json(request: HttpRequest) -> bool:
    accepted = request.headers.get("Accept", "")
    return "application/json" in accepted or request.path.startswith("/api/")


def signed_out(request: HttpRequest) -> HttpResponseBase:
    """401: the text that was sent comes back on the page, so that it is not lost."""
    if wants_json(request):
        return JsonResponse({"detail": WORDS[HTTPStatus.UNAUTHORIZED]}, status=401)
    return _with_kept_text(request, template="401.html", status=401)


@sensitive_post_parameters()
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponseBase:
    """403: signing in again makes old forms stale; the text comes back with a fresh form."""
    if wants_json(request):
        return JsonResponse({"detail": "csrf"}, status=403)
    if _wants_somebody(request):
        return signed_out(request)
    return _with_kept_text(request, template="403_csrf.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponseBase:
    return answer(request, HTTPStatus.NOT_FOUND)


def not_allowed(request: HttpRequest, exception: Exception | None = None) -> HttpResponseBase:
    return answer(request, HTTPStatus.FORBIDDEN)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponseBase:
    if isinstance(exception, TooLong):
        return _too_long(request)
    return answer(request, HTTPStatus.BAD_REQUEST)


def _too_long(request: HttpRequest) -> HttpResponseBase:
    """413, with the limit in words. What was sent was not read, so it cannot come back."""
    status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    if wants_json(request):
        errors = {"text": [WORDS[status]]}  # as autosave.js shows them above the box
        return JsonResponse({"detail": WORDS[status], "errors": errors}, status=status)
    return render(request, "413.html", status=status)


def changed_meanwhile(
    request: HttpRequest,
    what: str,
    *,
    back_url: str,
    back_label: str = "",
    kept_text: str = "",
    status: HTTPStatus = HTTPStatus.CONFLICT,
) -> HttpResponse:
    """In a page's own sentence, with what was typed and the way on."""
    context = {"what": what, "kept_text": kept_text, "back_url": back_url, "back_label": back_label}
    return render(request, "409.html", context, status=status)


def failed(request: HttpRequest) -> HttpResponse:
    """500: a page that needs no database and no session."""
    return render(request, "500.html", {"kept_text": _typed_text(request)}, status=500)


def _with_kept_text(request: HttpRequest, *, template: str, status: int) -> HttpResponse:
    """Show again what was sent, in a form of its own that can be sent once more."""
    fields = _sent_from_here(request)
    context = {
        "kept": [f for f in fields if _is_typed(*f)],
        "kept_fields": [f for f in fields if not _is_typed(*f)],
        "kept_action": request.path,
        "came_from": _came_from(request),
    }
    return render(request, template, context, status=status)


def _typed_text(request: HttpRequest) -> str:
    """Everything that was typed into what was sent, as one text to copy from."""
    return "\n\n".join(value for name, value in _sent_from_here(request) if _is_typed(name, value))


def _sent_from_here(request: HttpRequest) -> list[tuple[str, str]]:
    """The fields that were sent from our own page: never words that a stranger planted."""
    if request.headers.get("Origin", "") not in settings.CSRF_TRUSTED_ORIGINS:
        return []
    try:
        sent = request.POST
    except SuspiciousOperation:  # more fields than any form of ours has
        return []
    return [
        (name, value)
        for name, values in sent.lists()
        for value in values
        if not any(secret in name.lower() for secret in _SECRET)
    ]


def _came_from(request: HttpRequest) -> str:
    """The page of ours that the form stood on, to come back to after signing in; "" if unknown."""
    page = urlsplit(request.headers.get("Referer", ""))
    return page.path if f"{page.scheme}://{page.netloc}" in settings.CSRF_TRUSTED_ORIGINS else ""


def _wants_somebody(request: HttpRequest) -> bool:
    """Nobody is signed in, and the page is for somebody: the token is the smaller problem."""
    view = request.resolver_match.func if request.resolver_match else None
    roles = getattr(view, "open_to", None)
    signed_in = request.user.is_authenticated
    return roles is not None and EVERYONE not in roles and not signed_in


def _is_typed(name: str, value: str) -> bool:
    """Words of a person, shown in a box; a choice, a day or a version is carried along unseen."""
    return len(value.split()) > (0 if name == "text" else 1)
