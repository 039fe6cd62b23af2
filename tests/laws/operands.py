"""Each condition of a row policy or a database function by itself, so that it can be taken away.

A condition is an operand of an `and`, or all there is after `where`, `on`, `when` or `if`. The
operands of an `or` are ways in: what each of them asks is found, and one that asks a single thing is a
condition itself. After `if` it is the other way round: there each operand of an `or` refuses. What
stands inside a `not`, or behind an `if`, is one condition as a whole; of what is asked in there, each
operand of an `or` is one more, so is each of what is joined by `and` right behind the `not`, and all
that an `if` asks.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

TOKENS = re.compile(r"--[^\n]*|'(?:[^']|'')*'|\w+|<>|[<>!=]=|::|->>|->|=>|@>|[^\s\w]")
BEGINS = frozenset({"where", "on", "and", "or", "if", "when"})
ENDS = BEGINS | {
    "join", "left", "order", "limit", "for", "group", "then", "return", "union", "into", "end", ";",
    "set", "from", "select", "loop", "else", "returning",
}  # fmt: skip
# Who has a grant is asked in the same words everywhere; it counts as one condition.
GRANTED = "EXISTS (reviews_engagementgrant …)"


@dataclass(frozen=True)
class Condition:
    """start, end  where it stands in the text.

    label  the condition itself, what it looks into written as (…), after those it stands in.
    without  what stands in its place when it is taken away.
    """

    start: int
    end: int
    label: str
    without: str


def taken_away(text: str, condition: Condition) -> str:
    return f"{text[: condition.start]}{condition.without}{text[condition.end :]}"


def conditions(text: str, words: Mapping[str, str] = MappingProxyType({})) -> list[Condition]:
    """Every condition in `text`, each after the one it stands in.

    words  name → text that is taken apart elsewhere: here it is one condition of that name, or, where
    that begins with "from", none.
    """
    shown, spans = text, []
    for name, same in words.items():
        spans += [(m.start(), m.end()) for m in re.finditer(re.escape(same), shown)]
        shown = shown.replace(same, name.ljust(len(same)))
    return _numbered([_whole(c, spans) for c in _in_group(shown, _tokens(shown), "")])


def _whole(condition: Condition, spans: list[tuple[int, int]]) -> Condition:
    """With all of the words that it ends in."""
    ends = [end for start, end in spans if condition.start <= start < condition.end < end]
    return replace(condition, end=max(ends, default=condition.end))


def conditions_of_policy(text: str) -> list[Condition]:
    """The same, where all of `text` is one."""
    if re.search(r"\bor\b", _label(text), re.I):
        return conditions(text)
    return _numbered(_conditions_of(text, _tokens(text), "", without="true"))


def _numbered(found: list[Condition]) -> list[Condition]:
    """The second of one label is "… (2)"."""
    labels: Counter[str] = Counter()
    named = []
    for condition in found:
        labels[condition.label] += 1
        times = labels[condition.label]
        label = f"{condition.label} ({times})" if times > 1 else condition.label
        named.append(replace(condition, label=label))
    return named


def _tokens(text: str) -> list[re.Match[str]]:
    return [token for token in TOKENS.finditer(text) if not token[0].startswith("--")]


def _in_group(text: str, tokens: list[re.Match[str]], inside: str) -> list[Condition]:
    """`tokens` are those between two parentheses, or all."""
    found: list[Condition] = []
    refusing = False
    for begun_by, piece, word in _pieces(tokens):
        refusing = begun_by == "if" or (refusing and begun_by in ("and", "or"))
        way_in = not refusing and "or" in (begun_by, word)
        counts = begun_by in ("where", "on", "and", "if", "when") or word == "and"
        if not piece:
            continue
        if refusing and (counts or begun_by == "or"):
            found += _conditions_of(text, piece, inside, without="false")
        elif counts or way_in:
            found += _conditions_of(text, piece, inside, without="true")
        elif not refusing:
            found += _deeper(text, piece, inside)
    return found


def _pieces(tokens: list[re.Match[str]]) -> Iterator[tuple[str, list[re.Match[str]], str]]:
    """What stands between two words that end something: the word before it, it, the word after."""
    begun_by, start, depth, between = "", 0, 0, False
    for at, token in enumerate([*tokens, None]):
        word = token[0].lower() if token else ";"
        depth += (word == "(") - (word == ")")
        if depth:
            continue
        if word == "between" or (word == "and" and between):
            between = word == "between"
        elif _ends(word, tokens, at):
            yield begun_by, tokens[start:at], word
            start = at + 1
            begun_by = _as_begun(word, tokens, at)


def _as_begun(word: str, tokens: list[re.Match[str]], at: int) -> str:
    """`continue when` refuses as `if` does; `on conflict` asks nothing."""
    if word == "when" and at and tokens[at - 1][0] == "continue":
        return "if"
    if word == "on" and at + 1 < len(tokens) and tokens[at + 1][0] == "conflict":
        return ""
    return word


def _ends(word: str, tokens: list[re.Match[str]], at: int) -> bool:
    before = tokens[at - 1][0].lower() if at else ""
    return word in ENDS and not (word == "from" and before == "distinct")


def _conditions_of(
    text: str, piece: list[re.Match[str]], inside: str, *, without: str
) -> list[Condition]:
    """`piece` as a condition with those in it; only those, where it joins several."""
    start, end = piece[0].start(), piece[-1].end()
    words = text[start:end].lower().lstrip("( ")
    label = _label(text[start:end])
    whole = Condition(start, end, f"{inside} > {label}" if inside else label, without)
    if words == "true" or words.startswith("from"):
        return []
    if label == GRANTED:
        return [whole]
    if without == "false":
        refusing = [whole, *_refusing(text, piece, whole.label)]
        known = {(condition.start, condition.end) for condition in refusing}
        deeper = _deeper(text, piece, f"{inside} > if" if inside else "if")
        return [*refusing, *(c for c in deeper if (c.start, c.end) not in known)]
    if _is_not(piece):
        behind = f"{inside} > not (…)" if inside else "not (…)"
        return [whole, *_behind_not(text, piece, behind), *_refusing(text, piece, whole.label)]
    if _joins(piece, "and") or _joins(piece, "or"):
        return _deeper(text, piece, inside)
    deeper = _deeper(text, piece, whole.label)
    compares = "select" in words and not words.startswith("exists")
    return [whole, *deeper] if compares or not deeper else deeper


def _is_not(piece: list[re.Match[str]]) -> bool:
    """Whether a `not` stands before all of it."""
    piece = _unwrapped(piece)
    joined = any(begun_by in ("and", "or") for begun_by, _, _ in _pieces(piece))
    return piece[0][0].lower() == "not" and not joined


def _unwrapped(piece: list[re.Match[str]]) -> list[re.Match[str]]:
    """Without the parentheses around all of it."""
    while piece[0][0] == "(" and list(_groups(piece)) == [piece[1:-1]]:
        piece = piece[1:-1]
    return piece


def _behind_not(text: str, piece: list[re.Match[str]], inside: str) -> list[Condition]:
    """Each of what is joined by `and` right behind a `not`."""
    behind = _unwrapped(piece)[1:]
    return _deeper(text, behind, inside) if _joins(behind, "and") else []


def _refusing(text: str, piece: list[re.Match[str]], inside: str) -> list[Condition]:
    """Each operand of an `or` in what refuses, however deep, unless another `not` stands before it."""
    found: list[Condition] = []
    for group in _groups(piece):
        pieces = [(begun_by, part, word) for begun_by, part, word in _pieces(group) if part]
        for begun_by, part, word in pieces:
            if "or" in (begun_by, word):
                label = _label_of(text, part)
                start, end = part[0].start(), part[-1].end()
                found.append(Condition(start, end, f"{inside} > {label}", "false"))
            elif part[0][0].lower() != "not":
                found += _refusing(text, part, inside)
    return found


def _joins(piece: list[re.Match[str]], word: str) -> bool:
    """Whether it is one pair of parentheses around operands of that word, and around no question."""
    depth, words = 0, []
    for at, token in enumerate(piece):
        depth += (token[0] == "(") - (token[0] == ")")
        if depth == 0 and at < len(piece) - 1:
            return False
        if depth == 1:
            words.append(token[0].lower())
    return word in words and "select" not in words


def _deeper(text: str, piece: list[re.Match[str]], inside: str) -> list[Condition]:
    """What stands in the parentheses of `piece`."""
    return [found for group in _groups(piece) for found in _in_group(text, group, inside)]


def _groups(piece: list[re.Match[str]]) -> Iterator[list[re.Match[str]]]:
    """The tokens of each outermost pair of parentheses."""
    opened: list[int] = []
    for at, token in enumerate(piece):
        if token[0] == "(":
            opened.append(at)
        elif token[0] == ")":
            first = opened.pop()
            if not opened:
                yield piece[first + 1 : at]


def _label_of(text: str, piece: list[re.Match[str]]) -> str:
    return _label(text[piece[0].start() : piece[-1].end()])


def _label(words: str) -> str:
    """`words` on one line; of a parenthesis that asks a table, which one it asks."""
    words = " ".join(words.split())
    words = re.sub(r"\( ?SELECT (app\.\w+\(\)) AS \w+\)", r"\1", words, flags=re.I)
    words = re.sub(r"::(character varying|\w+( with time zone)?)(\[\])?", "", words)
    words = re.sub(r"(?<!\w)\(([\w.]+)\)", r"\1", words)
    short, depth = "", 0
    for place, sign in enumerate(words):
        if sign == ")" and depth:
            depth -= 1
            short += ")" if not depth else ""
        elif sign == "(" and (depth or re.match(r"\(+\s*select\b", words[place:], re.I)):
            depth += 1
            if depth == 1:
                asked = re.search(r"\bfrom ([\w.]+)", words[place:], re.I)
                short += f"({asked[1] if asked else ''} …"
        elif not depth:
            short += sign
    return _bare(short)


def _bare(words: str) -> str:
    """Without the parentheses around all of it."""
    while words.startswith("(") and words.endswith(")"):
        depth = 0
        for place, sign in enumerate(words):
            depth += (sign == "(") - (sign == ")")
            if depth == 0 and place < len(words) - 1:
                return words
        words = words[1:-1]
    return words
