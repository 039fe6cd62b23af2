"""What differs between two versions, sentence by sentence, in words."""

from dataclasses import replace
from datetime import date

import pytest

from accounts.models import AuditEvent
from reviews.reports.body import About, Body, BodySection
from reviews.reports.changes import between, sentences
from reviews.reports.models import Report
from tests.sharing_story import SEEN, corrected_report, entered_in_error, sign_draft
from tracker.lib import clock


def body_of(answer):
    return answer.content.decode()


def section(*paragraphs, kind="seen", heading="What was seen"):
    return BodySection(kind, "summary", heading, list(paragraphs), stands_alone=False)


def body(*sections, **more):
    day = date(2026, 5, 4)
    plain = Body("P", "C", "A", About(), day, day, list(sections), "2026-11", day)
    return replace(plain, **more)


def said(places):
    """{heading: [(kind, before, after)]}, the parts joined."""
    return {
        place.heading: [
            (
                change.kind,
                "".join(part.text for part in change.before),
                "".join(part.text for part in change.after),
            )
            for change in place.changes
        ]
        for place in places
    }


def test_a_text_is_taken_apart_at_the_ends_of_its_sentences():
    text = 'He waited. "Why?" he asked… Then\nhe went; at 4.30 he was back'
    assert sentences(text) == [
        "He waited.",
        '"Why?" he asked…',
        "Then he went; at 4.30 he was back",
    ]


def test_the_same_words_differ_in_nothing():
    one = body(section("He waited. He asked."))
    assert between(one, body(section("He waited. He asked."))) == []
    assert between(one, body(section("He waited.", "He asked."))) == []  # only parted anew


def test_sentences_are_added_taken_away_and_changed():
    before = body(section("He waited for an answer on Monday. He left early. It rained."))
    after = body(section("He waited for the answer on Monday. It rained. Nobody else was asked."))

    [(heading, found)] = said(between(before, after)).items()
    assert heading == "What was seen"
    assert sorted(found) == [
        ("added", "", "Nobody else was asked."),
        ("changed", "He waited for an answer on Monday.", "He waited for the answer on Monday."),
        ("taken_away", "He left early.", ""),
    ]


def test_in_a_changed_sentence_only_what_differs_is_marked():
    [place] = between(body(section("He waited for an answer.")), body(section("He waited long.")))
    [change] = place.changes
    assert [part.text for part in change.before if part.added] == ["for an answer."]
    assert [part.text for part in change.after if part.added] == ["long."]


def test_a_section_that_came_and_one_that_went_are_both_said():
    before = body(section("It is hard.", kind="hard", heading="What is still hard"))
    after = body(section("One person to ask.", kind="boundaries", heading="Supports at work"))

    assert said(between(before, after)) == {
        "Supports at work": [("added", "", "One person to ask.")],
        "What is still hard": [("taken_away", "It is hard.", "")],
    }


def test_a_sentence_that_stood_twice_and_went_once_is_missed_once():
    before = body(section("He waited for an answer. He waited for an answer. It rained."))
    after = body(section("He waited for the answer. It rained."))

    assert sorted(said(between(before, after))["What was seen"]) == [
        ("changed", "He waited for an answer.", "He waited for the answer."),
        ("taken_away", "He waited for an answer.", ""),
    ]


def test_another_heading_over_the_same_words_is_said():
    before = body(section("He waited.", heading="What was seen"))
    after = body(section("He waited.", heading="What I saw"))

    assert said(between(before, after)) == {
        "Heading: What I saw": [("taken_away", "What was seen", ""), ("added", "", "What I saw")]
    }


def test_who_writes_from_what_and_when_is_compared_too():
    before = body(about=About(role="Psychologist"))
    after = body(about=About(role="Psychologist", fee_payer="He pays."), period_to=date(2026, 6, 1))

    assert said(between(before, after)) == {
        "Period": [("changed", "May 4, 2026 to May 4, 2026.", "May 4, 2026 to June 1, 2026.")],
        "The work is paid for by": [("added", "", "He pays.")],
    }


def test_long_texts_that_share_nothing_are_answered_at_once():
    many = " ".join(f"Sentence number {n} of the one." for n in range(600))
    others = " ".join(f"Wholly different words here, {n} times." for n in range(600))
    [place] = between(body(section(many)), body(section(others)))
    assert len(place.changes) == 1_200


# --- the page -------------------------------------------------------------------------------------


@pytest.fixture
def second(signed, cast, now):
    return corrected_report(cast, signed, now=now, seen=f"{SEEN} He asked on Monday.")


def test_both_read_what_was_added_and_it_is_in_the_trail(
    signed, second, dana, eli, browser, page_of, being
):
    for person in (dana, eli):
        page = body_of(browser(person).get(page_of("read", second)))
        assert page_of("changes", second) in page
        answer = browser(person).get(page_of("changes", second))
        assert answer.status_code == 200
        assert "This sentence was added:" in body_of(answer)
        assert "<ins>He asked on Monday.</ins>" in body_of(answer)
        assert SEEN not in body_of(answer)
    with being(eli):
        read = AuditEvent.objects.filter(verb="read", actor=eli.user_id)
        assert {signed.id, second.id} <= set(read.values_list("object_id", flat=True))


def test_a_first_version_has_nothing_to_be_compared_with(signed, dana, browser, page_of):
    assert page_of("changes", signed) not in body_of(browser(dana).get(page_of("read", signed)))
    assert browser(dana).get(page_of("changes", signed)).status_code == 404


def test_the_author_compares_a_draft_before_signing_and_nobody_else_does(
    signed, log, dana, eli, mo, browser, page_of, being, now
):
    browser(dana).post(page_of("again", signed))
    with being(dana):
        draft = Report.objects.get(replaces_id=signed.id)

    answer = browser(dana).get(page_of("changes", draft))
    assert "No sentence differs between them." in body_of(answer)
    assert "See what you changed" in body_of(browser(dana).get(page_of("draft", draft)))

    for person in (eli, mo):
        assert browser(person).get(page_of("changes", draft)).status_code == 404
    sign_draft(dana, draft.id, now=now)
    assert browser(eli).get(page_of("changes", draft)).status_code == 200
    assert browser(mo).get(page_of("changes", draft)).status_code == 404


def test_with_a_version_that_was_entered_in_error_nothing_is_compared(
    signed, second, cast, dana, eli, browser, page_of
):
    assert browser(eli).get(page_of("changes", second)).status_code == 200

    entered_in_error(cast, signed, now=clock.now())

    assert browser(eli).get(page_of("changes", second)).status_code == 404
    assert browser(dana).get(page_of("changes", second)).status_code == 404


def test_no_mark_of_a_writer_becomes_markup(signed, cast, dana, browser, page_of, now):
    later = corrected_report(cast, signed, now=now, seen=f"{SEEN} He wrote <b>now</b>.")
    page = body_of(browser(dana).get(page_of("changes", later)))
    assert "&lt;b&gt;now&lt;/b&gt;" in page
