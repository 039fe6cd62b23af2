"""No number describes a person: whatever is shown is read, and each number in it stands on a list.

Every page and every answer of the API is asked as everybody who may have it, by the rows of the
access matrix; the demonstration is followed link by link, its documents included. So are the mails
that leave the house and what a calendar program is given. Texts that somebody typed are taken out as
they stand in the source that types them. What may be shown is tests/laws/numbers_listed.py, by hand.
Numbers in the models: test_no_rating.py.
"""

import re
import uuid
from collections import Counter, deque
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import icalendar
import pytest
from django.template import engines
from django.template.loaders.filesystem import Loader
from django.test import Client

from accounts.demo import PERSONAS
from accounts.outbox.mails import Mail
from accounts.outbox.mime import as_bytes
from reviews.calendars.feed import Event, write
from reviews.reminders.digest import LINES
from tests.laws import numbers_listed, shown
from tests.laws.access_matrix import API, PAGES
from tests.laws.asking import WHO, People
from tests.laws.numbers_found import numbers_in, numbers_in_json, numbers_in_schema, typed_in
from tests.laws.test_access_matrix import asked, ids  # noqa: F401 - the matrix's fixture
from tests.laws.test_mails_tell_nothing import EMAIL, example
from tests.laws.test_mails_tell_nothing import TEMPLATES as MAILS
from tests.reviews.test_demo_story import told
from tests.tracker.pdf.papers import paper
from tracker.lib.dates import number_word
from tracker.lib.pdf.render import render

SEEDS = (*Path("tests").glob("*.py"), *Path("tests/laws").glob("access_of_*.py"))
PAPERS = Path("tests/tracker/pdf/papers.py")
DEMO = tuple(Path("reviews/demo").glob("*.py"))
ID = re.compile(r"[0-9a-f-]{36}")
NOT_SHOWN = frozenset({"302", "401", "403", "404", "406"})


def found_in(answer: Any, typed: list[str]) -> list[str]:
    """The numbers of an answer that no list has."""
    if answer.headers.get("Content-Type", "").startswith("application/json"):
        data = answer.json()
        is_schema = isinstance(data, dict) and "openapi" in data
        return list(numbers_in_schema(data) if is_schema else numbers_in_json(data, typed=typed))
    return [
        f"{number} in: {line[:200]}"
        for line in shown.of_answer(answer)
        for number in numbers_in(line, typed=typed)
    ]


def asked_as_everybody(rows: dict[str, str], ids: dict[str, Any]) -> Iterator[tuple[str, str, str]]:  # noqa: F811
    """Who, method and path of every cell of the matrix in which something is shown."""
    for row, expected in rows.items():
        method, where = asked(row, ids)
        for who, status in zip(WHO, expected.split(), strict=True):
            if status not in NOT_SHOWN:
                yield who, method, where


def test_no_page_shows_a_number_that_is_not_listed(cast, ids, browser):  # noqa: F811
    people, typed = People(cast, browser), typed_in(SEEDS)
    found, read = {}, 0
    for who, method, where in asked_as_everybody({r: both[0] for r, both in PAGES.items()}, ids):
        if unlisted := found_in(people.ask(who, method, where, "html"), typed):
            found[who, method, where] = unlisted
        read += 1
    assert read > 300
    assert found == {}


def test_no_answer_of_the_api_holds_a_number_that_is_not_listed(cast, ids, browser):  # noqa: F811
    people, typed = People(cast, browser), typed_in(SEEDS)
    found, read = {}, 0
    for who, method, where in asked_as_everybody(API, ids):
        if unlisted := found_in(people.ask(who, method, where, "json"), typed):
            found[who, method, where] = unlisted
        read += 1
    assert read > 80
    assert found == {}


def test_no_page_or_document_of_the_demonstration_does(settings):
    typed = typed_in(DEMO)
    found, documents = {}, 0
    with told(settings):
        for persona in PERSONAS:
            for where, answer in followed(_signed_in(persona.email)):
                documents += answer.headers.get("Content-Type") == "application/pdf"
                if unlisted := found_in(answer, typed):
                    found[persona.key, where] = unlisted
    assert documents >= 3
    assert found == {}


