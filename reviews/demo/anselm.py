"""Anselm Pryor: early mentoring beside a warning. The work has ended, and somebody asked again later.

Invented. No incident detail, and nobody who was harmed is named or described.
"""

from datetime import time

from reviews.agreements.terms import Terms
from reviews.checkins.recurrence import Phase, Weekly
from reviews.commitments.models import CommitmentStep
from reviews.demo import after, beginnings
from reviews.demo.stage import ZONE, Stage
from reviews.demo.weeks import Course, Talk, note
from reviews.ending.models import Closing
from reviews.sessions.words import Agreed, Words
from tracker.lib import dates

KEY = "anselm"
STARTED = 150  # days ago

FIRST_TALK = {
    1: "His manager told him of this after the warning. He rang by himself.",
    2: "He says that he went on writing to a colleague after he was asked to stop.",
    3: "A warning in writing, after a first finding.",
    4: "He hopes that it is soon forgotten. I said that this is not what we work for.",
    5: "None at this time.",
    6: "Six check-ins, one a week, about his messages and about how he hears a no.",
}
REFLECTIONS: dict[int, dict[str, str]] = {
    1: {
        "workplace.1": "I wrote only about work, and before six. It was easier than not looking for "
        "an answer.",
        "listening.1": "That I hear “not now” as “later”.",
    },
    3: {
        "workplace.4": "What helps is that I read a message once more the next morning.",
        "listening.3": "I wanted to say that I had meant it kindly.",
    },
}
TALKS = {
    1: Talk(
        Words(
            done="We went through the warning, sentence by sentence, and what he had answered to it.",
            seen="He began with the hour of the day, and came to the asking last.",
            commitments=[Agreed("Writes to colleagues about work, and within its hours")],
        )
    ),
    3: Talk(
        Words(
            done="We put three of his messages beside three plain ones, and he wrote two anew.",
            seen="He struck out the last line of each by himself.",
            does_not_fit="He says that he does not wait for answers, and had counted the hours.",
            commitments=[Agreed("Says to his manager what he changed, in two sentences")],
        ),
        due_in_days=14,
    ),
    6: Talk(
        Words(done="We read over what was agreed, and what he takes with him when he is alone.")
    ),
}
CLOSING_LINE = "Six check-ins, as agreed. What is still hard stands in the summary."
SUMMARY = {
    1: "We worked for six weeks on how he writes to colleagues, and on how he hears a no.",
    2: "He wrote two messages anew in the room. He told me that he spoke with his manager; I did not "
    "speak with anybody there.",
    3: "We let go of a diary of messages: he had begun to write it for me.",
    4: "In the fourth week he wrote late in the evening once, and brought it to the next check-in.",
    5: "He counts the hours until somebody answers. He noticed it, and still does it.",
    6: "He asks his manager when he is unsure. We speak again after three months, if he wants that.",
}
OWN_WORDS = "I would add that the late message got no answer, and that I left it at that."
LATER = {
    1: "He has another team now. He wrote late once, to somebody he knows well, and saw it as he did.",
    2: "He spoke of it before I asked. I know nothing of it but what he told me.",
    3: "Silence. He walks, and does not take the telephone with him.",
    4: "Nothing new. He knows how to reach the practice.",
}


def course(stage: Stage) -> Course:
    starts_on = dates.local(stage.at(days_ago=STARTED - 4)).date()
    terms = Terms(
        pathway="early_mentoring",
        focus_areas=["workplace", "listening"],
        working_on="Leaving it at the first no",
        phases=(Phase(Weekly(1, starts_on.weekday()), starts_on),),
        wall_time=time(10, 30),
        zone=ZONE,
        told=[],
        accountability="A warning in writing, after a first finding.",
        follow_up_months=[3, 12],
        supervision="Dr Peter Halloran covers for me.",
        fee_payer="He pays for it himself.",
        beyond="Psychotherapy, if he ever wants it: his own doctor can refer him.",
    )
    return Course(terms=terms, reflections=REFLECTIONS, talks=TALKS)


class Anselm:
    """His days. Six check-ins, the end on day 42; a yes of its own on 124, a follow-up on 135."""

    def __init__(self, stage: Stage) -> None:
        plan = {
            -1: self.talks_first,
            0: self.begins,
            30: self.notes,
            42: self.ends,
            44: self.is_summed_up,
            47: self.takes_a_copy,
            124: self.says_yes,
            135: self.is_followed_up,
        }
        for day, scene in plan.items():
            stage.plan(stage.at(days_ago=STARTED - day), scene)

    def talks_first(self, stage: Stage) -> None:
        beginnings.talk_first(stage, KEY, FIRST_TALK)

    def begins(self, stage: Stage) -> None:
        stage.say("Anselm: early mentoring, beside a warning")
        beginnings.read_limits(stage, KEY)
        beginnings.begin(stage, KEY, course(stage).terms)

    def notes(self, stage: Stage) -> None:
        note(stage, KEY, which=0, stands=CommitmentStep.UNDER_WAY, text="One evening it was ten.")
        note(stage, KEY, which=1, stands=CommitmentStep.DONE, text="")

    def ends(self, stage: Stage) -> None:
        stage.say("The work with Anselm ends")
        after.ends(stage, KEY, how=Closing.COMPLETED, text=CLOSING_LINE)

    def is_summed_up(self, stage: Stage) -> None:
        after.is_summed_up(stage, KEY, SUMMARY)

    def takes_a_copy(self, stage: Stage) -> None:
        after.takes_a_copy(stage, KEY, words=OWN_WORDS)

    def says_yes(self, stage: Stage) -> None:
        after.says_yes_to_the_next(stage, KEY)

    def is_followed_up(self, stage: Stage) -> None:
        stage.say("Anselm, three months later")
        after.is_followed_up(stage, KEY, LATER)
