"""Signing over HTTP: every problem first, the gate on the path, the password, once only."""

import threading

import pytest
from django.db import transaction

from accounts.access import WrongState, acting_as
from accounts.models import AuditEvent
from reviews.engagements.queries import get_engagement
from reviews.reports import gate, queries
from reviews.reports.actions import begin_report, begin_version
from reviews.reports.models import Report, Section
from tests.clones import clone, inside
from tests.conftest import _load_cast, _make_cast
from tests.reviews.reports.conftest import seen_on
from tests.sharing_story import HARD, SEEN, sign_draft, write_draft
from tests.story import tell_story
from tests.talks import log_session
from tracker.lib import clock

REFUSED = "8 out of 10"
ASKED_ABOUT = "I heard it from the manager of the branch."
OUTSIDE = "I heard it from Bronagh."


def body_of(answer):
    return answer.content.decode()


def rewrite(client, report, page_of, open_draft, text, kind="seen"):
    version = open_draft(report).section(kind).version
    answer = client.post(page_of("save", report, kind), {"text": text, "version": version})
    assert answer.status_code == 200


def state_of(report, dana, being):
    with being(dana):
        return Report.objects.get(id=report.id).state


def test_the_page_shows_every_word_and_nothing_is_ticked(ready, dana, browser, page_of):
    body = body_of(browser(dana).get(page_of("sign", ready)))

    assert SEEN in body
    assert HARD in body
    assert "What this does not tell you" in body
    assert "Sign this report" in body
    assert "checked" not in body


def test_signing_freezes_the_text_and_offers_it(
    ready, dana, eli, browser, page_of, being, sign_over_http
):
    answer = sign_over_http(browser(dana), ready, stand_alone=["attendance"])

    assert answer.status_code == 302
    assert answer["Location"] == page_of("read", ready)
    with being(eli):
        seen = queries.read_report(actor=eli, report_id=ready.id)
    assert [p for s in seen.body.sections if s.kind == "seen" for p in s.paragraphs] == [SEEN]
    alone = {s.part for s in seen.body.sections if s.stands_alone}
    assert alone == {"takes_part", "attendance"}
    with being(dana):
        assert AuditEvent.objects.filter(verb="sign", object_id=ready.id).count() == 1


def test_a_refused_phrase_stops_the_signature(
    ready, dana, browser, page_of, being, open_draft, sign_over_http
):
    """Replace the gate by one that passes everything, and this is red."""
    client = browser(dana)
    rewrite(client, ready, page_of, open_draft, f"{SEEN} He scores {REFUSED}.")
    page = client.get(page_of("sign", ready))
    assert "Sign this report" not in body_of(page)

    key = gate.review_texts({"seen": open_draft(ready).section("seen").text}, cast=frozenset())[
        0
    ].key
    answer = sign_over_http(client, ready, seen=open_draft(ready).fingerprint, kept=[key])

    assert answer.status_code == 400
    assert f"“{REFUSED}” cannot stand in a report." in body_of(answer)
    assert page_of("write", ready, "seen") in body_of(answer)
    assert state_of(ready, dana, being) == Report.DRAFT

    rewrite(client, ready, page_of, open_draft, SEEN)
    assert sign_over_http(client, ready).status_code == 302
    assert state_of(ready, dana, being) == Report.SIGNED


def test_a_gate_that_passes_everything_would_let_it_through(
    ready, dana, browser, page_of, being, open_draft, sign_over_http, monkeypatch
):
    """Planted: what the test above would not see without its refusal."""
    monkeypatch.setattr(gate, "review_texts", lambda texts, cast: [])
    client = browser(dana)
    rewrite(client, ready, page_of, open_draft, f"{SEEN} He scores {REFUSED}.")

    assert sign_over_http(client, ready).status_code == 302
    assert state_of(ready, dana, being) == Report.SIGNED


def test_a_question_is_read_and_the_words_kept(
    ready, dana, browser, page_of, being, open_draft, sign_over_http
):
    client = browser(dana)
    rewrite(client, ready, page_of, open_draft, f"{SEEN} {ASKED_ABOUT}")
    page = client.get(page_of("sign", ready))
    assert "I have read this and keep the words" in body_of(page)
    assert "Sign this report" in body_of(page)

    unread = sign_over_http(client, ready, stand_alone=["attendance"])
    assert unread.status_code == 400
    assert "“the manager of the branch”: " in body_of(unread)
    assert 'value="attendance"' in body_of(unread)
    assert "checked" in body_of(unread)  # what was ticked is still ticked
    assert state_of(ready, dana, being) == Report.DRAFT

    text = open_draft(ready).section("seen").text
    keys = [found.key for found in gate.review_texts({"seen": text}, cast=frozenset())]
    assert sign_over_http(client, ready, kept=keys).status_code == 302
    assert state_of(ready, dana, being) == Report.SIGNED


