"""Fills a size's database as its owner. The texts of the measured people are really sealed;
everybody else's have the same length and do not open."""

import hashlib
import time
from collections.abc import Iterable
from datetime import date
from datetime import time as daytime
from pathlib import Path
from uuid import UUID

import psycopg

from bench.scales import CASELOAD, LARGE_CASELOAD, Scale

PRACTICE_SIZE = 30  # clinicians
SUPERVISOR, CLINICIAN = 0, 1  # numbers of the two clinicians who are measured
NAMES = ("Ada Ash", "Ben Birch", "Cleo Cedar", "Dov Elm", "Eli Fir", "Fay Hazel", "Gus Larch")
WORKING_ON = "Hearing a no the first time"
READER_EACH = 20  # documents of one reader
TRIGGERED = (
    "reviews_checkin",
    "accounts_auditevent",
    "accounts_membership",
    "reviews_withdrawal",
    "reviews_release",
)


def id_of(kind: str, number: int) -> UUID:
    return UUID(hashlib.md5(f"{kind}{number}".encode(), usedforsecurity=False).hexdigest())


def seed(url: str, scale: Scale) -> float:
    """Write everything; gives the seconds it took."""
    started = time.perf_counter()
    large = LARGE_CASELOAD
    values = {
        "engagements": scale.engagements,
        "large": large,
        "clinicians": (scale.engagements - large) // CASELOAD,
        "practice": PRACTICE_SIZE,
        "first_week": scale.first_week,
        "last_week": scale.last_week,
        "first_written": scale.first_written_week,
        "reader_each": READER_EACH,
    }
    text = Path(__file__).with_name("seed.sql").read_text()
    for name, value in values.items():
        text = text.replace(f":{name}", str(value))
    with psycopg.connect(url) as connection:
        # Row by row, the triggers would take most of the time and write the same.
        for table in TRIGGERED:
            connection.execute(f"alter table {table} disable trigger user")
        connection.execute(text)
        # What is checked at the end would still be pending when the triggers come back.
        connection.execute("set constraints all immediate")
        for table in TRIGGERED:
            connection.execute(f"alter table {table} enable trigger user")
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("vacuum analyze")
    return time.perf_counter() - started


def seal_texts(url: str, clinicians: Iterable[int]) -> None:
    """Seal names and terms of these clinicians' engagements, each under its own wrapped key."""
    from accounts.keys import keyring  # noqa: PLC0415 - needs the settings
    from tracker.lib.crypto import new_data_key, place_of, seal  # noqa: PLC0415 - as above

    terms = _terms()
    names, agreements, keys, plain = [], [], [], []
    with psycopg.connect(url) as connection:
        rows = connection.execute(
            "select e.id, a.id from reviews_engagement e join reviews_agreement a"
            " on a.engagement_id = e.id where e.clinician_id = any(%s) order by e.created_at",
            [[id_of("clinician", number) for number in clinicians]],
        ).fetchall()
        for number, (engagement_id, agreement_id) in enumerate(rows):
            data_key, name = new_data_key(), NAMES[number % len(NAMES)]
            kek_id, wrapped = keyring().wrap(data_key=data_key, owner=f"{engagement_id}|record")
            place = place_of(table="reviews_engagement", column="client_name", row_id=engagement_id)
            names.append((seal(key=data_key, text=name, place=place), engagement_id))
            place = place_of(table="reviews_agreement", column="terms", row_id=agreement_id)
            agreements.append((seal(key=data_key, text=terms, place=place), agreement_id))
            keys.append((kek_id, wrapped, engagement_id))
            plain.append((engagement_id, name, WORKING_ON))
        with connection.cursor() as cursor:
            cursor.executemany(
                "update reviews_engagement set client_name = %s where id = %s", names
            )
            cursor.executemany("update reviews_agreement set terms = %s where id = %s", agreements)
            cursor.executemany(
                "update reviews_engagementkey set kek_id = %s, wrapped = %s"
                " where engagement_id = %s",
                keys,
            )
            cursor.executemany("insert into bench_plain values (%s, %s, %s)", plain)
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("vacuum analyze")


def _terms() -> str:
    from reviews.agreements.terms import Terms, Told, write  # noqa: PLC0415 - needs the settings
    from reviews.checkins.recurrence import Phase, Weekly  # noqa: PLC0415

    return write(
        Terms(
            pathway="voluntary",
            focus_areas=["responsibility", "listening"],
            working_on=WORKING_ON,
            phases=(Phase(Weekly(every=1, weekday=0), starts_on=date(2026, 1, 5)),),
            wall_time=daytime(9, 30),
            zone="UTC",
            told=[Told(who="A people director", parts=["takes_part"])],
        )
    )
