"""Invitations: sent, accepted by the invited address alone, sent again, taken back, over."""

from datetime import timedelta

import pytest
from django.urls import reverse

from accounts import actions, doors, notices
from accounts.access import NotAllowed, WrongState
from accounts.models import Invitation, Membership, Notice, User
from tests.conftest import PASSWORD

NEW = {"password": "seven quiet lanterns", "password_again": "seven quiet lanterns", "zone": "UTC"}


def find(path):
    return doors.find_invitation(token_hash=notices.hash_token(path.split("/")[2]))


def members(being, ada):
    with being(ada):
        return set(Membership.objects.filter(ended_at=None).values_list("user__email", "role"))


# --- sending -------------------------------------------------------------------------------------


def test_an_administrator_invites_a_clinician(fresh, cast, being, ada, verbs):
    answer = fresh(cast.ada).post(
        "/practice/people/invite/",
        {"role": "clinician", "email": " Noa@Example.org ", "display_name": "Dr Noa Berg"},
    )

    assert answer.status_code == 302
    with being(ada):
        found = Invitation.objects.get(email="noa@example.org")
    assert (found.role, found.display_name) == ("clinician", "Dr Noa Berg")
    assert verbs()[0] == "invite"


def test_the_mail_waits_in_the_outbox(invited, being, ada):
    from accounts.access import acting_as_system

    invitation = invited("noa@example.org")

    with acting_as_system("outbox"):
        notice = Notice.objects.get(subject_id=invitation.id)
    assert (notice.kind, notice.recipient_id) == ("invitation", None)


def test_a_client_is_introduced_to_a_clinician_and_has_no_name(fresh, cast, being, ada):
    answer = fresh(cast.ada).post(
        "/practice/people/invite/",
        {
            "role": "client",
            "email": "new@example.org",
            "clinician": str(cast.dana.actor.membership_id),
            "display_name": "Somebody Real",
        },
    )

    assert answer.status_code == 302
    with being(ada):
        found = Invitation.objects.get(email="new@example.org")
    assert (found.display_name, found.introduced_to_id) == ("", cast.dana.actor.membership_id)


def test_a_client_without_a_clinician_is_asked_for_one(fresh, cast):
    answer = fresh(cast.ada).post(
        "/practice/people/invite/", {"role": "client", "email": "new@example.org"}
    )

    assert answer.status_code == 200
    assert "Choose the clinician this client will work with." in answer.content.decode()
    assert 'value="new@example.org"' in answer.content.decode()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("email", ""),
        ("email", "nobody"),
        ("email", "a\x00b@example.org"),
        ("email", "x" * 300 + "@example.org"),
        ("display_name", "No\x00a"),
        ("display_name", "N\u202eoa"),
        ("display_name", "N" * 121),
        ("display_name", ""),
        ("role", "owner"),
        ("role", ""),
    ],
)
def test_bad_input_is_an_error_beside_its_field(fresh, cast, field, value):
    client = fresh(cast.ada)
    good = {"role": "clinician", "email": "noa@example.org", "display_name": "Dr Noa Berg"}

    answer = client.post("/practice/people/invite/", {**good, field: value})

    assert answer.status_code == 200
    assert field in answer.context["form"].errors
    assert client.post("/practice/people/invite/", good).status_code == 302


def test_inviting_twice_says_that_one_is_open(fresh, cast):
    client = fresh(cast.ada)
    values = {"role": "clinician", "email": "noa@example.org", "display_name": "Dr Noa Berg"}
    assert client.post("/practice/people/invite/", values).status_code == 302

    again = client.post("/practice/people/invite/", values)

    assert again.status_code == 200
    assert "an invitation to it is still open" in again.content.decode()


def test_somebody_with_that_role_is_not_invited_again(invited, cast):
    invited("noa@example.org")

    with pytest.raises(WrongState):
        invited("dana@example.org")


