"""Releases of every fate, and permissions to release in, for tests/laws/test_consent_policies.py.

Erin has joined, and may read one. Others that were released to her, each by another name of hers, have
ended or cannot be opened yet, each for one reason alone.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from django.db import DatabaseError, IntegrityError, connection, transaction
from psycopg import errors

from accounts.access import acting_as
from tests import sharing_story as sharing
from tests import voices
from tests.concerns import step, told
from tests.disclosures import recorded
from tests.laws.consent_policies import Insert
from tests.reviews.concerns.test_binds import STATED
from tests.story import _engagement
from tracker.lib import clock, session

MARA = ("Mara Oldham", "team lead", "Harrow & Vale", "mara@example.org")
ALONE = ("takes_part",)


class Story:
    """ids: by name, what the conditions of Insert and the fates of releases speak of."""

    def __init__(self, cast: Any) -> None:
        self.cast = cast
        self.ids: dict[str, Any] = {n: getattr(cast, n).user_id for n in ("dana", "mo")}
        self._tell(clock.now())

    def _tell(self, now: Any) -> None:
        cast, ids = self.cast, self.ids
        dana, eli, mo, otto = (getattr(cast, n).actor for n in ("dana", "eli", "mo", "otto"))
        ids["engagement"] = self.work = _engagement(dana, eli, "Eli Rask", now=now).engagement_id
        ids["others"] = _engagement(mo, otto, "Otto Brandt", now=now).engagement_id
        voices.agreed(cast, self.work, address="boss@example.org", now=now)
        concern = told(eli, self.work, now=now)
        recorded(dana, self.work, now=now)
        first = sharing.signed_report(cast, self.work, now=now)
        ids["alive"] = self._permitted(sharing.ERIN, now=now).id
        ids["replaced"] = self._released(first, ids["alive"], now=now)
        report = sharing.corrected_report(cast, first, now=now, themes="We worked on asking twice.")
        ids["live"] = self._released(report, ids["alive"], now=now + timedelta(seconds=1))
        ids["small"] = self._permitted(sharing.ERIN, now=now, parts=("themes",)).id
        ids["expired"] = self._permitted(sharing.ERIN, now=now, days=1).id
        ended = self._permitted(sharing.ERIN, now=now)
        ids["withdrawn"] = ended.id
        sharing.withdrawn(cast, ended, now=now)
        fewer = self._permitted(sharing.ERIN, now=now)
        ids["narrowed"] = fewer.id
        sharing.narrowed(cast, fewer, "themes", now=now)
        maras = self._permitted(MARA, now=now)
        ids |= {"maras": maras.id, "maras_reader": maras.recipient_id}
        sharing.permitted(cast, ids["others"], now=now, client=otto)  # he has named a reader, too
        wrong = sharing.signed_report(cast, self.work, now=now)
        ids["wrong"] = wrong.id
        self.fates = self._fates(report, wrong, maras, now=now)
        step(dana, concern, "listed", now=clock.now(), agreed_key="as_described")
        later = sharing.wait_is_over()
        late = self._permitted(("Erin Lately", *sharing.ERIN[1:]), now=later)
        ids["late"] = late.id
        self.erin = sharing.reader_joined()
        sharing.acknowledged(self.erin, ids["live"])
        ids["waiting"] = self.fates["waiting"] = self._released(report, late.id, now=later)
        ids["lately"] = sharing.corrected_report(
            cast, report, now=later, concerns=STATED, stated=(concern.id,)
        ).id
        ids["version"] = report.id
        sharing.stated(cast, report, now=later)
        kept(eli, report, now=later)

    def _fates(self, report: Any, wrong: Any, maras: Any, *, now: Any) -> dict[str, Any]:
        """Releases to Erin by their fate; one to Mara."""
        cast = self.cast
        fates = {"replaced": self.ids["replaced"], "live": self.ids["live"]}
        fates["maras"] = self._released(report, maras.id, now=now)
        by = {
            fate: self._permitted((f"Erin {fate.title()}", *sharing.ERIN[1:]), now=now, days=days)
            for fate, days in (
                ("withdrawn", 180), ("narrowed", 180), ("expired", 1), ("in error", 180),
                ("held", 180), ("closed", 180),
            )
        }  # fmt: skip
        for fate in ("withdrawn", "narrowed", "expired"):
            fates[fate] = self._released(report, by[fate].id, now=now)
        fates["in error"] = self._released(wrong, by["in error"].id, now=now)
        fates["closed"] = self._released(report, by["closed"].id, now=now)
        parts = ("takes_part", "attendance")
        fates["held"] = self._released(report, by["held"].id, now=now, parts=parts)
        sharing.withdrawn(cast, by["withdrawn"], now=now)
        sharing.narrowed(cast, by["narrowed"], "themes", now=now)
        sharing.closed(cast, by["closed"], now=now)
        sharing.entered_in_error(cast, wrong, now=now)
        return fates

    def _permitted(self, reader: tuple[str, str, str, str], *, now: Any, **more: Any) -> Any:
        return sharing.permitted(self.cast, self.work, now=now, reader=reader, **more)

    def _released(
        self, report: Any, permission_id: Any, *, now: Any, parts: tuple[str, ...] = ALONE
    ) -> Any:
        from reviews.releases.models import Permission

        permission = Permission(id=permission_id)
        return sharing.released(self.cast, report, permission, now=now, parts=parts).id

    # --- trying -----------------------------------------------------------------------------------

    @contextmanager
    def be(self, who: str) -> Iterator[None]:
        """One of the cast, "reader", or "nobody in particular": the reader's account in no role."""
        if who == "nobody in particular":
            identity = session.Identity(user_id=self.erin.user_id)
            with session.identified(identity), transaction.atomic():
                yield
            return
        actor = self.erin if who == "reader" else getattr(self.cast, who).actor
        with acting_as(actor), transaction.atomic():
            yield

    def opens(self, who: str = "reader") -> set[Any]:
        """Which releases that person's door opens."""
        with self.be(who), connection.cursor() as cursor:
            cursor.execute("select * from app.live_releases()")
            return {row[0] for row in cursor.fetchall()}

    def takes(self, insert: Insert, *, right: bool = False) -> bool:
        """Whether the database takes the row, or only a constraint does not. It is taken back."""
        with self.be(insert.seen_by), connection.cursor() as cursor:
            cursor.execute(f"select * from reviews_{insert.table} where {insert.like}", self.ids)
            row = cursor.fetchone()
            assert row, insert
            seen = dict(zip([c.name for c in cursor.description], row, strict=True))
        new = {"id": "gen_random_uuid()", **(insert.right if right else insert.new)}
        words = ", ".join(new.get(name, f"%(seen_{name})s") for name in seen)
        names = ", ".join(seen)
        if "parts" in seen:
            words = words.replace("%(seen_parts)s", "%(seen_parts)s::jsonb")
        values = {**self.ids, **{f"seen_{name}": value for name, value in seen.items()}}
        sql = f"insert into reviews_{insert.table} ({names}) values ({words})"
        with self.be(insert.seen_by if right else insert.who):
            return _goes_in(sql, values)


def kept(client: Any, report: Any, *, now: Any) -> None:
    """The client's no to a version."""
    from reviews.releases.actions import choose_not_to_release
    from reviews.reports.queries import get_signed

    with acting_as(client), transaction.atomic():
        found = get_signed(actor=client, report_id=report.id)
        choose_not_to_release(actor=client, report=found, now=now)


def _goes_in(sql: str, values: dict[str, Any]) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, values)
            transaction.set_rollback(True)
    except IntegrityError:  # the policies come first: they have let it through
        return True
    except DatabaseError as error:
        assert isinstance(error.__cause__, errors.InsufficientPrivilege), error
        return False
    return True
