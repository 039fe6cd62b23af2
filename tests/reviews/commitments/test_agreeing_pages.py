"""Proposing and answering over HTTP: every word that was typed comes back, whatever happened."""

from datetime import timedelta

import pytest
from django.urls import reverse

from reviews.commitments import actions
from reviews.commitments.queries import get_commitment, list_commitments, read_commitment
from tests.commitments import GOAL, PROPOSED, WHY, end, propose_as, set_goal
from tests.ground import acted_once
from tests.talks import commitment_of, log_session

NEW = {"text": "Hands over in the open office", "carried_by": "support", "told": "may_be_told"}
JSON = {"content_type": "application/json", "HTTP_ACCEPT": "application/json"}


@acted_once
def proposed(dana, engagement, now):
    return propose_as(dana, engagement.id, now=now)


def at(name, commitment):
    return reverse(f"commitments:{name}", args=[commitment.id])


def in_days(now, days):
    return (now + timedelta(days=days)).date().isoformat()


def test_the_clinician_proposes_and_the_client_agrees(cast, engagement, browser):
    dana = browser(cast.dana)
    where = reverse("commitments:new_goal", args=[engagement.id])
    goal = dana.post(where, {"text": GOAL})["Location"].split("/")[-2]
    page = dana.get(reverse("commitments:propose", args=[engagement.id])).content.decode()
    assert "A support at work asks something of Eli" in page
    assert "Nothing here may ask anything of anybody who was harmed." in page

    sent = dana.post(reverse("commitments:propose", args=[engagement.id]), NEW | {"goal": goal})

    one = sent["Location"]
    client = browser(cast.eli)
    assert "Proposed, and waiting for your answer" in client.get(one).content.decode()
    assert client.post(f"{one}answer/", {"says": "agrees"})["Location"] == one
    page = client.get(one).content.decode()
    assert "waiting for your answer" not in page
    assert GOAL in page
    listed = client.get(reverse("commitments:all", args=[engagement.id])).content.decode()
    assert listed.index(GOAL) < listed.index("A support at work") < listed.index(NEW["text"])


def test_a_no_is_said_wherever_it_is_shown(proposed, cast, engagement, browser):
    client, dana = browser(cast.eli), browser(cast.dana)
    client.post(at("answer", proposed), {"says": "disagrees", "text": WHY})

    for url in (at("one", proposed), reverse("commitments:all", args=[engagement.id])):
        assert "You did not agree, and say why." in client.get(url).content.decode()
        assert "The client did not agree, and says why." in dana.get(url).content.decode()
    assert "did not agree" in client.get(reverse("desk:your_page")).content.decode()
    person = reverse("desk:person", args=[engagement.id])
    assert "did not agree" in dana.get(person).content.decode()
    timeline = dana.get(reverse("desk:person_timeline", args=[engagement.id])).content.decode()
    assert "The answer: did not agree." in timeline
    assert WHY in dana.get(at("one", proposed)).content.decode()
    assert WHY not in timeline


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("answer", {}, "Choose an answer."),
        ("answer", {"says": "disagrees"}, "Say why."),
        ("answer", {"says": "agrees", "text": "But."}, "A yes needs no why."),
        ("answer", {"says": "could_not", "text": "Tired."}, "Enter the day of asking again."),
        ("answer", {"says": "could_not", "text": "T.", "ask_again_on": "GONE"}, "has passed"),
        ("later", {"reason": "Ill."}, "Enter the day."),
        ("later", {"due_on": "GONE", "reason": "Ill."}, "This day has passed."),
        ("later", {"due_on": "9999-12-31", "reason": "Ill."}, "Enter the day in full"),
        ("later", {"due_on": "SOON", "reason": " "}, "Say why."),
        ("let_go", {"reason": ""}, "Say why."),
        ("change", NEW | {"reason": ""}, "Say why."),
        ("change", NEW | {"reason": "So.", "goal": "x"}, "Choose a goal from the list."),
        ("change", NEW | {"reason": "So.", "due_on": "GONE"}, "This day has passed."),
        ("change", NEW | {"reason": "S.", "outside": "group"}, "The client carries a step"),
        (
            "change",
            NEW | {"reason": "S.", "carried_by": "client", "outside": "public_accounts"},
            "talked over afterwards",
        ),
    ],
)
def test_what_cannot_be_kept(proposed, cast, browser, now, name, data, sentence):
    days = {"GONE": in_days(now, -1), "SOON": in_days(now, 7)}
    sent = {key: days.get(value, value) for key, value in data.items()}

    answer = browser(cast.eli).post(at(name, proposed), sent)

    page = answer.content.decode()
    assert answer.status_code == 400
    assert "Nothing was saved yet." in page
    assert sentence in page
    for word in ("reason", "text"):
        assert data.get(word, "") in page


