"""Every page of the course of the work, looked at in both sizes, light and dark.

First as the demonstration has it: commitments, reviews, what ran off course, the picture. Then with
Ines, who joins here and with whom all the rest comes about, from the first talk to a follow-up: the
pages after these show the others as they were.
"""

import datetime
import hashlib
import re
from collections.abc import Callable

from tests.browser.acts import Person, join, sign_in
from tests.browser.sharing_acts import main
from tests.browser.sweeping import ids, look, of_client, show_again_who_is_there, sweep
from tests.browser.test_pages_of_sharing import GRAHAM, RENEE, newest
from tests.browser.visitor import Visitor
from tests.browser.world import World

Come = Callable[..., Visitor]
INES = Person("Ines Holm", "ines.holm@example.org", "amber-window-left-open")
VOSS = "Dr Amara Voss"


def day(days: int) -> str:
    return (datetime.datetime.now(tz=datetime.UTC).date() + datetime.timedelta(days)).isoformat()


def ines(arrive: Come) -> Visitor:
    at = arrive()
    sign_in(at, person=INES)
    return at


def write(at: Visitor, text: str) -> str:
    """On the first page of something written by prompts: writes, looks it over. Gives its address."""
    look(at)
    at.page.locator("main textarea[name=text]").fill(text)
    at.press("Save and go on")
    draft = f"/writing/{at.path.split('/')[2]}/"
    sweep(at, draft)
    return draft


def sign(at: Visitor, button: str) -> None:
    at.press(button)
    look(at)


# --- as the demonstration has it ------------------------------------------------------------------


def test_pages_of_commitments(arrive: Come, demo_world: World) -> None:
    engagement = of_client(demo_world, RENEE)
    of = f"/commitments/of/{engagement}/"
    goal = newest(demo_world, "goal", engagement)
    one = f"/commitments/{newest(demo_world, 'commitment', engagement)}/"
    for name in (VOSS, "Renee Castellan"):
        at = arrive(name)
        for path in (
            of, f"{of}new/", f"{of}goal/", f"/commitments/goals/{goal}/", one, f"{one}answer/",
            f"{one}later/", f"{one}change/", f"{one}let-go/",
        ):  # fmt: skip
            sweep(at, path)
        for path, button in ((f"{of}new/", "Propose it"), (f"{one}answer/", "Answer")):
            at.open(path)
            at.press(button, within=main(at))  # empty
            look(at)


def test_pages_of_reviews(arrive: Come, demo_world: World) -> None:
    for email, client in ((GRAHAM, "Graham Tillotson"), (RENEE, "Renee Castellan")):
        engagement = of_client(demo_world, email)
        review = newest(demo_world, "progressreview", engagement)
        for name in (VOSS, client):
            at = arrive(name)
            for path in (
                f"/review/of/{engagement}/", f"/review/{review}/",
                f"/review/of/{engagement}/then/fit/",
            ):  # fmt: skip
                sweep(at, path)
    at.open(f"/review/{review}/")
    at.press("Add this", within=main(at))  # empty
    look(at)


def test_pages_of_what_ran_off_course(arrive: Come, demo_world: World) -> None:
    engagement = of_client(demo_world, RENEE)
    concern = newest(demo_world, "concern", engagement)
    for name in (VOSS, "Renee Castellan"):
        at = arrive(name)
        for path in (f"/matters/of/{engagement}/", f"/matters/{concern}/"):
            sweep(at, path)
        at.press("Add this")  # empty
        look(at)


def test_pages_of_the_picture(arrive: Come, demo_world: World) -> None:
    voss = arrive(VOSS)
    for email, client in ((GRAHAM, "Graham Tillotson"), (RENEE, "Renee Castellan")):
        sweep(voss, f"/people/{of_client(demo_world, email)}/timeline/course/")
        at = arrive(client)
        sweep(at, "/timeline/course/")
        at.page.get_by_text("Show these dates as a table").click()
        look(at)


# --- as it comes about with Ines ------------------------------------------------------------------


