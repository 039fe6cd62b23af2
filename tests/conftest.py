"""The cast, on real PostgreSQL, as the application role.

`./run test` has made and migrated the database as its owner before pytest connects. The cast is
committed once, through the real acts; each test runs in a transaction that is rolled back, on the
ground that its module shares (`tests/ground.py`).

With workers (`-n auto`) each has a database of its own, and a test file stays with one of them.

Dana is a clinician, Eli her client, Mo a second clinician of the same practice, Otto a client of Mo
and a stranger to Eli, Ada the administrator, Erin a person with an account and no practice.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import psycopg
import pytest
from django.core.cache import cache
from django.db import connection, connections, transaction
from django.test import Client
from django.utils import timezone

from accounts.access import Actor, acting_as
from tests import workers
from tests.ground import acted_once, ground, wanted_by
from tracker.lib import clock

ZONE = "America/Chicago"
PASSWORD = "a long enough password"
NO_DATABASE = ("tests/supervisor/", "tests/browser/", "tests/faults/", "tests/ledgers/")


def pytest_xdist_setupnodes(specs: list[Any]) -> None:
    """Before a worker starts: its environment names its own database, as the settings read it."""
    for spec in specs:
        spec.env.update(workers.environment(spec.id))


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> workers.ByFile:
    config.option.loadscopereorder = False  # the browser's stay last
    return workers.ByFile(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Inside a module, those together that stand on the same ground; else as shuffled."""
    modules: dict[Path, list[pytest.Item]] = {}
    for item in items:
        modules.setdefault(item.path, []).append(item)
    items[:] = [item for module in modules.values() for item in sorted(module, key=wanted_by)]


@dataclass(frozen=True)
class Person:
    """One of the cast: their user, and the actor they are."""

    name: str
    email: str
    user_id: Any
    actor: Any  # Actor, or None for Erin


@dataclass(frozen=True)
class Cast:
    dana: Person
    eli: Person
    mo: Person
    otto: Person
    ada: Person
    erin: Person


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: Any) -> Iterator[None]:
    """The database exists; we only look whether we are who we should be."""
    connections["autocommit"] = connections["default"]
    with django_db_blocker.unblock():
        with connection.cursor() as cursor:
            cursor.execute("select current_user")
            assert cursor.fetchone()[0] == "waymark_app", "tests run as the application role"
        _make_cast()
        yield
        ground.clear()
        connection.close()


@pytest.fixture(scope="session")
def cast(django_db_setup: None, django_db_blocker: Any) -> Cast:
    with django_db_blocker.unblock():
        return _load_cast()


@pytest.fixture
def db(
    request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: Any
) -> Iterator[None]:
    """The test's own transaction, rolled back. Constraints that wait for a commit are asked.

    It begins in the zone of the cast, as their requests do: by night it is another day in UTC.
    """
    timezone.activate(ZoneInfo(ZONE))
    with django_db_blocker.unblock():
        ground.make(request)
        with transaction.atomic():
            cache.clear()
            yield
            if not connection.needs_rollback:
                connection.check_constraints()
            transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _in_database(request: pytest.FixtureRequest) -> None:
    if not any(part in str(request.path) for part in NO_DATABASE):
        request.getfixturevalue("db")


@pytest.fixture
def dana(cast: Cast) -> Actor:
    return cast.dana.actor


@pytest.fixture
def eli(cast: Cast) -> Actor:
    return cast.eli.actor


@pytest.fixture
def mo(cast: Cast) -> Actor:
    return cast.mo.actor


@pytest.fixture
def otto(cast: Cast) -> Actor:
    return cast.otto.actor


@pytest.fixture
def ada(cast: Cast) -> Actor:
    return cast.ada.actor


@acted_once
def now(django_db_setup: None) -> datetime:
    return clock.now()


@pytest.fixture
def being() -> Callable[[Actor], AbstractContextManager[None]]:
    """`with being(eli): …` – act and read as that person, in a transaction of their own."""

    @contextmanager
    def be(actor: Actor) -> Iterator[None]:
        with acting_as(actor), transaction.atomic():
            yield

    return be


