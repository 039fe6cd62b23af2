"""Likely names off the cast, addresses and numbers are refused; telling titles are asked about.

Every name here is invented.
"""

import pytest

from reviews.language.names import review_names
from tests.reviews.language import people

CAST = frozenset(
    {
        "Graham Tillotson",
        "Dr Amara Voss",
        "Maren Oldacre",
        "Bartholomew-Finch Ltd",
        "Tallow Street",
        "the Lantern Trust",
    }
)


def found(text, cast=CAST):
    return {(f.span, f.family, f.strength) for f in review_names(text, cast=cast).findings}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("He told Sarah that he would stop.", "Sarah"),
        ("Sarah said that it was fine.", "Sarah"),
        ("He moved Kowalczyk's desk.", "Kowalczyk's"),
        ("We spoke about Mrs Okafor.", "Okafor"),
        ("Mr. Quimby came as well.", "Quimby"),
        ("He sat beside Priscilla Vane at dinner.", "Priscilla Vane"),
        ("He and Grace walked home.", "Grace"),
        ("He wrote to Mark about it.", "Mark"),
        ("Then May said that she would leave.", "May"),
        ("Zebedee told him to stop.", "Zebedee"),
        ("He met O'Hallahan in the hall.", "O'Hallahan"),
        ("He apologized to Jean-Luc.", "Jean-Luc"),
        ("He told Ｓａｒａｈ that he would stop.", "Ｓａｒａｈ"),
        ("He told S\u200barah that he would stop.", "S\u200barah"),
    ],
)
def test_a_name_off_the_cast_is_refused(text, name):
    assert (name, "name", "refuse") in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "Graham met Dr Voss at Tallow Street; Voss's notes stay with her.",
        "Mr Tillotson agreed, and so did Ms Oldacre of the Lantern Trust.",
        "GRAHAM TILLOTSON asked for it.",
        "Bartholomew-Finch changed the rota, and Finch's people were told.",
        "He spoke with me in March and in May. By April he had begun.",
        "HR asked for a PDF on Monday, in English or in Portuguese.",
        "He read a text about the Christmas party. I read it too.",
        "What Was Done and What Is Still Hard",
        "Attendance: seven meetings. Topics: silence.",
        "However, nothing changed. Communication was polite. Later we met again.",
        "The Report has three sections. Section 3 names the Commitments.",
        '"Nothing," he said. "Nothing yet."',
        "- Listening exercise with his brother\n- Reading on power",
    ],
)
def test_the_cast_and_ordinary_capitals_pass(text):
    assert found(text) == set()


def test_without_a_cast_the_same_name_is_refused():
    assert found("He spoke with Tillotson.", cast=frozenset())
    assert not found("He spoke with Tillotson.")


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("Write to jo.doe@example.org today.", "jo.doe@example.org"),
        ("Write to jo.doe [at] example [dot] org today.", "jo.doe [at] example [dot] org"),
        ("Write to jo at example dot org today.", "jo at example dot org"),
        ("She lives at 14 Willow Lane now.", "14 Willow Lane"),
        ("Look for @jo_doe_1 there.", "@jo_doe_1"),
    ],
)
def test_addresses_are_refused(text, span):
    assert (span, "address", "refuse") in found(text)


@pytest.mark.parametrize(
    "number",
    ["555-0100", "+44 20 7946 0958", "(202) 555-0143", "0151 496 0123", "２０２-５５５-０１４３"],
)
def test_phone_numbers_are_refused(number):
    assert (number, "phone", "refuse") in found(f"Ring {number} in the evening.")


@pytest.mark.parametrize(
    "text",
    [
        "We met on 7/10 and 24/10.",
        "The period runs from 01/09/2026 to 30/11/2026.",
        "Between 2026-03-01 and 2026-05-31 there were six.",
        "In 2023, 2024 and 2025 he worked there.",
        "It cost 1,250 pounds, paid in 12 parts.",
        "Meetings: 4.3., 18.3. and 1.4.",
        "Open 24/7, from 10:00 to 18:30.",
    ],
)
def test_dates_and_counts_are_no_phone_numbers(text):
    assert found(text) == set()


@pytest.mark.parametrize(
    "text",
    [
        "He complained to the head of payroll.",
        "He wrote to the night-shift supervisor.",
        "He sat beside the marketing director.",
    ],
)
def test_a_title_with_its_department_is_refused(text):
    assert {(family, strength) for _, family, strength in found(text)} == {("post", "refuse")}


def test_a_title_of_the_reader_themselves_passes():
    reader = frozenset({"Head of Marketing", "people director"})
    assert found("He wrote to the head of marketing.", cast=reader) == set()
    assert found("He wrote to the people director.", cast=reader) == set()
    assert found("He wrote to the head of payroll.", cast=reader)


def test_a_capital_that_may_be_a_place_is_asked_about():
    assert ("Leeds", "name", "question") in found("He lives in Leeds.")


def test_a_colleague_without_a_name_passes():
    assert found("A colleague told someone at work, and the manager heard of it.") == set()


# --- the list that was labeled by hand ------------------------------------------------------------

CAST_OF_LIST = CAST | {"Anneke van der Berg"}


@pytest.mark.parametrize(("text", "words"), people.POINTED)
def test_whoever_is_pointed_at_is_found(text, words):
    assert (words, "refuse") in {(s, how) for s, _, how in found(text, CAST_OF_LIST)}


@pytest.mark.parametrize(("text", "words"), people.ASKED)
def test_what_may_point_at_somebody_is_asked_about(text, words):
    assert {(s, how) for s, _, how in found(text, CAST_OF_LIST)} == {(words, "question")}


@pytest.mark.parametrize("text", people.PLAIN)
def test_where_nobody_is_pointed_at_nothing_is_found(text):
    assert found(text, CAST_OF_LIST) == set()


@pytest.mark.parametrize(("text", "words"), people.MISSED)
def test_what_is_known_to_be_missed_is_said_to_be(text, words):
    """An aid, and no proof. Found one day, a sentence moves up to the others."""
    assert words not in {s for s, _, _ in found(text, CAST_OF_LIST)}
