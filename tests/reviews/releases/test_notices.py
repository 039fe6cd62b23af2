"""The mail to a reader: asked at the moment of sending, neutral, and never for what has ended."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.db import transaction

from accounts.access import acting_as_system
from accounts.models import Invitation
from accounts.outbox.delivery import deliver_pending
from accounts.outbox.models import Notice
from reviews.releases.models import Recipient
from reviews.releases.notices import DocumentShared
from tests import sharing_story as story
from tests.conftest import PASSWORD
from tracker.lib import clock

ERIN = "erin@example.org"
NOA = ("Noa Frey", "trustee", "Harrow & Vale", "noa@example.org")
# Whatever would tell whom it is from, about whom it is, or what it is.
TELLING = re.compile(
    r"eli\b|rask|dana|ruiz|erin|vale|summary|report|clinic|practice|psych|progress|client|waymark"
    r"|consent|permission|release|employ|court|treatment|program|overdue|missed|abuse|harm",
    re.IGNORECASE,
)


@pytest.fixture
def notice(release):
    """The row of the outbox as it is now."""

    def read():
        with acting_as_system("outbox"), transaction.atomic():
            return Notice.objects.get(key=f"release:{release.id}:shared")

    return read


@pytest.fixture
def sent():
    """The mails to an address, after everything due was sent."""

    def read(address=ERIN):
        deliver_pending()
        return [message for message in mail.outbox if message.to == [address]]

    return read


def build(row):
    with acting_as_system("outbox"), transaction.atomic():
        return DocumentShared.build(notice=row, now=clock.now())


# --- somebody who has no account as a reader yet ----------------------------------------------------


def test_nothing_is_due_while_it_waits(release, notice, sent):
    assert sent() == []
    assert notice().due_at == release.live_at
    assert build(notice()) is None

    story.wait_is_over(hours=47)
    assert sent() == []
    assert notice().state == Notice.WAITING

    story.wait_is_over()
    assert len(sent()) == 1
    assert notice().state == Notice.SENT


def test_an_invitation_says_that_a_document_is_available_and_no_more(release, sent, now):
    story.wait_is_over()
    (message,) = sent()

    until = story.last_day(now)
    assert message.subject == "A document is available"
    assert f"A document is available until {until:%B} {until.day}." in message.body
    assert message.from_email.startswith("Tallow St <")
    html = message.alternatives[0][0]
    for words in (message.subject, message.body, html):
        without_link = re.sub(r"https?://[^\s\"<]+", "", words)
        assert TELLING.search(without_link) is None, TELLING.search(without_link)
    assert len(re.findall(r"https?://\S+", message.body)) == 1
    assert "/join/" in message.body


def test_a_telling_word_would_be_found():
    assert TELLING.search("A progress summary of Eli Rask")


def test_its_link_leads_through_a_second_factor_to_the_list(
    cast, engagement, signed, now, sent, client
):
    """Somebody new: the invitation, a password, an authenticator app, the list, the notice."""
    noa = ("Noa Frey", "trustee", "Harrow & Vale", "noa@example.org")
    permission = story.permitted(cast, engagement.id, now=now, reader=noa)
    release = story.released(cast, signed, permission, now=now)
    story.wait_is_over()
    (message,) = sent("noa@example.org")
    path = re.search(r"/join/[^/]+/", message.body)[0]
    page = client.get(path)
    assert page.status_code == 200
    for told in ("Eli", "Rask", "Dana", "report", "summary"):
        assert told not in page.content.decode()

    values = {"password": PASSWORD, "password_again": PASSWORD, "zone": "America/Chicago"}
    joined = client.post(path, values, follow=False)
    assert (joined.status_code, joined.url) == (302, "/second-factor/set-up/")
    assert client.get("/documents/").url == "/second-factor/set-up/"
    assert client.get(f"/documents/{release.id}/").url == "/second-factor/set-up/"
    page = client.get("/second-factor/set-up/")
    done = client.post("/second-factor/set-up/", {"code": _code(page.context["form"].secret)})
    assert done.status_code == 302

    assert client.get("/").url == "/documents/"
    page = client.get("/documents/").content.decode()
    assert f'href="/documents/{release.id}/"' in page
    assert client.get(path).status_code != 200  # once, and only for this address


def test_somebody_known_signs_in_and_is_a_reader(release, sent, client):
    """Erin has an account for another reason: the same link, her own password."""
    story.wait_is_over()
    (message,) = sent()
    path = re.search(r"/join/[^/]+/", message.body)[0]
    client.post("/sign-in/", {"login": ERIN, "password": PASSWORD})

    assert client.post(path).status_code == 302

    assert client.get("/documents/").url == "/second-factor/set-up/"


def test_an_unused_invitation_serves_the_next_release(release, sent, cast, signed, permission):
    """One invitation, and a link that is new in each mail."""
    story.wait_is_over()
    (first,) = sent()
    story.released(cast, signed, permission, now=clock.now(), parts=("takes_part",))

    mails = sent()

    assert len(mails) == 2
    links = [re.search(r"/join/[^/]+/", m.body)[0] for m in mails]
    assert links[0] != links[1]
    contact = story.reader_joined()
    assert contact.role == "employer_contact"


# --- somebody who is a reader already ---------------------------------------------------------------


def test_a_member_is_told_to_sign_in_as_usual(release, sent, cast, signed, permission):
    story.wait_is_over()
    story.reader_joined()
    now = clock.now()
    newer = story.corrected_report(cast, signed, now=now)
    story.released(cast, newer, permission, now=now)
    story.wait_is_over(hours=2 * story.WAIT_HOURS)

    message = sent()[-1]

    assert message.subject == "A document is available"
    assert "Log in as usual: " in message.body
    assert re.search(r"https?://\S+", message.body)[0].endswith("/sign-in/")
    for words in (message.body, message.alternatives[0][0]):
        assert TELLING.search(re.sub(r"https?://[^\s\"<]+", "", words)) is None


def test_a_member_who_has_left_meanwhile_is_told_nothing(
    sent, cast, signed, permission, release, being
):
    from accounts.actions import end_membership
    from accounts.queries import get_member

    story.wait_is_over()
    contact = story.reader_joined()
    now = clock.now()
    newer = story.corrected_report(cast, signed, now=now)
    before = len(sent())
    story.released(cast, newer, permission, now=now)
    ada = cast.ada.actor
    with being(ada):
        erin = get_member(actor=ada, membership_id=contact.membership_id)
        end_membership(actor=ada, membership=erin, now=now)
    story.wait_is_over(hours=2 * story.WAIT_HOURS)

    assert len(sent()) == before
    with acting_as_system("outbox"), transaction.atomic():
        states = Notice.objects.filter(kind="document_shared").values_list("state", flat=True)
        assert sorted(states) == [Notice.NOT_NEEDED, Notice.SENT]


# --- what has ended -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "how", ["withdrawn", "narrowed", "in_error", "closed", "expired", "replaced"]
)
def test_no_mail_for_what_has_ended(release, notice, sent, cast, permission, signed, how):
    now = clock.now()
    if how == "withdrawn":
        story.withdrawn(cast, permission, now=now)
    elif how == "narrowed":
        story.narrowed(cast, permission, "takes_part", now=now)
    elif how == "in_error":
        story.entered_in_error(cast, signed, now=now)
    elif how == "closed":
        story.closed(cast, release, now=now)
    elif how == "replaced":
        later = story.wait_is_over(hours=1)
        newer = story.corrected_report(cast, signed, now=later)
        story.released(cast, newer, permission, now=later)
    story.wait_is_over(hours=24 * 182 if how == "expired" else story.WAIT_HOURS)

    mails = sent()

    assert notice().state == Notice.NOT_NEEDED
    assert len(mails) == (1 if how == "replaced" else 0)


def test_withdrawn_before_it_went_live_the_invitation_is_closed(
    release, sent, cast, permission, being
):
    with being(cast.eli.actor):
        recipient = Recipient.objects.get(id=release.recipient_id)

    def still_open():
        with acting_as_system("outbox"), transaction.atomic():
            return Invitation.objects.filter(id=recipient.invitation_id, withdrawn_at=None).exists()

    assert still_open()
    story.withdrawn(cast, permission, now=clock.now())
    assert not still_open()


def test_withdrawn_after_the_mail_its_link_is_dead(release, sent, cast, permission, client):
    story.wait_is_over()
    (message,) = sent()
    path = re.search(r"/join/[^/]+/", message.body)[0]
    assert client.get(path).status_code == 200

    story.withdrawn(cast, permission, now=clock.now())

    answer = client.get(path)
    assert answer.status_code == 404
    assert answer.content == client.get("/join/unknown/").content


@pytest.mark.parametrize("how", ["withdrawn", "narrowed", "in_error", "closed", "expired"])
def test_a_link_does_not_tell_how_it_ended(cast, engagement, signed, sent, now, client, how):
    """A link that died with a withdrawal and outlived a narrowing would say which it was."""
    permission = story.permitted(cast, engagement.id, now=now, days=14, reader=NOA)
    release = story.released(cast, signed, permission, now=now)
    later = story.wait_is_over()
    (message,) = sent(NOA[3])
    path = re.search(r"/join/[^/]+/", message.body)[0]
    assert client.get(path).status_code == 200

    if how == "withdrawn":
        story.withdrawn(cast, permission, now=later)
    elif how == "narrowed":
        story.narrowed(cast, permission, "takes_part", now=later)
    elif how == "in_error":
        story.entered_in_error(cast, signed, now=later)
    elif how == "closed":
        story.closed(cast, release, now=later)
    else:
        story.wait_is_over(hours=24 * 16)

    answer, unknown = client.get(path), client.get("/join/unknown/")
    assert (answer.status_code, answer.content) == (404, unknown.content)


def test_a_link_lives_while_one_release_does(cast, engagement, signed, sent, now, client):
    """Two permissions, one invitation: it lasts as long as the longer, and no longer."""
    first = story.permitted(cast, engagement.id, now=now, days=14, reader=NOA)
    story.released(cast, signed, first, now=now, parts=("takes_part",))
    later = story.wait_is_over()
    (message,) = sent(NOA[3])
    path = re.search(r"/join/[^/]+/", message.body)[0]
    second = story.permitted(cast, engagement.id, now=later, reader=NOA)
    story.released(cast, signed, second, now=later)

    story.withdrawn(cast, first, now=later)
    assert client.get(path).status_code == 200

    story.withdrawn(cast, second, now=later)
    assert client.get(path).status_code == 404


def test_an_invitation_lasts_from_when_its_mail_goes(release, notice, sent):
    """The outbox was down for five weeks: the document lives, and so does its link."""
    story.wait_is_over(hours=24 * 35)

    assert len(sent()) == 1
    assert notice().state == Notice.SENT
    assert story.reader_joined()


def test_only_the_outbox_learns_whom_to_tell(release, notice, being, cast):
    from reviews.releases.doors import reader_to_tell

    story.wait_is_over()
    with acting_as_system("outbox"), transaction.atomic():
        assert reader_to_tell(release_id=release.id) is not None

    for actor in (cast.eli.actor, cast.dana.actor, cast.ada.actor, cast.otto.actor):
        with being(actor):
            assert reader_to_tell(release_id=release.id) is None
    for system in ("sweep", "documents"):
        with acting_as_system(system), transaction.atomic():
            assert reader_to_tell(release_id=release.id) is None


def test_it_is_told_once(release, sent):
    story.wait_is_over()
    assert len(sent()) == 1
    story.wait_is_over(hours=story.WAIT_HOURS + timedelta(days=3) / timedelta(hours=1))

    assert len(sent()) == 1


def _code(secret):
    from tests.accounts.conftest import code_of

    return code_of(secret)
