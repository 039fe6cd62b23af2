"""What the pages of one signed report look up: the text offered to its client, and what is newer."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse

from accounts.access import NotFound
from accounts.errors import changed_meanwhile
from accounts.gate import PageRequest
from reviews.releases import doors, queries, words
from reviews.releases.queries import PermissionSeen
from reviews.reports.queries import (
    ReportHead,
    ReportSeen,
    get_signed,
    is_offered,
    list_reports,
    read_report,
)
from tracker.lib import clock


def offered(request: PageRequest, report_id: UUID) -> Any:
    report = get_signed(actor=request.actor, report_id=report_id)
    if not is_offered(actor=request.actor, report=report):
        raise NotFound
    return report


def read(request: PageRequest, report_id: UUID) -> ReportSeen:
    offered(request, report_id)
    return read_report(actor=request.actor, report_id=report_id)


def head_of(request: PageRequest, report_id: UUID) -> ReportHead:
    report = offered(request, report_id)
    listed = list_reports(actor=request.actor, engagement_ids=[report.engagement_id])
    return next(head for head in listed if head.id == report_id)


def newest(request: PageRequest, head: ReportHead) -> ReportHead | None:
    """A later version the client can read; None if this one is the last."""
    listed = list_reports(actor=request.actor, engagement_ids=[head.engagement_id])
    later = [h for h in listed if h.series == head.series and h.number > head.number]
    return max(later, key=lambda h: h.number) if later else None


def permissions_of(request: PageRequest, engagement_id: UUID) -> list[PermissionSeen]:
    return queries.list_permissions(
        actor=request.actor, engagement_id=engagement_id, now=clock.now()
    )


def preview_ends(report_id: UUID) -> str:
    """In words; empty once it is over."""
    ends = doors.preview_ends(report_id=report_id)
    return words.at(ends) if ends is not None and ends > clock.now() else ""


def changed(request: PageRequest, report_id: UUID, what: str, kept_text: str = "") -> HttpResponse:
    return changed_meanwhile(
        request, what, back_url=reverse("releases:decide", args=[report_id]), kept_text=kept_text
    )
