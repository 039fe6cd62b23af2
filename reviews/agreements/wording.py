"""The sentences that stand in every agreement where an employer asks for it. Pure.

A change of any text below is a new version: an agreement keeps the words it was signed with.
Source: docs/glossary.md, "Employer's part".
"""

from dataclasses import dataclass

VERSION = "2026-11"


@dataclass(frozen=True, slots=True)
class Wording:
    may_get: tuple[str, ...]
    never_gets: tuple[str, ...]
    refusal: str  # the practice's own sentence; never merged with the employer's words
    pressure: str
    lawful_basis: str
    advice: str
    left_out: str  # the omission rule


WORDINGS: dict[str, Wording] = {
    "2026-11": Wording(
        may_get=(
            "That the client takes part, and since when",
            "Check-ins offered and held, as counts with dates",
            "What was agreed to be done, and how each commitment stands",
            "Supports and boundaries at work",
            "The concerns that this agreement lists",
            "That the work has ended, and the day",
        ),
        never_gets=(
            "An opinion on truth, guilt, future conduct, or who should be hired or dismissed",
            "Anything of health, medication, family, childhood or private life",
            "Anything about anybody who was harmed or who saw it",
            "What the client writes here, and the clinician’s private notes",
            "Reminders, moved or missed forms, and when anybody signed in",
            "What the client permitted, refused or withdrew, and who else reads anything",
        ),
        refusal="If you say no, or end it later, nothing changes here: not what it costs, not who "
        "may come in, not how you are spoken to, and not how often we remind you.",
        pressure="Your work is tied to this, so the choice may not be free. You can say no all the "
        "same. Nobody here tells your employer that you did.",
        lawful_basis="If the employer is in Europe or the United Kingdom, they need a lawful reason "
        "of their own, and may not lean on this agreement.",
        advice="Ask a lawyer, a union or anybody you trust before you sign. It is noted only that "
        "advice was offered, and when.",
        left_out="A summary that would have to leave out something listed here is not sent at all: "
        "without it, it would mislead.",
    )
}


def wording_of(version: str) -> Wording:
    """The words an agreement was made with; those of today for one from before there were any."""
    return WORDINGS.get(version) or WORDINGS[VERSION]
