"""A database of its own with rows that are due; what is committed there is looked at from outside."""

import threading
from contextlib import contextmanager

from accounts.outbox import delivery
from tests.clones import clone, inside

ROWS = """
    insert into accounts_notice (id, key, kind, subject_id, state, due_at, attempts, uncertain,
                                 reason, created_at)
    select gen_random_uuid(), 'row ' || place, kind, gen_random_uuid(), 'waiting',
           now() - interval '1 day' + place * interval '1 second', 0, false, '', now()
      from unnest(%s::text[]) with ordinality as rows (kind, place)
"""
LEASES_RUN_OUT = """
    update accounts_notice set leased_until = now() - interval '1 s' where leased_until is not null
"""


class Died(BaseException):
    """As if the process had been killed: nobody catches it."""


class Crowd:
    """`copy` is the database; ask(sql) sees what is committed."""

    def __init__(self, copy):
        self.copy = copy

    def ask(self, sql, values=()):
        with self.copy.as_owner() as owner:
            cursor = owner.execute(sql, values)
            return cursor.fetchall() if cursor.description else []

    def one(self, sql):
        [(value,)] = self.ask(sql)
        return value

    def work(self):
        """One look, in this thread, in a database connection of its own. True if it died."""
        with inside(self.copy.app_url):
            try:
                delivery.deliver_pending()
            except (Died, SystemExit):
                return True
        return False

    def work_at_once(self, workers):
        """As many looks at once; what one of them raises is raised here."""
        failures = []

        def work():
            try:
                self.work()
            except Exception as failure:  # noqa: BLE001 - raised below
                failures.append(failure)

        threads = [threading.Thread(target=work) for _ in range(workers)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=60)
        if failures:
            raise failures[0]


@contextmanager
def crowd(*kinds):
    """crowd("plain", "plain", "broken"): one row each, oldest first."""
    with clone() as copy:
        made = Crowd(copy)
        made.ask(ROWS, [list(kinds)])
        yield made
