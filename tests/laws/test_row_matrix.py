"""What each of the cast may do with each row, by the database alone: a hand-written table."""

import uuid
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from psycopg import errors

from accounts import actions
from accounts.access import acting_as, acting_as_system
from accounts.outbox.models import ShownMail
from tests.clones import clone, inside
from tests.contacts import make_contact, plant_invitation
from tests.laws import gathered, row_matrix
from tests.laws.row_matrix import WHO, Row
from tests.laws.tables import AUDIT_COLUMNS, PROTECTED
from tests.shares import tell_shares
from tests.story import being, tell_story
from tests.talks import tell_talks
from tests.texts import tell_texts
from tests.unsent import tell_unsent
from tracker.lib import clock

VERBS = "siud"
ROWS = row_matrix.ROWS | gathered.table("rows_of_", "ROWS")


def seed(cast: Any, *, now: Any) -> dict[str, Any]:
    """Every row of the matrix; the ids its conditions name."""
    story = tell_story(cast, now=now)
    ada = cast.ada.actor
    with acting_as(ada), transaction.atomic():
        actions.ask_factor_reset(actor=ada, user_id=cast.mo.user_id, now=now)
        invitation = actions.invite(
            actor=ada,
            email="somebody@example.org",
            role="clinician",
            display_name="Somebody",
            introduced_to=None,
            now=now,
        )
    with acting_as_system("outbox"), transaction.atomic():
        mail = ShownMail(sent_at=now, to="a@example.org", subject="s", text="t")
        mail.save(force_insert=True)
    make_contact(cast)
    talks = tell_talks(cast, story, now=now)
    texts = tell_texts(cast, story, now=now)
    shares = tell_shares(cast, story, texts.report_id, now=now)
    unsent = tell_unsent(cast, story, texts, now=now)
    ids = {
        **{name.removesuffix("_id"): value for name, value in vars(unsent).items()},
        **{name.removesuffix("_id"): value for name, value in vars(talks).items()},
        **{name.removesuffix("_id"): value for name, value in vars(texts).items()},
        **{name.removesuffix("_id"): value for name, value in vars(shares).items()},
        "contact_invitation": plant_invitation(cast, token="a link nobody used"),
        "engagement": story.engagement_id,
        "others": story.others_engagement_id,
        "shared": story.shared_id,
        "draft": story.draft_id,
        "checkin": story.checkin_id,
        "organization": ada.organization_id,
        "invitation": invitation.id,
        "mail": mail.id,
        **{name: getattr(cast, name).user_id for name in ("eli", "dana", "mo", "ada", "erin")},
    }
    for tell in gathered.functions("rows_of_", "seed"):
        ids |= tell(cast, story, now=now)
    return ids


def found_in_database(cast: Any, ids: dict[str, Any], who: str) -> dict[str, str]:
    """What `who` can do with each row, as the table writes it: "siud", "s", ""."""
    seen = {name: values_of(cast, ids, row) for name, row in ROWS.items()}
    result = {}
    for name, row in ROWS.items():
        with being(cast, who):
            tries = {
                "s": selects(row, ids),
                "i": inserts(row, ids, seen[name]),
                "u": changes(f"update {row.table} set {row.change} where {row.where}", ids),
                "d": changes(f"delete from {row.table} where {row.where}", ids),
            }
        result[name] = "".join(verb for verb in VERBS if tries[verb])
    return result


def values_of(cast: Any, ids: dict[str, Any], row: Row) -> dict[str, Any]:
    """The row's columns as somebody sees it who may; nobody sees heads and anchors."""
    if not row.seen_by:
        return {}
    with being(cast, row.seen_by), connection.cursor() as cursor:
        cursor.execute(
            "select string_agg(quote_ident(attname), ', ' order by attnum) from pg_attribute"
            " where attrelid = %s::regclass and attnum > 0 and not attisdropped"
            " and has_column_privilege(attrelid, attnum, 'select')",
            [row.table],
        )
        columns = cursor.fetchone()[0]
        cursor.execute(f"select {columns} from {row.table} where {row.where}", ids)
        values = cursor.fetchone()
        assert values, f"{row.table} where {row.where} was not seeded"
        return dict(zip([c.name for c in cursor.description], values, strict=True))


def selects(row: Row, ids: dict[str, Any]) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(f"select count(*) from {row.table} where {row.where}", ids)
        return bool(cursor.fetchone()[0])


def inserts(row: Row, ids: dict[str, Any], seen: dict[str, Any]) -> bool:
    """Whether the policies let a new row in; what a constraint says afterwards is not asked."""
    columns = [c for c in seen if row.table != "accounts_auditevent" or c in AUDIT_COLUMNS]
    values = {c: seen[c] for c in columns if c not in row.new}
    if "id" in values and row.table != "reviews_engagementgrant":
        values["id"] = uuid.uuid4()
    words = ", ".join(row.new.get(c, f"%(new_{c})s") for c in columns)
    names = ", ".join(f'"{c}"' for c in columns)  # one column is called "to"
    sql = f"insert into {row.table} ({names}) values ({words})"
    if not seen:
        sql = f"insert into {row.table} default values"
    return changes(sql, {**ids, **{f"new_{c}": v for c, v in values.items()}})


def changes(sql: str, parameters: dict[str, Any]) -> bool:
    """Whether the statement changed a row. What it did is taken back."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, parameters)
            changed = cursor.rowcount > 0
            transaction.set_rollback(True)
    except IntegrityError:  # the policies come first: they have let it through
        return True
    except DatabaseError as error:
        # A trigger comes before the policies where it binds a row to what it speaks of.
        refused = (errors.InsufficientPrivilege, errors.RaiseException)
        assert isinstance(error.__cause__, refused), error
        return False
    return changed


def expected(who: str) -> dict[str, str]:
    return {name: row.may.get(who, "") for name, row in ROWS.items()}


@pytest.mark.parametrize("who", WHO)
def test_the_database_lets_each_person_do_what_the_table_says(cast, now, who):
    assert found_in_database(cast, seed(cast, now=now), who) == expected(who)


def test_the_matrix_has_a_row_of_every_confidential_table():
    # Only a reader of a living release has one of these: test_reader_rows.py.
    of_readers = {"reviews_noticeacknowledgment"}
    assert {row.table for row in ROWS.values()} == PROTECTED.keys() - of_readers


def test_planted_policies_are_seen_in_the_matrix():
    """Three mistakes, one by one, and the table no longer agrees."""
    from tests.conftest import _load_cast, _make_cast

    with clone() as copy, inside(copy.app_url), copy.as_owner() as owner:
        _make_cast()
        cast = _load_cast()
        ids = seed(cast, now=clock.now())
        for who, mistake, row, wrong in (
            (
                "mo",
                "create policy x on reviews_entry for select to waymark_app using (true)",
                "draft",
                "s",
            ),
            (
                "dana",
                "create policy x on reviews_answer for update to waymark_app using (true)",
                "shared answer",
                "su",
            ),
            (
                "otto",
                "create policy x on reviews_addendum for insert to waymark_app with check (true)",
                "addendum",
                "i",
            ),
        ):
            assert found_in_database(cast, ids, who) == expected(who)
            owner.execute(mistake)
            found = found_in_database(cast, ids, who)
            assert found != expected(who)
            assert found[row] == wrong
            owner.execute(f"drop policy x on {mistake.split()[4]}")
