"""Offering an agreement, accepting, declining and withdrawing it."""

import pytest

from accounts.access import NotAllowed, NotFound, WrongState
from reviews.agreements.actions import decline_agreement, withdraw_offer
from reviews.agreements.models import Agreement
from reviews.agreements.queries import get_agreement, read_agreement
from reviews.checkins.models import CheckIn
from reviews.checkins.queries import list_checkins
from reviews.engagements.models import Engagement
from reviews.engagements.queries import see_engagement
from tests.agreeing import accept_agreement, offer_engagement


def accept(actor, agreement, now, name="Eli Rask"):
    accept_agreement(actor=actor, agreement=agreement, client_name=name, now=now)


def test_the_client_reads_the_terms_as_they_were_written(offered, eli, terms, being):
    with being(eli):
        seen = read_agreement(actor=eli, agreement_id=offered.id)
    assert seen.terms == terms
    assert (seen.state, seen.version) == (Agreement.OFFERED, 1)


def test_nothing_has_begun_before_the_clients_yes(offered, dana, being):
    with being(dana):
        seen = see_engagement(actor=dana, engagement_id=offered.engagement_id)
        assert (seen.state, seen.started_at, seen.next_due_at) == ("proposed", None, None)
        assert list_checkins(actor=dana, engagement_ids=[offered.engagement_id]) == []


def test_accepting_begins_the_work_under_the_name_the_client_chose(offered, eli, being, now):
    with being(eli):
        accept(eli, offered, now, name="Elias R")
        seen = see_engagement(actor=eli, engagement_id=offered.engagement_id)
        listed = list_checkins(actor=eli, engagement_ids=[offered.engagement_id])
    assert (seen.state, seen.started_at, seen.client_name) == (Engagement.ACTIVE, now, "Elias R")
    assert len(listed) == 8
    assert listed[0].state == CheckIn.OPEN
    assert {c.state for c in listed[1:]} == {CheckIn.SCHEDULED}
    assert seen.next_due_at == listed[0].due_at


@pytest.mark.parametrize("who", ["dana", "mo", "otto", "ada"])
def test_nobody_else_accepts_or_declines(offered, cast, being, now, who):
    actor = getattr(cast, who).actor
    with being(actor):
        with pytest.raises(NotAllowed):
            accept(actor, offered, now)
        with pytest.raises(NotAllowed):
            decline_agreement(actor=actor, agreement=offered, now=now)
    with being(cast.eli.actor):
        accept(cast.eli.actor, offered, now)


def test_declining_ends_it_without_a_reason(offered, eli, being, now):
    with being(eli):
        decline_agreement(actor=eli, agreement=offered, now=now)
        assert get_agreement(actor=eli, agreement_id=offered.id).state == Agreement.DECLINED
        seen = see_engagement(actor=eli, engagement_id=offered.engagement_id)
    assert seen.state == Engagement.DECLINED


def test_the_clinician_takes_an_offer_back(offered, dana, eli, being, now):
    with being(eli), pytest.raises(NotAllowed):
        withdraw_offer(actor=eli, agreement=offered, now=now)
    with being(dana):
        withdraw_offer(actor=dana, agreement=offered, now=now)
        assert get_agreement(actor=dana, agreement_id=offered.id).state == Agreement.WITHDRAWN


@pytest.mark.parametrize("first", [accept, "decline", "withdraw"])
def test_an_offer_is_answered_once(offered, dana, eli, being, now, first):
    acts = {
        "decline": (eli, lambda: decline_agreement(actor=eli, agreement=offered, now=now)),
        "withdraw": (dana, lambda: withdraw_offer(actor=dana, agreement=offered, now=now)),
        accept: (eli, lambda: accept(eli, offered, now)),
    }
    actor, act = acts[first]
    with being(actor):
        act()
    for actor, act in acts.values():
        with being(actor), pytest.raises(WrongState):
            act()


def test_another_clinicians_client_is_not_offered_anything(offered, dana, otto, terms, being, now):
    with being(dana), pytest.raises(NotFound):
        offer_engagement(
            actor=dana,
            client_membership_id=otto.membership_id,
            client_name="Otto",
            terms=terms,
            now=now,
        )


@pytest.mark.parametrize("who", ["mo", "otto", "ada"])
def test_strangers_find_no_agreement(offered, cast, being, who):
    with being(cast.dana.actor):
        assert read_agreement(actor=cast.dana.actor, agreement_id=offered.id)
    stranger = getattr(cast, who).actor
    with being(stranger), pytest.raises(NotFound):
        read_agreement(actor=stranger, agreement_id=offered.id)
