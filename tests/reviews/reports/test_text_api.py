"""Reports in the API: versions listed, a signed one read, a draft for its author alone."""

import pytest

from tests.sharing_story import SEEN


def texts(report):
    return f"/api/v1/engagements/{report.engagement_id}/texts/"


def text(report, more=""):
    return f"/api/v1/texts/{report.id}/{more}"


def test_a_draft_is_listed_and_read_by_its_author_alone(ready, cast, dana, browser):
    mine = browser(dana)
    assert [head["state"] for head in mine.get(texts(ready)).json()] == ["draft"]
    draft = mine.get(text(ready, "draft/"))
    assert draft.status_code == 200
    assert SEEN in [section["text"] for section in draft.json()["sections"]]
    assert mine.get(text(ready)).status_code == 404

    eli = browser(cast.eli)
    assert eli.get(texts(ready)).json() == []
    assert eli.get(text(ready, "draft/")).status_code == 404
    assert eli.get(text(ready)).status_code == 404


@pytest.mark.parametrize("person", ["dana", "eli"])
def test_both_read_a_signed_version(signed, cast, browser, person):
    client = browser(getattr(cast, person))

    heads, seen = client.get(texts(signed)).json(), client.get(text(signed)).json()

    assert [(head["number"], head["state"]) for head in heads] == [(1, "signed")]
    assert [SEEN] in [section["paragraphs"] for section in seen["body"]["sections"]]
    assert seen["body"]["about"]["role"] == "Clinical psychologist"
    assert len(seen["digest"]) == 64
    assert [name["name"] for name in seen["signers"]] == ["Dr Dana Ruiz"]
    assert client.get(text(signed, "draft/")).status_code == 404


@pytest.mark.parametrize("person", ["mo", "otto", "ada"])
def test_strangers_get_nothing(signed, cast, dana, browser, person):
    assert browser(dana).get(text(signed)).status_code == 200
    client = browser(getattr(cast, person))

    for path in (texts(signed), text(signed), text(signed, "draft/")):
        assert client.get(path).status_code == 404


def test_nothing_is_written_there(signed, dana, browser):
    client = browser(dana)
    assert client.get(text(signed)).status_code == 200

    for method in ("post", "put", "patch", "delete"):
        assert getattr(client, method)(text(signed)).status_code == 405
