"""Every condition of who sees a row of consent and who changes one, and the try that notices when it is
gone: of permissions and what ends them, releases and their files, second names, and keys.

Written by hand, as consent_policies.py is.
"""

from tests.laws.consent_attempts import Attempt, Change, Insert, Line, Lines, Sight, of
from tests.laws.consent_doors import ANY, ONE_PRACTICE, question
from tests.laws.consent_doors import passing as passing_on
from tests.laws.consent_policies import (
    BACK,
    CLIENT,
    CLINICIAN,
    HELD_BELOW,
    LATER,
    MADE,
    ME,
    MINE,
    NOT_BACK,
    NOT_LATER,
    NOW,
)
from tests.laws.operands import GRANTED

# Otto is another clinician's client, Ines covers that one's work and no other.
TRIES: dict[str, Attempt] = {
    "a reader, by another client": Sight("recipient", "otto", "id = %(maras_reader)s"),
    "a permission, by another client": Sight("permission", "otto", "id = %(alive)s"),
    "a narrowing, by another client": Sight("narrowing", "otto", "permission_id = %(narrowed)s"),
    "a withdrawal, by another client": Sight("withdrawal", "otto", "permission_id = %(withdrawn)s"),
    "a no, by another client": Sight("notreleased", "otto", "report_id = %(version)s"),
    "a closing, by another client": Sight(
        "closedrelease", "otto", "release_id = %(release_closed)s"
    ),
    "a wish, by another client": Sight("correctionrequest", "otto", "id = %(correction)s"),
    "a word passed on, by another client": Sight(
        "remarkpassedon", "otto", "cosignature_id = %(passed)s"
    ),
    "a release, by another client": Sight("release", "otto", "id = %(live)s"),
    "a file, by another client": Sight("releasefile", "otto", "release_id = %(live)s"),
    "a notice, by another client": Sight(
        "noticeacknowledgment", "otto", "release_id = %(live)s", by="reader"
    ),
    # --- a statement is the client's until it went out
    "a statement kept, by the clinician": Sight("statement", "dana", "report_id = %(version)s"),
    "a statement, by another client": Sight("statement", "otto", "report_id = %(version)s"),
    # --- what was told outside, and is shown later
    "a disclosure hidden, by the client": Sight("disclosure", "eli", "id = %(hidden)s", by="dana"),
    "a disclosure, by another clinician": Sight("disclosure", "mo", "id = %(hidden)s", by="dana"),
    "a disclosure, by another client": Sight("disclosure", "otto", "shown_from is null"),
    # --- a second name
    "a question, by the client": Sight("cosignature", "eli", "id = %(asked)s", by="mo"),
    "a question, by another clinician": Sight("cosignature", "ines", "id = %(asked)s", by="mo"),
    "a question, by the asked in no role": Sight(
        "cosignature", "mo in no role", "id = %(asked)s", by="mo"
    ),
    "a name, by another client": Sight("cosignature", "otto", "id = %(cosigned)s"),
    "an answer of just now, by the client": Sight(
        "cosignature", "eli", "id = %(declined)s", by="dana"
    ),
    "an answer kept back, by the client": Sight("cosignature", "eli", "id = %(kept)s", by="dana"),
    "why it is kept back, by its author in no role": Sight(
        "answerkeptback", "dana in no role", "cosignature_id = %(kept)s", by="dana"
    ),
    "why it is kept back, by whoever covers": Sight(
        "answerkeptback", "ines", "cosignature_id = %(kept_of_mo)s", by="mo"
    ),
    # --- a version
    "a version of one name, by the client": Sight("report", "otto", "id = %(half)s", by="mo"),
    "a draft, by the client": Sight("report", "eli", "id = %(draft)s", by="dana"),
    "a draft, by whoever covers": Sight("report", "ines", "id = %(draft_of_mo)s", by="mo"),
    "a version, by another clinician": Sight("report", "mo", "id = %(version)s", by="dana"),
    "a version, by another client": Sight("report", "otto", "id = %(version)s"),
    # --- keys
    "a key of notes, by the client": Sight(
        "engagementkey", "eli", "purpose = 'process'", by="dana"
    ),
    "a key of notes, by another clinician": Sight(
        "engagementkey", "mo", "purpose = 'process'", by="dana"
    ),
    "a key of notes, by their author in no role": Sight(
        "engagementkey", "dana in no role", "purpose = 'process'", by="dana"
    ),
    "a key, by another client": Sight(
        "engagementkey", "otto", "purpose = 'record' and engagement_id = %(engagement)s"
    ),
    "a key of a release, by a second name": Sight("engagementkey", "mo", "holder = %(live)s"),
    "a key of a copy, once answered": Sight(
        "engagementkey", "mo", "holder = %(cosigned)s", by="dana"
    ),
    "a key of a copy, in error": Sight(
        "engagementkey", "mo", "holder = %(asked_wrong)s", by="dana"
    ),
}