def test_words_are_shown_where_they_will_stand_wherever_lines_end_in_what_was_typed(
    ready, dana, browser, page_of, open_draft
):
    client = browser(dana)
    typed = "A\n  first\n   one.\nWe met.\tI heard it from the\nmanager of\u2028the branch. We met."
    rewrite(client, ready, page_of, open_draft, typed)

    for page in (page_of("sign", ready), page_of("write", ready, "seen") + "?look=1"):
        shown = body_of(client.get(page))
        assert "I heard it from <mark>the manager of the branch</mark>. We met." in shown


def test_what_a_line_end_would_hide_is_refused_on_the_page_too(
    ready, dana, browser, page_of, being, open_draft, sign_over_http
):
    client = browser(dana)
    rewrite(client, ready, page_of, open_draft, f"{SEEN} Overall\nscore: 85. He is at a low\nrisk.")
    answer = sign_over_http(client, ready, seen=open_draft(ready).fingerprint)
    assert answer.status_code == 400
    assert "cannot stand in a report." in body_of(answer)
    assert state_of(ready, dana, being) == Report.DRAFT


def test_a_name_stops_the_signature_until_it_is_said_whose_it_is(  # noqa: PLR0913
    ready, dana, eli, browser, page_of, being, open_draft, sign_over_http
):
    client = browser(dana)
    rewrite(client, ready, page_of, open_draft, f"{SEEN} {OUTSIDE}")
    page = body_of(client.get(page_of("sign", ready)))
    assert "If it is somebody of this work, who?" in page
    text = open_draft(ready).section("seen").text
    key = gate.review_texts({"seen": text}, cast=frozenset())[0].key

    for chosen in (
        {},
        {f"named-{key}": ""},
        {f"named-{key}": "colleague"},
        {"named-x": "mentor"},
        {"kept": [key]},
    ):
        answer = sign_over_http(client, ready, **chosen)
        assert answer.status_code == 400
        assert "“Bronagh” may point to somebody." in body_of(answer)
    assert state_of(ready, dana, being) == Report.DRAFT

    assert sign_over_http(client, ready, **{f"named-{key}": "mentor"}).status_code == 302

    for person in (dana, eli):
        read = body_of(browser(person).get(page_of("read", ready)))
        assert "Names in this text" in read
        assert "The client’s mentor" in read
    with being(eli):
        body = queries.read_report(actor=eli, report_id=ready.id).body
    assert [(said.words, said.who) for said in body.named] == [("Bronagh", "mentor")]


def test_a_name_that_is_taken_out_stops_nothing(
    ready, dana, browser, page_of, open_draft, sign_over_http
):
    client = browser(dana)
    rewrite(client, ready, page_of, open_draft, f"{SEEN} {OUTSIDE}")
    assert sign_over_http(client, ready).status_code == 400

    rewrite(client, ready, page_of, open_draft, f"{SEEN} I heard it from a colleague.")

    assert sign_over_http(client, ready).status_code == 302


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        ("hard", "“What is still hard” is empty. Write it first."),
        ("seen", "“What was seen, and where” is empty. Write it first."),
        ("themes", "“What the work was about” is empty. Write it first."),
    ],
)
def test_a_missing_section_is_said(
    ready, dana, browser, page_of, being, open_draft, sign_over_http, kind, sentence
):
    client = browser(dana)
    rewrite(client, ready, page_of, open_draft, "", kind=kind)

    answer = sign_over_http(client, ready, seen=open_draft(ready).fingerprint)

    assert answer.status_code == 400
    assert sentence in body_of(answer)
    assert state_of(ready, dana, being) == Report.DRAFT


def test_a_section_without_grounds_is_said(
    ready, log, dana, browser, page_of, open_draft, sign_over_http
):
    client = browser(dana)
    section = open_draft(ready).section("hard")
    ground = [f"session:{log.id}"]
    sent = {"text": section.text, "version": section.version, "ground_was": ground}
    client.post(page_of("write", ready, "hard"), sent)

    answer = sign_over_http(client, ready, seen=open_draft(ready).fingerprint)

    assert answer.status_code == 400
    assert "“What is still hard” names no grounds." in body_of(answer)

    client.post(page_of("write", ready, "hard"), {**sent, "ground_was": [], "ground": ground})
    assert sign_over_http(client, ready).status_code == 302


