"""What somebody could try to get at a text that is not theirs to read, or to send one on.

Each try is an act or a reading through the rooms' own functions, first as it is right, then as it is
wrong. tests/laws/test_consent_rules.py takes one check after the other away and looks whether the
wrong one goes through then.
"""

import dataclasses
import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from types import SimpleNamespace
from typing import Any, NamedTuple

from django.db import transaction
from django.test import Client
from django.urls import reverse

from accounts.access import acting_as, acting_as_system
from accounts.models import User
from reviews.disclosures import actions as disclosing
from reviews.documents import actions as acknowledging
from reviews.documents import queries as reading
from reviews.engagements.queries import get_engagement
from reviews.releases import actions, closings, copy_queries, permissions, queries
from reviews.releases.models import ClosedRelease, ReleaseFile
from reviews.releases.terms import NOTICE_VERSION
from reviews.reports import actions as writing
from reviews.reports import cosignature_queries, cosignatures
from reviews.reports import queries as reports
from reviews.reports.models import CoSignature
from tests import sharing_story as sharing
from tests import voices
from tests.concerns import step, told
from tests.laws.asking import typed
from tests.story import _engagement
from tests.talks import log_session
from tracker.lib import clock, dates

Call = Callable[[], Any]
MARA = ("Mara Oldham", "team lead", "Harrow & Vale", "mara@example.org")
WITH_ADDRESS = "I have read this; write to me at eli@example.org."
REFUSED = "Her empathy is now nine out of ten."
OLD = timedelta(minutes=11)
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
JSON = "application/json"


class Try(NamedTuple):
    """The same call as it is right and as it is wrong."""

    right: Call
    wrong: Call


def stage(cast: Any, engagement: Any, now: Any) -> Any:
    """Dana's signed report about Eli, his permission for Erin, and a second permission for Mara."""
    s = SimpleNamespace(cast=cast, engagement=engagement, now=now)
    s.eli, s.dana, s.mo, s.otto = (getattr(cast, n).actor for n in ("eli", "dana", "mo", "otto"))
    s.signed = sharing.signed_report(cast, engagement.id, now=now)
    s.permission = permission_of(s.eli, sharing.permitted(cast, engagement.id, now=now))
    with acting_as(s.eli), transaction.atomic():
        s.report = reports.get_signed(actor=s.eli, report_id=s.signed.id)
        s.theirs = get_engagement(actor=s.eli, engagement_id=engagement.id)
    return s


def permission_of(client: Any, made: Any) -> Any:
    with acting_as(client), transaction.atomic():
        return queries.get_permission(actor=client, permission_id=made.id)


def to_be(actor: Any, call: Call) -> Any:
    with acting_as(actor), transaction.atomic():
        return call()


# --- the client's acts ----------------------------------------------------------------------------


def release(s: Any, **changes: Any) -> Call:
    values = {
        "actor": s.eli,
        "report": s.report,
        "permission": s.permission,
        "parts": ["takes_part"],
        "seen": actions.Seen(bytes(s.report.digest), None),
        "authenticated_at": s.now,
        "now": s.now,
        **changes,
    }
    return lambda: to_be(values["actor"], lambda: actions.release_report(**values))


def give(s: Any, *, actor: Any = None, parts: Any = None, at: Any = None, **terms: Any) -> Call:
    actor = actor or s.eli
    said = to_be(s.eli, lambda: queries.open_terms(s.permission))
    values = {
        "actor": actor,
        "engagement": s.theirs,
        "terms": dataclasses.replace(said, **terms),
        "parts": ["takes_part"] if parts is None else parts,
        "authenticated_at": at or s.now,
        "now": s.now,
    }
    return lambda: to_be(actor, lambda: permissions.give_permission(**values))


def narrow(s: Any, *parts: str, actor: Any = None, permission: Any = None, at: Any = None) -> Call:
    values = {
        "actor": actor or s.eli,
        "permission": permission or s.permission,
        "parts": list(parts),
        "authenticated_at": at or s.now,
        "now": s.now,
    }
    return lambda: to_be(values["actor"], lambda: permissions.narrow_permission(**values))


