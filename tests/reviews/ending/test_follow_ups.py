"""Check-ins after the end: each with a new yes, near its day, and nothing without it."""

from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError
from django.urls import reverse

from accounts.access import NotAllowed, NotFound, WrongState, acting_as
from accounts.models import AuditEvent
from accounts.outbox.mails import Later, Mail, NotNeeded
from accounts.outbox.models import Notice
from reviews.ending import follow_ups as acts
from reviews.ending.queries import get_follow_up, see_follow_up
from reviews.ending.rules import has_come_up
from reviews.journal.models import Entry
from reviews.journal.queries import open_draft, read_entry
from reviews.reminders.actions import sweep
from reviews.reminders.notices import FollowUpComes
from reviews.reminders.plans import stop_reminders
from tests import covers
from tests.conftest import PASSWORD, until_tuesday_morning
from tests.endings import LATER, comes_up, ended, follow_ups, held, written
from tests.writings import draft
from tracker.lib import clock
from tracker.lib.dates import months_later


@pytest.fixture
def heads(engagement, dana, now):
    ended(dana, engagement.id, now=now)
    return follow_ups(dana, engagement.id)


@pytest.fixture
def first(heads):
    return heads[0]


@pytest.fixture
def at(first, now):
    """Its day."""
    return comes_up(first)


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2026, 1, 15), 3, date(2026, 4, 15)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
    ],
)
def test_months_are_those_of_the_calendar(day, months, then):
    assert months_later(day, months) == then


@pytest.mark.parametrize(("days", "expected"), [(-15, False), (-14, True), (28, True), (29, False)])
def test_it_comes_up_two_weeks_before_and_stays_four_after(days, expected):
    day = date(2026, 6, 1)
    assert has_come_up(day, today=day + timedelta(days=days)) is expected


def test_each_is_planned_and_none_is_agreed(heads):
    assert [(head.months, head.state) for head in heads] == [
        (3, "planned"),
        (6, "planned"),
        (12, "planned"),
    ]


def test_the_clients_yes_is_for_one(first, at, eli, dana, engagement, being):
    with being(eli):
        acts.agree(actor=eli, follow_up_id=first.id, now=at)
        assert AuditEvent.objects.filter(verb="agree_follow_up", payload={}).exists()
    assert [head.state for head in follow_ups(dana, engagement.id)] == [
        "agreed",
        "planned",
        "planned",
    ]
    with being(dana):
        assert Notice.objects.filter(key=f"followup:{first.id}:agreed").exists()


def test_nobody_says_yes_for_the_client(first, at, eli, dana, mo, being):
    with being(dana), pytest.raises(NotAllowed):
        acts.agree(actor=dana, follow_up_id=first.id, now=at)
    with being(mo), pytest.raises(NotFound):
        acts.agree(actor=mo, follow_up_id=first.id, now=at)
    with being(eli):
        acts.agree(actor=eli, follow_up_id=first.id, now=at)


def test_a_yes_is_given_near_its_day(first, now, eli, being):
    for far in (now, now + timedelta(days=200)):
        with being(eli), pytest.raises(WrongState):
            acts.agree(actor=eli, follow_up_id=first.id, now=far)
    at = comes_up(first)
    with being(eli):
        acts.agree(actor=eli, follow_up_id=first.id, now=at)
        with pytest.raises(WrongState):  # twice
            acts.agree(actor=eli, follow_up_id=first.id, now=at)


def test_it_is_turned_down_long_before_or_after_a_yes(heads, now, eli, being):
    with being(eli):
        acts.turn_down(actor=eli, follow_up_id=heads[1].id, now=now)
        with pytest.raises(WrongState):
            acts.turn_down(actor=eli, follow_up_id=heads[1].id, now=now)
    at = comes_up(heads[0])
    with being(eli):
        acts.agree(actor=eli, follow_up_id=heads[0].id, now=at)
        acts.turn_down(actor=eli, follow_up_id=heads[0].id, now=at)
        assert see_follow_up(actor=eli, follow_up_id=heads[0].id).state == "not_wanted"


def test_without_a_new_yes_nothing_is_held_or_written(first, at, dana, eli, being):
    with being(dana):
        row = get_follow_up(actor=dana, follow_up_id=first.id)
        with pytest.raises(WrongState):
            acts.settle(actor=dana, follow_up_id=first.id, held=True, now=at)
        with pytest.raises(WrongState):
            acts.begin_account(actor=dana, follow_up=row, now=at)
    held(dana, eli, first.id, now=at)
    with being(dana):
        row = get_follow_up(actor=dana, follow_up_id=first.id)
        acts.begin_account(actor=dana, follow_up=row, now=at)


def test_the_client_reads_what_was_written_of_it(first, at, dana, eli, being):
    held(dana, eli, first.id, now=at)
    entry = written(dana, first, now=at)
    with being(eli):
        assert read_entry(actor=eli, entry_id=entry.id).answers[0].text == LATER
        assert see_follow_up(actor=eli, follow_up_id=first.id).is_signed


