"""What waits: as sentences on Today and on the client's own page, until it is done."""

from datetime import timedelta

import pytest
from django.urls import reverse

from reviews.desk.queries import today
from tests.sharing_story import signed_report
from tests.talks import FEEDBACK, SEEN, give_feedback, log_session, reply_to
from tracker.lib import clock

TODAY, YOU = reverse("desk:today"), reverse("desk:your_page")


@pytest.fixture
def page(browser):
    """The words of a page, as one of the cast."""

    def read(who, url=TODAY):
        return browser(who).get(url).content.decode()

    return read


def test_a_past_checkin_asks_for_its_log_until_there_is_one(engagement, checkin, dana, page, being):
    clock.move(timedelta(days=4))
    now = clock.now()
    assert "Log the session with Eli R." in page(dana)
    assert reverse("sessions:begin_for_checkin", args=[checkin.id]) in page(dana)

    log = log_session(dana, engagement.id, now=now, checkin_id=checkin.id, sign=False)

    words = page(dana)
    assert "Log the session" not in words
    assert "with Eli R. is not signed" in words
    assert reverse("sessions:write", args=[log.id]) in words
    with being(dana):
        assert [d.of_id for d in today(actor=dana, now=now).waiting.unfinished] == [log.id]


def test_a_log_is_not_asked_for_for_ever(engagement, checkin, dana, page, browser):
    clock.move(timedelta(days=4))
    browser(dana).post(reverse("desk:talked", args=[checkin.id]))
    asked = reverse("sessions:begin_for_checkin", args=[checkin.id])
    assert asked in page(dana)

    clock.move(timedelta(days=20))

    assert asked not in page(dana)


def test_a_reply_waits_until_it_is_read(engagement, dana, eli, now, page, browser):
    given = give_feedback(dana, engagement.id, now=now)
    assert "replied to your feedback" not in page(dana)

    reply_to(eli, given.id, now=now)
    words = page(dana)
    assert "Eli R. replied to your feedback" in words
    assert FEEDBACK not in words

    browser(dana).get(reverse("feedback:read", args=[given.id]))
    assert "replied to your feedback" not in page(dana)


def test_feedback_and_logs_wait_for_the_client_until_they_are_read(
    engagement, dana, eli, now, page, browser
):
    given = give_feedback(dana, engagement.id, now=now)
    log = log_session(dana, engagement.id, now=now)
    words = page(eli, YOU)
    assert "Dr Dana Ruiz gave you feedback" in words
    assert "Dr Dana Ruiz wrote about the session" in words
    assert FEEDBACK not in words
    assert SEEN not in words

    browser(eli).get(reverse("feedback:read", args=[given.id]))
    browser(eli).get(reverse("sessions:read", args=[log.id]))

    assert "What waits for you" not in page(eli, YOU)


def test_drafts_are_their_authors_alone(engagement, dana, eli, now, page):
    give_feedback(dana, engagement.id, now=now, publish=False)
    log_session(dana, engagement.id, now=now, sign=False)
    assert "Your feedback for Eli R. is not published" in page(dana)

    words = page(eli, YOU)

    assert "What waits for you" not in words
    assert "No feedback yet." in words
    assert "No session is noted yet." in words


def test_a_report_waits_for_its_reading_and_then_for_a_decision(
    engagement, cast, dana, eli, now, page, browser
):
    report = signed_report(cast, engagement.id, now=now)
    assert "A report about you is there to read" in page(eli, YOU)

    browser(eli).get(reverse("reports:read", args=[report.id]))
    words = page(eli, YOU)
    assert "A report about you waits for your decision" in words
    assert reverse("releases:decide", args=[report.id]) in words

    browser(eli).post(reverse("releases:keep", args=[report.id]))
    assert "waits for your decision" not in page(eli, YOU)


def test_a_correction_waits_for_its_answer_and_the_answer_for_its_reading(
    engagement, cast, dana, eli, now, page, browser, being
):
    from reviews.reports.correction_queries import get_correction, open_corrections
    from reviews.reports.corrections import answer_correction, ask_correction
    from reviews.reports.queries import get_signed

    report = signed_report(cast, engagement.id, now=now)
    assert "asks you to correct a fact" not in page(dana)
    with being(eli):
        signed = get_signed(actor=eli, report_id=report.id)
        asked = ask_correction(actor=eli, report=signed, words="It was a Tuesday.", now=now)
    words = page(dana)
    assert "Eli R. asks you to correct a fact in the report" in words
    assert "It was a Tuesday" not in words

    with being(dana):
        correction = get_correction(actor=dana, correction_id=asked.id)
        answer_correction(
            actor=dana, correction=correction, outcome="kept", answer="It was not.", now=now
        )
        assert open_corrections(actor=dana, engagement_ids=[engagement.id]) == []
    assert "asks you to correct a fact" not in page(dana)
    assert "Your request for a correction was answered" in page(eli, YOU)

    browser(eli).get(reverse("reports:read", args=[report.id]))
    assert "was answered" not in page(eli, YOU)


def test_a_colleague_is_asked_in_a_sentence_without_a_name(
    engagement, cast, dana, mo, now, page, being
):
    from reviews.reports.cosignature_queries import get_asked
    from reviews.reports.cosignatures import answer_cosignature, ask_cosigner, pass_on_answer
    from reviews.reports.models import CoSignature
    from reviews.reports.queries import get_signed

    report = signed_report(cast, engagement.id, now=now)
    with being(dana):
        signed = get_signed(actor=dana, report_id=report.id)
        asked = ask_cosigner(actor=dana, report=signed, cosigner_id=mo.user_id, now=now)
    words = page(mo)
    assert "Dr Dana Ruiz asks you to read a text" in words
    assert reverse("reports:second", args=[asked.id]) in words
    assert "Eli" not in words

    with being(mo):
        answer_cosignature(
            actor=mo,
            cosignature=get_asked(actor=mo, cosignature_id=asked.id),
            outcome=CoSignature.DECLINED,
            remark="It does not say what it rests on.",
            authenticated_at=now,
            now=now,
        )
    assert "asks you to read a text" not in page(mo)
    assert "Dr Mo Lindgren did not sign: the report about Eli R." in page(dana)

    with being(dana):
        answered = CoSignature.objects.select_related("report__engagement").get(id=asked.id)
        pass_on_answer(actor=dana, cosignature=answered, now=now)
    assert "did not sign: the report" not in page(dana)


def test_what_waits_only_for_others_is_not_counted(engagement, shared, dana, page, browser):
    browser(dana).get(reverse("journal:read", args=[shared.id]))

    words = page(dana)

    assert "Read, not talked about yet." in words
    assert "Nothing needs you today." in words


def test_the_list_of_people_says_what_is_open(engagement, dana, eli, now, page):
    people = reverse("desk:people")
    assert "A reply to read" not in page(dana, people)

    reply_to(eli, give_feedback(dana, engagement.id, now=now).id, now=now)
    log_session(dana, engagement.id, now=now, sign=False)

    assert "A reply to read; a draft of yours" in page(dana, people)
    assert "A reply to read; a draft of yours" in page(dana)
