"""Writing a report over HTTP: section by section, with grounds, autosave, two versions, period."""

import uuid

import pytest
from django.urls import reverse

from reviews.reports.models import Ground, Report
from tests.sharing_story import ABOUT, SEEN, write_draft
from tests.talks import give_feedback, log_session, note_privately

JSON = {"HTTP_ACCEPT": "application/json"}
FORGED = "session:00000000-0000-4000-8000-000000000000"


def version_of(open_draft, report, kind="seen"):
    return open_draft(report).section(kind).version


def body_of(answer):
    return answer.content.decode()


# --- beginning ------------------------------------------------------------------------------------


def test_beginning_leads_to_the_draft_and_twice_to_the_same_one(engagement, dana, browser, being):
    client, url = browser(dana), reverse("reports:begin", args=[engagement.id])

    first = client.post(url)
    second = client.post(url)

    assert first.status_code == 302
    assert first["Location"] == second["Location"]
    with being(dana):
        assert Report.objects.count() == 1


def test_the_draft_says_first_what_is_left_and_where(begun, dana, browser, page_of):
    answer = browser(dana).get(page_of("draft", begun))

    body = body_of(answer)
    assert answer.status_code == 200
    assert "Enter your role: as what you write this report." in body
    assert "“What is still hard” is empty. Write it first." in body
    assert page_of("about", begun) in body
    assert page_of("write", begun, "hard") in body
    assert body.index("Before you can sign") < body.index('id="text-takes_part"')
    assert "Look it over and sign" not in body
    assert "Eli R." in body


def test_when_nothing_is_left_it_can_be_looked_over(ready, dana, browser, page_of):
    body = body_of(browser(dana).get(page_of("draft", ready)))

    assert "Look it over and sign" in body
    assert "one check-in was offered" in body or "check-ins were offered" in body  # facts
    assert "Rests on: Session, " in body
    assert SEEN in body


# --- one section ----------------------------------------------------------------------------------


def test_a_plain_form_saves_text_and_grounds_and_goes_on(
    begun, log, dana, browser, page_of, open_draft
):
    ground = f"session:{log.id}"
    data = {"text": SEEN, "version": version_of(open_draft, begun), "ground": [ground]}

    answer = browser(dana).post(page_of("write", begun, "seen"), data)

    assert answer["Location"] == page_of("write", begun, "hard")
    section = open_draft(begun).section("seen")
    assert section.text == SEEN
    assert section.grounds == {log.id}
    page = body_of(browser(dana).get(page_of("write", begun, "seen")))
    assert f'value="{ground}" checked' in page
    assert "Only you can read this draft until you sign it." in page


def test_the_last_section_and_stopping_lead_to_the_whole_text(
    begun, dana, browser, page_of, open_draft
):
    client = browser(dana)
    for kind, more in {"boundaries": {}, "seen": {"later": "1"}}.items():
        sent = {"text": "Words.", "version": version_of(open_draft, begun, kind), **more}
        answer = client.post(page_of("write", begun, kind), sent)
        assert answer["Location"] == page_of("draft", begun)


def test_unticking_removes_a_ground_and_leaves_what_another_tab_chose(
    begun, log, engagement, dana, browser, page_of, open_draft, now
):
    other = log_session(dana, engagement.id, now=now)
    first, second = f"session:{log.id}", f"session:{other.id}"
    client, url = browser(dana), page_of("write", begun, "seen")
    client.post(url, {"text": "A.", "version": 1, "ground": [first]})
    # The other tab has added a second one since this page was shown with the first.
    client.post(url, {"text": "A.", "version": 2, "ground_was": [first], "ground": [first, second]})

    client.post(url, {"text": "A.", "version": 2, "ground_was": [first]})

    assert open_draft(begun).section("seen").grounds == {other.id}


