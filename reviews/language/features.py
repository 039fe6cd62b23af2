"""What a model may know of a clause: its words, their groups, parts of words, and its neighbors.

A feature is a short string, so that a weights file can be read by a person. Each carries the
tokens that it came from, so that a finding can point at the words. First letter: `w` words,
`g` groups, `p` pairs of groups, `c` parts of a word, `n` form, `b` and `a` the clause before and
after, `q` cues, `s` the subject and what it does; of a wide task also `k` two words with one
between, `m` three words by their groups, `l` how the clause begins, `u` what stands in quotes.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import log, sqrt

from reviews.language.clauses import Clause, split
from reviews.language.concepts import groups_of, stem
from reviews.language.folding import Folded, fold

TOKEN = re.compile(
    r"[a-z]+(?:-[a-z]+)+|[a-z]+(?:'[a-z]+)?|\d+(?:[.,]\d+)*|[★●■↑↓→☝♥]+|\+{2,}|[%/?!\"+=|:]"
)
_CONTRACTED = {
    "won't": "will not", "can't": "can not", "cannot": "can not", "shan't": "shall not",
    "ain't": "is not", "i'm": "i am", "let's": "let us",
}  # fmt: skip
_ENDS = {"n't": "not", "'re": "are", "'ve": "have", "'ll": "will", "'d": "would", "'s": "'s"}
_NOTS_TEXT = """
    not no never nor neither none nothing nobody without
"""
_NOTS = frozenset(_NOTS_TEXT.split())


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a clause with its bounds in folded text."""

    start: int
    end: int
    word: str
    groups: tuple[str, ...]


def tokens_of(clause: Clause) -> list[Token]:
    """The words of a clause; a contraction is two words at one place."""
    found: list[Token] = []
    for match in TOKEN.finditer(clause.text):
        start, end = clause.start + match.start(), clause.start + match.end()
        for word in _words(match[0]):
            found.append(Token(start, end, word, _groups(word)))
    return found


def _words(raw: str) -> list[str]:
    if raw in _CONTRACTED:
        return _CONTRACTED[raw].split()
    if "'" in raw:
        for ending, word in _ENDS.items():
            if raw.endswith(ending) and len(raw) > len(ending):
                return [raw[: -len(ending)], word]
        return [raw.replace("'", "")]
    if "-" in raw and not groups_of(raw):
        return raw.split("-")
    return [raw[0]] if raw[0] in "★●■↑↓→☝♥" else [raw]


def _groups(word: str) -> tuple[str, ...]:
    if word[0].isdigit():
        return ("DIGITS",)
    return groups_of(word)


@dataclass(frozen=True, slots=True)
class Task:
    """What one kind of text is read for."""

    name: str
    groups: frozenset[str]  # a word outside them stands for itself alone
    cues: Mapping[str, re.Pattern[str]]  # looked for in the clause itself
    text_cues: Mapping[str, re.Pattern[str]]  # looked for in the clause and in the rest of the text
    subjects: bool  # whether it matters who does what
    nearby: bool  # whether only the sentences beside a clause count as its surroundings
    wide: bool  # whether word order and quotation marks are looked at more closely


@dataclass(frozen=True, slots=True)
class Reading:
    """A text, folded, split and cut into words; what every later step looks at."""

    folded: Folded
    clauses: list[Clause]
    tokens: list[list[Token]]


@dataclass(frozen=True, slots=True)
class Feature:
    value: float
    first: int  # index of the first token it rests on; -1 if on none
    last: int


Features = dict[str, Feature]


def read(text: str) -> Reading:
    folded = fold(text)
    clauses = split(folded)
    return Reading(folded, clauses, [tokens_of(clause) for clause in clauses])


Spread = Mapping[str, tuple[int, int]]


def spread_of(reading: Reading, task: Task) -> Spread:
    """For each cue of the whole text where its first match ends and its last one starts."""
    found = {}
    for name, cue in task.text_cues.items():
        matches = [match.span() for match in cue.finditer(reading.folded.text)]
        if matches:
            found[name] = (matches[0][1], matches[-1][0])
    return found


def clause_features(reading: Reading, index: int, task: Task, spread: Spread) -> Features:
    """Every feature of one clause, brought to length 1."""
    clause, tokens = reading.clauses[index], reading.tokens[index]
    found: Features = {}
    for name, value, first, last in _inner(clause, tokens, task):
        if name not in found:
            found[name] = Feature(value, first, last)
    for name, value in _outer(reading, index, task, spread):
        if name not in found:
            found[name] = Feature(value, -1, -1)
    return _to_length_one(found)


def surroundings(reading: Reading, task: Task) -> list[Features]:
    """For each clause the features of what it stands in: the sentences beside it, or the text.

    Only what is near counts where a long fair text must not hide one claim.
    """
    if not task.nearby:
        whole = text_features(reading, task)
        return [whole] * len(reading.clauses)
    found: list[Features] = []
    clauses = reading.clauses
    low = high = 0
    for index, clause in enumerate(clauses):
        if index and clauses[index - 1].sentence == clause.sentence:
            found.append(found[-1])
            continue
        while clauses[low].sentence < clause.sentence - 1:
            low += 1
        while high < len(clauses) and clauses[high].sentence <= clause.sentence + 1:
            high += 1
        found.append(text_features(reading, task, low, high))
    return found


def text_features(reading: Reading, task: Task, low: int = 0, high: int | None = None) -> Features:
    """The features of a text, or of its clauses from `low` to `high`, brought to length 1."""
    counts: dict[str, int] = {}
    pairs = zip(reading.clauses[low:high], reading.tokens[low:high], strict=True)
    for clause, tokens in pairs:
        for name, _, _, _ in _inner(clause, tokens, task):
            if name[0] in "wgpn":
                counts[name] = counts.get(name, 0) + 1
    found = {name: Feature(1 + log(count), -1, -1) for name, count in counts.items()}
    for name, cue in task.text_cues.items():
        if cue.search(reading.folded.text):
            found[f"t {name}"] = Feature(2.0, -1, -1)
    return _to_length_one(found)


