"""What was told without permission: signed once, read by the client, at the latest from a day."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import ProgrammingError
from django.urls import reverse

from accounts.access import NotAllowed, NotFound, NotFresh, acting_as_system
from accounts.models import AuditEvent, User
from accounts.outbox.models import Notice
from accounts.queries import list_events
from reviews.disclosures import queries
from reviews.disclosures.actions import NewDisclosure, record_disclosure
from reviews.disclosures.models import Disclosure
from reviews.reminders.actions import sweep
from tests.conftest import PASSWORD
from tests.disclosures import FACTS, recorded
from tracker.lib import clock, dates


def test_both_read_what_was_told(cast, engagement, now, being):
    row = recorded(cast.dana.actor, engagement.id, now=now)
    for person in (cast.dana, cast.eli):
        with being(person.actor):
            seen = queries.read_disclosure(actor=person.actor, disclosure_id=row.id, now=now)
            assert (seen.facts, seen.told_to) == (FACTS, "The police of the town")
    for person in (cast.mo, cast.otto, cast.ada):
        with being(person.actor):
            with pytest.raises(NotFound):
                queries.read_disclosure(actor=person.actor, disclosure_id=row.id, now=now)
            assert not Disclosure.objects.exists()


def test_a_decision_to_tell_nobody_is_a_record(cast, engagement, now, being):
    row = recorded(
        cast.dana.actor, engagement.id, outcome="not_told", told_to="", told_on=None, now=now
    )
    with being(cast.eli.actor):
        [head] = queries.list_disclosures(actor=cast.eli.actor, engagement_ids=[engagement.id])
        assert (head.id, head.outcome_on_screen) == (row.id, "Decided not to tell")


def test_what_the_law_forbids_telling_yet_is_nothing_to_the_client(cast, engagement, now, being):
    recorded(cast.dana.actor, engagement.id, now=now)
    before = _trail(cast, engagement, being)
    later = now + timedelta(days=30)
    row = recorded(
        cast.dana.actor, engagement.id, shown_from=later, why_later="An order says so.", now=now
    )
    with being(cast.dana.actor):
        queries.read_disclosure(actor=cast.dana.actor, disclosure_id=row.id, now=now)
    assert _trail(cast, engagement, being) == before
    with being(cast.eli.actor):
        assert not Disclosure.objects.filter(id=row.id).exists()
        with pytest.raises(NotFound):
            queries.read_disclosure(actor=cast.eli.actor, disclosure_id=row.id, now=now)
    clock.move(timedelta(days=31))
    with being(cast.eli.actor):
        seen = queries.read_disclosure(actor=cast.eli.actor, disclosure_id=row.id, now=clock.now())
        assert seen.why_later == "An order says so."


def test_the_day_it_may_be_shown_the_client_is_told_and_finds_it(cast, engagement, now, browser):
    later = {"shown_from": now + timedelta(days=30), "why_later": "An order says so."}
    row = recorded(cast.dana.actor, engagement.id, now=now, **later)
    page, path = browser(cast.eli), reverse("disclosures:read", args=[row.id])
    sweep()
    assert _notices(row) == []
    assert path not in page.get(reverse("desk:your_page")).content.decode()
    clock.move(timedelta(days=31))
    sweep()
    sweep()
    assert _notices(row) == [("something_waits", cast.eli.user_id)]
    page = browser(cast.eli)
    assert path in page.get(reverse("desk:your_page")).content.decode()
    assert page.get(path).status_code == 200
    assert path not in page.get(reverse("desk:your_page")).content.decode()


def test_the_page_says_the_same_while_one_is_withheld(cast, engagement, now, browser):
    page, url = browser(cast.eli), reverse("disclosures:all", args=[engagement.id])
    looked = page.get(reverse("desk:access_record")).content.decode()
    assert "the law can forbid that for a time" in looked
    before = page.get(url).content.decode()
    assert "What may be shown to you stands here; the law can forbid that for a time." in before
    assert "Nothing was told" not in before
    later = {"shown_from": now + timedelta(days=30), "why_later": "An order says so."}
    recorded(cast.dana.actor, engagement.id, now=now, **later)
    assert _main(page.get(url).content.decode()) == _main(before)
    recorded(cast.dana.actor, engagement.id, now=now)
    after = page.get(url).content.decode()
    assert "What may be shown to you stands here; the law can forbid that for a time." in after


def test_an_administrator_does_not_read_that_one_was_recorded(cast, engagement, now, being):
    later = {"shown_from": now + timedelta(days=30), "why_later": "An order says so."}
    row = recorded(cast.dana.actor, engagement.id, now=now, **later)
    for person, lines in ((cast.dana, 1), (cast.ada, 0)):
        with being(person.actor):
            assert AuditEvent.objects.filter(object_id=row.id).count() == lines
    with being(cast.ada.actor):
        assert AuditEvent.objects.filter(chain=cast.ada.actor.organization_id).exists()


def test_only_the_clinician_signs_and_freshly(cast, engagement, now, being):
    assert recorded(cast.dana.actor, engagement.id, now=now)
    with pytest.raises(NotFresh):
        recorded(cast.dana.actor, engagement.id, at=now - timedelta(hours=1), now=now)
    for person in (cast.eli, cast.mo):
        with being(person.actor), pytest.raises(NotAllowed):
            record_disclosure(
                actor=person.actor,
                engagement=engagement,
                new=NewDisclosure("danger", "not_told", FACTS, "Weighed."),
                authenticated_at=now,
                now=now,
            )


@pytest.mark.parametrize(
    "changes",
    [
        {"ground": "other words"},
        {"facts": " "},
        {"decision": ""},
        {"told_to": ""},
        {"told_on": None},
        {"outcome": "not_told"},
        {"why_later": "An order."},
    ],
)
def test_a_record_is_whole(cast, engagement, now, changes):
    assert recorded(cast.dana.actor, engagement.id, now=now)
    with pytest.raises(NotAllowed):
        recorded(cast.dana.actor, engagement.id, now=now, **changes)


def test_the_database_takes_none_from_the_client(cast, engagement, now, being):
    def insert(person):
        with being(person.actor):
            Disclosure.objects.create(
                engagement_id=engagement.id,
                author_id=person.user_id,
                ground="danger",
                outcome="not_told",
                facts=b"sealed",
                decision=b"sealed",
                authenticated_at=now,
                created_at=now,
            )

    insert(cast.dana)
    with pytest.raises(ProgrammingError, match="row-level security"):
        insert(cast.eli)


def test_over_http(cast, engagement, now, browser):
    visitor = browser(cast.dana)
    url = reverse("disclosures:record", args=[engagement.id])
    assert "Do not ignore a subpoena" in visitor.get(url).content.decode()
    sent = {
        "ground": "court",
        "facts": FACTS,
        "outcome": "told",
        "decision": "The order names the dates, and no more was given.",
        "password": PASSWORD,
    }
    wrong = visitor.post(url, sent)
    assert wrong.status_code == 400
    assert FACTS in wrong.content.decode()
    sent |= {"told_to": "The court of the county", "told_on": now.date().isoformat()}
    sent["told_on"] = (now - timedelta(days=1)).date().isoformat()
    answer = visitor.post(url, sent, follow=True)
    assert "The court of the county" in answer.content.decode()
    mine = browser(cast.eli)
    looked = mine.get(reverse("desk:access_record")).content.decode()
    assert "A court order, or another demand of a court" in looked
    [listed] = [r for r in (answer.redirect_chain) if "outside" in r[0]]
    assert FACTS in mine.get(listed[0]).content.decode()
    assert mine.get(url).status_code == 404


def test_the_day_that_was_typed_is_the_day_the_pages_tell(cast, engagement, browser, now):
    """Somebody who lives west of their practice: its midnight is the evening before."""
    User.objects.filter(id=cast.dana.user_id).update(zone="America/Los_Angeles")
    visitor, url = browser(cast.dana), reverse("disclosures:record", args=[engagement.id])
    day = now.astimezone(ZoneInfo("America/Los_Angeles")).date() + timedelta(days=10)
    sent = {
        "ground": "court",
        "facts": FACTS,
        "outcome": "not_told",
        "decision": "The order forbids it.",
        "why_later": "An order says so.",
        "shown_from": day.isoformat(),
        "password": PASSWORD,
    }

    body = visitor.post(url, sent, follow=True).content.decode()

    assert f"The client reads it from {dates.full_day(day)}." in body
    assert f"Shown from {dates.full_day(day)}" in body
    assert dates.full_day(day - timedelta(days=1)) not in body


def _trail(cast, engagement, being):
    with being(cast.eli.actor):
        return [(e.verb, e.object_id) for e in list_events(chain=engagement.id)]


def _notices(row):
    with acting_as_system("outbox"):
        found = Notice.objects.filter(key=f"disclosure:{row.id}")
        return [(notice.kind, notice.recipient_id) for notice in found]


def _main(page):
    return page[page.index("<main") : page.index("</main>")]
