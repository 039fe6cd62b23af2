"""Back to work: the gate refuses a first text, a colleague a second one; the third goes out, and is
taken back. Its reader is answered alike before, between and after.

One story, at a desk and on a phone. What is not about releasing is told through the acts.
"""

import re

import pytest

from tests.browser.course_acts import Pair, at_work
from tests.browser.course_world import Course
from tests.browser.release_acts import (
    OVER,
    Reader,
    ask_by_code,
    assert_gone,
    find_it,
    let_read,
    lists,
    permit,
    read,
    sign,
    state,
)
from tests.browser.sharing_acts import (
    ask_oneself,
    confirm,
    fetch,
    fill_section,
    main,
    newest_release,
    panel,
    withdraw,
)
from tests.browser.sharing_world import WAIT_HOURS
from tests.browser.visitor import DESK, PHONE, Visitor

PARTS = ("commitments", "boundaries", "themes", "summary")
LABELS = (
    "What was agreed, and how each commitment stands", "Agreed boundaries and supports at work",
    "The themes of the work", "A narrative summary: what was seen, and what is still hard",
)  # fmt: skip
REFUSED = "He is truly sorry by now, and he is safe to go back to work."
TOO_VAGUE = "In our sessions he told what he did, and how he sees it now."
REASON = "I cannot tell from this text what it rests on. Nothing in it is hard for him."
SOURCES = "Nine check-ins, one exercise with a colleague in the room, and what was agreed."
NOT_USED = "Nobody outside the practice was asked, and there are no papers of an employer."
SEEN = (
    "In the third check-in he put one plain sentence in the place of a vague one. In the sixth he told"
    " of an evening on which he rang the person we had named. The evening I know from him alone."
)
HARD = "When he is praised he talks over others. In the exercise he did so, and was told."
SUPPORTS = "No travel over night with junior staff. One person at work whom he asks first."
REPLY = "Before, it said what I hoped for. This says what you have seen."


@pytest.mark.parametrize(
    ("name", "called", "size"),
    [("fay", "Fay Lindell", DESK), ("gus", "Gus Lindell", PHONE)],
    ids=["desk", "phone"],
)
def test_a_text_is_refused_declined_written_anew_released_and_taken_back(
    course: Course, name: str, called: str, size: dict[str, int]
) -> None:
    world = course.world
    petra: Reader = (
        "Petra Sand",
        "people director",
        "Alder Optics",
        f"petra.of.{name}@example.org",
    )
    pair = at_work(course, name, called, size=size, **terms(petra))
    course.reader_joins(f"petra of {name}", petra[3])
    reader, never = course.walk(f"petra of {name}", size=size), course.never_told()
    before = lists(reader, petra)
    permission = permit(pair, petra, *PARTS, purpose="For the talk about a post", days=300)
    world.wind_on(hours=WAIT_HOURS)

    declined = refused_and_declined(pair, course.walk("mo", size=size))
    assert lists(reader, petra) == before
    report = written_anew(pair, declined)
    assert lists(reader, petra) == before

    decide = find_it(pair)
    assert decide == f"{report}decide/"
    assert statuses(pair.client, report, permission) == {200}
    assert statuses(pair.client, declined, permission) == {404}
    state(pair, decide, REPLY)
    let_read(pair, decide, petra, *LABELS)
    told = newest_release(world, permission)
    read(pair, reader, told)
    for said in (SOURCES, NOT_USED, SEEN, HARD, SUPPORTS, REPLY, "Dr Mo Lindgren"):
        assert said in reader.words
    for said in (REFUSED, TOO_VAGUE, REASON):
        assert said not in reader.words
    code = reader.page.locator("main .code").inner_text()
    anybody = course.visitor(size=size)
    assert "This says nothing about the person." in ask_by_code(anybody, code)

    withdraw(pair.client, pair.person, petra[0])
    assert_gone(reader, never, told)
    assert lists(reader, petra) == before
    assert OVER in ask_by_code(anybody, code)


def terms(petra: Reader) -> dict[str, object]:
    return {
        "pathway": "return_to_work",
        "two_names": True,
        "listed": ["new_complaint"],
        "by_contact": ["new_complaint"],
        "employer": {
            "contact": f"{petra[0]}, {petra[1]}",
            "organization": petra[2],
            "address": petra[3],
            "refusal_words": "Without one we decide on what we have.",
        },
    }


def refused_and_declined(pair: Pair, mo: Visitor) -> str:
    """The gate stops one sentence and lets another through, which a colleague does not sign; the
    author reads why, then the client. The path of what was declined.
    """
    dana, client = pair.dana, pair.client
    draft = pair.course.world.stage("drafted", engagement=pair.engagement, seen=REFUSED)["report"]
    dana.open(f"/texts/{draft}/draft/")
    assert "Must be changed" in panel(dana, "Before you can sign").inner_text()
    dana.open(f"/texts/{draft}/draft/seen/text/")
    fill_section(dana, TOO_VAGUE, ground=False, button="Save and stop here")
    report = sign(pair, draft)
    dana.follow("Ask a colleague")
    dana.page.get_by_role("radio", name=re.compile("Lindgren")).check()
    dana.press("Ask them")
    decline(mo, pair)

    client.open("/sharing/")
    assert REASON not in client.words
    dana.open("/today/")
    dana.follow(re.compile("did not sign"), within=main(dana))
    assert REASON in dana.words
    dana.press("Let the client read it")
    client.open("/sharing/")
    assert REASON in client.words
    client.open("/timeline/")
    assert "Dr Mo Lindgren did not" in client.words
    return report


def decline(mo: Visitor, pair: Pair) -> None:
    mo.open("/today/")
    mo.follow(re.compile("asks you to read a text"), within=main(mo))
    asked = mo.path
    mo.page.get_by_role("radio", name="I do not put my name to it").check()
    confirm(mo, pair.course.people["mo"])
    mo.press("Send this answer")  # without a reason
    assert mo.path == asked
    assert mo.page.locator(".field-error").count() > 0
    mo.fill("Your remark", REASON)
    confirm(mo, pair.course.people["mo"])
    mo.press("Send this answer")
    assert mo.path == "/today/"
    assert fetch(mo, asked)[0] == 404


def written_anew(pair: Pair, declined: str) -> str:
    """A version that says what it rests on, with a second name under it; the path of the report."""
    dana = pair.dana
    dana.open(declined)
    dana.press("Begin a new version")
    draft = dana.path
    ask_oneself(dana, draft)
    dana.follow("Change the period and these lines")
    dana.page.locator("#id_sources_used").fill(SOURCES)
    dana.page.locator("#id_sources_not_used").fill(NOT_USED)
    dana.press("Save")
    for kind, text in (("seen", SEEN), ("hard", HARD), ("boundaries", SUPPORTS)):
        dana.open(f"{draft}{kind}/text/")
        fill_section(dana, text, ground=False, button="Save and stop here")
    report = sign(pair, draft.split("/")[2])
    pair.course.world.stage("cosigned", report=report.split("/")[2])
    return report


def statuses(client: Visitor, report: str, permission: str) -> set[int]:
    """What the client is answered wherever a version could be decided about."""
    preview = f"as/{permission}/"
    places = ("", "decide/", "words/", "facts/", "keep/", preview, f"{preview}pdf/")
    return {fetch(client, f"{report}{place}?part=themes")[0] for place in places}
