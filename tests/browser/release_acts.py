"""What Dana and a client of hers do about one report, from the draft to what its reader is answered.

A client here has one report to decide about at a time, and names one reader at first.
"""

from tests.browser.answers import Answer, answer_at, assert_like_an_unknown, by_chance
from tests.browser.course_acts import Pair
from tests.browser.sharing_acts import (
    ABSENT,
    acknowledge,
    confirm,
    fetch,
    fill_permission,
    look_over_and_sign,
    main,
    panel,
    release,
    wait_for_file,
)
from tests.browser.sharing_world import document
from tests.browser.visitor import Visitor
from tests.sharing_story import WAIT_HOURS

Reader = tuple[str, str, str, str]  # name, role, organization, address
LISTS = ("/documents/", "/api/v1/shared/")
OVER = "This document may no longer be relied on."


def permit(pair: Pair, reader: Reader, *parts: str, purpose: str, days: int) -> str:
    """The client's permission for these parts, or all there are, until a day; its id."""
    client = pair.client
    client.open("/sharing/")
    client.follow("Permit somebody to read something")
    fill_permission(
        client,
        reader=reader,
        parts=parts,
        purpose=purpose,
        until=pair.today_plus(days),
        signed=pair.called,
    )
    confirm(client, pair.person)
    client.press("Sign this permission")
    assert "Nothing. This permission sends nothing by itself." in client.words
    return client.path.split("/")[2]


def sign(pair: Pair, draft: str) -> str:
    """Dana signs a draft that lacks nothing; the path of the report."""
    pair.dana.open(f"/texts/{draft}/draft/")
    return look_over_and_sign(pair.dana, pair.clinician)


def find_it(pair: Pair) -> str:
    """The client finds what was signed, reads it, and comes to the decision; its path."""
    client = pair.client
    client.open("/you/")
    client.follow("A report about you is there to read", within=panel(client, "What waits for you"))
    client.follow("See what you can do")
    return client.path


def state(pair: Pair, decide: str, text: str) -> None:
    """The client writes beside it, and is back at the decision."""
    client = pair.client
    client.open(decide)
    client.follow("Write a statement")
    client.fill("My statement", text)
    client.press("Save my statement")
    client.open(decide)
    assert text in client.words


def preview(pair: Pair, decide: str, reader: Reader) -> None:
    pair.client.open(decide)
    pair.client.follow(f"Read it exactly as {reader[0]} would")


def let_read(pair: Pair, decide: str, reader: Reader, *labels: str) -> None:
    """The client's yes to these parts, or to all there are; then the time until it can be opened."""
    preview(pair, decide, reader)
    release(pair.client, pair.person, *labels)
    pair.course.world.wind_on(hours=WAIT_HOURS)


# --- what a reader is answered ----------------------------------------------------------------------


def lists(at: Visitor, reader: Reader) -> list[Answer]:
    """What they find where a document would be listed, without their name."""
    found = [answer_at(at, path) for path in LISTS]
    return [answer._replace(body=answer.body.replace(reader[0], "")) for answer in found]


def read(pair: Pair, at: Visitor, told: dict[str, str]) -> None:
    """The reader acknowledges the notice, reads, and can have it in each form."""
    wait_for_file(pair.course.world, told["release"])
    acknowledge(at, document(told))
    assert {path: fetch(at, path)[0] for path in places(told)} == dict.fromkeys(places(told), 200)


def assert_gone(at: Visitor, never: Visitor, told: dict[str, str]) -> None:
    """However they ask for it, they are answered like one to whom nothing was ever released."""
    for path in places(told):
        answer = assert_like_an_unknown(at, path)
        assert ABSENT in answer.body
        assert answer == answer_at(never, by_chance(path)), path
    at.open(document(told), status=404)
    assert ABSENT in at.words


def places(told: dict[str, str]) -> list[str]:
    """Page and file, and the same of the API."""
    page = document(told)
    api = page.replace("/documents/", "/api/v1/shared/")
    return [page, f"{page}file/", api, f"{api}file/"]


def ask_by_code(at: Visitor, code: str) -> str:
    """What anybody is answered who holds a copy."""
    at.open("/check/")
    at.page.locator("#id_code").fill(code)
    at.press("Check the code")
    return main(at).locator("section[role=status]").inner_text()


def went_out(at: Visitor) -> list[str]:
    """What the client is told was opened, line by line."""
    at.open("/sharing/")
    return panel(at, "What already went out").locator("dd").all_inner_texts()
