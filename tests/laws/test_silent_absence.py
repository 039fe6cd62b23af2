"""R3, decision 7: never, refused, withdrawn, expired, narrowed, unknown and the rest are one answer.

Asked as the reader, whose session holds a document that was open a moment before, in every form
there is. Each refusal follows a success of the same call. The answers are equal in status, bytes
and headers; Date, cookies and a request's id alone may differ.
"""

import json
import re
import uuid
from dataclasses import dataclass

import pytest

from accounts.access import acting_as
from accounts.errors import ABSENT
from reviews.releases.files import make_waiting
from reviews.releases.terms import NOTICE_VERSION
from tests import sharing_story as story
from tests.laws.asking import body_of
from tests.story import _engagement
from tracker.lib import clock

JSON = "application/json"
DIFFERS = frozenset({"Date", "Set-Cookie", "X-Request-Id"})


@dataclass(frozen=True)
class Call:
    """One way of asking for a document. {} is its id."""

    path: str
    method: str = "get"
    headers: tuple = ()
    data: object = None
    succeeds: int = 200

    def ask(self, client, of):
        more = {}
        if self.method == "post" and self.path.startswith("/api/"):
            more = {"data": json.dumps(self.data), "content_type": JSON}
        elif self.method == "post":
            more = {"data": self.data}
        path = self.path.format(of)
        return getattr(client, self.method)(path, headers=dict(self.headers), **more)


PAGE, FILE = "/documents/{}/", "/documents/{}/file/"
API, API_FILE = "/api/v1/shared/{}/", "/api/v1/shared/{}/file/"
SEEN = {"version": NOTICE_VERSION}
FORMS = {
    "": ("get", ()),
    "by HEAD": ("head", ()),
    "in part": ("get", (("Range", "bytes=0-9"),)),
    "in part, if the same": ("get", (("Range", "bytes=0-9"), ("If-Range", '"abc"'))),
    "if changed": ("get", (("If-None-Match", "*"),)),
    "if newer": ("get", (("If-Modified-Since", "Sat, 29 Oct 2033 19:43:31 GMT"),)),
    "as JSON": ("get", (("Accept", JSON),)),
}
CALLS = {
    **{
        f"{what} {form}".strip(): Call(path, method, headers)
        for what, path in {"page": PAGE, "PDF": FILE, "API": API, "API's PDF": API_FILE}.items()
        for form, (method, headers) in FORMS.items()
    },
    "acknowledging": Call(f"{PAGE}acknowledge/", "post", data=SEEN, succeeds=302),
    "acknowledging in the API": Call(f"{API}acknowledge/", "post", data=SEEN, succeeds=204),
}


@dataclass(frozen=True)
class Open:
    """Erin can read `release`; she has read its notice, and is signed in as `client`."""

    release: object
    permission: object
    report: object
    engagement: object
    client: object


@pytest.fixture
def opened(cast, engagement, browser, now):
    report = story.signed_report(cast, engagement.id, now=now)
    permission = story.permitted(cast, engagement.id, now=now)
    release = story.released(cast, report, permission, now=now)
    assert make_waiting() == 1
    story.wait_is_over()
    story.acknowledged(story.reader_joined(), release.id)
    return Open(release, permission, report, engagement, browser(cast.erin))


# --- states: each leaves nothing to read, and says which id to ask for ---------------------------


def _never(cast, opened):
    """A version that was signed and offered, and nobody was given."""
    story.withdrawn(cast, opened.permission, now=clock.now())
    return story.corrected_report(cast, opened.report, now=clock.now()).id


def _refused(cast, opened):
    from reviews.releases.actions import choose_not_to_release
    from reviews.reports.queries import get_signed

    version = _never(cast, opened)
    eli = cast.eli.actor
    with acting_as(eli):
        report = get_signed(actor=eli, report_id=version)
        choose_not_to_release(actor=eli, report=report, now=clock.now())
    return version


def _permitted_alone(cast, opened):
    story.withdrawn(cast, opened.permission, now=clock.now())
    return story.permitted(cast, opened.engagement.id, now=clock.now()).id


def _withdrawn(cast, opened):
    story.withdrawn(cast, opened.permission, now=clock.now())
    return opened.release.id


def _expired(cast, opened):
    story.wait_is_over(hours=24 * 182)
    return opened.release.id


def _narrowed(cast, opened):
    story.narrowed(cast, opened.permission, "takes_part", now=clock.now())
    return opened.release.id


def _in_error(cast, opened):
    story.entered_in_error(cast, opened.report, now=clock.now())
    return opened.release.id


def _closed(cast, opened):
    story.closed(cast, opened.release, now=clock.now())
    return opened.release.id