def followed(client: Client) -> Iterator[tuple[str, Any]]:
    """The pages that links lead to, from the first one on, and eight of each kind; none is posted."""
    waiting, known = deque(["/"]), {"/"}
    of_kind: Counter[str] = Counter()
    while waiting:
        where = waiting.popleft()
        answer = client.get(where, headers={"Accept": "text/html"})
        if answer.status_code in (301, 302):
            links = [answer["Location"]]
        else:
            yield where, answer
            links = [] if answer.streaming else re.findall(rb'href="(/[^"#]+)"', answer.content)
            links = [link.decode().replace("&amp;", "&") for link in links]
        for link in links:
            if link not in known and not re.match("/static/|/leave|/sign-out|http", link):
                known.add(link)
                of_kind[kind := ID.sub("", link)] += 1
                waiting += [link] if of_kind[kind] <= 8 else []


def _signed_in(email: str) -> Client:
    from accounts.models import User

    client = Client(headers={"Origin": "http://localhost:8000"})
    client.force_login(
        User.objects.get(email=email), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    session = client.session
    session["has_factor"] = True
    session.save()
    return client


# --- what leaves the house -------------------------------------------------------------------------


def unlisted(lines: list[str]) -> list[str]:
    return [f"{number} in: {line[:200]}" for line in lines for number in numbers_in(line)]


def test_no_mail_that_left_the_house_says_a_number_that_is_not_listed(acted):
    _, left = acted
    assert len(left.mails) > 5
    found = {
        mail.subject: unlisted(shown.of_mail(mail.message().as_bytes())) for mail in left.mails
    }
    assert found == dict.fromkeys(found, [])


@pytest.mark.parametrize("kind", MAILS)
def test_no_mail_of_any_kind_does(kind):
    """With every value that can come into one: who writes a mail may give those alone
    (tests/laws/test_mails_tell_nothing.py).
    """
    lines = shown.of_mail(as_bytes(example(kind), message_id="<1@example.org>"))
    assert any(line.startswith("Subject: ") for line in lines)
    assert unlisted(lines) == []


def test_the_mail_on_mondays_counts_only_what_waits():
    for several in (2, 7, 13):
        said = [f"{number_word(several)} {words}" for _, words in LINES.values()]
        mail = as_bytes(example("week_to_look_at", lines=said), message_id="<1@example.org>")
        assert unlisted(shown.of_mail(mail)) == []
    assert unlisted(["- Seven setbacks to read"])


def test_no_template_of_a_mail_says_or_counts_one():
    found = {
        path.name: numbers
        for path in EMAIL.iterdir()
        if (numbers := [*counting_in(text := path.read_text()), *unlisted(words_of(text))])
    }
    assert found == {}


@pytest.mark.parametrize("who", ["eli", "dana"])
def test_no_calendar_does(who, cast, story, browser):
    page = browser(getattr(cast, who)).post("/calendar/address/new/")
    [address] = re.findall(r"http://localhost:8000(/calendar/feed/\S+\.ics)", page.text)
    lines = shown.of_answer(Client().get(address))
    assert len(lines) > 3
    assert unlisted(lines) == []


# --- what only the source tells --------------------------------------------------------------------

TEMPLATES = Path("templates")
COUNTING = re.compile(
    r"\w[\w.]*\.count\b|forloop\.(?:rev)?counter0?|\|\s*(?:length|length_is|pluralize|floatformat"
    r"|divisibleby|filesizeformat|add:\"?-?\d)|{%\s*widthratio"
)
# Where an element's own name or address stands; nobody reads it.
UNREAD = re.compile(
    r"\b(?:id|for|name|href|aria-labelledby|aria-describedby|data-expires)"
    r"=\"(?:[^\"{]|{[{%].*?[%}]})*\"|{% comment %}.*?{% endcomment %}|{#.*?#}",
    re.DOTALL,
)
COMMENT = re.compile(r"{% comment %}.*?{% endcomment %}|{#.*?#}", re.DOTALL)
TAG = re.compile(r"{%.*?%}|{{.*?}}", re.DOTALL)
CONDITION = re.compile(r"{%\s*(?:if|elif)\b.*?%}")  # asks, and shows nothing


def counting_in(template: str) -> list[str]:
    """How a template counts, where somebody reads it."""
    return COUNTING.findall(CONDITION.sub("", UNREAD.sub("", template)))


def numbered_in(template: str) -> bool:
    """Whether the browser writes numbers before the items of a list."""
    return bool(re.search(r"<ol\b(?![^>]*role=\"list\")", UNREAD.sub("", template)))


def words_of(template: str) -> list[str]:
    """What a template itself says, in each of its branches, and the words it hands to others."""
    text = COMMENT.sub("", template)
    handed = (words for tag in TAG.findall(text) for words in re.findall('"([^"]*)"', tag))
    return [*shown.of_page(TAG.sub(" … ", text)), *(words for words in handed if " " in words)]


def _templates() -> dict[str, str]:
    paths = [path for path in TEMPLATES.rglob("*.html") if "email" not in path.parts]
    return {str(path.relative_to(TEMPLATES)): path.read_text() for path in paths}


def test_no_template_says_a_number_that_is_not_listed():
    """Also where no page of the story came by."""
    said = {name: words_of(text) for name, text in _templates().items()}
    found = {
        (name, words): numbers
        for name, lines in said.items()
        for words in lines
        if (numbers := numbers_in(words))
    }
    assert found == {}


def test_templates_count_only_what_is_listed():
    found = {name for name, text in _templates().items() if counting_in(text)}
    assert found == numbers_listed.COUNTED_IN_TEMPLATES.keys()


def test_style_sheets_number_the_parts_of_the_limits_alone():
    sheets = "".join(path.read_text() for path in Path("static").glob("*.css"))
    assert re.findall(r"counters?\(\s*(\w+)", sheets) == ["part"]


def test_lists_are_numbered_only_where_it_is_listed():
    found = {name for name, text in _templates().items() if numbered_in(text)}
    assert found == numbers_listed.NUMBERED_LISTS.keys()


# --- planted ---------------------------------------------------------------------------------------

PLANTED_WORDS = (
    "4 of 5 commitments done",
    "Kept 80 % of what was agreed",
    "eighty percent",
    "Three setbacks",
    "Her second setback",
    "Twice in a row",
    "Half of the commitments",
    "Two concerns since March",
    "Progress: 7/10",
    "Stage ③",
    "⅔ done",
    "★★★☆☆",
    "▮▮▮▯▯",
    "Check-ins held: 11",
    "Five replies",
    "90 days without a setback",
    "3 weeks late",
    "12 entries",
    "Version 2: 3 of 4 done",
    "Between May 4, 2026 and June 3, 2026, two check-ins were offered and two held, 4 missed",
    "٣",  # noqa: RUF001 - a figure of another script
)


@pytest.mark.parametrize("words", PLANTED_WORDS)
def test_planted_words_are_found(words):
    assert numbers_in(words)


@pytest.mark.parametrize(
    "page",
    [
        '<p><strong>Eli R.</strong> <span class="badge">3</span></p>',
        '<svg role="img"><title>The course</title><desc>12 entries since May 4</desc></svg>',
        "<svg><text>12 entries</text></svg>",
        '<img src="/course.png" alt="Three setbacks and two replies">',
        '<a href="/people/" aria-label="Eli R., 2 new">Eli R.</a>',
        '<td data-label="4 held">May 4</td>',
        '<meter value="0.7">well</meter>',
        '<div role="progressbar" aria-valuenow="70"></div>',
        "<ul><li>Commitments<sup>4</sup></li></ul>",
        '<time datetime="2026-05-04">3 of 5</time>',
    ],
)
def test_a_planted_page_is_found(page):
    assert any(numbers_in(line) for line in shown.of_page(page))
    innocent = '<p id="part-3"><a href="/reading/7/">Eli R.</a>, <time>May 4</time></p>'
    assert not any(numbers_in(line) for line in shown.of_page(innocent))


@pytest.mark.parametrize(
    "changes",
    [
        {"subject": "4 of 5 done"},
        {"sender_name": "Tallow St, 3 new"},
        {"text": "Hello,\n\nThree setbacks.\n"},
        {"html": "<p>Hello</p><p><strong>12</strong> entries</p>"},
        {"headers": {"List-Unsubscribe": "<mailto:stop@example.org?subject=3>"}},
    ],
)
def test_a_planted_mail_is_found(changes):
    mail = example("something_waits")
    assert unlisted(shown.of_mail(as_bytes(mail, message_id="<1@example.org>"))) == []
    values = {name: getattr(mail, name) for name in mail.__slots__}
    planted = Mail(**{**values, **changes})
    assert unlisted(shown.of_mail(as_bytes(planted, message_id="<1@example.org>")))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("summary", "Tallow St, 2 missed"),
        ("description", "Her second setback"),
        ("location", "7 of 10"),
        ("x-course", "12 entries"),
    ],
)
def test_a_planted_calendar_is_found(name, value):
    event = Event(uuid.uuid4(), datetime(2026, 1, 5, tzinfo=UTC), "Tallow St")
    written = write("Tallow St", [event], host="example.org", now=event.at)
    assert unlisted(shown.of_calendar(written)) == []
    for place in ("VEVENT", "VCALENDAR"):
        calendar = icalendar.Calendar.from_ical(written)
        calendar.walk(place)[0].add(name, value)
        assert unlisted(shown.of_calendar(calendar.to_ical())), place


