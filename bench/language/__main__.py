"""`python -m bench.language train|measure report|reflection CORPUS.jsonl`.

measure  leaves each voice of the corpus out in turn and says what the others caught of it.
train    does the same for the two bounds, then learns from everything and writes the weights.
"""

import argparse
import json
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from bench.language.corpus import from_corpus, our_own
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
    leave_each_voice_out,
    prepare,
)
from reviews.language.tasks import TASKS

NEVER = 99.0  # no score comes near it
WEIGHTS = Path(__file__).parents[2] / "reviews" / "language" / "weights"


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="bench.language")
    parser.add_argument("verb", choices=["train", "measure"])
    parser.add_argument("task", choices=sorted(TASKS))
    parser.add_argument("corpus", type=Path)
    chosen = parser.parse_args(arguments)
    task, share = TASKS[chosen.task], TEXT_SHARE[chosen.task]
    start = time.monotonic()
    corpus = prepare(from_corpus(chosen.corpus), task)
    own = prepare(our_own(chosen.task), task)
    leave_each_voice_out(corpus, own, share=share)
    question, refuse = bounds(corpus, chosen.task)
    tell(corpus, question=question, refuse=refuse)
    if chosen.verb == "train":
        clause, text = fit([*corpus, *own])
        made = {
            "about": {
                "made_by": f"python -m bench.language train {chosen.task}",
                "made_on": datetime.now(tz=UTC).date().isoformat(),
                "learned_from": f"{len(corpus)} texts of a corpus, {len(own)} of our own",
                "out_of_voice": {
                    f"{wrong:.0%} wrong": round(caught_at(corpus, wrong), 3)
                    for wrong in (0.02, 0.04, 0.06, 0.08, 0.10)
                },
                "features": {"clause": len(clause.weights), "text": len(text.weights)},
            },
            "scale": SCALE,
            "text_share": share,
            "question_from": round(question, 4),
            "refuse_from": round(refuse, 4),
            "clause": as_json(clause),
            "text": as_json(text),
            "families": {k: as_json(w) for k, w in families([*corpus, *own]).items()},
        }
        WEIGHTS.mkdir(exist_ok=True)
        path = WEIGHTS / f"{chosen.task}.json"
        path.write_text(json.dumps(made, ensure_ascii=False, separators=(",", ":")) + "\n", "utf-8")
        print(f"{path.name}: {path.stat().st_size:,} bytes")
    print(f"{time.monotonic() - start:.0f} s")
    return 0


def bounds(corpus: Sequence[Row], task: str) -> tuple[float, float]:
    fair = [row.score for row in corpus if not row.example.found]
    if task == "reflection":
        return threshold(fair, share=FOUND_WRONGLY_IN_REFLECTIONS), NEVER
    return threshold(fair, share=FOUND_WRONGLY), threshold(fair, share=REFUSED_WRONGLY)


def tell(corpus: Sequence[Row], *, question: float, refuse: float) -> None:
    print("voices left out in turn; the model and the patterns together")
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