def _file(who: str, change: str, where: str = "release_id = %(live)s") -> Change:
    right = ("eli", "attempts = attempts + 1", "release_id = %(live)s")
    return Change("releasefile", who, change, where, right)


def _answer(who: str, change: str, where: str = "id = %(asked)s") -> Change:
    said = f"state = 'changes_asked', answered_at = {NOW}"
    return Change("cosignature", who, change, where, ("mo", said, "id = %(asked)s"))


def _wish(who: str, change: str, where: str = "id = %(correction)s") -> Change:
    said = f"state = 'answered', outcome = 'kept', answer = words, answered_at = {NOW}"
    return Change("correctionrequest", who, change, where, ("dana", said, "id = %(correction)s"))


def _signing(who: str, change: str, where: str = "id = %(draft)s") -> Change:
    return Change("report", who, change, where, ("dana", "version = version + 1", "id = %(draft)s"))


ANSWERED = f"state = 'declined', answered_at = {NOW}"
TODAY = "(select o.preview_days from accounts_organization o)"
SIGNED = f"state = 'signed', signed_at = {NOW}{{}}, preview_days = {TODAY}"
SAID = f"state = 'answered', outcome = 'kept', answer = words, answered_at = {NOW}"

TRIES |= {
    "a file changed by the clinician": _file("dana", "attempts = 9"),
    "a file given up by the clinician": _file("dana", "state = 'dropped'"),
    "a file changed by another client": _file("otto", "attempts = 9"),
    "a file changed once it is made": _file(
        "eli", "file_hash = 'x'", "release_id = %(release_maras)s"
    ),
    "a file made by the job itself": _file("documents", "state = 'made'"),
    "a file filled by the job itself": _file("documents", "pdf = 'x', state = 'dropped'"),
    "an answer by the author": _answer("dana", ANSWERED),
    "an answer by the asked in no role": _answer("mo in no role", ANSWERED),
    "an answer changed": _answer("mo", f"remark = 'x', answered_at = {NOW}", "id = %(declined)s"),
    "an answer about what is in error": _answer("mo", ANSWERED, "id = %(asked_wrong)s"),
    "half an answer": _answer("mo", f"remark = 'x', answered_at = {NOW}"),
    "an answer, dated back": _answer(
        "mo", f"state = 'declined', answered_at = {NOW} - interval '3 days'"
    ),
    "an answer, dated ahead": _answer(
        "mo", f"state = 'declined', answered_at = {NOW} + interval '3 days'"
    ),
    "a draft changed in no role": _signing("dana in no role", "version = 9"),
    "a draft changed by whoever covers": _signing("ines", "version = 9", "id = %(draft_of_mo)s"),
    "a version dated anew": _signing(
        "dana", f"signed_at = {NOW}, preview_days = {TODAY}", "id = %(version)s"
    ),
    "a version signed, dated back": _signing("dana", SIGNED.format(" - interval '3 days'")),
    "a version signed, dated ahead": _signing("dana", SIGNED.format(" + interval '3 days'")),
    "a version signed with fewer days": _signing(
        "dana", f"state = 'signed', signed_at = {NOW}, preview_days = 0"
    ),
    "a wish answered by the client": _wish("eli", SAID),
    "a wish answered by another clinician": _wish("mo", SAID),
    "a wish answered twice": _wish(
        "dana", f"answer = words, answered_at = {NOW}", "id = %(answered_wish)s"
    ),
    "half an answer to a wish": _wish("dana", f"answer = words, answered_at = {NOW}"),
    "a wish answered, dated back": _wish("dana", f"{SAID} - interval '3 days'"),
    "a wish answered, dated ahead": _wish("dana", f"{SAID} + interval '3 days'"),
}


