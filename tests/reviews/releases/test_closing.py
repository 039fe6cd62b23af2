"""Something reached the wrong person: one act closes it, says who saw what, and tells no reader."""

import uuid
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from accounts.access import Actor, NotAllowed, NotFound, NotFresh, acting_as, acting_as_system
from accounts.models import AuditEvent, Invitation
from accounts.outbox.models import Notice
from accounts.queries import list_events
from reviews.documents.queries import check_code
from reviews.releases import closings, copy_queries, doors, queries, rules
from reviews.releases.closing_words import NOT_JOINED
from reviews.releases.doors import live_releases
from reviews.releases.models import ClosedRelease, Recipient
from tests import covers
from tests import sharing_story as told
from tests.conftest import PASSWORD
from tests.ground import acted_once
from tests.story import _engagement
from tracker.lib import clock

MARA = ("Mara Oldham", "team lead", "Harrow & Vale", "mara@example.org")


@dataclass(frozen=True)
class Out:
    """What Eli released to Erin and to Mara, both of whom have joined; Erin has read it."""

    erin: Actor
    mara: Actor
    to_erin: Any
    to_mara: Any
    permission: Any
    hers: Any
    report: Any


@acted_once
def out(cast: Any, engagement: Any, signed: Any, permission: Any, now: Any) -> Out:
    hers = told.permitted(cast, engagement.id, now=now, reader=MARA)
    to_erin = told.released(cast, signed, permission, now=now)
    to_mara = told.released(cast, signed, hers, now=now)
    told.wait_is_over()
    erin, mara = told.reader_joined(), told.reader_joined(MARA[3])
    told.acknowledged(erin, to_erin.id)
    return Out(erin, mara, to_erin, to_mara, permission, hers, signed)


def live(who: Actor) -> set[Any]:
    with acting_as(who), transaction.atomic():
        return live_releases()


def close(who: Actor, release: Any, *, ago: timedelta = timedelta()) -> None:
    """As the clinician: what was given to the reader of this release."""
    now = clock.now()
    with acting_as(who), transaction.atomic():
        found = queries.get_recipient(actor=who, recipient_id=release.recipient_id)
        closings.close_reader(actor=who, recipient=found, authenticated_at=now - ago, now=now)


def close_all(who: Actor, reader_id: Any = None, *, ago: timedelta = timedelta()) -> None:
    now = clock.now()
    with acting_as(who), transaction.atomic():
        closings.close_readers(actor=who, reader_id=reader_id, authenticated_at=now - ago, now=now)


def by_door(who: Actor, recipient_id: Any, reader_id: Any, *, ago: timedelta = timedelta()) -> None:
    """The database asked without the rule."""
    with acting_as(who), transaction.atomic():
        doors.close_releases(
            recipient_id=recipient_id, reader_id=reader_id, authenticated_at=clock.now() - ago
        )


def rows(who: Actor, sql: str, *values: Any) -> list[Any]:
    with acting_as(who), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


def opened(reading: Actor, release: Any) -> None:
    from reviews.documents.queries import read_document

    with acting_as(reading), transaction.atomic():
        assert read_document(actor=reading, release_id=release.id).document


def mails(about: Any) -> set[Any]:
    with acting_as_system("outbox"), transaction.atomic():
        found = Notice.objects.filter(key__startswith=f"closed:{about.id}:")
        assert {notice.kind for notice in found} <= {"something_waits"}
        return {notice.recipient_id for notice in found}


# --- one reader, by the clinician -----------------------------------------------------------------


def test_the_clinician_closes_one_reader_and_no_other(cast, out):
    assert (live(out.erin), live(out.mara)) == ({out.to_erin.id}, {out.to_mara.id})

    close(cast.dana.actor, out.to_erin)

    assert (live(out.erin), live(out.mara)) == (set(), {out.to_mara.id})
    assert rows(out.erin, "select id from reviews_release") == []
    assert rows(out.erin, "select id from reviews_engagementkey") == []


def test_whoever_covers_closes_too(cast, engagement, out):
    with pytest.raises(NotFound):
        close(cast.mo.actor, out.to_erin)
    later = clock.now()
    covers.agree(cast, covers.ask(cast, engagement.id, now=later), now=later)
    told.wait_is_over(hours=told.WAIT_HOURS + 5 * 24)

    close(cast.mo.actor, out.to_erin)

    assert live(out.erin) == set()


