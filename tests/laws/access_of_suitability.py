"""Talking before an agreement; see access_matrix.py. The work of the story has begun already."""

#                            nobody eli dana mo otto ada erin
PAGES: dict[str, tuple[str, str]] = {
    "GET suitability:open": ("302 404 409 404 404 404 403", "401 404 409 404 404 404 403"),
    "POST suitability:open": ("401 404 409 404 404 404 403", "401 404 409 404 404 404 403"),
    "GET suitability:talk": ("302 200 200 404 404 404 403", "401 200 200 404 404 404 403"),
    "POST suitability:begin": ("401 404 409 404 404 404 403", "401 404 409 404 404 404 403"),
    "GET suitability:decline": ("302 409 409 404 404 404 403", "401 409 409 404 404 404 403"),
    "POST suitability:decline": ("401 409 409 404 404 404 403", "401 409 409 404 404 404 403"),
    "POST suitability:sign (shared)": (
        "401 404 404 404 404 404 403",
        "401 404 404 404 404 404 403",
    ),
    "POST suitability:sign (draft)": ("401 404 404 404 404 404 403", "401 404 404 404 404 404 403"),
}
