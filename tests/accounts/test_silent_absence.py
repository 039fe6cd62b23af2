"""To an employer contact, whatever there is not is one answer (R3): same words, same bytes."""

import json
import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.urls import include, path, reverse

from accounts.access import NotAllowed, NotFound, NotFresh, Stale, WrongState
from accounts.gate import open_to
from accounts.middleware import SEEN
from accounts.roles import EVERY_ROLE

ABSENT = "No summary is available."
# What each refusal is to everybody else.
ERRORS = {
    NotFound: 404,
    NotAllowed: 403,
    NotFresh: 403,
    WrongState: 409,
    Stale: 409,
    PermissionDenied: 403,
}


@pytest.fixture
def erin(browser, cast, erin_contact):
    client = browser(cast.erin)
    assert client.get("/settings/").status_code == 200
    return client


def _addresses(draft):
    return [
        f"/documents/{uuid.uuid4()}/",
        f"/documents/{uuid.uuid4()}/file/",
        f"/documents/{uuid.uuid4()}/acknowledge/",
        f"/documents/{uuid.uuid4()}/file.pdf",
        "/nothing/here/",
        "/%00/",
        "/join/unknown/",
        "/practice/people/",
        f"/practice/people/{uuid.uuid4()}/end/",
        "/today/",
        f"/writing/{draft.id}/1/",
        f"/writing/{uuid.uuid4()}/1/",
        f"/reading/{draft.id}/",
        "/second-factor/remove/",
        "/sign-in/" + "x" * 300 + "/",
    ]


def test_every_absence_reads_the_same(erin, draft):
    first = erin.get("/nothing/here/")
    assert first.status_code == 404
    assert f"<h1>{ABSENT}</h1>" in first.content.decode()

    for where in _addresses(draft):
        for method in ("get", "post", "put", "delete", "options"):
            answer = getattr(erin, method)(where)
            assert answer.status_code == 404, (method, where)
            assert answer.content == first.content, (method, where)
            assert _headers(answer) == _headers(first), (method, where)
        head = erin.head(where)
        assert (head.status_code, head.content) == (404, b"")
        assert _headers(head) == _headers(first)


def test_every_absence_reads_the_same_to_a_program(erin, draft):
    expected = {"detail": ABSENT}
    api = [
        reverse("api:engagements"),
        reverse("api:engagement", args=[draft.engagement_id]),
        reverse("api:draft", args=[draft.id]),
        reverse("api:draft", args=[uuid.uuid4()]),
        "/api/v1/nothing/",
    ]
    theirs = [
        reverse(f"api:{name}", args=[uuid.uuid4()])
        for name in ("shared_document", "shared_acknowledge", "shared_file")
    ]
    first = erin.get("/nothing/here/", headers={"Accept": "application/json"})
    assert json.loads(first.content) == expected

    for where in [*_addresses(draft), *api, *theirs]:
        for method in ("get", "post", "put", "delete", "options"):
            answer = getattr(erin, method)(where, headers={"Accept": "application/json"})
            assert answer.status_code == 404, (method, where)
            assert answer.content == first.content, (method, where)
            assert _headers(answer) == _headers(first), (method, where)
    for where in api:
        answer = erin.get(where, headers={"Accept": "text/html"})
        assert (answer.status_code, answer.content) == (404, first.content), where


def _refuse(error):
    def refuse(request):
        raise error

    return open_to(*EVERY_ROLE)(refuse)


class Refusing:
    """Addresses that refuse as no view of ours should refuse an employer contact."""

    urlpatterns = (
        *(path(f"refusing/{error.__name__}/", _refuse(error)) for error in ERRORS),
        path("", include("tracker.urls")),
    )
    handler404 = "accounts.errors.not_found"
    handler403 = "accounts.errors.not_allowed"


@pytest.mark.parametrize(("error", "to_others"), ERRORS.items())
def test_every_refusal_is_an_absence(erin, browser, cast, settings, error, to_others):
    settings.ROOT_URLCONF = Refusing
    nothing = erin.get("/nothing/here/")
    assert browser(cast.eli).get(f"/refusing/{error.__name__}/").status_code == to_others

    for method in ("get", "post"):
        answer = getattr(erin, method)(f"/refusing/{error.__name__}/")
        assert (answer.status_code, answer.content) == (404, nothing.content)
        assert _headers(answer) == _headers(nothing)


def test_a_message_that_waits_does_not_show_there_and_is_not_lost(erin):
    before = erin.get("/nothing/here/").content
    assert erin.post("/settings/", {"zone": "Europe/Dublin"}).status_code == 302

    assert erin.get("/nothing/here/").content == before

    assert "Your time zone is saved." in erin.get("/settings/").content.decode()


def test_the_moment_of_signing_out_does_not_show_there(erin):
    before = erin.get("/nothing/here/").content
    session = erin.session
    session[SEEN] -= 300
    session.save()

    assert erin.get("/nothing/here/").content == before


def test_the_page_holds_no_form_and_a_way_out(erin):
    page = erin.get("/nothing/here/").content.decode()

    assert "<form" not in page
    assert "csrf" not in page
    assert "<nav class" not in page
    assert f'href="{reverse("account_logout")}"' in page


def test_others_keep_their_own_words(browser, cast, erin):
    assert ABSENT in erin.get("/nothing/here/").content.decode()

    for person in (cast.eli, cast.dana, cast.ada):
        assert ABSENT not in browser(person).get("/nothing/here/").content.decode()


def test_what_they_were_refused_is_kept_without_the_address(erin, erin_contact, being, ada, draft):
    assert erin.get(f"/reading/{draft.id}/").status_code == 404

    with being(ada), connection.cursor() as cursor:
        cursor.execute(
            "select actor, payload::text from accounts_auditevent where verb = 'refused'"
            " order by seq desc limit 1"
        )
        actor, payload = cursor.fetchone()
    assert (actor, json.loads(payload)) == (erin_contact.user_id, {"route": "", "status": 404})


def _headers(answer):
    return {k: v for k, v in answer.headers.items() if k != "Content-Length"}
