"""Second factors: required of staff, offered to clients, and the way back when all are lost."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.db import ProgrammingError, transaction
from django.test import Client
from django.urls import reverse

from accounts import actions
from accounts.access import NotAllowed, NotFound, WrongState, acting_as
from accounts.models import FactorReset, Notice, User
from tests.accounts.conftest import ORIGIN, code_of, give_factor, recovery_codes_of, signed_in
from tests.conftest import PASSWORD, _actor
from tracker.lib import clock


def sign_in(email):
    client = Client(headers=ORIGIN)
    answer = client.post("/sign-in/", {"login": email, "password": PASSWORD})
    return client, answer


# --- required, offered ---------------------------------------------------------------------------


@pytest.mark.parametrize("person", ["dana", "ada"])
@pytest.mark.parametrize("path", ["/", "/settings/", "/practice/people/", "/today/", "/join/x/"])
def test_without_a_factor_nothing_opens_to_staff(cast, person, path):
    client, _ = sign_in(f"{person}@example.org")

    answer = client.get(path)

    assert (answer.status_code, answer.url) == (302, "/second-factor/set-up/")


@pytest.mark.parametrize("path", ["/about/help/", "/about/privacy/", "/sign-out/"])
def test_help_and_the_way_out_stay_open_to_staff_without_a_factor(cast, path):
    client, _ = sign_in("dana@example.org")

    assert client.get(path).status_code == 200


def test_a_client_goes_on_without_a_factor(cast):
    client, _ = sign_in("eli@example.org")

    assert client.get("/").url == reverse("desk:your_page")


def test_setting_up_shows_the_recovery_codes_once(committed):
    client = signed_in("eli@example.org")
    page = client.get("/second-factor/set-up/")
    secret = page.context["form"].secret
    assert secret in page.content.decode()
    assert client.post("/second-factor/set-up/", {"code": "000000"}).status_code == 200

    done = client.post("/second-factor/set-up/", {"code": code_of(secret)})

    assert done.url == "/second-factor/codes/"
    first = client.get("/second-factor/codes/").content.decode()
    codes = recovery_codes_of(User.objects.get(email="eli@example.org").id)
    assert len(codes) == 10
    assert all(code in first for code in codes)
    again = client.get("/second-factor/codes/").content.decode()
    assert not any(code in again for code in codes)


def test_the_secret_rests_sealed(cast):
    secret = give_factor(cast.dana.user_id)

    data = Authenticator.objects.get(user_id=cast.dana.user_id, type="totp").data

    assert secret not in str(data)


def test_signing_in_asks_for_the_code(cast):
    secret = give_factor(cast.dana.user_id)
    client, asked = sign_in("dana@example.org")
    assert asked.url == "/second-factor/code/"
    assert client.get("/").url.startswith("/sign-in/")
    assert client.post("/second-factor/code/", {"code": "12 34"}).status_code == 200

    answer = client.post("/second-factor/code/", {"code": code_of(secret)})

    assert answer.status_code == 302
    assert client.get("/").url == "/today/"


def test_a_code_works_once(cast):
    secret = give_factor(cast.dana.user_id)
    code = code_of(secret)
    first, _ = sign_in("dana@example.org")
    assert first.post("/second-factor/code/", {"code": code}).status_code == 302

    second, _ = sign_in("dana@example.org")
    answer = second.post("/second-factor/code/", {"code": code})

    assert answer.status_code == 200
    assert "was used already" in answer.content.decode()


def test_a_recovery_code_works_once(cast):
    give_factor(cast.dana.user_id)
    code = recovery_codes_of(cast.dana.user_id)[0]
    first, _ = sign_in("dana@example.org")
    assert first.post("/second-factor/code/", {"code": code}).status_code == 302

    second, _ = sign_in("dana@example.org")

    assert second.post("/second-factor/code/", {"code": code}).status_code == 200


def test_staff_who_remove_their_app_must_set_up_the_next_at_once(committed):
    client = signed_in("dana@example.org")
    secret = client.get("/second-factor/set-up/").context["form"].secret
    client.post("/second-factor/set-up/", {"code": code_of(secret)})
    assert client.get("/").url == "/today/"

    assert client.post("/second-factor/remove/").status_code == 302

    assert client.get("/").url == "/second-factor/set-up/"


def test_changing_a_factor_ends_the_other_sessions_and_is_recorded(committed):
    from accounts.models import AuditEvent

    client, other = signed_in("eli@example.org"), signed_in("eli@example.org")
    assert other.get("/settings/").status_code == 200
    secret = client.get("/second-factor/set-up/").context["form"].secret

    client.post("/second-factor/set-up/", {"code": code_of(secret)})

    assert client.get("/settings/").status_code == 200
    assert other.get("/settings/").status_code == 302
    ada = _actor("ada@example.org")
    with acting_as(ada), transaction.atomic():
        assert AuditEvent.objects.filter(verb="change_factor").exists()


# --- all factors lost ----------------------------------------------------------------------------


@pytest.fixture
def asked(cast, ada, being, now):
    """Ada asks for Dana's factors to be removed."""
    give_factor(cast.dana.user_id)
    with being(ada):
        return actions.ask_factor_reset(actor=ada, user_id=cast.dana.user_id, now=now)


