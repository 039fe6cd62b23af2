"""How the API knows who is asking, and how it says no. Set in tracker.settings.REST_FRAMEWORK."""

from typing import Any

from django.conf import settings
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework import authentication, views
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response


class SessionAuthentication(authentication.SessionAuthentication):
    """The signed-in session, with the same CSRF token as the pages."""

    def authenticate_header(self, request: Request) -> str:
        """With a header to send, signed out is 401 and not 403."""
        return 'Session realm="Waymark"'


def answer_error(error: Exception, context: dict[str, Any]) -> Response | None:
    """One shape: {"detail": "…"}, and for input {"detail": "…", "errors": {field: […]}}.

    The domain's refusals are not answered here: they go on to accounts.middleware, which answers
    pages and API from one table, after the transaction was rolled back.
    """
    response = views.exception_handler(error, context)
    if response is not None and isinstance(error, ValidationError):
        errors = response.data if isinstance(response.data, dict) else {"input": response.data}
        response.data = {"detail": "Nothing was saved: see errors.", "errors": errors}
    return response


class SessionScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call] # registers itself
    """How the schema names the session cookie."""

    target_class = SessionAuthentication
    name = "session"

    def get_security_definition(self, auto_schema: object) -> dict[str, str]:
        return {"type": "apiKey", "in": "cookie", "name": settings.SESSION_COOKIE_NAME}
