"""The master keyring of this process."""

from functools import cache

from django.conf import settings

from tracker.lib.crypto import Keyring, load_keyring


@cache
def keyring() -> Keyring:
    """Read once. Raises KeyringUnusable; the start-up check has read it before any request."""
    return load_keyring(settings.KEYRING_FILE)
