"""The client's writing, and both people's reading of it. Beginning one is in the desk's views."""

import uuid
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import NotAllowed, NotFound, WrongState
from accounts.crisis import crisis_numbers
from accounts.errors import changed_meanwhile
from accounts.gate import PageRequest, open_to
from accounts.queries import get_organization
from accounts.roles import CLIENT, CLINICIAN
from reviews.engagements.queries import see_engagement
from reviews.journal import actions, queries
from reviews.journal.forms import AddendumForm, AnswerForm
from reviews.journal.queries import AnswerSeen, EntrySeen
from reviews.journal.wording import questions_about
from reviews.limits.queries import has_acknowledged
from reviews.records.differences import compare
from reviews.unsent.boxes import Boxes
from reviews.unsent.places import ADDITION
from tracker.lib import clock, dates
from tracker.lib.forms import OpenPage, open_page

SHARED_MEANWHILE = (
    "This reflection was shared in the meantime, perhaps in another tab. What was shared stays as "
    "it is; what you sent now was not added to it. You can copy it from here and add it there."
)


@open_to(CLIENT)
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: PageRequest, entry_id: UUID, number: int) -> HttpResponse:
    """One prompt a page. What is sent is saved, whatever happens next."""
    if request.method == "POST":
        return _save_and_go_on(request, entry_id, number)
    draft = queries.get_own(actor=request.actor, entry_id=entry_id)
    if draft.state != draft.DRAFT:
        return redirect("journal:read", entry_id=entry_id)
    entry = queries.open_draft(actor=request.actor, entry_id=entry_id)
    answer = _answer(entry, number)
    if not has_acknowledged(engagement=draft.engagement):
        messages.info(request, "This page has changed. Please read it before you go on writing.")
        return redirect("limits:read")
    if answer.second is not None:
        return redirect("journal:two", entry_id=entry_id, number=number)
    return _writing_page(
        request,
        entry,
        number,
        text=answer.text,
        version=answer.version,
        page=OpenPage(uuid.uuid4()),
    )


@open_to(CLIENT)
@require_safe
def go_on(request: PageRequest, entry_id: UUID) -> HttpResponse:
    """Back to where the client stopped: the section that was saved last."""
    own = queries.get_own(actor=request.actor, entry_id=entry_id)
    if own.state != own.DRAFT:
        return redirect("journal:read", entry_id=entry_id)
    number = queries.last_section(actor=request.actor, entry_id=entry_id)
    return redirect("journal:write", entry_id=entry_id, number=number)


def _save_and_go_on(request: PageRequest, entry_id: UUID, number: int) -> HttpResponse:
    form = AnswerForm(request.POST, auto_id="%s")
    page = open_page(request.POST.get("page"))
    draft = queries.get_own(actor=request.actor, entry_id=entry_id)
    prompt = _prompt(draft.prompts, number)
    if not form.is_valid() and draft.state != draft.DRAFT:
        return _shared_meanwhile(request, entry_id, text=request.POST.get("text", ""))
    if not form.is_valid():
        entry = queries.open_draft(actor=request.actor, entry_id=entry_id)
        answer = _answer(entry, number)
        sent = request.POST.get("text", "")
        return _writing_page(
            request, entry, number, text=sent, version=answer.version, page=page, form=form
        )
    try:
        saved = actions.save_answer(
            actor=request.actor,
            entry=draft,
            prompt=prompt,
            text=form.cleaned_data["text"],
            version=form.cleaned_data["version"],
            page=page,
            now=clock.now(),
        )
    except WrongState:
        return _shared_meanwhile(request, entry_id, text=form.cleaned_data["text"])
    if saved.conflict:
        return _two_versions(request, entry_id, number, status=HTTPStatus.CONFLICT)
    if request.POST.keys() & {"words", "keep"}:
        entry = queries.open_draft(actor=request.actor, entry_id=entry_id)
        return _writing_page(
            request,
            entry,
            number,
            text=form.cleaned_data["text"],
            version=saved.version,
            page=page,
            kept=frozenset(request.POST.getlist("kept") + request.POST.getlist("keep")),
        )
    if "later" in request.POST:
        messages.success(request, "Saved. Only you can see it until you share it.")
        return redirect("desk:your_page")
    if number < len(draft.prompts):
        return redirect("journal:write", entry_id=entry_id, number=number + 1)
    return redirect("journal:look_over", entry_id=entry_id)


