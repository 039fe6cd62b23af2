"""Ending the work, what comes after it, and the closing summary: the client's own copy."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import NotAllowed, WrongState
from accounts.crisis import crisis_numbers
from accounts.errors import changed_meanwhile
from accounts.gate import PageRequest, open_to
from accounts.queries import get_organization
from accounts.roles import CLIENT, CLINICIAN
from reviews.agreements.queries import accepted_terms
from reviews.assignments.forms import ClosingForm
from reviews.assignments.queries import open_cover
from reviews.ending import actions, queries, words
from reviews.ending.forms import WordsForm, end_form
from reviews.engagements.queries import (
    EngagementSeen,
    get_engagement,
    names_for,
    names_of,
    own_people,
    see_engagement,
)
from reviews.engagements.rules import can_end
from reviews.journal.views.handing_over import hand_over
from reviews.unsent.boxes import Boxes
from reviews.unsent.places import CLOSING_WORDS
from tracker.lib import clock, dates
from tracker.lib.forms import sending
from tracker.lib.pdf.render import CannotRender
from tracker.lib.pdf.render import render as render_pdf

KIND = "closing"
ENDED_MEANWHILE = (
    "Nothing was changed. The work has ended already, perhaps in another tab, or the other of you "
    "was faster. What was said then stays as it is."
)
NO_PAPER = (
    "No PDF was made: a sign in this text cannot be printed, an emoji perhaps. The text itself is "
    "whole. “Save it as plain text” keeps every sign of it."
)
SIGNED_ALREADY = "The closing summary is signed. You can read it, and add to it."


@open_to(CLIENT, CLINICIAN)
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: PageRequest, engagement_id: UUID) -> HttpResponse:
    """Either of the two ends the work, after one page that says what that means."""
    row = get_engagement(actor=request.actor, engagement_id=engagement_id)
    engagement = see_engagement(actor=request.actor, engagement_id=engagement_id)
    if engagement.state == "ended":
        return _ended_already(request, engagement)
    if not can_end(request.actor, row):
        raise NotAllowed if engagement.state == "active" else WrongState
    is_client = request.actor.role == CLIENT
    terms = accepted_terms(actor=request.actor, engagement_id=engagement_id)
    agreed = terms.follow_up_months if terms else []
    form = None
    if not is_client:
        form = end_form(
            request.POST if request.method == "POST" else None,
            months=agreed,
            cast=own_people(actor=request.actor, engagement=engagement),
        )
    if request.method == "POST" and (form is None or form.is_valid()):
        chosen = form.cleaned_data if form is not None else {}
        try:
            actions.end_work(actor=request.actor, engagement=row, now=clock.now(), **chosen)
        except WrongState:
            return _ended_already(request, engagement)
        messages.success(request, "The work together has ended. There are no more check-ins.")
        return redirect("ending:after", engagement_id=engagement_id)
    context = _about(request, engagement) | {
        "form": form,
        "kept": "Nothing has ended yet.",
        "agreed": agreed,
        "out": _still_out(request, engagement_id),
    }
    status = HTTPStatus.BAD_REQUEST if form is not None and form.errors else HTTPStatus.OK
    return render(request, "reviews/ending/end.html", context, status=status)


@open_to(CLINICIAN)
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: PageRequest, engagement_id: UUID) -> HttpResponse:
    """The client has died: one page, a typed word and the password."""
    row = get_engagement(actor=request.actor, engagement_id=engagement_id)
    form = ClosingForm(request.POST if request.method == "POST" else None, request=request)
    if request.method == "POST" and form.is_valid():
        actions.note_death(
            actor=request.actor,
            engagement=row,
            authenticated_at=form.authenticated_at,
            now=clock.now(),
        )
        messages.success(request, "Noted. Nothing is sent to this person any more.")
        return redirect("desk:people")
    context = {
        "engagement": see_engagement(actor=request.actor, engagement_id=engagement_id),
        "form": form,
        "kept": "Nothing was done yet.",
    }
    status = HTTPStatus.BAD_REQUEST if form.errors else HTTPStatus.OK
    return render(request, "reviews/ending/close.html", context, status=status)


@open_to(CLIENT, CLINICIAN)
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def after(request: PageRequest, engagement_id: UUID) -> HttpResponse:
    """How it ended, the summary and the client's words, follow-ups, and who can still read what."""
    engagement = see_engagement(actor=request.actor, engagement_id=engagement_id)
    if engagement.state != "ended":
        raise WrongState
    form = WordsForm(request.POST if request.method == "POST" else None)
    boxes = Boxes(
        CLOSING_WORDS, actor=request.actor, engagement_id=engagement_id, about=engagement_id
    )
    is_client = request.actor.role == CLIENT
    if form.is_valid():
        closing = queries.get_closing(actor=request.actor, engagement_id=engagement_id)
        actions.add_words(
            actor=request.actor,
            closing=closing,
            text=form.cleaned_data["text"],
            now=clock.now(),
            row_id=sending(request, who=request.actor.user_id),
        )
        boxes.take(form)
        messages.success(request, "Added. Both of you can read it.")
        return redirect("ending:after", engagement_id=engagement_id)
    if is_client:
        boxes.fill(form)
    now = clock.now()
    today = dates.local(now).date()
    listed = queries.list_follow_ups(actor=request.actor, engagement_ids=[engagement_id])
    ended = queries.read_closing(actor=request.actor, engagement_id=engagement_id)
    ended_by = ended.head.author_id if ended else None
    names = names_for(actor=request.actor, engagement=engagement, author_ids=[ended_by])
    context = _about(request, engagement) | {
        "closing": ended,
        "ended_by": names[ended_by],
        "follow_ups": [(head, head.comes_up(today=today)) for head in listed],
        "form": form if is_client and ended else None,
        "kept": "What you typed is still here.",
        "out": _still_out(request, engagement_id),
        "cover": open_cover(actor=request.actor, engagement_id=engagement_id, now=now),
        "own": engagement.clinician_id == request.actor.user_id,
    }
    status = HTTPStatus.BAD_REQUEST if form.errors else HTTPStatus.OK
    return render(request, "reviews/ending/after.html", context, status=status)


