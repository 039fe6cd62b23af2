"""A permission as Eli narrows and withdraws it, and what went out under it."""

import pytest
from django.urls import reverse

from tests.conftest import PASSWORD
from tests.reviews.releases.conftest import grow_old
from tests.reviews.releases.pages import permissions_of, url
from tests.sharing_story import (
    EVERY_PART,
    acknowledged,
    permitted,
    reader_joined,
    released,
    wait_is_over,
)
from tracker.lib import dates

HOME = "/sharing/"
NEW = "/sharing/new/"


# --- narrowing ------------------------------------------------------------------------------------


def test_narrowing_leaves_fewer_parts_and_closes_what_held_more(
    at_desk, cast, engagement, signed, permission, eli, now, being
):
    released(cast, signed, permission, now=now)
    page = url("narrow", permission.id)
    assert at_desk.get(page).context["form"].initial["parts"] == sorted(
        EVERY_PART, key=permission.parts.index
    )

    answer = at_desk.post(page, {"parts": ["takes_part", "attendance"]}, follow=True)

    [seen] = permissions_of(eli, engagement, being)
    assert seen.parts == ["takes_part", "attendance"]
    assert seen.state == "narrowed"
    assert [r.state for r in seen.releases] == ["narrowed_away"]
    content = answer.content.decode()
    assert "it holds a part that is no longer permitted" in content
    assert "Narrowed since to" in content


@pytest.mark.parametrize(
    ("parts", "sentence"),
    [
        ([], "To end all of it, withdraw the permission instead."),
        (list(EVERY_PART), "Untick at least one part first."),
        (["takes_part", "everything"], "not one of the available choices"),
    ],
)
def test_narrowing_is_to_fewer_and_not_to_none(
    at_desk, engagement, permission, eli, being, parts, sentence
):
    answer = at_desk.post(url("narrow", permission.id), {"parts": parts})

    assert answer.status_code == 400
    assert sentence in answer.content.decode()
    [seen] = permissions_of(eli, engagement, being)
    assert seen.state == "alive"
    ok = at_desk.post(url("narrow", permission.id), {"parts": ["takes_part", "themes"]})
    assert ok.status_code == 302
    wider = at_desk.post(url("narrow", permission.id), {"parts": ["takes_part", "attendance"]})
    assert wider.status_code == 400


# --- withdrawing ----------------------------------------------------------------------------------


def test_withdrawing_is_one_page_and_one_button(
    at_desk, cast, engagement, signed, permission, eli, now, being
):
    released(cast, signed, permission, now=now)
    page = at_desk.get(url("withdraw", permission.id))
    content = page.content.decode()
    assert content.count("<textarea") == 0
    assert list(page.context["form"].fields) == []
    assert url("withdraw", permission.id) in at_desk.get(HOME).content.decode()

    answer = at_desk.post(url("withdraw", permission.id), follow=True)

    assert answer.redirect_chain == [(HOME, 302)]
    content = answer.content.decode()
    assert "Withdrawn. Erin Vale can open nothing from now on." in content
    assert url("withdraw", permission.id) not in content
    [seen] = permissions_of(eli, engagement, being)
    assert (seen.state, seen.releases[0].state) == ("withdrawn", "withdrawn")


def test_withdrawing_asks_for_the_password_only_when_it_was_typed_long_ago(
    at_desk, engagement, permission, eli, being
):
    grow_old(at_desk)
    page = url("withdraw", permission.id)

    assert "Your password" in at_desk.get(page).content.decode()
    assert at_desk.post(page).status_code == 400
    assert at_desk.post(page, {"password": "wrong"}).status_code == 400
    assert permissions_of(eli, engagement, being)[0].state == "alive"
    assert at_desk.post(page, {"password": PASSWORD}).status_code == 302
    assert permissions_of(eli, engagement, being)[0].state == "withdrawn"


def test_what_has_ended_is_not_ended_or_narrowed_again(at_desk, permission):
    page = url("withdraw", permission.id)
    assert at_desk.post(page).status_code == 302

    again = at_desk.post(page)
    narrowed = at_desk.post(url("narrow", permission.id), {"parts": ["takes_part"]})

    assert (again.status_code, narrowed.status_code) == (409, 409)
    assert "Nothing was done twice" in again.content.decode()
    assert at_desk.get(page).status_code == 302
    assert at_desk.get(url("narrow", permission.id)).status_code == 409
    assert at_desk.get(url("permission", permission.id)).status_code == 200


def test_what_already_went_out_is_said_before_and_after(
    at_desk, browser, cast, signed, permission, now
):
    release = released(cast, signed, permission, now=now)
    assert "Nobody outside has opened anything of yours." in at_desk.get(HOME).content.decode()
    wait_is_over()
    erin = reader_joined()
    acknowledged(erin, release.id)
    assert browser(erin).get(reverse("documents:read", args=[release.id])).status_code == 200
    grow_old(at_desk)  # the clock of this test went on

    page = at_desk.get(url("withdraw", permission.id)).content.decode()
    assert "Erin Vale opened the page on" in page
    assert "cannot be called back" in page
    at_desk.post(url("withdraw", permission.id), {"password": PASSWORD})

    home = at_desk.get(HOME).content.decode()
    assert "This was opened and cannot be called back" in home
    assert "Erin Vale opened the page on" in home
    gone = browser(erin).get(reverse("documents:read", args=[release.id]))
    assert gone.status_code == 404


# --- a release, its copy, its states --------------------------------------------------------------


def test_a_release_tells_from_when_it_can_be_opened(at_desk, cast, signed, permission, now):
    release = released(cast, signed, permission, now=now)

    content = at_desk.get(HOME).content.decode()
    opens = dates.local(release.live_at, zone="America/Chicago")
    assert f"Erin Vale can open it from {dates.full_day(opens)}" in content
    wait_is_over()
    assert "Erin Vale can open it now, until" in at_desk.get(HOME).content.decode()


def test_the_copy_is_what_the_reader_reads_and_stays_after_withdrawal(
    at_desk, browser, cast, signed, permission, now
):
    release = released(cast, signed, permission, now=now)
    page = url("copy", release.id)
    for client in (at_desk, browser(cast.dana)):
        content = client.get(page).content.decode()
        assert "I saw him stop and ask before he answered" in content
    assert "There is no PDF yet" in at_desk.get(url("copy_file", release.id)).content.decode()
    at_desk.post(url("withdraw", permission.id))

    assert at_desk.get(page).status_code == 200


def test_an_expired_permission_says_so(at_desk, cast, engagement, now):
    permission = permitted(cast, engagement.id, now=now, days=1)
    page = url("permission", permission.id)
    assert "Until" in at_desk.get(page).content.decode()
    wait_is_over(hours=72)

    content = at_desk.get(page).content.decode()
    assert "Its last day was" in content
    assert url("withdraw", permission.id) not in content
