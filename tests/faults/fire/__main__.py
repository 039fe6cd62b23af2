"""`./run faults --reminders N --submissions M --kills K --seed S`, and `./run faults --plants`."""

import os
import sys
from collections.abc import Sequence

import django


def main(words: Sequence[str]) -> int:
    from tests.faults.fire.campaign import run
    from tests.faults.fire.options import read

    os.umask(0o077)
    options, plants = read(words)
    if plants is not None:
        from tests.faults.fire.planted import find_all

        return find_all(plants)
    report = run(options)
    report.write(options.folder / "report.json")
    sys.stdout.write(
        f"{report.table()}\n\n{options.folder / 'report.json'}\n{report.last_line()}\n"
    )
    return 0 if report.ok else 1


if __name__ == "__main__":
    django.setup()  # before anything of the product is imported
    sys.exit(main(sys.argv[1:]))
