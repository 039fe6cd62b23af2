"""The whole story, acted and committed in a database of its own, with everything that leaves it.

Each text a person types here is found nowhere else in the repository, so that finding it in a dump,
a log, a mail or a message means that it leaked.
"""

import io
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import structlog
from celery.signals import before_task_publish
from django.core import mail
from django.db import transaction

from accounts.access import Actor, acting_as, acting_as_system
from tests.clones import Clone, inside
from tests.laws import acted_sharing, acted_talks, acted_unsent, gathered
from tracker.lib import clock
from tracker.lib.logs import IdsOnly

CLIENT_NAME = "Wilhelmina Oxtoby"
CHOSEN_NAME = "Billie Oxtoby-Thrane"
WORKING_ON = "Leaving the greenhouse door as I found it"
TOLD = "Casimir Abendroth, people director"
ANSWER = "The tangerine ledger says I asked a fourth time on the ferry."
SECOND = "A quieter sentence, typed in the other window beside the aquarium."
ADDENDUM = "Since then the violet umbrella has stayed in its stand."
DISCARDED = "Nobody reads the paragraph about the brass weathervane."

# Everything typed, and the client's names also in parts.
TYPED = {
    "name": CLIENT_NAME,
    "chosen name": CHOSEN_NAME,
    "surname": "Oxtoby",
    "working on": WORKING_ON,
    "who is told": TOLD,
    "answer": ANSWER,
    "second text": SECOND,
    "addendum": ADDENDUM,
    "discarded": DISCARDED,
    **gathered.table("acted_", "TYPED"),
}


@dataclass
class Left:
    """What left the database while the story was acted."""

    logs: str = ""
    mails: list[Any] = field(default_factory=list)
    tasks: list[str] = field(default_factory=list)


def act_everything(copy: Clone) -> Left:
    """Every act of the story, from the first practice to a mail that went out."""
    from tests.conftest import _load_cast, _make_cast, until_tuesday_morning

    with inside(copy.app_url), listening() as left:
        begins = until_tuesday_morning(datetime.now(UTC))
        _set_clock(begins)
        _make_cast()
        cast = _load_cast()
        _clinical_acts(cast)
        _practice_acts(cast)
        _scheduled_acts(left, begins=begins)
    assert left.mails, f"no mail went out: {left.logs}"
    return left


def _set_clock(offset: timedelta) -> None:
    with transaction.atomic():
        clock.move(offset)


@contextmanager
def listening() -> Iterator[Left]:
    """Collect log lines as they would be written, mails and messages to the worker."""
    left, buffer = Left(), io.StringIO()
    outer = structlog.get_config()["logger_factory"]
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(buffer))
    handler = logging.StreamHandler(buffer)
    handler.setFormatter(IdsOnly())
    root, level = logging.getLogger(), logging.getLogger().level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)

    def note(**message: Any) -> None:
        left.tasks.append(repr(sorted(message.items(), key=lambda item: item[0])))

    before_task_publish.connect(note, weak=False)
    mail.outbox = []
    try:
        yield left
    finally:
        before_task_publish.disconnect(note)
        root.removeHandler(handler)
        root.setLevel(level)
        structlog.configure(logger_factory=outer)
        left.logs = buffer.getvalue()


