"""Every table, written by hand: what the application role may do there at all.

A privilege is not yet a row: what it reaches is row_matrix.py's business. A table that is in none
of the lists below, or does more than its list says, fails tests/laws/test_tables.py.
"""

# Confidential tables: forced row policies for all four commands. The table-wide privileges of the
# application role, and the columns it may update.
PROTECTED: dict[str, tuple[set[str], set[str]]] = {
    "accounts_auditanchor": ({"SELECT"}, set()),
    "accounts_auditevent": ({"SELECT"}, set()),  # and INSERT of seven columns, below
    "accounts_audithead": ({"SELECT"}, set()),
    "accounts_factorreset": (
        {"SELECT", "INSERT"},
        {"confirmed_at", "confirmed_by_id", "stopped_at", "takes_effect_at"},
    ),
    "accounts_invitation": ({"SELECT", "INSERT"}, {"expires_at", "withdrawn_at"}),
    "accounts_membership": ({"SELECT"}, {"ended_at"}),
    "accounts_notice": (
        {"SELECT"},
        {
            "attempts",
            "claim",
            "due_at",
            "leased_until",
            "reason",
            "sending_at",
            "settled_at",
            "state",
            "uncertain",
        },
    ),
    "accounts_organization": (
        {"SELECT"},
        {
            "complaints_to",
            "cover_looks_after_days",
            "crisis_lines",
            "drafts_kept_days",
            "handover_wait_days",
            "hours",
            "look_after_days",
            "mail_from",
            "mail_not_on",
            "mail_until",
            "move_notice_hours",
            "name",
            "phone",
            "records_kept_years",
            "release_wait_hours",
            "reset_delay_hours",
            "short_name",
            "there_from",
            "there_on",
            "there_until",
            "zone",
        },
    ),
    "accounts_shownmail": ({"SELECT", "INSERT"}, set()),
    "reviews_addendum": ({"SELECT", "INSERT"}, set()),
    "reviews_agreement": ({"SELECT", "INSERT"}, {"answered_at", "state"}),
    "reviews_answer": (
        {"SELECT", "INSERT", "DELETE"},
        {"saved_at", "second_saved_at", "second_text", "text", "version"},
    ),
    "reviews_amendment": ({"SELECT", "INSERT"}, set()),
    "reviews_call": ({"SELECT", "INSERT"}, {"answered_at", "state"}),
    "reviews_message": ({"SELECT", "INSERT"}, set()),
    "reviews_cadence": ({"SELECT", "INSERT"}, {"answered_at", "ended_at", "state"}),
    "reviews_checkin": (
        {"SELECT", "INSERT"},
        {"closed_at", "discussed_at", "why_words", "settled_at", "shared_at", "state", "why_not"},
    ),
    "reviews_cover": ({"SELECT", "INSERT"}, set()),
    "reviews_absence": ({"SELECT", "INSERT"}, {"ended_at"}),
    "reviews_closedaccount": ({"SELECT"}, set()),
    "reviews_handover": ({"SELECT", "INSERT"}, set()),
    "reviews_objection": ({"SELECT", "INSERT"}, set()),
    "reviews_move": ({"SELECT", "INSERT"}, {"answered_at", "state"}),
    "reviews_pause": ({"SELECT", "INSERT"}, {"over_at", "state"}),
    "reviews_commitment": ({"SELECT", "INSERT"}, set()),
    "reviews_commitmentstep": ({"SELECT", "INSERT"}, set()),
    "reviews_engagement": ({"SELECT"}, {"client_name", "ended_at", "started_at", "state"}),
    "reviews_engagementgrant": ({"SELECT"}, set()),
    "reviews_engagementkey": ({"SELECT", "INSERT"}, set()),
    "reviews_entry": ({"SELECT", "INSERT", "DELETE"}, {"shared_at", "state"}),
    "reviews_feedback": (
        {"SELECT", "INSERT", "DELETE"},
        {"published_at", "state", "text", "version"},
    ),
    "reviews_limitsacknowledgment": ({"SELECT", "INSERT"}, set()),
    "reviews_preparation": ({"SELECT", "INSERT"}, {"changed_at", "focus_areas", "questions"}),
    "reviews_promptset": ({"SELECT", "INSERT"}, set()),
    "reviews_processnote": ({"SELECT", "INSERT"}, set()),
    "reviews_reply": ({"SELECT", "INSERT", "DELETE"}, {"sent_at", "state", "version", "words"}),
    "reviews_report": (
        {"SELECT", "INSERT", "DELETE"},
        {
            "about",
            "body",
            "digest",
            "limits_version",
            "period_from",
            "period_to",
            "signed_at",
            "state",
            "version",
        },
    ),
    "reviews_section": (
        {"SELECT", "INSERT", "DELETE"},
        {"saved_at", "second_saved_at", "second_text", "stands_alone", "text", "version"},
    ),
    "reviews_ground": ({"SELECT", "INSERT", "DELETE"}, set()),
    "reviews_cosignature": ({"SELECT", "INSERT"}, {"answered_at", "remark", "state"}),
    "reviews_remarkpassedon": ({"SELECT", "INSERT"}, set()),
    "reviews_correctionrequest": (
        {"SELECT", "INSERT"},
        {"answer", "answered_at", "outcome", "state"},
    ),
    **dict.fromkeys(
        (
            "reviews_recipient",
            "reviews_permission",
            "reviews_narrowing",
            "reviews_withdrawal",
            "reviews_statement",
            "reviews_notreleased",
            "reviews_release",
            "reviews_noticeacknowledgment",
        ),
        ({"SELECT", "INSERT"}, set[str]()),
    ),
    "reviews_releasefile": (
        {"SELECT", "INSERT"},
        {"attempts", "file_hash", "made_at", "pdf", "state"},
    ),
    "reviews_sessionlog": (
        {"SELECT", "INSERT", "DELETE"},
        {
            "format",
            "held",
            "minutes",
            "on_date",
            "signed_at",
            "state",
            "version",
            "why_not",
            "words",
        },
    ),
    "reviews_calendaraddress": ({"SELECT", "INSERT"}, {"revoked_at"}),
    "reviews_reminderplan": (
        {"SELECT", "INSERT"},
        {"not_on", "own_from", "own_until", "steps", "stopped_at"},
    ),
    "reviews_unsenttext": (
        {"SELECT", "INSERT", "DELETE"},
        {"saved_at", "second_saved_at", "second_text", "text", "version"},
    ),
}