def _keeping(who: str = "dana", **new: str) -> Insert:
    like = "cosignature_id = %(kept)s"
    return Insert("answerkeptback", who, like, {**MADE, **new}, MADE, seen_by="dana")


def _wish_for(who: str = "eli", **new: str) -> Insert:
    right = {**MADE, "state": "'asked'"}
    return Insert("correctionrequest", who, "id = %(correction)s", {**right, **new}, right)


TRIES |= {
    "asking by the client": question("eli"),
    "asking by another clinician": question("mo", cosigner_id="%(dana)s"),
    "asking in another's name": question(author_id="%(mo)s"),
    "asking with an answer": question(state="'cosigned'"),
    "asking oneself": question(cosigner_id=ME),
    "asking nobody": question(cosigner_id=ANY),
    "asking whoever has left": question(cosigner_id="%(gone)s"),
    "asking, dated back": question(created_at=BACK),
    "asking, dated ahead": question(created_at=LATER),
    "passing on by the client": passing_on("eli"),
    "passing on by another clinician": passing_on("mo"),
    "passing on in another's name": passing_on(author_id="%(mo)s"),
    "passing on, dated back": passing_on(created_at=BACK),
    "passing on, dated ahead": passing_on(created_at=LATER),
    "keeping back by the client": _keeping("eli", cosignature_id="%(passed)s"),
    "keeping back by another clinician": _keeping("mo"),
    "keeping back in another's name": _keeping(author_id="%(mo)s"),
    "keeping back no answer": _keeping(cosignature_id=ANY),
    "keeping back in other work": _keeping(cosignature_id="%(kept_of_mo)s"),
    "keeping back another author's": _keeping(
        "ines", cosignature_id="%(kept_of_mo)s", engagement_id="%(others)s"
    ),
    "keeping back what was not answered": _keeping(cosignature_id="%(asked)s"),
    "keeping back, dated back": _keeping(created_at=BACK),
    "keeping back, dated ahead": _keeping(created_at=LATER),
    "a wish by the clinician": _wish_for("dana"),
    "a wish in another's name": _wish_for(author_id="%(dana)s"),
    "a wish, answered at once": _wish_for(state="'answered'"),
    "a wish about no version": _wish_for(report_id=ANY),
    "a wish, dated back": _wish_for(created_at=BACK),
    "a wish, dated ahead": _wish_for(created_at=LATER),
}

# --- who makes a key, and who invites a reader ----------------------------------------------------


def _key(who: str, like: dict[str, str], seen_by: str, **new: str) -> Insert:
    right = {"created_at": NOW, "engagement_id": "%(engagement)s", **like}
    where = "purpose = 'record' and engagement_id = %(engagement)s"
    return Insert("engagementkey", who, where, {**right, **new}, right, seen_by)


def _record_key(who: str = "dana", **new: str) -> Insert:
    return _key(who, {"purpose": "'record'", "holder": "null"}, "dana", **new)


def _sharing_key(who: str = "eli", **new: str) -> Insert:
    return _key(who, {"purpose": "'sharing'", "holder": "null"}, "eli", **new)


def _notes_key(who: str = "dana", **new: str) -> Insert:
    return _key(who, {"purpose": "'process'", "holder": ME}, "dana", **new)


