"""Two tabs that begin the same kind go on in one draft."""

from reviews.journal import actions, queries
from reviews.journal.models import Entry
from tests.writings import draft, handed_over


def test_two_tabs_make_one_draft(cast, engagement, being, now, monkeypatch):
    dana = cast.dana.actor
    first = draft(dana, engagement.id, Entry.NOTED, now=now)
    with being(dana):
        again = actions.begin_writing(actor=dana, engagement=engagement, kind=Entry.NOTED, now=now)
        assert again.id == first.id
        monkeypatch.setattr(queries, "find_own", lambda **_: None)  # the other tab was not done yet
        tab = actions.begin_writing(actor=dana, engagement=engagement, kind=Entry.NOTED, now=now)
        assert tab.id == first.id
        assert len(queries.list_drafts(actor=dana)) == 1


def test_the_second_tab_finds_the_draft_among_what_was_handed_over(
    cast, engagement, being, now, monkeypatch
):
    dana = cast.dana.actor
    handed_over(dana, engagement.id, Entry.NOTED, now=now)
    first = draft(dana, engagement.id, Entry.NOTED, now=now)
    monkeypatch.setattr(queries, "find_own", lambda **_: None)
    with being(dana):
        tab = actions.begin_writing(actor=dana, engagement=engagement, kind=Entry.NOTED, now=now)
        assert tab.id == first.id


def test_what_was_handed_over_leaves_room_for_the_next(cast, engagement, now):
    before = handed_over(cast.dana.actor, engagement.id, Entry.NOTED, now=now)
    assert draft(cast.dana.actor, engagement.id, Entry.NOTED, now=now).id != before.id
