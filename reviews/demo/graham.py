"""Graham Tillotson: of his own accord. He shares a report with the chair, and takes it back.

Invented. No incident detail, and nobody who was harmed is named or described.
"""

from datetime import time, timedelta

from reviews.agreements.terms import Terms, Told
from reviews.checkins.recurrence import Phase, Weekly
from reviews.commitments.models import CommitmentStep
from reviews.demo import between, papers
from reviews.demo.papers import Reader
from reviews.demo.stage import ZONE, Stage
from reviews.demo.weeks import Course, Talk, begin, note
from reviews.feedback.words import ReplyWords
from reviews.reports.body import About
from reviews.sessions.actions import write_process_note
from reviews.sessions.words import Agreed, Words
from tracker.lib import clock, dates

KEY = "graham"
STARTED = 120  # days ago
MAREN = Reader("Maren Oldacre", "chair", "the Lantern Trust", "maren.oldacre@example.org")

# Check-in by its number → answers by prompt key; a prompt without an answer was skipped.
REFLECTIONS: dict[int, dict[str, str]] = {
    1: {
        "responsibility.1": "I kept asking someone who worked for me to have dinner after they "
        "had said no. I called it keeping in touch. I knew they could not easily refuse me.",
        "power_boundaries.1": "At the Trust, almost everybody: their contracts came across my "
        "desk. I never said that out loud, and I never had to.",
        "repair.1": "To leave them alone. To not write the letter I keep drafting in my head.",
    },
    2: {
        "power_boundaries.2": "They could not. I used to say my door was open. Nobody walks "
        "through an open door to tell the director no.",
        "repair.2": "There is one part I still dispute, and I notice that it is the part that "
        "would cost me most to accept.",
        "responsibility.3": "That I was lonely, and that this made it a private matter.",
    },
    4: {
        "repair.3": "To be thought well of. I do not know yet whether I would do it without that.",
        "responsibility.4": "“Keeping in touch.” The plain word is pressing.",
        "power_boundaries.4": "My father decided and the rest of us gave way. I took it for order.",
    },
    9: {
        "power_boundaries.5": "I said no to chairing the new committee, and gave the reason.",
        "repair.5": "Two people at the table whenever a contract is renewed, and neither of them "
        "me.",
        "responsibility.6": "Yes.",
    },
}

TALKS = {
    1: Talk(
        Words(
            done="We read the limits again, and he said in his own words why he came.",
            seen="He spoke fluently about the Trust and slowed down when he came to himself.",
            commitments=[
                Agreed("Leaves the letter unwritten, and tells me when he wants to begin it")
            ],
        )
    ),
    2: Talk(
        Words(
            done="We took the words “keeping in touch” apart, sentence by sentence.",
            seen="I asked who could have said no. He was quiet for a while and then said: nobody.",
            based_on="His own telling alone. I have spoken with nobody at the Trust.",
        )
    ),
    3: Talk(
        Words(
            done="We drew who depended on whom at the Trust, and where his own door stood in it.",
            does_not_fit="He names power clearly in general, and hesitates in each single case.",
            commitments=[Agreed("Writes down each evening where a no was hard to say to him")],
        ),
        due_in_days=21,
    ),
    4: Talk(
        Words(
            done="He read from what he wrote in the evenings. We talked about what asks for repair.",
            seen="Twice he asked whether this would help him at the Trust.",
        )
    ),
    9: Talk(
        Words(
            done="We wrote a thought record about “owning up means I get to stay”.",
            commitments=[Agreed("Tells the chair himself that he steps down from one committee")],
        ),
        due_in_days=40,
    ),
    10: Talk(
        Words(
            done="We talked about the permission he has withdrawn, and what he had wanted from it.",
            seen="He said, without being asked: “I was using it to be thought well of.”",
        )
    ),
    11: Talk(Words(), held=False, why_not="told_beforehand"),
    13: Talk(
        Words(
            done="We agreed on a step for the community, and that nobody who was harmed is sought.",
            seen="He said the whole of it once, from the beginning, without looking for a way out.",
            does_not_fit="He looked up twice while he spoke, to see how I took it.",
            commitments=[
                Agreed("Pays for a training at another place, which he neither attends nor names")
            ],
        ),
        due_in_days=60,
        feedback="You told it plainly today. You also looked at me for approval twice. What was that?",
        reply=ReplyWords(explain="I do not know yet."),
        reply_after=timedelta(days=3),
        reply_read=False,
    ),
}

