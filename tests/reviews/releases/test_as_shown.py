"""What is released is what stood on the page, for the person who stood on it."""

from datetime import timedelta

from django.db import transaction

from accounts.access import acting_as
from reviews.releases import actions
from reviews.releases.copy_queries import open_copy
from reviews.releases.queries import opens_at
from tests import sharing_story as story

LATER = "Another tab had this to say."
NOA = ("Noa Frey", *story.ERIN[1:])  # somebody else, at Erin's address


def test_a_statement_saved_by_another_tab_meanwhile_is_not_released(
    cast, signed, permission, now, monkeypatch
):
    """It was neither shown nor asked about: the copy holds the one that was."""
    story.stated(cast, signed, now=now)
    find = actions.doors.find_reader

    def meanwhile(**asked):
        story.stated(cast, signed, now=now + timedelta(seconds=1), text=LATER)
        return find(**asked)

    monkeypatch.setattr(actions.doors, "find_reader", meanwhile)
    release = story.released(cast, signed, permission, now=now)

    with acting_as(cast.eli.actor), transaction.atomic():
        said = open_copy(release)["statement"]
    assert said["paragraphs"] == [story.STATEMENT]


def test_another_name_at_a_known_address_waits_anew(cast, engagement, permission, signed, now):
    """The wait is for the person named: a permission for Erin does not shorten Noa's."""
    later = story.wait_is_over()
    again = story.permitted(cast, engagement.id, now=later, reader=(" Erin  VALE", *story.ERIN[1:]))
    other = story.permitted(cast, engagement.id, now=later, reader=NOA)

    assert again.recipient_id == permission.recipient_id
    assert other.recipient_id != permission.recipient_id
    eli = cast.eli.actor
    with acting_as(eli), transaction.atomic():
        assert opens_at(actor=eli, permission=again, report=signed, now=later) == later
        waits = opens_at(actor=eli, permission=other, report=signed, now=later)
    assert waits == later + timedelta(hours=48)
