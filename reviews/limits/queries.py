"""The limits page, and whether it was acknowledged."""

from datetime import datetime

from accounts.access import Actor
from accounts.models import Organization
from accounts.queries import get_organization, staff_name
from reviews.engagements.models import Engagement
from reviews.limits.models import LimitsAcknowledgment
from reviews.limits.wording import PARTS, VERSION


def has_acknowledged(*, engagement: Engagement) -> bool:
    """Whether the client acknowledged the words as they are now."""
    return LimitsAcknowledgment.objects.filter(engagement=engagement, version=VERSION).exists()


def acknowledged_at(*, engagement: Engagement) -> datetime | None:
    found = LimitsAcknowledgment.objects.filter(engagement=engagement, version=VERSION).first()
    return found.created_at if found else None


def limits_text(*, actor: Actor, engagement: Engagement) -> list[tuple[str, str]]:
    """The twelve parts, (heading, text), filled in for this practice and clinician."""
    practice: Organization = get_organization(actor=actor)
    clinician = staff_name(organization_id=practice.id, user_id=engagement.clinician_id)
    values = {
        "clinician": clinician or "your clinician",
        "practice": practice.name,
        "years": practice.records_kept_years,
        "complaints": practice.complaints_to or practice.name,
    }
    return [(heading, text.format(**values)) for heading, text in PARTS]


def current_version() -> str:
    return VERSION
