"""How the API knows who is asking, and how it says no. Set in tracker.settings.REST_FRAMEWORK."""

from collections.abc import Mapping
from io import BytesIO
from typing import IO, Any

from django.conf import settings
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework import authentication, views
from rest_framework.exceptions import ValidationError
from rest_framework.parsers import JSONParser
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


class SmallJSONParser(JSONParser):
    """JSON no longer than a form may be: DRF's own reads the stream without an end."""

    def parse(
        self,
        stream: IO[Any],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        body: bytes = (parser_context or {})["request"]._request.body  # too long: 400
        return super().parse(BytesIO(body), media_type, parser_context)


class SessionScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call] # registers itself
    """How the schema names the session cookie."""

    target_class = SessionAuthentication
    name = "session"

    def get_security_definition(self, auto_schema: object) -> dict[str, str]:
        return {"type": "apiKey", "in": "cookie", "name": settings.SESSION_COOKIE_NAME}
