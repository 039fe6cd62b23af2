"""Every condition the database asks of a new row before a text goes out, and the try that notices when
it is gone; and what the reader's door asks.

Written by hand. tests/laws/test_consent_policies.py finds the conditions in the policies and functions
as they stand in the database and demands a line for each.
"""

from tests.laws.consent_attempts import Insert, Line, Lines, of
from tests.laws.operands import GRANTED

ME, NOW = "app.actor_id()", "app.now()"
OLD, AHEAD = f"{NOW} - interval '11 minutes'", f"{NOW} + interval '2 minutes'"
BACK, LATER = f"{NOW} - interval '3 days'", f"{NOW} + interval '3 days'"
MADE = {"author_id": ME, "created_at": NOW}
FRESH = {**MADE, "authenticated_at": NOW}


def _permission(who: str = "eli", **new: str) -> Insert:
    return Insert("permission", who, "id = %(alive)s", {**FRESH, **new}, FRESH)


def _narrowing(who: str = "eli", **new: str) -> Insert:
    return Insert("narrowing", who, "permission_id = %(narrowed)s", {**FRESH, **new}, FRESH)


def _withdrawal(who: str = "eli", **new: str) -> Insert:
    right = {**FRESH, "permission_id": "%(alive)s"}
    like = "permission_id = %(withdrawn)s"
    return Insert("withdrawal", who, like, {**right, **new}, right)


WAITED = {**FRESH, "live_at": f"{NOW} + interval '1 hour'"}


def _release(who: str = "eli", **new: str) -> Insert:
    return Insert("release", who, "id = %(live)s", {**WAITED, **new}, WAITED)


def _file(who: str = "eli", **new: str) -> Insert:
    right = {**MADE, "state": "'waiting'", "pdf": "null",
             "file_hash": "null", "made_at": "null"}  # fmt: skip
    return Insert("releasefile", who, "release_id = %(live)s", {**right, **new}, right)


def _notice(who: str = "reader", **new: str) -> Insert:
    right = {**MADE, "notice_version": "'another'"}
    like = "release_id = %(live)s"
    return Insert("noticeacknowledgment", who, like, {**right, **new}, right, seen_by="reader")


def _statement(who: str = "eli", **new: str) -> Insert:
    return Insert("statement", who, "report_id = %(version)s", {**MADE, **new}, MADE)


def _no(who: str = "eli", **new: str) -> Insert:
    return Insert("notreleased", who, "report_id = %(version)s", {**MADE, **new}, MADE)


def _in_error(**new: str) -> Insert:
    like = "kind = 'in_error' and of_id = %(wrong)s"
    return Insert("amendment", "dana", like, {**MADE, **new}, MADE, seen_by="dana")


def _listed(**new: str) -> Insert:
    return Insert("concernstep", "dana", "kind = 'listed'", {**MADE, **new}, MADE, seen_by="dana")


def _disclosure(who: str = "dana", **new: str) -> Insert:
    like = "engagement_id = %(engagement)s"
    return Insert("disclosure", who, like, {**FRESH, **new}, FRESH, seen_by="dana")


def _reader(who: str = "eli", **new: str) -> Insert:
    right = {**MADE, "user_id": "null", "invitation_id": "null"}
    like = "id = (select recipient_id from reviews_permission where id = %(alive)s)"
    return Insert("recipient", who, like, {**right, **new}, right)


