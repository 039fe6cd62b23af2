"""Logging, looking over, signing and reading a session over HTTP."""

import re
import uuid

import pytest
from django.urls import reverse

from reviews.sessions.queries import get_session_draft, list_sessions, open_session_draft
from reviews.sessions.words import Agreed
from tests.conftest import PASSWORD
from tests.ground import acted_once
from tests.talks import COMMITMENT, DONE, log_session, note_privately
from tests.talks import PRIVATE_THOUGHT as THOUGHT
from tracker.lib import dates

ROW = re.compile(r'name="commitment_\d+"')


def url(name, *args):
    return reverse(f"sessions:{name}", args=args)


def sent(now, **changes):
    return {
        "on_date": dates.local(now).date().isoformat(),
        "held": "held",
        "minutes": "50",
        "format": "video",
        "done": DONE,
        "commitment_1": COMMITMENT,
        "due_1": "",
        "commitment_2": "",
        "due_2": "",
        "version": "0",
        **changes,
    }


@acted_once
def draft(dana, engagement, now):
    return log_session(dana, engagement.id, now=now, sign=False)


@acted_once
def signed(dana, engagement, now):
    return log_session(dana, engagement.id, now=now)


def test_the_first_screen_has_few_fields(dana, checkin, browser):
    answer = browser(dana).get(url("begin_for_checkin", checkin.id))

    page = answer.content.decode()
    assert answer.status_code == 200
    assert page.index("What was done") < page.index("More, if it is needed")
    assert "<details>" in page
    assert len(ROW.findall(page)) == 3
    assert DONE not in page


def test_a_log_in_one_go(dana, eli, checkin, engagement, browser, now, being):
    visitor = browser(dana)
    answer = visitor.post(url("begin_for_checkin", checkin.id), sent(now, over="1"))
    with being(dana):
        [head] = list_sessions(actor=dana, engagement_ids=[engagement.id])
    assert answer["Location"] == url("look_over", head.id)

    page = visitor.get(answer["Location"]).content.decode()
    assert DONE in page
    assert COMMITMENT in page
    assert "Your password" in page

    answer = visitor.post(url("look_over", head.id), {"version": "1", "password": PASSWORD})
    assert answer["Location"] == url("read", head.id)
    assert DONE in browser(eli).get(url("read", head.id)).content.decode()


def test_a_wrong_password_signs_nothing(dana, eli, draft, browser):
    answer = browser(dana).post(url("look_over", draft.id), {"version": "1", "password": "wrong"})

    assert answer.status_code == 400
    assert "Nothing was signed yet" in answer.content.decode()
    assert browser(eli).get(url("read", draft.id)).status_code == 404


def test_stopping_saves_and_only_dana_sees_it(dana, eli, draft, browser, now, being):
    answer = browser(dana).post(url("write", draft.id), sent(now, version="1", done="Shorter."))

    assert answer["Location"] == reverse("desk:person", args=[draft.engagement_id])
    assert "Shorter." in browser(dana).get(url("write", draft.id)).content.decode()
    for name in ("read", "write", "look_over", "discard"):
        assert browser(eli).get(url(name, draft.id)).status_code == 404


def test_a_stale_save_loses_nothing(dana, draft, browser, now, being):
    visitor = browser(dana)
    visitor.post(url("write", draft.id), sent(now, version="1", done="From the other tab."))

    answer = visitor.post(url("write", draft.id), sent(now, version="1", done="Typed here."))

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Typed here." in page
    assert "From the other tab." in page
    assert 'name="version" value="2"' in page
    with being(dana):
        assert open_session_draft(actor=dana, session_id=draft.id).words.done.startswith("From")

    answer = visitor.post(url("write", draft.id), sent(now, version="2", done="Typed here."))
    assert answer.status_code == 302


