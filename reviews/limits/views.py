"""The limits of confidentiality, read before the first word."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.access import WrongState
from accounts.crisis import crisis_numbers
from accounts.gate import PageRequest, open_to
from accounts.queries import get_organization
from accounts.roles import CLIENT
from reviews.engagements.queries import current_engagement, get_engagement
from reviews.limits import actions, queries
from reviews.limits.forms import AcknowledgeForm
from tracker.lib import clock


@open_to(CLIENT)
@require_http_methods(["GET", "HEAD", "POST"])
def read(request: PageRequest) -> HttpResponse:
    current = current_engagement(actor=request.actor)
    if current is None:
        messages.info(request, "There is nothing to read yet: no agreement has been offered.")
        return redirect("desk:your_page")
    engagement = get_engagement(actor=request.actor, engagement_id=current.id)
    if request.method == "POST":
        form = AcknowledgeForm(request.POST)
        if not form.is_valid():
            raise WrongState
        actions.acknowledge_limits(
            actor=request.actor,
            engagement=engagement,
            version=form.cleaned_data["version"],
            now=clock.now(),
        )
        messages.success(request, "Noted. You can come back to this page at any time.")
        return redirect("desk:your_page")
    organization = get_organization(actor=request.actor)
    parts = queries.limits_text(actor=request.actor, engagement=engagement)
    context = {
        "parts": parts,
        "version": queries.current_version(),
        "acknowledged_at": queries.acknowledged_at(engagement=engagement),
        "running": current.state in ("proposed", "active"),
        "numbers": crisis_numbers(organization.crisis_lines),
    }
    return render(request, "reviews/limits/read.html", context)
