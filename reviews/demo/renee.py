"""Renee Castellan: a condition of keeping her job. Two reports with two names go out, and are read.

Between them she runs off course, says so the next morning, and what the agreement lists goes in.

Invented. No incident detail, and nobody who was harmed is named or described.
"""

from datetime import time, timedelta
from functools import partial

from reviews.agreements.terms import Employer, Listed, Terms, Told
from reviews.checkins.recurrence import Phase, Weekly
from reviews.commitments.actions import NewCommitment
from reviews.commitments.models import Commitment, CommitmentStep
from reviews.concerns.models import ConcernStep
from reviews.demo import agreed, beginnings, between, papers
from reviews.demo import course as course_acts
from reviews.demo import renee_words as words
from reviews.demo.papers import Reader
from reviews.demo.stage import ZONE, Stage
from reviews.demo.weeks import Course, note
from reviews.reports.models import CoSignature
from tracker.lib import dates

KEY = "renee"
STARTED = 143  # days ago
TOM = Reader(
    "Tom Areland", "people partner", "Brackenfield Freight", "tom.areland@brackenfield.example"
)
FIRST_PARTS = ["takes_part", "attendance", "commitments", "boundaries", "themes", "summary"]
EVERYTHING = [*FIRST_PARTS, "concerns"]


def course(stage: Stage) -> Course:
    starts_on = dates.local(stage.at(days_ago=STARTED - 4)).date()
    then = starts_on + timedelta(weeks=6)
    terms = Terms(
        pathway="condition_of_employment",
        focus_areas=["workplace", "triggers", "listening"],
        working_on="Noticing the moment before a joke",
        phases=(
            Phase(Weekly(1, starts_on.weekday()), starts_on, until=then),
            Phase(Weekly(2, starts_on.weekday()), then),
        ),
        wall_time=time(10, 30),
        zone=ZONE,
        told=[Told(who="Tom Areland, Brackenfield Freight", parts=EVERYTHING)],
        two_names=True,
        accountability="A final talk with the operations director, and a written warning that stays "
        "on file.",
        listed=[Listed("new_complaint", by_contact=True), Listed("as_described")],
        described="A remark at work about how somebody looks, or about their private life.",
        follow_up_months=[3, 6, 12],
        supervision="Dr Peter Halloran reads with me and covers for me.",
        fee_payer="Brackenfield Freight pays, and has no say in what is written.",
        beyond="Legal advice: her union, or a lawyer of her own.",
        employer=Employer(
            contact="Tom Areland, human resources",
            organization="Brackenfield Freight",
            address="tom.areland@brackenfield.example",
            refusal_words="If she does not take part, we look at the warning again.",
        ),
        voluntariness="She would not have come by herself, and says so. She says that she wants to "
        "know what others heard.",
        advice_offered_on=dates.local(stage.at(days_ago=STARTED)).date(),
    )
    return Course(terms=terms, reflections=words.REFLECTIONS, talks=words.TALKS)


