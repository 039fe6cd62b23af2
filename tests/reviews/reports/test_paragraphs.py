"""What each paragraph rests on: shown at the paragraph, and none is signed without."""

import re
from uuid import uuid4

import pytest
from django.urls import reverse

from accounts.access import Stale
from reviews.reports.actions import set_rests
from reviews.reports.models import Report
from reviews.reports.queries import get_draft
from reviews.reports.resting import Rest, fingerprint, resting
from tests.sharing_story import SEEN
from tests.talks import log_session
from tracker.lib import clock

SECOND = "He told me on the phone that he had rung his sister first."
NEW = "The kitchen was closed all week, and nobody met there."
ONE, OTHER = uuid4(), uuid4()


def body_of(answer):
    return answer.content.decode()


def rests_page(report, kind="seen"):
    return reverse("reports:rests", args=[report.id, kind])


def seen_now(client, report):
    """The paragraphs the page shows, as it sends them back."""
    page = client.get(rests_page(report))
    return re.search(r'name="seen" value="(\w+)"', body_of(page))[1]


def label_of(open_draft, report):
    """The one record the section rests on, as the page names it."""
    draft = open_draft(report)
    [label] = [c.label for c in draft.choices if c.of_id in draft.section("seen").grounds]
    return label


@pytest.fixture
def say(browser, dana):
    """Opens the page, and sends what each paragraph rests on."""

    def said(report, **fields):
        client = browser(dana)
        sent = {"seen": seen_now(client, report), **fields}
        return client.post(rests_page(report), sent)

    return said


@pytest.fixture
def two_paragraphs(ready, dana, browser, page_of, open_draft):
    version = open_draft(ready).section("seen").version
    text = f"{SEEN}\n\n{SECOND}"
    saved = browser(dana).post(page_of("save", ready, "seen"), {"text": text, "version": version})
    assert saved.status_code == 200
    return ready


# --- pure -----------------------------------------------------------------------------------------


def test_the_only_paragraph_rests_on_everything_its_section_rests_on():
    assert resting("One.", kept=[], of_section=frozenset({ONE})) == [
        Rest("One.", frozenset({ONE}), "")
    ]


def test_of_several_paragraphs_each_has_its_own():
    kept = [
        Rest("It rained on Monday.", frozenset({ONE})),
        Rest("He waited long.", frozenset(), "x"),
    ]
    found = resting(
        "He waited long.\n\nIt rained on Monday.\n\nNew.", kept=kept, of_section=frozenset({ONE})
    )
    assert [(rest.grounds, rest.words) for rest in found] == [
        (frozenset(), "x"),
        (frozenset({ONE}), ""),
        (frozenset(), ""),
    ]
    assert [rest.is_grounded for rest in found] == [True, True, False]


def test_a_paragraph_that_is_edited_keeps_them_and_one_written_anew_has_none():
    kept = [Rest("He waited for an answer on Monday, and asked.", frozenset({ONE}))]

    def first(text):
        return resting(f"{text}\n\nMore.", kept=kept, of_section=frozenset({ONE}))[0]

    assert first("He waited for an answer on Tuesday, and asked.").grounds == {ONE}
    assert not first("Nobody at the workplace was spoken with at all.").is_grounded


def test_what_was_taken_off_the_section_grounds_no_paragraph():
    kept = [Rest("One.", frozenset({ONE, OTHER}))]
    [first, _] = resting("One.\n\nTwo.", kept=kept, of_section=frozenset({OTHER}))
    assert first.grounds == {OTHER}


def test_two_paragraphs_that_are_alike_take_one_each():
    kept = [
        Rest("He asked first on Monday.", frozenset({ONE})),
        Rest("He asked.", frozenset({OTHER})),
    ]
    found = resting(
        "He asked first on Monday.\n\nHe asked first on Tuesday.",
        kept=kept,
        of_section=frozenset({ONE, OTHER}),
    )
    assert found[0].grounds == {ONE}
    assert not found[1].is_grounded