def test_a_reader_who_cannot_see_the_row_finds_it_closed_all_the_same(cast, out):
    """Row security hides the row from the reader; were it asked as them, it would fail open."""
    close(cast.dana.actor, out.to_erin)

    assert rows(cast.eli.actor, "select count(*) from reviews_closedrelease") == [(1,)]
    assert rows(out.erin, "select count(*) from reviews_closedrelease") == [(0,)]
    assert live(out.erin) == set()


def test_closing_again_changes_and_tells_nothing(cast, out):
    close(cast.dana.actor, out.to_erin)
    first = rows(cast.eli.actor, "select id, created_at from reviews_closedrelease")
    lines = lines_of(cast)

    close(cast.dana.actor, out.to_erin)

    assert rows(cast.eli.actor, "select id, created_at from reviews_closedrelease") == first
    assert lines_of(cast) == lines == [("close_release", out.to_erin.id, cast.dana.user_id)]
    assert mails(out.to_erin) == {cast.eli.user_id}


def lines_of(cast: Any) -> list[Any]:
    """Of Eli's trail, as he may read it."""
    with acting_as(cast.eli.actor), transaction.atomic():
        found = AuditEvent.objects.filter(verb="close_release").order_by("seq")
        return list(found.values_list("verb", "object_id", "actor"))


def test_only_the_clients_new_release_opens_it_again(cast, out):
    close(cast.dana.actor, out.to_erin)
    assert live(out.erin) == set()

    again = told.released(cast, out.report, out.permission, now=clock.now())

    assert live(out.erin) == {again.id}
    close(cast.dana.actor, out.to_erin)
    assert live(out.erin) == set()
    assert mails(again) == {cast.eli.user_id}


def test_closed_while_it_waits_no_mail_goes_and_the_link_is_dead(cast, release):
    now = clock.now()
    assert now < release.live_at
    with acting_as_system("outbox"), transaction.atomic():
        assert Notice.objects.filter(key=f"release:{release.id}:shared").exists()
    with acting_as(cast.eli.actor), transaction.atomic():
        invitation_id = Recipient.objects.get(id=release.recipient_id).invitation_id

    close(cast.dana.actor, release)
    told.wait_is_over()

    with acting_as_system("outbox"), transaction.atomic():
        assert doors.reader_to_tell(release_id=release.id) is None
        assert Invitation.objects.get(id=invitation_id).withdrawn_at is not None


@pytest.mark.parametrize("waits", [False, True])
def test_the_code_of_a_copy_says_so(cast, out, signed, engagement, waits):
    if waits:  # what never could be opened is not known, as with a withdrawal
        third = ("Noa Frey", "trustee", "Harrow & Vale", "noa@example.org")
        mine = told.permitted(cast, engagement.id, now=clock.now(), reader=third)
        release = told.released(cast, signed, mine, now=clock.now())
    else:
        release = out.to_erin
    with acting_as(cast.eli.actor), transaction.atomic():
        code = copy_queries.open_copy(release)["code"].replace("-", "")
    assert check_code(code) == ("unknown" if waits else "unchanged")

    close(cast.dana.actor, release)

    assert check_code(code) == ("unknown" if waits else "over")


def states(cast: Any, of: Any) -> list[str]:
    """Of every release of this work, as its client reads them, oldest first."""
    eli = cast.eli.actor
    with acting_as(eli), transaction.atomic():
        found = queries.list_permissions(actor=eli, engagement_id=of.engagement_id, now=clock.now())
        every = [release for seen in found for release in seen.releases]
        return [one.state for one in sorted(every, key=lambda one: one.released_at)]


def test_what_was_over_stays_as_it_ended(cast, out, browser):
    told.wait_is_over(hours=24 * 200)  # the last day of both permissions is past
    assert states(cast, out.to_erin) == [rules.EXPIRED, rules.EXPIRED]
    renewed = told.permitted(cast, out.report.engagement_id, now=clock.now(), reader=MARA)
    told.released(cast, out.report, renewed, now=clock.now())
    assert "Nothing is open for Erin Vale" in browser(cast.dana).get(url(out.to_erin)).text

    close_all(cast.ada.actor)

    assert states(cast, out.to_erin) == [rules.EXPIRED, rules.EXPIRED, rules.CLOSED]
    assert mails(out.to_erin) == mails(out.to_mara) == set()
    assert seen_by(cast.dana.actor, out.to_erin.recipient_id) == []