def test_pages_of_a_first_talk(arrive: Come, demo_world: World) -> None:
    membership = invite_ines(arrive, demo_world)
    voss, client = arrive(VOSS), ines(arrive)
    sweep(voss, f"/people/talk/{membership}/")
    voss.press("Open the conversation")  # empty
    look(voss)
    voss.fill("Name, as the client wants to be called", INES.name)
    voss.press("Open the conversation")
    look(voss)
    talk = voss.path
    for path in ("/you/", talk, f"{talk}no/"):
        sweep(client, path)
    client.open("/limits/")
    client.press("I have read this")
    for path in (f"{talk}no/", f"/people/{of_client(demo_world, INES.email)}/"):
        sweep(voss, path)
    voss.open(talk)
    voss.press("Write down a conversation")
    write(voss, "She wants to say it without softening, and does not know yet how.")
    sign(voss, "Sign this account")
    sweep(client, talk)


def test_pages_of_an_offer(arrive: Come, demo_world: World) -> None:
    voss, client = arrive(VOSS), ines(arrive)
    offer = f"/people/{of_client(demo_world, INES.email)}/agreement/"
    sweep(voss, offer)
    voss.press("Look it over")  # empty
    look(voss)
    page = voss.page
    page.get_by_role("radio", name="Return to work").check()
    page.get_by_role("checkbox", name="Listening").check()
    page.locator("#id_working_on").fill("Saying it plainly")
    page.locator("#id_accountability").fill("A written warning.\nA talk with the director.")
    page.locator("#id_often_1").select_option("weeks-1")
    page.locator("#id_on_1").select_option("weekday-2")
    page.locator("#id_starts_on_1").fill(day(3))
    page.locator("#id_wall_time").fill("09:30")
    voss.press("Look it over")  # without the employer's part
    look(voss)
    page.locator("#id_contact").fill("Mara Oldham, team lead")
    page.locator("#id_organization").fill("Harrow & Vale")
    page.locator("#id_address").fill("mara.oldham@example.org")
    page.locator("#id_refusal_words").fill("Without it she does not come back to the team.")
    page.locator("#id_voluntariness").fill("She says that she would have come anyway.")
    page.locator("#id_advice_offered_on").fill(day(-2))
    page.get_by_role("checkbox", name="After 3 months").check()
    voss.press("Look it over")
    look(voss)
    voss.press("Change it")
    assert "A talk with the director." in page.locator("#id_accountability").input_value()
    voss.press("Look it over")
    voss.press("Sign and offer it")
    look(voss)
    agreement = voss.path
    sweep(client, agreement)
    # The time to think is over: offered two days ago, as the signatures say too.
    demo_world.wind_on(hours=50)
    sweep(client, agreement)
    client.press("Sign this agreement")
    sweep(client, agreement)
    voss.open(offer)
    page.locator("#id_working_on").fill("Saying it plainly, the first time")
    voss.press("Look it over")  # what would change
    look(voss)


def test_pages_of_telling(arrive: Come, demo_world: World) -> None:
    voss, client = arrive(VOSS), ines(arrive)
    engagement = of_client(demo_world, INES.email)
    sweep(client, f"/matters/of/{engagement}/")
    client.press("Something happened")
    write(client, "I raised my voice at the handover.")
    sign(client, "Tell this")
    told = f"/matters/{newest(demo_world, 'concern', engagement)}/"
    for at in (voss, client):
        sweep(at, told)
    voss.open(f"/matters/of/{engagement}/")
    voss.press("Note it")
    write(voss, "The team lead rang and said that the handover had been loud.")
    sign(voss, "Sign this note")
    noted = f"/matters/{newest(demo_world, 'concern', engagement)}/"
    sweep(client, noted)
    sweep(voss, f"{noted}in-error/")

    outside = f"/outside/of/{engagement}/"
    for at in (voss, client):
        sweep(at, outside)
    sweep(voss, f"{outside}new/")
    voss.press("Sign this record")  # empty
    look(voss)
    voss.page.get_by_role("radio").first.check()
    voss.page.get_by_role("radio", name=re.compile("Nobody|not")).last.check()
    voss.page.locator("#id_facts").fill("She said that she would go there. She then did not.")
    voss.page.locator("#id_decision").fill("There was no danger any more, and she asked for help.")
    voss.press("Sign this record")
    look(voss)
    record = voss.path
    for path in (record, outside):
        sweep(client, path)
    sweep(voss, outside)


