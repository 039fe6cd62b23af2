"""reopen_account: only the operator, as the owner of the database, undoes the closing of an account."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from accounts.access import acting_as, acting_as_system
from accounts.models import AuditEvent, Notice, User
from reviews.assignments.closing import note_death
from reviews.engagements.models import Engagement
from reviews.engagements.queries import get_engagement
from tests.clones import clone, inside
from tests.conftest import _load_cast, _make_cast
from tests.story import _engagement
from tracker.lib import clock

ELI = "eli@example.org"


class Closed:
    """Eli's account, closed by Dana and committed in a database of its own."""

    def __init__(self, copy: Any) -> None:
        self.copy = copy
        _make_cast()
        self.cast = _load_cast()
        now, dana = clock.now(), self.cast.dana.actor
        agreement = _engagement(dana, self.cast.eli.actor, "Eli Rask", now=now)
        with acting_as(dana), transaction.atomic():
            note_death(
                actor=dana,
                engagement=get_engagement(actor=dana, engagement_id=agreement.engagement_id),
                authenticated_at=now,
                now=now,
            )

    def reopen(self, email: str = ELI) -> None:
        with inside(self.copy.owner_url):
            call_command("reopen_account", email)

    def is_open(self) -> bool:
        return bool(User.objects.get(email=ELI).is_active)


@pytest.fixture
def closed() -> Iterator[Closed]:
    with clone() as copy, inside(copy.app_url):
        yield Closed(copy)


def test_its_person_can_sign_in_again_and_the_work_stays_ended(closed):
    assert not closed.is_open()

    closed.reopen(" Eli@Example.org ")

    assert closed.is_open()
    with acting_as(closed.cast.eli.actor), transaction.atomic():
        assert Engagement.objects.get().state == Engagement.ENDED


def test_both_are_told_and_the_practices_trail_says_who_did_it(closed):
    closed.reopen()

    with acting_as_system("outbox"), transaction.atomic():
        told = set(
            Notice.objects.filter(key__startswith="reopened:").values_list("recipient_id", "kind")
        )
    assert told == {
        (closed.cast.eli.user_id, "account_changed"),
        (closed.cast.dana.user_id, "something_waits"),
    }
    with acting_as(closed.cast.ada.actor), transaction.atomic():
        event = AuditEvent.objects.get(verb="reopen_account")
    assert (event.actor, event.role) == (None, "operator")
    assert event.object_id == closed.cast.eli.user_id


def test_it_is_done_once(closed):
    closed.reopen()

    with pytest.raises(CommandError, match="No account of this address"):
        closed.reopen()


@pytest.mark.parametrize("email", ["nobody@example.org", "otto@example.org"])
def test_an_account_that_was_not_closed_is_none_of_it(closed, email):
    with pytest.raises(CommandError, match="No account of this address"):
        closed.reopen(email)

    closed.reopen()


def test_the_service_cannot_do_it(closed):
    with pytest.raises(CommandError, match="as the owner"):
        call_command("reopen_account", ELI)

    assert not closed.is_open()
    closed.reopen()
