"""Permissions and releases of one engagement on the timeline.

The client sees who opened what and when; the clinician, what was released and what has ended.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from accounts.access import Actor
from reviews.agreements.terms import PARTS_TOLD
from reviews.desk.steps import Step
from reviews.engagements.models import Engagement
from reviews.engagements.queries import EngagementSeen
from reviews.releases import words
from reviews.releases.document import SMALLEST
from reviews.releases.models import NotReleased
from reviews.releases.queries import PermissionSeen, ReleaseSeen, list_narrowings, list_permissions
from tracker.lib.dates import capitalized, full_day


def sharing_steps(*, actor: Actor, engagement: EngagementSeen, now: datetime) -> Iterator[Step]:
    """Given, narrowed, withdrawn, ended; released, can be opened, opened; decided against."""
    client = engagement.short_name
    narrowed = list_narrowings(actor=actor, engagement_id=engagement.id)
    for permission in list_permissions(actor=actor, engagement_id=engagement.id, now=now):
        yield from _permission(permission, client, narrowed.get(permission.id, []), now)
        for release in permission.releases:
            yield from _release(release, client, now)
    yield from _not_released(actor, engagement)


def _permission(
    permission: PermissionSeen,
    client: str,
    narrowings: list[tuple[datetime, list[str]]],
    now: datetime,
) -> Iterator[Step]:
    title = f"Permission for {permission.terms.recipient.name}"
    until = full_day(permission.terms.until)
    opened: dict[str, Any] = {"object_kind": "permission", "object_id": permission.id}
    given = f"Given until {until}: {_parts(permission.parts_signed)}."
    yield Step("sharing", permission.given_at, title, client, text=given, **opened)
    for at, parts in narrowings:
        yield Step("sharing", at, title, client, text=f"Narrowed to {_parts(parts)}.", **opened)
    if permission.withdrawn_at is not None:
        text = "Withdrawn. From then on it opens nothing."
        yield Step("sharing", permission.withdrawn_at, title, client, text=text, **opened)
    else:
        ahead = permission.expires_at > now
        text = f"Its last day is {until}." if ahead else f"Ended. Its last day was {until}."
        # It ends at midnight; what is said is its last day.
        at = permission.expires_at
        yield Step("sharing", at, title, text=text, ahead=ahead, when=until, **opened)


def _release(release: ReleaseSeen, client: str, now: datetime) -> Iterator[Step]:
    name = release.recipient.name
    opened: dict[str, Any] = {"object_kind": "release", "object_id": release.id}
    yield Step(
        "sharing",
        release.released_at,
        f"Released to {name}",
        client,
        text=f"{_parts(release.parts, capital=True)}.",
        **opened,
    )
    if release.live_at > release.released_at and not release.never_opens:
        ahead = release.live_at > now
        title = f"{name} can open what was released"
        text = "It can still be withdrawn." if ahead else ""
        yield Step("sharing", release.live_at, title, text=text, ahead=ahead, **opened)
    if release.closed_at is not None:
        text = "It may have reached the wrong person. Only a new release opens it again."
        yield Step("sharing", release.closed_at, f"Closed for {name}", text=text, **opened)
    for opening in release.openings:
        how = "took it as a PDF" if opening.verb == "download" else "opened what was released"
        yield Step("sharing", opening.at, f"{name} {how}", **opened)


def _not_released(actor: Actor, engagement: EngagementSeen) -> Iterator[Step]:
    rows = NotReleased.objects.filter(
        engagement_id=engagement.id,
        engagement__in=Engagement.objects.visible_to(actor).values("id"),
    ).values_list("report_id", "created_at")
    for report_id, at in rows:
        yield Step(
            "sharing",
            at,
            "Decided not to release a report",
            engagement.short_name,
            object_kind="report",
            object_id=report_id,
        )


def _parts(parts: list[str], *, capital: bool = False) -> str:
    """ "what was agreed, and how each commitment stands; the themes of the work" """
    others = [part for part in parts if part != SMALLEST]
    said = "every part of a report"
    if set(others) != set(PARTS_TOLD) - {SMALLEST}:
        listed = words.parts(others or parts)
        said = "; ".join(part[:1].lower() + part[1:] for part in listed)
    return capitalized(said) if capital else said
