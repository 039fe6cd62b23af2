"""The shipped questions ask what docs/practices.md says they ask, in the order it says."""

import pytest

from reviews.prompts.shipped import FOCUS_AREAS

# Line of docs/practices.md, focus area, and words of its questions in the order they are asked.
ASKED = [
    (23, "repair", ["what I did, what I knew, what I believed I was owed, what I may have caused"]),
    (24, "impact", ["Can I write “I may have caused” in place of “they may have felt”?"]),
    (25, "impact", ["someone's ordinary working day"]),
    (26, "impact", ["What about the harm can I never know"]),
    (28, "impact", ["Who else was affected"]),
    (31, "thought_record", ["as a camera would have caught it", "did not fit", "another reading"]),
    (32, "thought_record", ["What went through my mind", "What did I feel?", "What will I do"]),
    (33, "thought_record", ["what would it say I am owed?"]),
    (34, "thought_record", ["What was I hoping was true?"]),
    (35, "losses_reasons", ["What have I lost", "What did the person I harmed lose?"]),
    (36, "triggers", ["place, hour, event", "What power did I hold", "first small sign"]),
    (37, "coping", ["anxiety or despair", "What steadies me", "Who can I ring"]),
    (40, "power_boundaries", ["something was owed to me", "Where did I use power"]),
    (41, "listening", ["I said back what I heard"]),
    (42, "power_boundaries", ["Who depends on me", "What rule do I follow before a comment"]),
    (46, "losses_reasons", ["What is one reason that does not depend on being forgiven?"]),
]


@pytest.mark.parametrize(("line", "area", "words"), ASKED)
def test_it_is_asked(line, area, words):
    questions = FOCUS_AREAS[area].questions
    found = [next(i for i, q in enumerate(questions) if asked in q) for asked in words]
    assert found == sorted(found)


def test_no_question_asks_who_was_harmed():
    """Nor for a day or a place at which somebody could be known."""
    questions = " ".join(q for area in FOCUS_AREAS.values() for q in area.questions).lower()
    for words in ("name of", "her name", "his name", "their name", "on which day", "which date"):
        assert words not in questions
