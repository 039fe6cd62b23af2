"""Reads a PDF as its readers do: its words, its metadata, its tags."""

import io
from dataclasses import dataclass, field

import pikepdf
import pypdf


def words(pdf):
    """The text layer, all pages, with single spaces."""
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def letters(text):
    """Without any white space: where a line ends is not a matter of words."""
    return "".join(text.split())


@dataclass
class Tag:
    """One element of the tag tree; `marks` are (page, number) of its text, `objects` its fields."""

    name: str
    parent: "Tag | None"
    element: object
    marks: list = field(default_factory=list)
    objects: list = field(default_factory=list)
    inside: list = field(default_factory=list)

    def walk(self):
        yield self
        for tag in self.inside:
            yield from tag.walk()


def tag_tree(document):
    """The top tag of an opened pikepdf document."""
    numbers = {page.obj.objgen: index for index, page in enumerate(document.pages)}
    (top,) = _children(document.Root.StructTreeRoot.K)
    return _tag(top, None, numbers)


def _children(kids):
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def _tag(element, parent, numbers, page=None):
    page = numbers[element.Pg.objgen] if "/Pg" in element else page
    tag = Tag(str(element.S)[1:], parent, element)
    for kid in _children(element.get("/K", pikepdf.Array())):
        if isinstance(kid, int):
            tag.marks.append((page, kid))
        elif kid.get("/Type") == "/MCR":
            tag.marks.append((numbers[kid.Pg.objgen] if "/Pg" in kid else page, int(kid.MCID)))
        elif kid.get("/Type") == "/OBJR":
            tag.objects.append(kid.Obj)
        else:
            tag.inside.append(_tag(kid, tag, numbers, page))
    return tag


def shown_outside_tags(page):
    """Operators that draw without being in a tag or marked as decoration."""
    depth, loose = 0, []
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name in ("BDC", "BMC"):
            kind = str(operands[0])
            depth += 1 if depth or kind == "/Artifact" or "/MCID" in operands[1] else 0
        elif name == "EMC":
            depth -= 1
        elif (
            name in ("Tj", "TJ", "'", '"', "f", "f*", "S", "s", "B", "b", "Do", "sh") and not depth
        ):
            loose.append(name)
    return loose


def marks_of(page):
    """The numbers of the page's tagged pieces, in the order in which they are drawn."""
    return [
        int(operands[1].MCID)
        for operands, operator in pikepdf.parse_content_stream(page)
        if str(operator) == "BDC" and "/MCID" in operands[1]
    ]


def fonts_of(document):
    """Every font that a page names, by its name, with its descriptor."""
    found = {}
    for page in document.pages:
        for font in page.obj.Resources.get("/Font", {}).values():
            inner = font.DescendantFonts[0] if "/DescendantFonts" in font else font
            name = str(inner.BaseFont)[1:].partition("+")[2]
            found[name] = (font, inner.FontDescriptor)
    return found
