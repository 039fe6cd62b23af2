"""The texts kept beside a saved one. Pure: one for each page that wrote with a stale version.

A page goes on typing after a conflict, and each of its saves takes the place of its own earlier
one, never of another page's.
"""

import json

BETWEEN = "\n\n\n"  # two texts in one


def put(kept: str | None, *, page: str, text: str) -> str:
    """`kept` with `text` as what `page` wrote last."""
    texts: dict[str, str] = json.loads(kept) if kept else {}
    texts[page] = text
    return json.dumps(texts, ensure_ascii=False)


def without(kept: str | None, *, page: str, text: str) -> str:
    """`kept` without what `page` wrote, and without `text` wherever it came from; "" if empty."""
    texts: dict[str, str] = json.loads(kept) if kept else {}
    left = {p: t for p, t in texts.items() if p != page and t != text}
    return json.dumps(left, ensure_ascii=False) if left else ""


def joined(kept: str) -> str:
    """All of them as one text, in the order they first came, each only once."""
    texts: dict[str, str] = json.loads(kept)
    return BETWEEN.join(dict.fromkeys(texts.values()))
