"""One person at one browser. Whatever page they come to is looked at: accessibility in light and
dark, no report of the content policy, nothing kept on the device, nothing asked of others.
"""

import re
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Error,
    Locator,
    Page,
    Response,
)

DESK = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
# Answers that are expected to be refusals are told to the console by the browser itself.
ORDINARY = re.compile(
    r"Failed to load resource: (the server responded with a status of (4|502)|net::)"
)
# A title is seen on the task bar and in the history: one plain word of the page, and ours.
TITLE = re.compile(r"(Error: )?[\w,’ ]{1,40} – Waymark")
TELLING = re.compile(
    r"reflect|consent|confidential|clinic|harm|therap|employ|restor|setback|summary|patient", re.I
)
TELL_VIOLATIONS = """
document.addEventListener('securitypolicyviolation', (event) =>
  console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`));
"""
WHAT_IS_KEPT = """async () => ({
  local: localStorage.length, session: sessionStorage.length, cookie: document.cookie,
  databases: (await indexedDB.databases()).length,
  caches: 'caches' in window ? (await caches.keys()).length : 0,
  workers: navigator.serviceWorker
    ? (await navigator.serviceWorker.getRegistrations()).length : 0,
})"""
NOTHING = {"local": 0, "session": 0, "cookie": "", "databases": 0, "caches": 0, "workers": 0}
AXE = """async (options) => (await axe.run(document, options)).violations.map((v) =>
  `${v.id}: ${v.help}: ${v.nodes.map((n) => n.target.join(' ') + ' ' + n.html).join(' | ')}`)"""
EVERYTHING: dict[str, object] = {"resultTypes": ["violations"]}
COLORS: dict[str, object] = {
    "resultTypes": ["violations"],
    "runOnly": ["color-contrast", "link-in-text-block"],
}


