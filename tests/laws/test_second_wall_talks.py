"""With every check of the application switched off, what was said still stays where it belongs.

As test_second_wall.py, for logs, process notes, commitments, feedback, replies and amendments.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any
from unittest import mock

from accounts.access import NotFound
from reviews.amendments import actions as amendment_acts
from reviews.amendments import queries as amendments
from reviews.commitments import actions as commitment_acts
from reviews.commitments import queries as commitments
from reviews.commitments.models import Commitment
from reviews.engagements.models import Engagement
from reviews.feedback import actions as feedback_acts
from reviews.feedback import queries as feedback
from reviews.feedback.models import Feedback, Reply
from reviews.feedback.words import ReplyWords
from reviews.sessions import actions as session_acts
from reviews.sessions import queries as sessions
from reviews.sessions.models import ProcessNote, SessionLog
from tests.ground import acted_once
from tests.laws.test_second_wall import EVERYTHING, _yes, answer, goes_through, ids_in, switched_off
from tests.story import being as being_one
from tests.talks import fields_of, tell_talks
from tracker.lib import clock

CHECKS = (
    "reviews.amendments.rules.can_amend",
    "reviews.commitments.rules.can_note",
    "reviews.feedback.rules.can_give",
    "reviews.feedback.rules.can_reply",
    "reviews.sessions.rules.can_log",
    "reviews.sessions.rules.can_write",
)


def _any_log(actor: Any, session_id: Any) -> Any:
    return SessionLog.objects.filter(id=session_id).select_related("engagement").first()


def _any_feedback(*, actor: Any, feedback_id: Any) -> Feedback:
    found = Feedback.objects.filter(id=feedback_id).select_related("engagement").first()
    if found is None:
        raise NotFound
    return found


@contextmanager
def nothing_is_checked() -> Iterator[None]:
    with ExitStack() as stack:
        stack.enter_context(switched_off(EVERYTHING))
        for check in CHECKS:
            stack.enter_context(mock.patch(check, _yes))
        stack.enter_context(mock.patch("reviews.sessions.queries._own", _any_log))
        for name in ("get_own_feedback", "get_published"):
            stack.enter_context(mock.patch(f"reviews.feedback.queries.{name}", _any_feedback))
        yield


# Name → (who may read it, the call).
READS: dict[str, tuple[tuple[str, ...], Callable[[Any, Any], Any]]] = {
    "read_session": (
        ("dana", "eli"),
        lambda a, t: sessions.read_session(actor=a, session_id=t.session_id),
    ),
    "open_session_draft": (
        ("dana",),
        lambda a, t: sessions.open_session_draft(actor=a, session_id=t.session_draft_id),
    ),
    "list_sessions": (
        ("dana", "eli"),
        lambda a, t: sessions.list_sessions(actor=a, engagement_ids=[t.engagement_id]),
    ),
    "list_process_notes": (
        ("dana",),
        lambda a, t: sessions.list_process_notes(actor=a, engagement_id=t.engagement_id),
    ),
    "process notes": (("dana",), lambda a, t: list(ProcessNote.objects.all())),
    "read_feedback": (
        ("dana", "eli"),
        lambda a, t: feedback.read_feedback(actor=a, feedback_id=t.feedback_id),
    ),
    "open_feedback_draft": (
        ("dana",),
        lambda a, t: feedback.open_feedback_draft(actor=a, feedback_id=t.feedback_draft_id),
    ),
    "reply not sent": (("eli",), lambda a, t: list(Reply.objects.filter(id=t.reply_draft_id))),
    "list_feedback": (
        ("dana", "eli"),
        lambda a, t: feedback.list_feedback(actor=a, engagement_ids=[t.engagement_id]),
    ),
    "read_commitment": (
        ("dana", "eli"),
        lambda a, t: commitments.read_commitment(actor=a, commitment_id=t.commitment_id),
    ),
    "list_commitments": (
        ("dana", "eli"),
        lambda a, t: commitments.list_commitments(actor=a, engagement_id=t.engagement_id),
    ),
    "list_amendments": (
        ("dana", "eli"),
        lambda a, t: amendments.list_amendments(actor=a, of_ids=[t.session_id]),
    ),
}


class Told:
    """The talks, and the rows of them as their rightful people have read them."""

    def __init__(self, cast: Any, story: Any, now: Any) -> None:
        talks = tell_talks(cast, story, now=now)
        self.engagement_id = story.engagement_id
        self.ids = {str(v) for k, v in vars(talks).items() if not k.startswith("others")}
        self.__dict__.update(vars(talks))
        with being_one(cast, "dana"):
            self.engagement = Engagement.objects.get(id=story.engagement_id)
            self.draft = _any_log(None, talks.session_draft_id)
            self.feedback_draft = _any_feedback(actor=None, feedback_id=talks.feedback_draft_id)
            self.unanswered = _any_feedback(actor=None, feedback_id=talks.unanswered_id)
            self.commitment = Commitment.objects.select_related("engagement").get(
                id=talks.commitment_id
            )


@acted_once
def told(cast: Any, story: Any, now: Any) -> Told:
    return Told(cast, story, now)


def test_reads_show_nothing_foreign(cast, told):
    shown = []
    for name, (rightful, read) in READS.items():
        for who in ("dana", "eli", "mo", "otto", "ada"):
            with being_one(cast, who):
                if who in rightful:
                    found = answer(read, getattr(cast, who).actor, told)
                    assert found, (name, who)
                    continue
                with nothing_is_checked():
                    found = answer(read, getattr(cast, who).actor, told)
                if told.ids & ids_in(found):
                    shown.append((name, who))
    assert shown == []


def _amend(actor: Any, told: Told, kind: str, of_id: Any) -> Any:
    return amendment_acts.add_addendum(
        actor=actor,
        engagement_id=told.engagement_id,
        of_kind=kind,
        of_id=of_id,
        reason="Why",
        text="More",
        now=clock.now(),
    )


def _now(actor: Any) -> dict[str, Any]:
    return {"actor": actor, "now": clock.now()}


# Name → (who may do it, the call).
ACTS: dict[str, tuple[tuple[str, ...], Callable[[Any, Any], Any]]] = {
    "begin_session": (
        ("dana",),
        lambda a, t: session_acts.begin_session(
            engagement=t.engagement, checkin=None, fields=fields_of(clock.now()), **_now(a)
        ),
    ),
    "save_session": (
        ("dana",),
        lambda a, t: session_acts.save_session(
            session=t.draft, fields=fields_of(clock.now(), done="X"), version=1, **_now(a)
        ),
    ),
    "discard_session": (
        ("dana",),
        lambda a, t: session_acts.discard_session(session=t.draft, **_now(a)),
    ),
    "sign_session": (
        ("dana",),
        lambda a, t: session_acts.sign_session(
            session=t.draft, version=1, authenticated_at=clock.now(), **_now(a)
        ),
    ),
    "write_process_note": (
        ("dana",),
        lambda a, t: session_acts.write_process_note(
            engagement=t.engagement, session=None, text="X", **_now(a)
        ),
    ),
    "note_step": (
        ("dana", "eli"),
        lambda a, t: commitment_acts.note_step(
            commitment=t.commitment, stands="done", text="X", **_now(a)
        ),
    ),
    "begin_feedback": (
        ("dana",),
        lambda a, t: feedback_acts.begin_feedback(
            engagement=t.engagement, session=None, text="X", **_now(a)
        ),
    ),
    "save_feedback": (
        ("dana",),
        lambda a, t: feedback_acts.save_feedback(
            feedback=t.feedback_draft, text="X", version=1, **_now(a)
        ),
    ),
    "publish_feedback": (
        ("dana",),
        lambda a, t: feedback_acts.publish_feedback(
            feedback=t.feedback_draft, version=1, **_now(a)
        ),
    ),
    "save_reply": (
        ("eli",),
        lambda a, t: feedback_acts.save_reply(
            feedback=t.unanswered, fields=ReplyWords(accept="X"), version=1, **_now(a)
        ),
    ),
    "send_reply": (
        ("eli",),
        lambda a, t: feedback_acts.send_reply(feedback=t.unanswered, version=1, **_now(a)),
    ),
    "add to the log": (("dana",), lambda a, t: _amend(a, t, "session", t.session_id)),
    "add to the reply": (("eli",), lambda a, t: _amend(a, t, "reply", t.reply_id)),
}


def test_acts_of_others_change_nothing(cast, told):
    went_through = []
    for name, (rightful, act) in ACTS.items():
        for who in ("dana", "eli", "mo", "otto", "ada"):
            with being_one(cast, who):
                if who in rightful:
                    assert goes_through(act, getattr(cast, who).actor, told), (name, who)
                    continue
                with nothing_is_checked():
                    if goes_through(act, getattr(cast, who).actor, told):
                        went_through.append((name, who))
    assert went_through == []
