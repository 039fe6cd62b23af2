"""A hundred different papers of two pages from one compiler, against one paper from a new process.

What a release costs its worker. The fonts are read and the template is understood once; with a
compiler for each paper the hundred cost more than ten times the one. No paper is laid out twice:
what is alike would come from memory.
"""

import io
import json
import random
import subprocess
import sys
import time
from datetime import UTC, datetime
from statistics import median

from pikepdf import Pdf

from bench.databases import CLONE
from bench.measure import Gate, Result, Side
from tracker.lib.pdf.document import Document
from tracker.lib.pdf.render import render
from tracker.lib.pdf.seal import check, seal

PAPERS = 100
ROUNDS = 7
WARM_UPS = 1
SEALED = 25
AT = datetime(2026, 7, 10, 9, 30, tzinfo=UTC)
WORDS = (
    "about account after agreed answer asked before beginning called change clearly colleague "
    "commitment day decided effect evening example explained first further given held helped kept "
    "letter listened meeting named open others plainly planned point practice question reads said "
    "second seen shared spoke steps talked team told understood week words work written"
)
COLD = """
import json, sys
from tracker.lib.pdf.render import render
sys.stdout.buffer.write(render(json.load(sys.stdin)))
"""


def pdf_100() -> Result:
    made = render(_paper(0))
    if made != _cold(_paper(0)):
        raise AssertionError("pdf_100: the two sides do not return the same")
    with Pdf.open(io.BytesIO(made)) as opened:
        if len(opened.pages) != 2:
            raise AssertionError("pdf_100: its papers have two pages")
    warm, cold = [], []
    for number in range(WARM_UPS + ROUNDS):
        papers = [_paper((number + 1) * PAPERS + index) for index in range(PAPERS)]
        start = time.perf_counter()
        for paper in papers:
            render(paper)
        between = time.perf_counter()
        _cold(papers[0])
        end = time.perf_counter()
        if number >= WARM_UPS:
            warm.append((between - start) * 1000)
            cold.append((end - between) * 1000)
    each = median(warm) / PAPERS
    sealing, checking = _sealing()
    return Result(
        "pdf_100",
        Gate(at_most=10),
        Side(f"{PAPERS} papers", "ms", warm),
        Side("one, new process", "ms", cold),
        f"{each:.1f} ms a paper, {sealing:.1f} ms a seal, {checking:.1f} ms a check",
        {"paper_ms": each, "seal_ms": sealing, "check_ms": checking},
    )


def _sealing() -> tuple[float, float]:
    """Milliseconds of a seal, and of the check of one; medians."""
    seals, checks = [], []
    for number in range(SEALED):
        made = render(_paper(-1 - number))
        start = time.perf_counter()
        sealed = seal(made, at=AT)
        between = time.perf_counter()
        holds = check(sealed)
        end = time.perf_counter()
        if not holds:
            raise AssertionError("pdf_100: a seal does not hold")
        seals.append((between - start) * 1000)
        checks.append((end - between) * 1000)
    return median(seals), median(checks)


def _cold(paper: Document) -> bytes:
    """The same paper from a process that has done nothing before."""
    done = subprocess.run(
        [sys.executable, "-c", COLD],
        cwd=CLONE,
        input=json.dumps(paper).encode(),
        capture_output=True,
        check=True,
    )
    return done.stdout


def _paper(number: int) -> Document:
    """Two pages of words that no other number has."""
    vocabulary = WORDS.split()
    chance = random.Random(number)  # noqa: S311 - words to lay out, no secret

    def sentences(count: int) -> str:
        return " ".join(
            " ".join(chance.choices(vocabulary, k=12)).capitalize() + "." for _ in range(count)
        )

    return {
        "title": "Progress summary",
        "person": f"Eli {number}",
        "period": "May 4 to June 30, 2026",
        "reader": "Ms Erin Vale, people director, Harrow & Vale",
        "until": "December 31, 2026",
        "issued": "2026-07-10",
        "issued_words": "July 10, 2026",
        "purpose": sentences(1),
        "notice": sentences(4),
        "sections": [
            {
                "heading": chance.choice(vocabulary).capitalize(),
                "paragraphs": [sentences(3), sentences(4)],
            }
            for _ in range(4)
        ],
        "statement": {"heading": "In his own words", "paragraphs": [sentences(3)], "about": ""},
        "limits": {"heading": "Limits", "items": [sentences(1) for _ in range(4)]},
        "signers": [{"name": "Dana Whitlock", "about": sentences(1), "signed": sentences(1)}],
        "code": "7KQM-29FX-R4TD",
        "verify_words": sentences(3),
        "preview": False,
        "language": "en",
    }
