"""With every page and every API view open to everybody, strangers still read nothing of Eli's."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from accounts.roles import ROLES
from tests.conftest import SENTENCE
from tests.laws.access_matrix import API, PAGES
from tests.laws.asking import People
from tests.laws.routes import routes
from tests.laws.test_access_matrix import asked, ids

__all__ = ["ids"]

# What stands on Eli's and Dana's pages: his name, in full and short, his words, what they work on.
ELIS = (SENTENCE, "Eli Rask", "Eli R.", "Hearing a no the first time", "One more thing.")


@contextmanager
def everybody_passes(patch: pytest.MonkeyPatch) -> Iterator[int]:
    """Every `open_to` says yes. Yields how many views were opened."""
    opened, cells = 0, []
    for route in routes():
        view = route.pattern.callback
        if hasattr(view, "cls") and hasattr(view.cls, "open_to"):
            patch.setattr(view.cls, "open_to", frozenset(ROLES))
            opened += 1
        elif hasattr(view, "open_to"):
            while "roles" not in view.__code__.co_freevars:  # something else lies around the guard
                view = view.__wrapped__
            cell = view.__closure__[view.__code__.co_freevars.index("roles")]
            cells.append((cell, cell.cell_contents))
            opened += 1
    try:
        for cell, _ in cells:
            cell.cell_contents = tuple(ROLES)
        yield opened
    finally:
        for cell, roles in cells:
            cell.cell_contents = roles


def shown(answer: Any) -> list[str]:
    return [words for words in ELIS if words.encode() in answer.content]


def test_with_every_view_open_strangers_read_nothing(cast, ids, browser, monkeypatch):  # noqa: F811
    people = People(cast, browser)
    _, reading = asked("GET journal:read (shared)", ids)
    assert SENTENCE in shown(people.ask("dana", "GET", reading, "html"))

    leaked, answered = {}, 0
    with everybody_passes(monkeypatch) as opened:
        assert opened > 50
        for row, accept in [(r, "html") for r in PAGES] + [(r, "json") for r in API]:
            method, where = asked(row, ids)
            for who in ("mo", "otto", "ada"):
                answer = people.ask(who, method, where, accept)
                answered += answer.status_code == 200
                asked_about_it = who == "mo" and "reports:second" in row
                if shown(answer) and not asked_about_it:
                    leaked[row, who] = shown(answer)
    assert answered > 30
    assert leaked == {}


def test_what_is_looked_for_stands_on_the_right_peoples_pages(cast, ids, browser):  # noqa: F811
    """Otherwise finding none of it would prove nothing."""
    people = People(cast, browser)
    seen: set[str] = set()
    for who in ("eli", "dana"):
        for row in ("GET journal:read (shared)", "GET desk:person", "GET agreements:read"):
            seen.update(shown(people.ask(who, "GET", asked(row, ids)[1], "html")))
        seen.update(shown(people.ask(who, "GET", asked("GET api:engagement", ids)[1], "json")))
    assert seen == set(ELIS)


def test_opened_views_are_closed_again(cast, ids, browser, monkeypatch):  # noqa: F811
    people = People(cast, browser)
    _, where = asked("GET desk:today", ids)
    with everybody_passes(monkeypatch):
        assert people.ask("eli", "GET", where, "html").status_code != 404
    assert people.ask("eli", "GET", where, "html").status_code == 404