class Renee:
    """Her days. Permission on day 3, a mentor from 6, a week without a check-in from 18: five until
    the report of 45, then every two weeks. Goals and proposals from 26; second name 47, released 52,
    read 57. On day 118 a setback, told on 119; it stands in the second report, signed 126, released
    134, read 138.
    """

    def __init__(self, stage: Stage) -> None:
        plan = {
            -1: self.talks_first,
            0: self.begins,
            3: self.permits,
            5: self.asks_for_a_mentor,
            6: self.gets_a_mentor,
            12: self.meets_her_mentor,
            18: self.pauses,
            24: self.notes,
            26: self.is_asked,
            27: self.says_yes_and_no,
            29: self.is_asked_anew,
            30: self.says_yes_now,
            34: self.carries_over,
            40: self.goes_on,
            45: self.is_written_about,
            47: self.is_signed_by_two,
            50: self.states,
            52: self.releases,
            57: self.is_read,
            62: self.looks_back,
            119: self.tells,
            120: self.is_heard,
            122: self.answers_it,
            123: self.is_heard_again,
            126: self.is_written_about_again,
            128: self.is_signed_by_two,
            130: self.states_again,
            132: self.looks_back_again,
            134: self.releases_again,
            138: self.is_read,
            STARTED - 3: self.hears_from_voss,
            STARTED - 2: self.answers,
        }
        for day, scene in plan.items():
            stage.plan(stage.at(days_ago=STARTED - day), scene)

    def talks_first(self, stage: Stage) -> None:
        beginnings.talk_first(stage, KEY, words.FIRST_TALK)

    def begins(self, stage: Stage) -> None:
        beginnings.read_limits(stage, KEY)
        stage.say("Renee: a condition of keeping her job")
        beginnings.begin(stage, KEY, course(stage).terms)

    def permits(self, stage: Stage) -> None:
        about = "The whole report: how often we met, what I do at work now, and what is still hard."
        self.permission = papers.permit(stage, KEY, TOM, parts=EVERYTHING, about=about, days=180)

    def asks_for_a_mentor(self, stage: Stage) -> None:
        item = NewCommitment(words.MENTOR, outside=Commitment.COACH)
        agreed.propose(stage, KEY, by=KEY, item=item)

    def gets_a_mentor(self, stage: Stage) -> None:
        agreed.answers(stage, KEY, by="voss", line=words.MENTOR)

    def meets_her_mentor(self, stage: Stage) -> None:
        agreed.attended(stage, KEY, line=words.MENTOR)

    def pauses(self, stage: Stage) -> None:
        """Without a reason, and it stands in no report."""
        between.pauses(stage, KEY)

    def notes(self, stage: Stage) -> None:
        text = "Every handover but one. That night the office was being painted."
        note(stage, KEY, which=0, stands=CommitmentStep.UNDER_WAY, text="")
        note(stage, KEY, which=2, stands=CommitmentStep.DONE, text=text)

    def is_asked(self, stage: Stage) -> None:
        """Between two sessions: a goal, and what is done for it."""
        agreed.set_goal(stage, KEY, by="voss", text=words.GOAL)
        day = dates.local(stage.at(days_ago=STARTED - 36)).date()
        for item in (
            NewCommitment(words.SHUT_DOOR, carried_by=Commitment.SUPPORT),
            NewCommitment(words.LISTENING),
            NewCommitment(words.TRIGGERS, due_on=day),
        ):
            agreed.propose(stage, KEY, by="voss", item=item, goal=words.GOAL)

    def says_yes_and_no(self, stage: Stage) -> None:
        agreed.agrees_to_goal(stage, KEY, by=KEY, text=words.GOAL)
        for line in (words.LISTENING, words.TRIGGERS):
            agreed.answers(stage, KEY, by=KEY, line=line)
        why = "Somebody who asks me for another shift should not have to do it before the whole office."
        agreed.answers(stage, KEY, by=KEY, line=words.SHUT_DOOR, says="disagrees", why=why)

    def is_asked_anew(self, stage: Stage) -> None:
        agreed.changes(
            stage,
            KEY,
            by="voss",
            line=words.SHUT_DOOR,
            item=NewCommitment(words.GLASS_ROOM, carried_by=Commitment.SUPPORT),
            reason="A talk can be quiet and still be seen.",
        )

    def says_yes_now(self, stage: Stage) -> None:
        agreed.answers(stage, KEY, by=KEY, line=words.GLASS_ROOM)

    def carries_over(self, stage: Stage) -> None:
        reason = "The night of the stock count is still missing from it."
        agreed.carries_over(stage, KEY, line=words.TRIGGERS, days=14, reason=reason)

    def goes_on(self, stage: Stage) -> None:
        says = partial(agreed.says_how_it_stands, stage, KEY)
        text = "Two in the room. At work I began one and talked over it."
        says(line=words.LISTENING, stands=CommitmentStep.UNDER_WAY, text=text)
        text = "With the night of the stock count in it."
        says(line=words.TRIGGERS, stands=CommitmentStep.DONE, text=text)

    def is_written_about(self, stage: Stage) -> None:
        self.report = papers.write(stage, KEY, about=words.ABOUT, texts=words.REPORT)
        papers.sign(stage, self.report)
        papers.ask(stage, self.report)

    def is_signed_by_two(self, stage: Stage) -> None:
        papers.answer(stage, outcome=CoSignature.COSIGNED)

    def states(self, stage: Stage) -> None:
        papers.state(stage, KEY, self.report, words.STATEMENT)

    def releases(self, stage: Stage) -> None:
        papers.release(stage, KEY, self.report, self.permission, parts=FIRST_PARTS)

    def is_read(self, stage: Stage) -> None:
        stage.say("Renee’s report is read by Tom Areland")
        papers.read(stage, "tom", as_pdf=True)

    def looks_back(self, stage: Stage) -> None:
        stage.say("Renee and Dr Voss look back, each in their own words")
        course_acts.reviews(stage, KEY, own=words.FIRST_REVIEW, hers=words.FIRST_REVIEW_HERS)

    def tells(self, stage: Stage) -> None:
        stage.say("Renee runs off course, and says so the next morning")
        between.asks_to_be_rung(stage, KEY)
        self.setback = course_acts.tells(stage, KEY, words.SETBACK)
        between.is_rung(stage, KEY)

    def is_heard(self, stage: Stage) -> None:
        course_acts.is_read(stage, self.setback)
        says = partial(course_acts.says, stage, self.setback, by="voss")
        says(kind=ConcernStep.LISTED, text=words.LISTED, agreed_key="as_described")
        says(kind=ConcernStep.ANSWERED, text=words.HEARD)
        says(kind=ConcernStep.CHANGED_PLAN, text=words.CHANGED)

    def answers_it(self, stage: Stage) -> None:
        kind = ConcernStep.ANSWERED
        course_acts.says(stage, self.setback, by=KEY, kind=kind, text=words.SHE_ANSWERS)

    def is_heard_again(self, stage: Stage) -> None:
        course_acts.is_read_again(stage, self.setback)

    def is_written_about_again(self, stage: Stage) -> None:
        self.report = papers.write(stage, KEY, about=words.ABOUT, texts=words.SECOND_REPORT)
        papers.sign(stage, self.report)
        papers.ask(stage, self.report)

    def states_again(self, stage: Stage) -> None:
        papers.state(stage, KEY, self.report, words.SECOND_STATEMENT)

    def looks_back_again(self, stage: Stage) -> None:
        course_acts.reviews(stage, KEY, own=words.SECOND_REVIEW, hers=words.SECOND_REVIEW_HERS)

    def releases_again(self, stage: Stage) -> None:
        papers.release(stage, KEY, self.report, self.permission, parts=EVERYTHING)

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
