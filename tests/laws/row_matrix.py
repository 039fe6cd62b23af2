"""Role × row × verb, written by hand: what the database alone lets each of the cast do.

"contact" is Erin in her role of employer contact, "erin" the same person in no role.

The rows are those of Eli and Dana's engagement unless their name says otherwise. Verbs: s select,
i insert another one like it, u update (as `Row.change` says), d delete. Whoever is not named may do
nothing. Checked with plain SQL as the application role; no Python of ours decides.
"""

from dataclasses import dataclass, field

# Everybody the matrix is asked for.
WHO = ("dana", "eli", "mo", "otto", "ada", "contact", "erin", "sweep", "outbox", "nobody")


@dataclass(frozen=True)
class Row:
    """One row of the seeded story.

    seen_by  who can select it, so that its values are known for the insert.
    where    SQL; %(engagement)s, %(entry)s … are the story's ids.
    change   the SET clause that is tried.
    new      values of the inserted row, as SQL, that differ from the seen one.
    may      who may do what.
    """

    table: str
    seen_by: str
    where: str
    change: str
    may: dict[str, str]
    new: dict[str, str] = field(default_factory=dict)


EVERYBODY_INSIDE = {"dana": "s", "eli": "s", "mo": "s", "otto": "s", "ada": "s"}
SYSTEM = {"sweep": "s", "outbox": "s"}
OF_ENGAGEMENT = "engagement_id = %(engagement)s"
ME = "app.actor_id()"

