"""The page of what the two of them write to each other about one check-in."""

import uuid
from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts.access import WrongState
from accounts.crisis import crisis_numbers
from accounts.errors import changed_meanwhile
from accounts.gate import PageRequest, open_to
from accounts.queries import get_organization, staff_names
from accounts.roles import CLIENT, CLINICIAN
from reviews.checkins.queries import get_checkin
from reviews.dialogue import actions, queries
from reviews.dialogue.forms import MessageForm
from reviews.engagements.queries import EngagementSeen, see_engagement
from reviews.unsent.boxes import Boxes
from reviews.unsent.places import MESSAGE_BY_CLIENT, MESSAGE_BY_CLINICIAN
from tracker.lib import clock

CLOSED_MEANWHILE = (
    "This check-in was closed in the meantime, so your message was not sent. You can copy it from "
    "here and write it about the next one."
)


@open_to(CLIENT, CLINICIAN)
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def read(request: PageRequest, checkin_id: UUID) -> HttpResponse:
    """What was written, and a box below it. Every reading enters the trail."""
    if request.method != "POST":
        return _page(request, checkin_id, form=MessageForm(initial={"message_id": uuid.uuid4()}))
    checkin = get_checkin(actor=request.actor, checkin_id=checkin_id)
    form = MessageForm(request.POST)
    boxes = _boxes(request, checkin.engagement_id, checkin_id)
    if not form.is_valid():
        return _page(request, checkin_id, form=form)
    try:
        actions.send_message(
            actor=request.actor,
            checkin=checkin,
            text=form.cleaned_data["text"],
            message_id=form.cleaned_data["message_id"],
            now=clock.now(),
        )
    except WrongState:
        return changed_meanwhile(
            request,
            CLOSED_MEANWHILE,
            back_url=reverse("dialogue:read", args=[checkin_id]),
            back_label="Read what was written",
            kept_text=form.cleaned_data["text"],
        )
    boxes.take(form)
    messages.success(request, "Sent. Both of you can read it.")
    return redirect("dialogue:read", checkin_id=checkin_id)


def _boxes(request: PageRequest, engagement_id: UUID, checkin_id: UUID) -> Boxes:
    place = MESSAGE_BY_CLIENT if request.actor.role == CLIENT else MESSAGE_BY_CLINICIAN
    return Boxes(place, actor=request.actor, engagement_id=engagement_id, about=checkin_id)


def _name(user_id: UUID | None, names: dict[UUID, str], engagement: EngagementSeen) -> str:
    """Who wrote it: somebody of the practice under their name, else the client."""
    return (names.get(user_id) if user_id else None) or engagement.short_name


def _page(request: PageRequest, checkin_id: UUID, *, form: MessageForm) -> HttpResponse:
    found = queries.read_dialogue(actor=request.actor, checkin_id=checkin_id)
    engagement = see_engagement(actor=request.actor, engagement_id=found.checkin.engagement_id)
    organization = get_organization(actor=request.actor)
    names = staff_names(
        organization_id=organization.id,
        user_ids={m.author_id for m in found.messages if m.author_id},
    )
    is_client = request.actor.role == CLIENT
    if found.is_open:
        _boxes(request, engagement.id, checkin_id).fill(form)
    context = {
        "found": found,
        "engagement": engagement,
        "is_client": is_client,
        "other": engagement.other_name(request.actor),
        "messages_seen": [
            (m, "You" if m.is_own else _name(m.author_id, names, engagement))
            for m in found.messages
        ],
        "form": form if found.is_open else None,
        "kept": "Your message is still here, but not sent.",
        "numbers": crisis_numbers(organization.crisis_lines),
    }
    status = HTTPStatus.BAD_REQUEST if form.errors else HTTPStatus.OK
    return render(request, "reviews/dialogue/read.html", context, status=status)
