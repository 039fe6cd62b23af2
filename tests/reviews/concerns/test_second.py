"""A second clinician notes a concern while a version is theirs to read; no word is shown back."""

import uuid
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.urls import reverse

from accounts.access import NotAllowed, NotFound, NotFresh, WrongState, acting_as
from accounts.outbox.models import Notice
from accounts.queries import list_events
from reviews.concerns import queries
from reviews.concerns.models import Concern
from reviews.engagements.actions import end_engagement
from reviews.engagements.queries import get_engagement
from reviews.records import vault
from reviews.unsent.places import SECOND_CONCERN
from tests import sharing_story, voices
from tests.conftest import PASSWORD
from tests.ground import acted_once
from tests.pages import form_with
from tests.unsent import found_in
from tracker.lib import clock


@acted_once
def asked(cast, engagement, now):
    return voices.asked_second(cast, engagement.id, now=now)


def page(asked):
    return reverse("reports:second_note", args=[asked.id])


def sends(client, asked, **changes):
    shown = form_with(client.get(page(asked)).content.decode(), "seen")["fields"]
    sent = {"seen": voices.SEEN, "voiced": voices.VOICED, "password": PASSWORD}
    return {**shown, **sent, **changes}


def rows(cast):
    with acting_as(cast.eli.actor), transaction.atomic():
        return list(Concern.objects.all())


def end(cast, engagement):
    dana = cast.dana.actor
    with acting_as(dana), transaction.atomic():
        row = get_engagement(actor=dana, engagement_id=engagement.id)
        end_engagement(actor=dana, engagement=row, now=clock.now())


def answered(cast, asked, outcome="changes_asked"):
    from reviews.reports.cosignature_queries import get_asked
    from reviews.reports.cosignatures import answer_cosignature

    mo, now = cast.mo.actor, clock.now()
    with acting_as(mo), transaction.atomic():
        answer_cosignature(
            actor=mo,
            cosignature=get_asked(actor=mo, cosignature_id=asked.id),
            outcome=outcome,
            remark="The third section needs a day.",
            authenticated_at=now,
            now=now,
        )


def test_both_read_conduct_apart_from_what_was_said(cast, engagement, asked, being, browser):
    new = voices.told_by_second(cast.mo.actor, asked)
    for person in (cast.eli, cast.dana):
        with being(person.actor):
            [waits] = queries.list_new(actor=person.actor, engagement_ids=[engagement.id])
            assert (waits.id, waits.told_by) == (new, "second")
            seen = queries.read_concern(actor=person.actor, concern_id=new)
            assert seen.noted.parts == (voices.SEEN, voices.VOICED)
        body = browser(person).get(f"/matters/{new}/").content.decode()
        assert "Noted by Dr Mo Lindgren, a second clinician, on" in body
        first, apart, second = body.partition("Kept apart from what was done")
        assert "a remark about somebody" in first
        assert apart
        assert "he had meant it kindly" in second
    with being(cast.eli.actor):
        lines = list_events(chain=engagement.id, verbs=frozenset({"tell_concern"}))
        assert [line.object_id for line in lines] == [new]
        assert Notice.objects.filter(subject_id=new).count() == 1
    with being(cast.dana.actor):
        assert Notice.objects.filter(subject_id=new).count() == 1
    assert browser(cast.eli).post(f"/matters/{new}/", {"text": "So it was."}).status_code == 302


def test_the_page_of_the_question_leads_there_and_shows_only_that_it_was_sent(
    cast, engagement, asked, browser
):
    client, second = browser(cast.mo), reverse("reports:second", args=[asked.id])
    before = client.get(second).content.decode()
    assert page(asked) in before
    assert "You sent one on" not in before
    sent = client.post(page(asked), sends(client, asked), follow=True)
    assert sent.redirect_chain[-1][0] == second
    after = sent.content.decode()
    assert "Sent. The client and the clinician read it." in after
    assert "You sent one on" in after
    for where in (second, page(asked)):
        shown = client.get(where).content.decode()
        assert voices.SEEN not in shown
        assert "meant it kindly" not in shown
    [row] = rows(cast)
    assert client.get(f"/matters/{row.id}/").status_code == 404


def test_looking_writes_nothing(cast, engagement, asked, browser):
    client = browser(cast.mo)
    for ask in (client.get, client.head):
        assert ask(page(asked)).status_code == 200
    assert rows(cast) == []
    assert client.post(page(asked), sends(client, asked)).status_code == 302
    assert len(rows(cast)) == 1


def test_a_page_sent_twice_is_one_concern(cast, engagement, asked, browser, being):
    client = browser(cast.mo)
    data = sends(client, asked)
    assert [client.post(page(asked), data).status_code for _ in range(2)] == [302, 302]
    assert len(rows(cast)) == 1
    assert client.post(page(asked), sends(client, asked)).status_code == 302
    assert len(rows(cast)) == 2


