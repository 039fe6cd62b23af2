"""Drafts stay while the work goes on; after its end they go, never without a week's warning."""

from datetime import timedelta

import psycopg
import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from accounts.access import acting_as_system
from accounts.outbox.models import Notice
from reviews.engagements.queries import get_engagement
from reviews.unfinished import doors, rules
from reviews.unfinished.actions import tidy
from reviews.unfinished.queries import list_unfinished
from reviews.unsent.places import (
    AGREEMENT,
    PERMISSION,
    PROCESS_NOTE,
    REFERRAL,
    REMARK,
    SECOND_CONCERN,
    STEP_BY_CLINICIAN,
)
from tests.clones import clone, inside
from tests.first_talks import opened_again
from tests.story import being as being_one
from tests.texts import tell_texts
from tests.unsent import type_into
from tests.writings import draft
from tracker.lib import clock

DRAFTS_OF_ELI = ["reflection", "reply", "unsent"]
DRAFTS_OF_DANA = ["feedback", "report", "session", "unsent"]


@pytest.fixture
def kinds_of(being):
    def read(actor):
        with being(actor):
            return sorted(d.kind for d in list_unfinished(actor=actor, now=clock.now()).drafts)

    return read


@pytest.fixture
def warnings(being):
    """How many mails wait for each of the two, as the outbox sees it."""

    def count(*people):
        with acting_as_system("outbox"), transaction.atomic():
            keys = Notice.objects.filter(key__startswith="drafts:")
            assert {n.kind for n in keys} <= {"something_waits"}
            return [keys.filter(recipient_id=p.user_id).count() for p in people]

    return count


def test_while_the_work_goes_on_nothing_goes(begun, eli, dana, kinds_of, warnings, days_later, now):
    days_later(now, 400)
    tidy()

    assert (kinds_of(eli), kinds_of(dana)) == (DRAFTS_OF_ELI, DRAFTS_OF_DANA)
    assert warnings(eli, dana) == [0, 0]


def test_after_the_end_they_are_kept_warned_of_and_dropped(
    end_work, eli, dana, kinds_of, warnings, days_later
):
    ended = end_work()
    days_later(ended, 22.9)
    tidy()
    assert warnings(eli, dana) == [0, 0]

    days_later(ended, 23.1)
    tidy()
    tidy()
    assert warnings(eli, dana) == [1, 1]

    days_later(ended, 30)  # a week after the warning is a little later than thirty days
    tidy()
    assert (kinds_of(eli), kinds_of(dana)) == (DRAFTS_OF_ELI, DRAFTS_OF_DANA)

    days_later(ended, 30.2)
    tidy()
    assert (kinds_of(eli), kinds_of(dana)) == ([], [])
    assert warnings(eli, dana) == [1, 1]


def test_nobody_is_warned_too_late(end_work, eli, dana, kinds_of, warnings, days_later):
    """The job stood still for a month."""
    ended = end_work()
    days_later(ended, 60)
    tidy()
    assert warnings(eli, dana) == [1, 1]
    assert kinds_of(eli) == DRAFTS_OF_ELI

    days_later(ended, 66.9)
    tidy()
    assert kinds_of(eli) == DRAFTS_OF_ELI

    days_later(ended, 67.1)
    tidy()
    assert kinds_of(eli) == []


def test_what_was_written_lately_stays_for_a_week(end_work, eli, dana, kinds_of, begun, days_later):
    ended = end_work()
    days_later(ended, 24)
    tidy()
    at = days_later(ended, 29)
    for actor, place in ((eli, PERMISSION), (dana, PROCESS_NOTE)):
        type_into(actor, place, begun.id, begun.id, "From another tab.", version=0, now=at)

    days_later(ended, 35.9)
    tidy()
    assert (kinds_of(eli), kinds_of(dana)) == (DRAFTS_OF_ELI, DRAFTS_OF_DANA)

    days_later(ended, 36.1)
    tidy()
    assert (kinds_of(eli), kinds_of(dana)) == ([], [])


def test_what_was_shared_signed_and_published_stays(
    end_work, shared_story, dana, eli, kinds_of, being, days_later
):
    from reviews.feedback.queries import list_feedback
    from reviews.journal.queries import list_entries
    from reviews.sessions.queries import list_sessions

    def listed():
        with being(dana):
            ids = [shared_story]
            return [
                len(list_entries(actor=dana, engagement_ids=ids)),
                len([s for s in list_sessions(actor=dana, engagement_ids=ids) if s.signed_at]),
                len([f for f in list_feedback(actor=dana, engagement_ids=ids) if f.published_at]),
            ]

    before = listed()
    assert all(before)
    ended = end_work()
    for day in (24, 40):
        days_later(ended, day)
        tidy()

    assert kinds_of(dana) == []
    assert listed() == before


