"""What ran off course, told by the client the next morning: it changes a plan and binds a summary.

Each test is one step of one story and needs those before it; the last one is a story of its own.
"""

import re

import pytest

from tests.browser.course_acts import (
    Pair,
    at_work,
    choose,
    end_as_clinician,
    hand_over,
    last_id,
    write,
)
from tests.browser.course_world import Course
from tests.browser.sharing_acts import (
    acknowledge,
    choose_parts,
    confirm,
    fill_section,
    look_over_and_sign,
    main,
    newest_release,
    panel,
    release,
)
from tests.browser.sharing_world import WAIT_HOURS, document
from tests.browser.visitor import DESK, PHONE

BEFORE = "Stays to the end of work events"
INSTEAD = "Leaves work events early, and rings before"
TOLD = "Last night I said it, I wanted the laugh, and I carried on: merlinford."
ANSWER = "Thank you for telling it this morning. We talk on Thursday."
PLAN = "You leave such events early from now on."
WHY = "The long evenings are where it happened."
LISTS = "It meets what we wrote down at the start."
OWN_WORD = "I want it to be in the report."
HALF_TRUE = "a half-true summary is not sent"
STATED = (
    "At a work event in this period there was a remark about how somebody looks, and it was told"
    " here the next morning. The plan has changed: such events are left early."
)
DESCRIBED = "A remark about how somebody at work looks."


@pytest.fixture(scope="module")
def pair(course: Course) -> Pair:
    """Una and Dana, a commitment both agreed to, a report that is signed, one begun, a permission."""
    terms = {"listed": ["as_described"], "described": DESCRIBED}
    pair = at_work(course, "una", "Una Lorne", size=DESK, **terms)
    about = {"client": "una", "engagement": pair.engagement}
    stage = course.world.stage
    pair.paths["commitment"] = "/commitments/{commitment}/".format(
        **stage("agreed_on", text=BEFORE, **about)
    )
    parts = ["takes_part", "attendance", "commitments", "themes", "summary", "boundaries"]
    pair.paths |= stage("permitted_by", parts=[*parts, "concerns"], **about)
    pair.paths["signed"] = stage("signed_of", **about)["report"]
    pair.paths["draft"] = stage("drafted", engagement=pair.engagement)["report"]
    return pair


def test_1_it_is_told_the_next_morning_and_somebody_is_asked_to_ring(pair: Pair) -> None:
    dana, una = pair.dana, pair.client
    una.open("/you/")
    beside = panel(una, "If something happened")
    assert beside.get_by_role("link", name="Please ring me").count() == 1
    una.press("Something happened", within=beside)
    write(una, TOLD)
    dana.open("/today/")
    assert "told a setback" not in dana.words  # begun, and nobody else's to know
    hand_over(pair, una, "Tell this")
    una.follow("Please ring me", within=panel(una, "If something happened"))
    una.press("Please ring me")
    assert "You asked to be rung" in una.words

    dana.open("/today/")
    assert f"{pair.short} asks you to ring" in dana.words
    dana.follow(re.compile(f"^{re.escape(pair.short)} told a setback"), within=main(dana))
    pair.paths["told"] = dana.path
    assert TOLD in dana.words
    assert DESCRIBED in dana.words


