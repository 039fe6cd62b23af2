"""Who submits while the house burns: clients who write and share, a clinician who offers.

Each is a thread with a session of its own, does one job for each ticket it is given, and goes on
until the service has said yes, as static/autosave.js and a person with a form do. What was said yes
to is a promise; it goes to the writer's own file before the next job begins.
"""

import json
import random
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from datetime import date
from http import HTTPStatus
from pathlib import Path
from uuid import UUID

from tests.agreeing import PASSWORD
from tests.faults.fire.ledgers import Promise
from tests.faults.fire.visitor import Answer, Visitor

SECTIONS = 4  # prompts of one reflection
KINDS = ("begin", *["save"] * SECTIONS, "share")  # the jobs of one reflection
JOBS_A_REFLECTION = len(KINDS)
# No answer, a worker that was killed, a database that restarts: sent again.
NOT_REACHED = {0, 500, 502, 503, 504}
FIRST_PAUSE, LONGEST_PAUSE = 0.2, 2.0  # seconds; the page's own are ten times as long
WORDS = ("again", "asked", "because", "hear", "kept", "less", "listen", "üben", "言う", "“no”", "✓")


class Unexpected(Exception):
    """An answer that neither promises nor asks to try again."""


class Writer(threading.Thread):
    """One person at the keyboard. `jobs` gives what to do, one for each ticket."""

    def __init__(self, *, name: str, visitor: Visitor, file: Path, seed: str) -> None:
        super().__init__(name=name, daemon=True)
        self.visitor = visitor
        self.chance = random.Random(f"{seed} {name}")  # noqa: S311 - a seeded run, no secret
        self.tickets = threading.Semaphore(0)
        self.jobs: Iterator[Callable[[], None]] = iter(())
        self.promised: list[Promise] = []
        self.shared: list[UUID] = []
        self.given = self.done = self.refused = 0  # tickets; jobs; requests sent again
        self.unexpected = ""
        self._file = file.open("a", encoding="utf-8")

    def run(self) -> None:
        try:
            for job in self.jobs:
                self.tickets.acquire()
                job()
                self.done += 1
        except Exception as error:  # noqa: BLE001 - the report says it; the others go on
            self.unexpected = f"{self.name}: {type(error).__name__} {error}"[:600]
        self._file.close()

    def give_ticket(self) -> None:
        self.given += 1
        self.tickets.release()

    @property
    def is_idle(self) -> bool:
        return self.given == self.done

    # --- what a job is made of -----------------------------------------------------------------------

    def until_answered(self, ask: Callable[[], Answer]) -> tuple[Answer, bool]:
        """The first answer that is one, and whether an earlier try went without."""
        pause, cut = FIRST_PAUSE, False
        while (answer := ask()).status in NOT_REACHED:
            self.refused += 1
            cut = True
            time.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)
        return answer, cut

    def promise(self, what: str, text: str) -> None:
        self._file.write(json.dumps({"what": what, "text": text, "at": time.time()}) + "\n")
        self._file.flush()
        self.promised.append(Promise(what, text))

    def some_text(self) -> str:
        lines = [
            " ".join(self.chance.choices(WORDS, k=self.chance.randint(4, 30)))
            for _ in range(self.chance.randint(1, 5))
        ]
        return "\n".join(lines)


