"""Please ring me: a notice without words, and when a person will see it."""

from datetime import UTC, datetime, time, timedelta

import pytest
from django.urls import reverse

from accounts.access import NotAllowed, NotFound, WrongState
from accounts.models import AuditEvent, Notice
from reviews.agreements.actions import end_work
from reviews.calls.actions import ask_call, note_rung, withdraw_call
from reviews.calls.queries import open_calls
from reviews.calls.rules import seen_by

WEEK = [0, 1, 2, 3, 4]


@pytest.mark.parametrize(
    ("now", "there_on", "expected"),
    [
        # Monday morning before it opens, in it, after it; Friday evening; Saturday.
        (datetime(2026, 6, 1, 12, 0, tzinfo=UTC), WEEK, datetime(2026, 6, 1, 14, 0, tzinfo=UTC)),
        (datetime(2026, 6, 1, 15, 0, tzinfo=UTC), WEEK, datetime(2026, 6, 1, 22, 0, tzinfo=UTC)),
        (datetime(2026, 6, 1, 22, 0, tzinfo=UTC), WEEK, datetime(2026, 6, 2, 14, 0, tzinfo=UTC)),
        (datetime(2026, 6, 5, 23, 0, tzinfo=UTC), WEEK, datetime(2026, 6, 8, 14, 0, tzinfo=UTC)),
        (datetime(2026, 6, 6, 15, 0, tzinfo=UTC), WEEK, datetime(2026, 6, 8, 14, 0, tzinfo=UTC)),
        (datetime(2026, 6, 2, 23, 0, tzinfo=UTC), [1], datetime(2026, 6, 9, 14, 0, tzinfo=UTC)),
        # The clocks go forward between: it is nine there, whatever that is in UTC.
        (datetime(2026, 3, 7, 18, 0, tzinfo=UTC), WEEK, datetime(2026, 3, 9, 14, 0, tzinfo=UTC)),
        (datetime(2026, 3, 6, 14, 0, tzinfo=UTC), WEEK, datetime(2026, 3, 6, 15, 0, tzinfo=UTC)),
    ],
)
def test_it_says_when_a_person_will_have_looked(now, there_on, expected):
    found = seen_by(
        there_on=there_on, there_from=time(9), there_until=time(17), zone="America/Chicago", now=now
    )

    assert found == expected


def test_the_clinician_is_told_without_a_word(engagement, eli, dana, being, now):
    with being(eli):
        call = ask_call(actor=eli, engagement=engagement, now=now)

    with being(dana):
        assert [c.id for c in open_calls(actor=dana, engagement_ids=[engagement.id])] == [call.id]
        notice = Notice.objects.get(key=f"call:{call.id}")
        assert (notice.kind, notice.recipient_id) == ("something_waits", dana.user_id)
    with being(eli):
        assert AuditEvent.objects.get(verb="ask_call").payload == {}


def test_asked_twice_is_one_request(engagement, eli, being, now):
    with being(eli):
        first = ask_call(actor=eli, engagement=engagement, now=now)
        again = ask_call(actor=eli, engagement=engagement, now=now + timedelta(minutes=1))

    assert (again.id, again.seen_by) == (first.id, first.seen_by)


def test_it_is_answered_once(engagement, eli, dana, being, now):
    with being(eli):
        call = ask_call(actor=eli, engagement=engagement, now=now)
    with being(dana):
        note_rung(actor=dana, call_id=call.id, now=now)
        with pytest.raises(WrongState):
            note_rung(actor=dana, call_id=call.id, now=now)
    with being(eli):
        with pytest.raises(WrongState):
            withdraw_call(actor=eli, call_id=call.id, now=now)
        assert ask_call(actor=eli, engagement=engagement, now=now).id != call.id


def test_each_answers_for_their_own_side(engagement, eli, dana, mo, otto, being, now):
    with being(eli):
        call = ask_call(actor=eli, engagement=engagement, now=now)
        with pytest.raises(NotAllowed):
            note_rung(actor=eli, call_id=call.id, now=now)
    with being(dana), pytest.raises(NotAllowed):
        withdraw_call(actor=dana, call_id=call.id, now=now)
    with being(mo), pytest.raises(NotFound):
        note_rung(actor=mo, call_id=call.id, now=now)
    with being(otto), pytest.raises(NotFound):
        withdraw_call(actor=otto, call_id=call.id, now=now)
    with being(eli):
        withdraw_call(actor=eli, call_id=call.id, now=now)


def test_a_clinician_asks_nobody(engagement, dana, being, now):
    with being(dana), pytest.raises(NotAllowed):
        ask_call(actor=dana, engagement=engagement, now=now)


def test_after_the_end_nobody_would_ring(engagement, eli, being, now):
    with being(eli):
        end_work(actor=eli, engagement=engagement, now=now)
        with pytest.raises(WrongState):
            ask_call(actor=eli, engagement=engagement, now=now)


# --- pages ----------------------------------------------------------------------------------------


def test_the_page_says_when_before_and_after_it_is_asked(browser, cast, engagement):
    eli = browser(cast.eli)
    before = eli.get(reverse("calls:ask")).content.decode()
    assert "If you ask now, a person will see it" in before
    assert "Nobody reads this at once" in before

    after = eli.post(reverse("calls:ask"), follow=True).content.decode()

    assert "You asked to be rung" in after
    assert "at the latest, and ring you after that" in after


def test_today_names_it_first_and_the_person_page_answers_it(browser, cast, engagement, eli, being):
    browser(cast.eli).post(reverse("calls:ask"))
    dana = browser(cast.dana)
    items = dana.get(reverse("desk:today")).context["attention"]
    assert items[0]["text"] == "Eli R. asks you to ring"
    person = reverse("desk:person", args=[engagement.id])
    assert "Eli R. asks you to ring" in dana.get(person).content.decode()
    with being(eli):
        [call] = open_calls(actor=eli, engagement_ids=[engagement.id])

    answer = dana.post(reverse("calls:rung", args=[call.id]), follow=True)

    assert "Noted that you have rung." in answer.content.decode()
    assert all("asks you to ring" not in i["text"] for i in _attention(dana))


def _attention(dana):
    return dana.get(reverse("desk:today")).context["attention"]


def test_one_who_has_waited_is_told_to_ring_themselves(browser, cast, engagement, eli, being, now):
    from tracker.lib import clock

    browser(cast.eli).post(reverse("calls:ask"))
    clock.move(timedelta(days=8))

    page = browser(cast.eli).get(reverse("calls:ask")).content.decode()

    assert "If nobody has rung, please ring the practice yourself." in page


def test_the_way_to_ask_stands_beside_what_a_client_writes(browser, cast, draft):
    page = browser(cast.eli).get(reverse("journal:write", args=[draft.id, 1])).content.decode()

    assert f'href="{reverse("calls:ask")}"' in page
