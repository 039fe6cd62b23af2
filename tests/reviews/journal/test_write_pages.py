"""Writing over HTTP: one prompt a page, autosave, two versions, looking over, sharing."""

import re
import uuid
from datetime import timedelta

import pytest
from django.urls import reverse

from reviews.journal.queries import find_draft_for, open_draft, read_entry
from tests.conftest import SENTENCE
from tracker.lib import clock

JSON = {"HTTP_ACCEPT": "application/json"}


def page_of(entry, number=1, name="write"):
    return reverse(f"journal:{name}", args=[entry.id, number])


def version_of(eli, draft, being, number=1):
    with being(eli):
        return open_draft(actor=eli, entry_id=draft.id).answers[number - 1].version


def without_token(answer):
    return re.sub(rb'name="csrfmiddlewaretoken" value="[^"]+"', b"", answer.content)


def test_beginning_leads_to_the_first_prompt(checkin, eli, browser, being):
    answer = browser(eli).post(reverse("desk:begin_writing", args=[checkin.id]), follow=True)

    with being(eli):
        entry_id = find_draft_for(actor=eli, checkin_id=checkin.id)
    assert answer.request["PATH_INFO"] == reverse("journal:write", args=[entry_id, 1])


def test_beginning_twice_goes_on_where_one_stopped(draft, checkin, eli, browser):
    client, begin = browser(eli), reverse("desk:begin_writing", args=[checkin.id])
    assert client.post(begin, follow=True).request["PATH_INFO"] == page_of(draft)

    clock.move(timedelta(minutes=1))
    saved = client.post(page_of(draft, 3, "save"), {"text": "Further on.", "version": 0}, **JSON)
    assert saved.status_code == 200

    assert client.post(begin, follow=True).request["PATH_INFO"] == page_of(draft, 3)
    assert client.get(reverse("journal:go_on", args=[draft.id]))["Location"] == page_of(draft, 3)


def test_the_page_shows_what_is_saved_and_says_who_can_see_it(draft, eli, browser):
    answer = browser(eli).get(page_of(draft))

    assert answer.status_code == 200
    assert SENTENCE in answer.content.decode()
    assert "Nobody else can see that this exists until you share it" in answer.content.decode()
    assert SENTENCE not in answer.content.decode().partition("<body>")[0]  # neutral title
    assert answer["Cache-Control"] == "no-store"


def test_a_plain_form_saves_and_goes_on(draft, eli, browser, being):
    data = {"text": "Plainer words.", "version": version_of(eli, draft, being)}

    answer = browser(eli).post(page_of(draft), data)

    assert answer["Location"] == page_of(draft, 2)
    with being(eli):
        assert open_draft(actor=eli, entry_id=draft.id).answers[0].text == "Plainer words."


def test_stopping_saves_too(draft, eli, browser, being):
    data = {"text": "Enough for today.", "version": version_of(eli, draft, being), "later": ""}

    answer = browser(eli).post(page_of(draft), data)

    assert answer["Location"] == reverse("desk:your_page")
    with being(eli):
        assert open_draft(actor=eli, entry_id=draft.id).answers[0].text == "Enough for today."


def test_the_last_prompt_leads_to_looking_over(draft, eli, browser):
    last = len(draft.prompts)

    answer = browser(eli).post(page_of(draft, last), {"text": "", "version": 0})

    assert answer["Location"] == reverse("journal:look_over", args=[draft.id])


def test_autosave_answers_with_the_new_version_and_the_time(draft, eli, browser, being):
    version = version_of(eli, draft, being)
    data = {"text": "While typing.", "version": version}

    answer = browser(eli).post(page_of(draft, name="save"), data, **JSON)

    assert answer.status_code == 200
    assert answer.json()["version"] == version + 1
    assert answer.json()["time"].endswith("M")  # 9:42 AM


