"""Each path on which typed words can reach an employer, with its gate and without it.

With the gate the words are stopped. Taken out of that one path, they go through: so the gate stands
there, and nothing else does its work. The client's own statement is asked about and never refused;
names in it are stopped, and only the client changes them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from accounts.access import NotAllowed
from reviews.language.findings import Review
from reviews.releases.rules import NotReady as NotReadyToRelease
from reviews.reports import naming
from reviews.reports.rules import NotReady
from tests import sharing_story as sharing
from tests.endings import ended
from tests.story import being
from tests.writings import draft

MEASURE, NAME = "His insight is 7/10 by now.", "I heard it from Bronagh Tuohy."


@dataclass(frozen=True)
class Path:
    """Where the gate is asked, and an act that would let the words through."""

    gate: str
    act: Callable[[Any, Any, Any, pytest.MonkeyPatch], object]


def _section(cast: Any, engagement: Any, now: Any, patch: pytest.MonkeyPatch) -> object:
    return sharing.signed_report(cast, engagement.id, now=now, seen=MEASURE)


def _name(cast: Any, engagement: Any, now: Any, patch: pytest.MonkeyPatch) -> object:
    return sharing.signed_report(cast, engagement.id, now=now, seen=NAME)


def _about(cast: Any, engagement: Any, now: Any, patch: pytest.MonkeyPatch) -> object:
    patch.setattr(sharing, "ABOUT", {**sharing.ABOUT, "sources_used": MEASURE})
    return sharing.signed_report(cast, engagement.id, now=now)


def _heading(cast: Any, engagement: Any, now: Any, patch: pytest.MonkeyPatch) -> object:
    return _publish(cast, now, heading="Insight: 7/10", guidance="")


def _guidance(cast: Any, engagement: Any, now: Any, patch: pytest.MonkeyPatch) -> object:
    return _publish(cast, now, heading="", guidance=MEASURE)


def _publish(cast: Any, now: Any, **words: str) -> object:
    from reviews.reports.headings import publish_heading

    ada = cast.ada.actor
    with being(cast, "ada"):
        return publish_heading(actor=ada, kind="hard", version=0, now=now, **words)


def _remark(cast: Any, engagement: Any, now: Any, patch: pytest.MonkeyPatch) -> object:
    from reviews.reports import cosignatures
    from reviews.reports.cosignature_queries import get_asked
    from reviews.reports.queries import get_signed

    report = sharing.signed_report(cast, engagement.id, now=now)
    dana, mo = cast.dana.actor, cast.mo.actor
    with being(cast, "dana"):
        asked = cosignatures.ask_cosigner(
            actor=dana,
            report=get_signed(actor=dana, report_id=report.id),
            cosigner_id=mo.user_id,
            now=now,
        )
    with being(cast, "mo"):
        return cosignatures.answer_cosignature(
            actor=mo,
            cosignature=get_asked(actor=mo, cosignature_id=asked.id),
            outcome="declined",
            remark=MEASURE,
            authenticated_at=now,
            now=now,
        )


def _purpose(cast: Any, engagement: Any, now: Any, patch: pytest.MonkeyPatch) -> object:
    return sharing.permitted(cast, engagement.id, now=now, purpose=MEASURE)


def _number_of_purpose(cast: Any, engagement: Any, now: Any, patch: pytest.MonkeyPatch) -> object:
    return sharing.permitted(cast, engagement.id, now=now, purpose="Ring 020 7946 0958 first.")


def _closing(cast: Any, engagement: Any, now: Any, patch: pytest.MonkeyPatch) -> object:
    return _summary(cast, engagement, now, MEASURE)


def _name_at_the_end(cast: Any, engagement: Any, now: Any, patch: pytest.MonkeyPatch) -> object:
    return _summary(cast, engagement, now, NAME)


def _line_of_the_end(cast: Any, engagement: Any, now: Any, patch: pytest.MonkeyPatch) -> object:
    return ended(cast.dana.actor, engagement.id, now=now, text="Completed with distinction.")


def _name_in_line(cast: Any, engagement: Any, now: Any, patch: pytest.MonkeyPatch) -> object:
    return ended(cast.dana.actor, engagement.id, now=now, text="Petra Lindqvist moved away.")


def _summary(cast: Any, engagement: Any, now: Any, text: str) -> object:
    from reviews.ending import actions
    from reviews.journal.queries import open_draft

    dana = cast.dana.actor
    closing = ended(dana, engagement.id, now=now)
    entry = draft(dana, engagement.id, "closing", text=text, about=closing.id, now=now)
    with being(cast, "dana"):
        seen = open_draft(actor=dana, entry_id=entry.id).digest
        actions.sign_summary(actor=dana, entry=entry, seen=seen, authenticated_at=now, now=now)
        return entry


PATHS = {
    "a section": Path("reviews.reports.gate.review_report", _section),
    "a name in a section": Path("reviews.reports.gate.review_names", _name),
    "a line about the author": Path("reviews.reports.gate.review_line", _about),
    "a heading of the practice": Path("reviews.reports.gate.review_line", _heading),
    "guidance of the practice": Path("reviews.reports.gate.review_report", _guidance),
    "a second clinician's remark": Path("reviews.reports.cosignatures.review_report", _remark),
    "the purpose of a permission": Path("reviews.releases.permissions.review_line", _purpose),
    "a number in a purpose": Path("reviews.releases.permissions.review_names", _number_of_purpose),
    "the closing summary": Path("reviews.journal.queries.review_report", _closing),
    "a name in it": Path("reviews.journal.queries.review_names", _name_at_the_end),
    "a name in the line of how it ended": Path("reviews.ending.rules.review_names", _name_in_line),
    "the line of how it ended": Path("reviews.ending.rules.review_line", _line_of_the_end),
}
STOPPED = (NotReady, NotReadyToRelease, NotAllowed)


@pytest.mark.parametrize("path", PATHS.values(), ids=PATHS.keys())
def test_the_gate_stops_it(cast, engagement, now, path, monkeypatch):
    with pytest.raises(STOPPED):
        path.act(cast, engagement, now, monkeypatch)


@pytest.mark.parametrize("path", PATHS.values(), ids=PATHS.keys())
def test_without_the_gate_it_would_go_through(cast, engagement, now, path, monkeypatch):
    """Planted: the law above is red for each path whose gate is taken out."""
    monkeypatch.setattr(path.gate, lambda text, **_: Review(findings=()))
    path.act(cast, engagement, now, monkeypatch)


def test_nobody_but_the_cast_can_be_named():
    """A closed list: somebody of the work, in one of five ways, and no words of one's own."""
    assert set(naming.NAMED_AS) == {"client", "clinician", "recipient", "mentor", "support"}


@pytest.mark.parametrize("words", [MEASURE, "I am cured and no danger to anybody."])
def test_the_clients_own_words_are_asked_about_and_never_refused(cast, engagement, now, words):
    from reviews.releases.readiness import review_words
    from reviews.reports.queries import get_signed

    report = sharing.signed_report(cast, engagement.id, now=now)
    eli = cast.eli.actor
    with being(cast, "eli"):
        found = review_words(
            actor=eli, report=get_signed(actor=eli, report_id=report.id), text=words, recipient=None
        )
    assert {finding.strength for finding in found} == {"question"}
    sharing.stated(cast, report, now=now, text=words)
    permission = sharing.permitted(cast, engagement.id, now=now)
    assert sharing.released(cast, report, permission, now=now).id
