"""Lists ask the same number of questions for one row as for three."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from accounts.access import Actor, acting_as
from reviews.commitments.actions import note_step
from reviews.commitments.queries import get_commitment, list_commitments
from reviews.desk import queries as desk
from reviews.desk.access_record import list_readings
from reviews.desk.calendar import own_weeks
from reviews.desk.person_page import see_person
from reviews.desk.timeline import list_steps
from reviews.desk.your_page import see_your_page
from reviews.engagements.queries import list_engagements, see_engagement
from reviews.finding.queries import find_in_engagement, find_people
from reviews.reminders.delivered import list_deliveries
from reviews.reports.corrections import ask_correction
from reviews.reports.queries import get_signed, read_report
from reviews.unfinished.queries import list_unfinished
from tests.clones import Clone, clone, inside
from tests.conftest import _actor, _join, _load_cast, _make_cast
from tests.looking_back import both_signed
from tests.sharing_story import EVERY_PART, cosigned, narrowed, permitted, released, signed_report
from tests.story import _engagement, _reflection, tell_story
from tests.talks import give_feedback, log_session, reply_to
from tracker.lib import clock

# Read → how many queries, whether there are one or three engagements.
PINNED: dict[str, int] = {
    "today": 35,
    "people": 32,
    "list_engagements": 3,
    "your_page": 38,
    "person": 35,
    "timeline": 38,
    "their_timeline": 37,
    "looked": 21,
    "calendar": 2,
    "find": 32,
    "find_people": 3,
    "unfinished": 8,
    "deliveries": 1,
}
AS_ELI = frozenset({"your_page", "timeline", "looked", "deliveries"})


def read(name: str, cast: Any, story: Any) -> Callable[[], Any]:
    dana, eli, now = cast.dana.actor, cast.eli.actor, clock.now()
    actor = eli if name in AS_ELI else dana
    seen = see_engagement(actor=actor, engagement_id=story.engagement_id)
    return {
        "today": lambda: desk.today(actor=dana, now=now),
        "people": lambda: desk.people(actor=dana, now=clock.now()),
        "list_engagements": lambda: list_engagements(actor=dana),
        "your_page": lambda: see_your_page(actor=eli, now=now),
        "person": lambda: see_person(actor=dana, engagement_id=seen.id, now=now),
        "timeline": lambda: list_steps(actor=eli, engagement=seen, now=now),
        "their_timeline": lambda: list_steps(actor=dana, engagement=seen, now=now),
        "looked": lambda: list_readings(actor=eli, engagement=seen, now=now),
        "calendar": lambda: own_weeks(actor=dana, now=now),
        "find": lambda: find_in_engagement(actor=dana, engagement_id=seen.id, words="the"),
        "find_people": lambda: find_people(actor=dana, name="a"),
        "unfinished": lambda: list_unfinished(actor=dana, now=now),
        "deliveries": lambda: list_deliveries(actor=eli, now=now),
    }[name]


@contextmanager
def in_it(copy: Clone, actor: Actor) -> Iterator[None]:
    with inside(copy.app_url), acting_as(actor), transaction.atomic():
        yield


def counts(copy: Clone, cast: Any, story: Any) -> dict[str, int]:
    found = {}
    for name in PINNED:
        actor = cast.eli.actor if name in AS_ELI else cast.dana.actor
        with in_it(copy, actor):
            act = read(name, cast, story)
            with acting_as(actor):  # keys unwrapped before are forgotten
                with CaptureQueriesContext(connection) as queries:
                    act()
                found[name] = len(queries)
    return found


def grow(copy: Clone, cast: Any) -> None:
    """Two more clients of Dana's with a shared reflection each, and two more of all that is Eli's."""
    from accounts.models import Membership
    from reviews.agreements.models import Agreement

    eli, now = cast.eli.actor, clock.now()
    with acting_as(cast.ada.actor), transaction.atomic():
        dana = Membership.objects.get(user_id=cast.dana.user_id)
    for name in ("una", "vic"):
        email = f"{name}@example.org"
        _join(cast.ada.actor, email=email, role="client", introduced_to=dana)
        agreement = _engagement(cast.dana.actor, _actor(email), name.title(), now=now)
        _reflection(_actor(email), agreement, 0, now=now)
    with acting_as(eli), transaction.atomic():
        agreement = Agreement.objects.select_related("engagement").get()
    for which in (2, 3):
        _reflection(eli, agreement, which, now=now)
        one_of_each(cast, agreement.engagement_id)


def one_of_each(cast: Any, engagement_id: Any) -> None:
    """What is said, agreed, written and permitted, and what waits of it; each is read once."""
    now = clock.now()
    dana, eli, mo = cast.dana.actor, cast.eli.actor, cast.mo.actor
    given = give_feedback(dana, engagement_id, now=now)
    reply_to(eli, given.id, now=now)
    give_feedback(dana, engagement_id, now=now, publish=False)
    log_session(dana, engagement_id, now=now, sign=False)
    report = signed_report(cast, engagement_id, now=now)
    permission = permitted(cast, engagement_id, now=now, parts=EVERY_PART)
    released(cast, report, permission, now=now)
    cosigned(dana, report.id, mo, now=now)
    narrowed(cast, permission, "attendance", now=now)
    both_signed(eli, dana, engagement_id, now=now)
    with acting_as(eli), transaction.atomic():
        signed = get_signed(actor=eli, report_id=report.id)
        commitment = get_commitment(
            actor=eli, commitment_id=list_commitments(actor=eli, engagement_id=engagement_id)[-1].id
        )
        note_step(actor=eli, commitment=commitment, stands="done", text="Yes.", now=now)
        ask_correction(actor=eli, report=signed, words="It was a Tuesday.", now=now)
        read_report(actor=eli, report_id=report.id)


def test_three_rows_ask_no_more_than_one():
    with clone() as copy:
        with inside(copy.app_url):
            _make_cast()
            cast = _load_cast()
            story = tell_story(cast, now=clock.now())
            one_of_each(cast, story.engagement_id)
        assert counts(copy, cast, story) == PINNED
        with inside(copy.app_url):
            grow(copy, cast)
        with in_it(copy, cast.dana.actor):
            assert len(desk.people(actor=cast.dana.actor, now=clock.now())[0]) == 3
        assert counts(copy, cast, story) == PINNED


def test_a_question_for_each_row_is_seen(story, cast, monkeypatch):
    """Planted: a list that looks every engagement up again asks once more for each."""
    dana = cast.dana.actor
    with acting_as(dana), transaction.atomic():
        with CaptureQueriesContext(connection) as before:
            rows = list_engagements(actor=dana)
        with CaptureQueriesContext(connection) as planted:
            for row in list_engagements(actor=dana):
                see_engagement(actor=dana, engagement_id=row.id)
    assert rows
    assert len(planted) > len(before)
