"""The list of reviews, and what the clinician does around one: open, go without, withdraw, next day."""

from http import HTTPStatus
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
from reviews.engagements.queries import get_engagement, names_for, see_engagement
from reviews.progress import actions, queries, rules, words
from reviews.progress.forms import NextForm, OpenForm, WithoutForm
from reviews.progress.themes import THEMES
from reviews.unsent.boxes import Boxes
from reviews.unsent.places import REVIEW_WITHOUT
from tracker.lib import clock, dates
from tracker.lib.forms import sending

ANOTHER_OPEN = (
    "No review was opened. Another one is open already, perhaps from another tab, or the work has "
    "ended in the meantime."
)
MOVED_ON = (
    "Nothing was saved. Since this page was shown to you a part of this review was signed, or it was "
    "withdrawn, or the work has ended."
)
NOT_NOTED = (
    "This was not noted. Since the page was shown to you, why the client could not answer was noted "
    "in other words, the client signed their part, the review was withdrawn, or the work has ended."
)
WITHDRAWN_LATE = (
    "The review was not withdrawn. A part of it was signed in the meantime; what is signed stays."
)


@open_to(CLIENT, CLINICIAN)
@require_http_methods(["GET", "HEAD", "POST"])
def all_of(request: PageRequest, engagement_id: UUID) -> HttpResponse:
    """Every review of this work, without words; the clinician opens the next one here."""
    row = get_engagement(actor=request.actor, engagement_id=engagement_id)
    leads = rules.can_lead(request.actor, row)
    if request.method == "POST" and request.actor.role == CLIENT:
        raise NotFound
    today = dates.local(clock.now()).date()
    sent = request.POST if request.method == "POST" else None
    form = OpenForm(sent, initial={"on_date": today})
    if form.is_valid():
        try:
            review = actions.open_review(
                actor=request.actor,
                engagement=row,
                on_date=form.cleaned_data["on_date"],
                now=clock.now(),
                row_id=sending(request, who=request.actor.user_id),
            )
        except WrongState:
            back = reverse("progress:all", args=[engagement_id])
            return changed_meanwhile(request, ANOTHER_OPEN, back_url=back)
        messages.success(request, "Opened. Both of you can write your part now, each for yourself.")
        return redirect("progress:one", review_id=review.id)
    seen = see_engagement(actor=request.actor, engagement_id=engagement_id)
    is_client = request.actor.role == CLIENT
    heads = queries.list_reviews(actor=request.actor, engagement_ids=[engagement_id])
    names = names_for(
        actor=request.actor,
        engagement=seen,
        author_ids=[author for head in heads for author in head.author_ids],
    )
    context = {
        "engagement": seen,
        "is_client": is_client,
        "reviews": words.listed(heads, seen, names),
        "compares": any(head.client_signed_at or head.clinician_signed_at for head in heads),
        "themes": THEMES.values(),
        "due": words.due(
            queries.next_due(
                heads,
                state=seen.state,
                started_at=seen.started_at,
                months=queries.agreed_months(actor=request.actor, engagement_id=engagement_id),
            ),
            today=today,
        ),
        "form": form if leads and not any(h.state == "open" for h in heads) else None,
        "kept": "Nothing was opened yet.",
        **back_to(seen, is_client=is_client),
    }
    status = HTTPStatus.BAD_REQUEST if form.errors else HTTPStatus.OK
    return render(request, "reviews/progress/all.html", context, status=status)


@open_to(CLINICIAN)
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def without(request: PageRequest, review_id: UUID) -> HttpResponse:
    """The client could not answer: why, and when again."""
    review = queries.get_review(actor=request.actor, review_id=review_id)
    if not rules.takes_part(request.actor, review.engagement):
        raise NotFound
    today = dates.local(clock.now()).date()
    form = WithoutForm(request.POST if request.method == "POST" else None, today=today)
    boxes = Boxes(
        REVIEW_WITHOUT, actor=request.actor, engagement_id=review.engagement_id, about=review_id
    )
    if form.is_valid():
        try:
            actions.go_without(
                actor=request.actor,
                review=review,
                why=form.cleaned_data["why"],
                again_on=form.cleaned_data["again_on"],
                now=clock.now(),
            )
        except WrongState:
            return moved_on(request, review_id, NOT_NOTED, kept_text=form.cleaned_data["why"])
        boxes.take(form)
        messages.success(request, "Noted. The client can still write their part, and it is joined.")
        return redirect("progress:one", review_id=review_id)
    boxes.fill(form)
    context = {
        "review": review,
        "engagement": see_engagement(actor=request.actor, engagement_id=review.engagement_id),
        "form": form,
        "kept": "Nothing was saved yet. What you typed is still here.",
    }
    status = HTTPStatus.BAD_REQUEST if form.errors else HTTPStatus.OK
    return render(request, "reviews/progress/without.html", context, status=status)


@open_to(CLINICIAN)
@require_POST
def withdraw(request: PageRequest, review_id: UUID) -> HttpResponse:
    review = queries.get_review(actor=request.actor, review_id=review_id)
    try:
        actions.withdraw_review(actor=request.actor, review=review, now=clock.now())
    except WrongState:
        return moved_on(request, review_id, WITHDRAWN_LATE)
    messages.success(request, "Withdrawn. Nothing had been signed.")
    return redirect("progress:all", engagement_id=review.engagement_id)


@open_to(CLINICIAN)
@require_POST
def next_day(request: PageRequest, review_id: UUID) -> HttpResponse:
    """The day the two look again."""
    review = queries.get_review(actor=request.actor, review_id=review_id)
    form = NextForm(request.POST, after=review.on_date)
    if not form.is_valid():
        messages.error(request, f"The day was not changed. {form.errors['next_on'][0]}")
        return redirect("progress:one", review_id=review_id)
    try:
        actions.set_next(
            actor=request.actor, review=review, on=form.cleaned_data["next_on"], now=clock.now()
        )
    except WrongState:
        return moved_on(request, review_id, MOVED_ON)
    messages.success(request, "Noted. Both of you see the day.")
    return redirect("progress:one", review_id=review_id)


def moved_on(
    request: PageRequest, review_id: UUID, what: str, *, kept_text: str = ""
) -> HttpResponse:
    return changed_meanwhile(
        request,
        what,
        back_url=reverse("progress:one", args=[review_id]),
        back_label="See how the review stands",
        kept_text=kept_text,
    )


def back_to(engagement: Any, *, is_client: bool) -> dict[str, str]:
    """Where back leads from a page above one review."""
    if is_client:
        return {"back_url": reverse("desk:your_page"), "back_label": "Back to your page"}
    return {
        "back_url": reverse("desk:person", args=[engagement.id]),
        "back_label": f"Back to {engagement.short_name}",
    }
