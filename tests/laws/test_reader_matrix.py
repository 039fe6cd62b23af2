"""What an employer contact can reach: this list, and nothing else of all there is.

Every other address answers them the one absence, whatever the method and format, and whether or not
the thing exists.
"""

import re
from typing import Any

import pytest
from django.test import Client

from tests import sharing_story as sharing
from tests.laws.asking import METHODS, address
from tests.laws.routes import routes
from tests.laws.test_access_matrix import ids

__all__ = ["ids"]

ABSENT = b"No summary is available."

# Their own account, leaving, the public pages, and what was shared with them.
OPEN = {
    "healthz",
    "account_login",
    "account_logout",
    "account_inactive",
    "account_reauthenticate",
    "account_change_password",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "mfa_index",
    "mfa_authenticate",
    "mfa_reauthenticate",
    "mfa_activate_totp",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "about:privacy",
    "about:accessibility",
    "about:help",
    "about:leave",
    # By a secret in the address alone, the same whoever asks.
    "calendars:read",
    "reminders:stop",
    "accounts:home",
    "accounts:settings",
    "accounts:signed_in",
    "accounts:token",
    "accounts:stay",
    "accounts:stop_reset",
    "accounts:switch_role",
    "documents:home",
    "documents:read",
    "documents:acknowledge",
    "documents:file",
    "documents:form",
    "documents:check",
    "api:schema",
    "api:me",
    "api:shared",
    "api:shared_document",
    "api:shared_acknowledge",
    "api:shared_file",
}


@pytest.fixture
def reader(cast, story, now, browser) -> Any:
    """Erin, signed in, with one release she can read."""
    report = sharing.signed_report(cast, story.engagement_id, now=now)
    permission = sharing.permitted(cast, story.engagement_id, now=now)
    release = sharing.released(cast, report, permission, now=now)
    sharing.wait_is_over()
    actor = sharing.reader_joined()
    sharing.acknowledged(actor, release.id)
    client: Client = browser(cast.erin)
    return client, release, report, permission


def known(ids: dict[str, Any], release: Any, report: Any, permission: Any) -> dict[str, Any]:  # noqa: F811
    return {
        **ids,
        "release_id": release.id,
        "report_id": report.id,
        "permission_id": permission.id,
        "entry_id": ids["shared"],
    }


def test_everything_else_is_the_one_absence(cast, ids, reader):  # noqa: F811
    client, *things = reader
    ids = known(ids, *things)
    for kind in re.findall(r"<(?:\w+:)?(\w+)>", " ".join(route.path for route in routes())):
        ids.setdefault(kind, ids["engagement_id"] if kind.endswith("_id") else "x")
    page = client.get("/nowhere/")
    assert page.status_code == 404 and ABSENT in page.content
    data = client.get("/nowhere/", headers={"Accept": "application/json"})
    assert data.status_code == 404 and ABSENT in data.content

    wrong, asked = {}, 0
    for route in routes():
        if route.name in OPEN:
            continue
        where = address(route.name, ids)
        of_api = where.startswith("/api/")
        expected = data if of_api else page
        for method in METHODS if of_api else ("GET", "POST"):
            accept = "application/json" if of_api else "text/html"
            answer = client.generic(method, where, headers={"Accept": accept})
            asked += 1
            if (answer.status_code, answer.content) != (404, expected.content):
                wrong[method, route.name] = answer.status_code
    assert wrong == {}
    assert asked > 200


def test_what_is_theirs_opens(cast, reader):
    client, release, *_ = reader
    for name, status in (
        ("documents:home", 200),
        ("documents:read", 200),
        ("documents:check", 200),
    ):
        where = address(name, {"release_id": release.id})
        assert client.get(where).status_code == status, name
    assert client.get(address("api:shared_document", {"release_id": release.id})).status_code == 200


def test_the_list_names_routes_that_exist():
    assert {route.name for route in routes()} | {"api:me"} >= OPEN
