"""Finding words in one's own record or in that of one person, and somebody by name."""

from http import HTTPStatus
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts.access import NotFound
from accounts.gate import PageRequest, open_to
from accounts.roles import CLIENT, CLINICIAN
from reviews.engagements.queries import EngagementSeen, current_engagement, see_engagement
from reviews.finding import queries
from reviews.finding.forms import NameForm, WordsForm


@open_to(CLIENT)
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def find_own(request: PageRequest) -> HttpResponse:
    """In the client's own record."""
    engagement = current_engagement(actor=request.actor)
    if engagement is None:
        raise NotFound
    return _find(request, engagement)


@open_to(CLINICIAN)
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def find_in(request: PageRequest, engagement_id: UUID) -> HttpResponse:
    """In the record of one person the clinician works with."""
    return _find(request, see_engagement(actor=request.actor, engagement_id=engagement_id))


@open_to(CLINICIAN)
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def find_people(request: PageRequest) -> HttpResponse:
    """Somebody of one's own people, by a part of their name or code."""
    form = NameForm(request.POST if request.method == "POST" else None)
    asked = form.is_valid()
    found = (
        queries.find_people(actor=request.actor, name=form.cleaned_data["name"]) if asked else []
    )
    context = {
        "form": form,
        "kept": "What you typed is still here.",
        "asked": asked,
        "people": [
            {
                "text": seen.short_name,
                "url": reverse("desk:person", args=[seen.id]),
                "why": f"Code {seen.code}. {WHERE[seen.state]}",
            }
            for seen in found
        ],
    }
    status = HTTPStatus.BAD_REQUEST if form.errors else HTTPStatus.OK
    return render(request, "reviews/finding/people.html", context, status=status)


WHERE = {
    "proposed": "An agreement is offered.",
    "active": "You work together.",
    "ended": "The work has ended.",
    "declined": "The agreement was declined.",
    "withdrawn": "The offer was withdrawn.",
}


def _find(request: PageRequest, engagement: EngagementSeen) -> HttpResponse:
    form = WordsForm(request.POST if request.method == "POST" else None)
    asked = form.is_valid()
    found = (
        queries.find_in_engagement(
            actor=request.actor, engagement_id=engagement.id, words=form.cleaned_data["words"]
        )
        if asked
        else []
    )
    context = {
        "engagement": engagement,
        "is_client": request.actor.role == CLIENT,
        "form": form,
        "kept": "What you typed is still here.",
        "asked": asked,
        "found": found,
        "is_cut": len(found) == queries.MOST_FOUND,
    }
    status = HTTPStatus.BAD_REQUEST if form.errors else HTTPStatus.OK
    return render(request, "reviews/finding/words.html", context, status=status)
