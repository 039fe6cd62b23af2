"""Nothing is served as an owner, a superuser, with a hole in a policy, or without its keys."""

import pytest
from django.core.checks import run_checks
from django.db import connection
from django.test import override_settings
from django.urls import path

from accounts import checks
from accounts.gate import open_to
from tests.clones import clone, inside


def found(**kwargs) -> list[str]:
    return [error.id for error in checks.role_is_safe(None, **kwargs)]


def test_the_application_role_is_served(db):
    assert found(databases=["default"]) == []


def test_without_a_database_to_ask_nothing_is_asked(db):
    assert found(databases=None) == []
    assert found(databases=["autocommit"]) == []


def test_the_owner_is_not_served():
    with clone() as copy:
        with inside(copy.app_url):
            assert found(databases=["default"]) == []
        with inside(copy.owner_url):
            assert found(databases=["default"]) == ["waymark.E003"]


@pytest.mark.parametrize(
    "hole",
    [
        "alter table reviews_entry disable row level security",
        "alter table accounts_auditevent no force row level security",
        "create table reviews_planted (id int)",
    ],
)
def test_an_unprotected_table_is_not_served(hole):
    with clone() as copy:
        with copy.as_owner() as owner:
            owner.execute(hole)
        with inside(copy.app_url):
            assert found(databases=["default"]) == ["waymark.E004"]


def test_a_role_that_owns_a_table_is_not_served():
    with clone() as copy, inside(copy.app_url):
        with copy.as_owner() as owner:
            owner.execute("grant create on schema public to waymark_app")
        with connection.cursor() as cursor:
            cursor.execute("create table public.mine (id int)")
        assert found(databases=["default"]) == ["waymark.E003"]


def test_a_missing_or_readable_keyring_is_not_served(tmp_path, settings):
    assert checks.keyring_is_usable(None) == []
    settings.KEYRING_FILE = tmp_path / "none.json"
    assert [e.id for e in checks.keyring_is_usable(None)] == ["waymark.E001"]
    settings.KEYRING_FILE.write_text("{}")
    settings.KEYRING_FILE.chmod(0o644)
    message = checks.keyring_is_usable(None)[0].msg
    assert "chmod 600" in message


def test_a_missing_or_readable_sealing_key_is_not_served(tmp_path, settings):
    def found(**kwargs):
        return [(error.id, error.msg) for error in checks.seal_key_is_usable(None, **kwargs)]

    assert found(databases=["default"]) == []
    settings.SEAL_KEY_FILE = tmp_path / "none.pem"
    assert found(databases=None) == []  # an operator's command seals nothing
    ((id, message),) = found(databases=["default"])
    assert id == "waymark.E005"
    assert "cannot be read" in message
    settings.SEAL_KEY_FILE.write_text("nothing")
    settings.SEAL_KEY_FILE.chmod(0o644)
    ((_, message),) = found(databases=["default"])
    assert "chmod 600" in message
    settings.SEAL_KEY_FILE.chmod(0o600)
    ((_, message),) = found(databases=["default"])
    assert "is not a sealing key" in message


def _unnamed(request):
    raise NotImplementedError


_unnamed.__module__ = "reviews.somewhere.views"


class _Urls:
    urlpatterns = (path("planted/", _unnamed),)


class _NamedUrls:
    urlpatterns = (path("planted/", open_to("client")(_unnamed)),)


def test_a_view_that_does_not_say_who_it_is_for_is_not_served():
    assert checks.every_view_says_who_it_is_for(None) == []
    with override_settings(ROOT_URLCONF=_NamedUrls):
        assert checks.every_view_says_who_it_is_for(None) == []
    with override_settings(ROOT_URLCONF=_Urls):
        found = checks.every_view_says_who_it_is_for(None)
    assert [e.id for e in found] == ["waymark.E002"]


def test_every_check_passes_as_it_stands(db):
    assert [e for e in run_checks(databases=["default"]) if e.id.startswith("waymark")] == []
