"""Times in the API: the same acts and refusals as the pages."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tracker.lib import clock


def send(client, method, name, *args, data=None):
    return getattr(client, method)(
        reverse(f"api:{name}", args=args), data, content_type="application/json"
    )


@pytest.fixture
def monday(checkin):
    day = checkin.on_date + timedelta(days=2)
    return day + timedelta(days=-day.weekday() % 7)


def test_another_time_is_asked_for_and_agreed(dana, eli, checkin, monday, browser):
    client, clinician = browser(eli), browser(dana)
    sent = {"on_date": monday.isoformat(), "wall_time": "10:00", "words": "A train."}

    asked = send(client, "post", "moves", checkin.id, data=sent)

    assert asked.status_code == 201
    move_id = asked.json()["id"]
    times = send(clinician, "get", "times", checkin.engagement_id).json()
    assert [move["id"] for move in times["moves"]] == [move_id]
    assert send(client, "post", "agree", move_id).status_code == 403
    assert send(clinician, "post", "agree", move_id).status_code == 204
    assert send(clinician, "post", "agree", move_id).status_code == 409
    detail = send(client, "get", "checkin", checkin.id).json()
    assert detail["state"] == "moved"
    assert detail["moved_to_id"]


def test_a_time_that_does_not_fit_has_its_sentence(eli, checkin, monday, browser):
    sunday = monday - timedelta(days=1)
    sent = {"on_date": sunday.isoformat(), "wall_time": "10:00"}

    answer = send(browser(eli), "post", "moves", checkin.id, data=sent)

    assert answer.status_code == 400
    assert "Nobody is there on Sundays" in answer.content.decode()


def test_a_pause_and_its_end(dana, eli, engagement, browser):
    made = send(browser(eli), "post", "pauses", engagement.id, data={})
    assert made.status_code == 201
    found = send(browser(dana), "get", "times", engagement.id).json()["pause"]
    assert found["id"] == made.json()["id"]

    assert send(browser(dana), "post", "resume", found["id"]).status_code == 204

    assert send(browser(eli), "get", "times", engagement.id).json()["pause"] is None


def test_missed_with_its_reason(dana, eli, checkin, browser):
    data = {"why": "logistics", "words": "The line was down."}
    assert send(browser(dana), "post", "missed", checkin.id, data=data).status_code == 409
    clock.move(checkin.due_at + timedelta(hours=1) - clock.now())

    answer = send(browser(dana), "post", "missed", checkin.id, data=data)
    detail = send(browser(eli), "get", "checkin", checkin.id).json()

    clock.move(timedelta())
    assert answer.status_code == 204
    assert (detail["why_not"], detail["why_words"]) == ("logistics", "The line was down.")
    assert "move" in detail["acts"]


def test_one_beside_the_series(dana, eli, engagement, monday, browser):
    sent = {"on_date": monday.isoformat(), "wall_time": "15:00"}
    assert send(browser(eli), "post", "extra", engagement.id, data=sent).status_code == 404

    made = send(browser(dana), "post", "extra", engagement.id, data=sent)

    assert made.status_code == 201
    assert send(browser(eli), "get", "checkin", made.json()["id"]).json()["wall_time"] == "15:00:00"
