"""What the database alone lets each of the cast do with what was not sent; see row_matrix.py.

Whoever may enter may write one of their own, under any form's name: it stays theirs alone.
"""

from tests.laws.row_matrix import ME, Row

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
    "second clinician's remark, not sent": Row(
        "reviews_unsenttext",
        "mo",
        "id = %(unsent_remark)s",
        "text = text",
        {"mo": "siud", "dana": "i", "eli": "i"},
        {"author_id": ME},
    ),
}
