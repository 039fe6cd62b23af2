"""What went out: the accounting of one client, to read and to take along."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.gate import PageRequest, open_to
from accounts.roles import CLIENT, CLINICIAN
from reviews.engagements.queries import see_engagement
from reviews.releases import accounting, accounting_words
from tracker.lib import clock

FILE_NAME = "copy.csv"  # tells nothing, as every file of ours


@open_to(CLIENT, CLINICIAN)
@require_safe
def read(request: PageRequest, engagement_id: UUID) -> HttpResponse:
    """Every line, oldest first."""
    actor = request.actor
    lines = accounting.list_accounting(
        actor=actor, engagement_id=engagement_id, verb=accounting.READ, now=clock.now()
    )
    context = {
        "engagement": see_engagement(actor=actor, engagement_id=engagement_id),
        "is_client": actor.role == CLIENT,
        "lines": lines,
    }
    return render(request, "reviews/releases/accounting.html", context)


@open_to(CLIENT, CLINICIAN)
@require_safe
def file(request: PageRequest, engagement_id: UUID) -> HttpResponse:
    """The same as a table for a spreadsheet; a line of its own in the trail."""
    lines = accounting.list_accounting(
        actor=request.actor, engagement_id=engagement_id, verb=accounting.DOWNLOAD, now=clock.now()
    )
    headers = {"Content-Disposition": f'attachment; filename="{FILE_NAME}"'}
    return HttpResponse(
        accounting_words.as_csv(lines), content_type="text/csv; charset=utf-8", headers=headers
    )
