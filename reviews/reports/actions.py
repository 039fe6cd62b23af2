"""Writing a report and signing it. Nothing of a signed version is changed; a new one is signed anew."""

import uuid
from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from accounts import audit
from accounts.access import Actor, NotAllowed, NotFound, Stale, WrongState, require_fresh
from accounts.queries import get_organization
from reviews.agreements.queries import accepted_terms
from reviews.engagements import rules as engagement_rules
from reviews.engagements.models import Engagement
from reviews.engagements.telling import tell
from reviews.records import drafts, vault
from reviews.records.drafts import Saved
from reviews.reports import body as bodies
from reviews.reports import limits_text, naming, queries, readiness, rest_queries, resting, rules
from reviews.reports.body import About
from reviews.reports.freezing import freeze
from reviews.reports.grounds import ground_choices
from reviews.reports.models import Ground, Report, Section
from reviews.reports.resting import Rest
from reviews.reports.sections import SECTIONS, WRITTEN
from tracker.lib import dates
from tracker.lib.forms import OpenPage

LONGEST_TEXT = 20_000  # characters of one section


def begin_report(*, actor: Actor, engagement: Engagement, now: datetime) -> Report:
    """The draft that is being written, or a new one about the time since the last report.

    Raises NotAllowed for anybody but the clinician, whoever covers included; WrongState before the
    work has begun.
    """
    if not engagement_rules.is_own_clinician(actor, engagement):
        raise NotAllowed
    _one_at_a_time(engagement.id)
    existing = Report.objects.filter(engagement=engagement, state=Report.DRAFT).first()
    if existing is not None:
        return existing
    if engagement.started_at is None:
        raise WrongState
    last = (
        Report.objects.filter(engagement=engagement, state=Report.SIGNED)
        .order_by("-period_to")
        .first()
    )
    today = dates.local(now).date()
    first_day = dates.local(engagement.started_at).date()
    if last is not None and last.period_to is not None and last.period_to < today:
        first_day = last.period_to
    about = About()
    if last is not None:
        about = queries.open_body(last).about
    return _new_draft(
        actor, engagement, about=about, first=first_day, last=today, replaces=None, now=now
    )


def begin_version(*, actor: Actor, report: Report, now: datetime) -> Report:
    """A new version of a signed report, with its words to begin from. It is signed anew.

    Of what a section rested on, what can still be chosen comes along: a record that was entered in
    error in between does not.
    Raises NotAllowed, WrongState if a draft or a later version exists.
    """
    if not rules.is_author(actor, report):
        raise NotAllowed
    _one_at_a_time(report.engagement_id)
    if report.state != Report.SIGNED or Report.objects.filter(replaces=report).exists():
        raise WrongState
    if Report.objects.filter(engagement_id=report.engagement_id, state=Report.DRAFT).exists():
        raise WrongState
    body = queries.open_body(report)
    draft = _new_draft(
        actor,
        report.engagement,
        about=body.about,
        first=report.period_from,
        last=report.period_to,
        replaces=report,
        now=now,
    )
    earlier = {s.kind: s for s in Section.objects.filter(report=report)}
    possible = _possible(actor, draft)
    for section in Section.objects.filter(report=draft):
        before = earlier.get(section.kind)
        if before is None:  # there was no such section yet
            continue
        text = vault.open_text(before, "text", engagement_id=before.engagement_id)
        Section.objects.filter(id=section.id).update(text=vault.seal_text(section, "text", text))
        rests = vault.seal_text(section, "rests", resting.write(rest_queries.kept_rests(before)))
        Section.objects.filter(id=section.id).update(rests=rests)
        chosen = {(ground.of_kind, ground.of_id) for ground in before.grounds.all()}
        _put_grounds(actor, section, chosen & possible, now=now)
    return draft


def set_about(
    *,
    actor: Actor,
    report: Report,
    first: date | None,
    last: date | None,
    about: About,
    version: int,
    now: datetime,
) -> int:
    """Period, and who writes from what. Returns the new version. Raises Stale, and writes nothing,
    if it was saved elsewhere in between; WrongState once it is signed.
    """
    _only_writer(actor, report)
    text = vault.seal_text(report, "about", bodies.write_about(about))
    changed = Report.objects.filter(id=report.id, state=Report.DRAFT, version=version).update(
        period_from=first, period_to=last, about=text, version=version + 1
    )
    if not changed:
        _still_draft(report)
        raise Stale
    return version + 1


