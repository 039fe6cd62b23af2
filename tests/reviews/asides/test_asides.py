"""I feel pressured, and: let me speak to somebody who is not my clinician. No words anywhere."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.urls import reverse

from accounts.access import NotAllowed, NotFound, WrongState, acting_as, acting_as_system
from accounts.models import AuditEvent, Notice
from reviews.agreements.actions import end_work
from reviews.asides import doors
from reviews.asides.actions import (
    ask_to_speak,
    note_spoken,
    note_talked,
    say_pressured,
    take_pressure_back,
    take_request_back,
)
from reviews.asides.models import SpeakRequest
from reviews.asides.queries import list_to_ring, open_pressures
from reviews.assignments.handovers import hand_over_due
from reviews.reminders.actions import sweep
from tests import covers, handovers
from tracker.lib import clock

ASK = reverse("asides:ask")


# --- I feel pressured -----------------------------------------------------------------------------


def test_the_clinician_alone_is_told_without_a_word(engagement, eli, dana, ada, being, now):
    with being(eli):
        said = say_pressured(actor=eli, engagement=engagement, now=now)

    with being(dana):
        assert [p.id for p in open_pressures(actor=dana, engagement_ids=[engagement.id])]
        notice = Notice.objects.get(key=f"aside:{said.id}")
        assert (notice.kind, notice.recipient_id) == ("something_waits", dana.user_id)
    with being(ada):
        assert not Notice.objects.filter(subject_id=said.id).exists()
        assert open_pressures(actor=ada, engagement_ids=[engagement.id]) == []
    with being(eli):
        assert AuditEvent.objects.get(verb="say_pressured").payload == {}


def test_said_twice_is_one_and_answered_once(engagement, eli, dana, being, now):
    with being(eli):
        first = say_pressured(actor=eli, engagement=engagement, now=now)
        assert say_pressured(actor=eli, engagement=engagement, now=now).id == first.id
    with being(dana):
        note_talked(actor=dana, pressure_id=first.id, now=now)
        with pytest.raises(WrongState):
            note_talked(actor=dana, pressure_id=first.id, now=now)
    with being(eli), pytest.raises(WrongState):
        take_pressure_back(actor=eli, pressure_id=first.id, now=now)


def test_each_answers_for_their_own_side(engagement, eli, dana, mo, being, now):
    with being(eli):
        said = say_pressured(actor=eli, engagement=engagement, now=now)
        with pytest.raises(NotAllowed):
            note_talked(actor=eli, pressure_id=said.id, now=now)
    with being(dana):
        with pytest.raises(NotAllowed):
            take_pressure_back(actor=dana, pressure_id=said.id, now=now)
        with pytest.raises(NotAllowed):
            say_pressured(actor=dana, engagement=engagement, now=now)
    with being(mo), pytest.raises(NotFound):
        note_talked(actor=mo, pressure_id=said.id, now=now)
    with being(eli):
        take_pressure_back(actor=eli, pressure_id=said.id, now=now)


def test_it_can_be_said_while_something_is_offered_and_not_after_the_end(
    offered, eli, dana, being, now
):
    with being(eli):
        said = say_pressured(actor=eli, engagement=offered.engagement, now=now)
        take_pressure_back(actor=eli, pressure_id=said.id, now=now)


def test_after_the_end_there_is_nobody_to_tell(engagement, eli, being, now):
    with being(eli):
        end_work(actor=eli, engagement=engagement, now=now)
        with pytest.raises(WrongState):
            say_pressured(actor=eli, engagement=engagement, now=now)


# --- somebody who is not my clinician -------------------------------------------------------------


def hidden_from(actor, request_id):
    """Neither the row nor a line of the trail, in raw SQL too; nor a mail."""
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from reviews_speakrequest")
        rows = cursor.fetchone()[0]
        cursor.execute(
            "select count(*) from accounts_auditevent where object_id = %s or chain = %s",
            [request_id, request_id],
        )
        lines = cursor.fetchone()[0]
    mails = Notice.objects.filter(subject_id=request_id).count()
    return (rows, lines, mails) == (0, 0, 0) and list_to_ring(actor=actor) == []


def test_the_named_person_alone_learns_whom_to_ring(
    engagement, eli, dana, mo, ada, cast, name_person, being, now
):
    name_person(mo)
    with being(eli):
        assert doors.somebody_else(engagement_id=engagement.id).name == "Dr Mo Lindgren"
        request_id = ask_to_speak(actor=eli, engagement=engagement)
        assert ask_to_speak(actor=eli, engagement=engagement) == request_id

    with being(mo):
        assert [r.address for r in list_to_ring(actor=mo)] == [cast.eli.email]
        assert Notice.objects.get(subject_id=request_id).recipient_id == mo.user_id
    with being(dana):
        assert hidden_from(dana, request_id)
    with being(ada):
        assert list_to_ring(actor=ada) == []
    with being(mo):
        note_spoken(actor=mo, request_id=request_id, now=now)
        assert list_to_ring(actor=mo) == []
        with pytest.raises(WrongState):
            note_spoken(actor=mo, request_id=request_id, now=now)


def test_where_nobody_is_named_the_administrators_are_asked(
    engagement, eli, dana, ada, mo, being, now
):
    with being(eli):
        assert doors.somebody_else(engagement_id=engagement.id).name == ""
        request_id = ask_to_speak(actor=eli, engagement=engagement)
    with being(ada):
        assert [r.id for r in list_to_ring(actor=ada)] == [request_id]
    for actor in (dana, mo):
        with being(actor):
            assert list_to_ring(actor=actor) == []
            with pytest.raises(NotFound):
                note_spoken(actor=actor, request_id=request_id, now=now)


def test_the_clients_own_clinician_never_receives_it_however_they_are_named(
    engagement, eli, dana, ada, name_person, being
):
    name_person(dana)
    with being(eli):
        found = doors.somebody_else(engagement_id=engagement.id)
        assert (found.name, found.own_clinician) == ("", True)
        request_id = ask_to_speak(actor=eli, engagement=engagement)
    with being(dana):
        assert hidden_from(dana, request_id)
    with being(ada):
        assert [r.id for r in list_to_ring(actor=ada)] == [request_id]


def test_nor_as_an_administrator(engagement, eli, dana, ada, as_administrator, name_person, being):
    """Dana runs the practice too, and is named: still she finds nothing, in either role."""
    name_person(as_administrator)
    with being(eli):
        request_id = ask_to_speak(actor=eli, engagement=engagement)
    for actor in (dana, as_administrator):
        with being(actor):
            assert hidden_from(actor, request_id)
    with being(ada):
        assert [r.id for r in list_to_ring(actor=ada)] == [request_id]


def test_a_named_person_who_takes_over_later_finds_it_no_more(
    engagement, eli, mo, dana, cast, name_person, being, now
):
    """A grant of any kind on this work closes it."""
    name_person(mo)
    with being(eli):
        request_id = ask_to_speak(actor=eli, engagement=engagement)
    with being(mo):
        assert [r.id for r in list_to_ring(actor=mo)] == [request_id]
    handovers.agree(cast, handovers.propose(cast, engagement.id, now=now), now=now)
    clock.move(timedelta(days=9))
    with acting_as_system("sweep"), transaction.atomic():
        hand_over_due()
    with being(mo):
        assert list_to_ring(actor=mo) == []
    with being(dana):  # who worked with Eli when he asked
        assert hidden_from(dana, request_id)


@pytest.fixture
def now_with_mo(engagement, cast, now):
    handovers.agree(cast, handovers.propose(cast, engagement.id, now=now), now=now)
    clock.move(timedelta(days=9))
    handovers.sweep()


def test_the_clinician_before_receives_nothing_as_named_person_or_administrator(
    engagement, eli, dana, ada, as_administrator, name_person, now_with_mo, being
):
    """Dana has handed over, and no row of Dana's own rights says so any more."""
    for named in (dana, as_administrator):
        name_person(named)
        with being(eli):
            found = doors.somebody_else(engagement_id=engagement.id)
            assert (found.name, found.own_clinician) == ("", True)
            request_id = ask_to_speak(actor=eli, engagement=engagement)
        for actor in (dana, as_administrator):
            with being(actor):
                assert hidden_from(actor, request_id)
        with being(ada):
            assert [r.id for r in list_to_ring(actor=ada)] == [request_id]
            note_spoken(actor=ada, request_id=request_id, now=clock.now())


