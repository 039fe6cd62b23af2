"""Whom an agreement names as who may report, version after version, and who is invited for it."""

import uuid
from datetime import timedelta

import pytest
from django.core import mail
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from accounts import doors, notices
from accounts.access import NotFound, acting_as
from accounts.outbox.delivery import deliver_pending
from reviews.agreements.models import AgreedContact
from reviews.engagements.queries import get_engagement
from tests import sharing_story, voices
from tests.contact_forms import end, path, sends
from tests.story import _engagement
from tracker.lib import clock


def test_a_version_that_drops_it_closes_the_form(cast, engagement, erin, form, browser):
    client = browser(cast.erin)
    data = sends(client, form.id)
    voices.agreed(cast, engagement.id, now=clock.now())
    assert voices.forms(erin) == []
    assert client.post(path(form.id), data).status_code == 404
    voices.agreed(cast, engagement.id, "boundary_not_kept", now=clock.now())
    [again] = voices.forms(erin)
    assert (again.id == form.id, again.keys) == (False, ["boundary_not_kept"])
    assert client.post(path(form.id), {**data, "key": "boundary_not_kept"}).status_code == 404
    assert client.post(path(again.id), data).status_code == 404
    assert client.post(path(again.id), {**data, "key": "boundary_not_kept"}).status_code == 302


def test_dropped_and_named_again_the_days_count_anew(cast, engagement, erin, form):
    voices.agreed(cast, engagement.id, now=clock.now())
    clock.move(timedelta(days=3))
    voices.agreed(cast, engagement.id, "new_complaint", now=clock.now())
    [again] = voices.forms(erin)
    assert again.agreed_on == voices.today() > form.agreed_on
    assert again.code != form.code
    with pytest.raises(NotFound):
        voices.report(erin, again.id, on=form.agreed_on)
    assert voices.report(erin, again.id)


def test_two_forms_of_one_day_are_told_apart(cast, engagement, erin, form, now, browser, being):
    mo, otto = cast.mo.actor, cast.otto.actor
    others = _engagement(mo, otto, "Otto Brandt", now=now)
    agreed = voices.agreed(
        cast,
        others.engagement_id,
        "new_complaint",
        now=clock.now(),
        clinician=mo,
        client=otto,
        name="Otto Brandt",
    )
    first, second = voices.forms(erin)
    assert first.agreed_on == second.agreed_on
    assert first.code != second.code
    theirs = second if second.id != form.id else first
    home = browser(cast.erin).get("/documents/").content.decode()
    for one in (first, second):
        assert one.code in home
        assert one.code in browser(cast.erin).get(path(one.id)).content.decode()
    for person in (cast.mo, cast.otto):
        page = browser(person).get(reverse("agreements:read", args=[agreed.id])).content.decode()
        assert theirs.code in page
        assert form.code not in page


def test_a_later_version_shows_neither_that_it_is_there_nor_when(cast, engagement, erin, form):
    mails = len(mails_to(voices.ADDRESS))
    clock.move(timedelta(days=3))
    voices.agreed(cast, engagement.id, "new_complaint", now=clock.now())
    [again] = voices.forms(erin)
    assert (again.id, again.agreed_on, again.code) == (form.id, form.agreed_on, form.code)
    assert again.today > form.today
    assert len(mails_to(voices.ADDRESS)) == mails


def test_an_offer_that_waits_names_nobody(cast, engagement, erin, form, being):
    from tests.agreeing import offer_version
    from tests.conftest import terms_from

    with being(cast.dana.actor):
        row = get_engagement(actor=cast.dana.actor, engagement_id=engagement.id)
        offer_version(
            actor=cast.dana.actor, engagement=row, terms=terms_from(clock.now()), now=clock.now()
        )
    assert [one.id for one in voices.forms(erin)] == [form.id]


def mails_to(address):
    deliver_pending()
    return [sent for sent in mail.outbox if sent.to == [address]]


def test_the_signature_invites_whoever_has_no_account(cast, engagement, erin):
    [invited] = mails_to(voices.ADDRESS)
    assert "A form is available" in invited.subject
    assert "/join/" in invited.body


def test_a_member_hears_once_that_a_form_is_there(cast, engagement, erin):
    before = len(mails_to(voices.ADDRESS))
    voices.agreed(cast, engagement.id, "boundary_not_kept", now=clock.now())
    assert len(mails_to(voices.ADDRESS)) == before
    voices.agreed(cast, engagement.id, now=clock.now())
    voices.agreed(cast, engagement.id, "boundary_not_kept", now=clock.now())
    told = mails_to(voices.ADDRESS)
    assert len(told) == before + 1
    assert "/join/" not in told[-1].body


def test_a_later_version_leaves_the_invitation_open_and_sends_no_other(cast, engagement):
    token = sharing_story.link_in_mail(voices.ADDRESS).split("/")[4]
    for key in ("new_complaint", "boundary_not_kept"):
        voices.agreed(cast, engagement.id, key, now=clock.now())
        assert state_of(token) == "open"
    assert len(mails_to(voices.ADDRESS)) == 1
    [form] = voices.forms(voices.contact())
    assert form.keys == ["boundary_not_kept"]


