""" "Is it genuine?": three answers about a document, none about a person, from a code or a file."""

import re
from datetime import timedelta
from io import BytesIO

import pikepdf
import pytest
from django.core.files.uploadhandler import StopUpload
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.access import NotAllowed, acting_as
from reviews.documents.views import ANSWERS
from reviews.releases.copy_queries import open_copy
from reviews.releases.files import make_waiting
from reviews.releases.models import Narrowing, Withdrawal
from tests import sharing_story as story
from tests.ground import acted_once
from tests.laws.asking import body_of
from tests.reviews.documents.test_reading import words_of
from tracker.lib import clock, uploads
from tracker.lib.uploads import LARGEST, READ_TO_THE_END

UNCHANGED, OVER, UNKNOWN = (ANSWERS[key][0] for key in ("unchanged", "over", "unknown"))
ELSEWHERE = "0000-0000-0000"
FIFTY_MEGABYTES = 50 * 1024 * 1024


@pytest.fixture
def stranger():
    return Client(headers={"Origin": "http://localhost:8000"})


@acted_once
def code(live, being):
    with being(live.erin):
        return open_copy(live.release)["code"]


@pytest.fixture
def pdf(live, reading):
    return reading.get(f"{live.path}file/").content


def by_code(client, code):
    return client.post("/check/", {"code": code})


def by_file(client, content, name="anything.pdf"):
    file = BytesIO(content)
    file.name = name
    return client.post("/check/", {"file": file})


def test_the_words_are_the_decided_ones():
    assert UNCHANGED == "Unchanged since it was issued. This says nothing about the person."
    assert OVER == "This document may no longer be relied on. If you hold a copy, destroy it."
    assert UNKNOWN == "We do not know this document. It may have been changed, or it is not ours."


def test_anybody_may_ask_and_finds_the_way(stranger, browser, cast):
    for client in (stranger, browser(cast.eli), browser(cast.dana), browser(cast.ada)):
        page = client.get("/check/")
        assert page.status_code == 200
        assert "A code alone says nothing about a file." in words_of(page)
    assert 'href="/check/"' in stranger.get("/about/help/").content.decode()


@pytest.mark.parametrize("typed", [str, str.lower, lambda c: c.replace("-", ""), " {} ".format])
def test_a_code_as_people_type_it(live, code, stranger, typed):
    answer = by_code(stranger, typed(code))

    assert answer.status_code == 200
    assert UNCHANGED in words_of(answer)


LOOKS_LIKE = str.maketrans("01", "OL")


@pytest.mark.parametrize(
    "typed",
    [
        lambda c: " ".join(c.replace("-", "").lower()),
        lambda c: c.translate(LOOKS_LIKE),
        lambda c: c.translate(LOOKS_LIKE).lower(),
        lambda c: c.replace("1", "i").replace("-", "\u2013"),
        lambda c: c.replace("-", "\u00a0\u2014 "),
        lambda c: f"\ufeff{c}\u200b".replace("-", "\u00ad"),
    ],
    ids=[
        "each sign apart",
        "look-alikes",
        "small look-alikes",
        "i and dashes",
        "no-break spaces",
        "invisible signs",
    ],
)
def test_signs_that_look_alike_and_whatever_stands_between_do_not_matter(
    live, code, stranger, typed
):
    answer = by_code(stranger, typed(code))

    assert (answer.status_code, UNCHANGED in words_of(answer)) == (200, True)


@pytest.mark.parametrize("letter", ["\u041a", "\u0391", "\uff2b", "U", "\u0131", "\u212a"])
def test_a_sign_of_another_alphabet_is_answered_and_kept_in_the_box(live, code, stranger, letter):
    """It looks like one of ours, or is none of them: the sentence says to look once more."""
    typed = letter + code[1:]
    answer = by_code(stranger, typed)

    assert answer.status_code == 400
    assert "A code of ours has twelve letters and digits" in words_of(answer)
    assert f'value="{typed}"' in answer.content.decode()


