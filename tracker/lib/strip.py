"""The weeks ahead as a drawing: places, words and table rows, all from the same dates.

Knows nothing of people or records: it is given labels and dates and returns plain numbers and
sentences for `templates/components/strip.html`. The description for screen readers is made from the
same marks as the drawing, so the two cannot disagree.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

WIDTH = 1008  # half of "September 28" fits beside the last day
LEFT = 118
RIGHT = 966
FIRST_LINE = 50
LINE_HEIGHT = 42
SAME_DAY_GAP = 18
LETTER_WIDTH = 7  # of the 13 px legend, generous


@dataclass(frozen=True, kw_only=True)
class Kind:
    """What a mark stands for: its shape, its word in the legend, the head of its table column."""

    word: str
    shape: str
    head: str


KINDS = {
    "check-in": Kind(word="Check-in", shape="round", head="Check-ins"),
    "reflection": Kind(word="Reflection due", shape="diamond", head="Reflections due"),
    "report": Kind(word="Report due", shape="square", head="Reports due"),
    "permission": Kind(word="Permission ends", shape="ring", head="Permissions that end"),
}


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One date of one line; `kind` is a key of KINDS."""

    day: date
    kind: str


@dataclass(frozen=True, kw_only=True)
class Line:
    """One person's dates; `label` is a first name and initial, or a code."""

    label: str
    entries: Sequence[Entry]
    url: str = ""


@dataclass(frozen=True)
class Tick:
    x: int
    label: str
    is_today: bool


@dataclass(frozen=True)
class Mark:
    x: int
    shape: str


@dataclass(frozen=True)
class DrawnLine:
    label: str
    y: int
    text_y: int
    marks: list[Mark]


@dataclass(frozen=True)
class LegendEntry:
    word: str
    shape: str
    x: int
    text_x: int


@dataclass(frozen=True)
class Cell:
    head: str
    words: str


@dataclass(frozen=True)
class Row:
    label: str
    url: str
    cells: list[Cell]


@dataclass(frozen=True)
class Strip:
    """Everything the template needs; all numbers are whole units of the drawing."""

    ticks: list[Tick]
    lines: list[DrawnLine]
    legend: list[LegendEntry]
    heads: list[str]
    rows: list[Row]
    description: str
    height: int
    rules_end: int
    legend_y: int
    legend_text_y: int
    width: int = WIDTH
    left: int = LEFT
    right: int = RIGHT


def draw(*, lines: Sequence[Line], today: date, weeks: int = 4) -> Strip:
    """Lay out the days from today to `weeks` weeks later, both included; others are left out."""
    last = today + timedelta(weeks=weeks)
    kept = [
        Line(
            label=line.label,
            url=line.url,
            entries=sorted(
                (entry for entry in line.entries if today <= entry.day <= last),
                key=lambda entry: (entry.day, list(KINDS).index(entry.kind)),
            ),
        )
        for line in lines
    ]
    used = [name for name in KINDS if any(e.kind == name for line in kept for e in line.entries)]
    rules_end = FIRST_LINE + LINE_HEIGHT * max(len(kept) - 1, 0) + 18
    legend_y = rules_end + 28
    return Strip(
        ticks=[
            Tick(
                x=_place(day=day, today=today, weeks=weeks),
                label="Today" if day == today else month_day(day),
                is_today=day == today,
            )
            for day in (today + timedelta(weeks=week) for week in range(weeks + 1))
        ],
        lines=[
            DrawnLine(
                label=line.label,
                y=FIRST_LINE + LINE_HEIGHT * index,
                text_y=FIRST_LINE + LINE_HEIGHT * index + 5,
                marks=_marks(entries=line.entries, today=today, weeks=weeks),
            )
            for index, line in enumerate(kept)
        ],
        legend=_legend(used),
        heads=[KINDS[name].head for name in used],
        rows=[
            Row(
                label=line.label,
                url=line.url,
                cells=[
                    Cell(head=KINDS[name].head, words=_dates(line.entries, kind=name, today=today))
                    for name in used
                ],
            )
            for line in kept
        ],
        description=_describe(lines=kept, today=today, last=last),
        height=legend_y + 14 if used else rules_end + 8,
        rules_end=rules_end,
        legend_y=legend_y,
        legend_text_y=legend_y + 5,
    )


def month_day(day: date) -> str:
    """A date as it is said on screen: "May 4"."""
    return f"{day:%B} {day.day}"


def _place(*, day: date, today: date, weeks: int) -> int:
    return LEFT + round((RIGHT - LEFT) * (day - today).days / (weeks * 7))


def _marks(*, entries: Sequence[Entry], today: date, weeks: int) -> list[Mark]:
    """Marks of one day stand side by side, centered on the day; `entries` come in their order."""
    marks = []
    for day, group in groupby(entries, key=lambda entry: entry.day):
        same_day = list(group)
        for index, entry in enumerate(same_day):
            shift = round(SAME_DAY_GAP * (index - (len(same_day) - 1) / 2))
            x = _place(day=day, today=today, weeks=weeks) + shift
            marks.append(Mark(x=x, shape=KINDS[entry.kind].shape))
    return marks


def _legend(used: Iterable[str]) -> list[LegendEntry]:
    entries = []
    x = LEFT
    for name in used:
        kind = KINDS[name]
        entries.append(LegendEntry(word=kind.word, shape=kind.shape, x=x, text_x=x + 16))
        x += 16 + LETTER_WIDTH * len(kind.word) + 32
    return entries


def _dates(entries: Sequence[Entry], *, kind: str, today: date) -> str:
    days = [
        "today" if entry.day == today else month_day(entry.day)
        for entry in entries
        if entry.kind == kind
    ]
    return join_words(days)


def join_words(words: Sequence[str]) -> str:
    """Words as a sentence lists them: "May 4, May 18 and June 1"."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def _describe(*, lines: Sequence[Line], today: date, last: date) -> str:
    sentences = [f"From {month_day(today)} to {month_day(last)}, one line each."]
    for line in lines:
        parts = [
            f"{KINDS[name].word.lower()} {_dates(line.entries, kind=name, today=today)}"
            for name in KINDS
            if any(entry.kind == name for entry in line.entries)
        ]
        sentences.append(f"{line.label}: {'; '.join(parts) or 'no dates'}.")
    sentences.append("The same dates are in the table below.")
    return " ".join(sentences)