@pytest.fixture
def browser(cast: Cast) -> Callable[[Actor | Person], Client]:
    """A signed-in test client of one of the cast; Django's own, the person is called client."""

    def sign_in(who: Actor | Person) -> Client:
        from accounts.models import User

        client = Client(headers={"Origin": "http://localhost:8000"})
        user = User.objects.get(id=who.user_id)
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        session = client.session
        session["has_factor"] = True  # enrolling is tests/accounts' business
        session.save()
        return client

    return sign_in


def until_tuesday_morning(now: datetime) -> timedelta:
    """To ten o'clock in the cast's zone: no mail goes out at night, and none on a Sunday."""
    local = now.astimezone(ZoneInfo(ZONE))
    ahead = timedelta(days=(1 - local.weekday()) % 7 or 7)
    return datetime.combine(local + ahead, time(10), tzinfo=local.tzinfo) - now


@pytest.fixture
def terms(now: datetime) -> Any:
    """Weekly on the weekday three days from now, at half past nine in Chicago."""
    return terms_from(now)


def terms_from(
    now: datetime, *, every_weeks: int = 1, starts_on: date | None = None, **changes: Any
) -> Any:
    """Terms to offer; starts_on None: three days from now."""
    from reviews.agreements.terms import Terms, Told
    from reviews.checkins.recurrence import Phase, Weekly

    first = starts_on or (now.astimezone(ZoneInfo(ZONE)) + timedelta(days=3)).date()
    values = {
        "pathway": "voluntary",
        "focus_areas": ["responsibility", "listening"],
        "working_on": "Hearing a no the first time",
        "phases": (Phase(Weekly(every_weeks, first.weekday()), first),),
        "wall_time": time(9, 30),
        "zone": ZONE,
        "told": [Told(who="Erin Vale, people director", parts=["takes_part"])],
    }
    return Terms(**{**values, **changes})


@acted_once
def offered(dana: Actor, eli: Actor, terms: Any, now: datetime, being: Any) -> Any:
    """An agreement Dana has offered Eli; a day ago, where there has to be time to think."""
    from tests.agreeing import offer_engagement

    ago = timedelta(hours=25) if terms.is_mandated else timedelta()
    if ago:
        clock.move(-ago)
    with being(dana):
        agreement = offer_engagement(
            actor=dana,
            client_membership_id=eli.membership_id,
            client_name="Eli Rask",
            terms=terms,
            now=now - ago,
        )
    if ago:
        clock.move(timedelta())
    return agreement


@acted_once
def engagement(offered: Any, eli: Actor, now: datetime, being: Any) -> Any:
    """Eli and Dana's engagement: accepted, limits acknowledged, the first check-in open."""
    from reviews.agreements.queries import get_agreement
    from reviews.engagements.models import Engagement
    from reviews.limits.actions import acknowledge_limits
    from reviews.limits.queries import current_version
    from tests.agreeing import accept_agreement

    with being(eli):
        agreement = get_agreement(actor=eli, agreement_id=offered.id)
        accept_agreement(actor=eli, agreement=agreement, client_name="Eli Rask", now=now)
        found = Engagement.objects.get(id=agreement.engagement_id)
        acknowledge_limits(actor=eli, engagement=found, version=current_version(), now=now)
    return found


@acted_once
def checkin(engagement: Any, eli: Actor, being: Any) -> Any:
    """The check-in that waits for Eli's reflection."""
    from reviews.checkins.models import CheckIn
    from reviews.checkins.queries import list_checkins

    with being(eli):
        listed = list_checkins(actor=eli, engagement_ids=[engagement.id])
        return next(c for c in listed if c.state == CheckIn.OPEN)


SENTENCE = "I kept asking after she had said no, and I called it keeping in touch."


