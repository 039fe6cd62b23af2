"""Somebody types while the world around them breaks; what is left is compared with what was typed.

One run: type word after word into one box, and let one thing happen in between. Then the page is
killed without a goodbye. What a page opened afterwards holds must be what was typed, up to the last
five seconds; never less than it was seen to hold before; and in a conflict both texts.
"""

import os
import random
import re
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from playwright.sync_api import BrowserContext, Page

from tests.browser.world import World

LOSS_SECONDS = 5.0
BACK_SECONDS = 30.0  # until the page has saved again once the trouble is over
SLOW = 3.0  # a busy machine answers later than a save is due; that is not the protocol's


@dataclass
class Typist:
    """One page with one box, and every word typed into it with its moment."""

    page: Page
    box: str  # selector
    word: int = 0
    typed: list[tuple[float, str]] = field(default_factory=list)

    def type(self, seconds: float, rng: random.Random) -> None:
        """Words at the pace of a quick writer, with a pause for thought now and then."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            self.word += 1
            self.page.keyboard.type(f"w{self.word} ")
            self.typed.append((time.monotonic(), self.text))
            time.sleep(2.4 if rng.random() < 0.04 else rng.uniform(0.05, 0.3))

    @property
    def text(self) -> str:
        return " ".join(f"w{n}" for n in range(1, self.word + 1))

    def typed_before(self, moment: float) -> str:
        """What stood in the box then."""
        return next((text for at, text in reversed(self.typed) if at <= moment), "")

    @property
    def state(self) -> str:
        return self.page.locator("[data-state]").first.get_attribute("data-kind") or ""

    def wait_saved(self) -> None:
        """Until what was typed is on the server again."""
        deadline = time.monotonic() + BACK_SECONDS
        while self.state not in ("saved", "two"):
            assert time.monotonic() < deadline, f"{self.state} for {BACK_SECONDS} s"
            self.page.wait_for_timeout(100)


@dataclass
class Run:
    """What happened, and what was found afterwards."""

    trouble: str
    typed: str
    expected: str  # at least this must be there
    found: list[str]  # the saved text, and the second one of a conflict
    seen_before: str  # what the server was seen to hold while the page lived
    other: str = ""  # what the second tab wrote

    def faults(self) -> list[str]:
        words = [re.sub(r"\s+", " ", text).strip() for text in self.found]
        ours = max((w for w in words if self.typed.startswith(w)), key=len, default="")
        wrong = []
        if not ours.startswith(self.expected):
            wrong.append(f"lost: {ours!r} where {self.expected!r} was typed")
        if not ours.startswith(self.seen_before):
            wrong.append(f"older over newer: {ours!r} after {self.seen_before!r}")
        if self.other and not any(self.other in w for w in words):
            wrong.append(f"the other tab's text is gone: {words}")
        return [f"{self.trouble}: {fault}" for fault in wrong]


Troubles = dict[str, Callable[["Stage"], None]]


@dataclass
class Stage:
    """One run's world: `path` leads to the box, `sign_in` brings somebody who was signed out back."""

    world: World
    context: BrowserContext
    path: str
    box: str
    sign_in: Callable[[Page], None]
    rng: random.Random
    typist: Typist | None = None
    other: str = ""

    def run(self, trouble: str, act: Callable[["Stage"], None]) -> Run:
        page = self.context.new_page()
        page.goto(self.world.url + self.path)
        page.locator(self.box).press("Control+End")
        typist = self.typist = Typist(page, self.box)
        typist.type(self.rng.uniform(2, 5), self.rng)
        act(self)
        typist.type(self.rng.uniform(1, 3), self.rng)
        typist.wait_saved()
        seen = self.texts()
        typist.type(self.rng.uniform(1, 8), self.rng)
        killed = time.monotonic()
        _crash(page)
        time.sleep(1.0)  # what was under way arrives, or does not
        ours = [t for t in seen if typist.text.startswith(t)]
        return Run(
            trouble=trouble,
            typed=typist.text,
            expected=typist.typed_before(killed - LOSS_SECONDS - SLOW),
            found=self.texts(),
            seen_before=max(ours, key=len, default=""),
            other=self.other,
        )

    def texts(self) -> list[str]:
        """What a page opened now holds: one text, or the two of a conflict."""
        page = self.context.new_page()
        page.goto(self.world.url + self.path)
        if not page.url.endswith("/two/") and page.locator("[data-kind=two] a").count():
            page.locator("[data-kind=two] a").first.click()
            page.wait_for_url("**/two/")
        if page.url.endswith("/two/"):
            found = [one.inner_text() for one in page.locator(".versions .voice").all()]
        else:
            found = [page.locator(self.box).input_value()]
        page.close()
        return [re.sub(r"\s+", " ", text).strip() for text in found]


