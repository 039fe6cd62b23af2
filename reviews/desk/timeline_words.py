"""The timeline as events for components/timeline_event.html. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from reviews.desk import links
from reviews.desk.steps import Step
from reviews.desk.words import Item
from tracker.lib import dates

# What the filter offers → the kinds of step behind it.
FILTERS: dict[str, tuple[str, frozenset[str]]] = {
    "check-ins": ("Check-ins", frozenset({"checkin"})),
    "sessions": ("Sessions", frozenset({"session"})),
    "reflections": ("Reflections", frozenset({"reflection"})),
    "feedback": ("Feedback", frozenset({"feedback", "reply"})),
    "commitments": ("Commitments", frozenset({"commitment"})),
    "progress": ("Progress reviews", frozenset({"review"})),
    "off-course": ("Setbacks and concerns", frozenset({"setback", "concern"})),
    "reports": ("Reports", frozenset({"report"})),
    "sharing": ("Sharing", frozenset({"sharing", "disclosure"})),
    "agreement": ("Agreement", frozenset({"agreement", "limits", "suitability"})),
    "ending": ("Ending and after", frozenset({"ending", "closing", "follow_up"})),
}
# kind of step → mark of components/timeline_event.html, word on screen
KINDS: dict[str, tuple[str, str]] = {
    "checkin": ("check-in", "Check-in"),
    "session": ("note", "Session"),
    "reflection": ("reflection", "Reflection"),
    "feedback": ("feedback", "Feedback"),
    "reply": ("feedback", "Reply"),
    "commitment": ("commitment", "Commitment"),
    "report": ("report", "Report"),
    "sharing": ("sharing", "Sharing"),
    "agreement": ("agreement", "Agreement"),
    "limits": ("note", "Limits"),
    "suitability": ("note", "Conversation"),
    "review": ("review", "Progress review"),
    "setback": ("setback", "Setback"),
    "concern": ("setback", "Concern"),
    "disclosure": ("sharing", "Told without permission"),
    "ending": ("note", "Ending"),
    "closing": ("note", "Closing summary"),
    "follow_up": ("check-in", "Follow-up"),
}
AHEAD_SHOWN = 3
IN_ERROR = "Entered in error, and withdrawn from view."


@dataclass(frozen=True, slots=True)
class Month:
    name: str
    events: list[Item]


def timeline(
    steps: Sequence[Step], *, shown: frozenset[str], sharing_url: str = ""
) -> tuple[list[Item], list[Month]]:
    """What lies ahead, and the months so far; newest on top.

    shown        keys of FILTERS.
    sharing_url  the clinician's page about permissions; a client's permissions have one each.
    """
    kinds = frozenset().union(*(FILTERS[name][1] for name in shown)) if shown else frozenset()
    chosen = [step for step in steps if step.kind in kinds]
    past = [step for step in chosen if not step.ahead]
    months = [
        Month(name=name, events=[_event(step, sharing_url) for step in group])
        for name, group in groupby(past, key=lambda step: f"{dates.local(step.at):%B %Y}")
    ]
    return [_event(step, sharing_url) for step in _soon(chosen)], months


def filter_options(shown: frozenset[str]) -> list[Item]:
    return [
        {"value": value, "label": label, "checked": value in shown}
        for value, (label, _) in FILTERS.items()
    ]


def chosen_filters(values: Sequence[str]) -> frozenset[str]:
    """What the address asks for; everything when it asks for nothing we know."""
    return frozenset(v for v in values if v in FILTERS) or frozenset(FILTERS)


def _soon(chosen: Sequence[Step]) -> list[Step]:
    """The next check-ins, and everything else that lies ahead, which is seldom."""
    ahead = [step for step in chosen if step.ahead]
    checkins = [step for step in ahead if step.kind == "checkin"][-AHEAD_SHOWN:]
    return [step for step in ahead if step.kind != "checkin" or step in checkins]


def _event(step: Step, sharing_url: str) -> Item:
    mark, word = KINDS[step.kind]
    url = links.to_read(step.object_kind, step.object_id)
    if step.object_kind == "permission" and sharing_url:
        url = sharing_url
    return {
        "kind": mark,
        "word": word,
        "title": step.title,
        "day": dates.local(step.at),
        "when": _when(step, dates.local(step.at)),
        "by": f"by {step.by}" if step.by else "",
        "text": IN_ERROR if step.in_error else step.text,
        "url": url,
        "ahead": step.ahead,
    }


def _when(step: Step, at: datetime) -> str:
    if step.when:
        return step.when
    if step.ahead:
        return f"{dates.weekday_day(at)}, {dates.clock_time(at)}"
    return dates.month_day(at)
