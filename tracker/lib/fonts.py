"""The web fonts, cut down from the font packages: five small files instead of five large ones.

Source Sans Pro is the service's voice and Source Serif Pro people's voice; both are under the SIL
Open Font License, whose text is laid beside the files. The license reserves the name "Source", so
the cut fonts carry names of their own.
"""

import hashlib
import io
import json
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

# Latin and Latin Extended, combining marks, punctuation, currency, arrows, minus, check mark.
CODE_POINTS = (
    *range(0x20, 0x7F),
    *range(0xA0, 0x250),
    0x2BC,
    0x2C6,
    0x2C7,
    *range(0x2D8, 0x2DE),
    *range(0x300, 0x30D),
    *range(0x1E00, 0x1F00),
    *range(0x2010, 0x2028),
    *range(0x2030, 0x203B),
    0x2044,
    *range(0x20A0, 0x20BE),
    0x2116,
    0x2122,
    *range(0x2190, 0x2194),
    0x2212,
    0x2713,
)
FEATURES = ["kern", "liga", "mark", "mkmk", "ccmp", "locl", "tnum", "lnum", "pnum", "frac"]
STAMP = "fonts.json"


@dataclass(frozen=True, kw_only=True)
class Cut:
    """One file to make: from which font of which package, and the family name it gets."""

    name: str
    package: str
    source: str
    family: str


CUTS = (
    Cut(
        name="sans-400.woff2",
        package="font_source_sans_pro",
        source="SourceSansPro-Regular.ttf",
        family="Waymark Sans",
    ),
    Cut(
        name="sans-600.woff2",
        package="font_source_sans_pro",
        source="SourceSansPro-Semibold.ttf",
        family="Waymark Sans",
    ),
    Cut(
        name="serif-400.woff2",
        package="font_source_serif_pro",
        source="SourceSerifPro-Regular.ttf",
        family="Waymark Serif",
    ),
    Cut(
        name="serif-600.woff2",
        package="font_source_serif_pro",
        source="SourceSerifPro-Semibold.ttf",
        family="Waymark Serif",
    ),
    Cut(
        name="serif-400-italic.woff2",
        package="font_source_serif_pro",
        source="SourceSerifPro-It.ttf",
        family="Waymark Serif",
    ),
)


class FontPackageMissing(Exception):
    """A font package is not installed; the message names it."""


def build(*, directory: Path) -> list[str]:
    """Write every cut of CUTS and the licenses to `directory`; return the names written.

    Nothing is done, and the list is empty, when the files are there and were made from the same
    sources by the same rules. Raises FontPackageMissing. About six seconds when there is work.
    """
    wanted = _recipe()
    stamp = directory / STAMP
    if _read(stamp) == wanted and all((directory / cut.name).is_file() for cut in CUTS):
        return []
    directory.mkdir(parents=True, exist_ok=True)
    written = []
    for cut in CUTS:
        _replace(directory / cut.name, cut_font(source=source_of(cut), family=cut.family))
        written.append(cut.name)
    for package in sorted({cut.package for cut in CUTS}):
        name = f"{package}-license.txt"
        _replace(directory / name, (files_of(package) / "LICENSE.txt").read_bytes())
        written.append(name)
    # The stamp comes last: a run that was interrupted is done again.
    _replace(stamp, wanted.encode())
    return written


def cut_font(*, source: Path, family: str) -> bytes:
    """The font at `source` with only CODE_POINTS left, named `family`, as WOFF2 bytes."""
    options = subset.Options()
    options.layout_features = FEATURES
    options.flavor = "woff2"
    options.hinting = False
    options.notdef_outline = True
    # The copyright and license lines (0, 13, 14) stay in the font.
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    font = TTFont(source, recalcTimestamp=False)
    subsetter = subset.Subsetter(options=options)
    subsetter.populate(unicodes=CODE_POINTS)
    subsetter.subset(font)
    _rename(font, family=family)
    font.flavor = "woff2"
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


def source_of(cut: Cut) -> Path:
    """The installed font file a cut is made from. Raises FontPackageMissing."""
    return files_of(cut.package) / cut.source


def files_of(package: str) -> Path:
    """The folder of an installed font package that holds its fonts. Raises FontPackageMissing."""
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise FontPackageMissing(f"The font package {package.replace('_', '-')} is not installed.")
    return Path(spec.origin).parent / "files"


def _rename(font: TTFont, *, family: str) -> None:
    for record in font["name"].names:
        if record.nameID in (1, 4):
            record.string = family
        elif record.nameID in (3, 6):
            record.string = family.replace(" ", "")


def _recipe() -> str:
    """What the files are made from: a change of a source or a rule changes it."""
    sources = {
        cut.name: [cut.family, hashlib.sha256(source_of(cut).read_bytes()).hexdigest()]
        for cut in CUTS
    }
    return json.dumps({"sources": sources, "code_points": CODE_POINTS, "features": FEATURES})


def _read(path: Path) -> str:
    return path.read_text() if path.is_file() else ""


def _replace(path: Path, content: bytes) -> None:
    partial = path.with_name(f"{path.name}.part")
    partial.write_bytes(content)
    partial.replace(path)
