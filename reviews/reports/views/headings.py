"""The practice's headings and guidance for reports: looked at, and written anew by an administrator."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import NotAllowed, NotFound, Stale
from accounts.gate import PageRequest, open_to
from accounts.roles import ADMINISTRATOR, CLINICIAN
from reviews.reports import heading_queries, headings, problem_words
from reviews.reports.forms import HeadingForm
from reviews.reports.rules import NotReady
from reviews.reports.sections import SECTIONS
from tracker.lib import clock


@open_to(CLINICIAN, ADMINISTRATOR)
@require_safe
def all_headings(request: PageRequest) -> HttpResponse:
    """Every section as the practice calls it now, with its guidance."""
    now_set = heading_queries.current_headings(actor=request.actor)
    context = {
        "sections": list(now_set.sections.values()),
        "version": now_set.version,
        "may_change": request.actor.role == ADMINISTRATOR,
    }
    return render(request, "reviews/reports/headings.html", context)


@open_to(CLINICIAN, ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def one_heading(request: PageRequest, kind: str) -> HttpResponse:
    """Write the heading and the guidance of one section anew. The gate reads both first."""
    if kind not in SECTIONS:
        raise NotFound
    if request.actor.role != ADMINISTRATOR:
        raise NotAllowed
    current = heading_queries.current_headings(actor=request.actor)
    if request.method != "POST":
        now_set = current.sections[kind]
        initial = {
            "heading": now_set.heading,
            "guidance": now_set.guidance,
            "version": current.version,
        }
        return _page(request, kind, HeadingForm(initial=initial))
    form = HeadingForm(request.POST)
    if not form.is_valid():
        return _page(request, kind, form, status=HTTPStatus.BAD_REQUEST)
    data = form.cleaned_data
    try:
        headings.publish_heading(
            actor=request.actor,
            kind=kind,
            heading=data["heading"],
            guidance=data["guidance"],
            kept=frozenset(request.POST.getlist("kept")),
            version=data["version"],
            now=clock.now(),
        )
    except NotReady as refusal:
        for problem in refusal.problems:
            form.add_error(problem.where, problem.sentence)
        return _page(request, kind, form, status=HTTPStatus.BAD_REQUEST)
    except Stale:
        return _changed_meanwhile(request, kind, version=current.version)
    messages.success(request, "Published. Whoever signs a report next signs it with this heading.")
    return redirect("reports:headings")


def _changed_meanwhile(request: PageRequest, kind: str, *, version: int) -> HttpResponse:
    """Somebody published in between: what was typed stands, on top of what holds now."""
    data = request.POST.copy()
    data["version"] = str(version)
    return _page(request, kind, HeadingForm(data), changed=True, status=HTTPStatus.CONFLICT)


def _page(
    request: PageRequest,
    kind: str,
    form: HeadingForm,
    *,
    changed: bool = False,
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    typed = form.cleaned_data if form.is_bound and hasattr(form, "cleaned_data") else {}
    found = heading_queries.review_heading(
        actor=request.actor,
        heading=form.data.get("heading", "") if typed else "",
        guidance=form.data.get("guidance", "") if typed else "",
    )
    asked = [item for item in found if not item.refused]
    context = {
        "section": SECTIONS[kind],
        "form": form,
        "kept": "Nothing was published. What you typed is still here.",
        "changed": changed,
        "questions": problem_words.found_items(
            asked,
            texts={heading_queries.GUIDANCE: form.data.get("guidance", "")},
            kept=frozenset(request.POST.getlist("kept")),
        ),
    }
    return render(request, "reviews/reports/heading.html", context, status=status)