def test_what_is_no_signed_record_cannot_be_a_ground(
    begun, log, shared, engagement, dana, browser, page_of, open_draft, being, now
):
    client, url = browser(dana), page_of("write", begun, "seen")
    private = note_privately(dana, engagement.id, now=now)
    unsigned = log_session(dana, engagement.id, now=now, sign=False)
    unpublished = give_feedback(dana, engagement.id, now=now, publish=False)
    right = client.post(url, {"text": "A.", "version": 1, "ground": [f"session:{log.id}"]})
    assert right.status_code == 302

    forged = [
        FORGED,
        f"session:{private.id}",
        f"processnote:{private.id}",
        f"session:{shared.id}",
        f"entry:{shared.id}",
        f"session:{unsigned.id}",
        f"feedback:{unpublished.id}",
        f"feedback:{log.id}",
        "session",
        "",
    ]
    for value in forged:
        sent = {"text": "B.", "version": version_of(open_draft, begun), "ground": [value]}
        assert client.post(url, sent).status_code == 404, value

    assert open_draft(begun).section("seen").grounds == {log.id}
    with being(dana):
        assert Ground.objects.count() == 1


def test_the_page_offers_no_private_record(
    begun, log, shared, dana, engagement, browser, page_of, now
):
    private = note_privately(dana, engagement.id, now=now)

    body = body_of(browser(dana).get(page_of("write", begun, "seen")))

    assert str(log.id) in body
    assert str(private.id) not in body
    assert str(shared.id) not in body


@pytest.mark.parametrize("kind", ["attendance", "takes_part", "commitments", "nothing"])
def test_facts_and_forged_sections_cannot_be_written(begun, dana, browser, page_of, kind):
    client = browser(dana)
    sent = {"text": "Mine.", "version": 1}
    assert client.post(page_of("write", begun, "themes"), sent).status_code == 302

    assert client.get(page_of("write", begun, kind)).status_code == 404
    assert client.post(page_of("write", begun, kind), sent).status_code == 404
    assert client.post(page_of("save", begun, kind), sent, **JSON).status_code == 404
    assert client.get(page_of("two", begun, kind)).status_code == 404


# --- the questions beside it ----------------------------------------------------------------------


def test_checking_the_wording_points_at_the_words(begun, dana, browser, page_of, open_draft):
    client, url = browser(dana), page_of("write", begun, "seen")
    text = (
        "In spring he was late twice. He scores 8 out of 10 now. "
        "I heard it from the manager of the branch."
    )
    sent = {"text": text, "version": version_of(open_draft, begun), "check": "1"}

    answer = client.post(url, sent, follow=True)

    body = body_of(answer)
    assert answer.redirect_chain[-1][0].startswith(f"{url}?look=1")
    assert "<mark>8 out of 10</mark>" in body
    assert "Must be changed" in body
    assert "<mark>the manager of the branch</mark>" in body
    assert "A question" in body
    assert open_draft(begun).section("seen").text == text
    assert "Must be changed" not in body_of(client.get(url))  # asked for, not pressed on anybody


def test_words_without_a_question_are_said_to_be_so(begun, dana, browser, page_of, open_draft):
    sent = {"text": SEEN, "version": version_of(open_draft, begun), "check": "1"}

    body = body_of(browser(dana).post(page_of("write", begun, "seen"), sent, follow=True))

    assert "Nothing is asked about these words." in body


# --- two tabs -------------------------------------------------------------------------------------


def test_autosave_answers_with_the_new_version_and_the_time(begun, dana, browser, page_of):
    url = page_of("save", begun, "seen")

    answer = browser(dana).post(url, {"text": "While typing.", "version": 1}, **JSON)

    assert answer.status_code == 200
    assert answer.json()["version"] == 2
    assert answer.json()["time"].endswith("M")


