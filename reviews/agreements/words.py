"""An agreement in sentences: the parts of the document, and what another version changes. Pure."""

from dataclasses import dataclass
from datetime import date, time

from reviews.agreements import wording
from reviews.agreements.terms import REVIEW_MONTHS, Terms
from reviews.checkins.recurrence import Phases
from reviews.checkins.recurrence_words import first_day_words, rhythm
from reviews.prompts.shipped import FOCUS_AREAS
from reviews.records.differences import Part, compare
from tracker.lib import dates

NOBODY = "Nobody."


@dataclass(frozen=True, slots=True)
class Row:
    """A term and its words, for components/rows.html."""

    term: str
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    key: str
    title: str
    rows: list[Row]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """What one term says now, and what it would say; words that differ are marked."""

    term: str
    before: list[Part]
    after: list[Part]


@dataclass(frozen=True, slots=True)
class RhythmNow:
    """The rhythm in force. The two can accept another one by itself, without another version."""

    in_words: str
    since: str
    is_as_signed: bool


def sections(terms: Terms, *, has_form: bool = True) -> list[Section]:
    """The whole agreement but the employer's part, in the order of the page.

    has_form  False for one that was signed before the employer's contact could have a form.
    """
    printed = wording.wording_of(terms.wording)
    found = [
        Section("came", "How this came about", _came_about(terms)),
        Section("work", "The work", _work(terms)),
        Section("meet", "When we check in", _meeting(terms)),
        Section("told", "Who may ever be told what", _told(terms), TOLD_NOTE),
    ]
    if terms.listed:
        found.append(
            Section(
                "listed",
                "What a summary may not leave out",
                _listed(terms),
                f"{printed.left_out} {LISTED_NOTE}{_contact_note(terms, has_form=has_form)}",
            )
        )
    if terms.follow_up_months:
        after = [Row("Follow-ups", _follow_ups(terms))]
        found.append(Section("after", "After the end", after, FOLLOW_UP_NOTE))
    if terms.supervision or terms.fee_payer:
        behind = _given(("Supervision and cover", terms.supervision), ("Who pays", terms.fee_payer))
        found.append(Section("behind", "Who stands behind it", behind))
    return found


TOLD_NOTE = "This releases nothing by itself. Each text needs the client’s own yes."
LISTED_NOTE = (
    "What this agreement lists is stated in a summary of that time, or no summary goes out. Nobody "
    "can make you share one; that you take part, and no more, can always be said."
)
CONTACT_NOTE = (
    " While this agreement is in force the employer’s contact has a form for what they may report: "
    "the concern and its day. It has no room for words and names nobody. You read at once what they "
    "report, and nothing is shown back to them."
)
FOLLOW_UP_NOTE = "Each needs a yes of its own when it comes."


def rhythm_now(
    terms: Terms, *, phases: Phases, wall_time: time, zone: str, since: date
) -> RhythmNow:
    """The rhythm that runs, beside the one in the signed text."""
    signed = (terms.phases, terms.wall_time, terms.zone)
    return RhythmNow(
        in_words=rhythm(phases, wall_time=wall_time, zone=zone),
        since=dates.full_day(since),
        is_as_signed=(phases, wall_time, zone) == signed,
    )


def employer_rows(terms: Terms) -> list[Row]:
    """Who it is, what advice was offered, how free the choice is."""
    if terms.employer is None:
        return []
    offered = terms.advice_offered_on
    return _given(
        ("Who at the employer’s", terms.employer.in_words),
        ("Their address", terms.employer.address),
        ("Independent advice", f"Offered on {dates.full_day(offered)}." if offered else ""),
        ("How free the choice is, in the clinician’s words", terms.voluntariness),
    )


def changes(before: Terms, after: Terms) -> list[Change]:
    """What differs, term by term; empty where nothing does."""
    old, new = _all_rows(before), _all_rows(after)
    terms = [*old, *(term for term in new if term not in old)]
    pairs = [(term, old.get(term, ""), new.get(term, "")) for term in terms]
    return [Change(t, *compare(was, will)) for t, was, will in pairs if was != will]


def _all_rows(terms: Terms) -> dict[str, str]:
    rows = [row for section in sections(terms) for row in section.rows] + employer_rows(terms)
    said = terms.employer.refusal_words if terms.employer else ""
    return {row.term: row.text for row in rows} | ({"What the employer says": said} if said else {})


def _came_about(terms: Terms) -> list[Row]:
    return _given(
        ("Pathway", terms.pathway_on_screen),
        ("What accountability already happened", terms.accountability),
    )


def _work(terms: Terms) -> list[Row]:
    areas = [area.title for key, area in FOCUS_AREAS.items() if key in terms.focus_areas]
    return _given(
        ("What you are working on", terms.working_on),
        ("Focus areas", "\n".join(areas)),
        ("What this work does not do, and who helps with it", terms.beyond),
    )


def _meeting(terms: Terms) -> list[Row]:
    often = rhythm(terms.phases, wall_time=terms.wall_time, zone=terms.zone)
    between = REVIEW_MONTHS[terms.review_months] if terms.review_months else ""
    return _given(
        ("Rhythm", often),
        ("First check-in", first_day_words(terms.phases)),
        ("Progress reviews, by both of you", between),
    )


def _told(terms: Terms) -> list[Row]:
    rows = [Row(told.who, "\n".join(told.parts_on_screen)) for told in terms.told]
    if not rows:
        rows = [Row("Outside", NOBODY)]
    if terms.two_names:
        rows.append(Row("Second clinician", "Signs each report too, and reads nothing else."))
    return rows


def _listed(terms: Terms) -> list[Row]:
    by = "You, your clinician or a second clinician"
    rows = []
    for one in terms.listed:
        who = f"{by}, or the employer’s contact by its date alone" if one.by_contact else by
        rows.append(Row(one.on_screen, f"Can be reported by: {who[:1].lower()}{who[1:]}."))
    return rows + _given(("The description", terms.described))


def _contact_note(terms: Terms, *, has_form: bool) -> str:
    by_contact = terms.employer is not None and any(one.by_contact for one in terms.listed)
    return CONTACT_NOTE if by_contact and has_form else ""


def _follow_ups(terms: Terms) -> str:
    return "\n".join(f"After {months} months" for months in sorted(terms.follow_up_months))


def _given(*pairs: tuple[str, str]) -> list[Row]:
    return [Row(term, text) for term, text in pairs if text]
