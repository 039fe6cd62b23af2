"""The pages of calendar addresses, as access_matrix.py writes them. The token is none of ours."""

#                            nobody eli dana mo otto ada erin
PAGES: dict[str, tuple[str, str]] = {
    "GET calendars:home": ("302 200 200 200 200 404 403", "401 200 200 200 200 404 403"),
    "POST calendars:make": ("401 200 200 200 200 404 403", "401 200 200 200 200 404 403"),
    "POST calendars:revoke": ("401 409 409 409 409 404 403", "401 409 409 409 409 404 403"),
    "GET calendars:read": ("404 404 404 404 404 404 404", "404 404 404 404 404 404 404"),
}
