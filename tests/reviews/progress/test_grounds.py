"""What a paragraph of one's own part rests on: kinds and days, named until it is signed."""

import uuid

import pytest

from accounts.access import NotFound, Stale, WrongState
from reviews.journal import queries as entries
from reviews.progress import actions
from reviews.progress.grounds import part_choices
from tests.looking_back import BY_CLINICIAN, begun, opened, sign
from tracker.lib import dates


@pytest.fixture
def part(shared, engagement, dana, now):
    review = opened(dana, engagement.id, now=now)
    return begun(dana, review.id, text=BY_CLINICIAN, now=now)


def own(actor, entry):
    return entries.get_own(actor=actor, entry_id=entry.id)


def rest(actor, entry, chosen, now, *, place=0):
    actions.rest_on(
        actor=actor, entry=own(actor, entry), chosen={entry.prompts[place]: chosen}, now=now
    )


def test_it_rests_on_what_both_can_read(part, shared, engagement, dana, eli, now, being):
    today = dates.local(now).date()
    with being(dana):
        choices = part_choices(actor=dana, engagement_id=engagement.id, last=today)
        assert {c.of_kind for c in choices} == {"agreement", "writing"}
        seen = entries.open_draft(actor=dana, entry_id=part.id)
        assert [a.area_title for a in seen.without_grounds()] == ["What was agreed"]
        rest(dana, part, {("writing", shared.id)}, now)
        seen = entries.open_draft(actor=dana, entry_id=part.id)
        assert seen.without_grounds() == []
    sign(dana, part, now=now)
    with being(eli):
        first = entries.read_entry(actor=eli, entry_id=part.id).answers[0]
        assert [g.label for g in first.grounds] == [f"Shared writing, {dates.full_day(today)}"]


def test_what_is_no_record_of_theirs_is_no_ground(part, draft, shared, dana, now, being):
    with being(dana):
        for chosen in ({("session", uuid.uuid4())}, {("session", shared.id)}):
            with pytest.raises(NotFound):
                rest(dana, part, chosen, now)
        with pytest.raises(NotFound):
            actions.rest_on(
                actor=dana,
                entry=own(dana, part),
                chosen={"noted.1": {("writing", shared.id)}},
                now=now,
            )
        rest(dana, part, {("writing", shared.id)}, now)
        rest(dana, part, set(), now)
        assert own(dana, part).grounds == {}


def test_once_signed_it_stays(part, shared, dana, now, being):
    with being(dana):
        rest(dana, part, {("writing", shared.id)}, now)
    sign(dana, part, now=now)
    with being(dana), pytest.raises(WrongState):
        rest(dana, part, set(), now)


def test_what_was_looked_at_is_what_is_signed(part, shared, dana, now, being):
    with being(dana):
        seen = entries.open_draft(actor=dana, entry_id=part.id).digest
        rest(dana, part, {("writing", shared.id)}, now)
        with pytest.raises(Stale):
            actions.sign_part(
                actor=dana, entry=own(dana, part), seen=seen, authenticated_at=now, now=now
            )
    sign(dana, part, now=now)
