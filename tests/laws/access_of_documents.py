"""Rows of the matrix for what a reader was given, and for "Is it genuine?"; see access_matrix.py."""

READERS = ("302 404 404 404 404 404 403", "401 404 404 404 404 404 403")
READERS_POST = ("401 404 404 404 404 404 403", "401 404 404 404 404 404 403")

PAGES: dict[str, tuple[str, str]] = {
    "GET documents:home": READERS,
    "GET documents:read": READERS,
    "POST documents:acknowledge": READERS_POST,
    "GET documents:file": READERS,
    "GET documents:check": ("200 200 200 200 200 200 403", "200 200 200 200 200 200 403"),
    "POST documents:check": ("400 400 400 400 400 400 403", "400 400 400 400 400 400 403"),
}

API: dict[str, str] = {
    "GET api:shared": "401 404 404 404 404 404 403",
    "GET api:shared_document": "401 404 404 404 404 404 403",
    "POST api:shared_acknowledge": "401 404 404 404 404 404 403",
    "GET api:shared_file": "401 404 404 404 404 404 403",
}
