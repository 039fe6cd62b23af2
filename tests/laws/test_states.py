"""Every state has a way out or is final, and every way is some act's."""

import importlib
from collections.abc import Iterator
from typing import Any

from django.apps import apps

from accounts.models import Notice
from reviews.agreements import rules as agreement_rules
from reviews.agreements.models import Agreement
from reviews.asides import rules as aside_rules
from reviews.asides.models import Pressure, SpeakRequest
from reviews.assignments import rules as assignment_rules
from reviews.assignments.models import Cover, Handover
from reviews.calls import rules as call_rules
from reviews.calls.models import Call
from reviews.checkins import rules as checkin_rules
from reviews.checkins.models import Cadence, CheckIn, Move, Pause
from reviews.ending import rules as ending_rules
from reviews.ending.models import FollowUp
from reviews.engagements import rules as engagement_rules
from reviews.engagements.models import Engagement
from reviews.feedback import rules as feedback_rules
from reviews.feedback.models import Feedback, Reply
from reviews.journal import rules as journal_rules
from reviews.journal.models import Entry
from reviews.progress import rules as progress_rules
from reviews.progress.models import ProgressReview
from reviews.releases import rules as release_rules
from reviews.releases.models import ReleaseFile
from reviews.reports import rules as report_rules
from reviews.reports.models import CorrectionRequest, CoSignature, Report
from reviews.sessions import rules as session_rules
from reviews.sessions.models import SessionLog

TABLES: dict[Any, dict[str, frozenset[str]]] = {
    Agreement: agreement_rules.TRANSITIONS,
    Call: call_rules.TRANSITIONS,
    Cadence: checkin_rules.CADENCE_TRANSITIONS,
    CheckIn: checkin_rules.TRANSITIONS,
    CorrectionRequest: report_rules.CORRECTION_TRANSITIONS,
    CoSignature: report_rules.COSIGNATURE_TRANSITIONS,
    Cover: assignment_rules.COVER_TRANSITIONS,
    Engagement: engagement_rules.TRANSITIONS,
    FollowUp: ending_rules.TRANSITIONS,
    Handover: assignment_rules.HANDOVER_TRANSITIONS,
    Entry: journal_rules.TRANSITIONS,
    Feedback: feedback_rules.FEEDBACK_TRANSITIONS,
    Move: checkin_rules.MOVE_TRANSITIONS,
    Notice: Notice.TRANSITIONS,
    Pause: checkin_rules.PAUSE_TRANSITIONS,
    Pressure: aside_rules.PRESSURE_TRANSITIONS,
    ProgressReview: progress_rules.TRANSITIONS,
    ReleaseFile: release_rules.FILE_TRANSITIONS,
    Reply: feedback_rules.REPLY_TRANSITIONS,
    Report: report_rules.TRANSITIONS,
    SpeakRequest: aside_rules.SPEAK_TRANSITIONS,
    SessionLog: session_rules.TRANSITIONS,
}

