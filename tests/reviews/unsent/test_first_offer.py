"""What is typed into a first offer, before there is an engagement: its key goes with it, and it is
carried on where the work is opened.
"""

import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse

from accounts import actions as people
from accounts.access import NotFound
from accounts.models import Membership
from reviews.engagements.queries import list_engagements
from reviews.unfinished.actions import tidy
from reviews.unfinished.queries import list_unfinished
from reviews.unsent import actions
from reviews.unsent.places import AGREEMENT, FIRST_OFFER
from tests.agreeing import offer_engagement
from tests.clones import clone, inside
from tests.conftest import PASSWORD
from tests.first_talks import newcomer, opened
from tests.pages import form_with
from tests.reviews.unsent.test_every_form import FIRST_OFFER as SENDS
from tests.unsent import found_in, type_into
from tracker.lib import clock
from tracker.lib.forms import OpenPage

ONE, TWO, THREE = "A written warning.", "Two written warnings.", "Three, they say now."


@pytest.fixture
def ivo(cast):
    """A client who was just introduced to Dana."""
    return newcomer(cast)


@pytest.fixture
def typing(dana, ivo, now):
    def type_(text, *, box="accountability", version=0, page=None, at=now, to=ivo):
        return type_into(
            dana,
            FIRST_OFFER,
            None,
            to.membership_id,
            text,
            box=box,
            version=version,
            page=page,
            now=at,
        )

    return type_


@pytest.fixture
def kept(dana, ivo):
    def read():
        return {box: s.text for box, s in found_in(dana, FIRST_OFFER, ivo.membership_id).items()}

    return read


@pytest.fixture
def keys(dana, being):
    """How many keys of first offers Dana could open now."""

    def count(actor=dana):
        with being(actor), connection.cursor() as cursor:
            cursor.execute("select count(*) from reviews_offerkey")
            return cursor.fetchone()[0]

    return count


@pytest.fixture
def carried(dana):
    def read(engagement_id):
        found = found_in(dana, AGREEMENT, engagement_id)
        return {box: (seen.text, seen.second) for box, seen in found.items()}

    return read


def test_a_refused_offer_is_kept_without_any_script(dana, ivo, kept, browser):
    url = reverse("agreements:begin", args=[ivo.membership_id])
    sent = {**SENDS, "pathway": "", "accountability": ONE, "described": TWO}

    assert browser(dana).post(url, sent | {"look": "yes"}).status_code == 400

    assert kept() == {
        **{box: SENDS[box] for box in ("refusal_words", "voluntariness")},
        "accountability": ONE,
        "described": TWO,
    }
    again = form_with(browser(dana).get(url).content.decode(), "working_on")
    assert again["fields"]["accountability"] == [ONE]


def test_a_first_talk_carries_both_texts_of_two_pages_on(
    dana, ivo, typing, kept, keys, carried, now
):
    first = typing(ONE)
    typing(TWO, version=first.version)
    assert typing(THREE, page=OpenPage(uuid.uuid4())).conflict
    typing("She.", box="supervision")
    assert keys() == 1

    talk = opened(dana, ivo, now=now)

    assert carried(talk.id) == {"accountability": (TWO, THREE), "supervision": ("She.", None)}
    assert (kept(), keys()) == ({}, 0)


def test_after_a_first_talk_the_offer_s_page_has_what_was_typed_before(
    dana, ivo, typing, browser, now
):
    typing(ONE)
    talk = opened(dana, ivo, now=now)

    page = browser(dana).get(reverse("agreements:another", args=[talk.id])).content.decode()

    assert form_with(page, "working_on")["fields"]["accountability"] == [ONE]


def test_offering_from_one_page_carries_on_what_another_wrote(
    dana, ivo, typing, kept, keys, carried, browser, being, now
):
    url = reverse("agreements:begin", args=[ivo.membership_id])
    client = browser(dana)
    page = form_with(client.get(url).content.decode(), "working_on")["fields"]
    typing("She.", box="supervision")
    days = now.date() + timedelta(days=4)
    rhythm = {
        "often_1": "weeks-2",
        "on_1": f"weekday-{days.weekday()}",
        "starts_on_1": days.isoformat(),
    }

    sent = client.post(
        url, {**page, **SENDS, **rhythm, "accountability": ONE, "password": PASSWORD}
    )

    assert sent.status_code == 302
    with being(dana):
        (work,) = list_engagements(actor=dana)
    assert carried(work.id) == {"supervision": ("She.", None)}
    assert (kept(), keys()) == ({}, 0)


