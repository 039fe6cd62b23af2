"""Renee Castellan: a condition of keeping her job. A report with two names goes out, and is read.

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
from reviews.reports.models import CoSignature
from reviews.sessions.models import SessionLog
from reviews.sessions.words import Agreed, Words
from tracker.lib import dates

KEY = "renee"
STARTED = 59  # days ago
TOM = Reader("Tom Areland", "people partner", "Brackenfield Freight", "tom.areland@example.org")
EVERYTHING = ["takes_part", "attendance", "commitments", "boundaries", "themes", "summary"]

# Check-in by its number → answers by prompt key; a prompt without an answer was skipped.
REFLECTIONS: dict[int, dict[str, str]] = {
    1: {
        "workplace.1": "The handover with the night shift. They asked questions and did not look "
        "at the clock.",
        "triggers.1": "Busy nights, being praised, an audience. Usually the canteen.",
        "listening.1": "That people laugh at my jokes with their faces turned a little away.",
        "workplace.2": "I stopped myself once, and once I did not. I said that somebody looked "
        "tired.",
    },
    2: {
        "triggers.2": "Wound up. Proud of how the week went, and wanting it noticed.",
        "listening.2": "I said back that they needed the rota earlier. They corrected me: they "
        "need it kept.",
        "workplace.3": "I asked my mentor before I commented on a new starter’s hair. The answer "
        "was no, and it was clear to me why as soon as I read it.",
        "triggers.3": "I write the rota. I decide who gets the early train home.",
    },
    4: {
        "listening.3": "When a driver said the meetings run long, I wanted to explain. I counted "
        "to ten and wrote it down.",
        "workplace.4": "The open office for handovers. What gets in the way is that I like to be "
        "the one who is quick.",
        "triggers.4": "I start to look for who is watching.",
    },
    6: {
        "workplace.5": "When I stood up to tell the story. Two of them picked up their phones.",
        "triggers.5": "The stock count, all night and with everybody there. I will not take the "
        "microphone.",
        "listening.5": "The new ones found it easier. I do not know about those who were there "
        "before.",
    },
    9: {
        "triggers.6": "I saw who does not laugh, and I stopped.",
        "listening.6": "To let a silence be one, and not fill it.",
        "triggers.7": "My choices. I had begun with how loud the others were, and crossed it out.",
    },
}

TALKS = {
    1: Talk(
        Words(
            done="We went through the conditions she was given, and what stays between us.",
            seen="She made three jokes in the first minutes, and noticed the third herself.",
            commitments=[Agreed("Asks her mentor first before commenting on anybody’s looks")],
        )
    ),
    2: Talk(
        Words(
            done="We began a map of the moments before a joke: busy nights, praise, an audience.",
            based_on="Her own telling, and one exercise in the room.",
        )
    ),
    3: Talk(
        Words(
            done="First listening exercise: say back, and be corrected.",
            seen="She was corrected twice and wrote both corrections down.",
            commitments=[Agreed("Holds the shift handover in the open office")],
        ),
        format=SessionLog.VIDEO,
        due_in_days=14,
    ),
    5: Talk(
        Words(
            done="Second listening exercise. The map of triggers is finished.",
            seen="When it became tense she turned it into a joke, and then named that she had.",
            does_not_fit="She describes nights without a joke, and there was one in every check-in.",
        ),
        feedback="You named the joke a breath after it. Try to name it a breath before. What would "
        "you need for that breath?",
        reply=ReplyWords(
            accept="That I see it late.", explain="How would I know, before it is out?"
        ),
        reply_after=timedelta(days=2),
    ),
    7: Talk(
        Words(
            done="She brought the rule by which she plans who is on with whom, and we read it over.",
            seen="She let a silence be one, and said afterwards that it had been long.",
        )
    ),
    8: Talk(
        Words(
            done="We looked at who has read the report, and what she wants to add next time.",
            seen="She asked what she could do better, and then did not wait for the answer.",
        ),
        signed=False,
    ),
}

ABOUT = About(
    role="Psychologist, working with her under an agreement about her employment",
    licence="Licensed psychologist",
    sources_used="Our check-ins, two exercises in the room, what she wrote and chose to share, and "
    "what was agreed.",
    sources_not_used="I did not speak with colleagues or with her manager, and I used no tests or "
    "scales.",
    fee_payer="Brackenfield Freight pays; it has no say in what is written here.",
)
REPORT = {
    "themes": "We worked on the workplace, on the moments before a remark is made, and on listening.",
    "seen": "She drew a map of these moments: busy nights, being praised, an audience. In two "
    "listening exercises she said back what she had heard, was corrected, and wrote the correction "
    "down. What happens at work I know from what she told me.",
    "hard": "She turns tense moments into jokes. In the fifth check-in she did it once, and named it "
    "only afterwards.",
    "boundaries": "No one-to-one meetings behind a closed door. The shift handover stays in the open "
    "office. She asks her mentor first.",
}
STATEMENT = "Fair. I would add that I now see who does not laugh."


def course(stage: Stage) -> Course:
    starts_on = dates.local(stage.at(days_ago=STARTED - 4)).date()
    terms = Terms(
        pathway="condition_of_employment",
        focus_areas=["workplace", "triggers", "listening"],
        working_on="Noticing the moment before a joke",
        phases=(Phase(Weekly(1, starts_on.weekday()), starts_on),),
        wall_time=time(10, 30),
        zone=ZONE,
        told=[
            Told(
                who="Tom Areland, Brackenfield Freight",
                parts=["takes_part", "attendance", "commitments", "boundaries", "summary"],
            )
        ],
        two_names=True,
    )
    return Course(terms=terms, reflections=REFLECTIONS, talks=TALKS)


class Renee:
    """Her days. Permission on day 3, signed 45, second name 47, released 52, read 53."""

    def __init__(self, stage: Stage) -> None:
        plan = {
            0: self.begins,
            3: self.permits,
            24: self.notes,
            45: self.is_written_about,
            47: self.is_signed_by_two,
            50: self.states,
            52: self.releases,
            53: self.is_read,
            STARTED - 3: self.hears_from_voss,
            STARTED - 2: self.answers,
        }
        for day, scene in plan.items():
            stage.plan(stage.at(days_ago=STARTED - day), scene)

    def begins(self, stage: Stage) -> None:
        stage.say("Renee: a condition of keeping her job")
        begin(stage, KEY, course(stage).terms)

    def permits(self, stage: Stage) -> None:
        about = "The whole report: how often we met, what I do at work now, and what is still hard."
        self.permission = papers.permit(stage, KEY, TOM, parts=EVERYTHING, about=about, days=180)

    def notes(self, stage: Stage) -> None:
        text = "Every handover but one. That night the office was being painted."
        note(stage, KEY, which=0, stands=CommitmentStep.UNDER_WAY, text="")
        note(stage, KEY, which=1, stands=CommitmentStep.DONE, text=text)

    def is_written_about(self, stage: Stage) -> None:
        self.report = papers.write(stage, KEY, about=ABOUT, texts=REPORT)
        papers.sign(stage, self.report)
        papers.ask(stage, self.report)

    def is_signed_by_two(self, stage: Stage) -> None:
        papers.answer(stage, outcome=CoSignature.COSIGNED)

    def states(self, stage: Stage) -> None:
        papers.state(stage, KEY, self.report, STATEMENT)

    def releases(self, stage: Stage) -> None:
        papers.release(stage, KEY, self.report, self.permission, parts=EVERYTHING)

    def is_read(self, stage: Stage) -> None:
        stage.say("Renee’s report is read by Tom Areland")
        papers.read(stage, "tom", as_pdf=True)

    def hears_from_voss(self, stage: Stage) -> None:
        between.message(
            stage,
            KEY,
            by="voss",
            text="Before we meet: how did the stock count go, in one or two sentences?",
        )
        between.is_prepared(
            stage, KEY, question="What did you do in the hour after the stock count?"
        )

    def answers(self, stage: Stage) -> None:
        between.message(
            stage,
            KEY,
            by=KEY,
            text="I did not take the microphone. I went home before the stories began.",
        )
