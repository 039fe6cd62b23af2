"""What waits is held back once something is listed that it leaves out; what went out before stays."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.access import acting_as, acting_as_system
from accounts.models import Invitation
from accounts.outbox.models import Notice
from reviews.amendments.actions import mark_in_error
from reviews.documents.queries import list_documents
from reviews.ending.queries import still_out
from reviews.ending.words import out
from reviews.releases import doors
from reviews.releases.files import make_waiting
from reviews.releases.models import ReleaseFile
from reviews.releases.queries import list_permissions
from tests import sharing_story as story
from tests import voices
from tests.concerns import noted, told
from tests.held import (
    NEW_NAME,
    PARTS,
    after_the_wait,
    an_hour_passes,
    listed,
    notice,
    passes,
    readable,
    sent_to_erin,
    state_of,
)
from tests.laws.asking import body_of
from tests.reviews.concerns.test_binds import STATED
from tests.reviews.documents.test_reading import words_of
from tracker.lib import clock

SAYS_HELD = "a half-true summary is not sent. It does not wait for a day."
SAYS_WENT_OUT = "It went out before, and does not state something that the agreement lists."


@pytest.mark.parametrize("is_listed", [False, True], ids=["not listed", "listed"])
def test_no_way_to_it_opens_once_the_wait_is_over(cast, waits, browser, is_listed):
    if is_listed:
        listed(cast, waits.concern)
    after_the_wait()
    erin, nobody = browser(cast.erin), Client(headers={"Origin": "http://localhost:8000"})
    if not is_listed:
        story.acknowledged(waits.erin, waits.release.id)
    elsewhere = "/documents/00000000-0000-4000-8000-000000000000/"
    api = f"/api/v1/shared/{waits.release.id}/"
    ways = (waits.path, f"{waits.path}file/", api, f"{api}file/")
    answers = [erin.get(way) for way in ways]

    assert (waits.release.id in readable(waits)) is not is_listed
    assert (waits.path in erin.get("/documents/").content.decode()) is not is_listed
    assert [answer.status_code for answer in answers] == [404 if is_listed else 200] * 4
    if is_listed:
        assert body_of(answers[0]) == body_of(erin.get(elsewhere))
    shown = words_of(nobody.post("/check/", {"code": waits.code}))
    assert ("We do not know this document." in shown) is is_listed
    assert ("Unchanged since it was issued." in shown) is not is_listed
    with acting_as(waits.erin), transaction.atomic(), connection.cursor() as cursor:
        for table, column in (
            ("release", "id"),
            ("releasefile", "release_id"),
            ("engagementkey", "holder"),
        ):
            cursor.execute(
                f"select count(*) from reviews_{table} where {column} = %s", [waits.release.id]
            )
            assert cursor.fetchone() == (0 if is_listed else 1,), table


def test_its_mail_waits_and_goes_once_the_concern_is_taken_back(cast, waits):
    before = len(sent_to_erin())
    listed(cast, waits.concern)
    after_the_wait()
    assert len(sent_to_erin()) == before
    assert (notice(waits).state, notice(waits).attempts) == (Notice.WAITING, 0)

    listed(cast, waits.concern, "not_listed")
    clock.move(timedelta(hours=2 * story.WAIT_HOURS + 2))

    assert len(sent_to_erin()) == before + 1
    assert notice(waits).state == Notice.SENT
    assert waits.release.id in readable(waits)


def test_its_mail_is_given_up_with_the_release(cast, waits):
    before = len(sent_to_erin())
    listed(cast, waits.concern)
    story.withdrawn(cast, waits.permission, now=after_the_wait())
    assert len(sent_to_erin()) == before
    assert notice(waits).state == Notice.NOT_NEEDED


def test_no_invitation_leaves_for_it(cast, engagement, now):
    concern = told(cast.eli.actor, engagement.id, now=now)
    report = story.signed_report(cast, engagement.id, now=now)
    permission = story.permitted(cast, engagement.id, now=now)
    story.released(cast, report, permission, parts=PARTS, now=now)
    listed(cast, concern)
    story.wait_is_over()
    assert sent_to_erin() == []

    listed(cast, concern, "not_listed")
    clock.move(timedelta(hours=story.WAIT_HOURS + 2))
    assert [message.subject for message in sent_to_erin()] == ["A document is available"]


@pytest.mark.parametrize("days", [1, 29, 40])
def test_however_long_it_was_held_its_reader_is_invited_then(cast, engagement, now, days):
    concern = told(cast.eli.actor, engagement.id, now=now)
    report = story.signed_report(cast, engagement.id, now=now)
    permission = story.permitted(cast, engagement.id, now=now, days=60)
    release = story.released(cast, report, permission, parts=PARTS, now=now)
    listed(cast, concern)
    story.wait_is_over(hours=story.WAIT_HOURS + days * 24)
    assert sent_to_erin() == []

    listed(cast, concern, "not_listed")
    clock.move(timedelta(hours=story.WAIT_HOURS + days * 24 + 2))
    assert [message.subject for message in sent_to_erin()] == ["A document is available"]

    last = min(timedelta(days=29, hours=23), permission.expires_at - clock.now())
    clock.move(timedelta(hours=story.WAIT_HOURS + days * 24 + 1) + last)
    erin = story.reader_joined()
    with acting_as(erin), transaction.atomic():
        assert [head.id for head in list_documents(actor=erin)] == [release.id]


def test_an_invitation_ends_with_the_permission_however_late_it_goes(cast, engagement, now):
    concern = told(cast.eli.actor, engagement.id, now=now)
    report = story.signed_report(cast, engagement.id, now=now)
    permission = story.permitted(cast, engagement.id, now=now, days=60)
    release = story.released(cast, report, permission, parts=PARTS, now=now)
    listed(cast, concern)
    story.wait_is_over(hours=40 * 24)
    listed(cast, concern, "not_listed")
    assert len(sent_to_erin()) == 1
    with acting_as_system("outbox"), transaction.atomic():
        reader = doors.reader_to_tell(release_id=release.id)
        assert Invitation.objects.get(id=reader.invitation_id).expires_at == permission.expires_at


def test_nobody_but_the_outbox_makes_an_invitation_last(cast, engagement, now):
    report = story.signed_report(cast, engagement.id, now=now)
    permission = story.permitted(cast, engagement.id, now=now)
    release = story.released(cast, report, permission, parts=PARTS, now=now)
    story.wait_is_over()
    renew = "select app.renew_invitation(%s, '30 days')"
    with acting_as_system("outbox"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(renew, [release.id])
    for person in (cast.eli.actor, cast.dana.actor, cast.ada.actor):
        with (
            pytest.raises(DatabaseError, match="only the outbox"),
            acting_as(person),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(renew, [release.id])


def _withdraws(cast, waits, now):
    story.withdrawn(cast, waits.permission, now=now)


def _narrows(cast, waits, now):
    story.narrowed(cast, waits.permission, "takes_part", now=now)


def _enters_in_error(cast, waits, now):
    story.entered_in_error(cast, waits.report, now=now)


def _lets_it_expire(cast, waits, now):
    story.wait_is_over(hours=24 * 200)


def _replaces(cast, waits, now):
    newer = story.corrected_report(
        cast, waits.report, concerns=STATED, stated=(waits.concern.id,), now=now
    )
    whole = (*story.EVERY_PART, "concerns")
    story.released(cast, newer, waits.permission, parts=whole, now=now)
    passes(story.WAIT)


ENDS = [_withdraws, _narrows, _enters_in_error, _lets_it_expire, _replaces]


@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize("went_out", [True, False])
def test_what_was_over_while_it_was_held_stays_unknown(cast, waits, end, went_out):
    """Also once nothing would hold it any more; one that went out for an hour is over."""
    nobody = Client(headers={"Origin": "http://localhost:8000"})
    listed(cast, waits.concern)
    after_the_wait()
    if went_out:
        listed(cast, waits.concern, "not_listed")
        clock.move(timedelta(hours=2 * story.WAIT_HOURS + 1))
    end(cast, waits, clock.now())
    an_hour_passes()
    if not went_out:
        assert "We do not know" in words_of(nobody.post("/check/", {"code": waits.code}))
        listed(cast, waits.concern, "not_listed")
        an_hour_passes()

    shown = words_of(nobody.post("/check/", {"code": waits.code}))
    assert ("We do not know this document." in shown) is not went_out
    assert ("This document may no longer be relied on. If you" in shown) is went_out


@pytest.mark.parametrize("end", ENDS[:3])
def test_what_was_over_in_its_waiting_period_stays_unknown(cast, waits, end):
    nobody = Client(headers={"Origin": "http://localhost:8000"})
    end(cast, waits, clock.now())
    after_the_wait()
    shown = words_of(nobody.post("/check/", {"code": waits.code}))
    assert "We do not know this document." in shown


def test_entered_in_error_it_lets_it_go_on(cast, engagement, waits, being):
    seen = noted(cast.dana.actor, engagement.id, now=clock.now())
    listed(cast, seen)
    now = after_the_wait()
    assert waits.release.id not in readable(waits)
    with being(cast.dana.actor):
        mark_in_error(
            actor=cast.dana.actor,
            engagement_id=engagement.id,
            of_kind="noted",
            of_id=seen.entry_id,
            reason="It is about somebody else.",
            now=now,
        )
    assert waits.release.id in readable(waits)
    assert state_of(waits, cast.dana.actor).state == "live"


def test_what_a_contact_named_of_other_work_lets_it_go_on(cast, engagement, waits, being):
    new = voices.report(waits.erin, voices.forms(waits.erin)[0].id)
    listed(cast, voices.found(cast.dana.actor, new))
    now = after_the_wait()
    assert waits.release.id not in readable(waits)
    with being(cast.dana.actor):
        mark_in_error(
            actor=cast.dana.actor,
            engagement_id=engagement.id,
            of_kind="concern",
            of_id=new,
            reason="It is about other work.",
            now=now,
        )
    assert waits.release.id in readable(waits)


def test_a_text_that_states_it_goes_out_and_another_concern_holds_it(cast, waits):
    listed(cast, waits.concern)
    clock.move(timedelta(hours=story.WAIT_HOURS, seconds=5))
    stated = story.corrected_report(
        cast, waits.report, concerns=STATED, stated=(waits.concern.id,), now=clock.now()
    )
    whole = (*story.EVERY_PART, "concerns")
    release = story.released(cast, stated, waits.permission, parts=whole, now=clock.now())
    after_the_wait()
    assert readable(waits) >= {release.id}
    assert waits.release.id not in readable(waits)
    assert state_of(waits, cast.eli.actor).state == "replaced"


@pytest.mark.parametrize("who", ["eli", "dana"])
def test_both_are_told_plainly(cast, waits, browser, who):
    person = getattr(cast, who)
    home = "/sharing/" if who == "eli" else f"/people/{waits.release.engagement_id}/sharing/"
    assert SAYS_HELD not in words_of(browser(person).get(home))

    listed(cast, waits.concern)

    for _ in range(2):  # in the waiting period, and after it
        assert SAYS_HELD in words_of(browser(person).get(home))
        assert state_of(waits, person.actor).state == "held"
        api = browser(person).get(f"/api/v1/engagements/{waits.release.engagement_id}/sharing/")
        assert '"state":"held"' in api.content.decode()
        after_the_wait()


@pytest.mark.parametrize("who", ["eli", "dana"])
def test_what_could_be_opened_before_stays_and_says_so(cast, waits, browser, who):
    after_the_wait()
    assert waits.release.id in readable(waits)
    listed(cast, waits.concern)

    assert waits.release.id in readable(waits)
    person = getattr(cast, who)
    home = "/sharing/" if who == "eli" else f"/people/{waits.release.engagement_id}/sharing/"
    assert SAYS_WENT_OUT in words_of(browser(person).get(home))
    assert state_of(waits, person.actor).state == "live"


def test_one_that_is_held_never_took_the_place_of_one_before(cast, engagement, now):
    """Both are of one report, for one reader: that he takes part, and then a summary."""
    concern = told(cast.eli.actor, engagement.id, now=now)
    report = story.signed_report(cast, engagement.id, now=now)
    permission = story.permitted(cast, engagement.id, now=now)
    first = story.released(cast, report, permission, parts=("takes_part",), now=now)
    later = now + timedelta(seconds=1)
    second = story.released(cast, report, permission, parts=PARTS, now=later)
    listed(cast, concern)
    story.wait_is_over()
    erin = story.reader_joined()

    def states():
        with acting_as(cast.eli.actor), transaction.atomic():
            [seen] = list_permissions(
                actor=cast.eli.actor, engagement_id=engagement.id, now=clock.now()
            )
        return {release.id: release.state for release in seen.releases}

    def found():
        with acting_as(erin), transaction.atomic():
            return [head.id for head in list_documents(actor=erin)]

    assert found() == [first.id]
    assert states() == {first.id: "live", second.id: "held"}
    listed(cast, concern, "not_listed")
    assert found() == [second.id]
    assert states() == {first.id: "replaced", second.id: "live"}


def test_its_file_is_made_for_when_it_goes_on(cast, engagement, now):
    concern = told(cast.eli.actor, engagement.id, now=now)
    report = story.signed_report(cast, engagement.id, now=now)
    permission = story.permitted(cast, engagement.id, now=now)
    release = story.released(cast, report, permission, parts=PARTS, now=now)
    listed(cast, concern)
    assert make_waiting() == 1
    with acting_as(cast.eli.actor), transaction.atomic():
        assert ReleaseFile.objects.get(release_id=release.id).state == ReleaseFile.MADE


def test_whoever_ends_the_work_reads_that_it_is_held(cast, waits, being):
    listed(cast, waits.concern)
    with being(cast.eli.actor):
        found = still_out(
            actor=cast.eli.actor, engagement_id=waits.release.engagement_id, now=clock.now()
        )
    [sentence] = [s for s in out(found) if NEW_NAME[0] in s]
    assert "it is held back, because it does not state something" in sentence


def test_the_pages_ask_once_however_many_releases(cast, engagement, waits):
    def asked():
        eli = cast.eli.actor
        with acting_as(eli), transaction.atomic(), CaptureQueriesContext(connection) as seen:
            list_permissions(actor=eli, engagement_id=engagement.id, now=clock.now())
        return [q["sql"] for q in seen.captured_queries if "release_times" in q["sql"]]

    assert len(asked()) == 1
    story.released(
        cast, waits.report, waits.permission, parts=("takes_part", "commitments"), now=clock.now()
    )
    assert len(asked()) == 1


def test_the_outbox_and_strangers_learn_nothing_of_it(cast, waits):
    listed(cast, waits.concern)

    def asked(sql, value):
        with connection.cursor() as cursor:
            cursor.execute(sql, [value])
            return cursor.fetchall()

    held, of_work = (
        "select app.release_is_held(%s)",
        "select id from app.release_times(%s) where leaves_out",
    )
    with acting_as_system("outbox"), transaction.atomic():
        assert asked(held, waits.release.id) == [(True,)]
        assert asked(of_work, waits.release.engagement_id) == []
    with acting_as(cast.dana.actor), transaction.atomic():
        assert asked(held, waits.release.id) == [(False,)]
        assert asked(of_work, waits.release.engagement_id) == [(waits.release.id,)]
    for person in (cast.otto.actor, cast.ada.actor, waits.erin):
        with acting_as(person), transaction.atomic():
            assert asked(held, waits.release.id) == [(False,)]
            assert asked(of_work, waits.release.engagement_id) == []
