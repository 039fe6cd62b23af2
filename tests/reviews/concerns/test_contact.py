"""An employer contact reports what was agreed, by a key and a day, and learns nothing from it."""

import re
import uuid
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from accounts.access import NotAllowed, NotFound, acting_as
from accounts.errors import ABSENT
from accounts.outbox.models import Notice
from accounts.queries import list_events
from reviews.agreements.models import AgreedContact
from reviews.concerns import actions, queries
from reviews.concerns.models import Concern
from tests import concerns, voices
from tests.contact_forms import end, path, rows, sends
from tests.story import _engagement
from tracker.lib import clock

# The agreement of tests/reviews/concerns/conftest.py lists a complaint for Erin.


# --- both read it --------------------------------------------------------------------------------


def test_both_read_at_once_what_was_reported(cast, engagement, erin, form, being):
    new = voices.report(erin, form.id)
    for person in (cast.eli.actor, cast.dana.actor):
        with being(person):
            [waits] = queries.list_new(actor=person, engagement_ids=[engagement.id])
            assert (waits.id, waits.told_by) == (new, "contact")
            seen = queries.read_concern(actor=person, concern_id=new)
            assert seen.agreed == "A new complaint that reaches the workplace"
            assert seen.head.happened_on == voices.today()
            assert (seen.entry, seen.noted) == (None, None)
    with being(cast.eli.actor):
        events = list_events(chain=engagement.id, verbs=frozenset({"tell_concern"}))
        assert [event.object_id for event in events] == [new]
        told = Notice.objects.filter(subject_id=new)
        assert {row.recipient_id for row in told} == {cast.eli.user_id}
    with being(cast.dana.actor):
        assert Notice.objects.filter(subject_id=new).exists()


def test_the_pages_show_who_said_what(cast, engagement, erin, form, browser):
    new = voices.report(erin, form.id)
    for person in (cast.eli, cast.dana):
        client = browser(person)
        read = client.get(f"/matters/{new}/")
        assert read.status_code == 200
        body = read.content.decode()
        assert "What the employer contact named" in body
        assert "Told by the employer contact on" in body
        assert "I have read this" in body
    answered = browser(cast.eli).post(f"/matters/{new}/", {"text": "I know of it."})
    assert answered.status_code == 302
    assert browser(cast.dana).post(f"/matters/{new}/seen/").status_code == 302


def test_one_that_the_clinician_calls_listed_binds_a_summary(cast, engagement, erin, form, being):
    from tests.concerns import step

    new = voices.report(erin, form.id)
    dana = cast.dana.actor
    with being(dana):
        concern = queries.get_concern(actor=dana, concern_id=new)
        assert not queries.list_binding(
            actor=dana, engagement_id=engagement.id, since=voices.today()
        )
    step(dana, concern, "listed", agreed_key="new_complaint", now=clock.now())
    with being(dana):
        bound = queries.list_binding(actor=dana, engagement_id=engagement.id, since=voices.today())
        assert [head.id for head in bound] == [new]


def test_the_clinician_enters_in_error_what_was_meant_for_another(
    cast, engagement, erin, form, browser, being
):
    from tests.concerns import step

    new, dana = voices.report(erin, form.id), cast.dana.actor
    said = {"agreed_key": "new_complaint", "text": "We spoke about what was named."}
    step(dana, voices.found(dana, new), "listed", now=clock.now(), **said)
    assert "The agreement lists it" in browser(cast.eli).get(f"/matters/{new}/").content.decode()
    where = f"/matters/{new}/in-error/"
    assert where in browser(cast.dana).get(f"/matters/{new}/").content.decode()
    assert where not in browser(cast.eli).get(f"/matters/{new}/").content.decode()
    assert browser(cast.eli).post(where, {"reason": "Not mine."}).status_code == 404
    assert browser(cast.dana).post(where, {"reason": "Of other work."}).status_code == 302
    for person in (cast.eli, cast.dana):
        body = browser(person).get(f"/matters/{new}/").content.decode()
        assert "Of other work." in body
        assert "A new complaint" not in body.partition("<article")[2].partition("</article>")[0]
        assert said["text"] not in body
        assert "The agreement lists it" not in body  # it binds no summary any more
        with being(person.actor):
            [head] = queries.list_concerns(actor=person.actor, engagement_ids=[engagement.id])
            assert head.in_error
            assert not queries.list_new(actor=person.actor, engagement_ids=[engagement.id])
    with being(dana):
        assert not queries.list_binding(
            actor=dana, engagement_id=engagement.id, since=voices.today()
        )
    assert voices.report(erin, form.id)  # they learn nothing of it