@open_to(CLIENT)
@sensitive_post_parameters()
@require_POST
def save(request: PageRequest, entry_id: UUID, number: int) -> JsonResponse:
    """Autosave: the same act as the form, answered in JSON as static/autosave.js expects."""
    draft = queries.get_own(actor=request.actor, entry_id=entry_id)
    prompt = _prompt(draft.prompts, number)
    form = AnswerForm(request.POST, auto_id="%s")
    if not form.is_valid():
        return JsonResponse({"errors": form.sentences()}, status=HTTPStatus.BAD_REQUEST)
    saved = actions.save_answer(
        actor=request.actor,
        entry=draft,
        prompt=prompt,
        text=form.cleaned_data["text"],
        version=form.cleaned_data["version"],
        page=open_page(request.POST.get("page")),
        now=clock.now(),
    )
    if saved.conflict:
        # Answered, not raised: the second text must be committed.
        compare_url = reverse("journal:two", args=[entry_id, number])
        return JsonResponse(
            {"compare": compare_url, "version": saved.version}, status=HTTPStatus.CONFLICT
        )
    time = dates.clock_time(dates.local(saved.saved_at))
    return JsonResponse({"version": saved.version, "time": time})


@open_to(CLIENT)
@require_http_methods(["GET", "HEAD", "POST"])
def two(request: PageRequest, entry_id: UUID, number: int) -> HttpResponse:
    """Both texts of one section, side by side; the client chooses."""
    if request.method == "POST":
        draft = queries.get_own(actor=request.actor, entry_id=entry_id)
        prompt = _prompt(draft.prompts, number)
        actions.choose_text(
            actor=request.actor,
            entry=draft,
            prompt=prompt,
            pick=request.POST.get("pick", ""),
            now=clock.now(),
        )
        return redirect("journal:write", entry_id=entry_id, number=number)
    return _two_versions(request, entry_id, number, status=HTTPStatus.OK)


@open_to(CLIENT)
@require_safe
def look_over(request: PageRequest, entry_id: UUID) -> HttpResponse:
    """All answers in their order, as the clinician would read them."""
    own = queries.get_own(actor=request.actor, entry_id=entry_id)
    if own.state != own.DRAFT:
        return redirect("journal:read", entry_id=entry_id)
    entry = queries.open_draft(actor=request.actor, entry_id=entry_id)
    context = {**_about(request, entry), "entry": entry, "steps": _steps(entry, current=0)}
    return render(request, "reviews/journal/look_over.html", context)


@open_to(CLIENT)
@require_POST
def share(request: PageRequest, entry_id: UUID) -> HttpResponse:
    draft = queries.get_own(actor=request.actor, entry_id=entry_id)
    try:
        actions.share_entry(actor=request.actor, entry=draft, now=clock.now())
    except NotAllowed:
        messages.error(
            request,
            "Nothing was shared yet. There must be something written, and where two texts exist, "
            "you choose one first.",
        )
        return redirect("journal:look_over", entry_id=entry_id)
    messages.success(request, "Shared. From now on you can add to it; it stays as it is.")
    return redirect("desk:your_page")


@open_to(CLIENT)
@require_POST
def discard(request: PageRequest, entry_id: UUID) -> HttpResponse:
    """One click: nobody is told, because nobody knows of it."""
    draft = queries.get_own(actor=request.actor, entry_id=entry_id)
    actions.discard_draft(actor=request.actor, entry=draft, now=clock.now())
    messages.success(
        request,
        "Discarded: your reflection, with everything you wrote in it. Nothing of it was kept. The "
        "check-in stays.",
    )
    if "listed" in request.POST:
        return redirect("unfinished:all")
    return redirect("desk:your_page")


@open_to(CLIENT, CLINICIAN)
@require_safe
def read(request: PageRequest, entry_id: UUID) -> HttpResponse:
    """A shared reflection, for both people. Every reading enters the trail."""
    return _reading_page(request, entry_id, form=AddendumForm())


@open_to(CLIENT)
@sensitive_post_parameters()
@require_POST
def add(request: PageRequest, entry_id: UUID) -> HttpResponse:
    form = AddendumForm(request.POST)
    entry = queries.get_shared(actor=request.actor, entry_id=entry_id)
    if not form.is_valid():
        return _reading_page(request, entry_id, form=form)
    actions.add_addendum(
        actor=request.actor, entry=entry, text=form.cleaned_data["text"], now=clock.now()
    )
    _boxes(request, entry.engagement_id, entry_id).take(form)
    messages.success(request, "Added.")
    return redirect("journal:read", entry_id=entry_id)