INSERTS: dict[str, Insert] = {
    "a reader by the clinician": _reader("dana"),
    "a reader by another client": _reader("otto"),
    "a reader in another's name": _reader(author_id="%(dana)s"),
    "a reader linked by hand": _reader(user_id="%(mo)s"),
    "a reader invited by hand": _reader(invitation_id="%(engagement)s"),
    "a reader, dated back": _reader(created_at=BACK),
    "a reader, dated ahead": _reader(created_at=LATER),
    "permission by the clinician": _permission("dana"),
    "permission by another client": _permission("otto"),
    "permission in another's name": _permission(author_id="%(dana)s"),
    "permission, not freshly": _permission(authenticated_at=OLD),
    "permission, proven ahead": _permission(authenticated_at=AHEAD),
    "permission, dated back": _permission(created_at=BACK),
    "permission, dated ahead": _permission(created_at=LATER),
    "permission that is over": _permission(expires_at=f"{NOW} - interval '1 day'"),
    "permission without end": _permission(expires_at=f"{NOW} + interval '400 days'"),
    "permission of no part": _permission(parts="'[]'"),
    "permission for nobody": _permission(recipient_id="gen_random_uuid()"),
    "narrowing by the clinician": _narrowing("dana"),
    "narrowing in another's name": _narrowing(author_id="%(dana)s"),
    "narrowing, not freshly": _narrowing(authenticated_at=OLD),
    "narrowing, proven ahead": _narrowing(authenticated_at=AHEAD),
    "narrowing, dated back": _narrowing(created_at=BACK),
    "narrowing, dated ahead": _narrowing(created_at=LATER),
    "narrowing to nothing": _narrowing(parts="'[]'"),
    "narrowing of no permission": _narrowing(permission_id="gen_random_uuid()"),
    "narrowing to more": _narrowing(parts="""'["takes_part", "everything"]'"""),
    "withdrawal by the clinician": _withdrawal("dana"),
    "withdrawal in another's name": _withdrawal(author_id="%(dana)s"),
    "withdrawal, not freshly": _withdrawal(authenticated_at=OLD),
    "withdrawal, proven ahead": _withdrawal(authenticated_at=AHEAD),
    "withdrawal, dated back": _withdrawal(created_at=BACK),
    "withdrawal, dated ahead": _withdrawal(created_at=LATER),
    "withdrawal of no permission": _withdrawal(permission_id="gen_random_uuid()"),
    "release by the clinician": _release("dana"),
    "release in another's name": _release(author_id="%(dana)s"),
    "release, not freshly": _release(authenticated_at=OLD),
    "release, proven ahead": _release(authenticated_at=AHEAD),
    "release, dated back": _release(created_at=BACK),
    "release, dated ahead": _release(created_at=LATER, live_at=f"{NOW} + interval '4 days'"),
    "release of no part": _release(parts="'[]'"),
    "release in no permission": _release(permission_id="gen_random_uuid()"),
    "release to another reader": _release(recipient_id="%(maras_reader)s"),
    "release in what has expired": _release(
        permission_id="%(expired)s",
        recipient_id="(select p.recipient_id from reviews_permission p where p.id = %(expired)s)",
        expires_at="(select p.expires_at from reviews_permission p where p.id = %(expired)s)",
    ),
    "release for longer": _release(expires_at=f"{NOW} + interval '300 days'"),
    "release of more than is permitted": _release(
        permission_id="%(small)s",
        expires_at="(select p.expires_at from reviews_permission p where p.id = %(small)s)",
    ),
    "release in what was withdrawn": _release(permission_id="%(withdrawn)s"),
    "release of what was narrowed away": _release(permission_id="%(narrowed)s"),
    "release of no version": _release(report_id="gen_random_uuid()"),
    "release in another series": _release(series="gen_random_uuid()"),
    "release of other words": _release(digest="'x'"),
    "release of what was entered in error": _release(
        report_id="%(wrong)s",
        series="(select p.series from reviews_report p where p.id = %(wrong)s)",
        digest="(select p.digest from reviews_report p where p.id = %(wrong)s)",
    ),
    "release that opened before it was made": _release(live_at=f"{NOW} - interval '1 minute'"),
    "release without the wait": _release(
        permission_id="%(late)s",
        recipient_id="(select p.recipient_id from reviews_permission p where p.id = %(late)s)",
        expires_at="(select p.expires_at from reviews_permission p where p.id = %(late)s)",
    ),
    "release before its client could read it": _release(
        report_id="%(lately)s",
        series="(select p.series from reviews_report p where p.id = %(lately)s)",
        digest="(select p.digest from reviews_report p where p.id = %(lately)s)",
    ),
    "release that leaves out what is listed": _release(parts="""'["takes_part", "attendance"]'"""),
    "file by the clinician": _file("dana"),
    "file in another's name": _file(author_id="%(dana)s"),
    "file, given up at once": _file(state="'dropped'"),
    "file, ready made": _file(pdf="'x'"),
    "file with a hash": _file(file_hash="'x'"),
    "file of no release": _file(release_id="gen_random_uuid()"),
    "file, dated back": _file(created_at=BACK),
    "file, dated ahead": _file(created_at=LATER),
    "notice in another's name": _notice(author_id="%(dana)s"),
    "notice by the client": _notice("eli"),
    "notice of what waits": _notice(release_id="%(waiting)s"),
    "notice of no release": _notice(release_id="gen_random_uuid()"),
    "notice in another engagement": _notice(engagement_id="%(others)s"),
    "notice, dated back": _notice(created_at=BACK),
    "notice, dated ahead": _notice(created_at=LATER),
    "statement by the clinician": _statement("dana"),
    "statement in another's name": _statement(author_id="%(dana)s"),
    "statement beside no version": _statement(report_id="gen_random_uuid()"),
    "statement, dated back": _statement(created_at=BACK),
    "statement, dated ahead": _statement(created_at=LATER),
    "a no by the clinician": _no("dana"),
    "a no in another's name": _no(author_id="%(dana)s"),
    "a no to no version": _no(report_id="gen_random_uuid()"),
    "a no, dated back": _no(created_at=BACK),
    "a no, dated ahead": _no(created_at=LATER),
    "in error, dated back": _in_error(created_at=BACK),
    "in error, dated ahead": _in_error(created_at=LATER),
    "listed, dated back": _listed(created_at=BACK),
    "listed, dated ahead": _listed(created_at=LATER),
    "disclosure by the client": _disclosure("eli"),
    "disclosure by a colleague": _disclosure("mo"),
    "disclosure in another's name": _disclosure(author_id="%(mo)s"),
    "disclosure, not freshly": _disclosure(authenticated_at=OLD),
    "disclosure, proven ahead": _disclosure(authenticated_at=AHEAD),
    "disclosure, dated back": _disclosure(created_at=BACK),
    "disclosure, dated ahead": _disclosure(created_at=LATER),
    "disclosure, hidden for years": _disclosure(
        shown_from=f"{NOW} + interval '3 years'", why_later="'x'"
    ),
}

