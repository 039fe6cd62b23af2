"""A paper says its words, all of them, literally, and nothing else."""

import getpass
import io
import os
import re
import socket
from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy
from datetime import UTC, datetime

import pikepdf
import pypdf
import pytest

from tests.tracker.pdf.papers import BARE, LONG, PAPER, paper
from tests.tracker.pdf.reading import letters, words
from tracker.lib.pdf import render as module
from tracker.lib.pdf.render import TEMPLATE, CannotRender, render
from tracker.lib.pdf.seal import seal

AT = datetime(2026, 7, 10, 9, 30, tzinfo=UTC)

HOSTILE = [
    '#read("/etc/passwd")',
    '#include "summary.typ"',
    "#sys.inputs.data",
    '#eval("1+1")',
    '#import "@preview/cetz:0.3.4"',
    "$x^2$",
    "*b* _i_ `raw` ```typ #1```",
    "= heading",
    "- item + item / term: x",
    "<img src=file:///etc/passwd>",
    "<label> @ref @summary",
    "{{ x }} {% x %} {# x #} ${x} %(x)s",
    r"\u{41} \# \\ \n",
    "https://example.org/?a=b&c=d",
    "//comment /* comment */ and after",
    "\"quotes\" 'quotes' ... -- --- ~ [brackets] #[x] #{x}",
    "(parens) <</JS (x)>> endstream endobj %%EOF",
    "]]> &lt; <!-- --> <?xml?>",
]