def _writing_page(  # noqa: PLR0913 - what stands in the box may differ from what is saved
    request: PageRequest,
    entry: EntrySeen,
    number: int,
    *,
    text: str,
    version: int,
    page: OpenPage | None,
    form: AnswerForm | None = None,
    kept: frozenset[str] | None = None,
) -> HttpResponse:
    """`kept` None: nobody has asked for questions about the words."""
    answer = _answer(entry, number)
    context = {
        **_about(request, entry),
        "entry": entry,
        "answer": answer,
        "number": number,
        "last": number == len(entry.answers),
        "steps": _steps(entry, current=number),
        "text": text,
        "version": version,
        "page": page.id if page else "",
        "save_url": reverse("journal:save", args=[entry.id, number]),
        "state": _state(answer) if form is None else "Not saved. The sentence above says why.",
        "state_kind": "saved" if answer.saved_at and form is None else "",
        "form": form,
        "kept": "Your text is still here.",
        "asked": kept is not None,
        "kept_words": sorted(kept or ()),
        "questions": questions_about(text, prompt=answer.prompt, kept=kept or frozenset())
        if kept is not None
        else [],
    }
    status = HTTPStatus.OK if form is None else HTTPStatus.BAD_REQUEST
    return render(request, "reviews/journal/write.html", context, status=status)


def _two_versions(
    request: PageRequest, entry_id: UUID, number: int, *, status: HTTPStatus
) -> HttpResponse:
    entry = queries.open_draft(actor=request.actor, entry_id=entry_id)
    answer = _answer(entry, number)
    if answer.second is None or answer.saved_at is None or answer.second_saved_at is None:
        messages.info(request, "There is one text here; nothing is left to choose.")
        return redirect("journal:write", entry_id=entry_id, number=number)
    here, there = compare(answer.second, answer.text)
    second_at = dates.capitalized(dates.said_at(answer.second_saved_at, now=clock.now()))
    first_at = dates.capitalized(dates.said_at(answer.saved_at, now=clock.now()))
    context = {
        **_about(request, entry),
        "entry": entry,
        "answer": answer,
        "number": number,
        "action": reverse("journal:two", args=[entry_id, number]),
        "here": {"title": "What you wrote last", "when": second_at, "parts": here},
        "there": {"title": "What was saved before", "when": first_at, "parts": there},
    }
    return render(request, "reviews/journal/two.html", context, status=status)


def _reading_page(request: PageRequest, entry_id: UUID, *, form: AddendumForm) -> HttpResponse:
    entry = queries.read_entry(actor=request.actor, entry_id=entry_id)
    engagement = see_engagement(actor=request.actor, engagement_id=entry.engagement_id)
    is_client = request.actor.role == CLIENT
    if is_client:
        _boxes(request, entry.engagement_id, entry_id).fill(form)
    context = {
        **_about(request, entry),
        "entry": entry,
        "engagement": engagement,
        "is_client": is_client,
        "form": form if is_client else None,
        "kept": "What you typed is still here.",
    }
    status = HTTPStatus.BAD_REQUEST if form.errors else HTTPStatus.OK
    return render(request, "reviews/journal/read.html", context, status=status)


def _boxes(request: PageRequest, engagement_id: UUID, entry_id: UUID) -> Boxes:
    return Boxes(ADDITION, actor=request.actor, engagement_id=engagement_id, about=entry_id)


def _shared_meanwhile(request: PageRequest, entry_id: UUID, *, text: str) -> HttpResponse:
    return changed_meanwhile(
        request,
        SHARED_MEANWHILE,
        back_url=reverse("journal:read", args=[entry_id]),
        back_label="Read what was shared",
        kept_text=text,
    )


def _about(request: PageRequest, entry: EntrySeen) -> dict[str, Any]:
    """What stands beside every text: the day it is for, who reads it, whom to call."""
    engagement = see_engagement(actor=request.actor, engagement_id=entry.engagement_id)
    organization = get_organization(actor=request.actor)
    return {
        "day": entry.checkin.on_date if entry.checkin else None,
        "reader": engagement.clinician_name,
        "numbers": crisis_numbers(organization.crisis_lines),
        "phone": organization.phone,
        "hours": organization.hours,
    }


def _steps(entry: EntrySeen, *, current: int) -> list[dict[str, str]]:
    """The sections as pills, and the last one to look it all over. `current` 0: the last one."""
    steps = [
        {
            "label": f"{number}. {answer.area_title}",
            "url": reverse("journal:write", args=[entry.id, number]),
            "state": "current" if number == current else "written" if answer.text else "open",
        }
        for number, answer in enumerate(entry.answers, start=1)
    ]
    look_over_url = reverse("journal:look_over", args=[entry.id])
    return [
        *steps,
        {
            "label": "Look it over",
            "url": look_over_url,
            "state": "current" if not current else "plain",
        },
    ]


def _state(answer: AnswerSeen) -> str:
    if answer.saved_at is None:
        return "Saved while you type. Only you can see it until you share it."
    at = dates.said_at(answer.saved_at, now=clock.now())
    return f"Saved {at}. Only you can see it until you share it."


def _answer(entry: EntrySeen, number: int) -> AnswerSeen:
    if not 1 <= number <= len(entry.answers):
        raise NotFound
    return entry.answers[number - 1]


def _prompt(prompts: list[str], number: int) -> str:
    if not 1 <= number <= len(prompts):
        raise NotFound
    return prompts[number - 1]
