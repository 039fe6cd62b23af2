"""The closed list of doors: acts that pass row policies, because no person with rights is asking.

Each is a definer function in the schema `app`, with its own check inside the database.
tests/laws/test_doors.py holds the list; a function that is not here fails the build.
"""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection

DOORS: dict[str, str] = {
    "enter": "tell the database who is asking; the role is read from the membership",
    "set_clock": "move the clock of a test or demo database",
    "enqueue": "put one message into the outbox",
    "chain_audit": "trigger: link an audit event to the one before it",
    "find_invitation": "what a holder of an invitation's link may know",
    "accept_invitation": "become a member by an invitation's link",
    "set_invitation_token": "the outbox stores the hash of the link it is about to send",
    "practice_exists": "whether the first-run page has anything to do",
    "found_practice": "make the first practice and its first administrator",
    "moved_heads": "audit heads that moved since the last anchor",
    "store_anchor": "store a signed anchor",
    "apply_factor_resets": "remove the factors of people whose reset has come due",
    "somebody_else": "whom a client can speak to who is not their clinician",
    "ask_to_speak": "a client asks for that person, whom no clinician of theirs learns of",
    "receives_aside": "whether such a request is the actor's to receive; rows of theirs are hidden",
    "aside_asked_of": "the client: who received the request they made",
    "open_engagement": "make an engagement and its two grants",
    "keep_next_due": "trigger: the engagement's next check-in",
    "list_assignments": "the administrator's list: codes, states and clinicians",
    "entered_in_error": "whether a record was entered in error, for whoever cannot see why",
    "kept_back": "whether a second answer is kept back, for the client who cannot see that it is",
    "live_releases": "what an employer contact may read at this moment",
    "unstated_concerns": "what the agreement lists and a release would leave out: ids",
    "release_times": "releases of one's own work: from when each opens, and if it leaves something out",
    "release_is_held": "the outbox: whether a release is held back, so that its mail waits too",
    "renew_invitation": "the outbox: the time to accept runs from when the mail goes",
    "find_reader": "link a recipient to an account, or to an invitation that waits",
    "link_reader": "trigger: a new employer contact is the reader who was invited",
    "close_releases": "a clinician or administrator closes what went to the wrong person",
    "closed_openings": "those two: who opened what they can close; no words, and a line in the trail",
    "close_invitation": "trigger: a withdrawal closes the invitation it was for",
    "reader_to_tell": "whom the outbox tells about a release that can be read now",
    "name_contact": "the client's signature names who may report which agreed concerns",
    "link_contact": "trigger: a new employer contact is the one an agreement names",
    "close_contact": "trigger: an agreement that ends or is replaced closes its invitation",
    "contact_lapsed": "a clinician: whoever an agreement names never joined, and can no longer",
    "contact_to_tell": "whom the outbox tells that there is a form for them now",
    "agreed_forms": "an employer contact: what they may report, as keys and days; of nobody",
    "report_agreed": "an employer contact reports one agreed concern and its day",
    "tell_second": "a second clinician, while they are asked, notes a concern for the two",
    "second_told_at": "a second clinician, while they are asked: when they sent one",
    "note_bounce": "a mail server reports that a mail came back",
    "check_document": "verification: unchanged, over or unknown",
    "stop_reminders": "whoever has a reminder's link stops the reminders, and can do nothing else",
    "calendar_of": "whoever has a calendar's address: times, a code for clinicians, a short name",
    "mails_not_arrived": "which of their clients a clinician should ring: engagement ids and times",
    "week_to_look_at": "the outbox: how many things of which kind a clinician's week needs",
    "reminders_asked": "the sweep: which reminders have a row in the outbox already",
    "disclosures_to_tell": "the sweep: which records a client may read from now on; ids",
    "answers_to_tell": "the sweep: which second answers a client reads from now on; ids",
    "tell_asides_passed_on": "the sweep: tells who receives a request in the named person's place",
    "drafts_of_ended_work": "the sweep: whose drafts go, and when; ids and dates",
    "answer_cover": "say yes or no to a cover; the yes that was missing makes its grant",
    "end_cover": "end a cover before its time, by one of those it concerns",
    "answer_handover": "say one's own word about a handover; the yes that was missing does it",
    "hand_over_due": "the sweep: hand over what the client has let pass without objecting",
    "work_of_own_notes": "codes of work the caller left and keeps their own process notes of",
    "tell_absence": "trigger: a clinician who is away, and their clients, hear of it",
    "ask_cover_by_code": "an administrator asks a colleague and the client; opens nothing",
    "list_changes": "the administrator's list of open covers and handovers, by code",
    "close_account": "a client has died: nothing reaches their account any more",
    "settle_covers": "the sweep: mark covers whose time is over",
    "drop_drafts": "the sweep: delete drafts of ended work after their warning, and first offers",
    "drop_offer": "trigger: a membership ends, and what was typed into a first offer goes",
}


