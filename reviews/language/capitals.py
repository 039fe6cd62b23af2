"""Capitalized words that are likely names: where they stand, and what stands beside them. Pure."""

import re
from collections.abc import Iterator

from reviews.language import questions
from reviews.language.concepts import groups_of
from reviews.language.findings import QUESTION, REFUSE, Mark
from reviews.language.initials import after_initial
from reviews.language.ordinary import ALLOWED, SMALL_WORDS

WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*\.?")
_SENTENCE_START = re.compile(r"(?:^|[.!?…:]\s*|\n\s*|[•*\"(\[]\s*|—\s*|-\s+)$")
_TITLE = re.compile(
    r"(?:mr|mrs|ms|miss|mx|dr|prof|professor|sir|dame|lady|lord|father|sister|brother|rev|reverend"
    r"|pastor|rabbi|imam|captain|sergeant|judge|nurse|uncle|aunt|herr|frau|senor|senora|madame"
    r"|monsieur|signor|signora)\.?"
)
PARTICLE = (
    r"(?:van|von|der|den|de|del|della|di|da|dos|das|du|la|le|lo|el|al|bin|ibn|ben|abu|ter|ten|af"
    r"|av|zu|zum|y)"
)
_PARTICLES = re.compile(rf"{PARTICLE}\.?", re.IGNORECASE)
_FAMILY_NAME_FOLLOWS = re.compile(rf"\s+(?:{PARTICLE}\s+)+[A-Z]")
_ARTICLE = re.compile(r"(?:al|el|ad|as|ar|an|d|l|o)['-](?=[A-Z])")  # "al-Haytham", "d'Angelo"
_TOLD = (
    r"said|says|told|tells|asked|asks|wrote|writes|texted|replied|answered|complained|resigned"
    r"|refused|emailed|rang|phoned|thinks|thought|wants|who"
)
# Verbs of people alone: what is not a person does none of it.
_DOES = (
    r"laughed|smiled|cried|nodded|shrugged|shouted|whispered|sat|noticed|agreed|disagreed|knew"
    r"|apologized|apologised|lives|sighed|joined|quit|looked\s+away|walked"
)
_SPEAKS = re.compile(rf"\s+(?:\w+ly\s+)?(?:{_TOLD})\b", re.IGNORECASE)
_ACTS = re.compile(rf"(?:\s+(?:\w+ly\s+)?(?:{_DOES})\b|,\s+who\b)", re.IGNORECASE)
_MET = (
    r"told|asked|met|called|texted|emailed|kissed|touched|hugged|phoned|rang|grabbed|followed"
    r"|messaged|named|gave|sent|helped|thanked|hired|invited"
)
_SPOKEN_TO = re.compile(
    rf"\b(?:{_MET}|with|saw|and|about|from|for|colleague|trainee|friend|wife|husband|partner"
    r"|daughter|son|manager|supervisor|intern|secretary|mentor|by|to|of|like|beside|without)\s+$"
)
_IS_MET = re.compile(rf"\b(?:{_MET})\s+$")
_AT_A_PLACE = re.compile(r"\b(?:in|at|near|outside|around|towards|via|on)\s+(?:the\s+)?$")
_MONTHS = frozenset(["january", "february", "march", "april", "may", "june", "july", "august"])


def bare(word: str) -> str:
    """A word as it is compared: lower case, without a full stop or a possessive."""
    word = word.lower().rstrip(".")
    for ending in ("'s", "s'", "'"):
        if word.endswith(ending) and len(word) > len(ending) + 1:
            return word[: -len(ending)] + ("s" if ending == "s'" else "")
    return word


def capitals(text: str, *, cast: frozenset[str]) -> Iterator[Mark]:
    """Runs of capitalized words that are neither ordinary nor part of the cast, and each again where
    it begins a sentence.
    """
    words = list(WORD.finditer(text))
    lower = frozenset(match[0] for match in words if match[0][0].islower())
    marks = list(_runs(text, words, cast=cast, lower=lower))
    yield from marks
    sure = {
        bare(match[0])
        for match in words
        for mark in marks
        if mark.strength == REFUSE
        and mark.start <= match.start() < mark.end
        and not _is_ordinary(match[0])
    }
    inside = {at for mark in marks for at in range(mark.start, mark.end)}
    for match in words:
        if match.start() not in inside and match[0][0].isupper() and bare(match[0]) in sure:
            yield _name(match.start(), match.end() - match[0].endswith("."), REFUSE)


def _runs(
    text: str, words: list[re.Match[str]], *, cast: frozenset[str], lower: frozenset[str]
) -> Iterator[Mark]:
    run: list[re.Match[str]] = []
    strengths: list[str] = []
    for match in words:
        strength = _strength(text, match, cast=cast, lower=lower)
        joined = bool(run) and _goes_on(run[-1][0], text[run[-1].end() : match.start()])
        if joined and not strength and match[0][0].isupper() and bare(match[0]) not in cast:
            # A family name may be an ordinary word; in a shouted line every word is a capital.
            shouted = match[0].isupper() and _is_ordinary(match[0])
            strength = "" if shouted else REFUSE
        if joined and not strength and _PARTICLES.fullmatch(match[0]):
            continue  # part of the run if a capital follows it
        if run and not (strength and joined):
            yield _run_mark(run, strengths)
            run, strengths = [], []
        if strength:
            run.append(match)
            strengths.append(strength)
    if run:
        yield _run_mark(run, strengths)


