"""What has gone before, told through the acts on a world's own database, as the people of the cast.

A browser test clicks its own step and sets the rest up here, in a process of its own:
World.stage("live", …) runs one of STEPS with named values, and gives back what it said, as JSON.
"""

import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import django

READER = ("Erin Vale", "people director", "Harrow & Vale", "erin@example.org")


def cast() -> dict[str, Any]:
    """The practice, its people with their factors, and two engagements; reports ask two names."""
    from tests.conftest import PASSWORD, _load_cast, _make_cast
    from tests.story import _engagement
    from tracker.lib import clock

    _make_cast()
    found = _load_cast()
    now = clock.now()
    mine = _engagement(found.dana.actor, found.eli.actor, "Eli Rask", now=now, two_names=True)
    _engagement(found.mo.actor, found.otto.actor, "Otto Brandt", now=now)
    people = {
        name: {"email": f"{name}@example.org", "password": PASSWORD}
        for name in ("dana", "eli", "mo", "otto", "ada")
    }
    for name in ("dana", "mo", "ada"):
        people[name] |= _factor(getattr(found, name).user_id)
    return {"engagement": mine.engagement_id, "people": people}


def session(engagement: str, **texts: str) -> dict[str, Any]:
    """A session of today, logged and signed."""
    from tests.talks import log_session

    log = log_session(_cast().dana.actor, UUID(engagement), now=_now(), **texts)
    return {"session": log.id}


def feedback(engagement: str, text: str) -> dict[str, Any]:
    from tests.talks import give_feedback

    given = give_feedback(_cast().dana.actor, UUID(engagement), now=_now(), text=text)
    return {"feedback": given.id}


def signed(engagement: str, ask: bool = False, **texts: str) -> dict[str, Any]:
    """A report signed by Dana; co-signed by Mo, or only asked of him."""
    from tests import sharing_story as story

    found = _cast()
    report = story.signed_report(found, UUID(engagement), now=_now(), two_names=not ask, **texts)
    asked = _ask(found, report.id) if ask else None
    return {"report": report.id, "asked": asked}


def cosigned(report: str) -> dict[str, Any]:
    """Mo is asked about a signed version, and puts his name to it."""
    from tests import sharing_story as story

    found = _cast()
    story.cosigned(found.dana.actor, UUID(report), found.mo.actor, now=_now())
    return {}


def permitted(engagement: str, **more: Any) -> dict[str, Any]:
    """Eli's permission for one reader: reader=(name, role, organization, address), days, parts."""
    from tests import sharing_story as story

    permission = story.permitted(_cast(), UUID(engagement), now=_now(), **_tuples(more))
    return {"permission": permission.id}


def released(report: str, permission: str, parts: list[str] | None = None) -> dict[str, Any]:
    from tests import sharing_story as story

    release = story.released(
        _cast(), _Named(report), _permission(permission), now=_now(), parts=_tuple(parts)
    )
    return {"release": release.id}


def withdrawn(permission: str) -> dict[str, Any]:
    from tests import sharing_story as story

    story.withdrawn(_cast(), _Named(permission), now=_now())
    return {}


def live(
    engagement: str, statement: str = "", parts: list[str] | None = None, **more: Any
) -> dict[str, Any]:
    """A report of two names, permitted and released; it can be opened once the wait is over."""
    from tests import sharing_story as story

    found, now = _cast(), _now()
    report = story.signed_report(found, UUID(engagement), now=now, two_names=True)
    if statement:
        story.stated(found, report, now=now, text=statement)
    permission = story.permitted(found, UUID(engagement), now=now, **_tuples(more))
    release = story.released(found, report, permission, now=now, parts=_tuple(parts))
    return {"report": report.id, "permission": permission.id, "release": release.id}


def hostile(engagement: str) -> dict[str, Any]:
    from tests.browser.hostile import tell

    return tell(_cast(), UUID(engagement), now=_now())


def hostile_on(report: str, asked: str) -> dict[str, Any]:
    from tests.browser.hostile import tell_on

    return tell_on(_cast(), _Named(report), UUID(asked), now=_now())


