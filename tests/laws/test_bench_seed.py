"""The bench measures today's tables: its rows fit them."""

from bench.scales import Scale
from bench.seed import seed
from tests.clones import clone

SMALL = Scale("small", 2_200, 8, 9, 8)  # a supervisor's caseload, and some ordinary ones


def test_the_rows_of_the_bench_fit_the_tables():
    with clone() as copy:
        seed(copy.owner_url, SMALL)
        with copy.as_owner() as owner:
            (released,) = owner.execute("select count(*) from reviews_release").fetchone()
    assert released == SMALL.engagements