class Client(Writer):
    """Writes one reflection after the other, for the check-ins that wait for one."""

    left = 0  # tickets

    def reflections(self, checkin_ids: list[UUID], *, count: int) -> None:
        """Let the jobs be these, `count` of them."""

        def jobs() -> Iterator[Callable[[], None]]:
            for checkin_id in checkin_ids:
                yield lambda checkin_id=checkin_id: self.begin(checkin_id)  # type: ignore[misc]
                for number in range(1, SECTIONS + 1):
                    yield lambda number=number: self.save(number)  # type: ignore[misc]
                yield self.share

        self.left = count
        self.nth = 0  # of the saves, as the page counts them
        self.jobs = (job for _, job in zip(range(count), jobs(), strict=False))

    def give_ticket(self) -> None:
        self.left -= 1
        super().give_ticket()

    def until(self, kind: str) -> int:
        """How many other jobs come before the next of that kind, of those not let go yet."""
        if kind not in KINDS:
            return self.left
        ahead = [
            KINDS[(self.given + step) % JOBS_A_REFLECTION] for step in range(JOBS_A_REFLECTION)
        ]
        return ahead.index(kind)

    def begin(self, checkin_id: UUID) -> None:
        answer, _ = self.until_answered(
            lambda: self.visitor.post(f"/writing/begin/{checkin_id}/", {})
        )
        parts = answer.location.strip("/").split("/")
        if answer.status != HTTPStatus.FOUND or parts[0] != "writing":
            raise Unexpected(f"begin: {answer.status} {answer.location} {answer.body[:200]}")
        self.entry_id = UUID(parts[1])
        self.promise(f"reflection for {checkin_id}", str(self.entry_id))

    def save(self, number: int) -> None:
        """Autosave of a section; some are saved half written first, some go on being typed."""
        path = f"/writing/{self.entry_id}/{number}/"
        page, version = str(uuid.UUID(int=self.chance.getrandbits(128), version=4)), 0
        texts = [self.some_text()]
        if self.chance.random() < 0.4:
            texts.append(texts[0] + " " + self.some_text())
        for text in texts:
            version = self._save(path, text, version=version, page=page, number=number)

    def _save(self, path: str, text: str, *, version: int, page: str, number: int) -> int:
        sent = text

        def ask() -> Answer:
            nonlocal sent
            self.nth += 1
            fields = {"text": sent, "version": version, "page": f"{page}.{self.nth}"}
            answer = self.visitor.post(path + "save/", fields)
            if answer.status in NOT_REACHED and self.chance.random() < 0.5:
                sent += " more"  # the person goes on typing meanwhile
            return answer

        # A text that changed after an unanswered try is another text: the one last sent counts.
        answer, _ = self.until_answered(ask)
        if answer.status == HTTPStatus.OK and "version" in answer.data:
            version = int(answer.data["version"])
        elif answer.status == HTTPStatus.CONFLICT and "compare" in answer.data:
            version = self._choose_mine(path)
        else:
            raise Unexpected(f"save: {answer.status} {answer.location} {answer.body[:200]}")
        self.promise(f"section {number} of {self.entry_id}", sent)
        return version

    def _choose_mine(self, path: str) -> int:
        """Two texts are kept: the one sent last is chosen, on the page that shows both."""
        answer, cut = self.until_answered(
            lambda: self.visitor.post(path + "two/", {"pick": "here"})
        )
        # After a cut, "nothing waits for a choice" means that the choice was kept.
        if answer.status != HTTPStatus.FOUND and not (cut and answer.status == HTTPStatus.CONFLICT):
            raise Unexpected(f"choose: {answer.status} {answer.body[:200]}")
        answer, _ = self.until_answered(lambda: self.visitor.get(path))
        return int(answer.field("version"))

    def _choose_what_is_saved(self, path: str) -> None:
        for number in range(1, SECTIONS + 1):
            answer, _ = self.until_answered(lambda n=number: self.visitor.get(f"{path}{n}/"))  # type: ignore[misc]
            if answer.location.endswith("/two/"):
                two = answer.location
                self.until_answered(lambda two=two: self.visitor.post(two, {"pick": "there"}))  # type: ignore[misc]

    def share(self) -> None:
        path = f"/writing/{self.entry_id}/"
        answer, cut = self.until_answered(lambda: self.visitor.post(path + "share/", {}))
        if answer.location.startswith(path):  # a late save of ours may have left a second text
            self._choose_what_is_saved(path)
            answer, cut = self.until_answered(lambda: self.visitor.post(path + "share/", {}))
        if cut and answer.status == HTTPStatus.CONFLICT:  # it may have been this very request
            answer, _ = self.until_answered(lambda: self.visitor.get(path))
            kept = answer.status == HTTPStatus.FOUND and answer.location.startswith("/reading/")
        else:
            kept = answer.status == HTTPStatus.FOUND and answer.location == "/you/"
        if not kept:
            raise Unexpected(f"share: {answer.status} {answer.location} {answer.body[:200]}")
        self.promise(f"state of {self.entry_id}", "shared")
        self.shared.append(self.entry_id)


class Clinician(Writer):
    """Offers agreements: each makes and wraps two keys."""

    def offers(self, membership_ids: list[UUID], *, first_day: str) -> None:
        self.jobs = (
            (lambda membership_id=membership_id: self.offer(membership_id, first_day))  # type: ignore[misc]
            for membership_id in membership_ids
        )

    def offer(self, membership_id: UUID, first_day: str) -> None:
        path = f"/people/begin/{membership_id}/"
        name = f"Client {self.chance.randint(100, 999)} üñ"
        fields = {
            "client_name": name,
            "pathway": "voluntary",
            "focus_areas": ["responsibility", "listening"],
            "working_on": "Hearing a no the first time",
            "often_1": "weeks-12",
            "on_1": f"weekday-{date.fromisoformat(first_day).weekday()}",
            "starts_on_1": first_day,
            "wall_time": "09:30",
            "zone": "America/Chicago",
            "password": PASSWORD,  # whoever offers signs
        }
        if not self.visitor.token:
            page, _ = self.until_answered(lambda: self.visitor.get(path))
            self.visitor.token = page.field("csrfmiddlewaretoken")
        answer, cut = self.until_answered(lambda: self.visitor.post(path, fields))
        # After a cut, "their work has begun already" means that the offer was kept.
        if answer.status != HTTPStatus.FOUND and not (cut and answer.status == HTTPStatus.CONFLICT):
            raise Unexpected(f"offer: {answer.status} {answer.body[:300]}")
        self.promise(f"offer to {membership_id}", name)