ABOUT = About(
    role="Psychologist, working with him at his own request",
    licence="Licensed psychologist",
    sources_used="Our check-ins, what he wrote and chose to share, and what was agreed.",
    sources_not_used="I did not speak with anybody at the Trust, and I used no tests or scales.",
    fee_payer="He pays for it himself.",
)
REPORT = {
    "themes": "We worked on responsibility, on power at work and where its boundaries lie, and on "
    "what repair can be and what it cannot.",
    "seen": "In the second check-in he took apart words of his own that hid what he did, and said "
    "that nobody there could have told him no. I know what happened only from what he told me.",
    "hard": "He still looks for a sign that he is thought well of. In the fourth check-in he asked "
    "twice whether this would help him.",
}
PRIVATE = (
    "The chair rang the practice and wanted a sense of whether he means it. I said that I do not "
    "answer such questions on the telephone. I noticed that I would have liked to say something kind."
)


def course(stage: Stage) -> Course:
    starts_on = dates.local(stage.at(days_ago=STARTED - 4)).date()
    then = starts_on + timedelta(weeks=8)
    terms = Terms(
        pathway="voluntary",
        focus_areas=["responsibility", "power_boundaries", "repair"],
        working_on="Hearing no as an answer",
        phases=(
            Phase(Weekly(1, starts_on.weekday()), starts_on, until=then),
            Phase(Weekly(2, starts_on.weekday()), then),
        ),
        wall_time=time(10, 30),
        zone=ZONE,
        told=[Told(who="Maren Oldacre, chair of the Lantern Trust", parts=["takes_part"])],
    )
    return Course(terms=terms, reflections=REFLECTIONS, talks=TALKS)


class Graham:
    """His days. Permission on day 30, signed 33, released 41, narrowed 66, withdrawn 70."""

    def __init__(self, stage: Stage) -> None:
        plan = {
            0: self.begins,
            26: self.notes,
            30: self.permits,
            33: self.is_written_about,
            41: self.releases,
            43: self.is_read,
            64: self.chair_rings,
            66: self.narrows,
            70: self.withdraws,
            96: self.steps_down,
            STARTED - 9: self.asks_to_be_rung,
            STARTED - 8: self.is_rung,
            STARTED - 2: self.pauses,
            STARTED - 1: self.asks_for_another_time,
        }
        for day, scene in plan.items():
            stage.plan(stage.at(days_ago=STARTED - day), scene)

    def begins(self, stage: Stage) -> None:
        stage.say("Graham: of his own accord, weekly for two months, then every two weeks")
        begin(stage, KEY, course(stage).terms)

    def notes(self, stage: Stage) -> None:
        text = "I began it once, and stopped at the second line."
        note(stage, KEY, which=0, stands=CommitmentStep.UNDER_WAY, text=text)
        note(stage, KEY, which=1, stands=CommitmentStep.DONE, text="")

    def permits(self, stage: Stage) -> None:
        self.permission = papers.permit(
            stage,
            KEY,
            MAREN,
            parts=["attendance", "commitments"],
            about="How often we met, and what I agreed to do.",
            days=180,
        )

    def is_written_about(self, stage: Stage) -> None:
        self.report = papers.write(stage, KEY, about=ABOUT, texts=REPORT)
        papers.sign(stage, self.report)

    def releases(self, stage: Stage) -> None:
        parts = ["attendance", "commitments"]
        papers.release(stage, KEY, self.report, self.permission, parts=parts)

    def is_read(self, stage: Stage) -> None:
        papers.read(stage, "maren")

    def chair_rings(self, stage: Stage) -> None:
        with stage.being("voss") as voss:
            write_process_note(
                actor=voss,
                engagement=stage.engagement_with(KEY),
                session=None,
                text=PRIVATE,
                now=clock.now(),
            )

    def narrows(self, stage: Stage) -> None:
        papers.narrow(stage, KEY, self.permission, parts=["attendance"])

    def withdraws(self, stage: Stage) -> None:
        stage.say("Graham takes his permission back")
        papers.withdraw(stage, KEY, self.permission)

    def steps_down(self, stage: Stage) -> None:
        text = "I told her on the telephone. She asked why, and I said it."
        note(stage, KEY, which=2, stands=CommitmentStep.DONE, text=text)

    def asks_to_be_rung(self, stage: Stage) -> None:
        between.asks_to_be_rung(stage, KEY)

    def is_rung(self, stage: Stage) -> None:
        between.is_rung(stage, KEY)

    def pauses(self, stage: Stage) -> None:
        between.pauses(stage, KEY)

    def asks_for_another_time(self, stage: Stage) -> None:
        between.asks_for_another_time(
            stage, KEY, words="The training I pay for is handed over that morning."
        )
