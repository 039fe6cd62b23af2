"""The weeks of the demonstration, morning by morning: writing, meeting, answering."""

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from accounts.access import Actor
from accounts.outbox.delivery import deliver_pending
from reviews.agreements.queries import focus_areas_of
from reviews.agreements.terms import Terms
from reviews.checkins.actions import mark_discussed
from reviews.checkins.models import CheckIn
from reviews.checkins.queries import get_checkin, list_checkins
from reviews.commitments.actions import note_step
from reviews.commitments.queries import get_commitment, list_commitments
from reviews.demo.stage import ZONE, Stage
from reviews.engagements.models import Engagement
from reviews.feedback.actions import begin_feedback, publish_feedback, save_reply, send_reply
from reviews.feedback.queries import get_published, read_feedback
from reviews.feedback.words import ReplyWords
from reviews.journal.actions import begin_reflection, save_answer, share_entry
from reviews.journal.queries import read_entry
from reviews.reminders.actions import sweep
from reviews.sessions.actions import SessionFields, begin_session, sign_session
from reviews.sessions.models import SessionLog
from reviews.sessions.queries import read_session
from reviews.sessions.words import Agreed, Words
from tracker.lib import clock

BEFORE_WRITING = timedelta(days=2, hours=12)  # people write two days before they meet
MEETING = timedelta(hours=3)  # after the morning's sweep
READING = timedelta(hours=7)  # the same evening


@dataclass(frozen=True, slots=True)
class Talk:
    """What was noted of one meeting, and what followed from it."""

    words: Words = field(default_factory=Words)
    held: bool = True
    why_not: str = ""
    format: str = SessionLog.IN_PERSON
    signed: bool = True
    feedback: str = ""
    reply: ReplyWords | None = None
    reply_after: timedelta = timedelta(days=1)
    reply_read: bool = True
    due_in_days: int = 0  # of the commitments agreed in it; 0: no day was agreed


@dataclass(frozen=True, slots=True)
class Course:
    """One client's way: how often, what they write, what is noted of each meeting."""

    terms: Terms
    reflections: dict[int, dict[str, str]]  # what they write, by the number of the check-in
    talks: dict[int, Talk]  # by number; others were held, and nothing was noted of them
    unnoted: frozenset[int] = frozenset()  # nobody has said yet whether they were held


def walk(stage: Stage, courses: dict[str, Course], *, days: int) -> None:
    """Each morning the sweep and the mail; then what each person does when it is time."""
    writing = {key: dict(course.reflections) for key, course in courses.items()}
    met: dict[str, list[UUID]] = {key: [] for key in courses}
    first = (stage.today - timedelta(days=days)).date()
    morning = datetime.combine(first, time(9, 10), ZoneInfo(ZONE))
    while morning < stage.today:
        stage.move_to(morning)
        sweep()
        deliver_pending()
        for key in courses:
            if key in stage.begun:
                _write_if_due(stage, key, writing[key], number=len(met[key]) + 1)
        _meet_if_due(stage, courses, met, now=min(morning + MEETING, stage.today))
        evening = min(morning + timedelta(hours=12), stage.today)
        for moment, scene in stage.due(evening):
            stage.move_to(moment)
            scene(stage)
        morning += timedelta(days=1)


def write_draft(stage: Stage, key: str, answers: dict[str, str]) -> None:
    """Begun for the next check-in, and not shared."""
    with stage.being(key) as client:
        checkin = _open_checkin(stage, key)
        if checkin is not None:
            _reflect(client, checkin, answers, share=False)


def note(stage: Stage, key: str, *, which: int, stands: str, text: str) -> None:
    """The client says how a commitment stands; `which` counts from the first agreed."""
    with stage.being(key) as client:
        listed = list_commitments(actor=client, engagement_id=stage.engagement_of(key).id)
        commitment = get_commitment(actor=client, commitment_id=listed[which].id)
        note_step(actor=client, commitment=commitment, stands=stands, text=text, now=clock.now())


def _write_if_due(
    stage: Stage, key: str, reflections: dict[int, dict[str, str]], *, number: int
) -> None:
    """Two days before the check-in of that number, where they write for it at all."""
    if number not in reflections:
        return
    with stage.being(key) as client:
        checkin = _open_checkin(stage, key)
        if checkin is not None and checkin.due_at - clock.now() <= BEFORE_WRITING:
            _reflect(client, checkin, reflections.pop(number), share=True)


def _open_checkin(stage: Stage, key: str) -> CheckIn | None:
    client = stage.people[key]
    listed = list_checkins(actor=client, engagement_ids=[stage.engagement_of(key).id])
    return next((c for c in listed if c.state == CheckIn.OPEN and c.due_at > clock.now()), None)