def _copy_key(who: str = "eli", **new: str) -> Insert:
    return _key(who, {"purpose": "'copy'", "holder": ANY}, "eli", **new)


def _invitation(who: str = "ada", **new: str) -> Insert:
    right = {"created_by_id": ME, "token_hash": "null", "accepted_at": "null"}
    where = "role = 'clinician'"
    return Insert("accounts_invitation", who, where, {**right, **new}, right, seen_by="ada")


def _taken_back(who: str, where: str) -> Change:
    right = ("ada", f"withdrawn_at = {NOW}", "id = %(open_invitation)s")
    return Change("accounts_invitation", who, f"withdrawn_at = {NOW}", where, right)


TRIES |= {
    "a record's key by the client": _record_key("eli"),
    "a record's key by another clinician": _record_key("mo"),
    "a record's key for somebody": _record_key(holder=ME),
    "a key of notes for nobody": _record_key(purpose="'process'"),
    "a sharing key by another client": _sharing_key("otto"),
    "a sharing key for somebody": _sharing_key(holder=ME),
    "a record's key as one of sharing": _sharing_key(purpose="'record'"),
    "a key of another's notes": _notes_key(holder="%(mo)s"),
    "a key of notes by the client": _notes_key("eli"),
    "a key of notes on another's work": _notes_key("mo"),
    "a sharing key as one of notes": _notes_key(purpose="'sharing'"),
    "a copy's key for nobody": _copy_key(holder="null"),
    "a copy's key by another client": _copy_key("otto"),
    "a key of notes as one of a copy": _copy_key(purpose="'process'"),
    "a reader's invitation, seen": Sight(
        "accounts_invitation", "ada", "role = 'employer_contact'", by="outbox"
    ),
    "an invitation, seen by a client": Sight(
        "accounts_invitation", "eli", "role = 'clinician'", by="ada"
    ),
    "a reader invited by the practice": _invitation(role="'employer_contact'"),
    "a colleague invited by a clinician": _invitation("dana"),
    "an invitation in another's name": _invitation(created_by_id="%(dana)s"),
    "an invitation with a link of one's own": _invitation(token_hash="'x'"),
    "an invitation that is accepted at once": _invitation(accepted_at=NOW),
    "a reader's invitation, taken back": Change(
        "accounts_invitation", "ada", f"withdrawn_at = {NOW}",
        "role = 'employer_contact' and accepted_at is null and withdrawn_at is null",
        ("ada", f"withdrawn_at = {NOW}", "id = %(open_invitation)s"),
    ),
    "an invitation taken back by a clinician": _taken_back("dana", "id = %(open_invitation)s"),
    "an invitation taken back once it was accepted": _taken_back(
        "ada", "role = 'clinician' and accepted_at is not null"
    ),
}  # fmt: skip

OF_COSIGNATURE = "EXISTS (reviews_cosignature …) >"
OF_COLLEAGUE = "EXISTS (accounts_membership …) >"
SECOND = "cosigner_id = app.actor_id()"
CO_SIGNER = f"{CLINICIAN} (2)"
BY_JOB = "app.actor_system() = 'documents'"
NOT_WRONG = "NOT app.entered_in_error(report_id)"
FILE, ANSWER_OF = "reviews_releasefile_update", "reviews_cosignature_update"
WISH = "reviews_correctionrequest_update"
SEEN, KEYS, MAKES = (
    "reviews_cosignature_select",
    "reviews_engagementkey_select",
    "reviews_engagementkey_insert",
)
INVITES, IS_ADMIN = "accounts_invitation", "app.actor_role() = 'administrator'"
SIGNING = "reviews_report_update"
OF_ITS_AUTHOR = ("bind_cosignature", "if > p.author_id = new.author_id")
BY_ITS_AUTHOR = ("bind_remark", "if > c.author_id = new.author_id")


