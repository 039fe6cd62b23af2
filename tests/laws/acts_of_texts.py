"""What each act of reports needs, does and writes in the trail; see acts.py."""

from collections.abc import Callable
from typing import Any

from reviews.engagements.queries import get_engagement
from reviews.reports import (
    actions,
    correction_queries,
    corrections,
    cosignature_queries,
    cosignatures,
    headings,
    queries,
)
from reviews.reports.body import About
from tests.laws.acts import Act, Stage
from tests.sharing_story import ABOUT, signed_report, write_draft
from tests.talks import log_session

OWN_DRAFT = "one's own draft leaves no trace"


def _begun(s: Stage) -> Any:
    engagement_id = s.engagement.id
    return s.as_(
        s.dana,
        lambda: actions.begin_report(
            actor=s.dana,
            engagement=get_engagement(actor=s.dana, engagement_id=engagement_id),
            now=s.now,
        ),
    )


def _written(s: Stage) -> Any:
    log = log_session(s.dana, s.engagement.id, now=s.now)
    draft = _begun(s)
    write_draft(s.dana, draft.id, ground=("session", log.id), now=s.now)
    return s.as_(s.dana, lambda: queries.get_own(actor=s.dana, report_id=draft.id))


def _signed(s: Stage) -> Any:
    return signed_report(s.cast, s.engagement.id, now=s.now)


def _ask(s: Stage, report: Any) -> Any:
    return s.as_(
        s.dana,
        lambda: cosignatures.ask_cosigner(
            actor=s.dana, report=report, cosigner_id=s.mo.user_id, now=s.now
        ),
    )


def _answer(s: Stage, asked: Any, outcome: str = "declined") -> Any:
    return s.as_(
        s.mo,
        lambda: cosignatures.answer_cosignature(
            actor=s.mo,
            cosignature=cosignature_queries.get_asked(actor=s.mo, cosignature_id=asked.id),
            outcome=outcome,
            remark="I ask for one more example in the second section.",
            standing="No tie to any of them.",
            authenticated_at=s.now,
            now=s.now,
        ),
    )


def _answered(s: Stage) -> Any:
    asked = _ask(s, _signed(s))
    _answer(s, asked)
    return s.as_(
        s.dana, lambda: cosignature_queries.get_cosignature(actor=s.dana, cosignature_id=asked.id)
    )


def _wish(s: Stage, report: Any) -> Any:
    return s.as_(
        s.eli,
        lambda: corrections.ask_correction(
            actor=s.eli,
            report=queries.get_signed(actor=s.eli, report_id=report.id),
            words="It was a Monday.",
            now=s.now,
        ),
    )


def _conflict(s: Stage) -> Any:
    draft = _begun(s)
    for text in ("First.", "Second."):
        _save(s, draft, text)
    return draft


def _save(s: Stage, draft: Any, text: str) -> Any:
    return s.as_(
        s.dana,
        lambda: actions.save_section(
            actor=s.dana, report=draft, kind="seen", text=text, version=1, now=s.now
        ),
    )


READY: dict[str, Callable[[Stage], Any]] = {
    "reviews.reports.actions.begin_report": lambda s: s.engagement,
    "reviews.reports.actions.begin_version": _signed,
    "reviews.reports.actions.set_about": _begun,
    "reviews.reports.actions.save_section": _begun,
    "reviews.reports.actions.choose_section": _conflict,
    "reviews.reports.actions.set_grounds": _written,
    "reviews.reports.actions.discard_report": _begun,
    "reviews.reports.actions.sign_report": _written,
    "reviews.reports.cosignatures.ask_cosigner": _signed,
    "reviews.reports.cosignatures.answer_cosignature": lambda s: _ask(s, _signed(s)),
    "reviews.reports.cosignatures.pass_on_answer": _answered,
    "reviews.reports.cosignatures.keep_back_answer": _answered,
    "reviews.reports.actions.set_rests": _written,
    "reviews.reports.actions.prepare_report": _begun,
    "reviews.reports.corrections.ask_correction": _signed,
    "reviews.reports.corrections.answer_correction": lambda s: _wish(s, _signed(s)),
}

