"""The closing summary: the client's own copy, and their own words beside it."""

from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError
from django.urls import reverse
from django.utils.html import escape
from pypdf import PdfReader

from accounts.access import NotAllowed, NotFound, NotFresh, WrongState
from accounts.models import AuditEvent
from reviews.ending import actions
from reviews.ending.queries import get_closing, read_closing, read_copy
from reviews.journal.queries import open_draft
from reviews.reports import limits_text
from tests.conftest import PASSWORD
from tests.endings import OWN, SUMMARY, ended, own_words, summary
from tests.pages import form_with
from tests.writings import draft


@pytest.fixture
def closing(engagement, dana, now):
    return ended(dana, engagement.id, now=now)


def test_the_client_has_it_once_it_is_signed(closing, dana, eli, being, now):
    begun = draft(dana, closing.engagement_id, "closing", about=closing.id, now=now)
    with being(eli):
        with pytest.raises(NotFound):
            read_copy(actor=eli, engagement_id=closing.engagement_id)
        assert read_closing(actor=eli, engagement_id=closing.engagement_id).summary is None
    with being(dana):
        seen = open_draft(actor=dana, entry_id=begun.id).digest
        stale = now - timedelta(minutes=11)
        with pytest.raises(NotFresh):
            actions.sign_summary(
                actor=dana, entry=begun, seen=seen, authenticated_at=stale, now=now
            )
        actions.sign_summary(actor=dana, entry=begun, seen=seen, authenticated_at=now, now=now)
    with being(eli):
        copy = read_copy(actor=eli, engagement_id=closing.engagement_id)
        assert copy.entry.answers[0].text == "It was a plain day."


def test_it_passes_the_gate(closing, dana, being, now):
    entry = draft(
        dana,
        closing.engagement_id,
        "closing",
        text="He is cured and safe to return.",
        about=closing.id,
        now=now,
    )
    with being(dana):
        seen = open_draft(actor=dana, entry_id=entry.id).digest
        with pytest.raises(NotAllowed):
            actions.sign_summary(actor=dana, entry=entry, seen=seen, authenticated_at=now, now=now)


def test_the_practices_own_people_may_be_named_in_it_and_nobody_else(closing, dana, being, now):
    of_the_work = "Dana Ruiz and Eli Rask worked on this."
    entry = draft(
        dana, closing.engagement_id, "closing", text=of_the_work, about=closing.id, now=now
    )
    with being(dana):
        seen = open_draft(actor=dana, entry_id=entry.id)
        assert not seen.refused
        other = replace(
            seen, answers=[replace(a, text="Then Petra Lindqvist rang.") for a in seen.answers]
        )
        assert other.refused


def test_it_is_begun_once_and_signed_once(closing, dana, being, now):
    with being(dana):
        row = get_closing(actor=dana, engagement_id=closing.engagement_id)
        first = actions.begin_summary(actor=dana, closing=row, now=now)
        assert actions.begin_summary(actor=dana, closing=row, now=now).id == first.id
        first.delete()
    summary(dana, closing, now=now)
    with being(dana), pytest.raises(WrongState):
        actions.begin_summary(actor=dana, closing=row, now=now)


def test_only_the_clinician_writes_it_and_only_after_the_end(engagement, dana, eli, being, now):
    with being(dana), pytest.raises(NotFound):
        get_closing(actor=dana, engagement_id=engagement.id)
    closing = ended(dana, engagement.id, now=now)
    with being(eli):
        row = get_closing(actor=eli, engagement_id=closing.engagement_id)
        with pytest.raises(NotAllowed):
            actions.begin_summary(actor=eli, closing=row, now=now)


def test_it_can_be_written_long_after_the_end(closing, dana, eli, being, now):
    later = now + timedelta(days=200)
    summary(dana, closing, now=later)
    with being(eli):
        assert read_copy(actor=eli, engagement_id=closing.engagement_id).entry.shared_at == later


