"""What keeps a draft from being signed: the gate, and what is still missing."""

from collections.abc import Iterator, Mapping
from datetime import date

from accounts.access import Actor
from reviews.agreements.queries import accepted_terms
from reviews.concerns.queries import list_binding
from reviews.engagements.queries import EngagementSeen, own_people
from reviews.language.standing import as_it_stands
from reviews.reports import gate, naming, rules
from reviews.reports.queries import DraftSeen, SectionSeen
from tracker.lib import dates

FIRST_WORDS = 8  # of a paragraph, by which its author knows it


def cast_of(*, actor: Actor, engagement: EngagementSeen) -> frozenset[str]:
    """The names that may stand in a text of this engagement: its own people and no others."""
    names = set(own_people(actor=actor, engagement=engagement))
    terms = accepted_terms(actor=actor, engagement_id=engagement.id)
    for told in terms.told if terms else []:
        names.update(part.strip() for part in told.who.split(","))
    return frozenset(name for name in names if name)


def review_draft(*, actor: Actor, draft: DraftSeen) -> list[gate.Found]:
    """What the gate finds in a draft, facts and the lines about the author included: in the words as
    they will stand, line by line the same as are signed (reviews.reports.freezing).
    """
    about = draft.about.standing()
    lines = (
        draft.engagement.client_name,
        about.role,
        about.licence,
        about.sources_used,
        about.sources_not_used,
        about.fee_payer,
    )
    cast = cast_of(actor=actor, engagement=draft.engagement)
    # Who gave the licence and who pays are named by their nature, here and nowhere else.
    named_here = cast | {name for name in (about.licence, about.fee_payer) if name}
    headings = [s.kind.heading for s in draft.sections if s.standing]
    about_lines = {gate.ABOUT: as_it_stands("\n\n".join(lines))}
    return [
        *gate.review_texts(draft.texts, cast=cast),
        *gate.review_headings(headings, cast=cast),
        *gate.review_texts(about_lines, cast=named_here),
    ]


def problems(
    *,
    actor: Actor,
    draft: DraftSeen,
    found: list[gate.Found],
    kept: frozenset[str],
    named: Mapping[str, str],
    today: date,
) -> list[rules.Problem]:
    """Everything that keeps the draft from being signed.

    kept   keys of questions that the author has read and decided about.
    named  what may point to somebody, by key: who of the cast it is, as the author says.
    """
    report = draft.report
    started = draft.engagement.started_at
    listed = list(
        rules.period_problems(
            first=report.period_from,
            last=report.period_to,
            started_on=dates.local(started).date() if started else None,
            today=today,
        )
    )
    terms = accepted_terms(actor=actor, engagement_id=report.engagement_id)
    if terms is not None and terms.two_names and not report.two_names:
        sentence = "The agreement asks for a second name since this was begun. Begin a new draft."
        listed.append(rules.Problem("about", sentence))
    if not draft.about.role:
        listed.append(rules.Problem("about", "Enter your role: as what you write this report."))
    if not draft.about.sources_used:
        listed.append(rules.Problem("about", "Enter what this report rests on."))
    if not draft.about.sources_not_used:
        listed.append(
            rules.Problem("about", "Enter what you did not use, or whom you did not ask.")
        )
    if not draft.about.fee_payer:
        listed.append(rules.Problem("about", "Enter who pays for this work."))
    for section in draft.sections:
        listed.extend(_section_problems(section))
    listed.extend(_left_out(actor, draft))
    for item in found:
        if naming.is_named(item, named):
            continue
        if item.points:
            sentence = (
                f"“{item.finding.span}” may point to somebody. {item.finding.question} "
                "If it is somebody of this work, say who, beside the words."
            )
            listed.append(rules.Problem(item.where, sentence, item.finding))
        elif item.refused:
            sentence = f"“{item.finding.span}” cannot stand in a report. {item.finding.question}"
            listed.append(rules.Problem(item.where, sentence, item.finding))
        elif item.key not in kept:
            sentence = f"“{item.finding.span}”: {item.finding.question}"
            listed.append(rules.Problem(item.where, sentence, item.finding))
    return listed


def _left_out(actor: Actor, draft: DraftSeen) -> Iterator[rules.Problem]:
    """The omission rule: each that the agreement lists is stated, or nothing is signed."""
    since = draft.report.period_from
    if since is None:
        return
    section = draft.section("concerns")
    heading = section.kind.heading
    for head in list_binding(actor=actor, engagement_id=draft.report.engagement_id, since=since):
        day = dates.full_day(dates.local(head.told_at).date())
        if not section.text.strip():
            sentence = (
                f"“{heading}” is empty. The agreement lists what was told on {day}: "
                "a half-true summary is not sent. State it in plain lines first."
            )
        elif head.id not in section.grounds:
            sentence = (
                f"“{heading}” does not rest on what was told on {day}. The agreement lists it, too: "
                "state it in plain lines, and choose it among the grounds."
            )
        else:
            continue
        yield rules.Problem("concerns", sentence)


def _section_problems(section: SectionSeen) -> list[rules.Problem]:
    kind, found = section.kind, []
    if kind.facts:
        return []
    if section.second is not None:
        found.append(
            rules.Problem(kind.key, f"“{kind.heading}” has two versions. Choose one first.")
        )
    if kind.required and not section.text.strip():
        found.append(rules.Problem(kind.key, f"“{kind.heading}” is empty. Write it first."))
    found.extend(_without_grounds(section))
    return found


def _without_grounds(section: SectionSeen) -> Iterator[rules.Problem]:
    """Each paragraph that rests on nothing."""
    kind, bare = section.kind, [rest for rest in section.rests if not rest.is_grounded]
    if bare and len(section.rests) == 1:
        sentence = (
            f"“{kind.heading}” names no grounds. Choose what it rests on, or say it in words."
        )
        yield rules.Problem(kind.key, sentence)
        return
    for rest in bare:
        sentence = (
            f"In “{kind.heading}”, the paragraph “{_begins(rest.paragraph)}” names no grounds. "
            "Choose what it rests on, or say it in words."
        )
        yield rules.Problem(rules.RESTS + kind.key, sentence)


def _begins(paragraph: str) -> str:
    words = paragraph.split()
    return paragraph if len(words) <= FIRST_WORDS else f"{' '.join(words[:FIRST_WORDS])} …"