def test_a_form_sent_twice_begins_one_log(dana, engagement, browser, now, being):
    data = sent(now, page=str(uuid.uuid4()))
    visitor = browser(dana)
    assert visitor.post(url("begin", engagement.id), data).status_code == 302

    again = visitor.post(url("begin", engagement.id), {**data, "done": "Changed since."})

    assert again.status_code == 409
    assert "Changed since." in again.content.decode()
    with being(dana):
        assert len(list_sessions(actor=dana, engagement_ids=[engagement.id])) == 1


def test_a_second_tab_of_one_checkin_goes_on_with_the_same_log(dana, checkin, browser, now):
    visitor = browser(dana)
    first = visitor.post(url("begin_for_checkin", checkin.id), sent(now, over="1"))

    second = visitor.post(url("begin_for_checkin", checkin.id), sent(now, done="Second tab."))

    assert second.status_code == 409
    assert "Second tab." in second.content.decode()
    assert f'action="{first["Location"].replace("over", "write")}"' in second.content.decode()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"held": ""}, "choose whether it was held"),
        ({"on_date": ""}, "enter the day"),
        ({"on_date": "2199-01-01"}, "choose today or a day of the past year"),
        ({"minutes": "0"}, "from 1 to 600"),
        ({"done": "odd \x00 sign"}, "hidden character"),
        ({"done": "x" * 20_001}, "longer than 20,000 characters"),
        ({"commitment_1": "", "due_1": "2026-12-01"}, "say what was agreed"),
        ({"due_1": "2000-01-01"}, "choose the day you met, or a later one"),
        ({"commitment_1": "Plain 😀"}, "cannot be printed"),
    ],
)
def test_what_cannot_be_kept_is_said_beside_its_field(dana, draft, browser, now, changes, sentence):
    answer = browser(dana).post(url("write", draft.id), sent(now, version="1", **changes))

    page = answer.content.decode()
    assert answer.status_code == 400
    assert sentence in page
    assert "Your text is still here, but not saved" in page


def test_a_save_after_signing_gives_the_text_back(dana, signed, browser, now):
    answer = browser(dana).post(url("write", signed.id), sent(now, version="1", done="Too late."))

    assert answer.status_code == 409
    assert "Too late." in answer.content.decode()


def test_a_save_after_discarding_gives_the_text_back(dana, draft, browser, now):
    visitor = browser(dana)
    visitor.post(url("discard", draft.id))

    answer = visitor.post(url("write", draft.id), sent(now, version="1", done="Too late."))

    assert answer.status_code == 404
    assert "Too late." in answer.content.decode()


def test_signing_what_was_saved_again_meanwhile(dana, draft, browser, now):
    visitor = browser(dana)
    visitor.post(url("write", draft.id), sent(now, version="1", done="Newer."))

    answer = visitor.post(url("look_over", draft.id), {"version": "1", "password": PASSWORD})

    assert answer.status_code == 409
    assert "Newer." in answer.content.decode()


def test_what_is_missing_is_named_with_the_way_to_it(dana, engagement, now, browser):
    session = log_session(dana, engagement.id, now=now, sign=False, minutes=None, done="")

    answer = browser(dana).get(url("look_over", session.id))

    page = answer.content.decode()
    assert "You cannot sign this yet" in page
    assert "Sign it</button>" not in page


@pytest.mark.parametrize("person", ["mo", "otto", "ada"])
def test_nobody_else_reads_it(signed, cast, dana, browser, person):
    assert browser(dana).get(url("read", signed.id)).status_code == 200

    assert browser(getattr(cast, person)).get(url("read", signed.id)).status_code == 404


def test_adding_and_entering_in_error(dana, eli, signed, browser):
    visitor = browser(dana)
    wrong = visitor.post(url("add", signed.id), {"text": "Also the move.", "reason": ""})
    assert wrong.status_code == 400
    assert "Also the move." in wrong.content.decode()
    visitor.post(url("add", signed.id), {"text": "Also the move.", "reason": "Left out."})
    assert "Also the move." in browser(eli).get(url("read", signed.id)).content.decode()

    assert visitor.get(url("in_error", signed.id)).status_code == 200
    visitor.post(url("in_error", signed.id), {"reason": "Under the wrong day."})

    page = browser(eli).get(url("read", signed.id)).content.decode()
    assert "Under the wrong day." in page
    assert DONE not in page
    assert "Also the move." not in page


