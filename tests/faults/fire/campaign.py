"""The course of one campaign: set the stage, burn, let it come to rest, compare."""

import random
import shutil
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import psycopg

from tests.browser.world import World
from tests.faults.fire import due, entry, stored
from tests.faults.fire.crowd import Crowd
from tests.faults.fire.house import POSTGRES, VALKEY, House, NotCompleted
from tests.faults.fire.kills import Fault, schedule, strike
from tests.faults.fire.ledgers import Due, Struck, compare, missing, twice
from tests.faults.fire.options import Options
from tests.faults.fire.report import Report
from tests.faults.fire.sink import Sink, open_sink
from tests.faults.fire.stage import CLINICIAN, Stage, set_stage
from tests.faults.fire.steps import BEAT, STEPS, WEB, WORKER, Step
from tests.faults.fire.waves import Waves
from tests.faults.machine import Machine, machine
from tracker.supervisor.problems import say

EVERYBODY = (POSTGRES, VALKEY, WEB, WORKER, BEAT)
EARLY, LATE = 0.3, 0.8  # shares of the campaign in which a step has its place
STEP_SECONDS = 120.0  # until a forced step is reached
SLOW_STEP_SECONDS = 15.0  # then more than its share of reminders falls due
QUIET_SECONDS = 4.0  # rest: nothing has moved for this long and two sweeps
LEASE_AND_MORE = timedelta(minutes=6)  # a lease of a killed worker, the first waits of a refusal


