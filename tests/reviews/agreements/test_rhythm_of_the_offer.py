"""The rhythm an offer agrees on: as the client reads it, as it begins, and what does not fit."""

import json
from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from accounts import practice_form
from accounts.actions import change_practice_settings
from reviews.agreements import terms as terms_text
from reviews.agreements.queries import latest_agreement, read_agreement
from reviews.checkins import recurrence
from reviews.checkins.queries import get_cadence, list_checkins
from reviews.checkins.recurrence import LAST, MonthlyByDate, MonthlyByWeekday, Phase, Weekly
from reviews.engagements.queries import list_engagements
from tests.agreeing import signs
from tests.conftest import PASSWORD, terms_from
from tracker.lib import dates

CHICAGO = "America/Chicago"


@pytest.fixture
def friday(now):
    day = now.astimezone(ZoneInfo(CHICAGO)).date() + timedelta(days=3)
    return day + timedelta(days=(4 - day.weekday()) % 7)


@pytest.fixture
def form(friday):
    """Weekly for eight weeks, then every two weeks."""
    then = friday + timedelta(weeks=8)
    return {
        "client_name": "Eli Rask",
        "pathway": "voluntary",
        "focus_areas": ["responsibility", "listening"],
        "working_on": "Hearing a no the first time",
        "often_1": "weeks-1",
        "on_1": "weekday-4",
        "starts_on_1": friday.isoformat(),
        "wall_time": "09:30",
        "zone": CHICAGO,
        "often_2": "weeks-2",
        "on_2": "weekday-4",
        "starts_on_2": then.isoformat(),
        "password": PASSWORD,
    }


@pytest.fixture
def begin(eli):
    return reverse("agreements:begin", args=[eli.membership_id])


def test_weekly_for_two_months_then_every_two_weeks(dana, eli, form, friday, begin, browser, being):
    then = friday + timedelta(weeks=8)
    page = browser(dana).post(begin, form)["Location"]

    text = browser(eli).get(page).text
    assert "Every week until" in text
    assert "then every two weeks, on Fridays at 9:30 AM" in text
    assert f"Friday, {dates.full_day(friday)}" in text  # the first check-in

    with being(eli):
        (engagement,) = list_engagements(actor=eli)
        agreement = latest_agreement(actor=eli, engagement_id=engagement.id)
    browser(eli).post(f"{page}accept/", signs(agreement))
    with being(eli):
        cadence = get_cadence(engagement_id=engagement.id)
        listed = list_checkins(actor=eli, engagement_ids=[engagement.id])
    assert recurrence.read(cadence.phases) == (
        Phase(Weekly(1, 4), friday, then),
        Phase(Weekly(2, 4), then),
    )
    assert [c.on_date for c in listed[:2]] == [friday, friday + timedelta(weeks=1)]


def test_monthly_with_a_last_day(dana, eli, form, friday, begin, browser, being):
    last = friday + timedelta(days=300)
    sent = form | {"often_1": "months-1", "on_1": "last-4", "ends_on": last.isoformat()}
    del sent["often_2"], sent["on_2"], sent["starts_on_2"]

    page = browser(dana).post(begin, sent)["Location"]

    text = browser(eli).get(page).text
    assert "Every month, on the last Friday at 9:30 AM" in text
    assert "through" in text


def test_the_first_times_are_shown_before_the_rest_is_filled_in(dana, form, begin, browser, being):
    rhythm = {k: v for k, v in form.items() if k not in ("client_name", "pathway", "focus_areas")}

    answer = browser(dana).post(begin, rhythm | {"preview": "yes"})

    assert answer.status_code == 200
    assert "The first times would be Friday" in answer.text
    assert "Hearing a no the first time" in answer.text
    assert "Choose how this came about." not in answer.text
    with being(dana):
        assert list_engagements(actor=dana) == []
    assert browser(dana).post(begin, rhythm).status_code == 400  # to offer it, all is needed


def test_the_first_times_are_shown_beside_what_is_missing(dana, form, begin, browser):
    page = browser(dana).post(begin, form | {"client_name": ""}).text

    assert "Enter the name the client wants to be called by." in page
    assert "The first times would be Friday" in page


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"starts_on_1": "2020-01-03"}, "starts_on_1", "Choose today or a later day."),
        ({"starts_on_1": "soon"}, "starts_on_1", "Enter the day in full"),
        ({"ends_on": "2020-01-03"}, "ends_on", "when the rhythm begins. Choose a later day."),
        ({"starts_on_2": "2020-01-03"}, "starts_on_2", "Choose a day after"),
        ({"zone": "Mars/Base"}, "zone", "Choose a place from the list."),
        ({"often_1": "weeks-13"}, "often_1", "Choose how often you check in."),
        ({"often_1": "months-1"}, "on_1", "Choose which one in the month"),
        ({"wall_time": "late"}, "wall_time", "Enter the time"),
    ],
)
@pytest.mark.parametrize("button", [{}, {"preview": "yes"}], ids=["offer", "preview"])
def test_what_does_not_fit_stands_beside_its_field_and_nothing_is_lost(
    dana, form, begin, browser, being, changes, field, sentence, button
):
    refused(browser(dana).post(begin, form | changes | button), form | changes, field, sentence)
    with being(dana):
        assert list_engagements(actor=dana) == []