def test_nor_does_whoever_covered_once(engagement, eli, mo, ada, cast, name_person, being, now):
    name_person(mo)
    cover = covers.ask(cast, engagement.id, now=now)
    covers.agree(cast, cover, now=now)
    clock.move(timedelta(days=5))
    covers.end(cast, cover, now=clock.now())
    with being(eli):
        request_id = ask_to_speak(actor=eli, engagement=engagement)
    with being(mo):
        assert hidden_from(mo, request_id)
    with being(ada):
        assert [r.id for r in list_to_ring(actor=ada)] == [request_id]


def test_what_was_asked_of_somebody_who_takes_over_goes_to_the_administrators(
    engagement, eli, mo, ada, cast, name_person, being, browser, now
):
    name_person(mo)
    with being(eli):
        request_id = ask_to_speak(actor=eli, engagement=engagement)
    with being(ada):
        assert list_to_ring(actor=ada) == []
    handovers.agree(cast, handovers.propose(cast, engagement.id, now=now), now=now)
    clock.move(timedelta(days=9))
    handovers.sweep()
    with being(ada):
        assert [r.id for r in list_to_ring(actor=ada)] == [request_id]
    assert "One of the people who run the practice knows whom to ring" in browser(eli).get(ASK).text
    with being(ada):
        note_spoken(actor=ada, request_id=request_id, now=clock.now())


