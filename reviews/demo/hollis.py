"""Hollis Brandt: of his own accord, eight weeks in. A report waits for what he decides about it.

Invented. No incident detail, and nobody who was harmed is named or described.
"""

from datetime import time

from reviews.agreements.terms import Terms
from reviews.checkins.recurrence import Phase, Weekly
from reviews.commitments.models import CommitmentStep
from reviews.demo import beginnings, papers
from reviews.demo.papers import Reader
from reviews.demo.stage import ZONE, Stage
from reviews.demo.weeks import Course, Talk, note
from reviews.reports.body import About
from reviews.sessions.words import Agreed, Words
from tracker.lib import dates

KEY = "hollis"
STARTED = 62  # days ago
SUNNIVA = Reader(
    "Sunniva Marsh", "chair of the board", "Alder Street Stage", "sunniva.marsh@example.org"
)

FIRST_TALK = {
    1: "He was told at work that his arm around a shoulder is not wanted. He rang the week after.",
    2: "He says that he did it every evening, and did not ask. He still calls it warmth.",
    3: "A talk with the board. He was asked to stop, and nothing else.",
    4: "Nothing that I see. He wants to be quick with it, and I said that I am not.",
    5: "None at this time.",
    6: "To meet once a week, and to look after eight weeks at what has come of it.",
}
REFLECTIONS: dict[int, dict[str, str]] = {
    3: {
        "listening.1": "That people answer me before I have finished, so that it is over sooner.",
        "power_boundaries.1": "The crew: I write who works which evening.",
        "power_boundaries.2": "They could say it to the stage manager. I had never told them so.",
    }
}
TALKS = {
    2: Talk(
        Words(
            done="We went through one evening, from the first hello to the last.",
            seen="He showed each greeting with his hands, and stopped at the third.",
            commitments=[
                Agreed("Keeps his hands to himself, and asks nobody whether that is better")
            ],
        )
    ),
    5: Talk(
        Words(
            done="We spoke about who can say no to him, and to whom they could say it instead.",
            does_not_fit="He says that everybody may say no, and laughs when I do.",
            commitments=[Agreed("Has somebody else write the plan of the evenings")],
        ),
        due_in_days=14,
    ),
    8: Talk(
        Words(
            done="We looked at what has come of the eight weeks, and at what a report could say.",
            seen="He asked what would look good, and then said that he had heard himself.",
        )
    ),
    9: Talk(
        Words(done="He had read the report. We spoke about who would read it, and left it open.")
    ),
}
ABOUT = About(
    role="Psychologist, working with him at his own request",
    licence="Licensed psychologist",
    sources_used="Our check-ins, what he wrote and chose to share, and what was agreed.",
    sources_not_used="I spoke with nobody at the theater, and I used no tests or scales.",
    fee_payer="The client, and nobody else.",
)
REPORT = {
    "themes": "We worked on listening, and on power at work and where its boundaries lie.",
    "seen": "In the second check-in he went through one evening and stopped at a greeting that he had "
    "not thought about before. What happens at the theater I know from what he told me.",
    "hard": "He likes to hear that he does well. In the eighth check-in he asked what would look good "
    "in this report, and noticed it afterwards.",
}


def course(stage: Stage) -> Course:
    starts_on = dates.local(stage.at(days_ago=STARTED - 4)).date()
    terms = Terms(
        pathway="voluntary",
        focus_areas=["listening", "power_boundaries"],
        working_on="Asking, and waiting for the answer",
        phases=(Phase(Weekly(1, starts_on.weekday()), starts_on),),
        wall_time=time(10, 30),
        zone=ZONE,
        told=[],
        accountability="A talk with the board. He was asked to stop, and nothing else.",
        supervision="Dr Peter Halloran covers for me.",
        fee_payer="He pays for it himself.",
    )
    return Course(terms=terms, reflections=REFLECTIONS, talks=TALKS)


class Hollis:
    """His days. Permission on day 50, a report signed 57, read 59; what he decides lies ahead."""

    def __init__(self, stage: Stage) -> None:
        plan = {
            -1: self.talks_first,
            0: self.begins,
            40: self.notes,
            50: self.permits,
            57: self.is_written_about,
            59: self.reads,
        }
        for day, scene in plan.items():
            stage.plan(stage.at(days_ago=STARTED - day), scene)

    def talks_first(self, stage: Stage) -> None:
        beginnings.talk_first(stage, KEY, FIRST_TALK)

    def begins(self, stage: Stage) -> None:
        beginnings.read_limits(stage, KEY)
        stage.say("Hollis: of his own accord, and a report to decide about")
        beginnings.begin(stage, KEY, course(stage).terms)

    def notes(self, stage: Stage) -> None:
        note(stage, KEY, which=0, stands=CommitmentStep.UNDER_WAY, text="")
        text = "The stage manager writes it now."
        note(stage, KEY, which=1, stands=CommitmentStep.DONE, text=text)

    def permits(self, stage: Stage) -> None:
        papers.permit(
            stage,
            KEY,
            SUNNIVA,
            parts=["takes_part", "attendance", "commitments", "themes", "summary"],
            about="How often I came, what I agreed to, and how the work went so far.",
            days=120,
        )

    def is_written_about(self, stage: Stage) -> None:
        self.report = papers.write(stage, KEY, about=ABOUT, texts=REPORT)
        papers.sign(stage, self.report)

    def reads(self, stage: Stage) -> None:
        papers.look(stage, KEY, self.report)