@open_to(CLINICIAN)
@require_POST
def begin(request: PageRequest, engagement_id: UUID) -> HttpResponse:
    """The closing summary: the one begun before, or a new one."""
    closing = queries.get_closing(actor=request.actor, engagement_id=engagement_id)
    try:
        entry = actions.begin_summary(actor=request.actor, closing=closing, now=clock.now())
    except WrongState:
        return changed_meanwhile(
            request,
            SIGNED_ALREADY,
            back_url=reverse("ending:copy", args=[engagement_id]),
            back_label="Read the closing summary",
        )
    return redirect("journal:go_on", entry_id=entry.id)


@open_to(CLINICIAN)
@sensitive_post_parameters()
@require_POST
def sign(request: PageRequest, entry_id: UUID) -> HttpResponse:
    return hand_over(
        request,
        entry_id,
        kind=KIND,
        act=actions.sign_summary,
        done=lambda engagement_id: redirect("ending:after", engagement_id=engagement_id),
    )


@open_to(CLIENT, CLINICIAN)
@require_safe
def copy(request: PageRequest, engagement_id: UUID) -> HttpResponse:
    """The client's own copy, to read and to print."""
    found = queries.read_copy(actor=request.actor, engagement_id=engagement_id)
    engagement = see_engagement(actor=request.actor, engagement_id=engagement_id)
    context = _about(request, engagement) | {
        "document": _document(request, found, engagement),
        "entry_id": found.entry.id,
        "back_url": reverse("ending:after", args=[engagement_id]),
        "back_label": "Back",
    }
    return render(request, "reviews/ending/copy.html", context)


@open_to(CLIENT, CLINICIAN)
@require_safe
def file(request: PageRequest, engagement_id: UUID) -> HttpResponse:
    """The same as a plain text file, without a telling name."""
    found = queries.read_copy(actor=request.actor, engagement_id=engagement_id)
    engagement = see_engagement(actor=request.actor, engagement_id=engagement_id)
    answer = HttpResponse(
        words.as_text(_document(request, found, engagement)),
        content_type="text/plain; charset=utf-8",
    )
    answer["Content-Disposition"] = 'attachment; filename="copy.txt"'
    return answer


@open_to(CLIENT, CLINICIAN)
@require_safe
def paper(request: PageRequest, engagement_id: UUID) -> HttpResponse:
    """The same as a PDF, made within the request and kept nowhere: no code, no seal, no release."""
    found = queries.read_copy(actor=request.actor, engagement_id=engagement_id)
    engagement = see_engagement(actor=request.actor, engagement_id=engagement_id)
    made = words.as_paper(
        _document(request, found, engagement),
        person=engagement.client_name,
        issued_on=dates.local(clock.now()).date(),
    )
    try:
        pdf = render_pdf(made)
    except CannotRender:  # written before such signs were refused; nothing written is ever changed
        messages.error(request, NO_PAPER)
        return redirect("ending:copy", engagement_id=engagement_id)
    headers = {"Content-Disposition": 'attachment; filename="copy.pdf"'}
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)


def _document(
    request: PageRequest, found: queries.Copy, engagement: EngagementSeen
) -> words.Document:
    author = found.entry.author_id
    names = names_of(actor=request.actor, engagement=engagement, author_ids=[author])
    return words.document(found, engagement, signed_by=names[author])


def _ended_already(request: PageRequest, engagement: EngagementSeen) -> HttpResponse:
    if request.method != "POST":
        return redirect("ending:after", engagement_id=engagement.id)
    return changed_meanwhile(
        request,
        ENDED_MEANWHILE,
        back_url=reverse("ending:after", args=[engagement.id]),
        back_label="See how it ended",
        kept_text=request.POST.get("text", ""),
    )


def _still_out(request: PageRequest, engagement_id: UUID) -> list[dict[str, Any]]:
    """Documents that somebody outside can read, with the client's way to withdraw each."""
    found = queries.still_out(actor=request.actor, engagement_id=engagement_id, now=clock.now())
    sentences = words.out(found)
    return [
        {"sentence": sentence, "url": reverse("releases:permission", args=[release.permission_id])}
        for release, sentence in zip(found, sentences, strict=True)
    ]


def _about(request: PageRequest, engagement: EngagementSeen) -> dict[str, Any]:
    is_client = request.actor.role == CLIENT
    practice = get_organization(actor=request.actor)
    return {
        "engagement": engagement,
        "is_client": is_client,
        "practice": practice,
        "numbers": crisis_numbers(practice.crisis_lines) if is_client else None,
        "back_url": reverse("desk:your_page")
        if is_client
        else reverse("desk:person", args=[engagement.id]),
        "back_label": "Back to your page" if is_client else f"Back to {engagement.short_name}",
    }
