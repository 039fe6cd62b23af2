"""The texts kept beside a saved one. Pure: one for each page that wrote with a stale version.

A page goes on typing after a conflict, and each of its saves takes the place of its own earlier
one, never of another page's and never of its own later one.
"""

import json

from tracker.lib.forms import OpenPage

BETWEEN = "\n\n\n"  # two texts in one


def put(kept: str | None, *, page: OpenPage | None, text: str) -> str:
    """`kept` with `text` as what `page` wrote last, unless a later save of it came first."""
    texts = _texts(kept)
    name, nth = _name(page), page.nth if page else 0
    latest, _ = texts.get(name, (nth, ""))
    if nth >= latest:
        texts[name] = (nth, text)
    return json.dumps(texts, ensure_ascii=False)


def without(kept: str | None, *, page: OpenPage | None, text: str) -> str:
    """`kept` without what `page` wrote, and without `text` wherever it came from; "" if empty."""
    left = {
        name: (nth, other)
        for name, (nth, other) in _texts(kept).items()
        if name != _name(page) and other != text
    }
    return json.dumps(left, ensure_ascii=False) if left else ""


def joined(kept: str) -> str:
    """All of them as one text, in the order they first came, each only once."""
    return BETWEEN.join(dict.fromkeys(text for _, text in _texts(kept).values()))


def _name(page: OpenPage | None) -> str:
    return str(page.id) if page else ""


def _texts(kept: str | None) -> dict[str, tuple[int, str]]:
    """By the page that wrote it: the number of the save, and its text."""
    return json.loads(kept) if kept else {}
