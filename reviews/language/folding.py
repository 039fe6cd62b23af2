"""A text as a reader sees it, in plain signs, with the way back to the signs that were typed.

Full-width digits, look-alike letters and slashes, spelled-apart words, stars and circles in many
fonts, hidden signs: all are one thing to the reader, so all are one thing to the rules. Nothing
here changes what is stored or shown.
"""

import unicodedata
from dataclasses import dataclass
from functools import cache

STAR, DOT, BLOCK, UP, DOWN, ALONG, THUMB, HEART = "★●■↑↓→☝♥"

_LETTERS = str.maketrans(
    # Cyrillic, then Greek, then small capitals and the like that NFKC leaves alone.
    "авеѕікмнорстухԁјԛԝһӏѵґғАВЕЅІКМНОРСТУХЈԌԚԜҺҮ"
    "αβγεικνορτυχϲϳΑΒΕΖΗΙΚΜΝΟΡΤΥΧ"
    "ıɡɑʀɪɴʜʟᴀᴄᴅᴇᴊᴋᴍᴏᴘᴛᴜᴠᴡᴢøłđØŁĐ",
    "abesikmhopctyxdjqwhlvgfABESIKMHOPCTYXJGQWHY"
    "abyeikvoptuxcjABEZHIKMNOPTYX"
    "igarinhlacdejkmoptuvwzoldOLD",
)
_SIGNS = {
    **dict.fromkeys("⁄∕⧸╱➗÷", "/"),
    **dict.fromkeys("‐‑‒−﹣", "-"),
    **dict.fromkeys("–―⸺⸻", "—"),
    **dict.fromkeys("’‘ʼ′`´‛", "'"),
    **dict.fromkeys("“”„«»″‟‹›＂", '"'),
    **dict.fromkeys("★☆⭐🌟✭✮✯✰✩✪⋆🏅🥇🏆", STAR),
    **dict.fromkeys("●○◉◐◑◒◓◔◕◌⚫⚪🔴🟠🟡🟢🔵🟣🟤⦿⬤◯🔘🌑🌒🌓🌔🌕🌱🌳🚦", DOT),
    **dict.fromkeys("■□▪▫▬▭▮▯▰▱█▉▊▋▌▍▎▏▓▒░⬛⬜◼◻◾◽🟥🟧🟨🟩🟦🔋🪫▁▂▃▄▅▆▇", BLOCK),
    **dict.fromkeys("↑↗⇧⇗⬆⤴➚📈🔺▲△🔼⇑", UP),
    **dict.fromkeys("↓↘⇩⇘⬇⤵➘📉🔻▼▽🔽⇓", DOWN),
    **dict.fromkeys("→⇒➔➜➡⟶⟹", ALONG),
    **dict.fromkeys("👍👎👌👏💯✅❌✔✓☑☒✗✘", THUMB),
    **dict.fromkeys("♥♡❤💚💛🧡💙💜🖤🤍🤎💔", HEART),
    "×": "x", "✕": "x", "％": "%", "﹪": "%", "٪": "%", "‽": "!", "…": "…", "·": "·",
}  # fmt: skip
_NOT_DRAWN = "°©®¦№★●■↑↓→☝♥"  # any other picture is read as a star


@dataclass(frozen=True, slots=True)
class Folded:
    """`text` is what the rules read; `places[i]` and `ends[i]` bound its sign i in the original."""

    original: str
    cased: str
    text: str
    places: tuple[int, ...]
    ends: tuple[int, ...]

    def back(self, start: int, end: int) -> tuple[int, int]:
        """The original bounds of a stretch of folded text, without white space around it."""
        first, last = self.places[start], self.ends[end - 1]
        while first < last and self.original[first].isspace():
            first += 1
        while last > first and self.original[last - 1].isspace():
            last -= 1
        return first, last


def fold(text: str) -> Folded:
    """`text` in plain lower-case signs, with the way back. Never raises, whatever the signs."""
    signs: list[str] = []
    places: list[int] = []
    ends: list[int] = []
    for position, sign in enumerate(text):
        plain = _plain(sign)
        if not plain and ends and ends[-1] == position:
            # A hidden or combining sign belongs to what it follows: a span must not cut it off.
            ends[-1] = position + 1
        for one in plain:
            signs.append(one)
            places.append(position)
            ends.append(position + 1)
    keep = _kept(signs)
    cased = "".join(signs[i] for i in keep)
    return Folded(
        original=text,
        cased=cased,
        text="".join(_lower(sign) for sign in cased),
        places=tuple(places[i] for i in keep),
        ends=tuple(ends[i] for i in keep),
    )


@cache
def _plain(sign: str) -> str:
    if sign.isascii():
        return sign if sign.isprintable() or sign == "\n" else " "
    if sign in _SIGNS:
        return _SIGNS[sign]
    category = unicodedata.category(sign)
    if category in ("Cf", "Mn", "Me", "Cc", "Cs", "Cn", "Co", "Sk"):
        return "\n" if sign in "\x85" else ""
    if category in ("Zs", "Zl", "Zp"):
        return "\n" if category != "Zs" else " "
    plain = ""
    for part in unicodedata.normalize("NFKD", sign):
        if unicodedata.category(part) in ("Mn", "Cf", "Cc"):
            continue
        drawn = unicodedata.category(part) == "So" and part not in _NOT_DRAWN
        plain += _SIGNS.get(part, STAR if drawn else part.translate(_LETTERS))
    return plain


def _lower(sign: str) -> str:
    lower = sign.lower()
    return lower if len(lower) == 1 else sign


def _kept(signs: list[str]) -> list[int]:
    """Positions to keep: without emphasis marks at words, and without spaces in "l o w"."""
    keep: list[int] = []
    count = len(signs)
    index = 0
    while index < count:
        if signs[index] in "*_":
            end = index
            while end < count and signs[end] in "*_":
                end += 1
            before = index > 0 and signs[index - 1].isalnum()
            if not (before or (end < count and signs[end].isalnum())):
                keep += range(index, end)
            index = end
            continue
        end = _spelled_apart(signs, index)
        if end:
            keep += range(index, end, 2)
            index = end
            continue
        keep.append(index)
        index += 1
    return keep


def _spelled_apart(signs: list[str], index: int) -> int:
    """Where a run of three or more single letters with one space between them ends, or 0."""
    if not signs[index].isalpha() or (index and signs[index - 1].isalnum()):
        return 0
    if signs[index] in "aAiI" and (index == 0 or signs[index - 1] == " "):
        return 0  # "a" and "I" are words of their own
    end = index + 1
    while end + 1 < len(signs) and signs[end] == " " and signs[end + 1].isalpha():
        if end + 2 < len(signs) and signs[end + 2].isalnum():
            break
        end += 2
    return end if end - index >= 5 else 0
