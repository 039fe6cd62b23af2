"""The operator's half of a factor reset, for a practice that has no second administrator."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command
from django.db import transaction

from accounts import actions
from accounts.access import acting_as, acting_as_system
from accounts.models import AuditEvent, FactorReset, Notice, User
from tests.accounts.conftest import give_factor
from tests.clones import inside
from tests.conftest import PASSWORD, _actor
from tracker.lib import clock


@pytest.fixture
def ada_lost_hers(committed):
    """Ada, the only administrator, has a factor and no way to use it."""
    give_factor(User.objects.get(email="ada@example.org").id)
    return committed


def as_owner(copy, email="ada@example.org"):
    with inside(copy.owner_url):
        call_command("reset_factors", email)


def test_it_waits_tells_the_address_and_then_removes(ada_lost_hers):
    ada = _actor("ada@example.org")

    as_owner(ada_lost_hers)

    assert actions.carry_out_factor_resets() == 0
    with acting_as_system("outbox"), transaction.atomic():
        assert Notice.objects.filter(recipient_id=ada.user_id, kind="account_changed").exists()
    with acting_as(ada), transaction.atomic():
        event = AuditEvent.objects.get(verb="confirm_factor_reset")
        assert (event.actor, event.role) == (None, "operator")
    with transaction.atomic():
        clock.move(timedelta(hours=24, minutes=1))
    assert actions.carry_out_factor_resets() == 1
    assert not Authenticator.objects.filter(user_id=ada.user_id).exists()


def test_the_person_can_stop_it(ada_lost_hers):
    ada = _actor("ada@example.org")
    as_owner(ada_lost_hers)

    with acting_as(ada), transaction.atomic():
        reset = FactorReset.objects.get(user_id=ada.user_id)
        actions.stop_factor_reset(actor=ada, reset_id=reset.id, now=clock.now())

    with transaction.atomic():
        clock.move(timedelta(days=3))
    assert actions.carry_out_factor_resets() == 0
    assert Authenticator.objects.filter(user_id=ada.user_id).exists()


def test_it_confirms_what_the_only_administrator_asked(committed):
    dana, ada = _actor("dana@example.org"), _actor("ada@example.org")
    give_factor(dana.user_id)
    with acting_as(ada), transaction.atomic():
        asked = actions.ask_factor_reset(actor=ada, user_id=dana.user_id, now=clock.now())

    as_owner(committed, "dana@example.org")

    with acting_as(ada), transaction.atomic():
        assert FactorReset.objects.get(id=asked.id).takes_effect_at is not None


def test_the_service_cannot_do_it(ada_lost_hers):
    with pytest.raises(CommandError, match="as the owner"):
        call_command("reset_factors", "ada@example.org")

    as_owner(ada_lost_hers)


def test_twice_is_said(ada_lost_hers):
    as_owner(ada_lost_hers)

    with pytest.raises(CommandError, match="confirmed already"):
        as_owner(ada_lost_hers)


@pytest.mark.parametrize("email", ["nobody@example.org", "dana@example.org"])
def test_nobody_or_no_factor_is_said(ada_lost_hers, email):
    with pytest.raises(CommandError, match="Nobody with this address"):
        as_owner(ada_lost_hers, email)

    as_owner(ada_lost_hers)


def test_two_administrators_do_it_themselves(committed):
    from accounts import doors, notices

    dana, ada = _actor("dana@example.org"), _actor("ada@example.org")
    give_factor(dana.user_id)
    with acting_as(ada), transaction.atomic():
        invitation = actions.invite(
            actor=ada,
            email="bea@example.org",
            role="administrator",
            display_name="Bea Holm",
            introduced_to=None,
            now=clock.now(),
        )
    with acting_as_system("outbox"), transaction.atomic():
        doors.set_invitation_token(
            invitation_id=invitation.id, token_hash=notices.hash_token("bea")
        )
    actions.accept_invitation_new(token="bea", password=PASSWORD, zone="UTC")

    with pytest.raises(CommandError, match="two administrators"):
        as_owner(committed, "dana@example.org")