CLIENT = "app.actor_role() = 'client'"
CLINICIAN = "app.actor_role() = 'clinician'"
MINE = "author_id = app.actor_id()"
NOT_OLD = "authenticated_at >= (app.now() - '00:10:00')"
NOT_AHEAD = "authenticated_at <= (app.now() + '00:01:00')"
NOT_BACK = "created_at >= (app.now() - '00:01:00')"
NOT_LATER = "created_at <= (app.now() + '00:01:00')"
SOME = "jsonb_array_length(parts) > 0"
OF_PERMISSION = "EXISTS (reviews_permission …) >"
OF_REPORT = "EXISTS (reviews_report …) >"
OF_RELEASE = "EXISTS (reviews_release …) >"
OF_NOTICE = f"{OF_RELEASE} x.id = reviews_noticeacknowledgment"
OF_READER = "EXISTS (reviews_recipient …) >"
THE_SMALLEST, WHOLE = "parts = '[\"takes_part\"]'", "NOT (EXISTS (app.unstated_concerns …))"


def _of(policy: str, lines: dict[str, str | Line]) -> Lines:
    return of(f"reviews_{policy}", lines)


POLICIES: Lines = {
    **_of("recipient_insert", {
        CLIENT: "a reader by the clinician",
        GRANTED: "a reader by another client",
        MINE: "a reader in another's name",
        "user_id IS NULL": "a reader linked by hand",
        "invitation_id IS NULL": "a reader invited by hand",
        NOT_BACK: "a reader, dated back",
        NOT_LATER: "a reader, dated ahead",
    }),
    **_of("permission_insert", {
        CLIENT: "permission by the clinician",
        GRANTED: Line("permission by another client", (
            f"{OF_READER} x.id = reviews_permission.recipient_id",
            f"{OF_READER} x.engagement_id = reviews_permission.engagement_id",
        )),
        MINE: "permission in another's name",
        NOT_OLD: "permission, not freshly",
        NOT_AHEAD: "permission, proven ahead",
        NOT_BACK: "permission, dated back",
        NOT_LATER: "permission, dated ahead",
        "expires_at > app.now()": "permission that is over",
        "expires_at <= (app.now() + '367 days')": "permission without end",
        SOME: "permission of no part",
        f"{OF_READER} x.id = reviews_permission.recipient_id": "permission for nobody",
    }),
    **_of("narrowing_insert", {
        CLIENT: Line("narrowing by the clinician", (f"{OF_PERMISSION} x.author_id = app.actor_id()",)),
        MINE: "narrowing in another's name",
        NOT_OLD: "narrowing, not freshly",
        NOT_AHEAD: "narrowing, proven ahead",
        NOT_BACK: "narrowing, dated back",
        NOT_LATER: "narrowing, dated ahead",
        SOME: "narrowing to nothing",
        f"{OF_PERMISSION} x.id = reviews_narrowing.permission_id": "narrowing of no permission",
        f"{OF_PERMISSION} x.author_id = app.actor_id()": Line("narrowing by the clinician", (CLIENT,)),
        f"{OF_PERMISSION} x.parts @> reviews_narrowing.parts": "narrowing to more",
    }),
    **_of("withdrawal_insert", {
        CLIENT: Line("withdrawal by the clinician", (f"{OF_PERMISSION} x.author_id = app.actor_id()",)),
        MINE: "withdrawal in another's name",
        NOT_OLD: "withdrawal, not freshly",
        NOT_AHEAD: "withdrawal, proven ahead",
        NOT_BACK: "withdrawal, dated back",
        NOT_LATER: "withdrawal, dated ahead",
        f"{OF_PERMISSION} x.id = reviews_withdrawal.permission_id": "withdrawal of no permission",
        f"{OF_PERMISSION} x.author_id = app.actor_id()": Line("withdrawal by the clinician", (CLIENT,)),
    }),
    **_of("release_insert", {
        CLIENT: Line("release by the clinician", (f"{OF_PERMISSION} p.author_id = app.actor_id()",)),
        MINE: "release in another's name",
        NOT_OLD: "release, not freshly",
        NOT_AHEAD: "release, proven ahead",
        NOT_BACK: "release, dated back",
        NOT_LATER: "release, dated ahead",
        SOME: Line("release of no part", (WHOLE,)),
        f"{OF_PERMISSION} p.id = reviews_release.permission_id": "release in no permission",
        f"{OF_PERMISSION} p.recipient_id = reviews_release.recipient_id": "release to another reader",
        f"{OF_PERMISSION} p.author_id = app.actor_id()": Line("release by the clinician", (CLIENT,)),
        f"{OF_PERMISSION} p.expires_at > app.now()": "release in what has expired",
        f"{OF_PERMISSION} reviews_release.expires_at = p.expires_at": "release for longer",
        f"{OF_PERMISSION} p.parts @> reviews_release.parts": "release of more than is permitted",
        "NOT (EXISTS (reviews_withdrawal …))": "release in what was withdrawn",
        "NOT (EXISTS (reviews_narrowing …))": "release of what was narrowed away",
        f"{OF_REPORT} p.id = reviews_release.report_id":
            Line("release of no version", ("live_at >= app.preview_ends(report_id)",)),
        f"{OF_REPORT} p.series = reviews_release.series": "release in another series",
        f"{OF_REPORT} p.digest = reviews_release.digest": "release of other words",
        "NOT (EXISTS (reviews_amendment …))": "release of what was entered in error",
        "live_at >= created_at": "release that opened before it was made",
        "live_at >= (reviews_permission …)": "release without the wait",
        "live_at >= (reviews_permission …) > p.recipient_id = reviews_release.recipient_id":
            "release without the wait",
        "live_at >= app.preview_ends(report_id)": "release before its client could read it",
        THE_SMALLEST: "release that leaves out what is listed",
        WHOLE: "release that leaves out what is listed",
    }),
    **_of("releasefile_insert", {
        CLIENT: "file by the clinician",
        MINE: "file in another's name",
        "state = 'waiting'": "file, given up at once",
        "pdf IS NULL": "file, ready made",
        "file_hash IS NULL": "file with a hash",
        f"{OF_RELEASE} x.id = reviews_releasefile.release_id": "file of no release",
        NOT_BACK: "file, dated back",
        NOT_LATER: "file, dated ahead",
    }),
    **_of("noticeacknowledgment_insert", {
        MINE: "notice in another's name",
        "app.actor_role() = 'employer_contact'":
            Line("notice by the client", ("release_id IN app.live_releases()",)),
        "release_id IN app.live_releases()":
            Line("notice of what waits", (f"{OF_NOTICE}.release_id",)),
        f"{OF_NOTICE}.release_id":
            Line("notice of no release", ("release_id IN app.live_releases()",)),
        f"{OF_RELEASE} x.engagement_id = reviews_noticeacknowledgment.engagement_id":
            "notice in another engagement",
        NOT_BACK: "notice, dated back",
        NOT_LATER: "notice, dated ahead",
    }),
    **_of("statement_insert", {
        CLIENT: "statement by the clinician",
        MINE: "statement in another's name",
        f"{OF_REPORT} x.id = reviews_statement.report_id": "statement beside no version",
        NOT_BACK: "statement, dated back",
        NOT_LATER: "statement, dated ahead",
    }),
    **_of("notreleased_insert", {
        CLIENT: "a no by the clinician",
        MINE: "a no in another's name",
        f"{OF_REPORT} x.id = reviews_notreleased.report_id": "a no to no version",
        NOT_BACK: "a no, dated back",
        NOT_LATER: "a no, dated ahead",
    }),
    **_of("amendment_insert", {
        NOT_BACK: "in error, dated back",
        NOT_LATER: "in error, dated ahead",
    }),
    **_of("concernstep_insert", {
        NOT_BACK: "listed, dated back",
        NOT_LATER: "listed, dated ahead",
    }),
    **_of("disclosure_insert", {
        CLINICIAN: "disclosure by the client",
        GRANTED: "disclosure by a colleague",
        MINE: "disclosure in another's name",
        NOT_OLD: "disclosure, not freshly",
        NOT_AHEAD: "disclosure, proven ahead",
        NOT_BACK: "disclosure, dated back",
        NOT_LATER: "disclosure, dated ahead",
        "shown_from IS NULL": "disclosure, hidden for years",
        "shown_from <= (app.now() + '367 days')": "disclosure, hidden for years",
    }),
}  # fmt: skip

