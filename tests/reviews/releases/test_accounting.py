"""The accounting: every permission, release, opening and telling, in order, to read and to take."""

import csv
import io
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import transaction
from django.urls import reverse

from accounts.access import Actor, NotFound, acting_as
from accounts.models import AuditEvent
from reviews.documents.queries import read_document, read_file
from reviews.releases import accounting, words
from reviews.releases.accounting_words import COLUMNS, FORMULA, Line, as_csv, harmless
from reviews.releases.files import make_waiting
from reviews.releases.terms import NOTICE_VERSION
from tests import sharing_story as told
from tests.disclosures import recorded
from tests.endings import ended
from tests.ground import acted_once
from tracker.lib import clock, dates

ERIN = "Erin Vale, people director, Harrow & Vale, erin@example.org"
MARA = ("Mara Oldham", "team lead", "Harrow & Vale", "mara@example.org")


@dataclass(frozen=True)
class Told:
    """A release that was read and taken, narrowed and withdrawn; and what was told without it."""

    engagement_id: Any
    release: Any
    disclosure: Any
    later: Any  # may not be shown to the client yet
    now: Any


@acted_once
def story(cast: Any, engagement: Any, signed: Any, now: Any) -> Told:
    permission = told.permitted(cast, engagement.id, now=now)
    release = told.released(cast, signed, permission, now=now)
    make_waiting()
    after = told.wait_is_over()
    erin = told.reader_joined()
    told.acknowledged(erin, release.id)
    with acting_as(erin), transaction.atomic():
        assert read_document(actor=erin, release_id=release.id).document
        assert read_file(actor=erin, release_id=release.id)
    dana = cast.dana.actor
    disclosure = recorded(dana, engagement.id, now=after)
    waits = {"shown_from": after + timedelta(days=9), "why_later": "An order says so."}
    later = recorded(dana, engagement.id, now=after, told_to="The court", ground="court", **waits)
    recorded(dana, engagement.id, now=after, outcome="not_told", told_to="", told_on=None)
    mistaken = told.permitted(cast, engagement.id, now=after, reader=MARA, parts=("takes_part",))
    told.closed(cast, told.released(cast, signed, mistaken, now=after), now=after)
    told.narrowed(cast, permission, "takes_part", now=after + timedelta(seconds=1))
    told.withdrawn(cast, permission, now=after + timedelta(seconds=2))
    return Told(engagement.id, release, disclosure, later, after)


def lines(who: Actor, of: Any, *, at: Any = None) -> list[Line]:
    with acting_as(who), transaction.atomic():
        return accounting.list_accounting(
            actor=who, engagement_id=of, verb="read", now=at or clock.now()
        )


def happened(found: list[Line], whom: str) -> list[str]:
    return [line.happened for line in found if line.whom.startswith(whom)]


def test_the_client_reads_everything_in_order(cast, story):
    found = lines(cast.eli.actor, story.engagement_id)

    assert happened(found, "Erin Vale") == [
        "Permission given",
        "Released",
        "Notice read",
        "Page opened",
        "PDF taken",
        "Permission narrowed",
        "Permission withdrawn",
    ]
    assert happened(found, "Mara Oldham") == ["Permission given", "Released", "Closed"]
    assert happened(found, "The police") == ["Told without permission"]
    assert [line.happened for line in found if not line.whom] == ["Decided to tell nobody"]
    assert [line.at for line in found] == sorted(line.at for line in found)
    assert {line.whom for line in found if line.whom.startswith("Erin")} == {ERIN}
    assert [line.what for line in found if line.happened == "Notice read"] == [
        f"Notice on passing on, {NOTICE_VERSION}"
    ]


def test_what_the_law_keeps_back_is_not_in_it_until_its_day(cast, story):
    assert happened(lines(cast.dana.actor, story.engagement_id), "The court") != []
    assert happened(lines(cast.eli.actor, story.engagement_id), "The court") == []

    told.wait_is_over(hours=told.WAIT_HOURS + 10 * 24)

    assert happened(lines(cast.eli.actor, story.engagement_id), "The court") != []


def test_what_the_client_may_not_know_yet_says_so_to_the_clinician(cast, story):
    """The page and the file are made to be taken along, and may lie where the client sees them."""
    day = dates.full_day(dates.local(story.later.shown_from))
    said = f"not shown to the client before {day}"

    def hidden():
        found = lines(cast.dana.actor, story.engagement_id)
        return [line.of_id for line in found if said in line.what], as_csv(found).decode()

    of, file = hidden()
    assert of == [story.later.id]
    assert file.count(said) == 1

    told.wait_is_over(hours=told.WAIT_HOURS + 10 * 24)

    assert hidden()[0] == []


def test_the_clinician_reads_it_without_the_readers_openings(cast, story):
    found = {line.happened for line in lines(cast.dana.actor, story.engagement_id)}

    assert {"Released", "Told without permission", "Permission withdrawn"} <= found
    assert not found & {"Page opened", "PDF taken", "Notice read"}


def test_the_last_day_of_a_permission_stands_in_it(cast, engagement, permission):
    eli = cast.eli.actor
    assert [line.happened for line in lines(eli, engagement.id)] == ["Permission given"]

    later = told.wait_is_over(hours=24 * 182)

    assert [line.happened for line in lines(eli, engagement.id, at=later)] == [
        "Permission given",
        "Permission ended",
    ]


