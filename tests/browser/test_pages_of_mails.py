"""The pages about mails and the calendar's address, looked at in every way."""

from collections.abc import Callable

from tests.browser.sweeping import look, of_client, sweep
from tests.browser.visitor import Visitor
from tests.browser.world import World


def test_pages_of_mails_and_calendar(arrive: Callable[..., Visitor], demo_world: World) -> None:
    graham = arrive("Graham Tillotson")
    sweep(graham, "/mails/")
    graham.page.get_by_role("checkbox", name="7 days before").uncheck()
    graham.fill("Not before", "07:00")
    graham.press("Save")
    look(graham)
    graham.press("Stop mails about times")
    look(graham)
    graham.press("Start them again")
    sweep(graham, "/calendar/address/")
    graham.press("Make an address")
    look(graham)

    stranger = arrive()
    sweep(stranger, "/mails/stop/nothing/")
    stranger.page.get_by_role("button", name="Stop these mails").click()
    look(stranger)

    voss = arrive("Dr Amara Voss")
    engagement = of_client(demo_world, "graham.tillotson@example.org")
    for path in (f"/people/{engagement}/mails/", "/calendar/address/", "/settings/"):
        sweep(voss, path)