def withdraw(s: Any, *, actor: Any = None, at: Any = None) -> Call:
    values = {
        "actor": actor or s.eli,
        "permission": s.permission,
        "authenticated_at": at or s.now,
        "now": s.now,
    }
    return lambda: to_be(values["actor"], lambda: permissions.withdraw_permission(**values))


def state(s: Any, actor: Any) -> Call:
    values = {"actor": actor, "report": s.report, "text": "In my own words.", "now": s.now}
    return lambda: to_be(actor, lambda: actions.write_statement(**values))


def keep(s: Any, actor: Any) -> Call:
    values = {"actor": actor, "report": s.report, "now": s.now}
    return lambda: to_be(actor, lambda: actions.choose_not_to_release(**values))


def changed(s: Any, change: Callable[[Any], Any], call: Callable[..., Call], **how: Any) -> Call:
    """The call, after something else has happened."""

    def happens() -> Any:
        change(s)
        return call(s, **how)()

    return happens


def _withdrawn(s: Any) -> None:
    sharing.withdrawn(s.cast, s.permission, now=s.now)


def _in_error(s: Any) -> None:
    sharing.entered_in_error(s.cast, s.signed, now=s.now)


def _newer(s: Any) -> None:
    sharing.corrected_report(s.cast, s.signed, now=s.now, themes="We worked on asking twice.")


def _narrowed(s: Any) -> None:
    sharing.narrowed(s.cast, s.permission, "takes_part", "themes", now=s.now)


def _released(s: Any) -> None:
    release(s)()


def _stated(s: Any, text: str = WITH_ADDRESS) -> Any:
    sharing.stated(s.cast, s.signed, now=s.now, text=text)
    return to_be(s.eli, lambda: queries.latest_statement(actor=s.eli, report_id=s.report.id))


def _with_statement(s: Any, text: str) -> Call:
    def happens() -> Any:
        seen = actions.Seen(bytes(s.report.digest), _stated(s, text).id)
        return release(s, seen=seen)()

    return happens


def _listed(s: Any) -> None:
    """The agreement lists a concern that the signed report does not state."""
    voices.agreed(s.cast, s.engagement.id, now=s.now)
    concern = told(s.eli, s.engagement.id, now=s.now)
    step(s.dana, concern, "listed", now=s.now, agreed_key="as_described")


def _of_another(s: Any) -> Call:
    """A permission of Otto's with Eli's report, by Otto."""
    theirs = _engagement(s.mo, s.otto, "Otto Brandt", now=s.now)
    made = sharing.permitted(s.cast, theirs.engagement_id, now=s.now, client=s.otto)
    return release(s, actor=s.otto, permission=permission_of(s.otto, made))


def _one_name_missing(s: Any) -> Call:
    """The version as it would be if two names had been agreed, and one has signed."""
    report = to_be(s.eli, lambda: reports.get_signed(actor=s.eli, report_id=s.signed.id))
    report.two_names = True
    return release(s, report=report)


def release_again(s: Any, *, left: bool = False) -> Call:
    """To Erin, who has joined, and has left since or not."""
    from accounts.actions import end_membership
    from accounts.models import Membership

    def happens() -> Any:
        erin, ada = _joined(s).erin, s.cast.ada.actor
        if left:
            with acting_as(ada), transaction.atomic():
                membership = Membership.objects.get(id=erin.membership_id)
                end_membership(actor=ada, membership=membership, now=clock.now())
        now = clock.now()
        return release(s, parts=["takes_part", "themes"], authenticated_at=now, now=now)()

    return happens


# --- the reader's --------------------------------------------------------------------------------


def _joined(s: Any) -> Any:
    """Erin has joined; the release is hers to read."""
    row = release(s)()
    sharing.wait_is_over()
    return SimpleNamespace(row=row, erin=sharing.reader_joined())


