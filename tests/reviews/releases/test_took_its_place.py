"""A later release ends an earlier one only if its reader could ever open it."""

import pytest
from django.db import transaction

from accounts.access import acting_as
from reviews.agreements.terms import Listed
from reviews.desk.timeline_sharing import sharing_steps
from reviews.ending.queries import still_out
from reviews.engagements.queries import see_engagement
from reviews.releases import doors, queries, rules, words
from reviews.releases.accounting import READ, list_accounting
from tests import sharing_story as story
from tests.concerns import told
from tests.conftest import terms_from
from tests.held import listed
from tracker.lib import clock

FEWER = ("takes_part", "attendance")


@pytest.fixture
def terms(now):
    return terms_from(now, listed=[Listed("as_described")], described="A remark about a body.")


@pytest.fixture
def two(cast, engagement, signed, now):
    """The first, which Erin reads; a second version, released to her in a permission of its own."""
    concern = told(cast.eli.actor, engagement.id, now=now)
    first = story.released(
        cast, signed, story.permitted(cast, engagement.id, now=now), now=now, parts=("takes_part",)
    )
    now = story.wait_is_over()
    erin = story.reader_joined()
    newer = story.corrected_report(cast, signed, now=now)

    def second(*, days=180, parts=FEWER):
        permission = story.permitted(cast, engagement.id, now=now, days=days)
        return permission, story.released(cast, newer, permission, now=now, parts=parts)

    return first, second, erin, newer, concern


def _withdrawn(cast, permission, newer, concern):
    story.withdrawn(cast, permission, now=clock.now())


def _narrowed(cast, permission, newer, concern):
    story.narrowed(cast, permission, "takes_part", now=clock.now())


def _in_error(cast, permission, newer, concern):
    story.entered_in_error(cast, newer, now=clock.now())


def _expires(cast, permission, newer, concern):
    """By its last day, which comes before it opens."""


def _while_held(cast, permission, newer, concern):
    """Held back past its wait, withdrawn then, and what held it taken back afterwards."""
    listed(cast, concern)
    story.wait_is_over(hours=2 * story.WAIT_HOURS + 1)
    story.withdrawn(cast, permission, now=clock.now())
    story.wait_is_over(hours=2 * story.WAIT_HOURS + 2)
    listed(cast, concern, "not_listed")


ENDS = [_withdrawn, _narrowed, _in_error, _expires, _while_held]


def readable(erin):
    with acting_as(erin), transaction.atomic():
        return doors.live_releases()


def seen(cast, engagement, who):
    with acting_as(who), transaction.atomic():
        listed_ = queries.list_permissions(actor=who, engagement_id=engagement.id, now=clock.now())
    return {release.id: release for p in listed_ for release in p.releases}


def answer(release):
    return doors.check_document(code_hash=bytes(release.code_hash), file_hash=None)


@pytest.mark.parametrize("end", ENDS, ids=lambda end: end.__name__.strip("_"))
def test_what_was_over_before_it_opened_takes_no_place(cast, engagement, two, end):
    first, second, erin, newer, concern = two
    permission, later = second(days=3 if end is _expires else 180)
    assert readable(erin) == {first.id}
    end(cast, permission, newer, concern)

    story.wait_is_over(hours=3 * story.WAIT_HOURS)
    assert later.live_at < clock.now()

    assert readable(erin) == {first.id}
    assert (answer(first), answer(later)) == ("unchanged", "unknown")
    for who in (cast.eli.actor, cast.dana.actor):
        shown = seen(cast, engagement, who)
        assert shown[first.id].state == rules.LIVE
        assert words.release_state(shown[first.id]).sentence.startswith("Erin Vale can open it now")
        assert not shown[first.id].never_opens
        assert shown[later.id].never_opens
    eli = cast.eli.actor
    with acting_as(eli), transaction.atomic():
        out = still_out(actor=eli, engagement_id=engagement.id, now=clock.now())
        lines = list_accounting(actor=eli, engagement_id=engagement.id, verb=READ, now=clock.now())
        steps = list(
            sharing_steps(
                actor=eli,
                engagement=see_engagement(actor=eli, engagement_id=engagement.id),
                now=clock.now(),
            )
        )
    assert [release.id for release in out] == [first.id]
    said = {line.of_id: line.what for line in lines if line.happened == "Released"}
    assert "could be opened from" in said[first.id]
    assert "was never open" in said[later.id]
    opened = {step.object_id for step in steps if "can open what was released" in step.title}
    assert opened == {first.id}


def test_what_was_closed_is_closed_for_good(cast, two):
    """The practice closes both; the second's minute changes nothing."""
    first, second, erin, *_ = two
    second()
    story.closed(cast, first, now=clock.now())
    story.wait_is_over(hours=3 * story.WAIT_HOURS)
    assert readable(erin) == set()
    assert answer(first) == "over"


@pytest.mark.parametrize("and_ends", [False, True], ids=["and is read", "and ends"])
def test_what_opened_took_its_place_for_good(cast, engagement, two, and_ends):
    first, second, erin, *_ = two
    permission, later = second()
    story.wait_is_over(hours=2 * story.WAIT_HOURS + 1)
    assert readable(erin) == {later.id}
    if and_ends:
        story.withdrawn(cast, permission, now=clock.now())
        assert readable(erin) == set()

    assert answer(first) == "over"
    assert answer(later) == ("over" if and_ends else "unchanged")
    shown = seen(cast, engagement, cast.eli.actor)
    assert shown[first.id].state == rules.REPLACED
    said = words.release_state(shown[first.id]).sentence
    assert said == "Erin Vale cannot open it any more: a later release took its place."


def test_one_after_another_taken_back_leave_the_first(cast, two):
    """Neither of two that waited, one in the other's place, was ever read."""
    first, second, erin, *_ = two
    for _ in range(2):
        permission, _ = second()
        story.withdrawn(cast, permission, now=clock.now())
    story.wait_is_over(hours=3 * story.WAIT_HOURS)
    assert readable(erin) == {first.id}


def test_what_it_left_standing_can_still_be_closed(cast, engagement, two):
    first, second, erin, *_ = two
    permission, _ = second()
    story.withdrawn(cast, permission, now=clock.now())
    story.wait_is_over(hours=3 * story.WAIT_HOURS)
    dana = cast.dana.actor
    with acting_as(dana), transaction.atomic():
        recipient = queries.get_recipient(actor=dana, recipient_id=first.recipient_id)
        assert queries.has_unclosed(actor=dana, recipient=recipient, now=clock.now())

    story.closed(cast, first, now=clock.now())

    assert readable(erin) == set()


def test_an_invitation_stays_for_what_it_left_standing(cast, engagement, signed, now):
    """Nobody has joined yet: the first is still what the invitation is for."""
    first = story.released(cast, signed, story.permitted(cast, engagement.id, now=now), now=now)
    later = story.wait_is_over()
    newer = story.corrected_report(cast, signed, now=later)
    permission = story.permitted(cast, engagement.id, now=later)
    story.released(cast, newer, permission, now=later)
    story.withdrawn(cast, permission, now=later)
    now = story.wait_is_over(hours=2 * story.WAIT_HOURS + 1)

    story.withdrawn(cast, story.permitted(cast, engagement.id, now=now), now=now)

    assert readable(story.reader_joined()) == {first.id}