# Each way, and the act that takes it.
ACTS = {
    ("Agreement", "offered", "accepted"): "reviews.agreements.actions.accept_agreement",
    ("Agreement", "offered", "declined"): "reviews.agreements.actions.decline_agreement",
    ("Agreement", "offered", "withdrawn"): "reviews.agreements.actions.withdraw_offer",
    ("Pressure", "asked", "answered"): "reviews.asides.actions.note_talked",
    ("Pressure", "asked", "withdrawn"): "reviews.asides.actions.take_pressure_back",
    ("SpeakRequest", "asked", "spoken"): "reviews.asides.actions.note_spoken",
    ("SpeakRequest", "asked", "withdrawn"): "reviews.asides.actions.take_request_back",
    ("Call", "asked", "rung"): "reviews.calls.actions.note_rung",
    ("Call", "asked", "withdrawn"): "reviews.calls.actions.withdraw_call",
    ("Cadence", "proposed", "live"): "reviews.checkins.cadences.accept_cadence",
    ("Cadence", "proposed", "declined"): "reviews.checkins.cadences.decline_cadence",
    ("Cadence", "proposed", "withdrawn"): "reviews.checkins.cadences.withdraw_cadence",
    ("Cadence", "live", "ended"): "reviews.checkins.actions.stop_cadence",
    ("Cover", "asked", "agreed"): "reviews.assignments.actions.agree_to_cover",
    ("Cover", "asked", "declined"): "reviews.assignments.actions.decline_cover",
    ("Cover", "asked", "withdrawn"): "reviews.assignments.actions.end_cover",
    ("Cover", "asked", "lapsed"): "reviews.assignments.actions.settle_covers",
    ("Cover", "agreed", "withdrawn"): "reviews.assignments.actions.end_cover",
    ("Cover", "agreed", "over"): "reviews.assignments.actions.end_cover",
    ("ProgressReview", "open", "signed"): "reviews.progress.actions.sign_part",
    ("ProgressReview", "open", "without_client"): "reviews.progress.actions.go_without",
    ("ProgressReview", "open", "withdrawn"): "reviews.progress.actions.withdraw_review",
    ("ProgressReview", "without_client", "signed"): "reviews.progress.actions.sign_part",
    ("Handover", "proposed", "objected"): "reviews.assignments.handovers.object_to_handover",
    ("Handover", "proposed", "done"): "reviews.assignments.handovers.agree_to_handover",
    ("Handover", "proposed", "declined"): "reviews.assignments.handovers.decline_handover",
    ("Handover", "proposed", "withdrawn"): "reviews.assignments.handovers.withdraw_handover",
    ("Handover", "objected", "proposed"): "reviews.assignments.handovers.take_back_objection",
    ("Handover", "objected", "withdrawn"): "reviews.assignments.handovers.withdraw_handover",
    ("CheckIn", "scheduled", "discussed"): "reviews.checkins.actions.mark_discussed",
    ("CheckIn", "scheduled", "missed"): "reviews.checkins.actions.mark_missed",
    ("CheckIn", "scheduled", "moved"): "reviews.checkins.moving.agree_to_move",
    ("CheckIn", "scheduled", "not_needed"): "reviews.checkins.pausing.skip_paused",
    ("CheckIn", "open", "missed"): "reviews.checkins.actions.mark_missed",
    ("CheckIn", "open", "moved"): "reviews.checkins.moving.agree_to_move",
    ("CheckIn", "open", "not_needed"): "reviews.checkins.pausing.skip_paused",
    ("CheckIn", "shared", "missed"): "reviews.checkins.actions.mark_missed",
    ("CheckIn", "shared", "moved"): "reviews.checkins.moving.agree_to_move",
    ("CheckIn", "shared", "not_needed"): "reviews.checkins.actions.mark_not_needed",
    ("CheckIn", "missed", "discussed"): "reviews.checkins.actions.mark_discussed",
    ("CheckIn", "discussed", "missed"): "reviews.checkins.actions.mark_missed",
    ("CheckIn", "discussed", "closed"): "reviews.checkins.actions.close_checkin",
    ("Move", "asked", "agreed"): "reviews.checkins.moving.agree_to_move",
    ("Move", "asked", "declined"): "reviews.checkins.moving.decline_move",
    ("Move", "asked", "withdrawn"): "reviews.checkins.moving.withdraw_move",
    ("Move", "asked", "lapsed"): "reviews.checkins.moving.lapse_moves",
    ("Pause", "running", "over"): "reviews.checkins.pausing.resume_checkins",
    ("CheckIn", "scheduled", "open"): "reviews.checkins.actions.open_due",
    ("CheckIn", "scheduled", "canceled"): "reviews.checkins.actions.stop_cadence",
    ("CheckIn", "open", "shared"): "reviews.checkins.actions.mark_shared",
    ("CheckIn", "open", "discussed"): "reviews.checkins.actions.mark_discussed",
    ("CheckIn", "open", "canceled"): "reviews.checkins.actions.stop_cadence",
    ("CheckIn", "shared", "discussed"): "reviews.checkins.actions.mark_discussed",
    ("Engagement", "proposed", "active"): "reviews.engagements.actions.start_engagement",
    ("Engagement", "proposed", "declined"): "reviews.engagements.actions.decline_engagement",
    ("Engagement", "proposed", "withdrawn"): "reviews.engagements.actions.withdraw_engagement",
    ("Engagement", "active", "ended"): "reviews.engagements.actions.end_engagement",
    ("Entry", "draft", "shared"): "reviews.journal.actions.share_entry",
    ("Feedback", "draft", "published"): "reviews.feedback.actions.publish_feedback",
    ("Reply", "draft", "sent"): "reviews.feedback.actions.send_reply",
    ("FollowUp", "planned", "agreed"): "reviews.ending.follow_ups.agree",
    ("FollowUp", "planned", "not_wanted"): "reviews.ending.follow_ups.turn_down",
    ("FollowUp", "agreed", "not_wanted"): "reviews.ending.follow_ups.turn_down",
    ("FollowUp", "agreed", "held"): "reviews.ending.follow_ups.settle",
    ("FollowUp", "agreed", "not_held"): "reviews.ending.follow_ups.settle",
    ("ReleaseFile", "waiting", "made"): "reviews.releases.files.make_waiting",
    ("ReleaseFile", "waiting", "dropped"): "reviews.releases.files.make_waiting",
    ("Report", "draft", "signed"): "reviews.reports.actions.sign_report",
    ("CoSignature", "asked", "cosigned"): "reviews.reports.cosignatures.answer_cosignature",
    ("CoSignature", "asked", "changes_asked"): "reviews.reports.cosignatures.answer_cosignature",
    ("CoSignature", "asked", "declined"): "reviews.reports.cosignatures.answer_cosignature",
    ("CoSignature", "asked", "stood_aside"): "reviews.reports.cosignatures.answer_cosignature",
    ("CorrectionRequest", "asked", "answered"): "reviews.reports.corrections.answer_correction",
    ("SessionLog", "draft", "signed"): "reviews.sessions.actions.sign_session",
    ("Notice", "waiting", "sent"): "accounts.outbox.delivery.deliver_pending",
    ("Notice", "waiting", "not_needed"): "accounts.outbox.delivery.deliver_pending",
    ("Notice", "waiting", "failed"): "accounts.outbox.delivery.deliver_pending",
    ("Notice", "sent", "waiting"): "accounts.outbox.bounces.note_bounce",
    ("Notice", "sent", "failed"): "accounts.outbox.bounces.note_bounce",
}


