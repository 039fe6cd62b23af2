"""Work whose agreement lists two concerns, one of them for the employer contact too."""

from typing import Any

import pytest

from reviews.agreements.terms import Employer, Listed
from tests import voices
from tests.conftest import terms_from
from tests.ground import acted_once
from tests.held import Waits, held_one

CONTACT = "erin@example.org"


@pytest.fixture
def terms(now: Any) -> Any:
    return terms_from(
        now,
        pathway="condition_of_employment",
        listed=[Listed("new_complaint", by_contact=True), Listed("as_described")],
        described="A remark about somebody's body, at work or where work meets.",
        employer=Employer("Erin Vale, people partner", "Ostrey Works", CONTACT, "The post ends."),
    )


@pytest.fixture
def erin(engagement: Any) -> Any:
    """Whom the agreement names, joined."""
    return voices.contact()


@pytest.fixture
def form(erin: Any) -> Any:
    [found] = voices.forms(erin)
    return found


@acted_once
def waits(cast: Any, engagement: Any, now: Any) -> Waits:
    """A summary that waits for Erin while something is listed or not."""
    return held_one(cast, engagement, now)
