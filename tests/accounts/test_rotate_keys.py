"""rotate_keys: with a new master key everything still opens, and then without the old one."""

import io
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from accounts import keys
from accounts.access import acting_as
from reviews.engagements.queries import see_engagement
from reviews.journal.queries import open_draft, read_entry
from reviews.management.commands import rotate_keys
from reviews.unsent.places import FIRST_OFFER
from reviews.unsent.queries import list_unsent, open_unsent
from tests.accounts.conftest import give_factor
from tests.clones import Clone, clone, inside
from tests.conftest import SENTENCE, _load_cast, _make_cast
from tests.first_talks import newcomer
from tests.story import tell_story
from tests.unsent import type_into
from tracker.lib import clock
from tracker.lib.crypto import CannotOpen, Keyring, new_data_key

OLD, NEW = new_data_key(), new_data_key()
DATA_KEYS = 4  # two engagements, each with one for its record and one for what is shared
OFFERED = 1  # the key of what Dana typed into the first offer to somebody else
BEFORE = Keyring(primary="old", keys={"old": OLD})
BOTH = Keyring(primary="new", keys={"old": OLD, "new": NEW})
AFTER = Keyring(primary="new", keys={"new": NEW})


class Ring:
    """The process's keyring, as if it had been started again with another file."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self._patch = patch

    def use(self, ring: Keyring) -> None:
        for module in ("accounts.keys", "reviews.records.vault", "accounts.adapters", COMMAND):
            self._patch.setattr(f"{module}.keyring", lambda: ring)


COMMAND = "reviews.management.commands.rotate_keys"


@pytest.fixture
def ring(monkeypatch: pytest.MonkeyPatch) -> Ring:
    assert callable(keys.keyring)
    return Ring(monkeypatch)


@pytest.fixture
def told(ring: Ring) -> Iterator[tuple[Clone, Any, Any, str]]:
    """A story sealed with the old key, and Dana's second factor."""
    ring.use(BEFORE)
    with clone() as copy:
        with inside(copy.app_url):
            _make_cast()
            cast = _load_cast()
            story = tell_story(cast, now=clock.now())
            secret = give_factor(cast.dana.user_id)
            to = newcomer(cast).membership_id
            type_into(cast.dana.actor, FIRST_OFFER, None, to, SENTENCE, now=clock.now())
        yield copy, cast, story, secret


def everything_opens(copy: Clone, cast: Any, story: Any, secret: str) -> bool:
    from allauth.mfa.adapter import get_adapter
    from allauth.mfa.models import Authenticator

    dana, eli = cast.dana.actor, cast.eli.actor
    with inside(copy.app_url):
        with acting_as(dana), transaction.atomic():
            entry = read_entry(actor=dana, entry_id=story.shared_id)
            name = see_engagement(actor=dana, engagement_id=story.engagement_id).client_name
        with acting_as(eli), transaction.atomic():
            draft = open_draft(actor=eli, entry_id=story.draft_id)
        with acting_as(dana), transaction.atomic():
            (offer,) = list_unsent(actor=dana)
            offered = open_unsent(actor=dana, text_id=offer.id).text
        factor = Authenticator.objects.get(user_id=dana.user_id, type="totp")
        opened = get_adapter().decrypt(factor.data["secret"])
    return (entry.answers[0].text, draft.answers[0].text, offered, name, opened) == (
        SENTENCE,
        SENTENCE,
        SENTENCE,
        "Eli Rask",
        secret,
    )


def rotate(copy: Clone) -> str:
    out = io.StringIO()
    with inside(copy.maintenance_url):
        call_command("rotate_keys", stdout=out, skip_checks=True)
    return out.getvalue()


def wrapped_with(copy: Clone) -> set[str]:
    with copy.as_owner() as owner:
        found = owner.execute(
            "select kek_id from reviews_engagementkey union select kek_id from reviews_offerkey"
        )
        return {row[0] for row in found}


def test_everything_opens_before_during_and_after_without_the_old_key(told, ring):
    copy, cast, story, secret = told
    assert everything_opens(*told)
    ring.use(BOTH)
    assert everything_opens(copy, cast, story, secret)

    assert f"Wrapped {DATA_KEYS + OFFERED} data keys" in rotate(copy)
    assert wrapped_with(copy) == {"new"}
    assert everything_opens(copy, cast, story, secret)

    ring.use(AFTER)
    assert everything_opens(copy, cast, story, secret)
    ring.use(BEFORE)
    with pytest.raises(CannotOpen):
        everything_opens(copy, cast, story, secret)


def test_without_rotation_the_old_key_is_still_needed(told, ring):
    ring.use(AFTER)
    with pytest.raises(CannotOpen):
        everything_opens(*told)


def test_interrupted_half_way_both_halves_open_and_the_next_run_ends_it(told, ring, monkeypatch):
    copy, *_ = told
    ring.use(BOTH)
    monkeypatch.setattr(rotate_keys, "BATCH", 1)
    real, calls = rotate_keys.rewrap, []

    def dies_at_the_second(**kwargs: Any) -> Any:
        calls.append(kwargs)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return real(**kwargs)

    monkeypatch.setattr(rotate_keys, "rewrap", dies_at_the_second)
    with pytest.raises(KeyboardInterrupt):
        rotate(copy)
    assert wrapped_with(copy) == {"old", "new"}
    assert everything_opens(*told)

    monkeypatch.setattr(rotate_keys, "rewrap", real)
    rotate(copy)
    assert wrapped_with(copy) == {"new"}
    assert everything_opens(*told)


def test_a_second_run_changes_nothing(told, ring):
    copy, *_ = told
    ring.use(BOTH)
    rotate(copy)
    assert "Wrapped 0 data keys and sealed 0 second factors" in rotate(copy)


def test_a_key_that_somebody_holds_is_not_said_to_be_done(told, ring):
    """What was skipped because it was locked is named, so that the old key is not taken out."""
    copy, *_ = told
    ring.use(BOTH)
    with copy.as_owner() as owner, owner.transaction():
        owner.execute("select 1 from reviews_engagementkey limit 1 for update")
        with pytest.raises(CommandError, match="1 data key"):
            rotate(copy)
    rotate(copy)
    assert wrapped_with(copy) == {"new"}


def test_the_maintenance_role_reads_no_sealed_text(told):
    import psycopg

    copy, *_ = told
    with psycopg.connect(copy.maintenance_url) as connection:
        count = connection.execute("select count(*) from reviews_engagementkey").fetchone()
        assert count == (DATA_KEYS,)
        for table in ("reviews_answer", "reviews_engagement", "reviews_agreement", "accounts_user"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege), connection.transaction():
                connection.execute(f"select * from {table}")
