"""Sessions in the database, as Django keeps them; its setting is SESSION_ENGINE."""

from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import UpdateError
from django.db import OperationalError


class SessionStore(db.SessionStore):
    """A database that does not answer is not a session that has ended.

    Django takes each failure to save for a session that somebody ended elsewhere, and answers 400:
    whoever sent a form would be told that they did something wrong, and not to send it again.
    """

    def save(self, must_create: bool = False) -> None:
        """Raises UpdateError if the session was ended meanwhile, OperationalError."""
        try:
            super().save(must_create=must_create)
        except UpdateError as error:
            if isinstance(error.__context__, OperationalError):
                raise error.__context__ from None
            raise