def _crash(page: Page) -> None:
    """The page ends as when the browser is killed: nothing of it is run any more."""
    page.close(run_before_unload=False)


# --- what can happen --------------------------------------------------------------------------------


def nothing(stage: Stage) -> None:
    """The writer is left alone."""


def cut(stage: Stage) -> None:
    """The line is gone for a while; typing goes on."""
    stage.context.set_offline(True)
    _type(stage, 1, 4)
    stage.context.set_offline(False)


def cut_twice(stage: Stage) -> None:
    for _ in range(2):
        cut(stage)
        _type(stage, 0.5, 1.5)


def expire(stage: Stage) -> None:
    """The session ends; after some words one signs in again in a new tab."""
    stage.world.ask("delete from django_session")
    _type(stage, 2.5, 4)
    page = stage.context.new_page()
    stage.sign_in(page)
    page.close()
    assert stage.typist is not None
    stage.typist.page.bring_to_front()
    stage.typist.page.evaluate("dispatchEvent(new Event('focus'))")


def other_tab(stage: Stage) -> None:
    """A second tab writes from the same start."""
    page = stage.context.new_page()
    page.goto(stage.world.url + stage.path)
    if page.url.endswith("/two/"):
        page.close()
        return
    stage.other = f"Other {stage.rng.randrange(10**6)}."
    page.locator(stage.box).fill(stage.other)
    deadline = time.monotonic() + BACK_SECONDS
    while page.locator("[data-state]").first.get_attribute("data-kind") not in ("saved", "two"):
        assert time.monotonic() < deadline
        page.wait_for_timeout(100)
    page.close()
    assert stage.typist is not None
    stage.typist.page.bring_to_front()
    stage.typist.page.locator(stage.box).press("Control+End")


def sleep(stage: Stage) -> None:
    """The laptop's lid is closed: the page stands still and goes on later."""
    assert stage.typist is not None
    devtools = stage.context.new_cdp_session(stage.typist.page)
    devtools.send("Page.setWebLifecycleState", {"state": "frozen"})
    time.sleep(stage.rng.uniform(2, 5))
    devtools.send("Page.setWebLifecycleState", {"state": "active"})
    devtools.detach()


def kill_web(stage: Stage) -> None:
    """Every web process is killed, in the middle of whatever it does, and started again."""
    process = stage.world.processes.pop("web")
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    _type(stage, 0.5, 3)
    stage.world.start("web")


def freeze_web(stage: Stage) -> None:
    """The web processes stop answering, and go on with what they had begun."""
    process = stage.world.processes["web"]
    os.killpg(process.pid, signal.SIGSTOP)
    _type(stage, 1, 4)
    os.killpg(process.pid, signal.SIGCONT)


def _type(stage: Stage, least: float, most: float) -> None:
    assert stage.typist is not None
    stage.typist.type(stage.rng.uniform(least, most), stage.rng)


GENTLE: Troubles = {
    trouble.__name__: trouble for trouble in (nothing, cut, cut_twice, expire, other_tab, sleep)
}
ROUGH: Troubles = {trouble.__name__: trouble for trouble in (kill_web, freeze_web)}
