"""The closed list of numbers that a page, an API answer, a document, a picture, a mail or a
calendar may show.

Each is written here by hand, with what it says. Nothing is added that counts, rates or compares what
a person did. The facts of a report are the one exception, and they count check-ins, not people.
Asked by test_no_number_about_a_person.py.
"""

WORDS = (
    *("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
    *("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"),
)
_N = rf"(?:\d+|{'|'.join(WORDS)})"
_MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_DATE = rf"{_MONTH} \d{{1,2}}(?!\d)(?:, \d{{4}})?"

# Pattern → what it says. They are tried in this order, in large and small letters alike.
IN_TEXTS = {
    rf"\bBetween {_DATE} and {_DATE}, (?:one check-in was|{_N} check-ins were) offered and"
    rf" (?:none was|one|{_N}) held": "check-ins offered and held: the facts of a report",
    # when
    _DATE: "a day",
    rf"{_MONTH} \d{{4}}": "a month",
    r"\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4}\b": "a month, on an axis",
    r"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d[+-]\d\d:\d\d$": "when, in the file of what went out",
    r"\d{4}-\d\d-\d\d": "a day, as the browser writes it into its box",
    r"\d{1,2}(?::\d\d)? [ap]m\b": "a time of day",
    r"^\d\d:\d\d$": "a time, as the browser writes it into its box",
    r"\b3, 6,? (?:and|or) 12 months\b": "when follow-ups are",
    rf"\b{_N}(?: more)? (?:minute|hour|day|week|month|year)s?\b"
    r"(?! (?:late|behind|overdue|sober|clean|in a row|without an? (?:setback|concern|lapse|slip)))": (
        "how long, how long before, and every how many weeks or months"
    ),
    r"^The \d{1,2}(?:st|nd|rd|th)\b": "a day of the month, to choose for a rhythm",
    # what is numbered or has a code
    r"^Paragraph \d{1,2}$": "which paragraph of a section",
    r"\bversion \d{1,3}\b(?!-\d|\.\d|%| of\b)": "which version of a text",
    r"\b(?:version|printed text|Notice on passing on,) \d{4}-\d\d\b": (
        "which version of a fixed text"
    ),
    r"\bsection \d{1,2}\b|^Question \d{1,2}\b|^\d{1,2}\. (?=\w)": "which question of a reflection",
    r"^Commitment [1-9]$": "which box of a form",
    r"\bPage \d+ of \d+\b": "which page of a document",
    r"(?-i:\b[0-9A-Z]{3}-[0-9A-Z]{3}\b)": "an engagement's code",
    r"(?-i:\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}\b)": "a document's code",
    r"^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$": "which row, in the file of what went out",
    r"https?://\S+": "an address",
    r"\b555-\d{4}\b|(?<=: )(?:988|116 123|911 or 112)\b": "a telephone number",
    # what a practice sets, and what a clinician fills in
    r"^\[(?:records_kept_years|drafts_kept_days|reset_delay_hours|release_wait_hours|preview_days"
    r"|move_notice_hours|look_after_days|cover_looks_after_days|handover_wait_days"
    r"|cooling_off_hours)\] \d+$": ("a setting of the practice"),
    r"^\[minutes\] \d+$": "how long a meeting was",
    rf"^{_N} things need you\.": "what waits for the clinician who reads it, over everybody",
    rf"^(?:- )?{_N} (?:things to read|past times to settle|requests for another time to answer"
    r"|people to ring: mails did not arrive)$": "the same, in their mail on Mondays",
}
# Fixed words of pages. None of them is about a person.
PHRASES = {
    "in two plain lines": "how a section is written",
    "press Shift three times": "a key",
    "At least 12 characters": "a password",
    "Twelve letters and digits": "a document's code",
    "Up to 2 MB": "a file",
    "larger than 2 MB": "a file",
    "Tallow St 7Q2M": "an example of a practice's name and a code",
    "Two cookies": "the browser",
    "WCAG 2.2": "a standard",
    "enlarged to 200 percent": "the screen",
    "at two sizes": "the screen",
    "perhaps half of the faults": "the tests of pages",
    "Two people there": "how a lost second factor comes back",
    "two people and a delay": "how a lost second factor comes back",
    "six digits": "a code of the second factor",
    "Nothing was done twice": "a button that was pressed again",
    "Nothing was changed twice": "a button that was pressed again",
    "Nobody was asked twice": "a button that was pressed again",
    "Sent, perhaps twice": "a mail that may have gone out again",
    "the two of you": "a client and a clinician",
    "one or two sentences": "how to answer a question",
    "a sentence or two": "how to answer a question",
    "Twelve short parts": "the limits of confidentiality",
    "Two versions of this": "two texts of one box, to choose from",
    "in two places at once, perhaps in two tabs": "two texts of one box, to choose from",
    "has two versions": "two texts of one box, to choose from",
    "where two texts exist": "two texts of one box, to choose from",
    "one of the two": "the choices of a form",
    "12-step meeting": "a kind of step elsewhere",
    "These two days belong to public accounts": "the boxes of a form",
    "all three parts": "the boxes of a form",
    "at least two letters": "a search",
    "enter the minutes, from 1 to 600": "how long a meeting can be",
    "half a year at most": "how long a cover can last",
    "At most 3. They come first": "how many questions can be added",
    "and three a week": "how many mails come at most",
    "your only two choices": "what a client can decide",
    "twelve are the most": "how long a permission can last",
    "Four choices. None of them": "what a client can decide",
    "or to all three": "the boxes of a form",
    "keep the two apart": "what was seen, and what was told",
    "A half-true summary": "the omission rule",
    "Choose one of the four": "the choices of a form",
}
# Numbers in answers of the API and in its schema, by their key.
KEYS = {
    "version": "which version of an agreement, or which save of a draft",
    "number": "which version of a report",
    "minutes": "how long a meeting was",
    "follow_up_months": "when follow-ups are",
    "review_months": "how often the two review progress",
    "every": "a rhythm: every so many weeks or months",
    "weekday": "a rhythm: 0 is Monday",
    "day": "a rhythm: a day of the month",
    "nth": "a rhythm: which such weekday of a month; in a save, which one of its page",
}
# What only a machine reads: a whole string of the API.
MACHINE = {
    r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}": "an id",
    r"[0-9A-Za-z_-]{32,}": "a hash or a token",
    r"\d{4}-\d\d(?:-\d\d)?": "a day, or the version of a fixed text",
    r"(?:\d{4}-\d\d-\d\dT)?\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)?": "a moment or a time",
    r"[a-z_]+\.\d+": "the key of a question",
}
# Where a template counts or does sums, outside the ids and addresses of its elements.
COUNTED_IN_TEMPLATES = {
    "accounts/ask_reset.html": "hours until a second factor is removed",
    "components/kept_form.html": "which of the texts on a page that were not saved",
    "reviews/documents/_sheet.html": "the level of a heading",
    "reviews/journal/look_over.html": "which question of a reflection",
    "reviews/reports/rests.html": "which paragraph of a section",
}
# Lists that the browser numbers.
NUMBERED_LISTS = {
    "401.html": "what to do, in order",
    "accounts/ask_reset.html": "what happens, in order",
    "mfa/totp/activate_form.html": "what to do, in order",
    "reviews/agreements/another.html": "what happens, in order",
    "reviews/agreements/begin.html": "what happens, in order",
    "reviews/desk/timeline.html": "in the order of time; drawn without numbers",
    "reviews/limits/read.html": "the parts of the limits",
    "reviews/prompts/all.html": "the practice's questions",
    "reviews/prompts/area.html": "the questions that are shipped",
    "reviews/releases/home.html": "what happens, in order",
    "reviews/releases/new.html": "what happens, in order",
    "reviews/reports/sign.html": "what happens, in order",
    "reviews/suitability/talk.html": "what comes next, in order",
}
