"""What was permitted, withdrawn, released and told outside is kept for six years, whatever else ends.

The class of each table stands in reviews.records.retention. In a copy of the acted database the other
keys are destroyed, as erasure will, every job of the service runs years later, and every role tries to
delete: each row is still there, and its words still open.
"""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import psycopg
import pytest
from django.apps import apps
from django.db import DatabaseError, connection, models, transaction

from accounts.access import acting_as, acting_as_system
from reviews.records.models import EngagementKey, EngagementRecord
from reviews.records.retention import CONSENT, CONSENT_YEARS
from reviews.releases.terms import TEXTS
from tests import sharing_story as sharing
from tests.clones import clone, inside
from tests.laws import acted_disclosures, acted_sharing
from tests.story import being
from tracker.celery import app as celery
from tracker.lib import clock
from tracker.lib.crypto import CannotOpen
from tracker.lib.fields import SealedTextField
from tracker.lib.session import MembershipEnded

# Of these rooms' tables, what is part of the record and goes with it: what went out of a statement is
# in the release's own copy.
OF_THE_RECORD = {"reviews_statement"}
REFUSED = (DatabaseError, MembershipEnded)  # whoever has left is nobody
WHO = ("eli", "dana", "mo", "otto", "ada", "sweep", "outbox", "nobody")


@pytest.fixture(autouse=True)
def _in_database() -> None:
    """No transaction around a test: the owner and the jobs work beside it."""


@pytest.fixture
def kept(acted: Any, django_db_blocker: Any) -> Iterator[Any]:
    """A copy of the acted database: (copy, cast)."""
    from tests.conftest import _load_cast

    with django_db_blocker.unblock(), clone(of=acted[0]) as copy, inside(copy.app_url):
        yield copy, _load_cast()


def rows(copy: Any) -> dict[str, list[Any]]:
    """Every id of every table of the class, as the owner sees it."""
    with copy.as_owner() as owner:
        return {
            table: sorted(owner.execute(f"select id from {table}").fetchall()) for table in CONSENT
        }


def of_rooms() -> dict[str, type[models.Model]]:
    """Every table of the rooms that share something."""
    return {
        model._meta.db_table: model
        for model in apps.get_models()
        if model.__module__ in ("reviews.releases.models", "reviews.disclosures.models")
    }


def test_every_table_of_the_rooms_has_its_class():
    assert of_rooms().keys() == CONSENT.keys() | OF_THE_RECORD
    assert not CONSENT.keys() & OF_THE_RECORD


def test_a_class_with_texts_names_their_key_and_one_without_has_none():
    for table, model in of_rooms().items():
        sealed = [f for f in model._meta.get_fields() if isinstance(f, SealedTextField)]
        if table in CONSENT:
            assert bool(sealed) == (CONSENT[table] is not None), table
            assert CONSENT[table] in (None, EngagementKey.SHARING, EngagementKey.COPY), table


def test_nothing_above_takes_them_along():
    """A row above one of these cannot be deleted while it is there."""
    for table in CONSENT:
        model = of_rooms()[table]
        assert issubclass(model, EngagementRecord)
        for field in model._meta.get_fields():
            if isinstance(field, models.ForeignKey):
                assert field.remote_field.on_delete is models.PROTECT, (table, field.name)


def test_the_client_is_told_the_same_time():
    assert CONSENT_YEARS == 6
    assert all("It is kept for six years after its last day." in t["copy"] for t in TEXTS.values())


# --- what still opens once the record's keys are gone ---------------------------------------------


def of_eli(cast: Any) -> dict[str, Callable[[], str]]:
    """Each kind of consent text, read by whoever may; the words it must hold."""
    from reviews.disclosures.models import Disclosure
    from reviews.disclosures.queries import read_disclosure
    from reviews.releases import copy_queries, queries
    from reviews.releases.models import Permission, Release

    eli, dana = cast.eli.actor, cast.dana.actor

    def permission() -> str:
        (row,) = Permission.objects.filter(withdrawal=None, releases__closed=None)
        return str(queries.open_terms(row).purpose)

    def reader() -> str:
        (row,) = Permission.objects.filter(withdrawal=None, releases__closed=None)
        listed = queries.list_recipients(actor=eli, engagement_id=row.engagement_id)
        return " ".join(details.organization for _, details in listed)

    def release() -> str:
        return str(
            copy_queries.read_released(actor=eli, release_id=Release.objects.get(closed=None).id)[1]
        )

    def file() -> str:
        pdf = copy_queries.read_own_file(actor=eli, release_id=Release.objects.get(closed=None).id)
        return (pdf or b"")[:5].decode()

    def disclosure() -> str:
        row = Disclosure.objects.get()
        return read_disclosure(actor=dana, disclosure_id=row.id, now=clock.now()).facts

    def read_as(actor: Any, read: Callable[[], str]) -> Callable[[], str]:
        def call() -> str:
            with acting_as(actor), transaction.atomic():
                return read()

        return call

    return {
        acted_sharing.PURPOSE: read_as(eli, permission),
        acted_sharing.ORGANIZATION: read_as(eli, reader),
        acted_sharing.THEMES: read_as(eli, release),
        acted_sharing.STATEMENT: read_as(eli, release),
        "%PDF-": read_as(eli, file),
        acted_disclosures.FACTS: read_as(dana, disclosure),
    }


