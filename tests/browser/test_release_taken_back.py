"""Of their own accord: a first summary goes out, is narrowed, and all of it is taken back.

One story, at a desk and on a phone. What is not about releasing is told through the acts.
"""

import pytest

from tests.browser.course_acts import Pair, at_work
from tests.browser.course_world import Course
from tests.browser.release_acts import (
    Reader,
    assert_gone,
    find_it,
    let_read,
    lists,
    permit,
    preview,
    read,
    sign,
    went_out,
)
from tests.browser.sharing_acts import (
    choose_parts,
    confirm,
    main,
    newest_release,
    release,
    withdraw,
)
from tests.browser.sharing_world import WAIT_HOURS
from tests.browser.visitor import DESK, PHONE

SMALL = ("takes_part", "attendance", "commitments")
ATTENDANCE = "Check-ins offered and held, as counts with dates"
SMALL_LABELS = (
    "That the client takes part", ATTENDANCE, "What was agreed, and how each commitment stands",
)  # fmt: skip
THEMES = "We looked at who could say no to whom, and at what a door that is open does not change."
HELD = "five check-ins were offered and five held"
SECTION = "What was agreed, and how it stands"
FIVE_WORKING_DAYS = 7


@pytest.mark.parametrize(
    ("name", "called", "size"),
    [("abe", "Abe Larkin", DESK), ("bea", "Bea Larkin", PHONE)],
    ids=["desk", "phone"],
)
def test_a_first_summary_goes_out_and_is_taken_back(
    course: Course, name: str, called: str, size: dict[str, int]
) -> None:
    world = course.world
    maud: Reader = ("Maud Ferris", "chair", "the Linden Fund", f"maud.of.{name}@example.org")
    pair = at_work(course, name, called, size=size)
    world.wind_on(days=28)
    assert world.stage("held", client=name, engagement=pair.engagement) == {"count": 4}
    permission = permit(pair, maud, *SMALL, purpose="Because I want her to know", days=180)

    draft = world.stage("drafted", engagement=pair.engagement, themes=THEMES)["report"]
    sign(pair, draft)
    decide = find_it(pair)
    preview(pair, decide, maud)
    choose_parts(pair.client, *SMALL_LABELS)
    for said in ("Preview. Not released.", HELD, SECTION):
        assert said in pair.client.words
    assert THEMES not in pair.client.words  # the report has more than is permitted
    world.wind_on(days=FIVE_WORKING_DAYS)
    let_read(pair, decide, maud, *SMALL_LABELS)
    first = newest_release(world, permission)

    course.reader_joins(f"maud of {name}", maud[3])
    reader, never = course.walk(f"maud of {name}", size=size), course.never_told()
    read(pair, reader, first)
    for said in (HELD, SECTION, "Because I want her to know"):
        assert said in reader.words

    narrow(pair, permission, away=("takes_part", "commitments"))
    assert_gone(reader, never, first)
    preview(pair, decide, maud)
    assert pair.client.page.locator("input[name=part][value=commitments]").is_disabled()
    release(pair.client, pair.person, ATTENDANCE)
    second = newest_release(world, permission)
    read(pair, reader, second)
    assert HELD in reader.words
    assert SECTION not in reader.words

    out = went_out(pair.client)
    for said in ("Maud Ferris opened the page on", "Maud Ferris took it as a PDF on"):
        assert any(said in line for line in out), out
    take_all_back(pair, maud, draft)
    for told in (first, second):
        assert_gone(reader, never, told)
    assert lists(reader, maud) == lists(never, ("Nell Orme", "", "", ""))
    assert went_out(pair.client) == out  # what went out stays told
    assert main(pair.client).get_by_text("It was withdrawn on").count() == 2


def narrow(pair: Pair, permission: str, *, away: tuple[str, ...]) -> None:
    client = pair.client
    client.open(f"/sharing/{permission}/")
    client.follow("Narrow")
    for part in away:
        client.page.locator(f"input[name=parts][value={part}]").uncheck()
    confirm(client, pair.person)
    client.press("Narrow to these")
    assert "What held another part can no longer be opened." in client.words


def take_all_back(pair: Pair, maud: Reader, report: str) -> None:
    """A release to somebody else waits: it dies with its permission, and no mail leaves. The times
    of the check-ins stay as they were.
    """
    world, client, name = pair.course.world, pair.client, pair.person.name
    orla: Reader = ("Orla Finch", "treasurer", "the Linden Fund", f"orla.of.{name}@example.org")
    about = {"client": name, "engagement": pair.engagement}
    given = world.stage("permitted_by", reader=orla, parts=["attendance"], **about)["permission"]
    waits = world.stage("released_by", client=name, report=report, permission=given)["release"]
    times = times_of(pair)
    client.open(f"/sharing/{given}/")
    assert "Orla Finch can open it from" in client.words
    for reader in (maud, orla):
        withdraw(client, pair.person, reader[0])
    assert times_of(pair) == times
    world.wind_on(hours=WAIT_HOURS)
    state = "select state from accounts_notice where subject_id = %s and kind = 'document_shared'"
    world.wait_until(lambda: world.ask(state, (waits,)) == [("not_needed",)], what="no mail")
    assert pair.course.postbox.to(orla[3]) == []


def times_of(pair: Pair) -> str:
    pair.client.open(f"/times/of/{pair.engagement}/")
    return main(pair.client).inner_text()
