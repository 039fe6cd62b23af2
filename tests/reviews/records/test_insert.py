"""A new row is saved with its texts sealed, each for its own column."""

import uuid

import pytest

from reviews.records import vault
from reviews.unsent.models import UnsentText
from tracker.lib.crypto import CannotOpen

WORDS = "Words that only their place opens."


def a_row(actor, engagement, now):
    return UnsentText(
        engagement_id=engagement.id,
        author_id=actor.user_id,
        place="addition",
        about=uuid.uuid4(),
        box="text",
        version=1,
        saved_at=now,
        created_at=now,
    )


def test_each_text_opens_in_its_column_alone(eli, engagement, now, being):
    with being(eli):
        made = vault.insert(a_row(eli, engagement, now), text=WORDS, second_text=None)
        row = UnsentText.objects.get(id=made.id)
        assert row.second_text is None
        assert vault.open_text(row, "text", engagement_id=engagement.id) == WORDS

        row.second_text = row.text
        with pytest.raises(CannotOpen):
            vault.open_text(row, "second_text", engagement_id=engagement.id)


def test_another_lock_seals_with_another_key(dana, engagement, now, being):
    with being(dana):
        lock = vault.process(engagement.id, author_id=dana.user_id)
        vault.make_key(lock, now=now)
        row = vault.insert(a_row(dana, engagement, now), lock, text=WORDS)
        assert vault.open_in(lock, row, "text") == WORDS
        with pytest.raises(CannotOpen):
            vault.open_text(row, "text", engagement_id=engagement.id)
