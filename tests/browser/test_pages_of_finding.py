"""The pages that find, ask and ring, and what one has begun, looked at in every way."""

from collections.abc import Callable

from tests.browser.sweeping import look, of_client, sweep
from tests.browser.test_pages_of_sharing import GRAHAM, RENEE, newest
from tests.browser.visitor import Visitor
from tests.browser.world import World

Come = Callable[..., Visitor]


def test_pages_that_find(arrive: Come, demo_world: World) -> None:
    voss, renee = arrive("Dr Amara Voss"), arrive("Renee Castellan")
    find = f"/people/{of_client(demo_world, RENEE)}/find/"
    for at, path in ((renee, "/find/"), (voss, find)):
        sweep(at, path)
        for words in ("", "asked", "zeppelin"):
            at.open(path)
            at.page.locator("#id_words").fill(words)
            at.press("Find")
            look(at)
    sweep(voss, "/people/find/")
    for name in ("ren", "zeppelin"):
        voss.open("/people/find/")
        voss.page.locator("#id_name").fill(name)
        voss.press("Find")
        look(voss)
    sweep(voss, "/calendar/")
    sweep(renee, "/signed-in/")


def test_pages_about_what_is_asked(arrive: Come, demo_world: World) -> None:
    voss = arrive("Dr Amara Voss")
    sweep(voss, "/questions/")
    sweep(voss, "/questions/listening/")
    voss.press("Look them over")
    look(voss)
    voss.page.locator("#id_questions").fill("")
    voss.press("Look them over")
    look(voss)
    ahead = newest(demo_world, "checkin", of_client(demo_world, RENEE), "scheduled")
    sweep(voss, f"/times/{ahead}/prepare/")
    voss.press("Look it over")
    look(voss)


def test_pages_for_a_word_in_between(arrive: Come, demo_world: World) -> None:
    voss, graham = arrive("Dr Amara Voss"), arrive("Graham Tillotson")
    checkin = newest(demo_world, "checkin", of_client(demo_world, GRAHAM))
    for at in (graham, voss):
        sweep(at, f"/times/{checkin}/messages/")
    graham.press("Send")  # empty
    look(graham)
    graham.page.locator("main textarea").fill("I would like to speak about the meeting.")
    graham.press("Send")
    for at in (graham, voss):
        sweep(at, f"/times/{checkin}/messages/")
    sweep(graham, "/ring/")
    if "I do not need it any more" in graham.words:
        graham.press("I do not need it any more")
        sweep(graham, "/ring/")
    graham.press("Please ring me")
    look(graham)
    sweep(voss, "/today/")


def test_the_page_of_what_was_begun(arrive: Come) -> None:
    voss = arrive("Dr Amara Voss")
    sweep(voss, "/begun/")
    sweep(arrive("Victor Lindqvist"), "/begun/")
