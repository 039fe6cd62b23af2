"""Please ring me: the client's page, and what the clinician says when they have rung."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import NotFound
from accounts.crisis import crisis_numbers
from accounts.gate import PageRequest, open_to
from accounts.queries import get_organization
from accounts.roles import CLIENT, CLINICIAN
from reviews.calls import actions, queries
from reviews.engagements.queries import current_engagement, get_engagement
from tracker.lib import clock, dates


@open_to(CLIENT)
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: PageRequest) -> HttpResponse:
    """What the button does and when a person will see it; and, sent, that they were asked."""
    engagement = current_engagement(actor=request.actor)
    if engagement is None:
        raise NotFound
    if request.method == "POST":
        row = get_engagement(actor=request.actor, engagement_id=engagement.id)
        actions.ask_call(actor=request.actor, engagement=row, now=clock.now())
        return redirect("calls:ask")
    now = clock.now()
    organization = get_organization(actor=request.actor)
    call = queries.latest_call(actor=request.actor, engagement_id=engagement.id)
    is_open = call is not None and call.state == call.ASKED
    by = call.seen_by if call and is_open else queries.next_look(organization, now=now)
    context = {
        "engagement": engagement,
        "goes_on": engagement.state == "active",
        "call": call if is_open else None,
        "asked": dates.said_at(call.created_at, now=now) if call and is_open else "",
        "seen_by": dates.said_at(by, now=now),
        "is_late": call is not None and is_open and call.seen_by < now,
        "phone": organization.phone,
        "hours": organization.hours,
        "numbers": crisis_numbers(organization.crisis_lines),
    }
    return render(request, "reviews/calls/ask.html", context)


@open_to(CLIENT)
@require_POST
def withdraw(request: PageRequest, call_id: UUID) -> HttpResponse:
    actions.withdraw_call(actor=request.actor, call_id=call_id, now=clock.now())
    messages.success(request, "Taken back. Nobody is asked to ring you.")
    return redirect("desk:your_page")


@open_to(CLINICIAN)
@require_POST
def rung(request: PageRequest, call_id: UUID) -> HttpResponse:
    call = actions.note_rung(actor=request.actor, call_id=call_id, now=clock.now())
    messages.success(request, "Noted that you have rung.")
    return redirect("desk:person", engagement_id=call.engagement_id)