def test_a_later_version_before_the_first_mail_sends_one_for_both(cast, engagement):
    voices.agreed(cast, engagement.id, "new_complaint", now=clock.now())
    [told] = mails_to(voices.ADDRESS)
    assert "/join/" in told.body


def test_another_address_is_invited_and_the_first_is_not_any_more(cast, engagement):
    token = sharing_story.link_in_mail(voices.ADDRESS).split("/")[4]
    voices.agreed(
        cast, engagement.id, "new_complaint", address="priya@example.org", now=clock.now()
    )
    assert state_of(token) == "withdrawn"
    assert len(mails_to("priya@example.org")) == 1


def test_an_invitation_that_has_run_out_is_said_and_sent_again_by_a_version(
    cast, engagement, browser
):
    first = mails_to(voices.ADDRESS)
    page, lapsed = reverse("agreements:read", args=[agreement_of(cast)]), "Nobody can report by it"
    for person in (cast.dana, cast.eli):
        assert lapsed not in browser(person).get(page).content.decode()
    clock.move(timedelta(days=31))
    assert lapsed in browser(cast.dana).get(page).content.decode()
    assert lapsed not in browser(cast.eli).get(page).content.decode()
    again = voices.agreed(cast, engagement.id, "new_complaint", now=clock.now())
    assert len(mails_to(voices.ADDRESS)) == len(first) + 1
    assert (
        lapsed
        not in browser(cast.dana).get(reverse("agreements:read", args=[again.id])).content.decode()
    )
    assert [form.agreed_on for form in voices.forms(voices.contact())] == [voices.today()]


def agreement_of(cast):
    with acting_as(cast.eli.actor), transaction.atomic():
        return AgreedContact.objects.values_list("agreement_id", flat=True).get()


def test_whose_account_it_is_stays_with_the_database(cast, engagement, erin, being):
    for person in (cast.eli.actor, cast.dana.actor):
        with being(person):
            assert AgreedContact.objects.values_list("code", "keys").get()
        for column in ("user_id", "invitation_id"):
            with pytest.raises(DatabaseError), being(person):
                AgreedContact.objects.values_list(column).get()


def test_what_was_signed_without_a_form_speaks_of_none(cast, engagement):
    from reviews.agreements import words
    from reviews.agreements.queries import accepted_terms

    with acting_as(cast.eli.actor), transaction.atomic():
        terms = accepted_terms(actor=cast.eli.actor, engagement_id=engagement.id)

    def notes(**more):
        return [section.note for section in words.sections(terms, **more)]

    assert any("has a form" in note for note in notes())
    assert not any("has a form" in note for note in notes(has_form=False))


def test_dropped_before_it_was_sent_no_mail_leaves(cast, engagement):
    voices.agreed(cast, engagement.id, now=clock.now())
    assert mails_to(voices.ADDRESS) == []
    voices.agreed(cast, engagement.id, "new_complaint", now=clock.now())
    assert len(mails_to(voices.ADDRESS)) == 1


@pytest.mark.parametrize("how", ["dropped", "ended"])
def test_what_can_no_longer_be_reported_invites_nobody(cast, engagement, how):
    token = sharing_story.link_in_mail(voices.ADDRESS).split("/")[4]
    assert state_of(token) == "open"
    if how == "dropped":
        voices.agreed(cast, engagement.id, now=clock.now())
    else:
        end(cast, engagement)
    assert state_of(token) == "withdrawn"


def state_of(token):
    with transaction.atomic():
        return doors.find_invitation(token_hash=notices.hash_token(token)).state


def test_an_agreement_that_lists_nothing_for_them_names_nobody(cast, engagement, being):
    with being(cast.eli.actor):
        before = AgreedContact.objects.count()
    voices.agreed(cast, engagement.id, now=clock.now())
    with being(cast.eli.actor):
        assert AgreedContact.objects.count() == before


def test_only_the_client_who_signed_names_somebody(cast, engagement, being):
    sql = (
        "select app.name_contact(%s, %s, 'x@example.org', 'X', %s, 'ABC-DEF',"
        " now() + interval '1 day')"
    )
    agreement = voices.agreed(cast, engagement.id, now=clock.now())
    for who, keys in (
        (cast.dana, '["new_complaint"]'),
        (cast.otto, '["new_complaint"]'),
        (cast.eli, '["anything"]'),
        (cast.eli, "[]"),
    ):
        with pytest.raises(DatabaseError), being(who.actor), connection.cursor() as cursor:
            cursor.execute(sql, [uuid.uuid4(), agreement.id, keys])
    with being(cast.eli.actor), connection.cursor() as cursor:
        cursor.execute(sql, [uuid.uuid4(), agreement.id, '["new_complaint"]'])