@acted_once
def draft(checkin: Any, eli: Actor, now: datetime, being: Any) -> Any:
    """Eli's unshared reflection, with one answer."""
    from reviews.checkins.queries import get_checkin
    from reviews.journal.actions import begin_reflection, save_answer

    with being(eli):
        found = get_checkin(actor=eli, checkin_id=checkin.id)
        entry = begin_reflection(
            actor=eli, checkin=found, focus_areas=["responsibility", "listening"], now=now
        )
        save_answer(
            actor=eli, entry=entry, prompt=entry.prompts[0], text=SENTENCE, version=0, now=now
        )
    return entry


@acted_once
def shared(draft: Any, eli: Actor, now: datetime, being: Any) -> Any:
    """The same reflection, shared."""
    from reviews.journal.actions import share_entry
    from reviews.journal.queries import get_draft

    with being(eli):
        entry = get_draft(actor=eli, entry_id=draft.id)
        share_entry(actor=eli, entry=entry, now=now)
    return entry


@acted_once
def story(cast: Cast, now: datetime) -> Any:
    """Eli and Dana's engagement with a shared reflection and a draft, and Otto and Mo's."""
    from tests.story import tell_story

    return tell_story(cast, now=now)


@pytest.fixture
def owner() -> Iterator[psycopg.Connection[Any]]:
    """A connection as the owner. What is planted in it is rolled back and nobody else sees it."""
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"]) as connection:
        connection.execute("set lock_timeout = '5s'")
        yield connection
        connection.rollback()


# --- the committed cast ----------------------------------------------------------------------------

STAFF = {"dana": "Dr Dana Ruiz", "mo": "Dr Mo Lindgren"}


def _make_cast() -> None:
    """Through the real acts: the first practice, invitations, acceptances."""
    from accounts import actions, doors
    from accounts.models import Membership, User

    if doors.practice_exists():
        return
    actions.found_practice(
        name="Tallow Street Practice",
        short_name="Tallow St",
        zone=ZONE,
        email="ada@example.org",
        password=PASSWORD,
        display_name="Ada Quist",
    )
    ada = _actor("ada@example.org")
    for name, display_name in STAFF.items():
        _join(ada, email=f"{name}@example.org", role="clinician", display_name=display_name)
    for name, clinician in {"eli": "dana", "otto": "mo"}.items():
        with acting_as(ada), transaction.atomic():
            introduced_to = Membership.objects.get(user__email=f"{clinician}@example.org")
        _join(ada, email=f"{name}@example.org", role="client", introduced_to=introduced_to)
    User.objects.create_user(email="erin@example.org", password=PASSWORD, zone=ZONE)


def _join(
    ada: Actor, *, email: str, role: str, display_name: str = "", introduced_to: Any = None
) -> None:
    from accounts import actions, doors, notices
    from accounts.access import acting_as_system

    with acting_as(ada), transaction.atomic():
        invitation = actions.invite(
            actor=ada,
            email=email,
            role=role,
            display_name=display_name,
            introduced_to=introduced_to,
            now=clock.now(),
        )
    token = f"the link of {email}"
    with acting_as_system("outbox"), transaction.atomic():
        doors.set_invitation_token(
            invitation_id=invitation.id, token_hash=notices.hash_token(token)
        )
    actions.accept_invitation_new(token=token, password=PASSWORD, zone=ZONE)


def _actor(email: str) -> Actor:
    from accounts.models import User
    from accounts.queries import list_memberships
    from tracker.lib import session

    user = User.objects.get(email=email)
    with session.identified(session.Identity(user_id=user.id)), transaction.atomic():
        membership = list_memberships(user_id=user.id)[0]
    return Actor(user.id, membership.id, membership.organization_id, membership.role)


def _load_cast() -> Cast:
    from accounts.models import User

    people = {}
    for name in ("dana", "eli", "mo", "otto", "ada"):
        actor = _actor(f"{name}@example.org")
        people[name] = Person(name, f"{name}@example.org", actor.user_id, actor)
    erin = User.objects.get(email="erin@example.org")
    people["erin"] = Person("erin", erin.email, erin.id, None)
    return Cast(**people)
