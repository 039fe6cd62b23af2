"""A practice's own headings and guidance for the sections of a report. Nothing about a person.

A heading stands on every report, so that it passes the gate before it is published, and again when a
report is signed. What a section is, which part it belongs to and whether it must be there is the
house's and stays. Source: docs/glossary.md, "Headings".
"""

from datetime import datetime

from django.db import IntegrityError, transaction

from accounts import audit
from accounts.access import Actor, NotAllowed, NotFound, Stale
from accounts.roles import ADMINISTRATOR
from reviews.reports import gate
from reviews.reports.heading_queries import GUIDANCE, current_headings, review_heading
from reviews.reports.models import ReportTemplate
from reviews.reports.rules import NotReady, Problem
from reviews.reports.sections import SECTIONS

LONGEST_HEADING, LONGEST_GUIDANCE = 80, 1_000


def publish_heading(
    *,
    actor: Actor,
    kind: str,
    heading: str,
    guidance: str,
    kept: frozenset[str] = frozenset(),
    version: int,
    now: datetime,
) -> ReportTemplate:
    """A new version of the practice's headings, with those of one section replaced.

    An empty heading is the one that is brought along. Whoever signs next signs the new one; a signed
    text keeps its own.
    version  the one the writer started from.
    kept     keys of questions that the writer has read, and keeps the words.
    Raises NotAllowed for anybody but an administrator, NotFound for a section there is not, NotReady
    with what the gate stops, Stale if another version came meanwhile.
    """
    if actor.role != ADMINISTRATOR:
        raise NotAllowed
    if kind not in SECTIONS:
        raise NotFound
    problems = [
        Problem(GUIDANCE if found.where == GUIDANCE else "heading", _sentence(found), found.finding)
        for found in review_heading(actor=actor, heading=heading, guidance=guidance)
        if found.refused or found.key not in kept
    ]
    if problems:
        raise NotReady(problems)
    current = current_headings(actor=actor)
    if current.version != version:
        raise Stale
    sections = {
        key: {"heading": one.heading, "guidance": one.guidance}
        for key, one in current.sections.items()
    }
    sections[kind] = {"heading": heading or SECTIONS[kind].heading, "guidance": guidance}
    try:
        with transaction.atomic():
            made = ReportTemplate.objects.create(
                organization_id=actor.organization_id,
                version=version + 1,
                sections=sections,
                author_id=actor.user_id,
                created_at=now,
            )
    except IntegrityError:  # somebody was first just now
        raise Stale from None
    audit.record(
        verb="publish_heading",
        object_kind="report_template",
        object_id=made.id,
        chain=actor.organization_id,
        chain_kind=audit.ORGANIZATION,
        payload={"version": made.version},
    )
    return made


def _sentence(found: gate.Found) -> str:
    if found.refused:
        return f"“{found.finding.span}” cannot stand in a report. {found.finding.question}"
    return f"“{found.finding.span}”: {found.finding.question}"
