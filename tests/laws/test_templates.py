"""Words are escaped, nothing is inline, and fields are listed: what templates and code never hold."""

import re
from pathlib import Path

import pytest

IN_TEMPLATES = {
    "safe filter": r"\|\s*safe(seq)?\b",
    "autoescape off": r"autoescape\s+off",
    "inline style": r"<style\b|\sstyle\s*=",
    "inline script": r"<script\b(?![^>]*\bsrc=)",
    "event attribute": r"<[^>]*\son[a-z]+\s*=",
    "script address": r"javascript:",
    "outside address": r"(?:src|href|action)\s*=\s*[\"'](?:https?:)?//",
}
IN_PYTHON = {
    "mark_safe": r"\bmark_safe\b|\bSafeString\b|\bhtml_safe\b",
    "csrf_exempt": r"\bcsrf_exempt\b",
    "every field": r"fields\s*=\s*[\"']__all__[\"']|\bexclude\s*=\s*[\(\[]",
    "guardian's default": r"\bget_objects_for_user\b",
    "superuser": r"\bcreate_superuser\b|is_superuser\s*=\s*True",
    "eval": r"\b(?:eval|exec)\(",
}
# The drawing of the second factor's square code is made by the library that makes the code.
DRAWN = {"templates/components/qr.html": ["safe filter"]}

# A mail program posts there by itself: the signed link is the authority, and stops mails at most.
WITHOUT_OUR_FORM = {"reviews/reminders/views/stopping.py": ["csrf_exempt"]}


def found_in(text: str, forbidden: dict[str, str]) -> list[str]:
    return [name for name, pattern in forbidden.items() if re.search(pattern, text)]


def _holding(paths: list[Path], forbidden: dict[str, str]) -> dict[str, list[str]]:
    found = {str(path): found_in(path.read_text(), forbidden) for path in paths}
    return {path: names for path, names in found.items() if names}


def test_templates_hold_nothing_unescaped_or_inline():
    paths = [p for p in Path("templates").rglob("*") if p.is_file() and "email" not in p.parts]
    assert len(paths) > 60
    assert _holding(paths, IN_TEMPLATES) == DRAWN


def test_mails_hold_nothing_unescaped_and_no_script():
    """A mail's HTML has its style inline, and its plain text has nothing to escape."""
    html = {k: v for k, v in IN_TEMPLATES.items() if k != "inline style"}
    text = {k: v for k, v in IN_TEMPLATES.items() if k != "autoescape off"}
    mails = Path("templates/email")
    assert list(mails.glob("*.html"))
    assert _holding(list(mails.glob("*.html")), html) == {}
    assert _holding(list(mails.glob("*.txt")), text) == {}


def test_code_holds_no_shortcut_around_escaping_forms_or_grants():
    paths = [p for folder in ("accounts", "reviews", "tracker") for p in Path(folder).rglob("*.py")]
    assert len(paths) > 100
    assert _holding(paths, IN_PYTHON) == WITHOUT_OUR_FORM


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("{{ text|safe }}", "safe filter"),
        ("{{ text | safe }}", "safe filter"),
        ("{% autoescape off %}", "autoescape off"),
        ('<p style="color:red">', "inline style"),
        ("<script>go()</script>", "inline script"),
        ('<a onclick="go()">', "event attribute"),
        ('<img src="https://example.org/x.png">', "outside address"),
    ],
)
def test_a_planted_template_is_found(text, name):
    assert found_in(text, IN_TEMPLATES) == [name]
    assert found_in('<script src="/static/a.js" defer></script>{{ text }}', IN_TEMPLATES) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("return mark_safe(text)", "mark_safe"),
        ("@csrf_exempt", "csrf_exempt"),
        ('    fields = "__all__"', "every field"),
        ("get_objects_for_user(user)", "guardian's default"),
    ],
)
def test_a_planted_line_of_code_is_found(text, name):
    assert found_in(text, IN_PYTHON) == [name]
