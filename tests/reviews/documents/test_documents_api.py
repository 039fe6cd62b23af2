"""The reader's documents in the API: the same words, the same trail, the same absence."""

import json

import pytest

from tests import sharing_story as story
from tests.laws.asking import body_of
from tests.reviews.documents.test_reading import verbs

ABSENT = {"detail": "No summary is available."}
LATER = "Sat, 29 Oct 2033 19:43:31 GMT"


@pytest.fixture
def api(live):
    return f"/api/v1/shared/{live.release.id}/"


def test_the_list_holds_heads_alone(erin, live):
    answer = erin.get("/api/v1/shared/")

    assert answer.status_code == 200
    (head,) = answer.json()
    assert head["id"] == str(live.release.id)
    assert set(head) == {"id", "title", "person", "period", "issued", "until"}


@pytest.mark.parametrize("path", ["/documents/", "/api/v1/shared/"])
def test_a_list_is_whole_and_nothing_to_compare_or_count_with(erin, live, path):
    """No page of many, no number of all, no tag and no time: what is absent leaves no gap."""
    whole = erin.get(path)
    assert str(live.release.id) in whole.content.decode()

    counts = ("Link", "Content-Range", "X-Total-Count", "ETag", "Last-Modified", "Expires", "Age")
    assert not [name for name in counts if name in whole]
    assert whole["Cache-Control"] == "no-store"
    for asked in (
        "?page=2",
        "?limit=1&offset=1",
        "?ordering=-live_at",
        "?search=x",
        "?format=json",
    ):
        assert body_of(erin.get(f"{path}{asked}")) == body_of(whole), asked
    for headers in ({"If-None-Match": "*"}, {"If-Modified-Since": LATER}, {"Range": "bytes=0-9"}):
        answer = erin.get(path, headers=headers)
        assert (answer.status_code, body_of(answer)) == (200, body_of(whole)), headers


def test_the_notice_first_and_then_the_document(erin, live, api, cast):
    before = erin.get(api).json()
    assert before["document"] is None
    assert "Erin Vale" in before["notice"]
    assert erin.get(f"{api}file/").status_code == 404

    answer = erin.post(
        f"{api}acknowledge/",
        json.dumps({"version": before["notice_version"]}),
        content_type="application/json",
    )

    assert answer.status_code == 204
    document = erin.get(api).json()["document"]
    assert document["sections"][3] == {
        "heading": "What the work was about",
        "paragraphs": [story.THEMES],
    }
    assert document["statement"]["paragraphs"] == [story.STATEMENT]
    assert len(document["limits"]["items"]) > 4
    assert document["code"].count("-") == 2
    assert ("read", live.erin.user_id) in verbs(cast, live.release.engagement_id)


@pytest.mark.parametrize("accept", ["application/pdf", "*/*", "application/json"])
def test_the_file_is_the_readers_file(reading, live, api, accept):
    page = reading.get(f"{live.path}file/")

    answer = reading.get(f"{api}file/", headers={"Accept": accept})

    assert (answer.status_code, answer.content) == (200, page.content)
    for name in ("Content-Type", "Content-Disposition", "Cache-Control", "Accept-Ranges"):
        assert answer[name] == page[name]
    assert "ETag" not in answer


def test_what_a_method_does_not_know_is_an_absence(reading, live, api):
    assert reading.get(api).status_code == 200

    for method in ("put", "patch", "delete", "options"):
        for path in ("/api/v1/shared/", api, f"{api}file/", f"{api}acknowledge/"):
            answer = getattr(reading, method)(path)
            assert (answer.status_code, answer.json()) == (404, ABSENT), (method, path)


@pytest.mark.parametrize("person", ["eli", "dana", "mo", "otto", "ada"])
def test_nobody_else_is_a_reader(reading, live, api, cast, browser, person):
    assert reading.get(api).status_code == 200
    other = browser(getattr(cast, person))

    for path in ("/api/v1/shared/", api, f"{api}file/"):
        assert other.get(path).status_code == 404
    assert other.post(f"{api}acknowledge/").status_code == 404


def test_signed_out_is_401(live, api, client):
    for path in ("/api/v1/shared/", api, f"{api}file/"):
        assert client.get(path).status_code == 401
    assert client.get(f"{api}file/", headers={"Accept": "application/pdf"}).status_code == 401
