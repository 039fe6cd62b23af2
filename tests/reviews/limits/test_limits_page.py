"""Reading the limits of confidentiality, and saying so, before the first word."""

import pytest
from django.urls import reverse

from reviews.agreements.queries import get_agreement
from reviews.checkins.queries import list_checkins
from reviews.limits.queries import current_version, has_acknowledged
from tests.agreeing import accept_agreement
from tests.ground import acted_once

URL = reverse("limits:read")


@acted_once
def accepted(offered, eli, now, being):
    with being(eli):
        agreement = get_agreement(actor=eli, agreement_id=offered.id)
        accept_agreement(actor=eli, agreement=agreement, client_name="Eli Rask", now=now)
    return agreement.engagement


def test_all_twelve_parts_name_the_practice_and_the_clinician(accepted, eli, browser):
    page = browser(eli).get(URL).content.decode()

    assert page.count('<li id="part-') == 12
    assert "Dr Dana Ruiz" in page
    assert "I have read this" in page


def test_saying_so_shows_the_date_from_then_on(accepted, eli, browser, being):
    client = browser(eli)

    answer = client.post(URL, {"version": current_version()})

    assert answer["Location"] == reverse("desk:your_page")
    page = client.get(URL).content.decode()
    assert "You said that you have read this on" in page
    assert "I have read this</button>" not in page
    with being(eli):
        assert has_acknowledged(engagement=accepted)


@pytest.mark.parametrize("version", ["2001-01", ""])
def test_other_words_than_those_shown_are_not_acknowledged(accepted, eli, browser, being, version):
    assert browser(eli).post(URL, {"version": version}).status_code == 409

    with being(eli):
        assert not has_acknowledged(engagement=accepted)


def test_before_it_writing_leads_here(accepted, eli, browser, being):
    with being(eli):
        checkin = list_checkins(actor=eli, engagement_ids=[accepted.id])[0]

    answer = browser(eli).post(reverse("desk:begin_writing", args=[checkin.id]), follow=True)

    assert answer.redirect_chain[0][0] == URL
    assert "Please read this page first" in answer.content.decode()


def test_without_an_agreement_there_is_nothing_to_read(eli, browser):
    assert browser(eli).get(URL)["Location"] == reverse("desk:your_page")


@pytest.mark.parametrize("person", ["dana", "ada"])
def test_it_is_the_clients_page(accepted, cast, eli, browser, person):
    assert browser(eli).get(URL).status_code == 200

    assert browser(getattr(cast, person)).get(URL).status_code == 404
