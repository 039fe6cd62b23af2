"""Mails to you: the choice, what went out in plain words, and a warning about a shared house."""

from datetime import time, timedelta
from uuid import uuid4

import pytest
from django.db import transaction

from accounts.access import acting_as_system
from accounts.outbox.actions import enqueue
from accounts.outbox.models import Notice
from reviews.releases import houses
from reviews.reminders.queries import get_plan

EVERY = ["week", "two_days", "same_day", "day_after", "three_days_after"]


def plan_of(engagement, person, being):
    with being(person):
        return get_plan(engagement_id=engagement.id)


def test_the_client_chooses(engagement, eli, browser, being):
    page = browser(eli)
    assert page.get("/mails/").status_code == 200

    answer = page.post(
        "/mails/",
        {"steps": ["same_day"], "not_on": ["2", "5"], "own_from": "10:00", "own_until": "12:30"},
    )

    assert answer.status_code == 302
    plan = plan_of(engagement, eli, being)
    assert plan.steps == {"same_day"}
    assert plan.not_on == {2, 5}
    assert (plan.own_from, plan.own_until) == (time(10), time(12, 30))


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"steps": []}, "Choose at least one, or stop these mails with the button below."),
        ({"steps": ["hourly"]}, "Select a valid choice."),
        ({"own_from": "10:00"}, "Enter both times, or leave both empty."),
        ({"own_from": "07:00", "own_until": "12:00"}, "Choose a time between 9:00 AM and 7:00 PM."),
        ({"own_from": "10:00", "own_until": "20:00"}, "Choose a time between 9:00 AM and 7:00 PM."),
        ({"own_from": "12:00", "own_until": "12:00"}, "Choose a later time than the one above."),
        ({"own_from": "soon", "own_until": "12:00"}, "Enter the time, for example 09:30."),
        ({"not_on": list("012345")}, "Leave at least one day"),
        ({"not_on": ["6"]}, "Select a valid choice."),
    ],
)
def test_what_does_not_fit_has_its_sentence(engagement, eli, browser, being, sent, sentence):
    answer = browser(eli).post("/mails/", {"steps": EVERY, **sent})

    assert answer.status_code == 400
    assert sentence in answer.text
    assert "What you chose is still here." in answer.text
    assert plan_of(engagement, eli, being) == get_plan(engagement_id=uuid4())


def test_stopping_and_starting(engagement, eli, browser, being):
    page = browser(eli)
    assert "Stop mails about times" in page.get("/mails/").text
    page.post("/mails/off/")
    assert plan_of(engagement, eli, being).stopped_at is not None
    assert "Mails about times are stopped" in page.get("/mails/").text
    assert page.post("/mails/off/").status_code == 409
    page.post("/mails/on/")
    assert plan_of(engagement, eli, being).stopped_at is None


def test_the_clinician_sees_the_choice_and_changes_nothing(engagement, eli, dana, mo, browser):
    browser(eli).post("/mails/", {"steps": ["same_day"], "not_on": ["2"]})
    where = f"/people/{engagement.id}/mails/"

    page = browser(dana).get(where)

    assert "On the morning of the day" in page.text
    assert "7 days before" not in page.text
    assert "Wednesday, Sunday" in page.text
    assert browser(dana).post(where).status_code == 405
    assert browser(mo).get(where).status_code == 404


ROWS = {
    "sent": ({"state": "sent"}, "Sent."),
    "twice": ({"state": "sent", "uncertain": True}, "Sent, perhaps twice: the line broke."),
    "stopped": (
        {"state": "not_needed", "reason": "stopped"},
        "Not sent: you had stopped these mails.",
    ),
    "ended": (
        {"state": "not_needed", "reason": "called_off"},
        "Not sent: the time was called off.",
    ),
    "closed": (
        {"state": "not_needed", "reason": "account_closed"},
        "Not sent: your account was closed.",
    ),
    "refused": ({"reason": "refused_550"}, "The mail server refused it. It is tried again soon."),
    "bounced": (
        {"state": "failed", "reason": "bounced"},
        "Not delivered. It came back. It was given up. Your clinician is asked to ring you.",
    ),
    "waits": ({}, "It goes out soon."),
}


@pytest.mark.parametrize("name", ROWS)
def test_what_became_of_each_mail_is_said_in_words(engagement, eli, browser, now, name):
    columns, sentence = ROWS[name]
    with acting_as_system("outbox"), transaction.atomic():
        Notice.objects.filter(recipient_id=eli.user_id).update(due_at=now - timedelta(days=365))
        enqueue(
            key=name,
            kind="checkin_reminder",
            recipient_id=eli.user_id,
            organization_id=eli.organization_id,
            subject_id=uuid4(),
            due_at=now,
        )
        if columns.get("state"):
            columns = {**columns, "settled_at": now}
        Notice.objects.filter(key=name).update(**columns)

    page = browser(eli).get("/mails/").text

    assert "A reminder of a time." in page
    assert sentence in page
    assert "eli@example.org" in page


def test_nobody_elses_mails_are_shown(story, eli, otto, browser, now):
    with acting_as_system("outbox"), transaction.atomic():
        enqueue(
            key="ottos",
            kind="account_changed",
            recipient_id=otto.user_id,
            organization_id=otto.organization_id,
            subject_id=uuid4(),
            due_at=now,
        )
    assert "That how you sign in has changed." in browser(otto).get("/mails/").text
    assert "That how you sign in has changed." not in browser(eli).get("/mails/").text


@pytest.mark.parametrize(
    ("own", "theirs", "words"),
    [
        ("eli@vale.example", "erin@vale.example", "and so does that of somebody you permitted"),
        ("eli@vale.example", "erin@gmail.com", "If that is the mail of an employer or a school"),
        ("eli@gmail.com", "erin@gmail.com", ""),
        ("eli@gmail.com", "erin@vale.example", ""),
    ],
)
def test_a_house_that_may_read_along_is_named(own, theirs, words):
    found = houses.words_about(own, [theirs])
    assert (words in found) if words else found == ""
