"""Another version: offered, signed, declined, replaced; and what stays in force meanwhile."""

from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.access import NotAllowed, NotFresh, Stale, WrongState
from reviews.agreements import actions
from reviews.agreements.actions import decline_agreement, end_work, withdraw_offer
from reviews.agreements.models import Agreement
from reviews.agreements.queries import (
    current_terms,
    get_agreement,
    in_force,
    open_offer,
    working_on,
)
from reviews.checkins.cadences import accept_cadence, propose_cadence
from reviews.checkins.models import CheckIn
from reviews.checkins.queries import get_cadence, get_rhythm, list_checkins
from reviews.checkins.recurrence import Phase, Weekly
from reviews.checkins.recurrence_words import rhythm
from reviews.engagements.queries import see_engagement
from reviews.records import vault
from tests.agreeing import accept_agreement, offer_version, signs
from tests.conftest import PASSWORD, terms_from
from tests.ground import acted_once
from tracker.lib import dates

LINE = "Asking before acting"


@acted_once
def second(engagement, dana, now, being):
    """Dana offers Eli another version, while the first is in force."""
    with being(dana):
        return offer_version(
            actor=dana, engagement=engagement, terms=terms_from(now, working_on=LINE), now=now
        )


def words_in_force(actor, engagement):
    found = current_terms(actor=actor, engagement_id=engagement.id)
    return found.working_on if found else None


def test_the_old_one_stays_in_force_until_the_new_one_is_signed(
    second, engagement, dana, eli, terms, being, now
):
    with being(dana):
        assert words_in_force(dana, engagement) == terms.working_on
        vault.fetch_keys([engagement.id])
        lines = working_on(actor=dana, engagement_ids=[engagement.id])
        assert lines[engagement.id] == terms.working_on
    with being(eli):
        accept_agreement(actor=eli, agreement=second, client_name="Eli R", now=now)
        assert words_in_force(eli, engagement) == LINE
        seen = see_engagement(actor=eli, engagement_id=engagement.id)
    assert (seen.state, seen.client_name) == ("active", "Eli R")


def test_declined_the_work_goes_on_as_it_was(second, engagement, eli, terms, being, now):
    with being(eli):
        decline_agreement(actor=eli, agreement=second, now=now)
        assert words_in_force(eli, engagement) == terms.working_on
        assert see_engagement(actor=eli, engagement_id=engagement.id).state == "active"


def test_withdrawn_the_work_goes_on_as_it_was(second, engagement, dana, terms, being, now):
    with being(dana):
        withdraw_offer(actor=dana, agreement=second, now=now)
        assert words_in_force(dana, engagement) == terms.working_on
        assert see_engagement(actor=dana, engagement_id=engagement.id).state == "active"


def test_another_rhythm_begins_with_the_signature(engagement, dana, eli, being, now):
    terms = terms_from(now, every_weeks=3)
    with being(dana):
        offered = offer_version(actor=dana, engagement=engagement, terms=terms, now=now)
        before = get_cadence(engagement_id=engagement.id)
    with being(eli):
        accept_agreement(actor=eli, agreement=offered, client_name="Eli Rask", now=now)
        after = get_cadence(engagement_id=engagement.id)
        listed = list_checkins(actor=eli, engagement_ids=[engagement.id])
    assert after.id != before.id
    assert after.phases[0]["every"] == 3
    assert {c.cadence_id for c in listed if c.state == CheckIn.SCHEDULED} == {after.id}


def test_the_same_rhythm_goes_on(second, engagement, eli, being, now):
    with being(eli):
        before = get_cadence(engagement_id=engagement.id)
        accept_agreement(actor=eli, agreement=second, client_name="Eli Rask", now=now)
        assert get_cadence(engagement_id=engagement.id).id == before.id


def test_one_offer_waits_at_a_time_and_a_changed_one_takes_its_place(
    second, engagement, dana, being, now
):
    terms = terms_from(now, working_on="A third line")
    with being(dana), pytest.raises(WrongState):
        offer_version(actor=dana, engagement=engagement, terms=terms, now=now)
    with being(dana):
        third = offer_version(
            actor=dana, engagement=engagement, terms=terms, replaces=second.id, now=now
        )
        assert third.version == 3
        assert get_agreement(actor=dana, agreement_id=second.id).state == Agreement.WITHDRAWN
        assert open_offer(actor=dana, engagement_id=engagement.id).id == third.id


def test_an_answered_offer_is_not_replaced(second, engagement, dana, eli, terms, being, now):
    with being(eli):
        accept_agreement(actor=eli, agreement=second, client_name="Eli Rask", now=now)
    with being(dana), pytest.raises(WrongState):
        offer_version(actor=dana, engagement=engagement, terms=terms, replaces=second.id, now=now)


