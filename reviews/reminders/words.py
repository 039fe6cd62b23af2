"""A plan in sentences. Pure."""

from reviews.reminders.queries import Plan
from reviews.reminders.steps import STEPS, Hours
from tracker.lib.dates import WEEKDAYS, clock_time, zone_words


def plan_rows(plan: Plan, hours: Hours) -> list[dict[str, str]]:
    """What was chosen, as rows of a term and its text."""
    steps = [step.in_words for step in STEPS if step.name in plan.steps]
    days = [WEEKDAYS[number] for number in sorted(hours.not_on)]
    between = f"{clock_time(hours.opens)} and {clock_time(hours.closes)}"
    return [
        {"term": "Reminders", "text": "\n".join(steps)},
        {"term": "Between", "text": f"{between}, {zone_words(hours.zone)}"},
        {"term": "Never on", "text": ", ".join(days) or "No day is left out"},
    ]
