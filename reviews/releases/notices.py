"""The mail to a reader: that a document is available, and until when. Nothing else.

Asked at the moment of sending: withdrawn before, no mail leaves. While a release is held back
(doors.release_is_held) its mail waits with it, and the time to accept an invitation begins when it
goes.
"""

from datetime import datetime, timedelta

from accounts.models import Organization
from accounts.notices import compose_invitation, compose_to_contact
from accounts.outbox.mails import Later, Mail
from accounts.outbox.models import Notice
from reviews.releases import doors
from reviews.releases.rules import INVITATION_LASTS

HELD_AGAIN = timedelta(hours=1)  # how soon one that is held back is asked about again


class DocumentShared:
    """To the reader, once the release can be opened: with an invitation, if they have no account."""

    @staticmethod
    def build(*, notice: Notice, now: datetime) -> Mail | Later | None:
        reader = doors.reader_to_tell(release_id=notice.subject_id)
        if reader is None and doors.release_is_held(release_id=notice.subject_id):
            return Later(now + HELD_AGAIN, "held_back")
        if reader is None or notice.organization_id is None:
            return None
        organization = Organization.objects.get(id=notice.organization_id)
        if reader.user_id is not None:
            return compose_to_contact(
                kind="document_available",
                user_id=reader.user_id,
                organization=organization,
                until=reader.last_day,
            )
        if reader.invitation_id is None:
            return None
        doors.renew_invitation(release_id=notice.subject_id, lasts=INVITATION_LASTS)
        return compose_invitation(
            kind="document_invitation",
            invitation_id=reader.invitation_id,
            now=now,
            until=reader.last_day,
        )
