"""Django's PostgreSQL backend, with the actor told to each outermost transaction.

`Atomic.__enter__` turns autocommit off; that is the one place every transaction passes, whether it
was opened by a request, a task, a command or a test. Source: docs/architecture.md, "Three gates".
"""

from typing import Any

from django.db.backends.postgresql import base

from tracker.lib import session


class DatabaseWrapper(base.DatabaseWrapper):
    def set_autocommit(self, autocommit: bool, *args: Any, **kwargs: Any) -> None:
        super().set_autocommit(autocommit, *args, **kwargs)
        if autocommit or session.current_identity() is None:
            return
        try:
            session.tell_database(self)
        except BaseException:
            # Atomic has not marked the block yet: put the connection back as it was found.
            self.connection.rollback()
            super().set_autocommit(True)
            raise
