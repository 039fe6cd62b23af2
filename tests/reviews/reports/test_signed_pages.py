"""A signed version over HTTP: read by both, corrected by a new version, added to, withdrawn."""

import pytest
from django.urls import reverse

from reviews.reports import queries
from reviews.reports.corrections import ask_correction
from reviews.reports.models import Report
from tests.ground import acted_once
from tests.sharing_story import SEEN, sign_draft, write_draft
from tracker.lib import clock

WISH = "The first day was a Monday, not a Friday."


def body_of(answer):
    return answer.content.decode()


@acted_once
def correction(signed, eli, being, now):
    with being(eli):
        report = queries.get_signed(actor=eli, report_id=signed.id)
        return ask_correction(actor=eli, report=report, words=WISH, now=now)


def test_both_people_read_it_and_each_reading_is_noted(signed, dana, eli, browser, page_of, being):
    from accounts.models import AuditEvent

    for person in (dana, eli):
        answer = browser(person).get(page_of("read", signed))
        assert answer.status_code == 200
        assert SEEN in body_of(answer)
        assert "Dr Dana Ruiz" in body_of(answer)
        assert SEEN not in body_of(answer).partition("<body>")[0]
        assert answer["Cache-Control"] == "no-store"
        with being(person):  # the client sees every line, the author their own
            read = AuditEvent.objects.filter(verb="read", object_id=signed.id)
            assert person.user_id in [line.actor for line in read]


def test_the_client_sees_none_of_the_author_s_controls(signed, eli, dana, browser, page_of):
    controls = ["Begin a new version", "Add to this report", page_of("in_error", signed)]
    mine = body_of(browser(dana).get(page_of("read", signed)))
    assert [c for c in controls if c not in mine] == []

    theirs = body_of(browser(eli).get(page_of("read", signed)))

    assert [c for c in controls if c in theirs] == []


@pytest.mark.parametrize("person", ["mo", "otto", "ada"])
def test_nobody_else_reads_it(signed, cast, dana, browser, page_of, person):
    assert browser(dana).get(page_of("read", signed)).status_code == 200

    assert browser(getattr(cast, person)).get(page_of("read", signed)).status_code == 404


@pytest.mark.parametrize("person", ["eli", "mo", "otto", "ada"])
def test_only_its_author_changes_how_it_stands(
    signed, correction, cast, dana, browser, page_of, person
):
    pages = [page_of(name, signed) for name in ("in_error", "ask")]
    pages.append(reverse("reports:answer", args=[correction.id]))
    assert [browser(dana).get(page).status_code for page in pages] == [200] * 3
    theirs = browser(getattr(cast, person))

    assert [theirs.get(page).status_code for page in pages] == [404] * 3
    pages += [page_of("again", signed), page_of("add", signed)]
    for page in pages:
        assert theirs.post(page, {"reason": "x", "text": "x"}).status_code == 404


# --- a new version --------------------------------------------------------------------------------


def test_a_correction_is_a_new_version_and_the_old_one_stays(
    signed, log, dana, eli, browser, page_of, being, now
):
    client = browser(dana)

    answer = client.post(page_of("again", signed))

    with being(dana):
        draft = Report.objects.get(replaces_id=signed.id)
    assert answer["Location"] == page_of("draft", draft)
    assert draft.number == 2
    assert draft.series == signed.series
    assert SEEN in body_of(client.get(page_of("draft", draft)))
    assert body_of(browser(eli).get(page_of("read", signed))).count("A newer version") == 0

    changed = "On Monday I saw him wait for the answer."
    write_draft(dana, draft.id, ground=("session", log.id), now=now, seen=changed)
    sign_draft(dana, draft.id, now=now)

    old, new = (browser(eli).get(page_of("read", report)) for report in (signed, draft))
    assert SEEN in body_of(old)
    assert changed not in body_of(old)
    assert "A newer version was signed" in body_of(old)
    assert page_of("read", draft) in body_of(old)
    assert changed in body_of(new)
    with being(dana):
        digests = [bytes(r.digest) for r in Report.objects.order_by("number")]
    assert digests[0] != digests[1]


