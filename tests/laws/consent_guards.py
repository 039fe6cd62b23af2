"""Every check in Python between a release and a reader, and the try that notices when it is gone.

Written by hand. tests/laws/test_consent_rules.py finds the checks in the source and demands a line for
each, so a new check without a try is a failure.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from accounts.roles import CLIENT
from tests.laws import consent_tries as t
from tests.laws.consent_tries import OLD, Try

DATABASE = "the database"  # a row policy, a trigger or a constraint
KEY = "the key"  # it is not the actor's to unwrap
UNSIGNED = "JSONDecodeError"  # a draft has no frozen text to show anybody
NOTHING = "AssertionError"  # the door of the database found nothing that is theirs to close
DONE = "done"


@dataclass(frozen=True)
class Line:
    """attempt  name in TRIES. refused: how, with every check in place.

    without  what comes of it when the check is gone: DONE, or who holds it then.
    also     checks that would hold it as well and are taken away with it; with those alone gone, this
             one holds.
    """

    attempt: str
    refused: str
    without: str = DONE
    also: tuple[str, ...] = ()


TRIES: dict[str, Callable[[Any], Try]] = {
    # --- the client's release
    "release after eleven minutes": lambda s: Try(
        t.release(s), t.release(s, authenticated_at=s.now - OLD)
    ),
    "release by the clinician": lambda s: Try(t.release(s), t.release(s, actor=s.dana)),
    "release of another's report": lambda s: Try(t.release(s), t._of_another(s)),
    "release in what was withdrawn": lambda s: Try(
        t.release(s), t.changed(s, t._withdrawn, t.release)
    ),
    "release of nothing": lambda s: Try(t.release(s), t.release(s, parts=[])),
    "release of more than is permitted": lambda s: Try(
        t.changed(s, t._narrowed, t.release),
        t.changed(s, t._narrowed, t.release, parts=["takes_part", "summary"]),
    ),
    "release of what misleads alone": lambda s: Try(
        t.release(s, parts=["takes_part", "themes"]), t.release(s, parts=["takes_part", "summary"])
    ),
    "release that leaves out what is listed": lambda s: Try(
        t.changed(s, t._listed, t.release),
        t.changed(s, t._listed, t.release, parts=["takes_part", "themes"]),
    ),
    "release twice": lambda s: Try(t.release(s), t.changed(s, t._released, t.release)),
    "release with an address beside it": lambda s: Try(
        t._with_statement(s, "I have read this."), t._with_statement(s, t.WITH_ADDRESS)
    ),
    "release to a reader who left": lambda s: Try(
        t.release_again(s), t.release_again(s, left=True)
    ),
    "release with one name of two": lambda s: Try(t.release(s), t._one_name_missing(s)),
    "release of what was entered in error": lambda s: Try(
        t.release(s), t.changed(s, t._in_error, t.release)
    ),
    "release of other words": lambda s: Try(
        t.release(s), t.release(s, seen=t.actions.Seen(b"other", None))
    ),
    "release of an earlier version": lambda s: Try(t.release(s), t.changed(s, t._newer, t.release)),
    "release with a statement nobody saw": lambda s: Try(
        t.release(s), t.changed(s, lambda s: t._stated(s, "I have read this."), t.release)
    ),
    # --- the client's permission
    "permission after eleven minutes": lambda s: Try(t.give(s), t.give(s, at=s.now - OLD)),
    "permission by the clinician": lambda s: Try(t.give(s), t.give(s, actor=s.dana)),
    "permission for nothing": lambda s: Try(t.give(s), t.give(s, parts=[])),
    "permission for what there is not": lambda s: Try(
        t.give(s), t.give(s, parts=["takes_part", "gossip"])
    ),
    "permission for two years": lambda s: Try(
        t.give(s), t.give(s, until=(s.now + timedelta(days=700)).date())
    ),
    "permission for a score": lambda s: Try(t.give(s), t.give(s, purpose=t.REFUSED)),
    "narrowing after eleven minutes": lambda s: Try(
        t.narrow(s, "takes_part"), t.narrow(s, "takes_part", at=s.now - OLD)
    ),
    "narrowing by the clinician": lambda s: Try(
        t.narrow(s, "takes_part"), t.narrow(s, "takes_part", actor=s.dana)
    ),
    "narrowing of what was withdrawn": lambda s: Try(
        t.narrow(s, "takes_part"), t.changed(s, t._withdrawn, lambda s: t.narrow(s, "takes_part"))
    ),
    "narrowing to nothing": lambda s: Try(t.narrow(s, "takes_part"), t.narrow(s)),
    "narrowing to what there is not": lambda s: Try(
        t.narrow(s, "takes_part"), t.narrow(s, "takes_part", "gossip")
    ),
    "narrowing to all of it": lambda s: Try(
        t.narrow(s, "takes_part"), t.narrow(s, *s.permission.parts)
    ),
    "withdrawal after eleven minutes": lambda s: Try(t.withdraw(s), t.withdraw(s, at=s.now - OLD)),
    "withdrawal by the clinician": lambda s: Try(t.withdraw(s), t.withdraw(s, actor=s.dana)),
    "statement by the clinician": lambda s: Try(t.state(s, s.eli), t.state(s, s.dana)),
    "a no by the clinician": lambda s: Try(t.keep(s, s.eli), t.keep(s, s.dana)),
    "preview by the clinician": lambda s: Try(t.preview(s, s.eli), t.preview(s, s.dana)),
    "preview of what was entered in error": lambda s: Try(
        t.preview(s, s.eli), t.changed(s, t._in_error, lambda s: t.preview(s, s.eli))
    ),
    "copy of what was entered in error": lambda s: Try(
        t.read_copy_of_client(s), t.read_copy_of_client(s, t._in_error)
    ),
    # --- the reader's
    "reading after the withdrawal": lambda s: Try(
        t.get_readable(s), t.get_readable(s, t._withdrawn)
    ),
    "acknowledging another notice": lambda s: Try(
        t.acknowledge(s), t.acknowledge(s, version="1999-01")
    ),
    "the PDF before the notice": lambda s: Try(
        t.read_file(s, acknowledged=True), t.read_file(s, acknowledged=False)
    ),
    # --- the author's
    "signing after eleven minutes": lambda s: Try(
        t.sign(s), t.sign(s, authenticated_at=s.now - OLD)
    ),
    "signing by a colleague": lambda s: Try(t.sign(s), t.sign(s, actor=s.mo)),
    "signing twice": lambda s: Try(
        t.sign(s), t.sign(s, then=lambda draft: t.sharing.sign_draft(s.dana, draft.id, now=s.now))
    ),
    "signing what was not shown": lambda s: Try(t.sign(s), t.sign(s, seen="another")),
    "signing a score": lambda s: Try(t.sign(s), t.sign(s, themes=t.REFUSED)),
    "writing by a colleague": lambda s: Try(t.write(s), t.write(s, actor=s.mo)),
    "writing as a client": lambda s: Try(
        t.write(s), t.write(s, actor=replace(s.dana, role=CLIENT))
    ),
    "opening what is signed as a draft": lambda s: Try(
        t.get_draft(s, signed=False), t.get_draft(s, signed=True)
    ),
    "reading a draft as signed": lambda s: Try(
        t.get_signed(s, draft=False), t.get_signed(s, draft=True)
    ),
    # --- the second clinician's
    "asking by a colleague": lambda s: Try(t.ask(s), t.ask(s, actor=s.mo)),
    "asking as a client": lambda s: Try(t.ask(s), t.ask(s, actor=replace(s.dana, role=CLIENT))),
    "asking about what was entered in error": lambda s: Try(
        t.ask(s), t.changed(s, t._in_error, t.ask)
    ),
    "asking about a draft": lambda s: Try(t.ask(s), t.ask(s, draft=True)),
    "asking the author": lambda s: Try(t.ask(s), t.ask(s, whom=s.dana)),
    "answering after eleven minutes": lambda s: Try(t.answer(s), t.answer(s, at=s.now - OLD)),
    "answering by the author": lambda s: Try(t.answer(s), t.answer(s, actor=s.dana)),
    "answering nothing": lambda s: Try(
        t.answer(s), t.answer(s, outcome="asked", remark="I was told of it too late.")
    ),
    "answering with a score": lambda s: Try(
        t.answer(s, remark="I have read it twice."), t.answer(s, remark=t.REFUSED)
    ),
    "passing on by a colleague": lambda s: Try(t.pass_on(s), t.pass_on(s, actor=s.mo)),
    "passing on what was not answered": lambda s: Try(t.pass_on(s), t.pass_on(s, answered=False)),
    "keeping back by a colleague": lambda s: Try(t.keep_back(s), t.keep_back(s, actor=s.mo)),
    "keeping back what was not answered": lambda s: Try(
        t.keep_back(s), t.keep_back(s, answered=False)
    ),
    "keeping back what was passed on": lambda s: Try(
        t.keep_back(s), t.keep_back(s, passed_on=True)
    ),
    "keeping back after three days": lambda s: Try(
        t.keep_back(s), t.keep_back(s, at=s.now + timedelta(days=3))
    ),
    "reading for signature what there is not": lambda s: Try(
        t.get_asked(s), t.get_asked(s, unknown=True)
    ),
    "reading for signature by the author": lambda s: Try(
        t.get_asked(s), t.get_asked(s, actor=s.dana)
    ),
    "reading for signature as a client": lambda s: Try(
        t.get_asked(s), t.get_asked(s, actor=replace(s.mo, role=CLIENT))
    ),
    "reading for signature once answered": lambda s: Try(
        t.get_asked(s), t.get_asked(s, answered=True)
    ),
    "reading for signature what was entered in error": lambda s: Try(
        t.get_asked(s), t.get_asked(s, change=t._in_error)
    ),
    "the second name's row by the client": lambda s: Try(
        t.get_cosignature(s, s.dana), t.get_cosignature(s, s.eli)
    ),
    # --- what reached the wrong person
    "closing after eleven minutes": lambda s: Try(t.close(s), t.close(s, at=s.now - OLD)),
    "closing by the client": lambda s: Try(t.close(s), t.close(s, actor=s.eli)),
    "closing everybody after eleven minutes": lambda s: Try(
        t.close_everybody(s), t.close_everybody(s, at=s.now - OLD)
    ),
    "closing everybody by the clinician": lambda s: Try(
        t.close_everybody(s), t.close_everybody(s, actor=s.dana)
    ),
    # --- pages and the API
    "the PDF of what was entered in error": lambda s: Try(
        t.preview_pdf(s), t.changed(s, t._in_error, t.preview_pdf)
    ),
    "the PDF of no part": lambda s: Try(t.preview_pdf(s), t.preview_pdf(s, part="gossip")),
    "a permission sent before the work began": lambda s: Try(
        t.page(s, "otto", "GET", "/sharing/new/"), t.page(s, "otto", "POST", "/sharing/new/")
    ),
    "withdrawing by the API, without a password": lambda s: Try(
        t.withdraw_by_api(s), t.withdraw_by_api(s, proven=False)
    ),
    "withdrawing by the API, by the clinician": lambda s: Try(
        t.withdraw_by_api(s), t.withdraw_by_api(s, who="dana", proven=False)
    ),
    "acknowledging no notice": lambda s: Try(
        t.acknowledge_page(s), t.acknowledge_page(s, version="")
    ),
    "a file that was given up, by the API": lambda s: Try(
        t.file_by_api(s), t.file_by_api(s, dropped=True)
    ),
    "the API, by a reader in another format": lambda s: Try(
        t.sharing_by_api(s, "eli", "application/json"), t.sharing_by_api(s, "reader", "text/html")
    ),
    # --- without permission
    "recording after eleven minutes": lambda s: Try(t.record(s), t.record(s, at=s.now - OLD)),
    "recording by the client": lambda s: Try(t.record(s), t.record(s, actor=s.eli)),
    "recording before the work began": lambda s: Try(t.record(s), t.record(s, started=False)),
    "recording half of it": lambda s: Try(t.record(s), t.record(s, told_to="")),
}

RELEASES, REPORTS = "reviews.releases", "reviews.reports"
RELEASE = f"{RELEASES}.actions.release_report"
SHOWN = f"{RELEASES}.actions._as_shown"
GIVE = f"{RELEASES}.permissions.give_permission"
NARROW = f"{RELEASES}.permissions.narrow_permission"
WITHDRAW = f"{RELEASES}.permissions.withdraw_permission"
FRESHLY = "require_fresh(authenticated_at=authenticated_at, now=now)"
NO_CLIENT = "not engagement_rules.is_client(actor, permission.engagement)"
ENDED = "queries.has_ended(permission, now=now)"
READABLE = "reviews.documents.queries.get_readable"
RECORD = "reviews.disclosures.actions.record_disclosure"
SIGN = f"{REPORTS}.actions.sign_report"
ASK = f"{REPORTS}.cosignatures.ask_cosigner"
ANSWER = f"{REPORTS}.cosignatures.answer_cosignature"
PASS_ON = f"{REPORTS}.cosignatures.pass_on_answer"
KEEP_BACK = f"{REPORTS}.cosignatures.keep_back_answer"
ASKED = f"{REPORTS}.cosignature_queries.get_asked"
CLOSE = f"{RELEASES}.closings.close_reader"
CLOSE_ALL = f"{RELEASES}.closings.close_readers"
RULES = f"{REPORTS}.rules"

GUARDS: dict[str, Line] = {
    f"{RELEASES}.actions.write_statement: not engagement_rules.is_client(actor, report.engagement)":
        Line("statement by the clinician", "NotAllowed", DATABASE),
    f"{RELEASES}.actions.choose_not_to_release:"
    " not engagement_rules.is_client(actor, report.engagement)":
        Line("a no by the clinician", "NotAllowed", DATABASE),
    f"{RELEASE}: {FRESHLY}": Line("release after eleven minutes", "NotFresh", DATABASE),
    f"{RELEASE}: {NO_CLIENT}": Line("release by the clinician", "NotAllowed", DATABASE),
    f"{RELEASE}: permission.engagement_id != report.engagement_id":
        Line("release of another's report", "NotFound", KEY),
    f"{RELEASE}: {ENDED}": Line("release in what was withdrawn", "WrongState", DATABASE),
    f"{RELEASE}: not chosen": Line(
        "release of nothing", "NotAllowed", DATABASE,
        also=(f"{RELEASE}: not document.allowed(body, chosen)",),
    ),
    f"{RELEASE}: set(parts) - set(permitted)":
        Line("release of more than is permitted", "NotAllowed"),
    f"{RELEASE}: not document.allowed(body, chosen)":
        Line("release of what misleads alone", "NotAllowed"),
    f"{RELEASE}: chosen != [document.SMALLEST]"
    " and doors.leaves_out(report_id=report.id, parts=chosen)":
        Line("release that leaves out what is listed", "NotReady", DATABASE),
    f"{RELEASE}: _not_twice(report, permission, chosen, statement, now=now)":
        Line("release twice", "WrongState"),
    f"{RELEASE}: _statement_is_ready(actor, report, permission, statement)":
        Line("release with an address beside it", "NotReady"),
    f"{RELEASES}.actions._freeze: not known": Line("release to a reader who left", "NotReady"),
    f"{SHOWN}: not reports.is_offered(actor=actor, report=report)":
        Line("release with one name of two", "NotAllowed"),
    f"{SHOWN}: report.id in in_error(actor=actor, engagement_ids=[report.engagement_id])":
        Line("release of what was entered in error", "WrongState", "NotFound"),
    f"{SHOWN}: bytes(report.digest or b'') != seen.digest":
        Line("release of other words", "Stale"),
    f"{SHOWN}: newer.exists()": Line("release of an earlier version", "Stale"),
    f"{SHOWN}: (statement.id if statement else None) != seen.statement_id":
        Line("release with a statement nobody saw", "Stale"),
    f"{RELEASES}.actions._not_twice: last is not None and last.permission_id == permission.id"
    " and (last.report_id == report.id) and (last.parts == parts)"
    " and (last.statement_id == (statement.id if statement else None))"
    " and (not ClosedRelease.objects.filter(release=last).exists())":
        Line("release twice", "WrongState"),
    f"{RELEASES}.actions._statement_is_ready: stopped":
        Line("release with an address beside it", "NotReady"),
    # --- permissions
    f"{GIVE}: {FRESHLY}": Line("permission after eleven minutes", "NotFresh", DATABASE),
    f"{GIVE}: not engagement_rules.is_client(actor, engagement)":
        Line("permission by the clinician", "NotAllowed", DATABASE),
    f"{GIVE}: not parts": Line("permission for nothing", "NotAllowed", DATABASE),
    f"{GIVE}: set(parts) - set(PARTS_TOLD)":
        Line("permission for what there is not", "NotAllowed"),
    f"{GIVE}: not now < expires_at <= now + rules.LONGEST":
        Line("permission for two years", "NotAllowed", DATABASE),
    f"{GIVE}: _words_are_ready(terms)": Line("permission for a score", "NotReady"),
    f"{RELEASES}.permissions._words_are_ready: found": Line("permission for a score", "NotReady"),
    f"{NARROW}: {FRESHLY}": Line("narrowing after eleven minutes", "NotFresh", DATABASE),
    f"{NARROW}: {NO_CLIENT}": Line("narrowing by the clinician", "NotAllowed", DATABASE),
    f"{NARROW}: {ENDED}": Line("narrowing of what was withdrawn", "WrongState"),
    f"{NARROW}: not chosen": Line("narrowing to nothing", "NotAllowed", DATABASE),
    f"{NARROW}: len(chosen) != len(set(parts))":
        Line("narrowing to what there is not", "NotAllowed"),
    f"{NARROW}: len(chosen) == len(left)": Line("narrowing to all of it", "NotAllowed"),
    f"{WITHDRAW}: {FRESHLY}": Line("withdrawal after eleven minutes", "NotFresh", DATABASE),
    f"{WITHDRAW}: {NO_CLIENT}": Line("withdrawal by the clinician", "NotAllowed", DATABASE),
    # --- reading
    f"{RELEASES}.copy_queries.preview: actor.role != CLIENT":
        Line("preview by the clinician", "NotFound"),
    f"{RELEASES}.copy_queries.compose_for: seen.body is None":
        Line("preview of what was entered in error", "NotFound", "AttributeError"),
    f"{RELEASES}.copy_queries.read_released: is_in_error(of_id=release.report_id)":
        Line("copy of what was entered in error", "NotFound"),
    f"{READABLE}: release_id not in _readable(actor)": Line(
        "reading after the withdrawal", "NotFound", also=(f"{READABLE}: found is None",)
    ),
    f"{READABLE}: found is None": Line(
        "reading after the withdrawal", "NotFound",
        also=(f"{READABLE}: release_id not in _readable(actor)",),
    ),
    "reviews.documents.actions.acknowledge_notice: open_copy(release)['notice_version'] != version":
        Line("acknowledging another notice", "WrongState"),
    "reviews.documents.queries.read_file: not has_acknowledged(actor=actor, release=release)":
        Line("the PDF before the notice", "NotFound"),
    # --- signing
    f"{SIGN}: {FRESHLY}": Line("signing after eleven minutes", "NotFresh"),
    f"{SIGN}: _only_writer(actor, report)": Line("signing by a colleague", "NotAllowed", "WrongState"),
    f"{SIGN}: _lock_draft(report)": Line("signing twice", "WrongState", "NotFound"),
    f"{SIGN}: seen is not None and seen != draft.fingerprint":
        Line("signing what was not shown", "Stale"),
    f"{SIGN}: problems": Line("signing a score", "NotReady"),
    f"{REPORTS}.actions._lock_draft: not Report.objects.select_for_update(of=('self',))"
    ".filter(id=report.id, state=Report.DRAFT).exists()":
        Line("signing twice", "WrongState", "NotFound"),
    f"{REPORTS}.queries.get_draft: not rules.can_write(actor, report)":
        Line("opening what is signed as a draft", "NotFound"),
    f"{REPORTS}.queries.get_signed: report.state != Report.SIGNED":
        Line("reading a draft as signed", "NotFound"),
    f"{RULES}.can_write: actor.role == CLINICIAN":
        Line("writing as a client", "NotAllowed"),
    f"{RULES}.can_write: report.author_id == actor.user_id":
        Line("writing by a colleague", "NotAllowed", "WrongState"),
    f"{RULES}.can_write: report.state == Report.DRAFT":
        Line("opening what is signed as a draft", "NotFound"),
    f"{RULES}.is_author: actor.role == CLINICIAN": Line("asking as a client", "NotAllowed"),
    f"{RULES}.is_author: report.author_id == actor.user_id":
        Line("asking by a colleague", "NotAllowed", KEY),
    # --- the second name
    f"{ASK}: not rules.is_author(actor, report)":
        Line("asking by a colleague", "NotAllowed", KEY),
    f"{ASK}: report.id in in_error(actor=actor, engagement_ids=[report.engagement_id])":
        Line("asking about what was entered in error", "NotAllowed"),
    f"{ASK}: report.state != Report.SIGNED": Line("asking about a draft", "WrongState", UNSIGNED),
    f"{ASK}: cosigner_id not in"
    " {user for user, _ in possible_cosigners(actor=actor, report=report)}":
        Line("asking the author", "NotAllowed", DATABASE),
    f"{ANSWER}: {FRESHLY}": Line("answering after eleven minutes", "NotFresh"),
    f"{ANSWER}: not rules.is_asked(actor, cosignature)":
        Line("answering by the author", "NotFound", "WrongState"),
    f"{ANSWER}: outcome not in _ANSWERS": Line("answering nothing", "WrongState", DATABASE),
    f"{ANSWER}: problems": Line("answering with a score", "NotReady"),
    f"{PASS_ON}: not rules.is_author(actor, cosignature.report)":
        Line("passing on by a colleague", "NotAllowed", DATABASE),
    f"{PASS_ON}: cosignature.state == CoSignature.ASKED":
        Line("passing on what was not answered", "NotAllowed", DATABASE),
    f"{KEEP_BACK}: not rules.is_author(actor, cosignature.report)":
        Line("keeping back by a colleague", "NotAllowed", KEY),
    f"{KEEP_BACK}: not open_answer":
        Line("keeping back what was not answered", "NotAllowed", DATABASE),
    f"{KEEP_BACK}: rules.told_by_time(cosignature, now=now)":
        Line("keeping back after three days", "WrongState"),
    f"{KEEP_BACK}: hasattr(cosignature, 'passed_on')":
        Line("keeping back what was passed on", "WrongState"),
    f"{ASKED}: found is None":
        Line("reading for signature what there is not", "NotFound", "AttributeError"),
    f"{ASKED}: not rules.is_asked(actor, found)":
        Line("reading for signature by the author", "NotFound"),
    f"{ASKED}: is_in_error(of_id=found.report_id)":
        Line("reading for signature what was entered in error", "NotFound"),
    f"{REPORTS}.cosignature_queries.get_cosignature: not rules.is_author(actor, found.report)":
        Line("the second name's row by the client", "NotFound"),
    f"{RULES}.is_asked: actor.role == CLINICIAN":
        Line("reading for signature as a client", "NotFound"),
    f"{RULES}.is_asked: cosignature.cosigner_id == actor.user_id":
        Line("reading for signature by the author", "NotFound"),
    f"{RULES}.is_asked: cosignature.state == CoSignature.ASKED":
        Line("reading for signature once answered", "NotFound"),
    # --- what reached the wrong person
    f"{CLOSE}: {FRESHLY}": Line("closing after eleven minutes", "NotFresh", DATABASE),
    f"{CLOSE}: not rules.can_close_reader(actor, recipient.engagement)":
        Line("closing by the client", "NotAllowed", NOTHING),
    f"{RELEASES}.rules.can_close_reader: engagement_rules.is_clinician(actor, engagement)":
        Line("closing by the client", "NotAllowed", NOTHING),
    f"{CLOSE_ALL}: {FRESHLY}": Line("closing everybody after eleven minutes", "NotFresh", DATABASE),
    f"{CLOSE_ALL}: not rules.can_close_readers(actor)":
        Line("closing everybody by the clinician", "NotAllowed", NOTHING),
    f"{RELEASES}.rules.can_close_readers: actor.role == ADMINISTRATOR":
        Line("closing everybody by the clinician", "NotAllowed", NOTHING),
    # --- without permission
    f"{RECORD}: {FRESHLY}": Line("recording after eleven minutes", "NotFresh", DATABASE),
    f"{RECORD}: not rules.can_record(actor, engagement)":
        Line("recording by the client", "NotAllowed", DATABASE),
    f"{RECORD}: not _is_whole(new, now=now)":
        Line("recording half of it", "NotAllowed", "WrongState"),
    "reviews.disclosures.rules.can_record: engagement_rules.is_clinician(actor, engagement)":
        Line("recording by the client", "NotAllowed", DATABASE),
    "reviews.disclosures.rules.can_record: engagement.started_at is not None":
        Line("recording before the work began", "NotAllowed"),
    # --- pages and the API; tests/laws/consent_pages.py has their gates
    f"{RELEASES}.views.releasing.preview_pdf: seen.body is None":
        Line("the PDF of what was entered in error", "Status404", "AttributeError"),
    f"{RELEASES}.views.releasing.preview_pdf: not _can_be_read(seen.body, permission, chosen)":
        Line("the PDF of no part", "Status404"),
    f"{RELEASES}.views.sharing.new: request.method == 'POST'":
        Line("a permission sent before the work began", "Status409"),
    f"{RELEASES}.api.Withdraw.post: proven is None":
        Line("withdrawing by the API, without a password", "Status403", "TypeError"),
    "reviews.documents.views.acknowledge: not form.is_valid()":
        Line("acknowledging no notice", "Status404", "AttributeError"),
    "reviews.documents.api.SharedFile.get:"
    " queries.file_state(actor=self.actor, release_id=release_id) != queries.WAITING":
        Line("a file that was given up, by the API", "Status404"),
    "accounts.api_view.ApiView.initial: is_employer_contact(request._request)"
    " and EMPLOYER_CONTACT not in self.open_to":
        Line("the API, by a reader in another format", "Status404", "Status406"),
    "accounts.api_view.ApiView.initial: actor.role not in self.open_to":
        Line("withdrawing by the API, by the clinician", "Status404", "Status403"),
    "accounts.access.require_fresh:"
    " not now - FRESH_ENOUGH <= authenticated_at <= now + CLOCKS_DIFFER":
        Line("release after eleven minutes", "NotFresh", DATABASE),
}  # fmt: skip

# Checks that no single try can reach: another one stands before each, and what shows it is named.
ELSEWHERE: dict[str, str] = {
    "accounts.api_view.ApiView.initial: actor is None":
        "signed out: test_consent_pages.py takes the permission class away",
    f"{RELEASES}.views.releasing._release: permission.engagement_id != report.engagement_id":
        "the act asks again: release of another's report",
    f"{RELEASES}.views.looking.offered: not is_offered(actor=request.actor, report=report)":
        "the row policy of reports, OFFERED",
    f"{RELEASES}.views.looking.read: offered(request, report_id)":
        "the row policy of reports, OFFERED",
    "reviews.documents.views.only: request.method not in methods": "test_consent_pages.py",
    "reviews.documents.views.form: report.not_agreed": "tests/reviews/concerns/test_contact.py",
    "reviews.disclosures.views.record: not rules.can_record(actor, engagement)":
        "the act asks again: recording before the work began",
    "reviews.documents.queries._file_state: state is None": "ends meanwhile: tests/faults/consent",
    f"{SIGN}: not moved": "two at once: tests/reviews/reports",
    f"{ANSWER}: not moved": "two at once: the key closes with the first answer",
    f"{REPORTS}.cosignature_queries._author: asked.author_id is None": "an erased author",
    f"{REPORTS}.queries.get_signed: actor.role == CLIENT"
    " and (not is_offered(actor=actor, report=report))": "the row policy of reports, OFFERED",
    f"{REPORTS}.queries.is_offered: CoSignature.objects.filter(report=report,"
    " state=CoSignature.COSIGNED).exists()": "release with one name of two",
}  # fmt: skip

# Where checks are looked for; a module whose other functions write drafts is named with its functions.
ROOMS: dict[str, tuple[str, ...]] = {
    "accounts.access": ("require_fresh",),
    "accounts.api_view": (),
    f"{RELEASES}.views.releasing": (),
    f"{RELEASES}.views.deciding": (),
    f"{RELEASES}.views.looking": (),
    f"{RELEASES}.views.sharing": (),
    f"{RELEASES}.views.accounting": (),
    f"{RELEASES}.views.closing": (),
    f"{RELEASES}.api": (),
    "reviews.documents.views": (),
    "reviews.documents.api": (),
    "reviews.disclosures.views": (),
    f"{REPORTS}.views.second": (),
    f"{REPORTS}.views.signed": (),
    f"{REPORTS}.views.signing": (),
    f"{REPORTS}.api": (),
    f"{RELEASES}.actions": (),
    f"{RELEASES}.permissions": (),
    f"{RELEASES}.closings": (),
    f"{RELEASES}.copy_queries": (),
    f"{RELEASES}.queries": (),
    f"{RELEASES}.readiness": (),
    f"{RELEASES}.files": (),
    f"{RELEASES}.rules": (),
    "reviews.documents.actions": (),
    "reviews.documents.queries": (),
    "reviews.disclosures.actions": (),
    "reviews.disclosures.queries": (),
    "reviews.disclosures.rules": (),
    f"{REPORTS}.actions": ("sign_report", "_lock_draft"),
    f"{REPORTS}.cosignatures": (),
    f"{REPORTS}.cosignature_queries": (),
    f"{REPORTS}.queries": ("get_draft", "get_signed", "is_offered"),
    RULES: (),
    f"{REPORTS}.readiness": (),
}
