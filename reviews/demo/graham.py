"""Graham Tillotson: of his own accord. He shares a report with the chair, and takes it back; the
next one, which he had released too, opens to nobody.

Invented. No incident detail, and nobody who was harmed is named or described.
"""

from datetime import time, timedelta

from reviews.agreements.terms import Terms, Told
from reviews.checkins.recurrence import Phase, Weekly
from reviews.commitments.actions import NewCommitment
from reviews.commitments.models import Commitment, CommitmentStep
from reviews.demo import agreed, beginnings, between, papers
from reviews.demo import course as course_acts
from reviews.demo.papers import Reader
from reviews.demo.stage import ZONE, Stage
from reviews.demo.weeks import Course, Talk, note
from reviews.feedback.words import ReplyWords
from reviews.reports.body import About
from reviews.sessions.actions import write_process_note
from reviews.sessions.words import Agreed, Words
from tracker.lib import clock, dates

KEY = "graham"
STARTED = 120  # days ago
MAREN = Reader("Maren Oldacre", "chair", "the Lantern Trust", "maren.oldacre@lantern.example")

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
            done="We spoke about what he would give up, and for whose sake.",
            seen="He named a committee at once, and then reasons to stay on it a while.",
            commitments=[Agreed("Steps down from one committee of the Trust")],
        ),
        due_in_days=40,
    ),
    10: Talk(
        Words(
            done="We talked about the permission he has withdrawn, and what he had wanted from it.",
            seen="He said, without being asked: “I was using it to be thought well of.”",
        )
    ),
    11: Talk(
        Words(
            done="We wrote a thought record. The thought: “Owning up means I get to stay.” Against "
            "it, in his words: “Nobody promised that.”",
            commitments=[Agreed("Tells the chair himself that he steps down")],
        ),
        due_in_days=14,
    ),
    12: Talk(Words(), held=False, why_not="told_beforehand"),
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
    fee_payer="The client, and nobody else.",
)
REPORT = {
    "themes": "We worked on responsibility, on power at work and where its boundaries lie, and on "
    "what repair can be and what it cannot.",
    "seen": "In the second check-in he took apart words of his own that hid what he did, and said "
    "that nobody there could have told him no. I know what happened only from what he told me.",
    "hard": "He still looks for a sign that he is thought well of. In the fourth check-in he asked "
    "twice whether this would help him.",
}
SECOND_REPORT = {
    "themes": "We went on with power at work, and with what he would give up.",
    "seen": "In the ninth check-in he named a committee that he would leave, and then reasons to stay "
    "on it a while. What happens at the Trust I know from what he told me.",
    "hard": "He says what he would give up, and names no day for it.",
}
REVIEW = {
    1: "To write it down whole, to step back from a committee, and to stop asking who thinks well of "
    "me.",
    3: "I wrote it down. I have not stepped back yet.",
    4: "I say that I do not want to be praised, and then I wait for it.",
    6: "To tell her myself that I step down.",
    7: "I tell her before the next meeting of the Trust.",
}
REVIEW_HERS = {
    1: "To write down what he did without words that hide it, and to step back from a committee.",
    2: "He says plainly what he did, and seldom adds a because any more.",
    3: "He wrote it down and read it out. The committee he has put off twice.",
    4: "He calls the delay consideration for the others. He also gains by it.",
    6: "He looks for approval while he speaks of giving it up.",
    7: "He tells the chair himself.",
}
SEES_DIFFERENTLY = (
    "I do not gain by the delay. They asked me to stay until the accounts are handed over. I should "
    "have told you that, and did not."
)
PRIVATE = (
    "The chair rang the practice and wanted a sense of whether he means it. I said that I do not "
    "answer such questions on the telephone. I noticed that I would have liked to say something kind."
)


FIRST_TALK = {
    1: "He read about others and saw his own past in it. Nobody has asked him to come.",
    2: "He says that he pressed somebody who worked for him. He still explains that he was lonely.",
    3: "None. He has told nobody at the Trust so far.",
    4: "He hopes that the firm will take it into account. We spoke about that, and it may not.",
    5: "Legal advice, before he writes about old events. He went to a lawyer of his own.",
    6: "To begin, weekly at first, with the limits of confidentiality read before anything else.",
}
TOLD_OF_THE_CALL = (
    "The chair of the Trust rang the practice today and wanted just a sense of whether you mean it. I "
    "said that I answer no such questions, and said nothing else. I have made a note of the call."
)
PUBLIC_ACCOUNTS = "Hears what survivors have said in public, and keeps what he thinks to himself"


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
        accountability="None at the Trust. He asked a lawyer before writing about old events.",
        follow_up_months=[6],
        supervision="Dr Peter Halloran covers for me.",
        fee_payer="He pays for it himself.",
    )
    return Course(terms=terms, reflections=REFLECTIONS, talks=TALKS)