def _to_length_one(found: Features) -> Features:
    length = sqrt(sum(feature.value**2 for feature in found.values())) or 1.0
    return {k: Feature(f.value / length, f.first, f.last) for k, f in found.items()}


def _inner(
    clause: Clause, tokens: list[Token], task: Task
) -> Iterator[tuple[str, float, int, int]]:
    words = [plain(token) for token in tokens]
    seen = [tuple(g for g in token.groups if g in task.groups) for token in tokens]
    count = len(tokens)
    for i in range(count):
        yield f"w {words[i]}", 1, i, i
        if i + 1 < count:
            yield f"w {words[i]} {words[i + 1]}", 1, i, i + 1
        for group in seen[i]:
            yield f"g {group}", 1, i, i
            if i + 1 < count:
                yield f"g {group} {words[i + 1]}", 1, i, i + 1
                for after in seen[i + 1]:
                    yield f"g {group} {after}", 1, i, i + 1
            if i:
                yield f"g {words[i - 1]} {group}", 1, i - 1, i
            if i + 2 < count:
                for after in seen[i + 2]:
                    yield f"g {group} _ {after}", 1, i, i + 2
        word = tokens[i].word
        if len(word) > 4 and word.isalpha():
            padded = f"<{word}>"
            for at in range(len(padded) - 3):
                yield f"c {padded[at : at + 4]}", 0.4, i, i
    yield from _pairs(seen)
    if task.wide:
        yield from _wide(words, seen)
    nots = sum(word in _NOTS for word in words)
    if nots:
        yield f"n not{min(nots, 2)}", 1, -1, -1
    if clause.quoted:
        yield "n quoted", 1, -1, -1
    if clause.text.endswith("?"):
        yield "n asked", 1, -1, -1
    yield f"n words{min(count // 3, 5)}", 1, -1, -1


def _wide(words: list[str], seen: list[tuple[str, ...]]) -> Iterator[tuple[str, float, int, int]]:
    kinds = [groups[0] if groups else word for word, groups in zip(words, seen, strict=True)]
    for i in range(len(words) - 2):
        yield f"k {words[i]} {words[i + 2]}", 0.7, i, i + 2
        yield f"m {' '.join(kinds[i : i + 3])}", 0.7, i, i + 2
    yield f"l {' '.join(words[:1])}", 0.7, 0, 0
    yield f"l {' '.join(words[:2])}", 0.7, 0, min(1, len(words) - 1)
    inside = False
    for i, word in enumerate(words):
        if word == '"':
            inside = not inside
        elif inside:
            yield f"u {kinds[i]}", 0.7, i, i


def _pairs(seen: list[tuple[str, ...]]) -> Iterator[tuple[str, float, int, int]]:
    """Two groups anywhere in the clause: their order matters, their distance does not."""
    first: dict[str, int] = {}
    pairs: set[tuple[str, str]] = set()
    for i, groups in enumerate(seen):
        for group in groups:
            for before, at in first.items():
                if before != group and (before, group) not in pairs:
                    pairs.add((before, group))
                    yield f"p {before} {group}", 1, at, i
        for group in groups:
            first.setdefault(group, i)


def _outer(reading: Reading, index: int, task: Task, spread: Spread) -> Iterator[tuple[str, float]]:
    clauses, tokens = reading.clauses, reading.tokens
    if index:
        for token in tokens[index - 1]:
            for group in token.groups:
                if group in task.groups:
                    yield f"b {group}", 0.5
            yield f"bw {plain(token)}", 0.3
    else:
        yield "b none", 0.5
    if index + 1 < len(clauses):
        for token in tokens[index + 1]:
            for group in token.groups:
                if group in task.groups:
                    yield f"a {group}", 0.35
    else:
        yield "a none", 0.35
    yield f"n clauses{min(len(clauses) // 3, 4)}", 0.5
    here = clauses[index]
    for name, cue in task.cues.items():
        if cue.search(here.text):
            yield f"q {name}", 0.7
    if task.text_cues:
        text = reading.folded.text
        for name, cue in task.text_cues.items():
            if cue.search(here.text):
                yield f"q here {name}", 1
            first_end, last_start = spread.get(name, (here.end, here.start))
            if first_end <= here.start or last_start >= here.end:
                yield f"q rest {name}", 1
        if not here.quoted and '"' in text:
            yield "q quotes", 0.5
    if task.subjects:
        yield from _subject(tokens[index])


_SUBJECTS_TEXT = """
    i he she they it that this you we one there nobody everyone everybody who what
"""
_SUBJECTS = frozenset(_SUBJECTS_TEXT.split())
_DOINGS_TEXT = """
    ACT BODY RUIN OWE CONSENT FEELING INTENT SILENCE HAPPEN DIM MINE ORG LOSS NEED
"""
_DOINGS = frozenset(_DOINGS_TEXT.split())


def _subject(tokens: list[Token]) -> Iterator[tuple[str, float]]:
    subject = next((t.word for t in tokens if t.word in _SUBJECTS or "OTHER" in t.groups), "noun")
    yield f"s {subject}", 0.6
    for token in tokens:
        for group in token.groups:
            if group in _DOINGS:
                yield f"s {subject} {group}", 0.6


def plain(token: Token) -> str:
    """A word's stem; one sign for every number in digits."""
    return "#" if token.word[0].isdigit() else stem(token.word)
