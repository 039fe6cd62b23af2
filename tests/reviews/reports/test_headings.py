"""A practice's headings and guidance: an administrator's to write, and the gate's to read."""

import pytest
from django.urls import reverse

from accounts.access import NotAllowed, Stale, acting_as
from accounts.models import AuditEvent
from reviews.reports import gate, heading_queries, headings
from reviews.reports.heading_queries import current_headings
from tests.sharing_story import SEEN
from tracker.lib import clock

HEADING, GUIDANCE = "What stays hard", "Say on which days you saw it."
ALL = reverse("reports:headings")


def body_of(answer):
    return answer.content.decode()


def page(kind="hard"):
    return reverse("reports:heading", args=[kind])


def send(client, heading=HEADING, guidance=GUIDANCE, version=0, **more):
    sent = {"heading": heading, "guidance": guidance, "version": version, **more}
    return client.post(page(), sent)


def test_the_writer_sees_both_and_the_report_is_signed_with_the_heading(
    ready, ada, dana, eli, browser, page_of, sign_over_http, being
):
    assert send(browser(ada))["Location"] == ALL

    clinician = browser(dana)
    assert HEADING in body_of(clinician.get(ALL))
    writing = body_of(clinician.get(page_of("write", ready, "hard")))
    assert HEADING in writing
    assert GUIDANCE in writing
    assert sign_over_http(clinician, ready).status_code == 302

    assert send(browser(ada), heading="What is not easy yet", version=1).status_code == 302
    read = body_of(browser(eli).get(page_of("read", ready)))
    assert HEADING in read  # what is signed keeps its headings
    assert "What is not easy yet" not in read
    assert GUIDANCE not in read
    with being(ada):
        lines = AuditEvent.objects.filter(verb="publish_heading")
        assert [line.payload for line in lines.order_by("at")] == [{"version": 1}, {"version": 2}]


def test_an_empty_heading_is_the_one_that_is_brought_along(ada, browser, being):
    send(browser(ada))
    send(browser(ada), heading="", version=1)
    with being(ada):
        assert current_headings(actor=ada).sections["hard"].heading == "What is still hard"


@pytest.mark.parametrize(
    ("field", "words", "said"),
    [
        ("heading", "Insight: 8 out of 10", "“8 out of 10” cannot stand in a report."),
        ("heading", "What Bronagh Tuohy saw", "“Bronagh Tuohy” cannot stand in a report."),
        ("guidance", "Rate his honesty from 1 to 10: 7/10.", "cannot stand in a report."),
        ("guidance", "Ask jo.doe@example.org first.", "“jo.doe@example.org” cannot stand"),
    ],
)
def test_a_refused_phrase_is_refused_beside_its_field_and_nothing_is_lost(
    ada, browser, being, field, words, said
):
    """The same form without the phrase is published."""
    client = browser(ada)
    other = {"heading": HEADING, "guidance": GUIDANCE}
    assert send(client, **other).status_code == 302

    answer = send(client, **{**other, field: words}, version=1)

    assert answer.status_code == 400
    text = body_of(answer)
    assert said in text
    assert f'id="id_{field}_error"' in text
    for kept in ({**other, field: words}).values():
        assert kept in text
    with being(ada):
        assert current_headings(actor=ada).version == 1


def test_a_question_is_read_and_the_words_kept(ada, browser, being):
    client, guidance = browser(ada), "Leave the branch in Leeds out of it."
    answer = send(client, guidance=guidance)
    assert answer.status_code == 400
    assert "I have read this and keep the words" in body_of(answer)
    with acting_as(ada):
        [found] = heading_queries.review_heading(actor=ada, heading=HEADING, guidance=guidance)

    assert send(client, guidance=guidance, kept=[found.key]).status_code == 302


def test_with_a_gate_that_passes_everything_it_would_be_published(ada, browser, being, monkeypatch):
    """Planted: what the tests above would not see without the gate."""
    monkeypatch.setattr(gate, "review_texts", lambda texts, cast: [])
    assert send(browser(ada), heading="Insight: 8 out of 10").status_code == 302


def test_somebody_who_was_first_takes_nothing_from_what_is_typed(ada, browser):
    client = browser(ada)
    assert send(client, heading="First").status_code == 302

    answer = send(client, heading="Second", version=0)

    assert answer.status_code == 409
    assert "Second" in body_of(answer)
    assert send(client, heading="Second", version=1).status_code == 302


def test_nobody_else_writes_them(ada, dana, eli, browser, being):
    assert browser(dana).get(ALL).status_code == 200
    assert "Change this" not in body_of(browser(dana).get(ALL))
    assert browser(dana).get(page()).status_code == 403
    assert send(browser(dana)).status_code == 403
    assert browser(eli).get(ALL).status_code == 404
    told = {"kind": "hard", "heading": "X", "guidance": "", "version": 0, "now": clock.now()}
    with being(dana), pytest.raises(NotAllowed):
        headings.publish_heading(actor=dana, **told)
    with being(ada):
        headings.publish_heading(actor=ada, **told)
    with being(ada), pytest.raises(Stale):
        headings.publish_heading(actor=ada, **told)


def test_a_heading_is_read_again_when_a_report_is_signed(
    ready, ada, dana, browser, sign_over_http, open_draft, monkeypatch, being
):
    """A heading from before a rule was learned does not pass on the strength of having passed."""
    with monkeypatch.context() as patch:
        patch.setattr(gate, "review_texts", lambda texts, cast: [])
        assert send(browser(ada), heading="Insight: 8 out of 10").status_code == 302

    answer = sign_over_http(browser(dana), ready, seen=open_draft(ready).fingerprint)

    assert answer.status_code == 400
    assert "“8 out of 10” cannot stand in a report." in body_of(answer)
    assert SEEN in body_of(answer)


def test_nobody_signs_a_heading_they_were_not_shown(
    ready, ada, dana, browser, page_of, sign_over_http, open_draft, being
):
    """An administrator publishes one while the author looks the text over."""
    shown = open_draft(ready).fingerprint
    assert send(browser(ada)).status_code == 302

    answer = sign_over_http(browser(dana), ready, seen=shown)

    assert answer.status_code == 409
    assert HEADING in body_of(answer)
    assert sign_over_http(browser(dana), ready).status_code == 302
