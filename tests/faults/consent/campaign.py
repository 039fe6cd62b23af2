"""The course of one run: compare what is absent, let the rounds race, see that a delay is found."""

import random
import shutil
import time
from contextlib import AbstractContextManager

from tests.faults.consent.absences import FORMS
from tests.faults.consent.comparing import compare
from tests.faults.consent.ground import Ground
from tests.faults.consent.judging import LEAKED
from tests.faults.consent.options import Options
from tests.faults.consent.plants import PLANTS
from tests.faults.consent.race import NARROWED, WITHDRAWN, NotCompleted, run_round
from tests.faults.consent.report import Report
from tests.faults.consent.webs import Webs, webs
from tests.faults.fire.visitor import CUT
from tracker.supervisor.problems import say

SLOW = "withdrawn"  # the kind of absence that a plant is about
BESIDE = ("never", "unknown")  # what a delay is measured against
DELAY = "two_milliseconds"
SAYS_SO_EVERY = 25  # rounds


def run(options: Options, ground: Ground) -> Report:
    """On a ground that nobody has raced on."""
    report, began = Report(options), time.monotonic()
    shutil.rmtree(options.folder, ignore_errors=True)
    options.folder.mkdir(parents=True)
    plant = PLANTS.get(options.plant)
    if plant:
        plant.into_database(ground.world)
    try:
        _compare(options, ground, report)
        if not plant:  # now: a reader who waits until the rounds are over is signed out
            _find_delay(options, ground, report)
        _race(options, ground, report)
    except (NotCompleted, AssertionError, *CUT) as problem:
        report.not_completed = f"{type(problem).__name__}: {problem}"
    report.seconds = time.monotonic() - began
    return report


def _serving(options: Options, ground: Ground) -> AbstractContextManager[Webs]:
    """Both processes, with what is planted into them."""
    in_process = options.plant if options.plant and not PLANTS[options.plant].without else ""
    slow_id = ground.absences.ids[SLOW]
    return webs(ground.world, options.folder, plant=in_process, slow_id=slow_id)


def _compare(options: Options, ground: Ground, report: Report) -> None:
    with _serving(options, ground) as serving:
        report.comparison = compare(
            ground.absences,
            serving.ports,
            blocks=options.requests,
            seed=f"{options.seed} kinds",
            say=say,
        )


def _race(options: Options, ground: Ground, report: Report) -> None:
    chance = random.Random(f"{options.seed} acts")  # noqa: S311 - a seeded run, no secret
    acts = [WITHDRAWN] * options.rounds + [NARROWED] * options.narrowings
    chance.shuffle(acts)
    with _serving(options, ground) as serving:
        for number, act in enumerate(acts):
            if number % SAYS_SO_EVERY == 0:
                leaked = len(report.tally.wrong.get(LEAKED, []))
                say(f"Round {number} of {len(acts)}, leaked {leaked}")
            pair = ground.pairs[number % len(ground.pairs)]
            words = run_round(
                ground.world,
                pair,
                serving.ports,
                act,
                seed=f"{options.seed} {number}",
                tally=report.tally,
            )
            report.words.update(words)
    report.look_into_log(serving.log.read_text(errors="replace"))


def _find_delay(options: Options, ground: Ground, report: Report) -> None:
    """Is the measurement awake? The same, as blunt as it was, with one kind 2 ms slower."""
    say("With one kind of absence 2 ms slower, which has to be found")
    with webs(
        ground.world, options.folder, count=1, plant=DELAY, slow_id=ground.absences.ids[SLOW]
    ) as serving:
        found = compare(
            ground.absences,
            serving.ports,
            blocks=options.requests // len(FORMS),  # as many of a kind as one form had
            seed=f"{options.seed} delay",
            kinds=(SLOW, *BESIDE),
            forms=("page",),
        )
    report.delay = {other: found.between("page", SLOW, other) for other in BESIDE}
