"""Ended roles, roles side by side, and the settings of a person and of a practice."""

from datetime import time

import pytest
from django.db import IntegrityError

from accounts import actions, queries
from accounts.access import NotAllowed, WrongState
from accounts.models import Membership, Organization, User

SETTINGS = {
    "name": "Tallow Street Practice",
    "short_name": "Tallow St",
    "phone": "555-0100",
    "hours": "weekdays, 9 am to 5 pm",
    "zone": "America/Chicago",
    "crisis_lines": "US and Canada: 988\r\n\r\nUK and Ireland: 116 123",
    "complaints_to": "The board, 555-0199",
    "records_kept_years": "10",
    "reset_delay_hours": "48",
    "release_wait_hours": "72",
    "preview_days": "7",
    "mail_from": "10:00",
    "mail_until": "18:00",
    "mail_not_on": ["5", "6"],
    "there_from": "08:30",
    "there_until": "16:00",
    "there_on": ["0", "1", "2"],
    "move_notice_hours": "48",
    "look_after_days": "4",
    "cover_looks_after_days": "6",
    "handover_wait_days": "10",
    "drafts_kept_days": "60",
    "cooling_off_hours": "48",
    "follow_up_months": ["6", "12"],
    "complaints_person_id": "",
}


# --- people --------------------------------------------------------------------------------------


def test_the_administrator_sees_people_and_roles(browser, cast):
    page = browser(cast.ada).get("/practice/people/").content.decode()

    assert "dana@example.org" in page
    assert "eli@example.org" in page
    assert "Dr Mo Lindgren" in page


@pytest.mark.parametrize("path", ["people/", "people/invite/", "assignments/", "settings/"])
@pytest.mark.parametrize("person", ["dana", "eli"])
def test_the_practice_pages_are_the_administrators(browser, fresh, cast, person, path):
    assert fresh(cast.ada).get(f"/practice/{path}").status_code == 200
    assert browser(getattr(cast, person)).get(f"/practice/{path}").status_code == 404


def test_assignments_show_codes_and_no_client(browser, cast, engagement):
    page = browser(cast.ada).get("/practice/assignments/").content.decode()

    assert engagement.code in page
    assert "Dr Dana Ruiz" in page
    assert "Eli Rask" not in page
    assert "eli@" not in page


def test_an_ended_role_is_over_at_once(fresh, browser, cast, being, ada, verbs):
    otto = browser(cast.otto)
    assert otto.get("/settings/").status_code == 200
    client = fresh(cast.ada)
    path = f"/practice/people/{cast.otto.actor.membership_id}/end/"
    assert "otto@example.org" in client.get(path).content.decode()

    assert client.post(path).status_code == 302

    assert verbs()[0] == "end_membership"
    assert otto.get("/settings/").status_code == 302
    assert client.post(path).status_code == 404


def test_nobody_ends_their_own_role(fresh, cast, being, ada, now):
    client = fresh(cast.ada)
    assert client.get(f"/practice/people/{cast.mo.actor.membership_id}/end/").status_code == 200

    assert client.post(f"/practice/people/{ada.membership_id}/end/").status_code == 403
    with being(ada), pytest.raises(NotAllowed):
        own = Membership.objects.get(id=ada.membership_id)
        actions.end_membership(actor=ada, membership=own, now=now)


def test_ending_twice_is_said(cast, being, ada, now):
    with being(ada):
        member = Membership.objects.get(id=cast.otto.actor.membership_id)
        actions.end_membership(actor=ada, membership=member, now=now)
        with pytest.raises(WrongState):
            actions.end_membership(actor=ada, membership=member, now=now)


# --- several roles -------------------------------------------------------------------------------


def test_a_person_is_in_one_role_at_a_time(invited, link_to, browser, cast):
    path = link_to(invited("dana@example.org", role="administrator", name="Dana Ruiz"))
    client = browser(cast.dana)
    assert client.get("/").url == "/today/"

    client.post(path)

    assert client.get("/").url == "/practice/people/"
    back = str(cast.dana.actor.membership_id)
    key = client.session.session_key
    assert client.post("/settings/role/", {"membership": back}).status_code == 302
    assert client.get("/").url == "/today/"
    assert client.get("/practice/people/").status_code == 404
    assert client.session.session_key != key


@pytest.mark.parametrize("whose", ["mo", "ada", "none", "words"])
def test_nobody_switches_into_a_role_of_another(browser, cast, whose):
    client = browser(cast.dana)
    own = str(cast.dana.actor.membership_id)
    assert client.post("/settings/role/", {"membership": own}).status_code == 302
    wanted = {
        "mo": str(cast.mo.actor.membership_id),
        "ada": str(cast.ada.actor.membership_id),
        "none": "",
        "words": "not an id",
    }[whose]

    assert client.post("/settings/role/", {"membership": wanted}).status_code == 404
    assert client.get("/").url == "/today/"


def test_somebody_without_a_role_can_only_leave(browser, cast):
    client = browser(cast.erin)

    assert client.get("/").status_code == 403
    assert "no role at a practice" in client.get("/settings/").content.decode()
    assert client.post("/sign-out/").status_code == 302


# --- settings ------------------------------------------------------------------------------------


def test_a_time_zone_is_saved_and_used(browser, cast, verbs):
    client = browser(cast.eli)

    assert client.post("/settings/", {"zone": "Europe/Dublin"}).status_code == 302

    assert User.objects.get(email="eli@example.org").zone == "Europe/Dublin"
    assert "change_zone" in verbs()


