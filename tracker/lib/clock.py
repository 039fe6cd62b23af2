"""One clock. Policies, sweeps and Python ask the database function `app.now()`.

Tests and the demo may move it; a real practice cannot. Source: docs/architecture.md, "One clock".
"""

from datetime import datetime, timedelta

from django.db import connection

from tracker.lib import session


def now() -> datetime:
    """The one clock's time, aware, UTC: as the transaction was entered, else asked for."""
    entered = session.current_entered()
    if entered is not None and connection.in_atomic_block:
        return entered.now
    with connection.cursor() as cursor:
        cursor.execute("select app.now()")
        value: datetime = cursor.fetchone()[0]
    return value


def move(offset: timedelta) -> None:
    """Set the clock `offset` away from real time. The database refuses this to a real practice."""
    with connection.cursor() as cursor:
        cursor.execute("select app.set_clock(make_interval(secs => %s))", [offset.total_seconds()])
    entered = session.current_entered()
    if entered is not None and connection.in_atomic_block and session.current_identity():
        session.tell_database(connection)
