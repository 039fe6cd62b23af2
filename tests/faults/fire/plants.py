"""Planted breakages of the path of a mail and of a submission. Each must be found.

A plant is applied to the real processes by the test-only entry modules, never to the product's
files. `wrong` names what the harness must find (report.Report.wrong: any one of them); a plant that
only a race of minutes would show names the test that finds it instead.
"""

import random
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.faults.fire.steps import BEAT, WEB, WORKER

DELIVERY_TESTS = "tests/accounts/outbox"


@dataclass(frozen=True)
class Plant:
    """says    what is broken.
    into    the processes it is applied to.
    wrong   what the harness has to report, or nothing if `test` finds it.
    steps   the named steps at which processes die in its small campaign.
    """

    name: str
    says: str
    into: tuple[str, ...]
    apply: Callable[[], None]
    wrong: frozenset[str] = frozenset()
    steps: tuple[str, ...] = ()
    test: str = ""

    def plant(self, process: str) -> None:
        if process in self.into:
            self.apply()


def _written_otherwise(statement: str, part: str, instead: str) -> str:
    """The statement with a part exchanged; a part that is not there would plant nothing."""
    if part not in statement:
        raise ValueError(f"not planted: {part!r} is not in {statement!r}")
    return statement.replace(part, instead)


HOLDS_IT, ANYBODY = "and claim = %(claim)s", "and %(claim)s::uuid is not null"


# --- the path of a mail ---------------------------------------------------------------------------


def _settle_first() -> None:
    from django.db import transaction

    from accounts.outbox import delivery
    from accounts.outbox.models import Notice
    from accounts.outbox.retries import Outcome
    from tracker.lib import clock

    real = delivery._hand_over

    def settled_first(notice: Any, mail: Any, channel: Any) -> Any:
        with transaction.atomic():
            delivery._settle(Outcome(notice, Notice.SENT), now=clock.now())
        return real(notice, mail, channel)

    delivery._hand_over = settled_first


def _any_key() -> None:
    """Asked for twice, as by two requests that met, and no unique key to make one row of it."""
    from reviews.engagements import telling

    real = telling.enqueue

    def twice(*, key: str, **values: Any) -> None:
        for _ in range(2):
            real(key=f"{key}:{uuid.uuid4().hex[:8]}", **values)

    telling.enqueue = twice


def _claim_leased() -> None:
    from accounts.outbox import rows

    free = "and (leased_until is null or leased_until <= %(now)s)"
    rows.CLAIM = _written_otherwise(rows.CLAIM, free, "")
    rows.BEGIN = _written_otherwise(rows.BEGIN, HOLDS_IT, ANYBODY)


def _claim_by_anybody() -> None:
    from accounts.outbox import rows

    unlocked = _written_otherwise(rows.CLAIM, "for update skip locked", "")
    slow = "select id, pg_sleep(0.05) is null as slow, leased_until is not null"
    rows.CLAIM = _written_otherwise(unlocked, "select id, leased_until is not null", slow)
    rows.BEGIN = _written_otherwise(rows.BEGIN, HOLDS_IT, ANYBODY)
    rows.SETTLE = _written_otherwise(rows.SETTLE, HOLDS_IT, ANYBODY)


def _swallow_refusal() -> None:
    from accounts.outbox import channels

    real = channels.Email.send

    def swallowing(self: Any, **values: Any) -> None:
        try:
            real(self, **values)
        except channels.Refused:
            return

    channels.Email.send = swallowing  # type: ignore[method-assign]


def _tell_nobody() -> None:
    from tracker.celery import app
    from tracker.lib import worker

    worker.tell = lambda task: None
    app.conf.beat_schedule.pop("outbox")


def _commit_at_the_end() -> None:
    from django.db import transaction

    from accounts.outbox import delivery

    real = delivery.Look.work_through

    def at_the_end(self: Any, batch: Any) -> None:
        with transaction.atomic():
            real(self, batch)

    delivery.Look.work_through = at_the_end  # type: ignore[method-assign]


def _new_message_id() -> None:
    from accounts.outbox import delivery

    delivery.message_id = lambda notice_id: f"<{uuid.uuid4()}@localhost>"


def _enqueue_after_the_commit() -> None:
    from django.db import transaction

    from reviews.engagements import telling

    real = telling.enqueue
    telling.enqueue = lambda **values: transaction.on_commit(lambda: real(**values))


