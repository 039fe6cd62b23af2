"""The measured people as actors, and what they see made into objects."""

from accounts.access import Actor
from accounts.roles import CLINICIAN
from bench.seed import PRACTICE_SIZE, id_of


def actor_of(number: int) -> Actor:
    return Actor(
        user_id=id_of("clinician", number),
        membership_id=id_of("clinician membership", number),
        organization_id=id_of("organization", number // PRACTICE_SIZE),
        role=CLINICIAN,
    )
