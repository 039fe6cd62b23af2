"""docs/practices.md has a line for each of the 51 practices, and every test a page names exists."""

import re
from pathlib import Path

import pytest

PRACTICES = Path("docs/practices.md")
PAGES = (Path("README.md"), Path("CONTRIBUTING.md"), *Path("docs").glob("*.md"))
ROW = re.compile(r"\| (\d+) \|(.+)\|$", re.MULTILINE)
NAMED = re.compile(r"`(tests/[\w./]+?)/?(?:::(\w+))?`")


def mistakes_in(text: str) -> list[str]:
    """What is wrong with the lines of practices."""
    rows = [
        (int(number), [c.strip() for c in cells.split("|")]) for number, cells in ROW.findall(text)
    ]
    found = (
        [] if [number for number, _ in rows] == list(range(1, 52)) else ["not the lines 1 to 51"]
    )
    for number, cells in rows:
        if len(cells) != 6 or not all((cells[0], cells[1], cells[2], cells[3])):
            found.append(f"{number}: a cell is missing")
        elif cells[-1] not in ("here", "to come"):
            found.append(f"{number}: neither here nor to come")
        elif cells[-1] == "here" and not NAMED.search(cells[4]):
            found.append(f"{number}: here, and no test shows it")
        elif cells[-1] == "here" and "to come" in cells[2]:
            found.append(f"{number}: here, and it says that something is to come")
        elif cells[-1] == "to come" and "to come" not in cells[2] and "comes with" not in cells[2]:
            found.append(f"{number}: to come, and it does not say where")
    return found


def missing_tests(text: str) -> list[str]:
    """Tests that are named and do not exist."""
    found = []
    for path, function in NAMED.findall(text):
        named = Path(path)
        if not named.exists() or (function and f"def {function}(" not in named.read_text()):
            found.append(f"{path}::{function}" if function else path)
    return found


def test_every_practice_has_its_line():
    assert mistakes_in(PRACTICES.read_text()) == []


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_every_test_that_a_page_names_exists(page):
    assert missing_tests(page.read_text()) == []


def test_planted_mistakes_are_found():
    text = PRACTICES.read_text()
    (first,) = re.findall(r"^\| 1 \|.*$", text, re.MULTILINE)
    for old, new, mistake in [
        (first, "", "not the lines 1 to 51"),
        (first, first.replace("| here |", "| soon |"), "1: neither here nor to come"),
        (first, NAMED.sub("a test", first), "1: here, and no test shows it"),
        (first, first.replace("| here |", "| to come |"), "1: to come, and it does not say where"),
        (
            first,
            first.replace("`checkins`", "to come: `checkins`"),
            "1: here, and it says that something is to come",
        ),
        (first, first.replace("| A:", "| | A:"), "1: a cell is missing"),
    ]:
        assert mistake in mistakes_in(text.replace(old, new))
    assert missing_tests("`tests/laws/test_gone.py`") == ["tests/laws/test_gone.py"]
    assert missing_tests("`tests/laws/test_moves.py::test_gone`") == [
        "tests/laws/test_moves.py::test_gone"
    ]
    assert missing_tests("`tests/laws/test_practices.py::test_every_practice_has_its_line`") == []
