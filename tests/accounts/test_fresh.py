"""The password inside a form: asked for when it was not typed a moment ago, and never shown again."""

from datetime import timedelta

import pytest
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.test import Client
from django.urls import include, path

from accounts.access import NotFresh, require_fresh
from accounts.fresh import FRESH_FOR, FreshForm, last_authenticated_at
from accounts.gate import open_to
from tests.accounts.conftest import ORIGIN
from tests.conftest import PASSWORD
from tracker.lib import clock

PAGE = "/seldom/"
written = []


class Words(FreshForm):
    words = forms.CharField(widget=forms.Textarea)
    number = forms.IntegerField(required=False)


@open_to("client", "clinician")
def page(request):
    form = Words(request.POST or None, request=request)
    if request.method == "POST" and form.is_valid():
        require_fresh(authenticated_at=form.authenticated_at, now=clock.now())
        written.append((form.cleaned_data, form.authenticated_at))
        return HttpResponse("done")
    return render(request, "accounts/practice.html", {"form": form})


class Urls:
    urlpatterns = (path(PAGE[1:], page), path("", include("tracker.urls")))
    handler404 = "accounts.errors.not_found"


@pytest.fixture(autouse=True)
def _routed(settings):
    settings.ROOT_URLCONF = Urls
    written.clear()


@pytest.fixture
def eli_now(cast):
    """Eli, who signed in with the password this moment."""
    client = Client(headers=ORIGIN)
    client.post("/sign-in/", {"login": "eli@example.org", "password": PASSWORD})
    return client


def age(client, seconds):
    """As if everything of this session had been proven that much earlier."""
    session = client.session
    for record in session[AUTHENTICATION_METHODS_SESSION_KEY]:
        record["at"] -= seconds
    session.save()


@pytest.fixture
def eli_later(eli_now):
    age(eli_now, FRESH_FOR.total_seconds() + 1)
    return eli_now


def fields(answer):
    return list(answer.context["form"].fields)


# --- asked for, or not ----------------------------------------------------------------------------


def test_a_session_of_this_moment_is_not_asked(eli_now):
    assert fields(eli_now.get(PAGE)) == ["words", "number"]

    assert eli_now.post(PAGE, {"words": "Mine"}).content == b"done"

    data, at = written[0]
    assert data == {"words": "Mine", "number": None}
    assert timedelta(0) <= clock.now() - at < timedelta(minutes=1)


def test_five_minutes_later_it_is(eli_later):
    answer = eli_later.get(PAGE)

    assert fields(answer) == ["words", "number", "password"]
    content = answer.content.decode()
    assert "To be sure it is you." in content
    assert 'autocomplete="current-password"' in content


def test_a_session_without_a_proof_is_asked(browser, cast):
    assert fields(browser(cast.eli).get(PAGE)) == ["words", "number", "password"]


def test_a_form_that_grew_old_while_it_was_filled_asks_and_keeps_the_words(eli_now):
    assert "password" not in fields(eli_now.get(PAGE))
    age(eli_now, FRESH_FOR.total_seconds() + 1)

    answer = eli_now.post(PAGE, {"words": "What I typed"})

    assert "Enter your password." in answer.content.decode()
    assert "What I typed" in answer.content.decode()
    assert written == []


# --- right and wrong ------------------------------------------------------------------------------


def test_the_right_password_makes_the_session_fresh(eli_later):
    answer = eli_later.post(PAGE, {"words": "Mine", "password": PASSWORD})

    assert answer.content == b"done"
    assert "password" not in written[0][0]
    assert "password" not in fields(eli_later.get(PAGE))


def test_a_wrong_password_writes_nothing_and_keeps_the_words(eli_later):
    sent = {"words": "What I typed", "number": "7", "password": "a wrong long password"}

    answer = eli_later.post(PAGE, sent)

    content = answer.content.decode()
    assert answer.status_code == 200
    assert "This is not your password." in content
    assert "What I typed" in content
    assert 'value="7"' in content
    assert "a wrong long password" not in content
    assert written == []
    assert "password" in fields(eli_later.get(PAGE))
    assert eli_later.post(PAGE, {**sent, "password": PASSWORD}).content == b"done"


@pytest.mark.parametrize("typed", ["", "\x00", "x" * 5000])
def test_what_cannot_be_a_password_is_said_beside_it(eli_later, typed):
    answer = eli_later.post(PAGE, {"words": "Mine", "password": typed})

    assert "password" in answer.context["form"].errors
    assert written == []


