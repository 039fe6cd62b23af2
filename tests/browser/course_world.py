"""One practice for every journey through a course: Dana, her clients, and Erin, who reads already.

Each journey has a client of its own, so that none waits for another; the clock only ever goes on.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, Error

from tests.browser.acts import Person
from tests.browser.sharing_acts import fetch
from tests.browser.sharing_world import Sharing, sign_in_unseen
from tests.browser.sweeping import route_of
from tests.browser.visitor import DESK, Visitor
from tests.contacts import INVITE, invitation

CLIENTS = (
    "ivo", "kit", "sol", "pia", "ned", "una", "rex", "ora", "tam", "gil", "lea", "ken",
    "abe", "bea", "cyd", "dov", "fay", "gus",
)  # fmt: skip
NAMES = [name.capitalize() for name in (*CLIENTS, "dana", "mo", "erin", "eli")]
STRANGERS = ("mo", "otto", "ada", "erin")  # to the work of Dana and a client


class Walker(Visitor):
    """Looks closely at each state of a page that nobody of this role has come to in this size.

    A state is the page with its headings. All else that a visitor looks at is looked at each time.
    """

    def __init__(self, browser: Browser, url: str, *, size: dict[str, int], seen: set[Any]) -> None:
        super().__init__(browser, url, size=size)
        self._seen = seen

    def look(self) -> None:
        headings = self.page.locator("main h1, main h2").all_inner_texts()
        state = (route_of(self.path), *headings)
        if state not in self._seen:
            self._seen.add(state)
            super().look()
            return
        self.visited.append(self.path)
        self.measure()
        self.look_at_device()

    def _go(self, act: Callable[[], None]) -> None:
        try:
            super()._go(act)
        except Error as problem:
            raise AssertionError(f"at {self.path} stood:\n{self.words}") from problem


@dataclass
class Course(Sharing):
    _walkers: dict[tuple[str, int], Walker] = field(default_factory=dict)
    _seen: dict[tuple[str, int], set[Any]] = field(default_factory=dict)

    def walk(self, name: str, *, size: dict[str, int] = DESK) -> Walker:
        """Somebody's browser in one size, signed in."""
        key = (name, size["width"])
        if key not in self._walkers:
            seen = self._seen.setdefault((role_of(name), size["width"]), set())
            walker = Walker(self.chromium, self.world.url, size=size, seen=seen)
            walker.names = NAMES
            self.stack.callback(walker.context.close)
            sign_in_unseen(walker, self.people[name])
            self._walkers[key] = walker
        return self._walkers[key]

    def visitor(self, *, size: dict[str, int]) -> Visitor:
        """Somebody who is not signed in."""
        visitor = Visitor(self.chromium, self.world.url, size=size)
        self.stack.callback(visitor.context.close)
        return visitor

    def before_mails(self) -> None:
        known = self.world.stage("introduced", names=CLIENTS)
        self.people |= {name: Person(name=name, **about) for name, about in known.items()}

    def working(self, name: str, called: str, **terms: Any) -> str:
        """Work of Dana's with a client of this name, under these terms; its engagement."""
        told = self.world.stage("working", client=name, called=called, terms=terms)
        return str(told["engagement"])

    def never_told(self) -> Walker:
        """A contact of the practice to whom nothing was ever released, and who may report nothing."""
        if "nell" not in self.people:
            address, token = "nell@example.org", "the link of one who is never told"
            [(practice, by)] = self.world.ask(
                "select organization_id, user_id from accounts_membership where role = 'client'"
                " limit 1"
            )
            invited = invitation(token, practice=practice, by=by, name="Nell Orme", email=address)
            self.world.ask(INVITE, invited)
            known = self.world.stage("join", token=token, email=address)
            self.people["nell"] = Person(name="nell", **known)
        return self.walk("nell")

    def ask_for_passwords(self) -> None:
        """Whoever signs next has to show again who they are."""
        self.world.stage("make_stale")

    def assert_readers(self, paths: list[str], **statuses: int) -> None:
        """What somebody is answered at each of these addresses: name=status."""
        for name, status in statuses.items():
            at = next((w for (n, _), w in self._walkers.items() if n == name), None)
            visitor = at or self.walk(name)
            found = {path: fetch(visitor, path)[0] for path in paths}
            assert set(found.values()) == {status}, f"{name}: {found}"


def role_of(name: str) -> str:
    """Who is shown the same pages."""
    if name in ("dana", "mo", "otto", "ada"):
        return name
    return "client" if name in (*CLIENTS, "eli") else "reader"