def test_an_empty_section_that_may_be_empty_is_left_out(
    ready, dana, browser, page_of, being, open_draft, sign_over_http
):
    client = browser(dana)
    rewrite(client, ready, page_of, open_draft, "", kind="boundaries")

    assert sign_over_http(client, ready).status_code == 302

    with being(dana):
        body = queries.read_report(actor=dana, report_id=ready.id).body
    assert "boundaries" not in {section.kind for section in body.sections}


def test_the_password_is_asked_for_and_what_was_ticked_stays(
    ready, dana, browser, page_of, being, sign_over_http
):
    client = browser(dana)
    for password in ("", "a wrong long password"):
        answer = sign_over_http(client, ready, password=password, stand_alone=["themes"])
        assert answer.status_code == 400
        assert "checked" in body_of(answer)
        assert "a wrong long password" not in body_of(answer)
    assert state_of(ready, dana, being) == Report.DRAFT

    assert sign_over_http(client, ready, stand_alone=["themes"]).status_code == 302


def test_a_part_that_is_not_there_cannot_stand_alone(ready, dana, browser, being, sign_over_http):
    answer = sign_over_http(browser(dana), ready, stand_alone=["everything"])

    assert answer.status_code == 400
    assert "One of these parts is not in this report." in body_of(answer)
    assert state_of(ready, dana, being) == Report.DRAFT


def test_a_text_changed_in_another_tab_is_shown_before_it_is_signed(
    ready, dana, browser, page_of, being, open_draft, sign_over_http
):
    client = browser(dana)
    shown = seen_on(client.get(page_of("sign", ready)))
    rewrite(client, ready, page_of, open_draft, "Other words, written in another tab.")

    answer = sign_over_http(client, ready, seen=shown, stand_alone=["themes"])

    assert answer.status_code == 409
    assert "Other words, written in another tab." in body_of(answer)
    assert "Nothing was signed." in body_of(answer)
    assert state_of(ready, dana, being) == Report.DRAFT
    assert sign_over_http(client, ready, seen=seen_on(answer)).status_code == 302


def test_signing_twice_says_what_happened(ready, dana, browser, sign_over_http, page_of):
    client = browser(dana)
    shown = seen_on(client.get(page_of("sign", ready)))
    assert sign_over_http(client, ready).status_code == 302

    answer = sign_over_http(client, ready, seen=shown)

    assert answer.status_code == 409
    assert "Nothing was done twice." in body_of(answer)


def at_once(copy, act):
    """What two tabs that do the same at the same moment come to."""
    outcomes = []

    def one():
        with inside(copy.app_url):
            try:
                outcomes.append(act())
            except WrongState:
                outcomes.append("was done")
            except Exception as other:  # noqa: BLE001 - told by the assertion
                outcomes.append(repr(other))

    threads = [threading.Thread(target=one) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def begin(dana, engagement_id, now):
    with acting_as(dana), transaction.atomic():
        found = get_engagement(actor=dana, engagement_id=engagement_id)
        return begin_report(actor=dana, engagement=found, now=now).id


def begin_again(dana, report_id, now):
    with acting_as(dana), transaction.atomic():
        report = queries.get_own(actor=dana, report_id=report_id)
        return begin_version(actor=dana, report=report, now=now).number


def test_at_once_in_two_tabs_each_step_is_done_once():
    """Real transactions, on a database of their own."""
    with clone() as copy:
        with inside(copy.app_url):
            _make_cast()
            cast, now = _load_cast(), clock.now()
            story = tell_story(cast, now=now)
            dana = cast.dana.actor
            log = log_session(dana, story.engagement_id, now=now)

        begun = at_once(copy, lambda: begin(dana, story.engagement_id, now))
        assert len(begun) == 2
        assert len(set(begun)) == 1, begun
        report_id = begun[0]

        with inside(copy.app_url):
            write_draft(dana, report_id, ground=("session", log.id), now=now)
        signed = at_once(copy, lambda: sign_draft(dana, report_id, now=now) or "signed")
        assert signed.count("signed") == 1, signed
        with inside(copy.app_url), acting_as(dana), transaction.atomic():
            assert AuditEvent.objects.filter(verb="sign", object_id=report_id).count() == 1

        again = at_once(copy, lambda: begin_again(dana, report_id, now))
        assert sorted(map(str, again)) == ["2", "was done"]


def test_nothing_of_it_is_written_by_another_hand(signed, dana, being):
    """The sections of a signed version stay as they were, whatever SQL is tried."""
    with being(dana):
        assert Section.objects.filter(report=signed).update(version=99) == 0
        assert Report.objects.filter(id=signed.id).update(version=99) == 0