def test_an_answer_to_what_was_changed_meanwhile_comes_back(
    proposed, cast, dana, browser, being, now
):
    client = browser(cast.eli)
    assert client.get(at("answer", proposed)).status_code == 200
    with being(dana):
        row = get_commitment(actor=dana, commitment_id=proposed.id)
        item = actions.NewCommitment(text="Another")
        actions.change(actor=dana, commitment=row, item=item, reason="So.", now=now)

    answer = client.post(at("answer", proposed), {"says": "disagrees", "text": WHY})

    assert answer.status_code == 409
    assert WHY in answer.content.decode()
    assert "so what you wrote was not saved" in answer.content.decode()
    assert client.get(at("answer", proposed))["Location"] == at("one", proposed)
    assert "Another one took its place" in client.get(at("one", proposed)).content.decode()


def test_an_answer_to_another_day_comes_back(proposed, cast, dana, browser, being, now):
    client = browser(cast.eli)
    known = client.get(at("answer", proposed)).context["form"]["known"].value()
    with being(dana):
        row = get_commitment(actor=dana, commitment_id=proposed.id)
        day = (now + timedelta(days=9)).date()
        actions.carry_over(actor=dana, commitment=row, due_on=day, reason="So.", now=now)
    said = {"says": "disagrees", "text": WHY}

    answer = client.post(at("answer", proposed), said | {"known": known})

    assert answer.status_code == 409
    assert WHY in answer.content.decode()
    known = client.get(at("answer", proposed)).context["form"]["known"].value()
    assert client.post(at("answer", proposed), said | {"known": known}).status_code == 302


@pytest.mark.parametrize("name", ["one", "answer", "later", "change", "let_go"])
def test_after_the_end_the_text_comes_back(proposed, cast, browser, now, name):
    words = "Words that are not lost."
    data = {
        "one": {"stands": "done", "text": words},
        "answer": {"says": "disagrees", "text": words},
        "later": {"due_on": in_days(now, 7), "reason": words},
        "change": NEW | {"reason": words},
        "let_go": {"reason": words},
    }[name]
    end(cast, proposed.engagement_id, now=now)

    answer = browser(cast.eli).post(at(name, proposed), data)

    assert answer.status_code == 409
    assert words in answer.content.decode()


def test_words_of_a_step_elsewhere_are_not_taken_and_come_back(
    dana, cast, engagement, browser, now
):
    group = propose_as(dana, engagement.id, now=now, outside="group", text="Goes to the group")
    client = browser(cast.eli)
    said = {"attended": "attended", "on_day": in_days(now, 0)}

    answer = client.post(at("one", group), said | {"text": "We spoke of the heron."})

    page = answer.content.decode()
    assert answer.status_code == 400
    assert "Of a step elsewhere only the day is said" in page
    assert "We spoke of the heron." in page
    assert client.post(at("one", group), said).status_code == 302
    assert "Attended on" in client.get(at("one", group)).content.decode()


def test_public_accounts_carry_their_caution(dana, cast, engagement, browser, now):
    days = {"prepare_on": now.date(), "debrief_on": now.date()}
    made = propose_as(dana, engagement.id, now=now, outside="public_accounts", **days)

    page = browser(cast.eli).get(at("one", made)).content.decode()

    assert "Never where somebody they harmed could be" in page
    assert "Talked over on" in page


