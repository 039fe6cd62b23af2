"""What each act of accounts needs, does and writes in the trail: the hand-written half for people.

The rooms' half is acts_of_rooms.py; tests/laws/test_every_act_is_audited.py runs both.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction

from accounts import actions as people
from accounts import doors, notices
from accounts.access import Actor, acting_as, acting_as_system
from accounts.models import Membership, User
from accounts.outbox.actions import enqueue
from tracker.lib import clock


@dataclass(frozen=True)
class Act:
    """verbs  the lines it writes; none: `why` says why not.
    run    does it, as the person it is for.
    `READY` gets things ready for it; what that returned is s.ready.
    """

    run: Callable[[Any], Any]
    verbs: tuple[str, ...] = ()
    why: str = ""


class Stage:
    """What an act needs: the cast, the time, and the story's fixtures by name."""

    def __init__(self, request: pytest.FixtureRequest, cast: Any, now: Any) -> None:
        self._request, self.cast, self.now = request, cast, now
        self.ready: Any = None

    def __getattr__(self, name: str) -> Any:
        if hasattr(self.cast, name):
            return getattr(self.cast, name).actor
        return self._request.getfixturevalue(name)

    def as_(self, actor: Actor, act: Callable[[], Any]) -> Any:
        with acting_as(actor), transaction.atomic():
            return act()


def _invitation(s: Stage, email: str = "somebody@example.org", token: str = "") -> Any:
    invitation = s.as_(
        s.ada,
        lambda: people.invite(
            actor=s.ada,
            email=email,
            role="clinician",
            display_name="Somebody",
            introduced_to=None,
            now=s.now,
        ),
    )
    if token:
        with acting_as_system("outbox"), transaction.atomic():
            digest = notices.hash_token(token)
            doors.set_invitation_token(invitation_id=invitation.id, token_hash=digest)
    return invitation


def _second_administrator(s: Stage) -> Actor:
    """Erin joined as one two days ago, so that two people can reset a factor."""
    digest = notices.hash_token("second")
    invitation = s.as_(
        s.ada,
        lambda: people.invite(
            actor=s.ada,
            email="erin@example.org",
            role="administrator",
            display_name="Erin",
            introduced_to=None,
            now=s.now,
        ),
    )
    with acting_as_system("outbox"), transaction.atomic():
        doors.set_invitation_token(invitation_id=invitation.id, token_hash=digest)
    user_id = s.cast.erin.user_id
    clock.move(timedelta(days=-2))
    made = doors.accept_invitation(token_hash=digest, user_id=user_id, zone="UTC")
    clock.move(timedelta())
    assert made
    return Actor(user_id, made, s.ada.organization_id, "administrator")


def _asked_reset(s: Stage) -> Any:
    return s.as_(
        s.ada, lambda: people.ask_factor_reset(actor=s.ada, user_id=s.mo.user_id, now=s.now)
    )


def _confirmed_reset(s: Stage) -> Any:
    second, reset = _second_administrator(s), _asked_reset(s)
    s.as_(second, lambda: people.confirm_factor_reset(actor=second, reset_id=reset.id, now=s.now))
    return reset


def _due_reset(s: Stage) -> None:
    _confirmed_reset(s)
    clock.move(timedelta(hours=25))


# Gets things ready; what it writes is not counted.
READY: dict[str, Callable[[Stage], Any]] = {
    "accounts.actions.resend_invitation": _invitation,
    "accounts.actions.withdraw_invitation": _invitation,
    "accounts.actions.accept_invitation_new": lambda s: _invitation(s, token="link"),
    "accounts.actions.accept_invitation_known": lambda s: _invitation(
        s, email="erin@example.org", token="link"
    ),
    "accounts.actions.end_membership": lambda s: s.as_(
        s.ada, lambda: Membership.objects.get(user_id=s.mo.user_id)
    ),
    "accounts.actions.confirm_factor_reset": lambda s: (_second_administrator(s), _asked_reset(s)),
    "accounts.actions.stop_factor_reset": _asked_reset,
    "accounts.actions.carry_out_factor_resets": _due_reset,
}

