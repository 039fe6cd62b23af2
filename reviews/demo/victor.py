"""Victor Lindqvist: back to work. A first draft says too much, and a colleague does not sign it; the
next one has two names, and is read. In between a court asks for one fact, and gets that one.

Invented. No incident detail, and nobody who was harmed is named or described.
"""

from datetime import time, timedelta

from reviews.agreements.terms import Employer, Listed, Terms, Told
from reviews.checkins.recurrence import Phase, Weekly
from reviews.commitments.actions import NewCommitment
from reviews.commitments.models import Commitment, CommitmentStep
from reviews.demo import agreed, beginnings, between, outside, papers
from reviews.demo import course as course_acts
from reviews.demo.papers import Reader
from reviews.demo.stage import ZONE, Stage
from reviews.demo.weeks import Course, Talk, give_feedback, note, write_draft
from reviews.disclosures.actions import NewDisclosure
from reviews.disclosures.models import Disclosure
from reviews.feedback.words import ReplyWords
from reviews.reports.body import About
from reviews.reports.models import CoSignature
from reviews.sessions.words import Agreed, Words
from tracker.lib import clock, dates

KEY = "victor"
STARTED = 162  # days ago
PRIYA = Reader(
    "Priya Haldane", "people director", "Ostrey Instruments", "priya.haldane@ostrey.example"
)

# Check-in by its number → answers by prompt key; a prompt without an answer was skipped.
REFLECTIONS: dict[int, dict[str, str]] = {
    3: {
        "responsibility.1": "I put my hand on a colleague and kept it there after they moved away.",
        "coping.1": "A tight chest, mostly before the phone rings.",
    },
    5: {
        "losses_reasons.3": "Feeling safe at work. I lost the job, my flat and my brother’s trust, "
        "and I had written mine first.",
        "responsibility.2": "They had already moved away. I knew, and I acted as if I had not seen "
        "it.",
    },
}
DRAFT = {
    "coping.3": "I walk until it is dark, and then I ring my brother.",
    "responsibility.4": "“Contact.” The plain word is touching.",
}

TALKS = {
    1: Talk(
        Words(
            done="We kept the offer of a job and the papers of permission apart, one after the other.",
            seen="He sat at the edge of the chair and asked what I would write.",
        )
    ),
    3: Talk(
        Words(
            done="He told what he did, and I asked for each verb again.",
            seen="“A bit too far” became one plain sentence about his hand.",
            based_on="His own telling alone. I have no papers of his former employer.",
            commitments=[Agreed("Has no contact with anybody at the former place of work")],
        )
    ),
    7: Talk(
        Words(
            done="The week in which he rang was a hard one. I asked about safety, and we brought his "
            "plan up to date.",
            commitments=[Agreed("Rings one named person before the evening on a bad day")],
        )
    ),
    8: Talk(
        Words(
            done="He practiced letting another person finish, with a colleague of mine in the room.",
            seen="He was praised for it, and then talked over both of us.",
            does_not_fit="He says that he listens better, and at home he is told otherwise.",
        )
    ),
    9: Talk(
        Words(
            done="We went through what he needs at work, one support after the other.",
            seen="He crossed out two that were for show, and said which.",
        )
    ),
    12: Talk(
        Words(
            done="We read the order of the court together, and what I had answered.",
            seen="He asked whether the court knows why he comes. It does not, and he read the letter "
            "a second time.",
        )
    ),
}
WHY_IT_IS_LATE = Talk(
    feedback="I wrote a first version that said what we both hoped. My colleague was right not to "
    "sign it. The next one says what I have seen, and it will take two weeks.",
    reply=ReplyWords(
        accept="I was angry, then I saw the draft said what I wanted and not what you knew."
    ),
    reply_after=timedelta(days=2),
)
FIRST_TALK = {
    1: "He may be hired again and wants that. He says that he would have come later without it.",
    2: "He says that he touched a colleague who did not want it. He still calls it “a bit too far”.",
    3: "He was dismissed. Nothing here changes that.",
    4: "The offer of a job. I keep its papers and those of the permission apart.",
    5: "A lawyer of his own, for the contract.",
    6: "To meet weekly at first, then every two weeks. Two of us sign whatever is written for anybody "
    "outside.",
}
SHARED = ["commitments", "boundaries", "themes", "summary"]
NO_TRAVEL = "No overnight travel with junior staff"
ASKS_FIRST = "One named person at work whom he asks first"

