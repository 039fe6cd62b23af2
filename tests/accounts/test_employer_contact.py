"""The employer contact: invited by a client's act alone, seen by few, told nothing by an absence."""

import uuid

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction

from accounts import actions, queries
from accounts.access import NotAllowed, NotFound, WrongState, acting_as_system
from accounts.forms import InviteForm
from accounts.models import Invitation, Membership, User
from accounts.roles import EMPLOYER_CONTACT, ROLES
from tests.conftest import PASSWORD
from tests.contacts import TOKEN, make_contact, owner_url, plant_invitation

# --- invited by nobody but a client's release -----------------------------------------------------


def test_the_form_offers_administrators_no_such_role(fresh, cast):
    client = fresh(cast.ada)
    values = {"role": "clinician", "email": "noa@example.org", "display_name": "Dr Noa Berg"}
    assert client.post("/practice/people/invite/", values).status_code == 302

    values = {**values, "role": EMPLOYER_CONTACT, "email": "other@example.org"}
    answer = client.post("/practice/people/invite/", values)

    assert answer.status_code == 200
    assert "role" in answer.context["form"].errors
    assert EMPLOYER_CONTACT not in dict(InviteForm.base_fields["role"].choices)


def test_the_action_refuses_the_role(invited, being, ada, now):
    assert invited("noa@example.org")

    with being(ada), pytest.raises(NotAllowed):
        actions.invite(
            actor=ada,
            email="erin@example.org",
            role=EMPLOYER_CONTACT,
            display_name="Erin Vale",
            introduced_to=None,
            now=now,
        )


INVITE = (
    "insert into accounts_invitation (id, organization_id, email, role, display_name,"
    " created_by_id, created_at, expires_at)"
    " values (%s, %s, 'x@example.org', %s, 'X', %s, app.now(), app.now())"
)


@pytest.mark.parametrize("person", ["ada", "dana", "eli"])
def test_the_database_lets_nobody_write_such_an_invitation(cast, being, ada, person):
    with being(ada), connection.cursor() as cursor:
        cursor.execute(INVITE, [uuid.uuid4(), ada.organization_id, "clinician", ada.user_id])

    actor = getattr(cast, person).actor
    values = [uuid.uuid4(), actor.organization_id, EMPLOYER_CONTACT, actor.user_id]
    with pytest.raises(DatabaseError), being(actor), connection.cursor() as cursor:
        cursor.execute(INVITE, values)


def test_nobody_but_the_outbox_sees_that_one_is_invited(cast, being, invited, fresh):
    other = invited("noa@example.org")
    waiting = plant_invitation(cast)

    with acting_as_system("outbox"), transaction.atomic():
        assert Invitation.objects.filter(id=waiting).exists()
    for name in ("ada", "dana", "eli", "mo", "otto"):
        actor = getattr(cast, name).actor
        with being(actor):
            assert not Invitation.objects.filter(id=waiting).exists()
    with being(cast.ada.actor), pytest.raises(NotFound):
        queries.get_invitation(actor=cast.ada.actor, invitation_id=waiting)
    page = fresh(cast.ada).get("/practice/people/").content.decode()
    assert "noa@example.org" in page
    assert "erin@example.org" not in page
    for act in ("resend", "withdraw"):
        client = fresh(cast.ada)
        assert client.post(f"/practice/invitations/{waiting}/{act}/").status_code == 404
        assert client.post(f"/practice/invitations/{other.id}/{act}/").status_code == 302


# --- joining --------------------------------------------------------------------------------------


