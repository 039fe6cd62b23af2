"""The author looks the whole text over, and signs it."""

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts.access import Stale, WrongState
from accounts.errors import changed_meanwhile
from accounts.gate import PageRequest, open_to
from accounts.roles import CLINICIAN
from reviews.reports import actions, problem_words, queries, readiness, words
from reviews.reports.forms import SignForm
from reviews.reports.queries import DraftSeen
from reviews.reports.rules import NotReady, Problem
from reviews.reports.views.drafts import about_draft, blocking, boxes_of_about, open_draft
from tracker.lib import clock

CHANGED_MEANWHILE = (
    "Nothing was signed. The text was changed since this page was shown to you, perhaps in another "
    "tab. Below it stands as it is now: read it again, and sign it then."
)
NAMED = "named-"  # then the key of a finding
MORE_WAS_TYPED = (
    "You typed more about your sources than is saved in the draft, and all of it is here. Nothing "
    "was signed: save it first, then sign."
)


@open_to(CLINICIAN)
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign(request: PageRequest, report_id: UUID) -> HttpResponse:
    """Every word once more, then the author's signature."""
    report = queries.get_own(actor=request.actor, report_id=report_id)
    if report.signed_at and request.method == "POST":
        return _signed_already(request, report_id)
    if report.signed_at:
        return redirect("reports:read", report_id=report_id)
    if boxes_of_about(request, report).found():
        messages.warning(request, MORE_WAS_TYPED)
        return redirect("reports:about", report_id=report_id)
    seen = open_draft(request, report_id)
    alone = words.alone_choices(seen)
    if request.method != "POST":
        return _signing_page(request, seen, form=SignForm(request=request, alone=alone))
    form = SignForm(request.POST, request=request, alone=alone)
    if not form.is_valid():
        return _signing_page(request, seen, form=form, status=HTTPStatus.BAD_REQUEST)
    try:
        actions.sign_report(
            actor=request.actor,
            report=report,
            kept=frozenset(request.POST.getlist("kept")),
            named=_named(request),
            stand_alone=frozenset(form.cleaned_data.get("stand_alone", ())),
            authenticated_at=form.authenticated_at,
            now=clock.now(),
            seen=request.POST.get("seen", ""),
        )
    except NotReady as refusal:
        form.add_error(None, "It cannot be signed like this yet. The list says what is left.")
        return _signing_page(
            request, seen, form=form, problems=refusal.problems, status=HTTPStatus.BAD_REQUEST
        )
    except Stale:
        return _signing_page(
            request,
            open_draft(request, report_id),
            form=form,
            stale=True,
            status=HTTPStatus.CONFLICT,
        )
    except WrongState:
        return _signed_already(request, report_id)
    messages.success(request, _after_signing(two_names=report.two_names, seen=seen))
    return redirect("reports:read", report_id=report_id)


def _after_signing(*, two_names: bool, seen: DraftSeen) -> str:
    if two_names:
        return "Signed. Now ask a colleague to read it: the agreement asks for a second name."
    return (
        f"Signed. {seen.engagement.short_name} can read it now, and is told that something waits."
    )


def _signing_page(  # noqa: PLR0913 - a page that shows what was ticked, and why it did not go
    request: PageRequest,
    seen: DraftSeen,
    *,
    form: SignForm,
    problems: list[Problem] | None = None,
    stale: bool = False,
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    found = readiness.review_draft(actor=request.actor, draft=seen)
    left = blocking(request, seen, found) if problems is None else problems
    kept = frozenset(request.POST.getlist("kept"))
    asked = [item for item in found if item.points or not item.refused]
    context = {
        **about_draft(seen),
        "text": words.text_of_draft(seen),
        "rows": words.about_rows(seen.about.standing()),
        "blocking": problem_words.problem_items(seen, left, asked_at="#asked"),
        "questions": problem_words.found_items(
            asked,
            texts=seen.texts,
            kept=kept,
            named=_named(request),
            headings=problem_words.headings_of(seen),
        ),
        "fingerprint": seen.fingerprint,
        "form": form,
        # Where something must be changed first, the page says so in place of a button.
        "can_sign": not left or request.method == "POST",
        "kept": "Nothing was signed. What you ticked is still here.",
        "stale": CHANGED_MEANWHILE if stale else "",
    }
    return render(request, "reviews/reports/sign.html", context, status=status)


def _named(request: PageRequest) -> dict[str, str]:
    """What was chosen beside words that may point to somebody, by key."""
    sent = request.POST
    return {name.removeprefix(NAMED): sent[name] for name in sent if name.startswith(NAMED)}


def _signed_already(request: PageRequest, report_id: UUID) -> HttpResponse:
    return changed_meanwhile(
        request,
        "This version is signed already, perhaps in another tab. Nothing was done twice.",
        back_url=reverse("reports:read", args=[report_id]),
        back_label="Read what was signed",
    )