def test_one_that_was_agreed_and_not_held_has_no_account(first, at, dana, eli, being):
    with being(eli):
        acts.agree(actor=eli, follow_up_id=first.id, now=at)
    with being(dana):
        acts.settle(actor=dana, follow_up_id=first.id, held=False, now=at)
        row = get_follow_up(actor=dana, follow_up_id=first.id)
        assert row.state == "not_held"
        with pytest.raises(WrongState):
            acts.begin_account(actor=dana, follow_up=row, now=at)


# --- one account of each, also where somebody covers ------------------------------------------------


@pytest.fixture
def covered(cast, engagement, now):
    """Mo covers for Dana from soon until long after the end."""
    cover = covers.ask(cast, engagement.id, now=now, last=170)
    covers.agree(cast, cover, now=now)
    ended(cast.dana.actor, engagement.id, now=now)
    head = follow_ups(cast.dana.actor, engagement.id)[0]
    at = comes_up(head)
    held(cast.mo.actor, cast.eli.actor, head.id, now=at)
    return head, at


def _accounts(actor, head):
    with acting_as(actor), transaction.atomic():
        return list(
            Entry.objects.filter(about=head.id, state="shared").values_list("id", flat=True)
        )


def test_one_account_is_signed_of_each_follow_up(covered, dana, mo, eli, being):
    """Both have begun one; whoever signs first has written it, and the page leads to that."""
    head, at = covered
    own = draft(dana, head.engagement_id, "follow_up", text="As I heard it.", about=head.id, now=at)
    first = written(mo, head, now=at)
    with pytest.raises(WrongState), acting_as(dana), transaction.atomic():
        seen = open_draft(actor=dana, entry_id=own.id).digest
        acts.sign_account(actor=dana, entry=own, seen=seen, authenticated_at=at, now=at)

    assert _accounts(eli, head) == [first.id]
    for actor in (eli, dana, mo):
        assert [h.entry_id for h in follow_ups(actor, head.engagement_id)][0] == first.id
    with being(dana):
        assert open_draft(actor=dana, entry_id=own.id).answers[0].text == "As I heard it."


def test_no_other_account_is_begun_once_one_is_signed(covered, dana, mo, being):
    head, at = covered
    written(mo, head, now=at)
    with being(dana), pytest.raises(WrongState):
        row = get_follow_up(actor=dana, follow_up_id=head.id)
        acts.begin_account(actor=dana, follow_up=row, now=at)


def test_the_pages_say_that_one_is_signed_and_where_the_other_is_kept(covered, cast, browser):
    head, at = covered
    page, dana = browser(cast.dana), cast.dana.actor
    own = draft(dana, head.engagement_id, "follow_up", text="As I heard it.", about=head.id, now=at)
    with acting_as(dana), transaction.atomic():
        seen = open_draft(actor=dana, entry_id=own.id).digest
    written(cast.mo.actor, head, now=at)

    url = reverse("ending:sign_follow_up", args=[own.id])
    late = page.post(url, {"seen": seen, "password": PASSWORD})
    assert late.status_code == 409
    assert "Your account was not signed." in late.text
    assert "account of the follow-up" in page.get(reverse("unfinished:all")).text
    begun = page.post(reverse("ending:begin_follow_up", args=[head.id]))
    assert (begun.status_code, "is signed already" in begun.text) == (409, True)


# --- the database ----------------------------------------------------------------------------------


def _set(row_id, state):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("update reviews_followup set state = %s where id = %s", [state, row_id])
        return cursor.rowcount


def test_the_database_asks_for_the_clients_yes_too(first, at, dana, eli, being):
    with being(dana):
        assert _set(first.id, "held") == 0
        assert _set(first.id, "agreed") == 0
    with being(eli):
        with pytest.raises(ProgrammingError):
            _set(first.id, "held")
        assert _set(first.id, "agreed") == 1
    with being(dana):
        with pytest.raises(ProgrammingError):
            _set(first.id, "not_wanted")
        assert _set(first.id, "held") == 1


def test_the_database_takes_no_yes_long_before(first, eli, being):
    with being(eli), pytest.raises(ProgrammingError):
        _set(first.id, "agreed")


def test_the_database_lets_nobody_write_of_one_that_was_not_held(first, at, dana, eli, being):
    def insert():
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "insert into reviews_entry (id, engagement_id, author_id, created_at, kind, about,"
                " prompts, grounds, state) values (gen_random_uuid(), %s, %s, now(), 'follow_up',"
                " %s, '[]', '{}', 'draft')",
                [first.engagement_id, dana.user_id, first.id],
            )

    with being(dana), pytest.raises(ProgrammingError):
        insert()
    held(dana, eli, first.id, now=at)
    with being(dana):
        insert()


# --- the mail --------------------------------------------------------------------------------------


def _notice(first):
    return Notice.objects.filter(key=f"followup:{first.id}").first()


