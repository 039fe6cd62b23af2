"""Scripted runs of typing while something breaks: a few in every check, fifty in `./run faults`.

`./run faults tests/browser/test_typing_runs.py` prints a line for each run; TYPING_SEED and
TYPING_RUNS choose others.
"""

import os
import random
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.test_words_survive import sign_in_as
from tests.browser.typing_runs import GENTLE, ROUGH, Run, Stage, Troubles
from tests.browser.visitor import DESK
from tests.browser.world import World

VICTOR, VOSS = "Victor Lindqvist", "Dr Amara Voss"


def stages(browser: Browser, world: World, rng: random.Random) -> list[Callable[[], Stage]]:
    """A reflection of the client's, and a form of the clinician's, each empty."""

    def stage(who: str, path: Callable[[Page], str], box: str) -> Stage:
        context = browser.new_context(viewport=DESK, locale="en-US")  # type: ignore[arg-type]

        def sign_in(page: Page) -> None:
            sign_in_as(page, world.url, who)

        page = context.new_page()
        sign_in(page)
        found = path(page)
        page.close()
        return Stage(world, context, found, box, sign_in, rng)

    def reflection() -> Stage:
        world.ask("delete from reviews_answer where entry_id in (select id from reviews_entry"
                  " where state = 'draft')")  # fmt: skip
        world.ask("delete from reviews_entry where state = 'draft'")

        def begin(page: Page) -> str:
            page.goto(world.url + "/you/")
            page.get_by_role("button", name="Begin to write").click()
            page.wait_for_url("**/writing/*/1/")
            return page.url.removeprefix(world.url)

        return stage(VICTOR, begin, "textarea[name=text]")

    def log() -> Stage:
        world.ask("delete from reviews_unsenttext")
        work = world.ask(
            "select e.id from reviews_engagement e join accounts_user u on u.id = e.client_id"
            " where u.email = 'renee.castellan@example.org'"
        )[0][0]
        return stage(VOSS, lambda page: f"/people/{work}/private/", "textarea[name=text]")

    return [reflection, log]


def type_through(  # noqa: PLR0913 - what makes a series
    browser: Browser, world: World, troubles: Troubles, *, runs: int, seed: int
) -> list[Run]:
    rng = random.Random(seed)  # noqa: S311 - a run that can be had again
    names = list(troubles)
    done = []
    for number in range(runs):
        make = stages(browser, world, rng)[number % 2]
        stage = make()
        name = names[number // 2 % len(names)]
        try:
            run = stage.run(name, troubles[name])
        finally:
            stage.context.close()
        print(f"run {number + 1}: {name}, {len(run.typed.split())} words, {run.faults() or 'kept'}")  # noqa: T201
        done.append(run)
    return done


def test_a_few_runs_lose_nothing(chromium: Browser, demo_world: World) -> None:
    some = {name: GENTLE[name] for name in ("cut", "other_tab")}
    runs = type_through(chromium, demo_world, some, runs=4, seed=20260601)

    assert [fault for run in runs for fault in run.faults()] == []
    assert any(run.other for run in runs)


@pytest.mark.faults
def test_fifty_runs_lose_no_more_than_the_last_seconds(
    chromium: Browser, demo_world: World
) -> None:
    seed = int(os.environ.get("TYPING_SEED", "1"))
    wanted = int(os.environ.get("TYPING_RUNS", "50"))
    runs = type_through(chromium, demo_world, {**GENTLE, **ROUGH}, runs=wanted, seed=seed)

    faults = [fault for run in runs for fault in run.faults()]
    lost = sum("lost" in fault for fault in faults)
    older = sum("older" in fault for fault in faults)
    print(f"typing: runs={len(runs)} seed={seed} lost={lost} older_over_newer={older}")  # noqa: T201
    assert faults == []


def test_a_planted_loss_is_seen() -> None:
    typed = "w1 w2 w3 w4"
    kept = Run("cut", typed, "w1 w2", ["w1 w2 w3"], "w1")
    assert kept.faults() == []
    assert Run("cut", typed, "w1 w2", ["w1"], "w1").faults() == [
        "cut: lost: 'w1' where 'w1 w2' was typed"
    ]
    assert Run("cut", typed, "w1", ["w1"], "w1 w2").faults() == [
        "cut: older over newer: 'w1' after 'w1 w2'"
    ]
    both = Run("other_tab", typed, "w1", ["Other 7.", "w1 w2"], "", other="Other 7.")
    assert both.faults() == []
    assert Run("other_tab", typed, "w1", ["w1 w2"], "", other="Other 7.").faults() == [
        "other_tab: the other tab's text is gone: ['w1 w2']"
    ]
