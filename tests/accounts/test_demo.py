"""One click signs in as a person of the demonstration: the real checks run, and only there."""

from importlib import import_module

import pytest
from django.test import Client
from django.urls import reverse

from accounts import demo
from accounts.demo import Persona
from accounts.outbox.models import ShownMail
from tests.accounts.conftest import ORIGIN, give_factor
from tests.conftest import PASSWORD


@pytest.fixture(autouse=True)
def _routed(settings):
    import_module(settings.ROOT_URLCONF)  # as outside the demonstration
    settings.ROOT_URLCONF_OF_SERVICE = settings.ROOT_URLCONF
    settings.ROOT_URLCONF = "tests.accounts.demo_urls"


@pytest.fixture
def personas(cast, monkeypatch, settings):
    """Dana and Eli as personas, in demo mode."""
    settings.DEMO = True
    secret = give_factor(cast.dana.user_id)
    everyone = (
        Persona("dana", "Dana", "Clinician", "", "dana@example.org", PASSWORD, secret),
        Persona("eli", "Eli", "Client", "", "eli@example.org", PASSWORD),
        Persona("mo", "Mo", "Clinician", "", "mo@example.org", "not his password"),
    )
    monkeypatch.setattr(demo, "PERSONAS", everyone)


def click(person):
    client = Client(headers=ORIGIN)
    return client, client.post("/demo/sign-in/", {"person": person})


@pytest.mark.parametrize(("person", "home"), [("dana", "desk:today"), ("eli", "desk:your_page")])
def test_one_click_signs_in_through_every_step(personas, person, home):
    client, answer = click(person)

    assert (answer.status_code, answer.url) == (302, "/")
    assert client.get("/").url == reverse(home)


def test_clicking_twice_in_half_a_minute_works(personas):
    assert click("dana")[1].url == "/"

    assert click("dana")[1].url == "/"


def test_the_password_is_really_checked(personas):
    assert click("eli")[1].url == "/"

    client, answer = click("mo")

    assert answer.url == "/sign-in/"
    assert client.get("/").url.startswith("/sign-in/")


@pytest.mark.parametrize("person", ["nobody", "", "\x00"])
def test_an_unknown_person_is_nothing(personas, person):
    assert click("eli")[1].status_code == 302

    assert click(person)[1].status_code == 404


def test_outside_the_demonstration_it_is_nothing(personas, settings, browser, cast):
    assert click("eli")[1].status_code == 302
    assert browser(cast.dana).get("/demo/mails/").status_code == 200

    settings.DEMO = False

    assert click("eli")[1].status_code == 404
    assert browser(cast.dana).get("/demo/mails/").status_code == 404


def test_staff_see_the_mails_that_went_out(personas, browser, cast, now):
    from django.db import transaction

    from accounts.access import acting_as_system

    with acting_as_system("outbox"), transaction.atomic():
        ShownMail.objects.create(
            sent_at=now,
            to="eli@example.org",
            subject="Something is waiting for you",
            text="Hello,\n<b>plain</b>",
            headers={"To": "eli@example.org", "Auto-Submitted": "auto-generated"},
        )

    page = browser(cast.dana).get("/demo/mails/").content.decode()

    assert "Something is waiting for you" in page
    assert "auto-generated" in page
    assert "&lt;b&gt;plain&lt;/b&gt;" in page
    assert browser(cast.eli).get("/demo/mails/").status_code == 404


def test_the_page_of_mails_is_not_an_employer_contacts(browser, cast, erin_contact, settings):
    settings.DEMO = True
    assert "/demo/mails/" in browser(cast.dana).get("/settings/").content.decode()

    erin = browser(cast.erin)

    assert "mainnav" not in erin.get("/settings/").content.decode()
    assert erin.get("/demo/mails/").status_code == 404
