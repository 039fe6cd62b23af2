"""No narrative is read without a line in the trail; labels and one's own draft are named here.

Every function that opens a sealed text is on a hand-written list, with how its reading is recorded.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from accounts.access import NotFound
from reviews.agreements import queries as agreements
from reviews.commitments import queries as commitments
from reviews.desk import queries as desk
from reviews.desk.access_record import list_readings
from reviews.desk.timeline import list_steps
from reviews.desk.your_page import see_your_page
from reviews.engagements import queries as engagements
from reviews.feedback import queries as feedback
from reviews.journal import queries as journal
from reviews.reports import cosignature_queries
from reviews.reports import queries as reports
from reviews.sessions import queries as sessions
from tests.conftest import SENTENCE
from tests.laws.test_every_act_is_audited import lines_written
from tests.talks import tell_talks
from tests.texts import tell_texts
from tracker.lib import clock

# Where sealed text is opened, and what records it.
OPENED_IN = {
    "reviews/engagements/queries.py:_seen": "the client's name: a label of lists",
    "reviews/agreements/queries.py:_seen": "read_agreement; one line and codes for lists",
    "reviews/agreements/actions.py:_check_text": "the accepting itself",
    "reviews/concerns/queries.py:_step_seen": "read_concern",
    "reviews/concerns/queries.py:second_words": "read_concern; find_in_engagement",
    "reviews/disclosures/queries.py:read_disclosure": "itself",
    "reviews/disclosures/queries.py:list_told": "list_accounting",
    "reviews/amendments/queries.py:list_amendments": "a part of reading the record",
    "reviews/checkins/queries.py:_words": "read_checkin",
    "reviews/commitments/queries.py:_seen": "one line that both hold: a label of lists",
    "reviews/commitments/queries.py:_said": "read_commitment; else what the client lets be told",
    "reviews/commitments/queries.py:label_of": "one line that both hold: a label of lists",
    "reviews/commitments/goal_queries.py:_opened": "read_goal",
    "reviews/ending/queries.py:read_closing": "itself",
    "reviews/ending/queries.py:_words": "read_closing, read_copy",
    "reviews/suitability/queries.py:_read_referral": "itself",
    "reviews/feedback/queries.py:text_of": "read_feedback; else the writer's own draft",
    "reviews/feedback/queries.py:words_of": "read_feedback; else the writer's own draft",
    "reviews/records/drafts.py:keep": "the writer's own draft",
    "reviews/records/drafts.py:choose": "the writer's own draft",
    "reviews/records/drafts.py:second_text": "the writer's own draft",
    "reviews/records/drafts.py:take": "the writer's own draft, as it is sent",
    "reviews/records/drafts.py:move": "the writer's own draft, under another key",
    "reviews/unsent/queries.py:_seen": "the writer's own, not sent",
    "reviews/reports/cosignatures.py:answer_cosignature": "the answering itself",
    "reviews/reports/corrections.py:answer_correction": "the answering itself",
    "reviews/reports/rest_queries.py:kept_rests": "the author's own: a draft, or the asking",
    "reviews/reports/actions.py:begin_version": "the author's own words, into their own draft",
    "reviews/reports/actions.py:set_rests": "the author's own draft: is it as it was shown",
    "reviews/reports/cosignature_queries.py:_cosignature": "a remark to its author, or passed on",
    "reviews/reports/queries.py:_written_section": "open_draft is the writer's own",
    "reviews/reports/correction_queries.py:list_corrections": "a part of reading the report",
    "reviews/reports/queries.py:open_body": "read_report; else the author's own",
    "reviews/reports/queries.py:open_draft": "the writer's own draft",
    "reviews/reports/cosignature_queries.py:read_copy": "itself",
    "reviews/releases/files.py:_make": "the job, as the client who released: nobody reads it",
    "reviews/releases/copy_queries.py:open_copy": "read_document, read_released; a reader's labels",
    "reviews/releases/queries.py:latest_statement": "the client's own words",
    "reviews/releases/queries.py:open_details": "the readers the client named: a label of lists",
    "reviews/releases/queries.py:open_terms": "what both people hold of a permission: a label",
    "reviews/assignments/handover_queries.py:read_objection": "itself",
    "reviews/sessions/queries.py:list_process_notes": "itself, in the notes' own trail",
    "reviews/sessions/queries.py:words_of": "read_session; else the writer's own draft",
    "reviews/journal/queries.py:opened": "read_entry; open_draft is the writer's own",
    "reviews/journal/queries.py:_answer": "read_entry; open_draft is the writer's own",
    "reviews/journal/queries.py:_asked": "read_entry; open_draft is the writer's own",
    "reviews/prompts/queries.py:_opened": "read_preparation; else what the client is asked",
    "reviews/dialogue/queries.py:read_dialogue": "itself",
    "reviews/progress/actions.py:_went_without": "what was sent again: is it what was said",
    "reviews/progress/queries.py:read_review": "itself",
    "reviews/progress/queries.py:_remark": "read_review, read_theme",
    "reviews/finding/queries.py:_open": "find_in_engagement: one line for the search",
}
# Who asks those, in the same room.
CALLED_BY = {
    "reviews/agreements/queries.py:_seen": {
        "accepted_terms",
        "read_agreement",
        "review_months",  # of which other rooms learn a number of months
        "working_on",
    },
    "reviews/checkins/queries.py:_words": {"_move_seen", "read_checkin"},
    "reviews/checkins/queries.py:_move_seen": {"read_checkin"},
    "reviews/commitments/queries.py:_said": {"list_commitments", "read_commitment"},
    "reviews/commitments/goal_queries.py:_opened": {"read_goal"},
    "reviews/concerns/queries.py:_step_seen": {"read_concern"},
    "reviews/concerns/queries.py:second_words": {"read_concern"},
    "reviews/feedback/queries.py:text_of": {"_seen", "publish_feedback", "save_feedback"},
    "reviews/feedback/queries.py:words_of": {"_reply_seen", "save_reply", "send_reply"},
    "reviews/feedback/queries.py:_seen": {"open_feedback_draft", "read_feedback"},
    "reviews/feedback/queries.py:_reply_seen": {"read_feedback"},
    "reviews/reports/cosignature_queries.py:_cosignature": {"list_cosignatures"},
    "reviews/reports/queries.py:_written_section": {"open_draft"},
    "reviews/reports/queries.py:open_body": {
        "see_report",
        "read_changes",
        "_body",
        "_asked_before",
        "ask_cosigner",
        "tied_colleagues",
        "begin_version",
        "begin_report",
    },
    "reviews/reports/queries.py:see_report": {"read_report"},
    "reviews/progress/queries.py:_remark": {"_remarks", "_remarks_on"},
    "reviews/progress/queries.py:_remarks": {"read_review"},
    "reviews/progress/queries.py:_remarks_on": {"read_theme"},
    "reviews/releases/queries.py:list_recipients": {"_recipient", "house_words"},
    "reviews/releases/queries.py:open_details": {"list_recipients", "of_reader"},
    "reviews/releases/queries.py:open_terms": {
        "_permission",
        "compose_for",
        "_freeze",
        "_statement_is_ready",
        "_release",
    },
    "reviews/releases/queries.py:latest_statement": {
        "preview",
        "write_statement",
        "_as_shown",
        "decide",
        "statement",
        "_preview_page",
    },
    "reviews/releases/copy_queries.py:compose_for": {"preview", "_freeze"},
    "reviews/releases/copy_queries.py:open_copy": {"read_released"},
    "reviews/sessions/queries.py:words_of": {"_opened", "_same", "sign_session"},
    "reviews/sessions/queries.py:_opened": {"open_session_draft", "read_session"},
    "reviews/journal/queries.py:opened": {"open_draft", "read_entry", "hand_over", "discard"},
    "reviews/journal/queries.py:_answer": {"opened"},
    "reviews/journal/queries.py:_asked": {"opened"},
    "reviews/prompts/queries.py:_opened": {"questions_for", "read_preparation"},
}
OPENERS = {"open_text", "open_in", "open_sealed"}


def opening_functions(source: str) -> Iterator[str]:
    """Functions of a module that open sealed text."""
    for function in ast.walk(ast.parse(source)):
        if isinstance(function, ast.FunctionDef) and OPENERS & set(_called(function)):
            yield function.name


def callers(source: str, name: str) -> set[str]:
    return {
        function.name
        for function in ast.walk(ast.parse(source))
        if isinstance(function, ast.FunctionDef) and name in _called(function)
    }


def defines(source: str, name: str) -> bool:
    """Has another function of that name."""
    found = ast.walk(ast.parse(source))
    return any(isinstance(node, ast.FunctionDef) and node.name == name for node in found)


def _called(function: ast.FunctionDef) -> Iterator[str]:
    for node in ast.walk(function):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func).rpartition(".")[2]


def test_sealed_text_is_opened_where_the_list_says():
    found = {
        f"{path}:{name}"
        for folder in ("accounts", "reviews", "tracker")
        for path in Path(folder).rglob("*.py")
        for name in opening_functions(path.read_text())
        if str(path) not in ("reviews/records/vault.py", "tracker/lib/crypto.py")
    }
    assert found == OPENED_IN.keys()


def test_what_opens_is_asked_by_the_functions_the_list_says():
    for place, names in CALLED_BY.items():
        path, _, opener = place.partition(":")
        asking = {
            name
            for module in Path(path).parent.rglob("*.py")
            if str(module) == path or not defines(module.read_text(), opener)
            for name in callers(module.read_text(), opener)
        }
        assert asking == names, place


def test_a_planted_opening_is_found():
    planted = "def peek(row):\n    return vault.open_text(row, 'text', engagement_id=1)\n"
    assert list(opening_functions(planted)) == ["peek"]
    assert callers("def more():\n    return [_seen(a) for a in b]\n", "_seen") == {"more"}


# --- each reading, counted ------------------------------------------------------------------------


def test_reading_a_shared_reflection_is_one_line_each_time(story, cast, being):
    dana, eli = cast.dana.actor, cast.eli.actor

    def read(actor):
        with being(actor):
            entry = journal.read_entry(actor=actor, entry_id=story.shared_id)
            assert entry.answers[0].text == SENTENCE

    assert lines_written(lambda: read(dana), cast) == ["read"]
    assert lines_written(lambda: read(dana), cast) == ["read"]
    assert lines_written(lambda: read(eli), cast) == ["read"]


def test_reading_an_agreement_is_a_line(story, cast, being):
    def read():
        with being(cast.dana.actor):
            agreements.read_agreement(actor=cast.dana.actor, agreement_id=story.agreement_id)

    assert lines_written(read, cast) == ["read"]


def test_reading_what_was_said_is_a_line_each(story, cast, now, being):
    talks = tell_talks(cast, story, now=now)
    dana, eli = cast.dana.actor, cast.eli.actor
    readings = {
        "log": lambda a: sessions.read_session(actor=a, session_id=talks.session_id),
        "feedback": lambda a: feedback.read_feedback(actor=a, feedback_id=talks.feedback_id),
        "commitment": lambda a: commitments.read_commitment(
            actor=a, commitment_id=talks.commitment_id
        ),
    }

    def read(actor, reading):
        with being(actor):
            assert reading(actor)

    for name, reading in readings.items():
        for actor in (dana, eli):
            assert lines_written(lambda a=actor, r=reading: read(a, r), cast) == ["read"], name

    def notes(actor):
        return sessions.list_process_notes(actor=actor, engagement_id=story.engagement_id)

    assert lines_written(lambda: read(dana, notes), cast) == ["read"]


def test_reading_a_report_is_a_line_each(story, cast, now, being):
    texts = tell_texts(cast, story, now=now)
    readings = {
        "dana": lambda a: reports.read_report(actor=a, report_id=texts.report_id),
        "eli": lambda a: reports.read_report(actor=a, report_id=texts.report_id),
        "mo": lambda a: cosignature_queries.read_copy(actor=a, cosignature_id=texts.cosignature_id),
    }

    def read(actor, reading):
        with being(actor):
            assert reading(actor)

    for who, reading in readings.items():
        actor = getattr(cast, who).actor
        assert lines_written(lambda a=actor, r=reading: read(a, r), cast) == ["read"], who

    def own_draft():
        dana = cast.dana.actor
        with being(dana):
            assert reports.list_reports(actor=dana, engagement_ids=[story.engagement_id])
            assert reports.open_draft(
                actor=dana, report_id=texts.report_draft_id, today=now.date()
            ).sections

    assert lines_written(own_draft, cast) == []


def test_lists_of_what_was_said_leave_no_line(story, cast, now, being):
    tell_talks(cast, story, now=now)
    dana = cast.dana.actor

    def list_all():
        with being(dana):
            ids = [story.engagement_id]
            assert sessions.list_sessions(actor=dana, engagement_ids=ids)
            assert feedback.list_feedback(actor=dana, engagement_ids=ids)
            assert commitments.list_commitments(actor=dana, engagement_id=story.engagement_id)

    assert lines_written(list_all, cast) == []


def test_without_its_line_nothing_is_read(story, dana, being, monkeypatch):
    def refuse(**_):
        raise RuntimeError("the trail cannot be written")

    with being(dana):
        assert journal.read_entry(actor=dana, entry_id=story.shared_id).has_words
    monkeypatch.setattr("reviews.journal.queries.audit.record", refuse)
    with being(dana), pytest.raises(RuntimeError):
        journal.read_entry(actor=dana, entry_id=story.shared_id)


def test_ones_own_draft_leaves_no_line(story, cast, being):
    def read():
        with being(cast.eli.actor):
            draft = journal.open_draft(actor=cast.eli.actor, entry_id=story.draft_id)
            assert draft.answers[0].text == SENTENCE

    assert lines_written(read, cast) == []


def test_a_refused_reading_is_no_reading(story, cast, being):
    def read():
        with being(cast.mo.actor), pytest.raises(NotFound):
            journal.read_entry(actor=cast.mo.actor, entry_id=story.shared_id)

    assert lines_written(read, cast) == []


def test_lists_open_labels_and_no_narrative(story, cast, being, monkeypatch):
    """Names and working lines alone: every other opening is an error here."""
    from reviews.records import vault

    opened = []
    real = vault.open_text

    def note(row, column, **kwargs):
        opened.append(f"{type(row).__name__}.{column}")
        return real(row, column, **kwargs)

    monkeypatch.setattr(vault, "open_text", note)
    dana, eli, now = cast.dana.actor, cast.eli.actor, clock.now()

    def list_everything():
        with being(dana):
            desk.today(actor=dana, now=now)
            desk.people(actor=dana, now=clock.now())
            seen = engagements.see_engagement(actor=dana, engagement_id=story.engagement_id)
            list_steps(actor=dana, engagement=seen, now=now)
        with being(eli):
            see_your_page(actor=eli, now=now)
            list_readings(actor=eli, engagement=seen, now=now)
            agreements.focus_areas_of(actor=eli, engagement_id=story.engagement_id)

    assert lines_written(list_everything, cast) == []
    assert set(opened) == {"Engagement.client_name", "Agreement.terms"}
