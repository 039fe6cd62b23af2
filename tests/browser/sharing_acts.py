"""What people do again and again on the way from a talk to words somebody else reads."""

import re
from datetime import date

from playwright.sync_api import Locator

from tests.browser.acts import Person
from tests.browser.visitor import Visitor
from tests.browser.world import World
from tests.tracker.pdf.reading import letters, words

ABSENT = "No summary is available."
WORDS_OF_PAPER = {"Code", "Confidential", "Page", "Waymark", "paper"}  # its head and foot


def confirm(at: Visitor, person: Person) -> bool:
    """The password, where the page asks for it. Whether it did."""
    asked = at.page.locator("main #id_password")
    if asked.count():
        asked.fill(person.password)
        return True
    return False


def person_page(at: Visitor, name: str = "Eli") -> str:
    """From the list of people to one of them; its path."""
    at.open("/people/")
    at.follow(re.compile(f"^{name}"), within=main(at))
    return at.path


def begin_report(at: Visitor) -> str:
    """From a person's page past what an author asks themselves; the path of the draft."""
    at.press("Write a report")
    draft = at.path.removesuffix("before/")
    ask_oneself(at, draft)
    return draft


def ask_oneself(at: Visitor, draft: str) -> None:
    """What an author reads before the first word; then the draft again."""
    at.open(f"{draft}before/")
    at.press("I have read them: begin to write")
    at.open(draft)


def main(at: Visitor) -> Locator:
    return at.page.locator("main")


def panel(at: Visitor, heading: str) -> Locator:
    """The section below a heading."""
    return main(at).locator("section", has=at.page.get_by_role("heading", name=heading))


def fill_section(at: Visitor, text: str, *, ground: bool = True, button: str) -> None:
    """On the page of one section: its words, its first ground, and on."""
    at.page.locator("textarea[name=text]").fill(text)
    if ground:
        at.page.locator("input[name=ground]").first.check()
    at.press(button)


def fill_about(at: Visitor, about: dict[str, str]) -> None:
    """Role, licence and sources; the period stands there already."""
    for name, text in about.items():
        at.page.locator(f"#id_{name}").fill(text)
    at.press("Save")


def look_over_and_sign(at: Visitor, person: Person) -> str:
    """From a draft's page with nothing left to do; the path of what was signed."""
    at.follow("Look it over and sign")
    sign_here(at, person)
    return at.path


def sign_here(at: Visitor, person: Person) -> None:
    """On the page for signing: every question read, the words kept, every part able to stand."""
    for box in at.page.locator("main input[type=checkbox]").all():
        box.check()
    confirm(at, person)
    at.press("Sign this report")


def fill_permission(  # noqa: PLR0913 - its elements
    at: Visitor,
    *,
    reader: tuple[str, str, str, str],
    purpose: str,
    until: date,
    signed: str,
    parts: tuple[str, ...] = (),
) -> None:
    """Every element, and these parts, or all there are."""
    for name, value in zip(("name", "role", "organization", "address"), reader, strict=True):
        at.page.locator(f"#id_{name}").fill(value)
    for box in at.page.locator("input[name=parts]").all():
        if not parts or box.get_attribute("value") in parts:
            box.check()
    at.page.locator("#id_description").fill("How the work goes, and what was agreed.")
    at.page.locator("input[name=why][value=other]").check()
    at.page.locator("#id_purpose").fill(purpose)
    at.page.locator("#id_until").fill(until.isoformat())
    at.page.locator("#id_signed_name").fill(signed)


def choose_parts(at: Visitor, *labels: str) -> None:
    """On the preview: these parts, or all there are; then the text."""
    boxes = at.page.locator("main input[name=part][type=checkbox]")
    for box in boxes.all():
        if box.is_enabled():
            box.set_checked(not labels)
    for label in labels:
        at.page.get_by_label(label, exact=True).check()
    at.press(re.compile("^Show"))


def release(at: Visitor, person: Person, *labels: str) -> None:
    """On the preview: these parts, or all there are, are read, and released as they stand."""
    choose_parts(at, *labels)
    confirm(at, person)
    at.press("Release these words")
    assert "Released." in at.words


def withdraw(at: Visitor, person: Person, reader: str) -> None:
    """From Sharing: what that reader may read, taken back in one step."""
    at.open("/sharing/")
    at.follow(re.compile(f"^Withdraw.*{reader}"), within=main(at))
    take_back(at, person)
    assert f"{reader} can open nothing" in at.words


def take_back(at: Visitor, person: Person) -> None:
    """On the page that asks for it."""
    confirm(at, person)
    at.press("Withdraw", within=main(at))
    assert "can open nothing from now on." in at.words


def newest_release(world: World, permission: str) -> dict[str, str]:
    """The last that was released inside a permission."""
    [(found,)] = world.ask(
        "select id from reviews_release where permission_id = %s order by created_at desc limit 1",
        (permission,),
    )
    return {"release": str(found)}


def acknowledge(at: Visitor, path: str) -> None:
    """The notice first, then the text."""
    at.open(path)
    assert "Before you read" in at.words
    at.press("I have read this")


# --- papers ---------------------------------------------------------------------------------------


def fetch(at: Visitor, path: str, **headers: str) -> tuple[int, bytes]:
    """Status and body, with the cookies of that browser and nothing shown."""
    answer = at.context.request.get(
        at.url + path, headers=headers, max_redirects=0, fail_on_status_code=False
    )
    return answer.status, answer.body()


def blocks(at: Visitor) -> list[str]:
    """What stands on the sheet and beside it, piece by piece."""
    found: list[str] = at.page.evaluate(
        """() => [...document.querySelectorAll(
          '#passing-on, #passing-on ~ p, article.sheet h2, article.sheet h3, article.sheet p, '
          + 'article.sheet li strong, [aria-labelledby=limits] li, #limits')]
          .map((one) => one.textContent.trim()).filter((text) => text)"""
    )
    return found


def assert_same_words(at: Visitor, pdf: bytes) -> None:
    """Every word of the page stands in the paper, and the paper has none beside its head and foot."""
    paper = words(pdf)
    pieces = blocks(at)
    assert len(pieces) > 10
    missing = [text for text in pieces if letters(text) not in letters(paper)]
    assert not missing, f"on the page alone: {missing}\n{paper}"
    shown: str = main(at).evaluate("(one) => one.textContent")
    alone = {word for word in re.findall(r"\w+", paper) if word not in shown} - WORDS_OF_PAPER
    assert not alone, f"in the paper alone: {alone}"


def wait_for_file(world: World, release: str) -> None:
    """The worker has made the sealed PDF."""
    state = "select state from reviews_releasefile where release_id = %s"
    world.wait_until(lambda: world.ask(state, (release,)) == [("made",)], what="the PDF")
