"""Where the two see a progress review differently; and one whose client could not answer."""

from tests.browser.course_acts import Pair, at_work, choose, hand_over, open_review, write_part
from tests.browser.course_world import Course
from tests.browser.sharing_acts import main
from tests.browser.visitor import DESK, PHONE, Visitor

THEIRS = "I talked over two people this month."
HERS = "Tells of two such talks, on their own account."
DIFFERS = "It was three talks, and I told of the third one late: quarrymoss."
LATER_HERS = "Tells of one such talk, the same evening."
WHY = "In hospital since the second of the month."
LATE_PART = "I can write again. Nothing was agreed for this time."


def test_a_disagreement_stays_readable_for_both(course: Course) -> None:
    pair = at_work(course, "rex", "Rex Dunmore", size=DESK)
    about = {"client": "rex", "engagement": pair.engagement}
    told = course.world.stage("looked_back", theirs=THEIRS, hers=HERS, **about)
    first = f"/review/{told['review']}/"
    rex, dana = pair.client, pair.dana
    rex.open(first)
    choose(rex, "stands", "differs")
    rex.page.locator("#id_theme").select_option(label="What was agreed")
    rex.press("Add this")  # without why
    assert "Write why." in rex.words
    rex.fill("Why", DIFFERS)
    rex.press("Add this")
    dana.open(first)
    for said in (THEIRS, HERS, f"{pair.short} sees it differently".upper(), DIFFERS):
        assert said.lower() in dana.words.lower()
    assert_on_timelines(pair)

    course.world.wind_on(days=92)
    open_review(pair)
    write_part(pair, dana, LATER_HERS)
    hand_over(pair, dana, "Sign your part")
    for at in (rex, dana):
        at.open(pair.paths["review"])
        assert LATER_HERS in at.words
        at.follow("What was agreed", within=main(at).locator("aside"))
        assert main(at).inner_text().index(LATER_HERS) < main(at).inner_text().index(DIFFERS)
        assert HERS in at.words

    course.world.stage("over", client="rex", engagement=pair.engagement)
    for at in (rex, dana):
        at.open(first)
        assert DIFFERS in at.words
    assert_on_timelines(pair)
    course.assert_readers([first], rex=200, dana=200, mo=404, otto=404, ada=404, erin=404)


def assert_on_timelines(pair: Pair) -> None:
    """That it is seen differently, and none of the words."""
    seen: list[tuple[Visitor, str]] = [
        (pair.client, "/timeline/"),
        (pair.dana, f"/people/{pair.engagement}/timeline/"),
    ]
    for at, path in seen:
        at.open(path)
        assert "Seen differently from what the other wrote." in at.words
        assert DIFFERS not in at.words


def test_the_client_could_not_answer_and_is_asked_again(course: Course) -> None:
    """Why, and when again; nothing that was typed is lost on the way, and the part is joined late."""
    pair = at_work(course, "ned", "Ned Farrow", size=PHONE)
    ned, dana = pair.client, pair.dana
    review = open_review(pair)
    write_part(pair, dana, HERS)
    hand_over(pair, dana, "Sign your part")
    dana.follow(f"{pair.short} could not answer")
    dana.page.locator("#id_why").fill(WHY)
    dana.page.locator("#id_again_on").fill(pair.day(0))
    dana.press("Let it stand with one part")
    assert "Nothing was saved yet. What you typed is still here." in dana.words
    assert "Enter a day after today." in dana.words
    assert dana.page.locator("#id_why").input_value() == WHY
    dana.page.locator("#id_again_on").fill(pair.day(14))
    dana.press("Let it stand with one part")
    ned.open(review)
    assert WHY in ned.words
    assert "You could not answer. Asked again on" in ned.words
    course.world.wind_on(days=15)
    ned.open("/you/")
    assert ned.page.locator(f"main a[href='{review}']").count() == 1  # asked again
    write_part(pair, ned, LATE_PART)
    hand_over(pair, ned, "Sign your part")
    dana.open(review)
    assert LATE_PART in dana.words
    assert "Both signed" in dana.words
