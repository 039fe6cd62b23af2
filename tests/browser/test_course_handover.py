"""Dana would hand over to Mo, and the client objects: nothing changes, and nobody reads why.

In the end the client no longer objects; then it is done, and what was objected is not handed on.
"""

import re

from tests.browser.course_acts import at_work
from tests.browser.course_world import Course
from tests.browser.sharing_acts import fetch, main
from tests.browser.visitor import DESK

OBJECTION = "I told it all once. I do not want to begin again in the middle: wrenmere."
WAIT_DAYS = 7


def test_a_handover_waits_while_the_client_objects(course: Course) -> None:
    pair = at_work(course, "tam", "Tam Okoro", size=DESK)
    dana, tam, mo = pair.dana, pair.client, course.walk("mo")
    person = f"/people/{pair.engagement}/"
    dana.open(person)
    dana.follow("Cover, or hand over")
    dana.page.locator("#next_colleague").select_option(label="Dr Mo Lindgren")
    dana.press("Propose a handover")
    dana.follow("See it, or take it back")
    proposed = dana.path

    mo.open("/today/")
    asked = main(mo).locator(f"a[href='{proposed}']")
    assert asked.count() == 1
    mo.open(proposed)
    for name in ("Tam", "Okoro"):
        assert name not in mo.page.content()
    mo.press("Yes, I take over")

    tam.open("/you/")
    tam.follow(re.compile("proposes that Dr Mo Lindgren goes on with you"), within=main(tam))
    tam.page.locator("#id_words").fill(OBJECTION)
    tam.press("I object")
    assert "Noted. Nothing changes while you object." in tam.words
    dana.open(proposed)
    assert OBJECTION in dana.words

    course.world.wind_on(days=WAIT_DAYS + 2)
    course.world.stage("swept")
    dana.open(person)
    assert [fetch(mo, path)[0] for path in (person, proposed)] == [404, 409]
    ada = course.walk("ada")
    ada.open("/practice/away/")
    assert "The client objects." in ada.words
    assert OBJECTION not in ada.page.content()

    tam.open(proposed)
    tam.press("I no longer object")
    assert fetch(mo, person)[0] == 404  # the whole time again
    tam.open(proposed)
    tam.press("Yes, that is fine")
    mo.open(person)
    assert "Tam O." in mo.words
    assert fetch(dana, person)[0] == 404
    for path in (person, f"{person}timeline/", f"{person}find/?words=wrenmere"):
        mo.open(path)
        assert "I told it all once" not in mo.page.content()
    assert fetch(mo, proposed)[0] == 409
    tam.open("/timeline/")
    assert "Dr Mo Lindgren" in tam.words