def test_it_is_signed_freshly(cast, engagement, asked, browser):
    client = browser(cast.mo)
    wrong = client.post(page(asked), sends(client, asked, password="not it"))
    assert wrong.status_code == 400
    assert "I heard it myself." in wrong.content.decode()
    with pytest.raises(NotFresh):
        voices.told_by_second(cast.mo.actor, asked, ago=timedelta(hours=1))
    assert rows(cast) == []
    assert voices.told_by_second(cast.mo.actor, asked)


def test_an_empty_one_and_one_that_measures_are_not_sent(cast, engagement, asked, browser):
    client, measure = browser(cast.mo), "His insight is seven out of ten."
    for changes in ({"seen": " "}, {"seen": measure}, {"voiced": measure}):
        refused = client.post(page(asked), sends(client, asked, **changes))
        assert refused.status_code == 400
        assert "cannot stand here" in refused.content.decode() or changes["seen"] == " "
    for seen, voiced in ((" ", ""), (measure, ""), ("Seen.", measure)):
        with pytest.raises(NotAllowed):
            voices.told_by_second(cast.mo.actor, asked, seen=seen, voiced=voiced)
    assert rows(cast) == []
    assert voices.told_by_second(cast.mo.actor, asked, voiced="")


def test_nobody_else_writes_there(cast, engagement, asked, browser, being):
    assert browser(cast.mo).get(page(asked)).status_code == 200
    for person in (cast.dana, cast.eli, cast.otto, cast.ada):
        assert browser(person).get(page(asked)).status_code == 404
        with pytest.raises(NotFound):
            voices.told_by_second(person.actor, asked)
        with being(person.actor), connection.cursor() as cursor:
            cursor.execute("select app.tell_second(%s, %s, '')", [uuid.uuid4(), asked.id])
            assert cursor.fetchone() == (None,)
            cursor.execute("select app.second_told_at(%s)", [asked.id])
            assert cursor.fetchone() == (None,)
    assert rows(cast) == []


def test_once_answered_it_is_closed_and_the_words_too(cast, engagement, asked, browser, being):
    new, mo = voices.told_by_second(cast.mo.actor, asked), cast.mo.actor
    answered(cast, asked)
    assert browser(cast.mo).get(page(asked)).status_code == 404
    with pytest.raises(NotFound):
        voices.told_by_second(mo, asked)
    with being(mo):
        assert queries.second_told_at(actor=mo, copy_id=asked.id) is None
        assert not Concern.objects.exists()
    with being(cast.eli.actor):
        seen = queries.read_concern(actor=cast.eli.actor, concern_id=new)
        assert seen.noted.seen == voices.SEEN


def test_a_version_entered_in_error_takes_no_concern(cast, engagement, asked):
    assert voices.told_by_second(cast.mo.actor, asked)
    with acting_as(cast.dana.actor), transaction.atomic():
        report = asked.report
    sharing_story.entered_in_error(cast, report, now=clock.now())
    with pytest.raises(NotFound):
        voices.told_by_second(cast.mo.actor, asked)


def test_after_the_end_the_text_comes_back(cast, engagement, asked, browser):
    client = browser(cast.mo)
    data = sends(client, asked)
    end(cast, engagement)
    refused = client.post(page(asked), data)
    assert refused.status_code == 409
    assert "so this was not sent" in refused.content.decode()
    assert "I heard it myself" in refused.content.decode()
    with pytest.raises(WrongState):
        voices.told_by_second(cast.mo.actor, asked)


def test_it_is_kept_while_typed_under_the_key_of_the_copy(cast, engagement, asked, browser):
    client, mo = browser(cast.mo), cast.mo.actor
    refused = client.post(page(asked), sends(client, asked, password="not it"))
    assert refused.status_code == 400
    assert found_in(mo, SECOND_CONCERN, asked.id)["seen"].text == voices.SEEN
    assert found_in(cast.dana.actor, SECOND_CONCERN, asked.id) == {}
    assert client.post(page(asked), sends(client, asked)).status_code == 302
    assert found_in(mo, SECOND_CONCERN, asked.id) == {}


def test_the_words_are_sealed_with_the_key_of_the_copy(cast, engagement, asked, being):
    new = voices.told_by_second(cast.mo.actor, asked)
    with being(cast.eli.actor):
        row = queries.get_concern(actor=cast.eli.actor, concern_id=new)
        assert voices.SEEN.encode() not in bytes(row.words)
        lock = vault.copy(engagement.id, copy_id=asked.id)
        assert voices.SEEN in vault.open_in(lock, row, "words")


def test_it_binds_a_summary_once_the_clinician_calls_it_listed(cast, engagement, asked, being):
    from tests.concerns import step

    new, dana = voices.told_by_second(cast.mo.actor, asked), cast.dana.actor
    step(dana, voices.found(dana, new), "listed", agreed_key="new_complaint", now=clock.now())
    with being(dana):
        bound = queries.list_binding(actor=dana, engagement_id=engagement.id, since=voices.today())
        assert [head.id for head in bound] == [new]
