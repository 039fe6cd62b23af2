"""Asking for another time, and the other one's answer."""

from datetime import time, timedelta

import pytest
from django.urls import reverse

from accounts.access import NotAllowed, WrongState
from accounts.models import Organization
from reviews.checkins import actions
from reviews.checkins.models import CheckIn, Move
from reviews.checkins.moving import (
    agree_to_move,
    ask_move,
    decline_move,
    lapse_moves,
    withdraw_move,
)
from reviews.checkins.queries import get_checkin, get_move, moves_to_lapse
from tracker.lib import clock

WHY = "There is a funeral that day."


@pytest.fixture
def monday(checkin):
    """A Monday at least two days after the check-in, when somebody is there."""
    day = checkin.on_date + timedelta(days=2)
    return day + timedelta(days=-day.weekday() % 7)


@pytest.fixture
def ask(checkin, monday, being):
    def asked(actor, *, now, to_date=None, words=WHY, notice=timedelta(hours=24)):
        with being(actor):
            return ask_move(
                actor=actor,
                checkin=get_checkin(actor=actor, checkin_id=checkin.id),
                to_date=to_date or monday,
                to_time=time(10),
                words=words,
                notice=notice,
                now=now,
            )

    return asked


@pytest.fixture
def seen(dana, checkin, being):
    def look(checkin_id=None):
        with being(dana):
            return get_checkin(actor=dana, checkin_id=checkin_id or checkin.id)

    return look


@pytest.mark.parametrize(("asker", "other"), [("eli", "dana"), ("dana", "eli")])
def test_either_asks_and_the_other_agrees(cast, ask, seen, monday, now, being, asker, other):
    asker, other = getattr(cast, asker).actor, getattr(cast, other).actor
    move = ask(asker, now=now)
    assert seen().state == CheckIn.OPEN  # the old time stands
    with pytest.raises(NotAllowed), being(asker):
        agree_to_move(actor=asker, move=get_move(actor=asker, move_id=move.id), now=now)

    with being(other):
        new = agree_to_move(actor=other, move=get_move(actor=other, move_id=move.id), now=now)

    assert seen().state == CheckIn.MOVED
    assert (seen(new.id).on_date, seen(new.id).moved_from_id) == (monday, seen().id)


def test_a_no_and_a_taking_back_leave_the_old_time(dana, eli, ask, seen, now, being):
    first = ask(eli, now=now)
    with being(dana):
        decline_move(actor=dana, move=get_move(actor=dana, move_id=first.id), now=now)
    second = ask(eli, now=now)
    with being(eli):
        withdraw_move(actor=eli, move=get_move(actor=eli, move_id=second.id), now=now)

    assert seen().state == CheckIn.OPEN


def test_one_request_at_a_time(dana, eli, ask, now):
    ask(eli, now=now)

    with pytest.raises(WrongState):
        ask(dana, now=now)


def test_two_answers_at_once_are_one(dana, ask, eli, seen, now, being):
    move = ask(eli, now=now)
    with being(dana):
        first, second = (get_move(actor=dana, move_id=move.id) for _ in range(2))
        agree_to_move(actor=dana, move=first, now=now)
        with pytest.raises(WrongState):
            agree_to_move(actor=dana, move=second, now=now)
        with pytest.raises(WrongState):
            decline_move(actor=dana, move=second, now=now)


def test_a_client_who_asks_too_late_is_told_whom_to_ring(
    eli, dana, ask, checkin, browser, monday, ada, being
):
    late = checkin.due_at - timedelta(hours=23)
    with pytest.raises(NotAllowed):
        ask(eli, now=late)
    with being(ada):
        Organization.objects.update(phone="555-0100")
    clock.move(late - clock.now())
    page = reverse("checkins:ask", args=[checkin.id])

    assert "less than 24 hours away" in browser(eli).get(page).text
    answer = browser(eli).post(
        page, {"on_date": monday.isoformat(), "wall_time": "10:00", "words": WHY}
    )

    clock.move(timedelta())
    assert answer.status_code == 400
    assert "555-0100" in answer.text
    assert WHY in answer.text
    ask(dana, now=late)  # a clinician can, at any time


