"""The timeline of everything that is said, written, permitted and opened; each sees their part."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.sharing_story import (
    ERIN,
    SEEN,
    STATEMENT,
    acknowledged,
    entered_in_error,
    narrowed,
    permitted,
    reader_joined,
    released,
    signed_report,
    stated,
    wait_is_over,
    withdrawn,
)
from tests.talks import COMMITMENT, DONE, FEEDBACK, give_feedback, log_session, reply_to
from tracker.lib import clock

TIMELINE = reverse("desk:timeline")


@pytest.fixture
def both(browser, engagement, eli, dana):
    """The timeline's words, as Eli and as Dana."""

    def read(query=""):
        theirs = reverse("desk:person_timeline", args=[engagement.id])
        return (
            browser(eli).get(TIMELINE + query).content.decode(),
            browser(dana).get(theirs + query).content.decode(),
        )

    return read


def test_what_was_said_is_there_for_both_and_none_of_its_words(
    engagement, eli, dana, now, both, being
):
    from reviews.commitments.actions import note_step
    from reviews.commitments.queries import get_commitment, list_commitments

    log = log_session(dana, engagement.id, now=now)
    given = give_feedback(dana, engagement.id, now=now, session=log)
    reply_to(eli, given.id, now=now)
    with being(eli):
        agreed = list_commitments(actor=eli, engagement_id=engagement.id)[0]
        commitment = get_commitment(actor=eli, commitment_id=agreed.id)
        note_step(actor=eli, commitment=commitment, stands="under_way", text="Twice.", now=now)

    for words in both():
        assert "50 minutes, in person." in words
        assert "About the session of" in words
        assert "To the feedback of" in words
        assert f"“{COMMITMENT}”" in words
        assert "How it stands: under way." in words
        assert reverse("sessions:read", args=[log.id]) in words
        assert reverse("feedback:read", args=[given.id]) in words
        for narrative in (DONE, FEEDBACK, "Fair. I did look.", "Twice."):
            assert narrative not in words


def test_a_draft_is_no_step(engagement, dana, now, both):
    log_session(dana, engagement.id, now=now, sign=False)
    give_feedback(dana, engagement.id, now=now, publish=False)

    for words in both("?kind=sessions&kind=feedback"):
        assert "There is nothing of this kind yet." in words


def test_what_was_released_and_opened(engagement, cast, eli, now, both):
    report = signed_report(cast, engagement.id, now=now)
    stated(cast, report, now=now)
    permission = permitted(cast, engagement.id, now=now)
    release = released(cast, report, permission, now=now)
    for words in both():
        assert "Signed, and offered to" in words
        assert f"Permission for {ERIN[0]}" in words
        assert f"Released to {ERIN[0]}" in words
        assert f"{ERIN[0]} can open what was released" in words
        assert "It can still be withdrawn." in words
        assert "opened what was released" not in words
        assert SEEN not in words
        assert STATEMENT not in words

    wait_is_over()
    erin = reader_joined()
    acknowledged(erin, release.id)
    _reads(erin, release)

    client, clinician = both()
    assert f"{ERIN[0]} opened what was released" in client
    assert "opened what was released" not in clinician


def _reads(reader, release):
    from django.db import transaction

    from accounts.access import acting_as
    from reviews.documents.queries import read_document

    with acting_as(reader), transaction.atomic():
        read_document(actor=reader, release_id=release.id)


def test_narrowed_and_withdrawn(engagement, cast, now, both):
    permission = permitted(cast, engagement.id, now=now, parts=("attendance", "themes"))
    assert all("Its last day is" in words for words in both())

    narrowed(cast, permission, "attendance", now=now)
    withdrawn(cast, permission, now=now)

    for words in both():
        assert "Narrowed to check-ins offered and held, as counts with dates." in words
        assert "Withdrawn. From then on it opens nothing." in words
        assert "Its last day is" not in words


def test_a_withdrawn_release_says_nothing_of_an_opening_that_never_came(
    engagement, cast, now, both
):
    report = signed_report(cast, engagement.id, now=now)
    permission = permitted(cast, engagement.id, now=now)
    released(cast, report, permission, now=now)
    assert all("can open what was released" in words for words in both())

    withdrawn(cast, permission, now=now + timedelta(seconds=1))

    assert all("can open what was released" not in words for words in both())


def test_an_expired_permission_says_so(engagement, cast, now, both):
    permitted(cast, engagement.id, now=now, days=3)

    clock.move(timedelta(days=6))

    assert all("Ended. Its last day was" in words for words in both())


def test_entered_in_error_is_said_and_stays(engagement, cast, now, both):
    report = signed_report(cast, engagement.id, now=now)
    assert all("Entered in error" not in words for words in both())

    entered_in_error(cast, report, now=now)

    for words in both("?kind=reports"):
        assert "Entered in error, and withdrawn from view." in words


def test_a_no_of_a_colleague_is_the_authors_until_it_is_passed_on(
    engagement, cast, dana, mo, now, both, being
):
    from reviews.reports.cosignature_queries import get_asked
    from reviews.reports.cosignatures import answer_cosignature, ask_cosigner, pass_on_answer
    from reviews.reports.models import CoSignature
    from reviews.reports.queries import get_signed

    report = signed_report(cast, engagement.id, now=now)
    with being(dana):
        signed = get_signed(actor=dana, report_id=report.id)
        asked = ask_cosigner(actor=dana, report=signed, cosigner_id=mo.user_id, now=now)
    with being(mo):
        answer_cosignature(
            actor=mo,
            cosignature=get_asked(actor=mo, cosignature_id=asked.id),
            outcome=CoSignature.STOOD_ASIDE,
            remark="It does not say what it rests on.",
            authenticated_at=now,
            now=now,
        )
    client, clinician = both()
    assert "Dr Mo Lindgren stood aside" in clinician
    assert "stood aside" not in client

    with being(dana):
        answered = CoSignature.objects.select_related("report__engagement").get(id=asked.id)
        pass_on_answer(actor=dana, cosignature=answered, now=now)

    assert "Dr Mo Lindgren stood aside" in both()[0]
    assert "what it rests on" not in "".join(both())


@pytest.mark.parametrize(
    ("query", "shown", "hidden"),
    [
        ("kind=sessions", "50 minutes, in person.", "Agreement offered"),
        ("kind=commitments", COMMITMENT, "50 minutes"),
        ("kind=feedback", "Feedback of", COMMITMENT),
        ("kind=sharing&kind=reports", "There is nothing of this kind yet.", COMMITMENT),
    ],
)
def test_the_filters_know_the_new_kinds(engagement, dana, now, both, query, shown, hidden):
    log_session(dana, engagement.id, now=now)
    give_feedback(dana, engagement.id, now=now)

    for words in both(f"?{query}"):
        assert shown in words
        assert hidden not in words


def test_the_api_says_the_same(engagement, cast, eli, dana, now, browser):
    report = signed_report(cast, engagement.id, now=now)
    permitted(cast, engagement.id, now=now)

    for who in (eli, dana):
        steps = browser(who).get(reverse("api:timeline", args=[engagement.id])).json()
        of_report = next(step for step in steps if step["kind"] == "report")
        assert of_report["object_kind"] == "report"
        assert of_report["object_id"] == str(report.id)
        assert of_report["in_error"] is False
        assert {"sharing", "session", "commitment"} <= {step["kind"] for step in steps}
