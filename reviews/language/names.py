"""Likely names of people outside an engagement, addresses, numbers and telling job titles. Pure.

Nobody's name is listed anywhere here. Form decides: capital letters inside a sentence, titles,
possessives, who speaks. So an unusual name is found as well as a common one, and a rare ordinary
word with a capital letter is sometimes taken for one.
"""

import re
from collections.abc import Iterator

from reviews.language import questions
from reviews.language.concepts import groups_of
from reviews.language.features import Reading, read
from reviews.language.findings import QUESTION, REFUSE, Mark, Review, without_overlaps
from reviews.language.ordinary import ALLOWED, SMALL_WORDS
from reviews.language.report import as_review

_WORD = re.compile(r"[A-Za-z]+(?:['-][A-Za-z]+)*\.?")
_SENTENCE_START = re.compile(r"(?:^|[.!?…:]\s*|\n\s*|[•*\"(\[]\s*|—\s*|-\s+)$")
_TITLE = re.compile(
    r"(?:mr|mrs|ms|miss|mx|dr|prof|professor|sir|dame|lady|lord|father|sister|brother|rev|reverend"
    r"|pastor|rabbi|imam|captain|sergeant|judge|nurse|uncle|aunt|herr|frau|senor|senora|madame"
    r"|monsieur|signor|signora)\.?"
)
_SPEAKS = re.compile(
    r"\s+(?:\w+ly\s+)?(?:said|says|told|tells|asked|asks|wrote|writes|texted|replied|answered"
    r"|complained|resigned|refused|emailed|rang|phoned|thinks|thought|wants|who)\b"
)
_SPOKEN_TO = re.compile(
    r"\b(?:told|asked|with|met|saw|named|called|texted|emailed|kissed|touched|hugged|phoned|rang"
    r"|grabbed|followed|messaged|and|about|from|for|colleague|trainee|friend|wife|husband|partner"
    r"|daughter|son|manager|supervisor|intern|secretary|mentor|by|to|of|like)\s+$"
)
_AT_A_PLACE = re.compile(r"\b(?:in|at|near|outside|around|towards|via|on)\s+(?:the\s+)?$")
_MONTHS = frozenset(["january", "february", "march", "april", "may", "june", "july", "august"])
_MAIL = re.compile(
    r"(?<![\w.+-])[\w.+-]{1,64}\s?(?:@|\(at\)|\[at\]|\{at\})\s?[\w-]+(?:\s?(?:\.|\(dot\)|\[dot\])\s?[\w-]+)+"
    r"|(?<![\w.+-])[\w.+-]{1,64} at [\w-]{1,64} dot (?:com|org|net|edu|gov|uk|de|co|io|info)\b"
    r"|(?<!\w)@[a-z][\w.]{2,}"
)
_STREET = re.compile(
    r"\b\d{1,5}[a-z]?,?\s+(?:[a-z'-]+\s+){1,3}"
    r"(?:street|road|lane|avenue|drive|court|close|terrace|crescent|boulevard|way|square|place"
    r"|st\.|rd\.|ave\.)(?!\w)"
)
_PHONE = re.compile(r"(?<![\w/.-])\+?\(?\d[\d \u00a0()./-]{5,}\d(?![\w/])")
_DATES = re.compile(
    r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d{1,2}-\d{1,2}|(?<!\d)(?:19|20)\d\d(?!\d)"
    r"|(?<!\d)\d{1,2}[./]\d{1,2}\.?(?!\d)"
)
_POST = re.compile(
    r"\b(?:the|our|his|her|their|a|my|one|another)\s+(?:\w+\s+)?(?:head|director|chief|manager|vp"
    r"|vice[- ]president|supervisor|lead|leader|coordinator|secretary|assistant|chair|dean"
    r"|superintendent|steward|controller|buyer|officer)\s+(?:of|for|in|at)\s+(?:the\s+)?[a-z]+"
    r"(?:\s+(?:department|team|desk|office|unit|division))?"
    r"|\b(?:the|our|his|her|their|a|my|one|another)\s+(?:payroll|finance|hr|accounts?|accounting"
    r"|marketing|sales|legal|it|procurement|logistics|operations|research|nursing|night[- ]shift"
    r"|day[- ]shift|warehouse|reception|communications?|press|compliance|facilities|design|quality"
    r"|safety|training|catering|security|front[- ]desk|audit|treasury|maintenance|production)\s+"
    r"(?:manager|director|lead|leader|head|supervisor|officer|clerk|coordinator|assistant|chief"
    r"|partner|secretary|controller|superintendent)\b"
)
_NOT_A_POST = re.compile(r"\b(?:of|for|in|at)\s+(?:the\s+)?(?:\w*ing|fact|all|this|that|his|her)$")


def review_names(text: str, *, cast: frozenset[str]) -> Review:
    """Who and what could be pointed at, beyond the engagement's own cast.

    cast  full names of the client, clinicians, recipient, practice and organizations; any part
          of one passes.
    Names, addresses and numbers are refused; a title with its department, and a capitalized word
    that may be a place, are asked about.
    """
    reading = read(text)
    folded = reading.folded
    marks = [
        *_marks(_MAIL.finditer(folded.text), "address", REFUSE),
        *_marks(_STREET.finditer(folded.text), "address", REFUSE),
        *_phones(folded.text),
        *_posts(folded.text),
        *_names(reading, _parts_of(cast)),
    ]
    return as_review(without_overlaps(marks), reading)


