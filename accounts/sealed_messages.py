"""What a page says once, on the next one: it may name somebody, so it rests sealed in the session."""

from typing import Any

from django.contrib.messages.storage.session import SessionStorage

from accounts.keys import keyring
from tracker.lib.crypto import CannotOpen

PLACE = "messages"


class SealedMessages(SessionStorage):
    """Django's messages in the session, sealed. What cannot be opened any more is not said."""

    def serialize_messages(self, messages: Any) -> str:
        return keyring().seal_secret(text=super().serialize_messages(messages), place=PLACE)

    def deserialize_messages(self, data: Any) -> Any:
        if not data:
            return []
        try:
            return super().deserialize_messages(keyring().open_secret(sealed=data, place=PLACE))
        except CannotOpen:
            return []
