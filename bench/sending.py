"""Sending reminders: everything that is promised, against a loop that only speaks SMTP.

Ours claims, asks the stop rules, renders, and commits each mail that the server has taken. The bare
loop has the same mails ready as bytes and one connection. Both speak to the same server, a process
of its own.
"""

import contextlib
import json
import os
import re
import smtplib
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial

import psycopg
from django.test import override_settings

from bench.databases import CLONE
from bench.measure import WARM_UPS, Gate, Result, Side

MAILS = 400  # of one round
ROUNDS = 15
# What may differ between two renderings of one mail.
MOVING = re.compile(r"^(Date: .*|.*=_[0-9a-f]{32}.*)$", re.MULTILINE)

# Ten in the morning of a day on which mails go out: nothing waits for a quiet hour to end.
MORNING = """
    update app.clock set settable = true,
           clock_offset = date_trunc('day', now()) + interval '10 hours' - now();
    update accounts_organization set mail_not_on = '[]';
"""
DUE = """
    insert into accounts_notice (id, key, kind, recipient_id, organization_id, subject_id, state,
                                 due_at, attempts, uncertain, reason, created_at)
    select gen_random_uuid(), 'checkin:' || c.id || ':reminder:two_days:email', 'checkin_reminder',
           e.client_id, e.organization_id, c.id, 'waiting', app.now() - interval '1 hour', 0,
           false, '', app.now()
      from reviews_checkin c join reviews_engagement e on e.id = c.engagement_id
     where c.state = 'open' and c.on_date in (current_date + 1, current_date + 2)
     order by c.id limit %s
"""
NOTHING = "delete from accounts_notice"
LEFT = "select count(*) from accounts_notice where state <> 'sent'"


def send_full() -> Result:
    from accounts.outbox.delivery import deliver_pending  # noqa: PLC0415 - needs the settings

    rates: tuple[list[float], list[float]] = ([], [])
    owner_url = os.environ["DATABASE_OWNER_URL"]
    with (
        psycopg.connect(owner_url, autocommit=True) as owner,
        _sink() as (port, taken),
        override_settings(
            EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend",
            EMAIL_HOST="127.0.0.1",
            EMAIL_PORT=port,
        ),
    ):
        owner.execute(MORNING)
        ready: list[str] = []
        for number in range(-WARM_UPS, ROUNDS):
            for ours in (True, False) if number % 2 or not ready else (False, True):
                if ours:
                    owner.execute(NOTHING)
                    owner.execute(DUE, [MAILS])
                    owner.execute("vacuum analyze accounts_notice")
                    spent = _seconds(deliver_pending)
                    assert owner.execute(LEFT).fetchone() == (0,)
                    mails = taken()
                    ready = ready or mails
                else:
                    spent = _seconds(partial(_bare, port, ready))
                    mails = taken()
                assert len(mails) == MAILS
                assert len(set(map(_still, mails))) == len(set(map(_still, ready)))
                if number >= 0:
                    rates[0 if ours else 1].append(MAILS / spent)
    return Result(
        "send_full",
        Gate(at_least=0.15),
        Side("claim, stop rules, render, SMTP", "mails/s", rates[0]),
        Side("SMTP alone", "mails/s", rates[1]),
    )


def _bare(port: int, ready: list[str]) -> None:
    with smtplib.SMTP("127.0.0.1", port) as server:
        for mail in ready:
            to = mail.partition("\nTo: ")[2].partition("\r")[0]
            server.sendmail("hello@localhost", [to], mail)


def _seconds(side: Callable[[], object]) -> float:
    started = time.perf_counter()
    side()
    return time.perf_counter() - started


def _still(mail: str) -> str:
    return MOVING.sub("", mail)


@contextlib.contextmanager
def _sink() -> Iterator[tuple[int, Callable[[], list[str]]]]:
    """Its port, and what it has taken since it was last asked."""
    with subprocess.Popen(
        [sys.executable, "-m", "bench.sink"],
        cwd=CLONE,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None

        def taken() -> list[str]:
            process.stdin.write("?\n")  # type: ignore[union-attr]
            process.stdin.flush()  # type: ignore[union-attr]
            mails: list[str] = json.loads(process.stdout.readline())  # type: ignore[union-attr]
            return mails

        yield int(process.stdout.readline()), taken
        process.stdin.close()
        process.wait(timeout=20)
