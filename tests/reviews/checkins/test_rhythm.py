"""Another rhythm: proposed by one of the two, answered by the other; and one time beside it."""

from datetime import time, timedelta

import pytest
from django.urls import reverse

from accounts.access import NotAllowed, WrongState
from reviews.checkins.actions import add_checkin
from reviews.checkins.cadences import (
    accept_cadence,
    decline_cadence,
    propose_cadence,
    withdraw_cadence,
)
from reviews.checkins.models import CheckIn
from reviews.checkins.queries import get_cadence, get_rhythm, list_checkins
from reviews.checkins.recurrence import Phase, Weekly

ZONE = "America/Chicago"


@pytest.fixture
def monday(now):
    day = (now + timedelta(days=14)).date()
    return day + timedelta(days=-day.weekday() % 7)


@pytest.fixture
def propose(engagement, monday, now, being):
    def proposed(actor):
        with being(actor):
            return propose_cadence(
                actor=actor,
                engagement=engagement,
                phases=(Phase(Weekly(2, 0), starts_on=monday),),
                wall_time=time(11),
                zone=ZONE,
                now=now,
            )

    return proposed


@pytest.fixture
def listed(dana, engagement, being):
    def look():
        with being(dana):
            return list_checkins(actor=dana, engagement_ids=[engagement.id])

    return look


@pytest.mark.parametrize(("who", "other"), [("eli", "dana"), ("dana", "eli")])
def test_with_a_yes_only_what_is_ahead_and_unbegun_follows(
    cast, propose, listed, checkin, monday, now, being, engagement, who, other
):
    who, other = getattr(cast, who).actor, getattr(cast, other).actor
    proposed = propose(who)
    with pytest.raises(NotAllowed), being(who):
        accept_cadence(actor=who, cadence=get_rhythm(actor=who, cadence_id=proposed.id), now=now)

    with being(other):
        accept_cadence(
            actor=other, cadence=get_rhythm(actor=other, cadence_id=proposed.id), now=now
        )
        assert get_cadence(engagement_id=engagement.id).id == proposed.id

    by_state = {c.id: c for c in listed()}
    assert by_state[checkin.id].state == CheckIn.OPEN
    new = [c for c in listed() if c.cadence_id == proposed.id]
    assert [c.on_date for c in new[:2]] == [monday, monday + timedelta(weeks=2)]
    old = [c for c in listed() if c.cadence_id != proposed.id and c.id != checkin.id]
    assert {c.state for c in old} == {CheckIn.CANCELED}


def test_a_no_and_a_taking_back_leave_the_rhythm(dana, eli, propose, now, being, engagement):
    first = propose(eli)
    with pytest.raises(WrongState):
        propose(dana)  # one proposal at a time
    with being(dana):
        decline_cadence(actor=dana, cadence=get_rhythm(actor=dana, cadence_id=first.id), now=now)
    second = propose(eli)
    with being(eli):
        withdraw_cadence(actor=eli, cadence=get_rhythm(actor=eli, cadence_id=second.id), now=now)
        assert get_cadence(engagement_id=engagement.id).id not in (first.id, second.id)


def test_on_the_pages(dana, eli, engagement, monday, browser):
    form = reverse("checkins:propose", args=[engagement.id])
    page = reverse("checkins:times", args=[engagement.id])
    sent = {
        "often_1": "weeks-2",
        "on_1": "weekday-0",
        "starts_on_1": monday.isoformat(),
        "wall_time": "11:00",
        "zone": ZONE,
    }
    client, clinician = browser(eli), browser(dana)
    assert "Every week" in client.get(form).text  # the one there is
    assert "The first times would be" in client.post(form, sent | {"preview": "yes"}).text
    assert "Propose another rhythm" in client.get(page).text  # nothing is proposed yet

    assert client.post(form, sent)["Location"] == page

    assert "You proposed another rhythm" in client.get(page).text
    text = clinician.get(page).text
    assert "proposes another rhythm" in text
    proposed = text.partition('action="/times/rhythms/')[2].partition("/")[0]
    assert clinician.post(form, sent).status_code == 400
    accept = reverse("checkins:accept_rhythm", args=[proposed])
    assert clinician.post(accept)["Location"] == page
    assert "Every two weeks, on Mondays at 11:00 AM" in client.get(page).text
    assert clinician.post(accept).status_code == 409


def test_what_does_not_fit_is_kept_with_its_sentence(eli, engagement, browser, now):
    answer = browser(eli).post(
        reverse("checkins:propose", args=[engagement.id]),
        {
            "often_1": "weeks-2",
            "on_1": "weekday-0",
            "starts_on_1": "2020-01-06",
            "wall_time": "11:00",
            "zone": ZONE,
        },
    )

    assert answer.status_code == 400
    assert "Choose today or a later day." in answer.text
    assert "2020-01-06" in answer.text


def test_the_form_begins_with_the_rhythm_there_is(eli, engagement, browser):
    page = browser(eli).get(reverse("checkins:propose", args=[engagement.id])).text

    assert 'value="weeks-1" selected' in page


def test_one_time_beside_the_series(dana, eli, engagement, monday, listed, browser, now, being):
    before = [c for c in listed() if c.series_date]
    address = reverse("checkins:add", args=[engagement.id])

    answer = browser(dana).post(address, {"on_date": monday.isoformat(), "wall_time": "15:00"})

    new = next(c for c in listed() if c.series_date is None)
    assert answer["Location"] == reverse("desk:checkin", args=[new.id])
    assert (new.on_date, new.wall_time) == (monday, time(15))
    assert [c for c in listed() if c.series_date] == before
    assert browser(eli).get(address).status_code == 404


@pytest.mark.parametrize(
    ("days", "sentence"), [(-30, "This time has passed."), (5, "Nobody is there on S")]
)
def test_an_extra_one_that_does_not_fit(dana, engagement, monday, browser, listed, days, sentence):
    sent = {"on_date": (monday + timedelta(days=days)).isoformat(), "wall_time": "15:00"}

    answer = browser(dana).post(reverse("checkins:add", args=[engagement.id]), sent)

    assert answer.status_code == 400
    assert sentence in answer.text
    assert all(c.series_date for c in listed())


def test_a_client_adds_none(eli, engagement, monday, now, being):
    with pytest.raises(NotAllowed), being(eli):
        add_checkin(actor=eli, engagement=engagement, on_date=monday, wall_time=time(15), now=now)