def reset_of(being, actor, reset):
    with being(actor):
        return FactorReset.objects.get(id=reset.id)


def test_two_people_a_delay_and_then_the_factors_go(
    asked, second_administrator, fresh, browser, cast, being, ada, verbs
):
    client = browser(second_administrator)
    assert "dana@example.org" in client.get("/practice/people/").content.decode()
    client = fresh(second_administrator)

    assert client.post(f"/practice/resets/{asked.id}/confirm/").status_code == 302

    assert actions.carry_out_factor_resets() == 0
    confirmed = reset_of(being, ada, asked)
    assert confirmed.takes_effect_at - confirmed.confirmed_at == timedelta(hours=24)
    clock.move(timedelta(hours=24, minutes=1))
    assert actions.carry_out_factor_resets() == 1
    assert not Authenticator.objects.filter(user_id=cast.dana.user_id).exists()
    steps = [verb for verb in verbs() if verb.endswith("factor_reset")]
    assert steps == ["carry_out_factor_reset", "confirm_factor_reset", "ask_factor_reset"]


def test_each_step_is_told_to_the_address(asked, second_administrator, being, now, cast):
    from accounts.access import acting_as_system

    with being(second_administrator):
        actions.confirm_factor_reset(
            actor=second_administrator, reset_id=asked.id, now=now + timedelta(seconds=1)
        )

    with acting_as_system("outbox"):
        told = Notice.objects.filter(recipient_id=cast.dana.user_id, kind="account_changed")
        assert told.count() == 2


def test_whoever_asked_does_not_confirm(asked, second_administrator, fresh, cast, being, ada, now):
    assert fresh(cast.ada).post(f"/practice/resets/{asked.id}/confirm/").status_code == 403
    with being(ada), pytest.raises(NotAllowed):
        actions.confirm_factor_reset(actor=ada, reset_id=asked.id, now=now)

    assert (
        fresh(second_administrator).post(f"/practice/resets/{asked.id}/confirm/").status_code == 302
    )


def confirm_directly(actor, reset, *, after, now):
    """What the database changes when it is asked past the action."""
    return FactorReset.objects.filter(id=reset.id).update(
        confirmed_by_id=actor.user_id, confirmed_at=now, takes_effect_at=now + after
    )


