"""What each act of logs, feedback, commitments and amendments needs, does and writes; see acts.py."""

from collections.abc import Callable
from typing import Any

from reviews.amendments import actions as amendments
from reviews.commitments import actions as commitments
from reviews.engagements.queries import get_engagement
from reviews.feedback import actions as feedback
from reviews.feedback.queries import get_published
from reviews.feedback.words import ReplyWords
from reviews.sessions import actions as sessions
from tests.laws.acts import PART_OF, Act, Stage
from tests.talks import commitment_of, fields_of, give_feedback, log_session, reply_to

OWN_DRAFT = "one's own draft leaves no trace"


def _log(s: Stage, *, sign: bool, with_checkin: bool = False) -> Any:
    checkin_id = s.checkin.id if with_checkin else None
    return log_session(s.dana, s.engagement.id, now=s.now, checkin_id=checkin_id, sign=sign)


def _feedback(s: Stage, *, publish: bool) -> Any:
    return give_feedback(s.dana, s.engagement.id, now=s.now, publish=publish)


def _answered(s: Stage) -> Any:
    """Published feedback with a draft of a reply, as Eli sees it."""
    published = _feedback(s, publish=True)
    reply_to(s.eli, published.id, now=s.now, send=False)
    return s.as_(s.eli, lambda: get_published(actor=s.eli, feedback_id=published.id))


def _mine(s: Stage) -> Any:
    return get_engagement(actor=s.dana, engagement_id=s.ready.id)


def _of_log(s: Stage) -> dict[str, Any]:
    return {
        "actor": s.dana,
        "engagement_id": s.ready.engagement_id,
        "of_kind": "session",
        "of_id": s.ready.id,
        "reason": "Left out.",
        "now": s.now,
    }


READY: dict[str, Callable[[Stage], Any]] = {
    "reviews.amendments.actions.add_addendum": lambda s: _log(s, sign=True),
    "reviews.amendments.actions.mark_in_error": lambda s: _log(s, sign=True),
    "reviews.commitments.actions.agree": lambda s: _log(s, sign=True),
    "reviews.commitments.actions.note_step": lambda s: commitment_of(s.eli, _log(s, sign=True)),
    "reviews.sessions.actions.begin_session": lambda s: s.engagement,
    "reviews.sessions.actions.save_session": lambda s: _log(s, sign=False),
    "reviews.sessions.actions.discard_session": lambda s: _log(s, sign=False),
    "reviews.sessions.actions.sign_session": lambda s: _log(s, sign=False, with_checkin=True),
    "reviews.sessions.actions.write_process_note": lambda s: s.engagement,
    "reviews.feedback.actions.begin_feedback": lambda s: s.engagement,
    "reviews.feedback.actions.save_feedback": lambda s: _feedback(s, publish=False),
    "reviews.feedback.actions.discard_feedback": lambda s: _feedback(s, publish=False),
    "reviews.feedback.actions.publish_feedback": lambda s: _feedback(s, publish=False),
    "reviews.feedback.actions.save_reply": _answered,
    "reviews.feedback.actions.discard_reply": _answered,
    "reviews.feedback.actions.send_reply": _answered,
}

ACTS: dict[str, Act] = {
    "reviews.amendments.actions.add_addendum": Act(
        lambda s: s.as_(s.dana, lambda: amendments.add_addendum(text="More.", **_of_log(s))),
        ("add_to",),
    ),
    "reviews.amendments.actions.mark_in_error": Act(
        lambda s: s.as_(s.dana, lambda: amendments.mark_in_error(**_of_log(s))), ("enter_in_error",)
    ),
    "reviews.commitments.actions.agree": Act(
        lambda s: s.as_(
            s.dana,
            lambda: commitments.agree(
                actor=s.dana,
                session=s.ready,
                items=[commitments.NewCommitment(text="Another")],
                now=s.now,
            ),
        ),
        why=PART_OF.format("sign_session"),
    ),
    "reviews.commitments.actions.note_step": Act(
        lambda s: s.as_(
            s.eli,
            lambda: commitments.note_step(
                actor=s.eli, commitment=s.ready, stands="done", text="Done.", now=s.now
            ),
        ),
        ("note_step",),
    ),
    "reviews.sessions.actions.begin_session": Act(
        lambda s: s.as_(
            s.dana,
            lambda: sessions.begin_session(
                actor=s.dana, engagement=_mine(s), checkin=None, fields=fields_of(s.now), now=s.now
            ),
        ),
        why=OWN_DRAFT,
    ),
    "reviews.sessions.actions.save_session": Act(
        lambda s: s.as_(
            s.dana,
            lambda: sessions.save_session(
                actor=s.dana,
                session=s.ready,
                fields=fields_of(s.now, done="Other."),
                version=1,
                now=s.now,
            ),
        ),
        why=OWN_DRAFT,
    ),
    "reviews.sessions.actions.discard_session": Act(
        lambda s: s.as_(
            s.dana, lambda: sessions.discard_session(actor=s.dana, session=s.ready, now=s.now)
        ),
        why=OWN_DRAFT,
    ),
    "reviews.sessions.actions.sign_session": Act(
        lambda s: s.as_(
            s.dana,
            lambda: sessions.sign_session(
                actor=s.dana, session=s.ready, version=1, authenticated_at=s.now, now=s.now
            ),
        ),
        ("sign", "discuss_checkin"),
    ),
    "reviews.sessions.actions.write_process_note": Act(
        lambda s: s.as_(
            s.dana,
            lambda: sessions.write_process_note(
                actor=s.dana, engagement=_mine(s), session=None, text="Mine.", now=s.now
            ),
        ),
        ("write_process_note",),
    ),
    "reviews.feedback.actions.begin_feedback": Act(
        lambda s: s.as_(
            s.dana,
            lambda: feedback.begin_feedback(
                actor=s.dana, engagement=_mine(s), session=None, text="Plainly.", now=s.now
            ),
        ),
        why=OWN_DRAFT,
    ),
    "reviews.feedback.actions.save_feedback": Act(
        lambda s: s.as_(
            s.dana,
            lambda: feedback.save_feedback(
                actor=s.dana, feedback=s.ready, text="Other.", version=1, now=s.now
            ),
        ),
        why=OWN_DRAFT,
    ),
    "reviews.feedback.actions.discard_feedback": Act(
        lambda s: s.as_(
            s.dana, lambda: feedback.discard_feedback(actor=s.dana, feedback=s.ready, now=s.now)
        ),
        why=OWN_DRAFT,
    ),
    "reviews.feedback.actions.publish_feedback": Act(
        lambda s: s.as_(
            s.dana,
            lambda: feedback.publish_feedback(actor=s.dana, feedback=s.ready, version=1, now=s.now),
        ),
        ("publish",),
    ),
    "reviews.feedback.actions.save_reply": Act(
        lambda s: s.as_(
            s.eli,
            lambda: feedback.save_reply(
                actor=s.eli,
                feedback=s.ready,
                fields=ReplyWords(explain="Why?"),
                version=1,
                now=s.now,
            ),
        ),
        why=OWN_DRAFT,
    ),
    "reviews.feedback.actions.discard_reply": Act(
        lambda s: s.as_(s.eli, lambda: feedback.discard_reply(actor=s.eli, feedback=s.ready)),
        why=OWN_DRAFT,
    ),
    "reviews.feedback.actions.send_reply": Act(
        lambda s: s.as_(
            s.eli, lambda: feedback.send_reply(actor=s.eli, feedback=s.ready, version=1, now=s.now)
        ),
        ("send",),
    ),
}
