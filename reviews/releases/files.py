"""Making the sealed PDFs: as the client who released, after asking again whether it still lives.

A row that waits is the queue. A process that dies leaves it waiting; its lock goes with it. Each
attempt is counted before it is made, so that one that kills its process is given up in the end:
after eight, the last of them two hours after the release, long before its waiting period is over.
"""

import hashlib
import json
from datetime import datetime, timedelta
from functools import reduce
from operator import or_

import structlog
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from accounts.access import Actor, acting_as_system
from accounts.roles import CLIENT
from reviews.records import vault
from reviews.releases import queries, rules
from reviews.releases.models import ReleaseFile
from tracker.lib import clock, session
from tracker.lib.pdf.render import render
from tracker.lib.pdf.seal import seal

log = structlog.get_logger()

BATCH = 100  # then the next look goes on, well before the worker's own time limit
TRIES = 8
GIVE_UP = timedelta(minutes=2**TRIES - 1)  # a while after the last try, which may be under way


def make_waiting() -> int:
    """Make what waits, the oldest first. Returns how many files were made."""
    made = 0
    for _ in range(BATCH):
        row = _claim()
        if row is None:
            break
        try:
            made += _make(row)
        except session.MembershipEnded:  # the person who asked has left
            _give_up(row)
        except Exception as error:  # noqa: BLE001 - one bad row must not stall the others
            log.error("file_not_made", id=str(row.id), error=type(error).__name__)
    return made


def _claim() -> ReleaseFile | None:
    """The next row that waits, its attempt counted and committed before it is made.

    One at a time: rows behind one that kills its process are not counted with it.
    """
    with acting_as_system("documents"), transaction.atomic():
        now = clock.now()
        waiting = ReleaseFile.objects.filter(state=ReleaseFile.WAITING)
        waiting.filter(attempts__gte=TRIES, created_at__lte=now - GIVE_UP).update(
            state=ReleaseFile.DROPPED
        )
        row = (
            waiting.filter(_due(now))
            .order_by("created_at")
            .select_for_update(skip_locked=True)
            .only("id", "author_id", "membership_id", "release_id", "engagement_id")
            .first()
        )
        if row is not None:
            waiting.filter(id=row.id).update(attempts=F("attempts") + 1)
        return row


def _due(now: datetime) -> Q:
    """Rows whose next attempt has come: at once, then 1, 3, 7 … 127 minutes after the release."""
    return reduce(
        or_,
        (
            Q(attempts=tried, created_at__lte=now - timedelta(minutes=2**tried - 1))
            for tried in range(TRIES)
        ),
    )


def _make(row: ReleaseFile) -> int:
    """One file, as the client. 0 if it is another process's, or is not needed any more."""
    if row.author_id is None:
        return 0
    identity = session.Identity(user_id=row.author_id, membership_id=row.membership_id)
    with session.identified(identity), transaction.atomic():
        file = (
            ReleaseFile.objects.select_for_update(skip_locked=True, of=("self",))
            .filter(id=row.id, state=ReleaseFile.WAITING)
            .select_related("release")
            .first()
        )
        if file is None:
            return 0
        now = clock.now()
        actor = _actor(row)
        if not _still_needed(actor, file, now=now):
            ReleaseFile.objects.filter(id=file.id).update(state=ReleaseFile.DROPPED)
            return 0
        lock = vault.copy(file.engagement_id, copy_id=file.release_id)
        copy = json.loads(vault.open_in(lock, file.release, "copy"))
        # The seal says when it was really made, whatever a test's or demo's clock says.
        pdf = seal(render(copy), at=timezone.now())
        ReleaseFile.objects.filter(id=file.id).update(
            pdf=vault.seal_file(lock, file, "pdf", pdf),
            file_hash=hashlib.sha256(pdf).digest(),
            state=ReleaseFile.MADE,
            made_at=now,
        )
    return 1


def _still_needed(actor: Actor, file: ReleaseFile, *, now: datetime) -> bool:
    """Asked again when the job runs: it may have been withdrawn in between."""
    listed = queries.list_permissions(actor=actor, engagement_id=file.engagement_id, now=now)
    for permission in listed:
        for release in permission.releases:
            if release.id == file.release_id:
                # One that is held back may go on, and then its reader finds the file.
                return release.state in (rules.LIVE, rules.AHEAD, rules.HELD)
    return False


def _actor(row: ReleaseFile) -> Actor:
    entered = session.current_entered()
    if row.author_id is None or entered is None or entered.organization_id is None:
        raise session.MembershipEnded
    return Actor(row.author_id, row.membership_id, entered.organization_id, CLIENT)


def _give_up(row: ReleaseFile) -> None:
    with acting_as_system("documents"), transaction.atomic():
        ReleaseFile.objects.filter(id=row.id, state=ReleaseFile.WAITING).update(
            state=ReleaseFile.DROPPED
        )