def test_what_was_replaced_narrowed_or_withdrawn_stays_so(cast, out):
    told.released(cast, out.report, out.permission, now=clock.now(), parts=("takes_part",))
    assert states(cast, out.to_erin) == [rules.REPLACED, rules.LIVE, rules.LIVE]
    close(cast.dana.actor, out.to_erin)
    assert states(cast, out.to_erin) == [rules.REPLACED, rules.LIVE, rules.CLOSED]

    told.withdrawn(cast, out.permission, now=clock.now())
    assert states(cast, out.to_erin) == [rules.WITHDRAWN, rules.LIVE, rules.CLOSED]
    told.narrowed(cast, out.hers, "takes_part", now=clock.now())
    close_all(cast.ada.actor)
    assert states(cast, out.to_erin) == [rules.WITHDRAWN, rules.NARROWED_AWAY, rules.CLOSED]


# --- one account or everybody, by the administrator -----------------------------------------------


@pytest.fixture
def another(cast, out):
    """Otto's report, released to Erin as well."""
    mo, otto = cast.mo.actor, cast.otto.actor
    now = clock.now()
    work = _engagement(mo, otto, "Otto Brandt", now=now)
    report = told.signed_report(cast, work.engagement_id, now=now, author=mo)
    permission = told.permitted(cast, work.engagement_id, now=now, client=otto)
    release = told.released(cast, report, permission, now=now, client=otto)
    told.wait_is_over(hours=2 * 24 * 9)
    return release


def test_an_administrator_closes_one_account_whoever_the_client_is(cast, out, another):
    assert live(out.erin) == {out.to_erin.id, another.id}

    close_all(cast.ada.actor, out.erin.user_id)

    assert (live(out.erin), live(out.mara)) == (set(), {out.to_mara.id})
    assert mails(out.to_erin) == {cast.eli.user_id, cast.dana.user_id}
    assert mails(another) == {cast.otto.user_id, cast.mo.user_id}


def test_an_administrator_closes_everybody_outside(cast, out, another):
    close_all(cast.ada.actor)

    assert (live(out.erin), live(out.mara)) == (set(), set())
    with acting_as(cast.ada.actor), transaction.atomic():
        events = AuditEvent.objects.filter(verb="close_readers")
        assert list(events.values_list("object_kind", "object_id", "actor")) == [
            ("organization", cast.ada.actor.organization_id, cast.ada.user_id)
        ]


def test_no_reader_is_told_by_anything(cast, out):
    told_before = notices_of(out)

    close_all(cast.ada.actor)

    assert notices_of(out) == told_before


def notices_of(out: Out) -> set[Any]:
    with acting_as_system("outbox"), transaction.atomic():
        readers = (out.erin.user_id, out.mara.user_id)
        return set(Notice.objects.filter(recipient_id__in=readers).values_list("key", flat=True))


# --- refusals -------------------------------------------------------------------------------------


def test_it_needs_a_proof_of_a_moment_ago(cast, out):
    old = timedelta(minutes=11)
    with pytest.raises(NotFresh):
        close(cast.dana.actor, out.to_erin, ago=old)
    with pytest.raises(NotFresh):
        close_all(cast.ada.actor, ago=old)
    for who, recipient in ((cast.dana, out.to_erin.recipient_id), (cast.ada, None)):
        with pytest.raises(DatabaseError), transaction.atomic():
            by_door(who.actor, recipient, None, ago=old)
    assert live(out.erin) == {out.to_erin.id}

    close(cast.dana.actor, out.to_erin)
    assert live(out.erin) == set()


def test_the_door_takes_no_missing_proof(cast, out):
    """Asked of nothing, `between` answers nothing: that is no yes."""
    call = "select app.close_releases(%s, null, %s)"
    recipient = out.to_erin.recipient_id
    with pytest.raises(DatabaseError, match="proves who they are"):
        rows(cast.dana.actor, call, recipient, None)
    assert live(out.erin) == {out.to_erin.id}

    rows(cast.dana.actor, call, recipient, clock.now())
    assert live(out.erin) == set()


