"""A worker of the sweep's bench: `python -m bench.sweeper batches|naive`.

Prints "ready", and for each line on standard input works until nothing is due and prints how many
rows that were. Nothing is sent.
"""

import os
import sys
from collections.abc import Callable

BATCH = 2_000
DONE = """
    update accounts_notice set state = 'sent', settled_at = now(), leased_until = null, claim = null
     where id = any(%s) and state = 'waiting' and claim = %s
"""


def batches() -> int:
    """The worker's own claim, and one statement that is done with them."""
    from django.db import connection, transaction  # noqa: PLC0415 - after django.setup

    from accounts.outbox import delivery, rows  # noqa: PLC0415 - as above
    from tracker.lib import clock  # noqa: PLC0415 - as above

    done = 0
    while True:
        with transaction.atomic():
            batch = rows.claim(limit=BATCH, lease=delivery.LEASE, now=clock.now())
        if not batch:
            return done
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(DONE, [[notice.id for notice in batch], batch[0].claim])
            done += cursor.rowcount


def naive() -> int:
    from django.db import transaction  # noqa: PLC0415 - after django.setup

    from accounts.outbox.models import Notice  # noqa: PLC0415 - as above
    from tracker.lib import clock  # noqa: PLC0415 - as above

    done = 0
    while True:
        with transaction.atomic():
            due = Notice.objects.filter(state=Notice.WAITING, due_at__lte=clock.now())
            notice = due.select_for_update(skip_locked=True).order_by("due_at", "id").first()
            if notice is None:
                return done
            notice.attempts += 1
            notice.save(update_fields=["attempts"])
        with transaction.atomic():
            notice.state = Notice.SENT
            notice.save(update_fields=["state"])
        done += 1


def main(how: Callable[[], int]) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "tracker.settings"
    import django  # noqa: PLC0415 - the settings come first

    django.setup()
    from accounts.access import acting_as_system  # noqa: PLC0415 - needs the settings

    print("ready", flush=True)
    for _ in sys.stdin:
        with acting_as_system("outbox"):
            print(how(), flush=True)


if __name__ == "__main__":
    main({"batches": batches, "naive": naive}[sys.argv[1]])
