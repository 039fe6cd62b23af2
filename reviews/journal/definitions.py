"""What is written by prompts: who writes it, what is asked, in which words, where it leads. Pure.

One definition for each kind of Entry. A kind without questions of its own takes those of the
practice (reviews.prompts). Handing over is the act of the room that `finish` names: it alone knows
what follows from it. Source: docs/architecture.md, "Whatever is written by prompts".
"""

from dataclasses import dataclass
from typing import Any

from accounts.roles import CLIENT, CLINICIAN
from reviews.journal.models import Entry
from reviews.prompts.library import Asked

CLIENT_HINT = (
    "Write as little or as much as you like. You may skip or stop. Leave out names, looks, jobs, "
    "dates and places that would point to someone you harmed. No one grades this. Only you can see "
    "it until you share it."
)
CLINICIAN_HINT = (
    "Write what you saw and heard, with an example where there is one. Nobody who was harmed is "
    "named or described. The client can read it once you have signed."
)


@dataclass(frozen=True, slots=True)
class Writing:
    """A kind of writing.

    noun    as in "Discard this noun"; title begins a page.
    shared  the word for handing it over, in the past: "Shared", "Told", "Signed".
    finish  name of the page that hands it over; it takes the entry's id.
    signed  handing over is a signature, of somebody who has just proven who they are.
    gated   it passes the report gate before it is signed.
    nameless  names of people outside the work, addresses and numbers stop it too: it may be carried
              on, on paper.
    aid     its writer may ask for questions about their own words.
    rests   name of the page on which its writer names what each paragraph rests on; it takes the id.
    """

    kind: str
    role: str
    title: str
    noun: str
    shared: str
    finish: str
    button: str
    panel: tuple[str, ...]
    questions: tuple[Asked, ...] = ()
    area: str = ""  # of the practice's prompts, where it has no questions of its own
    hint: str = CLIENT_HINT
    private: str = "Nobody else can see that this exists until you share it."
    saved: str = "Only you can see it until you share it."
    signed: bool = False
    gated: bool = False
    nameless: bool = False
    aid: bool = False
    rests: str = ""

    @property
    def by_client(self) -> bool:
        return self.role == CLIENT

    @property
    def printed(self) -> bool:
        """It takes only what can be printed: who may carry it on has it as a PDF."""
        return self.nameless

    @property
    def begun(self) -> str:
        """ "A reflection", in lists of what was begun."""
        return f"{'An' if self.noun[0] in 'aeiou' else 'A'} {self.noun}"


def asked(kind: str, *questions: tuple[str, str]) -> tuple[Asked, ...]:
    """(title, question) pairs, in their order, with keys of their own."""
    return tuple(
        Asked(f"{kind}.{number}", title, question)
        for number, (title, question) in enumerate(questions, start=1)
    )


CLINICIAN_WRITES: Any = {
    "hint": CLINICIAN_HINT,
    "private": "Nobody else can see that this exists until you sign it.",
    "saved": "Only you can see it until you sign it.",
    "shared": "Signed",
    "role": CLINICIAN,
    "signed": True,
}

REFLECTION = Writing(
    kind=Entry.REFLECTION,
    role=CLIENT,
    title="Reflection",
    noun="reflection",
    shared="Shared",
    finish="journal:share",
    button="Share this reflection",
    panel=(
        "What is shared stays as it is. You can add to it later, but not take words back.",
        "You do not have to. A check-in without a reflection is an ordinary one.",
    ),
    aid=True,
)

SETBACK = Writing(
    kind=Entry.SETBACK,
    role=CLIENT,
    title="When I ran off course",
    noun="account of a setback",
    shared="Told",
    finish="concerns:tell",
    button="Tell this",
    panel=(
        "It is no emergency channel: nobody reads this at once.",
        "What is told stays as it is. You can add to it later, but not take words back.",
    ),
    area="setbacks",
    private="Nobody else can see that this exists until you tell it.",
    saved="Only you can see it until you tell it.",
    aid=True,
)

NOTED = Writing(
    kind=Entry.NOTED,
    title="What was noted",
    noun="note",
    finish="concerns:sign",
    button="Sign this note",
    panel=("The client is told that something waits, reads it, and can answer.",),
    questions=asked(
        Entry.NOTED,
        ("Conduct seen", "What was done or said, as you saw it or were told, and by whom?"),
        ("How you know", "Did you see it yourself, or who told you, and when?"),
        (
            "Understanding voiced",
            "What has the client said about it? Keep this apart from what was done.",
        ),
        ("What it touches", "Which commitment, boundary or listed concern does it touch, if any?"),
        ("What you ask", "What do you ask the client, and what do you propose comes next?"),
    ),
    **CLINICIAN_WRITES,
)

