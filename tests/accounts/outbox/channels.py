"""A channel that does what a test wrote down for it, and keeps what it took."""

from accounts.outbox.channels import Refused, Unreachable

SCRIPT = "tests.accounts.outbox.channels.Scripted"


class Scripted:
    """`script` holds what each sending does: an error is raised, a function is called, None takes.

    `opening` is an error that opening raises. A test begins with `start`.
    """

    script: list = []
    opening = None
    announced: list = []  # to whom, in order
    taken: list = []  # (Message-ID, mail), in order
    opened = closed = 0

    @classmethod
    def start(cls, *script, opening=None):
        cls.script, cls.opening, cls.taken = list(script), opening, []
        cls.announced = []
        cls.opened = cls.closed = 0
        return cls

    @classmethod
    def ids(cls):
        return [message_id for message_id, _ in cls.taken]

    def __init__(self):
        self.is_open = False

    def open(self):
        if Scripted.opening is not None:
            raise Unreachable from Scripted.opening
        if not self.is_open:
            self.is_open = True
            Scripted.opened += 1

    def announce(self, mail):
        Scripted.announced.append(mail.to)

    def send(self, *, message_id, mail):
        step = Scripted.script.pop(0) if Scripted.script else None
        if isinstance(step, Exception):
            self.is_open = isinstance(step, Refused)
            raise step
        Scripted.taken.append((message_id, mail))
        if step is not None:
            step()

    def close(self):
        if self.is_open:
            Scripted.closed += 1
        self.is_open = False