def _in_no_role(other: str) -> tuple[tuple[str, str], ...]:
    """What else holds the author who is in no role: seeing the row, and the other of the two checks."""
    policies = (f"{SIGNING} {other}", "reviews_report_select")
    return tuple((policy, label) for policy in policies for label in (CLINICIAN, GRANTED))


A_READER = "role <> 'employer_contact'"


def _granted(table: str, attempt: str) -> Lines:
    return of(f"reviews_{table}_select", {GRANTED: attempt})


LINES: Lines = (
    _granted("recipient", "a reader, by another client")
    | _granted("permission", "a permission, by another client")
    | _granted("narrowing", "a narrowing, by another client")
    | _granted("withdrawal", "a withdrawal, by another client")
    | _granted("notreleased", "a no, by another client")
    | _granted("closedrelease", "a closing, by another client")
    | _granted("correctionrequest", "a wish, by another client")
    | _granted("remarkpassedon", "a word passed on, by another client")
    | of("reviews_release_select", {
        GRANTED: "a release, by another client",
        "id IN app.live_releases()": "a release, by another client",
    })
    | of("reviews_releasefile_select", {
        GRANTED: "a file, by another client",
        "release_id IN app.live_releases()": "a file, by another client",
        BY_JOB: "a file, by another client",
    })
    | of("reviews_noticeacknowledgment_select", {
        GRANTED: "a notice, by another client",
        MINE: "a notice, by another client",
    })
    | of("reviews_statement_select", {
        CLIENT: "a statement kept, by the clinician",
        GRANTED: "a statement, by another client",
        "EXISTS (reviews_release …) > r.statement_id = reviews_statement.id":
            "a statement kept, by the clinician",
    })
    | of("reviews_disclosure_select", {
        CLINICIAN: "a disclosure hidden, by the client",
        GRANTED: "a disclosure, by another clinician",
        f"{GRANTED} (2)": "a disclosure, by another client",
        "shown_from IS NULL": "a disclosure hidden, by the client",
        "shown_from <= app.now()": "a disclosure hidden, by the client",
    })
    | of(SEEN, {
        CLINICIAN: "a question, by the client",
        GRANTED: "a question, by another clinician",
        SECOND: "a question, by another clinician",
        CO_SIGNER: "a question, by the asked in no role",
        f"{GRANTED} (2)": "a name, by another client",
        "state = 'cosigned'": "a question, by the client",
        "EXISTS (reviews_remarkpassedon …) > x.cosignature_id = reviews_cosignature.id":
            "a question, by the client",
        "state = ANY ((ARRAY['changes_asked', 'declined', 'stood_aside']))":
            Line("a question, by the client", ("(answered_at + '2 days') <= app.now()",)),
        "(answered_at + '2 days') <= app.now()": "an answer of just now, by the client",
        "NOT app.kept_back(id)": "an answer kept back, by the client",
    })
    | of("reviews_answerkeptback_select", {
        CLINICIAN: Line("why it is kept back, by its author in no role", (GRANTED,)),
        GRANTED: Line("why it is kept back, by its author in no role", (CLINICIAN,)),
        MINE: "why it is kept back, by whoever covers",
    })
    | of(f"{FILE} using", {
        CLIENT: Line("a file changed by the clinician",
                     (MINE, (f"{FILE} check", CLIENT), (f"{FILE} check", MINE))),
        GRANTED: Line("a file changed by another client",
                      (MINE, (f"{FILE} check", GRANTED), (f"{FILE} check", MINE),
                       ("reviews_releasefile_select", GRANTED))),
        MINE: Line("a file changed by the clinician",
                   (CLIENT, (f"{FILE} check", CLIENT), (f"{FILE} check", MINE))),
        BY_JOB: Line("a file given up by the clinician", ((f"{FILE} check", BY_JOB),)),
        "state = 'waiting'": "a file changed once it is made",
    })
    | of(f"{FILE} check", {
        CLIENT: Line("a file changed by the clinician",
                     (MINE, (f"{FILE} using", CLIENT), (f"{FILE} using", MINE))),
        GRANTED: Line("a file changed by another client",
                      (MINE, (f"{FILE} using", GRANTED), (f"{FILE} using", MINE),
                       ("reviews_releasefile_select", GRANTED))),
        MINE: Line("a file changed by the clinician",
                   (CLIENT, (f"{FILE} using", CLIENT), (f"{FILE} using", MINE))),
        BY_JOB: Line("a file given up by the clinician", ((f"{FILE} using", BY_JOB),)),
        "state = ANY ((ARRAY['waiting', 'dropped']))": "a file made by the job itself",
        "pdf IS NULL": "a file filled by the job itself",
    })
    | of(f"{ANSWER_OF} using", {
        SECOND: Line("an answer by the author", ((f"{ANSWER_OF} check", SECOND),)),
        CLINICIAN: Line("an answer by the asked in no role",
                        ((f"{ANSWER_OF} check", CLINICIAN), (SEEN, CO_SIGNER))),
        "state = 'asked'": "an answer changed",
        NOT_WRONG: "an answer about what is in error",
    })
    | of(f"{ANSWER_OF} check", {
        SECOND: Line("an answer by the author", ((f"{ANSWER_OF} using", SECOND),)),
        CLINICIAN: Line("an answer by the asked in no role",
                        ((f"{ANSWER_OF} using", CLINICIAN), (SEEN, CO_SIGNER))),
        "state <> 'asked'": "half an answer",
        NOT_BACK.replace("created_at", "answered_at"): "an answer, dated back",
        NOT_LATER.replace("created_at", "answered_at"): "an answer, dated ahead",
    })
    | of(f"{WISH} using", {
        CLINICIAN: Line("a wish answered by the client", ((f"{WISH} check", CLINICIAN),)),
        GRANTED: Line("a wish answered by another clinician",
                      ((f"{WISH} check", GRANTED), ("reviews_correctionrequest_select", GRANTED))),
        "state = 'asked'": "a wish answered twice",
    })
    | of(f"{WISH} check", {
        CLINICIAN: Line("a wish answered by the client", ((f"{WISH} using", CLINICIAN),)),
        GRANTED: Line("a wish answered by another clinician",
                      ((f"{WISH} using", GRANTED), ("reviews_correctionrequest_select", GRANTED))),
        "state = 'answered'": "half an answer to a wish",
        NOT_BACK.replace("created_at", "answered_at"): "a wish answered, dated back",
        NOT_LATER.replace("created_at", "answered_at"): "a wish answered, dated ahead",
    })
    | of(KEYS, {
        "purpose = ANY ((ARRAY['record', 'sharing', 'copy']))": "a key of notes, by the client",
        GRANTED: "a key, by another client",
        "holder = app.actor_id()": "a key of notes, by another clinician",
        CLINICIAN: "a key of notes, by their author in no role",
        f"{OF_COSIGNATURE} c.id = reviews_engagementkey.holder": "a key of a release, by a second name",
        f"{OF_COSIGNATURE} c.state = 'asked'": "a key of a copy, once answered",
        f"{OF_COSIGNATURE} NOT app.entered_in_error(c.report_id)": "a key of a copy, in error",
        "holder IN app.live_releases()": "a key of a release, by a second name",
    })
    | of(MAKES, {
        "purpose = 'record'": "a key of notes for nobody",
        "holder IS NULL": "a record's key for somebody",
        CLINICIAN: "a record's key by the client",
        GRANTED: "a record's key by another clinician",
        "purpose = 'sharing'": "a record's key as one of sharing",
        "holder IS NULL (2)": "a sharing key for somebody",
        f"{GRANTED} (2)": "a sharing key by another client",
        "purpose = 'process'": "a sharing key as one of notes",
        "holder = app.actor_id()": "a key of another's notes",
        f"{CLINICIAN} (2)": "a key of notes by the client",
        f"{GRANTED} (3)": "a key of notes on another's work",
        "purpose = 'copy'": "a key of notes as one of a copy",
        "holder IS NOT NULL": "a copy's key for nobody",
        f"{GRANTED} (4)": "a copy's key by another client",
    })
    | of("reviews_cosignature_insert", {
        CLINICIAN: Line("asking by the client", (OF_ITS_AUTHOR,)),
        GRANTED: Line("asking by another clinician",
                      (("bind_cosignature", "not exists (reviews_report …)"),)),
        MINE: Line("asking in another's name", (OF_ITS_AUTHOR,)),
        "state = 'asked'": "asking with an answer",
        "cosigner_id <> app.actor_id()": "asking oneself",
        f"{OF_COLLEAGUE} m.user_id = reviews_cosignature.cosigner_id": "asking nobody",
        f"{OF_COLLEAGUE} m.role = 'clinician'":
            Line("asking the client", (("bind_cosignature", "exists (reviews_engagement …)"),)),
        f"{OF_COLLEAGUE} m.ended_at IS NULL": "asking whoever has left",
        NOT_BACK: "asking, dated back",
        NOT_LATER: "asking, dated ahead",
    })
    | of("reviews_remarkpassedon_insert", {
        CLINICIAN: Line("passing on by the client", (BY_ITS_AUTHOR,)),
        GRANTED: Line("passing on by another clinician", (BY_ITS_AUTHOR,)),
        MINE: Line("passing on in another's name", (BY_ITS_AUTHOR,)),
        NOT_BACK: "passing on, dated back",
        NOT_LATER: "passing on, dated ahead",
    })
    | of("reviews_answerkeptback_insert", {
        CLINICIAN: Line("keeping back by the client",
                        (f"{OF_COSIGNATURE} x.author_id = app.actor_id()",)),
        GRANTED: Line("keeping back by another clinician",
                      (f"{OF_COSIGNATURE} x.author_id = app.actor_id()",)),
        MINE: "keeping back in another's name",
        f"{OF_COSIGNATURE} x.id = reviews_answerkeptback.cosignature_id": "keeping back no answer",
        f"{OF_COSIGNATURE} x.engagement_id = reviews_answerkeptback.engagement_id":
            Line("keeping back in other work", (f"{OF_COSIGNATURE} x.author_id = app.actor_id()",)),
        f"{OF_COSIGNATURE} x.author_id = app.actor_id()": "keeping back another author's",
        f"{OF_COSIGNATURE} x.state <> 'asked'": "keeping back what was not answered",
        NOT_BACK: "keeping back, dated back",
        NOT_LATER: "keeping back, dated ahead",
    })
    | of("reviews_correctionrequest_insert", {
        CLIENT: "a wish by the clinician",
        MINE: "a wish in another's name",
        "state = 'asked'": "a wish, answered at once",
        "EXISTS (reviews_report …) > x.id = reviews_correctionrequest.report_id":
            "a wish about no version",
        NOT_BACK: "a wish, dated back",
        NOT_LATER: "a wish, dated ahead",
    })
    | of(f"{INVITES}_select", {
        IS_ADMIN: "an invitation, seen by a client",
        A_READER: "a reader's invitation, seen",
        "app.actor_system() = 'outbox'": "an invitation, seen by a client",
    })
    | of(f"{INVITES}_insert", {
        IS_ADMIN: "a colleague invited by a clinician",
        A_READER: "a reader invited by the practice",
        "created_by_id = app.actor_id()": "an invitation in another's name",
        "token_hash IS NULL": "an invitation with a link of one's own",
        "accepted_at IS NULL": "an invitation that is accepted at once",
    })
    | of(f"{INVITES}_update using", {
        IS_ADMIN: Line("an invitation taken back by a clinician",
                       ((f"{INVITES}_update check", IS_ADMIN), (f"{INVITES}_select", IS_ADMIN))),
        A_READER: Line("a reader's invitation, taken back", ((f"{INVITES}_select", A_READER),)),
        "accepted_at IS NULL": "an invitation taken back once it was accepted",
    })
    | of(f"{INVITES}_update check", {
        IS_ADMIN: Line("an invitation taken back by a clinician",
                       ((f"{INVITES}_update using", IS_ADMIN), (f"{INVITES}_select", IS_ADMIN))),
    })
    | of("reviews_report_select", {
        CLINICIAN: "a version of one name, by the client",
        GRANTED: "a version, by another clinician",
        "state = 'signed'": "a draft, by whoever covers",
        MINE: "a draft, by whoever covers",
        f"{GRANTED} (2)": "a version, by another client",
        "state = 'signed' (2)": "a draft, by the client",
        "NOT two_names": "a version of one name, by the client",
        f"{OF_COSIGNATURE} c.report_id = reviews_report.id": "a version of one name, by the client",
        f"{OF_COSIGNATURE} c.state = 'cosigned'": "a version of one name, by the client",
    })
    | of(f"{SIGNING} using", {
        CLINICIAN: Line("a draft changed in no role", (GRANTED, *_in_no_role("check"))),
        GRANTED: Line("a draft changed in no role", (CLINICIAN, *_in_no_role("check"))),
        MINE: Line("a draft changed by whoever covers",
                   ((f"{SIGNING} check", MINE), ("reviews_report_select", MINE))),
        "state = 'draft'": "a version dated anew",
    })
    | of(f"{SIGNING} check", {
        CLINICIAN: Line("a draft changed in no role", (GRANTED, *_in_no_role("using"))),
        GRANTED: Line("a draft changed in no role", (CLINICIAN, *_in_no_role("using"))),
        MINE: Line("a draft changed by whoever covers",
                   ((f"{SIGNING} using", MINE), ("reviews_report_select", MINE))),
        "state = 'draft'": "a version signed, dated back",
        NOT_BACK.replace("created_at", "signed_at"): "a version signed, dated back",
        NOT_LATER.replace("created_at", "signed_at"): "a version signed, dated ahead",
        "preview_days = (accounts_organization …)": "a version signed with fewer days",
    })
)  # fmt: skip

