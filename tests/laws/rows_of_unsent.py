"""What the database alone lets each of the cast do with what was not sent; see row_matrix.py.

Whoever may enter may write one of their own, under any form's name: it stays theirs alone.
"""

from typing import Any

from tests.laws.row_matrix import ME, Row


def seed(cast: Any, story: Any, *, now: Any) -> dict[str, Any]:
    """Dana and Mo each type into the first offer to a newcomer."""
    from reviews.unsent.places import FIRST_OFFER
    from tests.first_talks import newcomer
    from tests.unsent import found_in, type_into

    dana, mo = cast.dana.actor, cast.mo.actor
    hers, theirs = newcomer(cast, name="wren"), newcomer(cast, name="jona", to=mo)
    type_into(dana, FIRST_OFFER, None, hers.membership_id, "Half a term.", now=now)
    type_into(mo, FIRST_OFFER, None, theirs.membership_id, "The other half.", now=now)
    return {
        "hers": hers.membership_id,
        "theirs": theirs.membership_id,
        "unsent_offer": found_in(dana, FIRST_OFFER, hers.membership_id)["accountability"].id,
    }


ROWS: dict[str, Row] = {
    "text not sent": Row(
        "reviews_unsenttext",
        "eli",
        "id = %(unsent_addition)s",
        "text = text, version = version + 1",
        {"eli": "siud", "dana": "i"},
        {"author_id": ME},
    ),
    "text not sent, in another's name": Row(
        "reviews_unsenttext",
        "eli",
        "id = %(unsent_addition)s",
        "author_id = author_id",
        {"eli": "sid"},
        {"author_id": "%(eli)s"},
    ),
    "process note not kept yet": Row(
        "reviews_unsenttext",
        "dana",
        "id = %(unsent_note)s",
        "text = text",
        {"dana": "siud", "eli": "i"},
        {"author_id": ME},
    ),
    # Not for the client it is for, whoever else is a clinician, nor the administrator.
    "first offer, not sent": Row(
        "reviews_unsenttext",
        "dana",
        "id = %(unsent_offer)s",
        "text = text",
        {"dana": "siud"},
        {"author_id": ME},
    ),
    "first offer, to a client of Mo's": Row(
        "reviews_unsenttext",
        "dana",
        "id = %(unsent_offer)s",
        "author_id = author_id",
        {"dana": "sd", "mo": "i"},
        {"author_id": ME, "offer_id": "%(theirs)s", "about": "%(theirs)s"},
    ),
    "key of a first offer": Row(
        "reviews_offerkey",
        "dana",
        "membership_id = %(hers)s",
        "touched_at = touched_at",
        {"dana": "siud"},
    ),
    "second clinician's remark, not sent": Row(
        "reviews_unsenttext",
        "mo",
        "id = %(unsent_remark)s",
        "text = text",
        {"mo": "siud", "dana": "i", "eli": "i"},
        {"author_id": ME},
    ),
}
