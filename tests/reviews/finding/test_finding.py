"""Finding words in one engagement, and somebody by name; nothing of it is kept."""

from datetime import timedelta

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from accounts.access import NotFound
from accounts.models import AuditEvent
from reviews.checkins.actions import mark_missed
from reviews.checkins.models import CheckIn
from reviews.checkins.moving import ask_move
from reviews.checkins.queries import get_checkin, list_checkins
from reviews.dialogue.actions import send_message
from reviews.finding.matching import find
from reviews.finding.queries import find_in_engagement, find_people
from reviews.progress.actions import remark
from reviews.progress.queries import get_review
from reviews.prompts.actions import prepare_checkin
from reviews.reports.correction_queries import get_correction
from reviews.reports.corrections import answer_correction, ask_correction
from reviews.reports.queries import get_signed
from reviews.suitability.actions import decline
from tests import disclosures, sharing_story, voices
from tests.concerns import noted, step, told
from tests.conftest import SENTENCE
from tests.endings import ended, own_words, summary
from tests.first_talks import account, newcomer, opened
from tests.looking_back import both_signed
from tests.talks import give_feedback, log_session
from tracker.lib import clock

WORD = "keeping in touch"


@pytest.fixture
def kinds(engagement, being):
    def look(actor, words):
        with being(actor):
            found = find_in_engagement(actor=actor, engagement_id=engagement.id, words=words)
        return [item.kind for item in found]

    return look


# --- matching -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "text", "piece"),
    [
        ("FERRY", "On the ferry, twice.", ("On the ", "ferry", ", twice.")),
        ("the  ferry", "On the\nferry.", ("On ", "the ferry", ".")),
        ("strasse", "In der Straße.", ("In der ", "Straße", ".")),
        ("ﬁne", "It was fine.", ("It was ", "fine", ".")),
    ],
)
def test_words_are_found_whatever_their_case(words, text, piece):
    found = find(words, text)

    assert (found.before, found.match, found.after) == piece


def test_words_that_are_not_there_are_not_found():
    assert find("ferry", "On the ferry.") is not None
    assert find("harbor", "On the ferry.") is None
    assert find("  ", "On the ferry.") is None
    assert find(".*", "On the ferry.") is None


def test_a_long_text_is_cut_around_the_words():
    found = find("ferry", "a" * 100 + " ferry " + "b" * 100)

    assert (found.before[0], found.after[-1]) == ("…", "…")
    assert len(found.before) == len(found.after) == 61


@given(st.text(max_size=30), st.text(min_size=1, max_size=10), st.text(max_size=30))
def test_what_is_shown_stands_in_the_text(before, words, after):
    text = f"{before} {words} {after}"
    found = find(words, text)

    if found is not None:
        assert found.match in " ".join(text.split())


# --- one engagement -------------------------------------------------------------------------------


def test_both_find_what_was_shared(shared, kinds, eli, dana):
    assert kinds(eli, WORD) == ["Reflection"]
    assert kinds(dana, WORD.upper()) == ["Reflection"]


def test_a_draft_is_found_by_its_writer_alone(draft, kinds, eli, dana):
    assert kinds(eli, WORD) == ["Reflection, not shared"]
    assert kinds(dana, WORD) == []


def test_every_kind_of_text_is_looked_through(shared, kinds, dana, eli, being, checkin, now):
    log = log_session(dana, shared.engagement_id, now=now, sign=True)
    give_feedback(dana, shared.engagement_id, now=now, publish=True)
    with being(dana):
        found = get_checkin(actor=dana, checkin_id=checkin.id)
        send_message(actor=dana, checkin=found, text="About the heron.", now=now)

    assert kinds(eli, "heron") == ["Message"]
    assert kinds(eli, "hearing a no") == ["Agreement"]
    everything = set(kinds(eli, "e"))
    assert {"Session log", "Feedback", "Message", "Reflection", "Commitment"} <= everything
    assert log.id