@pytest.mark.parametrize("zone", ["", "Nowhere/Land", "UTC\x00", "../etc/localtime"])
def test_an_unknown_time_zone_is_refused(browser, cast, zone):
    client = browser(cast.eli)

    answer = client.post("/settings/", {"zone": zone})

    assert answer.status_code == 200
    assert "zone" in answer.context["form"].errors
    assert client.post("/settings/", {"zone": "UTC"}).status_code == 302


def test_the_practice_is_changed(fresh, cast, being, ada, verbs):
    assert fresh(cast.ada).post("/practice/settings/", SETTINGS).status_code == 302

    with being(ada):
        practice = Organization.objects.get(id=ada.organization_id)
    assert practice.crisis_lines == "US and Canada: 988\nUK and Ireland: 116 123"
    assert (practice.records_kept_years, practice.reset_delay_hours) == (10, 48)
    assert practice.release_wait_hours == 72
    assert practice.preview_days == 7
    assert (practice.mail_from, practice.mail_until) == (time(10), time(18))
    assert (practice.mail_not_on, practice.there_on) == ([5, 6], [0, 1, 2])
    assert (practice.there_from, practice.there_until) == (time(8, 30), time(16))
    assert practice.move_notice_hours == 48
    assert (practice.look_after_days, practice.cover_looks_after_days) == (4, 6)
    assert (practice.handover_wait_days, practice.drafts_kept_days) == (10, 60)
    assert (practice.cooling_off_hours, practice.complaints_person_id) == (48, None)
    assert practice.follow_up_months == [6, 12]
    assert verbs()[0] == "change_settings"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "x" * 121),
        ("name", "two\nlines"),
        ("short_name", 'Tallow" <x@y>'),
        ("short_name", "T\u2066S"),
        ("phone", "5" * 41),
        ("crisis_lines", "no colon here"),
        ("crisis_lines", "\n".join(f"Place {n}: 1{n}" for n in range(7))),
        ("crisis_lines", "US: 9\x008"),
        ("records_kept_years", "4"),
        ("records_kept_years", "many"),
        ("reset_delay_hours", "0"),
        ("reset_delay_hours", "1000"),
        ("release_wait_hours", "23"),
        ("release_wait_hours", "337"),
        ("release_wait_hours", ""),
        ("preview_days", "1"),
        ("preview_days", "21"),
        ("zone", "Nowhere"),
        ("mail_from", "07:59"),
        ("mail_from", ""),
        ("mail_until", "21:01"),
        ("mail_until", "10:00"),
        ("mail_not_on", ["0", "1", "2", "3", "4", "5", "6"]),
        ("mail_not_on", ["7"]),
        ("there_until", "08:30"),
        ("there_on", []),
        ("move_notice_hours", "169"),
        ("look_after_days", "0"),
        ("cover_looks_after_days", "4"),
        ("handover_wait_days", "2"),
        ("drafts_kept_days", "13"),
        ("drafts_kept_days", "181"),
        ("cooling_off_hours", "-1"),
        ("cooling_off_hours", "169"),
        ("follow_up_months", ["4"]),
        ("complaints_person_id", "somebody"),
    ],
)
def test_a_bad_setting_is_an_error_beside_its_field(fresh, cast, being, ada, field, value):
    client = fresh(cast.ada)

    answer = client.post("/practice/settings/", {**SETTINGS, field: value})

    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == [field]
    with being(ada):
        assert queries.get_organization(actor=ada).phone != SETTINGS["phone"]
    assert client.post("/practice/settings/", SETTINGS).status_code == 302


def test_saving_the_practice_asks_for_the_password(browser, cast, being, ada):
    client = browser(cast.ada)
    assert client.get("/practice/settings/").status_code == 200

    answer = client.post("/practice/settings/", SETTINGS)

    assert answer.url.startswith("/sign-in/again/")
    with being(ada):
        assert queries.get_organization(actor=ada).phone == ""


def test_only_listed_columns_are_settings(cast, being, ada, now):
    with being(ada):
        actions.change_practice_settings(actor=ada, settings={"phone": "555-0100"}, now=now)
        with pytest.raises(NotAllowed):
            actions.change_practice_settings(actor=ada, settings={"id": "x"}, now=now)


def test_a_new_practice_waits_two_days_before_a_first_opening(cast, being, ada):
    with being(ada):
        assert queries.get_organization(actor=ada).release_wait_hours == 48


@pytest.mark.parametrize("hours", [23, 337])
def test_the_database_holds_the_waiting_time_within_its_bounds(being, ada, now, hours):
    with being(ada):
        actions.change_practice_settings(actor=ada, settings={"release_wait_hours": 24}, now=now)
    with pytest.raises(IntegrityError), being(ada):
        actions.change_practice_settings(actor=ada, settings={"release_wait_hours": hours}, now=now)


def test_the_numbers_of_the_practice_stand_on_the_help_page(browser, fresh, cast, visitor):
    fresh(cast.ada).post("/practice/settings/", SETTINGS)

    page = browser(cast.eli).get("/about/help/").content.decode()

    assert "555-0100" in page
    assert 'href="tel:116123"' in page
    assert "555-0100" not in visitor.get("/about/help/").content.decode()
