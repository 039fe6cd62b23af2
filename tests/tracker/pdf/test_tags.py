"""A paper can be read out: its tags are whole and in order, before it is sealed and after."""

import io
from datetime import UTC, datetime

import pdfua
import pikepdf
import pytest

from tests.tracker.pdf.papers import BARE, LONG, paper
from tests.tracker.pdf.reading import fonts_of, marks_of, shown_outside_tags, tag_tree
from tracker.lib.pdf.field import FIELD, add_field
from tracker.lib.pdf.render import render
from tracker.lib.pdf.seal import seal

AT = datetime(2026, 7, 10, 9, 30, tzinfo=UTC)
KINDS = {"ordinary": {}, "bare": BARE, "long": LONG, "preview": {"preview": True}}


@pytest.fixture(scope="module", params=[f"{k}-{s}" for k in KINDS for s in ("made", "sealed")])
def opened(request):
    """Each kind of paper as it is made, and as it is sealed."""
    kind, _, state = request.param.partition("-")
    pdf = render(paper(**KINDS[kind]))
    pdf = seal(pdf, at=AT) if state == "sealed" else pdf
    with pikepdf.open(io.BytesIO(pdf)) as document:
        document.sealed = state == "sealed"
        document.source = pdf
        yield document


def test_it_says_that_it_is_tagged_in_which_language_and_how_it_is_called(opened):
    root = opened.Root

    assert bool(root.MarkInfo.Marked)
    assert not bool(root.MarkInfo.get("/Suspects", False))
    assert str(root.Lang) == "en"
    assert bool(root.ViewerPreferences.DisplayDocTitle)
    assert str(opened.docinfo.Title) == "Progress summary"


def test_it_claims_accessibility_and_archiving_in_its_metadata(opened):
    meta = opened.open_metadata()

    assert meta["pdfuaid:part"] == "1"
    assert (meta["pdfaid:part"], meta["pdfaid:conformance"]) == ("2", "A")
    assert meta["dc:title"] == "Progress summary"
    assert opened.pdf_version == "1.7"
    assert "/Version" not in opened.Root


def test_headings_go_down_by_one_and_the_title_is_the_only_first(opened):
    names = [tag.name for tag in tag_tree(opened).walk() if tag.name.startswith("H")]

    assert names[0] == "H1"
    assert set(names[1:]) == {"H2"}


def test_text_is_in_paragraphs_headings_and_lists_only(opened):
    holders = {tag.name for tag in tag_tree(opened).walk() if tag.marks}

    assert holders <= {"H1", "H2", "P", "Lbl", "LBody"}


def test_lists_are_lists(opened):
    for tag in tag_tree(opened).walk():
        if tag.name == "L":
            assert {inner.name for inner in tag.inside} == {"LI"}
        if tag.name == "LI":
            assert [inner.name for inner in tag.inside] == ["Lbl", "LBody"]
            assert tag.parent.name == "L"


def test_everything_drawn_is_tagged_or_decoration(opened):
    assert [shown_outside_tags(page) for page in opened.pages] == [[]] * len(opened.pages)


def test_each_piece_is_in_the_tree_once_and_in_the_order_of_the_page(opened):
    found = [mark for tag in tag_tree(opened).walk() for mark in tag.marks]

    drawn = [(number, mark) for number, page in enumerate(opened.pages) for mark in marks_of(page)]
    assert sorted(found) == sorted(set(drawn))
    assert [number for number, _ in found] == sorted(number for number, _ in found)


def test_each_piece_leads_back_to_its_tag(opened):
    parents = pikepdf.NumberTree(opened.Root.StructTreeRoot.ParentTree)
    for tag in tag_tree(opened).walk():
        for number, mark in tag.marks:
            row = parents[int(opened.pages[number].obj.StructParents)]
            assert row[mark].objgen == tag.element.objgen


def test_every_page_is_walked_in_the_order_of_its_tags(opened):
    assert [str(page.obj.get("/Tabs")) for page in opened.pages] == ["/S"] * len(opened.pages)


def test_every_font_is_in_the_file_and_can_be_read_back(opened):
    fonts = fonts_of(opened)

    assert {"SourceSerifPro-Regular", "SourceSansPro-Regular"} <= set(fonts)
    for font, descriptor in fonts.values():
        assert "/FontFile2" in descriptor or "/FontFile3" in descriptor
        assert "/ToUnicode" in font


