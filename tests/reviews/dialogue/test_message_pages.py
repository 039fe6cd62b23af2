"""The page of messages about a check-in."""

import uuid

from django.urls import reverse

from reviews.checkins import actions as checkins
from reviews.checkins.queries import get_checkin

WORDS = "I would rather talk about the second part first."


def url(checkin):
    return reverse("dialogue:read", args=[checkin.id])


def test_a_message_goes_from_one_page_to_the_other(browser, cast, checkin):
    eli = browser(cast.eli)
    assert b"Nothing was written about this check-in yet." in eli.get(url(checkin)).content

    sent = eli.post(url(checkin), {"text": WORDS, "message_id": uuid.uuid4()}, follow=True)

    assert "Sent. Both of you can read it." in sent.content.decode()
    page = browser(cast.dana).get(url(checkin)).content.decode()
    assert WORDS in page
    assert "Eli R., on" in page
    assert "Please ring me" not in page


def test_today_says_that_somebody_wrote_until_it_is_read(browser, cast, checkin):
    browser(cast.eli).post(url(checkin), {"text": WORDS})
    dana = browser(cast.dana)
    assert "Eli R. wrote to you" in dana.get(reverse("desk:today")).content.decode()
    dana.get(url(checkin))

    assert "Eli R. wrote to you" not in dana.get(reverse("desk:today")).content.decode()


def test_the_clients_page_says_it_too(browser, cast, checkin):
    browser(cast.dana).post(url(checkin), {"text": WORDS})
    eli = browser(cast.eli)

    page = eli.get(reverse("desk:your_page")).content.decode()

    assert "Dr Dana Ruiz wrote to you" in page
    assert WORDS not in page


def test_an_empty_message_is_an_error_beside_the_field(browser, cast, checkin):
    answer = browser(cast.eli).post(url(checkin), {"text": "  "})

    assert answer.status_code == 400
    page = answer.content.decode()
    assert "Enter what you want to say." in page
    assert "Your message is still here, but not sent." in page


def test_words_for_a_closed_check_in_come_back(browser, cast, checkin, dana, being, now):
    eli = browser(cast.eli)
    assert eli.post(url(checkin), {"text": "Before."}).status_code == 302
    with being(dana):
        found = get_checkin(actor=dana, checkin_id=checkin.id)
        checkins.mark_discussed(actor=dana, checkin=found, now=now)
        found = get_checkin(actor=dana, checkin_id=checkin.id)
        checkins.close_checkin(actor=dana, checkin=found, now=now)

    answer = eli.post(url(checkin), {"text": WORDS})

    assert answer.status_code == 409
    assert WORDS in answer.content.decode()
    page = eli.get(url(checkin)).content.decode()
    assert "This check-in is settled" in page
    assert "<textarea" not in page


def test_markup_is_shown_as_it_was_typed(browser, cast, checkin):
    browser(cast.eli).post(url(checkin), {"text": "<script>alert(1)</script>"})

    page = browser(cast.dana).get(url(checkin)).content.decode()

    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>alert(1)" not in page