def _marks(matches: Iterator[re.Match[str]], family: str, strength: str) -> Iterator[Mark]:
    for match in matches:
        yield Mark(match.start(), match.end(), family, strength, questions.NAMES[family])


def _phones(text: str) -> Iterator[Mark]:
    for match in _PHONE.finditer(text):
        digits = sum(sign.isdigit() for sign in _DATES.sub("", match[0]))
        if 7 <= digits <= 15:
            yield Mark(match.start(), match.end(), "phone", REFUSE, questions.NAMES["phone"])


def _posts(text: str) -> Iterator[Mark]:
    for match in _POST.finditer(text):
        if not _NOT_A_POST.search(match[0]):
            yield Mark(match.start(), match.end(), "post", QUESTION, questions.NAMES["post"])


def _parts_of(cast: frozenset[str]) -> frozenset[str]:
    parts = set()
    for name in cast:
        for part in _WORD.findall(read(name).folded.cased):
            parts.update(_forms(part))
            parts.update(piece for piece in _bare(part).split("-") if len(piece) > 1)
    return frozenset(parts)


def _bare(word: str) -> str:
    """A word as it is compared: lower case, without a full stop or a possessive."""
    word = word.lower().rstrip(".")
    for ending in ("'s", "s'", "'"):
        if word.endswith(ending) and len(word) > len(ending) + 1:
            return word[: -len(ending)] + ("s" if ending == "s'" else "")
    return word


def _forms(part: str) -> set[str]:
    return {_bare(part), part.lower().rstrip(".")}


def _names(reading: Reading, cast: frozenset[str]) -> Iterator[Mark]:
    """Runs of capitalized words that are neither ordinary nor part of the cast."""
    text = reading.folded.cased
    lower = frozenset(word for word in _WORD.findall(text) if word[0].islower())
    run: list[re.Match[str]] = []
    strengths: list[str] = []
    for match in _WORD.finditer(text):
        strength = _strength(text, match, cast=cast, lower=lower)
        joined = bool(run) and not text[run[-1].end() : match.start()].strip()
        if joined and not strength and match[0][0].isupper() and _bare(match[0]) not in cast:
            strength = REFUSE  # a family name may be an ordinary word
        if run and not (strength and joined):
            yield _run_mark(run, strengths)
            run, strengths = [], []
        if strength:
            run.append(match)
            strengths.append(strength)
    if run:
        yield _run_mark(run, strengths)


def _run_mark(run: list[re.Match[str]], strengths: list[str]) -> Mark:
    strength = REFUSE if REFUSE in strengths else QUESTION
    end = run[-1].end() - (run[-1][0].endswith(".") and len(run[-1][0]) > 2)
    return Mark(run[0].start(), end, "name", strength, questions.NAMES["name"])


def _strength(
    text: str, match: re.Match[str], *, cast: frozenset[str], lower: frozenset[str]
) -> str:
    """REFUSE, QUESTION or nothing for one word, by its form and what stands beside it."""
    word = match[0]
    bare = _bare(word)
    if not word[0].isupper() or bare in cast or all(p in cast for p in bare.split("-")):
        return ""
    before, after = (
        text[max(match.start() - 24, 0) : match.start()],
        text[match.end() : match.end() + 24],
    )
    initial = len(bare) == 1
    if _after_title(before):
        return "" if initial and any(part.startswith(bare) for part in cast) else REFUSE
    if initial or _TITLE.fullmatch(bare) or bare in SMALL_WORDS:
        return ""
    if word.rstrip(".").isupper() and (len(bare) < 7 or bare in lower):
        return ""  # HR, PDF, ERASMUS beside erasmus
    owns = word.rstrip(".").lower().endswith(("'s", "s'"))
    speaks = bool(_SPEAKS.match(after))
    spoken_to = bool(_SPOKEN_TO.search(before.lower()))
    first = bool(_SENTENCE_START.search(before)) or not before.strip()
    ordinary = bare in ALLOWED or bool(groups_of(bare)) or bare in lower
    if ordinary:
        if bare in _MONTHS:
            return REFUSE if re.match(r"\s+(?:said|told|asked|wrote|replied)\b", after) else ""
        sure = bare not in ALLOWED and bare not in lower and not first
        return REFUSE if sure and (owns or spoken_to) and not _in_heading(text, match) else ""
    if first:
        follows = re.match(r"\s+([A-Z][a-z]+)", after)
        named = bool(follows) and not _is_ordinary(follows[1]) if follows else False
        return REFUSE if owns or speaks or named else ""
    if _AT_A_PLACE.search(before.lower()) and not (owns or speaks):
        return QUESTION
    return REFUSE


_LONGEST_HEADING = 120  # characters


def _in_heading(text: str, match: re.Match[str]) -> bool:
    """Whether the line is a heading in capitals: "What Was Done and What Is Hard"."""
    start, end = _line(text, match)
    if end - start > _LONGEST_HEADING:
        return False
    words = _WORD.findall(text[start:end])
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
    bare = _bare(word)
    return bare in ALLOWED or bare in SMALL_WORDS or bool(groups_of(bare))


def _after_title(before: str) -> bool:
    last = re.search(r"([A-Za-z]+\.?)\s+$", before)
    return (
        bool(last)
        and last is not None
        and last[1][0].isupper()
        and bool(_TITLE.fullmatch(last[1].lower()))
    )
