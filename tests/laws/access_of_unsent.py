"""The pages of drafts and of texts that were not sent, as access_matrix.py writes them.

The text is one of Eli's.
"""

#                            nobody eli dana mo otto ada erin
PAGES: dict[str, tuple[str, str]] = {
    "GET unfinished:all": ("302 200 200 200 200 404 403", "401 200 200 200 200 404 403"),
    "GET journal:go_on (shared)": ("302 302 404 404 404 404 403", "401 302 404 404 404 404 403"),
    "GET journal:go_on (draft)": ("302 302 404 404 404 404 403", "401 302 404 404 404 404 403"),
    # The reply that (shared) feedback has is a draft of Eli's.
    "POST feedback:discard_reply (shared)": (
        "401 302 404 404 404 404 403",
        "401 302 404 404 404 404 403",
    ),
    "POST feedback:discard_reply (draft)": (
        "401 404 404 404 404 404 403",
        "401 404 404 404 404 404 403",
    ),
    # Without saying where it belongs, nothing is kept.
    "POST unsent:save": ("401 404 404 404 404 404 403", "401 404 404 404 404 404 403"),
    "GET unsent:read": ("302 200 404 404 404 404 403", "401 200 404 404 404 404 403"),
    "GET unsent:two": ("302 302 404 404 404 404 403", "401 302 404 404 404 404 403"),
    "POST unsent:two": ("401 409 404 404 404 404 403", "401 409 404 404 404 404 403"),
    "POST unsent:discard": ("401 302 404 404 404 404 403", "401 302 404 404 404 404 403"),
}
