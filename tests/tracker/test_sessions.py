"""What a failing database means for somebody's session."""

import pytest
from django.conf import settings
from django.contrib.sessions.backends.base import UpdateError
from django.db import OperationalError, connection
from django.utils.module_loading import import_string

SessionStore = import_string(f"{settings.SESSION_ENGINE}.SessionStore")


@pytest.fixture
def session():
    kept = SessionStore()
    kept.create()
    kept["seen"] = 1
    return kept


def test_a_database_that_does_not_answer_is_not_taken_for_a_session_that_ended(session):
    def restarts(execute, sql, params, many, context):
        raise OperationalError("the connection was closed")

    with connection.execute_wrapper(restarts), pytest.raises(OperationalError):
        session.save()
    session.save()
    assert SessionStore(session.session_key)["seen"] == 1


def test_a_session_that_was_ended_elsewhere_is_not_kept_again(session):
    SessionStore(session.session_key).delete()

    with pytest.raises(UpdateError):
        session.save()
    assert not SessionStore().exists(session.session_key)
