"""How a report states commitments: what was answered, in words, and nothing of what stays between."""

from datetime import date, timedelta

from reviews.commitments.actions import answer, let_go
from reviews.commitments.queries import get_commitment, list_commitments
from reviews.reports import facts
from reviews.reports.filling import stated
from tests.commitments import PROPOSED, WHY, propose_as

MAY = date(2026, 5, 4)


def test_the_words():
    items = [
        facts.Agreed("Asks first", MAY, None, "done"),
        facts.Agreed("Open office", MAY, date(2026, 6, 1), "let go", support=True),
        facts.Agreed(
            "Glass room",
            MAY,
            None,
            "",
            verb="proposed",
            answer="the client did not agree",
            why="No.\nSo.",
        ),
        facts.Agreed(
            "Group", MAY, None, "", verb="first agreed", answer="the client could not answer yet"
        ),
    ]

    assert facts.commitments(items) == [
        "“Asks first”, agreed on May 4: done.",
        "“Open office”, a support at work, agreed on May 4, to be done by June 1: let go.",
        "“Glass room”, proposed on May 4: nothing has been said yet about how it stands. "
        "The client did not agree: “No. So.”",
        "“Group”, first agreed on May 4: nothing has been said yet about how it stands. "
        "The client could not answer yet.",
    ]


def test_what_is_stated(dana, eli, engagement, now, being):
    propose_as(dana, engagement.id, now=now, text="Not answered")
    no = propose_as(dana, engagement.id, now=now)
    kept = propose_as(dana, engagement.id, now=now, text="Between us", between_us=True)
    gone = propose_as(dana, engagement.id, now=now, text="Gone")
    with being(eli):
        for made, said in ((no, "disagrees"), (kept, "agrees"), (gone, "agrees")):
            row = get_commitment(actor=eli, commitment_id=made.id)
            why = WHY if said == "disagrees" else ""
            answer(actor=eli, commitment=row, says=said, text=why, now=now)
        later = now + timedelta(minutes=1)
        let_go(actor=eli, commitment=row, reason="So.", now=later)
    with being(dana):
        listed = list_commitments(actor=dana, engagement_id=engagement.id)

    lines = facts.commitments(stated(listed))

    assert len(lines) == 2
    assert PROPOSED in lines[0]
    assert lines[0].endswith("The client did not agree.")
    assert "Gone" in lines[1]
    assert lines[1].endswith(": let go.")


def test_steps_elsewhere_that_tell_too_much_always_stay_between_the_two(
    dana, eli, engagement, now, being
):
    kinds = ("group", "twelve_step", "couples", "residential")
    made = {k: propose_as(dana, engagement.id, now=now, outside=k, text=k) for k in kinds}
    with being(eli):
        for row in made.values():
            found = get_commitment(actor=eli, commitment_id=row.id)
            answer(actor=eli, commitment=found, says="agrees", now=now)
    with being(dana):
        listed = list_commitments(actor=dana, engagement_id=engagement.id)
        assert {c.text for c in listed if c.may_be_stated} == {"group"}
        assert len(stated(listed)) == 1
        assert not get_commitment(actor=dana, commitment_id=made["group"].id).between_us
        assert get_commitment(actor=dana, commitment_id=made["couples"].id).between_us