def get_readable(s: Any, change: Callable[[Any], Any] | None = None) -> Call:
    def happens() -> Any:
        r = _joined(s)
        if change:
            sharing.withdrawn(s.cast, s.permission, now=clock.now())
        return to_be(r.erin, lambda: reading.get_readable(actor=r.erin, release_id=r.row.id))

    return happens


def acknowledge(s: Any, version: str = NOTICE_VERSION) -> Call:
    def happens() -> Any:
        r = _joined(s)
        with acting_as(r.erin), transaction.atomic():
            found = reading.get_readable(actor=r.erin, release_id=r.row.id)
            acknowledging.acknowledge_notice(
                actor=r.erin, release=found, version=version, now=clock.now()
            )

    return happens


def read_file(s: Any, *, acknowledged: bool) -> Call:
    def happens() -> Any:
        r = _joined(s)
        if acknowledged:
            sharing.acknowledged(r.erin, r.row.id)
        return to_be(r.erin, lambda: reading.read_file(actor=r.erin, release_id=r.row.id))

    return happens


def read_copy_of_client(s: Any, change: Callable[[Any], Any] | None = None) -> Call:
    def happens() -> Any:
        row = release(s)()
        if change:
            change(s)
        return to_be(s.eli, lambda: copy_queries.read_released(actor=s.eli, release_id=row.id))

    return happens


def preview(s: Any, actor: Any) -> Call:
    values = {
        "actor": actor,
        "report": s.report,
        "permission": s.permission,
        "parts": ["takes_part"],
        "now": s.now,
    }
    return lambda: to_be(actor, lambda: copy_queries.preview(**values))


# --- what reached the wrong person -----------------------------------------------------------------


def close(s: Any, *, actor: Any = None, at: Any = None) -> Call:
    def call(who: Any) -> None:
        reader = queries.get_recipient(actor=who, recipient_id=s.permission.recipient_id)
        closings.close_reader(actor=who, recipient=reader, authenticated_at=at or s.now, now=s.now)

    return _closing(s, actor or s.dana, call)


def close_everybody(s: Any, *, actor: Any = None, at: Any = None) -> Call:
    def call(who: Any) -> None:
        closings.close_readers(actor=who, reader_id=None, authenticated_at=at or s.now, now=s.now)

    return _closing(s, actor or s.cast.ada.actor, call)


def _closing(s: Any, who: Any, call: Callable[[Any], None]) -> Call:
    """The door closes nothing for whom it does not reach, and raises nothing."""

    def happens() -> None:
        _released(s)
        to_be(who, lambda: call(who))
        assert to_be(s.dana, ClosedRelease.objects.exists), "nothing was closed"

    return happens


# --- the author's and the second clinician's ------------------------------------------------------


def _draft(s: Any, **texts: str) -> Any:
    """The next version, written and not signed."""
    with acting_as(s.dana), transaction.atomic():
        before = reports.get_signed(actor=s.dana, report_id=s.signed.id)
        draft = writing.begin_version(actor=s.dana, report=before, now=s.now)
    log = log_session(s.dana, s.engagement.id, now=s.now)
    sharing.write_draft(s.dana, draft.id, ground=("session", log.id), now=s.now, **texts)
    return to_be(s.dana, lambda: reports.get_draft(actor=s.dana, report_id=draft.id))


def sign(s: Any, *, themes: str = "", then: Callable[[Any], Any] | None = None, **how: Any) -> Call:
    def happens() -> Any:
        draft = _draft(s, **({"themes": themes} if themes else {}))
        actor = how.get("actor", s.dana)
        today = dates.local(s.now).date()
        with acting_as(s.dana), transaction.atomic():
            opened = reports.open_draft(actor=s.dana, report_id=draft.id, today=today)
            found = writing.readiness.review_draft(actor=s.dana, draft=opened)
        if then:
            then(draft)
        values = {
            "actor": actor,
            "report": draft,
            "kept": frozenset(item.key for item in found if not item.refused),
            "stand_alone": sharing.STAND_ALONE,
            "authenticated_at": s.now,
            "now": s.now,
            **how,
        }
        return to_be(actor, lambda: writing.sign_report(**values))

    return happens


