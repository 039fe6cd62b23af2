"""Every address × everybody × format gives the status the hand-written matrix says."""

import re
from typing import Any

from django.urls import path

from accounts import actions
from accounts.gate import open_to
from tests.ground import acted_once
from tests.laws import gathered
from tests.laws.access_matrix import API, PAGES
from tests.laws.asking import WHO, People, address, body_of, random_ids, statuses
from tests.laws.routes import routes
from tests.shares import tell_shares
from tests.talks import tell_talks
from tests.texts import tell_texts
from tests.unsent import tell_unsent

ROW = re.compile(r"(?P<method>[A-Z]+) (?P<route>\S+)(?: \((?P<which>shared|draft)\))?")


def unlisted(names: set[str]) -> set[str]:
    """Routes without a row, and rows without a route."""
    listed = {ROW.fullmatch(row)["route"] for row in (*PAGES, *API)}  # type: ignore[index]
    return names ^ listed


@acted_once
def ids(cast, story, now, being) -> dict[str, Any]:
    """The ids of Eli's things, for addresses."""
    ada = cast.ada.actor
    with being(ada):
        reset = actions.ask_factor_reset(actor=ada, user_id=cast.eli.user_id, now=now)
        invitation = actions.invite(
            actor=ada,
            email="somebody@example.org",
            role="clinician",
            display_name="Somebody",
            introduced_to=None,
            now=now,
        )
    talks = tell_talks(cast, story, now=now)
    texts = tell_texts(cast, story, now=now)
    shares = tell_shares(cast, story, texts.report_id, now=now)
    unsent = tell_unsent(cast, story, texts, now=now)
    ids = {
        "engagement_id": story.engagement_id,
        "agreement_id": story.agreement_id,
        "checkin_id": story.second_checkin_id,
        "membership_id": cast.eli.actor.membership_id,
        "invitation_id": invitation.id,
        "reset_id": reset.id,
        "shared": story.shared_id,
        "draft": story.draft_id,
        "number": 1,
        "token": "not-a-token",
        "prompt": "responsibility.1",
        "commitment_id": talks.commitment_id,
        "shared session_id": talks.session_id,
        "draft session_id": talks.session_draft_id,
        "shared feedback_id": talks.unanswered_id,
        "draft feedback_id": talks.feedback_draft_id,
        "report_id": texts.report_id,
        "shared report_id": texts.report_id,
        "draft report_id": texts.report_draft_id,
        "cosignature_id": texts.cosignature_id,
        "correction_id": texts.correction_id,
        "kind": "seen",
        "permission_id": shares.permission_id,
        "release_id": shares.release_id,
        "recipient_id": shares.recipient_id,
        "text_id": unsent.unsent_addition_id,
        "uidb36": "1",
        "key": "not-a-key",
    }
    for tell in gathered.functions("access_of_", "ids"):
        ids |= tell(cast, story, now=now)
    return ids


def asked(row: str, ids: dict[str, Any]) -> tuple[str, str]:
    """The method and the path of a row."""
    parts = ROW.fullmatch(row)
    assert parts is not None
    which = parts["which"]
    chosen = {} if which is None else {"entry_id": ids[which]}
    for name in ("session_id", "feedback_id", "report_id"):
        if which is not None:
            chosen[name] = ids[f"{which} {name}"]
    return parts["method"], address(parts["route"], {**ids, **chosen})


def test_every_route_has_a_row():
    names = {route.name for route in routes()}
    assert unlisted(names) == set()
    assert unlisted(names | {"reports:planted"}) == {"reports:planted"}


def test_pages_answer_as_the_matrix_says(cast, ids, browser):
    people = People(cast, browser)
    wrong = {}
    for row, expected in PAGES.items():
        method, where = asked(row, ids)
        found = tuple(statuses(people, method, where, accept) for accept in ("html", "json"))
        if found != expected:
            wrong[row] = found
    assert wrong == {}


def test_the_api_answers_as_the_matrix_says(cast, ids, browser):
    people = People(cast, browser)
    wrong = {}
    for row, expected in API.items():
        method, where = asked(row, ids)
        if (found := statuses(people, method, where, "json")) != expected:
            wrong[row] = found
        assert people.ask("eli", "GET", where, "html").status_code == 406
    assert wrong == {}


def test_a_foreign_id_is_answered_like_one_that_does_not_exist(cast, ids, browser):
    """Status, body and headers; in pages and in the API."""
    people = People(cast, browser)
    nowhere = {**ids, **random_ids(), "shared": random_ids()["entry_id"]}
    nowhere["draft"] = nowhere["shared"]
    for which in ("shared", "draft"):
        for name in ("session_id", "feedback_id", "report_id"):
            nowhere[f"{which} {name}"] = nowhere[name]
    compared = 0
    for row, accepts in [(r, ("html", "json")) for r in PAGES] + [(r, ("json",)) for r in API]:
        method, where = asked(row, ids)
        _, elsewhere = asked(row, nowhere)
        if where == elsewhere:
            continue
        for who in ("mo", "otto"):
            if "second" in row and who == "mo":
                continue  # he is asked about that version: it is not foreign to him
            for accept in accepts:
                mine = people.ask(who, method, where, accept)
                none = people.ask(who, method, elsewhere, accept)
                assert mine.status_code == none.status_code, (row, who)
                if mine.status_code == 404:
                    assert body_of(mine) == body_of(none), (row, who)
                    assert mine.headers.items() == none.headers.items(), (row, who)
                    compared += 1
    assert compared > 80


def test_a_malformed_id_is_answered_like_one_that_does_not_exist(cast, ids, browser):
    people = People(cast, browser)
    right = address("journal:read", {"entry_id": ids["shared"]})
    assert people.ask("eli", "GET", right, "html").status_code == 200
    missing = people.ask("eli", "GET", right.replace(str(ids["shared"]), str(ids["draft"])), "html")
    for malformed in (
        "x",
        "7",
        str(ids["shared"])[:-1],
        str(ids["shared"]).upper(),
        "%00",
        "%F0%9F",
    ):
        answer = people.ask("eli", "GET", f"/reading/{malformed}/", "html")
        assert answer.status_code == 404, malformed
        assert body_of(answer) == body_of(missing), malformed


def test_a_planted_open_view_is_found(cast, ids, browser, settings):
    """A view that lets everybody pass answers otherwise than its row."""
    from django.http import HttpResponse

    people = People(cast, browser)
    row = "GET desk:today"
    method, where = asked(row, ids)
    assert statuses(people, method, where, "html") == PAGES[row][0]

    class Urls:
        urlpatterns = (path("today/", open_to("everyone")(lambda request: HttpResponse("x"))),)

    settings.ROOT_URLCONF = Urls
    assert statuses(people, method, where, "html").startswith("200 200 200 200 200 200 ")
    assert len(PAGES[row][0].split()) == len(WHO)
