"""The trail is written by the trigger: a caller says what was done, never who, when or where."""

import uuid

import pytest
from django.db import DatabaseError, connection, transaction

from accounts import audit
from accounts.models import AuditEvent
from accounts.queries import list_events
from accounts.verify import event_hash
from tracker.lib import clock


def _line(actor, **changes):
    values = {
        "verb": "test",
        "object_kind": "thing",
        "object_id": uuid.uuid4(),
        "chain": actor.organization_id,
        "chain_kind": audit.ORGANIZATION,
    }
    audit.record(**{**values, **changes})


def refused(act) -> bool:
    try:
        with transaction.atomic():
            act()
    except DatabaseError:
        return True
    return False


def test_actor_role_and_time_are_the_databases(eli, being):
    with being(eli):
        _line(eli)
        event = AuditEvent.objects.get(verb="test")
    assert (event.actor, event.role, event.at) == (eli.user_id, "client", clock.now())


@pytest.mark.parametrize("column", ["actor", "role", "at", "seq", "prev", "hash"])
def test_a_caller_cannot_say_who_when_or_where(ada, being, column):
    values = {"actor": uuid.uuid4(), "role": "client", "at": "2020-01-01", "seq": 7}
    with being(ada), connection.cursor() as cursor:

        def insert(columns, more):
            cursor.execute(
                f"insert into accounts_auditevent (id, chain_kind, chain, verb, object_kind,"
                f" object_id, payload{columns}) values (%s, 'organization', %s, 'test', 'x', %s,"
                f" '{{}}'{', %s' * len(more)})",
                [uuid.uuid4(), ada.organization_id, uuid.uuid4(), *more],
            )

        assert not refused(lambda: insert("", []))
        assert refused(lambda: insert(f", {column}", [values.get(column, b"\0" * 32)]))


@pytest.mark.parametrize(
    "statement",
    ["update accounts_auditevent set verb = 'x'", "delete from accounts_auditevent",
     "truncate accounts_auditevent", "update accounts_audithead set seq = 0",
     "delete from accounts_auditanchor"],
)  # fmt: skip
def test_nothing_is_changed_or_removed(ada, being, statement):
    with being(ada), connection.cursor() as cursor:
        _line(ada)
        assert refused(lambda: cursor.execute(statement))


def test_not_even_the_owner_changes_an_event_in_passing(owner):
    row = owner.execute("select count(*) from accounts_auditevent").fetchone()
    assert row[0] > 5
    for statement in (
        "update accounts_auditevent set verb = 'x'",
        "delete from accounts_auditevent",
        "truncate accounts_auditevent",
    ):
        with pytest.raises(Exception, match="only added to"), owner.transaction():
            owner.execute(statement)


def test_python_computes_the_triggers_hash(story, owner, ada, being):
    """For each event of the story, from the same bytes; payloads with every kind of value."""
    with being(ada):
        _line(ada, payload={"route": "desk:today", "status": 404, "é": "ü"})
        _line(ada, payload={})
    names = [
        "id",
        "chain_kind",
        "chain",
        "seq",
        "at",
        "actor",
        "role",
        "verb",
        "object_kind",
        "object_id",
        "prev",
        "hash",
    ]
    seen = 0
    for actor in (ada,):
        with being(actor), connection.cursor() as cursor:
            cursor.execute(f"select {', '.join(names)}, payload::text from accounts_auditevent")
            for values in cursor.fetchall():
                row = dict(zip([*names, "payload"], values, strict=True))
                row["prev"], row["hash"] = bytes(row["prev"]), bytes(row["hash"])
                assert event_hash(row) == row["hash"]
                seen += 1
    assert seen > 5


def test_each_event_follows_the_one_before(ada, being):
    with being(ada):
        for _ in range(3):
            _line(ada)
        events = list(AuditEvent.objects.filter(chain=ada.organization_id).order_by("seq"))
    assert [e.seq for e in events] == list(range(1, len(events) + 1))
    for before, after in zip(events, events[1:], strict=False):
        assert bytes(after.prev) == bytes(before.hash)


def test_a_stranger_writes_into_no_engagements_chain(engagement, dana, mo, otto, ada, being):
    chain = {"chain": engagement.id, "chain_kind": audit.ENGAGEMENT}
    with being(dana):
        _line(dana, **chain)
    for actor in (mo, otto, ada):
        with being(actor):
            assert refused(lambda a=actor: _line(a, **chain))


def test_nobody_writes_into_another_practices_chain_or_signed_out(eli, being):
    with being(eli):
        _line(eli)
        assert refused(lambda: _line(eli, chain=uuid.uuid4()))
        # An engagement's chain cannot be entered by calling it an organization's.
    with transaction.atomic():
        assert refused(lambda: _line(eli))


def test_a_chain_is_not_entered_under_another_kind(engagement, mo, being):
    with being(mo):
        _line(mo)
        assert refused(lambda: _line(mo, chain=engagement.id, chain_kind=audit.ORGANIZATION))
        assert refused(lambda: _line(mo, chain=mo.organization_id, chain_kind=audit.ENGAGEMENT))


def test_the_client_sees_every_line_of_the_engagement_and_the_clinician_their_own(
    story, dana, eli, mo, being
):
    with being(eli):
        seen = {(e.actor_id, e.verb) for e in list_events(chain=story.engagement_id)}
        assert {actor for actor, _ in seen} == {dana.user_id, eli.user_id}
    with being(dana):
        own = list_events(chain=story.engagement_id)
        assert own
        assert {e.actor_id for e in own} == {dana.user_id}
    with being(mo):
        assert list_events(chain=story.engagement_id) == []


def test_a_refused_act_leaves_no_line(eli, being):
    with being(eli):

        def fails():
            _line(eli, verb="never")
            raise DatabaseError

        assert refused(fails)
        assert not AuditEvent.objects.filter(verb="never").exists()