# --- the pages ------------------------------------------------------------------------------------


def test_a_paragraph_without_grounds_is_shown_and_stops_the_signature(
    two_paragraphs, log, say, dana, browser, page_of, being, sign_over_http, open_draft
):
    client = browser(dana)
    assert "No grounds yet" in body_of(client.get(page_of("draft", two_paragraphs)))

    answer = sign_over_http(client, two_paragraphs, seen=open_draft(two_paragraphs).fingerprint)
    assert answer.status_code == 400
    assert "the paragraph “He told me on the phone that he …” names no grounds" in body_of(answer)
    assert rests_page(two_paragraphs) in body_of(answer)
    with being(dana):
        assert Report.objects.get(id=two_paragraphs.id).state == Report.DRAFT

    sent = {"ground-0": [str(log.id)], "words-0": "", "words-1": "What he told me on the phone."}
    assert say(two_paragraphs, **sent).status_code == 302

    page = body_of(client.get(page_of("draft", two_paragraphs)))
    assert "No grounds yet" not in page
    assert "What he told me on the phone." in page
    assert sign_over_http(client, two_paragraphs).status_code == 302


def test_what_is_said_beside_paragraphs_reaches_a_second_clinician_and_not_the_client(
    two_paragraphs, log, say, dana, eli, mo, browser, page_of, sign_over_http, being
):
    from reviews.reports.models import CoSignature

    client = browser(dana)
    sent = {"ground-0": [str(log.id)], "words-0": "", "words-1": "A call, noted the same day."}
    say(two_paragraphs, **sent)
    assert sign_over_http(client, two_paragraphs).status_code == 302
    client.post(page_of("ask", two_paragraphs), {"cosigner": str(mo.user_id)})
    with being(mo):
        asked = CoSignature.objects.get(report_id=two_paragraphs.id)

    page = body_of(browser(mo).get(reverse("reports:second", args=[asked.id])))
    assert "A call, noted the same day." in page
    assert "Rests on: Session" in page
    assert "A call, noted" not in body_of(browser(eli).get(page_of("read", two_paragraphs)))


def test_the_api_shows_it_to_the_author_of_the_draft_and_to_nobody_else(  # noqa: PLR0913
    two_paragraphs, log, say, cast, dana, browser, page_of, sign_over_http
):
    draft = f"/api/v1/texts/{two_paragraphs.id}/draft/"

    def rests(client):
        parts = client.get(draft).json()["sections"]
        return next(part["rests"] for part in parts if part["kind"] == "seen")

    client = browser(dana)
    none = {"grounds": [], "words": ""}
    assert [{**rest, "paragraph": ""} for rest in rests(client)] == [{**none, "paragraph": ""}] * 2
    sent = {"ground-0": [str(log.id)], "words-0": "", "words-1": "A call, noted the same day."}
    assert say(two_paragraphs, **sent).status_code == 302

    assert rests(client) == [
        {"paragraph": SEEN, "grounds": [str(log.id)], "words": ""},
        {"paragraph": SECOND, "grounds": [], "words": "A call, noted the same day."},
    ]
    assert "A call, noted the same day." in body_of(client.get(page_of("draft", two_paragraphs)))
    for person in (cast.eli, cast.mo, cast.otto, cast.ada):
        assert browser(person).get(draft).status_code == 404
    assert sign_over_http(client, two_paragraphs).status_code == 302
    assert client.get(draft).status_code == 404
    for person in (cast.dana, cast.eli):
        signed = browser(person).get(draft.removesuffix("draft/"))
        assert signed.status_code == 200
        assert "A call, noted" not in body_of(signed)


def test_saving_a_new_paragraph_leads_to_what_it_rests_on(
    ready, log, dana, browser, page_of, open_draft
):
    section = open_draft(ready).section("seen")
    ground = [f"session:{log.id}"]
    sent = {"text": f"{SEEN}\n\n{SECOND}", "version": section.version, "ground": ground}

    answer = browser(dana).post(page_of("write", ready, "seen"), sent)

    assert answer["Location"] == rests_page(ready)


