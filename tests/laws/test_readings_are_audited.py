"""No narrative is read without a line in the trail; labels and one's own draft are named here.

Every function that opens a sealed text is on a hand-written list, with how its reading is recorded.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from accounts.access import NotFound
from reviews.agreements import queries as agreements
from reviews.desk import queries as desk
from reviews.engagements import queries as engagements
from reviews.journal import queries as journal
from tests.conftest import SENTENCE
from tests.laws.test_every_act_is_audited import lines_written
from tracker.lib import clock

# Where sealed text is opened, and what records it.
OPENED_IN = {
    "reviews/engagements/queries.py:_seen": "the client's name: a label of lists",
    "reviews/agreements/queries.py:_seen": "read_agreement; one line and codes for lists",
    "reviews/agreements/actions.py:accept_agreement": "the accepting itself",
    "reviews/journal/queries.py:_opened": "read_entry; open_draft is the writer's own",
    "reviews/journal/queries.py:_answer": "read_entry; open_draft is the writer's own",
    "reviews/journal/actions.py:save_answer": "the writer's own draft",
    "reviews/journal/actions.py:choose_text": "the writer's own draft",
    "reviews/journal/actions.py:share_entry": "the writer's own draft",
    "reviews/journal/actions.py:_keep_second": "the writer's own draft",
}
# Who asks those of another function.
CALLED_BY = {
    "reviews/agreements/queries.py:_seen": {"read_agreement", "focus_areas_of", "working_on"},
    "reviews/journal/queries.py:_opened": {"open_draft", "read_entry"},
    "reviews/journal/queries.py:_answer": {"_opened"},
}
OPENERS = {"open_text", "open_sealed"}


def opening_functions(source: str) -> Iterator[str]:
    """Functions of a module that open sealed text."""
    for function in ast.walk(ast.parse(source)):
        if isinstance(function, ast.FunctionDef) and OPENERS & set(_called(function)):
            yield function.name


def callers(source: str, name: str) -> set[str]:
    return {
        function.name
        for function in ast.walk(ast.parse(source))
        if isinstance(function, ast.FunctionDef) and name in _called(function)
    }


def _called(function: ast.FunctionDef) -> Iterator[str]:
    for node in ast.walk(function):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func).rpartition(".")[2]


def test_sealed_text_is_opened_where_the_list_says():
    found = {
        f"{path}:{name}"
        for folder in ("accounts", "reviews", "tracker")
        for path in Path(folder).rglob("*.py")
        for name in opening_functions(path.read_text())
        if str(path) not in ("reviews/records/vault.py", "tracker/lib/crypto.py")
    }
    assert found == OPENED_IN.keys()


def test_what_opens_is_asked_by_the_functions_the_list_says():
    for place, names in CALLED_BY.items():
        path, _, opener = place.partition(":")
        assert callers(Path(path).read_text(), opener) == names, place


def test_a_planted_opening_is_found():
    planted = "def peek(row):\n    return vault.open_text(row, 'text', engagement_id=1)\n"
    assert list(opening_functions(planted)) == ["peek"]
    assert callers("def more():\n    return [_seen(a) for a in b]\n", "_seen") == {"more"}


# --- each reading, counted ------------------------------------------------------------------------


def test_reading_a_shared_reflection_is_one_line_each_time(story, cast, being):
    dana, eli = cast.dana.actor, cast.eli.actor

    def read(actor):
        with being(actor):
            entry = journal.read_entry(actor=actor, entry_id=story.shared_id)
            assert entry.answers[0].text == SENTENCE

    assert lines_written(lambda: read(dana), cast) == ["read"]
    assert lines_written(lambda: read(dana), cast) == ["read"]
    assert lines_written(lambda: read(eli), cast) == ["read"]


def test_reading_an_agreement_is_a_line(story, cast, being):
    def read():
        with being(cast.dana.actor):
            agreements.read_agreement(actor=cast.dana.actor, agreement_id=story.agreement_id)

    assert lines_written(read, cast) == ["read"]


def test_without_its_line_nothing_is_read(story, dana, being, monkeypatch):
    def refuse(**_):
        raise RuntimeError("the trail cannot be written")

    with being(dana):
        assert journal.read_entry(actor=dana, entry_id=story.shared_id).has_words
    monkeypatch.setattr("reviews.journal.queries.audit.record", refuse)
    with being(dana), pytest.raises(RuntimeError):
        journal.read_entry(actor=dana, entry_id=story.shared_id)


def test_ones_own_draft_leaves_no_line(story, cast, being):
    def read():
        with being(cast.eli.actor):
            draft = journal.open_draft(actor=cast.eli.actor, entry_id=story.draft_id)
            assert draft.answers[0].text == SENTENCE

    assert lines_written(read, cast) == []


def test_a_refused_reading_is_no_reading(story, cast, being):
    def read():
        with being(cast.mo.actor), pytest.raises(NotFound):
            journal.read_entry(actor=cast.mo.actor, entry_id=story.shared_id)

    assert lines_written(read, cast) == []


def test_lists_open_labels_and_no_narrative(story, cast, being, monkeypatch):
    """Names and working lines alone: every other opening is an error here."""
    from reviews.records import vault

    opened = []
    real = vault.open_text

    def note(row, column, **kwargs):
        opened.append(f"{type(row).__name__}.{column}")
        return real(row, column, **kwargs)

    monkeypatch.setattr(vault, "open_text", note)
    dana, eli, now = cast.dana.actor, cast.eli.actor, clock.now()

    def list_everything():
        with being(dana):
            desk.today(actor=dana, now=now)
            desk.people(actor=dana)
            seen = engagements.see_engagement(actor=dana, engagement_id=story.engagement_id)
            desk.timeline(actor=dana, engagement=seen, now=now)
        with being(eli):
            desk.your_page(actor=eli, now=now)
            desk.access_record(actor=eli, engagement=seen)
            agreements.focus_areas_of(actor=eli, engagement_id=story.engagement_id)

    assert lines_written(list_everything, cast) == []
    assert set(opened) == {"Engagement.client_name", "Agreement.terms"}