def test_the_first_offer_too_can_be_changed_before_its_answer(
    offered, dana, eli, terms, being, now
):
    with being(dana):
        changed = offer_version(
            actor=dana,
            engagement=offered.engagement,
            terms=terms_from(now, working_on=LINE),
            replaces=offered.id,
            now=now,
        )
    with being(eli):
        with pytest.raises(WrongState):
            accept_agreement(actor=eli, agreement=offered, client_name="Eli", now=now)
        accept_agreement(
            actor=eli,
            agreement=get_agreement(actor=eli, agreement_id=changed.id),
            client_name="Eli",
            now=now,
        )
        assert see_engagement(actor=eli, engagement_id=offered.engagement_id).state == "active"


def test_only_the_clinician_offers_and_only_while_work_goes_on(
    engagement, dana, eli, mo, terms, being, now
):
    for actor in (eli, mo):
        with being(actor), pytest.raises(NotAllowed):
            offer_version(actor=actor, engagement=engagement, terms=terms, now=now)
    with being(eli):
        end_work(actor=eli, engagement=engagement, now=now)
    with being(dana), pytest.raises(WrongState):
        offer_version(actor=dana, engagement=engagement, terms=terms, now=now)


def test_what_was_offered_before_the_end_is_not_signed_after_it(
    second, engagement, eli, being, now
):
    with being(eli):
        end_work(actor=eli, engagement=engagement, now=now)
        later = get_agreement(actor=eli, agreement_id=second.id)
        with pytest.raises(WrongState):
            accept_agreement(actor=eli, agreement=later, client_name="Eli", now=now)


# --- signatures -----------------------------------------------------------------------------------


def test_both_have_signed_the_same_text(second, eli, dana, being, now):
    with being(eli):
        accept_agreement(actor=eli, agreement=second, client_name="Eli Rask", now=now)
    with being(dana):
        signatures = list(second.signatures.order_by("created_at"))
    assert {s.author_id for s in signatures} == {dana.user_id, eli.user_id}
    assert {bytes(s.digest) for s in signatures} == {bytes(second.digest)}
    assert all(s.created_at == now for s in signatures)


def test_a_signature_needs_a_password_typed_a_moment_ago(
    second, engagement, dana, eli, terms, being, now
):
    long_ago = now - timedelta(minutes=11)
    with being(eli), pytest.raises(NotFresh):
        actions.accept_agreement(
            actor=eli,
            agreement=second,
            client_name="Eli",
            seen=bytes(second.digest),
            authenticated_at=long_ago,
            now=now,
        )
    with being(dana), pytest.raises(NotFresh):
        actions.offer_version(
            actor=dana,
            engagement=engagement,
            terms=terms,
            replaces=second.id,
            authenticated_at=long_ago,
            now=now,
        )


def test_another_text_than_the_one_on_the_page_is_not_signed(second, offered, eli, being, now):
    with being(eli), pytest.raises(Stale):
        actions.accept_agreement(
            actor=eli,
            agreement=second,
            client_name="Eli",
            seen=bytes(offered.digest),
            authenticated_at=now,
            now=now,
        )
    with being(eli):
        assert get_agreement(actor=eli, agreement_id=second.id).state == Agreement.OFFERED


# --- pages ----------------------------------------------------------------------------------------


@pytest.fixture
def another_url(engagement):
    return reverse("agreements:another", args=[engagement.id])


def filled(**changes):
    return {
        "pathway": "voluntary",
        "focus_areas": ["responsibility"],
        "working_on": LINE,
        "password": PASSWORD,
        **changes,
    }


def test_the_form_begins_with_what_is_agreed_and_keeps_the_rhythm(
    another_url, engagement, terms, dana, eli, browser, being
):
    page = browser(dana).get(another_url).text
    assert f'value="{terms.working_on}"' in page
    assert "Agree on another rhythm" in page

    answer = browser(dana).post(another_url, filled())

    assert answer.status_code == 302
    with being(eli):
        offer = open_offer(actor=eli, engagement_id=engagement.id)
    page = browser(eli).get(answer["Location"]).text
    assert "What would change" in page
    assert f"<ins>{LINE}</ins>" in page
    assert offer.version == 2


def test_todays_row_and_the_clients_page_point_at_it(second, dana, eli, browser):
    asked = [item["text"] for item in browser(dana).get(reverse("desk:today")).context["attention"]]
    assert "Eli R. has your agreement to answer" in asked

    page = browser(eli).get(reverse("desk:your_page")).text
    assert "Another version of your agreement is there to answer" in page
    assert "You can write before you meet" in page  # the work goes on meanwhile