def test_a_stale_autosave_keeps_both_texts(draft, eli, browser, being):
    version = version_of(eli, draft, being)
    url = page_of(draft, name="save")
    first = {"text": "From the first tab.", "version": version}
    assert browser(eli).post(url, first, **JSON).status_code == 200

    second = {"text": "From the second tab.", "version": version, "page": uuid.uuid4()}
    answer = browser(eli).post(url, second, **JSON)

    assert answer.status_code == 409
    assert answer.json() == {"compare": page_of(draft, name="two"), "version": version + 1}
    with being(eli):
        kept = open_draft(actor=eli, entry_id=draft.id).answers[0]
    assert (kept.text, kept.second) == ("From the first tab.", "From the second tab.")


def test_a_stale_page_that_types_on_replaces_its_own_text_only(draft, eli, browser, being):
    version = version_of(eli, draft, being)
    url = page_of(draft, name="save")
    client, second, third = browser(eli), uuid.uuid4(), uuid.uuid4()
    client.post(url, {"text": "First tab.", "version": version}, **JSON)

    for page, text in ((second, "Sec"), (third, "Third tab."), (second, "Second tab.")):
        data = {"text": text, "version": version, "page": page}
        answer = client.post(url, data, **JSON)
        assert answer.status_code == 409

    with being(eli):
        kept = open_draft(actor=eli, entry_id=draft.id).answers[0]
    assert kept.text == "First tab."
    assert kept.second == "Second tab.\n\n\nThird tab."


def test_a_stale_plain_form_shows_both_versions(draft, eli, browser, being):
    version = version_of(eli, draft, being)
    client = browser(eli)
    client.post(page_of(draft), {"text": "Saved before.", "version": version})

    answer = client.post(page_of(draft), {"text": "Written last.", "version": version})

    assert answer.status_code == 409
    assert "There are two versions of this section" in answer.content.decode()


@pytest.mark.parametrize(
    ("pick", "text"),
    [("here", "Second tab."), ("there", "First tab."), ("both", "First tab.\n\n\nSecond tab.")],
)
def test_choosing_ends_the_conflict(draft, eli, browser, being, pick, text):
    version = version_of(eli, draft, being)
    client, url = browser(eli), page_of(draft, name="save")
    client.post(url, {"text": "First tab.", "version": version}, **JSON)
    client.post(url, {"text": "Second tab.", "version": version}, **JSON)

    answer = client.post(page_of(draft, name="two"), {"pick": pick})

    assert answer["Location"] == page_of(draft)
    with being(eli):
        kept = open_draft(actor=eli, entry_id=draft.id).answers[0]
    assert (kept.text, kept.second) == (text, None)


@pytest.mark.parametrize(
    "text", ["a" * 20_001, "hidden \x00 sign", "bell \x07", "turned \u202e round"]
)
def test_what_cannot_be_kept_stands_beside_the_field(draft, eli, browser, being, text):
    data = {"text": text, "version": version_of(eli, draft, being)}
    client = browser(eli)

    plain = client.post(page_of(draft), data)
    saved = client.post(page_of(draft, name="save"), data, **JSON)

    assert plain.status_code == saved.status_code == 400
    assert "Your text is still here" in plain.content.decode()
    assert "Your text is still here" in saved.json()["errors"]["text"][0]
    with being(eli):
        assert open_draft(actor=eli, entry_id=draft.id).answers[0].text == SENTENCE


@pytest.mark.parametrize("version", ["", "x", "-1"])
def test_a_version_that_is_no_number_saves_nothing(draft, eli, browser, being, version):
    answer = browser(eli).post(
        page_of(draft, name="save"), {"text": "Lost?", "version": version}, **JSON
    )

    assert answer.status_code == 400
    with being(eli):
        assert open_draft(actor=eli, entry_id=draft.id).answers[0].text == SENTENCE