@dataclass(frozen=True, slots=True)
class InvitationFound:
    id: UUID
    organization_name: str
    organization_phone: str
    role: str
    email: str
    state: str  # open | used | expired | withdrawn
    has_account: bool
    organization_zone: str = "UTC"


@dataclass(frozen=True, slots=True)
class Assignment:
    code: str
    state: str
    clinician: str
    created_at: datetime
    started_at: datetime | None


def set_invitation_token(*, invitation_id: UUID, token_hash: bytes) -> None:
    _call("select app.set_invitation_token(%s, %s)", invitation_id, token_hash)


def find_invitation(*, token_hash: bytes) -> InvitationFound | None:
    row = _call("select * from app.find_invitation(%s)", token_hash)
    return InvitationFound(*row) if row and row[0] else None


def accept_invitation(*, token_hash: bytes, user_id: UUID, zone: str) -> UUID | None:
    """The new membership, or None if the invitation is not open, or is for another address."""
    row = _call("select app.accept_invitation(%s, %s, %s)", token_hash, user_id, zone)
    return row[0] if row else None


def practice_exists() -> bool:
    row = _call("select app.practice_exists()")
    return bool(row and row[0])


def found_practice(  # noqa: PLR0913 - one row of each of two tables
    *,
    organization_id: UUID,
    membership_id: UUID,
    user_id: UUID,
    name: str,
    short_name: str,
    zone: str,
    display_name: str,
) -> bool:
    """Whether the practice was made; False if one existed already."""
    row = _call(
        "select app.found_practice(%s, %s, %s, %s, %s, %s, %s)",
        organization_id,
        membership_id,
        user_id,
        name,
        short_name,
        zone,
        display_name,
    )
    return bool(row and row[0])


def moved_heads() -> tuple[int, bytes, list[list[Any]]]:
    """The number and hash for the next anchor's `prev`, and [[chain, seq, hash hex], …]."""
    row = _call("select * from app.moved_heads()")
    if row is None:
        raise RuntimeError("app.moved_heads() answered nothing")
    heads = json.loads(row[2]) if isinstance(row[2], str) else row[2]
    return row[0], bytes(row[1]), heads or []


def store_anchor(
    *, number: int, at: datetime, heads: list[list[Any]], prev: bytes, signature: bytes
) -> None:
    _call(
        "select app.store_anchor(%s, %s, %s, %s, %s)",
        number,
        at,
        json.dumps(heads),
        prev,
        signature,
    )


def apply_factor_resets() -> list[UUID]:
    """The people whose factors were removed just now."""
    row = _call("select app.apply_factor_resets()")
    return list(row[0] or []) if row else []


def note_bounce(*, notice_id: UUID, waits: list[timedelta]) -> str:
    """What the row became: waiting, failed, known (not one that is sent) or unknown.

    waits  until the next try, after the first, the second …; after the last one it has failed.
    """
    row = _call("select app.note_bounce(%s, %s)", notice_id, waits)
    return str(row[0]) if row else ""


def stop_reminders(*, engagement_id: UUID) -> UUID | None:
    """The plan that stopped just now; None if there is nothing to stop."""
    row = _call("select app.stop_reminders(%s)", engagement_id)
    return row[0] if row else None


def list_assignments() -> list[Assignment]:
    with connection.cursor() as cursor:
        cursor.execute("select * from app.list_assignments()")
        return [Assignment(*row) for row in cursor.fetchall()]


def _call(sql: str, *parameters: Any) -> tuple[Any, ...] | None:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        row: tuple[Any, ...] | None = cursor.fetchone()
    return row
