"""Who has looked: every kind of opening in words, by name and role, and no numbers."""

import pytest
from django.db import transaction
from django.urls import reverse

from accounts.access import acting_as
from reviews.documents.queries import read_document
from tests.sharing_story import (
    ERIN,
    acknowledged,
    permitted,
    reader_joined,
    released,
    signed_report,
    wait_is_over,
)
from tests.talks import give_feedback, log_session

LOOKED = reverse("desk:access_record")


@pytest.fixture
def record(browser, eli):
    """Who did look, without who may beside it."""
    return lambda: browser(eli).get(LOOKED).content.decode().partition("<aside")[0]


def test_sessions_feedback_and_reports_by_their_day(
    engagement, cast, dana, eli, now, browser, record
):
    log = log_session(dana, engagement.id, now=now)
    given = give_feedback(dana, engagement.id, now=now)
    report = signed_report(cast, engagement.id, now=now)
    assert "Dr Dana Ruiz" not in record()

    for route, of_id in (("sessions", log.id), ("feedback", given.id), ("reports", report.id)):
        browser(dana).get(reverse(f"{route}:read", args=[of_id]))

    words = record()
    assert "Dr Dana Ruiz" in words
    assert "Clinician" in words
    for line in ("Read the session of", "Read the feedback of", "Read the report<"):
        assert line in words


def test_the_clients_own_readings_are_theirs(engagement, dana, eli, now, browser, record):
    log = log_session(dana, engagement.id, now=now)

    browser(eli).get(reverse("sessions:read", args=[log.id]))

    words = record()
    assert "<td>You</td>" in words
    assert "Client" not in words


def test_a_second_clinician(engagement, cast, dana, mo, now, browser, record, being):
    from reviews.reports.cosignatures import ask_cosigner
    from reviews.reports.queries import get_signed

    report = signed_report(cast, engagement.id, now=now)
    with being(dana):
        signed = get_signed(actor=dana, report_id=report.id)
        asked = ask_cosigner(actor=dana, report=signed, cosigner_id=mo.user_id, now=now)
    assert "Dr Mo Lindgren" not in record()

    browser(mo).get(reverse("reports:second", args=[asked.id]))

    words = record()
    assert "Dr Mo Lindgren" in words
    assert "Second clinician" in words
    assert "Read the report, asked for a second name" in words


def test_a_reader_by_the_name_the_client_gave(engagement, cast, eli, now, browser, record):
    report = signed_report(cast, engagement.id, now=now)
    permission = permitted(cast, engagement.id, now=now)
    release = released(cast, report, permission, now=now)
    wait_is_over()
    reader = reader_joined()
    assert ERIN[0] not in record()

    acknowledged(reader, release.id)
    with acting_as(reader), transaction.atomic():
        read_document(actor=reader, release_id=release.id)

    words = record()
    assert words.count(ERIN[0]) == 2
    assert "People director, Harrow &amp; Vale" in words
    assert "Read the notice on passing on" in words
    assert "Read what you released to them" in words
    answer = browser(eli).get(reverse("api:looked", args=[engagement.id])).json()
    assert {(line["who"], line["in_words"]) for line in answer if line["what"] == "release"} == {
        (ERIN[0], "Read the notice on passing on"),
        (ERIN[0], "Read what you released to them"),
    }
    assert not {"seq", "id", "object_id"} & set(answer[0])
