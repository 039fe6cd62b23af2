"""Each condition of a row policy or a database function by itself, so that it can be taken away.

A condition is an operand of an `and`, or all there is after `where`, `on` or `if`. The operands of an
`or` are ways in: what each of them asks is found, they themselves are not conditions. After `if` it
is the other way round: there each operand of an `or` refuses. What stands inside a `not`, or behind
an `if`, is one condition as a whole.
"""

import re
from dataclasses import dataclass

TOKENS = re.compile(r"--[^\n]*|'(?:[^']|'')*'|\w+|<>|[<>!=]=|::|->>|->|=>|@>|[^\s\w]")
BEGINS = frozenset({"where", "on", "and", "or", "if"})
ENDS = BEGINS | {
    "join", "left", "order", "limit", "for", "group", "then", "return", "union", "into", "end", ";",
    "set", "from", "select", "loop",
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


def conditions(text: str) -> list[Condition]:
    """Every condition in `text`, each after the one it stands in."""
    return _in_group(text, _tokens(text), "")


def conditions_of_policy(text: str) -> list[Condition]:
    """The same, where all of `text` is one."""
    if re.search(r"\bor\b", _label(text), re.I):
        return conditions(text)
    return _conditions_of(text, _tokens(text), "", without="true")


def _tokens(text: str) -> list[re.Match[str]]:
    return [token for token in TOKENS.finditer(text) if not token[0].startswith("--")]


def _in_group(text: str, tokens: list[re.Match[str]], inside: str) -> list[Condition]:
    """`tokens` are those between two parentheses, or all."""
    found: list[Condition] = []
    begun_by, start, depth, refusing = "", 0, 0, False
    for at, token in enumerate([*tokens, None]):
        word = token[0].lower() if token else ";"
        depth += (word == "(") - (word == ")")
        if depth or not _ends(word, tokens, at):
            continue
        refusing = begun_by == "if" or (refusing and begun_by in ("and", "or"))
        piece = tokens[start:at]
        counts = begun_by in ("where", "on", "and", "if") or word == "and"
        counts = counts and begun_by != "or" and (word != "or" or begun_by == "if")
        if piece and (counts or (refusing and begun_by == "or")):
            without = "false" if refusing else "true"
            found += _conditions_of(text, piece, inside, without=without)
        elif piece and not refusing and _label_of(text, piece) != GRANTED:
            found += _deeper(text, piece, inside)
        begun_by, start = word, at + 1
    return found


def _ends(word: str, tokens: list[re.Match[str]], at: int) -> bool:
    before = tokens[at - 1][0].lower() if at else ""
    return word in ENDS and not (word == "from" and before == "distinct")


def _conditions_of(
    text: str, piece: list[re.Match[str]], inside: str, *, without: str
) -> list[Condition]:
    """`piece` as a condition with those in it; only those, where it joins several by `and`."""
    start, end = piece[0].start(), piece[-1].end()
    words = text[start:end].lower().lstrip("( ")
    label = _label(text[start:end])
    whole = Condition(start, end, f"{inside} > {label}" if inside else label, without)
    if words == "true":
        return []
    if without == "false" or words.startswith("not") or label == GRANTED:
        return [whole]
    if _joins(piece):
        return _deeper(text, piece, inside)
    return _deeper(text, piece, whole.label) or [whole]


def _joins(piece: list[re.Match[str]]) -> bool:
    """Whether it is one pair of parentheses around an `and`, without an `or`."""
    depth, words = 0, []
    for at, token in enumerate(piece):
        depth += (token[0] == "(") - (token[0] == ")")
        if depth == 0 and at < len(piece) - 1:
            return False
        if depth == 1:
            words.append(token[0].lower())
    return "and" in words and "or" not in words and "select" not in words


def _deeper(text: str, piece: list[re.Match[str]], inside: str) -> list[Condition]:
    """What stands in the parentheses of `piece`."""
    found: list[Condition] = []
    opened: list[int] = []
    for at, token in enumerate(piece):
        if token[0] == "(":
            opened.append(at)
        elif token[0] == ")":
            first = opened.pop()
            if not opened:
                found += _in_group(text, piece[first + 1 : at], inside)
    return found


def _label_of(text: str, piece: list[re.Match[str]]) -> str:
    return _label(text[piece[0].start() : piece[-1].end()])


def _label(words: str) -> str:
    """`words` on one line; of a parenthesis that asks a table, which one it asks."""
    words = " ".join(words.split())
    words = re.sub(r"\( ?SELECT (app\.\w+\(\)) AS \w+\)", r"\1", words, flags=re.I)
    words = re.sub(r"::(character varying|\w+( with time zone)?)", "", words)
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