def test_nobody_but_the_clinician_enters_in_error_what_a_contact_named(
    cast, engagement, erin, form, being
):
    from reviews.amendments.actions import add_addendum, mark_in_error

    said = {
        "engagement_id": engagement.id,
        "of_kind": "concern",
        "of_id": voices.report(erin, form.id),
        "reason": "Of other work.",
        "now": clock.now(),
    }
    for person, refusal in ((cast.eli, NotAllowed), (cast.mo, NotFound), (cast.otto, NotFound)):
        with being(person.actor), pytest.raises(refusal):
            mark_in_error(actor=person.actor, **said)
    dana = cast.dana.actor
    with being(dana), pytest.raises(NotAllowed):
        add_addendum(actor=dana, text="More.", **said)
    own = concerns.told(cast.eli.actor, engagement.id, now=clock.now())
    with being(dana), pytest.raises(NotAllowed):
        mark_in_error(actor=dana, **{**said, "of_id": own.id})
    with being(dana):
        mark_in_error(actor=dana, **said)


# --- nothing is shown back -----------------------------------------------------------------------


def test_the_contact_sends_it_and_nothing_is_shown_back(cast, engagement, erin, form, browser):
    client = browser(cast.erin)
    home, page = client.get("/documents/"), client.get(path(form.id))
    sent = client.post(path(form.id), sends(client, form.id), follow=True)
    body = sent.content.decode()
    assert "Handed to the clinician. Nothing about it is shown back here." in body
    assert len(rows(cast)) == 1
    for before, again in ((home, client.get("/documents/")), (page, client.get(path(form.id)))):
        assert changing(before) == changing(again)
    for told in (
        "Eli",
        "Rask",
        "Dana",
        "Ruiz",
        "Lantern",
        "Ostrey",
        str(engagement.id),
        "a remark",
    ):
        assert told not in page.content.decode().partition("<main")[2].partition("</main>")[0]


def changing(answer):
    """The page's main part, without the tokens of its forms and the page's own id."""
    body = answer.content.decode().partition("<main")[2].partition("</main>")[0]
    return re.sub(r'value="[^"]{20,}"', "", body)


def test_there_is_no_room_for_words(cast, engagement, erin, form, browser):
    shown = browser(cast.erin).get(path(form.id)).content.decode()
    main = shown.partition("<main")[2].partition("</main>")[0]
    assert "<textarea" not in main
    assert 'type="text"' not in main


def test_looking_writes_nothing(cast, engagement, erin, form, browser):
    client = browser(cast.erin)
    for ask in (client.get, client.head):
        assert ask(path(form.id)).status_code == 200
    assert rows(cast) == []
    assert client.post(path(form.id), sends(client, form.id)).status_code == 302
    assert len(rows(cast)) == 1


def test_no_document_becomes_visible_or_invisible_by_a_form(cast, engagement, erin, form, browser):
    body = browser(cast.erin).get("/documents/").content.decode()
    assert f'<h2 id="now">{ABSENT}</h2>' in body
    assert path(form.id) in body
    end(cast, engagement)
    body = browser(cast.erin).get("/documents/").content.decode()
    assert f'<h2 id="now">{ABSENT}</h2>' in body
    assert "What you can report" not in body


# --- what is refused -----------------------------------------------------------------------------


