"""Clients whose reminders fall due, in waves: written as the owner, all rows of a wave or none."""

from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from tests.browser.world import World
from tests.faults.fire import due
from tests.faults.fire.ledgers import Due

FIRST_CHECKIN = (
    "select c.id from reviews_checkin c join reviews_engagement e on e.id = c.engagement_id"
    " where e.client_id = %s order by c.on_date limit 1"
)


@dataclass
class Waves:
    """`released` clients exist: 0 was made by the acts, the others are copies of it."""

    world: World
    user_id: UUID
    checkin_id: UUID
    total: int
    released: int = 1

    @classmethod
    def after(cls, world: World, *, user_id: UUID, total: int) -> "Waves":
        sql = Path(__file__).with_name("waves.sql").read_text()
        world.ask(sql.replace("%", "%%"))  # no placeholders in it
        for number, zone in enumerate(due.ZONES):
            world.ask("insert into fire.zones values (%s, %s)", (number, zone))
        world.ask("select fire.remember(%s)", (user_id,))
        [(checkin_id,)] = world.ask(FIRST_CHECKIN, (user_id,))
        return cls(world, user_id, checkin_id, total)

    def release(self, count: int) -> None:
        """The next `count` clients appear, their reminders due. Only while PostgreSQL answers."""
        first, last = self.released, min(self.released + count, self.total) - 1
        if first > last:
            return
        left = [number for number in range(first, last + 1) if due.has_left(number)]
        self.world.ask("select fire.copy(%s, %s, %s, %s)", (due.FIRST_EMAIL, first, last, left))
        self.released = last + 1

    def due(self) -> list[Due]:
        """The first ledger, of the clients released so far."""
        return [
            Due(
                subject=due.copy_of(self.checkin_id, number),
                address=due.email_of(number),
                wanted=not due.has_left(number),
            )
            for number in range(self.released)
        ]
