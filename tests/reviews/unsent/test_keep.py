"""Keeping one box: two tabs, an empty box, what was sent meanwhile, and who can see it."""

import uuid

import pytest
from django.db import connection

from accounts.access import NotFound, WrongState, acting_as
from reviews.records.models import EngagementKey
from reviews.unsent import actions, places, queries
from reviews.unsent.actions import Sent
from reviews.unsent.models import UnsentText
from tests.texts import tell_texts
from tests.unsent import found_in, type_into
from tracker.lib.forms import OpenPage

ONE, TWO, THREE = "The first tab.", "The second tab.", "The second tab, and on."
PLACE = places.STEP_BY_CLIENT


@pytest.fixture
def about(engagement):
    return engagement.id


@pytest.fixture
def typing(eli, engagement, about, now):
    """Eli types into the form, as the page that knows `version`."""

    def type_(text, *, version=0, page=None, place=PLACE, actor=eli):
        return type_into(
            actor, place, engagement.id, about, text, version=version, page=page, now=now
        )

    return type_


@pytest.fixture
def kept(eli, about):
    def read(place=PLACE, actor=eli):
        return found_in(actor, place, about).get("text")

    return read


def test_two_pages_keep_both_texts_and_the_second_follows_the_typing(typing, kept, eli, being, now):
    page = OpenPage(uuid.uuid4())
    first = typing(ONE)
    assert typing(ONE + " On.", version=first.version).version == first.version + 1

    assert typing(TWO, page=page).conflict
    assert typing(THREE, page=page).conflict

    assert (kept().text, kept().second) == (ONE + " On.", THREE)
    with being(eli):
        actions.choose_unsent(actor=eli, text_id=kept().id, pick="both", now=now)
    assert (kept().text, kept().second) == (f"{ONE} On.\n\n\n{THREE}", None)
    with being(eli), pytest.raises(WrongState):
        actions.choose_unsent(actor=eli, text_id=kept().id, pick="both", now=now)


def test_an_emptied_box_is_no_text(typing, kept):
    first = typing(ONE)

    assert typing("", version=first.version).version == 0
    assert kept() is None
    assert typing("").version == 0
    assert typing(TWO).conflict is False
    assert typing(
        ""
    ).conflict  # emptied in another tab that does not know of it: kept, until chosen
    assert kept().text == TWO


def test_a_page_of_before_the_sending_does_not_write_over_a_new_text(typing, kept, sent):
    old = typing(ONE)
    sent(ONE, old.version)
    assert kept() is None
    typing(TWO)

    assert typing(THREE, version=old.version).conflict
    assert (kept().text, kept().second) == (TWO, THREE)


def test_words_typed_after_the_sending_are_kept(typing, kept, sent):
    old = typing(ONE)
    sent(ONE, old.version)

    assert typing(f"{ONE} One more.", version=old.version).conflict is False
    assert kept().text == f"{ONE} One more."


@pytest.fixture
def sent(eli, about, being, now):
    def send(text, version, page=None):
        with being(eli):
            actions.take_unsent(
                actor=eli,
                place=PLACE,
                about=about,
                sent={"text": Sent(text, version, page)},
                now=now,
            )

    return send


def test_more_than_was_saved_can_be_sent(typing, kept, sent):
    first = typing(ONE)

    sent(f"{ONE} Typed in the last two seconds.", first.version)

    assert kept() is None


def test_sending_from_one_page_leaves_what_another_wrote(typing, kept, sent):
    page = OpenPage(uuid.uuid4())
    first = typing(ONE)
    typing(TWO, page=page)

    sent(ONE, first.version)  # the page whose text was saved
    assert (kept().text, kept().second) == (TWO, None)

    typing(THREE)
    sent("Anything.", kept().version)
    assert kept().text == THREE


def test_sending_from_the_stale_page_leaves_the_saved_one(typing, kept, sent):
    page = OpenPage(uuid.uuid4())
    typing(ONE)
    typing(TWO, page=page)

    sent(THREE, 0, page)

    assert (kept().text, kept().second) == (ONE, None)


def test_it_is_its_author_s_alone(typing, kept, dana, mo, otto, ada, engagement, about, now):
    typing(ONE)
    assert kept().text == ONE

    text_id = kept().id
    for other in (dana, mo, otto, ada):
        with acting_as(other):
            assert UnsentText.objects.filter(id=text_id).first() is None
            assert queries.list_unsent(actor=other) == []
            with pytest.raises(NotFound):
                queries.open_unsent(actor=other, text_id=text_id)
            with pytest.raises(NotFound):
                actions.discard_unsent(actor=other, text_id=text_id)
        with pytest.raises(NotFound):
            type_into(other, PLACE, engagement.id, about, TWO, now=now)
    assert kept().text == ONE


def test_a_box_the_form_does_not_have_is_nothing(eli, engagement, about, now):
    type_into(eli, PLACE, engagement.id, about, ONE, box="text", now=now)
    with pytest.raises(NotFound):
        type_into(eli, PLACE, engagement.id, about, ONE, box="reason", now=now)


def test_a_process_note_is_sealed_with_its_author_s_key(typing, kept, dana, being):
    typing(ONE, place=places.PROCESS_NOTE, actor=dana)
    assert kept(places.PROCESS_NOTE, dana).text == ONE

    with being(dana):
        key = EngagementKey.objects.filter(purpose=EngagementKey.PROCESS, holder=dana.user_id)
        assert key.count() == 1
        row = UnsentText.objects.get()
        from reviews.records import vault
        from tracker.lib.crypto import CannotOpen

        with pytest.raises(CannotOpen):
            vault.open_text(row, "text", engagement_id=row.engagement_id)


def test_a_remark_is_kept_while_the_colleague_is_asked(cast, story, mo, now, being):
    from reviews.reports import cosignatures
    from reviews.reports.cosignature_queries import get_asked

    texts = tell_texts(cast, story, now=now)
    mine = (mo, places.REMARK, texts.cosignature_id)
    assert type_into(mo, places.REMARK, story.engagement_id, texts.cosignature_id, ONE, now=now)
    assert found_in(*mine)["remark"].text == ONE

    with being(mo):
        asked = get_asked(actor=mo, cosignature_id=texts.cosignature_id)
        cosignatures.answer_cosignature(
            actor=mo,
            cosignature=asked,
            outcome="stood_aside",
            remark="A tie.",
            authenticated_at=now,
            now=now,
        )
    assert found_in(*mine) == {}
    with pytest.raises(NotFound):
        type_into(mo, places.REMARK, story.engagement_id, texts.cosignature_id, TWO, now=now)


def test_a_list_opens_no_text(typing, eli, engagement, now, being, django_assert_num_queries):
    for about in (uuid.uuid4(), uuid.uuid4(), engagement.id):
        type_into(eli, PLACE, engagement.id, about, ONE, now=now)

    with being(eli):
        connection.queries_log.clear()
        with django_assert_num_queries(1) as asked:
            assert len(queries.list_unsent(actor=eli)) == 3
        assert '"text"' not in asked.captured_queries[0]["sql"]