@pytest.fixture
def shared_story(begun, eli, dana, draft, now, being):
    from reviews.journal.actions import share_entry
    from reviews.journal.queries import get_draft
    from tests.talks import log_session

    log_session(dana, begun.id, now=now)
    with being(eli):
        share_entry(actor=eli, entry=get_draft(actor=eli, entry_id=draft.id), now=now)
    return begun.id


def test_the_practice_says_how_long(end_work, ada, eli, kinds_of, being, days_later, warnings):
    from accounts.actions import change_practice_settings

    with being(ada):
        change_practice_settings(actor=ada, settings={"drafts_kept_days": 90}, now=clock.now())
    ended = end_work()
    days_later(ended, 60)
    tidy()
    assert warnings(eli) == [0]

    days_later(ended, 83.1)
    tidy()
    assert warnings(eli) == [1]
    days_later(ended, 90.2)
    tidy()
    assert kinds_of(eli) == []


# --- what is begun later, and where no work was begun ------------------------------------------------


@pytest.fixture
def begin_later(begun, dana, being):
    """A report of Dana's, begun now: an account of the time may be asked for long after the end."""
    from reviews.reports.actions import begin_report

    def begin():
        with being(dana):
            engagement = get_engagement(actor=dana, engagement_id=begun.id)
            begin_report(actor=dana, engagement=engagement, now=clock.now())

    return begin


def test_a_warning_of_earlier_drafts_counts_for_none_that_is_begun_later(
    end_work, begin_later, eli, dana, kinds_of, warnings, days_later
):
    ended = end_work()
    for day in (23.1, 30.2):
        days_later(ended, day)
        tidy()
    assert (kinds_of(dana), warnings(eli, dana)) == ([], [1, 1])

    days_later(ended, 270)
    begin_later()
    tidy()
    assert (kinds_of(dana), warnings(eli, dana)) == (["report"], [1, 2])
    days_later(ended, 276.9)
    tidy()
    assert kinds_of(dana) == ["report"]
    days_later(ended, 277.1)
    tidy()
    assert (kinds_of(dana), warnings(eli, dana)) == ([], [1, 2])


def test_a_log_that_stays_takes_no_warning_from_what_is_begun_later(
    begun, end_work, begin_later, cast, dana, kinds_of, warnings, days_later, being, browser, now
):
    """A process note hangs on it: it does not go, and is no draft that anybody was warned of."""
    from reviews.sessions.actions import write_process_note
    from reviews.sessions.models import SessionLog

    with being(dana):
        log = SessionLog.objects.get(state=SessionLog.DRAFT)
        write_process_note(
            actor=dana, engagement=log.engagement, session=log, text="A thought.", now=now
        )
    ended = end_work()
    for day in (23.1, 30.2):
        days_later(ended, day)
        tidy()
    assert (kinds_of(dana), warnings(dana)) == (["session"], [1])
    with being(dana):
        found = list_unfinished(actor=dana, now=clock.now())
    assert [found.goes_at(one) for one in found.drafts] == [None]
    assert "Goes soon" not in browser(cast.dana).get(reverse("desk:today")).content.decode()

    days_later(ended, 270)
    begin_later()
    tidy()
    assert (kinds_of(dana), warnings(dana)) == (["report", "session"], [2])


@pytest.mark.parametrize("who", ["eli", "dana"])
def test_drafts_of_a_talk_that_came_to_nothing_go_after_a_warning(
    engagement, cast, being, kinds_of, warnings, days_later, browser, now, who
):
    """Whoever says no: an account, where other help is, and an agreement that was not offered."""
    from reviews.suitability.actions import decline

    dana, actor = cast.dana.actor, getattr(cast, who).actor
    talk = opened_again(cast, engagement.id, now=now)
    draft(dana, talk.id, "suitability", now=now)
    type_into(dana, REFERRAL, talk.id, talk.id, "Ask at the Lantern house.", now=now)
    type_into(dana, AGREEMENT, talk.id, talk.id, "A warning.", now=now)
    days_later(now, 100)
    tidy()
    assert warnings(dana) == [0]  # while they talk, it stays

    at = clock.now()
    with being(actor):
        decline(actor=actor, engagement=get_engagement(actor=actor, engagement_id=talk.id), now=at)
    days_later(at, 23.1)
    tidy()
    assert (kinds_of(dana), warnings(dana)) == (["suitability", "unsent", "unsent"], [1])
    page = browser(cast.dana).get("/begun/").text
    assert "No work with Eli R. was begun" in page
    with being(dana):
        [goes_at] = list_unfinished(actor=dana, now=clock.now()).go_at.values()
    assert timedelta(days=29) < goes_at - at < timedelta(days=31)

    days_later(at, 30.2)
    tidy()
    assert kinds_of(dana) == []


