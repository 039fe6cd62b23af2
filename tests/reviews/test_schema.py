"""The API's schema is made without a warning, and is valid OpenAPI."""

import pytest
from django.core.management import call_command
from drf_spectacular.drainage import GENERATOR_STATS


@pytest.fixture(autouse=True)
def _no_warnings_yet():
    GENERATOR_STATS.reset()


def test_it_is_made_without_a_warning(tmp_path):
    made = tmp_path / "schema.yml"

    call_command("spectacular", "--validate", "--fail-on-warn", "--file", str(made))

    assert "/api/v1/engagements/" in made.read_text()


def test_those_who_signed_in_can_read_it(browser, dana):
    answer = browser(dana).get("/api/v1/schema/")

    assert answer.status_code == 200
    assert "openapi" in answer.content.decode()
