"""A check-in after the end: the client's yes or no, and what became of it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import NotFound, WrongState
from accounts.errors import changed_meanwhile
from accounts.gate import PageRequest, open_to
from accounts.queries import get_organization
from accounts.roles import CLIENT, CLINICIAN
from reviews.ending import follow_ups, queries
from reviews.ending.queries import FollowUpHead
from reviews.engagements.queries import see_engagement
from reviews.journal.views.handing_over import hand_over
from tracker.lib import clock, dates

KIND = "follow_up"
SAID = {
    "yes": "Noted. {other} is told that something waits, and will agree a time with you.",
    "no": "Noted: you do not want it. Nobody asks you why, and nothing is held.",
    "held": "Noted. You can write down what was said.",
    "not_held": "Noted. Nothing is written of it.",
}
WITHOUT_A_YES = (
    "Nothing was written. A follow-up needs a new yes of the client’s, and until then it is neither "
    "held nor written down."
)
WRITTEN = (
    "Nothing was written. An account of this follow-up is signed already, and there is one of each: "
    "the page leads to it."
)
NOT_SIGNED = (
    "Your account was not signed. Another one of this follow-up was signed in the meantime, and there "
    "is one of each. What you wrote is kept under “Begun and not finished”, to copy or to discard."
)
ALREADY = "Nothing was changed. This follow-up was answered in the meantime; the page says how."
TOO_SOON = "Nothing was changed. You are asked when its time comes. You can say no at any time."
OVER = "Nothing was changed. The time of this follow-up has passed, so nothing is held."


@open_to(CLIENT, CLINICIAN)
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: PageRequest, follow_up_id: UUID) -> HttpResponse:
    """The client answers, the clinician says whether it was held."""
    head = queries.see_follow_up(actor=request.actor, follow_up_id=follow_up_id)
    engagement = see_engagement(actor=request.actor, engagement_id=head.engagement_id)
    is_client = request.actor.role == CLIENT
    if request.method == "POST":
        said = request.POST.get("said", "")
        try:
            _act(request, follow_up_id, said)
        except WrongState:
            return _refused(request, head, _why(head, said))
        messages.success(request, SAID[said].format(other=engagement.other_name(request.actor)))
        return redirect("ending:follow_up", follow_up_id=follow_up_id)
    today = dates.local(clock.now()).date()
    practice = get_organization(actor=request.actor)
    context = {
        "head": head,
        "engagement": engagement,
        "is_client": is_client,
        "comes_up": head.comes_up(today=today),
        "is_over": head.is_over(today=today),
        "practice": practice,
        "back_url": reverse("ending:after", args=[engagement.id]),
    }
    return render(request, "reviews/ending/follow_up.html", context)


@open_to(CLINICIAN)
@require_POST
def begin(request: PageRequest, follow_up_id: UUID) -> HttpResponse:
    """Write down what was said: the account begun before, or a new one."""
    row = queries.get_follow_up(actor=request.actor, follow_up_id=follow_up_id)
    try:
        entry = follow_ups.begin_account(actor=request.actor, follow_up=row, now=clock.now())
    except WrongState:
        head = queries.see_follow_up(actor=request.actor, follow_up_id=follow_up_id)
        return _refused(request, head, WRITTEN if head.is_signed else WITHOUT_A_YES)
    return redirect("journal:go_on", entry_id=entry.id)


@open_to(CLINICIAN)
@sensitive_post_parameters()
@require_POST
def sign(request: PageRequest, entry_id: UUID) -> HttpResponse:
    try:
        return hand_over(
            request,
            entry_id,
            kind=KIND,
            act=follow_ups.sign_account,
            done=lambda engagement_id: redirect("ending:after", engagement_id=engagement_id),
        )
    except WrongState:
        return changed_meanwhile(
            request,
            NOT_SIGNED,
            back_url=reverse("unfinished:all"),
            back_label="Begun and not finished",
        )


def _act(request: PageRequest, follow_up_id: UUID, said: str) -> None:
    given: Any = {"actor": request.actor, "follow_up_id": follow_up_id, "now": clock.now()}
    if request.actor.role == CLIENT and said == "yes":
        follow_ups.agree(**given)
    elif request.actor.role == CLIENT and said == "no":
        follow_ups.turn_down(**given)
    elif request.actor.role == CLINICIAN and said in ("held", "not_held"):
        follow_ups.settle(**given, held=said == "held")
    else:
        raise NotFound


def _why(head: FollowUpHead, said: str) -> str:
    """The sentence for what could not be done; `head` is how it stood before."""
    today = dates.local(clock.now()).date()
    if head.is_over(today=today):
        return OVER
    if said == "yes" and head.state == "planned" and not head.comes_up(today=today):
        return TOO_SOON
    if said in ("held", "not_held") and head.state in ("planned", "not_wanted"):
        return WITHOUT_A_YES
    return ALREADY


def _refused(request: PageRequest, head: FollowUpHead, why: str) -> HttpResponse:
    return changed_meanwhile(
        request,
        why,
        back_url=reverse("ending:follow_up", args=[head.id]),
        back_label="Back to the follow-up",
    )
