"""The pages of texts that were not sent, as access_matrix.py writes them: one of Eli's."""

#                            nobody eli dana mo otto ada erin
PAGES: dict[str, tuple[str, str]] = {
    # Without saying where it belongs, nothing is kept.
    "POST unsent:save": ("401 404 404 404 404 404 403", "401 404 404 404 404 404 403"),
    "GET unsent:read": ("302 200 404 404 404 404 403", "401 200 404 404 404 404 403"),
    "GET unsent:two": ("302 302 404 404 404 404 403", "401 302 404 404 404 404 403"),
    "POST unsent:two": ("401 409 404 404 404 404 403", "401 409 404 404 404 404 403"),
    "POST unsent:discard": ("401 302 404 404 404 404 403", "401 302 404 404 404 404 403"),
}
