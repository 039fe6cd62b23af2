"""Either of the two writes by prompts: a draft is its writer's alone, then both read it."""

import dataclasses

import pytest
from django.db import ProgrammingError, transaction

from accounts.access import NotAllowed, NotFound, Stale, WrongState
from reviews.engagements.queries import get_engagement
from reviews.journal import actions, queries
from reviews.journal.definitions import WRITINGS
from reviews.journal.models import Answer, Entry
from reviews.limits.actions import acknowledge_limits
from reviews.limits.queries import current_version
from tests.agreeing import accept_agreement
from tests.writings import draft, handed_over

# The two others are written after the end: tests/reviews/ending.
DURING = sorted(set(WRITINGS) - {Entry.CLOSING, Entry.FOLLOW_UP})


@pytest.fixture
def noted(cast, engagement, now):
    return draft(cast.dana.actor, engagement.id, Entry.NOTED, text="Said in session.", now=now)


def test_a_clinicians_draft_is_hers_alone(cast, noted, being):
    with being(cast.dana.actor):
        assert queries.open_draft(actor=cast.dana.actor, entry_id=noted.id).has_words
        assert [d.kind for d in queries.list_drafts(actor=cast.dana.actor)] == ["noted"]
    for person in (cast.eli, cast.mo, cast.otto, cast.ada):
        with being(person.actor):
            with pytest.raises(NotFound):
                queries.open_draft(actor=person.actor, entry_id=noted.id)
            assert not Entry.objects.filter(id=noted.id).exists()  # not even in their own SQL
            assert not Answer.objects.filter(entry_id=noted.id).exists()


def test_what_she_signed_is_read_by_both(cast, engagement, now, being):
    entry = handed_over(
        cast.dana.actor, engagement.id, Entry.NOTED, text="Said in session.", now=now
    )
    for person in (cast.dana, cast.eli):
        with being(person.actor):
            seen = queries.read_entry(actor=person.actor, entry_id=entry.id)
            assert seen.answers[0].text == "Said in session."
    with being(cast.mo.actor), pytest.raises(NotFound):
        queries.read_entry(actor=cast.mo.actor, entry_id=entry.id)


@pytest.mark.parametrize("kind", DURING)
def test_each_kind_has_one_role_that_writes_it(cast, engagement, kind, now, being):
    by_client = WRITINGS[kind].by_client
    writer, other = (cast.eli, cast.dana) if by_client else (cast.dana, cast.eli)
    if kind != Entry.REFLECTION:  # its questions come with a check-in
        assert draft(writer.actor, engagement.id, kind, now=now).kind == kind
    with being(other.actor), pytest.raises(NotFound):
        actions.begin_writing(actor=other.actor, engagement=engagement, kind=kind, now=now)


@pytest.mark.parametrize("kind", DURING)
def test_the_database_keeps_each_kind_to_its_role(cast, engagement, kind, now, being):
    by_client = WRITINGS[kind].by_client
    writer, other = (cast.eli, cast.dana) if by_client else (cast.dana, cast.eli)
    assert _insert(writer.actor, engagement, kind, now, being)
    assert not _insert(other.actor, engagement, kind, now, being)


def _insert(actor, engagement, kind, now, being):
    try:
        with being(actor):
            Entry.objects.create(
                engagement=engagement,
                author_id=actor.user_id,
                kind=kind,
                prompts=[],
                created_at=now,
            )
            transaction.set_rollback(True)
    except ProgrammingError:
        return False
    return True


def test_a_client_writes_once_the_limits_are_acknowledged(cast, accepted_only, now, being):
    eli = cast.eli.actor
    with being(eli), pytest.raises(NotAllowed):
        actions.begin_writing(actor=eli, engagement=accepted_only, kind=Entry.SETBACK, now=now)
    with being(eli):
        acknowledge_limits(actor=eli, engagement=accepted_only, version=current_version(), now=now)
        assert actions.begin_writing(
            actor=eli, engagement=accepted_only, kind=Entry.SETBACK, now=now
        )