def opens_record(cast: Any) -> bool:
    """Whether the report itself can still be opened."""
    from reviews.releases.models import Release
    from reviews.reports.queries import open_body

    with acting_as(cast.eli.actor), transaction.atomic():
        try:
            open_body(Release.objects.get(closed=None).report)
        except CannotOpen:
            return False
        return True


def test_what_was_agreed_outlives_the_keys_of_the_record(kept):
    copy, cast = kept
    assert opens_record(cast)
    for words, read in of_eli(cast).items():
        assert words in read()

    with copy.as_owner() as owner:
        gone = owner.execute(
            "delete from reviews_engagementkey k where purpose in ('record', 'process')"
            " or (purpose = 'copy' and exists"
            " (select from reviews_cosignature c where c.id = k.holder))"
        )
        assert gone.rowcount > 0

    assert not opens_record(cast)
    for words, read in of_eli(cast).items():
        assert words in read(), words


def test_without_its_own_key_it_does_not_open(kept):
    """Otherwise the test above would prove nothing about which key it is."""
    copy, cast = kept
    for purpose in (EngagementKey.SHARING, EngagementKey.COPY):
        with copy.as_owner() as owner:
            owner.execute("delete from reviews_engagementkey where purpose = %s", [purpose])
    for read in of_eli(cast).values():
        with pytest.raises(CannotOpen):
            read()


# --- what nobody and nothing removes --------------------------------------------------------------


def test_no_role_deletes_or_empties_them(kept):
    copy, cast = kept
    before = rows(copy)
    assert all(before.values()), [table for table, found in before.items() if not found]
    reader = sharing.member(cast.erin.user_id)
    for table in (*CONSENT, "reviews_engagementkey"):
        for sql in (f"delete from {table}", f"truncate {table} cascade"):
            for who in WHO:
                with pytest.raises(REFUSED), being(cast, who):
                    connection.cursor().execute(sql)
            with pytest.raises(DatabaseError), acting_as(reader), transaction.atomic():
                connection.cursor().execute(sql)
            with psycopg.connect(copy.maintenance_url) as maintenance:
                with pytest.raises(psycopg.errors.InsufficientPrivilege):
                    maintenance.execute(sql)
                maintenance.rollback()
            with copy.as_owner() as owner:
                owner.execute("set role waymark_definer")
                with pytest.raises(psycopg.errors.InsufficientPrivilege):
                    owner.execute(sql)
    assert rows(copy) == before


def test_no_job_removes_them_however_late_it_runs(kept):
    """Every job of the service, a month later, and shortly before and long after the six years."""
    copy, _ = kept
    before = rows(copy)
    celery.loader.import_default_modules()
    ours = sorted(name for name in celery.tasks if not name.startswith("celery."))
    assert len(ours) >= 6
    for years in (1 / 12, CONSENT_YEARS - 0.1, CONSENT_YEARS + 5):
        with acting_as_system("sweep"), transaction.atomic():
            clock.move(timedelta(days=365.25 * years))
        for name in ours:
            celery.tasks[name].run()
    assert rows(copy) == before


def test_the_end_of_the_work_and_of_the_account_removes_none(kept):
    from accounts.actions import end_membership
    from accounts.models import Membership
    from reviews.agreements.actions import end_work
    from reviews.engagements.queries import get_engagement
    from reviews.releases.models import Release

    copy, cast = kept
    before, dana, ada = rows(copy), cast.dana.actor, cast.ada.actor
    with acting_as(dana), transaction.atomic():
        work = Release.objects.get(closed=None).engagement_id
        engagement = get_engagement(actor=dana, engagement_id=work)
        end_work(actor=dana, engagement=engagement, now=clock.now())
    with acting_as(ada), transaction.atomic():
        membership = Membership.objects.get(id=cast.eli.actor.membership_id)
        end_membership(actor=ada, membership=membership, now=clock.now())
    assert rows(copy) == before