def test_a_first_paragraph_without_grounds_leads_there_as_any_other_does(
    two_paragraphs, log, dana, browser, page_of, open_draft, say
):
    """Where both have grounds, saving goes on to the next section."""

    def save(text):
        version = open_draft(two_paragraphs).section("seen").version
        sent = {"text": text, "version": version, "ground": [f"session:{log.id}"]}
        return browser(dana).post(page_of("write", two_paragraphs, "seen"), sent)["Location"]

    say(two_paragraphs, **{"ground-0": [str(log.id)], "words-0": "", "words-1": "A call."})
    assert save(f"{SEEN}\n\n{SECOND}") != rests_page(two_paragraphs)

    assert save(f"{NEW}\n\n{SECOND}") == rests_page(two_paragraphs)


def test_an_empty_section_leads_to_where_it_is_written(begun, dana, browser, page_of):
    body = body_of(browser(dana).get(rests_page(begun, "hard")))
    assert "Nothing is written in this section yet." in body
    main = body.partition("Nothing is written")[2].partition("<aside")[0]
    assert page_of("write", begun, "hard") in main


def test_grounds_never_move_to_another_paragraph(
    two_paragraphs, log, dana, browser, page_of, open_draft
):
    """The page stands open in one tab while another puts a paragraph before those it shows."""
    client = browser(dana)
    sent = {
        "seen": seen_now(client, two_paragraphs),
        "ground-0": [str(log.id)],
        "words-0": "Seen at the check-in.",
        "words-1": "What he told me on the phone.",
    }
    assert client.post(rests_page(two_paragraphs), sent).status_code == 302
    before = open_draft(two_paragraphs).section("seen").rests
    version = open_draft(two_paragraphs).section("seen").version
    text = f"{NEW}\n\n{SEEN}\n\n{SECOND}"
    client.post(page_of("save", two_paragraphs, "seen"), {"text": text, "version": version})

    answer = client.post(rests_page(two_paragraphs), {**sent, "words-1": "A call on May 8."})

    assert answer.status_code == 409
    page = body_of(answer)
    assert page.index("Nothing was saved") < page.index(NEW)
    assert f"Paragraph 1: {label_of(open_draft, two_paragraphs)}; Seen at the check-in." in page
    assert "Paragraph 2: A call on May 8." in page
    first, *others = open_draft(two_paragraphs).section("seen").rests
    assert not first.is_grounded
    assert others == before


def test_words_of_paragraphs_that_are_gone_come_back_whatever_else_is_wrong(
    two_paragraphs, dana, browser, page_of, open_draft
):
    client = browser(dana)
    sent = {"seen": seen_now(client, two_paragraphs), "words-0": "a" * 301, "words-1": "A call."}
    assert client.post(rests_page(two_paragraphs), sent).status_code == 400
    version = open_draft(two_paragraphs).section("seen").version
    client.post(page_of("save", two_paragraphs, "seen"), {"text": SEEN, "version": version})

    answer = client.post(rests_page(two_paragraphs), sent)

    assert answer.status_code == 409
    assert "Paragraph 2: A call." in body_of(answer)


def test_the_act_itself_refuses_paragraphs_that_were_not_shown(
    two_paragraphs, dana, now, being, open_draft
):
    """Saved by another tab after the page was compared, and before the draft was locked."""
    shown = open_draft(two_paragraphs).section("seen").rests
    said = [Rest(SEEN, frozenset(), "Seen."), Rest(SECOND, frozenset(), "A call.")]

    def save(seen, said=said):
        with being(dana):
            report = get_draft(actor=dana, report_id=two_paragraphs.id)
            set_rests(
                actor=dana, report=report, kind="seen", rests=said, seen=fingerprint(seen), now=now
            )

    with pytest.raises(Stale):
        save([Rest(NEW, frozenset()), *shown])
    with pytest.raises(Stale):
        save(shown[::-1])
    save(shown)
    other = [Rest(SEEN, frozenset(), "Heard."), Rest(SECOND, frozenset(), "A call.")]
    with pytest.raises(Stale):
        save(shown, other)
    assert open_draft(two_paragraphs).section("seen").rests == said
    save(said, other)
    assert open_draft(two_paragraphs).section("seen").rests == other


