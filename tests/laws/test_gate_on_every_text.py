"""Every text that somebody types and a reader reads has passed the gate on its way.

The gate is replaced by one that writes down what it was asked and finds nothing. Whatever stands in
a released document afterwards was either asked about, or is one of the house's own words.
"""

import json
from typing import Any

import pytest
from django.db import transaction

from accounts.access import acting_as
from reviews.language.findings import REFUSE, Finding, Review
from reviews.reports.rules import NotReady
from tests import sharing_story as sharing
from tests.laws.test_gate_removed import broken
from tests.talks import log_session

TYPED = {
    "themes": "Typed in the themes of the work.",
    "seen": "Typed about what was seen on a day in spring.",
    "hard": "Typed about what is still hard.",
    "boundaries": "Typed about supports at work.",
}
COMMITMENT = "Typed as a commitment"
ABOUT = {
    "role": "Typed as a role",
    "licence": "Typed as a licence",
    "sources_used": "Typed as sources that were used.",
    "sources_not_used": "Typed as sources that were not used.",
    "fee_payer": "Typed as whoever pays.",
}
STATEMENT = "Typed by the client beside the report."
READER = ("Typed Reader", "typed role", "Typed Organization", "typed@example.org")
PURPOSE = "Typed as the purpose of it."
EVERYTHING_TYPED = (
    *TYPED.values(),
    COMMITMENT,
    *ABOUT.values(),
    STATEMENT,
    *READER[:3],
    PURPOSE,
    "Eli Rask",
)


class Asked:
    """Remembers every text a gate was asked about."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.texts: list[str] = []
        for place in (
            "reviews.reports.gate.review_report",
            "reviews.reports.gate.review_line",
            "reviews.reports.gate.review_names",
            "reviews.releases.permissions.review_line",
            "reviews.releases.permissions.review_names",
            "reviews.releases.readiness.review_statement",
            "reviews.releases.readiness.review_names",
        ):
            patch.setattr(place, self._note)

    def _note(self, text: str, **_: Any) -> Review:
        self.texts.append(text)
        return Review(findings=())

    def about(self, words: str) -> bool:
        return any(words in text for text in self.texts)


def release_everything(cast: Any, engagement: Any, now: Any, patch: pytest.MonkeyPatch) -> str:
    """The released document as text, with everything typed that can be."""
    from reviews.releases.copy_queries import read_released
    from reviews.sessions.words import Agreed

    patch.setattr(sharing, "ABOUT", ABOUT)
    patch.setattr(sharing, "PURPOSE", PURPOSE)
    log_session(cast.dana.actor, engagement.id, now=now, commitments=[Agreed(text=COMMITMENT)])
    report = sharing.signed_report(cast, engagement.id, now=now, **TYPED)
    permission = sharing.permitted(cast, engagement.id, now=now, reader=READER)
    sharing.stated(cast, report, now=now, text=STATEMENT)
    release = sharing.released(cast, report, permission, now=now)
    with acting_as(cast.eli.actor), transaction.atomic():
        _, document = read_released(actor=cast.eli.actor, release_id=release.id)
    return json.dumps(document, ensure_ascii=False)


def test_what_was_asked_about_is_word_for_word_what_is_read(cast, engagement, now, monkeypatch):
    """Wherever lines end in what was typed: the gate read the very paragraphs that a reader reads."""
    asked = Asked(monkeypatch)
    as_they_stand = (*TYPED.values(), COMMITMENT, *ABOUT.values(), STATEMENT)
    monkeypatch.setattr(f"{__name__}.TYPED", {kind: broken(text) for kind, text in TYPED.items()})
    monkeypatch.setattr(f"{__name__}.ABOUT", {line: broken(text) for line, text in ABOUT.items()})
    monkeypatch.setattr(f"{__name__}.STATEMENT", broken(STATEMENT))
    monkeypatch.setattr(f"{__name__}.COMMITMENT", broken(COMMITMENT))

    document = release_everything(cast, engagement, now, monkeypatch)

    assert [words for words in as_they_stand if words not in document] == []
    assert [words for words in as_they_stand if not asked.about(words)] == []


def test_whatever_is_typed_and_read_was_asked_about(cast, engagement, now, monkeypatch):
    asked = Asked(monkeypatch)
    document = release_everything(cast, engagement, now, monkeypatch)

    assert [words for words in EVERYTHING_TYPED if words not in document] == []
    assert [words for words in EVERYTHING_TYPED if not asked.about(words)] == []


REPORT_TEXTS = [*TYPED, *ABOUT, "commitment"]


@pytest.mark.parametrize("where", REPORT_TEXTS)
def test_one_refused_word_anywhere_stops_the_signature(cast, engagement, now, monkeypatch, where):
    """The same text is signed without the word, and is not with it."""
    refused = "insight seven out of ten"
    _refuse(monkeypatch, refused)
    with monkeypatch.context() as patch:
        plain = sharing.signed_report(cast, engagement.id, now=now)
        assert plain.state == "signed"
        texts = {where: f"{TYPED[where]} {refused}."} if where in TYPED else {}
        if where in ABOUT:
            patch.setattr(sharing, "ABOUT", {**ABOUT, where: f"{ABOUT[where]} {refused}"})
        if where == "commitment":
            from reviews.sessions.words import Agreed

            log_session(cast.dana.actor, engagement.id, now=now, commitments=[Agreed(text=refused)])
        with pytest.raises(NotReady) as error:
            sharing.corrected_report(cast, plain, now=now, **texts)
    assert any(refused in problem.sentence for problem in error.value.problems)


def _refuse(patch: pytest.MonkeyPatch, words: str) -> None:
    def review(text: str) -> Review:
        start = text.find(words)
        if start < 0:
            return Review(findings=())
        end = start + len(words)
        return Review((Finding(start, end, words, "rating", REFUSE, "Say what you saw."),))

    patch.setattr("reviews.reports.gate.review_report", review)
    patch.setattr("reviews.reports.gate.review_line", review)
    patch.setattr("reviews.reports.gate.review_names", lambda text, **_: Review(findings=()))
