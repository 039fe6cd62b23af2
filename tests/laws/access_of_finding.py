"""Finding, and the calendar; see access_matrix.py."""

#                            nobody eli dana mo otto ada erin
PAGES: dict[str, tuple[str, str]] = {
    "GET finding:own": ("302 200 404 404 200 404 403", "401 200 404 404 200 404 403"),
    "POST finding:own": ("401 400 404 404 400 404 403", "401 400 404 404 400 404 403"),
    "GET finding:people": ("302 404 200 200 404 404 403", "401 404 200 200 404 404 403"),
    "POST finding:people": ("401 404 400 400 404 404 403", "401 404 400 400 404 404 403"),
    "GET finding:in_engagement": ("302 404 200 404 404 404 403", "401 404 200 404 404 404 403"),
    "POST finding:in_engagement": ("401 404 400 404 404 404 403", "401 404 400 404 404 404 403"),
    "GET desk:calendar": ("302 404 200 200 404 404 403", "401 404 200 200 404 404 403"),
}