def test_words_of_a_paragraph_that_is_gone_come_back_where_nothing_else_is_said(
    two_paragraphs, dana, browser, page_of, open_draft
):
    client = browser(dana)
    sent = {"seen": seen_now(client, two_paragraphs), "words-0": "", "words-1": "A call."}
    version = open_draft(two_paragraphs).section("seen").version
    client.post(page_of("save", two_paragraphs, "seen"), {"text": SEEN, "version": version})

    answer = client.post(rests_page(two_paragraphs), sent)

    assert answer.status_code == 409
    assert "Paragraph 2: A call." in body_of(answer)


def test_what_another_tab_said_of_the_same_paragraphs_is_not_overwritten(
    two_paragraphs, dana, browser, open_draft
):
    client = browser(dana)
    shown = seen_now(client, two_paragraphs)
    first = {"seen": shown, "words-0": "A talk on May 2.", "words-1": ""}
    assert client.post(rests_page(two_paragraphs), first).status_code == 302
    answer = client.post(rests_page(two_paragraphs), {**first, "words-0": "A letter."})
    assert answer.status_code == 409
    page = body_of(answer)
    assert "Paragraph 1: A letter." in page
    assert 'value="A talk on May 2."' in page
    assert open_draft(two_paragraphs).section("seen").rests[0].words == "A talk on May 2."


def test_the_same_sent_twice_is_saved_once_and_no_error(two_paragraphs, dana, browser):
    client = browser(dana)
    sent = {"seen": seen_now(client, two_paragraphs), "words-0": "A talk on May 2.", "words-1": ""}
    for _ in range(2):
        assert client.post(rests_page(two_paragraphs), sent).status_code == 302


def test_boxes_of_a_long_section_can_all_be_ticked(two_paragraphs, dana, browser):
    """More fields than most forms have are read: the page answers, and no error without the words."""
    client = browser(dana)
    many = {f"ground-{n}": [str(ONE)] * 40 for n in range(60)}
    answer = client.post(rests_page(two_paragraphs), {**many, "words-59": "A call on May 8."})
    assert answer.status_code == 409
    assert "Paragraph 60: A call on May 8." in body_of(answer)


@pytest.mark.parametrize("forged", ["process note", "private", "other", "nothing"])
def test_no_forged_record_can_be_a_ground_of_a_paragraph(  # noqa: PLR0913
    two_paragraphs, log, engagement, dana, eli, cast, say, open_draft, now, forged, being
):
    """Whatever id is sent: only a record the whole section rests on."""
    good = {"ground-0": [str(log.id)], "words-0": "", "words-1": "Words."}
    assert say(two_paragraphs, **good).status_code == 302
    ids = {
        "process note": lambda: _note(dana, engagement, now, being),
        "private": lambda: _entry(cast, eli, engagement, now, being),
        "other": lambda: log_session(dana, engagement.id, now=now).id,  # not chosen for the section
        "nothing": uuid4,
    }

    answer = say(two_paragraphs, **{**good, "ground-1": [str(ids[forged]())]})

    assert answer.status_code == 400
    assert [rest.grounds for rest in open_draft(two_paragraphs).section("seen").rests] == [
        frozenset({log.id}),
        frozenset(),
    ]


