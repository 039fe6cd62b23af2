"""Every condition in the functions that stand between a text and its reader, and the try that notices
when it is gone: verification, the outbox, invitations, closing, the omission rule, what is bound.

Written by hand, as consent_policies.py is. What several functions ask in the same words is taken apart
in one of them: LIVE and NOT_OVER in app.live_releases, HELD in app.release_is_held, STATED in
app.unstated_concerns, ENDED_BY in app.check_document.
"""

from tests.laws.consent_attempts import REFUSED, Answer, Attempt, Insert, Line, Lines, of
from tests.laws.consent_policies import HELD_BELOW, MADE, ME, NOW

LIVE, NOT_OVER, HELD, STATED, ENDED_BY = (
    "app.live", "app.not_over", "app.held", "app.stated", "app.ended_by",
)  # fmt: skip
JOINED = "joined by its key"
SAME = "an id is of one record alone"
ONE_PRACTICE = "there is one practice in the story"


def _says(code: str, answer: str) -> Answer:
    return Answer(answer, (("nobody", f"select app.check_document({code}, null)"),))


def _says_of_file(file: str, answer: str) -> Answer:
    return Answer(answer, (("nobody", f"select app.check_document(null, {file})"),))


NEVER = (
    "waiting", "withdrawn", "narrowed", "in_error", "closed", "expired", "replaced", "held",
    "gave_way",
)  # fmt: skip
ENDED = ("was_withdrawn", "was_narrowed", "was_in_error", "was_closed", "has_expired")

TRIES: dict[str, Attempt] = {
    # --- verification
    **{
        f"code of what never opened: {fate}": _says(f"%(code_{fate})s", "unknown") for fate in NEVER
    },
    **{f"code of what ended: {fate}": _says(f"%(code_{fate})s", "over") for fate in ENDED},
    "code of what lives": _says("%(code_live)s", "unchanged"),
    "code of what lives for Mara": _says("%(code_maras)s", "unchanged"),
    "code of what stays, though it leaves something out": _says("%(code_stays)s", "unchanged"),
    "code of nothing": _says("'\\x00'", "unknown"),
    "file of what lives": _says_of_file("'of it'", "unchanged"),
}

IF, NEVER_OPEN = "if", "exists (reviews_release …)"
LATER = f"{IF} > {NEVER_OPEN} > exists (leaves_out …)"
CHECK: Lines = of("check_document", {
    "s.created_at < r.live_at": "code of what stays, though it leaves something out",
    "r.code_hash = a_code": "code of what lives",
    "exists (reviews_releasefile …) > f.release_id = r.id": "file of what lives",
    "exists (reviews_releasefile …) > f.file_hash = a_file": "file of what lives",
    "found_id is null": "code of nothing",
    NEVER_OPEN: "code of what never opened: withdrawn",
    f"{NEVER_OPEN} > could_open > app.now()": "code of what never opened: waiting",
    f"{NEVER_OPEN} > r.expires_at <= could_open":
        Line("code of what never opened: expired", (f"{NEVER_OPEN} > exists (reviews_permission …)",)),
    f"{NEVER_OPEN} > exists (reviews_permission …)":
        Line("code of what never opened: expired", (f"{NEVER_OPEN} > r.expires_at <= could_open",)),
    f"{NEVER_OPEN} > exists (reviews_withdrawal …)": "code of what never opened: withdrawn",
    f"{NEVER_OPEN} > exists (reviews_narrowing …)": "code of what never opened: narrowed",
    f"{NEVER_OPEN} > exists (reviews_amendment …)": "code of what never opened: in_error",
    f"{NEVER_OPEN} > exists (reviews_release …)": "code of what never opened: replaced",
    f"{NEVER_OPEN} > exists (reviews_closedrelease …)": "code of what never opened: closed",
    f"{IF} > r.id = found_id": "code of what lives",
    f"{IF} > exists (reviews_permission …) > p.id = r.permission_id": "code of what lives",
    f"{IF} > exists (reviews_permission …) > p.expires_at <= could_open": "code of what lives",
    f"{IF} > exists (reviews_withdrawal …) > w.permission_id = r.permission_id": "code of what lives",
    f"{IF} > exists (reviews_withdrawal …) > w.created_at <= could_open":
        "code of what ended: was_withdrawn",
    f"{IF} > exists (reviews_narrowing …) > n.permission_id = r.permission_id": "code of what lives",
    f"{IF} > exists (reviews_narrowing …) > not n.parts @> r.parts": "code of what lives for Mara",
    f"{IF} > exists (reviews_narrowing …) > n.created_at <= could_open":
        "code of what ended: was_narrowed",
    f"{IF} > exists (reviews_amendment …) > a.kind = 'in_error'": "code of what lives",
    f"{IF} > exists (reviews_amendment …) > a.of_id = r.report_id": "code of what lives",
    f"{IF} > exists (reviews_amendment …) > a.created_at <= could_open":
        "code of what ended: was_in_error",
    f"{IF} > {NEVER_OPEN} > later.recipient_id = r.recipient_id": "code of what lives for Mara",
    f"{IF} > {NEVER_OPEN} > later.series = r.series": "code of what lives for Mara",
    f"{IF} > {NEVER_OPEN} > later.created_at > r.created_at": "code of what lives",
    f"{LATER} > opens.at <= could_open": "code of what lives for Mara",
    f"{LATER} > not ( {ENDED_BY} )": "code of what lives for Mara",
    f"{LATER} > s.created_at < later.live_at": "code of what never opened: gave_way",
    f"{IF} > exists (reviews_closedrelease …) > k.release_id = r.id": "code of what lives",
    f"{IF} > exists (reviews_closedrelease …) > k.created_at <= could_open":
        "code of what ended: was_closed",
    f"{NEVER_OPEN} (2)": "code of what lives",
    f"{IF} > r.id = found_id (2)": "code of what ended: was_withdrawn",
    f"{IF} > {LIVE}": "code of what ended: was_withdrawn",
})  # fmt: skip