@pytest.mark.parametrize("day", [1, 22, 24, 50])
def test_the_page_says_the_day_on_which_the_database_drops_them(
    end_work, eli, dana, being, days_later, day
):
    ended = end_work()
    days_later(ended, day)
    tidy()
    now = clock.now()
    with acting_as_system("sweep"), transaction.atomic():
        of_database = {g.author_id: g.goes_at for g in doors.drafts_of_ended_work()}

    for actor in (eli, dana):
        with being(actor):
            said = list_unfinished(actor=actor, now=now).go_at
        (at,) = said.values()
        assert abs(at - of_database[actor.user_id]) < timedelta(minutes=5)


def test_what_its_author_cannot_reach_any_more_goes():
    """A remark that is not asked for, and a form of work one may not enter; asked of the owner."""
    from tests.conftest import _load_cast, _make_cast
    from tests.story import tell_story

    with clone() as copy, inside(copy.app_url), copy.as_owner() as owner:
        _make_cast()
        cast, now = _load_cast(), clock.now()
        with transaction.atomic():
            story = tell_story(cast, now=now)
            texts = tell_texts(cast, story, now=now)
        mine, dana, mo = story.engagement_id, cast.dana.actor, cast.mo.actor
        type_into(mo, REMARK, mine, texts.cosignature_id, "Half a remark.", now=now)
        for place in (STEP_BY_CLINICIAN, PROCESS_NOTE):
            type_into(dana, place, mine, mine, "Half a word.", now=now)

        def left():
            tidy()
            found = owner.execute("select place from reviews_unsenttext order by place").fetchall()
            return [place for (place,) in found]

        assert left() == ["process_note", "remark", "step_by_clinician"]
        owner.execute("update reviews_cosignature set state = 'stood_aside' where state = 'asked'")
        assert left() == ["process_note", "step_by_clinician"]
        owner.execute(
            "update reviews_engagementgrant set ends_at = now() where user_id = %s", [dana.user_id]
        )
        assert left() == ["process_note", "step_by_clinician"]  # they may have been there yesterday
        owner.execute("update reviews_unsenttext set saved_at = now() - interval '8 days'")
        assert left() == ["process_note"]


@pytest.mark.parametrize("place", [REMARK, SECOND_CONCERN])
def test_what_a_second_clinician_types_stays_as_long_as_they_are_asked(place):
    """Months later, and when the work has ended meanwhile; asked of the owner."""
    from tests.conftest import _load_cast, _make_cast
    from tests.story import tell_story

    with clone() as copy, inside(copy.app_url), copy.as_owner() as owner:
        _make_cast()
        cast, now = _load_cast(), clock.now()
        with transaction.atomic():
            story = tell_story(cast, now=now)
            texts = tell_texts(cast, story, now=now)
        type_into(cast.mo.actor, place, story.engagement_id, texts.cosignature_id, "Half.", now=now)

        def left():
            tidy()
            return owner.execute("select count(*) from reviews_unsenttext").fetchone()

        owner.execute("update reviews_unsenttext set saved_at = now() - interval '90 days'")
        assert left() == (1,)
        owner.execute(
            "update reviews_engagement set state = 'ended', ended_at = now() - interval '90 days'"
        )
        assert left() == (1,)
        owner.execute("update reviews_cosignature set state = 'stood_aside' where state = 'asked'")
        assert left() == (0,)


@pytest.mark.parametrize("who", ["dana", "eli", "mo", "ada", "nobody", "outbox"])
def test_only_the_sweep_learns_whose_drafts_go_and_drops_them(end_work, cast, who, days_later):
    ended = end_work()
    days_later(ended, 24)
    with acting_as_system("sweep"), transaction.atomic():
        assert len(doors.drafts_of_ended_work()) == 2

    with being_one(cast, who):
        assert doors.drafts_of_ended_work() == []
        with pytest.raises(DatabaseError), transaction.atomic():
            doors.drop_drafts()


def test_the_door_reaches_no_word(owner: psycopg.Connection):
    """Not one sealed column of a draft is granted to whoever the door is."""
    granted = owner.execute(
        "select table_name || '.' || column_name from information_schema.column_privileges"
        " where grantee = 'waymark_definer' and table_schema = 'public' and privilege_type = 'SELECT'"
        " and (column_name like '%text%' or column_name in ('words', 'body', 'about', 'asked'))"
        " and table_name in ('reviews_unsenttext', 'reviews_answer', 'reviews_entry',"
        " 'reviews_reply', 'reviews_sessionlog', 'reviews_feedback', 'reviews_report',"
        " 'reviews_section', 'reviews_ground')"
    ).fetchall()
    # An unsent text's `about` is an id.
    assert granted == [("reviews_unsenttext.about",)]


def test_the_rule_takes_the_latest_of_three_moments(now):
    day = timedelta(days=1)
    plain = {"ended_at": now, "kept": 30 * day, "now": now + 20 * day}
    assert rules.goes_at(**plain, touched_at=now, warned_at=None) == now + 30 * day
    late = rules.goes_at(**plain, touched_at=now + 26 * day, warned_at=now + 23 * day)
    assert late == now + 33 * day
    assert rules.goes_at(**plain, touched_at=now, warned_at=now + 25 * day) == now + 32 * day
