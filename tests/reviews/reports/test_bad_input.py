"""What cannot be kept, or is missing: each with its sentence, and nothing is lost."""

import pytest

from tests.sharing_story import ABOUT, SEEN

JSON = {"HTTP_ACCEPT": "application/json"}


def version_of(open_draft, report, kind="seen"):
    return open_draft(report).section(kind).version


def body_of(answer):
    return answer.content.decode()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("a" * 20_001, "longer than 20,000 characters"),
        ("hidden \x07 sign", "hidden character"),
        ("turned \u202e round", "hidden character"),
        ("a sign of no font: \U000131ff", "cannot be printed"),
    ],
)
def test_what_cannot_be_kept_stands_beside_the_field(
    ready, dana, browser, page_of, open_draft, text, sentence
):
    client, sent = browser(dana), {"text": text, "version": version_of(open_draft, ready)}
    right = {**sent, "text": f"{SEEN} Again."}
    assert client.post(page_of("save", ready, "seen"), right, **JSON).status_code == 200

    plain = client.post(page_of("write", ready, "seen"), {**sent, "ground": []})
    saved = client.post(page_of("save", ready, "seen"), sent, **JSON)

    assert plain.status_code == saved.status_code == 400
    assert sentence in body_of(plain)
    assert "Your text is still here" in body_of(plain)
    assert text[:20].strip("\x07\u202e") in body_of(plain)
    assert sentence in saved.json()["errors"]["text"][0]
    assert open_draft(ready).section("seen").text == f"{SEEN} Again."


def test_exactly_twenty_thousand_characters_are_kept(begun, dana, browser, page_of, open_draft):
    text = "a" * 20_000

    browser(dana).post(page_of("write", begun, "seen"), {"text": text, "version": 1})

    assert open_draft(begun).section("seen").text == text


def test_markup_stays_letters(ready, dana, browser, page_of, open_draft):
    text = '<script>alert(1)</script> {{ x }} {% now %} #read("/etc/passwd") $x$ *b*'
    version = version_of(open_draft, ready)

    client = browser(dana)
    client.post(page_of("write", ready, "seen"), {"text": text, "version": version})

    for name in ("draft", "sign"):
        body = body_of(client.get(page_of(name, ready)))
        assert "<script>alert" not in body
        assert "&lt;script&gt;alert(1)&lt;/script&gt; {{ x }}" in body


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"first": "", "last": ""}, "Enter the period: its first and its last day."),
        ({"role": ""}, "Enter your role: as what you write this report."),
        ({"sources_used": ""}, "Enter what this report rests on."),
        ({"sources_not_used": ""}, "Enter what you did not use, or whom you did not ask."),
        ({"fee_payer": ""}, "Enter who pays for this work."),
        ({"last": "2199-01-01"}, "The period ends in the future."),
        ({"first": "1999-01-01"}, "The period begins before the work did."),
        ({"last": "1999-01-01"}, "The period ends before it begins."),
    ],
)
def test_what_is_missing_is_saved_and_said_on_the_draft(
    ready, dana, browser, page_of, open_draft, changes, sentence
):
    client, report = browser(dana), open_draft(ready).report
    days = {"first": f"{report.period_from}", "last": f"{report.period_to}"}
    sent = {**ABOUT, **days, "version": report.version}
    assert sentence not in body_of(client.get(page_of("draft", ready)))

    answer = client.post(page_of("about", ready), {**sent, **changes}, follow=True)

    assert sentence in body_of(answer)


@pytest.mark.parametrize(
    "wrong",
    [{"first": "someday"}, {"role": "a" * 201}, {"role": "two\nlines"}, {"role": "\U000131ff"}],
)
def test_a_line_that_cannot_be_kept_keeps_the_others(
    begun, dana, browser, page_of, open_draft, wrong
):
    before = open_draft(begun)
    sent = {**ABOUT, "first": "", "last": "", "version": before.report.version, **wrong}

    answer = browser(dana).post(page_of("about", begun), sent)

    assert answer.status_code == 400
    assert ABOUT["fee_payer"] in body_of(answer)
    assert open_draft(begun).about == before.about


@pytest.mark.parametrize("version", ["", "x", "-1"])
def test_a_version_that_is_no_number_saves_nothing(
    begun, dana, browser, page_of, open_draft, version
):
    sent = {"text": "Lost?", "version": version}

    assert browser(dana).post(page_of("save", begun, "seen"), sent, **JSON).status_code == 400
    assert open_draft(begun).section("seen").text == ""