# Mara joins by her first invitation.
JOINS = (
    ("outbox", "select app.set_invitation_token(%(invitation_maras)s, 'token')"),
    ("nobody", "select app.accept_invitation('token', %(mara)s, 'UTC')"),
)

# --- the outbox -----------------------------------------------------------------------------------


def _told_of(release: str, who: str = "outbox") -> Answer:
    """Whom to tell: nobody."""
    sql = f"select reader is null and invitation is null from app.reader_to_tell({release})"
    return Answer(True, ((who, sql),))


def _once_joined(answer: Answer) -> Answer:
    return Answer(answer.is_, (*JOINS, *answer.steps))


def _renews(release: str, invitation: str, *, longer: bool, who: str = "outbox") -> Answer:
    look = f"select expires_at > {NOW} + interval '50 days' from accounts_invitation"
    return Answer(
        REFUSED if who != "outbox" else longer,
        (
            (who, f"select app.renew_invitation({release}, interval '60 days')"),
            ("outbox", f"{look} where id = {invitation}"),
        ),
    )


TRIES |= {
    "telling somebody, by a client": _told_of("%(release_maras)s", "eli"),
    "telling of what was withdrawn": _told_of("%(release_withdrawn)s"),
    "telling the one it is for": Answer(
        True,
        (("outbox", "select invitation = %(invitation_maras)s"
                    " from app.reader_to_tell(%(release_maras)s)"),),
    ),
    "renewing, by a client": _renews(
        "%(release_maras)s", "%(invitation_maras)s", longer=False, who="eli"
    ),
    "renewing for the one it is for": _renews(
        "%(release_maras)s", "%(invitation_maras)s", longer=True
    ),
    "renewing another's": _renews("%(release_maras)s", "%(invitation_brief)s", longer=False),
    "renewing by what is over": _renews("%(release_brief)s", "%(invitation_maras)s", longer=False),
    "renewing what was accepted": _once_joined(
        _renews("%(release_maras)s", "%(invitation_maras)s", longer=False)
    ),
    "renewing what was taken back": _renews(
        "%(release_closed)s", "%(invitation_closed)s", longer=False
    ),
    "renewing what waits": _renews(
        "%(release_mara_waits)s", "%(invitation_mara_waits)s", longer=False
    ),
}  # fmt: skip

OUTBOX_ALONE = "app.actor_system() is distinct from 'outbox'"
TELLING: Lines = of("reader_to_tell", {
    OUTBOX_ALONE: "telling somebody, by a client",
    "c.id = r.recipient_id": "telling the one it is for",
    "r.id = a_release": "telling of what was withdrawn",
    LIVE: "telling of what was withdrawn",
}) | of("renew_invitation", {
    OUTBOX_ALONE: "renewing, by a client",
    "c.id = r.recipient_id": "renewing another's",
    "r.id = a_release": "renewing by what is over",
    "i.id = c.invitation_id": "renewing another's",
    "i.accepted_at is null": "renewing what was accepted",
    "i.withdrawn_at is null": Line("renewing what was taken back", (LIVE,)),
    LIVE: "renewing what waits",
})  # fmt: skip

# --- an invitation is closed with its last reason -------------------------------------------------
WITHDRAW = (
    "insert into reviews_withdrawal (id, engagement_id, author_id, created_at, permission_id,"
    f" authenticated_at) values (gen_random_uuid(), %(engagement)s, {ME}, {NOW}, {{}}, {NOW})"
)
IN_ERROR = (
    "insert into reviews_amendment (id, engagement_id, author_id, created_at, kind, of_kind, of_id,"
    f" reason) values (gen_random_uuid(), %(engagement)s, {ME}, {NOW}, 'in_error', 'report', {{}},"
    " 'x')"
)
CLOSE = f"select app.close_releases({{}}, null, {NOW})"