def write(s: Any, *, actor: Any = None) -> Call:
    actor = actor or s.dana

    def happens() -> Any:
        draft = _draft(s)
        values = {"kind": "themes", "text": "Other words.", "version": 9, "now": s.now}
        return to_be(actor, lambda: writing.save_section(actor=actor, report=draft, **values))

    return happens


def get_draft(s: Any, *, signed: bool) -> Call:
    def happens() -> Any:
        row = s.signed if signed else _draft(s)
        return to_be(s.dana, lambda: reports.get_draft(actor=s.dana, report_id=row.id))

    return happens


def get_signed(s: Any, *, draft: bool) -> Call:
    def happens() -> Any:
        row = _draft(s) if draft else s.signed
        return to_be(s.dana, lambda: reports.get_signed(actor=s.dana, report_id=row.id))

    return happens


def ask(s: Any, *, actor: Any = None, whom: Any = None, draft: bool = False) -> Call:
    def happens() -> Any:
        report = _draft(s) if draft else s.signed
        values = {"report": report, "cosigner_id": (whom or s.mo).user_id, "now": s.now}
        who = actor or s.dana
        return to_be(who, lambda: cosignatures.ask_cosigner(actor=who, **values))

    return happens


def answer(
    s: Any, *, actor: Any = None, at: Any = None, outcome: str = "", remark: str = ""
) -> Call:
    def happens() -> Any:
        asked = ask(s)()
        who = actor or s.mo
        values = {
            "cosignature": asked,
            "outcome": outcome or CoSignature.COSIGNED,
            "remark": remark,
            "standing": sharing.STANDING,
            "authenticated_at": at or s.now,
            "now": s.now,
        }
        return to_be(who, lambda: cosignatures.answer_cosignature(actor=who, **values))

    return happens


def pass_on(s: Any, *, actor: Any = None, answered: bool = True) -> Call:
    def happens() -> Any:
        asked = ask(s)()
        if answered:
            _answers(s, asked)
        with acting_as(s.dana), transaction.atomic():
            row = cosignature_queries.get_cosignature(actor=s.dana, cosignature_id=asked.id)
        who = actor or s.dana
        values = {"actor": who, "cosignature": row, "now": s.now}
        return to_be(who, lambda: cosignatures.pass_on_answer(**values))

    return happens


def keep_back(
    s: Any, *, actor: Any = None, answered: bool = True, passed_on: bool = False, at: Any = None
) -> Call:
    def happens() -> Any:
        asked = ask(s)()
        if answered:
            _answers(s, asked, outcome=CoSignature.DECLINED, remark="I know them too well.")
        with acting_as(s.dana), transaction.atomic():
            row = cosignature_queries.get_cosignature(actor=s.dana, cosignature_id=asked.id)
            if passed_on:
                cosignatures.pass_on_answer(actor=s.dana, cosignature=row, now=s.now)
        if at is not None:  # by the database's clock, too
            clock.move(at - datetime.now(UTC))
        who = actor or s.dana
        values = {"actor": who, "cosignature": row, "why": "We talk first.", "now": at or s.now}
        return to_be(who, lambda: cosignatures.keep_back_answer(**values))

    return happens


def _answers(s: Any, asked: Any, **changes: Any) -> None:
    values = {
        "outcome": CoSignature.COSIGNED,
        "remark": "",
        "standing": sharing.STANDING,
        "authenticated_at": s.now,
        "now": s.now,
        **changes,
    }
    with acting_as(s.mo), transaction.atomic():
        cosignatures.answer_cosignature(actor=s.mo, cosignature=asked, **values)


