"""On condition of staying employed: two reports with a second name, the later one states a setback,
and then the permission's last day passes.

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
    state,
)
from tests.browser.sharing_acts import choose_parts, confirm, fill_section, newest_release, panel
from tests.browser.visitor import DESK, PHONE

DESCRIBED = "A remark at work about how somebody looks."
EMPLOYER = {
    "organization": "Fenwick Haulage",
    "refusal_words": "We would take up the warning again.",
}
HARD = "When a talk becomes tense, a joke comes first. In the fourth check-in it came twice."
STATEMENT = "That is so. Those who do not laugh I have only begun to notice."
TOLD = "I said it in front of everybody, and I heard myself say it: pennywort."
STATED = (
    "At an evening of the firm there was a remark about how somebody looks, and it was told here the"
    " next day.\nThe plan has changed since: such evenings are left early, without alcohol."
)
SECOND_STATEMENT = "I wanted this to stand in it."
HALF_TRUE = "a half-true summary is not sent"
ATTENDANCE = "Check-ins offered and held, as counts with dates"
DAYS = 150


@pytest.mark.parametrize(
    ("name", "called", "size"),
    [("cyd", "Cyd Harmon", DESK), ("dov", "Dov Harmon", PHONE)],
    ids=["desk", "phone"],
)
def test_a_setback_that_is_listed_is_stated_or_nothing_goes_out(
    course: Course, name: str, called: str, size: dict[str, int]
) -> None:
    world = course.world
    theo: Reader = (
        "Theo Marsh",
        "people partner",
        "Fenwick Haulage",
        f"theo.of.{name}@example.org",
    )
    pair = at_work(course, name, called, size=size, **terms(theo))
    course.reader_joins(f"theo of {name}", theo[3])
    reader, never = course.walk(f"theo of {name}", size=size), course.never_told()
    before = lists(reader, theo)

    permission = permit(pair, theo, purpose="For what was agreed about the work", days=DAYS)
    pair.client.open(f"/sharing/{permission}/")
    assert "This choice may not be free" in pair.client.words
    world.wind_on(days=45)
    first = first_report(pair, theo, permission)
    read(pair, reader, first)
    for said in (HARD, STATEMENT, "Dr Dana Ruiz", "Dr Mo Lindgren"):
        assert said in reader.words

    world.wind_on(days=70)
    world.stage("fell_back", client=name, engagement=pair.engagement, text=TOLD)
    pair.client.open(f"/sharing/{permission}/")
    assert "does not state something that the agreement lists" in pair.client.words
    second = second_report(pair, theo, permission)
    read(pair, reader, second)
    for said in (*STATED.split("\n"), SECOND_STATEMENT):
        assert said in reader.words
    assert TOLD not in reader.words
    assert lists(reader, theo) != before

    world.wind_on(days=DAYS - 45 - 70 + 1)
    for told in (first, second):
        assert_gone(reader, never, told)
    assert lists(reader, theo) == before
    pair.client.open(f"/sharing/{permission}/")
    assert "Its last day was" in pair.client.words
    assert panel(pair.client, "What was released").get_by_text("Closed").count() == 2


def terms(theo: Reader) -> dict[str, object]:
    contact = {"contact": f"{theo[0]}, {theo[1]}", "address": theo[3]}
    return {
        "pathway": "condition_of_employment",
        "two_names": True,
        "listed": ["new_complaint", "as_described"],
        "by_contact": ["new_complaint"],
        "described": DESCRIBED,
        "employer": {**EMPLOYER, **contact},
    }


def first_report(pair: Pair, theo: Reader, permission: str) -> dict[str, str]:
    """Signed by two, and released with the client's words beside it."""
    about = {"client": pair.person.name, "engagement": pair.engagement}
    pair.course.world.stage("signed_of", two_names=True, hard=HARD, **about)
    decide = find_it(pair)
    state(pair, decide, STATEMENT)
    let_read(pair, decide, theo)
    return newest_release(pair.course.world, permission)


def second_report(pair: Pair, theo: Reader, permission: str) -> dict[str, str]:
    """Neither signed nor released without what the agreement lists."""
    world, dana, client = pair.course.world, pair.dana, pair.client
    draft = world.stage("drafted", engagement=pair.engagement)["report"]
    dana.open(f"/texts/{draft}/draft/")
    assert HALF_TRUE in panel(dana, "Before you can sign").inner_text()
    assert dana.page.get_by_role("link", name="Look it over and sign").count() == 0
    dana.open(f"/texts/{draft}/draft/concerns/text/")
    dana.page.locator("input[name=ground][value^=concern]").check()
    fill_section(dana, STATED, ground=False, button="Save and stop here")
    sign(pair, draft)
    world.stage("cosigned", report=draft)

    decide = find_it(pair)
    state(pair, decide, SECOND_STATEMENT)
    preview(pair, decide, theo)
    choose_parts(client, ATTENDANCE)
    before = newest_release(world, permission)
    confirm(client, pair.person)
    client.press("Release these words")
    assert "Not released" in client.words
    assert HALF_TRUE in client.words
    assert newest_release(world, permission) == before
    let_read(pair, decide, theo)
    return newest_release(world, permission)
