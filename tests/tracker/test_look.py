"""Rules of the look that a machine can hold: contrast of the tokens, nothing inline, no storage."""

import re
from pathlib import Path

import pytest

STYLESHEET = Path("static/waymark.css").read_text()
TEMPLATES = sorted(Path("templates").rglob("*.html"))
TONES = ("pine", "amber", "rust", "dusk", "plum")


def tokens(block):
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block))


def luminance(color):
    channels = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


LIGHT, DARK = (
    tokens(block.split("}", 1)[0])
    for block in STYLESHEET.split("color-scheme: light dark;")[1:2]
    + [STYLESHEET.split("@media (prefers-color-scheme: dark)")[1].split(":root {")[1]]
)


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
def test_text_can_be_read_on_every_ground(scheme):
    grounds = [scheme[name] for name in ("paper", "surface", "sunken")]
    for ground in grounds:
        assert contrast(scheme["ink"], ground) >= 7
        assert contrast(scheme["ink-2"], ground) >= 4.5
        assert contrast(scheme["pine"], ground) >= 4.5
    for tone in TONES:
        assert contrast(scheme[tone], scheme[f"{tone}-tint"]) >= 4.5
        assert contrast(scheme["ink"], scheme[f"{tone}-tint"]) >= 4.5
        assert contrast(scheme[tone], scheme["surface"]) >= 4.5
    assert contrast(scheme["on-pine"], scheme["pine"]) >= 4.5
    assert contrast(scheme["on-pine"], scheme["pine-deep"]) >= 4.5


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
def test_edges_and_focus_show_on_every_ground(scheme):
    for ground in (scheme["paper"], scheme["surface"]):
        assert contrast(scheme["line-strong"], ground) >= 3
        assert contrast(scheme["ring"], ground) >= 3
    # On a pine button one of the two tones of the ring stands out.
    assert max(contrast(scheme[name], scheme["pine"]) for name in ("ring", "glow")) >= 3


@pytest.mark.parametrize("template", TEMPLATES, ids=str)
def test_no_template_has_inline_style_script_or_handlers(template):
    words = re.sub(r"{% comment %}.*?{% endcomment %}", "", template.read_text(), flags=re.DOTALL)

    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:|accesskey", words)
    assert not re.search(r"<script(?![^>]*\ssrc=)", words)


@pytest.mark.parametrize("template", TEMPLATES, ids=str)
def test_every_include_names_what_it_passes(template):
    for include in re.findall(r"{% include [^%]* %}", template.read_text()):
        assert include.endswith(" only %}"), include


def test_every_icon_asked_for_is_drawn():
    drawn = set(re.findall(r'name == "(\w+)"', Path("templates/components/icon.html").read_text()))
    asked = {
        name
        for template in TEMPLATES
        for name in re.findall(r'components/icon\.html" with name="(\w+)"', template.read_text())
    }

    assert asked - drawn == {"info"}  # the plain one, drawn for any other name


def test_scripts_never_use_the_browsers_storage_nor_markup():
    for script in Path("static").glob("*.js"):
        words = re.sub(r"/\*.*?\*/", "", script.read_text(), flags=re.DOTALL)

        assert not re.search(r"localStorage|sessionStorage|indexedDB|caches\.", words)
        assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|\beval\b|new Function", words)