def test_pages_of_a_review_that_is_written(arrive: Come, demo_world: World) -> None:
    voss, client = arrive(VOSS), ines(arrive)
    engagement = of_client(demo_world, INES.email)
    for at in (voss, client):
        sweep(at, f"/review/of/{engagement}/")
    voss.open(f"/review/of/{engagement}/")
    voss.press("Open a review")
    look(voss)
    review = voss.path
    sweep(client, review)
    voss.press("Write your part")
    draft = write(voss, "To say it plainly, and to stay in the room when somebody answers.")
    sweep(voss, f"/review/part/{draft.split('/')[2]}/rests/")
    voss.page.locator("main summary").first.click()
    look(voss)
    voss.open(draft)
    sign(voss, "Sign your part")
    sweep(client, review)
    sweep(voss, f"{review}alone/")
    voss.press("Let it stand with one part")  # empty
    look(voss)
    client.open(review)
    client.press("Write your part")
    write(client, "To say it plainly. I do not stay in the room yet.")
    sign(client, "Sign your part")
    for at in (voss, client):
        sweep(at, review)


def test_pages_of_the_end(arrive: Come, demo_world: World) -> None:
    voss, client = arrive(VOSS), ines(arrive)
    engagement = of_client(demo_world, INES.email)
    after = f"/after/{engagement}/"
    for at in (voss, client):
        sweep(at, f"/ending/{engagement}/")
    voss.open(f"/ending/{engagement}/")
    voss.press("End the work")  # empty
    look(voss)
    voss.page.get_by_role("radio").first.check()
    voss.press("End the work")
    look(voss)
    for path in ("/you/", after):
        sweep(client, path)
    voss.open(after)
    voss.press("Write the closing summary")
    write(voss, "We worked on saying it plainly. Staying in the room is still hard.")
    sweep(voss, after)
    voss.follow("Go on with it")
    voss.open(f"/writing/{voss.path.split('/')[2]}/")
    sign(voss, "Sign the closing summary")
    sweep(client, after)
    client.page.locator("main textarea[name=text]").fill(
        "I am glad that it is over, and that I came."
    )
    client.press("Add this")
    look(client)
    for at in (voss, client):
        sweep(at, f"{after}copy/")

    later = f"/later/{newest(demo_world, 'followup', engagement)}/"
    for at in (voss, client):
        sweep(at, later)
    demo_world.wind_on(days=91)
    for at in (voss, client):
        at.close()
    voss, client = arrive(VOSS), ines(arrive)
    sweep(client, later)
    client.press("Yes, I want this one")
    look(client)
    sweep(voss, later)
    voss.press("It was held")
    look(voss)
    voss.press("Write down what was said")
    write(voss, "She has told two colleagues herself what she did.")
    sign(voss, "Sign this account")
    for at in (voss, client):
        sweep(at, later)
        sweep(at, after)
    demo_world.move_clock(datetime.timedelta())


def invite_ines(arrive: Come, world: World) -> str:
    """She is invited and joins. Gives the id of her membership."""
    june, at = arrive("June Adeyemi"), arrive()
    show_again_who_is_there(june, "june")
    june.open("/practice/people/invite/")
    june.page.get_by_role("radio", name="Client", exact=True).check()
    june.fill("E-mail address", INES.email)
    june.page.locator("#id_clinician").select_option(label=VOSS)
    june.press("Send the invitation")
    token = "the-link-of-ines"
    world.ask(
        "update accounts_invitation set token_hash = %s where email = %s",
        (hashlib.sha256(token.encode()).digest(), INES.email),
    )
    join(at, person=INES, link=f"/join/{token}/")
    return str(
        ids(
            world,
            "select m.id from accounts_membership m join accounts_user u on u.id = m.user_id"
            f" where u.email = '{INES.email}'",
        )[0]
    )
