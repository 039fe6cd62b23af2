"""One event of the timeline."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Step:
    """What, when, by whom; never a narrative.

    kind  agreement | limits | checkin | reflection | session | feedback | reply | commitment
          | review | setback | concern | report | sharing | disclosure | suitability | ending
          | closing | follow_up.
    """

    kind: str
    at: datetime
    title: str
    by: str = ""
    text: str = ""  # one plain sentence of the service's own
    ahead: bool = False
    when: str = ""  # a day in words, where the moment itself says nothing
    object_kind: str = ""  # what can be opened: with its id
    object_id: UUID | None = None
    in_error: bool = False
