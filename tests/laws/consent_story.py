"""Releases of every fate, and permissions to release in, for tests/laws/test_consent_policies.py.

Erin has joined, and may read one. Others that were released to her, each by another name of hers, have
ended or cannot be opened yet, each for one reason alone.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import connection, transaction

from accounts.access import acting_as
from accounts.actions import end_membership, invite
from accounts.models import Membership, User
from reviews.releases.models import Statement
from reviews.reports.models import CoSignature, Report
from tests import sharing_story as sharing
from tests import voices
from tests.concerns import told
from tests.conftest import _actor as actor_of
from tests.conftest import _join as join
from tests.disclosures import recorded
from tests.laws.consent_colleagues import (
    added,
    answered,
    asked,
    begun,
    covered,
    declined,
    kept_back,
    passed_on,
    settled,
    wish,
)
from tests.laws.consent_concerns import before_it_opens, once_open
from tests.reviews.concerns.test_binds import STATED
from tests.story import _engagement
from tests.talks import note_privately
from tracker.lib import clock, session

INES, GONE = "ines@example.org", "gone@example.org"
MARA = ("Mara Oldham", "team lead", "Harrow & Vale", "mara@example.org")
NOA = ("Noa Frey", "trustee", "Harrow & Vale", "noa@example.org")
ALONE = ("takes_part",)


class Story:
    """ids: by name, what the tries and the fates of releases speak of."""

    def __init__(self, cast: Any) -> None:
        self.cast = cast
        join(cast.ada.actor, email=INES, role="clinician", display_name="Dr Ines Adler")
        self.people = {n: getattr(cast, n).actor for n in ("dana", "eli", "mo", "otto", "ada")}
        self.people["ines"] = actor_of(INES)
        self.ids: dict[str, Any] = {name: who.user_id for name, who in self.people.items()}
        join(cast.ada.actor, email=GONE, role="clinician", display_name="Dr Gone")
        self.ids["gone"] = actor_of(GONE).user_id
        self._ends(self.ids["gone"])
        for name, email in (("mara", MARA[3]), ("noa", NOA[3])):
            self.ids[name] = User.objects.create_user(email=email, password="").id
        self._tell(clock.now())

    def _ends(self, user_id: Any) -> None:
        """That membership."""
        ada = self.cast.ada.actor
        with self.be("ada"):
            membership = Membership.objects.get(user_id=user_id)
            end_membership(actor=ada, membership=membership, now=clock.now())

    def _tell(self, now: Any) -> None:
        cast, ids, people = self.cast, self.ids, self.people
        dana, eli, mo, otto = (people[n] for n in ("dana", "eli", "mo", "otto"))
        ids["engagement"] = self.work = _engagement(dana, eli, "Eli Rask", now=now).engagement_id
        terms = {"two_names": True}
        ids["others"] = _engagement(mo, otto, "Otto Brandt", now=now, **terms).engagement_id
        voices.agreed(cast, self.work, address="boss@example.org", now=now)
        concern = told(eli, self.work, now=now)
        recorded(dana, self.work, now=now)
        hidden = {"shown_from": now + timedelta(days=60), "why_later": "They are asked first."}
        ids["hidden"] = recorded(dana, self.work, now=now, **hidden).id
        note_privately(dana, self.work, now=now)
        self._at(now)
        first = sharing.signed_report(cast, self.work, now=now)
        ids["first"] = first.id
        ids["alive"] = self._permitted(sharing.ERIN, now=now).id
        ids["replaced"] = self._released(first, ids["alive"], now=now)
        self._at(now)
        report = sharing.corrected_report(cast, first, now=now, themes="We worked on asking twice.")
        ids["version"] = report.id
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
        sharing.narrowed(cast, maras, "takes_part", "themes", now=now)
        added(dana, report, now=now)
        named = sharing.permitted(cast, ids["others"], now=now, client=otto)
        ids["ottos_named"] = named.recipient_id
        self._at(now)
        wrong = sharing.signed_report(cast, self.work, now=now)
        ids["wrong"] = wrong.id
        ids["asked_wrong"] = asked(dana, wrong, mo, now=now).id
        self._second_names(first, report, now=now)
        self.fates = self._fates(report, wrong, maras, now=now)
        self._opened(report, now=now)
        self._of_otto(now=now)
        before_it_opens(self, concern)
        sharing.wait_is_over()
        self.erin = sharing.reader_joined()
        ids["erin"] = self.erin.user_id
        sharing.acknowledged(self.erin, ids["live"])
        self._end_opened(report)
        later = sharing.wait_is_over(hours=sharing.WAIT_HOURS + 72)
        once_open(self)
        late = self._permitted(("Erin Lately", *sharing.ERIN[1:]), now=later)
        ids["late"] = late.id
        ids["waiting"] = self.fates["waiting"] = self._released(report, late.id, now=later)
        self._waiting(now=later)
        ids["lately"] = sharing.corrected_report(
            cast, report, now=later, concerns=STATED, stated=(concern.id,)
        ).id
        self._stating(now=later)
        sharing.stated(cast, report, now=later)
        self._at(later)
        ids["another_statement"] = self._stated(first, now=later)
        kept(eli, report, now=later)
        ids["declined"] = declined(dana, report, mo, now=later).id
        ids["asked"] = asked(dana, report, mo, now=later).id
        ids["draft"] = begun(dana, self.work, now=later).id
        ids["draft_of_mo"] = begun(mo, ids["others"], now=later).id
        ids["open_invitation"] = self._invited(now=later)
        self._make_file("maras")
        self._codes()

    def _invited(self, *, now: Any) -> Any:
        """A colleague who has not joined."""
        ada = self.cast.ada.actor
        with self.be("ada"):
            return invite(
                actor=ada,
                email=MARA[3],
                role="clinician",
                display_name="Somebody",
                introduced_to=None,
                now=now,
            ).id

    def _make_file(self, fate: str) -> None:
        """As the job does as the client; what is in it does not matter here."""
        sql = (
            "update reviews_releasefile set state = 'made', pdf = 'x', file_hash = 'of it',"
            " made_at = app.now() where release_id = %s"
        )
        with self.be("eli"), connection.cursor() as cursor:
            cursor.execute(sql, [self.fates[fate]])

    def _stated(self, report: Any, *, now: Any) -> Any:
        """A statement beside that version; its id."""
        sharing.stated(self.cast, report, now=now)
        with self.be("eli"):
            return Statement.objects.get(report_id=report.id).id

    def _waiting(self, *, now: Any) -> None:
        """For Mara, under another name of hers, and for somebody else."""
        report = Report(id=self.ids["version"])
        for fate, reader in (("mara waits", ("Mara Later", *MARA[1:])), ("noa", NOA)):
            given = self._permitted(reader, now=now)
            self.fates[fate] = self._released(report, given.id, now=now)

    def _stating(self, *, now: Any) -> None:
        """Of the version that states what is listed, for Mara again and for another name of hers."""
        lately, parts = Report(id=self.ids["lately"]), (*sharing.EVERY_PART, "concerns")
        self.fates["maras next"] = self._released(lately, self.ids["maras"], now=now)
        given = self._permitted(("Mara Told", *MARA[1:]), now=now, parts=parts)
        self.fates["states it"] = self._released(lately, given.id, now=now, parts=parts)

    def _second_names(self, first: Any, report: Any, *, now: Any) -> None:
        """What Mo answered about Dana's versions, and Dana about Mo's."""
        self._at(now)
        ids, people = self.ids, self.people
        dana, eli, mo, otto = (people[n] for n in ("dana", "eli", "mo", "otto"))
        ids["cosigned"] = asked(dana, first, mo, now=now).id
        answered(mo, CoSignature(id=ids["cosigned"]), CoSignature.COSIGNED, now=now)
        for name, what in (("kept", kept_back), ("passed", passed_on)):
            row = declined(dana, report, mo, now=now)
            what(dana, row, now=now)
            ids[name] = row.id
        ids["answered_wish"] = settled(dana, wish(eli, report, now=now), now=now)
        ids["correction"] = wish(eli, report, now=now).id
        covered(mo, people["ines"], ids["others"], days=(3, 24), now=now)
        covered(dana, mo, self.work, days=(3, 6), now=now)
        self._at(now)
        half, whole = (
            sharing.signed_report(self.cast, ids["others"], now=now, author=mo) for _ in range(2)
        )
        ids |= {"half": half.id, "whole": whole.id, "digest_of_half": bytes(half.digest)}
        self._at(now)
        answered(dana, asked(mo, whole, dana, now=now), CoSignature.COSIGNED, now=now)
        passed_on(mo, declined(mo, half, dana, now=now), now=now)
        row = declined(mo, half, dana, now=now)
        kept_back(mo, row, now=now)
        ids["kept_of_mo"] = row.id

    def _fates(self, report: Any, wrong: Any, maras: Any, *, now: Any) -> dict[str, Any]:
        """Releases to Erin by their fate; one to Mara."""
        cast = self.cast
        fates = {"replaced": self.ids["replaced"], "live": self.ids["live"]}
        fates["maras"] = self._released(report, maras.id, now=now)
        self._taken_back(report, now=now + timedelta(seconds=1))
        self._at(now)
        by = {
            fate: self._permitted((f"Erin {fate.title()}", *sharing.ERIN[1:]), now=now, days=days)
            for fate, days in (
                ("withdrawn", 180), ("narrowed", 180), ("expired", 1), ("in error", 180),
                ("held", 180), ("closed", 180), ("held and closed", 180),
                ("held and withdrawn", 180),
            )
        }  # fmt: skip
        self.ids |= {"never_opened": by["closed"].id}
        for fate in ("withdrawn", "narrowed", "expired"):
            fates[fate] = self._released(report, by[fate].id, now=now)
        fates["in error"] = self._released(wrong, by["in error"].id, now=now)
        fates["closed"] = self._released(report, by["closed"].id, now=now)
        parts = ("takes_part", "attendance")
        for fate in ("held", "held and closed", "held and withdrawn"):
            fates[fate] = self._released(report, by[fate].id, now=now, parts=parts)
        for fate, days in (("brief", 1), ("mara ended", 180)):
            by[fate] = self._permitted((f"Mara {fate.title()}", *MARA[1:]), now=now, days=days)
            fates[fate] = self._released(report, by[fate].id, now=now)
        sharing.withdrawn(cast, by["mara ended"], now=now)
        self._at(now)
        sharing.withdrawn(cast, by["withdrawn"], now=now)
        sharing.narrowed(cast, by["narrowed"], "themes", now=now)
        sharing.withdrawn(cast, by["held and withdrawn"], now=now)
        sharing.closed(cast, by["closed"], now=now)
        sharing.closed(cast, by["held and closed"], now=now)
        sharing.entered_in_error(cast, wrong, now=now)
        return fates

    def _taken_back(self, report: Any, *, now: Any) -> None:
        """A later one to Mara, which was withdrawn before it opened: hers is still read."""
        given = self._permitted(MARA, now=now)
        self._released(report, given.id, now=now)
        sharing.withdrawn(self.cast, given, now=now)

    def _opened(self, report: Any, *, now: Any) -> None:
        """Releases to Erin that can be opened for a time."""
        self._at(now)
        mistaken = sharing.signed_report(self.cast, self.work, now=now)
        self.opened = {"was in error": mistaken}
        for fate in ("was withdrawn", "was narrowed", "was closed", "has expired", "was in error"):
            reader = (f"Erin {fate.title()}", *sharing.ERIN[1:])
            given = self._permitted(reader, now=now, days=10 if fate == "has expired" else 180)
            of_report = self.opened.get(fate, report)
            self.opened[f"{fate} by"] = given
            self.fates[fate] = self._released(of_report, given.id, now=now)
        again = self._permitted(MARA, now=now)
        self.ids["maras_second"] = again.id
        soon = now + timedelta(seconds=1)
        self.fates["maras second"] = self._released(mistaken, again.id, now=soon)

    def _of_otto(self, *, now: Any) -> None:
        """Two releases of his to one reader, of one version: the second takes the first one's place."""
        self._at(now)
        otto, work = self.people["otto"], self.ids["others"]
        given = sharing.permitted(self.cast, work, now=now, client=otto, reader=MARA)
        self.ids["ottos_reader"] = given.recipient_id
        version = Report(id=self.ids["whole"])
        for fate, part, at in (("gave way", "attendance", 0), ("stays", "commitments", 1)):
            self.fates[fate] = sharing.released(
                self.cast, version, given, client=otto, parts=("takes_part", part),
                now=now + timedelta(seconds=at),
            ).id  # fmt: skip

    def _end_opened(self, report: Any) -> None:
        cast, now, by = self.cast, clock.now(), self.opened
        sharing.withdrawn(cast, by["was withdrawn by"], now=now)
        sharing.narrowed(cast, by["was narrowed by"], "themes", now=now)
        sharing.closed(cast, by["was closed by"], now=now)
        sharing.entered_in_error(cast, by["was in error"], now=now)

    def _codes(self) -> None:
        """Of each release its id, what its code is known by, its reader, and their invitation:
        "release_…", "code_was_closed", "reader_…", "invitation_…".
        """
        from reviews.releases.models import Release

        found = {}
        for who in ("eli", "otto"):
            with self.be(who):
                found |= {row.id: row for row in Release.objects.select_related("recipient")}
        for fate, release_id in self.fates.items():
            name = fate.replace(" ", "_")
            row = found[release_id]
            self.ids |= {
                f"release_{name}": release_id,
                f"code_{name}": bytes(row.code_hash),
                f"reader_{name}": row.recipient_id,
                f"invitation_{name}": row.recipient.invitation_id,
            }

    def _at(self, moment: Any) -> None:
        """However long the story takes to be told, it is that moment."""
        clock.move(moment - datetime.now(UTC))

    def _permitted(self, reader: tuple[str, str, str, str], *, now: Any, **more: Any) -> Any:
        self._at(now)
        return sharing.permitted(self.cast, self.work, now=now, reader=reader, **more)

    def _released(
        self, report: Any, permission_id: Any, *, now: Any, parts: tuple[str, ...] = ALONE
    ) -> Any:
        from reviews.releases.models import Permission

        self._at(now)
        permission = Permission(id=permission_id)
        return sharing.released(self.cast, report, permission, now=now, parts=parts).id

    @contextmanager
    def be(self, who: str) -> Iterator[None]:
        """One of the cast or "ines"; "reader"; "outbox"; "nobody"; or one of these " in no role"."""
        name, _, no_role = who.partition(" in no role")
        person = self.erin if name == "reader" else self.people.get(name)
        identity = session.Identity()
        if person is not None:
            membership = None if who != name else person.membership_id
            identity = session.Identity(user_id=person.user_id, membership_id=membership)
        elif who in ("outbox", "sweep", "documents"):
            identity = session.Identity(system=who)
        with session.identified(identity), transaction.atomic():
            yield

    def opens(self, who: str = "reader") -> set[Any]:
        """Which releases that person's door opens."""
        with self.be(who), connection.cursor() as cursor:
            cursor.execute("select * from app.live_releases()")
            return {row[0] for row in cursor.fetchall()}


def kept(client: Any, report: Any, *, now: Any) -> None:
    """The client's no to a version."""
    from reviews.releases.actions import choose_not_to_release
    from reviews.reports.queries import get_signed

    with acting_as(client), transaction.atomic():
        found = get_signed(actor=client, report_id=report.id)
        choose_not_to_release(actor=client, report=found, now=now)
