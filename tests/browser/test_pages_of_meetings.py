"""Every page about times, looked at in both sizes, light and dark."""

import datetime
from collections.abc import Callable

from tests.browser.sweeping import look, of_client, sweep
from tests.browser.test_pages_of_sharing import RENEE, newest
from tests.browser.visitor import Visitor
from tests.browser.world import World

Come = Callable[..., Visitor]


def test_pages_of_times(arrive: Come, demo_world: World) -> None:
    voss, renee = arrive("Dr Amara Voss"), arrive("Renee Castellan")
    engagement = of_client(demo_world, RENEE)
    ahead = newest(demo_world, "checkin", engagement, "scheduled")
    talked = newest(demo_world, "checkin", engagement, "discussed")
    of = f"/times/of/{engagement}/"
    for at in (voss, renee):
        for path in (f"/times/{ahead}/", f"/times/{talked}/", of, f"{of}rhythm/"):
            sweep(at, path)
    for path in (f"/times/{ahead}/settle/", f"{of}add/"):
        sweep(voss, path)

    monday = datetime.datetime.now(tz=datetime.UTC).date() + datetime.timedelta(weeks=30)
    monday += datetime.timedelta(days=-monday.weekday() % 7)
    sweep(renee, f"/times/{ahead}/other/")
    renee.press("Ask for this time")  # nothing chosen
    look(renee)
    renee.page.locator("#id_on_date").fill(monday.isoformat())
    renee.page.locator("#id_words").fill("The trains do not run that week.")
    renee.press("Ask for this time")
    look(renee)
    sweep(voss, f"/times/{ahead}/")
    sweep(voss, "/today/")
    voss.open(f"/times/{ahead}/")
    voss.press("Take this time")
    look(voss)
    sweep(renee, f"/times/{ahead}/")

    renee.open(f"{of}rhythm/")
    renee.page.locator("#id_starts_on_1").fill(monday.isoformat())
    renee.press("Show the first times")
    look(renee)
    renee.press("Propose this rhythm")
    look(renee)
    sweep(voss, of)
    renee.open(of)
    renee.press("Pause check-ins")
    look(renee)
    sweep(renee, "/you/")
    sweep(renee, f"/times/{talked}/")
    renee.open(of)
    renee.press("Resume now")
