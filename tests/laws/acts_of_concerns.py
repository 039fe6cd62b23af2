"""What each act about setbacks and concerns needs, does and writes in the trail; see acts.py."""

from collections.abc import Callable
from typing import Any

from reviews.concerns import actions, queries
from reviews.concerns.actions import NewStep
from reviews.journal.models import Entry
from reviews.journal.queries import open_draft
from tests import voices
from tests.concerns import told
from tests.laws.acts import Act, Stage
from tests.writings import draft

OWN_DRAFT = "one's own draft leaves no trace"


def _draft(kind: str, who: str) -> Callable[[Stage], Any]:
    return lambda s: draft(getattr(s, who), s.engagement.id, kind, now=s.now)


def _told(s: Stage) -> Any:
    concern = told(s.eli, s.engagement.id, now=s.now)
    return s.as_(s.dana, lambda: queries.get_concern(actor=s.dana, concern_id=concern.id))


def _tell(s: Stage) -> None:
    s.as_(
        s.eli,
        lambda: actions.tell_setback(
            actor=s.eli,
            entry=s.ready,
            seen=open_draft(actor=s.eli, entry_id=s.ready.id).digest,
            authenticated_at=None,
            now=s.now,
        ),
    )


def _sign(s: Stage) -> None:
    s.as_(
        s.dana,
        lambda: actions.sign_noted(
            actor=s.dana,
            entry=s.ready,
            seen=open_draft(actor=s.dana, entry_id=s.ready.id).digest,
            authenticated_at=s.now,
            now=s.now,
        ),
    )


def _form(s: Stage) -> Any:
    voices.agreed(s.cast, s.engagement.id, "new_complaint", now=s.now)
    erin = voices.contact()
    return erin, voices.forms(erin)[0].id


READY: dict[str, Callable[[Stage], Any]] = {
    "reviews.concerns.actions.begin_setback": lambda s: s.engagement,
    "reviews.concerns.actions.begin_noted": lambda s: s.engagement,
    "reviews.concerns.actions.tell_setback": _draft(Entry.SETBACK, "eli"),
    "reviews.concerns.actions.sign_noted": _draft(Entry.NOTED, "dana"),
    "reviews.concerns.actions.acknowledge": _told,
    "reviews.concerns.actions.add_step": _told,
    "reviews.concerns.actions.report_agreed": _form,
    "reviews.concerns.actions.tell_second": lambda s: voices.asked_second(
        s.cast, s.engagement.id, now=s.now
    ),
}

ACTS: dict[str, Act] = {
    "reviews.concerns.actions.begin_setback": Act(
        lambda s: s.as_(
            s.eli, lambda: actions.begin_setback(actor=s.eli, engagement=s.ready, now=s.now)
        ),
        why=OWN_DRAFT,
    ),
    "reviews.concerns.actions.begin_noted": Act(
        lambda s: s.as_(
            s.dana, lambda: actions.begin_noted(actor=s.dana, engagement=s.ready, now=s.now)
        ),
        why=OWN_DRAFT,
    ),
    "reviews.concerns.actions.tell_setback": Act(_tell, ("share",)),
    "reviews.concerns.actions.sign_noted": Act(_sign, ("sign",)),
    "reviews.concerns.actions.acknowledge": Act(
        lambda s: s.as_(
            s.dana, lambda: actions.acknowledge(actor=s.dana, concern=s.ready, now=s.now)
        ),
        ("acknowledge",),
    ),
    "reviews.concerns.actions.add_step": Act(
        lambda s: s.as_(
            s.dana,
            lambda: actions.add_step(
                actor=s.dana, concern=s.ready, new=NewStep("answered", "Read."), now=s.now
            ),
        ),
        ("add_step",),
    ),
    "reviews.concerns.actions.report_agreed": Act(
        lambda s: voices.report(*s.ready), ("tell_concern",)
    ),
    "reviews.concerns.actions.tell_second": Act(
        lambda s: voices.told_by_second(s.mo, s.ready), ("tell_concern",)
    ),
}
