"""PostgreSQL goes away while somebody types: what was answered with success is there."""

import http.client
import signal
import threading
import time

import pytest

from tests.faults.machine import Machine
from tests.faults.people import Eli

BEFORE = AFTER = 10  # saves


class Typist(threading.Thread):
    """Saves a longer text each time; repeats one that was not answered, as the page does."""

    def __init__(self, eli: Eli, section: int) -> None:
        super().__init__(daemon=True)
        self.eli, self.section, self.stops = eli, section, threading.Event()
        self.answered: list[str] = []
        self.refused = 0
        self.sent = ""
        self.unexpected: list[object] = []

    def run(self) -> None:
        version = 0
        while not self.stops.is_set():
            self.sent = "word " * (len(self.answered) + 1)
            try:
                status, answer = self.eli.save(self.sent, section=self.section, version=version)
            except (OSError, http.client.HTTPException):
                status, answer = 0, {}
            if status == 200:
                version = answer["version"]
                self.answered.append(self.sent)
            elif status in (0, 500, 502, 503):
                self.refused += 1
                time.sleep(0.05)
            else:
                self.unexpected.append((status, answer))
                return


@pytest.fixture(autouse=True)
def _web(running: Machine):
    running.world.start("web")


@pytest.mark.parametrize(
    ("section", "number"), [(1, signal.SIGINT), (2, signal.SIGKILL)], ids=["restarted", "killed"]
)
def test_nothing_that_was_answered_with_success_is_lost(
    running: Machine, eli: Eli, section, number
):
    eli.sit_down()
    typist = Typist(eli, section)
    typist.start()
    wait = running.world.wait_until
    count = len(typist.answered)
    wait(lambda: len(typist.answered) >= count + BEFORE or typist.unexpected, what="saves")

    running.end_postgres(number)
    wait(lambda: typist.refused > 0 or typist.unexpected, what="a save that finds no database")
    answered_before = typist.answered[-1]
    running.start_postgres()

    count = len(typist.answered)
    wait(lambda: len(typist.answered) >= count + AFTER or typist.unexpected, what="more saves")
    typist.stops.set()
    typist.join(timeout=20)
    text, second = eli.kept(section)
    assert typist.unexpected == []
    assert second is None
    assert text.strip() in (typist.answered[-1].strip(), typist.sent.strip())
    assert len(text) > len(answered_before)
