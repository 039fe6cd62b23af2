"""One's own part: beginning it, naming what it rests on, signing it."""

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
from accounts.roles import CLIENT, CLINICIAN
from reviews.journal import grounds
from reviews.journal import queries as journal
from reviews.journal.views.handing_over import hand_over
from reviews.progress import actions, queries
from reviews.progress.grounds import part_choices
from reviews.progress.views.leading import moved_on
from tracker.lib import clock

NOT_WRITTEN = (
    "Nothing was begun. Your part is signed already, or this review was withdrawn, or the work has "
    "ended in the meantime."
)
NOT_SIGNED = (
    "Nothing was signed. This review was withdrawn or closed in the meantime, or the work has ended. "
    "Your text is kept: you find it under “Begun and not finished”, to copy or to discard."
)
NOT_NAMED = "Nothing was saved. Your part was signed in the meantime, and stays as it is."


@open_to(CLIENT, CLINICIAN)
@require_POST
def write(request: PageRequest, review_id: UUID) -> HttpResponse:
    """One's own part: the draft begun before, or a new one."""
    review = queries.get_review(actor=request.actor, review_id=review_id)
    try:
        entry = actions.begin_part(actor=request.actor, review=review, now=clock.now())
    except WrongState:
        return moved_on(request, review_id, NOT_WRITTEN)
    return redirect("journal:go_on", entry_id=entry.id)


@open_to(CLIENT, CLINICIAN)
@require_http_methods(["GET", "HEAD", "POST"])
def rests(request: PageRequest, part_id: UUID) -> HttpResponse:
    """What each paragraph rests on: records as kinds and days."""
    entry = _own_part(request, part_id)
    if entry.state != entry.DRAFT:
        if request.method != "POST":
            return redirect("journal:read", entry_id=part_id)
        back = reverse("journal:read", args=[part_id])
        return changed_meanwhile(request, NOT_NAMED, back_url=back)
    review = queries.get_review(actor=request.actor, review_id=entry.about)
    if request.method == "POST":
        chosen = {prompt: _ticked(request, prompt) for prompt in entry.prompts}
        actions.rest_on(actor=request.actor, entry=entry, chosen=chosen, now=clock.now())
        messages.success(request, "Saved. Only you can see it until you sign.")
        return redirect("journal:look_over", entry_id=part_id)
    seen = journal.open_draft(actor=request.actor, entry_id=part_id)
    choices = part_choices(
        actor=request.actor, engagement_id=entry.engagement_id, last=review.on_date
    )
    context = {
        "entry": seen,
        "review": review,
        "parts": [
            {
                "answer": answer,
                "groups": grounds.groups(
                    choices, ticked=frozenset(g.value for g in answer.grounds)
                ),
            }
            for answer in seen.answers
        ],
        "any": bool(choices),
    }
    return render(request, "reviews/progress/rests.html", context)


@open_to(CLIENT, CLINICIAN)
@sensitive_post_parameters()
@require_POST
def sign(request: PageRequest, part_id: UUID) -> HttpResponse:
    """Sign one's own part; the role says which of the two it is."""
    entry = _own_part(request, part_id)

    def done(engagement_id: UUID) -> HttpResponse:
        messages.success(request, "Signed. The other can read your part now, and is told.")
        return redirect("progress:one", review_id=entry.about)

    try:
        return hand_over(
            request, part_id, kind=queries.kind_of(request.actor), act=actions.sign_part, done=done
        )
    except WrongState:
        return changed_meanwhile(
            request,
            NOT_SIGNED,
            back_url=reverse("unfinished:all"),
            back_label="Begun and not finished",
        )


def _own_part(request: PageRequest, part_id: UUID) -> Any:
    """One's own part of a review, in any state. Raises NotFound for any other writing."""
    entry = journal.get_own(actor=request.actor, entry_id=part_id)
    if entry.kind != queries.kind_of(request.actor) or entry.about is None:
        raise NotFound
    return entry


def _ticked(request: PageRequest, prompt: str) -> set[tuple[str, UUID]]:
    found = set()
    for value in request.POST.getlist(prompt):
        kind, _, of_id = value.partition(":")
        try:
            found.add((kind, UUID(of_id)))
        except ValueError:
            raise NotFound from None
    return found
