"""Offering, reading, accepting, declining, withdrawing and ending over HTTP."""

import uuid
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from reviews.agreements.queries import latest_agreement, read_agreement
from reviews.checkins.queries import list_checkins
from reviews.checkins.recurrence import Phase, Weekly
from reviews.engagements.queries import list_engagements, see_engagement
from tests.agreeing import signs
from tests.conftest import PASSWORD


@pytest.fixture
def form(now):
    first = now.astimezone(ZoneInfo("America/Chicago")).date() + timedelta(days=3)
    return {
        "client_name": "Eli Rask",
        "pathway": "voluntary",
        "focus_areas": ["responsibility", "listening"],
        "working_on": "Hearing a no the first time",
        "often_1": "weeks-2",
        "on_1": f"weekday-{first.weekday()}",
        "starts_on_1": first.isoformat(),
        "wall_time": "09:30",
        "zone": "America/Chicago",
        "who_1": "Erin Vale, people director",
        "parts_1": ["takes_part"],
        "password": PASSWORD,
    }


def begin_url(eli):
    return reverse("agreements:begin", args=[eli.membership_id])


def act_url(agreement, name):
    return reverse(f"agreements:{name}", args=[agreement.id])


def test_nothing_is_chosen_beforehand(dana, eli, browser):
    page = browser(dana).get(begin_url(eli)).content.decode()

    assert "Begin the work" in page
    assert " checked" not in page


def test_dana_offers_what_she_filled_in(dana, eli, form, browser, being):
    answer = browser(dana).post(begin_url(eli), form)

    with being(dana):
        (engagement,) = list_engagements(actor=dana)
        agreement = latest_agreement(actor=dana, engagement_id=engagement.id)
        terms = read_agreement(actor=dana, agreement_id=agreement.id).terms
    assert answer["Location"] == act_url(agreement, "read")
    assert (engagement.state, engagement.short_name) == ("proposed", "Eli R.")
    first = date.fromisoformat(form["starts_on_1"])
    assert terms.phases == (Phase(Weekly(2, first.weekday()), first),)
    assert terms.focus_areas == ["responsibility", "listening"]
    assert [(told.who, told.parts) for told in terms.told] == [
        ("Erin Vale, people director", ["takes_part"])
    ]


def test_sending_the_offer_twice_makes_one(dana, eli, form, browser, being):
    client = browser(dana)
    assert client.post(begin_url(eli), form).status_code == 302

    assert client.post(begin_url(eli), form).status_code == 409
    with being(dana):
        assert len(list_engagements(actor=dana)) == 1


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"client_name": ""}, "Enter the name the client wants to be called by."),
        ({"client_name": "E\x00li"}, "hidden character"),
        ({"client_name": "E\u202eli"}, "hidden character"),
        ({"client_name": "x" * 121}, "longer than 120 characters"),
        ({"working_on": "two\nlines"}, "it must be one line"),
        ({"pathway": ""}, "Choose how this came about."),
        ({"pathway": "other"}, "other"),
        ({"focus_areas": []}, "Choose at least one focus area."),
        ({"wall_time": "late"}, "Enter the time"),
        ({"who_1": ""}, "Enter who this is"),
        ({"parts_1": []}, "Choose what this person may be told"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_lost(
    dana, eli, form, browser, being, changes, sentence
):
    answer = browser(dana).post(begin_url(eli), form | changes)

    page = answer.content.decode()
    assert answer.status_code == 400
    assert sentence in page
    assert "What you typed is still here." in page
    if "working_on" not in changes:
        assert "Hearing a no the first time" in page
    with being(dana):
        assert list_engagements(actor=dana) == []


@pytest.mark.parametrize("person", ["mo", "eli", "otto", "ada"])
def test_only_the_clinician_they_were_introduced_to_begins(cast, dana, eli, browser, person):
    assert browser(dana).get(begin_url(eli)).status_code == 200

    assert browser(getattr(cast, person)).get(begin_url(eli)).status_code == 404


def test_an_unknown_person_is_not_found(dana, browser):
    unknown = reverse("agreements:begin", args=[uuid.uuid4()])

    assert browser(dana).get(unknown).status_code == 404


@pytest.mark.parametrize("person", ["dana", "eli"])
def test_both_people_read_it(offered, cast, browser, person):
    page = browser(getattr(cast, person)).get(act_url(offered, "read")).content.decode()

    assert "Hearing a no the first time" in page
    assert "Erin Vale, people director" in page


@pytest.mark.parametrize("person", ["mo", "otto", "ada"])
def test_nobody_else_does(offered, cast, dana, browser, person):
    assert browser(dana).get(act_url(offered, "read")).status_code == 200

    assert browser(getattr(cast, person)).get(act_url(offered, "read")).status_code == 404


def test_accepting_under_ones_own_name(offered, eli, dana, browser, being):
    answer = browser(eli).post(act_url(offered, "accept"), signs(offered, "Elijah Rask"))

    assert answer["Location"] == reverse("desk:your_page")
    with being(dana):
        seen = see_engagement(actor=dana, engagement_id=offered.engagement_id)
        assert (seen.state, seen.client_name) == ("active", "Elijah Rask")
        assert list_checkins(actor=dana, engagement_ids=[seen.id])


def test_a_name_that_cannot_be_kept_accepts_nothing(offered, eli, browser, being):
    answer = browser(eli).post(act_url(offered, "accept"), signs(offered, ""))

    assert answer.status_code == 400
    assert "Enter the name you want to be called by." in answer.content.decode()
    with being(eli):
        assert see_engagement(actor=eli, engagement_id=offered.engagement_id).state == "proposed"


def test_accepting_twice_says_what_happened(offered, eli, browser):
    client = browser(eli)
    client.post(act_url(offered, "accept"), signs(offered))

    again = client.post(act_url(offered, "accept"), signs(offered))

    assert again.status_code == 409


def test_declining(offered, eli, browser, being):
    browser(eli).post(act_url(offered, "decline"))

    with being(eli):
        assert see_engagement(actor=eli, engagement_id=offered.engagement_id).state == "declined"


def test_dana_takes_the_offer_back(offered, dana, eli, browser):
    browser(dana).post(act_url(offered, "withdraw"))

    answer = browser(eli).post(act_url(offered, "accept"), signs(offered))

    assert answer.status_code == 409


@pytest.mark.parametrize(("person", "act"), [("dana", "accept"), ("eli", "withdraw")])
def test_each_act_belongs_to_one_of_them(offered, cast, browser, person, act):
    answer = browser(getattr(cast, person)).post(act_url(offered, act), {"client_name": "Eli"})

    assert answer.status_code == 404
