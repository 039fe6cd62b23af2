"""verify_audit finds a trail that was changed, cut, put in another order, or signed for falsely.

Each mistake is planted by the owner, with the triggers switched off, in a copy of one true trail.
"""

import io
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from accounts import actions
from accounts.access import acting_as
from accounts.anchors import take_anchor
from accounts.verify import event_hash, verify_trail
from tests.clones import Clone, clone, inside
from tests.conftest import _load_cast, _make_cast
from tracker.lib import clock

Owner = psycopg.Connection[Any]
ZONES = ["Europe/Dublin", "America/Chicago", "Europe/Paris", "Asia/Tokyo"]


@pytest.fixture(scope="module")
def whole(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Clone, str]]:
    """A trail of about twenty events and three anchors; the text of the log outside."""
    log = tmp_path_factory.mktemp("anchors") / "anchors.log"
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch, clone() as copy:
        patch.setattr("django.conf.settings.ANCHOR_LOG_FILE", log)
        with inside(copy.app_url):
            _make_cast()
            eli = _load_cast().eli.actor
            for zone in ZONES[:3]:
                with acting_as(eli), transaction.atomic():
                    actions.change_zone(actor=eli, zone=zone, now=clock.now())
                take_anchor()
            with acting_as(eli), transaction.atomic():
                actions.change_zone(actor=eli, zone=ZONES[3], now=clock.now())
        yield copy, log.read_text()


