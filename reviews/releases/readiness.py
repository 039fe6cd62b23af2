"""What is asked about the client's own words before they stand beside a summary."""

from dataclasses import replace

from accounts.access import Actor
from reviews.engagements.queries import see_engagement
from reviews.language.findings import QUESTION, Finding
from reviews.language.names import review_names
from reviews.language.standing import as_it_stands
from reviews.language.statement import review_statement
from reviews.releases.terms import RecipientDetails
from reviews.reports import readiness
from reviews.reports.models import Report


def review_words(
    *, actor: Actor, report: Report, text: str, recipient: RecipientDetails | None
) -> list[Finding]:
    """What is asked about the client's statement, as it will stand. Only a name, an address or a number
    stops it: of a title with its department the client decides.
    """
    engagement = see_engagement(actor=actor, engagement_id=report.engagement_id)
    cast = set(readiness.cast_of(actor=actor, engagement=engagement))
    if recipient is not None:
        cast |= {recipient.name, recipient.organization, recipient.role}
    stands = as_it_stands(text)
    names = [
        replace(finding, strength=QUESTION) if finding.family == "post" else finding
        for finding in review_names(stands, cast=frozenset(name for name in cast if name)).findings
    ]
    found = [*review_statement(stands).findings, *names]
    return sorted(found, key=lambda finding: (finding.start, finding.end))
