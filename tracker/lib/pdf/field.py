"""Puts the empty field of the seal into a tagged PDF, in its place in the tag tree.

A sealing library would add a field of its own, outside the tags and without a name that is read
out: the file would no longer be what its metadata claims (PDF/UA-1, ISO 14289-1, 7.18).
"""

import io

from pikepdf import Array, Dictionary, Name, NumberTree, ObjectStreamMode, Pdf

FIELD = "Seal"
READ_OUT = "Seal of the service that issued this document"
PRINT_AND_LOCKED = 4 + 128  # annotation flags; PDF/A wants the first


def add_field(pdf: bytes) -> bytes:
    """`pdf` with one empty, invisible signature field. The same bytes give the same bytes.

    Raises ValueError if the PDF has no tags or has a form already.
    """
    out = io.BytesIO()
    with Pdf.open(io.BytesIO(pdf)) as document:
        root = document.Root
        if Name.StructTreeRoot not in root or Name.AcroForm in root:
            raise ValueError("only a tagged PDF without a form can be sealed")
        tree, page = root.StructTreeRoot, document.pages[0]
        number = int(tree.ParentTreeNextKey)
        widget = document.make_indirect(
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Widget,
                FT=Name.Sig,
                T=FIELD,
                TU=READ_OUT,
                Rect=[0, 0, 0, 0],
                F=PRINT_AND_LOCKED,
                P=page.obj,
                StructParent=number,
            )
        )
        top = tree.K[0] if isinstance(tree.K, Array) else tree.K
        element = document.make_indirect(
            Dictionary(
                Type=Name.StructElem,
                S=Name.Form,
                P=top,
                Pg=page.obj,
                K=Dictionary(Type=Name.OBJR, Obj=widget, Pg=page.obj),
            )
        )
        if not isinstance(top.K, Array):
            top.K = Array([top.K])
        top.K.append(element)
        NumberTree(tree.ParentTree)[number] = element
        tree.ParentTreeNextKey = number + 1
        page.obj.Annots = Array([widget])
        for each in document.pages:
            each.obj.Tabs = Name.S
        root.AcroForm = Dictionary(Fields=[widget])
        document.save(
            out,
            deterministic_id=True,
            fix_metadata_version=False,
            object_stream_mode=ObjectStreamMode.preserve,
        )
    return out.getvalue()
