"""A clinician's list of people: guarded twice, against plain SQL over the same rows.

Measured in open transactions, the way a request finds them: the actor has been told, and the
statement is what remains. Both sides fetch plain rows; making objects of them costs the same
with and without the gates.
"""

from collections.abc import Callable
from typing import Any

from django.db import connections, transaction
from guardian.shortcuts import get_objects_for_user

from accounts.access import Actor, acting_as
from bench.measure import Gate, Result, Side, compare, in_turns
from bench.people import actor_of
from bench.seed import CLINICIAN, SUPERVISOR, id_of
from reviews.engagements.models import Engagement

PAGE = 50
ORDER = ("next_due_at", "created_at")
Rows = list[tuple[Any, ...]]


def clinician() -> Result:
    return _against_plain("caseload_clinician", CLINICIAN, Gate(at_most=2.5))


def supervisor() -> Result:
    return _against_plain("caseload_supervisor", SUPERVISOR, Gate(at_most=8))


def flat(*, is_small: bool) -> Result:
    """The same guarded list in the measured size and in the small one."""
    gate = Gate(at_most=1.5)
    if is_small:
        return Result("caseload_flat", gate, note="not measured")
    actor = actor_of(CLINICIAN)
    with acting_as(actor), transaction.atomic(), transaction.atomic(using="small"):
        here, small = _guarded(actor, "default"), _guarded(actor, "small")
        assert len(here()) == len(small()) == PAGE
        a, b = in_turns(here, small, at_least_ms=30)
    return Result("caseload_flat", gate, Side("this size", "ms", a), Side("10k", "ms", b))


def guardian_default() -> Result:
    """What the library's own question would cost here."""
    actor = actor_of(CLINICIAN)
    with acting_as(actor), transaction.atomic():
        from accounts.models import User  # noqa: PLC0415 - beside its only use

        user = User.objects.get(id=actor.user_id)

        def guardians() -> Rows:
            found = get_objects_for_user(user, "reviews.treat", klass=Engagement)
            return list(found.order_by(*ORDER).values_list("id")[:PAGE])

        def ours() -> Rows:
            return list(
                Engagement.objects.visible_to(actor).order_by(*ORDER).values_list("id")[:PAGE]
            )

        return compare(
            id="guardian_default",
            gate=Gate(),
            measured=("guardian's default", guardians),
            baseline=("visible_to", ours),
        )


def _against_plain(id: str, number: int, gate: Gate) -> Result:
    actor = actor_of(number)
    with acting_as(actor), transaction.atomic(), transaction.atomic(using="owner"):
        return compare(
            id=id,
            gate=gate,
            measured=("visible_to + row policies", _guarded(actor, "default")),
            baseline=("plain SQL", _plain(number)),
        )


def _guarded(actor: Actor, alias: str) -> Callable[[], Rows]:
    found = Engagement.objects.using(alias).visible_to(actor).order_by(*ORDER)[:PAGE]
    statement, values = found.query.sql_with_params()
    return _fetch(alias, statement, values)


def _plain(number: int) -> Callable[[], Rows]:
    columns = ", ".join(str(field.column) for field in Engagement._meta.concrete_fields)
    statement = (
        f"select {columns} from reviews_engagement where clinician_id = %s"
        f" order by {', '.join(ORDER)} limit {PAGE}"
    )
    return _fetch("owner", statement, (id_of("clinician", number),))


def _fetch(alias: str, statement: str, values: tuple[Any, ...]) -> Callable[[], Rows]:
    def fetch() -> Rows:
        with connections[alias].cursor() as cursor:
            cursor.execute(statement, values)
            rows: Rows = cursor.fetchall()
            return rows

    return fetch
