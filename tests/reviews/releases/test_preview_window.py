"""The client reads a version before anybody outside can: working days, counted from the offer."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg import errors

from accounts.access import acting_as
from accounts.actions import change_practice_settings
from reviews.releases.doors import live_releases, preview_ends
from reviews.reports.cosignatures import ask_cosigner
from reviews.reports.models import CoSignature, Report
from tests import sharing_story as story
from tests.reviews.releases.pages import preview, url
from tests.story import _engagement
from tracker.lib import clock, dates

ZONES = (
    "UTC",
    "America/Chicago",
    "Europe/Dublin",
    "Australia/Lord_Howe",  # changes by half an hour
    "Asia/Amman",  # began its summer on Fridays at midnight, until 2022
    "Asia/Tehran",  # changed on any day of the week, until 2022
)
DAY = timedelta(days=1)


def after_working_days(offered: datetime, days: int, zone: str) -> datetime:
    with connection.cursor() as cursor:
        cursor.execute("select app.after_working_days(%s, %s, %s)", [offered, days, zone])
        ends: datetime = cursor.fetchone()[0]
        return ends


def ends_of(who, report):
    with acting_as(who), transaction.atomic():
        return preview_ends(report_id=report.id)


def live(who):
    with acting_as(who), transaction.atomic():
        return live_releases()


def set_days(ada, days):
    with acting_as(ada), transaction.atomic():
        change_practice_settings(actor=ada, settings={"preview_days": days}, now=clock.now())


# --- counting ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("offered", "days", "ends"),
    [
        # 2026-06-01 is a Monday; Chicago is five hours behind.
        ("2026-06-01T15:00", 5, "2026-06-08T15:00"),
        ("2026-06-01T15:00", 2, "2026-06-03T15:00"),
        ("2026-06-04T15:00", 2, "2026-06-08T15:00"),
        ("2026-06-05T15:00", 5, "2026-06-12T15:00"),
        ("2026-06-05T15:00", 1, "2026-06-08T15:00"),
        ("2026-06-06T15:00", 5, "2026-06-15T15:00"),  # Saturday: as if made on the Monday
        ("2026-06-07T15:00", 2, "2026-06-10T15:00"),
        ("2026-06-06T03:00", 5, "2026-06-13T03:00"),  # still Friday evening in Chicago
        ("2026-06-01T15:00", 20, "2026-06-29T15:00"),
        ("2026-10-28T14:00", 5, "2026-11-04T15:00"),  # 9 AM before and after the clock goes back
        ("2026-03-04T15:00", 5, "2026-03-11T14:00"),
    ],
)
def test_working_days_are_counted_where_the_practice_is(offered, days, ends):
    at = datetime.fromisoformat(offered).replace(tzinfo=UTC)
    until = datetime.fromisoformat(ends).replace(tzinfo=UTC)
    assert after_working_days(at, days, "America/Chicago") == until


def by_walking(offered: datetime, days: int, zone: str) -> tuple[date, time]:
    """The wall's day and time at the end, one day after another."""
    here = offered.astimezone(ZoneInfo(zone))
    day = here.date()
    while day.weekday() > 4:
        day += DAY
    while days:
        day += DAY
        days -= day.weekday() < 5
    return day, here.time()