@pytest.mark.parametrize(
    "data",
    [
        {"count": 0, "results": []},
        {"next": None},
        [{"replies_count": 2}],
        {"commitments_done": 4},
        {"share": 0.8},
        {"person": {"words": "Three setbacks"}},
        [["12 entries"]],
    ],
)
def test_a_planted_answer_of_the_api_is_found(data):
    assert list(numbers_in_json(data))
    assert not list(numbers_in_json([{"version": 2, "held": True, "on_date": "2026-05-04"}]))


@pytest.mark.parametrize(
    "schema",
    [
        {"properties": {"setbacks": {"type": "integer"}}},
        {"properties": {"share": {"allOf": [{"type": "number"}]}}},
        {"properties": {"count": {"type": "string"}}},
        {"parameters": [{"name": "limit_to", "schema": {"type": "integer"}}]},
    ],
)
def test_a_planted_schema_is_found(schema):
    assert list(numbers_in_schema(schema))
    assert not list(numbers_in_schema({"properties": {"version": {"type": "integer"}}}))


def test_a_planted_line_of_a_document_is_found():
    def lines(words: str) -> list[str]:
        section = {"heading": "What was agreed", "paragraphs": [words]}
        pages = shown.of_pdf(render(paper(sections=[section])))
        return [number for page in pages for number in numbers_in(page, typed=typed_in([PAPERS]))]

    assert lines("Both of them went on with it.") == []
    assert lines("4 of 5 commitments done.") == ["4", "5"]


