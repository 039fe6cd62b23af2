"""The link in a reminder: whoever opens it can stop the mails, and learns nothing.

There is one page before and one after, the same for a link that was forged, is old or was used
before. A mail program posts here by itself, without a cookie and without our form (RFC 8058): the
signed link is all the authority there is, and stopping is all it can do.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from accounts.gate import open_to
from accounts.roles import EVERYONE
from reviews.reminders.plans import stop_by_link
from reviews.reminders.stop_links import engagement_of


@csrf_exempt
@never_cache
@open_to(EVERYONE)
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    if request.method != "POST":
        return render(request, "reviews/reminders/stop.html")
    engagement_id = engagement_of(token)
    if engagement_id is not None:
        stop_by_link(engagement_id=engagement_id)
    return render(request, "reviews/reminders/stopped.html")
