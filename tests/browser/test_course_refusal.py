"""What an employer asks for and a client refuses, and a first talk that ends with a no.

Erin is named as the employer's contact. She reads something else already, so that what she is not
told can be told from a service that tells her nothing at all.
"""

import time

from tests.browser import answers
from tests.browser.course_acts import Offer, Pair, meet, offer, open_talk, sign_account
from tests.browser.course_world import Course
from tests.browser.sharing_acts import ABSENT, confirm, main
from tests.browser.test_course_pathways import EMPLOYER, SO_FAR
from tests.browser.visitor import DESK, PHONE

SAID = "Has been sent, and says that this is not what they want: fernhollow."
WORKING_ON = "Hearing a no the first time, mossgrove"
CHANGED = "Hearing a no the first time, and the second, mossgrove"
NAME = "Ora Whitlock, as I write it"
ELSEWHERE = "Ask at the Lantern house; the desk there answers until six."
PLACES = ("/documents/", "/api/v1/shared/")


def test_a_client_refuses_and_the_employer_learns_nothing(course: Course) -> None:
    """The same answer as for an unknown, no mail, and nothing on the contact's pages."""
    pair = meet(course, "ora", "Ora Whitlock", size=DESK)
    address = course.people["erin"].email
    before, mails = what_erin_sees(course), len(course.postbox.to(address))
    open_talk(pair)
    sign_account(pair, SAID)
    course.ask_for_passwords()
    employer = EMPLOYER | {"advice_offered_on": pair.day(-1)}
    terms = Offer("condition_of_employment", WORKING_ON, SO_FAR, employer)
    offer(pair, terms)
    assert what_erin_sees(course) == before
    changed_while_ora_signs(pair, terms)

    ora = pair.client
    ora.open("/you/")
    ora.follow("Read the agreement")
    assert EMPLOYER["refusal_words"] in ora.words
    ora.page.get_by_text("If you do not want this").click()
    ora.press("Decline")
    assert "Declined. Nothing has begun, and nobody asks you why." in ora.words
    pair.dana.open(pair.paths["talk"])
    assert "Nobody is asked why." in pair.dana.words

    course.world.wind_on(days=3)
    nothing_is_left_to_send(course)
    assert len(course.postbox.to(address)) == mails
    assert what_erin_sees(course) == before
    for path in pair.paths.values():
        assert_like_an_unknown(course, path)
    course.assert_readers([pair.paths["agreement"]], ora=200, dana=200, mo=404, otto=404, ada=404)


def changed_while_ora_signs(pair: Pair, terms: Offer) -> None:
    """Ora has the offer open, long enough to sign it, when Dana puts another in its place."""
    dana, ora = pair.dana, pair.client
    pair.course.world.wind_on(hours=25)
    ora.open(pair.paths["agreement"])
    ora.fill("Your name, as you want to be called here", NAME)
    dana.open(pair.paths["agreement"])
    dana.follow("Change the offer")
    dana.page.locator("#id_working_on").fill(CHANGED)
    dana.press("Look it over")
    assert CHANGED in dana.words
    confirm(dana, pair.clinician)
    dana.press("Sign and offer it")
    confirm(ora, pair.person)
    ora.press("Sign this agreement")
    assert "Nothing was signed. The agreement was changed, answered or taken back" in ora.words
    assert NAME in ora.page.content()
    ora.follow("Read it as it is now")
    assert CHANGED in ora.words
    assert "There is time to think" in ora.words  # anew, for what is new
    pair.paths["agreement"] = ora.path


def test_a_first_talk_ends_without_a_label(course: Course) -> None:
    """Dana says no, and where other help is; the client reads it, and nobody else."""
    pair = meet(course, "lea", "Lea Brook", size=PHONE)
    open_talk(pair)
    sign_account(pair, SAID)
    dana, lea = pair.dana, pair.client
    dana.open(pair.paths["talk"])
    dana.follow("This is not the right work now")
    dana.page.locator("#id_referral").fill(ELSEWHERE)
    dana.press("Do not begin")
    assert "Nothing is begun. Nobody outside is told anything." in dana.words
    lea.open("/you/")
    lea.follow("What was said before")
    for said in (ELSEWHERE, "It says nothing about who you are", "Where other help is"):
        assert said in lea.words
    assert "not suitable" not in lea.words.lower()
    lea.open(pair.paths["account"])
    assert SAID in lea.words
    course.assert_readers(list(pair.paths.values()), mo=404, otto=404, ada=404, erin=404)


def what_erin_sees(course: Course) -> dict[str, str]:
    erin = course.walk("erin")
    erin.open("/documents/")
    return {"page": main(erin).inner_text()} | {
        path: answers.bare(erin.context.request.get(erin.url + path).text()) for path in PLACES
    }


def assert_like_an_unknown(course: Course, path: str) -> None:
    """Erin is answered there as at an address of chance, to the letter."""
    erin = course.walk("erin")
    place = f"/documents/{path.split('/')[2]}/"
    for known in (path, place):
        answers.assert_like_an_unknown(erin, known)
    erin.open(place, status=404)
    assert ABSENT in erin.words


def nothing_is_left_to_send(course: Course) -> None:
    waiting = "select count(*) from accounts_notice where state = 'waiting' and due_at <= app.now()"
    course.world.wait_until(lambda: course.world.ask(waiting) == [(0,)], what="the mails")
    time.sleep(0.5)  # the one that is being handed over