def hostile_practice(engagement: str) -> dict[str, Any]:
    from tests.browser.hostile import tell_practice

    return tell_practice(_cast(), UUID(engagement), now=_now())


def join(token: str, email: str) -> dict[str, Any]:
    """A reader follows the link of the mail and enrolls; an account without a practice is known."""
    from accounts import actions
    from accounts.models import User
    from tests.conftest import PASSWORD

    known = User.objects.filter(email=email).first()
    if known is not None:
        actions.accept_invitation_known(token=token, user=known)
    else:
        known = actions.accept_invitation_new(
            token=token, password=PASSWORD, zone="America/Chicago"
        )
    return {"email": email, "password": PASSWORD, **_factor(known.id)}


def make_stale() -> dict[str, Any]:
    """Everybody typed their password an hour ago: what asks for it again will ask."""
    from django.contrib.sessions.backends.db import SessionStore
    from django.contrib.sessions.models import Session

    for row in Session.objects.all():
        store = SessionStore(session_key=row.session_key)
        for record in store.get("account_authentication_methods", []):
            record["at"] = time.time() - 3600
        store.modified = True
        store.save()
    return {}


def sealed(path: str) -> dict[str, Any]:
    """Whether a file carries our seal, and still does after one byte was changed or added."""
    from tracker.lib.pdf.seal import check

    pdf = Path(path).read_bytes()
    middle = len(pdf) // 2
    changed = pdf[:middle] + bytes([pdf[middle] ^ 1]) + pdf[middle + 1 :]
    return {"whole": check(pdf), "changed": check(changed), "longer": check(pdf + b"\n")}


STEPS: dict[str, Callable[..., dict[str, Any]]] = {
    step.__name__: step
    for step in (
        cast, session, feedback, signed, cosigned, permitted, released, withdrawn, live, hostile,
        hostile_on, hostile_practice, join, make_stale, sealed,
    )
}  # fmt: skip


class _Named:
    """Something known by its id alone."""

    def __init__(self, of_id: str) -> None:
        self.id = UUID(of_id)


def _permission(permission: str) -> Any:
    from accounts.access import acting_as
    from reviews.releases.queries import get_permission

    eli = _cast().eli.actor
    with acting_as(eli), django.db.transaction.atomic():
        return get_permission(actor=eli, permission_id=UUID(permission))


def _ask(found: Any, report_id: UUID) -> UUID:
    from accounts.access import acting_as
    from reviews.reports.cosignatures import ask_cosigner
    from reviews.reports.queries import get_signed

    dana = found.dana.actor
    with acting_as(dana), django.db.transaction.atomic():
        asked = ask_cosigner(
            actor=dana,
            report=get_signed(actor=dana, report_id=report_id),
            cosigner_id=found.mo.user_id,
            now=_now(),
        )
    return asked.id


def _factor(user_id: UUID) -> dict[str, Any]:
    from tests.accounts.conftest import give_factor, recovery_codes_of

    return {"secret": give_factor(user_id), "codes": recovery_codes_of(user_id)}


def _cast() -> Any:
    from tests.conftest import _load_cast

    return _load_cast()


def _now() -> Any:
    from tracker.lib import clock

    return clock.now()


def _tuple(value: list[str] | None) -> tuple[str, ...] | None:
    return tuple(value) if value is not None else None


def _tuples(values: dict[str, Any]) -> dict[str, Any]:
    return {name: tuple(v) if isinstance(v, list) else v for name, v in values.items()}


def main(name: str, values: str) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
    django.setup()
    from django.utils import timezone

    from tests.browser import course_stage, sharing_stage
    from tests.conftest import ZONE

    timezone.activate(ZoneInfo(ZONE))  # the acts take their days from where the cast lives
    steps = STEPS | course_stage.STEPS | sharing_stage.STEPS
    sys.stdout.write(json.dumps(steps[name](**json.loads(values)), default=str))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2]))
