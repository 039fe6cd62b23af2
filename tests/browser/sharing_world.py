"""One practice for every journey about sharing: Dana and Eli at work, and Erin, who reads already.

Each journey releases something of its own to her; her first document stays open throughout, so that
a refusal can be told from a service that opens nothing at all.
"""

from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser

from tests.browser.acts import Person
from tests.browser.postbox import Postbox, link_in
from tests.browser.sharing_acts import acknowledge, fetch, wait_for_file
from tests.browser.stage import READER
from tests.browser.visitor import DESK, PHONE, Visitor
from tests.browser.world import World
from tests.sharing_story import WAIT_HOURS


@dataclass
class Sharing:
    """first  ids of the document that stays open; engagement  of Eli and Dana."""

    world: World
    postbox: Postbox
    chromium: Browser
    stack: ExitStack
    people: dict[str, Person] = field(default_factory=dict)
    engagement: str = ""
    first: dict[str, str] = field(default_factory=dict)
    _at: dict[tuple[str, bool], Visitor] = field(default_factory=dict)

    def begin(self) -> None:
        told = self.world.stage("cast")
        self.engagement = told["engagement"]
        self.people = {name: Person(name=name, **known) for name, known in told["people"].items()}
        self.before_mails()
        # Only now: a mail that went out meanwhile would make the links anew that the cast follows.
        self.world.start("worker", "beat")
        self.first = self.live()
        self.reader_joins("erin", READER[3])
        acknowledge(self.at("erin"), document(self.first))

    def reader_joins(self, name: str, address: str) -> None:
        """Whoever was named at this address follows the first mail to it, and enrolls."""
        token = link_in(self.postbox.wait_for(address, count=1)).split("/")[4]
        known = self.world.stage("join", token=token, email=address)
        self.people[name] = Person(name=name, **known)

    def before_mails(self) -> None:
        """Whoever else is to join by a link."""

    def live(self, **values: Any) -> dict[str, str]:
        """Another report of two names, released to Erin, its wait over: report, permission, release."""
        told: dict[str, str] = self.world.stage("live", engagement=self.engagement, **values)
        self.world.wind_on(hours=WAIT_HOURS)
        return told

    def at(self, name: str, *, script: bool = True) -> Visitor:
        """Somebody's browser, signed in; each page is looked at in both sizes."""
        if (name, script) not in self._at:
            size, also = (DESK, (PHONE,)) if script else (PHONE, ())
            visitor = Visitor(self.chromium, self.world.url, size=size, script=script, also=also)
            visitor.names = ["Eli", "Dana", "Mo", "Erin"]
            visitor.page.on("dialog", lambda dialog: visitor.problems.append(dialog.message))
            self.stack.callback(visitor.context.close)
            sign_in_unseen(visitor, self.people[name])
            self._at[name, script] = visitor
        return self._at[name, script]

    def can_open(self, at: Visitor) -> bool:
        """Whether Erin's first document still opens."""
        return fetch(at, document(self.first))[0] == 200

    def file_is_made(self, told: dict[str, str]) -> None:
        wait_for_file(self.world, told["release"])


def document(told: dict[str, str]) -> str:
    return f"/documents/{told['release']}/"


def sign_in_unseen(at: Visitor, person: Person) -> None:
    """As tests.browser.acts.sign_in, without looking at pages that the story looks at."""
    at.page.goto(at.url + "/sign-in/")
    at.page.locator("#id_login").fill(person.email)
    at.page.locator("#id_password").fill(person.password)
    at.page.get_by_role("button", name="Sign in", exact=True).click()
    if person.secret:
        at.page.wait_for_url("**/second-factor/code/**")
        at.page.locator("#id_code").fill(person.codes.pop())
        at.page.get_by_role("button", name="Sign in", exact=True).click()
    at.page.wait_for_url(lambda address: "/sign-in/" not in address and "/code/" not in address)
