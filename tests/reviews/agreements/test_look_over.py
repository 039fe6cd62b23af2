"""Written, looked over as the client will read it, and only then signed and offered."""

import pytest
from django.urls import reverse

from reviews.agreements.queries import latest_agreement, open_offer, read_agreement
from reviews.engagements.queries import list_engagements
from reviews.unsent.places import AGREEMENT
from reviews.unsent.queries import open_boxes
from tests.conftest import PASSWORD
from tests.pages import form_with
from tests.reviews.agreements.test_agreement_pages import form  # noqa: F401 - a fixture
from tests.reviews.agreements.test_versions import filled

LOOK, CHANGE = {"look": "yes"}, {"change": "yes"}
TWO_LINES = "A written warning.\nA talk with the director."


@pytest.fixture
def begin(eli):
    return reverse("agreements:begin", args=[eli.membership_id])


@pytest.fixture
def typed(form):  # noqa: F811
    """The whole offer, but the password."""
    return {name: value for name, value in form.items() if name != "password"} | {
        "accountability": TWO_LINES
    }


@pytest.fixture
def another(engagement):
    return reverse("agreements:another", args=[engagement.id])


def on_the_page(answer):
    """What the page would send again, as the browser writes lines."""
    return form_with(answer.text, "working_on")["fields"]


def offered(actor, being):
    with being(actor):
        return list_engagements(actor=actor)


def test_looked_over_it_is_not_offered_and_signed_it_says_the_same(
    dana, typed, begin, browser, being
):
    client = browser(dana)
    answer = client.post(begin, typed | LOOK)

    assert answer.status_code == 200
    assert "Look it over" in answer.text
    assert "A written warning.<br>A talk with the director." in answer.text
    assert "Erin Vale, people director" in answer.text
    assert offered(dana, being) == []

    sent = client.post(begin, on_the_page(answer) | {"password": PASSWORD})

    (engagement,) = offered(dana, being)
    with being(dana):
        agreement = latest_agreement(actor=dana, engagement_id=engagement.id)
        terms = read_agreement(actor=dana, agreement_id=agreement.id).terms
    assert sent["Location"] == reverse("agreements:read", args=[agreement.id])
    assert terms.accountability.splitlines() == TWO_LINES.splitlines()
    assert (terms.working_on, terms.focus_areas) == (typed["working_on"], typed["focus_areas"])
    assert [(told.who, told.parts) for told in terms.told] == [(typed["who_1"], typed["parts_1"])]
    assert not terms.two_names


def test_what_is_missing_is_said_before_it_is_looked_over(dana, typed, begin, browser):
    assert browser(dana).post(begin, typed | LOOK).status_code == 200
    answer = browser(dana).post(begin, typed | {"pathway": ""} | LOOK)

    assert answer.status_code == 400
    assert "Choose how this came about." in answer.text
    assert "Enter your password." not in answer.text


def test_without_the_password_nothing_is_offered_and_it_can_be_signed_again(
    dana, typed, begin, browser, being
):
    client = browser(dana)
    for password in ("", "not hers"):
        answer = client.post(begin, typed | {"password": password})

        assert answer.status_code == 400
        assert "Sign and offer it" in answer.text
        assert "Nothing was offered yet. What you typed is still here." in answer.text
        assert offered(dana, being) == []
    assert client.post(begin, on_the_page(answer) | {"password": PASSWORD}).status_code == 302


def test_back_from_it_everything_stands_in_the_form(dana, typed, begin, browser, being):
    client = browser(dana)
    answer = client.post(begin, on_the_page(client.post(begin, typed | LOOK)) | CHANGE)

    assert answer.status_code == 200
    fields = on_the_page(answer)
    assert fields["accountability"][0].splitlines() == TWO_LINES.splitlines()
    assert fields["focus_areas"] == typed["focus_areas"]
    assert fields["parts_1"] == typed["parts_1"]
    assert "two_names" not in fields
    assert "Please look at this again" not in answer.text
    assert offered(dana, being) == []


def test_another_version_shows_what_would_change_and_its_words_are_kept_until_signed(
    another, engagement, terms, dana, browser, being
):
    client = browser(dana)
    sent = filled(accountability=TWO_LINES)
    del sent["password"]
    answer = client.post(another, sent | LOOK)

    assert "What would change" in answer.text
    assert terms.working_on in answer.text
    with being(dana):
        assert open_offer(actor=dana, engagement_id=engagement.id) is None
        kept = open_boxes(actor=dana, place=AGREEMENT, about=engagement.id)
        assert kept["accountability"].text.splitlines() == TWO_LINES.splitlines()

    signed = client.post(another, on_the_page(answer) | {"password": PASSWORD})

    assert signed.status_code == 302
    with being(dana):
        assert open_offer(actor=dana, engagement_id=engagement.id) is not None
        assert open_boxes(actor=dana, place=AGREEMENT, about=engagement.id) == {}
