"""What a view calls so that the boxes of its form are kept while somebody types.

    boxes = Boxes(STATEMENT, actor=request.actor, engagement_id=…, about=report.id)
    boxes.fill(form)   # before the page is rendered: components/field.html does the rest
    boxes.take(form)   # beside the act that sends them, in the same transaction

Source: docs/architecture.md, "Words that survive".
"""

import re
import uuid
from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.urls import reverse

from accounts.access import Actor, NotFound
from reviews.unsent import actions, queries
from reviews.unsent.actions import Sent
from reviews.unsent.places import Place
from reviews.unsent.queries import UnsentSeen
from tracker.lib import clock, dates
from tracker.lib.forms import open_page


@dataclass(frozen=True, slots=True)
class Kept:
    """What components/kept_box.html shows beside one box."""

    name: str
    is_line: bool
    page: UUID  # this open page
    version: int  # 0: nothing is kept yet
    state: str
    kind: str  # of components/save_state.html
    saved_words: str
    of_form: str  # what names the form: its boxes are discarded together
    compare_url: str  # where two texts wait for a choice, or ""
    discard_url: str  # "" while nothing is kept


class Boxes:
    """The boxes of one form of one person.

    engagement_id  None for a first offer, which has none yet.
    about  what the form is about: whoever comes back to it finds their text by this id.
    covers  after fill(): a text that was saved before stands behind one that was not sent.
    """

    def __init__(
        self, place: Place, *, actor: Actor, engagement_id: UUID | None, about: UUID
    ) -> None:
        self.place, self.actor = place, actor
        self._engagement_id, self.about = engagement_id, about
        self.covers = False

    @property
    def engagement_id(self) -> UUID:
        """Raises NotFound where there is none yet."""
        if self._engagement_id is None:
            raise NotFound
        return self._engagement_id

    def found(self) -> dict[str, UnsentSeen]:
        """What was typed and not sent, by box."""
        return queries.open_boxes(actor=self.actor, place=self.place, about=self.about)

    def fill(self, form: forms.Form) -> None:
        """Put what was typed and not sent into the form, and have it saved while typing goes on.

        A form that was sent and refused keeps what was sent, without any script too.
        """
        if form.is_bound:
            self._keep(form)
        found = self.found()
        for box in self._boxes_of(form):
            seen = found.get(box)
            if seen is not None and not form.is_bound:
                before = form.get_initial_for_field(form.fields[box], box)
                self.covers |= bool(before) and before != seen.text
                form.initial[box] = seen.text
            self._attach(form, box, seen)

    def take(self, form: forms.Form) -> None:
        """What the form held was sent: it is not unsent any more."""
        sent = {box: _sent(form, box) for box in self._boxes_of(form)}
        actions.take_unsent(
            actor=self.actor, place=self.place, about=self.about, sent=sent, now=clock.now()
        )

    def discard(self) -> None:
        """What the form is about was discarded: so is what was typed into it."""
        some_box = next(iter(self.found().values()), None)
        if some_box is not None:
            actions.discard_unsent(actor=self.actor, text_id=some_box.id)  # and the others with it

    def _boxes_of(self, form: forms.Form) -> list[str]:
        return [box for box in self.place.boxes if box in form.fields]

    def _keep(self, form: forms.Form) -> None:
        for box in self._boxes_of(form):
            sent = _sent(form, box)
            if box not in form.errors and sent.text:
                actions.save_unsent(
                    actor=self.actor,
                    place=self.place,
                    engagement_id=self._engagement_id,
                    about=self.about,
                    box=box,
                    text=sent.text,
                    version=sent.version,
                    page=sent.page,
                    now=clock.now(),
                )

    def _attach(self, form: forms.Form, box: str, seen: UnsentSeen | None) -> None:
        which = {"place": self.place.code, "about": self.about}
        if self._engagement_id is not None:
            which["engagement"] = self._engagement_id
        field, of_form = form.fields[box], urlencode(which)
        page = open_page(form.data.get(f"{box}-page"))
        field.widget.attrs |= {
            "data-autosave": reverse("unsent:save"),
            "data-with": f"{of_form}&box={box}",
        }
        field.kept = Kept(  # type: ignore[attr-defined] # read by components/field.html
            name=box,
            is_line=isinstance(field.widget, forms.TextInput),
            page=page.id if page else uuid.uuid4(),
            version=seen.version if seen else 0,
            state=self._state(seen) if seen else "",
            kind=("two" if seen.second is not None else "saved") if seen else "",
            saved_words=f"Kept at {{time}}, {self.place.waits}. Only you can see it.",
            of_form=of_form,
            compare_url=reverse("unsent:two", args=[seen.id]) if seen and seen.second else "",
            discard_url=reverse("unsent:discard", args=[seen.id]) if seen else "",
        )

    def _state(self, seen: UnsentSeen) -> str:
        if seen.second is not None:
            return "You also wrote in another place. Both texts are safe."
        at = dates.said_at(seen.saved_at, now=clock.now())
        return f"Kept {at}, {self.place.waits}. Only you can see it."


def _sent(form: forms.Form, box: str) -> Sent:
    """What a form that was sent holds in this box, and what its page knew of it."""
    version = str(form.data.get(f"{box}-version", ""))
    form.is_valid()  # cleans it, if nobody has yet
    text = form.cleaned_data.get(box, "")
    return Sent(
        text="\n".join(text) if isinstance(text, list) else text,
        version=int(version) if re.fullmatch(r"\d{1,10}", version) else 0,
        page=open_page(form.data.get(f"{box}-page")),
    )
