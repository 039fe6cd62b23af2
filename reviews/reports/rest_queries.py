"""Reading what each paragraph of a report rests on: for its author."""

from uuid import UUID

from reviews.records import vault
from reviews.reports import resting
from reviews.reports.body import Body
from reviews.reports.models import Ground, Report, Section
from reviews.reports.resting import Rest


def kept_rests(row: Section) -> list[Rest]:
    """What was said of the paragraphs of a section, as it was said."""
    if row.rests is None:
        return []
    return resting.read(vault.open_text(row, "rests", engagement_id=row.engagement_id))


def signed_rests(*, report: Report, body: Body) -> dict[str, list[Rest]]:
    """By section, what each paragraph of a signed version rests on."""
    said = {section.kind: "\n\n".join(section.paragraphs) for section in body.sections}
    grounds: dict[UUID, set[UUID]] = {}
    for ground in Ground.objects.filter(section__report=report):
        grounds.setdefault(ground.section_id, set()).add(ground.of_id)
    return {
        row.kind: resting.resting(
            said[row.kind], kept=kept_rests(row), of_section=frozenset(grounds.get(row.id, ()))
        )
        for row in Section.objects.filter(report=report)
        if row.kind in said
    }
