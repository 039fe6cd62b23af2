"""The pictures of the README, taken from a running demonstration.

Start it with ./run, then:  .venv/bin/python -m tests.browser.pictures [http://localhost:8000]
Writes docs/pictures/*.png and says how large they are.
"""

import sys
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.conftest import ARGUMENTS, chromium_path
from tests.browser.visitor import DESK, PHONE, picture

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "pictures"
LARGEST = 250_000  # bytes
PICTURES = (
    ("today-clinician", "Dr Amara Voss", DESK, "/today/"),
    ("writing-phone", "Victor Lindqvist", PHONE, "/you/"),
    ("timeline", "Graham Tillotson", DESK, "/timeline/"),
    ("who-has-looked", "Graham Tillotson", DESK, "/looked/"),
)


def main(url: str) -> int:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=ARGUMENTS)
        sizes = [_take(browser, url, *wanted) for wanted in PICTURES]
        browser.close()
    return int(max(sizes) > LARGEST)


def _take(browser: Browser, url: str, name: str, who: str, size: dict[str, int], path: str) -> int:
    context = browser.new_context(
        viewport=size,  # type: ignore[arg-type]
        locale="en-US",
        timezone_id="America/Chicago",
        reduced_motion="reduce",
    )
    page = context.new_page()
    _sign_in(page, url, who)
    page.goto(url + path)
    if name == "writing-phone":
        page.get_by_role("link", name="Go on writing").click()
        page.wait_for_url("**/writing/**")
    page.evaluate("document.fonts.ready")
    target = FOLDER / f"{name}.png"
    picture(page, target, full=False)
    context.close()
    length = target.stat().st_size
    sys.stdout.write(f"{target}: {length / 1000:.0f} kB\n")
    return length


def _sign_in(page: Page, url: str, who: str) -> None:
    page.goto(url + "/sign-in/")
    page.get_by_role("button", name=f"Sign in as {who}").click()
    page.wait_for_url(lambda address: "/sign-in/" not in address)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "http://localhost:8000"))
