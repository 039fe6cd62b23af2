"""Telling what ran off course, reading it with both voices, and saying what becomes of it."""

from collections.abc import Callable
from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import NotAllowed, WrongState
from accounts.errors import changed_meanwhile
from accounts.gate import PageRequest, open_to
from accounts.queries import get_organization
from accounts.roles import CLIENT, CLINICIAN
from reviews.amendments import views as amendments
from reviews.commitments.queries import list_commitments
from reviews.concerns import actions, queries, words
from reviews.concerns.actions import NewStep
from reviews.concerns.forms import AnswerForm, StepForm
from reviews.engagements.queries import get_engagement, names_for, see_engagement
from reviews.journal import queries as journal
from reviews.journal.views.handing_over import hand_over
from reviews.unsent.boxes import Boxes
from reviews.unsent.places import BECOMES_BY_CLIENT, BECOMES_BY_CLINICIAN
from tracker.lib import clock
from tracker.lib.forms import sending

ENDED = (
    "The work together has ended, so this was not told: nobody here would read it. Nothing is lost. "
    "Your text is below, and it stays among what you have begun. If you want to talk, ring the "
    "practice{phone}."
)
ENDED_FOR_CLINICIAN = (
    "The work together has ended, so this was not signed: the client no longer reads what is noted "
    "here. Nothing is lost. Your text is below, and it stays among what you have begun."
)
NOT_BEGUN = "The work together has ended, so nothing was begun. To talk, ring the practice{phone}."


@open_to(CLIENT, CLINICIAN)
@require_POST
def begin(request: PageRequest, engagement_id: UUID) -> HttpResponse:
    """The client's account, or the clinician's note: the draft begun before, or a new one."""
    actor, now = request.actor, clock.now()
    engagement = get_engagement(actor=actor, engagement_id=engagement_id)
    act = actions.begin_setback if actor.role == CLIENT else actions.begin_noted
    try:
        entry = act(actor=actor, engagement=engagement, now=now)
    except NotAllowed:
        messages.info(request, "Please read this page first. Then you can begin to write.")
        return redirect("limits:read")
    except WrongState:
        return changed_meanwhile(
            request, NOT_BEGUN.format(phone=_phone(request)), back_url=_home(request, engagement_id)
        )
    return redirect("journal:go_on", entry_id=entry.id)


@open_to(CLIENT)
@sensitive_post_parameters()
@require_POST
def tell(request: PageRequest, entry_id: UUID) -> HttpResponse:
    """The client tells it. From then on it stays as it is."""
    try:
        return hand_over(
            request, entry_id, kind="setback", act=actions.tell_setback, done=_told(request)
        )
    except WrongState:
        return _after_the_end(request, entry_id, ENDED.format(phone=_phone(request)))


@open_to(CLINICIAN)
@sensitive_post_parameters()
@require_POST
def sign(request: PageRequest, entry_id: UUID) -> HttpResponse:
    """The clinician signs what they noted."""
    try:
        return hand_over(
            request, entry_id, kind="noted", act=actions.sign_noted, done=_told(request)
        )
    except WrongState:
        return _after_the_end(request, entry_id, ENDED_FOR_CLINICIAN)


@open_to(CLIENT, CLINICIAN)
@require_safe
def all_of(request: PageRequest, engagement_id: UUID) -> HttpResponse:
    """Everything of one engagement that was told here, newest first, without words."""
    engagement = see_engagement(actor=request.actor, engagement_id=engagement_id)
    heads = queries.list_concerns(actor=request.actor, engagement_ids=[engagement_id])
    names = names_for(
        actor=request.actor, engagement=engagement, author_ids=[head.author_id for head in heads]
    )
    context = {
        "engagement": engagement,
        "is_client": request.actor.role == CLIENT,
        "rows": words.rows(heads, names),
        "goes_on": engagement.state == "active",
        "back_url": _home(request, engagement_id),
    }
    return render(request, "reviews/concerns/all.html", context)


