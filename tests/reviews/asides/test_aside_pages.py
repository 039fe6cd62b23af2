"""What the pages of asides say, and to whom."""

from django.urls import reverse

from accounts.access import acting_as
from reviews.asides.models import SpeakRequest
from reviews.asides.queries import open_pressures

ASK = reverse("asides:ask")
WAITING = reverse("asides:waiting")


def test_the_page_names_the_person_and_says_what_they_learn(
    engagement, eli, mo, browser, name_person
):
    name_person(mo)
    client = browser(eli)
    page = client.get(ASK).text
    assert "Speak to Dr Mo Lindgren, who is not your clinician" in page

    page = client.post(reverse("asides:ask_to_speak"), follow=True).text

    assert "knows whom to ring, and nothing more" in page


def test_the_page_says_when_it_goes_to_the_administrators_instead(
    engagement, eli, dana, browser, name_person
):
    name_person(dana)

    page = browser(eli).get(ASK).text

    assert (
        "works with you or has done so, so it goes to the people who run the practice instead"
        in page
    )


def test_the_named_clinician_finds_it_on_today_and_the_administrator_on_a_page(
    engagement, eli, mo, ada, cast, browser, name_person
):
    browser(eli).post(reverse("asides:ask_to_speak"))
    assert cast.eli.email in browser(ada).get(WAITING).text
    name_person(mo)
    browser(eli).post(reverse("asides:not_needed", args=[_open_id(eli)]))
    browser(eli).post(reverse("asides:ask_to_speak"))

    first = browser(mo).get(reverse("desk:today")).context["attention"][0]

    assert first["text"] == f"{cast.eli.email} asks to speak to you"
    assert first["url"] == WAITING


def _open_id(eli):
    with acting_as(eli):
        return SpeakRequest.objects.get(state=SpeakRequest.ASKED).id


def test_pressure_stands_on_today_and_is_answered_on_the_persons_page(
    engagement, eli, dana, browser, being
):
    browser(eli).post(reverse("asides:say_pressured"))
    client = browser(dana)
    texts = [i["text"] for i in client.get(reverse("desk:today")).context["attention"]]
    assert "Eli R. feels pressured" in texts
    person = reverse("desk:person", args=[engagement.id])
    assert "Eli R. feels pressured" in client.get(person).text
    with being(dana):
        [said] = open_pressures(actor=dana, engagement_ids=[engagement.id])

    answer = client.post(reverse("asides:talked", args=[said.id]), follow=True)

    assert "Noted that you have talked." in answer.text