def test_the_file_itself(live, pdf, stranger):
    assert UNCHANGED in words_of(by_file(stranger, pdf))

    for changed in (pdf + b"\n", pdf[:-1], bytes([pdf[0] ^ 1]) + pdf[1:], b"%PDF-1.7", b"x"):
        answer = by_file(stranger, changed)
        assert answer.status_code == 200
        assert UNKNOWN in words_of(answer)


def saved(pdf, **how):
    """The same pages, written anew."""
    into = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as paper:
        paper.save(into, **how)
    return into.getvalue()


@pytest.mark.parametrize("made", ["anew", "with a password", "with a revision", "by others"])
def test_no_other_pdf_is_taken_for_ours(live, pdf, stranger, made):
    """Its seal may still be whole: it is the bytes that are known, and all of them."""
    assert UNCHANGED in words_of(by_file(stranger, pdf))
    others = BytesIO()
    pikepdf.new().save(others)
    papers = {
        "anew": lambda: saved(pdf),
        "with a password": lambda: saved(pdf, encryption=pikepdf.Encryption(owner="a", user="a")),
        "with a revision": lambda: pdf + b"\n1 0 obj\n<<>>\nendobj\n%%EOF\n",
        "by others": others.getvalue,
    }

    answer = by_file(stranger, papers[made]())

    assert (answer.status_code, UNKNOWN in words_of(answer)) == (200, True)


def test_the_answer_names_nobody(live, code, pdf, stranger):
    for answer in (by_code(stranger, code), by_file(stranger, pdf, name="Eli Rask.pdf")):
        page = answer.content.decode()
        for told in ("Eli", "Rask", "Erin", "Vale", "Dana", "Tallow", "2026", code, "document.pdf"):
            assert told not in page.replace("7KQM-29FX-R4TD", "")


def test_a_code_is_kept_as_a_hash_alone(live, code):
    signs = code.replace("-", "")
    with connection.cursor() as cursor:
        cursor.execute("select app.check_document(%s, null)", [signs.encode()])
        assert cursor.fetchone()[0] == "unknown"
    assert signs.encode() not in bytes(live.release.code_hash)


def test_in_its_waiting_period_it_is_unknown(cast, engagement, signed, now, stranger, being):
    permission = story.permitted(cast, engagement.id, now=now)
    release = story.released(cast, signed, permission, now=now)
    make_waiting()
    with being(cast.eli.actor):
        code = open_copy(release)["code"]

    assert UNKNOWN in words_of(by_code(stranger, code))

    story.wait_is_over()
    assert UNCHANGED in words_of(by_code(stranger, code))


def _withdrawn(cast, live, now):
    story.withdrawn(cast, live.permission, now=now)


def _narrowed(cast, live, now):
    story.narrowed(cast, live.permission, "takes_part", now=now)


def _in_error(cast, live, now):
    story.entered_in_error(cast, live.report, now=now)


def _expired(cast, live, now):
    story.wait_is_over(hours=24 * 182)


def _replaced(cast, live, now):
    newer = story.corrected_report(cast, live.report, now=now)
    story.released(cast, newer, live.permission, now=now)
    story.wait_is_over(hours=2 * story.WAIT_HOURS)


def _closed(cast, live, now):
    story.closed(cast, live.release, now=now)


ENDS = [_withdrawn, _narrowed, _in_error, _expired, _replaced, _closed]


@pytest.mark.parametrize("end", ENDS)
def test_however_it_ended_the_answer_is_one(cast, live, code, pdf, stranger, end):
    assert UNCHANGED in words_of(by_code(stranger, code))
    assert UNCHANGED in words_of(by_file(stranger, pdf))

    with transaction.atomic():  # the page of a withdrawal, to compare with
        _withdrawn(cast, live, story.wait_is_over())
        withdrawn = body_of(by_code(stranger, code))
        transaction.set_rollback(True)
    end(cast, live, story.wait_is_over())

    for answer in (by_code(stranger, code), by_file(stranger, pdf)):
        assert OVER in words_of(answer)
        assert body_of(answer) == withdrawn


