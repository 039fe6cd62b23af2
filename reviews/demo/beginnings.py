"""How the work of the demonstration begins: a conversation, the limits, an agreement, a yes.

Each by its person, through the acts, as in weeks.py.
"""

from collections.abc import Mapping
from datetime import timedelta

from accounts.outbox.delivery import deliver_pending
from reviews.agreements.actions import accept_agreement, offer_version
from reviews.agreements.queries import open_offer, read_agreement
from reviews.agreements.terms import Terms
from reviews.demo.course import write_answers
from reviews.demo.stage import Stage, persona
from reviews.journal.queries import read_entry
from reviews.limits.actions import acknowledge_limits
from reviews.limits.queries import current_version
from reviews.suitability.actions import begin_account, open_talk, sign_account
from tracker.lib import clock

THE_SAME_DAY = timedelta(hours=5)
TIME_TO_THINK = timedelta(hours=25)


def talk_first(stage: Stage, key: str, answers: Mapping[int, str]) -> None:
    """Whether the work fits: Dr Voss writes it down and signs, the client reads it."""
    now = clock.now()
    client = stage.people[key]
    with stage.being("voss") as voss:
        engagement = open_talk(
            actor=voss,
            client_membership_id=client.membership_id,
            client_name=persona(key).name,
            now=now,
        )
        entry = begin_account(actor=voss, engagement=engagement, now=now)
        seen = write_answers(voss, entry, answers)
        sign_account(actor=voss, entry=entry, seen=seen, authenticated_at=now, now=now)
    with stage.being(key):
        read_entry(actor=client, entry_id=entry.id)
    deliver_pending()


def read_limits(stage: Stage, key: str) -> None:
    with stage.being(key) as client:
        acknowledge_limits(
            actor=client,
            engagement=stage.engagement_of(key),
            version=current_version(),
            now=clock.now(),
        )


def offer(stage: Stage, key: str, terms: Terms) -> None:
    """The first agreement, after the conversation."""
    now = clock.now()
    with stage.being("voss") as voss:
        engagement = stage.engagement_with(key)
        offer_version(actor=voss, engagement=engagement, terms=terms, authenticated_at=now, now=now)
    deliver_pending()


def begin(stage: Stage, key: str, terms: Terms) -> None:
    """Offered, and some hours later signed; a day later where there is time to think first."""
    offer(stage, key, terms)
    wait = TIME_TO_THINK if terms.is_mandated else THE_SAME_DAY
    stage.plan(clock.now() + wait, lambda stage: _sign(stage, key))


def _sign(stage: Stage, key: str) -> None:
    """The client's yes, to the text they have read."""
    stage.begun.add(key)
    now = clock.now()
    with stage.being(key) as client:
        offered = open_offer(actor=client, engagement_id=stage.engagement_of(key).id)
        if offered is None:
            raise RuntimeError("the offer is not there")
        seen = read_agreement(actor=client, agreement_id=offered.id)
        accept_agreement(
            actor=client,
            agreement=offered,
            client_name=persona(key).name,
            seen=bytes.fromhex(seen.digest),
            authenticated_at=now,
            now=now,
        )
