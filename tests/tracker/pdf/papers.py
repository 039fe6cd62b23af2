"""Papers to print: a plain one, and what is changed in it."""

from copy import deepcopy

PAPER = {
    "title": "Progress summary",
    "person": "Eli R.",
    "period": "May 4 to June 30, 2026",
    "reader": "Ms Erin Vale, people director, Harrow & Vale",
    "until": "December 31, 2026",
    "issued": "2026-07-10",
    "issued_words": "July 10, 2026",
    "purpose": "To plan his return to the team.",
    "notice": (
        "Eli agreed that you, and only you, may read this. Do not forward it or quote from it. He "
        "can withdraw it at any time; the check below then says that it may no longer be relied on."
    ),
    "sections": [
        {
            "heading": "What this is about",
            "paragraphs": [
                "From May 4 to June 30, 2026 Eli met Dana Whitlock each week, in person and by "
                "video. Ten check-ins were agreed and nine were held; one was moved because the "
                "practice was closed.",
                "Eli knew from the first meeting what would be written here and who would read it.",
            ],
        },
        {
            "heading": "What he worked on",
            "paragraphs": [
                "A plain account of what he did, its effect on others, and what he will do when it "
                "comes up again. In May he called it a misunderstanding. In June he named each act.",
                "Two commitments touch your workplace: he does not drink at work events, and he "
                "does not write to colleagues in the evening.",
            ],
        },
        {
            "heading": "What is still open",
            "paragraphs": [
                "He finds it easier to see a wrong step afterward than before. He has asked to be "
                "told. The work goes on until the review in September, whatever you decide.",
                "Dana Whitlock and he see one point differently: he thinks that a letter would "
                "help. She thinks that it should wait until somebody asks for one.",
            ],
        },
    ],
    "statement": {
        "heading": "In his own words",
        "paragraphs": [
            "I do not dispute any of it. I would like it to say that I told you first.",
            "I also know that this does not undo it.",
        ],
        "about": "Written May 11, 2026. It stands here whole and unchanged.",
    },
    "limits": {
        "heading": "What this does not tell you",
        "items": [
            "It does not predict what Eli will do, and no scale was used to write it.",
            "It is no finding on a complaint, and it does not reopen one.",
            "It does not say whether he should return to work. That decision is yours.",
            "It leaves out what he told in confidence. An absent part carries no meaning.",
        ],
    },
    "signers": [
        {
            "name": "Dana Whitlock",
            "about": "Psychologist, license PSY 20417, Tallow Street Practice",
            "signed": "Signed electronically, July 8, 2026",
        },
        {
            "name": "Mo Adebayo",
            "about": "Psychiatrist, license MD 88120",
            "signed": "Signed electronically, July 9, 2026",
        },
    ],
    "code": "7KQM-29FX-R4TD",
    "verify_words": (
        "Open the verification page of the service that sent this and enter the code, or give it "
        "the file. The answer says whether the paper is unchanged since it was issued and may "
        "still be relied on. It says nothing about the person."
    ),
    "preview": False,
    "language": "en",
}


def paper(**changed):
    return deepcopy(PAPER) | changed


SENTENCE = "He said plainly what he did, and what he will do when it comes up again. "
LONG = {
    "sections": [
        {
            "heading": f"Section {number} with a heading that needs a second line to say all of it",
            "paragraphs": [f"[{number}.{part}] " + SENTENCE * 9 for part in range(7)],
        }
        for number in range(1, 21)
    ],
    "statement": {
        "heading": "In his own words",
        "paragraphs": [f"{part} " + SENTENCE * 9 for part in range(12)],
        "about": "",
    },
    "limits": {"heading": "Limits", "items": [f"<{n}> " + SENTENCE * 3 for n in range(25)]},
    "signers": [{"name": f"Signer {n}", "about": "", "signed": ""} for n in range(3)],
}
BARE = {
    "person": "",
    "period": "",
    "until": "",
    "purpose": "",
    "notice": "",
    "sections": [{"heading": "One", "paragraphs": ["Word"]}, {"heading": "", "paragraphs": []}],
    "statement": None,
    "limits": {"heading": "", "items": []},
    "signers": [],
    "code": None,
    "verify_words": "",
}
