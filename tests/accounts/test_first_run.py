"""The first practice: by the page with the one-time code, or by the command; once."""

import io
import stat

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from accounts import doors, first_run
from accounts.models import User

FORM = {
    "name": "Hollis Lane Practice",
    "short_name": "Hollis Lane",
    "zone": "America/Chicago",
    "display_name": "Ina Holm",
    "email": "Ina@example.org",
    "password": "seven quiet lanterns",
    "password_again": "seven quiet lanterns",
}


def test_the_page_opens_only_while_a_code_exists_and_no_practice(empty, visitor):
    assert visitor.get("/begin/").status_code == 404

    first_run.make_code()

    assert visitor.get("/begin/").status_code == 200


def test_a_real_practice_is_never_opened_as_a_demonstration(empty, monkeypatch):
    from accounts.apps import settle_the_clock

    with empty.as_owner() as owner:
        owner.execute("update app.clock set settable = false")
        monkeypatch.setattr("accounts.apps.connections", {"default": owner})
        settle_the_clock(None, using="default")  # still empty: it may become one
        owner.execute("update app.clock set settable = false")
        owner.execute(
            "insert into accounts_organization (id, name, short_name, phone, hours, zone,"
            " crisis_lines, complaints_to, records_kept_years, reset_delay_hours, created_at)"
            " values (gen_random_uuid(), 'A', 'A', '', '', 'UTC', '', '', 7, 24, now())"
        )

        with pytest.raises(CommandError, match="holds a practice"):
            settle_the_clock(None, using="default")

        assert owner.execute("select settable from app.clock").fetchone() == (False,)


def test_the_code_is_kept_where_only_the_service_reads(empty, settings):
    code = first_run.make_code()

    assert stat.S_IMODE(settings.SETUP_CODE_FILE.stat().st_mode) == 0o600
    assert first_run.make_code() == code


def test_the_first_administrator_is_made_and_must_set_up_a_second_factor(empty, visitor, settings):
    code = first_run.make_code()

    answer = visitor.post("/begin/", {**FORM, "code": code})

    assert answer.status_code == 302
    assert doors.practice_exists()
    assert not settings.SETUP_CODE_FILE.exists()
    assert visitor.get("/").url == "/second-factor/set-up/"
    assert visitor.get("/second-factor/set-up/").status_code == 200
    assert Client().get("/begin/").status_code == 404
    assert first_run.make_code() == ""


def test_a_wrong_code_is_said_beside_it_and_makes_nothing(empty, visitor):
    first_run.make_code()

    answer = visitor.post("/begin/", {**FORM, "code": "0000-0000"})

    assert answer.status_code == 200
    assert "code" in answer.context["form"].errors
    assert 'value="Hollis Lane Practice"' in answer.content.decode()
    assert not doors.practice_exists()
    assert not User.objects.exists()


def test_guessing_is_refused_for_a_while(empty, visitor):
    code = first_run.make_code()
    assert visitor.post("/begin/", {**FORM, "code": "no"}).status_code == 200

    for _ in range(10):
        answer = visitor.post("/begin/", {**FORM, "code": "no"})

    assert answer.status_code == 429
    assert visitor.post("/begin/", {**FORM, "code": code}).status_code == 429


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("short_name", "Hollis\x00Lane"),
        ("display_name", "I\u202ena"),
        ("email", "nobody"),
        ("password", "short"),
        ("zone", "Nowhere"),
        ("code", ""),
    ],
)
def test_bad_input_is_said_beside_its_field(empty, visitor, field, value):
    code = first_run.make_code()

    answer = visitor.post("/begin/", {**FORM, "code": code, field: value})

    assert answer.status_code == 200
    assert field in answer.context["form"].errors
    assert visitor.post("/begin/", {**FORM, "code": code}).status_code == 302


# --- the command ---------------------------------------------------------------------------------

OPTIONS = {k: v for k, v in FORM.items() if not k.startswith("password")}


def setup(monkeypatch, *, password=FORM["password"], **options):
    monkeypatch.setattr("sys.stdin", io.StringIO(password + "\n"))
    out = io.StringIO()
    call_command("setup_practice", **{**OPTIONS, **options}, stdout=out)
    return out.getvalue()


def test_the_command_makes_the_practice(empty, monkeypatch):
    said = setup(monkeypatch)

    assert "ina@example.org" in said
    assert "seven quiet lanterns" not in said
    assert User.objects.get().check_password("seven quiet lanterns")


def test_the_command_refuses_a_second_practice(empty, monkeypatch):
    setup(monkeypatch)

    with pytest.raises(CommandError, match="exists already"):
        setup(monkeypatch, email="other@example.org")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"password": "short"}, "Password: "),
        ({"email": "nobody"}, "e-mail address"),
        ({"zone": "Nowhere"}, "time zone"),
        ({"name": None}, "missing"),
    ],
)
def test_the_command_says_what_is_wrong(empty, monkeypatch, change, words):
    with pytest.raises(CommandError, match=words):
        setup(monkeypatch, **change)

    assert not doors.practice_exists()
    assert setup(monkeypatch)


def test_the_code_is_printed_until_a_practice_exists(empty, monkeypatch, settings):
    out = io.StringIO()
    call_command("setup_code", stdout=out)
    assert out.getvalue().strip() == settings.SETUP_CODE_FILE.read_text()

    setup(monkeypatch)

    out = io.StringIO()
    call_command("setup_code", stdout=out)
    assert out.getvalue() == ""
    assert not settings.SETUP_CODE_FILE.exists()
