"""The named steps at which a process is made to die, and where each is in the product's code.

One table for the whole path of a mail and of a submission. The product holds no hook: a test-only
entry module (entry.py) wraps the named function in the process of the kind that runs it.
"""

from dataclasses import dataclass

WEB, WORKER, BEAT = "web", "worker", "beat"
BEFORE, AFTER = "before", "after"  # the named function


@dataclass(frozen=True)
class Step:
    """A place where one kind of process dies.

    seam     "module:function", or "path:end" for the answer to a request of such an address.
    when     before the function starts, or after it has returned.
    holding  an attribute of the object the method belongs to: without anything in it, it is no step.
    traffic  what has to happen for it to be reached: reminder, begin, save, share or offer.
    """

    name: str
    process: str
    seam: str
    when: str
    traffic: str
    holding: str = ""

    @property
    def id(self) -> str:
        return f"{self.process}.{self.name}"


DELIVERY = "accounts.outbox.delivery"
SWEEP = "reviews.reminders.actions"
COMMITTED = "django.db.backends.base.base:BaseDatabaseWrapper.run_and_clear_commit_hooks"
JOURNAL = "reviews.journal"

STEPS = (
    # A reminder: sweep, outbox, SMTP.
    Step("asked", BEAT, "celery.beat:Scheduler.apply_async", BEFORE, "reminder"),
    Step("told", BEAT, "celery.beat:Scheduler.apply_async", AFTER, "reminder"),
    Step("enqueued, not committed", WORKER, f"{SWEEP}:enqueue", AFTER, "reminder"),
    Step("swept, nobody told", WORKER, COMMITTED, BEFORE, "reminder", "run_on_commit"),
    Step("claimed", WORKER, f"{DELIVERY}:_claim", AFTER, "reminder"),
    Step("words made, not committed", WORKER, f"{DELIVERY}:_begin", AFTER, "reminder"),
    Step("last settled, next begun", WORKER, f"{DELIVERY}:Look._begin_next", AFTER, "reminder"),
    Step("sending begun", WORKER, f"{DELIVERY}:_hand_over", BEFORE, "reminder"),
    Step("taken, not committed", WORKER, f"{DELIVERY}:_hand_over", AFTER, "reminder"),
    Step(
        "nothing more, last not settled",
        WORKER,
        f"{DELIVERY}:Look._store",
        BEFORE,
        "reminder",
        holding="ended",
    ),
    Step("settled, not committed", WORKER, f"{DELIVERY}:_settle_and_mark", AFTER, "reminder"),
    # A submission: request, commit, answer, broker.
    Step("begun, not committed", WEB, "reviews.desk.views.pages:begin_reflection", AFTER, "begin"),
    Step("saved, not committed", WEB, f"{JOURNAL}.actions:save_answer", AFTER, "save"),
    Step("save committed, not answered", WEB, "path:/save/", AFTER, "save"),
    Step("shared, not committed", WEB, f"{JOURNAL}.actions:tell_clinicians", AFTER, "share"),
    Step("share committed, nobody told", WEB, COMMITTED, BEFORE, "share", "run_on_commit"),
    Step("share committed, not answered", WEB, "path:/share/", AFTER, "share"),
    Step("key wrapped, not the next", WEB, "reviews.records.vault:make_key", AFTER, "offer"),
    Step("key wrapped, not stored", WEB, "tracker.lib.crypto:Keyring.wrap", AFTER, "offer"),
)
