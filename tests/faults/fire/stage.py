"""Who is there before the fire: made through the product's own acts, on the moved clock."""

from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.test import Client

from accounts.access import Actor, acting_as
from tests.browser.world import APP, World
from tests.clones import inside
from tests.conftest import _actor, _join
from tests.faults.fire import due
from tests.faults.people import BACKEND
from tests.story import _engagement

CLINICIAN = "dana@example.org"
# Check-ins to write for lie this far ahead and open early, so that no reminder of theirs is near.
FIRST_DAY_TO_WRITE_FOR = timedelta(days=10)
FIRST_OF_THE_SERIES = timedelta(days=40)


@dataclass
class Person:
    """Somebody who signs in: who they are, their cookies, and the check-ins they write for."""

    actor: Actor
    cookies: dict[str, str]
    checkin_ids: list[UUID]


@dataclass
class Stage:
    """first  client 0, whose reminder falls due and of whom the waves are copies."""

    first: UUID
    writers: list[Person]
    clinician: Person
    ready: list[UUID]  # memberships of clients who wait for an offer


def set_stage(world: World, *, writers: int, reflections: int, offers: int) -> Stage:
    """`reflections` check-ins for each of the writers; `offers` clients whose work has not begun."""
    from tracker.lib import clock

    with inside(world.database_url(APP)):
        now = clock.now()
        ada, dana = _actor("ada@example.org"), _actor(CLINICIAN)
        introduced = _membership(ada, CLINICIAN)
        day = now.astimezone(ZoneInfo(due.HOME_ZONE)).date() + timedelta(days=due.DAYS_BEFORE)
        first = _join_as_client(ada, due.FIRST_EMAIL, introduced)
        _engage(dana, first, now=now, starts_on=day, wall_time=due.CHECKIN_AT)
        people = []
        for number in range(writers):
            client = _join_as_client(ada, f"writer{number}@example.org", introduced)
            agreement = _engage(dana, client, now=now, starts_on=day + FIRST_OF_THE_SERIES)
            people.append(
                Person(client, _signed_in(client), _checkins(world, agreement, reflections))
            )
        ready = [
            _join_as_client(ada, f"ready{number}@example.org", introduced).membership_id
            for number in range(offers)
        ]
        clinician = Person(dana, _signed_in(dana, has_factor=True), [])
    return Stage(first=first.user_id, writers=people, clinician=clinician, ready=ready)


@contextmanager
def being(world: World, actor: Actor) -> Any:
    """Act and read on that world as that person, in one transaction."""
    with inside(world.database_url(APP)), acting_as(actor), transaction.atomic():
        yield


def _membership(ada: Actor, email: str) -> Any:
    from accounts.models import Membership

    with acting_as(ada), transaction.atomic():
        return Membership.objects.get(user__email=email)


def _join_as_client(ada: Actor, email: str, introduced_to: Any) -> Actor:
    _join(ada, email=email, role="client", introduced_to=introduced_to)
    return _actor(email)


def _engage(dana: Actor, client: Actor, *, now: datetime, **terms: Any) -> Any:
    return _engagement(
        dana, client, "Eli Rask", now=now, every_weeks=due.EVERY_WEEKS, zone=due.HOME_ZONE, **terms
    )


def _signed_in(actor: Actor, *, has_factor: bool = False) -> dict[str, str]:
    from accounts.models import User

    client = Client()
    client.force_login(User.objects.get(id=actor.user_id), backend=BACKEND)
    if has_factor:
        session = client.session
        session["has_factor"] = True  # enrolling is tests/accounts' business
        session.save()
    return {name: morsel.value for name, morsel in client.cookies.items()}


def _checkins(world: World, agreement: Any, count: int) -> list[UUID]:
    """Open check-ins, one a day, beside the series: written by the owner, as no act makes them.

    They are copies of one of the series, whatever columns it has.
    """
    first = agreement.created_at.date() + FIRST_DAY_TO_WRITE_FOR
    rows = world.ask(
        "insert into reviews_checkin select made.*"
        " from (select * from reviews_checkin where engagement_id = %s limit 1) as c,"
        " lateral (select n, (%s::date + n + c.wall_time) at time zone c.zone as due"
        "          from generate_series(1, %s) as n) as times,"
        " lateral jsonb_populate_record(null::reviews_checkin, to_jsonb(c) || jsonb_build_object("
        "  'id', gen_random_uuid(), 'on_date', %s::date + n, 'series_date', null, 'due_at', due,"
        "  'opens_at', c.created_at, 'state', 'open')) as made returning id",
        (agreement.engagement_id, first, count, first),
    )
    return [checkin_id for (checkin_id,) in rows]
