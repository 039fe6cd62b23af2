"""More than a page takes: a clear answer in words, never a server error, and nothing is changed."""

from uuid import uuid4

import pytest
from django.conf import settings
from django.urls import reverse

from tracker.lib import uploads

FIFTY_MEGABYTES = 50 * 1024 * 1024
SIGN_IN, SETTINGS = "account_login", "accounts:settings"
HEAD = '--x\r\nContent-Disposition: form-data; name="text"%s\r\n\r\n'


@pytest.fixture
def from_here():
    """As our own page sends it: only then does an error page look for what was typed."""
    return {"HTTP_ORIGIN": settings.CSRF_TRUSTED_ORIGINS[0]}


def sent_as(kind):
    """(bytes, content type): fifty megabytes, as a browser or a program sends them."""
    much = b"a" * FIFTY_MEGABYTES
    end = b"\r\n--x--\r\n"
    in_parts = "multipart/form-data; boundary=x"
    return {
        "a form": (b"text=" + much, "application/x-www-form-urlencoded"),
        "a form in parts": ((HEAD % "").encode() + much + end, in_parts),
        "a file": ((HEAD % '; filename="a.pdf"').encode() + much + end, in_parts),
        "json": (b'{"text": "' + much + b'"}', "application/json"),
    }[kind]


@pytest.mark.parametrize("kind", ["a form", "a form in parts", "a file", "json"])
@pytest.mark.parametrize("name", [SIGN_IN, SETTINGS])
def test_a_page_says_the_limit_in_words(cast, browser, from_here, kind, name):
    data, content_type = sent_as(kind)
    client = browser(cast.dana.actor)
    assert client.get(reverse(SETTINGS)).status_code == 200

    answer = client.post(reverse(name), data, content_type=content_type, **from_here)

    assert answer.status_code == 413
    assert "The most a page takes is one megabyte" in answer.content.decode()
    assert "<main" in answer.content.decode()


def test_a_program_is_told_in_json(cast, browser, from_here):
    data, content_type = sent_as("json")
    client = browser(cast.dana.actor)
    for address in (
        reverse("reports:save", args=[uuid4(), "seen"]),
        f"/api/v1/texts/{uuid4()}/draft/",
    ):
        answer = client.post(
            address, data, content_type=content_type, HTTP_ACCEPT="application/json", **from_here
        )
        assert answer.status_code == 413
        assert "one megabyte" in answer.json()["detail"]
        assert answer.json()["errors"]["text"]


def test_what_is_just_short_enough_is_read(cast, browser, from_here):
    """The limit is the length of the request: one byte less is for the page to answer."""
    client = browser(cast.dana.actor)
    most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    form = "application/x-www-form-urlencoded"

    def sent(length):
        data = b"text=" + b"a" * (length - len(b"text="))
        return client.post(reverse(SETTINGS), data, content_type=form, **from_here).status_code

    assert sent(most) != 413
    assert sent(most + 1) == 413


def test_more_fields_than_any_form_has_are_no_server_error(cast, browser, from_here):
    client = browser(cast.dana.actor)
    data = "&".join(f"f{n}=typed+words" for n in range(settings.DATA_UPLOAD_MAX_NUMBER_FIELDS + 1))

    answer = client.post(
        reverse(SETTINGS), data, content_type="application/x-www-form-urlencoded", **from_here
    )

    assert answer.status_code == 400
    assert "Nothing was changed" in answer.content.decode()


def test_a_request_without_end_is_read_to_a_bound_only(monkeypatch):
    """It is dropped piece by piece, so that a browser gets to see the answer."""
    monkeypatch.setattr(uploads, "SWALLOWED", 3 * uploads.PIECE)
    read = []

    class Endless:
        META = {"CONTENT_LENGTH": str(10**12)}  # noqa: RUF012

        def read(self, size):
            read.append(size)
            return b"a" * size

    uploads._swallow(Endless())

    assert sum(read) == 3 * uploads.PIECE