PART_OF = "part of {}, which writes the line"

ACTS: dict[str, Act] = {
    "accounts.actions.found_practice": Act(
        lambda s: None, why="held by tests/accounts/test_first_run.py: it needs an empty database"
    ),
    "accounts.actions.invite": Act(lambda s: _invitation(s), ("invite",)),
    "accounts.actions.resend_invitation": Act(
        lambda s: s.as_(
            s.ada, lambda: people.resend_invitation(actor=s.ada, invitation=s.ready, now=s.now)
        ),
        ("resend_invitation",),
    ),
    "accounts.actions.withdraw_invitation": Act(
        lambda s: s.as_(
            s.ada, lambda: people.withdraw_invitation(actor=s.ada, invitation=s.ready, now=s.now)
        ),
        ("withdraw_invitation",),
    ),
    "accounts.actions.accept_invitation_new": Act(
        lambda s: people.accept_invitation_new(
            token="link", password="a long enough password", zone="UTC"
        ),
        ("accept_invitation",),
    ),
    "accounts.actions.accept_invitation_known": Act(
        lambda s: people.accept_invitation_known(
            token="link", user=User.objects.get(id=s.cast.erin.user_id)
        ),
        ("accept_invitation",),
    ),
    "accounts.actions.end_membership": Act(
        lambda s: s.as_(
            s.ada, lambda: people.end_membership(actor=s.ada, membership=s.ready, now=s.now)
        ),
        ("end_membership",),
    ),
    "accounts.actions.change_practice_settings": Act(
        lambda s: s.as_(
            s.ada,
            lambda: people.change_practice_settings(
                actor=s.ada, settings={"phone": "1"}, now=s.now
            ),
        ),
        ("change_settings",),
    ),
    "accounts.actions.change_weekly_mail": Act(
        lambda s: s.as_(
            s.dana, lambda: people.change_weekly_mail(actor=s.dana, wanted=False, now=s.now)
        ),
        ("change_weekly_mail",),
    ),
    "accounts.actions.change_zone": Act(
        lambda s: s.as_(
            s.eli, lambda: people.change_zone(actor=s.eli, zone="Europe/Dublin", now=s.now)
        ),
        ("change_zone",),
    ),
    "accounts.actions.ask_factor_reset": Act(_asked_reset, ("ask_factor_reset",)),
    "accounts.actions.confirm_factor_reset": Act(
        lambda s: s.as_(
            s.ready[0],
            lambda: people.confirm_factor_reset(
                actor=s.ready[0], reset_id=s.ready[1].id, now=s.now
            ),
        ),
        ("confirm_factor_reset",),
    ),
    "accounts.actions.stop_factor_reset": Act(
        lambda s: s.as_(
            s.mo, lambda: people.stop_factor_reset(actor=s.mo, reset_id=s.ready.id, now=s.now)
        ),
        ("stop_factor_reset",),
    ),
    "accounts.actions.carry_out_factor_resets": Act(
        lambda s: people.carry_out_factor_resets(), ("carry_out_factor_reset",)
    ),
    "accounts.actions.end_other_sessions": Act(
        lambda s: people.end_other_sessions(user=User.objects.get(id=s.eli.user_id)),
        why=PART_OF.format("accounts.signin_record"),
    ),
    "accounts.outbox.actions.enqueue": Act(
        lambda s: s.as_(
            s.eli,
            lambda: enqueue(
                key="k",
                kind="something_waits",
                recipient_id=s.eli.user_id,
                organization_id=s.eli.organization_id,
                subject_id=s.eli.user_id,
                due_at=s.now,
            ),
        ),
        why=PART_OF.format("whatever is told"),
    ),
}