@settings(
    max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    minutes=st.integers(0, 17 * 365 * 24 * 60), days=st.integers(2, 20), zone=st.sampled_from(ZONES)
)
def test_any_offer_gives_as_many_working_days(db, minutes, days, zone):
    offered = datetime(2015, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    ends = after_working_days(offered, days, zone)

    day, wall = by_walking(offered, days, zone)
    # A wall time that comes twice, or never: the later of what it could mean.
    meant = [datetime.combine(day, wall, ZoneInfo(zone)).replace(fold=fold) for fold in (0, 1)]
    assert ends == max(at.astimezone(UTC) for at in meant)
    passed = (offered.astimezone(ZoneInfo(zone)).date() + n * DAY for n in range(1, 40))
    until = ends.astimezone(ZoneInfo(zone)).date()
    assert len([d for d in passed if d <= until and d.weekday() < 5]) >= days
    assert ends - offered >= days * DAY - timedelta(hours=1)


# --- what it holds back -----------------------------------------------------------------------------


def test_what_is_released_at_once_opens_when_the_window_is_over(cast, signed, permission, now):
    release = story.released(cast, signed, permission, now=now)

    ends = ends_of(cast.eli.actor, signed)
    assert release.live_at == ends == after_working_days(now, 5, "America/Chicago")
    assert release.live_at > now + timedelta(hours=48)


def test_released_after_it_only_the_wait_is_left(cast, engagement, signed):
    later = story.wait_is_over()
    permission = story.permitted(cast, engagement.id, now=later)

    release = story.released(cast, signed, permission, now=later)

    assert release.live_at == later + timedelta(hours=48)


def test_a_correction_begins_a_new_window_and_the_earlier_one_stays_till_then(
    cast, signed, permission, release
):
    later = story.wait_is_over()
    erin = story.reader_joined()
    assert live(erin) == {release.id}
    newer = story.corrected_report(cast, signed, now=later, themes="We worked on asking twice.")
    assert ends_of(cast.eli.actor, newer) == after_working_days(later, 5, "America/Chicago")

    second = story.released(cast, newer, permission, now=later)
    assert live(erin) == {release.id}

    story.wait_is_over(hours=2 * story.WAIT_HOURS)
    assert live(erin) == {second.id}


def test_with_two_names_it_begins_with_the_second(cast, now):
    dana, eli = cast.dana.actor, cast.eli.actor
    work = _engagement(dana, eli, "Eli Rask", now=now, two_names=True).engagement_id
    report = story.signed_report(cast, work, now=now)
    assert ends_of(eli, report) is None  # it is not offered yet

    later = story.wait_is_over(hours=3 * 24)
    story.cosigned(dana, report.id, cast.mo.actor, now=later)

    assert ends_of(eli, report) == after_working_days(later, 5, "America/Chicago")
    release = story.released(cast, report, story.permitted(cast, work, now=later), now=later)
    assert release.live_at == ends_of(eli, report)


def test_nobody_else_is_told_when_it_ends(cast, signed, now):
    assert ends_of(cast.eli.actor, signed) is not None
    assert ends_of(cast.dana.actor, signed) is not None
    for stranger in (cast.otto, cast.mo, cast.ada):
        assert ends_of(stranger.actor, signed) is None


# --- the setting ------------------------------------------------------------------------------------


def test_the_setting_counts_for_what_is_signed_from_then_on(cast, engagement, signed, ada, now):
    before = ends_of(cast.eli.actor, signed)
    set_days(ada, 2)
    newer = story.signed_report(cast, engagement.id, now=now)

    assert ends_of(cast.eli.actor, signed) == before
    assert ends_of(cast.eli.actor, newer) == after_working_days(now, 2, "America/Chicago")


@pytest.mark.parametrize("days", [1, 21])
def test_the_database_holds_the_setting_within_its_bounds(ada, days):
    set_days(ada, 2)
    set_days(ada, 20)
    with pytest.raises(DatabaseError):
        set_days(ada, days)


@pytest.mark.parametrize(
    "wrong", [{"preview_days": 2}, {"preview_days": None}, {"signed_at": timedelta(days=-9)}]
)
def test_whoever_signs_can_neither_shorten_it_nor_date_it_back(
    cast, engagement, now, being, dana, wrong
):
    """Past the rules: the policy asks for the practice's own number, and for the present."""
    from reviews.engagements.queries import get_engagement
    from reviews.reports.actions import begin_report
    from tests.talks import log_session

    log_session(dana, engagement.id, now=now)
    with being(dana):
        found = get_engagement(actor=dana, engagement_id=engagement.id)
        draft = begin_report(actor=dana, engagement=found, now=now)

    def sign(preview_days=5, signed_at=timedelta()):
        with being(dana):
            Report.objects.filter(id=draft.id).update(
                body=b"x", digest=b"x" * 32, limits_version="1", period_from=now, period_to=now,
                preview_days=preview_days, state=Report.SIGNED, signed_at=now + signed_at,
            )  # fmt: skip
            transaction.set_rollback(True)

    sign()
    with pytest.raises(DatabaseError) as refused:
        sign(**wrong)
    assert isinstance(refused.value.__cause__, errors.InsufficientPrivilege)


def test_nor_does_a_second_name_date_it_back(cast, now):
    dana, eli, mo = (getattr(cast, name).actor for name in ("dana", "eli", "mo"))
    work = _engagement(dana, eli, "Eli Rask", now=now, two_names=True).engagement_id
    story.signed_report(cast, work, now=now, two_names=True)
    report = story.signed_report(cast, work, now=now)
    with acting_as(dana), transaction.atomic():
        ask_cosigner(actor=dana, report=report, cosigner_id=mo.user_id, now=now)
    with pytest.raises(DatabaseError) as refused, acting_as(mo), transaction.atomic():
        CoSignature.objects.filter(report=report).update(
            state=CoSignature.COSIGNED, answered_at=now - timedelta(days=9)
        )
    assert isinstance(refused.value.__cause__, errors.InsufficientPrivilege)


# --- what the pages say -----------------------------------------------------------------------------


def test_the_pages_say_until_when_it_is_the_clients_alone(at_desk, cast, signed, permission):
    ends = dates.local(ends_of(cast.eli.actor, signed), zone="America/Chicago")
    said = f"can read this version before {dates.full_day(ends)}, {dates.clock_time(ends)}"

    assert said in at_desk.get(url("decide", signed)).content.decode()
    assert said in preview(at_desk, signed, permission, *story.EVERY_PART).content.decode()


def test_once_it_is_over_they_do_not(browser, cast, signed, permission):
    story.wait_is_over()
    eli = browser(cast.eli)

    for page in (
        eli.get(url("decide", signed)),
        preview(eli, signed, permission, *story.EVERY_PART),
    ):
        assert page.status_code == 200
        assert "yours alone" not in page.content.decode()


def test_a_release_that_waits_says_why(at_desk, release, permission):
    page = at_desk.get(url("permission", permission)).content.decode()
    assert "The time until then is for reading it again and thinking it over." in page


def test_a_permission_that_ends_before_says_so(at_desk, cast, engagement, signed, permission, now):
    short = story.permitted(cast, engagement.id, now=now, days=3)
    said = "inside it, nobody could ever open them"

    assert said not in preview(at_desk, signed, permission, *story.EVERY_PART).content.decode()
    assert said in preview(at_desk, signed, short, *story.EVERY_PART).content.decode()
