"""Rows of components/attention_list.html: what somebody is told of, and where it leads."""

from typing import Any

Item = dict[str, Any]


def attention_row(
    text: str, url: str, why: str, tag: tuple[str, str, str], *, needs_you: bool = True
) -> Item:
    """tag  its word, icon and tone."""
    word, icon, tone = tag
    return {
        "text": text,
        "url": url,
        "why": why,
        "word": word,
        "icon": icon,
        "tone": tone,
        "needs_you": needs_you,
    }
