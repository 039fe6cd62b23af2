"""Nothing written late is refused. It is labeled, and that is all."""

from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.access import WrongState
from reviews.checkins import actions as checkins
from reviews.checkins.models import CheckIn
from reviews.checkins.moving import agree_to_move, ask_move
from reviews.checkins.queries import get_checkin, list_checkins
from reviews.journal.actions import begin_reflection, save_answer, share_entry
from reviews.journal.queries import get_draft, list_entries, read_entry
from tests.conftest import SENTENCE


@pytest.fixture
def seen(eli, checkin, being):
    def look(checkin_id=None):
        with being(eli):
            return get_checkin(actor=eli, checkin_id=checkin_id or checkin.id)

    return look


@pytest.fixture
def write(eli, being):
    """Eli writes for a check-in and shares it."""

    def begin(checkin, now, *, share=True):
        with being(eli):
            entry = begin_reflection(
                actor=eli, checkin=checkin, focus_areas=["responsibility"], now=now
            )
            save_answer(
                actor=eli, entry=entry, prompt=entry.prompts[0], text=SENTENCE, version=0, now=now
            )
            if share:
                share_entry(actor=eli, entry=get_draft(actor=eli, entry_id=entry.id), now=now)
            return entry

    return begin


@pytest.fixture
def moved(dana, eli, checkin, seen, now, being):
    """The new time, two days after the old one."""
    with being(dana):
        move = ask_move(
            actor=dana,
            checkin=seen(),
            to_date=checkin.on_date + timedelta(days=2),
            to_time=checkin.wall_time,
            words="",
            notice=timedelta(0),
            now=now,
        )
    with being(eli):
        return agree_to_move(actor=eli, move=move, now=now)


def make(state, dana, checkin, at):
    """The check-in in this state, through the acts."""
    if state == CheckIn.MISSED:
        checkins.mark_missed(actor=dana, checkin=checkin, why="not_told", words="", now=at)
    if state in (CheckIn.DISCUSSED, CheckIn.CLOSED):
        checkins.mark_discussed(actor=dana, checkin=checkin, now=at)
    if state == CheckIn.CLOSED:
        checkins.close_checkin(actor=dana, checkin=checkin, now=at)
    if state == CheckIn.NOT_NEEDED:
        checkins.mark_not_needed(actor=dana, checkin=checkin, now=at)


@pytest.mark.parametrize("state", ["open", "missed", "discussed", "closed"])
def test_after_its_time_it_is_accepted_and_labeled(
    dana, eli, checkin, seen, write, being, browser, state
):
    at = checkin.due_at + timedelta(hours=3)
    with being(dana):
        make(state, dana, seen(), at)

    entry = write(seen(), at)

    assert seen().state == ("shared" if state == "open" else state)
    for actor in (dana, eli):
        with being(actor):
            assert read_entry(actor=actor, entry_id=entry.id).late
            head = list_entries(actor=actor, engagement_ids=[checkin.engagement_id])[0]
            assert head.late
        page = browser(actor).get(reverse("journal:read", args=[entry.id])).text
        assert "(late)" in page
        api = browser(actor).get(reverse("api:reflection", args=[entry.id])).json()
        assert api["late"] is True


def test_before_its_time_it_is_not_late(dana, eli, shared, being):
    with being(dana):
        assert not read_entry(actor=dana, entry_id=shared.id).late


def test_before_the_week_it_is_too_early(eli, checkin, seen, write, now, being):
    with being(eli):
        listed = list_checkins(actor=eli, engagement_ids=[checkin.engagement_id])
    ahead = next(c for c in listed if c.state == CheckIn.SCHEDULED)

    with pytest.raises(WrongState):
        write(ahead, ahead.opens_at - timedelta(minutes=1))

    write(ahead, ahead.opens_at)  # whether or not the sweep has been there
    assert seen(ahead.id).state == CheckIn.SHARED


@pytest.mark.parametrize("state", ["not_needed", "canceled"])
def test_a_draft_stays_and_can_be_shared(dana, eli, draft, checkin, seen, now, being, state):
    with being(dana):
        if state == CheckIn.NOT_NEEDED:
            make(state, dana, seen(), now)
        else:
            CheckIn.objects.filter(id=checkin.id).update(state=state, settled_at=now)

    with being(eli):
        found = get_draft(actor=eli, entry_id=draft.id)
        share_entry(actor=eli, entry=found, now=now)

    assert seen().state == state
    with being(dana):
        assert read_entry(actor=dana, entry_id=draft.id).answers[0].text == SENTENCE


@pytest.mark.parametrize("state", ["not_needed", "canceled"])
def test_none_is_begun_for_one_that_takes_none(dana, checkin, seen, write, now, being, state):
    with being(dana):
        CheckIn.objects.filter(id=checkin.id).update(state=state, settled_at=now)

    with pytest.raises(WrongState):
        write(seen(), now)


def test_a_moved_one_leads_to_the_new_time(checkin, moved, seen, write, now):
    with pytest.raises(WrongState):
        write(seen(), now)

    write(seen(moved.id), now)

    assert seen(moved.id).state == CheckIn.SHARED


def test_what_was_begun_for_the_old_time_goes_on_at_the_new_one(
    eli, draft, checkin, moved, seen, now, being
):
    with being(eli):
        entry = begin_reflection(actor=eli, checkin=seen(moved.id), focus_areas=[], now=now)
        assert entry.id == draft.id

        share_entry(actor=eli, entry=get_draft(actor=eli, entry_id=draft.id), now=now)

    assert (seen().state, seen(moved.id).state) == (CheckIn.MOVED, CheckIn.SHARED)


def test_a_moved_one_is_late_after_its_new_time(eli, draft, checkin, moved, being):
    between = checkin.due_at + timedelta(hours=1)
    with being(eli):
        share_entry(actor=eli, entry=get_draft(actor=eli, entry_id=draft.id), now=between)
        assert not read_entry(actor=eli, entry_id=draft.id).late


def test_a_second_moved_one_is_late_after_its_new_time(eli, draft, moved, being):
    with being(eli):
        later = moved.due_at + timedelta(hours=1)
        share_entry(actor=eli, entry=get_draft(actor=eli, entry_id=draft.id), now=later)
        assert read_entry(actor=eli, entry_id=draft.id).late