def test_what_is_missing_is_said_and_nothing_is_lost(another_url, dana, browser):
    answer = browser(dana).post(another_url, filled(working_on="", accountability="A warning."))

    assert answer.status_code == 400
    assert "Nothing was offered yet. What you typed is still here." in answer.text
    assert "A warning." in browser(dana).get(another_url).text


def test_changed_while_the_client_signs_nothing_is_signed_and_their_name_is_kept(
    second, engagement, dana, eli, browser, being, now
):
    """Eli has the second version open when Dana puts a third in its place."""
    client = browser(eli)
    assert client.get(reverse("agreements:read", args=[second.id])).status_code == 200
    with being(dana):
        third = offer_version(
            actor=dana,
            engagement=engagement,
            terms=terms_from(now, working_on="A third line"),
            replaces=second.id,
            now=now,
        )

    answer = client.post(
        reverse("agreements:accept", args=[second.id]), signs(second, "Elias Raskolnikov")
    )

    assert answer.status_code == 409
    assert "Nothing was signed. The agreement was changed" in answer.text
    assert "Elias Raskolnikov" in answer.text
    assert reverse("agreements:read", args=[third.id]) in answer.text


def test_a_second_yes_says_what_happened(second, eli, browser):
    client, accept = browser(eli), reverse("agreements:accept", args=[second.id])
    assert client.post(accept, signs(second)).status_code == 302

    again = client.post(accept, signs(second))

    assert again.status_code == 409
    assert "Nothing was signed." in again.text


def test_an_offer_answered_meanwhile_is_not_replaced_and_the_words_are_kept(
    second, another_url, dana, eli, browser, being, now
):
    client = browser(dana)
    assert str(second.id) in client.get(another_url).text
    with being(eli):
        accept_agreement(actor=eli, agreement=second, client_name="Eli Rask", now=now)

    sent = filled(
        replaces=str(second.id),
        accountability="A talk with the director.",
        who_1="Erin Vale, people director",
        parts_1=["takes_part"],
        focus_areas=["listening"],
    )
    answer = client.post(another_url, sent)

    assert answer.status_code == 409
    assert "Nothing was offered: the offer you changed was answered meanwhile" in answer.text
    form = answer.context["form"]
    assert {
        name: form[name].value() for name in sent if name in form.fields and name != "password"
    } == {name: value for name, value in sent.items() if name in form.fields and name != "password"}
    for typed in ("A talk with the director.", "Erin Vale, people director", LINE):
        assert typed in answer.text
    assert str(second.id) not in answer.text  # it is answered: there is nothing to replace
    assert PASSWORD not in answer.text
    assert (
        client.post(another_url, filled(who_1="Erin Vale", parts_1=["takes_part"])).status_code
        == 302
    )


def test_in_the_api_the_yes_names_the_text(second, eli, browser):
    client = browser(eli)
    seen = client.get(reverse("api:agreement", args=[second.id])).json()
    accept = reverse("api:accept", args=[second.id])
    sent = {"client_name": "Eli Rask", "digest": seen["digest"]}
    assert client.post(accept, sent, content_type="application/json").status_code == 403

    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    wrong = {**sent, "digest": "0" * 64}
    assert client.post(accept, wrong, content_type="application/json").status_code == 409
    assert client.post(accept, sent, content_type="application/json").status_code == 204


def test_a_rhythm_accepted_by_itself_is_said_beside_the_signed_one(
    engagement, dana, eli, terms, browser, being, now
):
    """No version is made of it, and the page says which rhythm holds now, and since when."""
    with being(dana):
        signed = in_force(actor=dana, engagement_id=engagement.id)
    url = reverse("agreements:read", args=[signed.id])
    assert "It is the one of this agreement." in browser(eli).get(url).text

    phases = (Phase(Weekly(2, terms.phases[0].rule.weekday), terms.phases[0].starts_on),)
    with being(dana):
        proposed = propose_cadence(
            actor=dana,
            engagement=engagement,
            phases=phases,
            wall_time=terms.wall_time,
            zone=terms.zone,
            now=now,
        )
    assert "It is the one of this agreement." in browser(eli).get(url).text  # not answered yet
    with being(eli):
        cadence = get_rhythm(actor=eli, cadence_id=proposed.id)
        accept_cadence(actor=eli, cadence=cadence, now=now)

    for person in (eli, dana):
        text = browser(person).get(url).text
        assert "The two of you accepted it by itself, after this agreement." in text
        runs = rhythm(phases, wall_time=terms.wall_time, zone=terms.zone)
        assert f"{runs}, since {dates.full_day(dates.local(now).date())}." in text
        assert rhythm(terms.phases, wall_time=terms.wall_time, zone=terms.zone) in text
    with being(dana):
        found = in_force(actor=dana, engagement_id=engagement.id)
        assert (found.id, bytes(found.digest)) == (signed.id, bytes(signed.digest))
