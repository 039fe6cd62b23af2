"""The web fonts: cut from the installed packages, small, complete, under names of their own."""

import io
import shutil
from pathlib import Path

import pytest
from django.core.management import call_command
from fontTools.ttLib import TTFont

from tracker.lib import fonts

SIGNS_ON_SCREEN = "Aaéłőßçñ’“”–…·✓→←ȘșŻ€£−"


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    directory = tmp_path_factory.mktemp("assets") / "fonts"
    written = fonts.build(directory=directory)
    return directory, written


def test_five_files_and_two_licenses_are_written(built):
    directory, written = built

    assert sorted(written) == [
        "font_source_sans_pro-license.txt",
        "font_source_serif_pro-license.txt",
        "sans-400.woff2",
        "sans-600.woff2",
        "serif-400-italic.woff2",
        "serif-400.woff2",
        "serif-600.woff2",
    ]
    assert sorted(path.name for path in directory.iterdir()) == sorted([*written, fonts.STAMP])


def test_every_file_the_stylesheet_names_is_built(built):
    directory, _ = built
    stylesheet = Path("static/waymark.css").read_text()

    named = {part.split('"')[0] for part in stylesheet.split('url("fonts/')[1:]}

    assert named == {cut.name for cut in fonts.CUTS}
    assert all((directory / name).is_file() for name in named)


def test_each_file_is_small_and_holds_the_signs_on_screen(built):
    directory, _ = built

    for cut in fonts.CUTS:
        content = (directory / cut.name).read_bytes()
        characters = TTFont(io.BytesIO(content)).getBestCmap()

        assert content[:4] == b"wOF2"
        assert len(content) < 45_000
        # The italic only quotes people; the signs of our own interface are not in that font.
        ours = "✓→←" if cut.name == "serif-400-italic.woff2" else ""
        assert [c for c in SIGNS_ON_SCREEN if ord(c) not in characters and c not in ours] == []


def test_the_reserved_name_is_not_used(built):
    directory, _ = built

    for cut in fonts.CUTS:
        names = TTFont(directory / cut.name)["name"]
        shown = [str(record) for record in names.names if record.nameID in (1, 3, 4, 6, 16)]

        assert shown
        assert not any("Source" in name for name in shown)


def test_a_second_run_writes_nothing(built):
    directory, _ = built

    assert fonts.build(directory=directory) == []


def test_a_missing_file_is_made_again(built, tmp_path):
    directory = shutil.copytree(built[0], tmp_path / "fonts")
    (directory / "sans-400.woff2").unlink()

    assert "sans-400.woff2" in fonts.build(directory=directory)


def test_the_same_source_gives_the_same_bytes(built):
    directory, _ = built
    cut = fonts.CUTS[0]

    again = fonts.cut_font(source=fonts.source_of(cut), family=cut.family)

    assert again == (directory / cut.name).read_bytes()


def test_a_missing_package_is_named():
    cut = fonts.Cut(name="x", package="font_not_there", source="x.ttf", family="x")

    with pytest.raises(fonts.FontPackageMissing, match="font-not-there"):
        fonts.source_of(cut)


def test_the_command_writes_below_assets_dir(built, settings, tmp_path, capsys):
    shutil.copytree(built[0], tmp_path / "fonts")
    settings.ASSETS_DIR = tmp_path

    call_command("build_fonts")

    assert capsys.readouterr().out == "Fonts are up to date.\n"
