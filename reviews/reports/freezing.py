"""A draft as the one text that is signed, and as it is compared with the version before it."""

from collections.abc import Iterable
from datetime import date

from accounts.access import Actor, WrongState
from accounts.queries import get_organization
from reviews.reports import limits_text
from reviews.reports.body import Body, BodySection, Named
from reviews.reports.queries import DraftSeen


def freeze(
    *,
    actor: Actor,
    draft: DraftSeen,
    stand_alone: frozenset[str] = frozenset(),
    named: Iterable[Named] = (),
    today: date,
) -> Body:
    """What is signed, from what is there at this moment. Raises WrongState without a period."""
    if draft.report.period_from is None or draft.report.period_to is None:
        raise WrongState
    sections = [
        BodySection(
            kind=s.kind.key,
            part=s.kind.part,
            heading=s.kind.heading,
            paragraphs=s.paragraphs,
            # That somebody takes part, and no more, misleads nobody.
            stands_alone=s.kind.key == "takes_part" or s.kind.part in stand_alone,
        )
        for s in draft.sections
        if s.kind.facts or s.text.strip()
    ]
    return Body(
        person=draft.engagement.client_name,
        practice=get_organization(actor=actor).name,
        author=draft.engagement.clinician_name,
        about=draft.about.standing(),
        period_from=draft.report.period_from,
        period_to=draft.report.period_to,
        sections=sections,
        limits_version=limits_text.VERSION,
        signed_on=today,
        named=list(named),
    )
