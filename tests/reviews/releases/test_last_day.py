"""The last day of a release is the client's, wherever it is read and whoever is told of it."""

import pytest
from django.core import mail
from django.db import transaction
from django.utils import timezone

from accounts.access import acting_as
from accounts.outbox.delivery import deliver_pending
from reviews.ending.queries import still_out
from reviews.ending.words import out
from reviews.releases import queries, words
from tests import sharing_story as story
from tracker.lib import clock, dates

# Far behind the calendar of the practice, and far ahead of it.
ZONES = ["America/Los_Angeles", "Pacific/Kiritimati"]


@pytest.fixture(params=[*ZONES, story.ZONE])
def signed_in(request, cast, engagement, signed, now):
    """A release by a client who lives there; its last day."""
    zone = request.param
    permission = story.permitted(cast, engagement.id, now=now, zone=zone)
    release = story.released(cast, signed, permission, now=now)
    return release, story.last_day(now, zone=zone)


def test_the_mail_to_its_reader_names_the_day_that_was_signed(signed_in):
    release, day = signed_in
    story.wait_is_over()
    deliver_pending()

    [message] = [m for m in mail.outbox if m.to == [story.ERIN[3]]]

    assert f"available until {dates.month_day(day)}." in " ".join(str(message.body).split())


@pytest.mark.parametrize("reads_in", [*ZONES, story.ZONE])
def test_the_pages_name_the_day_that_was_signed(cast, engagement, signed_in, reads_in):
    release, day = signed_in
    story.wait_is_over()
    for who in (cast.eli.actor, cast.dana.actor):
        with timezone.override(reads_in), acting_as(who), transaction.atomic():
            listed = queries.list_permissions(
                actor=who, engagement_id=engagement.id, now=clock.now()
            )
            [seen] = listed[0].releases
            said = words.release_state(seen).sentence
            assert said == f"Erin Vale can open it now, until {dates.full_day(day)}."
            found = still_out(actor=who, engagement_id=engagement.id, now=clock.now())
            [sentence] = out(found)
            assert sentence.endswith(f" until {dates.full_day(day)}.")
