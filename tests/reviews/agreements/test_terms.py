"""What an agreement says, written and read; and what is agreed now."""

import json
from datetime import date

from accounts.models import AuditEvent
from reviews.agreements import terms as terms_text
from reviews.agreements import words
from reviews.agreements.queries import current_terms
from reviews.agreements.terms import Employer, Listed
from tests.conftest import terms_from


def test_everything_that_is_agreed_is_read_as_it_was_written(now):
    terms = terms_from(
        now,
        pathway="condition_of_employment",
        accountability="A written warning by the employer.",
        listed=[Listed("new_complaint", by_contact=True), Listed("as_described")],
        described="A remark about the looks of somebody at work.",
        follow_up_months=[3, 12],
        review_months=2,
        supervision="Dr Mo Lindgren",
        fee_payer="The employer pays, and gets nothing for it but what is released.",
        beyond="Legal advice: a lawyer of the client's own.",
        employer=Employer(
            contact="Erin Vale, people director",
            organization="Lantern Works",
            address="erin@example.org",
            refusal_words="We would look at the warning again.",
        ),
        voluntariness="He says that he would come without the condition.",
        advice_offered_on=date(2026, 5, 12),
    )

    assert terms_text.read(terms_text.write(terms)) == terms


def test_what_is_listed_and_who_may_report_it(now):
    terms = terms_from(
        now, listed=[Listed("new_complaint", by_contact=True), Listed("as_described")]
    )

    assert terms.lists("as_described")
    assert terms.lists("new_complaint", by_contact=True)
    assert not terms.lists("as_described", by_contact=True)
    assert not terms.lists("boundary_not_kept")


def test_before_the_yes_nothing_is_agreed(offered, dana, being):
    with being(dana):
        assert current_terms(actor=dana, engagement_id=offered.engagement_id) is None


def test_opening_what_is_agreed_enters_the_trail(engagement, terms, dana, eli, mo, being):
    with being(dana):
        assert current_terms(actor=dana, engagement_id=engagement.id) == terms
    with being(mo):
        assert current_terms(actor=mo, engagement_id=engagement.id) is None
    with being(eli):
        line = AuditEvent.objects.filter(verb="read", object_kind="agreement").get()
    assert (line.actor, line.chain) == (dana.user_id, engagement.id)


def test_a_version_from_before_says_nothing_of_reviews(now):
    text = json.loads(terms_text.write(terms_from(now, review_months=2)))
    assert terms_text.read(json.dumps(text)).review_months == 2
    del text["review_months"]

    assert terms_text.read(json.dumps(text)).review_months is None


def test_how_often_is_reviewed_stands_in_the_text_and_among_what_changes(now):
    before, after = terms_from(now), terms_from(now, review_months=2)
    term = "Progress reviews, by both of you"

    assert {row.term: row.text for row in words.sections(after)[2].rows}[term] == (
        "Every two months"
    )
    assert term not in {row.term for row in words.sections(before)[2].rows}
    assert [change.term for change in words.changes(before, after)] == [term]
