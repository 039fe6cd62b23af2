"""What recording a disclosure needs, does and writes in the trail; see acts.py."""

from collections.abc import Callable
from typing import Any

from tests.disclosures import recorded
from tests.laws.acts import Act, Stage

READY: dict[str, Callable[[Stage], Any]] = {
    "reviews.disclosures.actions.record_disclosure": lambda s: s.engagement
}
ACTS: dict[str, Act] = {
    "reviews.disclosures.actions.record_disclosure": Act(
        lambda s: recorded(s.dana, s.ready.id, now=s.now), ("record_disclosure",)
    )
}