def test_a_goal_is_answered_and_ended_on_its_page(dana, cast, engagement, browser, now):
    goal = set_goal(dana, engagement.id, now=now)
    client, page = browser(cast.eli), reverse("commitments:goal", args=[goal.id])
    answer = reverse("commitments:answer_goal", args=[goal.id])
    ends = reverse("commitments:end_goal", args=[goal.id])
    assert client.post(answer, {"says": "disagrees"}).status_code == 400
    assert client.post(answer, {"says": "disagrees", "text": WHY})["Location"] == page
    assert client.post(ends, {"words": " "}).status_code == 400
    assert client.post(ends, {"words": "Another shift."})["Location"] == page

    shown = client.get(page).content.decode()

    assert WHY in shown
    assert "Another shift." in shown
    again = client.post(ends, {"words": "Once more."})
    assert (again.status_code, "Once more." in again.content.decode()) == (409, True)


def test_what_was_agreed_in_a_session_can_be_seen_otherwise(
    dana, eli, cast, engagement, browser, now
):
    agreed = commitment_of(eli, log_session(dana, engagement.id, now=now))
    client = browser(cast.eli)
    assert "Say that you see it otherwise" in client.get(at("one", agreed)).content.decode()
    client.post(at("answer", agreed), {"says": "disagrees", "text": WHY, "may_be_told": "on"})

    page = browser(cast.dana).get(at("one", agreed)).content.decode()

    assert "A report may state this why, as Eli R. chose." in page


def test_the_api(proposed, cast, dana, engagement, browser, being, now):
    client, mine = browser(cast.eli), f"/api/v1/commitments/{proposed.id}/"
    said = {"says": "disagrees", "text": WHY, "may_be_told": True}
    assert client.post(f"{mine}answers/", {"says": "disagrees"}, **JSON).status_code == 400
    assert client.post(f"{mine}answers/", said, **JSON).json()["agreement"] == "client_disagrees"
    gone, soon = in_days(now, -1), in_days(now, 7)
    later = {"due_on": gone, "reason": "Ill."}
    assert client.post(f"{mine}later/", later, **JSON).status_code == 400
    later["due_on"] = soon
    assert client.post(f"{mine}later/", later, **JSON).json()["due_on"] == soon
    change = {"text": "Another", "carried_by": "client", "outside": "group", "reason": "So."}
    new = client.post(f"{mine}changes/", change, **JSON).json()
    assert new["replaces_id"] == str(proposed.id)
    words = {"attended": True, "on_day": in_days(now, 0), "text": "We spoke."}
    attended = f"/api/v1/commitments/{new['id']}/attendance/"
    assert client.post(attended, words, **JSON).status_code == 400
    del words["text"]
    assert client.post(attended, words, **JSON).json()["stands"] == "attended"
    let_go = f"/api/v1/commitments/{new['id']}/let-go/"
    assert client.post(let_go, {"reason": "So."}, **JSON).json()["stands"] == "let_go"
    assert client.post(let_go, {"reason": "So."}, **JSON).status_code == 409
    goals = f"/api/v1/engagements/{engagement.id}/goals/"
    goal = client.post(goals, {"text": GOAL}, **JSON).json()["id"]
    made = client.post(
        f"/api/v1/engagements/{engagement.id}/commitments/", {"text": "X", "goal_id": goal}, **JSON
    )
    assert made.json()["goal_id"] == goal
    answered = browser(cast.dana).post(f"/api/v1/goals/{goal}/answers/", {"says": "agrees"}, **JSON)
    assert answered.json()["agreement"] == "agreed"
    ended = client.post(f"/api/v1/goals/{goal}/end/", {"text": "Done with."}, **JSON)
    assert ended.json()["end_text"] == "Done with."
    assert [g["id"] for g in client.get(goals, HTTP_ACCEPT="application/json").json()] == [goal]
    with being(dana):
        assert read_commitment(actor=dana, commitment_id=proposed.id).told_why == WHY
        assert list_commitments(actor=dana, engagement_id=engagement.id)[0].text == PROPOSED
