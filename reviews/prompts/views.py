"""The practice's questions, looked at and written anew; and what is asked for one check-in."""

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import NotAllowed, NotFound, Stale
from accounts.gate import PageRequest, open_to
from accounts.roles import ADMINISTRATOR, CLINICIAN
from reviews.checkins.queries import get_checkin
from reviews.engagements.queries import see_engagement
from reviews.prompts import actions, library, queries, rules
from reviews.prompts.forms import AreaForm, PreparationForm
from reviews.prompts.library import Asked
from reviews.prompts.shipped import FOCUS_AREAS
from reviews.unsent.boxes import Boxes
from reviews.unsent.places import PREPARATION
from tracker.lib import clock


@open_to(CLINICIAN, ADMINISTRATOR)
@require_safe
def all_areas(request: PageRequest) -> HttpResponse:
    """Every focus area with its questions, as they are asked now."""
    now_asked = queries.current_library(actor=request.actor)
    areas = [(area, now_asked.questions[area.key]) for area in FOCUS_AREAS.values()]
    return render(
        request, "reviews/prompts/all.html", {"areas": areas, "version": now_asked.version}
    )


@open_to(CLINICIAN, ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def one_area(request: PageRequest, area: str) -> HttpResponse:
    """Write the questions of one area anew: looked over first, then published."""
    if area not in FOCUS_AREAS:
        raise NotFound
    if request.method != "POST":
        current = queries.current_library(actor=request.actor)
        form = AreaForm(
            initial={"questions": "\n".join(current.questions[area]), "version": current.version}
        )
        return _area_page(request, area, form)
    form = AreaForm(request.POST)
    if not form.is_valid():
        return _area_page(request, area, form, status=HTTPStatus.BAD_REQUEST)
    if "publish" not in request.POST:
        return _area_page(request, area, form, looked_over=True)
    try:
        actions.publish_questions(
            actor=request.actor,
            area=area,
            questions=form.cleaned_data["questions"],
            version=form.cleaned_data["version"],
            now=clock.now(),
        )
    except Stale:
        return _changed_meanwhile(request, area)
    messages.success(request, "Published. Whoever has begun to write keeps what they were asked.")
    return redirect("prompts:all")


@open_to(CLINICIAN)
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def prepare(request: PageRequest, checkin_id: UUID) -> HttpResponse:
    """Pick focus areas and single questions for one check-in, looked over first."""
    checkin = get_checkin(actor=request.actor, checkin_id=checkin_id)
    if not rules.can_prepare(request.actor, checkin):
        raise NotAllowed
    if request.method != "POST":
        found = queries.read_preparation(actor=request.actor, checkin=checkin)
        initial = {"focus_areas": found.focus_areas, "questions": "\n".join(found.questions)}
        return _prepare_page(request, checkin_id, PreparationForm(initial=initial))
    form = PreparationForm(request.POST)
    if not form.is_valid():
        return _prepare_page(request, checkin_id, form, status=HTTPStatus.BAD_REQUEST)
    if "save" not in request.POST:
        return _prepare_page(request, checkin_id, form, looked_over=True)
    actions.prepare_checkin(
        actor=request.actor,
        checkin=checkin,
        focus_areas=form.cleaned_data["focus_areas"],
        questions=form.cleaned_data["questions"],
        now=clock.now(),
    )
    _boxes(request, checkin.engagement_id, checkin_id).take(form)
    messages.success(request, "Saved. It is asked when the client begins to write.")
    return redirect("desk:person", engagement_id=checkin.engagement_id)


def _boxes(request: PageRequest, engagement_id: UUID, checkin_id: UUID) -> Boxes:
    return Boxes(PREPARATION, actor=request.actor, engagement_id=engagement_id, about=checkin_id)


def _area_page(
    request: PageRequest,
    area: str,
    form: AreaForm,
    *,
    looked_over: bool = False,
    changed: bool = False,
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    asked = (
        [Asked("", FOCUS_AREAS[area].title, q) for q in form.cleaned_data["questions"]]
        if looked_over
        else []
    )
    context = {
        "area": FOCUS_AREAS[area],
        "form": form,
        "kept": "Your questions are still here, but not published.",
        "asked": asked,
        "changed": changed,
        "shipped": FOCUS_AREAS[area].questions,
    }
    return render(request, "reviews/prompts/area.html", context, status=status)


def _changed_meanwhile(request: PageRequest, area: str) -> HttpResponse:
    """Somebody published in between: what was typed stands, on top of what is asked now."""
    current = queries.current_library(actor=request.actor)
    data = request.POST.copy()
    data["version"] = str(current.version)
    form = AreaForm(data)
    form.is_valid()
    return _area_page(
        request, area, form, looked_over=True, changed=True, status=HTTPStatus.CONFLICT
    )


def _prepare_page(
    request: PageRequest,
    checkin_id: UUID,
    form: PreparationForm,
    *,
    looked_over: bool = False,
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    checkin = get_checkin(actor=request.actor, checkin_id=checkin_id)
    engagement = see_engagement(actor=request.actor, engagement_id=checkin.engagement_id)
    if rules.can_be_prepared(checkin):
        _boxes(request, engagement.id, checkin_id).fill(form)
    asked: list[Asked] = []
    if looked_over:
        chosen = form.cleaned_data["focus_areas"]
        asked = library.choose(
            queries.current_library(actor=request.actor),
            focus_areas=chosen,
            single=form.cleaned_data["questions"],
            earlier=0,
        )
        if not chosen:  # those of the agreement follow; which, depends on what was asked before
            asked = [item for item in asked if item.key.startswith("single.")]
    context = {
        "checkin": checkin,
        "engagement": engagement,
        "can_be": rules.can_be_prepared(checkin),
        "form": form,
        "kept": "What you typed is still here, but not saved.",
        "asked": asked,
        "looked_over": looked_over,
        "goes_on": looked_over and not form.cleaned_data["focus_areas"],
    }
    return render(request, "reviews/prompts/prepare.html", context, status=status)
