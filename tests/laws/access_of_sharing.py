"""The pages and the API of sharing, as access_matrix.py writes them.

Eli has permitted one reader and released one report, which waits. (shared) is the signed version,
(draft) the next one, which is Dana's alone. Nobody has typed a password a moment ago.
"""

#                            nobody eli dana mo otto ada erin
OWN = ("302 200 404 404 404 404 403", "401 200 404 404 404 404 403")
BOTH = ("302 200 200 404 404 404 403", "401 200 200 404 404 404 403")
NOBODY = ("302 404 404 404 404 404 403", "401 404 404 404 404 404 403")
OWN_POST = ("401 400 404 404 404 404 403", "401 400 404 404 404 404 403")
NOBODY_POST = ("401 404 404 404 404 404 403", "401 404 404 404 404 404 403")

PAGES: dict[str, tuple[str, str]] = {
    "GET releases:home": ("302 200 404 404 200 404 403", "401 200 404 404 200 404 403"),
    "GET releases:new": ("302 200 404 404 200 404 403", "401 200 404 404 200 404 403"),
    "POST releases:new": ("401 400 404 404 400 404 403", "401 400 404 404 400 404 403"),
    "GET releases:permission": OWN,
    "GET releases:narrow": OWN,
    "POST releases:narrow": OWN_POST,
    "GET releases:withdraw": OWN,
    "POST releases:withdraw": OWN_POST,
    "GET releases:copy": BOTH,
    "GET releases:copy_file": BOTH,
    "GET releases:of_person": ("302 404 200 404 404 404 403", "401 404 200 404 404 404 403"),
    "GET releases:accounting": BOTH,
    "GET releases:accounting_file": BOTH,
    "GET releases:close_reader": ("302 404 200 404 404 404 403", "401 404 200 404 404 404 403"),
    "POST releases:close_reader": ("401 404 400 404 404 404 403", "401 404 400 404 404 404 403"),
    "GET releases:close_readers": ("302 404 404 404 404 200 403", "401 404 404 404 404 200 403"),
    "POST releases:close_readers": ("401 404 404 404 404 400 403", "401 404 404 404 404 400 403"),
    "GET releases:decide (shared)": OWN,
    "GET releases:decide (draft)": NOBODY,
    "GET releases:preview (shared)": OWN,
    "GET releases:preview (draft)": NOBODY,
    "POST releases:preview (shared)": OWN_POST,
    "POST releases:preview (draft)": NOBODY_POST,
    # without parts there is no paper
    "GET releases:preview_pdf (shared)": NOBODY,
    "GET releases:preview_pdf (draft)": NOBODY,
    "GET releases:statement (shared)": OWN,
    "GET releases:statement (draft)": NOBODY,
    "POST releases:statement (shared)": (
        "401 302 404 404 404 404 403",
        "401 302 404 404 404 404 403",
    ),
    "POST releases:statement (draft)": NOBODY_POST,
    "GET releases:correct (shared)": OWN,
    "GET releases:correct (draft)": NOBODY,
    "POST releases:correct (shared)": OWN_POST,
    "POST releases:correct (draft)": NOBODY_POST,
    "GET releases:keep (shared)": OWN,
    "GET releases:keep (draft)": NOBODY,
    "POST releases:keep (shared)": ("401 302 404 404 404 404 403", "401 302 404 404 404 404 403"),
    "POST releases:keep (draft)": NOBODY_POST,
}

API: dict[str, str] = {
    "GET api:sharing": "401 200 200 404 404 404 403",
    "POST api:withdraw": "401 403 404 404 404 404 403",
}
