"""The database knows who is asking for as long as a transaction lasts, and not a moment longer."""

import threading
import uuid

import pytest
from django.db import connection, transaction

from accounts.access import acting_as, acting_as_system
from tests.clones import clone, inside
from tests.conftest import _load_cast, _make_cast
from tracker.lib import session
from tracker.lib.session import Identity, MembershipEnded, identified


def asked() -> tuple:
    """Who the database believes is asking: person, role, system act."""
    with connection.cursor() as cursor:
        cursor.execute("select app.actor_id(), app.actor_role(), app.actor_system()")
        return cursor.fetchone()


NOBODY = (None, None, None)


def test_outside_of_an_identity_it_is_nobody(db):
    assert asked() == NOBODY


def test_the_inner_identity_ends_with_its_block(dana, eli):
    with acting_as(dana), transaction.atomic():
        assert asked() == (dana.user_id, "clinician", None)
        with acting_as(eli):
            assert asked() == (eli.user_id, "client", None)
            with acting_as_system("sweep"):
                assert asked() == (None, None, "sweep")
            assert asked() == (eli.user_id, "client", None)
        assert asked() == (dana.user_id, "clinician", None)
    assert asked() == NOBODY


def test_the_outer_identity_returns_after_a_released_savepoint(dana, eli):
    """A released savepoint keeps the inner setting: the block restores it by hand."""
    with acting_as(dana), transaction.atomic():
        with acting_as(eli), transaction.atomic():
            assert asked()[0] == eli.user_id
        assert asked()[0] == dana.user_id


def test_the_outer_identity_returns_after_an_error(dana, eli):
    with acting_as(dana), transaction.atomic():
        with pytest.raises(ValueError, match="on purpose"), acting_as(eli), transaction.atomic():
            raise ValueError("on purpose")
        assert asked() == (dana.user_id, "clinician", None)
        assert session.current_entered().role == "clinician"
    assert session.current_identity() is None


def test_unwrapped_keys_live_as_long_as_the_identity(dana):
    with acting_as(dana):
        session.scratch()["key"] = b"secret"
        with acting_as(dana):
            assert "key" not in session.scratch()
        assert session.scratch()["key"] == b"secret"
    assert session.scratch() == {}


def test_a_membership_of_another_person_is_refused(dana, eli):
    with acting_as(dana), transaction.atomic():
        assert asked()[1] == "clinician"
    for wrong in (
        Identity(user_id=eli.user_id, membership_id=dana.membership_id),
        Identity(user_id=eli.user_id, membership_id=uuid.uuid4()),
    ):
        with pytest.raises(MembershipEnded), identified(wrong), transaction.atomic():
            pass
        assert session.current_identity() is None
        assert asked() == NOBODY


def test_an_ended_membership_opens_nothing(dana, mo, ada, being, now):
    from accounts.actions import end_membership
    from accounts.models import Membership

    with being(mo):
        assert asked()[1] == "clinician"
    with being(ada):
        ended = Membership.objects.get(id=mo.membership_id)
        end_membership(actor=ada, membership=ended, now=now)
    with pytest.raises(MembershipEnded), being(mo):
        pass


def test_an_inactive_person_has_no_role():
    with clone() as copy, inside(copy.app_url):
        _make_cast()
        eli = _load_cast().eli.actor
        with acting_as(eli), transaction.atomic():
            assert asked()[1] == "client"
        with copy.as_owner() as owner:
            owner.execute("update accounts_user set is_active = false where id = %s", [eli.user_id])
        with pytest.raises(MembershipEnded), acting_as(eli), transaction.atomic():
            pass
        connection.ensure_connection()
        with transaction.atomic():
            assert asked() == NOBODY


def test_real_transactions_begin_and_end_with_their_identity():
    """On a connection of its own, outside of the test's transaction."""
    with clone() as copy, inside(copy.app_url):
        _make_cast()
        eli = _load_cast().eli.actor
        with acting_as(eli):
            assert asked() == NOBODY  # no transaction, nobody
            with transaction.atomic():
                assert asked()[0] == eli.user_id
            assert asked() == NOBODY
            with pytest.raises(ValueError, match="back"), transaction.atomic():
                raise ValueError("back")
            assert asked() == NOBODY
        with transaction.atomic():
            assert asked() == NOBODY


def test_a_refused_start_leaves_the_connection_as_it_was_found():
    with clone() as copy, inside(copy.app_url):
        _make_cast()
        eli = _load_cast().eli.actor
        wrong = Identity(user_id=eli.user_id, membership_id=uuid.uuid4())
        with identified(wrong):
            for _ in range(2):
                with pytest.raises(MembershipEnded), transaction.atomic():
                    pass
                assert connection.get_autocommit()
                assert not connection.in_atomic_block
        with acting_as(eli), transaction.atomic():
            assert asked()[0] == eli.user_id


def test_another_thread_is_nobody(dana):
    seen = []
    with acting_as(dana):
        thread = threading.Thread(target=lambda: seen.append(session.current_identity()))
        thread.start()
        thread.join()
    assert seen == [None]