def test_a_form_sent_twice_is_one_concern(cast, engagement, erin, form, browser, being):
    client = browser(cast.erin)
    data = sends(client, form.id)
    for _ in range(2):
        assert client.post(path(form.id), data).status_code == 302
    assert client.post(path(form.id), sends(client, form.id)).status_code == 302
    assert len(rows(cast)) == 1  # the same concern of the same day, too
    with being(cast.eli.actor):
        lines = list_events(chain=engagement.id, verbs=frozenset({"tell_concern"}))
        assert len(lines) == 1
        assert Notice.objects.filter(subject_id=rows(cast)[0].id).count() == 1


def test_named_again_after_it_was_entered_in_error_it_is_a_new_one(
    cast, engagement, erin, form, browser, being
):
    client, dana = browser(cast.erin), browser(cast.dana)
    first = sends(client, form.id)
    answers = [client.post(path(form.id), first, follow=True)]
    [named] = rows(cast)
    error = dana.post(f"/matters/{named.id}/in-error/", {"reason": "Of other work."})
    assert error.status_code == 302

    client.post(path(form.id), first)
    assert rows(cast) == [named]  # the first sending, which only arrives again
    again = sends(client, form.id)
    for data in (again, again, sends(client, form.id)):
        answers.append(client.post(path(form.id), data, follow=True))
    [new] = [row for row in rows(cast) if row.id != named.id]

    assert (new.agreed_key, new.happened_on) == (named.agreed_key, named.happened_on)
    assert len({changing(answer) for answer in answers}) == 1  # they learn nothing of it
    with being(cast.eli.actor):
        lines = list_events(chain=engagement.id, verbs=frozenset({"tell_concern"}))
        assert {line.object_id for line in lines} == {named.id, new.id}
        assert Notice.objects.filter(subject_id=new.id).count() == 1
        waits = queries.list_new(actor=cast.eli.actor, engagement_ids=[engagement.id])
        assert [found.id for found in waits] == [new.id]


def test_after_an_error_too_it_is_one_however_often(cast, engagement, erin, form, being):
    """No index holds it: the door does."""
    from reviews.amendments.actions import mark_in_error

    named = voices.report(erin, form.id)
    with being(cast.dana.actor):
        mark_in_error(
            actor=cast.dana.actor,
            engagement_id=engagement.id,
            of_kind="concern",
            of_id=named,
            reason="Of other work.",
            now=clock.now(),
        )
    for _ in range(3):
        voices.report(erin, form.id)
    assert len(rows(cast)) == 2


def test_what_the_agreement_does_not_list_is_absent(cast, engagement, erin, form, browser):
    client = browser(cast.erin)
    data = sends(client, form.id)
    for forged in ("as_described", "boundary_not_kept", "x"):
        refused = client.post(path(form.id), {**data, "key": forged})
        assert (refused.status_code, ABSENT in refused.content.decode()) == (404, True)
    assert rows(cast) == []
    assert client.post(path(form.id), data).status_code == 302


def test_the_database_takes_no_other_key_and_no_other_day(cast, engagement, erin, form):
    for key in ("as_described", "boundary_not_kept", "x"):
        with pytest.raises(NotFound):
            voices.report(erin, form.id, key)
    for days in (1, -1):
        with pytest.raises(NotFound):
            voices.report(erin, form.id, on=voices.today() + timedelta(days=days))
    assert rows(cast) == []
    assert voices.report(erin, form.id)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"key": ""}, "Choose what happened."),
        ({"on": ""}, "Enter the day."),
        ({"on": "soon"}, "Enter the day in full"),
        ({"on": "2199-01-01"}, "Enter a day that has come."),
        ({"on": "2001-01-01"}, "Enter a day since this was agreed."),
    ],
)
def test_what_is_missing_is_said_beside_it(
    cast, engagement, erin, form, browser, changes, sentence
):
    client = browser(cast.erin)
    data = {k: v for k, v in {**sends(client, form.id), **changes}.items() if v}
    refused = client.post(path(form.id), data)
    assert refused.status_code == 400
    assert f"Nothing was handed over yet. {sentence}" in refused.content.decode()
    assert rows(cast) == []