def test_accepting_keeps_the_name_and_asks_for_a_factor(cast, visitor, being, ada):
    plant_invitation(cast)
    path = f"/join/{TOKEN}/"
    assert "Sign in, and this page opens again" in visitor.get(path).content.decode()
    visitor.post("/sign-in/", {"login": "erin@example.org", "password": PASSWORD})
    assert "Employer contact" in visitor.get(path).content.decode()

    assert visitor.post(path).status_code == 302

    with being(ada):
        member = Membership.objects.get(user_id=cast.erin.user_id)
    assert (member.role, member.display_name) == (EMPLOYER_CONTACT, "Erin Vale")
    assert ROLES[member.role].second_factor
    for page in ("/", "/documents/", "/nothing/here/"):
        assert visitor.get(page).url == "/second-factor/set-up/"


def test_a_second_invitation_leads_to_the_same_membership(cast, erin_contact):
    """Two clients may name the same contact before the first link is used."""
    again = make_contact(cast, token="another link")

    assert again.membership_id == erin_contact.membership_id
    erin = User.objects.get(id=cast.erin.user_id)
    with pytest.raises(WrongState):
        actions.accept_invitation_known(token="another link", user=erin)


@pytest.mark.parametrize("column", ["withdrawn_at", "expires_at"])
def test_a_link_that_is_over_is_the_plain_404(cast, visitor, column):
    found = plant_invitation(cast, token=f"a link with {column}")
    path = f"/join/a link with {column}/"
    assert visitor.get(path).status_code == 200
    with psycopg.connect(owner_url(), autocommit=True) as owner:
        owner.execute(
            f"update accounts_invitation set {column} = now() - interval '1 day' where id = %s",
            [found],
        )

    answer = visitor.get(path)

    assert answer.status_code == 404
    assert answer.content == visitor.get("/join/unknown/").content


# --- seen by few ----------------------------------------------------------------------------------


def test_only_they_and_the_administrator_see_the_membership(cast, erin_contact, being):
    mine = Membership.objects.filter(id=erin_contact.membership_id)
    with being(erin_contact):
        assert list(Membership.objects.values_list("id", flat=True)) == [erin_contact.membership_id]
    with being(cast.ada.actor):
        assert mine.exists()
    for name in ("dana", "eli", "mo", "otto"):
        with being(getattr(cast, name).actor):
            assert Membership.objects.filter(role="clinician").exists()
            assert not mine.exists()


def test_not_even_a_clinician_they_were_introduced_to_sees_them(cast, being):
    dana, token = cast.dana.actor, "an introduced one"
    found = plant_invitation(cast, token=token)
    with psycopg.connect(owner_url(), autocommit=True) as owner:
        owner.execute(
            "update accounts_invitation set introduced_to_id = %s where id = %s",
            [dana.membership_id, found],
        )
    contact = make_contact(cast, token=token)

    with being(dana):
        introduced = Membership.objects.filter(introduced_to_id=dana.membership_id)
        assert {m.user_id for m in introduced} == {cast.eli.user_id}
    with being(contact):
        assert Membership.objects.get().introduced_to_id == dana.membership_id


def test_the_administrators_page_shows_name_and_address(fresh, cast, erin_contact):
    client = fresh(cast.ada)

    page = client.get("/practice/people/").content.decode()

    part = page[page.index('id="contacts"') :]
    assert "Erin Vale" in part
    assert "erin@example.org" in part
    assert "Since" not in part[: part.index("</table>")]
    end = f"/practice/people/{erin_contact.membership_id}/end/"
    assert client.post(end).status_code == 302
    assert "Employer contacts" not in client.get("/practice/people/").content.decode()


def test_an_ended_contact_is_signed_out_at_once(browser, fresh, cast, erin_contact):
    erin = browser(cast.erin)
    assert erin.get("/settings/").status_code == 200

    fresh(cast.ada).post(f"/practice/people/{erin_contact.membership_id}/end/")

    assert erin.get("/settings/").status_code == 302
    assert erin.get("/settings/").url.startswith("/sign-in/")


def test_their_pages_have_no_navigation_and_no_quick_leaving(browser, cast, erin_contact):
    page = browser(cast.erin).get("/settings/").content.decode()

    assert "Sign out" in page
    assert "mainnav" not in page
    assert "data-leave" not in page
