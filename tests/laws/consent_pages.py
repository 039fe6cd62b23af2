"""Who reaches which page and which address of the API between a text and its reader, by which methods,
and where the password is asked for. Written by hand.

tests/laws/test_consent_pages.py finds the addresses, their gates and their forms, and demands a line
for each; then it takes each gate away, and looks whether that is missed.
"""

from dataclasses import dataclass

from accounts.roles import ADMINISTRATOR, CLIENT, CLINICIAN, EMPLOYER_CONTACT, EVERYONE

ROOMS = ("reviews.releases", "reviews.documents", "reviews.reports", "reviews.disclosures")


@dataclass(frozen=True)
class Gate:
    roles: frozenset[str]
    methods: str


def _gate(methods: str, *roles: str) -> Gate:
    return Gate(frozenset(roles), methods)


READ, SEND, BOTH = "GET HEAD", "POST", "GET HEAD POST"
OF_CLIENT, SENT_BY_CLIENT = _gate(READ, CLIENT), _gate(BOTH, CLIENT)
OF_CLINICIAN, SENT_BY_CLINICIAN = _gate(READ, CLINICIAN), _gate(BOTH, CLINICIAN)
POSTED_BY_CLINICIAN = _gate(SEND, CLINICIAN)
OF_BOTH = _gate(READ, CLIENT, CLINICIAN)
OF_READER = _gate(READ, EMPLOYER_CONTACT)

GATES: dict[str, Gate] = {
    # --- what is permitted and released
    "releases:home": OF_CLIENT,
    "releases:of_person": OF_CLINICIAN,
    "releases:new": SENT_BY_CLIENT,
    "releases:permission": OF_CLIENT,
    "releases:narrow": SENT_BY_CLIENT,
    "releases:withdraw": SENT_BY_CLIENT,
    "releases:copy": OF_BOTH,
    "releases:copy_file": OF_BOTH,
    "releases:accounting": OF_BOTH,
    "releases:accounting_file": OF_BOTH,
    "releases:close_reader": SENT_BY_CLINICIAN,
    "releases:close_readers": _gate(BOTH, ADMINISTRATOR),
    "releases:decide": OF_CLIENT,
    "releases:preview": SENT_BY_CLIENT,
    "releases:preview_pdf": OF_CLIENT,
    "releases:statement": SENT_BY_CLIENT,
    "releases:correct": SENT_BY_CLIENT,
    "releases:keep": SENT_BY_CLIENT,
    "api:sharing": _gate("GET", CLIENT, CLINICIAN),
    "api:withdraw": _gate("POST", CLIENT),
    # --- what a reader reads
    "documents:home": OF_READER,
    "documents:form": _gate(BOTH, EMPLOYER_CONTACT),
    "documents:read": OF_READER,
    "documents:acknowledge": _gate(SEND, EMPLOYER_CONTACT),
    "documents:file": OF_READER,
    "documents:check": _gate(BOTH, EVERYONE),
    "api:shared": _gate("GET", EMPLOYER_CONTACT),
    "api:shared_document": _gate("GET", EMPLOYER_CONTACT),
    "api:shared_acknowledge": _gate("POST", EMPLOYER_CONTACT),
    "api:shared_file": _gate("GET", EMPLOYER_CONTACT),
    # --- the report
    "reports:begin": POSTED_BY_CLINICIAN,
    "reports:draft": OF_CLINICIAN,
    "reports:about": SENT_BY_CLINICIAN,
    "reports:before": SENT_BY_CLINICIAN,
    "reports:write": SENT_BY_CLINICIAN,
    "reports:save": POSTED_BY_CLINICIAN,
    "reports:two": SENT_BY_CLINICIAN,
    "reports:rests": SENT_BY_CLINICIAN,
    "reports:discard": POSTED_BY_CLINICIAN,
    "reports:sign": SENT_BY_CLINICIAN,
    "reports:read": OF_BOTH,
    "reports:changes": OF_BOTH,
    "reports:again": POSTED_BY_CLINICIAN,
    "reports:add": POSTED_BY_CLINICIAN,
    "reports:in_error": SENT_BY_CLINICIAN,
    "reports:answer": SENT_BY_CLINICIAN,
    "reports:headings": _gate(READ, CLINICIAN, ADMINISTRATOR),
    "reports:heading": _gate(BOTH, CLINICIAN, ADMINISTRATOR),
    "api:texts": _gate("GET", CLIENT, CLINICIAN),
    "api:text": _gate("GET", CLIENT, CLINICIAN),
    "api:draft_text": _gate("GET", CLINICIAN),
    # --- the second name
    "reports:ask": SENT_BY_CLINICIAN,
    "reports:second": SENT_BY_CLINICIAN,
    "reports:second_note": SENT_BY_CLINICIAN,
    "reports:pass_on": POSTED_BY_CLINICIAN,
    "reports:keep_back": SENT_BY_CLINICIAN,
    # --- without permission
    "disclosures:all": OF_BOTH,
    "disclosures:read": OF_BOTH,
    "disclosures:record": SENT_BY_CLINICIAN,
}

# Each form that asks for the password, and where it is sent. The person is who may send it.
FRESH: dict[str, tuple[str, str]] = {
    "reviews.releases.forms.PermissionForm": ("eli", "releases:new"),
    "reviews.releases.forms.NarrowForm": ("eli", "releases:narrow"),
    "reviews.releases.forms.WithdrawForm": ("eli", "releases:withdraw"),
    "reviews.releases.forms.ReleaseForm": ("eli", "releases:preview"),
    "reviews.releases.forms.CloseForm": ("dana", "releases:close_reader"),
    "reviews.releases.forms.CloseReadersForm": ("ada", "releases:close_readers"),
    "reviews.reports.forms.SignForm": ("dana", "reports:sign"),
    "reviews.reports.forms.SecondForm": ("mo", "reports:second"),
    "reviews.disclosures.forms.DisclosureForm": ("dana", "disclosures:record"),
    "reviews.concerns.forms.SecondNoteForm": ("mo", "reports:second_note"),
}
# What an act is told about when the password was typed: what the form or the session knows of it.
PROVEN = {"form.authenticated_at", "proven"}
