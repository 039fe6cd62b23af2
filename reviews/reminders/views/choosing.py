"""Mails to you: what comes, when, and what went out. The clinician sees the choice."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import NotFound
from accounts.gate import PageRequest, open_to
from accounts.queries import get_organization, get_user
from accounts.roles import CLIENT, CLINICIAN
from reviews.checkins.queries import zone_of
from reviews.engagements.queries import current_engagement, get_engagement, see_engagement
from reviews.releases.houses import house_words
from reviews.reminders import plans, queries, words
from reviews.reminders.delivered import list_deliveries
from reviews.reminders.forms import PlanForm, initial_of
from tracker.lib import clock


@open_to(CLIENT)
@require_http_methods(["GET", "HEAD", "POST"])
def mails(request: PageRequest) -> HttpResponse:
    """The client's own page: the choice, how to stop all of them, and what went out."""
    found = current_engagement(actor=request.actor)
    practice = get_organization(actor=request.actor)
    context = {
        "address": get_user(actor=request.actor).email,
        "practice": practice,
        "deliveries": list_deliveries(actor=request.actor, now=clock.now()),
        "warning": house_words(
            actor=request.actor, engagement_id=found.id if found is not None else None
        ),
    }
    if found is None or found.state != "active":
        if request.method == "POST":
            raise NotFound
        return render(request, "reviews/reminders/mails.html", context)
    plan = queries.get_plan(engagement_id=found.id)
    bounds = queries.hours_of(plan=queries.Plan(), practice=practice, zone="UTC")
    form = PlanForm(
        request.POST if request.method == "POST" else None,
        initial=initial_of(plan),
        opens=bounds.opens,
        closes=bounds.closes,
        never_on=bounds.not_on,
    )
    if request.method == "POST" and form.is_valid():
        plans.change_plan(
            actor=request.actor,
            engagement=get_engagement(actor=request.actor, engagement_id=found.id),
            steps=form.cleaned_data["steps"],
            not_on=form.cleaned_data["not_on"],
            own_times=form.own_times(),
            now=clock.now(),
        )
        messages.success(request, "Saved. It holds for every mail that has not gone out yet.")
        return redirect("reminders:mails")
    context |= {"form": form, "plan": plan, "kept": "What you chose is still here."}
    return render(
        request, "reviews/reminders/mails.html", context, status=400 if form.errors else 200
    )


@open_to(CLIENT)
@require_POST
def switch(request: PageRequest, to: str) -> HttpResponse:
    """Stop all reminders, or start them again."""
    found = current_engagement(actor=request.actor)
    if found is None:
        raise NotFound
    engagement = get_engagement(actor=request.actor, engagement_id=found.id)
    if to == "off":
        plans.stop_reminders(actor=request.actor, engagement=engagement, now=clock.now())
        messages.success(request, "Stopped. No mail about times goes out to you.")
    else:
        plans.start_reminders(actor=request.actor, engagement=engagement, now=clock.now())
        messages.success(request, "Mails about times come again, as chosen here.")
    return redirect("reminders:mails")


@open_to(CLINICIAN)
@require_safe
def of_person(request: PageRequest, engagement_id: UUID) -> HttpResponse:
    """What the client chose, to read only; what went out is the client's to know."""
    engagement = see_engagement(actor=request.actor, engagement_id=engagement_id)
    plan = queries.get_plan(engagement_id=engagement_id)
    hours = queries.hours_of(
        plan=plan,
        practice=get_organization(actor=request.actor),
        zone=zone_of(engagement_id=engagement_id),
    )
    return render(
        request,
        "reviews/reminders/of_person.html",
        {"engagement": engagement, "plan": plan, "rows": words.plan_rows(plan, hours)},
    )
