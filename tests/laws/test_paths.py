"""No address and no title tells: a line in a browser's history, a proxy's log or over a shoulder
says nothing.
"""

import re
from pathlib import Path

import pytest
from django.conf import settings

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


# --- what stands on the task bar ------------------------------------------------------------------

# As tests/browser/visitor.py asks of the pages it comes to; here of every page there is.
TELLING_TITLE = re.compile(
    r"reflect|consent|confidential|clinic|harm|therap|employ|restor|setback|summary|patient", re.I
)
PLAIN_TITLE = re.compile(r"[\w,’ ]{1,40}")


def titles() -> dict[str, str]:
    """Each template that is a page → its title, with whatever stands in braces."""
    found = {}
    for path in (Path(settings.BASE_DIR) / "templates").rglob("*.html"):
        said = re.search(r"{% block title %}(.*?){% endblock %}", path.read_text())
        if said:
            found[str(path.relative_to(settings.BASE_DIR))] = said[1]
    return found


def test_no_title_tells():
    found = titles()
    assert "Timeline" in found.values()
    assert {path: said for path, said in found.items() if tells(said)} == {}


def tells(title: str) -> bool:
    """Whether a title says what somebody does here, or is no plain word; braces are another's."""
    said = re.sub(r"{[{%].*?[}%]}", "", title)
    return bool(TELLING_TITLE.search(said) or (said and not PLAIN_TITLE.fullmatch(said)))


@pytest.mark.parametrize("planted", ["Closing summary", "Your reflection", "Follow-up: <b>"])
def test_a_planted_telling_title_is_found(planted):
    assert tells(planted)
    assert not tells("Look it over{% if last %} and send{% endif %}")