def test_what_was_said_about_a_time_is_looked_through(engagement, kinds, dana, eli, being, now):
    with being(dana):
        listed = list_checkins(actor=dana, engagement_ids=[engagement.id])
        ahead = [c for c in listed if c.state == CheckIn.SCHEDULED]
        prepare_checkin(
            actor=dana, checkin=ahead[0], focus_areas=[], questions=["And the heron?"], now=now
        )
    with being(eli):
        ask_move(
            actor=eli,
            checkin=ahead[1],
            to_date=ahead[1].on_date + timedelta(days=1),
            to_time=ahead[1].wall_time,
            words="I look after the heron that day.",
            notice=timedelta(hours=24),
            now=now,
        )
    after = ahead[2].due_at + timedelta(hours=1)
    with being(dana):
        past = get_checkin(actor=dana, checkin_id=ahead[2].id)
        mark_missed(
            actor=dana,
            checkin=past,
            why=CheckIn.TOLD_BEFOREHAND,
            words="A heron flew in.",
            now=after,
        )

    expected = {"Questions for one check-in", "Another time asked for", "Why it did not take place"}
    assert set(kinds(eli, "heron")) == expected
    assert set(kinds(dana, "heron")) == expected


def test_how_it_ended_and_what_was_written_then_is_looked_through(
    engagement, kinds, dana, eli, being, now
):
    closing = ended(dana, engagement.id, now=now, text="He left with the heron.")
    summary(dana, closing, now=now, text="We spoke of the heron.")
    own_words(eli, closing, now=now, text="The heron was mine.")

    expected = {"How the work ended", "Closing summary", "Words beside the closing summary"}
    assert set(kinds(eli, "heron")) == expected
    assert set(kinds(dana, "heron")) == expected


def test_a_first_conversation_that_led_to_nothing_is_looked_through(cast, dana, now, being):
    ivo = newcomer(cast)
    talk = opened(dana, ivo, now=now)
    account(dana, talk.id, now=now, text="He came for the heron.")
    with being(dana):
        decline(actor=dana, engagement=talk, referral="Ask at the heron house.", now=now)

    for actor in (dana, ivo):
        with being(actor):
            found = find_in_engagement(actor=actor, engagement_id=talk.id, words="heron")
        assert {item.kind for item in found} == {"Suitability conversation", "Where other help is"}


def test_what_became_of_a_setback_and_what_is_seen_differently_is_looked_through(
    engagement, kinds, dana, eli, being, now
):
    setback = told(eli, engagement.id, now=now)
    step(dana, setback, "answered", text="And the heron?", now=now)
    review = both_signed(eli, dana, engagement.id, now=now)
    with being(eli):
        remark(
            actor=eli,
            review=get_review(actor=eli, review_id=review.id),
            theme="",
            stands="differs",
            text="There was no heron.",
            now=now,
        )

    expected = {"What became of a concern", "Beside a part of a review"}
    assert set(kinds(eli, "heron")) == expected
    assert set(kinds(dana, "heron")) == expected


def test_process_notes_are_never_looked_through(engagement, kinds, dana, being, now):
    from reviews.sessions.actions import write_process_note

    with being(dana):
        write_process_note(
            actor=dana, engagement=engagement, session=None, text="The heron again.", now=now
        )

    assert kinds(dana, "heron") == []


def test_what_was_entered_in_error_is_not_found(shared, kinds, dana, eli, being, now):
    from reviews.amendments.actions import mark_in_error

    feedback = give_feedback(dana, shared.engagement_id, now=now, publish=True)
    assert "Feedback" in kinds(eli, "e")
    with being(dana):
        mark_in_error(
            actor=dana,
            engagement_id=shared.engagement_id,
            of_kind="feedback",
            of_id=feedback.id,
            reason="Of another day.",
            now=now,
        )

    assert "Feedback" not in kinds(eli, "e")
    assert "Feedback" not in kinds(dana, "e")


def test_a_note_entered_in_error_is_not_found_nor_what_became_of_it(
    engagement, kinds, dana, eli, being, now
):
    from reviews.amendments.actions import mark_in_error

    note = noted(dana, engagement.id, text="A remark about a heron.", now=now)
    step(dana, note, "answered", text="And the heron?", now=now)
    assert set(kinds(eli, "heron")) == {"What was noted", "What became of a concern"}
    with being(dana):
        mark_in_error(
            actor=dana,
            engagement_id=engagement.id,
            of_kind="noted",
            of_id=note.entry_id,
            reason="Of another day.",
            now=now,
        )

    assert kinds(eli, "heron") == kinds(dana, "heron") == []


