"""A clinician is suddenly away: clients are told, and nothing opens without their yes."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from accounts.access import NotAllowed, NotFound, WrongState, acting_as_system
from accounts.outbox.models import Notice
from reviews.assignments import absences, handover_queries, queries
from reviews.assignments.models import Absence, Cover
from reviews.engagements.models import Engagement
from tests import covers
from tests.laws.acts import Stage, _second_administrator
from tests.reviews.assignments.test_cover import TABLES, at, rows_of
from tests.story import being
from tests.talks import note_privately

ASK = (
    "select app.ask_cover_by_code(gen_random_uuid(), %s, %s, app.now(),"
    " app.now() + interval '9 days')"
)
NOTHING = dict.fromkeys(TABLES, 0)


def code_of(cast: Any, story: Any) -> str:
    with being(cast, "eli"):
        return Engagement.objects.get(id=story.engagement_id).code


def ask_by_code(cast: Any, code: str, *, now: Any, colleague: str = "mo", first: int = 0) -> Any:
    ada = cast.ada.actor
    days = {"first": covers.day(cast, first, now=now), "last": covers.day(cast, 9, now=now)}
    with being(cast, "ada"):
        return absences.ask_cover_by_code(
            actor=ada, code=code, colleague_id=getattr(cast, colleague).user_id, now=now, **days
        )


@pytest.fixture
def away(cast: Any, story: Any, now: Any) -> Any:
    note_privately(cast.dana.actor, story.engagement_id, now=now)
    with being(cast, "ada"):
        return absences.note_absence(
            actor=cast.ada.actor,
            person_id=cast.dana.user_id,
            starts_on=covers.day(cast, 0, now=now),
            now=now,
        )


@pytest.fixture
def asked(cast: Any, story: Any, away: Any, now: Any) -> Any:
    cover_id = ask_by_code(cast, code_of(cast, story), now=now)
    return covers.seen_by(cast, "eli", Cover(id=cover_id))


def test_the_clinician_and_their_clients_are_told_and_nobody_else(cast, story, away, now):
    with acting_as_system("outbox"):
        people = set(
            Notice.objects.filter(key__startswith=f"absence:{away.id}").values_list(
                "recipient_id", flat=True
            )
        )
    assert people == {cast.dana.user_id, cast.eli.user_id}
    for who, count in (("eli", 1), ("dana", 1), ("ada", 1), ("otto", 0), ("mo", 0)):
        with being(cast, who):
            assert Absence.objects.count() == count, who
    with being(cast, "eli"):
        seen = handover_queries.absence_of(
            actor=cast.eli.actor, person_id=cast.dana.user_id, today=covers.day(cast, 0, now=now)
        )
        assert seen is not None
        assert seen.person == "Dr Dana Ruiz"


@pytest.mark.parametrize("order", [("eli", "mo"), ("mo", "eli")])
def test_it_opens_when_the_client_and_the_colleague_have_said_yes(cast, story, asked, now, order):
    first, last = order
    assert covers.agree(cast, asked, now=now, who=first) == Cover.ASKED
    assert rows_of(cast, "mo", story.engagement_id) == NOTHING
    assert covers.agree(cast, asked, now=now, who=last) == Cover.AGREED
    opened = rows_of(cast, "mo", story.engagement_id)
    assert opened["entry"] == 1
    with being(cast, "mo"), connection.cursor() as cursor:
        cursor.execute("select count(*) from reviews_processnote")
        assert cursor.fetchone() == (0,)
    at(asked.ends_at, now)
    assert rows_of(cast, "mo", story.engagement_id) == NOTHING


def test_the_clients_no_is_the_end_of_it(cast, story, asked, now):
    from reviews.assignments.actions import decline_cover

    covers.agree(cast, asked, now=now)
    with being(cast, "eli"):
        row = queries.get_cover(actor=cast.eli.actor, cover_id=asked.id)
        decline_cover(actor=cast.eli.actor, cover=row, now=now)
    assert rows_of(cast, "mo", story.engagement_id) == NOTHING
    with pytest.raises(NotFound):
        covers.agree(cast, asked, now=now)


def test_the_client_takes_their_yes_back_and_it_closes(cast, story, asked, now):
    for who in ("mo", "eli"):
        covers.agree(cast, asked, now=now, who=who)
    covers.end(cast, asked, now=now, who="eli")
    assert rows_of(cast, "mo", story.engagement_id) == NOTHING


def test_nobody_names_themselves(cast, story, away, request, now):
    """Ada gets a clinician's role too: she still cannot ask for herself; another one could."""
    second = _second_administrator(Stage(request, cast, now))
    code = code_of(cast, story)
    for colleague in ("ada", "eli", "dana", "otto"):
        with pytest.raises(NotAllowed):
            ask_by_code(cast, code, now=now, colleague=colleague)
    with being(cast, "ada"), connection.cursor() as cursor:
        cursor.execute(ASK, [code, cast.ada.user_id])
        assert cursor.fetchone() == (None,)
        cursor.execute(ASK, [code, second.user_id])  # an administrator, and no clinician
        assert cursor.fetchone() == (None,)
        cursor.execute(ASK, [code, cast.mo.user_id])
        assert cursor.fetchone() == (True,)


