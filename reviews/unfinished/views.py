"""Everything one has begun and not finished, in one list: to go on with, or to let go."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.crisis import crisis_numbers
from accounts.gate import PageRequest, open_to
from accounts.queries import get_organization
from accounts.roles import CLIENT, CLINICIAN
from reviews.unfinished import queries, words
from tracker.lib import clock


@open_to(CLIENT, CLINICIAN)
@require_safe
def all_of(request: PageRequest) -> HttpResponse:
    now = clock.now()
    found = queries.list_unfinished(actor=request.actor, now=now)
    organization = get_organization(actor=request.actor)
    is_client = request.actor.role == CLIENT
    context = {
        "items": words.items(found, now=now),
        "ends": [
            {
                "name": e.other_name(request.actor),
                "never_began": e.started_at is None,
                "goes": words.goes_on(found.go_at[e.id]),
            }
            for e in found.engagements.values()
            if e.id in found.go_at
        ],
        "is_client": is_client,
        "kept_days": organization.drafts_kept_days,
        "numbers": crisis_numbers(organization.crisis_lines),
    }
    return render(request, "reviews/unfinished/all.html", context)