SUITABILITY = Writing(
    kind=Entry.SUITABILITY,
    title="Suitability conversation",
    noun="account of the conversation",
    finish="suitability:sign",
    button="Sign this account",
    panel=("It stays between the two of you. It is no test, and it gives nobody a label.",),
    questions=asked(
        Entry.SUITABILITY,
        ("Willing", "What does the person want from this work, and what makes them come now?"),
        (
            "Takes responsibility",
            "What do they say they did, in their own words, and what do they still explain away?",
        ),
        (
            "Accountability so far",
            "What accountability has already happened: at work, in law, toward others?",
        ),
        ("What may stand in the way", "What makes this the wrong work or the wrong time, if any?"),
        (
            "Other help",
            "Is other help needed, beside this or instead of it, and to whom do you refer?",
        ),
        (
            "What you agreed to do next",
            "What did the two of you decide at the end, in plain words?",
        ),
    ),
    **CLINICIAN_WRITES,
)

REVIEW_TITLES = (
    "What was agreed",
    "What was said",
    "What was done",
    "What does not fit",
    "Where it ran off course",
    "What is hard",
    "What comes next",
)
REVIEW_PANEL = (
    "The other can read your part as soon as you have signed it. What the two of you see differently "
    "stays side by side.",
)
REVIEW_CLIENT = Writing(
    kind=Entry.REVIEW_CLIENT,
    role=CLIENT,
    title="Your part of the progress review",
    noun="part of the review",
    shared="Signed",
    finish="progress:sign",
    button="Sign your part",
    panel=REVIEW_PANEL,
    questions=asked(
        Entry.REVIEW_CLIENT,
        *zip(
            REVIEW_TITLES,
            (
                "What did we agree that I would do?",
                "What have I said about it since, to whom?",
                "What have I done, with an example?",
                "Where do my words and what I did not fit together?",
                "Where did I run off course, and what came before it?",
                "What is still hard, and what do I avoid?",
                "What comes next, and what should change in our plan?",
            ),
            strict=True,
        ),
    ),
    private="Nobody else can see that this exists until you sign it.",
    saved="Only you can see it until you sign it.",
    signed=True,
    rests="progress:rests",
)
REVIEW_CLINICIAN = Writing(
    kind=Entry.REVIEW_CLINICIAN,
    title="Your part of the progress review",
    noun="part of the review",
    finish="progress:sign",
    button="Sign your part",
    panel=REVIEW_PANEL,
    questions=asked(
        Entry.REVIEW_CLINICIAN,
        *zip(
            REVIEW_TITLES,
            (
                "What had been agreed for this time?",
                "What did the client say, in session and in writing?",
                "What was done, as far as you can know it, with an example?",
                "What does not fit: words beside acts, one account beside another?",
                "Where did it run off course, in plain words?",
                "What is still hard for the client?",
                "What comes next, and what should change in the plan?",
            ),
            strict=True,
        ),
    ),
    gated=True,
    rests="progress:rests",
    **CLINICIAN_WRITES,
)

CLOSING = Writing(
    kind=Entry.CLOSING,
    title="Closing summary",
    noun="closing summary",
    finish="ending:sign",
    button="Sign the closing summary",
    panel=("It is the client's own copy. It is not a release, no diploma and no promise.",),
    questions=asked(
        Entry.CLOSING,
        ("What you worked on", "What did the two of you work on, and for how long?"),
        ("What was done", "What was done of what you agreed, with an example?"),
        ("What was not", "What was changed, let go or not taken up, and why?"),
        ("Where it ran off course", "What setbacks were there, and what followed from them?"),
        ("What is still hard", "What is still hard, as you see it?"),
        (
            "What was agreed for after",
            "What did you agree for the time after: supports, follow-ups?",
        ),
    ),
    gated=True,
    nameless=True,
    **CLINICIAN_WRITES,
)

FOLLOW_UP = Writing(
    kind=Entry.FOLLOW_UP,
    title="Follow-up check-in",
    noun="account of the follow-up",
    finish="ending:sign_follow_up",
    button="Sign this account",
    panel=("It stays between the two of you.",),
    questions=asked(
        Entry.FOLLOW_UP,
        ("What was said", "What did the client tell of the time since?"),
        ("What you saw or heard", "What did you see or hear that fits, and what does not?"),
        ("What is hard", "What is hard now, and what helps?"),
        ("What comes next", "What did you agree, if anything?"),
    ),
    gated=True,
    **CLINICIAN_WRITES,
)

WRITINGS: dict[str, Writing] = {
    writing.kind: writing
    for writing in (
        REFLECTION,
        SETBACK,
        NOTED,
        SUITABILITY,
        REVIEW_CLIENT,
        REVIEW_CLINICIAN,
        CLOSING,
        FOLLOW_UP,
    )
}