def test_the_client_has_no_form_on_it(dana, eli, signed, browser):
    add_url = url("add", signed.id)
    assert add_url in browser(dana).get(url("read", signed.id)).content.decode()

    assert add_url not in browser(eli).get(url("read", signed.id)).content.decode()
    assert browser(eli).post(add_url, {"text": "x", "reason": "x"}).status_code == 404


def test_process_notes_have_one_page(dana, eli, engagement, browser):
    visitor = browser(dana)
    page_url = url("private", engagement.id)
    assert visitor.post(page_url, {"text": ""}).status_code == 400
    assert visitor.post(page_url, {"text": THOUGHT}).status_code == 302

    page = visitor.get(page_url).content.decode()
    assert THOUGHT in page
    assert "Only you" in page
    assert "The client knows that such notes exist" in page
    assert "court order" in page
    assert browser(eli).get(page_url).status_code == 404


def test_a_process_note_stands_on_no_other_page(dana, eli, mo, ada, signed, browser, now):
    note_privately(dana, signed.engagement_id, now=now)
    engagement = signed.engagement_id
    assert THOUGHT in browser(dana).get(url("private", engagement)).content.decode()

    pages = {
        dana: [
            reverse("desk:today"),
            reverse("desk:person", args=[engagement]),
            reverse("desk:person_timeline", args=[engagement]),
            url("read", signed.id),
            url("begin", engagement),
            reverse("commitments:all", args=[engagement]),
        ],
        eli: [
            reverse("desk:your_page"),
            reverse("desk:timeline"),
            reverse("desk:access_record"),
            url("read", signed.id),
        ],
        mo: [reverse("desk:today")],
        ada: [reverse("accounts:people"), reverse("accounts:assignments")],
    }
    for actor, addresses in pages.items():
        for address in addresses:
            answer = browser(actor).get(address)
            assert answer.status_code == 200, address
            text = answer.content.decode()
            assert THOUGHT not in text
            if actor is not dana:
                assert "process note" not in text.lower()


def test_one_more_row_than_are_filled(dana, engagement, browser, now):
    items = [Agreed(text=f"Step {n}") for n in range(4)]
    session = log_session(dana, engagement.id, now=now, sign=False, commitments=items)

    page = browser(dana).get(url("write", session.id)).content.decode()
    assert len(ROW.findall(page)) == 5


def test_the_api_reads_and_says_nothing_of_notes(dana, eli, signed, browser, now):
    note_privately(dana, signed.engagement_id, now=now)
    json = {"HTTP_ACCEPT": "application/json"}

    listed = browser(eli).get(f"/api/v1/engagements/{signed.engagement_id}/talks/", **json)
    read = browser(dana).get(f"/api/v1/talks/{signed.id}/", **json)

    assert [head["id"] for head in listed.json()] == [str(signed.id)]
    assert read.json()["words"]["done"] == DONE
    assert THOUGHT not in read.content.decode()
    assert browser(dana).get(f"/api/v1/talks/{uuid.uuid4()}/", **json).status_code == 404


def test_dana_is_led_from_a_draft_to_writing(dana, draft, browser, being):
    answer = browser(dana).get(url("read", draft.id))

    assert answer["Location"] == url("write", draft.id)
    with being(dana):
        assert get_session_draft(actor=dana, session_id=draft.id)


def test_what_was_typed_survives_being_signed_out(dana, draft, browser, now):
    visitor = browser(dana)
    assert visitor.get(url("write", draft.id)).status_code == 200
    visitor.logout()

    answer = visitor.post(url("write", draft.id), sent(now, version="1", done="Typed for long."))

    assert answer.status_code == 401
    assert "Typed for long." in answer.content.decode()
    assert COMMITMENT in answer.content.decode()
