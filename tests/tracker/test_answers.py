"""What every answer carries, and what is too long to be taken in."""

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client


def test_nothing_but_a_static_file_is_ever_stored():
    for path in ("/", "/sign-in/", "/nothing/", "/static/nothing.css", "/api/v1/me/"):
        assert Client().get(path)["Cache-Control"] == "no-store", path


def test_the_policy_is_written_in_one_order_by_every_process():
    for path in ("/sign-in/", "/nothing/", "/api/v1/me/"):
        policy = Client().get(path)["Content-Security-Policy"].split("; ")
        assert policy == sorted(policy), path
        assert "default-src 'none'" in policy, path


@pytest.mark.parametrize(("length", "status"), [(900_000, 400), (3_000_000, 413)])
def test_a_form_with_a_file_is_refused_before_it_is_written(tmp_path, settings, length, status):
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    fields = {"login": "eli@example.org", "password": "a wrong long password"}
    file = SimpleUploadedFile("long.bin", b"x" * length)

    assert Client().post("/sign-in/", fields).status_code == 200
    assert Client().post("/sign-in/", {**fields, "file": file}).status_code == status
    assert not list(tmp_path.iterdir())


def test_a_strangers_many_requests_wipe_out_nobodys_limits():
    cache.set("used", "yes", timeout=300)
    for number in range(400):  # Django keeps 300 unless told otherwise
        cache.set(f"filler-{number}", "x", timeout=300)

    assert all(cache.get(f"filler-{number}") == "x" for number in range(400))
    assert cache.get("used") == "yes"