def mails_about(request_id, *people):
    """Who of them was told of it; each may read the rows of their own mails alone."""
    told = []
    for person in people:
        with acting_as(person), transaction.atomic():
            kinds = Notice.objects.filter(subject_id=request_id).values_list("kind", flat=True)
            told += [(person.user_id, kind) for kind in kinds]
    return told


def test_whoever_receives_it_in_somebodys_place_is_told_once(
    engagement, eli, dana, mo, ada, cast, name_person, being, now
):
    name_person(mo)
    with being(eli):
        request_id = ask_to_speak(actor=eli, engagement=engagement)
    sweep()
    assert mails_about(request_id, dana, mo, ada) == [(mo.user_id, "something_waits")]

    handovers.agree(cast, handovers.propose(cast, engagement.id, now=now), now=now)
    clock.move(timedelta(days=9))
    handovers.sweep()
    sweep()
    sweep()

    assert mails_about(request_id, dana, ada) == [(ada.user_id, "something_waits")]


def test_one_that_was_settled_is_told_to_nobody_else(
    engagement, eli, mo, ada, cast, name_person, being, now
):
    name_person(mo)
    with being(eli):
        request_id = ask_to_speak(actor=eli, engagement=engagement)
        take_request_back(actor=eli, request_id=request_id, now=now)
    handovers.agree(cast, handovers.propose(cast, engagement.id, now=now), now=now)
    clock.move(timedelta(days=9))
    handovers.sweep()
    sweep()
    assert mails_about(request_id, ada) == []


def test_the_page_names_whom_the_open_request_went_to(
    engagement, eli, mo, ada, browser, name_person, being
):
    with being(eli):
        first = ask_to_speak(actor=eli, engagement=engagement)
    name_person(mo)
    page = browser(eli).get(ASK).text
    assert "One of the people who run the practice knows whom to ring" in page
    assert "Mo Lindgren" not in page
    with being(ada):
        note_spoken(actor=ada, request_id=first, now=clock.now())
    with being(eli):
        second = ask_to_speak(actor=eli, engagement=engagement)
        assert doors.asked_of(request_id=second) == "Dr Mo Lindgren"
    with being(mo):
        assert doors.asked_of(request_id=second) == ""


def test_the_client_takes_it_back_and_asks_for_themselves_alone(
    engagement, eli, dana, otto, ada, being, now
):
    with being(eli):
        request_id = ask_to_speak(actor=eli, engagement=engagement)
    with being(otto):
        assert doors.somebody_else(engagement_id=engagement.id) is None
        with pytest.raises(NotFound):
            take_request_back(actor=otto, request_id=request_id, now=now)
    with being(dana), pytest.raises(NotAllowed):
        ask_to_speak(actor=dana, engagement=engagement)
    with being(ada), pytest.raises(NotAllowed):
        take_request_back(actor=ada, request_id=request_id, now=now)
    with being(eli):
        with pytest.raises(NotAllowed):
            note_spoken(actor=eli, request_id=request_id, now=now)
        take_request_back(actor=eli, request_id=request_id, now=now)
        assert SpeakRequest.objects.get(id=request_id).state == SpeakRequest.WITHDRAWN
    with being(ada):
        assert list_to_ring(actor=ada) == []


def test_after_the_end_one_can_still_ask(engagement, eli, ada, being, now):
    with being(eli):
        end_work(actor=eli, engagement=engagement, now=now)
        ask_to_speak(actor=eli, engagement=engagement)
    with being(ada):
        assert len(list_to_ring(actor=ada)) == 1
