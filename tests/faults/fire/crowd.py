"""All writers of a campaign, and the tickets that let them go on."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from tests.browser.world import World
from tests.faults.fire.ledgers import Promise
from tests.faults.fire.options import Options
from tests.faults.fire.stage import Stage
from tests.faults.fire.visitor import Visitor
from tests.faults.fire.writers import JOBS_A_REFLECTION, Client, Clinician, Writer

OFFERS_PER_SUBMISSIONS = 50
MOST_WRITERS = 20
FEWEST_OFFERS = 4  # enough for the steps at which an offer dies


@dataclass
class Crowd:
    clients: list[Client]
    clinician: Clinician
    offers_left: int

    @staticmethod
    def needs(options: Options) -> dict[str, int]:
        """How many of each the stage has to hold."""
        offers = max(FEWEST_OFFERS, options.submissions // OFFERS_PER_SUBMISSIONS)
        reflections = -(-max(1, options.submissions - offers) // JOBS_A_REFLECTION)
        # Two reflections each at least, so that one is begun and shared late in the campaign too.
        writers = min(MOST_WRITERS, max(1, reflections // 2))
        return {"writers": writers, "reflections": -(-reflections // writers), "offers": offers}

    @classmethod
    def of(cls, options: Options, stage: Stage, *, world: World, begins: datetime) -> "Crowd":
        (folder := options.folder / "writers").mkdir()
        work = max(1, options.submissions - len(stage.ready))
        shares = [work // JOBS_A_REFLECTION // len(stage.writers)] * len(stage.writers)
        for number in range(work // JOBS_A_REFLECTION % len(stage.writers)):
            shares[number] += 1
        clients = []
        for number, person in enumerate(stage.writers):
            name = f"writer{number}"
            client = Client(
                name=name,
                visitor=Visitor(world.port, person.cookies),
                file=folder / f"{name}.jsonl",
                seed=str(options.seed),
            )
            # What is left over makes one unfinished reflection.
            more = work % JOBS_A_REFLECTION if number == len(stage.writers) - 1 else 0
            client.reflections(person.checkin_ids, count=shares[number] * JOBS_A_REFLECTION + more)
            clients.append(client)
        clinician = Clinician(
            name="clinician",
            visitor=Visitor(world.port, stage.clinician.cookies),
            file=folder / "clinician.jsonl",
            seed=str(options.seed),
        )
        clinician.offers(stage.ready, first_day=(begins + timedelta(days=60)).date().isoformat())
        return cls(clients, clinician, offers_left=len(stage.ready))

    @property
    def everybody(self) -> list[Writer]:
        return [*self.clients, self.clinician]

    def start(self) -> None:
        for writer in self.everybody:
            writer.start()

    @property
    def tickets_left(self) -> int:
        return sum(client.left for client in self.clients)

    def give_tickets(self, count: int) -> None:
        """Let clients do so many jobs more; the last ones let the clinician finish too."""
        for _ in range(min(count, self.tickets_left)):
            max(self.clients, key=lambda client: client.left).give_ticket()
        while not self.tickets_left and self.offers_left:
            self._give_offer()

    def give_ticket_for(self, traffic: str) -> None:
        """One more job, by whoever is nearest to one of that kind and has nothing else to do."""
        if traffic == "offer" and self.offers_left and self.clinician.is_idle:
            self._give_offer()
        able = [c for c in self.clients if c.is_idle and c.until(traffic) < c.left]
        if able:
            min(able, key=lambda client: client.until(traffic)).give_ticket()

    def _give_offer(self) -> None:
        self.clinician.give_ticket()
        self.offers_left -= 1

    def is_done(self) -> bool:
        return not any(writer.is_alive() for writer in self.everybody)

    @property
    def done(self) -> int:
        return sum(writer.done for writer in self.everybody)

    @property
    def refused(self) -> int:
        return sum(writer.refused for writer in self.everybody)

    @property
    def unexpected(self) -> list[str]:
        return [writer.unexpected for writer in self.everybody if writer.unexpected]

    @property
    def promised(self) -> list[Promise]:
        return [promise for writer in self.everybody for promise in writer.promised]

    @property
    def shared(self) -> list[UUID]:
        return [entry_id for client in self.clients for entry_id in client.shared]