ACTS: dict[str, Act] = {
    "reviews.reports.actions.begin_report": Act(_begun, why=OWN_DRAFT),
    "reviews.reports.actions.begin_version": Act(
        lambda s: s.as_(
            s.dana, lambda: actions.begin_version(actor=s.dana, report=s.ready, now=s.now)
        ),
        why=OWN_DRAFT,
    ),
    "reviews.reports.actions.set_about": Act(
        lambda s: s.as_(
            s.dana,
            lambda: actions.set_about(
                actor=s.dana,
                report=s.ready,
                first=None,
                last=None,
                about=About(**ABOUT),
                version=1,
                now=s.now,
            ),
        ),
        why=OWN_DRAFT,
    ),
    "reviews.reports.actions.save_section": Act(
        lambda s: _save(s, s.ready, "Words."), why=OWN_DRAFT
    ),
    "reviews.reports.actions.choose_section": Act(
        lambda s: s.as_(
            s.dana,
            lambda: actions.choose_section(
                actor=s.dana, report=s.ready, kind="seen", pick="here", now=s.now
            ),
        ),
        why=OWN_DRAFT,
    ),
    "reviews.reports.actions.set_grounds": Act(
        lambda s: s.as_(
            s.dana,
            lambda: actions.set_grounds(
                actor=s.dana, report=s.ready, kind="seen", chosen=set(), now=s.now
            ),
        ),
        why=OWN_DRAFT,
    ),
    "reviews.reports.actions.discard_report": Act(
        lambda s: s.as_(
            s.dana, lambda: actions.discard_report(actor=s.dana, report=s.ready, now=s.now)
        ),
        why=OWN_DRAFT,
    ),
    "reviews.reports.actions.sign_report": Act(
        lambda s: s.as_(
            s.dana,
            lambda: actions.sign_report(
                actor=s.dana,
                report=s.ready,
                kept=frozenset(),
                stand_alone=frozenset(),
                authenticated_at=s.now,
                now=s.now,
            ),
        ),
        ("sign",),
    ),
    "reviews.reports.cosignatures.ask_cosigner": Act(lambda s: _ask(s, s.ready), ("ask_cosigner",)),
    "reviews.reports.cosignatures.answer_cosignature": Act(
        lambda s: _answer(s, s.ready, "cosigned"), ("cosign",)
    ),
    "reviews.reports.cosignatures.pass_on_answer": Act(
        lambda s: s.as_(
            s.dana,
            lambda: cosignatures.pass_on_answer(actor=s.dana, cosignature=s.ready, now=s.now),
        ),
        ("pass_on_answer",),
    ),
    "reviews.reports.cosignatures.keep_back_answer": Act(
        lambda s: s.as_(
            s.dana,
            lambda: cosignatures.keep_back_answer(
                actor=s.dana, cosignature=s.ready, why="We talk about it first.", now=s.now
            ),
        ),
        ("keep_back_answer",),
    ),
    "reviews.reports.actions.set_rests": Act(
        lambda s: s.as_(
            s.dana,
            lambda: actions.set_rests(
                actor=s.dana, report=s.ready, kind="seen", rests=[], now=s.now
            ),
        ),
        why=OWN_DRAFT,
    ),
    "reviews.reports.actions.prepare_report": Act(
        lambda s: s.as_(
            s.dana, lambda: actions.prepare_report(actor=s.dana, report=s.ready, now=s.now)
        ),
        why=OWN_DRAFT,
    ),
    "reviews.reports.headings.publish_heading": Act(
        lambda s: s.as_(
            s.ada,
            lambda: headings.publish_heading(
                actor=s.ada,
                kind="hard",
                heading="What stays hard",
                guidance="",
                version=0,
                now=s.now,
            ),
        ),
        ("publish_heading",),
    ),
    "reviews.reports.corrections.ask_correction": Act(
        lambda s: _wish(s, s.ready), ("ask_correction",)
    ),
    "reviews.reports.corrections.answer_correction": Act(
        lambda s: s.as_(
            s.dana,
            lambda: corrections.answer_correction(
                actor=s.dana,
                correction=correction_queries.get_correction(
                    actor=s.dana, correction_id=s.ready.id
                ),
                outcome="kept",
                answer="It was a Friday.",
                now=s.now,
            ),
        ),
        ("answer_correction",),
    ),
}