@pytest.mark.parametrize("end", ENDS)
def test_every_answer_asks_the_database_the_same(cast, live, code, stranger, end):
    """What takes more work takes longer: no answer is the outcome of more than one question."""

    def asked(code):
        with CaptureQueriesContext(connection) as seen:
            assert by_code(stranger, code).status_code == 200
        # Without the limit's own: how often was asked is the same for every answer.
        statements = [q["sql"] for q in seen.captured_queries if "tracker_cache" not in q["sql"]]
        return [re.sub(r"'[^']*'|s\d+_x\d+", "", statement) for statement in statements]

    unchanged, unknown = asked(code), asked(ELSEWHERE)
    end(cast, live, story.wait_is_over())

    assert unchanged == unknown == asked(code)
    assert sum("check_document" in sql for sql in unknown) == 1


def _withdrawal(cast, live, at):
    with acting_as(cast.eli.actor), transaction.atomic():
        Withdrawal.objects.create(
            engagement_id=live.release.engagement_id,
            author_id=cast.eli.user_id,
            permission_id=live.permission.id,
            authenticated_at=clock.now(),
            created_at=at,
        )


def _narrowing(cast, live, at):
    with acting_as(cast.eli.actor), transaction.atomic():
        Narrowing.objects.create(
            engagement_id=live.release.engagement_id,
            author_id=cast.eli.user_id,
            permission_id=live.permission.id,
            parts=["takes_part"],
            authenticated_at=clock.now(),
            created_at=at,
        )


def _error(cast, live, at):
    """Of the policy's refusals the act makes NotAllowed."""
    story.entered_in_error(cast, live.report, now=at)


@pytest.mark.parametrize("end", [_withdrawal, _narrowing, _error])
def test_no_end_is_dated_back_to_before_a_document_could_be_read(
    cast, live, code, reading, stranger, end
):
    """Not even with plain SQL: it would be unknown then, and it was read meanwhile."""
    assert reading.get(live.path).status_code == 200
    before = live.release.live_at - timedelta(minutes=5)

    with pytest.raises((DatabaseError, NotAllowed)):
        end(cast, live, before)
    assert UNCHANGED in words_of(by_code(stranger, code))

    end(cast, live, clock.now())
    assert OVER in words_of(by_code(stranger, code))


def test_the_answers_are_alike_but_for_their_words(cast, live, code, stranger):
    unchanged, unknown = by_code(stranger, code), by_code(stranger, ELSEWHERE)
    story.withdrawn(cast, live.permission, now=story.wait_is_over())
    over = by_code(stranger, code)

    lengths = [len(answer.content) for answer in (unchanged, unknown, over)]
    assert max(lengths) - min(lengths) < 60
    headers = [
        {k: v for k, v in answer.headers.items() if k != "Content-Length"}
        for answer in (unchanged, unknown, over)
    ]
    assert headers[0] == headers[1] == headers[2]
    bodies = [
        re.sub(
            rb"tone-(pine|amber)",
            b"",
            body_of(answer).replace(words.replace("'", "&#x27;").encode(), b""),
        )
        for answer, words in ((unchanged, UNCHANGED), (unknown, UNKNOWN), (over, OVER))
    ]
    assert bodies[0] == bodies[1] == bodies[2]


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"code": ""}, "Enter the code that stands on the document."),
        ({"code": "7KQM-29FX"}, "A code of ours has twelve letters and digits"),
        ({"code": "7KQM-29FX-R4TU"}, "A code of ours has twelve letters and digits"),
        ({"code": "x" * 5000}, "A code of ours has twelve letters and digits"),
        ({"code": "7KQM\x0029FX\x00R4TD"}, "Null characters are not allowed."),
        ({}, "Choose the file of the document."),
    ],
)
def test_what_cannot_be_asked_has_its_sentence(stranger, sent, sentence):
    answer = stranger.post("/check/", sent)

    assert answer.status_code == 400
    assert sentence in words_of(answer)


