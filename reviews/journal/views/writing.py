"""Writing by prompts, one a page. Beginning is a page of the room the kind belongs to."""

import uuid
from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import NotFound, WrongState
from accounts.errors import changed_meanwhile
from accounts.gate import PageRequest, open_to
from accounts.roles import CLIENT, CLINICIAN
from reviews.journal import actions, queries
from reviews.journal.definitions import Writing
from reviews.journal.forms import AnswerForm
from reviews.journal.queries import AnswerSeen, EntrySeen
from reviews.journal.views.about import about, steps
from reviews.journal.wording import questions_about
from reviews.limits.queries import has_acknowledged
from reviews.records.differences import compare
from tracker.lib import clock, dates
from tracker.lib.forms import OpenPage, open_page

HANDED_OVER_MEANWHILE = (
    "This {noun} was {shared} in the meantime, perhaps in another tab. What was {shared} stays as it "
    "is; what you sent now was not added to it. You can copy it from here and add it there."
)


@open_to(CLIENT, CLINICIAN)
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
    if entry.writing.by_client and not has_acknowledged(engagement=draft.engagement):
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


@open_to(CLIENT, CLINICIAN)
@require_safe
def go_on(request: PageRequest, entry_id: UUID) -> HttpResponse:
    """Back to where its writer stopped: the section that was saved last."""
    own = queries.get_own(actor=request.actor, entry_id=entry_id)
    if own.state != own.DRAFT:
        return redirect("journal:read", entry_id=entry_id)
    number = queries.last_section(actor=request.actor, entry_id=entry_id)
    return redirect("journal:write", entry_id=entry_id, number=number)


def _save_and_go_on(request: PageRequest, entry_id: UUID, number: int) -> HttpResponse:
    page = open_page(request.POST.get("page"))
    draft = queries.get_own(actor=request.actor, entry_id=entry_id)
    form = _answer_form(request, queries.writing_of(draft))
    prompt = _prompt(draft.prompts, number)
    if not form.is_valid() and draft.state != draft.DRAFT:
        return _shared_meanwhile(
            request, entry_id, queries.writing_of(draft), text=request.POST.get("text", "")
        )
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
        return _shared_meanwhile(
            request, entry_id, queries.writing_of(draft), text=form.cleaned_data["text"]
        )
    if saved.conflict:
        return _two_versions(request, entry_id, number, status=HTTPStatus.CONFLICT)
    entry = queries.open_draft(actor=request.actor, entry_id=entry_id)
    if entry.writing.aid and request.POST.keys() & {"words", "keep"}:
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
        messages.success(request, f"Saved. {entry.writing.saved}")
        return redirect(str(about(request, entry)["back_url"]))
    if number < len(draft.prompts):
        return redirect("journal:write", entry_id=entry_id, number=number + 1)
    return redirect("journal:look_over", entry_id=entry_id)


@open_to(CLIENT, CLINICIAN)
@sensitive_post_parameters()
@require_POST
def save(request: PageRequest, entry_id: UUID, number: int) -> JsonResponse:
    """Autosave: the same act as the form, answered in JSON as static/autosave.js expects."""
    draft = queries.get_own(actor=request.actor, entry_id=entry_id)
    prompt = _prompt(draft.prompts, number)
    form = _answer_form(request, queries.writing_of(draft))
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


@open_to(CLIENT, CLINICIAN)
@require_http_methods(["GET", "HEAD", "POST"])
def two(request: PageRequest, entry_id: UUID, number: int) -> HttpResponse:
    """Both texts of one section, side by side; their writer chooses."""
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


@open_to(CLIENT, CLINICIAN)
@require_POST
def discard(request: PageRequest, entry_id: UUID) -> HttpResponse:
    """One click: nobody is told, because nobody knows of it."""
    draft = queries.get_own(actor=request.actor, entry_id=entry_id)
    entry = queries.opened(draft, actor=request.actor)
    actions.discard_draft(actor=request.actor, entry=draft, now=clock.now())
    stays = " The check-in stays." if entry.checkin else ""
    messages.success(
        request,
        f"Discarded: your {entry.writing.noun}, with everything you wrote in it. Nothing of it was "
        f"kept.{stays}",
    )
    if "listed" in request.POST:
        return redirect("unfinished:all")
    return redirect(str(about(request, entry)["back_url"]))


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
        **about(request, entry),
        "answer": answer,
        "number": number,
        "last": number == len(entry.answers),
        "steps": steps(entry, current=number),
        "text": text,
        "version": version,
        "page": page.id if page else "",
        "save_url": reverse("journal:save", args=[entry.id, number]),
        "state": _state(entry, answer)
        if form is None
        else "Not saved. The sentence above says why.",
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
        **about(request, entry),
        "answer": answer,
        "number": number,
        "action": reverse("journal:two", args=[entry_id, number]),
        "here": {"title": "What you wrote last", "when": second_at, "parts": here},
        "there": {"title": "What was saved before", "when": first_at, "parts": there},
    }
    return render(request, "reviews/journal/two.html", context, status=status)


def _shared_meanwhile(
    request: PageRequest, entry_id: UUID, writing: Writing, *, text: str
) -> HttpResponse:
    return changed_meanwhile(
        request,
        HANDED_OVER_MEANWHILE.format(noun=writing.noun, shared=writing.shared.lower()),
        back_url=reverse("journal:read", args=[entry_id]),
        back_label=f"Read what was {writing.shared.lower()}",
        kept_text=text,
    )


def _state(entry: EntrySeen, answer: AnswerSeen) -> str:
    if answer.saved_at is None:
        return f"Saved while you type. {entry.writing.saved}"
    return f"Saved {dates.said_at(answer.saved_at, now=clock.now())}. {entry.writing.saved}"


def _answer_form(request: PageRequest, writing: Writing) -> AnswerForm:
    return AnswerForm(request.POST, auto_id="%s", printed=writing.printed)


def _answer(entry: EntrySeen, number: int) -> AnswerSeen:
    if not 1 <= number <= len(entry.answers):
        raise NotFound
    return entry.answers[number - 1]


def _prompt(prompts: list[str], number: int) -> str:
    if not 1 <= number <= len(prompts):
        raise NotFound
    return prompts[number - 1]