def get_asked(
    s: Any,
    *,
    actor: Any = None,
    change: Callable[[Any], Any] | None = None,
    answered: bool = False,
    unknown: bool = False,
) -> Call:
    def happens() -> Any:
        asked = ask(s)()
        if answered:
            _answers(s, asked)
        if change:
            change(s)
        who, row_id = actor or s.mo, uuid.uuid4() if unknown else asked.id
        return to_be(who, lambda: cosignature_queries.get_asked(actor=who, cosignature_id=row_id))

    return happens


def get_cosignature(s: Any, actor: Any) -> Call:
    def happens() -> Any:
        asked = ask(s)()
        _answers(s, asked)
        return to_be(
            actor, lambda: cosignature_queries.get_cosignature(actor=actor, cosignature_id=asked.id)
        )

    return happens


# --- what is told without permission --------------------------------------------------------------


def record(s: Any, *, actor: Any = None, at: Any = None, started: bool = True, **new: Any) -> Call:
    actor = actor or s.dana
    values = {
        "ground": "danger",
        "outcome": "told",
        "facts": "He said this morning what he would do tonight, and where.",
        "decision": "Nothing less would have been in time.",
        "told_to": "The police of the town",
        "told_on": s.now.date(),
        **new,
    }

    def happens() -> Any:
        engagement = to_be(
            s.dana, lambda: get_engagement(actor=s.dana, engagement_id=s.engagement.id)
        )
        if not started:
            engagement.started_at = None
        return to_be(
            actor,
            lambda: disclosing.record_disclosure(
                actor=actor,
                engagement=engagement,
                new=disclosing.NewDisclosure(**values),
                authenticated_at=at or s.now,
                now=s.now,
            ),
        )

    return happens


# --- pages and the API -----------------------------------------------------------------------------


def page(
    s: Any, who: str, method: str, path: str, *, proven: bool = False, accept: str = "", **sent: str
) -> Call:
    """A request in a browser of theirs; an answer of 400 and above is an error of its name."""

    def happens() -> Any:
        user_id = s.erin.user_id if who == "reader" else getattr(s, who).user_id
        client = Client(headers={"Origin": "http://localhost:8000"})
        client.force_login(User.objects.get(id=user_id), backend=BACKEND)
        session = client.session
        session["has_factor"] = True
        if proven:
            typed(session, User.objects.get(id=user_id))
        session.save()
        ask = client.get if method == "GET" else client.post
        answer = ask(path, sent, headers={"Accept": accept or "text/html"})
        if answer.status_code >= HTTPStatus.BAD_REQUEST:
            raise type(f"Status{answer.status_code}", (Exception,), {})
        return answer

    return happens


def preview_pdf(s: Any, *, part: str = "takes_part") -> Call:
    path = reverse("releases:preview_pdf", args=[s.signed.id, s.permission.id])
    return page(s, "eli", "GET", path, part=part)


def withdraw_by_api(s: Any, *, who: str = "eli", proven: bool = True) -> Call:
    path = reverse("api:withdraw", args=[s.permission.id])
    return page(s, who, "POST", path, proven=proven, accept=JSON)


def sharing_by_api(s: Any, who: str, accept: str) -> Call:
    path = reverse("api:sharing", args=[s.engagement.id])

    def happens() -> Any:
        if who == "reader":
            s.erin = _joined(s).erin
        return page(s, who, "GET", path, accept=accept)()

    return happens


def acknowledge_page(s: Any, *, version: str = NOTICE_VERSION) -> Call:
    def happens() -> Any:
        r = _joined(s)
        s.erin = r.erin
        path = reverse("documents:acknowledge", args=[r.row.id])
        return page(s, "reader", "POST", path, version=version)()

    return happens


def file_by_api(s: Any, *, dropped: bool = False) -> Call:
    def happens() -> Any:
        r = _joined(s)
        s.erin = r.erin
        sharing.acknowledged(r.erin, r.row.id)
        if dropped:
            with acting_as_system("documents"), transaction.atomic():
                ReleaseFile.objects.filter(release=r.row).update(state=ReleaseFile.DROPPED)
        path = reverse("api:shared_file", args=[r.row.id])
        return page(s, "reader", "GET", path, accept=JSON)()

    return happens
