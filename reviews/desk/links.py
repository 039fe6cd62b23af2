"""Where the pages of the desk lead: one address for each kind of thing. Pure."""

from uuid import UUID

from django.urls import reverse

# kind of thing → the page it is read on, by its own id
READ_ON = {
    "checkin": "desk:checkin",
    "reflection": "journal:read",
    "session": "sessions:read",
    "feedback": "feedback:read",
    "commitment": "commitments:one",
    "concern": "concerns:read",
    "suitability": "journal:read",
    "disclosure": "disclosures:read",
    "ending": "ending:after",
    "closing": "journal:read",
    "follow_up": "ending:follow_up",
    "follow_up_account": "journal:read",
    "report": "reports:read",
    "review": "progress:one",
    "permission": "releases:permission",
    "release": "releases:copy",
}
# kind of one's own draft → where it is gone on with
GO_ON = {"session": "sessions:write", "feedback": "feedback:write", "report": "reports:draft"}


def to_read(kind: str, of_id: UUID | None) -> str:
    """ "" for what has no page of its own. A permission's is the client's alone."""
    return reverse(READ_ON[kind], args=[of_id]) if of_id and kind in READ_ON else ""


def to_go_on(kind: str, of_id: UUID) -> str:
    return reverse(GO_ON[kind], args=[of_id])
