"""Ties of a second clinician, what they say of themselves, and what a client reads of an answer."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.urls import reverse

from accounts.access import NotAllowed, WrongState, acting_as_system
from accounts.outbox.models import Notice
from reviews.reminders import actions as reminders
from reviews.reminders.actions import sweep
from reviews.reports import cosignature_queries, cosignatures, ties
from reviews.reports.doors import answers_to_tell
from reviews.reports.models import CoSignature
from tests.conftest import PASSWORD
from tests.sharing_story import (
    ABOUT,
    SEEN,
    STANDING,
    corrected_report,
    entered_in_error,
    sign_draft,
    write_draft,
)
from tracker.lib import clock

WHY = "I ask for one example more, with its day."
NOT_YET = "We speak about it on Monday first."
AFTER = timedelta(days=2, minutes=1)


def body_of(answer):
    return answer.content.decode()


def page(asked, name="second"):
    return reverse(f"reports:{name}", args=[asked.id])


@pytest.fixture
def asked(signed, dana, mo, browser, page_of, being):
    browser(dana).post(page_of("ask", signed), {"cosigner": str(mo.user_id)})
    with being(dana):
        return CoSignature.objects.get(report_id=signed.id)


@pytest.fixture
def answer_as_mo(asked, mo, browser):
    def answer(outcome, **more):
        sent = {"outcome": outcome, "remark": WHY, "password": PASSWORD, **more}
        return browser(mo).post(page(asked), sent)

    return answer


@pytest.fixture
def read_by(signed, being):
    def read(actor):
        """(state, remark) of what this person finds of answers."""
        with being(actor):
            found = cosignature_queries.list_cosignatures(actor=actor, report_ids=[signed.id])
        return [(seen.state, seen.remark) for seen in found]

    return read


# --- ties -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("supervision", "payer", "why"),
    [
        ("Dr Mo Lindgren supervises my work.", "", ties.SUPERVISES),
        ("Supervision by Mo Lindgren, every month.", "", ties.SUPERVISES),
        ("I report to Mo Lindgren. Nobody covers.", "", ties.SUPERVISES),
        ("I am supervised elsewhere. Dr Mo Lindgren covers for me.", "", ""),
        ("Dr Mo Lindgren reads with me and covers for me.", "", ""),
        ("Dr Mona Lindgrenson supervises my work.", "", ""),
        ("", "Mo Lindgren pays the fee.", ties.PAYS),
        ("", "He pays for it himself.", ""),
    ],
)
def test_a_tie_is_read_from_what_the_agreement_says(supervision, payer, why):
    assert ties.tie_of("Dr Mo Lindgren", supervision=supervision, payers=[payer]) == why


def test_whoever_pays_is_not_asked_and_the_page_says_why(
    begun, log, dana, mo, browser, page_of, being, now, monkeypatch
):
    monkeypatch.setitem(ABOUT, "fee_payer", "Dr Mo Lindgren pays for it.")
    write_draft(dana, begun.id, ground=("session", log.id), now=now)
    sign_draft(dana, begun.id, now=now)
    client, url = browser(dana), page_of("ask", begun)

    text = body_of(client.get(url))
    assert "Not asked" in text
    assert f"Dr Mo Lindgren. {ties.PAYS}" in text
    assert client.post(url, {"cosigner": str(mo.user_id)}).status_code == 400
    with being(dana):
        report = begun.__class__.objects.get(id=begun.id)
        with pytest.raises(NotAllowed):
            cosignatures.ask_cosigner(
                actor=dana, report=report, cosigner_id=mo.user_id, now=clock.now()
            )


def test_a_name_is_put_only_with_a_word_about_ones_own_ties(
    signed, asked, answer_as_mo, dana, eli, browser, page_of, being
):
    silent = answer_as_mo("cosigned", remark="")
    assert silent.status_code == 400
    assert "Say in a few words how you stand" in body_of(silent)
    with being(dana):
        assert CoSignature.objects.get(id=asked.id).state == CoSignature.ASKED

    assert answer_as_mo("cosigned", remark="", standing=STANDING).status_code == 302

    for person in (dana, eli):
        assert STANDING in body_of(browser(person).get(page_of("read", signed)))


@pytest.mark.parametrize("field", ["remark", "standing"])
def test_a_measure_stands_in_neither_of_the_two(asked, answer_as_mo, field, dana, being):
    answer = answer_as_mo("cosigned", **{"standing": STANDING, field: "He scores 8 out of 10."})

    assert answer.status_code == 400
    assert "cannot stand in a remark either" in body_of(answer)
    assert answer_as_mo("cosigned", standing=STANDING).status_code == 302


# --- what the client reads ------------------------------------------------------------------------


@pytest.mark.parametrize("outcome", ["changes_asked", "declined", "stood_aside"])
def test_the_client_reads_another_answer_two_days_later(
    answer_as_mo, read_by, dana, eli, outcome, signed, browser, page_of
):
    assert answer_as_mo(outcome).status_code == 302
    assert read_by(dana) == [(outcome, WHY)]
    assert read_by(eli) == []
    assert "Say why not yet" in body_of(browser(dana).get(page_of("read", signed)))

    clock.move(AFTER)

    assert read_by(eli) == [(outcome, WHY)]
    assert WHY in body_of(browser(eli).get(page_of("read", signed)))
    assert "Say why not yet" not in body_of(browser(dana).get(page_of("read", signed)))


def test_kept_back_with_a_reason_it_waits_until_it_is_passed_on(
    asked, answer_as_mo, read_by, dana, eli, mo, browser, signed, page_of
):
    answer_as_mo("declined")
    author = browser(dana)
    empty = author.post(page(asked, "keep_back"), {"why": " "})
    assert empty.status_code == 400
    assert "Nothing was kept back yet." in body_of(empty)
    assert author.post(page(asked, "keep_back"), {"why": NOT_YET}).status_code == 302
    assert NOT_YET in body_of(author.get(page_of("read", signed)))

    clock.move(AFTER)
    assert read_by(eli) == []
    assert NOT_YET not in body_of(browser(eli).get(page_of("read", signed)))
    assert browser(mo).get(page(asked, "keep_back")).status_code == 404

    author.post(page(asked, "pass_on"))
    assert read_by(eli) == [("declined", WHY)]
    assert NOT_YET not in body_of(browser(eli).get(page_of("read", signed)))


def test_what_the_client_reads_already_cannot_be_kept_back(
    asked, answer_as_mo, dana, eli, browser, read_by, being
):
    answer_as_mo("declined")
    clock.move(AFTER)
    assert read_by(eli) == [("declined", WHY)]

    answer = browser(dana).post(page(asked, "keep_back"), {"why": NOT_YET})

    assert answer.status_code == 409
    assert NOT_YET in body_of(answer)
    assert read_by(eli) == [("declined", WHY)]
    with being(dana), pytest.raises(WrongState):
        cosignatures.keep_back_answer(
            actor=dana,
            cosignature=cosignature_queries.get_cosignature(actor=dana, cosignature_id=asked.id),
            why=NOT_YET,
            now=clock.now(),
        )


def test_a_name_that_was_given_is_never_kept_back(asked, answer_as_mo, dana, browser):
    answer_as_mo("cosigned", standing=STANDING)
    assert browser(dana).post(page(asked, "keep_back"), {"why": NOT_YET}).status_code == 403


# --- that the client is told ----------------------------------------------------------------------


@pytest.fixture
def told(asked):
    """To whom mails went out about this answer, and of which kind."""

    def read():
        with acting_as_system("outbox"), transaction.atomic():
            found = Notice.objects.filter(key__startswith=f"cosign:{asked.id}:passed_on")
            return [(notice.recipient_id, notice.kind) for notice in found]

    return read


@pytest.mark.parametrize("outcome", ["changes_asked", "declined", "stood_aside"])
def test_the_client_is_told_once_when_two_days_have_passed(
    answer_as_mo, told, eli, read_by, outcome
):
    answer_as_mo(outcome)
    clock.move(AFTER - timedelta(minutes=2))
    sweep()
    assert (told(), read_by(eli)) == ([], [])

    clock.move(AFTER)
    sweep()
    sweep()

    assert read_by(eli) == [(outcome, WHY)]
    assert told() == [(eli.user_id, "something_waits")]


def test_a_name_that_was_given_is_told_at_once_and_not_again(asked, answer_as_mo, told, eli, being):
    answer_as_mo("cosigned", standing=STANDING)
    clock.move(AFTER)
    sweep()

    assert told() == []
    with acting_as_system("outbox"), transaction.atomic():
        key = f"cosign:{asked.id}:answered:{eli.user_id}"
        assert Notice.objects.filter(key=key).count() == 1


def test_kept_back_nobody_is_told_until_it_is_passed_on(
    asked, answer_as_mo, told, dana, eli, browser
):
    answer_as_mo("declined")
    browser(dana).post(page(asked, "keep_back"), {"why": NOT_YET})
    clock.move(AFTER)
    sweep()
    assert told() == []

    browser(dana).post(page(asked, "pass_on"))
    sweep()
    assert told() == [(eli.user_id, "something_waits")]


@pytest.mark.parametrize("passed_on_first", [True, False])
def test_passed_on_by_hand_and_by_time_there_is_one_mail(
    asked, answer_as_mo, told, dana, eli, browser, passed_on_first
):
    answer_as_mo("declined")
    if passed_on_first:
        assert browser(dana).post(page(asked, "pass_on")).status_code == 302
        assert told() == [(eli.user_id, "something_waits")]
    clock.move(AFTER)
    sweep()
    if not passed_on_first:
        assert browser(dana).post(page(asked, "pass_on")).status_code == 302

    assert told() == [(eli.user_id, "something_waits")]


def test_a_report_entered_in_error_has_nothing_to_be_told_of(signed, answer_as_mo, told, cast, now):
    answer_as_mo("declined")
    entered_in_error(cast, signed, now=now)
    clock.move(AFTER)
    sweep()
    assert told() == []


def test_whom_to_tell_is_the_sweep_s_alone(answer_as_mo, asked, cast, being):
    answer_as_mo("declined")
    clock.move(AFTER)
    with acting_as_system("sweep"), transaction.atomic():
        (found,) = answers_to_tell()
    assert (found.id, found.client_id) == (asked.id, cast.eli.user_id)

    for person in (cast.dana, cast.eli, cast.mo, cast.ada):
        with being(person.actor):
            assert answers_to_tell() == []
    with acting_as_system("outbox"), transaction.atomic():
        assert answers_to_tell() == []


@pytest.mark.parametrize("dies", ["before", "after"])
def test_a_sweep_that_dies_at_the_mail_tells_the_client_once(
    answer_as_mo, told, eli, monkeypatch, dies
):
    """It stops just before the row is written, or just after, before the commit."""
    answer_as_mo("declined")
    clock.move(AFTER)
    real = reminders.enqueue

    def stops(**row):
        if dies == "after":
            real(**row)
        raise SystemExit

    with monkeypatch.context() as patch:
        patch.setattr(reminders, "enqueue", stops)
        with pytest.raises(SystemExit):
            sweep()
    assert told() == []

    sweep()
    assert told() == [(eli.user_id, "something_waits")]


# --- what changed since they read it before -------------------------------------------------------


def test_asked_again_they_read_what_changed(
    signed, asked, answer_as_mo, cast, dana, mo, browser, page_of, being, now
):
    assert "What changed since" not in body_of(browser(mo).get(page(asked)))
    answer_as_mo("changes_asked")
    later = corrected_report(cast, signed, now=now, seen=f"{SEEN} He asked on Monday.")
    browser(dana).post(page_of("ask", later), {"cosigner": str(mo.user_id)})
    with being(dana):
        again = CoSignature.objects.get(report_id=later.id)

    text = body_of(browser(mo).get(page(again)))

    assert "What changed since the version you were asked about before" in text
    assert "<ins>He asked on Monday.</ins>" in text


def test_a_version_entered_in_error_is_not_set_beside_the_next(
    signed, asked, answer_as_mo, cast, dana, mo, browser, page_of, being, now
):
    """Its words are withdrawn from view, and come back on no copy."""
    answer_as_mo("changes_asked")
    later = corrected_report(cast, signed, now=now, seen="Something else was seen.")
    entered_in_error(cast, signed, now=now)
    browser(dana).post(page_of("ask", later), {"cosigner": str(mo.user_id)})
    with being(dana):
        again = CoSignature.objects.get(report_id=later.id)

    text = body_of(browser(mo).get(page(again)))

    assert "Something else was seen." in text
    assert "What changed since" not in text
    assert SEEN not in text


# --- what an error report leaves out -------------------------------------------------------------


def test_words_of_an_answer_are_hidden_from_an_error_report(asked, answer_as_mo, dana, browser):
    answered = answer_as_mo("changes_asked", standing=STANDING)
    kept = browser(dana).post(page(asked, "keep_back"), {"why": NOT_YET})

    assert answered.status_code == kept.status_code == 302
    hidden = answered.wsgi_request.sensitive_post_parameters
    assert {"password", "remark", "standing"} <= set(hidden)
    assert "why" in kept.wsgi_request.sensitive_post_parameters
