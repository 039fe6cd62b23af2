"""Which questions are asked: shipped ones, a practice's own, and those for one check-in."""

import pytest
from django.urls import reverse

from accounts.access import NotAllowed, NotFound, Stale, WrongState
from reviews.checkins import actions as checkins
from reviews.checkins.models import CheckIn
from reviews.checkins.queries import get_checkin, list_checkins
from reviews.journal.actions import begin_reflection, save_answer, share_entry
from reviews.journal.queries import get_draft, open_draft, read_entry
from reviews.prompts import library
from reviews.prompts.actions import prepare_checkin, publish_questions
from reviews.prompts.queries import current_library, read_preparation
from reviews.prompts.shipped import FOCUS_AREAS

SINGLE = "What happened between the two calls?"


@pytest.fixture
def begin(checkin, eli, being, now):
    def write(areas=("responsibility", "listening")):
        with being(eli):
            found = get_checkin(actor=eli, checkin_id=checkin.id)
            entry = begin_reflection(actor=eli, checkin=found, focus_areas=list(areas), now=now)
            return entry, open_draft(actor=eli, entry_id=entry.id).answers

    return write


@pytest.fixture
def prepare(checkin, dana, being, now):
    def pick(actor=dana, of=checkin, areas=(), questions=(SINGLE,)):
        with being(actor):
            found = get_checkin(actor=actor, checkin_id=of.id)
            return prepare_checkin(
                actor=actor,
                checkin=found,
                focus_areas=list(areas),
                questions=list(questions),
                now=now,
            )

    return pick


# --- what is asked --------------------------------------------------------------------------------


def test_four_shipped_questions_in_turn_and_on_from_there():
    def asked(earlier):
        return [
            item.key
            for item in library.choose(
                library.SHIPPED, focus_areas=["coping", "repair"], single=[], earlier=earlier
            )
        ]

    assert asked(0) == ["coping.1", "repair.1", "coping.2", "repair.2"]
    assert asked(1) == ["coping.3", "repair.3", "coping.4", "repair.4"]
    assert asked(3) == ["coping.7", "repair.7", "coping.1", "repair.1"]


@pytest.mark.parametrize(("single", "others"), [(0, 4), (1, 3), (3, 1)])
def test_single_questions_come_first_and_never_alone(single, others):
    asked = library.choose(
        library.SHIPPED, focus_areas=["coping"], single=[f"Why {n}?" for n in range(single)],
        earlier=0,
    )  # fmt: skip

    assert [item.title for item in asked] == [library.SINGLE_TITLE] * single + [
        FOCUS_AREAS["coping"].title
    ] * others


def test_an_area_of_which_nothing_is_left_is_passed_over():
    empty = library.Library(2, {**library.SHIPPED.questions, "coping": ()})

    asked = library.choose(empty, focus_areas=["coping"], single=[], earlier=0)

    assert {item.key.split(".")[0] for item in asked} == {"responsibility"}


def test_what_is_shipped_has_an_area_for_each_of_the_twelve():
    assert len(FOCUS_AREAS) == 12
    assert all(len(area.questions) >= 6 for area in FOCUS_AREAS.values())


# --- a practice's own -----------------------------------------------------------------------------


def test_a_new_version_is_asked_from_then_on(dana, being, now, begin):
    with being(dana):
        publish_questions(
            actor=dana, area="responsibility", questions=["What was mine?"], version=0, now=now
        )

    _, answers = begin(["responsibility"])

    assert [(a.prompt, a.question) for a in answers] == [("responsibility.1@1", "What was mine?")]


def test_what_was_asked_stays_with_what_was_answered(dana, eli, being, now, begin):
    entry, before = begin(["responsibility"])
    with being(eli):
        draft = get_draft(actor=eli, entry_id=entry.id)
        save_answer(
            actor=eli, entry=draft, prompt=draft.prompts[0], text="I did.", version=0, now=now
        )
    with being(dana):
        publish_questions(
            actor=dana, area="responsibility", questions=["What was mine?"], version=0, now=now
        )
    with being(eli):
        share_entry(actor=eli, entry=get_draft(actor=eli, entry_id=entry.id), now=now)

    with being(dana):
        seen = read_entry(actor=dana, entry_id=entry.id).answers

    assert [a.question for a in seen] == [a.question for a in before]
    assert seen[0].question == FOCUS_AREAS["responsibility"].questions[0]


def test_of_two_who_write_at_once_the_second_is_told(dana, mo, ada, being, now):
    with being(dana):
        publish_questions(actor=dana, area="coping", questions=["One?"], version=0, now=now)
    for actor in (mo, ada):
        with being(actor), pytest.raises(Stale):
            publish_questions(actor=actor, area="repair", questions=["Two?"], version=0, now=now)

    with being(ada):
        publish_questions(actor=ada, area="repair", questions=["Two?"], version=1, now=now)
        current = current_library(actor=ada)
    assert current.questions["coping"] == ("One?",)
    assert current.questions["repair"] == ("Two?",)
    assert current.questions["support"] == FOCUS_AREAS["support"].questions


def test_clients_write_no_questions(dana, eli, being, now):
    with being(dana):
        publish_questions(actor=dana, area="coping", questions=["One?"], version=0, now=now)
    with being(eli), pytest.raises(NotAllowed):
        publish_questions(actor=eli, area="coping", questions=["Two?"], version=1, now=now)