def save_section(
    *,
    actor: Actor,
    report: Report,
    kind: str,
    text: str,
    version: int,
    page: OpenPage | None = None,
    now: datetime,
) -> Saved:
    """Keep what was typed in one section; in a conflict beside what is saved (records.drafts).

    Raises WrongState once it is signed, NotFound for a section nobody writes in.
    """
    _only_writer(actor, report)
    _lock_draft(report)
    return drafts.keep(_section(report, kind), text=text, version=version, page=page, now=now)


def choose_section(*, actor: Actor, report: Report, kind: str, pick: str, now: datetime) -> int:
    """End a conflict between two texts of a section. Raises WrongState if there is none."""
    _only_writer(actor, report)
    _lock_draft(report)
    section = _section(report, kind)
    if section.second_text is None:
        raise WrongState
    return drafts.choose(section, pick=pick, now=now)


def set_grounds(
    *, actor: Actor, report: Report, kind: str, chosen: set[tuple[str, UUID]], now: datetime
) -> None:
    """What a section rests on: (kind, id) of signed records of this engagement.

    Raises NotFound for a record that cannot be a ground.
    """
    _only_writer(actor, report)
    _lock_draft(report)
    section = _section(report, kind)
    kept = {(g.of_kind, g.of_id) for g in Ground.objects.filter(section=section)}
    gone = [of_id for _, of_id in kept - chosen]
    Ground.objects.filter(section=section, of_id__in=gone).delete()
    fresh = chosen - kept
    if fresh and not fresh <= _possible(actor, section.report):
        raise NotFound
    _put_grounds(actor, section, fresh, now=now)


def set_rests(
    *,
    actor: Actor,
    report: Report,
    kind: str,
    rests: list[Rest],
    now: datetime,
    seen: str | None = None,
) -> None:
    """What each paragraph of a section rests on: records of that section, or words.

    seen  resting.fingerprint of what the author was shown; None: not shown anything.
    Raises NotFound for a record that is no ground of the section; Stale, and writes nothing, if its
    paragraphs, or what is said of them, are no longer what was shown. The same said again is no news.
    """
    _only_writer(actor, report)
    _lock_draft(report)
    section = _section(report, kind)
    text = vault.open_text(section, "text", engagement_id=section.engagement_id)
    of_section = frozenset(Ground.objects.filter(section=section).values_list("of_id", flat=True))
    if any(not rest.grounds <= of_section for rest in rests):
        raise NotFound
    kept = rest_queries.kept_rests(section)
    stands = resting.resting(text, kept=kept, of_section=of_section)
    if resting.resting(text, kept=rests, of_section=of_section) == stands:
        return
    if seen is not None and seen != resting.fingerprint(stands):
        raise Stale
    Section.objects.filter(id=section.id).update(
        rests=vault.seal_text(section, "rests", resting.write(rests))
    )


def prepare_report(*, actor: Actor, report: Report, now: datetime) -> None:
    """The author has read what they ask themselves before writing; once for each draft."""
    _only_writer(actor, report)
    Report.objects.filter(id=report.id, state=Report.DRAFT, prepared_at=None).update(
        prepared_at=now
    )


def discard_report(*, actor: Actor, report: Report, now: datetime) -> None:
    """Delete one's own draft; nothing of it is left. Raises WrongState once it is signed."""
    _only_writer(actor, report)
    Ground.objects.filter(section__report=report).delete()
    Section.objects.filter(report=report).delete()
    if not Report.objects.filter(id=report.id, state=Report.DRAFT).delete()[0]:
        raise WrongState


