"""Cover and handover: asking, answering, objecting."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts.access import NotAllowed, WrongState
from accounts.errors import changed_meanwhile
from accounts.gate import PageRequest, open_to
from accounts.queries import get_organization
from accounts.roles import CLIENT, CLINICIAN
from reviews.assignments import actions, forms, handover_queries, handovers, queries, rules, words
from reviews.assignments.handover_queries import HandoverSeen
from reviews.assignments.queries import CoverSeen
from reviews.engagements.queries import get_engagement, see_engagement
from reviews.unsent.boxes import Boxes
from reviews.unsent.places import OBJECTION
from tracker.lib import clock

# The same words whatever became of it: a colleague learns nothing of an objection.
OVER = (
    "What was proposed here is not open any more, and nothing of it waits for your word. If you are "
    "asked again, you find it on your first page."
)


@open_to(CLINICIAN)
@require_http_methods(["GET", "HEAD", "POST"])
def arrange(request: PageRequest, engagement_id: UUID) -> HttpResponse:
    """One page to ask a colleague to cover, or to go on with the work; and what is open of it."""
    now = clock.now()
    engagement = get_engagement(actor=request.actor, engagement_id=engagement_id)
    if not rules.may_arrange(request.actor, engagement):
        raise NotAllowed
    practice = get_organization(actor=request.actor)
    colleagues = queries.colleagues(actor=request.actor, besides=engagement.client_id)
    word = request.POST.get("do", "")
    cover_form = forms.CoverForm(
        request.POST if word == "cover" else None,
        colleagues=colleagues,
        today=queries.today_in(practice.zone, now=now),
        auto_id="cover_%s",
    )
    next_form = forms.ColleagueForm(
        request.POST if word == "next" else None, colleagues=colleagues, auto_id="next_%s"
    )
    if word == "cover" and cover_form.is_valid():
        actions.ask_cover(
            actor=request.actor,
            engagement=engagement,
            colleague_id=cover_form.colleague_id,
            first=cover_form.cleaned_data["first"],
            last=cover_form.cleaned_data["last"],
            now=now,
        )
        messages.success(request, "Asked. Nothing opens before your colleague agrees.")
        return redirect("assignments:arrange", engagement_id=engagement_id)
    if word == "next" and next_form.is_valid():
        handovers.propose_handover(
            actor=request.actor, engagement=engagement, colleague_id=next_form.colleague_id, now=now
        )
        messages.success(request, "Proposed. The client is told now.")
        return redirect("assignments:arrange", engagement_id=engagement_id)
    context = {
        "engagement": see_engagement(actor=request.actor, engagement_id=engagement_id),
        "form": {"cover": cover_form, "next": next_form}.get(word),  # the one to say errors of
        "cover": queries.open_cover(actor=request.actor, engagement_id=engagement_id, now=now),
        "handover": handover_queries.open_handover(
            actor=request.actor, engagement_id=engagement_id
        ),
        "unsigned": [
            words.UNSIGNED[kind]
            for kind in queries.unsigned(actor=request.actor, engagement_id=engagement_id)
        ],
        "wait_days": practice.handover_wait_days,
        "cover_form": cover_form,
        "next_form": next_form,
        "alone": not colleagues,
    }
    status = 400 if request.method == "POST" else 200
    return render(request, "reviews/assignments/arrange.html", context, status=status)


@open_to(CLIENT, CLINICIAN)
@require_http_methods(["GET", "HEAD", "POST"])
def cover(request: PageRequest, cover_id: UUID) -> HttpResponse:
    """A cover that is asked for or agreed, for each of the three: what it means, and their word."""
    now = clock.now()
    row = queries.get_cover(actor=request.actor, cover_id=cover_id)
    if request.method == "POST":
        word = request.POST.get("word", "")
        if word == "yes":
            actions.agree_to_cover(actor=request.actor, cover=row, now=now)
            said = "Noted: you agree."
        elif word == "no":
            actions.decline_cover(actor=request.actor, cover=row, now=now)
            said = "Noted: you do not. Nobody asks you why."
        elif word == "end":
            actions.end_cover(actor=request.actor, cover=row, now=now)
            said = "It has ended, and nothing is open any more."
        else:
            raise WrongState
        messages.success(request, said)
        return redirect(_home(request))
    seen = queries.see_cover(actor=request.actor, cover_id=cover_id)
    who = _as_who(request, seen.colleague_id)
    context = {
        "cover": seen,
        "is_client": who == words.CLIENT,
        "eyebrow": _eyebrow(request, who, seen),
        "title": words.cover_title(seen, who=who),
        "lead": words.from_to(seen),
        "now_it": words.cover_now(seen, now=now),
        "agreed": seen.agreed,
        "may_answer": rules.may_answer(request.actor, row),
        "may_end": rules.may_end(request.actor, row),
        **_back(request),
    }
    return render(request, "reviews/assignments/cover.html", context)


@open_to(CLIENT, CLINICIAN)
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def handover(request: PageRequest, handover_id: UUID) -> HttpResponse:
    """A handover that is proposed, for each of the three."""
    try:
        row = handover_queries.get_handover(actor=request.actor, handover_id=handover_id)
    except WrongState:
        back = _back(request)
        return changed_meanwhile(
            request,
            OVER,
            back_url=back["back_url"],
            back_label=back["back_label"],
            kept_text=request.POST.get("words", ""),
        )
    who = _as_who(request, row.incoming_id)
    is_client = who == words.CLIENT
    form = forms.ObjectionForm(request.POST if request.method == "POST" else None)
    boxes = Boxes(
        OBJECTION, actor=request.actor, engagement_id=row.engagement_id, about=handover_id
    )
    if request.method == "POST" and form.is_valid():
        said = _say(request, row, form)
        if is_client:
            boxes.take(form)
        messages.success(request, said)
        return redirect(_home(request))
    seen = handover_queries.see_handover(actor=request.actor, handover_id=handover_id)
    if is_client:
        boxes.fill(form)
    said_about_it = ""
    if seen.objected:
        said_about_it = handover_queries.read_objection(
            actor=request.actor, handover_id=handover_id
        )
    context = {
        "handover": seen,
        "is_client": is_client,
        "is_incoming": who == words.COLLEAGUE,
        "eyebrow": _eyebrow(request, who, seen),
        "title": words.handover_title(seen, who=who),
        "lead": words.handover_lead(seen, who=who),
        "words": said_about_it,
        "form": form,
        "kept": "Your text is still here.",
        **_back(request),
    }
    status = 400 if request.method == "POST" else 200
    return render(request, "reviews/assignments/handover.html", context, status=status)


def _say(request: PageRequest, row: Any, form: forms.ObjectionForm) -> str:
    word, now = request.POST.get("word", ""), clock.now()
    given = {"actor": request.actor, "handover": row, "now": now}
    if word == "yes":
        handovers.agree_to_handover(**given)
        return "Noted: you agree."
    if word == "no":
        handovers.decline_handover(**given)
        return "Noted: you do not. Nobody asks you why."
    if word == "object":
        handovers.object_to_handover(**given, words=form.cleaned_data["words"].strip())
        return "Noted. Nothing changes while you object."
    if word == "take_back":
        handovers.take_back_objection(**given)
        return "Noted: you no longer object. You have the whole time again to think about it."
    if word == "withdraw":
        handovers.withdraw_handover(**given)
        return "Taken back. The work goes on as before."
    raise WrongState


def _as_who(request: PageRequest, colleague_id: UUID) -> str:
    """Which of the three is looking."""
    if request.actor.role == CLIENT:
        return words.CLIENT
    return words.COLLEAGUE if request.actor.user_id == colleague_id else words.CLINICIAN


def _eyebrow(request: PageRequest, who: str, seen: CoverSeen | HandoverSeen) -> str:
    """Whom it is about: a name for whoever may enter the work, a code for whoever may not yet."""
    if who == words.CLINICIAN:
        return see_engagement(actor=request.actor, engagement_id=seen.engagement_id).short_name
    return seen.code if who == words.COLLEAGUE else ""


def _back(request: PageRequest) -> dict[str, str]:
    label = "Back to your page" if request.actor.role == CLIENT else "Back to today"
    return {"back_url": reverse(_home(request)), "back_label": label}


def _home(request: PageRequest) -> str:
    return "desk:your_page" if request.actor.role == CLIENT else "desk:today"
