"""A client has died: at once nothing is sent, nobody is signed in, and lists say "Ended"."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import connection

from accounts.access import NotAllowed, NotFresh, WrongState
from accounts.models import User
from accounts.outbox.actions import enqueue
from accounts.outbox.models import Notice
from reviews.assignments.closing import note_death
from reviews.checkins.models import Cadence, CheckIn
from reviews.engagements.models import Engagement
from reviews.engagements.queries import get_engagement
from tests import covers
from tests.reviews.assignments.test_cover import at
from tests.story import being


def close(cast: Any, story: Any, *, now: Any, who: str = "dana", fresh: Any = None) -> None:
    actor = getattr(cast, who).actor
    with being(cast, who):
        note_death(
            actor=actor,
            engagement=get_engagement(actor=actor, engagement_id=story.engagement_id),
            authenticated_at=fresh or now,
            now=now,
        )


def test_nothing_is_sent_any_more_and_the_work_has_ended(cast, story, browser, now):
    from accounts.access import acting_as_system
    from accounts.outbox.delivery import deliver_pending

    page = browser(cast.eli)
    assert page.get("/you/").status_code == 200
    with being(cast, "dana"):
        for kind in ("something_waits", "account_changed"):
            enqueue(
                key=f"before:{kind}",
                kind=kind,
                recipient_id=cast.eli.user_id,
                organization_id=cast.dana.actor.organization_id,
                subject_id=cast.eli.user_id,
                due_at=now,
            )
    close(cast, story, now=now)
    assert not User.objects.get(id=cast.eli.user_id).is_active
    assert page.get("/you/").status_code != 200
    with being(cast, "dana"):
        assert Engagement.objects.get(id=story.engagement_id).state == Engagement.ENDED
        assert not Cadence.objects.filter(state=Cadence.LIVE).exists()
        ahead = CheckIn.objects.filter(due_at__gt=now + timedelta(days=10))
        assert set(ahead.values_list("state", flat=True)) == {CheckIn.CANCELED}
    mail.outbox.clear()
    deliver_pending()
    with acting_as_system("outbox"):
        rows = Notice.objects.filter(key__startswith="before:")
        assert {row.state for row in rows} == {Notice.NOT_NEEDED}
    assert not [m for m in mail.outbox if "eli@example.org" in m.to]


def test_the_administrator_sees_that_it_ended_and_no_more(cast, story, now):
    close(cast, story, now=now)
    with being(cast, "ada"), connection.cursor() as cursor:
        cursor.execute(
            "select state from app.list_assignments() where clinician like %s", ["%Dana%"]
        )
        assert cursor.fetchall() == [("ended",)]
        cursor.execute("select count(*) from reviews_closedaccount")
        assert cursor.fetchone() == (0,)


def test_whoever_covers_may_note_it_and_nobody_else(cast, story, now):
    cover = covers.ask(cast, story.engagement_id, now=now)
    covers.agree(cast, cover, now=now)
    sql = "select app.close_account(gen_random_uuid(), %s, app.now())"
    for who in ("mo", "eli", "otto", "ada", "sweep", "nobody"):
        with being(cast, who), connection.cursor() as cursor:
            cursor.execute(sql, [story.engagement_id])
            assert cursor.fetchone() == (None,), who
    with being(cast, "eli"), pytest.raises(NotAllowed):
        note_death(
            actor=cast.eli.actor,
            engagement=get_engagement(actor=cast.eli.actor, engagement_id=story.engagement_id),
            authenticated_at=now,
            now=now,
        )
    at(cover.starts_at + timedelta(days=1), now)
    close(cast, story, now=cover.starts_at + timedelta(days=1), who="mo")
    assert not User.objects.get(id=cast.eli.user_id).is_active


def test_it_asks_for_a_fresh_password_in_both_walls(cast, story, now):
    long_ago = now - timedelta(minutes=11)
    with pytest.raises(NotFresh):
        close(cast, story, now=now, fresh=long_ago)
    with being(cast, "dana"), connection.cursor() as cursor:
        sql = "select app.close_account(gen_random_uuid(), %s, %s)"
        cursor.execute(sql, [story.engagement_id, long_ago])
        assert cursor.fetchone() == (None,)
        cursor.execute(sql, [story.engagement_id, now])
        assert cursor.fetchone() == (True,)


def test_it_is_noted_once(cast, story, now):
    close(cast, story, now=now)
    with pytest.raises(WrongState):
        close(cast, story, now=now)