ROWS: dict[str, Row] = {
    # --- the engagement --------------------------------------------------------------------------
    "engagement": Row(
        "reviews_engagement",
        "eli",
        "id = %(engagement)s",
        "client_name = client_name, state = 'ended'",
        {"dana": "su", "eli": "su"},
    ),
    "engagement of Otto and Mo": Row(
        "reviews_engagement",
        "otto",
        "id = %(others)s",
        "state = 'ended'",
        {"mo": "su", "otto": "su"},
    ),
    "Eli's grant": Row(
        "reviews_engagementgrant",
        "eli",
        "content_object_id = %(engagement)s and user_id = %(eli)s",
        "user_id = user_id",
        {"eli": "s"},
    ),
    "Dana's grant": Row(
        "reviews_engagementgrant",
        "dana",
        "content_object_id = %(engagement)s and user_id = %(dana)s",
        "user_id = user_id",
        {"dana": "s"},
    ),
    "wrapped key": Row(
        "reviews_engagementkey",
        "dana",
        f"{OF_ENGAGEMENT} and purpose = 'record'",
        "wrapped = wrapped",
        {"dana": "si", "eli": "s"},
    ),
    # --- what they agreed on ----------------------------------------------------------------------
    "accepted agreement": Row(
        "reviews_agreement",
        "dana",
        OF_ENGAGEMENT,
        "state = 'withdrawn'",
        {"dana": "si", "eli": "s"},
        {"author_id": ME, "state": "'offered'", "version": "2"},
    ),
    "limits acknowledged": Row(
        "reviews_limitsacknowledgment",
        "eli",
        OF_ENGAGEMENT,
        "version = version",
        {"dana": "s", "eli": "si"},
        {"author_id": ME},
    ),
    "cadence": Row(
        "reviews_cadence",
        "eli",
        OF_ENGAGEMENT,
        "state = 'ended', ended_at = now()",
        {"dana": "su", "eli": "siu", **SYSTEM},
        {"author_id": ME},
    ),
    "cadence, said yes to by the other side alone": Row(
        "reviews_cadence",
        "eli",
        OF_ENGAGEMENT,
        "answered_at = now()",
        {"dana": "su", "eli": "si", **SYSTEM},
        {"author_id": ME},
    ),
    "cadence, proposed": Row(
        "reviews_cadence",
        "eli",
        OF_ENGAGEMENT,
        "state = 'ended', ended_at = now()",
        {"dana": "siu", "eli": "siu", **SYSTEM},
        {"author_id": ME, "state": "'proposed'"},
    ),
    "check-in ahead, opened": Row(
        "reviews_checkin",
        "eli",
        f"{OF_ENGAGEMENT} and state = 'scheduled'",
        "state = 'open'",
        {"dana": "siu", "eli": "siu", "sweep": "siu", "outbox": "s"},
        {"state": "'scheduled'"},
    ),
    "check-in ahead, canceled": Row(
        "reviews_checkin",
        "eli",
        f"{OF_ENGAGEMENT} and state = 'scheduled'",
        "state = 'canceled'",
        {"dana": "siu", "eli": "siu", "sweep": "si", "outbox": "s"},
        {"state": "'scheduled'"},
    ),
    "check-in shared, talked over": Row(
        "reviews_checkin",
        "eli",
        "id = %(checkin)s",
        "state = 'discussed', discussed_at = now()",
        {"dana": "siu", "eli": "si", "sweep": "si", "outbox": "s"},
        {"state": "'scheduled'"},
    ),
    "check-in of another engagement, in one's own": Row(
        "reviews_checkin",
        "eli",
        "id = %(checkin)s",
        "due_at = due_at",
        {"dana": "s", "eli": "s", **SYSTEM},
        {"state": "'scheduled'", "engagement_id": "%(others)s"},
    ),
    # --- what Eli wrote ---------------------------------------------------------------------------
    "shared reflection": Row(
        "reviews_entry",
        "eli",
        "id = %(shared)s",
        "shared_at = now()",
        {"dana": "s", "eli": "si"},
        {"author_id": ME, "state": "'draft'"},
    ),
    "draft": Row(
        "reviews_entry",
        "eli",
        "id = %(draft)s",
        "state = 'shared', shared_at = now()",
        {"eli": "siud"},
        {"author_id": ME, "state": "'draft'"},
    ),
    "shared in another's name": Row(
        "reviews_entry",
        "eli",
        "id = %(shared)s",
        "state = 'draft'",
        {"dana": "s", "eli": "s"},
        {"author_id": "%(dana)s", "state": "'draft'"},
    ),
    "shared answer": Row(
        "reviews_answer",
        "eli",
        "entry_id = %(shared)s",
        "text = text",
        {"dana": "s", "eli": "s"},
        {"author_id": ME},
    ),
    "drafted answer": Row(
        "reviews_answer",
        "eli",
        "entry_id = %(draft)s",
        "text = text",
        {"eli": "siud"},
        {"author_id": ME},
    ),
    "addendum": Row(
        "reviews_addendum",
        "eli",
        "entry_id = %(shared)s",
        "text = text",
        {"dana": "s", "eli": "si"},
        {"author_id": ME},
    ),
    "addendum to a draft": Row(
        "reviews_addendum",
        "eli",
        "entry_id = %(shared)s",
        "created_at = now()",
        {"dana": "s", "eli": "s"},
        {"author_id": ME, "entry_id": "%(draft)s"},
    ),
    # --- the trail --------------------------------------------------------------------------------
    "Dana's event": Row(
        "accounts_auditevent",
        "eli",
        "chain = %(engagement)s and actor = %(dana)s and seq = 1",
        "verb = verb",
        # Mo was asked about a report: what he does with it is written where it belongs.
        {"dana": "si", "eli": "si", "mo": "i", "sweep": "i", "outbox": "i"},
    ),
    "Eli's event": Row(
        "accounts_auditevent",
        "eli",
        "chain = %(engagement)s and actor = %(eli)s and verb = 'share'",
        "payload = payload",
        {"dana": "i", "eli": "si", "mo": "i", "sweep": "i", "outbox": "i"},
    ),
    "the practice's event": Row(
        "accounts_auditevent",
        "ada",
        "chain = %(organization)s and verb = 'found_practice'",
        "hash = hash",
        {
            **dict.fromkeys(("dana", "eli", "mo", "otto", "contact", "erin"), "i"),
            **dict.fromkeys(("sweep", "outbox"), "i"),
            "ada": "si",
        },
    ),
    "head of a chain": Row("accounts_audithead", "", "chain = %(engagement)s", "seq = seq", {}),
    "anchor": Row("accounts_auditanchor", "", "true", "at = at", {}),
    # --- the practice -----------------------------------------------------------------------------
    "practice": Row(
        "accounts_organization",
        "ada",
        "id = %(organization)s",
        "phone = phone",
        {**EVERYBODY_INSIDE, **SYSTEM, "ada": "su", "contact": "s", "erin": "s"},
    ),
    "practice, with a shorter wait": Row(
        "accounts_organization",
        "ada",
        "id = %(organization)s",
        "release_wait_hours = 24",
        {**EVERYBODY_INSIDE, **SYSTEM, "ada": "su", "contact": "s", "erin": "s"},
    ),
    "Eli's membership": Row(
        "accounts_membership",
        "eli",
        "user_id = %(eli)s",
        "ended_at = now()",
        {"dana": "s", "eli": "s", "ada": "su", **SYSTEM},
    ),
    "Dana's membership": Row(
        "accounts_membership",
        "eli",
        "user_id = %(dana)s",
        "ended_at = now()",
        {**EVERYBODY_INSIDE, "ada": "su", **SYSTEM},
    ),
    "Ada's membership": Row(
        "accounts_membership",
        "ada",
        "user_id = %(ada)s",
        "ended_at = now()",
        {"ada": "s", **SYSTEM},
    ),
    "Mo's membership, made an administrator's": Row(
        "accounts_membership",
        "mo",
        "user_id = %(mo)s",
        "role = 'administrator'",
        {**EVERYBODY_INSIDE, **SYSTEM},
    ),
    "Erin's membership": Row(
        "accounts_membership",
        "ada",
        "user_id = %(erin)s",
        "ended_at = now()",
        {"ada": "su", "contact": "s", "erin": "s", **SYSTEM},
    ),
    "Erin's membership, made a clinician's": Row(
        "accounts_membership",
        "ada",
        "user_id = %(erin)s",
        "role = 'clinician'",
        {"ada": "s", "contact": "s", "erin": "s", **SYSTEM},
    ),
    "invitation of an employer contact": Row(
        "accounts_invitation",
        "outbox",
        "id = %(contact_invitation)s",
        "withdrawn_at = now()",
        {"outbox": "s"},
        {"created_by_id": ME, "token_hash": "null", "accepted_at": "null"},
    ),
    "invitation": Row(
        "accounts_invitation",
        "ada",
        "id = %(invitation)s",
        "withdrawn_at = now()",
        {"ada": "siu", "outbox": "s"},
        {"created_by_id": ME},
    ),
    "invitation with a link of one's own": Row(
        "accounts_invitation",
        "ada",
        "id = %(invitation)s",
        "token_hash = '\\x00'",
        {"ada": "s", "outbox": "s"},
        {"created_by_id": ME, "token_hash": "'\\x00'"},
    ),
    "Mo's reset, stopped": Row(
        "accounts_factorreset",
        "ada",
        "user_id = %(mo)s",
        "stopped_at = now()",
        {"mo": "su", "ada": "si"},
        {"asked_by_id": ME},
    ),
    "Mo's reset, confirmed by oneself": Row(
        "accounts_factorreset",
        "ada",
        "user_id = %(mo)s",
        "confirmed_by_id = app.actor_id(), confirmed_at = now(),"
        " takes_effect_at = now() + interval '9 days'",
        {"mo": "s", "ada": "s"},
        {"asked_by_id": ME, "confirmed_at": "now()", "takes_effect_at": "now()"},
    ),
    "message to Dana": Row(
        "accounts_notice",
        "dana",
        "recipient_id = %(dana)s and organization_id is not null",
        "attempts = attempts",
        {"dana": "s", "outbox": "su"},
    ),
    "mail shown in the demo": Row(
        "accounts_shownmail",
        "ada",
        "id = %(mail)s",
        "subject = subject",
        {"dana": "s", "mo": "s", "ada": "s", "outbox": "i"},
    ),
}