def test_nobody_else_closes_anything(cast, out):
    eli = cast.eli.actor
    with acting_as(eli), transaction.atomic():
        own = queries.get_recipient(actor=eli, recipient_id=out.to_erin.recipient_id)
        with pytest.raises(NotAllowed):
            closings.close_reader(
                actor=eli, recipient=own, authenticated_at=clock.now(), now=clock.now()
            )
    for who in (cast.dana.actor, eli, cast.mo.actor):
        with pytest.raises(NotAllowed):
            close_all(who)


def test_without_the_rule_the_database_still_closes_nothing_out_of_reach(cast, out):
    recipient, reader = out.to_erin.recipient_id, out.erin.user_id
    for who in (cast.eli, cast.mo, cast.otto, cast.ada):
        by_door(who.actor, recipient, None)
    for who in (cast.eli, cast.mo, cast.dana, cast.otto):
        by_door(who.actor, None, None)
        by_door(who.actor, None, reader)
    by_door(out.mara, None, None)
    by_door(out.mara, recipient, None)
    assert live(out.erin) == {out.to_erin.id}

    by_door(cast.dana.actor, recipient, None)
    assert live(out.erin) == set()


def test_no_row_is_written_changed_or_removed_by_hand(cast, out):
    close(cast.dana.actor, out.to_erin)
    mine = (out.to_mara.engagement_id, cast.dana.user_id, out.to_mara.id)
    for sql, values in (
        (
            "insert into reviews_closedrelease (id, engagement_id, author_id, created_at,"
            " release_id) values (%s, %s, %s, app.now(), %s)",
            (uuid.uuid4(), *mine),
        ),
        ("update reviews_closedrelease set created_at = app.now()", ()),
        ("delete from reviews_closedrelease", ()),
    ):
        for who in (cast.dana, cast.eli, cast.ada):
            with (
                pytest.raises(DatabaseError),
                acting_as(who.actor),
                transaction.atomic(),
                connection.cursor() as cursor,
            ):
                cursor.execute(sql, values)
    assert ClosedRelease._meta.db_table == "reviews_closedrelease"


# --- who saw what ---------------------------------------------------------------------------------


def seen_by(who: Actor, recipient_id: Any) -> list[Any]:
    with acting_as(who), transaction.atomic():
        found = doors.closed_openings(recipient_id=recipient_id)
        return [(row.release_id, row.reader_id, row.verb) for row in found]


def test_who_saw_what_is_found_once_it_is_closed_and_not_before(cast, out):
    opened(out.erin, out.to_erin)
    recipient = out.to_erin.recipient_id
    assert seen_by(cast.dana.actor, recipient) == seen_by(cast.ada.actor, None) == []

    close_all(cast.ada.actor)

    hers = (out.to_erin.id, out.erin.user_id, "read")
    assert seen_by(cast.dana.actor, recipient) == [hers]
    assert set(seen_by(cast.ada.actor, None)) == {hers, (out.to_mara.id, out.mara.user_id, None)}
    for who in (cast.eli.actor, cast.mo.actor, cast.otto.actor, out.erin, out.mara):
        assert seen_by(who, recipient) == seen_by(who, None) == []


def looked(eli: Actor, out: Any) -> list[Any]:
    """Who looked at the openings of what was closed, newest first, as the client's trail has it."""
    with acting_as(eli), transaction.atomic():
        found = list_events(chain=out.to_erin.engagement_id, verbs=frozenset({"read"}))
    return [e.actor_id for e in found if e.object_kind == "closed_openings"]


def test_whoever_looks_at_the_openings_leaves_a_line_with_each_client(cast, out):
    dana, ada, eli = cast.dana.actor, cast.ada.actor, cast.eli.actor
    seen_by(dana, out.to_erin.recipient_id)
    seen_by(ada, None)
    assert looked(eli, out) == []

    close_all(ada)
    seen_by(dana, out.to_erin.recipient_id)
    assert looked(eli, out) == [dana.user_id]

    seen_by(ada, None)
    for who in (cast.mo.actor, cast.otto.actor, out.erin):
        seen_by(who, out.to_erin.recipient_id)
    assert looked(eli, out) == [ada.user_id, dana.user_id]