def test_the_clients_words_stand_beside_it(closing, dana, eli, being, now):
    own_words(eli, closing, now=now)
    summary(dana, closing, now=now)
    own_words(eli, closing, now=now + timedelta(days=1), text="And one thing more.")
    with being(dana):
        copy = read_copy(actor=dana, engagement_id=closing.engagement_id)
        assert [text for _, text in copy.words] == [OWN, "And one thing more."]
        row = get_closing(actor=dana, engagement_id=closing.engagement_id)
        with pytest.raises(NotAllowed):
            actions.add_words(actor=dana, closing=row, text="Mine.", now=now)


def test_the_database_lets_nobody_begin_one_of_no_end(engagement, dana, being):
    def insert(about):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "insert into reviews_entry (id, engagement_id, author_id, created_at, kind, about,"
                " prompts, state) values (gen_random_uuid(), %s, %s, now(), 'closing', %s, '[]',"
                " 'draft')",
                [engagement.id, dana.user_id, about],
            )

    with being(dana):
        for about in (None, engagement.id):
            with pytest.raises(ProgrammingError):
                insert(about)


# --- the pages -------------------------------------------------------------------------------------


@pytest.mark.parametrize("route", ["ending:copy", "ending:file"])
def test_the_copy_says_what_it_is_not(closing, cast, browser, now, route):
    page = browser(cast.eli)
    url = reverse(route, args=[closing.engagement_id])
    assert page.get(url).status_code == 404
    summary(cast.dana.actor, closing, now=now)
    own_words(cast.eli.actor, closing, now=now)

    answer = page.get(url)

    said = answer.content.decode()
    for words in (
        SUMMARY,
        OWN,
        "It is not a release",
        "no seal and no code",
        "It is no diploma and no promise.",
        *limits_text.TEXTS[limits_text.VERSION],
    ):
        assert words in said, words
    assert "verify" not in said.lower()
    if route == "ending:file":
        assert answer["Content-Type"] == "text/plain; charset=utf-8"
        assert answer["Content-Disposition"] == 'attachment; filename="copy.txt"'


def test_the_paper_says_the_same_without_a_code_or_a_seal(closing, cast, browser, being, now):
    page = browser(cast.eli)
    url = reverse("ending:paper", args=[closing.engagement_id])
    assert page.get(url).status_code == 404
    entry = summary(cast.dana.actor, closing, now=now)
    own_words(cast.eli.actor, closing, now=now)

    answer = page.get(url)

    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'attachment; filename="copy.pdf"'
    file = PdfReader(BytesIO(answer.content))
    said = " ".join(" ".join(each.extract_text() for each in file.pages).split())
    for words in ("Closing summary", SUMMARY, OWN, "own copy. It is not a release"):
        assert words in said, words
    for words in ("Is this paper unchanged?", "Preview"):
        assert words not in said, words
    assert "/AcroForm" not in file.trailer["/Root"]  # there is no field, so no seal
    with being(cast.eli.actor):
        readings = AuditEvent.objects.filter(verb="read", object_id=entry.id)
        assert [line.actor for line in readings] == [cast.eli.actor.user_id]
    assert browser(cast.otto).get(url).status_code == 404


def test_the_summary_is_written_by_pages(closing, cast, browser):
    page = browser(cast.dana)
    after = reverse("ending:after", args=[closing.engagement_id])
    assert "Write the closing summary" in page.get(after).content.decode()
    begun = page.post(reverse("ending:begin", args=[closing.engagement_id]), follow=True)
    path = begun.request["PATH_INFO"]
    fields = form_with(begun.content.decode(), "text")["fields"]
    page.post(path, {**fields, "text": SUMMARY, "later": "1"})
    assert "You have begun it." in page.get(after).content.decode()
    entry_id = path.split("/")[2]
    over = page.get(reverse("journal:look_over", args=[entry_id])).content.decode()
    fields = form_with(over, "seen")["fields"]

    signed = page.post(reverse("ending:sign", args=[entry_id]), {**fields, "password": PASSWORD})

    assert signed["Location"] == after
    again = page.post(reverse("ending:begin", args=[closing.engagement_id]))
    assert again.status_code == 409
    assert "The closing summary is signed." in again.content.decode()


