"""Telling, reading and answering over HTTP; what was typed comes back."""

from django.urls import reverse

from reviews.engagements.actions import end_engagement
from reviews.engagements.queries import get_engagement
from reviews.journal.models import Entry
from tests.concerns import SAID, noted, step, told
from tests.pages import form_with
from tests.writings import draft


def url(name, *args):
    return reverse(f"concerns:{name}", args=args)


def test_from_your_page_to_what_was_told(cast, engagement, browser):
    visitor = browser(cast.eli)
    html = visitor.get(reverse("desk:your_page")).content.decode()
    assert "Something happened" in html
    assert "Please ring me" in html
    writing = visitor.post(url("begin", engagement.id), follow=True)
    entry_id = writing.redirect_chain[-1][0].split("/")[2]
    sent = {"text": SAID, "version": "0"}
    visitor.post(reverse("journal:write", args=[entry_id, 1]), sent)
    over = visitor.get(reverse("journal:look_over", args=[entry_id])).content.decode()
    seen = form_with(over, "seen")["fields"]["seen"][0]
    answer = visitor.post(url("tell", entry_id), {"seen": seen})
    assert answer["Location"] == reverse("desk:your_page")
    today = browser(cast.dana).get(reverse("desk:today")).content.decode()
    assert "told a setback" in today


def test_after_the_end_the_text_comes_back(cast, engagement, now, browser, being):
    entry = draft(cast.eli.actor, engagement.id, Entry.SETBACK, text=SAID, now=now)
    visitor = browser(cast.eli)
    over = visitor.get(reverse("journal:look_over", args=[entry.id])).content.decode()
    seen = form_with(over, "seen")["fields"]["seen"][0]
    with being(cast.eli.actor):
        row = get_engagement(actor=cast.eli.actor, engagement_id=engagement.id)
        end_engagement(actor=cast.eli.actor, engagement=row, now=now)
    answer = visitor.post(url("tell", entry.id), {"seen": seen})
    html = answer.content.decode()
    assert answer.status_code == 409
    assert SAID in html
    assert "Nothing is lost" in html
    assert SAID in visitor.get(reverse("journal:look_over", args=[entry.id])).content.decode()
    assert visitor.post(url("begin", engagement.id)).status_code == 409


def test_a_changed_plan_is_read_by_the_client(cast, engagement, now, browser):
    concern = told(cast.eli.actor, engagement.id, now=now)
    sent = {"kind": "changed_plan", "text": "A call to the mentor before each work event."}
    answer = browser(cast.dana).post(url("read", concern.id), sent)
    assert answer.status_code == 302
    mine = browser(cast.eli)
    assert "said what becomes of it" in mine.get(reverse("desk:your_page")).content.decode()
    html = mine.get(url("read", concern.id)).content.decode()
    assert "A call to the mentor" in html
    assert "said what becomes of it" not in mine.get(reverse("desk:your_page")).content.decode()


def test_a_form_that_is_wrong_gives_the_text_back(cast, engagement, now, browser):
    concern = told(cast.eli.actor, engagement.id, now=now)
    visitor = browser(cast.dana)
    for sent in ({"text": "Words of mine."}, {"text": "Words of mine.", "kind": "listed"}):
        answer = visitor.post(url("read", concern.id), sent)
        assert answer.status_code == 400
        assert "Words of mine." in answer.content.decode()
        assert "Nothing was added yet." in answer.content.decode()


def test_closed_meanwhile_gives_the_text_back(cast, engagement, now, browser, monkeypatch):
    concern = told(cast.eli.actor, engagement.id, now=now)
    visitor = browser(cast.dana)
    monkeypatch.setattr("reviews.concerns.queries.is_closed", lambda **_: False)
    step(cast.dana.actor, concern, "closed", now=now)
    sent = {"kind": "closed", "text": "We have said what there was to say."}
    answer = visitor.post(url("read", concern.id), sent)
    assert answer.status_code == 409
    assert "We have said what" in answer.content.decode()


def test_conduct_seen_stands_apart_from_understanding_voiced(cast, engagement, now, browser):
    concern = noted(cast.dana.actor, engagement.id, now=now)
    html = browser(cast.eli).get(url("read", concern.id)).content.decode()
    assert "Conduct seen" in html
    assert reverse("concerns:acknowledge", args=[concern.id]) in html
    assert browser(cast.eli).post(url("acknowledge", concern.id)).status_code == 302
    html = browser(cast.dana).get(url("read", concern.id)).content.decode()
    assert "Read" in html


def test_the_list_is_the_same_for_both(cast, engagement, now, browser):
    concern = told(cast.eli.actor, engagement.id, now=now)
    step(cast.dana.actor, concern, "listed", agreed_key="as_described", now=now)
    for person in (cast.eli, cast.dana):
        html = browser(person).get(url("all", engagement.id)).content.decode()
        assert reverse("concerns:read", args=[concern.id]) in html
        assert "a summary says it, or none goes out" in html
    assert browser(cast.mo).get(url("all", engagement.id)).status_code == 404