def test_a_rhythm_that_never_comes_is_not_offered(dana, form, friday, begin, browser):
    """From Monday to Thursday there is no Friday."""
    monday = friday + timedelta(days=3)
    sent = form | {"starts_on_1": monday.isoformat()}
    sent["starts_on_2"] = (monday + timedelta(days=4)).isoformat()
    sentence = "The rhythm would end before its first check-in."
    refused(browser(dana).post(begin, sent), sent, "starts_on_2", sentence)

    alone = sent | {"often_2": "", "on_2": "", "starts_on_2": ""}
    alone["ends_on"] = (monday + timedelta(days=3)).isoformat()
    refused(browser(dana).post(begin, alone), alone, "ends_on", sentence)


def refused(answer, sent, field, sentence):
    """The sentence stands in the field's own error, and all that was typed is on the page."""
    page = answer.text
    assert answer.status_code == 400
    beside = page.partition(f'id="id_{field}_error"')[2].partition(f'id="id_{field}"')[0]
    assert sentence in beside
    assert "What you typed is still here." in page
    for name in ("client_name", "working_on", "starts_on_1", "starts_on_2", "wall_time"):
        if sent[name]:
            assert f'value="{sent[name]}"' in page
    assert '<option value="weekday-4" selected>' in page
    assert page.count(" checked") == 3  # the pathway and two focus areas


@pytest.mark.parametrize(
    "phases",
    [
        (
            Phase(Weekly(1, 4), date(2026, 5, 15), date(2026, 7, 10)),
            Phase(Weekly(2, 4), date(2026, 7, 10)),
        ),
        (Phase(MonthlyByDate(3, 31), date(2026, 5, 31), date(2027, 5, 31)),),
        (Phase(MonthlyByWeekday(1, LAST, 0), date(2026, 5, 1)),),
    ],
)
def test_terms_are_read_as_they_were_written(now, phases):
    terms = terms_from(now, phases=phases)

    assert terms_text.read(terms_text.write(terms)) == terms


def test_terms_from_before_there_were_phases_are_still_read():
    stored = {
        "pathway": "voluntary",
        "focus_areas": ["responsibility"],
        "working_on": "Hearing a no the first time",
        "every_weeks": 2,
        "starts_on": "2026-05-15",
        "wall_time": "09:30",
        "zone": CHICAGO,
        "told": [],
    }

    terms = terms_text.read(json.dumps(stored))

    assert terms.phases == (Phase(Weekly(2, 4), date(2026, 5, 15)),)
    assert (terms.wall_time, terms.zone, terms.two_names) == (time(9, 30), CHICAGO, False)
    assert (terms.listed, terms.follow_up_months, terms.employer) == ([], [], None)


def test_the_api_says_it_in_phases_and_in_words(dana, eli, form, friday, begin, browser, being):
    browser(dana).post(begin, form)
    with being(eli):
        (engagement,) = list_engagements(actor=eli)
        agreement = latest_agreement(actor=eli, engagement_id=engagement.id)

    terms = browser(eli).get(reverse("api:agreement", args=[agreement.id])).json()["terms"]

    then = (friday + timedelta(weeks=8)).isoformat()
    assert terms["phases"] == [
        {
            "rule": "weekly",
            "every": 1,
            "weekday": 4,
            "starts_on": friday.isoformat(),
            "until": then,
        },
        {"rule": "weekly", "every": 2, "weekday": 4, "starts_on": then, "until": None},
    ]
    assert terms["in_words"].startswith("Every week until")
    assert terms["in_words"].endswith("on Fridays at 9:30 AM (Chicago time)")


def test_how_often_the_two_review_is_agreed_from_a_closed_list(
    dana, eli, form, begin, browser, being
):
    client = browser(dana)
    asked = client.get(begin).context["form"]["review_months"]
    assert asked.value() is None  # nothing is chosen beforehand
    assert client.post(begin, form | {"review_months": "5"}).status_code == 400

    page = client.post(begin, form | {"review_months": "2"})["Location"]

    assert "Every two months" in browser(eli).get(page).text
    with being(eli):
        (engagement,) = list_engagements(actor=eli)
        agreement = latest_agreement(actor=eli, engagement_id=engagement.id)
        assert read_agreement(actor=eli, agreement_id=agreement.id).terms.review_months == 2
    answer = browser(eli).get(f"/api/v1/agreements/{agreement.id}/").json()
    assert answer["terms"]["review_months"] == 2


def test_the_usual_follow_ups_of_the_practice_are_said_and_chosen_for_nobody(
    dana, eli, ada, begin, browser, being, now
):
    def field():
        return browser(dana).get(begin).context["form"]["follow_up_months"]

    usual = "Usual in this practice: after 3 months, after 6 months, after 12 months."
    assert field().help_text.endswith(usual)
    with being(ada):
        change_practice_settings(actor=ada, settings={"follow_up_months": [12]}, now=now)

    assert field().help_text.endswith("Usual in this practice: after 12 months.")
    assert not field().value()
    with being(ada):
        change_practice_settings(actor=ada, settings={"follow_up_months": []}, now=now)
    assert "Usual" not in field().help_text


def test_a_practice_chooses_among_what_an_agreement_can_say():
    assert practice_form.FOLLOW_UP_MONTHS == terms_text.FOLLOW_UP_MONTHS