ABOUT_FIRST = About(
    role="Psychologist, working with him on his return to work",
    licence="Licensed psychologist",
    sources_used="Our check-ins.",
    sources_not_used="I spoke with nobody else.",
    fee_payer="The client, and nobody else.",
)
ABOUT = About(
    role="Psychologist, working with him on his return to work",
    licence="Licensed psychologist",
    sources_used="Our nine check-ins, one exercise with a colleague in the room, what he wrote and "
    "chose to share, and what was agreed.",
    sources_not_used="I have no information from any third party, and I used no tests or scales.",
    fee_payer="The client, and nobody else.",
)
FIRST_DRAFT = {
    "themes": "We worked on responsibility, on reasons and losses, and on coping with bad days.",
    "seen": "He is genuinely remorseful and safe to return to work.",
    "hard": "He still has bad days.",
}
FIRST_VERSION = {**FIRST_DRAFT, "seen": "What he says about it has become calmer."}
SECOND_VERSION = {
    "themes": "We worked on responsibility, on reasons and losses, and on coping with bad days.",
    "seen": "In the third check-in he replaced a vague phrase by one plain sentence about what his "
    "hand did. In a hard week he rang the person we had named, before the evening. Both I know in "
    "part from what he told me.",
    "hard": "He talks over people when he is praised. I saw it in the exercise with a colleague in "
    "the room, and he did not notice it until we said so.",
    "boundaries": "No overnight travel with junior staff. One named person whom he asks first.",
}
REASON = (
    "I cannot put my name to it. It does not say what it rests on, there is no example of anything "
    "that is hard, and “has settled” claims an outcome that neither of us can know."
)
REVIEW = {
    1: "To say it in plain words, to ring somebody on a bad day, and to let others finish.",
    3: "I say the sentence about my hand without being asked for it.",
    6: "To be praised, and to stay quiet.",
}
REVIEW_HERS = {
    1: "Plain words, a plan for hard days, letting others finish.",
    3: "He rang before the evening, as agreed. He says the sentence by himself now.",
    6: "He talks over people when he is praised, and hears of it from others.",
}
STATEMENT = "I had wanted to read that it is over. This says what was seen, and I leave it so."

# One fact, because a judge asked for it. No permission was used, so he reads of it.
COURT = NewDisclosure(
    ground=Disclosure.COURT,
    outcome=Disclosure.TOLD,
    facts="A judge’s order came by courier, in a case about the deposit for the flat he lost. The "
    "landlord says that he did not come to hand over the keys; he says that he was here at that hour. "
    "The order asks whether he was at the practice on that one day, from when to when, and for nothing "
    "else. I rang him the same afternoon. His lawyer had a week to object, and did not.",
    consulted="Our counsel, and the adviser of my insurer",
    decision="A judge has signed it and it names what it wants, so I answered that and no more: he was "
    "at the practice on that day, from half past ten until twenty past eleven. Nothing of why he comes "
    "or since when, no notes, no report. The letter has my name without my profession. I asked whether "
    "he would rather permit it himself; he wanted it to be the court that asks.",
    told_to="The clerk of the civil court, in writing",
)
TOLD_OF_THE_QUESTION = (
    "Ostrey Instruments rang and asked whether you are safe. I said that I answer no such question, "
    "that the report says what it cannot tell, and that what they owe the people who work there stays "
    "theirs. I said nothing else."
)


def course(stage: Stage) -> Course:
    starts_on = dates.local(stage.at(days_ago=STARTED - 4)).date()
    then = starts_on + timedelta(weeks=3)
    terms = Terms(
        pathway="return_to_work",
        focus_areas=["losses_reasons", "responsibility", "coping"],
        working_on="Saying plainly what he did",
        phases=(
            Phase(Weekly(1, starts_on.weekday()), starts_on, until=then),
            Phase(Weekly(2, starts_on.weekday()), then),
        ),
        wall_time=time(10, 30),
        zone=ZONE,
        told=[Told(who="Priya Haldane, Ostrey Instruments", parts=SHARED)],
        two_names=True,
        accountability="He was dismissed. Nothing here changes that.",
        listed=[Listed("new_complaint", by_contact=True), Listed("boundary_not_kept")],
        follow_up_months=[3, 12],
        supervision="Dr Peter Halloran reads with me and covers for me.",
        fee_payer="He pays for it himself.",
        employer=Employer(
            contact="Priya Haldane, people director",
            organization="Ostrey Instruments",
            address="priya.haldane@ostrey.example",
            refusal_words="Without a summary we would decide on what we have.",
        ),
        voluntariness="He wants the job, and says that he would have come later without it.",
        advice_offered_on=dates.local(stage.at(days_ago=STARTED)).date(),
    )
    # The thirteenth is past, and nobody has said yet whether it was held.
    return Course(terms=terms, reflections=REFLECTIONS, talks=TALKS, unnoted=frozenset({13}))