def _closes(who: str, sql: str, invitation: str, *, is_: bool) -> Answer:
    look = f"select coalesce(withdrawn_at = {NOW}, false) from accounts_invitation"
    return Answer(is_, ((who, sql), ("outbox", f"{look} where id = {invitation}")))


TRIES |= {
    "a withdrawal closes its own invitation": _closes(
        "eli", WITHDRAW.format("%(maras)s"), "%(invitation_maras)s", is_=True
    ),
    "a withdrawal closes no other's": _closes(
        "eli", WITHDRAW.format("%(maras)s"), "%(invitation_brief)s", is_=False
    ),
    "a withdrawal closes nothing that was accepted": _once_joined(
        _closes("eli", WITHDRAW.format("%(maras)s"), "%(invitation_maras)s", is_=False)
    ),
    "a withdrawal closes nothing twice": _closes(
        "eli", WITHDRAW.format("%(never_opened)s"), "%(invitation_closed)s", is_=False
    ),
    "a withdrawal leaves what another release is for": _closes(
        "eli", WITHDRAW.format("%(maras_second)s"), "%(invitation_maras)s", is_=False
    ),
    "a version in error closes no other's": _closes(
        "dana", IN_ERROR.format("%(first)s"), "%(invitation_brief)s", is_=False
    ),
    "a closing closes no other's": _closes(
        "dana", CLOSE.format("%(maras_reader)s"), "%(invitation_brief)s", is_=False
    ),
}

OF_PERMISSION, OF_RELEASE = "exists (reviews_permission …)", "exists (reviews_release …)"
CLOSING_INVITATIONS: Lines = of("close_invitation", {
    "i.id = c.invitation_id": "a withdrawal closes no other's",
    "i.accepted_at is null": "a withdrawal closes nothing that was accepted",
    "i.withdrawn_at is null": "a withdrawal closes nothing twice",
    f"{OF_PERMISSION} > p.recipient_id = c.id": "a withdrawal closes no other's",
    f"{OF_PERMISSION} > p.id = (ending ->> 'permission_id')": "a withdrawal closes no other's",
    f"{OF_RELEASE} > r.recipient_id = c.id": "a version in error closes no other's",
    f"{OF_RELEASE} > r.report_id = (ending ->> 'of_id')": "a version in error closes no other's",
    f"{OF_RELEASE} > r.recipient_id = c.id (2)": "a closing closes no other's",
    f"{OF_RELEASE} > r.id = (ending ->> 'release_id')": "a closing closes no other's",
    "not exists (reviews_release …)": "a withdrawal leaves what another release is for",
})  # fmt: skip

# --- the practice closes --------------------------------------------------------------------------


def _before(answer: Answer) -> Answer:
    """On the day before Mo's cover of Eli's work begins; in the story it is over."""
    return Answer(answer.is_, (("nobody", "select app.set_clock(interval '1 day')"), *answer.steps))


CLOSED = "select count(*) > 0 from reviews_closedrelease where release_id = {}"


def _shuts(who: str, args: str, release: str, see: str = "eli", *, is_: bool = False) -> Answer:
    return Answer(is_, ((who, f"select app.close_releases({args})"), (see, CLOSED.format(release))))


TRIES |= {
    "closing what is theirs": _shuts(
        "dana", f"%(maras_reader)s, null, {NOW}", "%(release_maras)s", is_=True
    ),
    "closing with an old proof": Answer(
        REFUSED,
        (
            (
                "dana",
                f"select app.close_releases(%(maras_reader)s, null, {NOW} - interval '11 minutes')",
            ),
        ),
    ),
    "closing another clinician's": _shuts(
        "dana", f"%(reader_stays)s, null, {NOW}", "%(release_stays)s", "otto"
    ),
    "closing in no role": _shuts(
        "dana in no role", f"%(maras_reader)s, null, {NOW}", "%(release_maras)s"
    ),
    "closing for another reader": _shuts(
        "dana", f"%(maras_reader)s, null, {NOW}", "%(release_live)s"
    ),
    "closing for a reader and an account": _shuts(
        "dana", f"%(maras_reader)s, %(mo)s, {NOW}", "%(release_maras)s"
    ),
    "closing by a colleague": _shuts("mo", f"%(maras_reader)s, null, {NOW}", "%(release_maras)s"),
    "closing by whoever will cover": _before(
        _shuts("mo", f"%(maras_reader)s, null, {NOW}", "%(release_maras)s")
    ),
    "closing everybody by the clinician": _shuts("dana", f"null, null, {NOW}", "%(release_maras)s"),
    "closing one reader by the administrator": _shuts(
        "ada", f"%(maras_reader)s, null, {NOW}", "%(release_live)s"
    ),
    "closing for nobody's account": _shuts("ada", f"null, %(mo)s, {NOW}", "%(release_live)s"),
    "closing what was over": _shuts(
        "dana", f"%(reader_was_withdrawn)s, null, {NOW}", "%(release_was_withdrawn)s"
    ),
}

