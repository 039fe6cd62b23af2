"""The text of a release: as its reader would read it, and the copy that was frozen with it.

The preview and the frozen copy are composed by one function, so that they are the same to the letter.
"""

import json
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.crypto import salted_hmac

from accounts import audit
from accounts.access import Actor, NotFound
from accounts.roles import CLIENT
from reviews.amendments.queries import is_in_error
from reviews.engagements.queries import get_visible
from reviews.records import vault
from reviews.releases import document, queries
from reviews.releases import terms as terms_text
from reviews.releases.document import Document, Reader
from reviews.releases.models import Permission, Release, ReleaseFile
from reviews.reports import queries as reports
from reviews.reports.models import Report
from tracker.lib import dates


def preview(
    *, actor: Actor, report: Report, permission: Permission, parts: list[str], now: datetime
) -> Document:
    """Exactly what the reader would read: the same document, without a code.

    Callers record the reading (reports.queries.read_report).
    Raises NotFound for anybody but the client, and for a report entered in error.
    """
    if actor.role != CLIENT:
        raise NotFound
    return compose_for(
        actor=actor,
        report=report,
        permission=permission,
        parts=parts,
        statement=queries.latest_statement(actor=actor, report_id=report.id),
        code=None,
        now=now,
    )


def compose_for(  # noqa: PLR0913 - a document has these parts
    *,
    actor: Actor,
    report: Report,
    permission: Permission,
    parts: list[str],
    statement: queries.StatementSeen | None,
    code: str | None,
    now: datetime,
) -> Document:
    """The document of one report for the reader of one permission. Raises NotFound.

    statement  the one that was shown and asked about: another tab may have saved a newer one since.
    """
    seen = reports.see_report(actor=actor, report=report)
    if seen.body is None:
        raise NotFound
    terms = queries.open_terms(permission)
    return document.compose(
        seen.body,
        parts=parts,
        statement=document.Statement(statement.text, statement.written_at) if statement else None,
        reader=Reader(
            in_words=terms.recipient.in_words,
            name=terms.recipient.name,
            purpose=terms.purpose,
            until=terms.until,
        ),
        signers=seen.signers,
        issued_on=dates.local(now).date(),
        code=code,
        notice_version=terms_text.NOTICE_VERSION,
        verify_url=settings.PUBLIC_URL + reverse("documents:check"),
    )


def read_released(*, actor: Actor, release_id: UUID) -> tuple[Release, Document]:
    """The frozen copy, for the client or the clinician, whether it can still be opened or not.

    Raises NotFound, also once the report was entered in error: its words are withdrawn from view.
    """
    release = get_visible(Release.objects.all(), actor=actor, row_id=release_id)
    if is_in_error(of_id=release.report_id):
        raise NotFound
    audit.record(
        verb="read", object_kind="release", object_id=release.id, chain=release.engagement_id
    )
    return release, open_copy(release)


def open_copy(release: Release) -> Document:
    """The frozen copy. Callers record the reading."""
    lock = vault.copy(release.engagement_id, copy_id=release.id)
    copy: Document = json.loads(vault.open_in(lock, release, "copy"))
    return copy


def open_file(release: Release) -> bytes | None:
    """The sealed PDF; None until it is made. Callers record the reading."""
    file = ReleaseFile.objects.filter(release=release, state=ReleaseFile.MADE).first()
    if file is None:
        return None
    return vault.open_file(vault.copy(release.engagement_id, copy_id=release.id), file, "pdf")


def read_own_file(*, actor: Actor, release_id: UUID) -> bytes | None:
    """The PDF for the client or the clinician; None while it is made. Raises NotFound."""
    release, _ = read_released(actor=actor, release_id=release_id)
    return open_file(release)


def hash_code(code: str) -> bytes:
    """What is kept of a verification code, normalized."""
    return salted_hmac("waymark.document.code", code, algorithm="sha256").digest()
