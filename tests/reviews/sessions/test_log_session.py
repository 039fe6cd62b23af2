"""Logging a session: begun, saved, signed, and who can tell."""

from datetime import timedelta

import pytest

from accounts.access import NotAllowed, NotFound, NotFresh, Stale, WrongState
from accounts.queries import list_events
from reviews.checkins.models import CheckIn
from reviews.checkins.queries import get_checkin
from reviews.commitments.queries import list_commitments
from reviews.engagements.models import Engagement
from reviews.engagements.queries import get_engagement
from reviews.sessions import actions
from reviews.sessions.queries import (
    get_own_session,
    get_session_draft,
    list_sessions,
    open_session_draft,
    read_session,
)
from reviews.sessions.words import Agreed
from tests.ground import acted_once
from tests.talks import COMMITMENT, DONE, fields_of, log_session


@acted_once
def draft(dana, engagement, now):
    return log_session(dana, engagement.id, now=now, sign=False)


@acted_once
def signed(dana, engagement, checkin, now):
    return log_session(dana, engagement.id, now=now, checkin_id=checkin.id)


def sign(actor, session, now, *, version=1, ago=timedelta()):
    actions.sign_session(
        actor=actor, session=session, version=version, authenticated_at=now - ago, now=now
    )


def test_eli_reads_what_dana_signed(signed, eli, being):
    with being(eli):
        seen = read_session(actor=eli, session_id=signed.id)

    assert seen.words.done == DONE
    assert (seen.head.minutes, seen.head.format_on_screen) == (50, "in person")


def test_signing_agrees_the_commitments_and_notes_the_talk(signed, eli, dana, checkin, being):
    with being(eli):
        listed = list_commitments(actor=eli, engagement_id=signed.engagement_id)
        events = list_events(chain=signed.engagement_id, verbs=frozenset({"sign"}))
    with being(dana):
        found = get_checkin(actor=dana, checkin_id=checkin.id)

    assert [c.text for c in listed] == [COMMITMENT]
    assert [(e.object_kind, e.object_id) for e in events] == [("session", signed.id)]
    assert found.state == CheckIn.DISCUSSED


def test_before_signing_eli_cannot_tell_it_exists(draft, dana, eli, engagement, being):
    with being(dana):
        assert open_session_draft(actor=dana, session_id=draft.id).words.done == DONE
        assert len(list_sessions(actor=dana, engagement_ids=[engagement.id])) == 1

    with being(eli):
        assert list_sessions(actor=eli, engagement_ids=[engagement.id]) == []
        assert list_commitments(actor=eli, engagement_id=engagement.id) == []
        for reading in (read_session, open_session_draft):
            with pytest.raises(NotFound):
                reading(actor=eli, session_id=draft.id)


@pytest.mark.parametrize("person", ["mo", "otto", "ada"])
def test_others_find_nothing(signed, dana, cast, person, being):
    with being(dana):
        assert read_session(actor=dana, session_id=signed.id).words

    stranger = getattr(cast, person).actor
    with being(stranger):
        with pytest.raises(NotFound):
            read_session(actor=stranger, session_id=signed.id)
        assert list_sessions(actor=stranger, engagement_ids=[signed.engagement_id]) == []


def test_a_client_begins_none(engagement, dana, eli, now, being):
    log_session(dana, engagement.id, now=now)

    with being(eli), pytest.raises(NotFound):
        actions.begin_session(
            actor=eli,
            engagement=get_engagement(actor=eli, engagement_id=engagement.id),
            checkin=None,
            fields=fields_of(now),
            now=now,
        )


def test_a_save_counts_up(draft, dana, now, being):
    with being(dana):
        row = get_session_draft(actor=dana, session_id=draft.id)
        fields = fields_of(now, done="Shorter.")
        assert actions.save_session(actor=dana, session=row, fields=fields, version=1, now=now) == 2
        assert open_session_draft(actor=dana, session_id=draft.id).words.done == "Shorter."


def test_a_stale_save_writes_nothing(draft, dana, now, being):
    with being(dana):
        row = get_session_draft(actor=dana, session_id=draft.id)
        first, second = fields_of(now, done="First."), fields_of(now, done="Second.")
        actions.save_session(actor=dana, session=row, fields=first, version=1, now=now)
        with pytest.raises(Stale):
            actions.save_session(actor=dana, session=row, fields=second, version=1, now=now)
        assert open_session_draft(actor=dana, session_id=draft.id).words.done == "First."
        # The same text again is no conflict.
        assert actions.save_session(actor=dana, session=row, fields=first, version=1, now=now) == 2


