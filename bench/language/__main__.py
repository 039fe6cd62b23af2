"""`./run bench language`, or `python -m bench.language train|measure report|reflection [CORPUS …]`.

Alone it says what the gate of reports does to texts that nobody tuned it on (unseen.py).
measure  leaves each hand of the corpus out in turn and says what the others caught of it.
train    does the same for the two bounds, then learns from everything and writes the weights.
check    trains, and says whether the weights that are shipped are the ones that come out.
The corpus of reports is `learned/`, if no other is named.
"""

import argparse
import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bench.language import unseen
from bench.language.corpus import LEARNED, from_corpus, learned_digest, our_own
from bench.language.learning import threshold
from bench.language.training import (
    FOUND_WRONGLY,
    FOUND_WRONGLY_IN_REFLECTIONS,
    REFUSED_WRONGLY,
    SCALE,
    TEXT_SHARE,
    Row,
    as_json,
    caught_at,
    families,
    fit,
    leave_each_hand_out,
    prepare,
)
from reviews.language.model import WEIGHTS
from reviews.language.tasks import TASKS

NEVER = 99.0  # no score comes near it


def main(arguments: Sequence[str]) -> int:
    if not arguments:
        return unseen.measure()
    parser = argparse.ArgumentParser(prog="bench.language")
    parser.add_argument("verb", choices=["train", "measure", "check"])
    parser.add_argument("task", choices=sorted(TASKS))
    parser.add_argument("corpus", type=Path, nargs="*")
    chosen = parser.parse_args(arguments)
    start = time.monotonic()
    if chosen.task != "report" and not chosen.corpus:
        parser.error("a reflection is learned from a corpus that must be named")
    paths = chosen.corpus or LEARNED
    corpus = prepare([one for path in paths for one in from_corpus(path)], TASKS[chosen.task])
    own = prepare(our_own(chosen.task), TASKS[chosen.task])
    leave_each_hand_out(corpus, own, share=TEXT_SHARE[chosen.task])
    question, refuse = bounds(corpus, chosen.task)
    tell(corpus, question=question, refuse=refuse)
    if chosen.verb == "measure":
        return 0
    made = _made(corpus, own, chosen.task)
    print(f"{time.monotonic() - start:.0f} s")
    path = WEIGHTS / f"{chosen.task}.json"
    if chosen.verb == "check":
        same = json.loads(path.read_text("utf-8")) == made
        print("the shipped weights are what comes out" if same else "other weights come out")
        return 0 if same else 1
    path.write_text(json.dumps(made, ensure_ascii=False, separators=(",", ":")) + "\n", "utf-8")
    print(f"{path.name}: {path.stat().st_size:,} bytes")
    return 0


def _made(corpus: Sequence[Row], own: Sequence[Row], task: str) -> dict[str, Any]:
    """The weights file, from everything; the corpus has been scored by models without its hand."""
    question, refuse = bounds(corpus, task)
    clause, text = fit([*corpus, *own])
    return {
        "about": {
            "made_by": f"python -m bench.language train {task}",
            "learned_from": f"{len(corpus)} texts of others, {len(own)} sentences of our own",
            "digest": learned_digest() if task == "report" else "",
            "license": "that of this repository; nothing was taken from another model",
            "out_of_hand": {
                f"{wrong:.0%} wrong": round(caught_at(corpus, wrong), 3)
                for wrong in (0.02, 0.04, 0.06, 0.08, 0.10)
            },
            "features": {"clause": len(clause.weights), "text": len(text.weights)},
        },
        "scale": SCALE,
        "text_share": TEXT_SHARE[task],
        "question_from": round(question, 4),
        "refuse_from": round(refuse, 4),
        "clause": as_json(clause),
        "text": as_json(text),
        "families": {k: as_json(w) for k, w in families([*corpus, *own]).items()},
    }


def bounds(corpus: Sequence[Row], task: str) -> tuple[float, float]:
    fair = [row.score for row in corpus if not row.example.found]
    if task == "reflection":
        return threshold(fair, share=FOUND_WRONGLY_IN_REFLECTIONS), NEVER
    return threshold(fair, share=FOUND_WRONGLY), threshold(fair, share=REFUSED_WRONGLY)


def tell(corpus: Sequence[Row], *, question: float, refuse: float) -> None:
    print("hands left out in turn; the model and the patterns together")
    for wrong in (0.01, 0.02, 0.04, 0.06, 0.08, 0.10):
        print(f"  at {wrong:4.0%} wrong: {caught_at(corpus, wrong):.1%} caught")
    for found in (True, False):
        scores = [row.score for row in corpus if row.example.found is found]
        refused = sum(score >= refuse for score in scores)
        asked = sum(question <= score < refuse for score in scores)
        kind = "to be found" if found else "to pass"
        print(f"  {len(scores)} {kind}: {refused} refused, {asked} questioned")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
