"""What the clinician notes of a check-in."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from accounts.gate import PageRequest, open_to
from accounts.roles import CLINICIAN
from reviews.checkins import actions, queries
from tracker.lib import clock


@open_to(CLINICIAN)
@require_POST
def discussed(request: PageRequest, checkin_id: UUID) -> HttpResponse:
    checkin = queries.get_checkin(actor=request.actor, checkin_id=checkin_id)
    actions.mark_discussed(actor=request.actor, checkin=checkin, now=clock.now())
    messages.success(request, "Noted that you have talked.")
    return redirect("desk:person", engagement_id=checkin.engagement_id)
