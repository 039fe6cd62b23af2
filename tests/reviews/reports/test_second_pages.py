"""A second name: asked, read, answered once; bound to the version; gone after the answer."""

import pytest
from django.urls import reverse

from reviews.reports.cosignature_queries import possible_cosigners
from reviews.reports.models import CoSignature, RemarkPassedOn
from reviews.reports.queries import get_own_signed
from tests.conftest import PASSWORD, terms_from
from tests.sharing_story import SEEN, STANDING, entered_in_error, sign_draft, write_draft

REMARK = "The second section says what was seen. The third needs an example with its day."


def body_of(answer):
    return answer.content.decode()


@pytest.fixture
def terms(now):
    """An agreement that asks for two names."""
    return terms_from(now, two_names=True)


@pytest.fixture
def asked(signed, dana, mo, browser, page_of, being):
    answer = browser(dana).post(page_of("ask", signed), {"cosigner": str(mo.user_id)})
    assert answer["Location"] == page_of("read", signed)
    with being(dana):
        return CoSignature.objects.get(report_id=signed.id)


def page(asked, name="second"):
    return reverse(f"reports:{name}", args=[asked.id])


def answer_as(client, asked, outcome, remark=REMARK, password=PASSWORD):
    standing = STANDING if outcome == "cosigned" else ""
    sent = {"outcome": outcome, "standing": standing, "remark": remark, "password": password}
    return client.post(page(asked), sent)


def test_the_author_is_told_to_ask_and_the_client_cannot_read_yet(
    signed, dana, eli, mo, browser, page_of
):
    body = body_of(browser(dana).get(page_of("read", signed)))
    assert "Eli R. cannot read this yet" in body
    assert "Nobody is asked yet" in body
    assert page_of("ask", signed) in body

    assert browser(eli).get(page_of("read", signed)).status_code == 404
    assert browser(eli).get(f"/api/v1/texts/{signed.id}/").status_code == 404


def test_nothing_is_chosen_and_only_a_colleague_can_be_asked(
    signed, dana, eli, mo, cast, browser, page_of, being
):
    client, url = browser(dana), page_of("ask", signed)
    body = body_of(client.get(url))
    assert "Dr Mo Lindgren" in body
    assert "Dr Dana Ruiz" not in body.partition("<form")[2].partition("</form>")[0]
    assert "checked" not in body

    for wrong in ("", "x", str(dana.user_id), str(eli.user_id), str(cast.ada.user_id)):
        assert client.post(url, {"cosigner": wrong}).status_code == 400
    with being(dana):
        assert not CoSignature.objects.exists()
    assert client.post(url, {"cosigner": str(mo.user_id)}).status_code == 302
    assert client.post(url, {"cosigner": str(mo.user_id)}).status_code == 409


def test_the_colleague_reads_the_text_and_its_grounds_as_kinds_and_dates(asked, log, mo, browser):
    from tests.talks import DONE

    answer = browser(mo).get(page(asked))

    body = body_of(answer)
    assert answer.status_code == 200
    assert SEEN in body
    assert "Rests on: Session, " in body
    assert "Dr Dana Ruiz asks you to read one version." in body
    assert str(log.id) not in body
    assert DONE not in body
    for help_ in ("what it rests on?", "fact and opinion", "difficulties both", "stand aside"):
        assert help_ in body
    assert "checked" not in body


@pytest.mark.parametrize("person", ["dana", "eli", "otto", "ada"])
def test_nobody_else_opens_the_second_reading(asked, cast, mo, browser, person):
    assert browser(mo).get(page(asked)).status_code == 200

    theirs = browser(getattr(cast, person))
    assert theirs.get(page(asked)).status_code == 404
    assert answer_as(theirs, asked, "cosigned").status_code == 404


def test_the_colleague_sees_nothing_else_of_the_engagement(asked, signed, mo, browser, page_of):
    client = browser(mo)
    assert client.get(page(asked)).status_code == 200

    assert client.get(page_of("read", signed)).status_code == 404
    assert client.get(reverse("desk:person", args=[signed.engagement_id])).status_code == 404


def test_with_both_names_the_client_reads_it_and_the_colleague_no_longer(
    asked, signed, mo, eli, browser, page_of
):
    client = browser(mo)

    answer = answer_as(client, asked, "cosigned", remark="")

    assert answer["Location"] == reverse("desk:today")
    assert "Your name stands beside the author" in body_of(client.get(answer["Location"]))
    assert client.get(page(asked)).status_code == 404
    body = body_of(browser(eli).get(page_of("read", signed)))
    assert SEEN in body
    assert "Dr Mo Lindgren" in body


@pytest.mark.parametrize("password", [PASSWORD, "wrong password"])
def test_a_second_answer_is_told_that_the_first_one_stands_and_loses_no_word(
    asked, mo, dana, browser, being, password
):
    client = browser(mo)
    first = {"outcome": "cosigned", "standing": STANDING, "remark": "", "password": PASSWORD}
    assert client.post(page(asked), first).status_code == 302

    other = {"outcome": "declined", "standing": "A cousin.", "remark": REMARK}
    again = client.post(page(asked), {**other, "password": password})

    assert again.status_code == 409
    assert "That answer stands, and nothing was sent a second time." in body_of(again)
    assert "A cousin." in body_of(again) and REMARK in body_of(again)
    assert PASSWORD not in body_of(again)
    with being(dana):
        assert CoSignature.objects.get(id=asked.id).state == "cosigned"


