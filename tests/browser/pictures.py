"""The pictures of the README and the docs, taken from a running demonstration.

Start it with ./run, then:  .venv/bin/python -m tests.browser.pictures [http://localhost:8000]
Writes docs/pictures/*.png and says how large they are. The paper needs pdftoppm (poppler); without
it, its picture stays as it is.
"""

import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.chromium import ARGUMENTS, chromium_path
from tests.browser.visitor import DESK, PHONE, picture

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "pictures"
LARGEST = 250_000  # bytes
REFUSED = "In two exercises he let the other person finish. His insight is 7/10 by now."


def _go_on_writing(page: Page) -> None:
    page.get_by_role("link", name="Go on writing").click()
    page.wait_for_url("**/writing/**")


def _review(page: Page) -> None:
    """A report that was just begun, with words in it that the gate does not let through."""
    page.get_by_role("main").get_by_role("link", name=re.compile("^Graham")).first.click()
    page.get_by_role("button", name="Write a report").click()
    page.wait_for_url("**/draft/before/")
    page.get_by_role("button", name="I have read them: begin to write").click()
    page.wait_for_url("**/themes/text/")
    page.get_by_role("link", name="The whole text", exact=True).click()
    page.wait_for_url("**/draft/")
    page.get_by_role("link", name=re.compile("What was seen, and where")).first.click()
    page.wait_for_url("**/seen/text/")
    page.locator("textarea[name=text]").fill(REFUSED)
    page.get_by_role("button", name="Save and stop here").click()
    page.wait_for_url("**/draft/")
    # Without the banner that says it was saved.
    page.reload()


def _discard(page: Page) -> None:
    """The demonstration stays as it was."""
    page.get_by_role("button", name="Discard this draft").click()
    page.wait_for_url("**/people/**")


def _decide(page: Page) -> None:
    page.get_by_role("main").get_by_role("link", name=re.compile("^Report of")).first.click()
    page.wait_for_url("**/decide/")


def _document(page: Page) -> None:
    page.get_by_role("main").get_by_role("link", name=re.compile("Renee")).first.click()
    page.wait_for_url("**/documents/*/")


def _times(page: Page) -> None:
    page.get_by_role("link", name="All times, rhythm and pause").click()
    page.wait_for_url("**/times/of/**")


def _look_back(page: Page) -> None:
    """The two voices of a review, where the client sees something differently."""
    main = page.get_by_role("main")
    main.get_by_role("link", name="Progress reviews").click()
    page.wait_for_url("**/review/of/**")
    main.get_by_role("link", name=re.compile(r"\d{4}$")).first.click()
    page.wait_for_url(re.compile(r"/review/[0-9a-f-]{36}/$"))
    page.locator("#theme-said").evaluate(
        "theme => scrollTo(0, theme.closest('section').getBoundingClientRect().top + scrollY)"
    )


@dataclass(frozen=True)
class Picture:
    """One page as somebody finds it. `way` leads there from `path`; `after` tidies up."""

    name: str
    who: str
    path: str
    size: dict[str, int]
    way: Callable[[Page], None] | None = None
    after: Callable[[Page], None] | None = None


PICTURES = (
    Picture("today-clinician", "Dr Amara Voss", "/today/", DESK),
    Picture("writing-phone", "Victor Lindqvist", "/you/", PHONE, _go_on_writing),
    Picture("times", "Renee Castellan", "/you/", DESK, _times),
    Picture("course", "Renee Castellan", "/timeline/course/", DESK),
    Picture("timeline", "Graham Tillotson", "/timeline/", DESK),
    Picture("who-has-looked", "Graham Tillotson", "/looked/", DESK),
    # After it: whoever reads a review is noted there.
    Picture("looking-back", "Graham Tillotson", "/you/", DESK, _look_back),
    Picture("review", "Dr Amara Voss", "/people/", DESK, _review, _discard),
    Picture("decide", "Hollis Brandt", "/sharing/", DESK, _decide),
    Picture("sharing", "Renee Castellan", "/sharing/", DESK),
    Picture("document", "Tom Areland", "/documents/", DESK, _document),
    Picture("document-phone", "Tom Areland", "/documents/", PHONE, _document),
)
PAPER, READER = "paper", "Tom Areland"


def main(url: str) -> int:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=ARGUMENTS)
        sizes = [_take(browser, url, wanted) for wanted in PICTURES]
        sizes.append(_take_paper(browser, url))
        browser.close()
    return int(max(sizes) > LARGEST)


def _take(browser: Browser, url: str, wanted: Picture) -> int:
    page = _arrive(browser, url, wanted.who, wanted.size)
    page.goto(url + wanted.path)
    if wanted.way:
        wanted.way(page)
    page.evaluate("document.fonts.ready")
    target = FOLDER / f"{wanted.name}.png"
    picture(page, target, full=False)
    if wanted.after:
        wanted.after(page)
    page.context.close()
    return _told(target)


def _take_paper(browser: Browser, url: str) -> int:
    """The first page of the PDF, as its reader downloads it."""
    program = shutil.which("pdftoppm")
    target = FOLDER / f"{PAPER}.png"
    if program is None:
        sys.stdout.write(f"{target}: not taken, there is no pdftoppm here\n")
        return 0
    page = _arrive(browser, url, READER, DESK)
    page.goto(url + "/documents/")
    _document(page)
    link = page.get_by_role("link", name="Download the PDF").get_attribute("href")
    pdf = page.context.request.get(f"{url}{link}").body()
    page.context.close()
    options = ["-png", "-r", "90", "-f", "1", "-l", "1", "-singlefile"]
    command = [program, *options, "-", str(target.with_suffix(""))]
    subprocess.run(command, input=pdf, check=True)
    return _told(target)


def _told(target: Path) -> int:
    length = target.stat().st_size
    sys.stdout.write(f"{target}: {length / 1000:.0f} kB\n")
    return length


def _arrive(browser: Browser, url: str, who: str, size: dict[str, int]) -> Page:
    context = browser.new_context(
        viewport=size,  # type: ignore[arg-type]
        locale="en-US",
        timezone_id="America/Chicago",
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto(url + "/sign-in/")
    page.get_by_role("button", name=f"Sign in as {who}").click()
    page.wait_for_url(lambda address: "/sign-in/" not in address)
    return page


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "http://localhost:8000"))
