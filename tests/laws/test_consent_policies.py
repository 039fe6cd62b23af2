"""Each condition the database asks between a text and its reader is taken away, and a try notices.

In a copy of the database, whose owner takes it away and puts it back. No Python of ours decides here:
the tries are plain SQL, and the doors are asked themselves.
"""

from collections.abc import Iterator
from typing import Any

import pytest

from reviews.records.retention import CONSENT
from tests.clones import clone, inside
from tests.laws import consent_doors, consent_policies, consent_sights
from tests.laws.consent_attempts import Answer
from tests.laws.consent_policies import NOT_BACK, NOT_LATER, OPENS
from tests.laws.consent_story import Story
from tests.laws.consent_trying import goes
from tests.laws.consent_words import words_of
from tests.laws.database_guards import (
    OWNER,
    Text,
    bodies,
    doors_about,
    functions,
    policies,
    without,
)

DOOR = "live_releases"
# Of each table the policies that stand between a text and its reader; of some, when a row is dated.
WHOLLY = (
    *CONSENT, "reviews_statement", "reviews_cosignature", "reviews_remarkpassedon",
    "reviews_answerkeptback", "reviews_correctionrequest", "reviews_engagementkey",
    "accounts_invitation",
)  # fmt: skip
IN_PART = ("reviews_report_select", "reviews_report_update using", "reviews_report_update check")
DATED_ALONE = ("reviews_amendment_insert", "reviews_concernstep_insert")

# Doors that ask one of these are found as well, and what runs when a row of a table above is written.
ABOUT = (
    *CONSENT, "reviews_statement", "reviews_remarkpassedon", "reviews_answerkeptback",
    "reviews_amendment",
)  # fmt: skip

TRIES = consent_policies.INSERTS | consent_sights.TRIES | consent_doors.TRIES
LINES = consent_policies.POLICIES | consent_sights.LINES | consent_doors.LINES
ELSEWHERE = consent_policies.ELSEWHERE | consent_sights.ELSEWHERE | consent_doors.ELSEWHERE


def asked(owner: OWNER) -> dict[str, Text]:
    """By name, every policy of these tables and every function about them."""
    found = policies(owner, list(WHOLLY))
    more = policies(owner, ["reviews_report", "reviews_amendment", "reviews_concernstep"])
    found |= {name: more[name] for name in IN_PART}
    for name in DATED_ALONE:
        text = more[name]
        dated = {label: c for label, c in text.found.items() if label in (NOT_BACK, NOT_LATER)}
        found[name] = Text(text.text, dated, text.put)
    known = bodies(owner)
    return found | functions(
        owner, doors_about(owner, list(ABOUT), list(WHOLLY)), lambda n: words_of(known, n)
    )


@pytest.fixture(autouse=True)
def _in_database() -> None:
    """No transaction around a test: what it had read would keep the owner from changing anything."""


@pytest.fixture(scope="module")
def stage(django_db_setup: None, django_db_blocker: Any) -> Iterator[tuple[Story, dict[str, Text]]]:
    from tests.conftest import _load_cast, _make_cast

    with (
        django_db_blocker.unblock(),
        clone() as copy,
        inside(copy.app_url),
        copy.as_owner() as owner,
    ):
        _make_cast()
        yield Story(_load_cast()), asked(owner)


def test_every_condition_in_the_database_has_its_line(stage):
    _, texts = stage
    found = {(name, label) for name, text in texts.items() for label in text.found}
    known = {*LINES, *ELSEWHERE, *((DOOR, label) for label in OPENS)}

    assert found - known == set(), "a condition without a try"
    assert known - found == set(), "a line without a condition"
    attempts = {line.attempt for line in LINES.values()}
    assert attempts <= TRIES.keys()
    assert all(isinstance(TRIES[name], Answer) for name in TRIES.keys() - attempts), "no line"


def test_every_row_of_consent_is_dated_when_it_is_made(stage):
    """A door writes those that nobody inserts, and asks the clock itself."""
    _, texts = stage
    inserted = {name for name in texts if name.endswith("_insert")}
    assert inserted >= {f"{table}_insert" for table in CONSENT if table != "reviews_closedrelease"}
    for name in inserted - {"reviews_engagementkey_insert", "accounts_invitation_insert"}:
        assert texts[name].found.keys() >= {NOT_BACK, NOT_LATER}, name


def test_what_is_right_goes_through_and_one_release_opens(stage):
    story, _ = stage
    assert [name for name, it in TRIES.items() if not goes(it, story, right=True)] == []
    assert story.opens() == {story.fates["live"]}


@pytest.mark.parametrize(("name", "label"), LINES)
def test_a_condition_that_is_taken_away_is_missed(stage, name, label):
    story, texts = stage
    line = LINES[name, label]
    attempt = TRIES[line.attempt]
    also = [other if isinstance(other, tuple) else (name, other) for other in line.also]
    assert not goes(attempt, story)

    if also:
        with without(texts, *also):
            assert not goes(attempt, story), "with the others gone, this one holds"
    with without(texts, (name, label), *also):
        assert goes(attempt, story)
    assert not goes(attempt, story)


def test_an_answer_is_passed_on_by_its_author_alone(stage):
    """Not by whoever covers, with plain SQL either."""
    story, _ = stage
    attempt = TRIES["passing on another author's"]
    assert goes(attempt, story, right=True)
    assert not goes(attempt, story)


@pytest.mark.parametrize("label", OPENS)
def test_what_the_door_does_not_ask_opens_what_is_closed(stage, label):
    story, texts = stage
    line = OPENS[label]
    in_no_role = line.attempt not in story.fates
    who = "reader in no role" if in_no_role else "reader"
    fate = story.fates["live" if in_no_role else line.attempt]
    also = [(DOOR, str(other)) for other in line.also]
    assert fate not in story.opens(who)

    if also:
        with without(texts, *also):
            assert fate not in story.opens(who), "with the others gone, this one holds"
    with without(texts, (DOOR, label), *also):
        assert fate in story.opens(who)
    assert fate not in story.opens(who)
