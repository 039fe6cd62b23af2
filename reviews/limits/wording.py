"""The limits of confidentiality, in twelve parts. A change of words is a new version.

Source: docs/glossary.md, "Limits of confidentiality".
"""

VERSION = "2026-11"

# Each part: heading, text. {clinician}, {practice}, {years}, {complaints} are filled in.
PARTS: list[tuple[str, str]] = [
    (
        "Who can read what",
        "What you write is yours alone until you share it; until then nobody else can tell that it "
        "exists. What you share is read by {clinician}. The people who run {practice} see codes and "
        "dates, never words. You can see every reading under “Who has looked”.",
    ),
    (
        "What an employer gets",
        "Nothing, unless you release it. A summary reaches a named person only after you have read "
        "the exact text and said yes to it, and you can withdraw that at any time.",
    ),
    (
        "Danger to you or to others",
        "If {clinician} believes that somebody is in serious and immediate danger, the law may "
        "require or allow them to tell the people who can prevent it.",
    ),
    (
        "Children and dependent adults",
        "{clinician} may have to report harm to a child or to an adult who depends on others, also "
        "from long ago in some places. Writing details here that identify somebody counts as "
        "telling.",
    ),
    (
        "Courts",
        "A court can order that records be handed over, and a subpoena may come. {practice} does not "
        "hand anything over without checking who asks and what exactly they may have.",
    ),
    (
        "Sharing and legal privilege",
        "What you tell your clinician may be protected by law. Sharing a summary with anybody may "
        "weaken that protection. Ask a lawyer before you do, and before you write about anything "
        "that could become a legal case.",
    ),
    (
        "New misconduct",
        "If there is new misconduct, {clinician} talks with you about it. Nothing about it is passed "
        "on to anybody unless you have agreed to that, or the law demands it.",
    ),
    (
        "Supervision and cover",
        "Another clinician may stand in for {clinician} or check a text with them. They are bound by "
        "the same secrecy. You are told who covers, and from when to when. Clinicians may keep "
        "process notes of their own, which only their author can read.",
    ),
    (
        "How long records stay",
        "Shared records are kept for {years} years after the work ends. Some things cannot be erased "
        "before that, and a copy that somebody has read cannot be called back. The trail of who "
        "looked is kept too; it holds no words.",
    ),
    (
        "Not an emergency service",
        "Nobody reads this at once, and nothing watches what you write. If you or somebody else is "
        "in danger, call your local emergency number.",
    ),
    (
        "Your device",
        "Do not use a work device, a work address or a work network. Others may be able to see what "
        "is on them. “Leave quickly” takes you to another page, but earlier pages stay in the "
        "browser’s history.",
    ),
    (
        "If something is wrong",
        "You can complain to {complaints}, to the licensing board of your clinician’s profession, "
        "or to the data protection or health privacy authority where you live.",
    ),
]
