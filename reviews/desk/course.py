"""The course of the work as a picture: when things were, by kind. Pure; made from timeline steps.

Every mark has one size, every kind its own word, shape and place; nothing is counted, joined or
ranked, because no line through somebody's days says what they are worth. The drawing, its table and
its description come from the same marks, so they cannot disagree.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from reviews.desk import links
from reviews.desk.steps import Step
from tracker.lib import dates

# (words on screen, shape and tone of components/course_mark.html, kinds of step), in the order of
# the work: what was agreed, what was said and written, what was done, what was told to others.
ROWS: tuple[tuple[str, str, str, frozenset[str]], ...] = (
    ("Agreement", "square", "amber", frozenset({"agreement", "suitability"})),
    ("Check-ins", "round", "pine", frozenset({"checkin", "follow_up"})),
    ("Sessions", "ring", "pine", frozenset({"session"})),
    ("Reflections", "diamond", "dusk", frozenset({"reflection"})),
    ("Feedback and replies", "ring-diamond", "dusk", frozenset({"feedback", "reply"})),
    ("Commitments", "triangle", "pine", frozenset({"commitment"})),
    ("Progress reviews", "ring-square", "plum", frozenset({"review"})),
    ("Setbacks and concerns", "turned", "rust", frozenset({"setback", "concern"})),
    ("Reports", "square", "plum", frozenset({"report"})),
    ("Sharing", "ring", "amber", frozenset({"sharing", "disclosure"})),
    ("Ending", "bar", "ink", frozenset({"ending", "closing"})),
)
FIRST_LINE, LINE_HEIGHT = 62, 44  # pixels
LEFT, RIGHT = 1.5, 98.5  # percent of the width
MOST_TICKS = 5
STRIDES = (1, 2, 3, 6, 12, 24, 36, 60)  # months between ticks
NAMED_DAYS = 3  # above it, the description says from when to when


@dataclass(frozen=True, slots=True)
class Mark:
    x: str  # percent of the width
    ahead: bool


@dataclass(frozen=True, slots=True)
class Row:
    label: str
    shape: str
    tone: str
    y: int
    text_y: int
    marks: list[Mark]
    days: list[dict[str, str]]  # text and url, for the table


@dataclass(frozen=True, slots=True)
class Tick:
    x: str
    anchor: str
    label: str


@dataclass(frozen=True, slots=True)
class Course:
    """What components/course.html draws. `today_x` is "" where today lies outside."""

    height: int
    rows: list[Row]
    ticks: list[Tick]
    today_x: str
    today_anchor: str
    today_y: int
    rules_end: int
    sentences: list[str]

    @property
    def description(self) -> str:
        """What the drawing shows, for whoever hears it."""
        return " ".join(self.sentences)


def draw(steps: Sequence[Step], *, today: date) -> Course | None:
    """None while there is nothing to draw. Steps entered in error are left out."""
    kept = [step for step in steps if not step.in_error]
    if not kept:
        return None
    first = min(_day(step) for step in kept)
    last = max(today, *(_day(step) for step in kept))
    scale = _Scale(first, max(last, first + timedelta(days=28)))
    rows: list[Row] = []
    sentences = [f"From {dates.full_day(first)} to {dates.full_day(last)}."]
    for label, shape, tone, kinds in ROWS:
        mine = sorted((s for s in kept if s.kind in kinds), key=lambda step: step.at)
        if not mine:
            continue
        y = FIRST_LINE + len(rows) * LINE_HEIGHT
        marks = {(_day(s), s.ahead): Mark(scale.x(_day(s)), s.ahead) for s in mine}
        days = [_named(s, first=first) for s in mine]
        rows.append(Row(label, shape, tone, y, y - 14, list(marks.values()), days))
        sentences.append(_said(label, sorted({_day(s) for s in mine if not s.ahead})))
    end = FIRST_LINE + (len(rows) - 1) * LINE_HEIGHT + 16
    today_x = scale.x(today) if scale.first <= today <= scale.last else ""
    return Course(
        height=end + 24,
        rows=rows,
        ticks=_ticks(scale),
        today_x=today_x,
        today_anchor=_anchor(today_x) if today_x else "",
        today_y=end + 16,
        rules_end=end,
        sentences=[sentence for sentence in sentences if sentence],
    )


@dataclass(frozen=True, slots=True)
class _Scale:
    first: date
    last: date

    def x(self, day: date) -> str:
        part = (day - self.first) / (self.last - self.first)
        return f"{LEFT + (RIGHT - LEFT) * part:.2f}%"


def _day(step: Step) -> date:
    return dates.local(step.at).date()


def _named(step: Step, *, first: date) -> dict[str, str]:
    """A day of the table; the year is said where the work has crossed one."""
    day = _day(step)
    words = dates.month_day(day) if day.year == first.year else dates.full_day(day)
    return {
        "text": f"{words}, ahead" if step.ahead else words,
        "url": links.to_read(step.object_kind, step.object_id),
        "about": step.title,
    }


def _said(label: str, days: Sequence[date]) -> str:
    """Days in words, and never how many."""
    if not days:
        return ""
    if len(days) > NAMED_DAYS:
        return f"{label} between {dates.full_day(days[0])} and {dates.full_day(days[-1])}."
    named = [dates.full_day(day) for day in days]
    listed = " and ".join([", ".join(named[:-1]), named[-1]] if named[1:] else named)
    return f"{label} on {listed}."


def _ticks(scale: _Scale) -> list[Tick]:
    """The first days of months, as far apart as leaves room for their names."""
    firsts = [
        date(year, month, 1)
        for year in range(scale.first.year, scale.last.year + 1)
        for month in range(1, 13)
        if scale.first <= date(year, month, 1) <= scale.last
    ]
    stride = next((s for s in STRIDES if len(firsts[::s]) <= MOST_TICKS), STRIDES[-1])
    shown = firsts[::stride]
    years = [None, *(day.year for day in shown)]
    return [
        Tick(
            scale.x(day),
            _anchor(scale.x(day)),
            f"{day:%b}" if day.year == before else f"{day:%b %Y}",
        )
        for day, before in zip(shown, years, strict=False)
    ]


def _anchor(x: str) -> str:
    """A name at the edge stays inside."""
    percent = float(x.rstrip("%"))
    return "start" if percent < 8 else "end" if percent > 92 else "middle"
