"""The column type of sealed text."""

from typing import TYPE_CHECKING, Any

from django.db import models

if TYPE_CHECKING:
    _Bytes = models.BinaryField[bytes | None, bytes | None]
else:
    _Bytes = models.BinaryField


class SealedTextField(_Bytes):
    """A bytea column that holds sealed text. It never opens it: reviews.records does."""

    description = "Text sealed with an engagement's data key"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["editable"] = False
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("editable", None)
        return name, path, args, kwargs
