"""Reading the practice's own headings and guidance."""

from dataclasses import dataclass, replace

from accounts.access import Actor
from accounts.queries import get_organization
from reviews.language.standing import as_it_stands
from reviews.reports import gate
from reviews.reports.models import ReportTemplate
from reviews.reports.sections import SECTIONS, SectionKind

HEADING, GUIDANCE = gate.ABOUT, "guidance"  # where a finding stands; a heading is judged as a line


@dataclass(frozen=True, slots=True)
class Headings:
    """The sections as this practice calls them. Version 0: as they are brought along."""

    version: int
    sections: dict[str, SectionKind]


def current_headings(*, actor: Actor) -> Headings:
    """What stands now; one query."""
    found = (
        ReportTemplate.objects.filter(organization_id=actor.organization_id)
        .order_by("-version")
        .first()
    )
    if found is None:
        return Headings(0, dict(SECTIONS))
    return Headings(
        found.version,
        {key: replace(kind, **found.sections.get(key, {})) for key, kind in SECTIONS.items()},
    )


def review_heading(*, actor: Actor, heading: str, guidance: str) -> list[gate.Found]:
    """What the gate finds; the practice's own names alone are of the cast."""
    practice = get_organization(actor=actor)
    cast = frozenset(name for name in (practice.name, practice.short_name) if name)
    texts = {HEADING: as_it_stands(heading), GUIDANCE: as_it_stands(guidance)}
    return gate.review_texts(texts, cast=cast)
