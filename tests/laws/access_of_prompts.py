"""Questions and preparing; see access_matrix.py."""

#                            nobody eli dana mo otto ada erin
PAGES: dict[str, tuple[str, str]] = {
    "GET prompts:all": ("302 404 200 200 404 200 403", "401 404 200 200 404 200 403"),
    "GET prompts:area": ("302 404 200 200 404 200 403", "401 404 200 200 404 200 403"),
    "POST prompts:area": ("401 404 400 400 404 400 403", "401 404 400 400 404 400 403"),
    "GET prompts:prepare": ("302 404 200 404 404 404 403", "401 404 200 404 404 404 403"),
    "POST prompts:prepare": ("401 404 200 404 404 404 403", "401 404 200 404 404 404 403"),
}


def ids(cast: object, story: object, *, now: object) -> dict[str, str]:
    return {"area": "responsibility"}