def _near(first, now):
    """A Tuesday morning not long before its day."""
    morning = until_tuesday_morning(comes_up(first, days=-9))
    near = comes_up(first, days=-9)
    clock.move(near - now + morning)
    return clock.now()


def _build(notice, at):
    from accounts.access import acting_as_system

    with acting_as_system("outbox"), transaction.atomic():
        return FollowUpComes.build(notice=notice, now=at)


def test_the_client_is_told_once_and_content_free(first, eli, now):
    from accounts.access import acting_as_system

    sweep()
    with acting_as_system("outbox"), transaction.atomic():
        assert _notice(first) is None
    at = _near(first, now)
    sweep()
    sweep()
    with acting_as_system("outbox"), transaction.atomic():
        notice = _notice(first)
    assert notice.recipient_id == eli.user_id
    mail = _build(notice, at)
    assert isinstance(mail, Mail)
    assert "follow" not in (mail.subject + mail.text).lower()
    night = at.replace(hour=8)  # three in the morning in Chicago
    assert isinstance(_build(notice, night), Later)


def test_no_mail_once_it_was_answered_or_mails_were_stopped(
    first, heads, engagement, eli, now, being
):
    from accounts.access import acting_as_system

    at = _near(first, now)
    sweep()
    with acting_as_system("outbox"), transaction.atomic():
        notice = _notice(first)
    assert isinstance(_build(notice, at), Mail)
    with being(eli):
        stop_reminders(actor=eli, engagement=engagement, now=at)
    assert _build(notice, at) == NotNeeded("stopped")
    with being(eli):
        acts.turn_down(actor=eli, follow_up_id=first.id, now=at)
    assert _build(notice, at) == NotNeeded("settled")


def test_who_stopped_mails_is_not_told(first, engagement, eli, now, being):
    from accounts.access import acting_as_system

    with being(eli):
        stop_reminders(actor=eli, engagement=engagement, now=now)
    _near(first, now)
    sweep()
    with acting_as_system("outbox"), transaction.atomic():
        assert _notice(first) is None


# --- the pages -------------------------------------------------------------------------------------


def test_from_the_question_to_the_account_by_pages(first, at, cast, browser):
    eli, dana = browser(cast.eli), browser(cast.dana)
    url = reverse("ending:follow_up", args=[first.id])
    assert "A follow-up comes up" in eli.get(reverse("desk:your_page")).content.decode()
    assert "Do you want it?" in eli.get(url).content.decode()
    refused = dana.post(url, {"said": "held"})
    assert refused.status_code == 409
    assert "A follow-up needs a new yes" in refused.content.decode()
    write = reverse("ending:begin_follow_up", args=[first.id])
    assert "A follow-up needs a new yes" in dana.post(write).content.decode()

    assert eli.post(url, {"said": "yes"})["Location"] == url

    again = eli.post(url, {"said": "yes"})
    assert again.status_code == 409
    assert "was answered in the meantime" in again.content.decode()
    assert "Eli R. wants the follow-up" in dana.get(reverse("desk:today")).content.decode()
    dana.post(url, {"said": "held"})
    assert "It was held" in dana.get(url).content.decode()
    assert "is not written down" in dana.get(reverse("desk:today")).content.decode()
    assert dana.post(write).status_code == 302


def test_a_late_answer_has_its_sentence(first, now, cast, browser):
    url = reverse("ending:follow_up", args=[first.id])
    page = browser(cast.eli)
    assert "Not asked about yet" in page.get(url).content.decode()
    early = page.post(url, {"said": "yes"})
    assert (early.status_code, "You are asked when its time comes" in early.content.decode()) == (
        409,
        True,
    )
    comes_up(first, days=40)
    assert "Its time has passed" in page.get(url).content.decode()
    for said in ("yes", "no"):
        late = page.post(url, {"said": said})
        assert late.status_code == 409
        assert "The time of this follow-up has passed" in late.content.decode()


def test_each_answers_only_for_themselves(first, at, cast, browser):
    url = reverse("ending:follow_up", args=[first.id])
    assert browser(cast.dana).post(url, {"said": "yes"}).status_code == 404
    assert browser(cast.eli).post(url, {"said": "held"}).status_code == 404
    assert browser(cast.eli).post(url, {"said": "no"}).status_code == 302


# --- the API ---------------------------------------------------------------------------------------


def test_the_api_lists_and_answers(first, at, cast, browser):
    page = browser(cast.eli)
    listed = page.get(f"/api/v1/engagements/{first.engagement_id}/later/").json()
    assert [one["state"] for one in listed] == ["planned", "planned", "planned"]
    assert page.get(f"/api/v1/engagements/{first.engagement_id}/end/").json()["how"] == "completed"
    url = f"/api/v1/later/{first.id}/answer/"

    answer = page.post(url, {"wanted": True}, content_type="application/json")

    assert (answer.status_code, answer.json()["state"]) == (200, "agreed")
    assert page.post(url, {"wanted": True}, content_type="application/json").status_code == 409
    assert browser(cast.dana).post(url, {"wanted": True}).status_code == 404