def test_another_field_that_is_wrong_does_not_ask_for_the_password_twice(eli_later):
    answer = eli_later.post(PAGE, {"words": "", "password": PASSWORD})

    assert list(answer.context["form"].errors) == ["words"]
    assert "password" not in fields(answer)
    assert PASSWORD not in answer.content.decode()
    assert eli_later.post(PAGE, {"words": "Mine"}).content == b"done"


def test_the_password_of_another_is_a_wrong_one(eli_later, cast):
    from accounts.models import User

    mo = User.objects.get(id=cast.mo.user_id)
    mo.set_password("the password of Mo alone")
    mo.save(update_fields=["password"])

    answer = eli_later.post(PAGE, {"words": "Mine", "password": "the password of Mo alone"})

    assert "This is not your password." in answer.content.decode()


def test_after_ten_wrong_ones_even_the_right_one_waits(eli_later):
    wrong = {"words": "What I typed", "password": "a wrong long password"}
    for _ in range(10):
        assert eli_later.post(PAGE, wrong).status_code == 200

    answer = eli_later.post(PAGE, {**wrong, "password": PASSWORD})

    content = answer.content.decode()
    assert "Too many tries in a short time." in content
    assert "What I typed" in content
    assert written == []


def test_after_ten_right_ones_in_a_minute_the_next_waits(eli_now):
    sent = {"words": "What I typed", "password": PASSWORD}
    for _ in range(10):
        age(eli_now, FRESH_FOR.total_seconds() + 1)
        assert eli_now.post(PAGE, sent).content == b"done"
    age(eli_now, FRESH_FOR.total_seconds() + 1)

    answer = eli_now.post(PAGE, sent)

    assert "Wait a minute, then send it again." in answer.content.decode()
    assert "What I typed" in answer.content.decode()
    assert len(written) == 10


# --- the clock, and the rule of acts --------------------------------------------------------------


def test_a_moved_clock_does_not_change_how_long_ago_it_was(eli_now):
    clock.move(timedelta(days=40))
    age(eli_now, 120)

    assert eli_now.post(PAGE, {"words": "Mine"}).content == b"done"

    ago = clock.now() - written[0][1]
    assert timedelta(seconds=119) < ago < timedelta(seconds=150)


def test_nobody_has_proven_anything(rf):
    from django.contrib.auth.models import AnonymousUser

    request = rf.get("/")
    request.user, request.session = AnonymousUser(), {}

    assert last_authenticated_at(request) is None


@pytest.mark.parametrize("minutes", [0, 5, 10, -1])
def test_an_act_goes_on_shortly_after(now, minutes):
    require_fresh(authenticated_at=now - timedelta(minutes=minutes), now=now)


@pytest.mark.parametrize("seconds", [601, -61, 86_400])
def test_an_act_stops_later_or_ahead_of_time(now, seconds):
    require_fresh(authenticated_at=now, now=now)

    with pytest.raises(NotFresh):
        require_fresh(authenticated_at=now - timedelta(seconds=seconds), now=now)


def test_an_act_that_came_too_late_is_a_403(eli_now, monkeypatch):
    assert eli_now.post(PAGE, {"words": "Mine"}).status_code == 200
    monkeypatch.setattr("accounts.fresh.FRESH_FOR", timedelta(hours=1))
    age(eli_now, 11 * 60)

    answer = eli_now.post(PAGE, {"words": "Mine"})

    assert answer.status_code == 403
    assert len(written) == 1


def test_it_is_asked_for_after_is_valid(rf):
    from django.contrib.auth.models import AnonymousUser

    request = rf.get("/")
    request.user, request.session = AnonymousUser(), {}

    with pytest.raises(RuntimeError):
        _ = Words(request=request).authenticated_at


def test_the_component_shows_the_field_where_there_is_one(eli_later, eli_now):
    from django.template.loader import render_to_string

    form = eli_later.get(PAGE).context["form"]
    shown = render_to_string("components/fresh.html", {"form": form})
    assert 'type="password"' in shown
    assert "To be sure it is you." in shown
    eli_later.post(PAGE, {"words": "Mine", "password": PASSWORD})

    form = eli_later.get(PAGE).context["form"]
    assert render_to_string("components/fresh.html", {"form": form}).strip() == ""