class Visitor:
    """url     where Waymark is served.
    names   what no title may hold: people's names.
    also    other sizes in which each page is looked at.
    """

    def __init__(  # noqa: PLR0913 - what makes one browser
        self,
        browser: Browser,
        url: str,
        *,
        size: dict[str, int],
        script: bool = True,
        also: tuple[dict[str, int], ...] = (),
    ) -> None:
        self.url = url
        self.script = script
        self.size, self.also = size, also
        self.names: list[str] = []
        self.allowed_origins = [url]
        self.problems: list[str] = []
        self.context: BrowserContext = browser.new_context(
            viewport=size,  # type: ignore[arg-type]
            java_script_enabled=script,
            locale="en-US",
            timezone_id="America/Chicago",
            reduced_motion="reduce",
        )
        self.context.set_default_timeout(10_000)
        self.context.add_init_script(TELL_VIOLATIONS)
        self.context.on("console", self._hear)
        self.context.on("weberror", lambda error: self.problems.append(f"script: {error.error}"))
        self.context.on("request", lambda request: self._watch(request.url))
        self.page: Page = self.context.new_page()
        self.visited: list[str] = []

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not ORDINARY.match(message.text):
            self.problems.append(f"console at {message.page and message.page.url}: {message.text}")

    def _watch(self, url: str) -> None:
        if not url.startswith((*self.allowed_origins, "data:", "blob:", "chrome-error:")):
            self.problems.append(f"asked another origin: {url}")

    # --- going from page to page ------------------------------------------------------------------

    def open(self, path: str, *, status: int = 200) -> Response:
        answer = self.page.goto(path if path.startswith("http") else self.url + path)
        assert answer is not None
        assert answer.status == status, f"{path}: {answer.status}"
        self.look()
        return answer

    def follow(self, name: str | re.Pattern[str], *, within: Locator | None = None) -> None:
        """Click a link and look at the page it leads to."""
        self._go((within or self.page).get_by_role("link", name=name).first.click)

    def press(self, name: str | re.Pattern[str], *, within: Locator | None = None) -> None:
        """Click a button that sends a form, and look at the answer."""
        self._go((within or self.page).get_by_role("button", name=name).first.click)

    def _go(self, act: Callable[[], None]) -> None:
        with self.page.expect_navigation(wait_until="load"):
            act()
        self.look()

    def fill(self, label: str | re.Pattern[str], text: str) -> None:
        self.page.get_by_label(label, exact=isinstance(label, str)).first.fill(text)

    @property
    def path(self) -> str:
        return self.page.url.removeprefix(self.url)

    @property
    def words(self) -> str:
        return self.page.locator("body").inner_text()

    # --- looking ----------------------------------------------------------------------------------

    def look(self) -> None:
        self.visited.append(self.path)
        if self.script:
            self.problems += axe_in_both_themes(self.page)
            self.measure()
            for size in self.also:
                self.page.set_viewport_size(size)  # type: ignore[arg-type]
                self.problems += axe(self.page)
                self.measure()
            if self.also:
                self.page.set_viewport_size(self.size)  # type: ignore[arg-type]
        self.look_at_device()

    def measure(self) -> None:
        """Nothing of the page lies outside the window."""
        if wider := sideways(self.page):
            self.problems.append(f"{self.path} is {wider} px wider than the window")

    def look_at_device(self) -> None:
        """What others could see of the page afterwards: its title, and what it left behind."""
        title = self.page.title()
        if not TITLE.fullmatch(title) or TELLING.search(title):
            self.problems.append(f"title of {self.path}: {title}")
        self.problems += [f"title of {self.path}: {title}" for n in self.names if n in title]
        if self.script:
            self._nothing_kept()
        assert not self.problems, "\n".join(self.problems)

    def _nothing_kept(self) -> None:
        kept = self.page.evaluate(WHAT_IS_KEPT)
        if kept != NOTHING:
            self.problems.append(f"{self.path} keeps {kept}")

    def settle(self, true: Callable[[], bool], *, what: str, seconds: float = 15) -> None:
        """Wait until something holds on the page, letting its events arrive."""
        deadline = time.monotonic() + seconds
        while not true():
            assert time.monotonic() < deadline, f"waited for {what} at {self.path}:\n{self.words}"
            self.page.wait_for_timeout(50)

    def close(self) -> None:
        """Ends the visit; what went wrong at any time comes out here."""
        self.context.close()
        assert not self.problems, "\n".join(self.problems)


def close_tab(page: Page) -> None:
    """The tab is gone, whatever page it was on the way to.

    Chromium forgets a close that meets the commit of a navigation (crbug.com/536385539), and
    `page.close` then waits for ever; so it is asked again.
    """
    page.on("dialog", lambda dialog: dialog.accept())
    while not page.is_closed():
        with suppress(Error):
            page.close(run_before_unload=True)
            page.wait_for_event("close", timeout=200)


def axe_in_both_themes(page: Page) -> list[str]:
    """Violations on the page as it is: every rule in light, the rules about color in dark."""
    found = axe(page)
    page.emulate_media(color_scheme="dark")
    found += axe(page, "dark", COLORS)
    page.emulate_media(color_scheme="light")
    return found


def axe(page: Page, scheme: str = "light", options: dict[str, object] = EVERYTHING) -> list[str]:
    """Violations on the page as it is shown now."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    width = page.viewport_size["width"] if page.viewport_size else 0
    return [
        f"axe, {scheme}, {width} px, {page.url}: {violation}"
        for violation in page.evaluate(AXE, options)
    ]


def sideways(page: Page) -> int:
    """By how many pixels the page is wider than the window."""
    wider: Any = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    return int(wider)


def pressed_on_paper(page: Page) -> list[str]:
    """What would be printed though it can only be pressed, or leads elsewhere."""
    page.emulate_media(media="print")
    found: list[str] = page.eval_on_selector_all(
        ".no-print, .back, .button, .crisis, button, nav a, summary",
        "all => all.filter((one) => one.checkVisibility()).map((one) => one.outerHTML.slice(0, 120))",
    )
    page.emulate_media(media="screen")
    return found


def picture(page: Page, path: Path, *, full: bool = True) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=path, full_page=full)
