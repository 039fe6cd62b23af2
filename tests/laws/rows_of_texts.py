"""What the database alone lets each of the cast do with reports; see row_matrix.py.

Dana writes and signs; Eli reads what is offered; Mo sees what he is asked about, until he answers.
"""

from tests.laws.row_matrix import ME, OF_ENGAGEMENT, Row

OF_DRAFT = "section_id in (select id from reviews_section where report_id = %(report_draft)s)"

ROWS: dict[str, Row] = {
    "signed report": Row(
        "reviews_report",
        "eli",
        "id = %(report)s",
        "state = 'draft'",
        {"dana": "si", "eli": "s"},
        {"author_id": ME, "state": "'draft'", "body": "null", "digest": "null"},
    ),
    "report being written": Row(
        "reviews_report",
        "dana",
        "id = %(report_draft)s",
        "version = version + 1",
        {"dana": "siud"},
        {"author_id": ME},
    ),
    "report signed at once": Row(
        "reviews_report",
        "dana",
        "id = %(report)s",
        "version = 9",
        {"dana": "s", "eli": "s"},
        {"author_id": ME},
    ),
    "report in another's name": Row(
        "reviews_report",
        "dana",
        "id = %(report_draft)s",
        "about = about",
        {"dana": "sud"},
        {"author_id": "%(mo)s"},
    ),
    "section being written": Row(
        "reviews_section",
        "dana",
        "report_id = %(report_draft)s and kind = 'seen'",
        "text = text",
        {"dana": "siud"},
        {"author_id": ME},
    ),
    "section of what was signed": Row(
        "reviews_section",
        "dana",
        "report_id = %(report)s and kind = 'seen'",
        "text = text",
        {"dana": "s"},
        {"author_id": ME},
    ),
    "ground": Row(
        "reviews_ground", "dana", OF_DRAFT, "of_kind = of_kind", {"dana": "sid"}, {"author_id": ME}
    ),
    "ground that is a reflection": Row(
        "reviews_ground",
        "dana",
        OF_DRAFT,
        "of_kind = of_kind",
        {"dana": "sd"},
        {"author_id": ME, "of_id": "%(shared)s"},
    ),
    "ground that is a process note": Row(
        "reviews_ground",
        "dana",
        OF_DRAFT,
        "of_kind = of_kind",
        {"dana": "sd"},
        {"author_id": ME, "of_id": "%(note)s"},
    ),
    "ground that is not signed": Row(
        "reviews_ground",
        "dana",
        OF_DRAFT,
        "of_kind = of_kind",
        {"dana": "sd"},
        {"author_id": ME, "of_id": "%(session_draft)s"},
    ),
    "second name, asked for": Row(
        "reviews_cosignature",
        "dana",
        "id = %(cosignature)s",
        "state = 'declined', answered_at = now()",
        {"dana": "si", "mo": "su"},
        {"author_id": ME},
    ),
    "second name, asked of oneself": Row(
        "reviews_cosignature",
        "dana",
        "id = %(cosignature)s",
        "digest = digest",
        {"dana": "s", "mo": "s"},
        {"author_id": ME, "cosigner_id": ME},
    ),
    "second name, asked of a client": Row(
        "reviews_cosignature",
        "dana",
        "id = %(cosignature)s",
        "digest = digest",
        {"dana": "s", "mo": "s"},
        {"author_id": ME, "cosigner_id": "%(eli)s"},
    ),
    "second name, put at once": Row(
        "reviews_cosignature",
        "dana",
        "id = %(cosignature)s",
        "copy = copy",
        {"dana": "s", "mo": "s"},
        {"author_id": ME, "state": "'cosigned'"},
    ),
    "answer that was passed on": Row(
        "reviews_cosignature",
        "eli",
        "id = %(declined)s",
        "state = 'cosigned'",
        {"dana": "s", "eli": "s", "mo": "s"},
        {"author_id": ME},
    ),
    "word that it was passed on": Row(
        "reviews_remarkpassedon",
        "dana",
        "cosignature_id = %(declined)s",
        "created_at = now()",
        {"dana": "si", "eli": "s"},
        {"author_id": ME},
    ),
    "request for a correction": Row(
        "reviews_correctionrequest",
        "dana",
        "id = %(correction)s",
        "state = 'answered', outcome = 'kept', answered_at = now(), answer = words",
        {"dana": "su", "eli": "si"},
        {"author_id": ME},
    ),
    "answered request": Row(
        "reviews_correctionrequest",
        "dana",
        "id = %(corrected)s",
        "state = 'asked'",
        {"dana": "s", "eli": "s"},
        {"author_id": ME},
    ),
    "key of a second clinician's copy": Row(
        "reviews_engagementkey",
        "mo",
        f"{OF_ENGAGEMENT} and purpose = 'copy' and holder = %(cosignature)s",
        "wrapped = wrapped",
        # Eli's own copies, of releases, are of the same kind; the row it opens is not his to see.
        {"dana": "si", "eli": "si", "mo": "s"},
    ),
}