class Victor:
    """His days. Rung on day 60. First version signed on 91, declined 93, why it is late said on 95,
    supports agreed 99, second version signed 101, two names 108, released 110, read 118. A court is
    answered on 130, his employer on 150. He begins there on 160; a time of its own on 250 is agreed.
    """

    def __init__(self, stage: Stage) -> None:
        plan = {
            -1: self.talks_first,
            0: self.begins,
            8: self.permits,
            59: self.asks_to_be_rung,
            60: self.is_rung,
            75: self.notes,
            90: self.is_written_about,
            91: self.is_rewritten,
            93: self.is_declined,
            94: self.is_told,
            95: self.hears_why,
            97: self.is_asked,
            99: self.agrees,
            101: self.is_written_again,
            102: self.looks_back,
            108: self.is_signed_by_two,
            109: self.states,
            110: self.releases,
            118: self.is_read,
            130: self.a_court_is_answered,
            131: self.reads_of_it,
            150: self.employer_asks,
            160: self.begins_at_work,
            STARTED - 1: self.is_covered,
        }
        for day, scene in plan.items():
            stage.plan(stage.at(days_ago=STARTED - day), scene)

    def talks_first(self, stage: Stage) -> None:
        beginnings.talk_first(stage, KEY, FIRST_TALK)

    def begins(self, stage: Stage) -> None:
        beginnings.read_limits(stage, KEY)
        stage.say("Victor: back to work")
        beginnings.begin(stage, KEY, course(stage).terms)

    def permits(self, stage: Stage) -> None:
        self.permission = papers.permit(
            stage,
            KEY,
            PRIYA,
            parts=SHARED,
            about="What I agreed to do, what I need at work, and how the work went.",
            days=300,
        )

    def asks_to_be_rung(self, stage: Stage) -> None:
        between.asks_to_be_rung(stage, KEY)

    def is_rung(self, stage: Stage) -> None:
        between.is_rung(stage, KEY)

    def notes(self, stage: Stage) -> None:
        note(stage, KEY, which=0, stands=CommitmentStep.UNDER_WAY, text="")
        note(stage, KEY, which=1, stands=CommitmentStep.UNDER_WAY, text="Twice. It helped once.")

    def is_written_about(self, stage: Stage) -> None:
        stage.say("Victor: a first draft that the gate refuses, and a colleague who does not sign")
        self.report = papers.write(stage, KEY, about=ABOUT_FIRST, texts=FIRST_DRAFT)
        papers.try_to_sign(stage, self.report)

    def is_rewritten(self, stage: Stage) -> None:
        papers.rewrite(stage, self.report, {"seen": FIRST_VERSION["seen"]})
        papers.sign(stage, self.report)
        papers.ask(stage, self.report)

    def is_declined(self, stage: Stage) -> None:
        papers.answer(stage, outcome=CoSignature.DECLINED, remark=REASON)

    def is_told(self, stage: Stage) -> None:
        papers.pass_on(stage, self.report)

    def hears_why(self, stage: Stage) -> None:
        give_feedback(stage, KEY, WHY_IT_IS_LATE)

    def is_asked(self, stage: Stage) -> None:
        """Supports at work: they burden him, and nobody else."""
        for text in (NO_TRAVEL, ASKS_FIRST):
            item = NewCommitment(text, carried_by=Commitment.SUPPORT)
            agreed.propose(stage, KEY, by="voss", item=item)

    def agrees(self, stage: Stage) -> None:
        for line in (NO_TRAVEL, ASKS_FIRST):
            agreed.answers(stage, KEY, by=KEY, line=line)

    def is_written_again(self, stage: Stage) -> None:
        report = papers.write_again(stage, self.report, about=ABOUT, texts=SECOND_VERSION)
        papers.sign(stage, report, stand_alone=frozenset(SHARED))
        papers.ask(stage, report)
        self.second = report

    def looks_back(self, stage: Stage) -> None:
        course_acts.reviews(stage, KEY, own=REVIEW, hers=REVIEW_HERS)

    def is_signed_by_two(self, stage: Stage) -> None:
        papers.answer(stage, outcome=CoSignature.COSIGNED)

    def states(self, stage: Stage) -> None:
        papers.state(stage, KEY, self.second, STATEMENT)

    def releases(self, stage: Stage) -> None:
        papers.release(stage, KEY, self.second, self.permission, parts=SHARED)

    def is_read(self, stage: Stage) -> None:
        stage.say("Victor’s report is read by Priya Haldane")
        papers.read(stage, "priya", as_pdf=True)

    def a_court_is_answered(self, stage: Stage) -> None:
        stage.say("A court asks for one fact about Victor, and he reads what it was told")
        outside.is_told(stage, KEY, COURT)

    def reads_of_it(self, stage: Stage) -> None:
        outside.reads_of_it(stage, KEY)

    def employer_asks(self, stage: Stage) -> None:
        """By telephone; he reads of it that evening."""
        between.message(stage, KEY, by="voss", text=TOLD_OF_THE_QUESTION)
        evening = clock.now() + timedelta(hours=5)
        stage.plan(evening, lambda stage: between.reads_message(stage, KEY))

    def begins_at_work(self, stage: Stage) -> None:
        """With what was agreed for it; they look at it again three months later."""
        for line, text in (
            (NO_TRAVEL, "It stands in the plan of my work."),
            (ASKS_FIRST, "We met on the first morning. I asked before the first round of talks."),
        ):
            stands = CommitmentStep.UNDER_WAY
            agreed.says_how_it_stands(stage, KEY, line=line, stands=stands, text=text)
        between.adds_a_time(stage, KEY, in_days=90)

    def is_covered(self, stage: Stage) -> None:
        stage.say("Victor: a colleague will cover between two dates")
        between.is_covered(stage, KEY, first=5, last=12)


def begins_to_write(stage: Stage) -> None:
    """A draft of today, which nobody else can tell of."""
    write_draft(stage, KEY, DRAFT)