def test_both_find_what_a_second_clinician_noted(cast, engagement, kinds, dana, eli, now):
    asked = voices.asked_second(cast, engagement.id, now=now)
    voices.told_by_second(cast.mo.actor, asked, seen="A remark about a heron.", voiced="A bittern.")
    for actor in (dana, eli):
        for word in ("heron", "bittern"):
            assert kinds(actor, word) == ["What a second clinician noted"]


def test_what_was_told_outside_is_found_by_both(engagement, kinds, dana, eli, now):
    texts = ("facts", "consulted", "decision", "told_to")
    disclosures.recorded(dana, engagement.id, now=now, **{t: f"A heron, {t}." for t in texts})
    for actor in (dana, eli):
        for words in texts:
            assert kinds(actor, f"heron, {words}") == ["What was told outside, or not told"]


def test_what_the_client_may_not_know_yet_they_do_not_find(engagement, kinds, dana, eli, now):
    later = now + timedelta(days=30)
    kept = {"facts": "The heron.", "shown_from": later, "why_later": "A court forbids it."}
    disclosures.recorded(dana, engagement.id, now=now, **kept)
    assert len(kinds(dana, "heron")) == len(kinds(dana, "forbids")) == 1
    assert kinds(eli, "heron") == kinds(eli, "forbids") == []

    clock.move(timedelta(days=31))
    assert len(kinds(eli, "heron")) == len(kinds(eli, "forbids")) == 1


def test_a_correction_and_its_answer_are_found_until_the_report_is_in_error(
    cast, engagement, kinds, dana, eli, being, now
):
    report = sharing_story.signed_report(cast, engagement.id, now=now)
    with being(eli):
        asked = ask_correction(
            actor=eli,
            report=get_signed(actor=eli, report_id=report.id),
            words="It was a heron.",
            now=now,
        )
    assert kinds(eli, "heron") == kinds(dana, "heron") == ["A correction that was asked for"]
    with being(dana):
        answer_correction(
            actor=dana,
            correction=get_correction(actor=dana, correction_id=asked.id),
            outcome="kept",
            answer="I saw no heron.",
            now=now,
        )
    both = {"A correction that was asked for", "An answer about a correction"}
    assert set(kinds(eli, "heron")) == set(kinds(dana, "heron")) == both

    sharing_story.entered_in_error(cast, report, now=now)
    assert kinds(eli, "heron") == kinds(dana, "heron") == []


def test_a_statement_is_its_writers_until_it_went_out(cast, engagement, kinds, dana, eli, now):
    report = sharing_story.signed_report(cast, engagement.id, now=now)
    sharing_story.stated(cast, report, now=now, text="There was a heron.")
    assert kinds(eli, "heron") == ["Your statement"]
    assert kinds(dana, "heron") == []

    permission = sharing_story.permitted(cast, engagement.id, now=now)
    sharing_story.released(cast, report, permission, now=now)
    assert kinds(eli, "heron") == ["Your statement"]
    assert kinds(dana, "heron") == ["A statement, as released"]

    sharing_story.stated(cast, report, now=now + timedelta(minutes=1), text="A bittern, perhaps.")
    assert kinds(eli, "heron") == kinds(dana, "heron") == ["A statement, as released"]
    assert (kinds(eli, "bittern"), kinds(dana, "bittern")) == (["Your statement"], [])


def test_a_wording_that_never_went_out_is_not_found_once_it_was_replaced(
    cast, engagement, kinds, eli, now
):
    report = sharing_story.signed_report(cast, engagement.id, now=now)
    sharing_story.stated(cast, report, now=now, text="There was a heron.")
    assert kinds(eli, "heron") == ["Your statement"]
    sharing_story.stated(cast, report, now=now + timedelta(minutes=1), text="")
    assert kinds(eli, "heron") == []