def test_signing_another_version_than_was_read(draft, dana, now, being):
    with being(dana):
        row = get_session_draft(actor=dana, session_id=draft.id)
        with pytest.raises(Stale):
            sign(dana, row, now, version=2)
        sign(dana, row, now)


def test_signing_asks_who_is_there(draft, dana, now, being):
    with being(dana):
        row = get_session_draft(actor=dana, session_id=draft.id)
        with pytest.raises(NotFresh):
            sign(dana, row, now, ago=timedelta(minutes=11))
        sign(dana, row, now, ago=timedelta(minutes=9))


@pytest.mark.parametrize("lacking", [{"done": " "}, {"minutes": None}, {"format": ""}])
def test_a_held_meeting_says_what_was_done(dana, engagement, now, being, lacking):
    session = log_session(dana, engagement.id, now=now, sign=False, **lacking)

    with being(dana):
        row = get_session_draft(actor=dana, session_id=session.id)
        assert open_session_draft(actor=dana, session_id=session.id).missing == list(lacking)
        with pytest.raises(NotAllowed):
            sign(dana, row, now)
        actions.save_session(actor=dana, session=row, fields=fields_of(now), version=1, now=now)
        sign(dana, row, now, version=2)


def test_a_meeting_not_held_needs_only_why(dana, engagement, checkin, being):
    session = log_session(
        dana,
        engagement.id,
        now=checkin.due_at,
        checkin_id=checkin.id,
        held=False,
        why_not="our_side",
        minutes=None,
        format="",
        done="",
        commitments=[],
    )

    with being(dana):
        seen = read_session(actor=dana, session_id=session.id)
        assert seen.head.why_not_on_screen == "our side"
        assert get_checkin(actor=dana, checkin_id=checkin.id).state == CheckIn.MISSED


def test_a_signed_log_stays(signed, dana, now, being):
    with being(dana):
        row = get_own_session(actor=dana, session_id=signed.id)
        fields = fields_of(now, done="Changed.")
        with pytest.raises(WrongState):
            actions.save_session(actor=dana, session=row, fields=fields, version=1, now=now)
        with pytest.raises(WrongState):
            actions.discard_session(actor=dana, session=row, now=now)
        with pytest.raises(WrongState):
            sign(dana, row, now)
        with pytest.raises(NotFound):
            get_session_draft(actor=dana, session_id=signed.id)


def test_a_discarded_draft_leaves_nothing(draft, dana, engagement, now, being):
    with being(dana):
        actions.discard_session(actor=dana, session=draft, now=now)
        assert list_sessions(actor=dana, engagement_ids=[engagement.id]) == []


def test_a_checkin_has_one_log(signed, dana, engagement, checkin, now):
    assert signed.checkin_id == checkin.id

    with pytest.raises(WrongState):
        log_session(dana, engagement.id, now=now, checkin_id=checkin.id)


def test_a_form_sent_twice_begins_one(dana, engagement, now, being):
    import uuid

    with being(dana):
        found = get_engagement(actor=dana, engagement_id=engagement.id)
        page = uuid.uuid4()
        sent = {"engagement": found, "checkin": None, "fields": fields_of(now), "session_id": page}
        actions.begin_session(actor=dana, now=now, **sent)
        with pytest.raises(WrongState):
            actions.begin_session(actor=dana, now=now, **sent)
        assert len(list_sessions(actor=dana, engagement_ids=[engagement.id])) == 1


def test_work_that_was_not_accepted_has_no_logs(offered, dana, engagement, now, being):
    with being(dana):
        found = Engagement.objects.get(id=offered.engagement_id)
        found.state = Engagement.PROPOSED
        with pytest.raises(WrongState):
            actions.begin_session(
                actor=dana, engagement=found, checkin=None, fields=fields_of(now), now=now
            )


def test_commitments_keep_their_order(dana, eli, engagement, now, being):
    texts = ["First", "Second", "Third"]
    log_session(dana, engagement.id, now=now, commitments=[Agreed(text=t) for t in texts])

    with being(eli):
        listed = list_commitments(actor=eli, engagement_id=engagement.id)
    assert [c.text for c in listed] == texts


@pytest.mark.parametrize("how_many", [1, 3])
def test_a_list_costs_the_same_for_any_number(
    dana, engagement, now, being, how_many, django_assert_num_queries
):
    for _ in range(how_many):
        log_session(dana, engagement.id, now=now)

    with being(dana), django_assert_num_queries(2):
        assert len(list_sessions(actor=dana, engagement_ids=[engagement.id])) == how_many