def _clinical_acts(cast: Any) -> None:
    from reviews.agreements.queries import get_agreement, read_agreement
    from reviews.agreements.terms import Told
    from reviews.desk import queries as desk
    from reviews.desk.access_record import list_readings
    from reviews.desk.timeline import list_steps
    from reviews.engagements.queries import see_engagement
    from reviews.journal.actions import add_addendum, share_entry
    from reviews.journal.queries import get_draft, get_shared, read_entry
    from reviews.limits.actions import acknowledge_limits
    from reviews.limits.queries import current_version
    from tests.agreeing import accept_agreement, offer_engagement
    from tests.conftest import terms_from

    dana, eli = cast.dana.actor, cast.eli.actor
    now = clock.now()
    terms = terms_from(
        now, working_on=WORKING_ON, told=[Told(who=TOLD, parts=["takes_part", "themes"])]
    )
    with acting_as(dana), transaction.atomic():
        offered = offer_engagement(
            actor=dana,
            client_membership_id=eli.membership_id,
            client_name=CLIENT_NAME,
            terms=terms,
            now=now,
        )
    with acting_as(eli), transaction.atomic():
        read_agreement(actor=eli, agreement_id=offered.id)
        agreement = get_agreement(actor=eli, agreement_id=offered.id)
        accept_agreement(actor=eli, agreement=agreement, client_name=CHOSEN_NAME, now=now)
        acknowledge_limits(
            actor=eli, engagement=agreement.engagement, version=current_version(), now=now
        )
    entry = _write(eli, agreement.engagement_id, 0, ANSWER)
    with acting_as(eli), transaction.atomic():
        share_entry(actor=eli, entry=get_draft(actor=eli, entry_id=entry.id), now=clock.now())
    with acting_as(eli), transaction.atomic():
        shared = get_shared(actor=eli, entry_id=entry.id)
        add_addendum(actor=eli, entry=shared, text=ADDENDUM, now=clock.now())
    with acting_as(dana), transaction.atomic():
        assert read_entry(actor=dana, entry_id=entry.id).answers[0].text == ANSWER
        desk.today(actor=dana, now=clock.now())
        desk.people(actor=dana, now=clock.now())
    with acting_as(eli), transaction.atomic():
        seen = see_engagement(actor=eli, engagement_id=agreement.engagement_id)
        list_steps(actor=eli, engagement=seen, now=clock.now())
        list_readings(actor=eli, engagement=seen, now=clock.now())
    acted_talks.act_talks(dana, eli, agreement.engagement_id, now=clock.now())
    for act in gathered.functions("acted_", "act"):
        act(cast, agreement.engagement_id, now=clock.now())
    acted_sharing.act_sharing(cast, agreement.engagement_id, now=clock.now())
    acted_unsent.act_unsent(dana, eli, agreement.engagement_id, now=clock.now())
    _write_and_discard(eli, agreement.engagement_id)
    _write(eli, agreement.engagement_id, 1, ANSWER, second=SECOND)


def _write(eli: Actor, engagement_id: Any, which: int, text: str, *, second: str = "") -> Any:
    """A draft, and with `second` one that waits for a choice between two texts."""
    from reviews.checkins.models import CheckIn
    from reviews.checkins.queries import get_checkin, list_checkins
    from reviews.journal.actions import begin_reflection, save_answer

    with acting_as(eli), transaction.atomic():
        now = clock.now()
        listed = list_checkins(actor=eli, engagement_ids=[engagement_id])
        CheckIn.objects.filter(id=listed[which].id, state=CheckIn.SCHEDULED).update(
            state=CheckIn.OPEN
        )
        checkin = get_checkin(actor=eli, checkin_id=listed[which].id)
        entry = begin_reflection(
            actor=eli, checkin=checkin, focus_areas=["responsibility"], now=now
        )
        save_answer(actor=eli, entry=entry, prompt=entry.prompts[0], text=text, version=0, now=now)
        if second:
            saved = save_answer(
                actor=eli, entry=entry, prompt=entry.prompts[0], text=second, version=0, now=now
            )
            assert saved.conflict
    return entry


def _write_and_discard(eli: Actor, engagement_id: Any) -> None:
    from reviews.journal.actions import discard_draft

    entry = _write(eli, engagement_id, 1, DISCARDED)
    with acting_as(eli), transaction.atomic():
        discard_draft(actor=eli, entry=entry, now=clock.now())


def _practice_acts(cast: Any) -> None:
    from accounts import actions, notices
    from accounts.models import User

    ada = cast.ada.actor
    with transaction.atomic():
        notices.enqueue_password_reset(user=User.objects.get(id=cast.eli.user_id))
    with acting_as(ada), transaction.atomic():
        now = clock.now()
        actions.ask_factor_reset(actor=ada, user_id=cast.mo.user_id, now=now)
        actions.invite(
            actor=ada,
            email="new@example.org",
            role="clinician",
            display_name="Dr New",
            introduced_to=None,
            now=now,
        )


def _scheduled_acts(left: Left, *, begins: timedelta) -> None:
    """The sweep, a reminder's moment, a Monday morning, the outbox, the anchor."""
    from accounts.anchors import take_anchor
    from accounts.outbox import shown_mail
    from accounts.outbox.delivery import deliver_pending
    from reviews.releases.files import make_waiting
    from reviews.reminders.actions import sweep

    for days in (0, 9, 13):  # two days before the second check-in; the Monday after
        _set_clock(begins + timedelta(days=days))
        sweep()
        deliver_pending()
    assert make_waiting() == 1
    acted_sharing.act_reading()
    left.mails = list(mail.outbox)
    with acting_as_system("outbox"):
        shown_mail.Backend().send_messages(left.mails)
    _set_clock(timedelta(0))
    take_anchor()