OWN = "exists (reviews_engagementgrant …)"
HERE = "e.organization_id = app.actor_organization()"
STARTED, ENDS = f"{OWN} > starts_at <= ( …)", f"{OWN} > ( …) < ends_at"


def _reach(close: str, lines: dict[str, str | Line]) -> dict[str, str | Line]:
    """Whose reader it is (IN_REACH): the lines of both functions that ask it."""
    return {
        HERE: Line(f"{close} in no role", ("app.actor_role() = 'clinician'",)),
        "app.actor_role() = 'clinician'": Line(f"{close} in no role", (HERE,)),
        "c.id = a_recipient": f"{close} for another reader",
        "a_reader is null": f"{close} for a reader and an account",
        f"{OWN} > own.content_object_id = e.id": f"{close} by a colleague",
        f"{OWN} > own.user_id = app.actor_id()": f"{close} by a colleague",
        f"{OWN} > starts_at is null": f"{close} by whoever will cover",
        STARTED: f"{close} by whoever will cover",
        f"{OWN} > ends_at is null": f"{close} by a colleague",
        ENDS: f"{close} by a colleague",
        "app.actor_role() = 'administrator'": f"{close} everybody by the clinician",
        "a_recipient is null": f"{close} one reader by the administrator",
        "a_reader is null (2)": f"{close} for nobody's account",
        "c.user_id = a_reader": f"{close} for nobody's account",
        **lines,
    }


CLOSING: Lines = of("close_releases", _reach("closing", {
    "(a_authenticated_at between app.now() - interval '10 minutes' and app.now() + interval"
    " '1 minute') is not true": "closing with an old proof",
    "e.id = c.engagement_id": "closing another clinician's",
    "r.recipient_id = any reached": "closing for another reader",
    NOT_OVER: "closing what was over",
}))  # fmt: skip

OPENINGS = "select count(*) > 0 from app.closed_openings({}) where release_id = {}"


def _openings(
    who: str, args: str, release: str = "%(release_was_closed)s", *, is_: bool = False
) -> Answer:
    return Answer(is_, ((who, OPENINGS.format(args, release)),))


CLOSED_READER = "%(reader_was_closed)s"
TRIES |= {
    "openings of what is theirs": _openings("dana", f"{CLOSED_READER}, null", is_=True),
    "openings in no role": _openings("dana in no role", f"{CLOSED_READER}, null"),
    "openings for another reader": _openings("dana", "%(maras_reader)s, null"),
    "openings for a reader and an account": _openings("dana", f"{CLOSED_READER}, %(mo)s"),
    "openings by a colleague": _openings("mo", f"{CLOSED_READER}, null"),
    "openings by whoever will cover": _before(_openings("mo", f"{CLOSED_READER}, null")),
    "openings everybody by the clinician": _openings("dana", "null, null"),
    "openings one reader by the administrator": _openings(
        "ada", f"{CLOSED_READER}, null", "%(release_closed)s"
    ),
    "openings for nobody's account": _openings("ada", "null, %(mo)s"),
    "openings of nothing leave a line": Answer(
        0,
        (
            ("dana", "select count(*) from app.closed_openings(%(maras_reader)s, null)"),
            (
                "eli",
                "select count(*) from accounts_auditevent where object_kind = 'closed_openings'",
            ),
        ),
    ),
}

# --- what the agreement lists ---------------------------------------------------------------------
WITH, WITHOUT = '\'["takes_part", "concerns"]\'', '\'["takes_part", "attendance"]\''


def _unstated(version: str, parts: str, count: int, who: str = "otto") -> Answer:
    sql = f"select count(*) from app.unstated_concerns({version}, {parts})"
    return Answer(count, ((who, sql),))


def _left_out(work: str, count: int, who: str) -> Answer:
    return Answer(
        count, ((who, f"select count(*) from app.release_times({work}) where leaves_out"),)
    )


def _held(release: str, *, is_: bool, who: str = "outbox") -> Answer:
    return Answer(is_, ((who, f"select app.release_is_held({release})"),))


