"""Bad input as a browser shows it: names and settings that attack or burst a line, a file of 50 MB."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Browser

from tests.browser.acts import Person
from tests.browser.hostile import UNBROKEN, attack, name_like
from tests.browser.sharing_world import sign_in_unseen
from tests.browser.test_hostile_words import holds
from tests.browser.visitor import DESK, PHONE, Visitor
from tests.browser.world import World

COLLEAGUE, READER = name_like("colleague"), name_like("reader")
FIFTY_MEGABYTES = 50 * 1024 * 1024
Cast = tuple[World, dict[str, Any]]


def test_a_file_of_50_mb_is_answered_in_words(
    cast_world: Cast, chromium: Browser, tmp_path: Path
) -> None:
    """The page of the answer is shown, and not an error of the browser's own."""
    large = tmp_path / "large.pdf"
    with large.open("wb") as file:
        file.truncate(FIFTY_MEGABYTES)
    visitor = Visitor(chromium, cast_world[0].url, size=DESK)
    visitor.open("/check/")
    visitor.page.locator("input[type=file]").set_input_files(large)
    visitor.press("Check the file")
    assert "Nothing was looked at: the file is larger than 2 MB" in visitor.words
    visitor.close()


def test_no_name_and_no_setting_runs_or_bursts_a_page(cast_world: Cast, chromium: Browser) -> None:
    world, told = cast_world
    set_to = world.stage("hostile_practice", engagement=told["engagement"])
    members = dict(
        world.ask("select display_name, id from accounts_membership where display_name <> ''")
    )

    def at(name: str) -> Visitor:
        visitor = Visitor(chromium, world.url, size=DESK, also=(PHONE,))
        visitor.page.on("dialog", lambda dialog: visitor.problems.append(dialog.message))
        sign_in_unseen(visitor, Person(name=name, **told["people"][name]))
        return visitor

    ada = at("ada")
    holds(ada, "/practice/people/", COLLEAGUE, READER, UNBROKEN)
    holds(ada, "/practice/people/invite/")
    for name in (COLLEAGUE, READER, UNBROKEN):
        holds(ada, f"/practice/people/{members[name]}/end/")
    holds(ada, "/practice/assignments/")
    holds(ada, "/practice/away/", COLLEAGUE, UNBROKEN)
    holds(ada, "/practice/readers/close/", READER, UNBROKEN)
    holds(ada, "/practice/settings/", *set_to.values())
    holds(ada, "/practice/texts/", attack("heading")[:80], attack("guidance"))
    for kind in ("themes", "boundaries"):
        holds(ada, f"/practice/texts/{kind}/", attack("guidance"))
    for path in ("/questions/", "/questions/responsibility/"):
        holds(ada, path, attack("question"), UNBROKEN)
    for path in ("/settings/", "/talk/waiting/", "/about/help/"):
        holds(ada, path)

    eli = at("eli")
    holds(eli, "/limits/", set_to["complaints_to"])
    for path in ("/you/", "/talk/", "/settings/"):
        holds(eli, path)
    dana = at("dana")
    for path in ("/today/", "/people/", "/questions/", "/practice/texts/"):
        holds(dana, path)
    assert [problem for visitor in (ada, eli, dana) for problem in visitor.problems] == []