def test_the_client_reads_who_looked_at_the_openings(cast, out, browser):
    close_all(cast.ada.actor)
    browser(cast.dana).get(url(out.to_erin))

    page = browser(cast.eli).get(reverse("desk:access_record")).content.decode()

    assert "Read who opened what was closed, and when" in page


# --- pages ----------------------------------------------------------------------------------------


def url(release: Any) -> str:
    return reverse("releases:close_reader", args=[release.recipient_id])


TYPED = {"password": PASSWORD}


def test_the_page_closes_in_one_step_and_says_who_saw_it(cast, out, browser):
    opened(out.erin, out.to_erin)
    at_work = browser(cast.dana)
    before = at_work.get(url(out.to_erin))
    assert "Close everything for Erin Vale" in before.content.decode()
    assert "opened the page" not in before.content.decode()

    after = at_work.post(url(out.to_erin), TYPED, follow=True).content.decode()

    assert "Closed. Erin Vale can open nothing of it from now on." in after
    assert "Nothing is open for Erin Vale" in after
    assert "Erin Vale opened the page on " in after
    assert live(out.erin) == set()


def test_the_page_asks_for_the_password(cast, out, browser):
    page = browser(cast.dana).post(url(out.to_erin))

    assert page.status_code == 400
    assert "Nothing was closed yet." in page.content.decode()
    assert live(out.erin) == {out.to_erin.id}


def test_the_administrator_chooses_and_sees_codes_and_no_name_of_a_client(cast, out, browser):
    ada = browser(cast.ada)
    where = reverse("releases:close_readers")
    page = ada.get(where).content.decode()
    assert "Erin Vale, erin@example.org" in page
    assert "checked" not in page

    nobody = ada.post(where, TYPED)
    assert (nobody.status_code, "Choose for whom." in nobody.content.decode()) == (400, True)
    wrong = ada.post(where, {"reader": str(cast.eli.user_id)})
    assert wrong.status_code == 400
    assert live(out.erin) == {out.to_erin.id}

    after = ada.post(where, {"reader": str(out.erin.user_id)}, follow=True).content.decode()
    assert live(out.erin) == set()
    assert "Closed. Erin Vale can open nothing of it from now on." in after
    assert "Nobody had opened it." in after
    for name in ("Eli", "Rask", "Otto", told.THEMES):
        assert name not in after


def test_one_who_never_joined_is_named_by_nothing(cast, release, browser):
    close_all(cast.ada.actor)

    page = browser(cast.ada).get(reverse("releases:close_readers")).content.decode()

    assert NOT_JOINED in page
    assert "erin@example.org" not in page


def test_the_client_is_told_plainly(cast, out, browser):
    eli = browser(cast.eli)
    close(cast.dana.actor, out.to_erin)

    assert "Something you had released was closed" in eli.get("/you/").content.decode()
    for page in (
        eli.get(reverse("releases:home")),
        eli.get(reverse("releases:permission", args=[out.permission.id])),
        eli.get(reverse("releases:copy", args=[out.to_erin.id])),
    ):
        assert "the practice closed it, because something may have reached" in (
            page.content.decode()
        )
    assert "Something you had released was closed" not in eli.get("/you/").content.decode()
    assert "Closed for Erin Vale" in eli.get("/timeline/").content.decode()


def test_the_clinician_finds_on_today_what_an_administrator_closed(cast, out, browser):
    said = "Something Eli R. had released was closed"
    at_work = browser(cast.dana)
    close(cast.dana.actor, out.to_mara)
    assert said not in at_work.get("/today/").text  # one's own act is no news

    close_all(cast.ada.actor)

    assert at_work.get("/today/").text.count(said) == 1
    assert at_work.get(reverse("releases:copy", args=[out.to_erin.id])).status_code == 200
    assert said not in at_work.get("/today/").text


def test_who_closed_it_stands_among_who_has_looked(cast, out, browser):
    eli = browser(cast.eli)
    assert "Closed what was released to Erin Vale" not in eli.get("/looked/").text

    close_all(cast.ada.actor)

    page = eli.get("/looked/").text
    assert "Closed what was released to Erin Vale" in page
    assert ("The practice" in page, "Somebody who has left" in page) == (True, False)