def test_nothing_in_it_acts_links_or_is_attached(opened):
    for name in ("/OpenAction", "/AA", "/Names", "/Collection"):
        assert name not in opened.Root
    for item in opened.objects:
        if isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
            assert item.get("/S") not in ("/URI", "/Launch", "/GoToR", "/JavaScript", "/SubmitForm")
            assert item.get("/Type") not in ("/Filespec", "/EmbeddedFile")
            assert "/JS" not in item
    kinds = [str(a.Subtype) for page in opened.pages for a in page.obj.get("/Annots", [])]
    assert kinds == (["/Widget"] if opened.sealed else [])


def test_the_field_of_the_seal_is_a_form_in_the_tree(opened):
    """With a name that is read out: without it, the seal would take away what the paper claims."""
    forms = [tag for tag in tag_tree(opened).walk() if tag.name == "Form"]
    if not opened.sealed:
        assert forms == []
        assert "/AcroForm" not in opened.Root
        return

    (form,) = forms
    (widget,) = form.objects
    (listed,) = opened.Root.AcroForm.Fields
    parents = pikepdf.NumberTree(opened.Root.StructTreeRoot.ParentTree)

    assert form.parent.name == "Document"
    assert widget.objgen == listed.objgen == opened.pages[0].obj.Annots[0].objgen
    assert (str(widget.FT), str(widget["/T"])) == ("/Sig", FIELD)
    assert str(widget.TU) == "Seal of the service that issued this document"
    assert [int(x) for x in widget.Rect] == [0, 0, 0, 0]
    assert int(widget.F) & 4  # printed, as the archive's rules want; and not hidden
    assert not int(widget.F) & (1 + 2 + 32)
    assert parents[int(widget.StructParent)].objgen == form.element.objgen
    assert int(widget.StructParent) < int(opened.Root.StructTreeRoot.ParentTreeNextKey)


def test_the_seal_allows_no_changes(opened):
    if not opened.sealed:
        return
    (widget,) = opened.Root.AcroForm.Fields

    assert str(widget.V.SubFilter) == "/ETSI.CAdES.detached"
    assert int(widget.V.Reference[0].TransformParams.P) == 1
    assert opened.Root.Perms.DocMDP.objgen == widget.V.objgen


def test_another_program_finds_nothing(opened, tmp_path):
    path = tmp_path / "paper.pdf"
    path.write_bytes(opened.source)

    report = pdfua.validate(path)

    assert [str(finding) for finding in report.findings] == []


def test_planted_faults_are_seen():
    """The checks above can fail: a field outside the tags, a loose drawing, a skipped heading."""
    good = add_field(render(paper()))
    for fault, check in (
        (field_outside_the_tags, test_the_field_of_the_seal_is_a_form_in_the_tree),
        (loose_drawing, test_everything_drawn_is_tagged_or_decoration),
        (skipped_heading, test_headings_go_down_by_one_and_the_title_is_the_only_first),
        (lost_font, test_every_font_is_in_the_file_and_can_be_read_back),
        (foreign_tag, test_each_piece_leads_back_to_its_tag),
    ):
        with pikepdf.open(io.BytesIO(good)) as document:
            document.sealed = True
            check(document)
            fault(document)
            with pytest.raises((AssertionError, ValueError)):
                check(document)


def field_outside_the_tags(document):
    top = document.Root.StructTreeRoot.K[0]
    top.K = pikepdf.Array([kid for kid in top.K if kid.S != "/Form"])


def loose_drawing(document):
    document.pages[1].contents_add(b"0 0 10 10 re f")


def skipped_heading(document):
    next(tag for tag in tag_tree(document).walk() if tag.name == "H2").element.S = pikepdf.Name.H3


def lost_font(document):
    _, descriptor = fonts_of(document)["SourceSerifPro-Regular"]
    for name in ("/FontFile2", "/FontFile3"):
        if name in descriptor:
            del descriptor[name]


def foreign_tag(document):
    first, second, *_ = [tag for tag in tag_tree(document).walk() if tag.name == "P"]
    first.element.K, second.element.K = second.element.K, first.element.K
