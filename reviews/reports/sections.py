"""The sections of a report, in the order they are read. Declarative.

`part` is what a client permits or does not (agreements.terms.PARTS_TOLD). Sections of facts are
filled from the record and cannot be written in. Source: docs/glossary.md, "Report".
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SectionKind:
    key: str
    part: str
    heading: str
    facts: bool = False
    required: bool = True
    prompts: tuple[str, ...] = ()
    guidance: str = ""  # the practice's own, beside the text while it is written


SECTIONS: dict[str, SectionKind] = {
    section.key: section
    for section in (
        SectionKind("takes_part", "takes_part", "Taking part", facts=True),
        SectionKind("attendance", "attendance", "Check-ins", facts=True),
        SectionKind("commitments", "commitments", "What was agreed, and how it stands", facts=True),
        SectionKind(
            "themes",
            "themes",
            "What the work was about",
            prompts=(
                "Which focus areas did you work on, in plain words?",
                "Leave out what happened, and everybody it happened to.",
            ),
        ),
        SectionKind(
            "seen",
            "summary",
            "What was seen, and where",
            prompts=(
                "What did you see or hear yourself? Give an example with its date.",
                "What do you know only from the client's own telling? Say so.",
                "Would you write the same if you liked this person less, or more?",
            ),
        ),
        SectionKind(
            "hard",
            "summary",
            "What is still hard",
            prompts=(
                "Name at least one thing that is still hard, with an example.",
                "What does not fit the picture so far?",
                "What would change your mind?",
            ),
        ),
        SectionKind(
            "concerns",
            "concerns",
            "Setbacks and concerns the agreement lists",
            required=False,  # unless something binds: readiness
            prompts=(
                "What happened, in two plain lines, and what has changed since?",
                "Nobody who was harmed is named or described.",
            ),
        ),
        SectionKind(
            "boundaries",
            "boundaries",
            "Boundaries and supports at work",
            required=False,
            prompts=(
                "What could the workplace do? It must ask something of the client, never of "
                "anybody who was harmed.",
            ),
        ),
    )
}
WRITTEN = [section for section in SECTIONS.values() if not section.facts]

# What an author asks themselves before the first word. Nothing of it is answered on paper.
# Sources: docs/practices.md, lines 5, 18 and 30; the duties of doctors who write reports (GMC).
BEFORE_WRITING: tuple[str, ...] = (
    "Somebody pays for this work, and somebody will read it. Are you about to write what they hope "
    "for?",
    "Did you look for what speaks against your picture? What did you find?",
    "What would have to happen for you to see it differently?",
    "Suppose you liked this person less, or more. Would the same words stand here?",
    "What have you checked, and what do you have from one side only?",
    "What would you rather leave out? Would somebody who learned of it later feel misled?",
    "Does anything you plan to say make a harm sound smaller than it was?",
    "Will a reader be able to tell what you saw from what you think?",
    "Does all of it stay within what the two of you agreed may be told?",
)
