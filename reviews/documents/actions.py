"""The one act a reader has."""

from datetime import datetime

from django.db import IntegrityError, transaction

from accounts import audit
from accounts.access import Actor, WrongState
from reviews.documents import queries
from reviews.releases.copy_queries import open_copy
from reviews.releases.models import NoticeAcknowledgment, Release


def acknowledge_notice(*, actor: Actor, release: Release, version: str, now: datetime) -> None:
    """The reader has read the notice on passing on, before the text. Again changes nothing.

    Raises WrongState if another notice stands on the document, NotFound if it ends meanwhile.
    """
    with queries.may_end(actor, release.id):
        if open_copy(release)["notice_version"] != version:
            raise WrongState
        if queries.has_acknowledged(actor=actor, release=release):
            return
        try:
            with transaction.atomic():
                NoticeAcknowledgment.objects.create(
                    engagement_id=release.engagement_id,
                    author_id=actor.user_id,
                    release=release,
                    notice_version=version,
                    created_at=now,
                )
        except IntegrityError:  # in two tabs at once
            return
        audit.record(
            verb="acknowledge_notice",
            object_kind="release",
            object_id=release.id,
            chain=release.engagement_id,
        )
