"""`python -m bench --scale 10k|100k|1m [--only ID]`; `./run bench` calls it with servers running.

Needs DATABASE_URL (application role) and DATABASE_OWNER_URL. Makes databases of its own beside
theirs and drops them at the end. Exit code 1 when a gate is not met.
"""

import argparse
import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from bench import databases
from bench.measure import Result
from bench.scales import SCALES, Scale

IDS = (
    "caseload_clinician",
    "caseload_supervisor",
    "caseload_flat",
    "guardian_default",
    "audit_insert",
    "decrypt_50",
    "page_full",
    "child_filtered",
    "pdf_100",
    "sweep_2w",
    "sweep_flat",
    "sweep_naive",
    "send_full",
    "recur_100k",  # the last: it gives the cadences other rhythms
)


def main() -> int:
    parser = argparse.ArgumentParser(prog="./run bench")
    parser.add_argument("--scale", choices=list(SCALES), default="10k")
    parser.add_argument("--only", choices=IDS)
    parser.add_argument("--keep", action="store_true", help="keep the databases for a look")
    chosen = parser.parse_args()
    scale = SCALES[chosen.scale]
    wanted = [chosen.only] if chosen.only else list(IDS)
    owner_url, app_url = os.environ["DATABASE_OWNER_URL"], os.environ["DATABASE_URL"]
    made = _make_databases(owner_url, scale, wanted)
    os.environ["DATABASE_OWNER_URL"] = databases.url_of(owner_url, scale.database)
    os.environ["DATABASE_URL"] = databases.url_of(app_url, scale.database)
    try:
        return _measure(scale, wanted, databases.server_settings(owner_url))
    finally:
        if not chosen.keep:
            databases.drop_databases(owner_url, made)


def _make_databases(owner_url: str, scale: Scale, wanted: list[str]) -> list[str]:
    from bench.seed import seed  # noqa: PLC0415 - beside its use

    _say("Making an empty database")
    databases.make_template(owner_url)
    sizes = [scale]
    if "caseload_flat" in wanted and scale.name != "10k":
        sizes.append(SCALES["10k"])
    for size in sizes:
        _say(f"Filling {size.engagements:,} engagements")
        databases.make_database(owner_url, size.database)
        seconds = seed(databases.url_of(owner_url, size.database), size)
        _say(f"  {seconds:.0f} s")
    return [databases.TEMPLATE, *(size.database for size in sizes)]


def _measure(scale: Scale, wanted: list[str], server: dict[str, str]) -> int:
    os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"
    import django  # noqa: PLC0415 - the addresses above come first

    django.setup()
    from django.db import connections  # noqa: PLC0415 - needs the settings

    from bench import (  # noqa: PLC0415 - as above
        caseload,
        page,
        pdf,
        recurrence,
        report,
        sealing,
        seed,
        sending,
        sharing,
        sweep,
        trail,
    )

    app_url = os.environ["DATABASE_URL"]
    seed.seal_texts(os.environ["DATABASE_OWNER_URL"], [seed.SUPERVISOR, seed.CLINICIAN])
    measures: dict[str, Callable[[], Result]] = {
        "caseload_clinician": caseload.clinician,
        "caseload_supervisor": caseload.supervisor,
        "caseload_flat": lambda: caseload.flat(is_small=scale.name == "10k"),
        "guardian_default": caseload.guardian_default,
        "audit_insert": lambda: trail.audit_insert(app_url),
        "decrypt_50": sealing.decrypt_50,
        "page_full": page.page_full,
        "child_filtered": sharing.child_filtered,
        "pdf_100": pdf.pdf_100,
        "sweep_2w": sweep.sweep_2w,
        "sweep_flat": lambda: sweep.sweep_flat(scale.name),
        "sweep_naive": sweep.sweep_naive,
        "send_full": sending.send_full,
        "recur_100k": lambda: recurrence.recur_100k(is_large=scale.name == "1m"),
    }
    if server["fsync"] == "off" and "audit_insert" in wanted:
        _say("This PostgreSQL does not wait for the disk (fsync is off): audit_insert is stricter.")
    results = []
    for id in wanted:
        _say(f"Measuring {id}")
        results.append(measures[id]())
    connections.close_all()

    now = datetime.now(UTC)
    home = Path(os.environ.get("WAYMARK_HOME", ".waymark/bench"))
    path = home / "figures" / f"{now:%Y%m%d-%H%M%S}-{scale.name}.json"
    facts = {"at": now, "scale": scale.name, "server": server, "cores": os.cpu_count()}
    report.write_json(path, results, facts)
    print(report.table(results))
    print(f"Figures: {path}")
    print(report.summary(results, scale.name))
    return 0 if all(result.met for result in results) else 1


def _say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
