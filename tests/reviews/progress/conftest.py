from typing import Any

from tests.ground import acted_once
from tests.looking_back import both_signed, opened


@acted_once
def review(engagement: Any, dana: Any, now: Any) -> Any:
    """Opened by Dana; nobody has signed."""
    return opened(dana, engagement.id, now=now)


@acted_once
def stands(engagement: Any, eli: Any, dana: Any, now: Any) -> Any:
    """A review both have signed."""
    return both_signed(eli, dana, engagement.id, now=now)
