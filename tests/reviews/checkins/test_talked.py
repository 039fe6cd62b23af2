"""The clinician notes that the two of them have talked."""

import uuid

import pytest
from django.urls import reverse

from reviews.checkins.models import CheckIn
from reviews.checkins.queries import get_checkin


def url_of(checkin_id):
    return reverse("desk:talked", args=[checkin_id])


def test_after_a_shared_reflection(shared, checkin, dana, browser, being):
    answer = browser(dana).post(url_of(checkin.id))

    assert answer["Location"] == reverse("desk:person", args=[checkin.engagement_id])
    with being(dana):
        assert get_checkin(actor=dana, checkin_id=checkin.id).state == CheckIn.DISCUSSED


def test_a_reflection_is_not_needed(checkin, dana, browser, being):
    browser(dana).post(url_of(checkin.id))

    with being(dana):
        assert get_checkin(actor=dana, checkin_id=checkin.id).state == CheckIn.DISCUSSED


def test_twice_says_what_happened(checkin, dana, browser):
    client = browser(dana)
    assert client.post(url_of(checkin.id)).status_code == 302

    assert client.post(url_of(checkin.id)).status_code == 409


@pytest.mark.parametrize("person", ["eli", "mo", "otto", "ada"])
def test_nobody_else_notes_it(checkin, cast, browser, being, eli, person):
    assert browser(getattr(cast, person)).post(url_of(checkin.id)).status_code == 404

    with being(eli):
        assert get_checkin(actor=eli, checkin_id=checkin.id).state == CheckIn.OPEN


def test_an_unknown_one_is_not_found(dana, browser):
    assert browser(dana).post(url_of(uuid.uuid4())).status_code == 404