def test_two_tabs_keep_both_texts_until_the_author_chooses(
    begun, dana, browser, page_of, open_draft
):
    client = browser(dana)
    client.post(page_of("save", begun, "seen"), {"text": "First.", "version": 1}, **JSON)

    stale = {"text": "Second.", "version": 1, "page": str(uuid.uuid4())}
    saved = client.post(page_of("save", begun, "seen"), stale, **JSON)
    plain = client.post(page_of("write", begun, "seen"), stale)

    assert saved.status_code == plain.status_code == 409
    assert saved.json()["compare"] == page_of("two", begun, "seen")
    assert "First." in body_of(plain)
    assert "Second." in body_of(plain)
    draft = body_of(client.get(page_of("draft", begun)))
    assert "has two versions. Choose one first." in draft
    assert client.get(page_of("write", begun, "seen")).status_code == 302

    chosen = client.post(page_of("two", begun, "seen"), {"pick": "here"})

    assert chosen["Location"] == page_of("write", begun, "seen")
    assert open_draft(begun).section("seen").text == "Second."
    assert client.post(page_of("two", begun, "seen"), {"pick": "here"}).status_code == 409


def test_a_stale_form_about_the_writer_shows_both(begun, dana, browser, page_of, open_draft):
    client, url = browser(dana), page_of("about", begun)
    report = open_draft(begun).report
    days = {"first": f"{report.period_from}", "last": f"{report.period_to}"}
    sent = {**ABOUT, **days, "version": report.version}
    assert client.post(url, sent).status_code == 302

    stale = client.post(url, {**sent, "role": "Mentor in another tab"})

    body = body_of(stale)
    assert stale.status_code == 409
    assert "Mentor in another tab" in body  # typed, in the form
    assert ABOUT["role"] in body  # saved, beside it
    assert open_draft(begun).about.role == ABOUT["role"]

    again = client.post(url, {**sent, "role": "Mentor in another tab", "version": 2})

    assert again.status_code == 302
    assert open_draft(begun).about.role == "Mentor in another tab"


# --- after signing, discarding, strangers ---------------------------------------------------------


def test_after_signing_the_text_comes_back_with_the_reason(signed, dana, browser, page_of):
    client = browser(dana)
    sent = {"text": "One more thing.", "version": 1}

    plain = client.post(page_of("write", signed, "seen"), sent)
    about = client.post(page_of("about", signed), {"role": "One more role", "version": 1})
    saved = client.post(page_of("save", signed, "seen"), sent, **JSON)

    assert plain.status_code == about.status_code == saved.status_code == 409
    assert "One more thing." in body_of(plain)
    assert "One more role" in body_of(about)
    assert "compare" not in saved.json()
    for name in ("draft", "about", "sign"):
        assert client.get(page_of(name, signed))["Location"] == page_of("read", signed)


def test_one_click_discards_and_leaves_nothing(ready, dana, browser, page_of, being):
    client, url = browser(dana), page_of("discard", ready)
    assert f'formaction="{url}"' in client.get(page_of("draft", ready)).content.decode()

    after = client.post(url, follow=True)

    assert "Discarded: the draft of the report" in after.content.decode()
    with being(dana):
        assert not Report.objects.exists()
        assert not Ground.objects.exists()


@pytest.mark.parametrize("person", ["eli", "mo", "otto", "ada"])
def test_a_draft_is_nothing_to_everybody_else(
    ready, engagement, cast, dana, browser, page_of, person
):
    pages = [page_of(name, ready) for name in ("draft", "about", "sign")]
    pages += [page_of("write", ready, "seen")]
    mine, theirs = browser(dana), browser(getattr(cast, person))

    assert [mine.get(page).status_code for page in pages] == [200] * 4
    assert [theirs.get(page).status_code for page in [*pages, page_of("read", ready)]] == [404] * 5
    posts = [page_of("save", ready, "seen"), page_of("two", ready, "seen")]
    for page in [*pages[1:], *posts, page_of("discard", ready)]:
        assert theirs.post(page, {"text": "Mine?", "version": 1}).status_code == 404
    assert theirs.post(reverse("reports:begin", args=[engagement.id])).status_code == 404


def test_a_later_draft_begins_with_who_writes_and_where_the_last_ended(
    signed, dana, browser, being
):
    client = browser(dana)

    begun = client.post(reverse("reports:begin", args=[signed.engagement_id]))
    answer = client.get(begun.url.removesuffix("before/"))

    assert ABOUT["role"] in body_of(answer)
    assert SEEN not in body_of(answer)
    assert write_draft  # the words are another's; only who writes is carried over
