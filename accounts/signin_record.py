"""Sign-ins and changed factors enter the practice's trail. allauth's signals, not ours."""

from typing import Any
from uuid import UUID

from allauth.account.signals import password_changed, password_reset
from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db import connection, transaction
from django.dispatch import receiver

from accounts import audit
from accounts.models import Membership, User
from tracker.lib import session


def _record(*, user_id: UUID, verb: str) -> bool:
    """Whether a line was written: none is for an account without a practice."""
    with session.identified(session.Identity(user_id=user_id)), transaction.atomic():
        chains = set(
            Membership.objects.filter(user_id=user_id).values_list("organization_id", flat=True)
        )
        for chain in chains:
            audit.record(
                verb=verb,
                object_kind="user",
                object_id=user_id,
                chain=chain,
                chain_kind=audit.ORGANIZATION,
            )
    return bool(chains)


@receiver(user_logged_in)
def signed_in(sender: Any, user: User, **kwargs: Any) -> None:
    _record(user_id=user.pk, verb="sign_in")


@receiver(user_logged_out)
def signed_out(sender: Any, user: User | None, **kwargs: Any) -> None:
    if user is not None:
        _record(user_id=user.pk, verb="sign_out")


@receiver(user_login_failed)
def sign_in_failed(
    sender: Any, credentials: dict[str, Any], request: Any = None, **kwargs: Any
) -> None:
    """Recorded. An unknown address costs as much: how long an answer takes tells of no account."""
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:  # asked for the password once more
        _record(user_id=user.pk, verb="sign_in_failed")
        return
    address = str(credentials.get("email") or credentials.get("username") or "").lower()
    user_id = User.objects.filter(email=address).values_list("id", flat=True).first()
    with transaction.atomic():
        _without_waiting_for_the_disk()
        if user_id is None or not _record(user_id=user_id, verb="sign_in_failed"):
            _begin_a_line_and_take_it_back()


def _begin_a_line_and_take_it_back() -> None:
    """As whoever joined first, who founded the practice, in place of a stranger."""
    somebody = User.objects.order_by("created_at").values_list("id", flat=True).first()
    if somebody is not None:
        with transaction.atomic():
            _record(user_id=somebody, verb="sign_in_failed")
            transaction.set_rollback(True)


def _without_waiting_for_the_disk() -> None:
    """Only a line that stays would wait for it. A crash may lose what the last moment's tries left."""
    with connection.cursor() as cursor:
        cursor.execute("set local synchronous_commit = off")


@receiver([password_changed, password_reset])
def password_was_changed(sender: Any, user: User, **kwargs: Any) -> None:
    _record(user_id=user.pk, verb="change_password")


@receiver([authenticator_added, authenticator_removed, authenticator_reset])
def factor_was_changed(sender: Any, request: Any, user: User, **kwargs: Any) -> None:
    """Recorded, and every other session ends."""
    from django.contrib.auth import update_session_auth_hash  # noqa: PLC0415 - needs the apps

    from accounts.actions import end_other_sessions  # noqa: PLC0415 - actions import this package

    _record(user_id=user.pk, verb="change_factor")
    end_other_sessions(user=user)
    if request is not None and request.user.pk == user.pk:
        request.session.pop("has_factor", None)  # the middleware looks again
        update_session_auth_hash(request, user)
