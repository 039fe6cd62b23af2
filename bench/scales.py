"""How many rows each size has."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scale:
    """engagements in all; for each of them check-ins (week 1 to 12, week 9 is the coming one)."""

    name: str
    engagements: int
    first_week: int
    last_week: int
    first_written_week: int  # from here to week 8 there is a shared reflection each

    @property
    def database(self) -> str:
        return f"waymark_bench_{self.name}"


SCALES = {
    scale.name: scale
    for scale in (
        Scale("10k", 10_000, 1, 12, 5),
        Scale("100k", 100_000, 1, 12, 5),
        # Fewer rows for each engagement: the disk of a laptop is the limit, not the plan.
        Scale("1m", 1_000_000, 8, 10, 8),
    )
}
CASELOAD = 60  # engagements of an ordinary clinician
LARGE_CASELOAD = 2_000  # of the one who stands for a supervisor
