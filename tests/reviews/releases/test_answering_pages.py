"""A statement beside a version, a correction, and no, as Eli meets them."""

from datetime import timedelta

import pytest

from reviews.releases.models import NotReleased, Release, Statement
from reviews.reports.models import CorrectionRequest
from tests.reviews.releases.pages import count, preview, url, yes
from tracker.lib import clock

# --- a statement ----------------------------------------------------------------------------------


def test_a_statement_is_kept_shown_and_taken_back(at_desk, signed, permission):
    page = url("statement", signed)

    answer = at_desk.post(page, {"text": "Fair. I see who does not laugh."}, follow=True)

    assert (
        "Saved. Nobody reads it before you release the report with it." in answer.content.decode()
    )
    assert "Fair. I see who does not laugh." in at_desk.get(url("decide", signed)).content.decode()
    shown = preview(at_desk, signed, permission, "takes_part").content.decode()
    assert "Fair. I see who does not laugh." in shown
    clock.move(timedelta(seconds=1))  # a test is one transaction, and its clock stands still
    at_desk.post(page, {"text": ""})
    assert "laugh" not in at_desk.get(url("decide", signed)).content.decode()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("x" * 100_000, "it is longer than 10,000 characters"),
        ("Fair \u0bf5", "this sign cannot be printed"),
        ("Fair \u202e", "hidden character"),
    ],
)
def test_a_statement_that_cannot_be_kept_stays_on_the_page(
    at_desk, signed, eli, being, text, sentence
):
    page = url("statement", signed)
    assert at_desk.post(page, {"text": "Fair."}).status_code == 302

    answer = at_desk.post(page, {"text": text})

    assert answer.status_code == 400
    content = answer.content.decode()
    assert sentence in content
    assert text in content
    assert count(Statement, being, eli) == 1


def findings(*strengths):
    from reviews.language.findings import Finding

    return [
        Finding(0, 4, f"word {n}", "minimizing", strength, f"Who did what, {n}?")
        for n, strength in enumerate(strengths)
    ]


def test_a_statement_is_questioned_and_never_refused_for_its_wording(
    at_desk, signed, permission, monkeypatch
):
    page = url("statement", signed)
    monkeypatch.setattr(
        "reviews.releases.readiness.review_words", lambda **_: findings(*["question"] * 5)
    )

    content = at_desk.post(page, {"text": "It was nothing."}, follow=True).content.decode()

    assert "Questions about your words" in content
    assert "Who did what, 0?" in content
    assert "Who did what, 3?" not in content
    assert "This stops a release" not in content
    assert yes(at_desk, signed, permission, "takes_part").status_code == 302


def test_a_name_or_an_address_stops_a_release_until_its_writer_changes_it(
    at_desk, signed, permission, eli, being, monkeypatch
):
    page = url("statement", signed)
    monkeypatch.setattr("reviews.releases.readiness.review_words", lambda **_: findings("refuse"))

    content = at_desk.post(page, {"text": "word 0 was there."}, follow=True).content.decode()
    assert "This stops a release until you change it" in content
    assert "word 0 was there." in content
    stopped = yes(at_desk, signed, permission, "takes_part")

    assert stopped.status_code == 400
    assert "and your statement is as you wrote it: “word 0” is in it." in stopped.content.decode()
    assert count(Release, being, eli) == 0
    monkeypatch.setattr("reviews.releases.readiness.review_words", lambda **_: [])
    assert yes(at_desk, signed, permission, "takes_part").status_code == 302


def test_the_clinician_reads_a_statement_only_once_it_went_out(
    at_desk, cast, signed, permission, dana, now, being
):
    at_desk.post(url("statement", signed), {"text": "Fair."})
    assert count(Statement, being, dana) == 0

    yes(at_desk, signed, permission, "takes_part")

    assert count(Statement, being, dana) == 1


# --- a correction, and no -------------------------------------------------------------------------


def test_a_correction_is_asked_once_and_answered(at_desk, signed, dana, now, being):
    from reviews.reports.correction_queries import get_correction, open_corrections
    from reviews.reports.corrections import answer_correction

    page = url("correct", signed)
    sent = at_desk.post(page, {"words": "It was five check-ins, not four."}, follow=True)
    assert "Sent. Your clinician answers in writing." in sent.content.decode()
    assert "It was five check-ins, not four." in at_desk.get(url("decide", signed)).content.decode()
    assert "<textarea" not in at_desk.get(page).content.decode()

    again = at_desk.post(page, {"words": "And another thing."})
    assert again.status_code == 409
    assert "And another thing." in again.content.decode()

    with being(dana):
        [asked] = open_corrections(actor=dana, engagement_ids=[signed.engagement_id])
        answer_correction(
            actor=dana,
            correction=get_correction(actor=dana, correction_id=asked.id),
            outcome="kept",
            answer="One was called off on our side.",
            now=now,
        )
    content = at_desk.get(url("decide", signed)).content.decode()
    assert "One was called off on our side." in content
    assert "<textarea" in at_desk.get(page).content.decode()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [("", "write which fact is wrong first"), ("x" * 100_000, "longer than 10,000 characters")],
)
def test_a_correction_that_cannot_be_sent_stays_on_the_page(
    at_desk, signed, eli, being, text, sentence
):
    page = url("correct", signed)

    answer = at_desk.post(page, {"words": text})

    assert answer.status_code == 400
    assert sentence in answer.content.decode()
    assert text in answer.content.decode()
    assert count(CorrectionRequest, being, eli) == 0
    assert at_desk.post(page, {"words": "One date."}).status_code == 302


def test_no_is_calm_and_can_be_chosen_otherwise_later(at_desk, signed, permission, eli, being):
    page = url("keep", signed)
    assert "Nobody asks you why." in at_desk.get(page).content.decode()

    answer = at_desk.post(page, follow=True)

    assert "Not released. Nobody is told." in answer.content.decode()
    assert "You have chosen this." in answer.content.decode()
    at_desk.post(page)
    assert count(NotReleased, being, eli) == 1
    assert yes(at_desk, signed, permission, "takes_part").status_code == 302
    assert "You have chosen this." not in at_desk.get(url("decide", signed)).content.decode()
