"""What a reader has been given: the list, the notice, the text, the PDF. The form of a contact whose
agreement lists what they may report. And "Is it genuine?".

To its reader a document that cannot be opened is one answer, accounts.errors.ABSENT, whatever the
reason and however it was asked for. So every method a page does not know is an absence too.
"""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any
from uuid import UUID, uuid4

from allauth.core import ratelimit
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters

from accounts.access import NotFound, WrongState
from accounts.gate import PageRequest, open_to
from accounts.queries import get_organization
from accounts.roles import EMPLOYER_CONTACT, EVERYONE
from reviews.agreements.terms import LISTED_ALONE
from reviews.concerns.actions import report_agreed
from reviews.concerns.forms import ReportForm
from reviews.concerns.queries import get_form, list_forms
from reviews.documents import actions, queries
from reviews.documents.answers import pdf_response
from reviews.documents.forms import AcknowledgeForm, CodeForm, FileForm
from tracker.lib import clock
from tracker.lib.forms import sending
from tracker.lib.uploads import reads_file, too_large

# Decisions 12 and 28. They say whether a document may be relied on, and nothing of anybody.
ANSWERS = {
    "unchanged": ("Unchanged since it was issued. This says nothing about the person.", "pine"),
    "over": ("This document may no longer be relied on. If you hold a copy, destroy it.", "amber"),
    "unknown": (
        "We do not know this document. It may have been changed, or it is not ours.",
        "amber",
    ),
}
HANDED_OVER = "Handed to the clinician. Nothing about it is shown back here."


def only(*methods: str) -> Callable[[Any], Any]:
    """Answer these methods; to any other there is nothing here."""

    def decorate(view: Any) -> Any:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.method not in methods:
                raise NotFound
            response: HttpResponseBase = view(request, *args, **kwargs)
            return response

        return guarded

    return decorate


@open_to(EMPLOYER_CONTACT)
@only("GET", "HEAD")
def home(request: PageRequest) -> HttpResponse:
    """What can be opened now. That there is nothing has one page, whatever the reason."""
    context = {
        "documents": queries.list_documents(actor=request.actor),
        "forms": list_forms(actor=request.actor),
    }
    return render(request, "reviews/documents/home.html", context)


@open_to(EMPLOYER_CONTACT)
@sensitive_post_parameters()
@only("GET", "HEAD", "POST")
def form(request: PageRequest, form_id: UUID) -> HttpResponseBase:
    """One agreed concern and its day, for the two people of an agreement. Nothing is shown back,
    not even that something was sent before.
    """
    offered = get_form(actor=request.actor, form_id=form_id)
    data = request.POST if request.method == "POST" else None
    choices = [(key, LISTED_ALONE[key]) for key in offered.keys]
    report = ReportForm(data, offered=offered, choices=choices)
    if report.is_valid():
        if not ratelimit.consume(request, action="report_agreed", user=request.user):
            refused: HttpResponseBase = ratelimit.respond_429(request)
            return refused
        said = report.cleaned_data
        report_agreed(
            actor=request.actor,
            form_id=form_id,
            concern_id=sending(request, who=request.actor.user_id) or uuid4(),
            key=said["key"],
            on=said["on"],
        )
        messages.success(request, HANDED_OVER)
        return redirect("documents:home")
    if report.not_agreed:
        raise NotFound
    context = {
        "form": report,
        "offered": offered,
        "phone": get_organization(actor=request.actor).phone,
    }
    status = HTTPStatus.BAD_REQUEST if report.errors else HTTPStatus.OK
    return render(request, "reviews/documents/form.html", context, status=status)


@open_to(EMPLOYER_CONTACT)
@only("GET", "HEAD")
def read(request: PageRequest, release_id: UUID) -> HttpResponse:
    seen = queries.read_document(actor=request.actor, release_id=release_id)
    page = "read" if seen.document else "notice"
    return render(request, f"reviews/documents/{page}.html", {"seen": seen})


@open_to(EMPLOYER_CONTACT)
@only("POST")
def acknowledge(request: PageRequest, release_id: UUID) -> HttpResponse:
    """The notice was read. Asked first: a document that is gone is gone before a form is wrong."""
    release = queries.get_readable(actor=request.actor, release_id=release_id)
    form = AcknowledgeForm(request.POST)
    if not form.is_valid():
        raise WrongState
    actions.acknowledge_notice(
        actor=request.actor, release=release, version=form.cleaned_data["version"], now=clock.now()
    )
    return redirect("documents:read", release_id=release_id)


@open_to(EMPLOYER_CONTACT)
@only("GET", "HEAD")
def file(request: PageRequest, release_id: UUID) -> HttpResponse:
    """The sealed PDF whole, or how far it is. A part or an earlier copy is never answered."""
    pdf = queries.read_file(actor=request.actor, release_id=release_id)
    if pdf is None:
        state = queries.file_state(actor=request.actor, release_id=release_id)
        context = {"release_id": release_id, "state": state}
        return render(request, "reviews/documents/being_made.html", context)
    return pdf_response(pdf)


@open_to(EVERYONE)
@reads_file
@sensitive_post_parameters()
@only("GET", "HEAD", "POST")
def check(request: HttpRequest) -> HttpResponseBase:
    """A code or a file, and one of three answers. Nothing that was sent is kept."""
    if request.method != "POST":
        return _check_page(request, CodeForm(), FileForm(), None)
    if not ratelimit.consume(request, action="check_document"):
        refused: HttpResponseBase = ratelimit.respond_429(request)
        return refused
    if "code" in request.POST:
        by_code = CodeForm(request.POST)
        answer = None
        if by_code.is_valid():
            answer = queries.check_code(by_code.cleaned_data["code"])
            by_code = CodeForm()
        return _check_page(request, by_code, FileForm(), answer)
    by_file = FileForm(request.POST, request.FILES, too_large=too_large(request))
    answer = queries.check_file(by_file.digest()) if by_file.is_valid() else None
    return _check_page(request, CodeForm(), by_file if answer is None else FileForm(), answer)


def _check_page(
    request: HttpRequest, by_code: CodeForm, by_file: FileForm, answer: str | None
) -> HttpResponse:
    wrong = by_code if by_code.errors else by_file
    words, tone = ANSWERS[answer] if answer else ("", "")
    context = {"by_code": by_code, "by_file": by_file, "form": wrong, "words": words, "tone": tone}
    status = HTTPStatus.BAD_REQUEST if wrong.errors else HTTPStatus.OK
    return render(request, "reviews/documents/check.html", context, status=status)