@pytest.mark.parametrize("of_kind", ["session", "feedback", "process_note", "writing", "entry"])
@pytest.mark.parametrize("forged", ["process note", "private", "somebody else's"])
def test_no_forged_record_can_be_a_ground_of_a_section(  # noqa: PLR0913
    ready, log, engagement, dana, eli, cast, now, being, of_kind, forged
):
    """Named as whatever kind: the act looks it up among what can be chosen, and so does the row."""
    from accounts.access import NotFound
    from reviews.reports.actions import set_grounds
    from reviews.reports.queries import get_draft

    ids = {
        "process note": lambda: _note(dana, engagement, now, being),
        "private": lambda: _entry(cast, eli, engagement, now, being),
        "somebody else's": uuid4,
    }
    of_id = ids[forged]()

    def choose(*chosen):
        with being(dana):
            report = get_draft(actor=dana, report_id=ready.id)
            set_grounds(actor=dana, report=report, kind="seen", chosen=set(chosen), now=now)

    choose(("session", log.id))
    with pytest.raises(NotFound):
        choose(("session", log.id), (of_kind, of_id))


def _note(dana, engagement, now, being):
    from reviews.engagements.queries import get_engagement
    from reviews.sessions.actions import write_process_note

    with being(dana):
        found = get_engagement(actor=dana, engagement_id=engagement.id)
        return write_process_note(
            actor=dana, engagement=found, session=None, text="For me alone.", now=now
        ).id


def _entry(cast, eli, engagement, now, being):
    from reviews.engagements.queries import get_engagement
    from reviews.journal.actions import begin_writing
    from reviews.journal.models import Entry

    with being(eli):
        found = get_engagement(actor=eli, engagement_id=engagement.id)
        return begin_writing(actor=eli, engagement=found, kind=Entry.SETBACK, now=now).id


def test_a_new_version_begins_with_what_its_paragraphs_rested_on(
    two_paragraphs, log, say, dana, browser, page_of, being, sign_over_http, open_draft
):
    client = browser(dana)
    sent = {"ground-0": [str(log.id)], "words-0": "", "words-1": "What he told me on the phone."}
    say(two_paragraphs, **sent)
    assert sign_over_http(client, two_paragraphs).status_code == 302

    client.post(page_of("again", two_paragraphs))

    with being(dana):
        draft = Report.objects.get(replaces_id=two_paragraphs.id)
    rests = open_draft(draft).section("seen").rests
    assert [(rest.grounds, rest.words) for rest in rests] == [
        (frozenset({log.id}), ""),
        (frozenset(), "What he told me on the phone."),
    ]


def test_words_too_long_stay_on_the_page(two_paragraphs, say):
    answer = say(two_paragraphs, **{"words-0": "a" * 301, "words-1": ""})
    assert answer.status_code == 400
    assert "a" * 301 in body_of(answer)


def test_after_the_signature_nothing_is_changed(
    two_paragraphs, log, say, dana, browser, page_of, sign_over_http
):
    client = browser(dana)
    sent = {"ground-0": [str(log.id)], "words-0": "", "words-1": "Words."}
    say(two_paragraphs, **sent)
    assert sign_over_http(client, two_paragraphs).status_code == 302

    answer = client.post(rests_page(two_paragraphs), {**sent, "words-1": "Other."})
    assert answer.status_code == 409
    assert "Other." in body_of(answer)
    assert client.get(rests_page(two_paragraphs))["Location"] == page_of("read", two_paragraphs)


# --- before the first word ------------------------------------------------------------------------


def test_the_questions_come_before_the_writing_page_once_for_each_draft(
    begun, dana, browser, page_of, being
):
    from reviews.reports.sections import BEFORE_WRITING

    client = browser(dana)
    with being(dana):
        Report.objects.filter(id=begun.id).update(prepared_at=None)
    assert client.get(page_of("write", begun, "seen"))["Location"] == page_of("before", begun)

    page = body_of(client.get(page_of("before", begun)))
    for question in BEFORE_WRITING:
        assert question in page
    assert client.get(page_of("write", begun, "seen")).status_code == 302  # reading is not enough

    assert client.post(page_of("before", begun))["Location"] == page_of("write", begun, "themes")
    assert client.get(page_of("write", begun, "seen")).status_code == 200
    with being(dana):
        assert Report.objects.get(id=begun.id).prepared_at <= clock.now()
