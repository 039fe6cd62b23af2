"""The address: made, shown once, renewed, revoked; and what is found there."""

import re
from datetime import timedelta

import icalendar
import pytest
from django.core.cache import cache
from django.test import Client

from accounts.models import Membership
from reviews.agreements.actions import end_work
from reviews.calendars.models import CalendarAddress
from reviews.checkins.actions import mark_not_needed
from reviews.checkins.models import CheckIn
from reviews.checkins.pausing import pause_checkins
from reviews.checkins.queries import get_checkin, list_checkins


@pytest.fixture
def program():
    """A calendar program: it has an address and no cookie."""
    return Client()


def made(page):
    answer = page.post("/calendar/address/new/")
    assert answer.status_code == 200
    [address] = re.findall(r"http://localhost:8000(/calendar/feed/\S+\.ics)", answer.text)
    return address


def titles(program, address):
    answer = program.get(address)
    assert answer.status_code == 200, answer.status_code
    return [str(e["SUMMARY"]) for e in icalendar.Calendar.from_ical(answer.content).walk("VEVENT")]


def times(program, address):
    calendar = icalendar.Calendar.from_ical(program.get(address).content)
    return [event.decoded("dtstart") for event in calendar.walk("VEVENT")]


def test_a_client_finds_their_times(engagement, eli, browser, being, program):
    page = browser(eli)
    assert "There is no address yet" in page.get("/calendar/address/").text

    address = made(page)

    answer = program.get(address)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert "no-store" in answer["Cache-Control"]
    assert "Set-Cookie" not in answer
    with being(eli):
        expected = [c.due_at for c in list_checkins(actor=eli, engagement_ids=[engagement.id])]
    assert times(program, address) == expected
    assert set(titles(program, address)) == {"Tallow St"}
    assert not re.search(
        rb"rask|eli@|dana|check-in|reflection|clinic|client", answer.content, re.IGNORECASE
    )


def test_a_clinician_finds_codes_and_no_names(engagement, dana, browser, program):
    found = titles(program, made(browser(dana)))
    assert set(found) == {f"Tallow St {engagement.code}"}


def test_it_is_shown_once_and_only_its_hash_is_kept(engagement, eli, browser, being):
    page = browser(eli)
    token = made(page).rpartition("/")[2].removesuffix(".ics")
    assert len(token) >= 43
    assert token not in page.get("/calendar/address/").text
    with being(eli):
        [row] = CalendarAddress.objects.all()
    assert token.encode() not in bytes(row.token_hash)


def test_a_new_one_ends_the_one_before(engagement, eli, browser, program):
    page = browser(eli)
    first = made(page)
    assert titles(program, first)
    second = made(page)
    assert program.get(first).status_code == 404
    assert titles(program, second)


def test_revoked_and_never_made_are_one_answer(engagement, eli, browser, program):
    page = browser(eli)
    address = made(page)
    assert titles(program, address)
    assert page.post("/calendar/address/end/").status_code == 302
    assert page.post("/calendar/address/end/").status_code == 409

    answers = [program.get(address), program.get("/calendar/feed/never-made.ics")]

    assert {a.status_code for a in answers} == {404}
    assert len({re.sub(rb'value="[^"]*"', b"", a.content) for a in answers}) == 1


def test_an_ended_role_shows_nothing(engagement, eli, ada, browser, being, program, now):
    address = made(browser(eli))
    assert titles(program, address)
    with being(ada):
        assert Membership.objects.filter(user_id=eli.user_id).update(ended_at=now) == 1
    assert program.get(address).status_code == 404


def test_what_is_called_off_or_paused_disappears(
    engagement, checkin, eli, dana, browser, being, program, now
):
    address = made(browser(eli))
    before = times(program, address)
    with being(dana):
        found = get_checkin(actor=dana, checkin_id=checkin.id)
        mark_not_needed(actor=dana, checkin=found, now=now)
    assert times(program, address) == [at for at in before if at != checkin.due_at]
    with being(eli):
        ends_on = (before[2] - timedelta(days=1)).date()
        pause_checkins(
            actor=eli, engagement=engagement, ends_on=ends_on, zone=checkin.zone, now=now
        )
    assert times(program, address) == before[2:]
    with being(eli):
        end_work(actor=eli, engagement=engagement, now=now)
    assert times(program, address) == []


def test_nobody_elses_times_are_in_it(story, cast, otto, browser, program):
    from tests.story import being

    with being(cast, "otto"):
        own = set(CheckIn.objects.values_list("due_at", flat=True))
    address = made(browser(otto))
    assert len(times(program, address)) == len(own)


def test_it_cannot_be_asked_for_without_end(engagement, eli, browser, program):
    address = made(browser(eli))
    cache.clear()
    answers = [program.get(address).status_code for _ in range(31)]
    assert answers[:30] == [200] * 30
    assert answers[30] == 429
