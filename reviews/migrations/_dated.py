"""What ends or holds a release, and what is said about one, is dated when it happens; part of the
migration of that name.

Verification asks the times of these rows whether a document could ever be opened (`_held.py`,
NEVER_OPEN). A withdrawal, or a word that something was entered in error, dated back before that moment
would make a document unknown that was read meanwhile. No person can date one of them now, but
for a minute: a request is told its time before it writes.
"""

from django.db.migrations import RunSQL

from reviews.migrations._concerns import ADDS_STEP, AMENDS
from reviews.migrations._sharing import (
    ADDS_ACKNOWLEDGMENT,
    ADDS_CORRECTION,
    ADDS_COSIGNATURE,
    ADDS_FILE,
    ADDS_NARROWING,
    ADDS_NOT_RELEASED,
    ADDS_RECIPIENT,
    ADDS_REMARK_PASSED_ON,
    ADDS_STATEMENT,
    ADDS_WITHDRAWAL,
    ANSWERS_CORRECTION,
    JUST_NOW,
)
from reviews.migrations._voices import AMENDED, NAMED_BY_CONTACT
from reviews.migrations._writing import KEEPS_BACK

ADDS = {
    "recipient": ADDS_RECIPIENT,
    "narrowing": ADDS_NARROWING,
    "withdrawal": ADDS_WITHDRAWAL,
    "statement": ADDS_STATEMENT,
    "notreleased": ADDS_NOT_RELEASED,
    "releasefile": ADDS_FILE,
    "noticeacknowledgment": ADDS_ACKNOWLEDGMENT,
    "amendment": f"{AMENDS} and ({AMENDED} or {NAMED_BY_CONTACT})",
    "concernstep": ADDS_STEP,
    "cosignature": ADDS_COSIGNATURE,
    "remarkpassedon": ADDS_REMARK_PASSED_ON,
    "answerkeptback": KEEPS_BACK,
    "correctionrequest": ADDS_CORRECTION,
}


def _checks(table: str, command: str, condition: str) -> str:
    return f"alter policy {table}_{command} on {table} with check ({condition});"


def _dated(table: str, command: str, condition: str, column: str = "created_at") -> RunSQL:
    just_now = JUST_NOW.replace("created_at", column)
    return RunSQL(
        _checks(table, command, f"{condition} and {just_now}"), _checks(table, command, condition)
    )


POLICIES = [
    *(_dated(f"reviews_{table}", "insert", condition) for table, condition in ADDS.items()),
    _dated("reviews_correctionrequest", "update", ANSWERS_CORRECTION, "answered_at"),
]
