"""Who opened what is closed now, in words, for whoever closed it. Pure."""

from itertools import groupby
from typing import Any
from uuid import UUID

from reviews.releases.doors import ClosedOpening
from reviews.releases.words import at

NOT_JOINED = "Somebody who never joined"
OPENED = {"read": "opened the page", "download": "took it as a PDF"}


def closings(openings: list[ClosedOpening], names: dict[UUID, str]) -> list[dict[str, Any]]:
    """One item for each release that was closed: when, whose work, and each opening.

    names  of readers, by account.
    """
    return [
        {
            "closed": at(first.closed_at),
            "code": first.code,
            "reader": _name(first, names),
            "released": at(first.released_at),
            "openings": [
                f"{_name(row, names)} {OPENED[row.verb]} on {at(row.opened_at)}."
                for row in (first, *rest)
                if row.verb is not None and row.opened_at is not None
            ],
        }
        for _, rows in groupby(openings, key=lambda row: row.release_id)
        for first, *rest in [list(rows)]
    ]


def _name(row: ClosedOpening, names: dict[UUID, str]) -> str:
    if row.reader_id is None:
        return NOT_JOINED
    return names.get(row.reader_id, "Somebody who has left")
