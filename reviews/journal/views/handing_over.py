"""Looking a writing over, and handing it over: sharing, telling, signing."""

from collections.abc import Callable
from datetime import datetime
from http import HTTPStatus
from typing import Any, Protocol
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.access import Actor, NotAllowed, NotFound, Stale
from accounts.gate import PageRequest, open_to
from accounts.roles import CLIENT, CLINICIAN
from reviews.journal import actions, queries
from reviews.journal.definitions import Writing
from reviews.journal.forms import HandOverForm, SignatureForm
from reviews.journal.views.about import about, areas_differ, steps
from tracker.lib import clock

NOTHING_YET = (
    "Nothing was {shared} yet. There must be something written, and where two texts exist, "
    "you choose one first."
)
REFUSED = "Nothing was signed yet. The words listed here have to be said another way first."
CHANGED = (
    "Nothing was {shared} yet. The text was changed in the meantime, perhaps in another tab. This is "
    "how it stands now."
)


class HandsOver(Protocol):
    """An act of the room a kind leads to; it calls journal.actions.hand_over and does what follows."""

    def __call__(
        self,
        *,
        actor: Actor,
        entry: Any,  # journal.models.Entry
        seen: str,
        authenticated_at: datetime | None,
        now: datetime,
    ) -> object: ...


@open_to(CLIENT, CLINICIAN)
@require_safe
def look_over(request: PageRequest, entry_id: UUID) -> HttpResponse:
    """All answers in their order, as the other would read them."""
    own = queries.get_own(actor=request.actor, entry_id=entry_id)
    if own.state != own.DRAFT:
        return redirect("journal:read", entry_id=entry_id)
    return over_page(request, entry_id, form=_form(request, queries.writing_of(own), data=False))


@open_to(CLIENT)
@require_POST
def share(request: PageRequest, entry_id: UUID) -> HttpResponse:
    draft = queries.get_own(actor=request.actor, entry_id=entry_id)
    try:
        actions.share_entry(actor=request.actor, entry=draft, now=clock.now())
    except NotAllowed:
        messages.error(request, NOTHING_YET.format(shared="shared"))
        return redirect("journal:look_over", entry_id=entry_id)
    messages.success(request, "Shared. From now on you can add to it; it stays as it is.")
    return redirect("desk:your_page")


def hand_over(
    request: PageRequest,
    entry_id: UUID,
    *,
    kind: str,
    act: HandsOver,
    done: Callable[[UUID], HttpResponse],
) -> HttpResponse:
    """The page a kind's `finish` names: what was looked over is handed over by `act`, or said why not.

    done  the answer afterwards, from the id of the engagement. Raises NotFound for another kind.
    """
    own = queries.get_own(actor=request.actor, entry_id=entry_id)
    if own.kind != kind:
        raise NotFound
    if own.state != own.DRAFT:
        return redirect("journal:read", entry_id=entry_id)
    writing = queries.writing_of(own)
    form = _form(request, writing, data=True)
    if not form.is_valid():
        return over_page(request, entry_id, form=form, status=HTTPStatus.BAD_REQUEST)
    shared = writing.shared.lower()
    try:
        act(
            actor=request.actor,
            entry=own,
            seen=form.cleaned_data["seen"],
            authenticated_at=form.authenticated_at if isinstance(form, SignatureForm) else None,
            now=clock.now(),
        )
    except Stale:
        messages.error(request, CHANGED.format(shared=shared))
        fresh = _form(request, writing, data=False)
        return over_page(request, entry_id, form=fresh, status=HTTPStatus.CONFLICT)
    except NotAllowed:
        refused = queries.opened(own, actor=request.actor).refused
        messages.error(request, REFUSED if refused else NOTHING_YET.format(shared=shared))
        return redirect("journal:look_over", entry_id=entry_id)
    return done(own.engagement_id)


def over_page(
    request: PageRequest,
    entry_id: UUID,
    *,
    form: HandOverForm | SignatureForm,
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    entry = queries.open_draft(actor=request.actor, entry_id=entry_id)
    form.initial["seen"] = entry.digest
    context: dict[str, Any] = {
        **about(request, entry),
        "form": form,
        "kept": f"Nothing was {entry.writing.shared.lower()} yet. Your text is saved.",
        "steps": steps(entry, current=0),
        "by_area": areas_differ(entry),
        "finish_url": reverse(entry.writing.finish, args=[entry.id]),
        "rests_on_nothing": [a.area_title for a in entry.without_grounds()],
        "findings": [
            {"section": answer.area_title, "finding": finding}
            for answer, finding in entry.findings()
        ],
    }
    return render(request, "reviews/journal/look_over.html", context, status=status)


def _form(request: PageRequest, writing: Writing, *, data: bool) -> HandOverForm | SignatureForm:
    sent = request.POST if data else None
    if writing.signed:
        return SignatureForm(sent, request=request)
    return HandOverForm(sent)
