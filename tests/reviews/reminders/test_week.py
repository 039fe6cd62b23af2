"""The mail on Mondays: once a week, only when something needs a look, without a name."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction

from accounts import actions
from accounts.access import acting_as_system
from accounts.outbox.mails import Mail, NotNeeded
from accounts.outbox.models import Notice
from reviews.reminders.actions import sweep
from reviews.reminders.digest import WeekToLookAt
from tests.story import being as being_one
from tracker.lib import clock

CHICAGO = ZoneInfo("America/Chicago")


def monday(hour, *, weeks=0):
    """The next Monday where Dana lives."""
    here = clock.now().astimezone(CHICAGO)
    day = (here + timedelta(days=(7 - here.weekday()) % 7 + 7 * weeks)).date()
    return datetime(day.year, day.month, day.day, hour, tzinfo=CHICAGO).astimezone(UTC)


def at(moment):
    clock.move(timedelta(0))
    clock.move(moment - clock.now())
    sweep()


def rows(user_id):
    with acting_as_system("outbox"), transaction.atomic():
        return list(
            Notice.objects.filter(kind="week_to_look_at", recipient_id=user_id).order_by("due_at")
        )


def build(notice):
    with acting_as_system("outbox"), transaction.atomic():
        return WeekToLookAt.build(notice=notice, now=clock.now())


def test_one_row_a_week_in_the_morning(story, cast):
    moments = [monday(hour) for hour in (7, 8, 9, 11, 12)] + [monday(9, weeks=1)]
    found = []
    for moment in moments:
        at(moment)
        found.append(len(rows(cast.dana.user_id)))
    assert found == [0, 1, 1, 1, 1, 2]


def test_it_says_what_and_how_many(story, cast):
    at(monday(9))
    mail = build(rows(cast.dana.user_id)[0])
    assert isinstance(mail, Mail)
    assert mail.to == "dana@example.org"
    for body in (mail.text, mail.html):
        assert "One thing to read" in body
        assert "Rask" not in body


def test_a_week_that_needs_nothing_gets_none(engagement, cast):
    at(monday(9))
    assert build(rows(cast.mo.user_id)[0]) == NotNeeded("nothing")


def test_switched_off_it_does_not_come(story, cast, dana, being, now, browser):
    page = browser(cast.dana)
    assert "Switch it off" in page.get("/settings/").text
    page.post("/settings/week/", {"wanted": "no"})
    at(monday(9))
    assert rows(cast.dana.user_id) == []
    page.post("/settings/week/", {"wanted": "yes"})
    sweep()
    [row] = rows(cast.dana.user_id)
    with being(dana):
        actions.change_weekly_mail(actor=dana, wanted=False, now=clock.now())
    assert build(row) == NotNeeded("not_wanted")


def test_an_ended_role_gets_none(story, cast, ada, being):
    at(monday(9))
    [row] = rows(cast.dana.user_id)
    with being_one(cast, "ada"):
        from accounts.models import Membership

        assert Membership.objects.filter(id=row.subject_id).update(ended_at=clock.now())
    assert build(row) == NotNeeded("not_wanted")
