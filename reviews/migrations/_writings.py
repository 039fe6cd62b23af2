"""Row policies of what is written by prompts, now that both of the two write; part of 0015.

Each kind has one role that writes it. A draft exists for its writer alone; what was handed over,
for everybody who may enter the engagement.
"""

from django.db.migrations import RunSQL

from reviews.migrations._policies import (
    BY_ACTOR,
    DRAFT,
    SAME_ENGAGEMENT,
    SHARED,
    as_client,
    as_clinician,
    entry,
    granted,
)
from tracker.lib.rls import policy_again

BY_CLIENT = "('reflection', 'setback', 'review_client')"
BY_CLINICIAN = "('noted', 'suitability', 'review_clinician', 'closing', 'follow_up')"

WRITES = (
    f"(({as_client('reviews_entry')} and kind in {BY_CLIENT})"
    f" or ({as_clinician('reviews_entry')} and kind in {BY_CLINICIAN}))"
)
OWN_DRAFT = f"{granted('reviews_entry')} and {BY_ACTOR} and state = 'draft'"
OWN_ANSWER = f"{granted('reviews_answer')} and {BY_ACTOR} and {entry('reviews_answer', DRAFT)}"
OWN_ADDENDUM = (
    f"{granted('reviews_addendum')} and {BY_ACTOR}"
    f" and {entry('reviews_addendum', f'{SHARED} and e.author_id = reviews_addendum.author_id')}"
)


def _forward() -> str:
    return "".join(
        (
            policy_again(
                "reviews_entry",
                "select",
                using=f"{granted('reviews_entry')} and ({BY_ACTOR} or state = 'shared')",
            ),
            policy_again(
                "reviews_entry",
                "insert",
                check=f"{WRITES} and {BY_ACTOR} and state = 'draft' and {SAME_ENGAGEMENT}",
            ),
            policy_again(
                "reviews_entry",
                "update",
                using=OWN_DRAFT,
                check=f"{granted('reviews_entry')} and {BY_ACTOR}",
            ),
            policy_again("reviews_entry", "delete", using=OWN_DRAFT),
            policy_again("reviews_answer", "insert", check=OWN_ANSWER),
            policy_again("reviews_answer", "update", using=OWN_ANSWER, check=OWN_ANSWER),
            policy_again("reviews_answer", "delete", using=OWN_ANSWER),
            policy_again("reviews_addendum", "insert", check=OWN_ADDENDUM),
        )
    )


def _backward() -> str:
    """As 0001 made them: the client alone writes."""
    client, answers = as_client("reviews_entry"), as_client("reviews_answer")
    draft = entry("reviews_answer", DRAFT)
    return "".join(
        (
            policy_again(
                "reviews_entry",
                "select",
                using=f"{client} or ({as_clinician('reviews_entry')} and state = 'shared')",
            ),
            policy_again(
                "reviews_entry",
                "insert",
                check=f"{client} and {BY_ACTOR} and state = 'draft' and {SAME_ENGAGEMENT}",
            ),
            policy_again(
                "reviews_entry", "update", using=f"{client} and state = 'draft'", check=client
            ),
            policy_again("reviews_entry", "delete", using=f"{client} and state = 'draft'"),
            policy_again("reviews_answer", "insert", check=f"{answers} and {BY_ACTOR} and {draft}"),
            policy_again(
                "reviews_answer",
                "update",
                using=f"{answers} and {draft}",
                check=f"{answers} and {draft}",
            ),
            policy_again("reviews_answer", "delete", using=f"{answers} and {draft}"),
            policy_again(
                "reviews_addendum",
                "insert",
                check=f"{as_client('reviews_addendum')} and {BY_ACTOR}"
                f" and {entry('reviews_addendum', SHARED)}",
            ),
        )
    )


WRITINGS = RunSQL(_forward(), _backward())
