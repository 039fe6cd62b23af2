"""The link in every reminder that can do one thing: stop them.

It names the engagement, signed with the service's own secret; whoever has it learns nothing and can
start nothing. It does not end: a mail is found again years later, and must still be stoppable.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from uuid import UUID

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse

LONGEST = 100
_signer = Signer(salt="reviews.reminders.stop_links", sep=".")


def stop_url(engagement_id: UUID) -> str:
    """The whole address, for a mail."""
    name = urlsafe_b64encode(engagement_id.bytes).rstrip(b"=").decode("ascii")
    return settings.PUBLIC_URL + reverse("reminders:stop", args=[_signer.sign(name)])


def engagement_of(token: str) -> UUID | None:
    """Whose reminders it stops; None for what this service has not signed."""
    try:
        name = _signer.unsign(token[:LONGEST])
        return UUID(bytes=urlsafe_b64decode(f"{name}=="))
    except (BadSignature, ValueError):
        return None