def test_the_client_adds_words_by_the_page(closing, cast, browser):
    page = browser(cast.eli)
    url = reverse("ending:after", args=[closing.engagement_id])
    assert page.post(url, {"text": " "}).status_code == 400
    assert page.post(url, {"text": OWN})["Location"] == url
    assert OWN in page.get(url).content.decode()
    assert browser(cast.dana).post(url, {"text": OWN}).status_code == 403


# --- what is added to it ---------------------------------------------------------------------------

CLAIMS = "He is cured and fit for duty.\nOverall\nscore: 85."
NAMES = "I spoke with\nBronagh Tuohy about it."
MORE = "He has\nfound work since.\n\nHe told me himself."


@pytest.mark.parametrize("words", [CLAIMS, NAMES])
def test_an_addition_passes_the_gate_that_the_summary_passed(closing, cast, browser, now, words):
    entry = summary(cast.dana.actor, closing, now=now)
    page, url = browser(cast.dana), reverse("journal:add", args=[entry.id])
    assert page.post(url, {"text": MORE}).status_code == 302

    answer = page.post(url, {"text": words})

    assert answer.status_code == 400
    said = answer.content.decode()
    assert said.count("Your text is still here, but not added: “") == 2  # listed, and at its box
    assert escape(words) in said
    over_api = page.post(
        reverse("api:additions", args=[entry.id]), {"text": words}, content_type="application/json"
    )
    assert over_api.status_code == 400
    assert "cannot stand here" in over_api.content.decode()
    copy = browser(cast.eli).get(reverse("ending:file", args=[closing.engagement_id]))
    assert "He has found work since.\n\nHe told me himself." in copy.content.decode()
    for word in ("cured", "85", "Tuohy"):
        assert word not in copy.content.decode()


def test_an_addition_to_what_no_gate_reads_is_not_read(shared, cast, browser):
    url = reverse("journal:add", args=[shared.id])
    assert browser(cast.eli).post(url, {"text": CLAIMS}).status_code == 302


# --- what can be printed ---------------------------------------------------------------------------

HEART = "Thank you \u2665\ufe0f \U0001f64f"


def test_a_sign_that_cannot_be_printed_is_refused_where_the_copy_would_hold_it(
    closing, cast, browser, being, now
):
    dana, eli = browser(cast.dana), browser(cast.eli)
    begun = draft(
        cast.dana.actor, closing.engagement_id, "closing", text=SUMMARY, about=closing.id, now=now
    )
    prompt = begun.prompts[0]
    save = reverse("journal:save", args=[begun.id, 1])
    by_api = reverse("api:answer", args=[begun.id, prompt])
    for text, status in ((SUMMARY, 200), (HEART, 400)):
        assert dana.post(save, {"text": text, "version": 1}).status_code == status
        sent = {"text": text, "version": 1}
        assert dana.put(by_api, sent, content_type="application/json").status_code == status
    with being(cast.dana.actor):
        seen = open_draft(actor=cast.dana.actor, entry_id=begun.id).digest
        actions.sign_summary(
            actor=cast.dana.actor, entry=begun, seen=seen, authenticated_at=now, now=now
        )

    places = (
        (eli, reverse("ending:after", args=[closing.engagement_id])),
        (dana, reverse("journal:add", args=[begun.id])),
    )
    for page, url in places:
        assert page.post(url, {"text": OWN}).status_code == 302
        answer = page.post(url, {"text": HEART})
        assert answer.status_code == 400
        assert "this sign cannot be printed" in answer.content.decode()
        assert HEART in answer.content.decode()
    paper = eli.get(reverse("ending:paper", args=[closing.engagement_id]))
    assert paper["Content-Type"] == "application/pdf"


def test_a_copy_with_such_a_sign_from_before_is_a_sentence_and_its_text(
    closing, cast, browser, now
):
    summary(cast.dana.actor, closing, now=now)
    own_words(cast.eli.actor, closing, now=now, text=HEART)
    page = browser(cast.eli)

    answer = page.get(reverse("ending:paper", args=[closing.engagement_id]), follow=True)

    assert answer.status_code == 200
    assert "No PDF was made: a sign in this text cannot be printed" in answer.content.decode()
    text = page.get(reverse("ending:file", args=[closing.engagement_id]))
    assert HEART in text.content.decode()