def texts(value):
    """Every text of a paper, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner)


def everywhere(payload):
    """The paper with `payload` before and in every text that is a person's or the service's."""

    def put(value, name=""):
        if isinstance(value, str):
            return value if name in ("issued", "language", "code") else f"{payload} {value}"
        if isinstance(value, dict):
            return {name: put(inner, name) for name, inner in value.items()}
        return [put(inner) for inner in value] if isinstance(value, list) else value

    return put(deepcopy(PAPER))


def test_every_text_stands_in_the_paper_in_its_order():
    text = letters(words(render(paper())))
    statement, limits = PAPER["statement"], PAPER["limits"]
    order = [PAPER[n] for n in ("issued_words", "title", "person", "period", "reader", "purpose")]
    order += [PAPER["notice"], *texts(PAPER["sections"])]
    order += [statement["heading"], statement["about"], *statement["paragraphs"]]
    order += [limits["heading"], *limits["items"], "Signatures", *texts(PAPER["signers"])]
    order += [PAPER["verify_words"], PAPER["code"]]

    place = 0
    for one in order:
        place = text.index(letters(one), place) + len(letters(one))


def test_the_template_adds_only_these_words():
    text = words(render(paper()))
    for one in sorted(texts(PAPER | {"language": ""}), key=len, reverse=True):
        text = text.replace(" ".join(one.split()), "")

    left = set(re.findall(r"[A-Za-z]+", text))

    assert left == {
        "Waymark", "Issued", "For", "Purpose", "Signatures", "Is", "this", "paper", "unchanged",
        "Code", "Confidential", "only", "until", "Page", "of",
    }  # fmt: skip


def test_each_page_says_whose_it_is_and_until_when():
    pages = pypdf.PdfReader(io.BytesIO(render(paper(**LONG)))).pages

    assert len(pages) >= 30
    for number, page in enumerate(pages, start=1):
        text = " ".join(page.extract_text().split())
        assert text.endswith(
            "Confidential. For Ms Erin Vale, people director, Harrow & Vale only, "
            f"until December 31, 2026. Page {number} of {len(pages)}"
        )


def test_a_long_paper_is_whole():
    made = letters(words(render(paper(**LONG))))

    numbered = re.findall(r"\[(\d+\.\d)\]", made)
    assert numbered == [f"{n}.{part}" for n in range(1, 21) for part in range(7)]
    for item in LONG["limits"]["items"]:
        assert made.count(letters(item[:20])) == 1


def test_what_is_empty_is_left_out():
    text = words(render(paper(**BARE)))

    assert text == (
        "Waymark Issued July 10, 2026 Progress summary For Ms Erin Vale, people director, "
        "Harrow & Vale One Word Confidential. For Ms Erin Vale, people director, Harrow & Vale "
        "only. Page 1 of 1"
    )


def test_a_preview_says_so_on_each_page_and_shows_no_code():
    released = words(render(paper()))
    assert "7KQM-29FX-R4TD" in released
    assert "Preview" not in released

    pages = pypdf.PdfReader(io.BytesIO(render(paper(preview=True, **LONG)))).pages

    for page in pages:
        text = " ".join(page.extract_text().split())
        assert text.count("Preview. Not released.") == 2  # head and foot
    assert "7KQM" not in "".join(page.extract_text() for page in pages)


@pytest.mark.parametrize("payload", HOSTILE)
def test_what_looks_like_code_is_printed_as_it_is(payload):
    made = letters(words(render(everywhere(payload))))
    fields = [one for one in texts(everywhere(payload)) if one.startswith(payload)]

    assert len(fields) > 25
    for one in fields:
        assert letters(one) in made


@pytest.mark.parametrize("payload", HOSTILE)
def test_what_looks_like_code_leaves_the_metadata_alone(payload):
    with pikepdf.open(io.BytesIO(render(everywhere(payload)))) as document:
        assert str(document.docinfo.Title) == f"{payload} Progress summary"
        assert document.open_metadata()["dc:title"] == f"{payload} Progress summary"


ACTS = (
    "/JavaScript",
    "/JS",
    "/OpenAction",
    "/AA",
    "/URI",
    "/Launch",
    "/EmbeddedFile",
    "/RichMedia",
)


@pytest.mark.parametrize("payload", HOSTILE)
def test_what_looks_like_code_leaves_nothing_that_acts_links_or_is_attached(payload):
    with pikepdf.open(io.BytesIO(seal(render(everywhere(payload)), at=AT))) as document:
        for each in document.objects:
            if isinstance(each, pikepdf.Dictionary | pikepdf.Stream):
                assert not [name for name in ACTS if name in each], payload
                assert str(each.get("/S", "")) not in ACTS


def test_a_word_that_no_line_holds_is_broken_and_stays_whole_in_the_text():
    run = "https://example.org/" + "abcdefghij" * 100
    broken = {"heading": "X" * 120, "paragraphs": [run], "about": "y" * 300}
    made = render(paper(sections=[], statement=broken))

    text = words(made)
    assert run in letters(text)
    assert "\u200b" not in text
    for page in pypdf.PdfReader(io.BytesIO(made)).pages:
        assert max(map(len, page.extract_text().splitlines())) < 130


def test_line_ends_and_tabs_are_kept():
    made = render(paper(sections=[{"heading": "H", "paragraphs": ["one\n\ttwo\nthree"]}]))

    lines = [
        line
        for page in pypdf.PdfReader(io.BytesIO(made)).pages
        for line in page.extract_text().splitlines()
    ]
    at = lines.index("one")
    assert [line.strip() for line in lines[at : at + 3]] == ["one", "two", "three"]


def test_the_same_data_gives_the_same_bytes():
    first = render(paper())
    render(paper(person="Somebody else"))

    assert render(paper()) == first
    assert render(paper(issued="2026-07-11")) != first


def test_another_compiler_gives_the_same_bytes():
    first = render(paper())
    module._compiler.cache_clear()

    assert render(paper()) == first


def test_many_threads_share_one_compiler():
    alone = {name: render(paper(person=name)) for name in "abcdef"}
    with ThreadPoolExecutor(6) as threads:
        together = dict(
            zip(
                list(alone) * 4,
                threads.map(lambda name: render(paper(person=name)), list(alone) * 4),
                strict=True,
            )
        )

    assert together == alone


def test_the_metadata_hold_the_title_the_date_and_the_maker_only():
    made = render(paper())
    with pikepdf.open(io.BytesIO(made)) as document:
        info = {name: str(value) for name, value in document.docinfo.items()}
        meta = bytes(document.Root.Metadata.read_bytes()).decode()

    maker = info.pop("/Creator")
    assert re.fullmatch(r"Typst \d+\.\d+\.\d+", maker)
    assert info == {
        "/Title": "Progress summary",
        "/CreationDate": "D:20260710000000Z",
        "/ModDate": "D:20260710000000Z",
    }
    for one in (*texts(PAPER["sections"]), *texts(PAPER["signers"]), PAPER["reader"], "Eli R."):
        assert one not in meta


def test_no_place_or_account_of_this_machine_is_in_the_file():
    with pikepdf.open(io.BytesIO(seal(render(paper()), at=AT))) as document:
        plain = io.BytesIO()
        document.save(
            plain,
            stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
        )
    content = plain.getvalue()
    assert b"Ten check-ins" not in content  # glyph numbers, not letters
    assert b"<dc:title>" in content

    account = [word for word in (getpass.getuser(), socket.gethostname()) if len(word) > 4]
    for word in (os.getcwd(), str(TEMPLATE.parent), "site-packages", "/etc/", *account):
        assert word.encode() not in content


def test_the_template_reads_nothing_but_its_data():
    source = re.sub(r"//.*", "", TEMPLATE.read_text())

    for word in ("import", "include", "read(", "eval(", "plugin(", "image(", "@", "markup"):
        assert word not in source
    assert source.count("json(") == source.count("sys.inputs") == 1
    assert sorted(path.name for path in TEMPLATE.parent.iterdir()) == ["summary.typ"]


@pytest.mark.parametrize(
    "source",
    [
        '#read("/etc/passwd")',
        '#read("../base.html")',
        '#import "@preview/cetz:0.3.4": canvas',
        '#import "@local/x:0.1.0": x',
    ],
)
def test_a_template_could_not_read_elsewhere_or_import(source, tmp_path, monkeypatch):
    """The walls around the template hold even if it were changed."""
    import typst

    _, compiler = module._compiler()
    good = b'#set document(title: "x")\n#read("summary.typ").len()'
    assert compiler.compile(input=good, format="pdf", sys_inputs={}).startswith(b"%PDF")

    with pytest.raises(typst.TypstError):
        compiler.compile(input=source.encode(), format="pdf", sys_inputs={})


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"person": "Eli 😀"}, "person holds U+1F600, which cannot be printed."),
        (
            {"sections": [{"heading": "secret words", "paragraphs": ["fine", "secret \ue000"]}]},
            "sections.0.paragraphs.1 holds U+E000, which cannot be printed.",
        ),
        ({"title": "\ud800"}, "title holds U+D800, which cannot be printed."),
        ({"issued": "soon"}, "The data is not what the template reads."),
        ({"issued": "2026-02-30"}, "The data is not what the template reads."),
        ({"language": "secret"}, "The data is not what the template reads."),
        ({"limits": {"heading": "secret"}}, "The data lacks a name that the template reads."),
    ],
)
def test_what_cannot_be_a_paper_is_refused_without_repeating_it(changed, sentence):
    assert render(paper()).startswith(b"%PDF")

    with pytest.raises(CannotRender) as caught:
        render(paper(**changed))

    assert str(caught.value) == sentence
    assert caught.value.__suppress_context__


def test_a_fork_after_the_first_paper_is_refused_instead_of_waited_for(monkeypatch):
    assert render(paper()).startswith(b"%PDF")
    here = os.getpid()
    monkeypatch.setattr(module.os, "getpid", lambda: here + 1)

    with pytest.raises(RuntimeError, match="fork before the first paper"):
        render(paper())
