"""Keeping one box while somebody types, both texts of a conflict, reading and discarding."""

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import NotFound
from accounts.gate import PageRequest, open_to
from accounts.roles import CLIENT, CLINICIAN
from reviews.records.differences import compare
from reviews.unsent import actions, queries
from reviews.unsent.forms import SaveForm
from reviews.unsent.places import PLACES
from tracker.lib import clock, dates
from tracker.lib.forms import open_page


@open_to(CLIENT, CLINICIAN)
@sensitive_post_parameters()
@require_POST
def save(request: PageRequest) -> JsonResponse:
    """Autosave of one box, answered in JSON as static/autosave.js expects."""
    form = SaveForm(request.POST)
    if not form.is_valid():
        if set(form.errors) != {"text"}:
            raise NotFound
        sentences = [str(error) for error in form.errors["text"]]
        return JsonResponse({"errors": {"text": sentences}}, status=HTTPStatus.BAD_REQUEST)
    data = form.cleaned_data
    saved = actions.save_unsent(
        actor=request.actor,
        place=PLACES[data["place"]],
        engagement_id=data["engagement"],
        about=data["about"],
        box=data["box"],
        text=data["text"],
        version=data["version"],
        page=open_page(request.POST.get("page")),
        now=clock.now(),
    )
    if saved.conflict:
        # Answered, not raised: the second text must be committed.
        compare_url = reverse("unsent:two", args=[saved.row_id])
        return JsonResponse(
            {"compare": compare_url, "version": saved.version}, status=HTTPStatus.CONFLICT
        )
    time = dates.clock_time(dates.local(saved.saved_at))
    return JsonResponse({"version": saved.version, "time": time})


@open_to(CLIENT, CLINICIAN)
@require_http_methods(["GET", "HEAD", "POST"])
def two(request: PageRequest, text_id: UUID) -> HttpResponse:
    """Both texts of one box, side by side; their writer chooses."""
    seen = queries.open_unsent(actor=request.actor, text_id=text_id)
    if request.method == "POST":
        actions.choose_unsent(
            actor=request.actor, text_id=text_id, pick=request.POST.get("pick", ""), now=clock.now()
        )
        return redirect(seen.place.path(seen.about))
    if seen.second is None or seen.second_saved_at is None:
        messages.info(request, "There is one text here; nothing is left to choose.")
        return redirect(seen.place.path(seen.about))
    now = clock.now()
    here, there = compare(seen.second, seen.text)
    second_at = dates.capitalized(dates.said_at(seen.second_saved_at, now=now))
    first_at = dates.capitalized(dates.said_at(seen.saved_at, now=now))
    context = {
        "is_client": request.actor.role == CLIENT,
        "seen": seen,
        "back_url": seen.place.path(seen.about),
        "here": {"title": "What you wrote last", "when": second_at, "parts": here},
        "there": {"title": "What was kept before", "when": first_at, "parts": there},
    }
    return render(request, "reviews/unsent/two.html", context)


@open_to(CLIENT, CLINICIAN)
@require_safe
def read(request: PageRequest, text_id: UUID) -> HttpResponse:
    """What stands in one form and was not sent, to read and copy: also where the form is gone."""
    seen = queries.open_unsent(actor=request.actor, text_id=text_id)
    boxes = queries.open_boxes(actor=request.actor, place=seen.place, about=seen.about)
    context = {
        "is_client": request.actor.role == CLIENT,
        "seen": seen,
        "texts": [boxes[box] for box in seen.place.boxes if box in boxes],
        "at": dates.said_at(seen.saved_at, now=clock.now()),
        "go_on_url": seen.place.path(seen.about),
    }
    return render(request, "reviews/unsent/read.html", context)


@open_to(CLIENT, CLINICIAN)
@require_POST
def discard(request: PageRequest, text_id: UUID) -> HttpResponse:
    """One click, from the form or from a list: nothing of it is kept."""
    place, about = actions.discard_unsent(actor=request.actor, text_id=text_id)
    messages.success(request, f"Discarded: {place.in_sentence}. Nothing of it was kept.")
    if "listed" in request.POST:
        return redirect("unfinished:all")
    return redirect(place.path(about))
