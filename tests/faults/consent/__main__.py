"""`./run faults consent --rounds N --requests M --seed S`, and `./run faults consent --plants`."""

import logging
import os
import sys
from collections.abc import Sequence

import django
import structlog


def main(words: Sequence[str]) -> int:
    from tests.faults.consent.campaign import run
    from tests.faults.consent.ground import staged
    from tests.faults.consent.options import read
    from tests.faults.consent.planted import find_all
    from tracker.supervisor.problems import say

    os.umask(0o077)
    options, plants = read(words)
    if plants is not None:
        return find_all(plants)
    say(f"Setting the stage, seed {options.seed}")
    with staged(rounds=options.rounds + options.narrowings) as ground:
        report = run(options, ground)
    report.write(options.folder / "report.json")
    sys.stdout.write(
        f"{report.table()}\n\n{options.folder / 'report.json'}\n{report.last_line()}\n"
    )
    return 0 if report.ok else 1


if __name__ == "__main__":
    django.setup()  # before anything of the product is imported
    quiet = structlog.make_filtering_bound_logger(logging.ERROR)
    structlog.configure(wrapper_class=quiet)  # the stage's own acts are no news
    sys.exit(main(sys.argv[1:]))
