"""Whether pages can be served. No session, no actor, no words."""

from django.db import DatabaseError, connection, transaction
from django.http import HttpRequest, HttpResponse


@transaction.non_atomic_requests
def healthz(request: HttpRequest) -> HttpResponse:
    """200 "ok" when the database answers, else 503."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("select 1")
    except DatabaseError:
        return HttpResponse("the database does not answer", status=503, content_type="text/plain")
    return HttpResponse("ok", content_type="text/plain")