def _goes_on(word: str, gap: str) -> bool:
    """Whether the next word is of the same name: nothing but particles stands between the two."""
    ended = word.endswith(".") and len(word) > len("St.")
    particles = all(_PARTICLES.fullmatch(piece) for piece in gap.split())
    return particles and not ended and "\n" not in gap


def _run_mark(run: list[re.Match[str]], strengths: list[str]) -> Mark:
    strength = REFUSE if REFUSE in strengths else QUESTION
    end = run[-1].end() - (run[-1][0].endswith(".") and len(run[-1][0]) > 2)
    return _name(run[0].start(), end, strength)


def _name(start: int, end: int, strength: str) -> Mark:
    return Mark(start, end, "name", strength, questions.NAMES["name"])


def _strength(
    text: str, match: re.Match[str], *, cast: frozenset[str], lower: frozenset[str]
) -> str:
    """REFUSE, QUESTION or nothing for one word, by its form and what stands beside it."""
    word = match[0]
    plain = bare(word)
    capital = word[0].isupper() or bool(_ARTICLE.match(word))
    if not capital or plain in cast or all(p in cast for p in plain.split("-")):
        return ""
    before, after = (
        text[max(match.start() - 24, 0) : match.start()],
        text[match.end() : match.end() + 24],
    )
    initial = len(plain) == 1
    if _after_title(before):
        return "" if initial and any(part.startswith(plain) for part in cast) else REFUSE
    speaks = bool(_SPEAKS.match(after))
    if plain == "will" and speaks:
        return REFUSE
    if initial or _TITLE.fullmatch(plain) or plain in SMALL_WORDS:
        return ""
    if _FAMILY_NAME_FOLLOWS.match(after):
        return REFUSE
    if word.rstrip(".").isupper():
        return _of_capitals(text, match, speaks=speaks, lower=lower)
    owns = word.rstrip(".").lower().endswith(("'s", "s'"))
    spoken_to = bool(_SPOKEN_TO.search(before.lower()))
    first = (bool(_SENTENCE_START.search(before)) and not after_initial(before)) or (
        not before.strip()
    )
    ordinary = plain in ALLOWED or bool(groups_of(plain)) or plain in lower
    if ordinary:
        if plain in _MONTHS:
            return REFUSE if re.match(r"\s+(?:said|told|asked|wrote|replied)\b", after) else ""
        sure = plain not in ALLOWED and plain not in lower and not first
        return REFUSE if sure and (owns or spoken_to) and not _in_heading(text, match) else ""
    if first:
        follows = re.match(r"\s+([A-Z][a-z]+)", after)
        named = bool(follows) and not _is_ordinary(follows[1]) if follows else False
        acts = not plain.endswith("s") and bool(_ACTS.match(after))
        return REFUSE if owns or speaks or named or acts else ""
    if _AT_A_PLACE.search(before.lower()) and not (owns or speaks):
        return QUESTION
    return REFUSE


_SHORTEST_CAPITALS = 4  # letters; a shorter word in capitals is an abbreviation


def _of_capitals(text: str, match: re.Match[str], *, speaks: bool, lower: frozenset[str]) -> str:
    """A word in capitals is taken for an abbreviation, unless a name would stand there."""
    plain = bare(match[0])
    if len(plain) < _SHORTEST_CAPITALS or _is_ordinary(plain) or plain in lower:
        return ""
    start, end = _line(text, match)
    shouted = text[start:end].isupper()
    before = text[max(match.start() - 24, 0) : match.start()].lower()
    if speaks or _IS_MET.search(before):
        return REFUSE if shouted else QUESTION
    return "" if shouted or len(plain) < 7 else REFUSE


_LONGEST_HEADING = 120  # characters


def _in_heading(text: str, match: re.Match[str]) -> bool:
    """Whether the line is a heading in capitals: "What Was Done and What Is Hard"."""
    start, end = _line(text, match)
    if end - start > _LONGEST_HEADING:
        return False
    words = WORD.findall(text[start:end])
    capitals = sum(word[0].isupper() for word in words)
    return (
        len(words) > 2
        and all(word[0].isupper() or word in SMALL_WORDS for word in words)
        and capitals * 2 > len(words)
    )


def _line(text: str, match: re.Match[str]) -> tuple[int, int]:
    start = text.rfind("\n", max(match.start() - 200, 0), match.start()) + 1
    end = text.find("\n", match.end(), match.end() + 200)
    return max(start, match.start() - 200), end if end >= 0 else min(len(text), match.end() + 200)


def _is_ordinary(word: str) -> bool:
    plain = bare(word)
    return plain in ALLOWED or plain in SMALL_WORDS or bool(groups_of(plain))


def _after_title(before: str) -> bool:
    last = re.search(r"([A-Za-z]+\.?)\s+$", before)
    return (
        bool(last)
        and last is not None
        and last[1][0].isupper()
        and bool(_TITLE.fullmatch(last[1].lower()))
    )