# What the reader's door asks of a release: which release of the story opens when it is not asked.
OPENS: dict[str, Line] = {
    "app.actor_role() is distinct from 'employer_contact'":
        Line("live, to its reader in no role", ("e.organization_id = app.actor_organization()",)),
    "e.organization_id = app.actor_organization()": Line(
        "live, to its reader in no role",
        ("app.actor_role() is distinct from 'employer_contact'",),
    ),
    "c.id = r.recipient_id": Line("maras"),
    "c.user_id = app.actor_id()": Line("maras"),
    "r.live_at <= app.now()": Line("waiting"),
    "not exists (reviews_report …)": Line("held"),
    "r.expires_at > app.now()":
        Line("expired", ("exists (reviews_permission …) > p.expires_at > app.now()",)),
    "exists (reviews_permission …) > p.expires_at > app.now()":
        Line("expired", ("r.expires_at > app.now()",)),
    "not exists (reviews_withdrawal …)": Line("withdrawn"),
    "not exists (reviews_narrowing …)": Line("narrowed"),
    "not exists (reviews_amendment …)": Line("in error"),
    "not exists (reviews_closedrelease …)": Line("closed"),
    "not exists (reviews_release …)": Line("replaced"),
}  # fmt: skip

HELD_BELOW = "the row it asks about is nothing to this person: its own table's policy hides it"
INSIDE = "no such release can be made: reviews_release_insert asks for it first"
# Conditions that no row of the story can fail alone, and why.
ELSEWHERE: dict[tuple[str, str], str] = {
    ("reviews_permission_insert", f"{OF_READER} x.engagement_id = reviews_permission.engagement_id"):
        "one client has one engagement in the story; tests/reviews/releases/test_bound.py",
    ("reviews_narrowing_insert", GRANTED): HELD_BELOW,
    ("reviews_narrowing_insert", f"{OF_PERMISSION} x.engagement_id = reviews_narrowing.engagement_id"):
        HELD_BELOW,
    ("reviews_withdrawal_insert", GRANTED): HELD_BELOW,
    ("reviews_withdrawal_insert",
     f"{OF_PERMISSION} x.engagement_id = reviews_withdrawal.engagement_id"): HELD_BELOW,
    ("reviews_release_insert", GRANTED): HELD_BELOW,
    ("reviews_release_insert", f"{OF_PERMISSION} p.engagement_id = reviews_release.engagement_id"):
        HELD_BELOW,
    ("reviews_release_insert", f"{OF_REPORT} p.engagement_id = reviews_release.engagement_id"):
        HELD_BELOW,
    ("reviews_release_insert", f"{OF_REPORT} p.state = 'signed'"):
        "a draft has no digest, and the digest is asked for",
    ("reviews_release_insert",
     "live_at >= (reviews_permission …) > o.id = app.actor_organization()"):
        "a person sees the practice they are in and no other",
    ("reviews_releasefile_insert", GRANTED): HELD_BELOW,
    ("reviews_releasefile_insert", f"{OF_RELEASE} x.engagement_id = reviews_releasefile.engagement_id"):
        HELD_BELOW,
    ("reviews_statement_insert", GRANTED): HELD_BELOW,
    ("reviews_statement_insert", f"{OF_REPORT} x.engagement_id = reviews_statement.engagement_id"):
        HELD_BELOW,
    ("reviews_notreleased_insert", GRANTED): HELD_BELOW,
    ("reviews_notreleased_insert",
     f"{OF_REPORT} x.engagement_id = reviews_notreleased.engagement_id"): HELD_BELOW,
    ("live_releases", "c.engagement_id = r.engagement_id"): INSIDE,
    ("live_releases", "e.id = r.engagement_id"): "joined by its key, for the practice alone",
    ("live_releases", "exists (reviews_permission …) > p.id = r.permission_id"): INSIDE,
    ("live_releases", "exists (reviews_permission …) > p.recipient_id = r.recipient_id"): INSIDE,
    ("live_releases", "exists (reviews_permission …) > p.parts @> r.parts"): INSIDE,
}  # fmt: skip
