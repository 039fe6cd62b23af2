"""The mail to a reader: that a document is available, and until when. Nothing else.

Asked at the moment of sending: withdrawn before, no mail leaves.
"""

import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.urls import reverse

from accounts.doors import set_invitation_token
from accounts.models import Invitation, Organization, User
from accounts.notices import compose, hash_token, login_url
from accounts.outbox.mails import Mail
from accounts.outbox.models import Notice
from accounts.roles import EMPLOYER_CONTACT
from reviews.releases import doors
from tracker.lib import dates


class DocumentShared:
    """To the reader, once the release can be opened: with an invitation, if they have no account."""

    @staticmethod
    def build(*, notice: Notice, now: datetime) -> Mail | None:
        reader = doors.reader_to_tell(release_id=notice.subject_id)
        if reader is None or notice.organization_id is None:
            return None
        organization = Organization.objects.get(id=notice.organization_id)
        # The last day it can be read: it ends at that day's midnight.
        last = dates.local(reader.expires_at - timedelta(seconds=1), zone=organization.zone)
        if reader.user_id is not None:
            user = User.objects.filter(
                id=reader.user_id,
                is_active=True,
                memberships__organization=organization,
                memberships__role=EMPLOYER_CONTACT,
                memberships__ended_at=None,
            ).first()
            if user is None:  # they have left meanwhile
                return None
            return compose(
                kind="document_available",
                to=user.email,
                sender_name=organization.short_name,
                until=last.date(),
                link=login_url(),
                phone=organization.phone,
            )
        if reader.invitation_id is None:
            return None
        invitation = Invitation.objects.filter(
            id=reader.invitation_id, accepted_at=None, withdrawn_at=None, expires_at__gt=now
        ).first()
        if invitation is None:
            return None
        token = secrets.token_urlsafe(32)
        set_invitation_token(invitation_id=invitation.id, token_hash=hash_token(token))
        return compose(
            kind="document_invitation",
            to=invitation.email,
            sender_name=organization.short_name,
            until=last.date(),
            link=settings.PUBLIC_URL + reverse("accounts:accept", args=[token]),
            expires_at=invitation.expires_at,
            phone=organization.phone,
        )