def dead_ends(
    states: set[str], final: frozenset[str], transitions: dict[str, frozenset[str]], first: str
) -> Iterator[str]:
    """What is wrong with one table of transitions."""
    if transitions.keys() != states:
        yield f"the table and the states differ: {sorted(transitions.keys() ^ states)}"
    for state, ends in transitions.items():
        if state in final and ends:
            yield f"{state} is final and goes on"
        if state not in final and not ends:
            yield f"{state} has no way out"
    reached = {first} | {end for ends in transitions.values() for end in ends}
    for state in sorted(states - reached):
        yield f"{state} is never reached"


def test_every_state_has_a_way_out_or_is_final():
    for model, transitions in TABLES.items():
        field = model._meta.get_field("state")
        states = {value for value, _ in field.choices}
        found = list(dead_ends(states, model.FINAL, transitions, field.default))
        assert found == [], model.__name__


def test_every_model_with_a_state_has_a_table():
    with_state = {
        model
        for model in apps.get_models()
        if any(field.name == "state" for field in model._meta.concrete_fields)
    }
    assert with_state == TABLES.keys()


def test_every_way_is_an_act():
    ways = {
        (model.__name__, start, end)
        for model, transitions in TABLES.items()
        for start, ends in transitions.items()
        for end in ends
    }
    assert ways == ACTS.keys()
    for act in ACTS.values():
        module, _, name = act.rpartition(".")
        assert callable(getattr(importlib.import_module(module), name))


def test_planted_dead_ends_are_found():
    states, final = {"a", "b", "c"}, frozenset({"c"})
    assert list(dead_ends(states, final, {"a": frozenset("b"), "b": frozenset()}, "a")) == [
        "the table and the states differ: ['c']",
        "b has no way out",
        "c is never reached",
    ]
    onward = {"a": frozenset("bc"), "b": frozenset("c"), "c": frozenset("a")}
    assert list(dead_ends(states, final, onward, "a")) == ["c is final and goes on"]
