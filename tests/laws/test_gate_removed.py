"""Each path on which typed words can reach an employer, with its gate and without it.

With the gate the words are stopped, and they are where a line ends between every two of them. Taken out
of that one path, or given the words as they were typed, the gate lets them through: so it stands there,
it reads them as they will stand, and nothing else does its work. The client's own statement is asked
about and never refused; names in it are stopped, and only the client changes them.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from itertools import cycle
from typing import Any

import pytest

from accounts.access import NotAllowed
from reviews.journal.rules import NotReady as NotReadyToAdd
from reviews.language.findings import Review
from reviews.releases.rules import NotReady as NotReadyToRelease
from reviews.reports import naming
from reviews.reports.rules import NotReady
from tests import sharing_story as sharing
from tests.endings import ended, summary
from tests.story import being

MEASURE, NAME = "His insight is 7/10 by now.", "I heard it from Tuohy."
NUMBER = "Ring 020 7946 0958 first."
LINE_ENDS = ("\n", "\u2028", " \n", "\u2029", "\x85", "\r\n", "\n\t")

Act = Callable[[Any, Any, Any, str], object]  # cast, engagement, now, words


@dataclass(frozen=True)
class Path:
    """Where the gate is asked, where the words are made what will stand, and an act that would let
    these words through.
    """

    gate: str
    stands: tuple[str, ...]
    act: Act
    words: str


def broken(words: str) -> str:
    """The same with a line end for every space."""
    ends = cycle(LINE_ENDS)
    return re.sub(" ", lambda _: next(ends), words)


def _section(cast: Any, engagement: Any, now: Any, words: str) -> object:
    return sharing.signed_report(cast, engagement.id, now=now, seen=words)


def _about(cast: Any, engagement: Any, now: Any, words: str) -> object:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sharing, "ABOUT", {**sharing.ABOUT, "sources_used": words})
        return sharing.signed_report(cast, engagement.id, now=now)


def _publish(cast: Any, engagement: Any, now: Any, words: str, *, field: str) -> object:
    from reviews.reports.headings import publish_heading

    ada = cast.ada.actor
    said = {"heading": "", "guidance": "", field: words}
    with being(cast, "ada"):
        return publish_heading(actor=ada, kind="hard", version=0, now=now, **said)


def _remark(cast: Any, engagement: Any, now: Any, words: str) -> object:
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
            remark=words,
            authenticated_at=now,
            now=now,
        )


def _purpose(cast: Any, engagement: Any, now: Any, words: str) -> object:
    return sharing.permitted(cast, engagement.id, now=now, purpose=words)


def _line_of_the_end(cast: Any, engagement: Any, now: Any, words: str) -> object:
    return ended(cast.dana.actor, engagement.id, now=now, text=words)


def _closing(cast: Any, engagement: Any, now: Any, words: str) -> object:
    closing = ended(cast.dana.actor, engagement.id, now=now)
    return summary(cast.dana.actor, closing, now=now, text=words)


def _addition(cast: Any, engagement: Any, now: Any, words: str) -> object:
    from reviews.journal.actions import add_addendum
    from reviews.journal.queries import get_own_shared

    dana = cast.dana.actor
    entry = summary(dana, ended(dana, engagement.id, now=now), now=now)
    with being(cast, "dana"):
        shared = get_own_shared(actor=dana, entry_id=entry.id)
        return add_addendum(actor=dana, entry=shared, text=words, now=now)


GATE, REMARK, ENDING = (
    "reviews.reports.gate",
    "reviews.reports.cosignatures",
    "reviews.ending.rules",
)
JOURNAL, PERMISSIONS = "reviews.journal.rules", "reviews.releases.permissions"
SECTION, LINES = ("reviews.reports.queries",), ("reviews.reports.body", "reviews.reports.readiness")
HEADINGS = ("reviews.reports.heading_queries",)
PATHS = {
    "a section": Path(f"{GATE}.review_report", SECTION, _section, MEASURE),
    "a name in a section": Path(f"{GATE}.review_names", SECTION, _section, NAME),
    "a line about the author": Path(f"{GATE}.review_line", LINES, _about, MEASURE),
    "a heading of the practice": Path(
        f"{GATE}.review_line", HEADINGS, partial(_publish, field="heading"), "Insight: 7/10"
    ),
    "guidance of the practice": Path(
        f"{GATE}.review_report", HEADINGS, partial(_publish, field="guidance"), MEASURE
    ),
    "a second clinician's remark": Path(f"{REMARK}.review_report", (REMARK,), _remark, MEASURE),
    "the purpose of a permission": Path(
        f"{PERMISSIONS}.review_line", (PERMISSIONS,), _purpose, MEASURE
    ),
    "a number in a purpose": Path(f"{PERMISSIONS}.review_names", (PERMISSIONS,), _purpose, NUMBER),
    "the closing summary": Path(f"{JOURNAL}.review_report", (JOURNAL,), _closing, MEASURE),
    "a name in it": Path(f"{JOURNAL}.review_names", (JOURNAL,), _closing, NAME),
    "an addition to it": Path(f"{JOURNAL}.review_report", (JOURNAL,), _addition, MEASURE),
    "a name in an addition": Path(f"{JOURNAL}.review_names", (JOURNAL,), _addition, NAME),
    "a name in the line of how it ended": Path(
        f"{ENDING}.review_names", (ENDING,), _line_of_the_end, NAME
    ),
    "the line of how it ended": Path(
        f"{ENDING}.review_line", (ENDING,), _line_of_the_end, "Completed with distinction."
    ),
}
STOPPED = (NotReady, NotReadyToAdd, NotReadyToRelease, NotAllowed)
every_path = pytest.mark.parametrize("path", PATHS.values(), ids=PATHS.keys())


@every_path
def test_the_gate_stops_it(cast, engagement, now, path):
    with pytest.raises(STOPPED):
        path.act(cast, engagement, now, path.words)


@every_path
def test_without_the_gate_it_would_go_through(cast, engagement, now, path, monkeypatch):
    """Planted: the law above is red for each path whose gate is taken out."""
    monkeypatch.setattr(path.gate, lambda text, **_: Review(findings=()))
    path.act(cast, engagement, now, path.words)


@every_path
def test_a_line_end_between_two_words_hides_nothing_from_it(cast, engagement, now, path):
    with pytest.raises(STOPPED):
        path.act(cast, engagement, now, broken(path.words))


@every_path
def test_read_as_it_was_typed_it_would_go_through(cast, engagement, now, path, monkeypatch):
    """Planted: the law above is red for each path whose gate reads what was typed."""
    for place in path.stands:
        monkeypatch.setattr(f"{place}.as_it_stands", lambda text: text)
    path.act(cast, engagement, now, broken(path.words))


def test_nobody_but_the_cast_can_be_named():
    """A closed list: somebody of the work, in one of five ways, and no words of one's own."""
    assert set(naming.NAMED_AS) == {"client", "clinician", "recipient", "mentor", "support"}


@pytest.mark.parametrize(
    "words", [MEASURE, "I am cured and no danger to anybody.", broken(MEASURE)]
)
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


def test_a_line_end_hides_no_name_in_the_clients_own_words(cast, engagement, now):
    report = sharing.signed_report(cast, engagement.id, now=now)
    permission = sharing.permitted(cast, engagement.id, now=now)

    def released_with(words: str, *, after: int) -> object:
        later = sharing.wait_is_over(hours=after)
        sharing.stated(cast, report, now=later, text=words)
        return sharing.released(cast, report, permission, now=later)

    assert released_with(broken(MEASURE), after=1)
    for after, words in enumerate((NAME, broken(NAME)), start=2):
        with pytest.raises(NotReadyToRelease):
            released_with(words, after=after)