def _replaced(cast, opened):
    """A later version took its place, and has been withdrawn too: nothing at all is left."""
    now = story.wait_is_over(hours=story.WAIT_HOURS + 1)
    newer = story.corrected_report(cast, opened.report, now=now)
    second = story.permitted(cast, opened.engagement.id, now=now)
    story.released(cast, newer, second, now=now)
    story.withdrawn(cast, second, now=story.wait_is_over(hours=2 * story.WAIT_HOURS + 2))
    return opened.release.id


def _waiting(cast, opened):
    """Another client has released to the same reader, an hour ago."""
    story.withdrawn(cast, opened.permission, now=clock.now())
    now = clock.now()
    mo, otto = cast.mo.actor, cast.otto.actor
    engagement = _engagement(mo, otto, "Otto Brandt", now=now)
    report = story.signed_report(cast, engagement.engagement_id, now=now, author=mo)
    permission = story.permitted(cast, engagement.engagement_id, now=now, client=otto)
    release = story.released(cast, report, permission, now=now, client=otto)
    make_waiting()
    return release.id


def _unknown(cast, opened):
    story.withdrawn(cast, opened.permission, now=clock.now())
    return uuid.uuid4()


STATES = {
    "never": _never,
    "refused": _refused,
    "permitted, not released": _permitted_alone,
    "withdrawn": _withdrawn,
    "expired": _expired,
    "narrowed": _narrowed,
    "in error": _in_error,
    "closed, as it reached the wrong person": _closed,
    "replaced": _replaced,
    "waiting": _waiting,
    "unknown": _unknown,
}


def headers_of(answer):
    return {name: value for name, value in answer.headers.items() if name not in DIFFERS}


@pytest.mark.parametrize("state", STATES)
def test_whatever_the_reason_the_answer_is_one(cast, opened, state):
    for name, call in CALLS.items():
        assert call.ask(opened.client, opened.release.id).status_code == call.succeeds, name
    assert b"Progress summary" in opened.client.get("/documents/").content
    assert len(opened.client.get("/api/v1/shared/").json()) == 1

    gone = STATES[state](cast, opened)

    for name, call in CALLS.items():
        nothing = call.ask(opened.client, uuid.uuid4())
        answer = call.ask(opened.client, gone)
        assert (nothing.status_code, answer.status_code) == (404, 404), name
        assert answer.content == nothing.content, name
        assert headers_of(answer) == headers_of(nothing), name
        assert set(answer.cookies) == set(nothing.cookies) == set(), name
        in_json = call.path.startswith("/api/") or ("Accept", JSON) in call.headers
        if call.method == "head":
            assert answer.content == b""
        elif in_json:
            assert answer.json() == {"detail": ABSENT}
        else:
            assert f"<h1>{ABSENT}</h1>" in answer.content.decode()
            assert b"<form" not in answer.content
    _the_list_is_empty(opened.client)


EMPTY_LIST: list[bytes] = []  # the first state's page; that of every other equals it


def _the_list_is_empty(client):
    """The same page in every state, but for the moment of signing out and the forms' token."""
    page, listed = client.get("/documents/"), client.get("/api/v1/shared/")
    assert (page.status_code, listed.status_code, listed.json()) == (200, 200, [])
    assert ABSENT in page.content.decode()
    body = re.sub(rb'datetime="[^"]*"|\d{1,2}:\d\d( [AP]M)?', b"", body_of(page))
    EMPTY_LIST.append(body)
    assert body == EMPTY_LIST[0]


def test_one_body_for_every_page_and_state(cast, opened):
    """Across the pages too: an address does not tell how near somebody came."""
    first = opened.client.get(PAGE.format(uuid.uuid4()))
    _withdrawn(cast, opened)

    for path in (PAGE, FILE, "/documents/{}/nothing/", "/reading/{}/", "/api-less/{}/"):
        answer = opened.client.get(path.format(opened.release.id))
        assert (answer.status_code, answer.content) == (404, first.content), path
        assert headers_of(answer) == headers_of(first), path


def test_a_difference_would_be_found(opened, cast, monkeypatch):
    """Planted: a withdrawal with words of its own."""
    from accounts.access import NotFound
    from reviews.documents import queries

    readable = queries.get_readable

    def tell(*, actor, release_id):
        try:
            return readable(actor=actor, release_id=release_id)
        except NotFound:
            if release_id == opened.release.id:
                raise RuntimeError("withdrawn") from None
            raise

    story.withdrawn(cast, opened.permission, now=clock.now())
    monkeypatch.setattr(queries, "get_readable", tell)
    opened.client.raise_request_exception = False

    gone = opened.client.get(PAGE.format(opened.release.id))

    assert gone.content != opened.client.get(PAGE.format(uuid.uuid4())).content
