"""What is sent to a page: its length, and files in it.

Files are refused before anything is written anywhere, but by the one view that reads one. More than
DATA_UPLOAD_MAX_MEMORY_SIZE in all is answered with 413 before anybody reads it, the API included.

A view that `reads_file` is given its bytes as they come, as a hash: nothing is parsed or kept.
"""

import hashlib
from collections.abc import Callable, Sequence
from typing import Any, NoReturn

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest, HttpResponseBase

LARGEST = 2 * 1024 * 1024  # bytes of a file that is looked at
READ_TO_THE_END = 4 * LARGEST  # bytes of a request; a longer one is cut off, not listened to
_ASKS = "reads_file"


SWALLOWED = 64 * 1024 * 1024  # bytes of a request too long, read and dropped before the answer
PIECE = 64 * 1024


class TooLong(RequestDataTooBig):
    """More was sent than any page takes. Nothing of it was read."""


class NoUploads(FileUploadHandler):
    """Answers 400. Django's own handlers would write any length to the disk, for anybody."""

    def new_file(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise RequestDataTooBig("no page takes files")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        return None

    def file_complete(self, file_size: int) -> None:
        return None


class HashedFile(UploadedFile):  # type: ignore[type-arg] # generic in the stubs alone
    """What is left of a file that was sent: its name, its length, and the SHA-256 of its bytes."""

    def __init__(self, *, name: str, size: int, digest: bytes) -> None:
        super().__init__(file=None, name=name, size=size)
        self.digest = digest

    def close(self) -> None:
        """There is nothing to close."""


class HashUpload(FileUploadHandler):
    """Hashes a file while it arrives. `too_large` says that one longer than LARGEST was sent."""

    too_large = False

    def handle_raw_input(
        self,
        input_data: Any,
        META: dict[str, Any],  # noqa: N803 - Django's name
        content_length: int,
        boundary: str,
        encoding: str | None = None,
    ) -> None:
        self._whole_request = content_length

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self._hash = hashlib.sha256()
        if self._whole_request > READ_TO_THE_END:
            self._stop()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if start + len(raw_data) > LARGEST:
            self._stop()
        self._hash.update(raw_data)

    def file_complete(self, file_size: int) -> HashedFile:
        return HashedFile(name=self.file_name or "", size=file_size, digest=self._hash.digest())

    def _stop(self) -> NoReturn:
        self.too_large = True
        raise StopUpload(connection_reset=self._whole_request > READ_TO_THE_END)


def reads_file(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Let this view be sent one file, which it finds as a HashedFile in request.FILES."""
    setattr(view, _ASKS, True)
    return view


def too_large(request: HttpRequest) -> bool:
    """Whether a file was sent to a view that `reads_file`, and was too long to be looked at."""
    return any(isinstance(h, HashUpload) and h.too_large for h in request.upload_handlers)


class ReadsFile:
    """Before the CSRF check reads the form: chooses the handler where the view asks for a file, and
    refuses what is too long everywhere else.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponseBase],
        args: Sequence[Any],
        kwargs: dict[str, Any],
    ) -> None:
        if getattr(view, _ASKS, False):
            request.upload_handlers = [HashUpload(request)]
        elif _length(request) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            _swallow(request)
            raise TooLong("more than a page takes")


def _length(request: HttpRequest) -> int:
    """Bytes that were announced; Django reads no more than these."""
    announced = request.META.get("CONTENT_LENGTH") or "0"
    return int(announced) if announced.isdigit() else 0


def _swallow(request: HttpRequest) -> None:
    """Read on and drop it: a browser shows the answer only once it could send everything."""
    left = min(_length(request), SWALLOWED)
    while left > 0 and (piece := request.read(min(PIECE, left))):
        left -= len(piece)
