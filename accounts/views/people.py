"""The administrator's people: members, invitations, ended roles, lost factors. Never a text."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from accounts import actions, queries
from accounts.access import NotAllowed, WrongState
from accounts.forms import InviteForm
from accounts.gate import PageRequest, open_to
from accounts.roles import ADMINISTRATOR, CLIENT, CLINICIAN, EMPLOYER_CONTACT, ROLES
from accounts.signing_in import freshly_signed_in
from tracker.lib import clock


@open_to(ADMINISTRATOR)
def people(request: PageRequest) -> HttpResponseBase:
    now = clock.now()
    members = queries.list_people(actor=request.actor)
    names = {m.user_id: m.display_name or m.user.email for m in members}
    administrators = [m for m in members if m.role == ADMINISTRATOR]
    resets = [
        {
            "id": r.id,
            "who": r.user.email,
            "asked_by": names.get(r.asked_by_id, "") if r.asked_by_id else "",
            "asked_at": r.asked_at,
            "takes_effect_at": r.takes_effect_at,
            "can_act": request.actor.user_id not in (r.asked_by_id, r.user_id) and r.asked_by_id,
            "needs_operator": r.confirmed_at is None
            and not {a.user_id for a in administrators} - {r.asked_by_id, r.user_id},
        }
        for r in queries.list_factor_resets(actor=request.actor)
    ]
    return render(
        request,
        "accounts/people.html",
        {
            "clinicians": [m for m in members if m.role == CLINICIAN],
            "administrators": administrators,
            "clients": [m for m in members if m.role == CLIENT],
            "contacts": [m for m in members if m.role == EMPLOYER_CONTACT],
            "invitations": [
                {
                    "id": i.id,
                    "email": i.email,
                    "role": ROLES[i.role].on_screen,
                    "expires_at": i.expires_at,
                    "ended": i.expires_at <= now,
                }
                for i in queries.list_open_invitations(actor=request.actor, now=now)
            ],
            "resets": resets,
            "being_reset": {r["who"] for r in resets},
        },
    )


@open_to(ADMINISTRATOR)
@freshly_signed_in()
def invite(request: PageRequest) -> HttpResponseBase:
    clinicians = queries.list_clinicians(actor=request.actor)
    form = InviteForm(
        request.POST or None, clinicians=[(str(m.id), m.display_name) for m in clinicians]
    )
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        chosen = next((m for m in clinicians if str(m.id) == values["clinician"]), None)
        try:
            actions.invite(
                actor=request.actor,
                email=values["email"],
                role=values["role"],
                display_name=values["display_name"],
                introduced_to=chosen if values["role"] == CLIENT else None,
                now=clock.now(),
            )
        except WrongState:
            form.add_error(
                "email", "This address has this role already, or an invitation to it is still open."
            )
        else:
            messages.success(request, f"The invitation to {values['email']} is on its way.")
            return redirect("accounts:people")
    return render(request, "accounts/invite.html", {"form": form, "no_clinicians": not clinicians})


@open_to(ADMINISTRATOR)
@require_POST
def resend_invitation(request: PageRequest, invitation_id: UUID) -> HttpResponseBase:
    invitation = queries.get_invitation(actor=request.actor, invitation_id=invitation_id)
    try:
        actions.resend_invitation(actor=request.actor, invitation=invitation, now=clock.now())
    except WrongState:
        messages.warning(request, _OVER)
    else:
        messages.success(
            request,
            f"A new link is on its way to {invitation.email}. The one before stops working.",
        )
    return redirect("accounts:people")


@open_to(ADMINISTRATOR)
@require_POST
def withdraw_invitation(request: PageRequest, invitation_id: UUID) -> HttpResponseBase:
    invitation = queries.get_invitation(actor=request.actor, invitation_id=invitation_id)
    try:
        actions.withdraw_invitation(actor=request.actor, invitation=invitation, now=clock.now())
    except WrongState:
        messages.warning(request, _OVER)
    else:
        messages.success(
            request, f"The invitation to {invitation.email} is taken back. Its link opens nothing."
        )
    return redirect("accounts:people")


_OVER = "This invitation was over already: accepted, or taken back."


@open_to(ADMINISTRATOR)
@freshly_signed_in()
def end_membership(request: PageRequest, membership_id: UUID) -> HttpResponseBase:
    """One page that says what ends, and one button."""
    member = queries.get_member(actor=request.actor, membership_id=membership_id)
    if member.user_id == request.actor.user_id:
        raise NotAllowed
    if request.method == "POST":
        try:
            actions.end_membership(actor=request.actor, membership=member, now=clock.now())
        except WrongState:
            messages.warning(request, "This role had ended already.")
        else:
            messages.success(request, f"The role of {_who(member)} has ended.")
        return redirect("accounts:people")
    return render(
        request,
        "accounts/end_membership.html",
        {"member": member, "who": _who(member), "role": ROLES[member.role].on_screen},
    )


@open_to(ADMINISTRATOR)
@freshly_signed_in()
def ask_reset(request: PageRequest, membership_id: UUID) -> HttpResponseBase:
    """Begin the way back for somebody who lost every factor."""
    member = queries.get_member(actor=request.actor, membership_id=membership_id)
    if member.user_id == request.actor.user_id:
        raise NotAllowed
    if request.method == "POST":
        try:
            actions.ask_factor_reset(actor=request.actor, user_id=member.user_id, now=clock.now())
        except WrongState:
            messages.warning(request, f"A reset for {_who(member)} is open already.")
        else:
            messages.success(
                request, f"Asked. A second administrator must confirm, and {_who(member)} is told."
            )
        return redirect("accounts:people")
    organization = queries.get_organization(actor=request.actor)
    return render(
        request,
        "accounts/ask_reset.html",
        {"member": member, "who": _who(member), "hours": organization.reset_delay_hours},
    )


@open_to(ADMINISTRATOR)
@require_POST
@freshly_signed_in()
def confirm_reset(request: PageRequest, reset_id: UUID) -> HttpResponseBase:
    try:
        actions.confirm_factor_reset(actor=request.actor, reset_id=reset_id, now=clock.now())
    except WrongState:
        messages.warning(request, "This was settled already.")
    else:
        messages.success(
            request, "Confirmed. It takes effect after the delay, unless the person stops it."
        )
    return redirect("accounts:people")


def _who(member: Any) -> str:
    return member.display_name or str(member.user.email)
