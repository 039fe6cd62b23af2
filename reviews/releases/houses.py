"""Whether a client's mails go where somebody they work for may read them. Nothing is blocked."""

from collections.abc import Iterable
from uuid import UUID

from accounts.access import Actor
from accounts.queries import get_user
from reviews.releases.queries import list_recipients
from tracker.lib.addresses import domain_of, in_one_house, is_public

SOMEBODY = "somebody you permitted to read something"
INSTEAD = "Ask the practice to invite you at another address."


def house_words(*, actor: Actor, engagement_id: UUID | None) -> str:
    """The warning for the client's own page, or "". It opens the addresses of their recipients."""
    named = list_recipients(actor=actor, engagement_id=engagement_id) if engagement_id else []
    return words_about(get_user(actor=actor).email, [details.address for _, details in named])


def words_about(own: str, theirs: Iterable[str]) -> str:
    """A plain sentence about an address, given those of the people who may read something."""
    for address in theirs:
        if words := words_about_both(own, address):
            return words
    if is_public(own):
        return ""
    return (
        f"Your address ends in {domain_of(own)}. If that is the mail of an employer or a school,"
        f" whoever runs it may be able to read what comes there, and when. {INSTEAD}"
    )


def words_about_both(own: str, theirs: str, *, whose: str = SOMEBODY) -> str:
    """The sentence where both addresses are in one house, else "". `whose` is the other one."""
    if not in_one_house(own, theirs):
        return ""
    return (
        f"Your address ends in {domain_of(own)}, and so does that of {whose}. Whoever runs that"
        f" mail may be able to read what comes there, and when. {INSTEAD}"
    )