def test_every_place_leads_to_a_page_that_opens(cast, engagement, browser, dana, eli, being, now):
    disclosures.recorded(dana, engagement.id, now=now, facts="The heron.")
    report = sharing_story.signed_report(cast, engagement.id, now=now)
    sharing_story.stated(cast, report, now=now, text="There was a heron.")
    with being(eli):
        version = get_signed(actor=eli, report_id=report.id)
        ask_correction(actor=eli, report=version, words="It was a heron.", now=now)
    permission = sharing_story.permitted(cast, engagement.id, now=now)
    sharing_story.released(cast, report, permission, now=now)
    for person in (cast.eli, cast.dana):
        actor = person.actor
        with being(actor):
            found = find_in_engagement(actor=actor, engagement_id=engagement.id, words="heron")
        assert len(found) == 3
        for item in found:
            page = browser(person).get(item.url)
            assert (page.status_code, "heron" in page.content.decode()) == (200, True), item.kind


def test_one_line_in_the_trail_and_never_the_words(shared, kinds, dana, eli, being):
    kinds(dana, WORD)

    with being(eli):
        [event] = AuditEvent.objects.filter(verb="find", actor=dana.user_id)
    assert (event.object_kind, event.payload) == ("engagement", {})
    assert event.object_id == shared.engagement_id


def test_nobody_else_finds_anything(shared, kinds, dana, mo, otto, ada, being):
    assert kinds(dana, WORD)
    for actor in (mo, otto, ada):
        with pytest.raises(NotFound):
            kinds(actor, WORD)


# --- by name --------------------------------------------------------------------------------------


def test_one_of_ones_own_people_is_found_by_a_part_of_the_name(engagement, dana, mo, being):
    with being(dana):
        assert [p.id for p in find_people(actor=dana, name="rask")] == [engagement.id]
        assert [p.id for p in find_people(actor=dana, name=engagement.code)] == [engagement.id]
        assert find_people(actor=dana, name="quill") == []
    with being(mo):
        assert find_people(actor=mo, name="rask") == []


# --- pages ----------------------------------------------------------------------------------------


def test_words_are_sent_in_the_body_and_come_back_with_where_they_stand(browser, cast, shared):
    url = reverse("finding:in_engagement", args=[shared.engagement_id])
    dana = browser(cast.dana)
    assert "Words to find" in dana.get(url, {"words": WORD}).content.decode()
    assert "<mark>" not in dana.get(url, {"words": WORD}).content.decode()

    page = dana.post(url, {"words": WORD}).content.decode()

    assert f"<mark>{WORD}</mark>" in page
    assert reverse("journal:read", args=[shared.id]) in page
    assert SENTENCE[:20] in page


def test_the_client_sees_that_somebody_looked(browser, cast, shared):
    url = reverse("finding:in_engagement", args=[shared.engagement_id])
    browser(cast.dana).post(url, {"words": WORD})

    page = browser(cast.eli).get(reverse("desk:access_record")).content.decode()

    assert "Looked for words in your record" in page
    assert WORD not in page


@pytest.mark.parametrize(
    ("words", "sentence"),
    [("", "Enter the words you are looking for."), ("a", "Enter at least two letters.")],
)
def test_too_little_to_look_for_is_said(browser, cast, engagement, words, sentence):
    answer = browser(cast.eli).post(reverse("finding:own"), {"words": words})

    assert answer.status_code == 400
    assert sentence in answer.content.decode()


def test_markup_is_shown_as_it_was_typed(browser, cast, checkin, eli, being, now):
    with being(eli):
        found = get_checkin(actor=eli, checkin_id=checkin.id)
        send_message(actor=eli, checkin=found, text="<b>heron</b> & <i>", now=now)

    page = browser(cast.eli).post(reverse("finding:own"), {"words": "heron"}).content.decode()

    assert "&lt;b&gt;<mark>heron</mark>&lt;/b&gt; &amp; &lt;i&gt;" in page


# --- the calendar ---------------------------------------------------------------------------------


def test_the_calendar_shows_codes_and_no_names(browser, cast, engagement):
    page = browser(cast.dana).get(reverse("desk:calendar")).content.decode()

    assert engagement.code in page
    assert "Eli" not in page
    assert "Rask" not in page
    assert engagement.code not in browser(cast.mo).get(reverse("desk:calendar")).content.decode()
