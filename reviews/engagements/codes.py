"""Short codes, drawn by lot, that say nothing of anybody."""

import secrets

# No vowels and no look-alikes: a code spells nothing and is read aloud without doubt.
SIGNS = "23456789BCDFGHJKLMNPQRSTVWXZ"


def new_code() -> str:
    """As in "7KD-3QX"."""
    signs = "".join(secrets.choice(SIGNS) for _ in range(6))
    return f"{signs[:3]}-{signs[3:]}"