@pytest.fixture
def findings(
    whole: tuple[Clone, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., list[str]]:
    """Plant as the owner, verify, and say what was found, without doubles."""

    def verify(
        plant: Callable[[Owner], None] | None = None, log: Callable[[str], str] = str
    ) -> list[str]:
        copy, lines = whole
        path = tmp_path / "anchors.log"
        path.write_text(log(lines))
        monkeypatch.setattr("django.conf.settings.ANCHOR_LOG_FILE", path)
        # All in one transaction that is rolled back; the level is the one verify_trail asks for.
        with inside(copy.owner_url), transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("set transaction isolation level repeatable read")
            if plant is not None:
                owner: Owner = connection.connection
                owner.execute("alter table accounts_auditevent disable trigger user")
                owner.execute("alter table accounts_auditanchor disable trigger user")
                plant(owner)
            _, found = verify_trail()
            transaction.set_rollback(True)
        return sorted({finding.what for finding in found})

    return verify


LAST = "seq = (select max(seq) from accounts_auditevent)"
MISSING, CHANGED = "an event is missing here", "it was changed"
UNLINKED = "it does not follow the event before"
ANCHORED = "an anchored event is missing or was changed"
HEAD = "the end of the trail is missing"


def test_a_whole_trail_passes(findings):
    assert findings() == []


@pytest.mark.parametrize(
    "column",
    [
        "verb = 'invited'",
        "payload = '{\"a\": 1}'",
        "actor = gen_random_uuid()",
        "actor = null",
        "role = 'client'",
        "at = at + interval '1 microsecond'",
        "object_kind = 'other'",
        "object_id = gen_random_uuid()",
        "chain_kind = 'engagement'",
        "id = gen_random_uuid()",
    ],
)
def test_a_changed_event_is_found(findings, column):
    def plant(owner: Owner) -> None:
        owner.execute(f"update accounts_auditevent set {column} where seq = 2")

    assert findings(plant) == [CHANGED]


def test_a_changed_event_with_a_new_hash_is_found(findings):
    """Whoever can compute the hash still breaks the link after it, and the anchor."""

    def plant(owner: Owner) -> None:
        owner.execute("update accounts_auditevent set verb = 'invited' where seq = 2")
        row = owner.execute(
            "select id, chain_kind, chain, seq, at, actor, role, verb, object_kind, object_id,"
            " payload::text as payload, prev, hash from accounts_auditevent where seq = 2"
        )
        names = [column.name for column in row.description or ()]
        values = dict(zip(names, row.fetchone() or (), strict=True))
        owner.execute(
            "update accounts_auditevent set hash = %s where seq = 2", [event_hash(values)]
        )

    assert findings(plant) == [UNLINKED]


def test_a_removed_event_is_found(findings):
    assert findings(lambda o: o.execute("delete from accounts_auditevent where seq = 3")) == [
        MISSING
    ]


def test_a_removed_beginning_is_found(findings):
    assert findings(lambda o: o.execute("delete from accounts_auditevent where seq = 1")) == [
        MISSING
    ]


def test_two_events_in_another_order_are_found(findings):
    def plant(owner: Owner) -> None:
        for old, new in ((2, -1), (3, 2), (-1, 3)):
            owner.execute("update accounts_auditevent set seq = %s where seq = %s", [new, old])

    assert findings(plant) == sorted([CHANGED, UNLINKED])


def test_a_cut_tail_is_found(findings):
    assert findings(lambda o: o.execute(f"delete from accounts_auditevent where {LAST}")) == [HEAD]


def test_a_cut_tail_with_its_head_put_back_is_found_by_the_anchor(findings):
    def plant(owner: Owner) -> None:
        owner.execute(
            "delete from accounts_auditevent where seq >= (select max(seq) - 1 from"
            " accounts_auditevent)"
        )
        owner.execute(
            "update accounts_audithead h set seq = e.seq, hash = e.hash from accounts_auditevent e"
            f" where e.chain = h.chain and e.{LAST}"
        )

    assert findings(plant) == [ANCHORED]


def test_a_whole_chain_taken_away_is_found_by_the_anchor(findings):
    def plant(owner: Owner) -> None:
        owner.execute("delete from accounts_auditevent")
        owner.execute("delete from accounts_audithead")

    assert findings(plant) == [ANCHORED]


def test_a_missing_head_is_found(findings):
    assert findings(lambda o: o.execute("delete from accounts_audithead")) == [
        "its head is missing"
    ]


@pytest.mark.parametrize("number", [1, 2])
def test_a_removed_anchor_is_found(findings, number):
    found = findings(
        lambda o: o.execute(f"delete from accounts_auditanchor where number = {number}")
    )
    assert "an anchor is missing here" in found


def test_removed_anchors_at_the_end_are_found(findings):
    for which in ("number = 3", "true"):
        found = findings(
            lambda o, w=which: o.execute(f"delete from accounts_auditanchor where {w}")
        )
        assert found == ["anchors at the end are missing"]


def test_an_edited_anchor_is_found(findings):
    def plant(owner: Owner) -> None:
        row = owner.execute("select heads from accounts_auditanchor where number = 2").fetchone()
        assert row is not None
        heads = json.loads(row[0])
        heads[0][1] += 1
        owner.execute(
            "update accounts_auditanchor set heads = %s where number = 2", [json.dumps(heads)]
        )

    assert "its signature does not hold" in findings(plant)


def test_an_anchor_signed_with_another_key_is_found(findings):
    def plant(owner: Owner) -> None:
        owner.execute("update accounts_auditanchor set signature = sha512('x') where number = 3")

    assert findings(plant) == ["it differs from the copy outside", "its signature does not hold"]


def _edited(lines: str) -> str:
    first, *others = lines.splitlines(keepends=True)
    return "".join([first[:-3] + ("00" if first[-3:-1] != "00" else "11") + "\n", *others])


@pytest.mark.parametrize(
    ("edit", "what"),
    [
        (_edited, "it differs from the copy outside"),
        (lambda lines: lines.split("\n", 1)[1], "its copy outside is missing"),
        (lambda lines: "", "its copy outside is missing"),
        (lambda lines: lines.replace(" ", "", 1), "its copy outside is missing"),
        (lambda lines: lines + lines.splitlines()[0].replace("1 ", "9 ", 1) + "\n",
         "anchors at the end are missing"),
    ],
)  # fmt: skip
def test_an_edited_log_of_anchors_is_found(findings, edit, what):
    assert findings() == []
    assert findings(log=edit) == [what]


def test_the_command_says_what_is_wrong_and_fails(whole, tmp_path, monkeypatch):
    copy, lines = whole
    path = tmp_path / "anchors.log"
    path.write_text(lines)
    monkeypatch.setattr("django.conf.settings.ANCHOR_LOG_FILE", path)
    out = io.StringIO()
    with clone(of=copy) as planted:
        with inside(planted.maintenance_url):
            call_command("verify_audit", stdout=out, skip_checks=True)
            assert re.search(r"The trail is whole: 1\d events", out.getvalue())
        with planted.as_owner() as owner:
            owner.execute("alter table accounts_auditevent disable trigger user")
            owner.execute("delete from accounts_auditevent where seq = 2")
        with inside(planted.maintenance_url), pytest.raises(CommandError):
            call_command("verify_audit", stdout=out, skip_checks=True)
    assert "an event is missing here" in out.getvalue()


def test_only_the_maintenance_role_reads_the_whole_trail(whole):
    copy, _ = whole
    counts = {}
    for name, url in (("maintenance", copy.maintenance_url), ("app", copy.app_url)):
        with psycopg.connect(url) as connection:
            row = connection.execute("select count(*) from accounts_auditevent").fetchone()
            counts[name] = row and row[0]
    assert counts["maintenance"] > 10
    assert counts["app"] == 0
    with psycopg.connect(copy.maintenance_url) as connection:
        for table in ("reviews_entry", "reviews_answer", "accounts_membership"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege), connection.transaction():
                connection.execute(f"select 1 from {table}")