@open_to(CLIENT, CLINICIAN)
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def read(request: PageRequest, concern_id: UUID) -> HttpResponse:
    """Both voices in order; a word on what becomes of it is added below."""
    actor = request.actor
    concern = queries.get_concern(actor=actor, concern_id=concern_id)
    form = _form(request, concern.engagement_id, concern_id)
    boxes = Boxes(
        BECOMES_BY_CLIENT if actor.role == CLIENT else BECOMES_BY_CLINICIAN,
        actor=actor,
        engagement_id=concern.engagement_id,
        about=concern_id,
    )
    if form.is_valid():
        try:
            actions.add_step(
                actor=actor,
                concern=concern,
                new=_new(form),
                now=clock.now(),
                row_id=sending(request, who=actor.user_id),
            )
        except WrongState:
            return changed_meanwhile(
                request,
                "This was closed or withdrawn in the meantime, perhaps in another tab. What you sent "
                "now was not added to it.",
                back_url=reverse("concerns:read", args=[concern_id]),
                kept_text=form.cleaned_data["text"],
            )
        boxes.take(form)
        messages.success(request, "Added. Both of you can read it.")
        return redirect("concerns:read", concern_id=concern_id)
    boxes.fill(form)
    seen = queries.read_concern(actor=actor, concern_id=concern_id)
    engagement = see_engagement(actor=actor, engagement_id=concern.engagement_id)
    names = names_for(actor=actor, engagement=engagement, author_ids=seen.author_ids)
    context = {
        "engagement": engagement,
        "is_client": actor.role == CLIENT,
        "concern": seen,
        "title": words.title(seen.head, names),
        "told": words.told(seen.head, names),
        "by": names[seen.error.author_id if seen.error else seen.head.author_id],
        "said": words.said(seen.steps, names),
        "mine": seen.head.author_id == actor.user_id,
        "parts": words.parts(seen.entry),
        "may_acknowledge": queries.may_acknowledge(actor=actor, concern=concern),
        "described": queries.described(actor=actor, engagement_id=engagement.id),
        "form": form,
        "kept": "What you typed is still here.",
    }
    status = HTTPStatus.BAD_REQUEST if form.errors else HTTPStatus.OK
    return render(request, "reviews/concerns/read.html", context, status=status)


@open_to(CLIENT, CLINICIAN)
@require_POST
def acknowledge(request: PageRequest, concern_id: UUID) -> HttpResponse:
    """ "I have read this", seen by both."""
    concern = queries.get_concern(actor=request.actor, concern_id=concern_id)
    actions.acknowledge(actor=request.actor, concern=concern, now=clock.now())
    return redirect("concerns:read", concern_id=concern_id)


@open_to(CLINICIAN)
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def enter_in_error(request: PageRequest, concern_id: UUID) -> HttpResponse:
    """Withdraw one's own note from view, or what an employer contact named, for a reason."""
    concern = queries.get_to_withdraw(actor=request.actor, concern_id=concern_id)
    about = amendments.About(
        engagement_id=concern.engagement_id,
        of_kind="noted" if concern.entry_id else "concern",
        of_id=concern.record_id,
        called="this note" if concern.entry_id else "what the employer contact named",
        url=reverse("concerns:read", args=[concern_id]),
        page_of=concern_id,
    )
    return amendments.enter_in_error(request, about)


def _told(request: PageRequest) -> Callable[[UUID], HttpResponse]:
    def done(engagement_id: UUID) -> HttpResponse:
        if request.actor.role == CLIENT:
            messages.success(
                request, "Told. From now on you can add to it and answer; it stays as it is."
            )
            return redirect("desk:your_page")
        messages.success(request, "Signed. The client is told that something waits.")
        return redirect("desk:person", engagement_id=engagement_id)

    return done


def _form(request: PageRequest, engagement_id: UUID, concern_id: UUID) -> AnswerForm | StepForm:
    data = request.POST if request.method == "POST" else None
    actor = request.actor
    if actor.role == CLIENT:
        return AnswerForm(data)
    agreed = list_commitments(actor=actor, engagement_id=engagement_id)
    return StepForm(
        data,
        listed=queries.listed_choices(actor=actor, engagement_id=engagement_id),
        commitments=[(str(c.id), c.text) for c in agreed],
        closed=queries.is_closed(actor=actor, concern_id=concern_id),
    )


def _new(form: AnswerForm | StepForm) -> NewStep:
    said = form.cleaned_data
    commitment = said.get("commitment")
    return NewStep(
        kind=said.get("kind", "answered"),
        text=said["text"],
        agreed_key=said.get("agreed_key", ""),
        commitment_id=UUID(commitment) if commitment else None,
    )


def _after_the_end(request: PageRequest, entry_id: UUID, sentence: str) -> HttpResponse:
    """409, with the whole text; the draft stays and can be read where it was begun."""
    draft = journal.open_draft(actor=request.actor, entry_id=entry_id)
    return changed_meanwhile(
        request,
        sentence,
        back_url=reverse("unfinished:all"),
        back_label="What you have begun",
        kept_text="\n\n".join(answer.text for answer in draft.answers if answer.text),
    )


def _phone(request: PageRequest) -> str:
    phone = get_organization(actor=request.actor).phone
    return f": {phone}" if phone else ""


def _home(request: PageRequest, engagement_id: UUID) -> str:
    if request.actor.role == CLIENT:
        return reverse("desk:your_page")
    return reverse("desk:person", args=[engagement_id])