@pytest.fixture
def accepted_only(cast, offered, now, being):
    """Accepted, and the limits not read yet."""
    with being(cast.eli.actor):
        accept_agreement(actor=cast.eli.actor, agreement=offered, client_name="Eli", now=now)
        return get_engagement(actor=cast.eli.actor, engagement_id=offered.engagement_id)


def test_one_writing_of_a_kind_for_each_thing_it_is_about(cast, engagement, now, being):
    first = draft(
        cast.dana.actor, engagement.id, Entry.REVIEW_CLINICIAN, about=engagement.id, now=now
    )
    with being(cast.dana.actor):
        again = actions.begin_writing(
            actor=cast.dana.actor,
            engagement=engagement,
            kind=Entry.REVIEW_CLINICIAN,
            about=engagement.id,
            now=now,
        )
        assert again == first
        actions.hand_over(actor=cast.dana.actor, entry=first, now=now)
        with pytest.raises(WrongState):
            actions.begin_writing(
                actor=cast.dana.actor,
                engagement=engagement,
                kind=Entry.REVIEW_CLINICIAN,
                about=engagement.id,
                now=now,
            )


def test_what_was_changed_since_it_was_looked_at_is_not_signed(cast, noted, now, being):
    dana = cast.dana.actor
    with being(dana):
        looked_at = queries.open_draft(actor=dana, entry_id=noted.id).digest
        actions.save_answer(
            actor=dana, entry=noted, prompt=noted.prompts[1], text="More.", version=0, now=now
        )
        with pytest.raises(Stale):
            actions.hand_over(actor=dana, entry=noted, seen=looked_at, now=now)
        now_seen = queries.open_draft(actor=dana, entry_id=noted.id).digest
        actions.hand_over(actor=dana, entry=noted, seen=now_seen, now=now)


def test_a_text_that_measures_is_not_signed_where_the_gate_stands(cast, engagement, now, being):
    dana = cast.dana.actor
    kind = Entry.REVIEW_CLINICIAN
    entry = draft(
        dana,
        engagement.id,
        kind,
        text="He is cured, and I give his honesty nine out of ten.",
        now=now,
    )
    with being(dana):
        with pytest.raises(NotAllowed):
            actions.hand_over(actor=dana, entry=entry, now=now)
        actions.save_answer(
            actor=dana,
            entry=entry,
            prompt=entry.prompts[0],
            text="He told his brother in May what he had done.",
            version=1,
            now=now,
        )
        actions.hand_over(actor=dana, entry=entry, now=now)


def test_only_its_writer_adds_to_it(cast, engagement, now, being):
    entry = handed_over(cast.dana.actor, engagement.id, Entry.NOTED, now=now)
    with being(cast.dana.actor):
        actions.add_addendum(actor=cast.dana.actor, entry=entry, text="And this.", now=now)
    with being(cast.eli.actor):
        with pytest.raises(NotAllowed):
            actions.add_addendum(actor=cast.eli.actor, entry=entry, text="No.", now=now)
        [(_, said)] = queries.read_entry(actor=cast.eli.actor, entry_id=entry.id).addenda
        assert said == "And this."


def test_a_kind_is_handed_over_by_its_own_room(cast, engagement, now, being):
    entry = draft(cast.eli.actor, engagement.id, Entry.SETBACK, now=now)
    with being(cast.eli.actor), pytest.raises(NotFound):
        actions.share_entry(actor=cast.eli.actor, entry=entry, now=now)


def test_every_kind_is_defined_whole():
    assert set(WRITINGS) == {kind for kind, _ in Entry.KINDS}
    for writing in WRITINGS.values():
        filled = dataclasses.asdict(writing)
        assert all(filled[name] for name in ("title", "noun", "shared", "finish", "button"))
        assert writing.questions or writing.area or writing.kind == Entry.REFLECTION