def test_after_sharing_the_text_comes_back_with_the_reason(shared, eli, browser):
    client = browser(eli)

    plain = client.post(page_of(shared), {"text": "One more thing.", "version": 1})
    saved = client.post(page_of(shared, name="save"), {"text": "More.", "version": 1}, **JSON)

    assert plain.status_code == saved.status_code == 409
    assert "One more thing." in plain.content.decode()
    assert "compare" not in saved.json()  # closed for writing


def test_signed_out_the_autosave_answers_401(draft, client):
    answer = client.post(page_of(draft, name="save"), {"text": "Mine.", "version": 1}, **JSON)

    assert answer.status_code == 401


def test_a_new_form_token_is_given_to_the_client(eli, browser):
    answer = browser(eli).get(reverse("accounts:token"), **JSON)

    assert answer.json()["token"]


def test_looking_over_shows_every_prompt_and_the_way_to_share(draft, eli, browser):
    answer = browser(eli).get(reverse("journal:look_over", args=[draft.id]))

    assert SENTENCE in answer.content.decode()
    assert answer.content.decode().count("Left empty.") == len(draft.prompts) - 1
    assert reverse("journal:share", args=[draft.id]) in answer.content.decode()


def test_sharing_over_http(draft, eli, dana, browser, being):
    answer = browser(eli).post(reverse("journal:share", args=[draft.id]))

    assert answer["Location"] == reverse("desk:your_page")
    with being(dana):
        assert read_entry(actor=dana, entry_id=draft.id).answers[0].text == SENTENCE


def test_sharing_twice_says_what_happened(shared, eli, browser):
    answer = browser(eli).post(reverse("journal:share", args=[shared.id]))

    assert answer.status_code == 409


def test_an_empty_one_is_not_shared(draft, eli, browser, being):
    client = browser(eli)
    client.post(page_of(draft), {"text": "", "version": version_of(eli, draft, being)})

    answer = client.post(reverse("journal:share", args=[draft.id]), follow=True)

    assert "Nothing was shared yet" in answer.content.decode()


def test_one_click_discards_and_leaves_nothing(draft, checkin, eli, browser, being):
    client, url = browser(eli), reverse("journal:discard", args=[draft.id])
    assert f'formaction="{url}"' in client.get(page_of(draft)).content.decode()

    after = client.post(url, follow=True)

    assert "Discarded: your reflection" in after.content.decode()
    with being(eli):
        assert find_draft_for(actor=eli, checkin_id=checkin.id) is None


@pytest.mark.parametrize("person", ["dana", "mo", "otto", "ada"])
@pytest.mark.parametrize("name", ["write", "save", "two", "look_over", "share", "discard", "read"])
def test_a_draft_is_a_random_address_to_everybody_else(draft, cast, eli, browser, person, name):
    args = [draft.id, 1] if name in ("write", "save", "two") else [draft.id]
    url = reverse(f"journal:{name}", args=args)
    random = reverse(f"journal:{name}", args=[uuid.uuid4(), *args[1:]])
    post = name in ("save", "share", "discard")
    mine = browser(eli)
    if name not in ("share", "discard", "read"):
        own = mine.post(url, {"text": SENTENCE, "version": 1}) if post else mine.get(url)
        assert own.status_code in (200, 302)

    theirs = browser(getattr(cast, person))
    foreign = theirs.post(url) if post else theirs.get(url)
    unknown = theirs.post(random) if post else theirs.get(random)

    assert foreign.status_code == unknown.status_code == 404
    assert without_token(foreign) == without_token(unknown)


@pytest.mark.parametrize("number", [0, 99])
def test_a_prompt_that_was_not_asked_is_not_found(draft, eli, browser, number):
    assert browser(eli).get(page_of(draft, number)).status_code == 404


def test_a_text_that_is_never_printed_takes_every_sign(draft, eli, browser):
    sent = {"text": "Thank you \u2665\ufe0f \U0001f64f", "version": 1}
    url = reverse("journal:save", args=[draft.id, 1])
    assert browser(eli).post(url, sent).status_code == 200