@pytest.mark.parametrize(
    "template",
    ["{{ setbacks|length }}", "{{ forloop.counter }}", "{{ replies.count }}", "{{ n|pluralize }}"],
)
def test_a_planted_count_in_a_template_is_found(template):
    assert counting_in(f"<p>{template}</p>")
    assert not counting_in(
        f'<p id="{template}">{{% if replies|length > 1 %}}Replies{{% endif %}}</p>'
    )
    assert numbered_in("<ol><li>A setback</li></ol>")
    assert not numbered_in('<ol role="list"><li>A setback</li></ol>')


@pytest.mark.parametrize(
    "planted", ["<p>4 of 5 commitments done</p>", "{{ person.commitments|length }} commitments"]
)
def test_a_number_planted_in_a_page_of_the_service_is_found(
    cast, story, browser, monkeypatch, planted
):
    """The page a clinician reads about a person, written anew with one line more."""
    typed, dana = typed_in(SEEDS), browser(cast.dana)
    where = f"/people/{story.engagement_id}/"
    assert found_in(dana.get(where), typed) == []
    with written_anew(monkeypatch, "reviews/desk/person.html", planted):
        assert found_in(dana.get(where), typed)
    assert found_in(dana.get(where), typed) == []


@contextmanager
def written_anew(patch: pytest.MonkeyPatch, name: str, more: str) -> Iterator[None]:
    """A template with more at the beginning of its main block."""
    (cached,) = engines["django"].engine.template_loaders
    read = Loader.get_contents

    def get_contents(self: Loader, origin: Any) -> str:
        text = read(self, origin)
        if origin.template_name == name:
            text = text.replace("{% block main %}", "{% block main %}" + more, 1)
        return text

    with patch.context() as change:
        change.setattr(Loader, "get_contents", get_contents)
        cached.reset()
        yield
    cached.reset()