TRIES |= {
    "left out of a version that states none": _unstated("%(whole)s", WITHOUT, 2),
    "left out of a version that states one": _unstated("%(states)s", WITH, 1),
    "left out of its other parts": _unstated("%(states)s", WITHOUT, 2),
    "left out of one signed before": _unstated("%(states_early)s", WITH, 2),
    "left out of one that states another": _unstated("%(states_other)s", WITH, 2),
    "left out of a version without that part": _unstated("%(whole)s", WITH, 2),
    "left out, asked by another client": _unstated("%(whole)s", WITHOUT, 0, "eli"),
    "left out, asked in no role": _unstated("%(whole)s", WITHOUT, 0, "otto in no role"),
    "left out, asked by whoever will cover": _before(_unstated("%(version)s", WITHOUT, 0, "mo")),
    "left out, asked by whoever covered": _unstated("%(version)s", WITHOUT, 0, "mo"),
    "releases that leave out, of another's work": _left_out("%(others)s", 0, "eli"),
    "releases that leave out, of none": _left_out("gen_random_uuid()", 0, "otto"),
    "releases that leave out, in no role": _left_out("%(others)s", 0, "otto in no role"),
    "releases that leave out, by whoever will cover": _before(_left_out("%(engagement)s", 0, "mo")),
    "releases that leave out, by whoever covered": _left_out("%(engagement)s", 0, "mo"),
    "releases that leave out what was taken back": _left_out("%(engagement)s", 3, "eli"),
    "held, by what came once it had opened": Answer(
        False,
        (
            (
                "otto",
                "select opens_at is null from app.release_times(%(others)s)"
                " where id = %(release_stays)s",
            ),
        ),
    ),
    "held, asked by a client": _held("%(release_held)s", is_=False, who="eli"),
    "held": _held("%(release_held)s", is_=True),
    "held, that states it": _held("%(release_states_it)s", is_=False),
    "held, that says no more than that": _held("%(release_mara_waits)s", is_=False),
    "held, that had opened": _held("%(release_stays)s", is_=False),
    "held, and closed": _held("%(release_held_and_closed)s", is_=False),
    "held, and withdrawn": _held("%(release_held_and_withdrawn)s", is_=False),
}

GROUND = "not (…) > exists (reviews_ground …)"
STATED_WHOLE = (
    "not ( a_parts ? 'concerns' and s.created_at <= p.signed_at and exists (reviews_ground …) )"
)
LEFT_OUT, NONE = "left out of a version that states none", "left out of one that states another"
LISTING: Lines = of("unstated_concerns", {
    "c.engagement_id = p.engagement_id": LEFT_OUT,
    "s.concern_id = c.id": LEFT_OUT,
    "p.id = a_report": LEFT_OUT,
    "s.kind = 'listed'": LEFT_OUT,
    "s.on_date >= p.period_from": LEFT_OUT,
    "not exists (reviews_concernstep …)": LEFT_OUT,
    "not exists (reviews_amendment …)": LEFT_OUT,
    STATED_WHOLE: "left out of a version that states one",
    "not (…) > a_parts ? 'concerns'": "left out of its other parts",
    "not (…) > s.created_at <= p.signed_at": "left out of one signed before",
    f"{GROUND} > part.id = g.section_id": "left out of one that states another",
    f"{GROUND} > part.report_id = p.id": "left out of one that states another",
    f"{GROUND} > part.kind = 'concerns'": "left out of one that states another",
    f"{GROUND} > g.of_id = c.id": "left out of one that states another",
    f"{OWN} > own.content_object_id = p.engagement_id": "left out, asked by another client",
    f"{OWN} > own.user_id = app.actor_id()": "left out, asked by another client",
    f"{OWN} > own.permission_id = app.actor_permission()": "left out, asked in no role",
    f"{OWN} > starts_at is null": "left out, asked by whoever will cover",
    STARTED: "left out, asked by whoever will cover",
    f"{OWN} > ends_at is null": "left out, asked by whoever covered",
    ENDS: "left out, asked by whoever covered",
}) | of("release_times", {
    "r.engagement_id = an_engagement": "releases that leave out, of none",
    "s.created_at < r.live_at": "held, by what came once it had opened",
    "taken_back is null": "releases that leave out what was taken back",
    f"{OWN} > own.content_object_id = r.engagement_id": "releases that leave out, of another's work",
    f"{OWN} > own.user_id = app.actor_id()": "releases that leave out, of another's work",
    f"{OWN} > own.permission_id = app.actor_permission()": "releases that leave out, in no role",
    f"{OWN} > starts_at is null": "releases that leave out, by whoever will cover",
    STARTED: "releases that leave out, by whoever will cover",
    f"{OWN} > ends_at is null": "releases that leave out, by whoever covered",
    ENDS: "releases that leave out, by whoever covered",
})  # fmt: skip
IN_HELD, BACK = f"{OF_RELEASE} > exists (reviews_report …)", "least(reviews_concernstep …) is null"
HOLDING: Lines = of("release_is_held", {
    "app.actor_system() is not distinct from 'outbox'": "held, asked by a client",
    f"{OF_RELEASE} > r.id = a_release": "held, that states it",
    f"{IN_HELD} > c.engagement_id = p.engagement_id": "held, that states it",
    f"{IN_HELD} > s.concern_id = c.id": "held, that states it",
    f"{IN_HELD} > p.id = r.report_id": "held, that states it",
    f"{IN_HELD} > r.parts <> '[\"takes_part\"]'": "held, that says no more than that",
    f"{IN_HELD} > s.kind = 'listed'": "held, that states it",
    f"{IN_HELD} > s.on_date >= p.period_from": "held, that states it",
    f"{IN_HELD} > not ( {STATED} )": "held, that states it",
    f"{IN_HELD} > {BACK}": "held, that states it",
    f"{IN_HELD} > {BACK} > step.concern_id = s.concern_id": "held",
    f"{IN_HELD} > {BACK} > step.kind = 'not_listed'": "held",
    f"{IN_HELD} > {BACK} > step.created_at > s.created_at": "held",
    f"{IN_HELD} > {BACK} > a.of_id in (c.entry_id, c.id)": "held",
    f"{IN_HELD} > s.created_at < r.live_at": "held, that had opened",
    f"{OF_RELEASE} > not exists (reviews_closedrelease …)": "held, and closed",
    f"{OF_RELEASE} > {NOT_OVER}": "held, and withdrawn",
})  # fmt: skip

