"""Who is there before the race: clients of one clinician, each with one reader who reads already.

Made through the product's own acts. Many pairs, so that no list grows long while the rounds go on.
"""

from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.test import Client

from accounts.access import Actor, acting_as
from tests import sharing_story as story
from tests.browser.world import APP, World
from tests.clones import inside
from tests.conftest import _actor, _join
from tests.faults.consent.words import new_words
from tests.faults.fire.stage import _membership, _signed_in
from tests.story import _engagement

ROUNDS_A_PAIR = 25
ROUNDS_A_REPORT = 5  # then the next one is shared
LATER = range(ROUNDS_A_PAIR // ROUNDS_A_REPORT)
CLINICIAN = "dana@example.org"
READER_IS = ("people director", "Harrow & Vale")
# Where each of a text's words stands: the report's, and those of one release of it.
SECTIONS = {
    "themes": "We worked on listening, and on {}.",
    "seen": "On several days I saw him stop and ask about {}.",
    "hard": "A no is still hard to hear, and so is {}.",
    "boundaries": "The workplace could agree with him on {}.",
}
STATEMENT, PURPOSE = "I have read this. I would add {}.", "For the talk about {}."
NARROWED_TO = ("takes_part", "attendance", "commitments")


@dataclass
class Pair:
    """A client, and the one person whom they let read; each with the cookies of a session.

    reports  what the client shares, one after the other, with the words of each; all were signed
        before the wait, so that the client's own days with them are over. times_shared: of all of them.
    """

    client: Actor
    reader: Actor
    named: tuple[str, str, str, str]  # the reader, as the permission names them
    engagement_id: UUID
    client_cookies: dict[str, str]
    reader_cookies: dict[str, str]
    reports: tuple[tuple[Any, tuple[str, ...]], ...]
    times_shared: int = 0


@dataclass(frozen=True)
class Shared:
    """A release that its reader can read now, and the words that stand only in it."""

    release_id: UUID
    permission_id: UUID
    words: tuple[str, ...]


def set_stage(world: World, *, pairs: int) -> list[Pair]:
    """Each reader joins by the mail of a first release, once its wait is over."""
    from reviews.releases.files import make_waiting
    from tracker.lib import clock

    with inside(world.database_url(APP)):
        ada, dana = _actor("ada@example.org"), _actor(CLINICIAN)
        introduced = _membership(ada, CLINICIAN)
        begun = [_begin(ada, dana, introduced, number) for number in range(pairs)]
        now = clock.now()
        signed = [
            tuple(_report(engagement_id, dana, seed=f"{number} {later}") for later in LATER)
            for number, (_, _, engagement_id) in enumerate(begun)
        ]
        for client, named, engagement_id in begun:
            now = clock.now()
            report = story.signed_report(None, engagement_id, now=now, author=dana)
            permission = story.permitted(
                None, engagement_id, now=now, client=client, reader=named, parts=("takes_part",)
            )
            story.released(None, report, permission, now=now, client=client)
        make_waiting()
        story.wait_is_over()
        made = []
        for (client, named, engagement_id), reports in zip(begun, signed, strict=True):
            reader = story.reader_joined(named[3])
            made.append(
                Pair(
                    client=client,
                    reader=reader,
                    named=named,
                    engagement_id=engagement_id,
                    client_cookies=_signed_in(client),
                    reader_cookies=_signed_in(reader, has_factor=True),
                    reports=reports,
                )
            )
        return made


def share(world: World, pair: Pair, *, seed: str) -> Shared:
    """One more text of this pair, released, its PDF made, its notice read: all of it can be opened."""
    from reviews.releases.actions import write_statement
    from reviews.releases.files import make_waiting
    from tracker.lib import clock

    own = new_words(seed=f"{seed} own", count=2)
    with inside(world.database_url(APP)):
        now = clock.now()
        report, report_words = pair.reports[pair.times_shared // ROUNDS_A_REPORT]
        pair.times_shared += 1
        with being(pair.client):
            text = STATEMENT.format(own[0])
            write_statement(actor=pair.client, report=report, text=text, now=now)
        permission = story.permitted(
            None,
            pair.engagement_id,
            now=now,
            client=pair.client,
            reader=pair.named,
            purpose=PURPOSE.format(own[1]),
        )
        release = story.released(None, report, permission, now=now, client=pair.client)
        assert make_waiting() == 1
        story.acknowledged(pair.reader, release.id)
    return Shared(release.id, permission.id, (*report_words, *own))


def _report(engagement_id: UUID, author: Actor, *, seed: str) -> tuple[Any, tuple[str, ...]]:
    from tracker.lib import clock

    words = new_words(seed=f"{seed} report", count=len(SECTIONS))
    said = zip(SECTIONS.items(), words, strict=True)
    texts = {kind: sentence.format(word) for (kind, sentence), word in said}
    report = story.signed_report(None, engagement_id, now=clock.now(), author=author, **texts)
    return report, words


@contextmanager
def being(actor: Actor) -> Any:
    """In one transaction, on the database that Django is inside of."""
    with acting_as(actor), transaction.atomic():
        yield


def browser_of(cookies: dict[str, str]) -> Client:
    """Django's own test client, in the session of these cookies."""
    client = Client(SERVER_NAME="localhost")
    for name, value in cookies.items():
        client.cookies[name] = value
    return client


def _begin(
    ada: Actor, dana: Actor, introduced: Any, number: int
) -> tuple[Actor, tuple[str, str, str, str], UUID]:
    from tracker.lib import clock

    address = f"client{number}@example.org"
    _join(ada, email=address, role="client", introduced_to=introduced)
    client = _actor(address)
    agreement = _engagement(dana, client, "Eli Rask", now=clock.now())
    named = ("Erin Vale", *READER_IS, f"reader{number}@example.org")
    return client, named, agreement.engagement_id
