"""Role × row × verb for what the client permits and releases; see row_matrix.py.

Select and insert stand here, and for a file that waits its update: the application role has no right
to any other verb. "contact" is in the practice and no reader of Eli's; what a reader sees is in
test_reader_rows.py.
"""

from tests.laws.row_matrix import ME, OF_ENGAGEMENT, Row

BOTH_SEE = {"dana": "s", "eli": "si"}
SEEN_ONLY = {"dana": "s", "eli": "s"}
MINE = {"author_id": ME, "created_at": "app.now()"}
FRESH = {**MINE, "authenticated_at": "app.now()"}
NO_ACCOUNT = {**MINE, "user_id": "null", "invitation_id": "null"}
STALE = {**MINE, "authenticated_at": "app.now() - interval '11 minutes'"}
AHEAD = {**MINE, "authenticated_at": "app.now() + interval '2 minutes'"}
LIVING, ENDED = "id = %(permission)s", "permission_id = %(withdrawn)s"
RELEASE = "id = %(release)s"


def row(table: str, where: str, may: dict[str, str], new: dict[str, str], change: str = "") -> Row:
    return Row(f"reviews_{table}", "eli", where, change or "created_at = created_at", may, new)


ROWS: dict[str, Row] = {
    "reader": row("recipient", OF_ENGAGEMENT, BOTH_SEE, NO_ACCOUNT, "user_id = user_id"),
    "reader, linked by hand": row(
        "recipient", OF_ENGAGEMENT, SEEN_ONLY, {**NO_ACCOUNT, "user_id": "%(mo)s"}
    ),
    "permission": row("permission", LIVING, BOTH_SEE, FRESH, "expires_at = expires_at"),
    "permission in another's name": row(
        "permission", LIVING, SEEN_ONLY, {**FRESH, "author_id": "%(mo)s"}
    ),
    "permission, not freshly": row("permission", LIVING, SEEN_ONLY, STALE),
    "permission, proven ahead": row("permission", LIVING, SEEN_ONLY, AHEAD),
    "permission of no part": row("permission", LIVING, SEEN_ONLY, {**FRESH, "parts": "'[]'"}),
    "permission without end": row(
        "permission", LIVING, SEEN_ONLY, {**FRESH, "expires_at": "app.now() + interval '400 days'"}
    ),
    "permission in another engagement": row(
        "permission", LIVING, SEEN_ONLY, {**FRESH, "engagement_id": "%(others)s"}
    ),
    "narrowing": row("narrowing", ENDED, BOTH_SEE, FRESH, "parts = parts"),
    "narrowing, not freshly": row("narrowing", ENDED, SEEN_ONLY, STALE),
    "narrowing to what was never permitted": row(
        "narrowing", ENDED, SEEN_ONLY, {**FRESH, "parts": """'["takes_part", "everything"]'"""}
    ),
    "withdrawal": row("withdrawal", ENDED, BOTH_SEE, FRESH),
    "withdrawal, not freshly": row("withdrawal", ENDED, SEEN_ONLY, STALE),
    "withdrawal in another's name": row(
        "withdrawal", ENDED, SEEN_ONLY, {**FRESH, "author_id": "%(mo)s"}
    ),
    "statement that went out": row("statement", "id = %(statement)s", BOTH_SEE, MINE),
    "statement since": row("statement", "id = %(statement_kept)s", {"eli": "si"}, MINE),
    "no to a version": row("notreleased", OF_ENGAGEMENT, BOTH_SEE, MINE),
    "release": row("release", RELEASE, BOTH_SEE, FRESH, "live_at = now()"),
    "release, not freshly": row("release", RELEASE, SEEN_ONLY, STALE),
    "release in another's name": row(
        "release", RELEASE, SEEN_ONLY, {**FRESH, "author_id": "%(mo)s"}
    ),
    "release without the wait": row(
        "release", RELEASE, SEEN_ONLY, {**FRESH, "live_at": "app.now() + interval '1 hour'"}
    ),
    "release of other words": row("release", RELEASE, SEEN_ONLY, {**FRESH, "digest": "'x'"}),
    "release inside what was withdrawn": row(
        "release", RELEASE, SEEN_ONLY, {**FRESH, "permission_id": "%(withdrawn)s"}
    ),
    "release of another version": row(
        "release", RELEASE, SEEN_ONLY, {**FRESH, "report_id": "%(report_draft)s"}
    ),
    # a door alone writes it
    "closed release": row("closedrelease", "release_id = %(closed)s", SEEN_ONLY, MINE),
    "file of a release": row(
        "releasefile",
        "release_id = %(release)s",
        {"dana": "s", "eli": "siu"},
        MINE,
        "attempts = attempts",
    ),
    "file of a release, ready made": row(
        "releasefile",
        "release_id = %(release)s",
        {"dana": "s", "eli": "su"},
        {**MINE, "state": "'made'"},
        "attempts = attempts",
    ),
    "key of what is shared": Row(
        "reviews_engagementkey",
        "eli",
        f"{OF_ENGAGEMENT} and purpose = 'sharing'",
        "wrapped = wrapped",
        {"dana": "si", "eli": "si"},
    ),
    "key of a copy": Row(
        "reviews_engagementkey",
        "eli",
        "holder = %(release)s",
        "wrapped = wrapped",
        {"dana": "si", "eli": "si"},
    ),
}
