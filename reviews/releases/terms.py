"""What a permission says: every element, as it was shown and signed. Pure.

A change of any text below is a new version; each permission keeps the words it was given with.
Source: docs/glossary.md, "Permission" (45 CFR 164.508(c), 42 CFR 2.31, GDPR Art. 7).
"""

import json
from dataclasses import asdict, dataclass
from datetime import date

VERSION = "2026-11"
AT_MY_REQUEST = "At my request"  # a purpose that needs no other words, if the client started it

# What stands on every permission. {recipient}, {clinician}, {practice} are filled in.
TEXTS: dict[str, dict[str, str]] = {
    "2026-11": {
        "releases_nothing": "This permission sends nothing by itself. You read each text, exactly "
        "as {recipient} would, and say yes or no to it.",
        "withdrawing": "You can withdraw it at any time, here in one step, or by writing to "
        "{practice} or ringing. From that moment {recipient} can open nothing. What was opened "
        "before cannot be called back.",
        "refusing": "If you say no, or withdraw, nothing changes here: not your check-ins, not "
        "what they cost, not how you are spoken to. {recipient} is told nothing about it.",
        "passing_on": "{recipient} is asked not to pass it on. Once they have read it, we cannot "
        "control what they do with it, and the law may no longer protect it as it does here.",
        "advice": "You can ask a lawyer, a union or anybody you trust before you sign. Sharing may "
        "weaken legal privilege.",
        "copy": "You get a copy at once and can open it here at any time. It is kept for six years "
        "after its last day.",
        "own_paper": "It is a paper of its own. Nothing else is agreed with it.",
    }
}
PRESSURE_VERSION = "2026-11"
# Shown before signing where a yes to an employer may not be free. Kept with what was signed.
PRESSURES: dict[str, str] = {
    "": "",
    "2026-11": "Your work here is tied to your job, so this choice may not be free. You can still say "
    "no, and nothing here changes if you do. If your employer is in Europe or the United Kingdom, they "
    "need a lawful reason of their own, and may not lean on this permission. You can ask a lawyer or a "
    "union first.",
}
NOTICE_VERSION = "2026-11"
# What the reader acknowledges before the text, and finds on every copy.
NOTICES: dict[str, str] = {
    "2026-11": "{person} agreed that you, {recipient}, and nobody else, may read this until "
    "{until}, for the purpose stated here. Federal and state law may protect it. Do not copy it "
    "into a personnel file, forward it, quote from it or use it against {person} in any "
    "proceeding, unless {person} agrees in writing or the law allows it. Do not ask anybody who "
    "was harmed to comment on it. {person} can withdraw this at any time; the page then closes."
}


@dataclass(frozen=True, slots=True)
class RecipientDetails:
    """The one person who may read it."""

    name: str
    role: str
    organization: str
    address: str  # an e-mail address

    @property
    def in_words(self) -> str:
        return ", ".join(part for part in (self.name, self.role, self.organization) if part)


@dataclass(frozen=True, slots=True)
class PermissionTerms:
    """What the client signed, beside the parts and the end that are columns of their own."""

    recipient: RecipientDetails
    discloser: str
    practice: str
    description: str  # what is shared, in the client's plain words
    purpose: str
    until: date  # its last day, in `zone`
    zone: str  # IANA name
    event: str  # an event that ends it earlier, in words; may be empty
    refusal_words: str  # what the employer says about a no, in the employer's words; may be empty
    signed_name: str  # typed by the client
    pressure_version: str = ""  # of PRESSURES, as it stood on the page; "": it did not

    def texts(self, version: str) -> dict[str, str]:
        """The printed elements of that version, filled in."""
        values = {
            "recipient": self.recipient.name,
            "clinician": self.discloser,
            "practice": self.practice,
        }
        return {name: text.format(**values) for name, text in TEXTS[version].items()}


def write(terms: PermissionTerms) -> str:
    data = asdict(terms)
    data["until"] = terms.until.isoformat()
    return json.dumps(data, ensure_ascii=False)


def read(text: str) -> PermissionTerms:
    data = json.loads(text)
    data["until"] = date.fromisoformat(data["until"])
    data["recipient"] = RecipientDetails(**data["recipient"])
    return PermissionTerms(**data)


def write_details(details: RecipientDetails) -> str:
    return json.dumps(asdict(details), ensure_ascii=False)


def read_details(text: str) -> RecipientDetails:
    return RecipientDetails(**json.loads(text))
