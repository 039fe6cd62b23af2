"""How the API knows who is asking, and how it says no. Set in tracker.settings.REST_FRAMEWORK."""

from collections.abc import Mapping
from io import BytesIO
from typing import IO, Any
from uuid import UUID

from django.conf import settings
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.utils import OpenApiParameter
from rest_framework import authentication, views
from rest_framework.exceptions import ValidationError
from rest_framework.parsers import JSONParser
from rest_framework.request import Request
from rest_framework.response import Response

from tracker.lib.forms import id_of

ONCE = OpenApiParameter(
    name="Idempotency-Key",
    type=str,
    location=OpenApiParameter.HEADER,
    description="What the caller calls this sending. The same words sent again under the same key "
    "make nothing new, and are answered as the first time. Without one each sending is another.",
)


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


def sending(request: Request, *, who: UUID) -> UUID | None:
    """An id for the row a request makes: the same when the same words come again under the same key.

    None without a key (ONCE). As tracker.lib.forms.sending, which knows a page by its token: a caller
    of the API keeps one token for many sendings.
    """
    key = request.headers.get(ONCE.name, "")
    return id_of([str(who), request.path, key, request.data]) if key else None


class SessionScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call] # registers itself
    """How the schema names the session cookie."""

    target_class = SessionAuthentication
    name = "session"

    def get_security_definition(self, auto_schema: object) -> dict[str, str]:
        return {"type": "apiKey", "in": "cookie", "name": settings.SESSION_COOKIE_NAME}
