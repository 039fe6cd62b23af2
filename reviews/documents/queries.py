"""What one named reader may read, asked of the database at that moment.

Never, refused, withdrawn, expired, narrowed away and unknown are one NotFound. A text is opened
together with its line in the trail. Source: docs/architecture.md, "Silent absence".
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import ProgrammingError
from psycopg.errors import InsufficientPrivilege

from accounts import audit
from accounts.access import Actor, NotFound
from accounts.roles import EMPLOYER_CONTACT
from reviews.records import vault
from reviews.releases import doors
from reviews.releases.copy_queries import hash_code, open_copy, open_file
from reviews.releases.document import Document
from reviews.releases.models import NoticeAcknowledgment, Release, ReleaseFile
from tracker.lib.crypto import CannotOpen

WAITING = ReleaseFile.WAITING


@dataclass(frozen=True, slots=True)
class DocumentHead:
    """One line of a reader's list; nothing of anything that cannot be opened."""

    id: UUID
    title: str
    person: str
    period: str
    issued: date
    until: str


@dataclass(frozen=True, slots=True)
class DocumentSeen:
    """What a reader reads. `document` is None before the notice is acknowledged."""

    id: UUID
    person: str
    reader: str
    until: str
    notice: str
    notice_version: str
    document: Document | None
    file_state: str  # waiting | made | dropped


def list_documents(*, actor: Actor) -> list[DocumentHead]:
    """What this reader may open at this moment, newest first. Three queries, however many.

    In the order of the day that stands on each: when one could have been opened would tell of one
    that was held back meanwhile.
    """
    heads = []
    releases = list(Release.objects.filter(id__in=_readable(actor)).order_by("id"))
    vault.fetch_copies(release.id for release in releases)
    for release in releases:
        try:
            with may_end(actor, release.id):
                copy = open_copy(release)
        except NotFound:
            continue
        heads.append(
            DocumentHead(
                id=release.id,
                title=copy["title"],
                person=copy["person"],
                period=copy["period"],
                issued=date.fromisoformat(copy["issued"]),
                until=copy["until"],
            )
        )
    return sorted(heads, key=lambda head: head.issued, reverse=True)


def get_readable(*, actor: Actor, release_id: UUID) -> Release:
    """The release, if the actor is its reader and it can be read now. Raises NotFound."""
    if release_id not in _readable(actor):
        raise NotFound
    found = Release.objects.filter(id=release_id).first()
    if found is None:
        raise NotFound
    return found


def read_document(*, actor: Actor, release_id: UUID) -> DocumentSeen:
    """One release for its reader; before the notice is acknowledged, the notice alone.

    Raises NotFound, the same for every reason there is.
    """
    release = get_readable(actor=actor, release_id=release_id)
    with may_end(actor, release_id):
        copy = open_copy(release)
        acknowledged = has_acknowledged(actor=actor, release=release)
        if acknowledged:
            _record("read", release)
    return DocumentSeen(
        id=release.id,
        person=copy["person"],
        reader=copy["reader"],
        until=copy["until"],
        notice=copy["notice"],
        notice_version=copy["notice_version"],
        document=copy if acknowledged else None,
        file_state=_file_state(release),
    )


def read_file(*, actor: Actor, release_id: UUID) -> bytes | None:
    """The sealed PDF for its reader; None while it is being made.

    Raises NotFound, also before the notice is acknowledged.
    """
    release = get_readable(actor=actor, release_id=release_id)
    with may_end(actor, release_id):
        if not has_acknowledged(actor=actor, release=release):
            raise NotFound
        pdf = open_file(release)
        if pdf is not None:
            _record("download", release)
    return pdf


def file_state(*, actor: Actor, release_id: UUID) -> str:
    """How far the PDF is: waiting, made or dropped. Raises NotFound."""
    release = get_readable(actor=actor, release_id=release_id)
    return _file_state(release)


def has_acknowledged(*, actor: Actor, release: Release) -> bool:
    """Whether this reader has read the notice that stands on the document."""
    return NoticeAcknowledgment.objects.filter(
        release=release,
        author_id=actor.user_id,
        notice_version=open_copy(release)["notice_version"],
    ).exists()


@contextmanager
def may_end(actor: Actor, release_id: UUID) -> Iterator[None]:
    """A release can end between two statements of one request: the key and the trail are closed then,
    and that is the same absence. Raises NotFound.
    """
    try:
        yield
    except CannotOpen:
        if release_id in _readable(actor):  # alive, and really unreadable: a fault to be seen
            raise
        raise NotFound from None
    except ProgrammingError as refusal:
        if not isinstance(refusal.__cause__, InsufficientPrivilege):
            raise
        raise NotFound from None


def check_code(code: str) -> str:
    """ "unchanged", "over" or "unknown", for a normalized code. Anybody may ask."""
    return doors.check_document(code_hash=hash_code(code), file_hash=None)


def check_file(digest: bytes) -> str:
    """The same for the SHA-256 of a file's bytes."""
    return doors.check_document(code_hash=None, file_hash=digest)


def _file_state(release: Release) -> str:
    """Every release has a file's row, which its reader sees while it lives. Raises NotFound."""
    state = ReleaseFile.objects.filter(release=release).values_list("state", flat=True).first()
    if state is None:
        raise NotFound
    return state


def _readable(actor: Actor) -> set[UUID]:
    return doors.live_releases() if actor.role == EMPLOYER_CONTACT else set()


def _record(verb: str, release: Release) -> None:
    audit.record(
        verb=verb, object_kind="release", object_id=release.id, chain=release.engagement_id
    )
