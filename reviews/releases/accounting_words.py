"""The accounting in words, for the page and for the file. Pure."""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from reviews.disclosures.queries import DisclosureHead
from reviews.releases import rules
from reviews.releases.queries import PermissionSeen, ReleaseSeen
from reviews.releases.words import at as in_words
from reviews.releases.words import parts, report
from reviews.reports.queries import ReportHead
from tracker.lib import dates

COLUMNS = ("When", "What happened", "To whom", "What", "What for, or why", "Reference")
# A cell that begins so is a formula to a spreadsheet.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
# Where a semicolon separates cells, a spreadsheet splits ours at it: what follows begins one, too.
SPLIT_FORMULA = re.compile(rf'(?<=;)(?=[\s"]*[{re.escape("".join(FORMULA))}])')


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that happened, as every column says it."""

    at: datetime
    happened: str
    whom: str
    what: str
    why: str
    of_id: UUID


def of_permissions(
    permissions: Iterable[PermissionSeen],
    narrowings: dict[UUID, list[tuple[datetime, list[str]]]],
    *,
    now: datetime,
) -> Iterator[Line]:
    """Given, narrowed, withdrawn, or over with its last day."""
    for seen in permissions:
        whom, why, texts = _whom(seen), seen.terms.purpose, f"printed text {seen.terms_version}"
        until = dates.full_day(seen.terms.until)
        given = f"{_listed(seen.parts_signed)}; until {until}; {texts}"
        yield Line(seen.given_at, "Permission given", whom, given, why, seen.id)
        for at, left in narrowings.get(seen.id, []):
            yield Line(at, "Permission narrowed", whom, _listed(left), why, seen.id)
        if seen.withdrawn_at is not None:
            yield Line(seen.withdrawn_at, "Permission withdrawn", whom, "", "", seen.id)
        elif seen.expires_at <= now:
            over = f"Its last day was {until}"
            yield Line(seen.expires_at, "Permission ended", whom, over, "", seen.id)


def of_releases(
    permissions: Iterable[PermissionSeen], heads: dict[UUID, ReportHead], *, now: datetime
) -> Iterator[Line]:
    """Released, opened, closed by the practice."""
    for seen in permissions:
        for release in seen.releases:
            whom, title = _whom(seen), report(heads.get(release.report_id))
            what = f"{title}: {_listed(release.parts)}; {_opens(release, now=now)}"
            why = seen.terms.purpose
            yield Line(release.released_at, "Released", whom, what, why, release.id)
            for opening in release.openings:
                how = "PDF taken" if opening.verb == "download" else "Page opened"
                yield Line(opening.at, how, whom, title, why, release.id)
            if release.closed_at is not None:
                wrong = "It may have reached the wrong person"
                yield Line(release.closed_at, "Closed", whom, title, wrong, release.id)


def of_notices(
    permissions: Iterable[PermissionSeen], notices: dict[UUID, list[tuple[datetime, str]]]
) -> Iterator[Line]:
    """The reader has read the notice on passing on."""
    for seen in permissions:
        for release in seen.releases:
            for at, version in notices.get(release.id, []):
                what = f"Notice on passing on, {version}"
                yield Line(at, "Notice read", _whom(seen), what, "", release.id)


def of_tellings(told: Iterable[tuple[DisclosureHead, str]], *, now: datetime) -> Iterator[Line]:
    """Told without permission, or a decision not to.

    The paper may lie where the client sees it: what they may not know yet says so.
    """
    for head, whom in told:
        why = head.ground_on_screen
        happened, what = "Decided to tell nobody", ""
        if head.told_on is not None:
            happened = "Told without permission"
            what = f"Told on {dates.full_day(head.told_on)}; the record has the words"
        if head.shown_from is not None and now < head.shown_from:
            day = dates.full_day(dates.local(head.shown_from))
            hidden = f"not shown to the client before {day}"
            what = f"{what}; {hidden}" if what else dates.capitalized(hidden)
        yield Line(head.recorded_at, happened, whom, what, why, head.id)


def as_csv(lines: Iterable[Line]) -> bytes:
    """For a spreadsheet, and for whoever keeps records: UTF-8, every cell quoted, no formulas."""
    page = io.StringIO()
    writer = csv.writer(page, quoting=csv.QUOTE_ALL)
    writer.writerow(COLUMNS)
    for line in lines:
        when = dates.local(line.at).isoformat(sep=" ", timespec="seconds")
        cells = (when, line.happened, line.whom, line.what, line.why, str(line.of_id))
        writer.writerow([harmless(cell) for cell in cells])
    return page.getvalue().encode("utf-8-sig")


def harmless(cell: str) -> str:
    """The words as they are, with an apostrophe before what a spreadsheet would compute."""
    cell = SPLIT_FORMULA.sub("'", cell)
    return f"'{cell}" if cell.startswith(FORMULA) or cell.lstrip().startswith(FORMULA) else cell


def _whom(seen: PermissionSeen) -> str:
    return f"{seen.terms.recipient.in_words}, {seen.terms.recipient.address}"


def _listed(chosen: list[str]) -> str:
    return "; ".join(parts(chosen))


def _opens(release: ReleaseSeen, *, now: datetime) -> str:
    if release.state == rules.HELD:
        return "held back"
    if release.never_opens:
        return "was never open"
    could = "can" if release.live_at > now else "could"
    return f"{could} be opened from {in_words(release.live_at)}"