def sign_report(  # noqa: PLR0913 - what the author says when signing
    *,
    actor: Actor,
    report: Report,
    kept: frozenset[str],
    stand_alone: frozenset[str],
    authenticated_at: datetime,
    now: datetime,
    named: Mapping[str, str] | None = None,
    seen: str | None = None,
) -> None:
    """The author's signature: the text is frozen, and the gate has passed every word of it.

    kept         keys of questions that the author has read and decided to keep the words of.
    named        keys of words that may point to somebody: who of the cast it is (naming.NAMED_AS).
    stand_alone  parts that do not mislead without the others (the omission rule).
    seen         fingerprint of the draft the author was shown; None: not shown one.
    Raises NotFresh, NotReady with every problem, WrongState if it was signed meanwhile, Stale if it
    is no longer what was shown.
    """
    require_fresh(authenticated_at=authenticated_at, now=now)
    _only_writer(actor, report)
    _lock_draft(report)
    today = dates.local(now).date()
    draft = queries.open_draft(actor=actor, report_id=report.id, today=today)
    if seen is not None and seen != draft.fingerprint:
        raise Stale
    found = readiness.review_draft(actor=actor, draft=draft)
    named = named or {}
    problems = readiness.problems(
        actor=actor, draft=draft, found=found, kept=kept, named=named, today=today
    )
    if problems:
        raise rules.NotReady(problems)
    said = naming.said(found, named)
    text = bodies.write(
        freeze(actor=actor, draft=draft, stand_alone=stand_alone, named=said, today=today)
    )
    moved = Report.objects.filter(id=report.id, state=Report.DRAFT).update(
        body=vault.seal_text(report, "body", text),
        digest=bodies.digest(text),
        limits_version=limits_text.VERSION,
        preview_days=get_organization(actor=actor).preview_days,
        state=Report.SIGNED,
        signed_at=now,
    )
    if not moved:
        raise WrongState
    audit.record(verb="sign", object_kind="report", object_id=report.id, chain=report.engagement_id)
    if not report.two_names:
        tell(
            key=f"report:{report.id}:offered",
            recipient_id=report.engagement.client_id,
            engagement=report.engagement,
            subject_id=report.id,
            now=now,
        )


def _one_at_a_time(engagement_id: UUID) -> None:
    """Two tabs that begin at once begin one draft."""
    list(Engagement.objects.select_for_update().filter(id=engagement_id).values_list("id"))


def _new_draft(
    actor: Actor,
    engagement: Engagement,
    *,
    about: About,
    first: date | None,
    last: date | None,
    replaces: Report | None,
    now: datetime,
) -> Report:
    row_id = uuid.uuid4()
    terms = accepted_terms(actor=actor, engagement_id=engagement.id)
    report = Report(
        id=row_id,
        engagement=engagement,
        author_id=actor.user_id,
        series=replaces.series if replaces else row_id,
        number=replaces.number + 1 if replaces else 1,
        replaces=replaces,
        period_from=first,
        period_to=last,
        two_names=bool(terms and terms.two_names),
        created_at=now,
    )
    vault.insert(report, about=bodies.write_about(about))
    for kind in WRITTEN:
        section = Section(
            engagement=engagement,
            author_id=actor.user_id,
            report=report,
            kind=kind.key,
            saved_at=now,
            created_at=now,
        )
        vault.insert(section, text="")
    return report


def _possible(actor: Actor, report: Report) -> set[tuple[str, UUID]]:
    """What a section of this report can rest on now."""
    return {(choice.of_kind, choice.of_id) for choice in ground_choices(actor=actor, report=report)}


def _put_grounds(
    actor: Actor, section: Section, chosen: set[tuple[str, UUID]], *, now: datetime
) -> None:
    for of_kind, of_id in chosen:
        Ground.objects.create(
            engagement_id=section.engagement_id,
            author_id=actor.user_id,
            section=section,
            of_kind=of_kind,
            of_id=of_id,
            created_at=now,
        )


def _only_writer(actor: Actor, report: Report) -> None:
    if rules.can_write(actor, report):
        return
    raise WrongState if rules.is_author(actor, report) else NotAllowed


def _lock_draft(report: Report) -> None:
    """A signature meets no save under way, and a save no signed report."""
    if (
        not Report.objects.select_for_update(of=("self",))
        .filter(id=report.id, state=Report.DRAFT)
        .exists()
    ):
        raise WrongState


def _still_draft(report: Report) -> None:
    if not Report.objects.filter(id=report.id, state=Report.DRAFT).exists():
        raise WrongState


def _section(report: Report, kind: str) -> Section:
    if kind not in SECTIONS or SECTIONS[kind].facts:
        raise NotFound
    found = Section.objects.select_related("report").filter(report=report, kind=kind).first()
    if found is None:
        raise NotFound
    return found
