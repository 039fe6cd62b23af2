"""What else can become of a report: corrected, or kept.

Each journey sets its stage through the acts and clicks its own step. A refusal always follows a
reading that succeeded.
"""

import re

from tests.browser.sharing_acts import (
    acknowledge,
    ask_oneself,
    fetch,
    fill_section,
    main,
    newest_release,
    release,
    sign_here,
)
from tests.browser.sharing_world import Sharing, document
from tests.sharing_story import WAIT_HOURS

WRONG = "The second of our talks was held at the office, not by phone."
ANSWER = "You are right. The next version says so."
CORRECTED = "A no is still hard to hear, also in the talk that was held at the office."
PIECES = ("", "file/")


def test_a_correction_is_asked_for_answered_and_takes_the_place(sharing: Sharing) -> None:
    told = sharing.live()
    dana, eli, erin = sharing.at("dana"), sharing.at("eli"), sharing.at("erin")
    acknowledge(erin, document(told))
    sharing.file_is_made(told)
    assert [fetch(erin, document(told) + piece)[0] for piece in PIECES] == [200, 200]

    eli.open(f"/texts/{told['report']}/decide/")
    eli.follow("Ask for a correction")
    eli.press("Send it")  # empty
    assert "Nothing was sent yet" in eli.words
    eli.fill("Which fact is wrong, and what is right?", WRONG)
    eli.press("Send it")
    assert WRONG in eli.words
    assert "Waits for an answer." in eli.words

    dana.open("/today/")
    dana.follow(re.compile("asks you to correct a fact"), within=main(dana))
    assert WRONG in dana.words
    dana.follow("Answer this")
    dana.page.get_by_role("radio", name=re.compile("^I correct it")).check()
    dana.fill("In writing", ANSWER)
    dana.press("Send the answer")
    if "/draft/" not in dana.path:
        dana.press("Begin a new version")
    draft = dana.path
    ask_oneself(dana, draft)
    dana.open(f"{draft}hard/text/")
    fill_section(dana, CORRECTED, ground=False, button="Save and stop here")
    dana.follow("Look it over and sign")
    sign_here(dana, sharing.people["dana"])
    version = dana.path.split("/")[2]
    assert version != told["report"]
    # Until the next version is released, the first goes on being what Erin reads.
    assert fetch(erin, document(told))[0] == 200
    sharing.world.stage("cosigned", report=version)

    eli.open("/you/")
    assert "Your request for a correction was answered" in eli.words
    eli.open(f"/texts/{told['report']}/decide/")
    assert ANSWER in eli.words
    eli.follow("Go to the newer version")
    assert eli.path == f"/texts/{version}/decide/"
    eli.open(f"/texts/{version}/as/{told['permission']}/")
    release(eli, sharing.people["eli"])

    # Until its preview window is over, too.
    assert [fetch(erin, document(told) + piece)[0] for piece in PIECES] == [200, 200]
    sharing.world.wind_on(hours=WAIT_HOURS)
    assert [fetch(erin, document(told) + piece)[0] for piece in PIECES] == [404, 404]
    corrected = newest_release(sharing.world, told["permission"])
    acknowledge(erin, document(corrected))
    assert CORRECTED in erin.words
    erin.open("/documents/")
    listed = main(erin).locator("a").evaluate_all("(all) => all.map((a) => a.pathname)")
    assert document(corrected) in listed
    assert document(told) not in listed


def test_not_to_release_is_a_choice_that_nobody_else_learns_of(sharing: Sharing) -> None:
    told = sharing.world.stage("signed", engagement=sharing.engagement)
    eli, erin = sharing.at("eli"), sharing.at("erin")
    before = documents_of(erin)
    mails = len(sharing.postbox.to(sharing.people["erin"].email))
    eli.open(f"/texts/{told['report']}/decide/")
    eli.follow("Do not release it")
    eli.press("Do not release it")
    assert "You have chosen this. You can choose otherwise at any time." in eli.words
    assert eli.page.get_by_role("link", name=re.compile("Read it exactly as")).count() > 0
    assert sharing.can_open(erin)
    assert documents_of(erin) == before
    assert len(sharing.postbox.to(sharing.people["erin"].email)) == mails


def documents_of(erin) -> list[str]:  # type: ignore[no-untyped-def]
    """What Erin's list leads to."""
    erin.open("/documents/")
    links: list[str] = main(erin).locator("a").evaluate_all("(all) => all.map((a) => a.pathname)")
    return sorted(links)