class Graham:
    """His days. Permission on day 30, signed 33, released 41, narrowed 66; a second report signed 67,
    released 69, and withdrawn on 70 before it opens; a thought record on 88, and of a committee he
    steps down on 96.
    """

    def __init__(self, stage: Stage) -> None:
        plan = {
            -1: self.talks_first,
            0: self.begins,
            26: self.notes,
            30: self.permits,
            33: self.is_written_about,
            34: self.sees,
            41: self.releases,
            43: self.is_read,
            64: self.chair_rings,
            65: self.is_told_of_the_call,
            66: self.narrows,
            67: self.is_written_about_again,
            69: self.releases_again,
            70: self.withdraws,
            91: self.looks_back,
            96: self.steps_down,
            103: self.is_asked_to_listen,
            104: self.agrees_to_listen,
            110: self.listens,
            STARTED - 9: self.asks_to_be_rung,
            STARTED - 8: self.is_rung,
            STARTED - 2: self.pauses,
            STARTED - 1: self.asks_for_another_time,
        }
        for day, scene in plan.items():
            stage.plan(stage.at(days_ago=STARTED - day), scene)

    def talks_first(self, stage: Stage) -> None:
        beginnings.talk_first(stage, KEY, FIRST_TALK)

    def begins(self, stage: Stage) -> None:
        beginnings.read_limits(stage, KEY)
        stage.say("Graham: of his own accord, weekly for two months, then every two weeks")
        beginnings.begin(stage, KEY, course(stage).terms)

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

    def sees(self, stage: Stage) -> None:
        papers.look(stage, KEY, self.report)

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
        between.message(stage, KEY, by="voss", text=TOLD_OF_THE_CALL)

    def is_told_of_the_call(self, stage: Stage) -> None:
        between.reads_message(stage, KEY)

    def narrows(self, stage: Stage) -> None:
        papers.narrow(stage, KEY, self.permission, parts=["attendance"])

    def is_written_about_again(self, stage: Stage) -> None:
        self.second = papers.write(stage, KEY, about=ABOUT, texts=SECOND_REPORT)
        papers.sign(stage, self.second)

    def releases_again(self, stage: Stage) -> None:
        """What is left of the permission: it waits, and he may still stop it."""
        papers.release(stage, KEY, self.second, self.permission, parts=["attendance"])

    def withdraws(self, stage: Stage) -> None:
        stage.say("Graham takes his permission back")
        papers.withdraw(stage, KEY, self.permission)

    def looks_back(self, stage: Stage) -> None:
        stage.say("Graham sees something differently, and it stays")
        review = course_acts.reviews(stage, KEY, own=REVIEW, hers=REVIEW_HERS)
        course_acts.sees_differently(stage, KEY, review, theme="fit", text=SEES_DIFFERENTLY)

    def steps_down(self, stage: Stage) -> None:
        text = "I told her on the telephone. She asked why, and I said it."
        note(stage, KEY, which=3, stands=CommitmentStep.DONE, text=text)
        note(stage, KEY, which=2, stands=CommitmentStep.DONE, text="")

    def is_asked_to_listen(self, stage: Stage) -> None:
        """A step of repair that asks nothing of anybody who was harmed."""
        today = dates.local(clock.now()).date()
        item = NewCommitment(
            PUBLIC_ACCOUNTS,
            outside=Commitment.PUBLIC_ACCOUNTS,
            prepare_on=today + timedelta(days=4),
            debrief_on=today + timedelta(days=13),
        )
        agreed.propose(stage, KEY, by="voss", item=item)

    def agrees_to_listen(self, stage: Stage) -> None:
        agreed.answers(stage, KEY, by=KEY, line=PUBLIC_ACCOUNTS)

    def listens(self, stage: Stage) -> None:
        agreed.attended(stage, KEY, line=PUBLIC_ACCOUNTS)

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
