"""A person's own settings: address, time zone, role, second factor."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts import actions, queries
from accounts.access import NotFound, WrongState
from accounts.forms import ZoneForm
from accounts.gate import PageRequest, open_to
from accounts.roles import ADMINISTRATOR, CLINICIAN, EVERY_ROLE, ROLES
from accounts.signing_in import enter_role
from tracker.lib import clock


@open_to(*EVERY_ROLE)
def settings(request: PageRequest) -> HttpResponseBase:
    user = queries.get_user(actor=request.actor)
    form = ZoneForm(request.POST or None, initial={"zone": user.zone})
    if request.method == "POST" and form.is_valid():
        actions.change_zone(actor=request.actor, zone=form.cleaned_data["zone"], now=clock.now())
        messages.success(request, "Your time zone is saved.")
        return redirect("accounts:settings")
    memberships = queries.list_memberships(user_id=request.actor.user_id)
    return render(
        request,
        "accounts/settings.html",
        {
            "form": form,
            "user": user,
            "role": ROLES[request.actor.role].on_screen,
            "others": [
                {"id": m.id, "label": f"Go on as {ROLES[m.role].on_screen.lower()}"}
                for m in memberships
                if m.id != request.actor.membership_id
            ],
            "has_factor": queries.has_second_factor(user_id=request.actor.user_id),
            "factor_required": ROLES[request.actor.role].second_factor,
            "resets": queries.own_factor_resets(actor=request.actor),
        },
    )


@open_to(CLINICIAN)
@require_POST
def weekly_mail(request: PageRequest) -> HttpResponseBase:
    """Switch the mail on Mondays on or off."""
    wanted = request.POST.get("wanted") == "yes"
    actions.change_weekly_mail(actor=request.actor, wanted=wanted, now=clock.now())
    said = "comes when something needs a look" if wanted else "does not come anymore"
    messages.success(request, f"Saved. The mail on Mondays {said}.")
    return redirect("accounts:settings")


@open_to(*EVERY_ROLE)
@require_POST
def switch_role(request: PageRequest) -> HttpResponseBase:
    """Be in another of one's own roles."""
    try:
        wanted = UUID(request.POST.get("membership", ""))
    except ValueError:
        raise NotFound from None
    if not enter_role(request, membership_id=wanted):
        raise NotFound
    return redirect("accounts:home")


@open_to(*EVERY_ROLE)
@require_POST
def stop_reset(request: PageRequest, reset_id: UUID) -> HttpResponseBase:
    """The person concerned, or a second administrator, stops a factor reset."""
    back = "accounts:people" if request.actor.role == ADMINISTRATOR else "accounts:settings"
    try:
        actions.stop_factor_reset(actor=request.actor, reset_id=reset_id, now=clock.now())
    except WrongState:
        messages.warning(request, "This was over already: stopped, or carried out.")
    else:
        messages.success(request, "Stopped. The second factor stays as it is.")
    return redirect(back)


@open_to(*EVERY_ROLE)
@require_POST
def stay(request: PageRequest) -> HttpResponseBase:
    """The button "Stay signed in": asking is what prolongs the session."""
    return HttpResponse(status=204)


@open_to(*EVERY_ROLE)
@require_safe
def token(request: PageRequest) -> JsonResponse:
    """The form token of this session: signing in, in another tab, has changed it."""
    return JsonResponse({"token": get_token(request)})


@open_to(*EVERY_ROLE)
@require_safe
def signed_in(request: PageRequest) -> HttpResponse:
    """Where signing in again in a new tab leads: back to the tab in which a text waits."""
    return render(request, "accounts/signed_in.html")
