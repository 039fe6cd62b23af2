"""The practice notes who is away, and asks colleagues to cover, by code."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from accounts.doors import list_assignments
from accounts.gate import PageRequest, open_to
from accounts.queries import get_organization
from accounts.roles import ADMINISTRATOR, CLINICIAN
from reviews.assignments import absences, doors, forms, handover_queries, queries
from tracker.lib import clock


@open_to(ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def away(request: PageRequest) -> HttpResponse:
    """Note who is away, and ask colleagues to cover, by code."""
    now = clock.now()
    absences_now = handover_queries.list_absences(actor=request.actor)
    present = handover_queries.present(actor=request.actor)
    zone = get_organization(actor=request.actor).zone
    word = request.POST.get("do", "")
    away_form = forms.AbsenceForm(
        request.POST if word == "away" else None, colleagues=present, auto_id="away_%s"
    )
    cover_form = forms.CoverByCodeForm(
        request.POST if word == "cover" else None,
        colleagues=present,
        codes=_codes_of({absence.person for absence in absences_now}),
        today=queries.today_in(zone, now=now),
        auto_id="cover_%s",
    )
    if word == "away" and away_form.is_valid():
        absences.note_absence(
            actor=request.actor,
            person_id=away_form.colleague_id,
            starts_on=away_form.cleaned_data["starts_on"],
            now=now,
        )
        messages.success(request, "Noted. They and their clients are told.")
        return redirect("assignments:away")
    if word == "cover" and cover_form.is_valid():
        absences.ask_cover_by_code(
            actor=request.actor,
            code=cover_form.cleaned_data["code"],
            colleague_id=cover_form.colleague_id,
            first=cover_form.cleaned_data["first"],
            last=cover_form.cleaned_data["last"],
            now=now,
        )
        messages.success(request, "Asked. It begins when the client and the colleague say yes.")
        return redirect("assignments:away")
    context = {
        "form": {"away": away_form, "cover": cover_form}.get(word),  # the one to say errors of
        "absences": absences_now,
        "changes": doors.list_changes(),
        "away_form": away_form,
        "cover_form": cover_form,
    }
    status = 400 if request.method == "POST" else 200
    return render(request, "reviews/assignments/away.html", context, status=status)


@open_to(ADMINISTRATOR, CLINICIAN)
@require_POST
def back(request: PageRequest, absence_id: UUID) -> HttpResponse:
    """The clinician is back: noted by the practice, or by themselves."""
    absence = handover_queries.get_absence(actor=request.actor, absence_id=absence_id)
    absences.end_absence(actor=request.actor, absence=absence, now=clock.now())
    messages.success(request, "Noted: back at work.")
    return redirect("desk:today" if request.actor.role == CLINICIAN else "assignments:away")


@open_to(ADMINISTRATOR)
@require_POST
def withdraw(request: PageRequest, cover_id: UUID) -> HttpResponse:
    absences.withdraw_cover_by_code(actor=request.actor, cover_id=cover_id, now=clock.now())
    messages.success(request, "It has ended, and nothing is open any more.")
    return redirect("assignments:away")


def _codes_of(away_now: set[str]) -> list[tuple[str, str]]:
    """Codes of running work whose clinician is away, with the clinician's name."""
    return [
        (a.code, f"{a.code}, {a.clinician}")
        for a in list_assignments()
        if a.state == "active" and a.clinician in away_now
    ]
