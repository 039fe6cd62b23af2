"""Talking before an agreement: opened, written down, and not begun without a label."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError
from django.urls import reverse

from accounts.access import NotAllowed, NotFound, NotFresh, WrongState
from accounts.models import AuditEvent, Notice
from reviews.engagements.queries import get_engagement
from reviews.journal.queries import open_draft, read_entry
from reviews.suitability import actions
from reviews.suitability.queries import list_talks, read_talk
from tests.agreeing import offer_engagement
from tests.first_talks import ELSEWHERE, SAID, account, opened
from tests.writings import draft


@pytest.fixture
def talk(dana, eli, now):
    return opened(dana, eli, now=now)


def test_it_opens_without_an_offer(talk, dana, eli, being, now):
    assert talk.state == "proposed"
    with being(eli):
        seen = read_talk(actor=eli, engagement_id=talk.id)
        notice = Notice.objects.get(key=f"talk:{talk.id}")
    assert (seen.goes_on, seen.offered_id, seen.accounts, seen.begun) == (True, None, [], None)
    assert (notice.kind, notice.recipient_id) == ("something_waits", eli.user_id)


def test_only_the_clinician_they_were_introduced_to_opens_one(dana, mo, eli, otto, being, now):
    with being(mo), pytest.raises(NotFound):
        actions.open_talk(
            actor=mo, client_membership_id=eli.membership_id, client_name="Eli Rask", now=now
        )
    opened(dana, eli, now=now)
    with being(dana), pytest.raises(WrongState):  # one is open
        actions.open_talk(
            actor=dana, client_membership_id=eli.membership_id, client_name="Eli Rask", now=now
        )


def test_the_client_reads_what_was_signed_and_nothing_before(talk, dana, eli, being, now):
    begun = draft(dana, talk.id, "suitability", text=SAID, now=now)
    with being(eli):
        assert list_talks(actor=eli, engagement_ids=[talk.id]) == []
    with being(dana):
        seen = open_draft(actor=dana, entry_id=begun.id).digest
        with pytest.raises(NotFresh):
            actions.sign_account(
                actor=dana,
                entry=begun,
                seen=seen,
                authenticated_at=now - timedelta(minutes=11),
                now=now,
            )
        actions.sign_account(actor=dana, entry=begun, seen=seen, authenticated_at=now, now=now)
    with being(eli):
        assert read_entry(actor=eli, entry_id=begun.id).answers[0].text == SAID
        assert Notice.objects.filter(key=f"entry:{begun.id}:signed").exists()


def test_there_can_be_several(talk, dana, eli, being, now):
    first = account(dana, talk.id, now=now)
    second = account(dana, talk.id, now=now + timedelta(days=3))
    with being(eli):
        assert [head.id for head in list_talks(actor=eli, engagement_ids=[talk.id])] == [
            first.id,
            second.id,
        ]


def test_a_draft_is_gone_on_with(talk, dana, being, now):
    with being(dana):
        entry = actions.begin_account(actor=dana, engagement=talk, now=now)
        assert actions.begin_account(actor=dana, engagement=talk, now=now).id == entry.id


def test_the_client_writes_none(talk, dana, eli, being, now):
    with being(dana):
        actions.begin_account(actor=dana, engagement=talk, now=now)
    with being(eli), pytest.raises(NotFound):
        actions.begin_account(actor=eli, engagement=talk, now=now)


def test_the_clinician_says_no_and_where_other_help_is(talk, dana, eli, being, now):
    with being(dana):
        actions.decline(actor=dana, engagement=talk, referral=ELSEWHERE, now=now)
    with being(eli):
        seen = read_talk(actor=eli, engagement_id=talk.id)
        assert (seen.engagement.state, seen.referral) == ("withdrawn", ELSEWHERE)
        assert AuditEvent.objects.get(verb="read", object_kind="referral").payload == {}
        assert Notice.objects.filter(key=f"talk:{talk.id}:withdraw").exists()


def test_the_client_says_no_and_nobody_asks_why(talk, dana, eli, mo, being, now):
    with being(mo), pytest.raises(NotAllowed):
        actions.decline(actor=mo, engagement=talk, now=now)
    with being(eli):
        actions.decline(actor=eli, engagement=talk, now=now)
    with being(dana):
        assert get_engagement(actor=dana, engagement_id=talk.id).state == "declined"
        with pytest.raises(WrongState):  # the client was first
            row = get_engagement(actor=dana, engagement_id=talk.id)
            actions.decline(actor=dana, engagement=row, referral=ELSEWHERE, now=now)


def test_after_a_no_nothing_is_begun_or_signed(talk, dana, eli, being, now):
    begun = draft(dana, talk.id, "suitability", now=now)
    with being(eli):
        actions.decline(actor=eli, engagement=talk, now=now)
    with being(dana):
        seen = open_draft(actor=dana, entry_id=begun.id).digest
        with pytest.raises(WrongState):
            actions.sign_account(actor=dana, entry=begun, seen=seen, authenticated_at=now, now=now)
        row = get_engagement(actor=dana, engagement_id=talk.id)
        with pytest.raises(WrongState):
            actions.begin_account(actor=dana, engagement=row, now=now)
        assert open_draft(actor=dana, entry_id=begun.id).has_words  # it is still theirs


def test_an_offer_has_an_answer_of_its_own(dana, eli, terms, being, now):
    with being(dana):
        agreement = offer_engagement(
            actor=dana,
            client_membership_id=eli.membership_id,
            client_name="Eli Rask",
            terms=terms,
            now=now,
        )
    with being(eli):
        row = get_engagement(actor=eli, engagement_id=agreement.engagement_id)
        with pytest.raises(WrongState):
            actions.decline(actor=eli, engagement=row, now=now)


def _insert(engagement_id, author_id):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "insert into reviews_referral (id, engagement_id, author_id, created_at, text)"
            " values (gen_random_uuid(), %s, %s, now(), '\\x00')",
            [engagement_id, author_id],
        )


def test_the_database_keeps_a_referral_to_the_clinician_before_the_work(talk, dana, eli, being):
    with being(eli), pytest.raises(ProgrammingError):
        _insert(talk.id, eli.user_id)
    with being(dana):
        _insert(talk.id, dana.user_id)


def test_the_database_keeps_a_referral_out_of_running_work(engagement, dana, being):
    with being(dana), pytest.raises(ProgrammingError):
        _insert(engagement.id, dana.user_id)


# --- the pages -------------------------------------------------------------------------------------


def test_the_clinician_opens_a_talk_and_it_is_on_their_pages(cast, dana, eli, browser):
    page = browser(cast.dana)
    url = reverse("suitability:open", args=[eli.membership_id])
    assert page.get(url).status_code == 200
    empty = page.post(url, {"client_name": ""})
    assert empty.status_code == 400
    assert "Nothing was opened yet." in empty.content.decode()

    answer = page.post(url, {"client_name": "Eli Rask"})

    talk_url = answer["Location"]
    assert "Whether this fits" in page.get(talk_url).content.decode()
    today = page.get(reverse("desk:today")).content.decode()
    assert "You are talking with Eli R. about whether this fits" in today
    people = page.get(reverse("desk:people")).content.decode()
    assert "Whether this fits" in people
    assert page.post(url, {"client_name": "Eli Rask"}).status_code == 409


def test_the_client_sees_the_limits_first(talk, cast, browser):
    page = browser(cast.eli)
    yours = page.get(reverse("desk:your_page")).content.decode()
    assert "You are talking with Dr Dana Ruiz about whether this fits" in yours
    assert reverse("limits:read") in yours

    page.post(reverse("limits:read"), {"version": "2026-11"})

    assert "See where it stands" in page.get(reverse("desk:your_page")).content.decode()


def test_from_talk_to_no_by_pages(talk, cast, browser, now):
    account(cast.dana.actor, talk.id, now=now)
    dana, eli = browser(cast.dana), browser(cast.eli)
    assert (
        "Conversation written down"
        in eli.get(reverse("suitability:talk", args=[talk.id])).content.decode()
    )
    no = reverse("suitability:decline", args=[talk.id])
    assert "Where other help is" in dana.get(no).content.decode()
    assert "Where other help is" not in eli.get(no).content.decode()

    dana.post(no, {"referral": ELSEWHERE})

    read = eli.get(reverse("suitability:talk", args=[talk.id])).content.decode()
    assert ELSEWHERE in read
    assert "It says nothing about who you are" in read
    again = dana.post(no, {"referral": "Once more, and later."})
    assert again.status_code == 409
    assert "Once more, and later." in again.content.decode()


def test_the_account_is_begun_and_signed_by_pages(talk, cast, browser, now):
    from tests.conftest import PASSWORD
    from tests.pages import form_with

    page = browser(cast.dana)
    begun = page.post(reverse("suitability:begin", args=[talk.id]), follow=True)
    fields = form_with(begun.content.decode(), "text")["fields"]
    page.post(begun.request["PATH_INFO"], {**fields, "text": SAID, "later": "1"})
    heads = page.get(reverse("suitability:talk", args=[talk.id])).content.decode()
    assert "Go on with your account" in heads
    entry_id = begun.request["PATH_INFO"].split("/")[2]
    over = page.get(reverse("journal:look_over", args=[entry_id]))
    fields = form_with(over.content.decode(), "seen")["fields"]

    signed = page.post(
        reverse("suitability:sign", args=[entry_id]), {**fields, "password": PASSWORD}
    )

    assert signed["Location"] == reverse("suitability:talk", args=[talk.id])


def test_an_agreement_is_offered_on_what_was_talked_about(talk, cast, browser, being, now):
    from tests.agreeing import offer_version
    from tests.conftest import terms_from

    dana = cast.dana.actor
    page = browser(cast.dana)
    there = page.get(reverse("suitability:talk", args=[talk.id])).content.decode()
    offer = reverse("agreements:another", args=[talk.id])
    assert offer in there
    form = page.get(offer)
    assert form.status_code == 200
    assert '<option value="America/Chicago" selected>' in form.text  # the practice's own
    with being(dana):
        row = get_engagement(actor=dana, engagement_id=talk.id)
        offer_version(actor=dana, engagement=row, terms=terms_from(now), now=now)
    assert (
        "An agreement is offered"
        in browser(cast.eli).get(reverse("suitability:talk", args=[talk.id])).content.decode()
    )