# --- what a row is bound to -----------------------------------------------------------------------
ANY = "gen_random_uuid()"


def question(who: str = "dana", **new: str) -> Insert:
    right = {**MADE, "state": "'asked'"}
    return Insert("cosignature", who, "id = %(asked)s", {**right, **new}, right, seen_by="dana")


def passing(who: str = "dana", **new: str) -> Insert:
    like = "cosignature_id = %(passed)s"
    return Insert("remarkpassedon", who, like, {**MADE, **new}, MADE, seen_by="dana")


def _release_with(statement: str) -> Insert:
    right = {**MADE, "authenticated_at": NOW, "live_at": f"{NOW} + interval '1 hour'"}
    new = {**right, "statement_id": statement}
    return Insert("release", "eli", "id = %(live)s", new, right)


OTTOS = {"engagement_id": "%(others)s", "report_id": "%(half)s", "digest": "%(digest_of_half)s"}
TRIES |= {
    "asking about no version": question(report_id=ANY),
    "asking about a draft": question(report_id="%(draft)s"),
    "asking about other words": question(digest="'x'"),
    "asking about another author's": question("ines", **OTTOS),
    "asking the client": question(cosigner_id="%(eli)s"),
    "a release with no statement there is": _release_with(ANY),
    "a release with a statement beside another": _release_with("%(another_statement)s"),
    "passing on what was not answered": passing(cosignature_id="%(asked)s"),
    "passing on no answer": passing(cosignature_id=ANY),
    "passing on in other work": passing(cosignature_id="%(kept_of_mo)s"),
    "passing on another author's": passing(
        "ines", cosignature_id="%(kept_of_mo)s", engagement_id="%(others)s"
    ),
}


def _finds(
    reader: str, email: str, look: str, is_: object, *, who: str = "eli", first: str = ""
) -> Answer:
    """After the administrator or the client did something first: the reader found, then looked at."""
    door = f"select app.find_reader({reader}, {email}, 'Somebody', {NOW} + interval '60 days')"
    before = (("ada" if "membership" in first else "eli", first),) if first else ()
    after = (("eli", look),) if look else ()
    return Answer(is_, (*before, (who, door), *after))


def _user_of(reader: str) -> str:
    return f"select user_id from reviews_recipient where id = {reader}"


MARAS, BRIEF, ERINS = "%(maras_reader)s", "%(reader_brief)s", "%(reader_live)s"
MARA, ERIN = "'mara@example.org'", "'erin@example.org'"
LEFT = f"update accounts_membership set ended_at = {NOW} where user_id = %(erin)s"
SAME_INVITATION = "select invitation_id = {} from reviews_recipient where id = {}"

TRIES |= {
    "finding no reader": _finds(ANY, MARA, "", REFUSED),
    "finding another client's reader": _finds(MARAS, MARA, "", REFUSED, who="otto"),
    "finding a reader in no role": _finds(MARAS, MARA, "", REFUSED, who="eli in no role"),
    "finding a clinician": _finds(MARAS, "'dana@example.org'", _user_of(MARAS), None),
    "finding nobody": _finds(MARAS, "'nobody@example.org'", _user_of(MARAS), None),
    "finding whoever has left": _finds(MARAS, ERIN, _user_of(MARAS), None, first=LEFT),
    "finding a reader who has left": _finds(ERINS, ERIN, "", False, first=LEFT),
    "finding a member": _finds(
        MARAS, ERIN, f"select user_id = %(erin)s from reviews_recipient where id = {MARAS}", True
    ),
    "finding a member for another reader": _finds(MARAS, ERIN, _user_of(BRIEF), None),
    "finding prolongs another's": Answer(
        False,
        (
            ("eli", f"select app.find_reader({MARAS}, {MARA}, 'M', {NOW} + interval '60 days')"),
            ("outbox", f"select expires_at > {NOW} + interval '50 days' from accounts_invitation"
                       " where id = %(invitation_mara_waits)s"),
        ),
    ),
    "finding with what was closed": _finds(
        "%(reader_mara_ended)s", MARA,
        SAME_INVITATION.format("%(invitation_mara_ended)s", "%(reader_mara_ended)s"), False,
    ),
    "finding with what has run out": _finds(
        BRIEF, MARA, SAME_INVITATION.format("%(invitation_brief)s", BRIEF), False
    ),
    "finding with what waits": _finds(
        MARAS, MARA, SAME_INVITATION.format("%(invitation_maras)s", MARAS), True
    ),
}  # fmt: skip

