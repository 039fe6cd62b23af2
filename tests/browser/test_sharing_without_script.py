"""Every step of sharing works in a browser that runs no script."""

import re
from datetime import UTC, datetime, timedelta

from tests.browser.sharing_acts import (
    acknowledge,
    begin_report,
    confirm,
    fetch,
    fill_about,
    fill_permission,
    fill_section,
    main,
    newest_release,
    person_page,
    release,
    sign_here,
    take_back,
)
from tests.browser.sharing_world import Sharing, document
from tests.browser.stage import READER
from tests.sharing_story import ABOUT, TEXTS, WAIT_HOURS

REFUSED = "His insight is 7/10 by now."


def test_written_permitted_released_and_withdrawn_without_script(sharing: Sharing) -> None:
    world = sharing.world
    dana, eli = sharing.at("dana", script=False), sharing.at("eli", script=False)
    erin = sharing.at("erin")
    world.stage("session", engagement=sharing.engagement)

    person_page(dana)
    draft = begin_report(dana)
    dana.follow("Change the period and these lines")
    fill_about(dana, ABOUT)
    dana.follow(re.compile("^Write this.*What the work was about"))
    for kind, text in TEXTS.items():
        last = kind == "boundaries"
        if last:  # before it the page of what an agreement lists, which stays empty here
            assert dana.path.endswith("/concerns/text/")
            fill_section(dana, "", ground=False, button="Save and go on")
        assert dana.path.endswith(f"/{kind}/text/")
        fill_section(dana, f"{text} {REFUSED}", button="Check my wording")
        assert "Must be changed" in dana.words
        fill_section(dana, text, button="Save and see the whole text" if last else "Save and go on")
    assert dana.path == draft
    dana.follow("Look it over and sign")
    sign_here(dana, sharing.people["dana"])
    report = dana.path.split("/")[2]
    world.stage("cosigned", report=report)

    eli.open("/sharing/")
    eli.follow("Permit somebody to read something")
    until = (datetime.now(UTC) + world.ahead + timedelta(days=90)).date()
    fill_permission(eli, reader=READER, purpose="For the talk", until=until, signed="Eli Rask")
    confirm(eli, sharing.people["eli"])
    eli.press("Sign this permission")
    permission = eli.path.split("/")[2]
    eli.open(f"/texts/{report}/as/{permission}/")
    release(eli, sharing.people["eli"])
    world.wind_on(hours=WAIT_HOURS)

    told = newest_release(world, permission)
    acknowledge(erin, document(told))
    assert TEXTS["hard"] in erin.words
    eli.open(f"/sharing/{permission}/")
    eli.follow("Withdraw", within=main(eli))
    take_back(eli, sharing.people["eli"])
    assert fetch(erin, document(told))[0] == 404
    assert sharing.can_open(erin)