@pytest.mark.parametrize("length", [LARGEST + 1, READ_TO_THE_END + 1, FIFTY_MEGABYTES])
def test_a_file_too_large_has_its_sentence(stranger, pdf, length):
    assert by_file(stranger, pdf).status_code == 200

    answer = by_file(stranger, bytes(length))

    assert answer.status_code == 400
    assert "Nothing was looked at: the file is larger than 2 MB" in words_of(answer)


def test_a_file_of_exactly_2_mb_is_looked_at(stranger):
    assert UNKNOWN in words_of(by_file(stranger, bytes(LARGEST)))


def test_nothing_of_a_file_is_written_or_held(monkeypatch, stranger, pdf):
    """Its handler makes a hash of each piece, and there is no other."""
    pieces = []
    received = uploads.HashUpload.receive_data_chunk

    def receive(self, raw_data, start):
        pieces.append(len(raw_data))
        assert not hasattr(self, "file")
        return received(self, raw_data, start)

    monkeypatch.setattr(uploads.HashUpload, "receive_data_chunk", receive)
    monkeypatch.setattr(
        "django.core.files.uploadedfile.tempfile", None
    )  # no file on the disk could be made
    assert UNCHANGED in words_of(by_file(stranger, pdf))
    assert sum(pieces) == len(pdf)


def test_a_request_far_too_long_is_cut_off():
    upload = uploads.HashUpload()
    upload.handle_raw_input(None, {}, READ_TO_THE_END + 1, b"")
    with pytest.raises(StopUpload) as stopped:
        upload.new_file("file", "x.pdf", "application/pdf", None)
    assert stopped.value.connection_reset


def test_no_other_page_takes_a_file(stranger, browser, cast):
    assert by_file(stranger, b"x").status_code == 200
    for client, path in ((stranger, "/sign-in/"), (browser(cast.eli), "/settings/")):
        file = BytesIO(b"x")
        file.name = "x.txt"
        assert client.post(path, {"file": file}).status_code == 400


def test_the_form_is_guarded_like_any_other(cast):
    careful = Client(enforce_csrf_checks=True, headers={"Origin": "http://localhost:8000"})
    token = re.search(
        r'name="csrfmiddlewaretoken" value="(\w+)"', careful.get("/check/").content.decode()
    )
    file = BytesIO(b"x")
    assert (
        careful.post("/check/", {"csrfmiddlewaretoken": token[1], "file": file}).status_code == 200
    )

    assert careful.post("/check/", {"file": BytesIO(b"x")}).status_code == 403
    assert careful.post("/check/", {"code": ELSEWHERE}).status_code == 403


def test_ten_tries_a_minute_and_no_more(stranger):
    for _ in range(10):
        assert by_code(stranger, ELSEWHERE).status_code == 200

    assert by_code(stranger, ELSEWHERE).status_code == 429
    assert by_file(stranger, b"x").status_code == 429
    assert stranger.get("/check/").status_code == 200
    elsewhere = Client(headers={"Origin": "http://localhost:8000"}, REMOTE_ADDR="192.0.2.7")
    assert by_code(elsewhere, ELSEWHERE).status_code == 200


def test_no_way_of_asking_gives_more_tries(stranger, browser, cast):
    """What cannot be asked counts as well, and neither an account nor a forged address helps."""
    asked = [
        stranger.post("/check/", {}),
        *(by_code(stranger, code) for code in ("", "x", "x" * 5000, ELSEWHERE) * 2),
        by_file(stranger, bytes(LARGEST + 1)),
    ]
    assert {answer.status_code for answer in asked} == {200, 400}

    assert by_code(stranger, ELSEWHERE).status_code == 429
    for person in (cast.eli, cast.dana):
        assert by_code(browser(person), ELSEWHERE).status_code == 429
    for name in ("X-Forwarded-For", "X-Real-IP", "Forwarded", "CF-Connecting-IP"):
        answer = stranger.post("/check/", {"code": ELSEWHERE}, headers={name: "192.0.2.9"})
        assert answer.status_code == 429, name
