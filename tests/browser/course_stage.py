"""Steps of tests.browser.stage for the journeys through a course: a client of Dana's, by name."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID


def introduced(names: list[str]) -> dict[str, Any]:
    """People the practice has introduced to Dana, by name."""
    from tests.conftest import PASSWORD
    from tests.first_talks import newcomer

    cast = _cast()
    for name in names:
        newcomer(cast, name=name)
    return {name: {"email": f"{name}@example.org", "password": PASSWORD} for name in names}


def working(client: str, called: str, terms: dict[str, Any]) -> dict[str, Any]:
    """Work of Dana's with that client, and the limits read.

    listed      keys of what is listed; by_contact: those of them the employer's contact may report.
    employer    fields of the employer's part.
    """
    from reviews.agreements.terms import Employer, Listed
    from tests.first_talks import begun_with

    found = _cast(client)
    by_contact = terms.pop("by_contact", [])
    if "listed" in terms:
        terms["listed"] = [Listed(key, by_contact=key in by_contact) for key in terms["listed"]]
    if "employer" in terms:
        terms["employer"] = Employer(**terms["employer"])
    row = begun_with(found, found.eli.actor, now=_now(), called=called, **terms)
    return {"engagement": row.id}


def signed_of(client: str, engagement: str, **texts: str) -> dict[str, Any]:
    """A report about that client, signed by Dana."""
    from tests import sharing_story as story

    return {"report": story.signed_report(_cast(client), UUID(engagement), now=_now(), **texts).id}


def permitted_by(
    client: str, engagement: str, parts: list[str] | None = None, **more: Any
) -> dict[str, Any]:
    """That client's permission for Erin, or for reader=(name, role, organization, address)."""
    from tests import sharing_story as story

    if "reader" in more:
        more["reader"] = tuple(more["reader"])
    permission = story.permitted(
        _cast(client), UUID(engagement), parts=tuple(parts or story.EVERY_PART), now=_now(), **more
    )
    return {"permission": permission.id}


def out(client: str, engagement: str, parts: list[str] | None = None) -> dict[str, Any]:
    """A report about that client, permitted and released to Erin, who can open it after the wait."""
    from tests import sharing_story as story

    found, now = _cast(client), _now()
    report = story.signed_report(found, UUID(engagement), now=now)
    permission = story.permitted(found, UUID(engagement), now=now)
    release = story.released(found, report, permission, now=now, parts=_tuple(parts))
    return {"report": report.id, "permission": permission.id, "release": release.id}


def released_by(
    client: str, report: str, permission: str, parts: list[str] | None = None
) -> dict[str, Any]:
    """That client's yes to a version, for whom the permission is."""
    from accounts.access import acting_as
    from reviews.releases.queries import get_permission
    from reviews.reports.queries import get_signed
    from tests import sharing_story as story

    found, now = _cast(client), _now()
    actor = found.eli.actor
    with acting_as(actor), _transaction():
        version = get_signed(actor=actor, report_id=UUID(report))
        given = get_permission(actor=actor, permission_id=UUID(permission))
    release = story.released(found, version, given, now=now, parts=_tuple(parts))
    return {"release": release.id}


def end_out(client: str, report: str, permission: str) -> dict[str, Any]:
    """A draft is signed after the end, and goes out: that somebody took part, and no more."""
    from tests import sharing_story as story

    story.sign_draft(_cast(client).dana.actor, UUID(report), now=_now())
    return released_by(client, report, permission, ["takes_part"])


def drafted(engagement: str, **texts: str) -> dict[str, Any]:
    """A report of Dana's with every section written but what is empty here, not signed."""
    from accounts.access import acting_as
    from reviews.engagements.queries import get_engagement
    from reviews.reports import actions
    from tests import sharing_story as story
    from tests.talks import log_session

    dana, now = _cast().dana.actor, _now()
    log = log_session(dana, UUID(engagement), now=now)
    with acting_as(dana), _transaction():
        row = get_engagement(actor=dana, engagement_id=UUID(engagement))
        draft = actions.begin_report(actor=dana, engagement=row, now=now)
    story.write_draft(dana, draft.id, ground=("session", log.id), now=now, **texts)
    return {"report": draft.id}


def agreed_on(client: str, engagement: str, text: str) -> dict[str, Any]:
    """A commitment Dana proposed and the client agreed to."""
    from accounts.access import acting_as
    from reviews.commitments.actions import answer
    from reviews.commitments.queries import get_commitment
    from tests.commitments import propose_as

    found, now = _cast(client), _now()
    made = propose_as(found.dana.actor, UUID(engagement), now=now, text=text)
    with acting_as(found.eli.actor), _transaction():
        row = get_commitment(actor=found.eli.actor, commitment_id=made.id)
        answer(actor=found.eli.actor, commitment=row, says="agrees", now=now)
    return {"commitment": made.id}


def looked_back(client: str, engagement: str, theirs: str, hers: str) -> dict[str, Any]:
    """A progress review both have signed; their words on its first theme."""
    from tests.looking_back import both_signed

    found = _cast(client)
    review = both_signed(
        found.eli.actor, found.dana.actor, UUID(engagement), now=_now(), theirs=theirs, hers=hers
    )
    return {"review": review.id}


def over(client: str, engagement: str, by: str = "dana", **more: Any) -> dict[str, Any]:
    """The work is ended: by Dana in ordinary words, or by the client."""
    from tests.endings import ended

    found = _cast(client)
    ended(getattr(found, by).actor, UUID(engagement), now=_now(), **more)
    return {}


def swept() -> dict[str, Any]:
    """What is due of handovers is done."""
    from tests.handovers import sweep

    sweep()
    return {}


def _cast(client: str = "eli") -> Any:
    """The cast, with that client in the place of Eli."""
    from tests.conftest import Person, _actor, _load_cast

    found = _load_cast()
    if client == "eli":
        return found
    email = f"{client}@example.org"
    actor = _actor(email)
    return replace(found, eli=Person(client, email, actor.user_id, actor))


def _transaction() -> Any:
    from django.db import transaction

    return transaction.atomic()


def _now() -> Any:
    from tracker.lib import clock

    return clock.now()


def _tuple(value: list[str] | None) -> tuple[str, ...] | None:
    return tuple(value) if value is not None else None


STEPS: dict[str, Callable[..., dict[str, Any]]] = {
    step.__name__: step
    for step in (
        introduced, working, signed_of, permitted_by, out, drafted, agreed_on, looked_back, over,
        swept, released_by, end_out,
    )
}  # fmt: skip
