"""Another rhythm in the API: the same acts and refusals as the pages."""

from datetime import timedelta

import pytest
from django.urls import reverse


def send(client, method, name, *args, data=None):
    return getattr(client, method)(
        reverse(f"api:{name}", args=args), data, content_type="application/json"
    )


@pytest.fixture
def sent(now):
    """Weekly for eight weeks, then every month on the last Monday."""
    day = (now + timedelta(days=14)).date()
    monday = day + timedelta(days=-day.weekday() % 7)
    then = monday + timedelta(weeks=8)
    first = {"rule": "weekly", "every": 1, "weekday": 0}
    later = {"rule": "monthly_by_weekday", "every": 1, "nth": -1, "weekday": 0}
    return {
        "phases": [
            first | {"starts_on": monday.isoformat(), "until": then.isoformat()},
            later | {"starts_on": then.isoformat(), "until": None},
        ],
        "wall_time": "11:00:00",
        "zone": "America/Chicago",
    }


def test_one_proposes_and_the_other_accepts(dana, eli, engagement, sent, browser):
    client, clinician = browser(eli), browser(dana)

    made = send(client, "post", "rhythms", engagement.id, data=sent)

    assert made.status_code == 201
    rhythm_id = made.json()["id"]
    proposed = send(clinician, "get", "times", engagement.id).json()["proposed"]
    assert proposed["id"] == rhythm_id
    assert {name: proposed[name] for name in sent} == sent
    assert "then every month on the last Monday" in proposed["in_words"]
    assert send(clinician, "post", "rhythms", engagement.id, data=sent).status_code == 409
    assert send(client, "post", "accept_rhythm", rhythm_id).status_code == 403
    assert send(clinician, "post", "accept_rhythm", rhythm_id).status_code == 204
    assert send(clinician, "post", "accept_rhythm", rhythm_id).status_code == 409
    assert send(client, "get", "times", engagement.id).json()["rhythm"]["id"] == rhythm_id


@pytest.mark.parametrize(("who", "act"), [("dana", "decline_rhythm"), ("eli", "take_back_rhythm")])
def test_a_no_and_a_taking_back(cast, eli, engagement, sent, browser, who, act):
    rhythm_id = send(browser(eli), "post", "rhythms", engagement.id, data=sent).json()["id"]
    before = send(browser(eli), "get", "times", engagement.id).json()["rhythm"]

    assert send(browser(getattr(cast, who).actor), "post", act, rhythm_id).status_code == 204

    times = send(browser(eli), "get", "times", engagement.id).json()
    assert (times["rhythm"], times["proposed"]) == (before, None)


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"phases": []}, "phases", "Send one to three phases"),
        ({"zone": "Mars/Base"}, "zone", "Choose a place from the list."),
        ({"wall_time": "late"}, "wall_time", "wrong format"),
    ],
)
def test_what_does_not_fit_is_said(eli, engagement, sent, browser, changes, field, sentence):
    answer = send(browser(eli), "post", "rhythms", engagement.id, data=sent | changes)

    assert answer.status_code == 400
    assert sentence in str(answer.json()["errors"][field])


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"starts_on": "2020-01-06"}, "starts_on_1"),
        ({"until": None}, "phases"),
        ({"until": "2020-01-06"}, "phases"),
        ({"nth": 1}, "phases"),
        ({"every": 13}, "phases"),
        ({"rule": "yearly"}, "phases"),
    ],
)
def test_a_phase_that_does_not_fit_is_said(eli, engagement, sent, browser, changes, field):
    sent["phases"][0] |= changes

    answer = send(browser(eli), "post", "rhythms", engagement.id, data=sent)

    assert answer.status_code == 400
    assert field in answer.json()["errors"]
    assert send(browser(eli), "get", "times", engagement.id).json()["proposed"] is None