# What a caller may say about an event; the rest is the trigger's.
AUDIT_COLUMNS = {"id", "chain_kind", "chain", "verb", "object_kind", "object_id", "payload"}

# Tables without row policies, and why. The list is closed.
OPEN: dict[str, tuple[str, set[str], set[str]]] = {
    "account_emailaddress": (
        "allauth's list of addresses: the log-in address again",
        {"SELECT", "INSERT", "UPDATE"},
        {"email", "id", "primary", "user_id", "verified"},
    ),
    "account_emailconfirmation": ("allauth's; nothing is written to it", {"SELECT"}, set()),
    "accounts_user": (
        "the plain log-in address; signing in happens before anybody is known",
        {"SELECT", "INSERT"},
        {"last_login", "password", "security_stamp", "weekly_mail", "zone"},
    ),
    "accounts_user_groups": ("Django's; empty, and read-only", {"SELECT"}, set()),
    "accounts_user_user_permissions": ("Django's; empty, and read-only", {"SELECT"}, set()),
    "auth_group": ("Django's; empty, and read-only", {"SELECT"}, set()),
    "auth_group_permissions": ("Django's; empty, and read-only", {"SELECT"}, set()),
    "auth_permission": ("names of permissions", {"SELECT"}, set()),
    "django_content_type": ("names of models", {"SELECT"}, set()),
    "django_migrations": ("the owner's alone", set(), set()),
    "django_session": (
        "sessions are found by their random key, before anybody is known",
        {"SELECT", "INSERT", "UPDATE", "DELETE"},
        {"expire_date", "session_data", "session_key"},
    ),
    "guardian_groupobjectpermission": ("not used; empty, and read-only", {"SELECT"}, set()),
    "guardian_userobjectpermission": ("not used; empty, and read-only", {"SELECT"}, set()),
    "mfa_authenticator": (
        "second factors, sealed by the keyring; checked before anybody is known",
        {"SELECT", "INSERT", "UPDATE", "DELETE"},
        {"created_at", "data", "id", "last_used_at", "type", "user_id"},
    ),
    "tracker_cache": (
        "counters of rate limits and used codes",
        {"SELECT", "INSERT", "UPDATE", "DELETE"},
        {"cache_key", "expires", "value"},
    ),
}

