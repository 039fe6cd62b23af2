"""Filling the sections of facts from what was recorded."""

from collections.abc import Iterable
from datetime import date

from accounts.access import Actor
from reviews.checkins import rules as checkin_rules
from reviews.checkins.models import CheckIn
from reviews.checkins.queries import list_checkins
from reviews.commitments.models import Commitment
from reviews.commitments.queries import CommitmentSeen, list_commitments
from reviews.engagements.queries import EngagementSeen
from reviews.reports import facts
from reviews.reports.models import Report
from reviews.sessions.queries import list_sessions
from tracker.lib import dates


def fill(
    *, actor: Actor, report: Report, engagement: EngagementSeen, today: date
) -> dict[str, list[str]]:
    """The facts of the period, in words; nothing before a period is set."""
    first, last = report.period_from, report.period_to
    if first is None or last is None or engagement.started_at is None:
        return {}
    ended = engagement.ended_at
    agreed = list_commitments(actor=actor, engagement_id=engagement.id, until=last)
    return {
        "takes_part": facts.taking_part(
            person=engagement.client_name,
            author=engagement.clinician_name,
            since=dates.local(engagement.started_at).date(),
            ended_on=dates.local(ended).date() if ended else None,
        ),
        "attendance": facts.attendance(
            meetings(actor=actor, engagement=engagement, first=first, last=min(last, today)),
            first=first,
            last=last,
        ),
        "commitments": facts.commitments(stated(agreed)),
    }


def stated(listed: Iterable[CommitmentSeen]) -> list[facts.Agreed]:
    """Commitments as a report states them: answered ones that do not stay between the two."""
    return [
        facts.Agreed(
            seen.text,
            seen.agreed_on,
            seen.due_on,
            seen.stands_on_screen,
            support=seen.carried_by == Commitment.SUPPORT,
            verb=seen.verb,
            answer=seen.agreement_in_a_report,
            why=seen.told_why,
        )
        for seen in listed
        if seen.may_be_stated
    ]


def meetings(
    *, actor: Actor, engagement: EngagementSeen, first: date, last: date
) -> list[facts.Meeting]:
    """Check-ins that were offered in the period, and whether each took place (facts.meeting).

    What nobody has settled yet is no fact: it is left out.
    """
    ids = [engagement.id]
    logs = [
        log
        for log in list_sessions(actor=actor, engagement_ids=ids)
        if log.signed_at is not None and not log.in_error
    ]
    said = {log.checkin_id: log for log in logs}
    found = (
        facts.meeting(
            on=c.on_date,
            held=c.state in checkin_rules.HELD or (c.id in said and said[c.id].held),
            missed=c.state == CheckIn.MISSED or (c.id in said and not said[c.id].held),
            why_not=c.why_not or (said[c.id].why_not if c.id in said else ""),
        )
        for c in list_checkins(actor=actor, engagement_ids=ids)
        if first <= c.on_date <= last
    )
    at_checkins = [meeting for meeting in found if meeting is not None]
    between = [
        facts.Meeting(log.on_date, held=True)
        for log in logs
        if log.held and log.checkin_id is None and first <= log.on_date <= last
    ]
    return sorted([*at_checkins, *between], key=lambda meeting: meeting.on)