@pytest.mark.parametrize(
    ("days", "sentence"),
    [(-400, "This time has passed."), (5, "Nobody is there on S"), (36500 * 3, "Enter the day")],
)
def test_a_day_that_does_not_fit_has_its_sentence(eli, checkin, monday, browser, days, sentence):
    day = monday + timedelta(days=days) if days < 36500 else monday.replace(year=2300)
    answer = browser(eli).post(
        reverse("checkins:ask", args=[checkin.id]),
        {"on_date": day.isoformat(), "wall_time": "10:00", "words": WHY},
    )

    assert answer.status_code == 400
    assert sentence in answer.text
    assert WHY in answer.text
    assert "Nothing was asked yet." in answer.text


def test_of_a_settled_one_the_words_are_kept(eli, dana, checkin, seen, monday, browser, now, being):
    with being(dana):
        actions.mark_discussed(actor=dana, checkin=seen(), now=now)
        actions.close_checkin(actor=dana, checkin=seen(), now=now)

    answer = browser(eli).post(
        reverse("checkins:ask", args=[checkin.id]),
        {"on_date": monday.isoformat(), "wall_time": "10:00", "words": WHY},
    )

    assert answer.status_code == 400
    assert "You have talked at this one" in answer.text
    assert WHY in answer.text


def test_a_missed_one_has_a_later_time_and_keeps_its_reason(
    dana, eli, ask, checkin, seen, being, monday
):
    at = checkin.due_at + timedelta(days=1)
    with being(dana):
        actions.mark_missed(actor=dana, checkin=seen(), why="not_told", words="", now=at)
    move = ask(eli, now=at, to_date=monday + timedelta(days=7))

    with being(dana):
        new = agree_to_move(actor=dana, move=get_move(actor=dana, move_id=move.id), now=at)

    assert (seen().state, seen().why_not) == (CheckIn.MISSED, "not_told")
    assert seen(new.id).moved_from_id == checkin.id
    with pytest.raises(WrongState):  # it has its later time
        ask(eli, now=at, to_date=monday + timedelta(days=8))


def test_an_answer_to_a_settled_one_changes_nothing(dana, eli, ask, seen, now, being, browser):
    move = ask(eli, now=now)
    with being(dana):
        actions.mark_not_needed(actor=dana, checkin=seen(), now=now)

    answer = browser(dana).post(reverse("checkins:agree", args=[move.id]))

    assert answer.status_code == 409
    assert "settled" in answer.text
    assert seen().state == CheckIn.NOT_NEEDED


def test_a_request_whose_time_passed_lapses_and_both_see_it(
    dana, eli, ask, checkin, monday, browser, being, now
):
    move = ask(eli, now=now)
    after = now + timedelta(days=15)
    with being(dana):
        with pytest.raises(WrongState):
            agree_to_move(actor=dana, move=get_move(actor=dana, move_id=move.id), now=after)
        assert lapse_moves(moves=moves_to_lapse(now=after), now=after) == 1
        assert Move.objects.get(id=move.id).state == Move.LAPSED

    for actor in (dana, eli):
        page = browser(actor).get(reverse("desk:checkin", args=[checkin.id])).text
        assert "Not answered before that time" in page


def test_on_the_pages(dana, eli, checkin, monday, browser):
    client, clinician = browser(eli), browser(dana)
    page = reverse("desk:checkin", args=[checkin.id])
    sent = {"on_date": monday.isoformat(), "wall_time": "10:00", "words": WHY}
    assert client.post(reverse("checkins:ask", args=[checkin.id]), sent)["Location"] == page
    assert "You asked for another time" in client.get(page).text
    text = clinician.get(page).text
    assert "asks for another time" in text
    assert WHY in text
    move_id = text.partition('action="/times/asked/')[2].partition("/")[0]

    new = clinician.post(reverse("checkins:agree", args=[move_id]))["Location"]

    assert "Moved to" in client.get(page).text
    assert page in client.get(new).text  # and back
    assert client.post(reverse("checkins:take_back", args=[move_id])).status_code == 409


@pytest.mark.parametrize("name", ["agree", "decline", "take_back"])
def test_nobody_else_answers(eli, mo, otto, ada, ask, browser, seen, now, name):
    move = ask(eli, now=now)
    for actor in (mo, otto, ada):
        answer = browser(actor).post(reverse(f"checkins:{name}", args=[move.id]))
        assert answer.status_code == 404
    assert seen().state == CheckIn.OPEN
