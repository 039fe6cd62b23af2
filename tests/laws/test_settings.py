"""Every setting that is read is described in .env.example, and nothing else is described there."""

import ast
import re
from pathlib import Path

READERS = {"env", "env_int", "env_bool", "env_secret"}
EXAMPLE = Path(".env.example")
# Read from the environment on purpose outside of the four functions.
REFUSED = {"MFA_TOTP_INSECURE_BYPASS_CODE"}  # its presence alone stops the start


def read_in(source: str) -> set[str]:
    """The names that settings.py asks the environment for."""
    names = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute):
            called = node.func.id if isinstance(node.func, ast.Name) else ast.unparse(node.func)
            asks = called in READERS | {"os.environ.get", "os.getenv"}
            if asks and node.args and isinstance(node.args[0], ast.Constant):
                names.add(str(node.args[0].value))
    return names


def described_in(text: str) -> set[str]:
    """The names .env.example gives, set or commented out."""
    return set(re.findall(r"^#? ?([A-Z][A-Z0-9_]*)=", text, flags=re.MULTILINE))


# For the supervisor and the command line; settings.py does not ask for them.
OUTSIDE = {"WAYMARK_HOME", "DATABASE_OWNER_URL", "DATABASE_MAINTENANCE_URL"}


def test_every_setting_is_described():
    read = read_in(Path("tracker/settings.py").read_text()) - REFUSED
    assert "DATABASE_URL" in read
    assert described_in(EXAMPLE.read_text()) == read | OUTSIDE


def test_each_has_a_sentence_of_its_own():
    """Each name stands below one line or two that say what it is for."""
    blocks = EXAMPLE.read_text().strip().split("\n\n")
    for block in blocks:
        lines = block.splitlines()
        if described_in(block):
            *words, setting = lines
            assert len(described_in(setting)) == len(described_in(block)) == 1, block
            assert words[0].startswith("# "), block
            assert words[-1].endswith("."), block


def test_the_environment_is_read_in_settings_alone():
    """The supervisor and manage.py hand it on; nothing of the service reads it."""
    allowed = {"tracker/settings.py", "tracker/celery.py", "tracker/wsgi.py"}
    found = {
        str(path)
        for folder in ("accounts", "reviews", "tracker")
        for path in Path(folder).rglob("*.py")
        if "supervisor" not in path.parts and re.search(r"os\.(environ|getenv)", path.read_text())
    }
    assert found <= allowed


def test_a_planted_setting_is_found():
    assert read_in('X = env("NEW_ONE")\nY = env_int("NUMBER", 3)\nos.environ.get("THIRD")') == {
        "NEW_ONE",
        "NUMBER",
        "THIRD",
    }
    assert described_in("# Words.\nA=1\n# B=2\n#C=3\nnot D=4") == {"A", "B", "C"}
