"""No address tells: a line in a browser's history, a proxy's log or over a shoulder says nothing."""

import re

import pytest

from tests.laws.routes import routes

# Parts of words that say why somebody has an account, or what they do here.
TELLING = (
    "reflection",
    "employer",
    "consent",
    "setback",
    "restorative",
    "therap",
    "misconduct",
    "harass",
    "report",
    "offen",
    "abuse",
    "crisis",
    "victim",
    "survivor",
    "harm",
    "clinic",
    "patient",
    "client",
    "treat",
    "mentor",
    "release",
    "accountab",
    "conduct",
    "note",
    "journal",
    "sex",
    "risk",
    "violen",
    "assault",
)


def telling(path: str) -> list[str]:
    words = path.lower()
    words = re.sub(r"<[^>]*>|\(\?P<\w+>[^)]*\)", "", words)  # parameters are ids
    return [word for word in TELLING if word in words]


def test_no_path_tells():
    assert len(routes()) > 30
    assert {route.path: telling(route.path) for route in routes() if telling(route.path)} == {}


@pytest.mark.parametrize(
    "planted",
    ["reports/<uuid:report_id>/", "my-reflections/", "Consent/", "api/v1/setbacks/", "therapist/"],
)
def test_a_planted_telling_path_is_found(planted):
    assert telling(planted)
    assert not telling("writing/<uuid:reflection_id>/")
