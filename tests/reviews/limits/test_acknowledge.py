"""The limits are acknowledged by the client, in their present words, before the first word."""

import pytest

from accounts.access import NotAllowed, WrongState
from reviews.checkins.models import CheckIn
from reviews.checkins.queries import get_checkin, list_checkins
from reviews.journal.actions import begin_reflection
from reviews.limits.actions import acknowledge_limits
from reviews.limits.models import LimitsAcknowledgment
from reviews.limits.queries import current_version, has_acknowledged, limits_text


def acknowledge(actor, engagement, now, version=None):
    acknowledge_limits(
        actor=actor, engagement=engagement, version=version or current_version(), now=now
    )


def test_twice_is_once(engagement, eli, being, now):
    with being(eli):
        acknowledge(eli, engagement, now)
        assert has_acknowledged(engagement=engagement)
        assert LimitsAcknowledgment.objects.filter(engagement=engagement).count() == 1


@pytest.mark.parametrize("who", ["dana", "mo", "otto", "ada"])
def test_nobody_acknowledges_for_the_client(engagement, cast, being, now, who):
    actor = getattr(cast, who).actor
    with being(actor), pytest.raises(NotAllowed):
        acknowledge(actor, engagement, now)


def test_words_that_changed_meanwhile_are_shown_again(engagement, eli, being, now):
    with being(eli):
        acknowledge(eli, engagement, now)
        with pytest.raises(WrongState):
            acknowledge(eli, engagement, now, version="2020-01")


def test_nothing_is_written_before(offered, eli, being, now):
    from tests.agreeing import accept_agreement

    def begin(checkin):
        return begin_reflection(actor=eli, checkin=checkin, focus_areas=["responsibility"], now=now)

    with being(eli):
        accept_agreement(actor=eli, agreement=offered, client_name="Eli", now=now)
        listed = list_checkins(actor=eli, engagement_ids=[offered.engagement_id])
        opened = next(c for c in listed if c.state == CheckIn.OPEN)
        checkin = get_checkin(actor=eli, checkin_id=opened.id)
        with pytest.raises(NotAllowed):
            begin(checkin)
        acknowledge(eli, checkin.engagement, now)
        assert begin(checkin).state == "draft"


def test_the_twelve_parts_name_the_practice_and_the_clinician(engagement, eli, being):
    with being(eli):
        parts = limits_text(actor=eli, engagement=engagement)
    assert len(parts) == 12
    whole = " ".join(text for _, text in parts)
    assert "Dr Dana Ruiz" in whole
    assert "Tallow Street Practice" in whole
    assert "{" not in whole
