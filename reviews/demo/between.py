"""What happens between two check-ins: a message, a call, another time or one more, a question, a
pause, a cover.

Each by its person, through the acts, as in weeks.py.
"""

from datetime import date, timedelta

from accounts.outbox.delivery import deliver_pending
from reviews.assignments.actions import agree_to_cover, ask_cover
from reviews.assignments.queries import get_cover
from reviews.calls.actions import ask_call, note_rung
from reviews.calls.queries import open_calls
from reviews.checkins.actions import add_checkin
from reviews.checkins.models import CheckIn
from reviews.checkins.moving import ask_move
from reviews.checkins.pausing import pause_checkins
from reviews.checkins.queries import get_checkin, list_checkins
from reviews.demo.stage import Stage
from reviews.dialogue.actions import send_message
from reviews.dialogue.queries import read_dialogue
from reviews.prompts.actions import prepare_checkin
from tracker.lib import clock, dates

A_DAY = timedelta(days=1)
SATURDAY = 5


def message(stage: Stage, key: str, *, by: str, text: str) -> None:
    """About the client's next check-in, by one of the two."""
    with stage.being(by) as actor:
        checkin = _ahead(stage, key, by=by)[0]
        send_message(actor=actor, checkin=checkin, text=text, now=clock.now())
    deliver_pending()


def reads_message(stage: Stage, key: str) -> None:
    """The client, what was written about their next check-in."""
    with stage.being(key) as client:
        read_dialogue(actor=client, checkin_id=_ahead(stage, key, by=key)[0].id)


def asks_to_be_rung(stage: Stage, key: str) -> None:
    with stage.being(key) as client:
        ask_call(actor=client, engagement=stage.engagement_of(key), now=clock.now())
    deliver_pending()


def is_rung(stage: Stage, key: str) -> None:
    with stage.being("voss") as voss:
        engagement = stage.engagement_with(key)
        [call] = open_calls(actor=voss, engagement_ids=[engagement.id])
        note_rung(actor=voss, call_id=call.id, now=clock.now())


def asks_for_another_time(stage: Stage, key: str, *, words: str) -> None:
    """The check-in after next, a day later, or on Monday if that is a weekend."""
    with stage.being(key) as client:
        checkin = _ahead(stage, key, by=key)[1]
        ask_move(
            actor=client,
            checkin=checkin,
            to_date=_working_day(checkin.on_date + A_DAY),
            to_time=checkin.wall_time,
            words=words,
            notice=A_DAY,
            now=clock.now(),
        )
    deliver_pending()


def adds_a_time(stage: Stage, key: str, *, in_days: int) -> None:
    """One beside the rhythm, by Dr Voss, on a working day, at the hour of the others."""
    on_date = _working_day(dates.local(clock.now()).date() + in_days * A_DAY)
    with stage.being("voss") as voss:
        add_checkin(
            actor=voss,
            engagement=stage.engagement_with(key),
            on_date=on_date,
            wall_time=_ahead(stage, key, by="voss")[0].wall_time,
            now=clock.now(),
        )
    deliver_pending()


def is_prepared(stage: Stage, key: str, *, question: str) -> None:
    """A question for the first check-in that nobody can have begun to write for."""
    with stage.being("voss") as voss:
        checkin = next(c for c in _ahead(stage, key, by="voss") if c.state == CheckIn.SCHEDULED)
        prepare_checkin(
            actor=voss, checkin=checkin, focus_areas=[], questions=[question], now=clock.now()
        )


def pauses(stage: Stage, key: str) -> None:
    """The client, until the day after their next check-in."""
    with stage.being(key) as client:
        checkin = _ahead(stage, key, by=key)[0]
        pause_checkins(
            actor=client,
            engagement=stage.engagement_of(key),
            ends_on=checkin.on_date + A_DAY,
            zone=checkin.zone,
            now=clock.now(),
        )
    deliver_pending()


def is_covered(stage: Stage, key: str, *, first: int, last: int) -> None:
    """Dr Voss is away between two days, counted from today; Dr Halloran is asked, and agrees."""
    today = dates.local(clock.now()).date()
    with stage.being("voss") as voss:
        cover = ask_cover(
            actor=voss,
            engagement=stage.engagement_with(key),
            colleague_id=stage.people["halloran"].user_id,
            first=today + first * A_DAY,
            last=today + last * A_DAY,
            now=clock.now(),
        )
    deliver_pending()
    with stage.being("halloran") as halloran:
        agree_to_cover(
            actor=halloran, cover=get_cover(actor=halloran, cover_id=cover.id), now=clock.now()
        )
    deliver_pending()


def _working_day(day: date) -> date:
    """That day, or the Monday after it."""
    while day.weekday() >= SATURDAY:
        day += A_DAY
    return day


def _ahead(stage: Stage, key: str, *, by: str) -> list[CheckIn]:
    """The client's coming check-ins, as that person sees them, the next one first."""
    actor = stage.people[by]
    engagement = stage.engagement_of(key) if by == key else stage.engagement_with(key)
    listed = list_checkins(actor=actor, engagement_ids=[engagement.id])
    waiting = (CheckIn.SCHEDULED, CheckIn.OPEN, CheckIn.SHARED)
    return [
        get_checkin(actor=actor, checkin_id=c.id)
        for c in listed
        if c.due_at > clock.now() and c.state in waiting
    ]
