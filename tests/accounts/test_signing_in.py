"""Sign-in, sign-out, passwords: every page in our own words, and nothing else of allauth's."""

import re

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse

from accounts.models import User
from tests.accounts.conftest import ORIGIN
from tests.conftest import PASSWORD

NEW_PASSWORD = "seven quiet lanterns"


def test_signing_in_and_out(cast, visitor, verbs):
    answer = visitor.post("/sign-in/", {"login": "ELI@example.org", "password": PASSWORD})
    assert (answer.status_code, answer.url) == (302, "/")
    assert visitor.get("/").url == reverse("desk:your_page")

    out = visitor.post("/sign-out/")

    assert out["Clear-Site-Data"] == '"cache", "storage"'
    assert visitor.get("/").url == "/sign-in/?next=/"
    assert {"sign_in", "sign_out"} <= set(verbs())


@pytest.mark.parametrize("address", ["eli@example.org", "nobody@example.org"])
def test_a_wrong_password_and_an_unknown_address_read_the_same(cast, visitor, address):
    answer = visitor.post("/sign-in/", {"login": address, "password": "not this one"})

    assert answer.status_code == 200
    assert "do not belong together" in answer.content.decode()
    assert (
        visitor.post("/sign-in/", {"login": "eli@example.org", "password": PASSWORD}).status_code
        == 302
    )


def test_an_unknown_address_asks_the_database_what_a_known_one_does(cast, visitor, verbs):
    """Else the time of an answer would tell who has an account. Only a known one leaves a line."""
    asked = []
    for address, lines in (("eli@example.org", 1), ("nobody@example.org", 0)):
        before = verbs().count("sign_in_failed")
        cache.clear()  # nothing was tried from here before
        with CaptureQueriesContext(connection) as queries:
            visitor.post("/sign-in/", {"login": address, "password": "not this one"})
        assert verbs().count("sign_in_failed") - before == lines
        asked.append([words[:2] for query in queries if (words := query["sql"].lower().split())])

    known, unknown = (
        [" ".join(words) for words in kinds if words[0] in ("insert", "update", "set", "delete")]
        for kinds in asked
    )
    assert known == unknown
    assert known[-2:] == ["set local", "insert into"]  # nobody waits for the disk to keep the line


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"login": "", "password": ""},
        {"login": "a\x00b", "password": "x"},
        {"login": "eli@example.org", "password": "\x00"},
        {"login": "x" * 5000, "password": "x" * 5000},
    ],
)
def test_bad_input_is_said_on_the_page(visitor, values):
    answer = visitor.post("/sign-in/", values)

    assert answer.status_code == 200
    assert answer.context["form"].errors


def test_many_wrong_passwords_are_refused_for_a_while(cast, visitor):
    values = {"login": "eli@example.org", "password": "not this one"}
    assert visitor.post("/sign-in/", values).status_code == 200

    for _ in range(12):
        answer = visitor.post("/sign-in/", values)

    assert "Wait five minutes" in answer.content.decode()
    right = visitor.post("/sign-in/", {"login": "eli@example.org", "password": PASSWORD})
    assert right.status_code == 200


def test_a_stranger_cannot_send_the_browser_elsewhere(cast, visitor):
    answer = visitor.post(
        "/sign-in/?next=https://elsewhere.example/",
        {"login": "eli@example.org", "password": PASSWORD},
    )

    assert answer.url == "/"


@pytest.mark.parametrize(
    "path", ["/sign-up/", "/signup/", "/email/", "/accounts/", "/login/", "/confirm-email/"]
)
def test_pages_we_do_not_use_do_not_exist(visitor, path):
    assert visitor.get("/sign-in/").status_code == 200
    assert visitor.get(path).status_code == 404


@pytest.mark.parametrize("name", ["account_signup", "account_email", "mfa_list_webauthn"])
def test_routes_we_do_not_use_have_no_address(name):
    assert reverse("account_login")
    with pytest.raises(NoReverseMatch):
        reverse(name)


def test_changing_the_password_ends_every_session(browser, cast, verbs):
    client, other = browser(cast.eli), browser(cast.eli)
    assert other.get("/settings/").status_code == 200

    answer = client.post(
        "/password/change/",
        {"oldpassword": PASSWORD, "password1": NEW_PASSWORD, "password2": NEW_PASSWORD},
    )

    assert answer.status_code == 302
    assert client.get("/settings/").status_code == 302
    assert other.get("/settings/").status_code == 302
    assert User.objects.get(email="eli@example.org").check_password(NEW_PASSWORD)
    assert "change_password" in verbs()


def test_the_old_password_is_asked_for(browser, cast):
    client = browser(cast.eli)

    answer = client.post(
        "/password/change/",
        {"oldpassword": "not this one", "password1": NEW_PASSWORD, "password2": NEW_PASSWORD},
    )

    assert answer.status_code == 200
    assert "This is not the password you have now." in answer.content.decode()