def test_2_it_is_acknowledged_answered_and_changes_the_plan(pair: Pair) -> None:
    dana, una = pair.dana, pair.client
    dana.open(pair.paths["told"])
    dana.press("I have read this")
    dana.fill("In your own words", ANSWER)
    dana.press("Add this")  # without saying what it is
    assert "Nothing was added yet. Choose what you add." in dana.words
    assert dana.page.locator("#id_text").input_value() == ANSWER
    choose(dana, "kind", "answered")
    dana.press("Add this")
    choose(dana, "kind", "changed_plan")
    dana.fill("In your own words", PLAN)
    dana.page.locator("#id_commitment").select_option(label=BEFORE)
    dana.press("Add this")
    dana.follow(BEFORE, within=panel(dana, "What became of it"))
    dana.follow("Change it")
    dana.page.locator("#id_text").fill(INSTEAD)
    dana.page.locator("#id_reason").fill(WHY)
    dana.press("Propose the change")
    changed = dana.path

    una.open("/you/")
    una.follow(re.compile("said what becomes of it"), within=panel(una, "What waits for you"))
    for said in (TOLD, ANSWER, PLAN):
        assert said in una.words
    una.fill("What you want to say about it", OWN_WORD)
    una.press("Add this")
    una.open(changed)
    una.follow("Answer")
    choose(una, "says", "agrees")
    una.press("Answer")
    una.open(pair.paths["commitment"])
    assert "Another one took its place" in una.words
    assert WHY in una.words
    dana.open(pair.paths["told"])
    assert OWN_WORD in dana.words


def test_3_listed_a_report_without_it_is_neither_signed_nor_released(pair: Pair) -> None:
    dana, una = pair.dana, pair.client
    una.open(f"/texts/{pair.paths['signed']}/as/{pair.paths['permission']}/")
    choose_parts(una)
    assert una.page.get_by_role("button", name="Release these words").count() == 1
    dana.open(f"/texts/{pair.paths['draft']}/draft/")
    assert "Look it over and sign" in dana.words

    dana.open(pair.paths["told"])
    choose(dana, "kind", "listed")
    dana.fill("In your own words", LISTS)
    dana.press("Add this")
    assert "Choose which one it is." in dana.words
    dana.page.locator("#id_agreed_key").select_option("as_described")
    dana.press("Add this")
    assert HALF_TRUE in dana.words

    dana.open(f"/texts/{pair.paths['draft']}/draft/")
    assert HALF_TRUE in panel(dana, "Before you can sign").inner_text()
    assert dana.page.get_by_role("link", name="Look it over and sign").count() == 0
    confirm(una, pair.person)
    una.press("Release these words")  # on the page that was shown before
    assert HALF_TRUE in una.words
    assert pair.course.world.ask(
        "select count(*) from reviews_release where report_id = %s", (pair.paths["signed"],)
    ) == [(0,)]


def test_4_with_it_a_report_is_signed_released_and_read(pair: Pair) -> None:
    dana, una, course = pair.dana, pair.client, pair.course
    dana.open(f"/texts/{pair.paths['draft']}/draft/concerns/text/")
    dana.page.locator("textarea[name=text]").fill(STATED)
    dana.press("Save and stop here")
    assert "does not rest on what was told on" in dana.words
    dana.open(f"/texts/{pair.paths['draft']}/draft/concerns/text/")
    dana.page.locator("input[name=ground][value^=concern]").check()
    fill_section(dana, STATED, ground=False, button="Save and stop here")
    look_over_and_sign(dana, pair.clinician)
    una.open(f"/texts/{pair.paths['draft']}/as/{pair.paths['permission']}/")
    release(una, pair.person)
    course.world.wind_on(hours=WAIT_HOURS)
    erin = course.walk("erin")
    acknowledge(erin, document(newest_release(course.world, pair.paths["permission"])))
    assert STATED in erin.words
    for kept in (TOLD, ANSWER, PLAN, LISTS, OWN_WORD, WHY):
        assert kept not in erin.words
    course.assert_readers([pair.paths["told"]], una=200, dana=200, mo=404, otto=404, erin=404)


def test_after_the_end_it_is_not_told_and_its_text_is_given_back(course: Course) -> None:
    pair = at_work(course, "gil", "Gil Aske", size=PHONE)
    gil = pair.client
    gil.open("/you/")
    gil.press("Something happened")
    entry = last_id(gil.path)
    write(gil, TOLD)
    end_as_clinician(pair, "not_suitable", "Other help fits better, and you know where it is.")
    gil.press("Tell this")
    assert "The work together has ended, so this was not told" in gil.words
    assert TOLD in gil.page.content()  # in a box, to copy
    gil.follow("What you have begun")
    gil.open(f"/writing/{entry}/")
    assert TOLD in gil.words