def _reflect(client: Actor, checkin: CheckIn, answers: dict[str, str], *, share: bool) -> None:
    now = clock.now()
    found = get_checkin(actor=client, checkin_id=checkin.id)
    focus = focus_areas_of(actor=client, engagement_id=checkin.engagement_id)
    entry = begin_reflection(actor=client, checkin=found, focus_areas=focus, now=now)
    for prompt in entry.prompts:
        if prompt in answers:
            text = answers[prompt]
            save_answer(actor=client, entry=entry, prompt=prompt, text=text, version=0, now=now)
    if share:
        share_entry(actor=client, entry=entry, now=now)


def _meet_if_due(
    stage: Stage, courses: dict[str, Course], met: dict[str, list[UUID]], *, now: datetime
) -> None:
    """On the day they meet, Dr Voss reads what was shared, they talk, and she notes it."""
    stage.move_to(now)
    whose = {stage.people[key].user_id: key for key in courses if key in stage.begun}
    with stage.being("voss") as voss:
        over = CheckIn.objects.filter(state__in=(CheckIn.OPEN, CheckIn.SHARED), due_at__lte=now)
        for checkin in list(over.select_related("engagement").order_by("due_at")):
            key = whose[checkin.engagement.client_id]
            if checkin.id in met[key]:  # past, and left as it was
                continue
            met[key].append(checkin.id)
            number, course = len(met[key]), courses[key]
            if number in course.unnoted:
                continue
            for entry in checkin.entries.all():  # none, where they came without having written
                read_entry(actor=voss, entry_id=entry.id)
            if number in course.talks:
                _log(stage, key, voss, checkin, course.talks[number])
            else:
                mark_discussed(actor=voss, checkin=checkin, now=now)


def _log(stage: Stage, key: str, voss: Actor, checkin: CheckIn, talk: Talk) -> None:
    now = clock.now()
    due = checkin.on_date + timedelta(days=talk.due_in_days) if talk.due_in_days else None
    words = Words(
        done=talk.words.done,
        seen=talk.words.seen,
        does_not_fit=talk.words.does_not_fit,
        based_on=talk.words.based_on,
        not_for_report=talk.words.not_for_report,
        commitments=[Agreed(item.text, due) for item in talk.words.commitments],
    )
    session = begin_session(
        actor=voss,
        engagement=checkin.engagement,
        checkin=checkin,
        fields=SessionFields(
            on_date=checkin.on_date,
            held=talk.held,
            why_not=talk.why_not,
            minutes=50 if talk.held else None,
            format=talk.format if talk.held else "",
            words=words,
        ),
        now=now,
    )
    if not talk.signed:
        return
    sign_session(actor=voss, session=session, version=1, authenticated_at=now, now=now)
    stage.plan(now + READING, lambda at: _read_log(at, key, session.id))
    if talk.feedback:
        session.refresh_from_db()
        _give_feedback(stage, key, voss, session.engagement, session, talk)


def give_feedback(stage: Stage, key: str, talk: Talk) -> None:
    """Between two sessions; of `talk` only the feedback counts, and the reply to it."""
    with stage.being("voss") as voss:
        _give_feedback(stage, key, voss, stage.engagement_with(key), None, talk)
    deliver_pending()


def _give_feedback(
    stage: Stage,
    key: str,
    voss: Actor,
    engagement: Engagement,
    session: SessionLog | None,
    talk: Talk,
) -> None:
    now = clock.now()
    given = begin_feedback(
        actor=voss, engagement=engagement, session=session, text=talk.feedback, now=now
    )
    publish_feedback(actor=voss, feedback=given, version=1, now=now)
    reply = talk.reply
    if reply is not None:
        sent = now + talk.reply_after
        stage.plan(sent, lambda at: _reply(at, key, given.id, reply))
        if talk.reply_read:
            stage.plan(sent + READING, lambda at: _read_reply(at, given.id))


def _reply(stage: Stage, key: str, feedback_id: UUID, words: ReplyWords) -> None:
    now = clock.now()
    with stage.being(key) as client:
        read_feedback(actor=client, feedback_id=feedback_id)
        feedback = get_published(actor=client, feedback_id=feedback_id)
        version = save_reply(actor=client, feedback=feedback, fields=words, version=0, now=now)
        send_reply(actor=client, feedback=feedback, version=version, now=now)


def _read_log(stage: Stage, key: str, session_id: UUID) -> None:
    with stage.being(key) as client:
        read_session(actor=client, session_id=session_id)


def _read_reply(stage: Stage, feedback_id: UUID) -> None:
    with stage.being("voss") as voss:
        read_feedback(actor=voss, feedback_id=feedback_id)
