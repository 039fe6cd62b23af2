"""The mail to an employer contact: that a form is there. Nothing else, and nothing of whom.

Asked at the moment of sending: where nothing is to be reported any more, no mail leaves.
"""

from datetime import datetime

from accounts.models import Organization
from accounts.notices import compose_invitation, compose_to_contact
from accounts.outbox.mails import Mail
from accounts.outbox.models import Notice
from reviews.agreements import doors


class FormAgreed:
    """With an invitation, if they have no account."""

    @staticmethod
    def build(*, notice: Notice, now: datetime) -> Mail | None:
        found = doors.contact_to_tell(contact_id=notice.subject_id)
        if found is None or notice.organization_id is None:
            return None
        organization = Organization.objects.get(id=notice.organization_id)
        if found.user_id is not None:
            return compose_to_contact(
                kind="form_available", user_id=found.user_id, organization=organization
            )
        if found.invitation_id is None:
            return None
        return compose_invitation(
            kind="form_invitation", invitation_id=found.invitation_id, now=now
        )
