"""`review_language`: JSON lines in, JSON lines out, no server and no database."""

import json
import os
import subprocess
import sys
from pathlib import Path

CLONE = Path(__file__).resolve().parents[3]
NOWHERE = "postgres://nobody@127.0.0.1:1/nothing"  # nothing answers there


def ask(kind, lines):
    """The answers, what was said on the error stream, and the exit code."""
    done = subprocess.run(
        [sys.executable, "manage.py", "review_language", kind],
        input="".join(lines).encode(), capture_output=True, cwd=CLONE, timeout=60,
        env={**os.environ, "DATABASE_URL": NOWHERE},
    )  # fmt: skip
    answers = [json.loads(line) for line in done.stdout.decode().splitlines()]
    return answers, done.stderr.decode(), done.returncode


def line(name, text):
    return json.dumps({"id": name, "text": text}, ensure_ascii=False) + "\n"


def test_each_line_is_answered_in_order():
    text = "Six meetings were held. Empathy: ７／１０."
    answers, said, code = ask(
        "report", [line("a", "Six of seven meetings were held."), line("b", text), line("c", "")]
    )

    assert (code, said) == (0, "")
    assert [(a["id"], a["verdict"]) for a in answers] == [
        ("a", "pass"),
        ("b", "refuse"),
        ("c", "pass"),
    ]
    (finding,) = answers[1]["findings"]
    assert set(finding) == {"start", "end", "span", "family", "strength", "question"}
    assert text[finding["start"] : finding["end"]] == finding["span"]
    assert "７／１０" in finding["span"]


def test_a_bad_line_is_named_and_the_others_go_on():
    answers, said, code = ask(
        "report",
        [
            line("a", "He is cured of it."),
            "not json\n",
            '{"id": "no text"}\n',
            "\n",
            '["a", "list"]\n',
            '{"text": "no id"}\n',
            line("z", "Six meetings were held."),
        ],
    )

    assert code == 1
    assert [answer["id"] for answer in answers] == ["a", "z"]
    assert [words.split(" was")[0] for words in said.splitlines()] == [
        "Line 2",
        "Line 3",
        "Line 5",
        "Line 6",
    ]


def test_a_reflection_is_asked_and_never_refused():
    answers, _, code = ask(
        "reflection", [line(1, "It was only a joke."), line(2, "I knew she could not refuse.")]
    )

    assert code == 0
    assert [answer["verdict"] for answer in answers] == ["question", "pass"]


def test_half_a_sign_is_answered_too():
    answers, _, code = ask("report", ['{"id": "\\ud800", "text": "\\ud83c \\ud800 cured"}\n'])

    assert code == 0
    assert answers[0]["id"] == "\ud800"


def test_a_thousand_lines_take_seconds():
    _, _, code = ask("report", [line(n, "Six of seven meetings were held.") for n in range(1000)])

    assert code == 0
