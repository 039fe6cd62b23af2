"""An end in the acted story: each text found nowhere else, as in acted.py. Eli's work goes on."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from accounts.access import acting_as
from tests import endings
from tests.first_talks import begun

LINE = "The marzipan clock had been wound as often as we had agreed."
WRITTEN = "Over the weeks of the marzipan clock we spoke of asking, and of waiting."
OWN = "For me it was the yellow ferry bell, and not the clock."

TYPED = {"closing": LINE, "closing summary": WRITTEN, "words beside it": OWN}


def act(cast: Any, engagement_id: UUID, *, now: Any) -> None:
    from django.db import transaction

    from reviews.ending.queries import read_closing, read_copy

    dana = cast.dana.actor
    engagement, client = begun(cast, now=now, name="ines")
    # Long enough ago that the first follow-up comes up, and a mail goes out for it.
    closing = endings.ended(dana, engagement.id, now=now - timedelta(days=85), text=LINE)
    endings.summary(dana, closing, now=now, text=WRITTEN)
    endings.own_words(client, closing, now=now, text=OWN)
    with acting_as(client), transaction.atomic():
        assert read_closing(actor=client, engagement_id=engagement.id).text == LINE
        assert read_copy(actor=client, engagement_id=engagement.id).words[0][1] == OWN