def test_offered_by_a_program_it_is_carried_on_too(
    dana, ivo, typing, keys, carried, terms, being, now
):
    typing(ONE)
    with being(dana):
        offered = offer_engagement(
            actor=dana,
            client_membership_id=ivo.membership_id,
            client_name="Ivo Lund",
            terms=terms,
            now=now,
        )

    assert carried(offered.engagement_id) == {"accountability": (ONE, None)}
    assert keys() == 0


def test_a_page_left_open_goes_on_within_the_work(dana, ivo, typing, kept, keys, carried, now):
    page = OpenPage(uuid.uuid4())
    first = typing(ONE, page=page)
    talk = opened(dana, ivo, now=now)

    assert not typing(TWO, version=first.version, page=page).conflict
    assert typing("She.", box="supervision", page=page).version

    assert carried(talk.id) == {"accountability": (TWO, None), "supervision": ("She.", None)}
    assert (kept(), keys()) == ({}, 0)


def test_the_key_goes_with_the_last_text(dana, typing, kept, keys, being, ivo):
    first, other = typing(ONE), typing("She.", box="supervision")
    typing("", version=first.version)
    assert (kept(), keys()) == ({"supervision": "She."}, 1)

    typing("", box="supervision", version=other.version)
    assert (kept(), keys()) == ({}, 0)

    assert typing("").version == 0
    assert keys() == 0

    typing(ONE)
    typing("She.", box="supervision")
    text_id = found_in(dana, FIRST_OFFER, ivo.membership_id)["supervision"].id
    with being(dana):
        actions.discard_unsent(actor=dana, text_id=text_id)
    assert (kept(), keys()) == ({}, 0)


def test_it_goes_seven_days_after_the_last_word_of_the_form(typing, kept, keys, now):
    typing(ONE)
    clock.move(timedelta(days=6))
    typing("She.", box="supervision", at=clock.now())

    clock.move(timedelta(days=12, hours=23))
    tidy()
    assert kept() == {"accountability": ONE, "supervision": "She."}
    assert keys() == 1

    clock.move(timedelta(days=13, hours=1))
    tidy()
    assert (kept(), keys()) == ({}, 0)


def test_the_list_names_the_client_and_the_day(dana, typing, being, browser, now):
    typing(ONE)
    with being(dana):
        found = list_unfinished(actor=dana, now=now)
    (draft,) = found.drafts
    assert found.clients[draft.about] == "ivo@example.org"
    assert found.go_at[draft.about] == now + timedelta(days=7)

    page = browser(dana).get(reverse("unfinished:all")).content.decode()
    assert "A first agreement: ivo@example.org" in page
    assert "Kept until" in page
    today = browser(dana).get(reverse("desk:today")).content.decode()
    assert "A first agreement: ivo@example.org" in today


@pytest.fixture
def committed():
    """A database of its own in which Dana typed into an offer to Ivo: it, and the two."""
    from tests.conftest import _load_cast, _make_cast

    with clone() as copy, inside(copy.app_url):
        _make_cast()
        cast = _load_cast()
        ivo = newcomer(cast)
        type_into(cast.dana.actor, FIRST_OFFER, None, ivo.membership_id, ONE, now=clock.now())
        yield copy, cast, ivo


def in_the_tables(copy):
    """How many keys and texts of first offers there are, whoever may see them."""
    with copy.as_owner() as owner:
        return owner.execute(
            "select (select count(*) from reviews_offerkey),"
            " (select count(*) from reviews_unsenttext where engagement_id is null)"
        ).fetchone()


@pytest.mark.parametrize("whose", ["client", "clinician"])
def test_it_goes_when_the_membership_ends(whose, committed, being):
    copy, cast, ivo = committed
    ada, who = cast.ada.actor, {"client": ivo, "clinician": cast.dana.actor}[whose]
    assert in_the_tables(copy) == (1, 1)

    with being(ada):
        ended = Membership.objects.get(id=who.membership_id)
        people.end_membership(actor=ada, membership=ended, now=clock.now())

    assert in_the_tables(copy) == (0, 0)