def test_every_other_form_is_one_absence(cast, engagement, erin, form, browser):
    client = browser(cast.erin)
    data = sends(client, form.id)
    nothing = client.get(path(uuid.uuid4()))
    assert client.get(path(form.id)).status_code == 200
    end(cast, engagement)
    for where in (form.id, uuid.uuid4(), engagement.id):
        for answer in (client.get(path(where)), client.post(path(where), data)):
            assert (answer.status_code, answer.content) == (404, nothing.content)
    assert client.put(path(form.id)).content == nothing.content
    assert rows(cast) == []


def test_after_the_end_the_act_is_refused(cast, engagement, erin, form):
    assert voices.report(erin, form.id)
    end(cast, engagement)
    with pytest.raises(NotFound):
        voices.report(erin, form.id, on=voices.today())
    assert len(rows_of_dana(cast)) == 1


def rows_of_dana(cast):
    with acting_as(cast.dana.actor), transaction.atomic():
        return list(Concern.objects.all())


def test_nobody_else_reports_by_it(cast, engagement, erin, form, being):
    assert voices.report(erin, form.id)
    for person in (cast.eli, cast.dana, cast.mo, cast.otto, cast.ada):
        actor = person.actor
        assert voices.forms(actor) == []
        with being(actor), connection.cursor() as cursor:
            cursor.execute("select count(*) from app.agreed_forms()")
            assert cursor.fetchone() == (0,)
            cursor.execute(
                "select app.report_agreed(%s, %s, 'new_complaint', current_date)",
                [uuid.uuid4(), form.id],
            )
            assert cursor.fetchone() == (False,)
        with pytest.raises(NotFound):
            voices.report(actor, form.id, on=voices.today())
    assert len(rows(cast)) == 1


def test_the_form_of_other_work_is_not_theirs(cast, engagement, erin, form, now):
    mo, otto = cast.mo.actor, cast.otto.actor
    others = _engagement(mo, otto, "Otto Brandt", now=now)
    voices.agreed(
        cast,
        others.engagement_id,
        "boundary_not_kept",
        address="priya@example.org",
        now=clock.now(),
        clinician=mo,
        client=otto,
    )
    priya = voices.contact("priya@example.org")
    [theirs] = voices.forms(priya)
    assert theirs.id != form.id
    with pytest.raises(NotFound):
        voices.report(erin, theirs.id, "boundary_not_kept")
    with pytest.raises(NotFound):
        voices.report(priya, form.id)
    assert voices.report(priya, theirs.id, "boundary_not_kept")
    assert rows(cast) == []


def test_the_database_shows_the_contact_nothing(cast, engagement, erin, form, being):
    voices.report(erin, form.id)
    with being(cast.eli.actor):
        assert AgreedContact.objects.count() == Concern.objects.count() == 1
    with being(erin):
        assert not AgreedContact.objects.exists()
        assert not Concern.objects.exists()
        with pytest.raises(DatabaseError), transaction.atomic():
            AgreedContact.objects.create(
                engagement_id=engagement.id,
                agreement_id=uuid.uuid4(),
                keys=[],
                created_at=clock.now(),
            )


def test_many_in_a_short_time_are_refused(cast, engagement, erin, form, browser, settings):
    client = browser(cast.erin)
    data = sends(client, form.id)
    answers = [client.post(path(form.id), data).status_code for _ in range(12)]
    assert answers[:3] == [302, 302, 302]
    assert answers[-1] == 429


def test_the_act_is_the_contacts_alone(cast, engagement, erin, form, being):
    with being(cast.eli.actor), pytest.raises(NotFound):
        actions.report_agreed(
            actor=cast.eli.actor,
            form_id=form.id,
            concern_id=uuid.uuid4(),
            key="new_complaint",
            on=voices.today(),
        )
    assert voices.report(erin, form.id)