def test_a_forgotten_password_is_replaced_through_the_mail(cast, visitor):
    assert visitor.post("/password/reset/", {"email": "eli@example.org"}).status_code == 302
    mail = _built("password_reset", cast.eli.user_id)
    path = re.search(r"http://localhost:8000(/password/reset/\S+)", mail.text).group(1)

    form = visitor.get(path, follow=True)
    done = visitor.post(
        form.redirect_chain[-1][0], {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
    )

    assert done.url == "/password/reset/done/"
    assert visitor.get(done.url).status_code == 200
    assert User.objects.get(email="eli@example.org").check_password(NEW_PASSWORD)
    assert "This link has ended" in Client(headers=ORIGIN).get(path).content.decode()


def test_asking_for_an_unknown_address_reads_the_same_and_sends_nothing(cast, visitor):
    from accounts.access import acting_as_system
    from accounts.models import Notice
    from accounts.notices import PasswordReset

    known = visitor.post("/password/reset/", {"email": "eli@example.org"}, follow=True)
    unknown = visitor.post("/password/reset/", {"email": "nobody@example.org"}, follow=True)

    assert known.redirect_chain == unknown.redirect_chain
    with acting_as_system("outbox"):
        # As much work for both, so that the time taken tells nothing either.
        rows = Notice.objects.filter(kind="password_reset")
        assert sorted(str(r.recipient_id) for r in rows) == sorted([str(cast.eli.user_id), "None"])
        nobody = rows.get(recipient=None)
        assert PasswordReset.build(notice=nobody, now=nobody.created_at) is None


def test_after_a_new_password_a_factor_can_still_be_set_up(cast, visitor):
    """The mail's token makes allauth note the address as not proven; an invitation proved it."""
    visitor.post("/password/reset/", {"email": "eli@example.org"})
    _built("password_reset", cast.eli.user_id)
    visitor.post("/sign-in/", {"login": "eli@example.org", "password": PASSWORD})
    visitor.post("/sign-in/again/", {"password": PASSWORD})

    assert visitor.get("/second-factor/set-up/").status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/sign-in/",
        "/sign-in/closed/",
        "/password/reset/",
        "/password/reset/sent/",
        "/password/reset/done/",
        "/password/reset/zz-zz/",
        "/about/privacy/",
        "/about/accessibility/",
        "/about/help/",
    ],
)
def test_pages_before_sign_in_are_ours(visitor, path):
    page = visitor.get(path, follow=True)

    assert page.status_code == 200
    assert "– Waymark</title>" in page.content.decode()
    assert page["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "path",
    ["/sign-in/again/", "/sign-out/", "/password/change/", "/second-factor/set-up/", "/settings/"],
)
def test_pages_after_sign_in_are_ours(fresh, cast, path):
    page = fresh(cast.eli).get(path)

    assert page.status_code == 200
    assert "– Waymark</title>" in page.content.decode()
    assert "eli" in page.content.decode()


def test_leaving_goes_to_a_neutral_page(visitor, browser, cast, settings):
    assert visitor.get("/about/leave/").url == settings.LEAVE_URL
    assert browser(cast.eli).get("/about/leave/").url == settings.LEAVE_URL


def test_staying_signed_in_answers_nothing_and_prolongs(browser, cast):
    client = browser(cast.eli)
    client.get("/settings/")
    session = client.session
    session["seen"] = session["seen"] - 600
    session.save()
    before = client.session["seen"]

    assert client.post("/stay/").status_code == 204

    assert client.session["seen"] > before


def test_a_text_sent_after_signing_out_comes_back(cast, visitor):
    answer = visitor.post("/settings/role/", {"text": "Words that must not be lost."})

    assert answer.status_code == 401
    assert "Words that must not be lost." in answer.content.decode()


def test_the_health_page_says_ok(visitor):
    answer = visitor.get("/healthz")

    assert (answer.status_code, answer.content) == (200, b"ok")
    assert not answer.cookies


@pytest.mark.parametrize("path", ["/demo/sign-in/", "/demo/mails/", "/begin/"])
def test_the_demo_and_the_first_run_are_not_here(visitor, fresh, cast, path):
    assert visitor.get("/sign-in/").status_code == 200
    assert visitor.get(path).status_code == 404
    assert visitor.post(path, {"person": "voss"}).status_code == 404
    assert fresh(cast.ada).get(path).status_code == 404


def _built(kind, user_id):
    """The mail of the newest waiting notice, as the outbox builds it."""
    from django.conf import settings
    from django.utils.module_loading import import_string

    from accounts.access import acting_as_system
    from accounts.models import Notice
    from tracker.lib import clock

    with acting_as_system("outbox"):
        notice = Notice.objects.get(kind=kind, recipient_id=user_id)
        return import_string(settings.NOTICE_KINDS[kind]).build(notice=notice, now=clock.now())


def test_twelve_hours_after_signing_in_a_session_ends_however_busy(browser, cast):
    client = browser(cast.eli)
    assert client.get("/settings/").status_code == 200
    session = client.session
    session["began"] -= 12 * 3600 + 1
    session.save()

    assert client.get("/settings/").url == "/sign-in/?next=/settings/"
    assert client.get("/settings/").status_code == 302