THE_OTHER_OF_TWO = "of the two who are granted, the other one sees it by another way in"
ELSEWHERE: dict[tuple[str, str], str] = {
    ("reviews_statement_select", CLINICIAN): THE_OTHER_OF_TWO,
    ("reviews_statement_select", f"{GRANTED} (2)"): HELD_BELOW,
    ("reviews_disclosure_select", CLIENT): THE_OTHER_OF_TWO,
    (SEEN, CLIENT): THE_OTHER_OF_TWO,
    ("reviews_report_select", CLIENT): THE_OTHER_OF_TWO,
    (KEYS, "purpose = 'process'"): "no other key is held by a person",
    (KEYS, "purpose = 'copy'"): "no other key is held by a copy",
    (KEYS, f"{OF_COSIGNATURE} c.cosigner_id = app.actor_id()"): HELD_BELOW,
    (KEYS, f"{OF_COSIGNATURE} {CLINICIAN}"): HELD_BELOW,
    ("reviews_correctionrequest_insert", GRANTED): HELD_BELOW,
    ("reviews_correctionrequest_insert",
     "EXISTS (reviews_report …) > x.engagement_id = reviews_correctionrequest.engagement_id"):
        HELD_BELOW,
    ("reviews_cosignature_insert", f"{OF_COLLEAGUE} m.organization_id = app.actor_organization()"):
        ONE_PRACTICE,
    (f"{SIGNING} check", "preview_days = (accounts_organization …) > o.id = app.actor_organization()"):
        ONE_PRACTICE,
    **{(f"{INVITES}_{policy}", "organization_id = app.actor_organization()"): ONE_PRACTICE
       for policy in ("select", "insert", "update using", "update check")},
    (f"{INVITES}_update using", "withdrawn_at IS NULL"): "tests/laws/test_row_matrix.py",
}  # fmt: skip