def test_somebody_invited_for_the_purpose_is_not_a_second_person(
    asked, second_administrator, link_to, invited, being, now
):
    path = link_to(invited("cora@example.org", role="administrator", name="Cora Lind"))
    actions.accept_invitation_new(token=path.split("/")[2], password=PASSWORD, zone="UTC")
    newcomer = _actor("cora@example.org")

    with being(newcomer), pytest.raises(NotAllowed):
        actions.confirm_factor_reset(actor=newcomer, reset_id=asked.id, now=now)
    with being(newcomer), pytest.raises(ProgrammingError), transaction.atomic():
        confirm_directly(newcomer, asked, after=timedelta(hours=24), now=now)
    with being(second_administrator):
        actions.confirm_factor_reset(actor=second_administrator, reset_id=asked.id, now=now)


def test_the_database_refuses_one_person_twice(asked, second_administrator, being, ada, now):
    delay = timedelta(hours=24)
    with being(ada):
        assert confirm_directly(ada, asked, after=delay, now=now) == 0

    with being(second_administrator):
        assert confirm_directly(second_administrator, asked, after=delay, now=now) == 1


def test_the_database_refuses_a_shorter_delay(asked, second_administrator, being, now):
    with pytest.raises(ProgrammingError), being(second_administrator):
        confirm_directly(second_administrator, asked, after=timedelta(hours=1), now=now)

    with being(second_administrator):
        hours = timedelta(hours=24)
        assert confirm_directly(second_administrator, asked, after=hours, now=now) == 1


def test_the_person_stops_it_from_their_settings(asked, browser, cast, being, ada):
    client = browser(cast.dana)
    assert (
        "Somebody asked to remove your second factor" in client.get("/settings/").content.decode()
    )

    assert client.post(f"/settings/resets/{asked.id}/stop/").status_code == 302

    assert reset_of(being, ada, asked).stopped_at is not None
    again = client.post(f"/settings/resets/{asked.id}/stop/", follow=True)
    assert "over already" in again.content.decode()


def test_a_stopped_reset_removes_nothing(asked, second_administrator, being, dana, cast, now):
    with being(second_administrator):
        actions.confirm_factor_reset(actor=second_administrator, reset_id=asked.id, now=now)
    with being(dana):
        actions.stop_factor_reset(actor=dana, reset_id=asked.id, now=now)
    clock.move(timedelta(days=3))

    assert actions.carry_out_factor_resets() == 0
    assert Authenticator.objects.filter(user_id=cast.dana.user_id).exists()


@pytest.mark.parametrize("person", ["eli", "mo", "otto"])
def test_strangers_find_no_reset(asked, browser, cast, person):
    path = f"/settings/resets/{asked.id}/stop/"

    assert browser(getattr(cast, person)).post(path).status_code == 404
    assert browser(cast.dana).post(path).status_code == 302


def test_asking_twice_is_said(asked, fresh, cast):
    client = fresh(cast.ada)

    answer = client.post(f"/practice/people/{cast.dana.actor.membership_id}/reset/", follow=True)

    assert "is open already" in answer.content.decode()


def test_asking_is_the_administrators_and_never_for_oneself(cast, being, ada, dana, now):
    with being(ada):
        actions.ask_factor_reset(actor=ada, user_id=cast.mo.user_id, now=now)
        with pytest.raises(NotAllowed):
            actions.ask_factor_reset(actor=ada, user_id=ada.user_id, now=now)
        with pytest.raises(NotFound):
            actions.ask_factor_reset(actor=ada, user_id=cast.erin.user_id, now=now)
    with being(dana), pytest.raises(NotAllowed):
        actions.ask_factor_reset(actor=dana, user_id=cast.eli.user_id, now=now)


def test_confirming_twice_is_said(asked, second_administrator, being, now):
    with being(second_administrator):
        actions.confirm_factor_reset(actor=second_administrator, reset_id=asked.id, now=now)
        with pytest.raises(WrongState):
            actions.confirm_factor_reset(actor=second_administrator, reset_id=asked.id, now=now)


def test_a_practice_of_one_is_told_who_confirms(asked, browser, cast):
    page = browser(cast.ada).get("/practice/people/").content.decode()

    assert "whoever runs this installation does" in page
    assert User.objects.filter(email="dana@example.org").exists()
