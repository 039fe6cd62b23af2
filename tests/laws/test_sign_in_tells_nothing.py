"""R3 from the sign-in page on: whoever has nothing to read notices nothing else either.

Two contacts of one name. Erin was given something, by a way that has ended or has not begun; her
namesake never was. Each signs in and asks everything there is, and is answered alike. Then those at
the door: an address that somebody was named with reads like any other, and so does a link.
"""

import re
import uuid

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client

from accounts import actions
from accounts.outbox.delivery import deliver_pending
from tests import sharing_story as story
from tests.accounts.conftest import ORIGIN, give_factor, recovery_codes_of
from tests.conftest import PASSWORD, ZONE
from tests.contacts import plant_invitation
from tests.ground import acted_once
from tests.laws.absent_states import STATES, open_one
from tests.laws.asking import body_of
from tests.laws.test_silent_absence import DIFFERS
from tracker.lib import clock

ERIN, NAMESAKE, NOBODY = "erin@example.org", "nira@example.org", "nobo@example.org"
NOA = ("Noa Frey", "trustee", "Harrow & Vale", "noah@example.org")  # who has no account
DOCUMENTS = (
    "/documents/", "/documents/{}/", "/documents/{}/file/", "/documents/forms/{}/",
    "/api/v1/shared/", "/api/v1/shared/{}/", "/api/v1/shared/{}/file/",
)  # fmt: skip
ELSEWHERE = (
    "/", "/settings/", "/password/change/", "/about/help/", "/check/", "/api/v1/me/",
    "/nothing/here/", "/sign-out/",
)  # fmt: skip
MAY_DIFFER = DIFFERS | {"Content-Length", "Expires"}  # with the address; the moment it was asked
NO_METHODS = ("OPTIONS", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND")


@acted_once
def opened(cast, engagement, now):
    return open_one(cast, engagement, now=now)


@pytest.fixture
def erin(cast, opened, browser):
    """In her browser; a session notes at its first page that somebody is there."""
    client = browser(cast.erin)
    client.get("/documents/")
    return client


@pytest.fixture
def namesake(cast):
    """Another Erin Vale, who joined by an agreement and was never given anything."""
    token = "the link of a namesake"
    plant_invitation(cast, token=token, email=NAMESAKE)
    return actions.accept_invitation_new(token=token, password=PASSWORD, zone=ZONE)


# One for all: a client of Django's makes its middleware, static files included, anew.
CLIENT = Client(headers=ORIGIN, raise_request_exception=False)


class Visit:
    """A browser of somebody's own, and what it was answered; `of` is the id they ask for."""

    def __init__(self, address, of):
        self.client = CLIENT
        self.client.cookies.clear()
        self.address, self.of = address, str(of)
        self.heard = []

    def ask(self, method, path, sent=None):
        path = path.format(self.of)
        answer = self.client.generic(method, path) if sent is None else self.client.post(path, sent)
        self.heard.append((f"{method} {self.alike(path)}", self.said(answer)))
        return answer

    def said(self, answer):
        """All of an answer but what decision 7 lets differ, and what its reader has typed."""
        headers = {
            name: self.alike(value)
            for name, value in answer.headers.items()
            if name not in MAY_DIFFER
        }
        cookies = {
            name: {key: value for key, value in morsel.items() if key != "expires"}
            for name, morsel in answer.cookies.items()
        }
        return (
            answer.status_code,
            headers,
            cookies,
            self.alike(body_of(answer).decode("utf-8", "replace")),
        )

    def alike(self, text):
        text = text.replace(self.address, "ADDRESS").replace(self.of, "ID")
        return re.sub(r'datetime="[^"]*"|\d{1,2}:\d\d( [AP]M)?|"user_id":"[^"]*"', "", text)


def signs_in(address, code, of):
    """From a document's address through both factors to every page there is, and out again."""
    visit = Visit(address, of)
    door = "/sign-in/?next=/documents/{}/"
    visit.ask("GET", "/documents/{}/")
    visit.ask("GET", door)
    asked = visit.ask("POST", door, {"login": address, "password": PASSWORD})
    visit.ask("GET", asked.url)
    inside = visit.ask("POST", asked.url, {"code": code})
    assert (asked.status_code, inside.status_code) == (302, 302)
    visit.ask("GET", inside.url)
    for path in ELSEWHERE:
        visit.ask("GET", path)
    for path in DOCUMENTS:
        for method in ("GET", "HEAD", "OPTIONS"):
            visit.ask(method, path)
    visit.ask("POST", "/sign-out/", {})
    visit.ask("GET", "/documents/{}/")
    return visit.heard


def equal(one, other):
    assert len(one) == len(other)
    for (what, said), (_, expected) in zip(one, other, strict=True):
        assert said == expected, what


def mails_to(*addresses):
    return [m.subject for m in mail.outbox if m.to in [[address] for address in addresses]]


def documents_told():
    """Mails to Erin or her namesake that something is there, after all that was due was sent."""
    deliver_pending()
    return sum("available" in subject for subject in mails_to(ERIN, NAMESAKE))


# --- inside -----------------------------------------------------------------------------------------


def visited(address, user_id, of):
    give_factor(user_id)
    return signs_in(address, recovery_codes_of(user_id).pop(), of)


NEVER_GIVEN: list[tuple[str, object]] = []  # what the namesake is answered, at any time the same


@pytest.fixture
def never_given(request):
    if not NEVER_GIVEN:
        namesake = request.getfixturevalue("namesake")
        NEVER_GIVEN.extend(visited(NAMESAKE, namesake.id, uuid.uuid4()))
    return NEVER_GIVEN


def test_what_can_be_read_would_be_seen(cast, opened, never_given):
    seen = dict(visited(ERIN, cast.erin.user_id, opened.release.id))

    differ = {what for what, said in never_given if said != seen[what]}
    assert {"GET /documents/", "GET /api/v1/shared/", "GET /documents/ID/file/"} <= differ


@pytest.mark.parametrize("state", STATES)
def test_whoever_was_given_something_is_answered_like_one_who_never_was(
    cast, opened, never_given, state
):
    told = documents_told()

    gone = STATES[state](cast, opened)

    equal(visited(ERIN, cast.erin.user_id, gone), never_given)
    assert documents_told() == told


def test_before_a_factor_is_set_up_every_address_leads_to_it(cast, opened):
    """Which documents are there is not told to whoever knows the password alone."""
    heard = []
    for of in (opened.release.id, uuid.uuid4()):
        visit = Visit(ERIN, of)
        visit.ask("POST", "/sign-in/?next=/documents/{}/", {"login": ERIN, "password": PASSWORD})
        for path in DOCUMENTS:
            visit.ask("GET", path)
        heard.append(visit.heard)
    equal(*heard)
    answers = {(status, headers["Location"]) for _, (status, headers, *_) in heard[0][1:]}
    assert answers == {(302, "/second-factor/set-up/")}


def test_a_method_no_page_knows_is_an_absence_for_what_is_there_too(opened, erin):
    live, nothing = (Visit(ERIN, of) for of in (opened.release.id, uuid.uuid4()))
    live.client = nothing.client = erin
    for visit in (live, nothing):
        for method in NO_METHODS:
            for path in DOCUMENTS:
                assert visit.ask(method, path).status_code == 404
        assert visit.ask("GET", "/documents/{}/acknowledge/").status_code == 404
    equal(live.heard, nothing.heard)
    assert live.ask("GET", "/documents/{}/").status_code == 200


def test_a_form_without_its_token_is_refused_alike(opened, erin):
    """Whether there is something to acknowledge is not asked before."""
    careful = Client(enforce_csrf_checks=True, headers=ORIGIN)
    careful.cookies = erin.cookies
    heard = []
    for of in (opened.release.id, uuid.uuid4()):
        visit = Visit(ERIN, of)
        visit.client = careful
        assert visit.ask("POST", "/documents/{}/acknowledge/", {}).status_code == 403
        heard.append(visit.heard)
    equal(*heard)


# --- at the door ------------------------------------------------------------------------------------


def _withdrawn(cast, permission, release):
    story.withdrawn(cast, permission, now=clock.now())


def _closed(cast, permission, release):
    story.closed(cast, release, now=clock.now())


def _invited(cast, permission, release):
    story.wait_is_over()
    assert story.link_in_mail(NOA[3])


def _ended(cast, permission, release):
    _invited(cast, permission, release)
    _withdrawn(cast, permission, release)


def _expired(cast, permission, release):
    _invited(cast, permission, release)
    story.wait_is_over(hours=24 * 182)


NAMED = {
    "waiting": lambda *_: None,
    "withdrawn in the wait": _withdrawn,
    "closed in the wait": _closed,
    "invited": _invited,
    "withdrawn": _ended,
    "expired": _expired,
}


def at_the_door(address, *, tries=1):
    """What somebody is told who tries an address that is not theirs."""
    cache.clear()
    visit = Visit(address, uuid.uuid4())
    for _ in range(tries):
        visit.ask("POST", "/sign-in/", {"login": address, "password": "a wrong long password"})
    asked = visit.ask("POST", "/password/reset/", {"email": address})
    visit.ask("GET", asked.url)
    return visit.heard


@pytest.mark.parametrize("how", NAMED)
def test_an_address_that_was_named_reads_like_any_other(cast, engagement, now, how):
    report = story.signed_report(cast, engagement.id, now=now)
    permission = story.permitted(cast, engagement.id, now=now, reader=NOA)
    NAMED[how](cast, permission, story.released(cast, report, permission, now=now))
    before = mails_to(NOA[3], NOBODY)

    equal(at_the_door(NOA[3]), at_the_door(NOBODY))

    deliver_pending()
    assert mails_to(NOA[3], NOBODY) == before


def test_an_account_reads_like_none_at_the_door(cast, opened):
    """Erin has one, and her mailbox alone hears of it."""
    deliver_pending()
    before = len(mails_to(ERIN))

    equal(at_the_door(ERIN, tries=12), at_the_door(NOBODY, tries=12))  # more than anybody has

    deliver_pending()
    assert (len(mails_to(ERIN)) - before, mails_to(NOBODY)) == (1, [])


# --- links ------------------------------------------------------------------------------------------


@pytest.fixture
def invited(cast, engagement, now):
    """Noa's permission, and the path of the mail's link."""
    report = story.signed_report(cast, engagement.id, now=now)
    permission = story.permitted(cast, engagement.id, now=now, reader=NOA)
    story.released(cast, report, permission, now=now)
    story.wait_is_over()
    return permission, "/" + story.link_in_mail(NOA[3]).split("/", 3)[3]


@pytest.fixture
def whoever(cast, namesake, browser):
    """Nobody, a contact, somebody with an account alone, a client, a clinician."""
    contact = browser(story.member(namesake.id))
    everybody = [Client(headers=ORIGIN), contact, *map(browser, (cast.erin, cast.eli, cast.dana))]
    for client in everybody:
        client.get("/settings/")
    return everybody


def follow(client, path):
    """The answers to looking at a link, and to accepting by it."""
    token = path.split("/")[2]
    visit = Visit(NOA[3], token)
    visit.client = client
    visit.ask("GET", "/join/{}/")
    visit.ask("HEAD", "/join/{}/")
    visit.ask("POST", "/join/{}/", {"password": PASSWORD, "password_again": PASSWORD, "zone": ZONE})
    return visit.heard


def test_a_link_that_is_over_is_the_unknown_one_whoever_follows_it(cast, invited, whoever):
    permission, path = invited
    unknown = f"/join/{'a' * 43}/"
    assert all(client.get(path).status_code != 404 for client in whoever)

    story.withdrawn(cast, permission, now=clock.now())

    for client in whoever:
        assert client.get(path).status_code == 404
        equal(follow(client, path), follow(client, unknown))


def test_a_used_link_does_not_tell_what_became_of_it(cast, invited, whoever, browser):
    permission, path = invited
    noa = browser(story.reader_joined(NOA[3]))
    noa.get("/settings/")
    whoever.append(noa)
    used = [follow(client, path) for client in whoever]
    assert {said[0] for heard in used for _, said in heard} == {410}

    story.withdrawn(cast, permission, now=clock.now())

    for client, before in zip(whoever, used, strict=True):
        equal(follow(client, path), before)
