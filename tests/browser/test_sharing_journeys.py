"""What else can become of a report: corrected, declined, kept, narrowed, expired.

Each journey sets its stage through the acts and clicks its own step. A refusal always follows a
reading that succeeded.
"""

import re

from tests.browser.sharing_acts import (
    ABSENT,
    acknowledge,
    choose_parts,
    confirm,
    fetch,
    fill_section,
    main,
    panel,
    sign_here,
)
from tests.browser.sharing_world import Sharing, document

WRONG = "The second of our talks was held at the office, not by phone."
ANSWER = "You are right. The next version says so."
CORRECTED = "A no is still hard to hear, also in the talk that was held at the office."
DECLINED = "The part about what was seen rests on telling alone. I cannot sign that."
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
    choose_parts(eli)
    assert CORRECTED in eli.words
    confirm(eli, sharing.people["eli"])
    eli.press("Release these words")
    assert "Released." in eli.words

    assert [fetch(erin, document(told) + piece)[0] for piece in PIECES] == [404, 404]
    newer = sharing.world.ask("select id from reviews_release where report_id = %s", (version,))
    corrected = {"release": str(newer[0][0])}
    acknowledge(erin, document(corrected))
    assert CORRECTED in erin.words
    erin.open("/documents/")
    listed = main(erin).locator("a").evaluate_all("(all) => all.map((a) => a.pathname)")
    assert document(corrected) in listed
    assert document(told) not in listed


def test_a_colleague_declines_and_the_version_never_goes_out(sharing: Sharing) -> None:
    told = sharing.world.stage("signed", engagement=sharing.engagement, ask=True)
    dana, mo = sharing.at("dana"), sharing.at("mo")
    eli, erin = sharing.at("eli"), sharing.at("erin")
    before = documents_of(erin)

    mo.open("/today/")
    mo.follow(re.compile("asks you to read a text"), within=main(mo))
    assert told["asked"] in mo.path
    mo.page.get_by_role("radio", name="I do not put my name to it").check()
    confirm(mo, sharing.people["mo"])
    mo.press("Send this answer")  # without a reason
    assert mo.path.startswith("/second-reading/")
    assert mo.page.locator(".field-error").count() > 0
    mo.fill("Your remark", DECLINED)
    confirm(mo, sharing.people["mo"])
    mo.press("Send this answer")
    assert mo.path == "/today/"
    assert fetch(mo, f"/second-reading/{told['asked']}/")[0] == 404

    eli.open("/sharing/")
    assert DECLINED not in eli.words  # not before the author has passed it on
    dana.open("/today/")
    dana.follow(re.compile("did not sign"), within=main(dana))
    assert DECLINED in dana.words
    dana.press("Let the client read it")
    assert "can read this answer." in dana.words

    eli.open("/sharing/")
    assert DECLINED in eli.words
    eli.open("/timeline/")
    assert re.search("Dr Mo Lindgren did not", eli.words)
    permission = sharing.first["permission"]
    places = ("", "decide/", f"as/{permission}/", f"as/{permission}/pdf/", "words/", "keep/")
    for text, status in ((sharing.first["report"], 200), (told["report"], 404)):
        part = "?part=takes_part"
        found = {place: fetch(eli, f"/texts/{text}/{place}{part}")[0] for place in places}
        assert set(found.values()) == {status}, found
    assert sharing.can_open(erin)
    assert documents_of(erin) == before


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


def test_narrowed_a_release_that_holds_more_dies_and_a_smaller_one_lives(sharing: Sharing) -> None:
    told = sharing.live()
    eli, erin = sharing.at("eli"), sharing.at("erin")
    acknowledge(erin, document(told))
    sharing.file_is_made(told)
    assert [fetch(erin, document(told) + piece)[0] for piece in PIECES] == [200, 200]
    themes = "We worked on listening"
    assert themes in erin.words

    eli.open(f"/sharing/{told['permission']}/")
    eli.follow("Narrow")
    for part in ("themes", "summary", "boundaries"):
        eli.page.locator(f"input[name=parts][value={part}]").uncheck()
    confirm(eli, sharing.people["eli"])
    eli.press("Narrow to these")
    assert "What held another part can no longer be opened." in eli.words

    assert [fetch(erin, document(told) + piece)[0] for piece in PIECES] == [404, 404]
    eli.open(f"/texts/{told['report']}/as/{told['permission']}/")
    assert eli.page.locator("input[name=part][value=themes]").is_disabled()
    choose_parts(eli)
    assert themes not in main(eli).locator("article.sheet").inner_text()
    confirm(eli, sharing.people["eli"])
    eli.press("Release these words")
    assert "Released." in eli.words
    newest = sharing.world.ask(
        "select id from reviews_release where permission_id = %s order by created_at desc limit 1",
        (told["permission"],),
    )
    smaller = {"release": str(newest[0][0])}
    acknowledge(erin, document(smaller))
    assert themes not in erin.words
    assert "What was agreed, and how it stands" in erin.words


def test_after_its_last_day_it_can_no_longer_be_opened(sharing: Sharing) -> None:
    told = sharing.live(days=2)
    eli, erin = sharing.at("eli"), sharing.at("erin")
    acknowledge(erin, document(told))
    sharing.file_is_made(told)
    api = document(told).replace("/documents/", "/api/v1/shared/")
    places = [*(document(told) + piece for piece in PIECES), api, f"{api}file/"]
    assert [fetch(erin, place)[0] for place in places] == [200] * 4
    sharing.world.wind_on(days=3)
    assert [fetch(erin, place)[0] for place in places] == [404] * 4
    erin.open(document(told), status=404)
    assert ABSENT in erin.words
    assert sharing.can_open(erin)  # the other one lasts longer
    eli.open(f"/sharing/{told['permission']}/")
    assert "Its last day was" in eli.words
    assert panel(eli, "What was released").get_by_text("Closed").count() == 1


def documents_of(erin) -> list[str]:  # type: ignore[no-untyped-def]
    """What Erin's list leads to."""
    erin.open("/documents/")
    links: list[str] = main(erin).locator("a").evaluate_all("(all) => all.map((a) => a.pathname)")
    return sorted(links)
