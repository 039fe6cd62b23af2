"""The job that makes the sealed PDFs: as the client, once, and only while it is still wanted."""

import hashlib
import threading
from datetime import timedelta

import pytest
from django.db import connection, transaction

from accounts.access import acting_as, acting_as_system
from reviews.releases import files
from reviews.releases.copy_queries import open_copy, open_file
from reviews.releases.models import ReleaseFile
from tests import sharing_story as story
from tests.clones import clone, inside
from tests.conftest import _load_cast, _make_cast
from tests.ground import acted_once
from tests.story import _engagement
from tests.tracker.pdf.reading import letters, words
from tracker.lib import clock
from tracker.lib.pdf.seal import check


@pytest.fixture
def row(release, being, cast):
    """The file's row as it is now."""

    def read():
        with being(cast.eli.actor):
            return ReleaseFile.objects.get(release=release)

    return read


@acted_once
def pdf(release, being, cast):
    assert files.make_waiting() == 1
    with being(cast.eli.actor):
        return open_file(release)


def texts(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from texts(inner)


def test_it_is_made_once_and_says_when(release, row, now):
    assert row().state == ReleaseFile.WAITING

    assert files.make_waiting() == 1

    made = row()
    assert (made.state, made.attempts, made.made_at >= now) == (ReleaseFile.MADE, 1, True)
    assert files.make_waiting() == 0


def test_it_is_sealed_and_its_hash_is_kept(pdf, row):
    assert check(pdf)
    assert not check(pdf + b"\n")
    assert bytes(row().file_hash) == hashlib.sha256(pdf).digest()
    assert pdf[:5] == b"%PDF-"
    assert b"%PDF-" not in bytes(row().pdf)


def test_it_says_what_the_page_says_and_no_more(pdf, release, being, cast):
    with being(cast.eli.actor):
        copy = open_copy(release)
    paper = letters(words(pdf))

    said = {
        t
        for t in texts(copy)
        if t not in (copy["issued"], copy["language"], copy["notice_version"])
    }
    assert {text for text in said if letters(text) not in paper} == set()
    for text in (*story.TEXTS.values(), story.STATEMENT):
        assert letters(text) in paper
    assert "Preview" not in paper


def test_a_part_that_was_not_chosen_is_not_in_it(cast, signed, permission, being, now):
    release = story.released(cast, signed, permission, now=now, parts=("takes_part",))
    assert files.make_waiting() == 1
    with being(cast.eli.actor):
        paper = letters(words(open_file(release)))

    assert letters("Taking part") in paper
    for text in story.TEXTS.values():
        assert letters(text) not in paper


def test_the_reader_gets_the_very_file(pdf, release, browser, cast):
    story.wait_is_over()
    contact = story.reader_joined()
    story.acknowledged(contact, release.id)

    assert browser(cast.erin).get(f"/documents/{release.id}/file/").content == pdf


def test_it_is_made_as_the_client_who_released(release, row, cast, monkeypatch):
    seen = []
    render = files.render

    def look(copy):
        with connection.cursor() as cursor:
            cursor.execute("select app.actor_id(), app.actor_role(), app.actor_system()")
            seen.append(cursor.fetchone())
        return render(copy)

    monkeypatch.setattr(files, "render", look)
    assert files.make_waiting() == 1

    assert [(actor, role) for actor, role, _ in seen] == [(cast.eli.user_id, "client")]
    assert not seen[0][2]


def test_the_job_as_the_system_opens_nothing(pdf, release):
    with acting_as_system("documents"), transaction.atomic():
        (file,) = ReleaseFile.objects.filter(release_id=release.id).only("id", "state")
        assert file.state == ReleaseFile.MADE
        with connection.cursor() as cursor:
            for table in ("reviews_release", "reviews_engagementkey", "reviews_report"):
                cursor.execute(f"select count(*) from {table}")
                assert cursor.fetchone()[0] == 0


@pytest.mark.parametrize("how", ["withdrawn", "narrowed", "in_error", "closed", "expired"])
def test_what_has_ended_meanwhile_is_dropped(release, row, cast, permission, signed, how):
    now = clock.now()
    if how == "withdrawn":
        story.withdrawn(cast, permission, now=now)
    elif how == "narrowed":
        story.narrowed(cast, permission, "takes_part", now=now)
    elif how == "in_error":
        story.entered_in_error(cast, signed, now=now)
    elif how == "closed":
        story.closed(cast, release, now=now)
    else:
        story.wait_is_over(hours=24 * 182)

    assert files.make_waiting() == 0

    dropped = row()
    assert (dropped.state, dropped.pdf, dropped.file_hash) == (ReleaseFile.DROPPED, None, None)
    assert files.make_waiting() == 0


class Killed(BaseException):
    """The process is gone: nobody catches it."""


def test_an_attempt_that_kills_its_process_is_counted(release, row, monkeypatch):
    def die(copy):
        raise Killed

    monkeypatch.setattr(files, "render", die)
    minutes = [0, 1, 3, 7, 15, 31, 63, 127]
    for tried, minute in enumerate(minutes):
        story.wait_is_over(hours=(minute - 0.5) / 60)
        assert files.make_waiting() == 0  # its time has not come
        story.wait_is_over(hours=(minute + 0.5) / 60)
        with pytest.raises(Killed):
            files.make_waiting()
        assert (row().attempts, row().state) == (tried + 1, ReleaseFile.WAITING)

    story.wait_is_over(hours=5)
    assert files.make_waiting() == 0
    given_up = row()
    assert (given_up.attempts, given_up.state) == (8, ReleaseFile.DROPPED)


def test_one_that_failed_is_made_the_next_time(release, row, monkeypatch):
    render = files.render

    def fail(copy):
        raise OSError("no fonts just now")

    monkeypatch.setattr(files, "render", fail)
    assert files.make_waiting() == 0
    monkeypatch.setattr(files, "render", render)
    story.wait_is_over(hours=2 / 60)

    assert files.make_waiting() == 1
    assert (row().state, row().attempts) == (ReleaseFile.MADE, 2)


def test_one_bad_row_holds_no_other_up(release, cast, signed, permission, row, monkeypatch):
    second = story.released(cast, signed, permission, now=clock.now(), parts=("takes_part",))
    render = files.render

    def fail_first(copy):
        if len(copy["sections"]) > 1:
            raise OSError("no fonts just now")
        return render(copy)

    monkeypatch.setattr(files, "render", fail_first)

    assert files.make_waiting() == 1

    assert row().state == ReleaseFile.WAITING
    with acting_as(cast.eli.actor), transaction.atomic():
        other = ReleaseFile.objects.get(release=second)
    assert (other.state, other.attempts) == (ReleaseFile.MADE, 1)


def test_whoever_asked_and_has_left_gets_none(release, row, cast, being):
    from accounts.actions import end_membership
    from accounts.queries import get_member

    ada = cast.ada.actor
    with being(ada):
        eli = get_member(actor=ada, membership_id=cast.eli.actor.membership_id)
        end_membership(actor=ada, membership=eli, now=clock.now())

    assert files.make_waiting() == 0

    with acting_as_system("documents"), transaction.atomic():
        state = ReleaseFile.objects.filter(release_id=release.id).values_list("state", flat=True)
        assert list(state) == [ReleaseFile.DROPPED]


def test_two_workers_make_each_file_once(monkeypatch):
    """On a database of its own, where everything is committed: both look at the same moment."""
    rendered, render = [], files.render
    together = threading.Barrier(2, timeout=20)

    def slowly(copy):
        rendered.append(copy["code"])
        return render(copy)

    monkeypatch.setattr(files, "render", slowly)
    with clone() as copy:
        with inside(copy.app_url):
            _make_cast()
            cast = _load_cast()
            now = clock.now()
            engagement = _engagement(cast.dana.actor, cast.eli.actor, "Eli Rask", now=now)
            report = story.signed_report(cast, engagement.engagement_id, now=now)
            for name in ("Noa", "Ida", "Jon", "Lev", "Uma", "Wim"):
                reader = (f"{name} Frey", "trustee", "Harrow & Vale", f"{name.lower()}@example.org")
                permission = story.permitted(cast, engagement.engagement_id, now=now, reader=reader)
                story.released(cast, report, permission, now=now)

        made = []

        def work():
            with inside(copy.app_url):
                together.wait()
                made.append(files.make_waiting())

        workers = [threading.Thread(target=work) for _ in range(2)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()

        assert sum(made) == 6
        assert len(rendered) == len(set(rendered)) == 6
        with inside(copy.app_url), acting_as_system("documents"), transaction.atomic():
            states = ReleaseFile.objects.values_list("state", "attempts")
            assert set(states) == {(ReleaseFile.MADE, 1)}


def test_the_schedule_looks_without_being_told():
    from tracker.celery import app

    (entry,) = [e for e in app.conf.beat_schedule.values() if e["task"] == "releases.files"]
    assert timedelta(seconds=entry["schedule"]) <= timedelta(minutes=1)