@pytest.mark.parametrize("person", ["dana", "eli"])
def test_only_an_administrator_invites(invited, cast, being, now, person):
    assert invited("noa@example.org")
    actor = getattr(cast, person).actor

    with being(actor), pytest.raises(NotAllowed):
        actions.invite(
            actor=actor,
            email="other@example.org",
            role="clinician",
            display_name="Dr Other",
            introduced_to=None,
            now=now,
        )


def test_inviting_asks_for_the_password_first(browser, cast):
    client = browser(cast.ada)

    answer = client.get("/practice/people/invite/")

    assert answer.status_code == 302
    assert answer.url.startswith("/sign-in/again/?next=")


def test_what_was_sent_without_a_fresh_password_goes_on_after_it(browser, cast, being, ada):
    client = browser(cast.ada)
    values = {"role": "clinician", "email": "noa@example.org", "display_name": "Dr Noa Berg"}
    asked = client.post("/practice/people/invite/", values)

    done = client.post(asked.url, {"password": PASSWORD, "next": "/practice/people/invite/"})

    assert done.status_code == 302
    with being(ada):
        assert Invitation.objects.filter(email="noa@example.org").exists()


# --- accepting -----------------------------------------------------------------------------------


def test_a_new_person_accepts_and_is_signed_in(invited, link_to, visitor, being, ada, verbs):
    path = link_to(invited("noa@example.org"))
    page = visitor.get(path)
    assert page.status_code == 200
    assert "noa@example.org" in page.content.decode()
    assert page["Referrer-Policy"] == "same-origin"

    answer = visitor.post(path, NEW)

    assert (answer.status_code, answer.url) == (302, "/second-factor/set-up/")
    assert ("noa@example.org", "clinician") in members(being, ada)
    assert visitor.get("/").url == "/second-factor/set-up/"
    assert "accept_invitation" in verbs()


def test_the_password_just_typed_is_fresh_enough_to_set_up_the_second_factor(
    invited, link_to, visitor
):
    visitor.post(link_to(invited("noa@example.org")), NEW)

    page = visitor.get("/second-factor/set-up/")

    assert page.status_code == 200
    assert "<svg" in page.content.decode()


def test_a_client_is_offered_the_second_factor_and_may_go_on(
    invited, link_to, visitor, cast, being
):
    with being(cast.ada.actor):
        dana = Membership.objects.get(id=cast.dana.actor.membership_id)
    path = link_to(invited("new@example.org", role="client", introduced_to=dana))

    answer = visitor.post(path, NEW)

    assert answer.url == "/second-factor/set-up/"
    assert "You can do this later" in visitor.get(answer.url).content.decode()
    assert visitor.get("/").url == reverse("desk:your_page")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"password": "short", "password_again": "short"}, "password"),
        ({"password": "password1234", "password_again": "password1234"}, "password"),
        ({"password": "x" * 1025, "password_again": "x" * 1025}, "password"),
        ({"password": ""}, "password"),
        ({"password_again": "another one entirely"}, "password_again"),
        ({"zone": "Mars/Olympus"}, "zone"),
        ({"zone": "\x00"}, "zone"),
    ],
)
def test_a_bad_password_or_zone_is_said_beside_it(invited, link_to, visitor, change, field):
    path = link_to(invited("noa@example.org"))

    answer = visitor.post(path, {**NEW, **change})

    assert answer.status_code == 200
    assert field in answer.context["form"].errors
    assert visitor.post(path, NEW).status_code == 302


def test_a_used_link_says_so(invited, link_to, visitor):
    path = link_to(invited("noa@example.org"))
    assert visitor.post(path, NEW).status_code == 302
    visitor.post("/sign-out/")

    answer = visitor.get(path)

    assert answer.status_code == 410
    assert "has been used" in answer.content.decode()
    assert "Tallow Street Practice" in answer.content.decode()
    assert visitor.post(path, NEW).status_code == 410