@pytest.mark.parametrize("outcome", ["changes_asked", "declined", "stood_aside"])
def test_another_answer_goes_to_the_author_and_to_the_client_only_when_passed_on(
    asked, signed, dana, mo, eli, browser, page_of, being, outcome
):
    assert answer_as(browser(mo), asked, outcome).status_code == 302
    assert browser(mo).get(page(asked)).status_code == 404

    author = browser(dana)
    body = body_of(author.get(page_of("read", signed)))
    assert REMARK in body
    assert page(asked, "pass_on") in body
    assert "Nobody is asked now" in body  # somebody was
    assert browser(eli).get(page_of("read", signed)).status_code == 404

    assert author.post(page(asked, "pass_on")).status_code == 302
    with being(eli):
        assert RemarkPassedOn.objects.count() == 1
    assert author.post(page(asked, "pass_on")).status_code == 409
    assert page_of("ask", signed) in body_of(author.get(page_of("read", signed)))


@pytest.mark.parametrize("person", ["mo", "eli", "otto", "ada"])
def test_only_the_author_passes_an_answer_on(asked, cast, mo, dana, browser, person):
    answer_as(browser(mo), asked, "declined")

    assert browser(getattr(cast, person)).post(page(asked, "pass_on")).status_code == 404
    assert browser(dana).post(page(asked, "pass_on")).status_code == 302


def test_an_unanswered_request_is_not_passed_on(asked, mo, dana, browser):
    assert browser(dana).post(page(asked, "pass_on")).status_code == 403
    answer_as(browser(mo), asked, "declined")
    assert browser(dana).post(page(asked, "pass_on")).status_code == 302


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"outcome": "", "remark": REMARK}, "Choose one of the four answers."),
        ({"outcome": "declined", "remark": " "}, "Write why, in a sentence or two."),
        ({"outcome": "declined", "remark": "a" * 4_001}, "longer than 4,000 characters"),
        (
            {"outcome": "cosigned", "standing": STANDING, "remark": "He scores 8 out of 10."},
            "“8 out of 10” cannot stand in a remark either.",
        ),
        ({"outcome": "declined", "remark": REMARK, "password": "wrong password"}, "password"),
    ],
)
def test_an_answer_that_is_not_whole_keeps_what_was_typed(asked, mo, browser, sent, sentence):
    client = browser(mo)

    answer = client.post(page(asked), {"password": PASSWORD, **sent})

    assert answer.status_code == 400
    assert sentence in body_of(answer)
    assert sent["remark"].strip() in body_of(answer)
    assert answer_as(client, asked, "declined").status_code == 302


def test_a_name_is_bound_to_its_version(
    asked, signed, log, dana, mo, eli, browser, page_of, being, now
):
    """A new version begins without the second name, and the old answer says nothing about it."""
    from reviews.reports import queries
    from reviews.reports.models import Report

    answer_as(browser(mo), asked, "cosigned", remark="")
    assert browser(eli).get(page_of("read", signed)).status_code == 200
    browser(dana).post(page_of("again", signed))
    with being(dana):
        newer = Report.objects.get(replaces_id=signed.id)
    write_draft(dana, newer.id, ground=("session", log.id), now=now, seen="Other words.")
    sign_draft(dana, newer.id, now=now)

    with being(dana):
        row, second = CoSignature.objects.get(), Report.objects.get(id=newer.id)
        assert bytes(row.digest) == bytes(Report.objects.get(id=signed.id).digest)
        assert bytes(row.digest) != bytes(second.digest)
        assert not queries.is_offered(actor=dana, report=second)
    assert browser(eli).get(page_of("read", newer)).status_code == 404
    assert browser(eli).get(page_of("read", signed)).status_code == 200


def test_a_version_entered_in_error_is_handed_to_no_colleague(
    cast, signed, dana, mo, browser, page_of, being, now
):
    """Its words are withdrawn from view: nobody is given a copy of them any more."""
    entered_in_error(cast, signed, now=now)

    answer = browser(dana).post(page_of("ask", signed), {"cosigner": str(mo.user_id)})

    assert answer.status_code == 403
    with being(dana):
        assert not CoSignature.objects.filter(report_id=signed.id).exists()


def test_nobody_is_asked_to_co_sign_a_report_about_themselves(signed, dana, eli, being):
    """Also when a client works here as well."""
    with being(dana):
        report = get_own_signed(actor=dana, report_id=signed.id)
        colleagues = [user_id for user_id, _ in possible_cosigners(actor=dana, report=report)]
        assert colleagues
        report.engagement.client_id = colleagues[0]
        assert colleagues[0] not in dict(possible_cosigners(actor=dana, report=report))