def test_a_second_new_version_is_refused_with_a_reason(signed, dana, browser, page_of):
    client = browser(dana)
    assert client.post(page_of("again", signed)).status_code == 302

    answer = client.post(page_of("again", signed))

    assert answer.status_code == 409
    assert "A later version of this text exists already" in body_of(answer)


# --- corrections ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("outcome", "sentence"),
    [("corrected", "Now begin a new version"), ("kept", "The words stay as they are")],
)
def test_a_request_is_answered_in_writing_and_both_read_it(
    signed, correction, dana, eli, browser, page_of, outcome, sentence
):
    client, url = browser(dana), reverse("reports:answer", args=[correction.id])
    assert WISH in body_of(client.get(page_of("read", signed)))
    assert WISH in body_of(client.get(url))

    answer = client.post(url, {"outcome": outcome, "answer": "I looked it up."}, follow=True)

    assert sentence in body_of(answer)
    for person in (dana, eli):
        assert "I looked it up." in body_of(browser(person).get(page_of("read", signed)))
    again = client.post(url, {"outcome": "kept", "answer": "On second thought."})
    assert again.status_code == 409
    assert "On second thought." in body_of(again)


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"outcome": "", "answer": "Typed."}, "Choose whether you correct it or keep the words."),
        ({"outcome": "kept", "answer": " "}, "Write your answer. The client reads it."),
        ({"outcome": "other", "answer": "Typed."}, "Select a valid choice"),
        ({"outcome": "kept", "answer": "a" * 4_001}, "longer than 4,000 characters"),
    ],
)
def test_an_answer_that_is_not_whole_keeps_what_was_typed(
    correction, dana, browser, sent, sentence
):
    answer = browser(dana).post(reverse("reports:answer", args=[correction.id]), sent)

    assert answer.status_code == 400
    assert sentence in body_of(answer)
    assert sent["answer"].strip() in body_of(answer)


# --- adding, and entered in error -----------------------------------------------------------------


def test_what_is_added_stands_below_for_both(signed, dana, eli, browser, page_of):
    sent = {"text": "He wrote to me the day after.", "reason": "It came later."}

    answer = browser(dana).post(page_of("add", signed), sent)

    assert answer["Location"] == page_of("read", signed)
    for person in (dana, eli):
        body = body_of(browser(person).get(page_of("read", signed)))
        assert sent["text"] in body
        assert SEEN in body


def test_an_addendum_without_a_reason_keeps_its_words(signed, dana, browser, page_of):
    answer = browser(dana).post(page_of("add", signed), {"text": "Typed.", "reason": ""})

    assert answer.status_code == 400
    assert "Typed." in body_of(answer)


def test_entered_in_error_it_is_withdrawn_from_view(signed, dana, eli, browser, page_of):
    client, url = browser(dana), page_of("in_error", signed)
    assert client.post(url, {"reason": ""}).status_code == 400
    assert SEEN in body_of(browser(eli).get(page_of("read", signed)))

    client.post(url, {"reason": "It was about another week."})

    for person in (dana, eli):
        body = body_of(browser(person).get(page_of("read", signed)))
        assert SEEN not in body
        assert "It was about another week." in body
    late = client.post(page_of("add", signed), {"text": "Too late.", "reason": "Late."})
    assert late.status_code == 409
    assert "Too late." in body_of(late)


# --- lists ----------------------------------------------------------------------------------------


def test_the_list_asks_the_same_for_three_versions_as_for_one(
    signed, log, dana, being, now, django_assert_num_queries
):
    def listed(count):
        with being(dana), django_assert_num_queries(count):
            return queries.list_reports(actor=dana, engagement_ids=[signed.engagement_id])

    assert [head.number for head in listed(2)] == [1]
    latest = signed
    for _ in range(2):
        latest = _next_version(dana, latest, log, being)
    heads = listed(2)
    assert [head.number for head in heads] == [3, 2, 1]
    assert [head.replaced for head in heads] == [False, True, True]


def _next_version(dana, report, log, being):
    from reviews.reports.actions import begin_version

    now = clock.now()
    with being(dana):
        before = queries.get_own(actor=dana, report_id=report.id)
        draft = begin_version(actor=dana, report=before, now=now)
    sign_draft(dana, draft.id, now=now)
    return draft