def test_nobody_else_reads_it(cast, story):
    assert lines(cast.eli.actor, story.engagement_id)
    for who in (cast.mo.actor, cast.otto.actor, cast.ada.actor):
        with pytest.raises(NotFound):
            lines(who, story.engagement_id)


def test_it_outlives_the_end_of_the_work(cast, story):
    before = lines(cast.eli.actor, story.engagement_id)

    ended(cast.dana.actor, story.engagement_id, now=clock.now())

    assert lines(cast.eli.actor, story.engagement_id) == before


def opens(cast: Any, of: Any) -> list[str]:
    """What each line of a release says of its opening, oldest first."""
    found = [line for line in lines(cast.eli.actor, of) if line.happened == "Released"]
    return [line.what.rpartition("; ")[2] for line in found]


def test_what_can_and_could_be_opened_says_from_when(cast, engagement, release):
    at = words.at(release.live_at)
    assert opens(cast, engagement.id) == [f"can be opened from {at}"]

    told.wait_is_over()

    assert opens(cast, engagement.id) == [f"could be opened from {at}"]


@pytest.mark.parametrize("how", ["withdrawn", "narrowed", "closed", "in_error", "replaced"])
@pytest.mark.parametrize("waits", [True, False])
def test_what_ended_before_its_wait_was_over_was_never_open(
    cast, engagement, signed, permission, release, how, waits
):
    told.wait_is_over(hours=1 if waits else told.WAIT_HOURS)
    {
        "withdrawn": lambda: told.withdrawn(cast, permission, now=clock.now()),
        "narrowed": lambda: told.narrowed(cast, permission, "takes_part", now=clock.now()),
        "closed": lambda: told.closed(cast, release, now=clock.now()),
        "in_error": lambda: told.entered_in_error(cast, signed, now=clock.now()),
        "replaced": lambda: told.released(
            cast, signed, permission, now=clock.now(), parts=("takes_part",)
        ),
    }[how]()
    if waits:
        told.wait_is_over()

    said = "was never open" if waits else f"could be opened from {words.at(release.live_at)}"
    assert opens(cast, engagement.id)[0] == said


def test_what_was_over_before_it_could_open_was_never_open(cast, engagement, signed, now):
    day = told.permitted(cast, engagement.id, now=now, days=1)
    told.released(cast, signed, day, now=now)

    assert opens(cast, engagement.id) == ["was never open"]


# --- the pages and the file -----------------------------------------------------------------------


def url(name: str, of: Told) -> str:
    return reverse(f"releases:{name}", args=[of.engagement_id])


def readings(cast: Any) -> list[str]:
    with acting_as(cast.eli.actor), transaction.atomic():
        found = AuditEvent.objects.filter(object_kind="accounting").order_by("seq")
        return list(found.values_list("verb", flat=True))


def test_the_file_is_the_page_as_a_table_and_a_line_of_its_own(cast, story, browser):
    eli = browser(cast.eli)
    page = eli.get(url("accounting", story))
    assert readings(cast) == ["read"]

    file = eli.get(url("accounting_file", story))

    assert readings(cast) == ["read", "download"]
    assert file["Content-Type"] == "text/csv; charset=utf-8"
    assert file["Content-Disposition"] == 'attachment; filename="copy.csv"'
    assert "no-store" in file["Cache-Control"]
    head, *rows = list(csv.reader(io.StringIO(file.content.decode("utf-8-sig"))))
    assert tuple(head) == COLUMNS
    assert [row[1] for row in rows] == [line.happened for line in page.context["lines"]]
    assert rows[0][0][-6:] in ("-05:00", "-06:00")  # the time says where it is
    assert "Took the list of what went out" in eli.get("/looked/").content.decode()


def test_the_way_to_it_is_on_both_peoples_pages(cast, story, browser):
    where = url("accounting", story)
    for client, page in (
        (browser(cast.eli), reverse("releases:home")),
        (browser(cast.dana), reverse("releases:of_person", args=[story.engagement_id])),
    ):
        assert f'href="{where}"' in client.get(page).content.decode()
        assert client.get(where).status_code == 200


@pytest.mark.parametrize(
    "typed",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "\uff1d1", '=HYPERLINK("x","y")'],
)
def test_no_cell_is_a_formula(typed):
    assert harmless(typed) == f"'{typed}"
    line = Line(clock.now(), "Released", typed, typed, typed, uuid4())
    [_, row] = list(csv.reader(io.StringIO(as_csv([line]).decode("utf-8-sig"), newline="")))
    assert [cell[0] for cell in row[2:5]] == ["'"] * 3


@pytest.mark.parametrize(
    ("typed", "harmless_"),
    [
        ("For the talk;=1+1", "For the talk;'=1+1"),
        ("One; -1; two", "One;' -1; two"),
        ('One;"=1+1"', 'One;\'"=1+1"'),
        ("One;\uff1d1", "One;'\uff1d1"),
    ],
)
def test_no_part_of_a_cell_is_one_where_semicolons_separate(typed, harmless_):
    assert harmless(typed) == harmless_
    line = Line(clock.now(), "Released", typed, typed, typed, uuid4())
    [_, split] = list(csv.reader(io.StringIO(as_csv([line]).decode("utf-8-sig")), delimiter=";"))
    assert not [cell for cell in split if cell.strip(' "').startswith(FORMULA)]


@pytest.mark.parametrize(
    "typed", ["Erin Vale", "At my request", "3 = 3", "", "a-b@c", "a; b; c = d"]
)
def test_other_words_stay_as_they_are(typed):
    assert harmless(typed) == typed