FINDING: Lines = of("find_reader", {
    "r.id = a_recipient": "finding no reader",
    "r.author_id = app.actor_id()":
        Line("finding another client's reader", ("e.client_id = app.actor_id()",)),
    "e.client_id = app.actor_id()":
        Line("finding another client's reader", ("r.author_id = app.actor_id()",)),
    "app.actor_role() = 'client'": "finding a reader in no role",
    "not found": "finding another client's reader",
    "u.id = m.user_id": "finding a clinician",
    "m.role = 'employer_contact'": "finding a clinician",
    "m.ended_at is null": "finding whoever has left",
    "lower(u.email) = lower(a_email)": "finding nobody",
    "asked.user_id is not null": "finding a reader who has left",
    "member is not null": "finding a reader who has left",
    "member is not null (2)": "finding a member",
    "id = a_recipient": "finding a member for another reader",
    "i.id = asked.invitation_id": "finding prolongs another's",
    "i.withdrawn_at is null": "finding with what was closed",
    "i.expires_at > app.now()": "finding with what has run out",
    "found": "finding with what waits",
    "id = a_recipient (2)": "finding with what has run out",
})  # fmt: skip


def _joined(who: str, look: str, is_: object) -> Answer:
    return Answer(is_, (*JOINS, (who, look)))


def _withdrawn(invitation: str) -> str:
    return f"select withdrawn_at = {NOW} from accounts_invitation where id = {invitation}"


TRIES |= {
    "joining as another's reader": _joined("otto", _user_of("%(ottos_named)s"), None),
    "joining as somebody with another address": _joined("eli", _user_of("%(reader_noa)s"), None),
    "joining closes another address": _joined("outbox", _withdrawn("%(invitation_noa)s"), None),
    "joining closes another role": _joined("outbox", _withdrawn("%(open_invitation)s"), None),
    "joining closes what was accepted": _joined("outbox", _withdrawn("%(invitation_maras)s"), None),
    "joining closes what was closed": _joined(
        "outbox", _withdrawn("%(invitation_mara_ended)s"), False
    ),
}
JOINING: Lines = of("link_reader", {
    "i.id = r.invitation_id": "joining as another's reader",
    "u.id = new.user_id": "joining as somebody with another address",
    "lower(i.email) = lower(u.email)": "joining as somebody with another address",
    "u.id = new.user_id (2)": "joining closes another address",
    "lower(i.email) = lower(u.email) (2)": "joining closes another address",
    "i.role = 'employer_contact'": "joining closes another role",
    "i.accepted_at is null": "joining closes what was accepted",
    "i.withdrawn_at is null": "joining closes what was closed",
})  # fmt: skip

# --- small questions ------------------------------------------------------------------------------
TRIES |= {
    "in error, what was added to": Answer(
        False, (("mo", "select app.entered_in_error(%(version)s)"),)
    ),
    "kept back, what was passed on": Answer(False, (("eli", "select app.kept_back(%(passed)s)"),)),
}
TRIES |= {
    "telling of what is hidden": Answer(
        0, (("sweep", "select count(*) from app.disclosures_to_tell()"),)
    ),
    "telling of it by a client": Answer(
        0, (("eli", "select count(*) from app.disclosures_to_tell()"),)
    ),
}
ASKING: Lines = of("disclosures_to_tell", {
    "app.actor_system() is distinct from 'sweep'":
        Line("telling of it by a client", ("d.shown_from <= app.now()",)),
    "d.shown_from <= app.now()": "telling of what is hidden",
}) | of("entered_in_error", {
    "a.kind = 'in_error'": "in error, what was added to",
    "a.of_id = a_record": "in error, what was added to",
}) | of("kept_back", {
    "k.cosignature_id = a_cosignature": "kept back, what was passed on",
})  # fmt: skip

A_CLINICIAN = (
    "reviews_cosignature_insert",
    "EXISTS (accounts_membership …) > m.role = 'clinician'",
)
BINDING: Lines = of("bind_cosignature", {
    "not exists (reviews_report …)": "asking about no version",
    "if > p.id = new.report_id": "asking about no version",
    "if > p.state = 'signed'": Line("asking about a draft", ("if > p.digest = new.digest",)),
    "if > p.digest = new.digest": "asking about other words",
    "if > p.author_id = new.author_id": "asking about another author's",
    "exists (reviews_engagement …)": Line("asking the client", (A_CLINICIAN,)),
}) | of("bind_release", {
    "new.statement_id is not null": "a release with no statement there is",
    "not exists (reviews_statement …)": "a release with no statement there is",
    "if > s.id = new.statement_id": "a release with no statement there is",
    "if > s.report_id = new.report_id": "a release with a statement beside another",
}) | of("bind_remark", {
    "not exists (reviews_cosignature …)": "passing on what was not answered",
    "if > c.id = new.cosignature_id": "passing on no answer",
    "if > c.engagement_id = new.engagement_id":
        Line("passing on in other work", ("if > c.author_id = new.author_id",)),
    "if > c.state <> 'asked'": "passing on what was not answered",
    "if > c.author_id = new.author_id": "passing on another author's",
})  # fmt: skip