def test_an_expired_link_says_so_and_whom_to_ask(invited, link_to, visitor, being, ada):
    invitation = invited("noa@example.org")
    path = link_to(invitation)
    assert visitor.get(path).status_code == 200
    with being(ada):
        Invitation.objects.filter(id=invitation.id).update(
            expires_at=invitation.created_at - timedelta(seconds=1)
        )

    answer = visitor.get(path)

    assert answer.status_code == 410
    assert "This invitation has ended" in answer.content.decode()
    assert not User.objects.filter(email="noa@example.org").exists()


def test_an_unknown_link_is_the_plain_404(invited, link_to, visitor):
    assert visitor.get(link_to(invited("noa@example.org"))).status_code == 200

    answer = visitor.get("/join/" + "a" * 43 + "/")

    assert answer.status_code == 404
    assert answer.content == visitor.get("/nothing/here/").content


def test_a_known_person_signs_in_first_and_gets_the_role(invited, link_to, visitor, browser, cast):
    path = link_to(invited("erin@example.org", role="clinician", name="Erin Vale"))
    assert "Sign in, and this page opens again" in visitor.get(path).content.decode()

    client = browser(cast.erin)
    assert "Clinician" in client.get(path).content.decode()
    answer = client.post(path)

    assert (answer.status_code, answer.url) == (302, "/")
    assert client.get("/").url == "/today/"


def test_a_link_opens_nothing_for_another_person(invited, link_to, browser, cast, being, ada):
    path = link_to(invited("erin@example.org", role="administrator", name="Erin Vale"))
    assert browser(cast.erin).get(path).status_code == 200

    answer = browser(cast.otto).post(path)

    assert answer.status_code == 403
    assert ("otto@example.org", "administrator") not in members(being, ada)
    with pytest.raises(WrongState):
        actions.accept_invitation_known(
            token=path.split("/")[2], user=User.objects.get(email="otto@example.org")
        )


# --- again, and back -----------------------------------------------------------------------------


def test_sending_again_gives_the_full_time_and_kills_the_old_link(
    invited, link_to, browser, cast, being, ada, now, verbs
):
    invitation = invited("noa@example.org")
    old = link_to(invitation)
    with being(ada):
        Invitation.objects.filter(id=invitation.id).update(expires_at=now - timedelta(days=1))

    answer = browser(cast.ada).post(f"/practice/invitations/{invitation.id}/resend/")

    assert answer.status_code == 302
    new = link_to(invitation)
    assert find(old) is None
    assert find(new).state == "open"
    assert verbs()[0] == "resend_invitation"


def test_taking_back_closes_the_link_at_once(invited, link_to, visitor, browser, cast, verbs):
    invitation = invited("noa@example.org")
    path = link_to(invitation)
    client = browser(cast.ada)

    assert client.post(f"/practice/invitations/{invitation.id}/withdraw/").status_code == 302

    assert visitor.get(path).status_code == 410
    assert "taken back" in visitor.get(path).content.decode()
    assert verbs()[0] == "withdraw_invitation"


@pytest.mark.parametrize("act", ["resend", "withdraw"])
def test_an_invitation_that_is_over_says_so(invited, browser, cast, act):
    invitation = invited("noa@example.org")
    client = browser(cast.ada)
    assert client.post(f"/practice/invitations/{invitation.id}/withdraw/").status_code == 302

    answer = client.post(f"/practice/invitations/{invitation.id}/{act}/", follow=True)

    assert "over already" in answer.content.decode()


@pytest.mark.parametrize("act", ["resend", "withdraw"])
@pytest.mark.parametrize("person", ["dana", "eli"])
def test_others_find_no_invitation(invited, browser, cast, act, person):
    invitation = invited("noa@example.org")
    path = f"/practice/invitations/{invitation.id}/{act}/"

    assert browser(getattr(cast, person)).post(path).status_code == 404
    assert browser(cast.ada).post(path).status_code == 302
