"""The one end that nobody chooses: a client has died, and nothing is sent to them any more."""

from tests.browser.course_acts import at_work
from tests.browser.course_world import Course
from tests.browser.sharing_acts import confirm, main
from tests.browser.visitor import DESK


def test_after_a_death_nothing_is_sent_and_nobody_signs_in(course: Course) -> None:
    pair = at_work(course, "ken", "Ken Ames", size=DESK, follow_up_months=[3])
    dana, ken = pair.dana, pair.client
    ken.open("/you/")
    dana.open(f"/people/{pair.engagement}/")
    dana.follow("If this person has died")
    dana.page.locator("#id_typed").fill("has")
    confirm(dana, pair.clinician)
    dana.press("Close the account")
    assert "Nothing was done yet." in dana.words
    dana.page.locator("#id_typed").fill("has died")
    confirm(dana, pair.clinician)
    dana.press("Close the account")
    assert "Noted. Nothing is sent to this person any more." in dana.words
    mails = len(course.postbox.to(pair.person.email))

    dana.open(f"/after/{pair.engagement}/")
    assert "In the words you chose: death." in dana.words
    assert "No follow-up was agreed." in dana.words
    ken.page.goto(ken.url + "/you/")
    assert ken.path.startswith("/sign-in/")
    ken.page.locator("#id_login").fill(pair.person.email)
    ken.page.locator("#id_password").fill(pair.person.password)
    ken.press("Sign in")
    assert ken.path == "/sign-in/closed/"
    course.world.wind_on(days=80)
    dana.open("/today/")
    assert pair.short not in main(dana).inner_text()
    assert len(course.postbox.to(pair.person.email)) == mails
