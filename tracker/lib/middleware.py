"""Headers that every answer carries."""

from collections.abc import Callable
from http import HTTPStatus

from csp.constants import HEADER
from csp.middleware import CSPMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseBase

Handler = Callable[[HttpRequest], HttpResponse]

PERMISSIONS_POLICY = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "microphone",
        "payment",
        "usb",
    )
)


class Headers:
    """`no-store` on all but static files that exist; nothing for robots, frames or other sites."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        missing = response.status_code >= HTTPStatus.BAD_REQUEST
        if missing or not request.path.startswith("/static/"):
            response["Cache-Control"] = "no-store"
        response["X-Robots-Tag"] = "noindex, nofollow"
        response["Cross-Origin-Resource-Policy"] = "same-origin"
        response["Permissions-Policy"] = PERMISSIONS_POLICY
        return response


class ContentSecurityPolicy(CSPMiddleware):
    """django-csp's, with its directives in one order.

    It takes them from a set: each process writes them in an order of its own, and then one answer of
    two processes is not the same to the last byte.
    """

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        answered = super().process_response(request, response)
        if HEADER in answered:
            answered[HEADER] = "; ".join(sorted(answered[HEADER].split("; ")))
        return answered
