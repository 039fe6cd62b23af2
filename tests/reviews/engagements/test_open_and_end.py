"""Opening an engagement, and ending it by either of the two."""

import pytest

from accounts.access import NotAllowed, NotFound, WrongState
from reviews.agreements.actions import end_work
from reviews.checkins.models import CheckIn
from reviews.checkins.queries import get_cadence, list_checkins
from reviews.engagements.actions import open_engagement
from reviews.engagements.codes import SIGNS
from reviews.engagements.models import Engagement
from reviews.engagements.queries import get_engagement, list_engagements, see_engagement
from tests.ground import acted_once


@acted_once
def opened(dana, eli, being, now):
    with being(dana):
        return open_engagement(
            actor=dana, client_membership_id=eli.membership_id, client_name="Eli Rask", now=now
        )


def test_it_is_proposed_with_a_code_and_a_sealed_name(opened, dana, being):
    assert opened.state == Engagement.PROPOSED
    assert set(opened.code) <= set(SIGNS) | {"-"}
    assert b"Rask" not in bytes(opened.client_name)
    with being(dana):
        assert see_engagement(actor=dana, engagement_id=opened.id).client_name == "Eli Rask"


def test_its_two_people_enter_it_and_nobody_else(opened, dana, eli, mo, otto, ada, being):
    for actor in (dana, eli):
        with being(actor):
            assert get_engagement(actor=actor, engagement_id=opened.id) == opened
    for actor in (mo, otto, ada):
        with being(actor):
            assert list_engagements(actor=actor) == []
            with pytest.raises(NotFound):
                get_engagement(actor=actor, engagement_id=opened.id)


def test_only_a_clinician_opens_one(opened, eli, ada, being, now):
    for actor in (eli, ada):
        with being(actor), pytest.raises(NotAllowed):
            open_engagement(
                actor=actor, client_membership_id=eli.membership_id, client_name="E", now=now
            )


@pytest.mark.parametrize("who", ["otto", "mo", "ada"])
def test_only_with_a_client_who_was_introduced(opened, dana, cast, being, now, who):
    with being(dana), pytest.raises(NotFound):
        open_engagement(
            actor=dana,
            client_membership_id=getattr(cast, who).actor.membership_id,
            client_name="X",
            now=now,
        )


@pytest.mark.parametrize("name", ["Eli", "Eli Rask", "Eli van der Rask", ""])
def test_lists_show_a_first_name_and_an_initial(dana, eli, being, now, name):
    with being(dana):
        made = open_engagement(
            actor=dana, client_membership_id=eli.membership_id, client_name=name, now=now
        )
        seen = see_engagement(actor=dana, engagement_id=made.id)
    expected = {"Eli": "Eli", "Eli Rask": "Eli R.", "Eli van der Rask": "Eli R.", "": seen.code}
    assert seen.short_name == expected[name]


@pytest.mark.parametrize("who", ["eli", "dana"])
def test_either_of_the_two_ends_it_and_nothing_lies_ahead(engagement, cast, being, now, who):
    actor = getattr(cast, who).actor
    with being(actor):
        end_work(actor=actor, engagement=engagement, now=now)
        seen = see_engagement(actor=actor, engagement_id=engagement.id)
        assert (seen.state, seen.ended_at) == (Engagement.ENDED, now)
        assert seen.next_due_at is None
        assert get_cadence(engagement_id=engagement.id) is None
        listed = list_checkins(actor=actor, engagement_ids=[engagement.id])
        assert {c.state for c in listed} == {CheckIn.CANCELED}


def test_nobody_else_ends_it(engagement, mo, otto, ada, dana, being, now):
    for actor in (mo, otto, ada):
        with being(actor), pytest.raises(NotAllowed):
            end_work(actor=actor, engagement=engagement, now=now)
    with being(dana):
        end_work(actor=dana, engagement=engagement, now=now)


def test_what_ended_is_not_ended_twice(engagement, dana, being, now):
    with being(dana):
        end_work(actor=dana, engagement=engagement, now=now)
        with pytest.raises(WrongState):
            end_work(actor=dana, engagement=engagement, now=now)


def test_an_offer_is_declined_or_withdrawn_not_ended(offered, dana, being, now):
    with being(dana), pytest.raises(WrongState):
        end_work(actor=dana, engagement=offered.engagement, now=now)