def _forget_beat() -> None:
    from tracker.celery import app

    app.conf.beat_schedule.clear()


def _ask_no_stop_rule() -> None:
    from accounts.models import User
    from accounts.outbox.mails import Mail
    from reviews.reminders.notices import CheckInReminder

    real = CheckInReminder.build

    def always(*, notice: Any, now: Any) -> Any:
        found = real(notice=notice, now=now)
        to = User.objects.get(id=notice.recipient_id).email
        return (
            found if isinstance(found, Mail) else Mail(to, "Practice", "A time", "Soon.", "Soon.")
        )

    CheckInReminder.build = always  # type: ignore[method-assign,assignment]


def _settle_without_claim() -> None:
    from accounts.outbox import rows

    rows.SETTLE = _written_otherwise(rows.SETTLE, HOLDS_IT, ANYBODY)


def _give_up_at_once() -> None:
    from accounts.outbox import retries

    real = retries.later

    def never(notice: Any, *, reason: str, **values: Any) -> Any:
        return real(notice, reason=reason, waits=())

    retries.later = never


def _doubt_nothing() -> None:
    from accounts.outbox import rows

    rows.CLAIM = _written_otherwise(
        rows.CLAIM, "n.uncertain or n.sending_at is not null", "n.uncertain"
    )


# --- the path of a submission ---------------------------------------------------------------------


def _say_saved_and_keep_nothing() -> None:
    from django.db import transaction

    from reviews.journal import actions

    real = actions.save_answer
    chance = random.Random("plant")  # noqa: S311 - a seeded run, no secret

    def half_the_time(**values: Any) -> Any:
        mark = transaction.savepoint()
        saved = real(**values)
        if chance.random() < 0.5:
            transaction.savepoint_rollback(mark)
        return saved

    actions.save_answer = half_the_time


_ALL = (
    Plant(
        "settle_first", "marked as sent before it is handed over", (WORKER,), _settle_first,
        frozenset({"lost"}), ("worker.sending begun",),
    ),
    Plant(
        "any_key", "one reason may have many rows", (WEB,), _any_key, frozenset({"doubled"}),
    ),
    Plant(
        "claim_leased", "a lease is ignored", (WORKER,), _claim_leased,
        frozenset({"doubled", "not_believed"}),
    ),
    Plant(
        "claim_by_anybody", "no lock and no claim of one's own", (WORKER,), _claim_by_anybody,
        frozenset({"doubled"}),
    ),
    Plant(
        "swallow_refusal", "a refusal of the mail server is swallowed", (WORKER,),
        _swallow_refusal, frozenset({"lost"}),
    ),
    Plant(
        "tell_nobody", "nobody is told after a commit, and nobody looks", (WEB, WORKER, BEAT),
        _tell_nobody, frozenset({"lost"}),
    ),
    Plant(
        "commit_at_the_end", "one commit for a whole batch", (WORKER,), _commit_at_the_end,
        frozenset({"doubled"}), ("worker.taken, not committed",),
    ),
    Plant(
        "new_message_id", "another Message-ID at each try", (WORKER,), _new_message_id,
        frozenset({"doubled"}),
    ),
    Plant(
        "enqueue_after_the_commit", "the row is written outside the transaction", (WEB,),
        _enqueue_after_the_commit, frozenset({"lost"}), ("web.share committed, nobody told",),
    ),
    Plant(
        "forget_beat", "beat has lost its schedule", (BEAT,), _forget_beat, frozenset({"lost"}),
    ),
    Plant(
        "ask_no_stop_rule", "whether the reason still holds is not asked at sending", (WORKER,),
        _ask_no_stop_rule, frozenset({"unwanted"}),
    ),
    Plant(
        "give_up_at_once", "a refused mail is not tried again", (WORKER,), _give_up_at_once,
        frozenset({"lost"}),
    ),
    Plant(
        "doubt_nothing", "who died while sending is not noted", (WORKER,), _doubt_nothing,
        frozenset({"doubled"}), ("worker.taken, not committed",),
    ),
    Plant(
        "settle_without_claim", "whoever comes back late may settle the row", (WORKER,),
        _settle_without_claim, test=DELIVERY_TESTS,
    ),
    Plant(
        "say_saved", "a save is answered with success and not kept", (WEB,),
        _say_saved_and_keep_nothing, frozenset({"not stored"}),
    ),
)  # fmt: skip
PLANTS: dict[str, Plant] = {plant.name: plant for plant in _ALL}
