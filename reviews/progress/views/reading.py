"""Both voices side by side, what is seen differently, and one theme then and now."""

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from accounts.access import WrongState
from accounts.gate import PageRequest, open_to
from accounts.roles import CLIENT, CLINICIAN
from reviews.engagements.queries import get_engagement, names_for, names_of, see_engagement
from reviews.progress import actions, queries, rules, words
from reviews.progress.forms import NextForm, RemarkForm
from reviews.progress.themes import THEMES
from reviews.progress.views.leading import moved_on
from reviews.unsent.boxes import Boxes
from reviews.unsent.places import REMARK_BY_CLIENT, REMARK_BY_CLINICIAN
from tracker.lib import clock
from tracker.lib.forms import sending

NOT_YET = "Nothing was added yet. Words beside a part are written once both parts are signed."


@open_to(CLIENT, CLINICIAN)
@require_safe
def one(request: PageRequest, review_id: UUID) -> HttpResponse:
    """One review: how it stands, and whatever is signed. Every reading enters the trail."""
    return _page(request, review_id, form=RemarkForm())


@open_to(CLIENT, CLINICIAN)
@sensitive_post_parameters()
@require_POST
def say(request: PageRequest, review_id: UUID) -> HttpResponse:
    """Words beside the other's part, which stay as they are."""
    review = queries.get_review(actor=request.actor, review_id=review_id)
    form = RemarkForm(request.POST)
    if not form.is_valid():
        return _page(request, review_id, form=form)
    try:
        actions.remark(
            actor=request.actor,
            review=review,
            theme=form.cleaned_data["theme"],
            stands=form.cleaned_data["stands"],
            text=form.cleaned_data["text"],
            now=clock.now(),
            row_id=sending(request, who=request.actor.user_id),
        )
    except WrongState:
        return moved_on(request, review_id, NOT_YET, kept_text=form.cleaned_data["text"])
    _boxes(request, review.engagement_id, review_id).take(form)
    messages.success(request, "Added. It stays beside the words it is about.")
    return redirect("progress:one", review_id=review_id)


@open_to(CLIENT, CLINICIAN)
@require_safe
def theme(request: PageRequest, engagement_id: UUID, key: str) -> HttpResponse:
    """The words of one theme now, next to those of earlier reviews; nothing else."""
    seen = see_engagement(actor=request.actor, engagement_id=engagement_id)
    found = queries.read_theme(actor=request.actor, engagement_id=engagement_id, key=key)
    authors = [author for item in found for author in item.author_ids]
    names = names_for(actor=request.actor, engagement=seen, author_ids=authors)
    listed = [words.then(one, words.side_names(one.head, seen, names), names) for one in found]
    context = {
        "engagement": seen,
        "is_client": request.actor.role == CLIENT,
        "theme": THEMES[key],
        "now": listed[0] if listed else None,
        "earlier": listed[1:],
        "steps": [
            {
                "label": other.title,
                "url": reverse("progress:theme", args=[engagement_id, other.key]),
                "state": "current" if other.key == key else "plain",
            }
            for other in THEMES.values()
        ],
    }
    return render(request, "reviews/progress/theme.html", context)


def _page(request: PageRequest, review_id: UUID, *, form: RemarkForm) -> HttpResponse:
    actor = request.actor
    head = queries.see_head(actor=actor, review_id=review_id)
    row = get_engagement(actor=actor, engagement_id=head.engagement_id)
    engagement = see_engagement(actor=actor, engagement_id=head.engagement_id)
    is_client = actor.role == CLIENT
    mine = queries.kind_of(actor)
    own = head.part(mine) if rules.takes_part(actor, row) else None
    any_signed = head.client_signed_at or head.clinician_signed_at
    seen = queries.read_review(actor=actor, review_id=review_id) if any_signed else None
    authors = seen.author_ids if seen else head.author_ids
    written_by = names_of(actor=actor, engagement=engagement, author_ids=authors)
    names = written_by | {actor.user_id: "you"}
    sides = words.side_names(head, engagement, names)
    can_say = head.state == "signed" and rules.takes_part(actor, row)
    if can_say:
        _boxes(request, head.engagement_id, review_id).fill(form)
    leads = rules.can_lead(actor, row)
    months = queries.agreed_months(actor=actor, engagement_id=head.engagement_id)
    next_on = rules.next_after(head.on_date, chosen=head.next_on, months=months)
    context = {
        "review": head,
        "engagement": engagement,
        "is_client": is_client,
        "title": words.title(head),
        "tag": words.tag(head),
        "signed": words.signed_lines(head, sides),
        "writes": rules.can_write(actor, row, head.state) and not (own and own.shared_at),
        "own": own,
        "seen": seen,
        "themes": words.both_voices(seen, sides, names, mine=mine) if seen else [],
        "whole": words.remarks(seen.remarks, names) if seen else [],
        "added": [
            {"who": sides[part.writing.kind], "items": words.additions(part)}
            for part in (seen.client, seen.clinician)
            if part is not None and part.addenda
        ]
        if seen
        else [],
        "clinician": words.side_names(head, engagement, written_by)["review_clinician"],
        "client_said": sides["review_client"],
        "form": form if can_say else None,
        "leads": leads,
        "can_withdraw": leads and head.state == "open" and not any_signed,
        "can_go_without": leads
        and head.state == "open"
        and head.clinician_signed_at
        and not head.client_signed_at,
        "next_form": NextForm(initial={"next_on": next_on}, after=head.on_date)
        if leads and head.clinician_signed_at
        else None,
        "next_on": next_on,
        "kept": "Nothing was added yet. What you typed is still here.",
    }
    status = HTTPStatus.BAD_REQUEST if form.errors else HTTPStatus.OK
    return render(request, "reviews/progress/one.html", context, status=status)


def _boxes(request: PageRequest, engagement_id: UUID, review_id: UUID) -> Boxes:
    place = REMARK_BY_CLIENT if request.actor.role == CLIENT else REMARK_BY_CLINICIAN
    return Boxes(place, actor=request.actor, engagement_id=engagement_id, about=review_id)