def test_only_an_administrator_asks_and_only_for_whoever_is_away(cast, story, now):
    with pytest.raises(NotAllowed):  # nobody is noted as away
        ask_by_code(cast, code_of(cast, story), now=now)
    code = code_of(cast, story)
    for who in ("mo", "dana", "eli", "otto", "sweep", "outbox", "nobody"):
        with being(cast, who), connection.cursor() as cursor:
            cursor.execute(ASK, [code, cast.mo.user_id])
            assert cursor.fetchone() == (None,), who


def test_it_ends_when_noted_by_the_practice_or_by_themselves(cast, story, away, now):
    with being(cast, "mo"), pytest.raises(NotFound):
        handover_queries.get_absence(actor=cast.mo.actor, absence_id=away.id)
    with being(cast, "dana"):
        row = handover_queries.get_absence(actor=cast.dana.actor, absence_id=away.id)
        absences.end_absence(actor=cast.dana.actor, absence=row, now=now)
        with pytest.raises(WrongState):
            absences.end_absence(actor=cast.dana.actor, absence=row, now=now)
    with being(cast, "eli"):
        today = covers.day(cast, 0, now=now)
    with being(cast, "eli"):
        assert (
            handover_queries.absence_of(
                actor=cast.eli.actor, person_id=cast.dana.user_id, today=today
            )
            is None
        )


def test_an_absence_is_an_administrators_to_note(cast, story, now):
    for who in ("dana", "mo", "eli"):
        actor = getattr(cast, who).actor
        today = covers.day(cast, 0, now=now)
        with being(cast, who), pytest.raises(NotAllowed):
            absences.note_absence(
                actor=actor, person_id=cast.dana.user_id, starts_on=today, now=now
            )
        with being(cast, who), pytest.raises(DatabaseError), transaction.atomic():
            Absence.objects.create(
                organization_id=actor.organization_id,
                person_id=cast.dana.user_id,
                starts_on=today,
                noted_by_id=actor.user_id,
                noted_at=now,
            )


def test_the_administrator_knows_codes_and_states(cast, story, asked, now):
    from reviews.assignments.doors import list_changes

    with being(cast, "ada"):
        (change,) = list_changes()
        assert (change.kind, change.code, change.state, change.colleague) == (
            "cover",
            code_of_asked(asked),
            "asked",
            "Dr Mo Lindgren",
        )
        assert not Cover.objects.exists()
        absences.withdraw_cover_by_code(actor=cast.ada.actor, cover_id=asked.id, now=now)
        assert list_changes() == []
    for who in ("dana", "mo", "eli", "sweep"):
        with being(cast, who):
            assert list_changes() == [], who
    at(now + timedelta(days=1), now)
    assert rows_of(cast, "mo", story.engagement_id) == NOTHING


def code_of_asked(asked: Any) -> str:
    return str(asked.code)