# Who else may do what: the definer functions and the two maintenance commands.
OTHERS: dict[tuple[str, str], set[str]] = {
    ("waymark_definer", "accounts_auditanchor"): {"SELECT", "INSERT"},
    ("waymark_definer", "accounts_audithead"): {"SELECT", "INSERT", "UPDATE"},
    ("waymark_definer", "accounts_factorreset"): {"SELECT", "UPDATE"},
    ("waymark_definer", "accounts_invitation"): {"SELECT", "INSERT", "UPDATE"},
    ("waymark_definer", "accounts_membership"): {"SELECT", "INSERT", "UPDATE"},
    ("waymark_definer", "accounts_notice"): {"SELECT", "INSERT", "UPDATE"},
    ("waymark_definer", "accounts_organization"): {"SELECT", "INSERT"},
    ("waymark_definer", "accounts_user"): {"SELECT", "UPDATE"},
    ("waymark_definer", "mfa_authenticator"): {"SELECT", "DELETE"},
    ("waymark_definer", "reviews_amendment"): {"SELECT"},
    ("waymark_definer", "reviews_calendaraddress"): {"SELECT"},
    ("waymark_definer", "reviews_checkin"): {"SELECT"},
    ("waymark_definer", "reviews_engagement"): {"SELECT", "INSERT", "UPDATE"},
    ("waymark_definer", "reviews_absence"): {"SELECT"},
    ("waymark_definer", "reviews_closedaccount"): {"INSERT"},
    ("waymark_definer", "reviews_handover"): {"SELECT", "INSERT", "UPDATE"},
    ("waymark_definer", "reviews_cover"): {"SELECT", "INSERT", "UPDATE"},
    ("waymark_definer", "reviews_engagementgrant"): {"SELECT", "INSERT", "DELETE"},
    ("waymark_definer", "reviews_move"): {"SELECT"},
    ("waymark_definer", "reviews_narrowing"): {"SELECT"},
    ("waymark_definer", "reviews_pause"): {"SELECT"},
    ("waymark_definer", "reviews_permission"): {"SELECT"},
    ("waymark_definer", "reviews_recipient"): {"SELECT", "UPDATE"},
    ("waymark_definer", "reviews_release"): {"SELECT"},
    ("waymark_definer", "reviews_reminderplan"): {"SELECT", "INSERT", "UPDATE"},
    ("waymark_definer", "reviews_releasefile"): {"SELECT"},
    ("waymark_definer", "reviews_withdrawal"): {"SELECT"},
    # Drafts that go some time after the work has ended: ids, states and dates of them.
    **dict.fromkeys(
        (
            ("waymark_definer", f"reviews_{table}")
            for table in (
                "answer",
                "entry",
                "feedback",
                "ground",
                "reply",
                "report",
                "section",
                "sessionlog",
                "unsenttext",
            )
        ),
        {"SELECT", "DELETE"},
    ),
    ("waymark_definer", "reviews_processnote"): {"SELECT"},
    ("waymark_definer", "reviews_cosignature"): {"SELECT"},
    ("waymark_maintenance", "accounts_auditanchor"): {"SELECT"},
    ("waymark_maintenance", "accounts_auditevent"): {"SELECT"},
    ("waymark_maintenance", "accounts_audithead"): {"SELECT"},
    ("waymark_maintenance", "mfa_authenticator"): {"SELECT", "UPDATE"},
    ("waymark_maintenance", "reviews_engagementkey"): {"SELECT", "UPDATE"},
}

# rolsuper, rolbypassrls, rolcreatedb, rolcreaterole, rolcanlogin, rolreplication
ROLES: dict[str, tuple[bool, bool, bool, bool, bool, bool]] = {
    "waymark_app": (False, False, False, False, True, False),
    "waymark_maintenance": (False, False, False, False, True, False),
    "waymark_owner": (False, True, True, False, True, False),
    "waymark_definer": (False, True, False, False, False, False),
}
