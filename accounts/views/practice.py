"""The administrator's practice: assignments by code and state, and its settings."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render

from accounts import actions, doors, queries
from accounts.access import NotFound
from accounts.gate import PageRequest, open_to
from accounts.outbox import queries as outbox
from accounts.practice_form import PracticeForm
from accounts.roles import ADMINISTRATOR, CLINICIAN, ROLES
from accounts.signing_in import freshly_signed_in
from tracker.lib import clock

# Words for the states of an engagement, as a list without names may show them.
STATES = {
    "proposed": "Offered, not accepted yet",
    "active": "Going on",
    "declined": "Not accepted",
    "withdrawn": "Taken back",
    "ended": "Ended",
}
MAILS_AT_MOST = 100


@open_to(ADMINISTRATOR)
def assignments(request: PageRequest) -> HttpResponseBase:
    rows = [
        {
            "code": a.code,
            "clinician": a.clinician,
            "state": STATES.get(a.state, a.state),
            "created_at": a.created_at,
            "started_at": a.started_at,
        }
        for a in doors.list_assignments()
    ]
    return render(request, "accounts/assignments.html", {"rows": rows})


@open_to(ADMINISTRATOR)
@freshly_signed_in(to_look=False)
def practice(request: PageRequest) -> HttpResponseBase:
    organization = queries.get_organization(actor=request.actor)
    now_set = {name: getattr(organization, name) for name in PracticeForm.base_fields}
    staff = [
        (m.id, f"{m.display_name}, {ROLES[m.role].on_screen.lower()}")
        for m in queries.list_people(actor=request.actor)
        if m.role in (CLINICIAN, ADMINISTRATOR)
    ]
    form = PracticeForm(request.POST or None, initial=now_set, staff=staff)
    if request.method == "POST" and form.is_valid():
        actions.change_practice_settings(
            actor=request.actor, settings=form.cleaned_data, now=clock.now()
        )
        messages.success(request, "The settings of the practice are saved.")
        return redirect("accounts:practice")
    return render(request, "accounts/practice.html", {"form": form})


@open_to(CLINICIAN, ADMINISTRATOR)
def mails(request: PageRequest) -> HttpResponseBase:
    """What went out in the demonstration; routed in demo mode alone."""
    if not settings.DEMO:
        raise NotFound
    return render(request, "accounts/mails.html", {"mails": outbox.list_shown_mails(MAILS_AT_MOST)})
