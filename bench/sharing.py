"""What one reader may open, asked as the service asks it, against plain SQL over the same rows.

Both sides look for permission, withdrawal, narrowing and the clock; ours asks the definer function
first and passes the row policy of the release after it.
"""

from typing import Any

from django.db import connections, transaction

from accounts.access import Actor, acting_as
from accounts.roles import EMPLOYER_CONTACT
from bench.measure import Gate, Result, compare
from bench.seed import PRACTICE_SIZE, id_of
from reviews.releases.doors import live_releases
from reviews.releases.models import Release

READER = 1  # one of every READER_EACH engagements' readers

_PLAIN = """
    select r.id, r.live_at from reviews_release r
      join reviews_recipient c on c.id = r.recipient_id
      join reviews_permission p on p.id = r.permission_id
     where c.user_id = %s and r.live_at <= now() and r.expires_at > now() and p.expires_at > now()
       and not exists (select from reviews_withdrawal w where w.permission_id = p.id)
       and not exists (select from reviews_narrowing n where n.permission_id = p.id
                       and not n.parts @> r.parts)
     order by r.live_at desc, r.id
"""


def child_filtered() -> Result:
    """A reader's list of documents."""
    reader = Actor(
        user_id=id_of("reader", READER),
        membership_id=id_of("reader membership", READER),
        organization_id=id_of("organization", READER // PRACTICE_SIZE),
        role=EMPLOYER_CONTACT,
    )

    def ours() -> list[tuple[Any, ...]]:
        found = Release.objects.filter(id__in=live_releases())
        return list(found.order_by("-live_at", "id").values_list("id", "live_at"))

    def plain() -> list[tuple[Any, ...]]:
        with connections["owner"].cursor() as cursor:
            cursor.execute(_PLAIN, [reader.user_id])
            rows: list[tuple[Any, ...]] = cursor.fetchall()
            return rows

    with acting_as(reader), transaction.atomic(), transaction.atomic(using="owner"):
        assert ours()
        return compare(
            id="child_filtered",
            gate=Gate(at_most=3),
            measured=("live_releases + row policy", ours),
            baseline=("plain SQL", plain),
        )
