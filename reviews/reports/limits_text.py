"""What every report says about itself. Locked: a change of words is a new version.

Source: docs/glossary.md, "Limits text".
"""

VERSION = "2026-11"
HEADING = "What this does not tell you"
TEXTS: dict[str, list[str]] = {
    "2026-11": [
        "It says what its author saw and was told in the period above, and much of it rests on what "
        "the person themselves said.",
        "It does not predict, guarantee or certify anything, and no score or scale was used to "
        "write it. Methods for this work have modest evidence.",
        "That a concern is not mentioned does not mean there is none.",
        "It does not weigh any complaint, and it does not replace your own duties and judgment, to "
        "the people who were harmed first of all.",
        "It does not speak for anybody who was harmed.",
        "It ages: after its end date do not rely on it. Only the person it names may use it, and "
        "only for the purpose it states.",
        "The person it is about has read it and could answer. Having read it is not agreeing.",
    ]
}