LINES: Lines = (
    CHECK | TELLING | CLOSING_INVITATIONS | CLOSING | LISTING | HOLDING | FINDING | JOINING | ASKING
    | BINDING
    | of("closed_openings", _reach("openings", {
        "k.id = any shown": "openings of nothing leave a line",
        "k.id = any shown (2)": "openings for another reader",
    }))
)  # fmt: skip

NOTHING_IS_NOTHING = "what is null is equal to nothing"
REFUSES_MORE = "without it more is refused, not less: the tries that are right would notice"
MOVES = "tests/laws/test_moves.py"
TOLD = "who is told of it: tests/reviews/releases/test_closing.py"
ELSEWHERE: dict[tuple[str, str], str] = {
    ("check_document", "a_code is not null"): NOTHING_IS_NOTHING,
    ("check_document", "a_file is not null"): NOTHING_IS_NOTHING,
    ("check_document", f"{IF} > exists (reviews_amendment …) > a.of_kind = 'report'"): SAME,
    ("renew_invitation", "p.id = r.permission_id"): JOINED,
    ("disclosures_to_tell", "e.id = d.engagement_id"): JOINED,
    ("disclosures_to_tell", "not exists (accounts_notice …)"):
        "told twice: the key of the message is unique",
    ("close_releases", "e.covered_from <= app.now()"): TOLD,
    ("close_releases", "app.now() < e.covered_until"): TOLD,
    ("close_releases", "person is not null"): TOLD,
    ("close_releases", "person <> app.actor_id()"): TOLD,
    ("close_releases", f"{OWN} > own.permission_id = app.p_treat()"):
        "a client is granted nothing in the role of a clinician",
    ("close_releases", "e.id in (reviews_recipient …)"):
        "whom nothing is closed for has no release that is looked for",
    ("close_releases", "e.id in (reviews_recipient …) > c.id = any reached"):
        "whom nothing is closed for has no release that is looked for",
    ("close_releases", "r.engagement_id = work.id"): "a reader is one client's, and of one work",
    ("close_releases", "closed is null"): TOLD,
    ("closed_openings", f"{OWN} > own.permission_id = app.p_treat()"):
        "a client is granted nothing in the role of a clinician",
    ("closed_openings", "r.id = k.release_id"): JOINED,
    ("closed_openings", "c.id = r.recipient_id"): JOINED,
    ("closed_openings", "e.id = k.engagement_id"): JOINED,
    ("closed_openings", "r.id = k.release_id (2)"): JOINED,
    ("closed_openings", "c.id = r.recipient_id (2)"): JOINED,
    ("closed_openings", "e.id = k.engagement_id (2)"): JOINED,
    ("closed_openings", "v.chain = k.engagement_id"): SAME,
    ("closed_openings", "v.object_kind = 'release'"): SAME,
    ("closed_openings", "v.object_id = r.id"): "tests/reviews/releases/test_closing.py",
    ("closed_openings", "v.role = 'employer_contact'"): "tests/reviews/releases/test_closing.py",
    ("closed_openings", "v.verb in ('read', 'download')"): "tests/reviews/releases/test_closing.py",
    ("unstated_concerns", f"{GROUND} > g.of_kind = 'concern'"): SAME,
    ("release_is_held", f"{IN_HELD} > {BACK} > a.kind = 'in_error'"):
        "the same words, asked of the other: app.unstated_concerns",
    ("find_reader", "e.id = r.engagement_id"): JOINED,
    ("find_reader", "m.organization_id = practice"): ONE_PRACTICE,
    ("find_reader", "u.is_active"): "tests/reviews/assignments: a closed account",
    ("find_reader", "member = asked.user_id"): "another address is another reader",
    ("find_reader", "i.accepted_at is null"): "whoever accepted is linked, and was answered before",
    ("link_reader", "r.user_id is null"): "whoever is linked has accepted, and nobody accepts twice",
    ("link_reader", "i.organization_id = new.organization_id"): ONE_PRACTICE,
    ("link_reader", "i.organization_id = new.organization_id (2)"): ONE_PRACTICE,
    ("bind_cosignature", "if > p.engagement_id = new.engagement_id"): HELD_BELOW,
    ("bind_cosignature", "if > e.id = new.engagement_id"): REFUSES_MORE,
    ("bind_cosignature", "if > e.client_id = new.cosigner_id"): REFUSES_MORE,
    **{("keep_to_moves", label): MOVES for label in (
        "old.state is distinct from new.state", "not exists (app.moves …)",
        "if > m.of_table = tg_table_name", "if > m.before = old.state", "if > m.after = new.state",
    )},
}  # fmt: skip
