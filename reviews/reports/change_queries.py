"""Reading what differs between a version and the one before it that its reader can read too."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from accounts import audit
from accounts.access import Actor, NotFound
from reviews.amendments.queries import in_error
from reviews.reports import queries, rules
from reviews.reports.body import Body
from reviews.reports.changes import PlaceChanged, between
from reviews.reports.freezing import freeze
from reviews.reports.models import Report


@dataclass(frozen=True, slots=True)
class ChangesSeen:
    """A version beside the earlier one. `places` is empty where both say the same."""

    report: Report
    earlier: Report
    places: list[PlaceChanged]


def read_changes(*, actor: Actor, report_id: UUID, today: date) -> ChangesSeen:
    """What differs since the version before; both readings enter the trail.

    The author's own draft is compared as it would be signed today. Raises NotFound where there is
    no earlier version, or none this person can read.
    """
    report = queries.get_report(actor=actor, report_id=report_id)
    if not rules.can_write(actor, report):
        report = queries.get_signed(actor=actor, report_id=report_id)
    earlier = earlier_version(actor=actor, report=report)
    if earlier is None:
        raise NotFound
    for version in (earlier, report):
        if version.signed_at:
            audit.record(
                verb="read", object_kind="report", object_id=version.id, chain=version.engagement_id
            )
    later = _body(actor, report, today=today)
    return ChangesSeen(report, earlier, between(queries.open_body(earlier), later))


def earlier_version(*, actor: Actor, report: Report) -> Report | None:
    """The newest signed version before this one that the actor can read and that stands."""
    withdrawn = in_error(actor=actor, engagement_ids=[report.engagement_id])
    if report.id in withdrawn:
        return None
    before = Report.objects.filter(
        series=report.series, number__lt=report.number, state=Report.SIGNED
    ).order_by("-number")
    return next((version for version in before if version.id not in withdrawn), None)


def _body(actor: Actor, report: Report, *, today: date) -> Body:
    if report.signed_at:
        return queries.open_body(report)
    draft = queries.open_draft(actor=actor, report_id=report.id, today=today)
    if report.period_from is None or report.period_to is None:
        raise NotFound
    return freeze(actor=actor, draft=draft, today=today)
