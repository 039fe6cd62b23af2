"""Victor Lindqvist: back to work. A first draft says too much, and a colleague does not sign it.

Invented. No incident detail, and nobody who was harmed is named or described.
"""

from datetime import time, timedelta

from reviews.agreements.terms import Employer, Listed, Terms, Told
from reviews.checkins.recurrence import Phase, Weekly
from reviews.commitments.actions import NewCommitment
from reviews.commitments.models import Commitment, CommitmentStep
from reviews.demo import agreed, beginnings, between, papers
from reviews.demo.papers import Reader
from reviews.demo.stage import ZONE, Stage
from reviews.demo.weeks import Course, Talk, give_feedback, note, write_draft
from reviews.feedback.words import ReplyWords
from reviews.reports.body import About
from reviews.reports.models import CoSignature
from reviews.sessions.words import Agreed, Words
from tracker.lib import dates

KEY = "victor"
STARTED = 113  # days ago
PRIYA = Reader(
    "Priya Haldane", "people director", "Ostrey Instruments", "priya.haldane@example.org"
)

# Check-in by its number → answers by prompt key; a prompt without an answer was skipped.
REFLECTIONS: dict[int, dict[str, str]] = {
    1: {
        "losses_reasons.1": "I lost the job, my flat and my brother’s trust. They lost feeling "
        "safe at work. I wrote mine first.",
        "responsibility.1": "I put my hand on a colleague and kept it there after they moved away.",
        "coping.1": "A tight chest, mostly before the phone rings.",
    }
}
DRAFT = {
    "responsibility.2": "They had already moved away. I knew, and I acted as if I had not seen it.",
    "coping.2": "I walked until it was dark and then rang my brother.",
}

TALKS = {
    1: Talk(
        Words(
            done="We kept the offer of a job and the papers of permission apart, one after the other.",
            seen="He sat at the edge of the chair and asked what I would write.",
        )
    ),
    2: Talk(
        Words(
            done="He told what he did, and I asked for each verb again.",
            seen="“A bit too far” became one plain sentence about his hand.",
            based_on="His own telling alone. I have no papers of his former employer.",
            commitments=[Agreed("Has no contact with anybody at the former place of work")],
        )
    ),
    4: Talk(
        Words(
            done="A hard week. I asked about safety, and we brought his plan up to date.",
            commitments=[Agreed("Rings one named person before the evening on a bad day")],
        )
    ),
    6: Talk(
        Words(
            done="He practiced letting another person finish, with a colleague of mine in the room.",
            seen="He was praised for it, and then talked over both of us.",
            does_not_fit="He says that he listens better, and at home he is told otherwise.",
        )
    ),
    7: Talk(
        Words(
            done="We went through what he needs at work, one support after the other.",
            seen="He crossed out two that were for show, and said which.",
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
    6: "To meet every two weeks. Two of us sign whatever is written for anybody outside.",
}
NO_TRAVEL = "No overnight travel with junior staff"
ASKS_FIRST = "One named person at work whom he asks first"

ABOUT_FIRST = About(
    role="Psychologist, working with him on his return to work",
    licence="Licensed psychologist",
    sources_used="Our check-ins.",
    sources_not_used="I spoke with nobody else.",
    fee_payer="He pays for it himself.",
)
ABOUT = About(
    role="Psychologist, working with him on his return to work",
    licence="Licensed psychologist",
    sources_used="Our check-ins, one exercise with a colleague in the room, what he wrote and chose "
    "to share, and what was agreed.",
    sources_not_used="I have no information from any third party, and I used no tests or scales.",
    fee_payer="He pays for it himself.",
)
FIRST_DRAFT = {
    "themes": "We worked on responsibility, on reasons and losses, and on coping with bad days.",
    "seen": "He is genuinely remorseful and safe to return to work.",
    "hard": "He still has bad days.",
}
FIRST_VERSION = {**FIRST_DRAFT, "seen": "What he says about it has become calmer."}
SECOND_VERSION = {
    "themes": "We worked on responsibility, on reasons and losses, and on coping with bad days.",
    "seen": "In the second check-in he replaced a vague phrase by one plain sentence about what his "
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


def course(stage: Stage) -> Course:
    starts_on = dates.local(stage.at(days_ago=STARTED - 4)).date()
    terms = Terms(
        pathway="return_to_work",
        focus_areas=["losses_reasons", "responsibility", "coping"],
        working_on="Saying plainly what he did",
        phases=(Phase(Weekly(2, starts_on.weekday()), starts_on),),
        wall_time=time(10, 30),
        zone=ZONE,
        told=[
            Told(
                who="Priya Haldane, Ostrey Instruments",
                parts=["commitments", "boundaries", "themes", "summary"],
            )
        ],
        two_names=True,
        accountability="He was dismissed. Nothing here changes that.",
        listed=[Listed("new_complaint", by_contact=True), Listed("boundary_not_kept")],
        follow_up_months=[3, 12],
        supervision="Dr Peter Halloran reads with me and covers for me.",
        fee_payer="He pays for it himself.",
        employer=Employer(
            contact="Priya Haldane, people director",
            organization="Ostrey Instruments",
            address="priya.haldane@example.org",
            refusal_words="Without a summary we would decide on what we have.",
        ),
        voluntariness="He wants the job, and says that he would have come later without it.",
        advice_offered_on=dates.local(stage.at(days_ago=STARTED)).date(),
    )
    # The eighth is past, and nobody has said yet whether it was held.
    return Course(terms=terms, reflections=REFLECTIONS, talks=TALKS, unnoted=frozenset({8}))


class Victor:
    """His days. First version signed on day 91, declined 93, why it is late said on 95, supports
    agreed 99, second version signed 101, two names 108.
    """

    def __init__(self, stage: Stage) -> None:
        plan = {
            -1: self.talks_first,
            0: self.begins,
            8: self.permits,
            62: self.notes,
            90: self.is_written_about,
            91: self.is_rewritten,
            93: self.is_declined,
            94: self.is_told,
            95: self.hears_why,
            97: self.is_asked,
            99: self.agrees,
            101: self.is_written_again,
            108: self.is_signed_by_two,
            109: self.reads,
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
        papers.permit(
            stage,
            KEY,
            PRIYA,
            parts=["commitments", "boundaries", "themes", "summary"],
            about="What I agreed to do, what I need at work, and how the work went.",
            days=300,
        )

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
        papers.sign(stage, report)
        papers.ask(stage, report)
        self.second = report

    def is_signed_by_two(self, stage: Stage) -> None:
        papers.answer(stage, outcome=CoSignature.COSIGNED)

    def reads(self, stage: Stage) -> None:
        papers.look(stage, KEY, self.second)

    def is_covered(self, stage: Stage) -> None:
        stage.say("Victor: a colleague will cover between two dates")
        between.is_covered(stage, KEY, first=5, last=12)


def begins_to_write(stage: Stage) -> None:
    """A draft of today, which nobody else can tell of."""
    write_draft(stage, KEY, DRAFT)
