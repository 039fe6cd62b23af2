"""What policies and functions of the database ask, found there, and taken away for a while."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any

import psycopg

from tests.laws.operands import Condition, conditions, conditions_of_policy, taken_away

OWNER = psycopg.Connection[Any]


@dataclass(frozen=True)
class Text:
    """A condition of a policy, or the body of a function. put: gives it another text."""

    text: str
    found: dict[str, Condition]  # by label
    put: Callable[[str], None]


def policies(owner: OWNER, tables: list[str]) -> dict[str, Text]:
    """By policy; of those who change a row, "… using" and "… check". What refuses all is left out."""
    rows = owner.execute(
        "select tablename, policyname, cmd, qual, with_check from pg_policies"
        " where tablename = any(%s) and 'waymark_app' = any(roles)",
        [tables],
    ).fetchall()
    found = {}
    for table, policy, command, using, check in rows:
        for clause, text in (("using", using), ("with check", check)):
            if text is None or text == "false":
                continue
            name = f"{policy} {clause.split()[-1]}" if command == "UPDATE" else policy
            sql = f"alter policy {policy} on {table} {clause}"
            found[name] = _text(owner, text, conditions_of_policy(text), sql)
    return found


def _text(owner: OWNER, text: str, found: list[Condition], sql: str) -> Text:
    by_label = {condition.label: condition for condition in found}
    return Text(text, by_label, lambda less: _run(owner, f"{sql} ({less})"))


def functions(
    owner: OWNER, names: list[str], words_of: Callable[[str], dict[str, str]]
) -> dict[str, Text]:
    """By name. words_of: what of a function's text is taken apart elsewhere (operands.conditions)."""
    rows = owner.execute(
        "select proname, prosrc, pg_get_functiondef(oid), pg_get_userbyid(proowner) from pg_proc"
        " where proname = any(%s) and pronamespace = 'app'::regnamespace",
        [names],
    ).fetchall()
    return {name: _function(owner, *row, words_of(name)) for name, *row in rows}


def bodies(owner: OWNER) -> dict[str, str]:
    rows = owner.execute(
        "select proname, prosrc from pg_proc where pronamespace = 'app'::regnamespace"
    )
    return dict(rows.fetchall())


def doors_about(owner: OWNER, asked: list[str], written: list[str]) -> list[str]:
    """Definer functions that ask one of these tables, and what runs when a row of those is written."""
    rows = owner.execute(
        "select proname from pg_proc p where pronamespace = 'app'::regnamespace"
        " and ((prosecdef and prosrc ~ ('\\m(' || array_to_string(%(asked)s::text[], '|') || ')\\M'))"
        " or exists (select from pg_trigger t where t.tgfoid = p.oid and not t.tgisinternal"
        " and t.tgrelid::regclass::text = any(%(written)s)))",
        {"asked": asked, "written": written},
    )
    return [name for (name,) in rows.fetchall()]


def _function(owner: OWNER, body: str, sql: str, of: str, words: dict[str, str]) -> Text:
    def put(less: str) -> None:
        _run(owner, f"set role {of}", sql.replace(body, less), "reset role")

    return Text(body, {c.label: c for c in conditions(body, words)}, put)


@contextmanager
def without(texts: dict[str, Text], *gone: tuple[str, str]) -> Iterator[None]:
    """These conditions, (text, label), are not asked."""
    by_text: dict[str, list[Condition]] = {}
    for name, label in gone:
        by_text.setdefault(name, []).append(texts[name].found[label])
    with ExitStack() as stack:
        for name, found in by_text.items():
            less = texts[name].text
            for condition in sorted(found, key=lambda c: c.start, reverse=True):
                less = taken_away(less, condition)
            stack.callback(texts[name].put, texts[name].text)
            texts[name].put(less)
        yield


def _run(owner: OWNER, *statements: str) -> None:
    for sql in statements:
        owner.execute(sql.encode())