@dataclass
class Campaign:
    options: Options
    house: House
    sink: Sink
    stage: Stage
    waves: Waves
    crowd: Crowd
    report: Report
    struck: list[Struck] = field(default_factory=list)

    # --- fire -------------------------------------------------------------------------------------

    def burn(self) -> None:
        """Every fault and every named step, in a seeded order, with new work before each."""
        self.house.start(WEB, WORKER, BEAT)
        self.house.wait_until_ready(*EVERYBODY)
        self.crowd.start()
        cycles = self._cycles()
        say(f"Burning: {len(cycles)} faults")
        until = time.monotonic() + self.options.minutes * 60
        for number, cycle in enumerate(cycles):
            left = len(cycles) - number
            if time.monotonic() > until:
                say(f"Out of time: {left} faults are left out")
                break
            if isinstance(cycle, Fault):
                # Whom it strikes is at work by then; others may still be on their way back.
                self.house.wait_until_ready(POSTGRES, cycle.target)
                self._new_work(left)
                self._random(cycle)
            else:
                # Armed before the work comes that leads there.
                self.house.wait_until_ready(POSTGRES, VALKEY, cycle.process)
                how = entry.CHILD if number % 2 else entry.GROUP
                entry.arm(self.house.folder, cycle.id, how=how)
                self._new_work(left)
                self._forced(cycle, how=how)
            if number % 10 == 9:
                say(f"{number + 1} of {len(cycles)} faults, {self.waves.released} reminders due")

    def _cycles(self) -> list[Fault | Step]:
        faults = schedule(
            seed=self.options.seed,
            kills=self.options.kills,
            longest_freeze=self.options.longest_freeze,
        )
        cycles: list[Fault | Step] = [*faults]
        chance = random.Random(f"steps {self.options.seed}")  # noqa: S311 - a seeded run, no secret
        for step in STEPS:
            if not self.options.takes(step.id):
                continue
            # Not among the last: a submission of the fitting kind has to come by.
            latest = EARLY if step.traffic == "begin" else LATE
            cycles.insert(chance.randint(0, int(len(cycles) * latest)), step)
        return cycles

    def _new_work(self, cycles_left: int) -> None:
        """The share of reminders and submissions that belongs to the next fault."""
        self._release(-(-(self.waves.total - self.waves.released) // cycles_left))
        self.crowd.give_tickets(-(-self.crowd.tickets_left // cycles_left))

    def _release(self, count: int) -> None:
        """A wave; while PostgreSQL recovers from a killed child, again until it is in."""
        deadline = time.monotonic() + 60
        while True:
            try:
                return self.waves.release(count)
            except psycopg.OperationalError as error:
                if time.monotonic() > deadline:
                    raise NotCompleted(f"no wave could be written: {error}") from None
                time.sleep(0.2)

    def _random(self, fault: Fault) -> None:
        time.sleep(fault.after)
        self.struck.append(strike(self.house, fault))
        self.report.kills[fault.name] += 1
        self._start_what_ended()

    def _forced(self, step: Step, *, how: str) -> None:
        """The process that comes to the step next dies there; more work comes until one does."""
        died = self.house.folder / "died" / step.id
        deadline = time.monotonic() + STEP_SECONDS
        while not died.exists():
            if time.monotonic() > deadline:
                self.report.not_reached.append(step.id)
                entry.armed_file(self.house.folder, step.id).unlink(missing_ok=True)
                return
            time.sleep(0.4)
            self.crowd.give_ticket_for(step.traffic)
            if deadline - time.monotonic() < STEP_SECONDS - SLOW_STEP_SECONDS:
                self._release(1)
            self._start_what_ended(but_not=step.process)
        at = died.stat().st_ctime
        self.struck.append(Struck(target=step.process, began=at, ended=at))
        self.report.steps.append(f"{step.id} ({how})")
        time.sleep(0.2)
        self.house.start_if_ended(step.process)

    def _start_what_ended(self, but_not: str = "") -> None:
        """The supervisor's job for what ended without being asked; the report says so."""
        for name in (WEB, WORKER, BEAT):
            if name != but_not and self.house.start_if_ended(name):
                self.report.restarted[name] += 1

    # --- rest -------------------------------------------------------------------------------------

    def rest(self) -> None:
        """Until every writer has been answered and nothing waits in the outbox.

        Leases of killed workers and put-off mails run out by the one clock, which is moved while no
        worker is at work: so none loses a lease that it holds.
        """
        say("Coming to rest")
        self.house.wait_until_ready(*EVERYBODY)
        self._release(self.waves.total)
        self.crowd.give_tickets(self.crowd.tickets_left)
        self._until(self.crowd.is_done, what="the writers")
        while not self._is_empty_once_quiet() and self.report.rounds < self.options.rounds:
            self.report.rounds += 1
            self.house.stop(WORKER, signal.SIGTERM, seconds=60)
            self.house.world.wind_on(seconds=LEASE_AND_MORE.total_seconds())
            self.house.start(WORKER)
            self.house.wait_until_ready(WORKER)

    def _is_empty_once_quiet(self) -> bool:
        seen: tuple[int, ...] = ()
        since = time.monotonic()
        deadline = since + self.options.rest_seconds
        while (
            time.monotonic() < deadline
            and time.monotonic() - since < QUIET_SECONDS + 2 * self.options.sweeps_every
        ):
            self._start_what_ended()
            now = self._counts()
            if now != seen:
                seen, since = now, time.monotonic()
            if now[0] == 0 and now[1] == sum(reason.wanted for reason in self.waves.due()):
                return True
            time.sleep(0.3)
        return False

    def _counts(self) -> tuple[int, ...]:
        """Rows that wait; reminders that have a row; acceptances."""
        waiting = "select count(*) from accounts_notice where state = 'waiting'"
        reminded = (
            "select count(distinct subject_id) from accounts_notice where subject_id = any(%s)"
        )
        subjects = [reason.subject for reason in self.waves.due() if reason.wanted]
        [(waits,)], [(rows,)] = (
            self.house.world.ask(waiting), self.house.world.ask(reminded, (subjects,))
        )  # fmt: skip
        return waits, rows, len(self.sink.taken())

    def _until(self, true, *, what: str) -> None:  # type: ignore[no-untyped-def]
        deadline = time.monotonic() + self.options.rest_seconds
        while not true():
            self._start_what_ended()
            if time.monotonic() > deadline:
                raise NotCompleted(f"waited {self.options.rest_seconds:.0f} s for {what}")
            time.sleep(0.2)

    # --- compare ----------------------------------------------------------------------------------

    def compare(self) -> None:
        world, report = self.house.world, self.report
        taken, expected = self.sink.taken(), self._due()
        kept, names = stored.kept(world, self.stage)
        report.due, report.taken = sum(reason.wanted for reason in expected), len(taken)
        report.promised = self.crowd.done
        report.refused = self.crowd.refused
        report.unexpected = self.crowd.unexpected
        report.missing = missing(self.crowd.promised, kept)
        report.twice = twice(names)
        report.half = stored.half_objects(world)
        report.trail = stored.trail(world)
        report.findings = compare(
            due=expected, taken=taken, rows=stored.rows(world), struck=self.struck
        )

    def _due(self) -> list[Due]:
        """The first ledger: reminders, and a notice for whatever was shared or offered."""
        shared = [Due(subject=entry_id, address=CLINICIAN) for entry_id in self.crowd.shared]
        offered = stored.agreements_offered(self.house.world, self.stage)
        return [*self.waves.due(), *shared, *(Due(subject=i, address=to) for i, to in offered)]


def run(options: Options) -> Report:
    """One campaign, on a machine of its own."""
    began = time.monotonic()
    with sink_for(options) as sink, machine(postbox=sink) as ground:
        say(f"Setting the stage, seed {options.seed}")
        begins = move_clock(ground.world)
        stage = set_stage(ground.world, **Crowd.needs(options))
        report = burn_down(options, ground, sink, stage, begins=begins)
    report.seconds = time.monotonic() - began
    return report


@contextmanager
def sink_for(options: Options) -> Iterator[Sink]:
    """A mail server for one campaign, and an empty folder for what it leaves behind."""
    shutil.rmtree(options.folder, ignore_errors=True)
    options.folder.mkdir(parents=True)
    with open_sink(options.folder) as sink:
        yield sink


def move_clock(world: World) -> datetime:
    """To the campaign's first moment, which is given back."""
    begins = due.begins_at(real_now=datetime.now(UTC))
    world.move_clock(begins - datetime.now(UTC))
    return begins


def burn_down(
    options: Options, ground: Machine, sink: Sink, stage: Stage, *, begins: datetime
) -> Report:
    """The campaign itself, on a stage that is set."""
    report, began = Report(options), time.monotonic()
    campaign = Campaign(
        options=options,
        house=House(ground, options.folder, plant=options.plant, sweeps_every=options.sweeps_every),
        sink=sink,
        stage=stage,
        waves=Waves.after(ground.world, user_id=stage.first, total=options.reminders),
        crowd=Crowd.of(options, stage, world=ground.world, begins=begins),
        report=report,
    )
    try:
        campaign.burn()
        campaign.rest()
        campaign.compare()
    except NotCompleted as problem:
        report.not_completed = str(problem)
    report.seconds = time.monotonic() - began
    return report