def test_there_is_no_other_area(dana, being, now):
    with being(dana), pytest.raises(NotFound):
        publish_questions(actor=dana, area="nowhere", questions=["One?"], version=0, now=now)


# --- for one check-in -----------------------------------------------------------------------------


def test_the_client_is_asked_what_was_picked(prepare, begin):
    prepare(areas=["support"])

    _, answers = begin(["responsibility"])

    assert (answers[0].area_title, answers[0].question) == (library.SINGLE_TITLE, SINGLE)
    assert {a.area_title for a in answers[1:]} == {FOCUS_AREAS["support"].title}


def test_whoever_has_begun_keeps_what_they_were_asked(prepare, begin, eli, being):
    entry, before = begin(["responsibility"])

    prepare()

    with being(eli):
        after = open_draft(actor=eli, entry_id=entry.id).answers
    assert [a.question for a in after] == [a.question for a in before]


def test_picking_again_replaces_it(prepare, begin, dana, checkin, being):
    prepare()
    prepare(questions=["And what else?"])

    with being(dana):
        found = get_checkin(actor=dana, checkin_id=checkin.id)
        assert read_preparation(actor=dana, checkin=found).questions == ["And what else?"]
    assert begin()[1][0].question == "And what else?"


def test_only_the_clinician_prepares(prepare, eli, mo):
    prepare()
    with pytest.raises(NotAllowed):
        prepare(actor=eli)
    with pytest.raises(NotFound):
        prepare(actor=mo)


def test_a_settled_check_in_is_past_preparing(prepare, checkin, dana, being, now):
    prepare()
    with being(dana):
        checkins.mark_discussed(
            actor=dana, checkin=get_checkin(actor=dana, checkin_id=checkin.id), now=now
        )
    with pytest.raises(WrongState):
        prepare()


# --- pages ----------------------------------------------------------------------------------------


def test_questions_are_looked_over_before_they_are_published(browser, cast):
    dana, url = browser(cast.dana), reverse("prompts:area", args=["coping"])
    assert FOCUS_AREAS["coping"].questions[0] in dana.get(url).content.decode()
    sent = {"questions": "What steadies me?\n\n  What makes it worse? ", "version": 0}

    over = dana.post(url, {**sent, "over": "1"}).content.decode()
    assert "As the client finds them" in over
    assert "Publish these questions" in over
    answer = dana.post(url, {**sent, "publish": "1"}, follow=True).content.decode()

    assert "Published." in answer
    assert "<li>What makes it worse?</li>" in answer
    assert "This is version 1 of the practice." in answer


def test_a_version_that_came_in_between_loses_nothing(browser, cast):
    url = reverse("prompts:area", args=["coping"])
    sent = {"version": 0, "publish": "1"}
    assert browser(cast.mo).post(url, {**sent, "questions": "His?"}).status_code == 302
    dana = browser(cast.dana)

    answer = dana.post(url, {**sent, "questions": "Hers?"})

    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Hers?" in page
    assert "Your questions are still here, but not published" in page
    again = {"version": 1, "publish": "1", "questions": "Hers?"}
    assert dana.post(url, again).status_code == 302


@pytest.mark.parametrize(
    ("questions", "sentence"),
    [
        ("  ", "Write at least one question."),
        ("\n".join(f"Why {n}?" for n in range(21)), "Write at most 20 questions, one a line."),
        ("x" * 301, "Write each question in at most 300 characters."),
    ],
)
def test_bad_questions_are_said_beside_the_field(browser, cast, questions, sentence):
    url = reverse("prompts:area", args=["coping"])

    answer = browser(cast.dana).post(url, {"questions": questions, "version": 0, "publish": "1"})

    assert answer.status_code == 400
    assert sentence in answer.content.decode()


def test_a_check_in_is_prepared_on_its_page(browser, cast, checkin):
    dana, url = browser(cast.dana), reverse("prompts:prepare", args=[checkin.id])
    assert dana.get(url).status_code == 200
    sent = {"questions": SINGLE, "focus_areas": ["support"]}

    over = dana.post(url, {**sent, "over": "1"}).content.decode()
    assert "As the client finds it" in over
    assert FOCUS_AREAS["support"].questions[0].replace("'", "&#x27;") in over
    saved = dana.post(url, {**sent, "save": "1"}, follow=True)

    assert "Saved. It is asked when the client begins to write." in saved.content.decode()
    assert SINGLE in dana.get(url).content.decode()


def test_four_single_questions_are_too_many_and_stay(browser, cast, checkin):
    lines = "\n".join(f"Why {n}?" for n in range(4))

    answer = browser(cast.dana).post(
        reverse("prompts:prepare", args=[checkin.id]), {"questions": lines, "save": "1"}
    )

    assert answer.status_code == 400
    page = answer.content.decode()
    assert "Write at most 3 questions, one a line." in page
    assert "Why 3?" in page


def test_a_person_page_leads_to_preparing_what_lies_ahead(browser, cast, engagement, dana, being):
    with being(dana):
        listed = list_checkins(actor=dana, engagement_ids=[engagement.id])
    ahead = next(c for c in listed if c.state == CheckIn.SCHEDULED)

    page = browser(cast.dana).get(reverse("desk:person", args=[engagement.id])).content.decode()

    assert reverse("prompts:prepare", args=[ahead.id]) in page
