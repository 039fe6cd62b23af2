"""Whatever is typed about the work stays words: nothing runs, and every sign is shown as it is."""

from tests.browser.hostile import IN_A_LOG, TOLD_OUTSIDE, attack
from tests.browser.sharing_acts import acknowledge, fetch, main
from tests.browser.sharing_world import WAIT_HOURS, Sharing, document
from tests.browser.visitor import DESK, PHONE, Visitor
from tests.sharing_story import ABOUT, TEXTS
from tests.tracker.pdf.reading import letters, words

REPLY = ("accept", "differently", "explain")
REPORT = (*TEXTS, *ABOUT)
SIGNERS = ("role", "licence")  # of what is about the author, a reader finds these


def test_attacks_in_every_text_are_shown_and_never_run(sharing: Sharing) -> None:
    world = sharing.world
    told = world.stage("hostile", engagement=sharing.engagement)
    dana, eli, mo, erin = (sharing.at(name) for name in ("dana", "eli", "mo", "erin"))
    shows(mo, f"/second-reading/{told['asked']}/", *REPORT)
    told |= world.stage("hostile_on", report=told["report"], asked=told["asked"])
    report, permission, release = (told[name] for name in ("report", "permission", "release"))

    for at in (dana, eli):
        shows(at, f"/talks/{told['session']}/", *IN_A_LOG, "agreed", "addendum", "reason")
        shows(at, f"/answers/{told['feedback']}/", "feedback", *REPLY)
        shows(at, f"/commitments/{told['commitment']}/", "agreed", "step")
        shows(at, f"/commitments/of/{sharing.engagement}/", "agreed")
        shows(at, f"/texts/{report}/", *REPORT, "agreed", "remark", "correction", "answer")
        shows(at, f"/sharing/copies/{release}/", *TEXTS, *SIGNERS, "statement", "purpose")
        shows(at, f"/outside/{told['told']}/", *TOLD_OUTSIDE)
        shows(at, f"/outside/of/{sharing.engagement}/")
    person = f"/people/{sharing.engagement}/"
    shows(dana, person, "agreed")
    shows(dana, f"{person}timeline/")
    shows(dana, f"{person}private/", "note")
    shows(dana, f"{person}sharing/", "role", "organization", "purpose")
    shows(dana, "/today/")
    for path in ("/you/", "/timeline/", "/looked/"):
        shows(eli, path)
    shows(eli, "/sharing/", "role", "organization", "purpose")
    typed = ("role", "organization", "description", "purpose", "event", "refusal", "signed_name")
    shows(eli, f"/sharing/{permission}/", *typed)
    shows(eli, f"/sharing/{permission}/fewer/")
    shows(eli, f"/sharing/{permission}/withdraw/")
    shows(eli, f"/texts/{report}/decide/", "statement", "correction", "answer")
    shows(eli, f"/texts/{report}/facts/", "correction", "answer")
    shows(eli, f"/texts/{report}/words/", "statement")
    parts = "&".join(f"part={part}" for part in ("takes_part", "commitments"))
    preview = f"/texts/{report}/as/{permission}/"
    shows(eli, f"{preview}?{parts}", "agreed", "statement", "purpose")

    world.wind_on(hours=WAIT_HOURS)  # by another name Erin is another reader
    acknowledge(erin, document(told))
    shows(erin, document(told), *TEXTS, *SIGNERS, "agreed", "statement", "purpose")
    shows(erin, "/documents/")
    sharing.file_is_made(told)
    status, pdf = fetch(erin, f"{document(told)}file/")
    assert status == 200
    paper = letters(words(pdf))
    for place in (*TEXTS, *SIGNERS, "agreed", "statement", "purpose"):
        assert letters(attack(place)) in paper, place
    is_it_genuine(erin)
    assert not [p for at in (dana, eli, mo, erin) for p in at.problems]


def is_it_genuine(at: Visitor) -> None:
    """The page that anybody may ask shows a wrong code again as it was typed, and runs nothing."""
    at.page.goto(f"{at.url}/check/")
    field = main(at).locator("input[name=code]")
    field.evaluate("(one) => one.removeAttribute('maxlength')")
    field.fill(attack("code"))
    field.press("Enter")
    at.page.locator("[aria-invalid=true]").wait_for()
    assert main(at).locator("input[name=code]").input_value() == attack("code")
    assert at.page.locator("img[src=x], main script, main style").count() == 0


def shows(at: Visitor, path: str, *places: str) -> None:
    """The page holds each of these attacks to the letter, and nothing of them became part of it."""
    holds(at, path, *map(attack, places))


def holds(at: Visitor, path: str, *texts: str) -> None:
    """The same of any texts.

    A dialog, or a script or address the content policy stopped, is a problem of the visitor.
    """
    answer = at.page.goto(at.url + path)
    assert answer is not None
    assert answer.status == 200, path
    for size in (PHONE, DESK):
        at.page.set_viewport_size(size)  # type: ignore[arg-type]
        at.measure()
    at.look_at_device()
    shown: str = main(at).evaluate(
        "(one) => [one.textContent, ...[...one.querySelectorAll('textarea, input')]"
        ".map((field) => field.value)].join('\\n')"
    )
    missing = [text for text in texts if text not in shown]
    assert not missing, f"{path} does not show {missing}"
    planted = at.page.locator("img[src=x], main script, main style").count()
    assert planted == 0, f"{path} took markup for its own"
