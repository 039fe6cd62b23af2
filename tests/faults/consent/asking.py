"""A reader's way to one web process: a connection that is kept, and answers to the last byte."""

import http.client
import time
from dataclasses import dataclass

ANSWER_SECONDS = 30
# What decision 7 lets differ from one answer to the next.
DIFFERS = frozenset({"date", "set-cookie", "x-request-id"})
Said = tuple[int, tuple[tuple[str, str], ...], bytes]  # status, headers, body
LOST = (http.client.RemoteDisconnected, ConnectionResetError, BrokenPipeError)


@dataclass(frozen=True)
class Answer:
    """began, ended  before the first byte was sent, after the last one came; time.perf_counter().
    cut  why it broke off before its end, "" if it did not.
    """

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    began: float
    ended: float
    cut: str = ""

    @property
    def milliseconds(self) -> float:
        return (self.ended - self.began) * 1000

    @property
    def said(self) -> Said:
        """All of it that has to be equal for every kind of absence."""
        kept = ((name, value) for name, value in self.headers if name.lower() not in DIFFERS)
        return self.status, tuple(kept), self.body


class Line:
    """One kept connection, with the cookies of a session."""

    def __init__(self, port: int, cookies: dict[str, str]) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=ANSWER_SECONDS)
        self._headers = {
            "Host": "localhost",
            "Accept": "*/*",
            "Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()),
        }

    def get(self, path: str) -> Answer:
        """Raises OSError if nobody is there. A connection that was let go is opened anew."""
        try:
            return self._get(path)
        except LOST:
            self.close()
            return self._get(path)

    def _get(self, path: str) -> Answer:
        if self._connection.sock is None:
            self._connection.connect()
        began = time.perf_counter()
        self._connection.request("GET", path, headers=self._headers)
        response = self._connection.getresponse()
        try:
            body, cut = response.read(), ""
        except http.client.IncompleteRead as problem:
            body, cut = problem.partial, str(problem)
            self.close()
        ended = time.perf_counter()
        return Answer(response.status, tuple(response.getheaders()), body, began, ended, cut)

    def close(self) -> None:
        self._connection.close()


def apart(one: Said, other: Said) -> str:
    """In what two answers are not equal."""
    headers = sorted({*one[1]} ^ {*other[1]}) or "headers equal, or in another order"
    bodies = zip(one[2], other[2], strict=False)
    at = next((n for n, (a, b) in enumerate(bodies) if a != b), min(len(one[2]), len(other[2])))
    body = "body equal" if one[2] == other[2] else f"body from {one[2][at : at + 60]!r}"
    return f"{one[0]} and {other[0]}, {headers}, {body}"