def test_it_stays_when_another_s_membership_ends(committed, being):
    copy, cast, _ = committed
    with being(cast.ada.actor):
        ended = Membership.objects.get(id=cast.mo.actor.membership_id)
        people.end_membership(actor=cast.ada.actor, membership=ended, now=clock.now())

    assert in_the_tables(copy) == (1, 1)


def test_a_text_that_came_back_without_its_key_goes(committed):
    """A dump of the tables is restored without the keys of its time (docs/operations.md)."""
    copy, *_ = committed
    with copy.as_owner() as owner:
        valid = "select convalidated from pg_constraint where conname = 'unsent_goes_with_its_key'"
        assert owner.execute(valid).fetchone() == (False,)  # or it would not come back at all
        owner.execute("alter table reviews_unsenttext drop constraint unsent_goes_with_its_key")
        owner.execute("delete from reviews_offerkey")
    assert in_the_tables(copy) == (0, 1)

    tidy()

    assert in_the_tables(copy) == (0, 0)


def test_a_text_typed_while_the_key_is_destroyed_gets_a_key_of_its_own(committed):
    """Another window discards the form at that moment: the save waits for it, and opens later."""
    copy, cast, ivo = committed
    dana = cast.dana.actor
    with ThreadPoolExecutor(1) as pool, copy.as_owner() as owner:
        with owner.transaction():
            owner.execute("delete from reviews_offerkey")
            saving = pool.submit(typed_elsewhere, copy, dana, ivo)
            wait_for_lock(copy)
        saving.result()

    assert found_in(dana, FIRST_OFFER, ivo.membership_id)["supervision"].text == "She."
    assert in_the_tables(copy) == (1, 1)


@pytest.mark.parametrize("kept_before", [True, False])
def test_what_is_typed_while_the_offer_is_made_goes_on_within_the_work(
    committed, kept_before, being, terms
):
    """Another page saves at that moment: no first offer is left behind that nobody could send."""
    copy, cast, ivo = committed
    dana = cast.dana.actor
    if not kept_before:
        with copy.as_owner() as owner:
            owner.execute("delete from reviews_offerkey")
    with ThreadPoolExecutor(1) as pool:
        with being(dana):
            made = offer_engagement(
                actor=dana,
                client_membership_id=ivo.membership_id,
                client_name="Ivo Ruark",
                terms=terms,
                now=clock.now(),
            )
            saving = pool.submit(typed_elsewhere, copy, dana, ivo)
            wait_for_lock(copy)
        saving.result()

    assert in_the_tables(copy) == (0, 0)
    carried = found_in(dana, AGREEMENT, made.engagement_id)
    assert carried["supervision"].text == "She."
    assert ("accountability" in carried) == kept_before


def typed_elsewhere(copy, dana, ivo):
    with inside(copy.app_url):
        type_into(
            dana, FIRST_OFFER, None, ivo.membership_id, "She.", box="supervision", now=clock.now()
        )


def wait_for_lock(copy):
    """Until somebody waits for the row that is being deleted."""
    until = time.monotonic() + 20
    with copy.as_owner() as other:
        while not other.execute("select count(*) from pg_locks where not granted").fetchone()[0]:
            assert time.monotonic() < until, "nobody waits"
            time.sleep(0.05)


def test_nobody_else_reads_it_or_can_tell(dana, ivo, mo, ada, eli, typing, keys, being, now):
    typing(ONE)
    text_id = found_in(dana, FIRST_OFFER, ivo.membership_id)["accountability"].id
    assert keys(dana) == 1
    for other in (ivo, eli, mo, ada):
        assert keys(other) == 0
        assert found_in(other, FIRST_OFFER, ivo.membership_id) == {}
        with being(other), pytest.raises(NotFound):
            actions.discard_unsent(actor=other, text_id=text_id)
        with pytest.raises(NotFound):
            type_into(other, FIRST_OFFER, None, ivo.membership_id, TWO, now=now)


def test_a_form_of_the_work_needs_the_work(dana, ivo, now):
    with pytest.raises(NotFound):
        type_into(dana, AGREEMENT, None, ivo.membership_id, ONE, now=now)
