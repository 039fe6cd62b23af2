"""The lists on a person's page and on the client's own, as rows. Pure.

A row is what components/attention_list.html takes: the thing, a reason, and its state in a word.
"""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from reviews.commitments.queries import CommitmentSeen
from reviews.desk import links
from reviews.desk.person_page import PersonPage
from reviews.desk.words import Item
from reviews.desk.your_page import YourPage
from reviews.feedback.queries import FeedbackHead
from reviews.releases.queries import PermissionSeen
from reviews.releases.words import permission_state, release_state
from reviews.releases.words import report as report_in_words
from reviews.reports.models import CoSignature
from reviews.reports.queries import ReportHead
from reviews.sessions.queries import SessionHead
from tracker.lib import dates

IN_ERROR = ("Entered in error", "cross", "none")
NAMED = {
    CoSignature.ASKED: "{by} was asked for the second name and has not answered.",
    CoSignature.COSIGNED: "{by} signed as the second name.",
    CoSignature.CHANGES_ASKED: "{by} asked for changes.",
    CoSignature.DECLINED: "{by} did not sign as the second name.",
    CoSignature.STOOD_ASIDE: "{by} stood aside.",
}


def sessions(heads: Iterable[SessionHead]) -> list[Item]:
    return [_session(head) for head in heads]


def feedback(found: Iterable[tuple[FeedbackHead, bool]]) -> list[Item]:
    """For the clinician: what was said, and whether an answer came and was read."""
    return [_feedback(head, new=new) for head, new in found]


def own_feedback(heads: Iterable[FeedbackHead], read_at: dict[UUID, datetime]) -> list[Item]:
    """For the client."""
    rows = []
    for head in heads:
        if head.published_at is None:
            continue
        tag = ("Read", "eye", "none") if head.id in read_at else ("New", "speech", "dusk")
        why = "You can reply, and you need not."
        if head.reply_sent_at is not None:
            tag = ("Answered", "speech", "none")
            why = f"You replied on {_day(head.reply_sent_at)}."
        title = f"Feedback of {_day(head.published_at)}"
        rows.append(_row(title, links.to_read("feedback", head.id), why, tag, head.in_error))
    return rows


def commitments(seen: Iterable[CommitmentSeen], *, to_client: bool) -> list[Item]:
    """The latest first; how each stands, in words, and where it is not agreed, that it is not."""
    rows = []
    for commitment in reversed(list(seen)):
        due = f", to be done by {dates.month_day(commitment.due_on)}" if commitment.due_on else ""
        why = (
            f"{dates.capitalized(commitment.verb)} on {dates.month_day(commitment.agreed_on)}{due}."
        )
        if not_agreed := commitment.not_agreed(to_client=to_client):
            why = f"{why} {not_agreed}"
        tag = (dates.capitalized(commitment.stands_on_screen), "flag", "none")
        url = links.to_read("commitment", commitment.id)
        rows.append(_row(commitment.text, url, why, tag))
    return rows


def reports(found: PersonPage) -> list[Item]:
    """For the clinician: every version, and what it waits for."""
    return [_report(head, found) for head in found.reports]


def own_reports(found: YourPage) -> list[Item]:
    """For the client: what was offered to them."""
    undecided = {head.id for head in found.to_read.reports}
    rows = []
    for head in found.reports:
        if head.signed_at is None:
            continue
        tag = ("Read", "eye", "none") if head.id in found.read_at else ("New", "page", "plum")
        why = f"Signed on {_day(head.signed_at)}."
        if head.replaced:
            tag = ("Replaced", "page", "none")
            why = "There is a newer version of it."
        elif head.id in undecided:
            why = f"{why} It waits for your decision."
        url = links.to_read("report", head.id)
        rows.append(_row(report_in_words(head), url, why, tag, head.in_error))
    return rows


def sharing(permissions: Iterable[PermissionSeen]) -> list[Item]:
    """For the clinician: each permission, and what became of the releases under it."""
    rows = []
    for permission in permissions:
        state = permission_state(permission)
        # Several texts that went the same way are said once: the page of sharing names each.
        releases = dict.fromkeys(release_state(release).sentence for release in permission.releases)
        rows.append(
            {
                "who": permission.terms.recipient.in_words,
                "word": state.word,
                "icon": state.icon,
                "tone": state.tone,
                "sentences": [state.sentence, *(releases or ["Nothing was released under it."])],
            }
        )
    return rows


def _session(head: SessionHead) -> Item:
    url = links.to_read("session", head.id)
    why = f"It did not take place: {head.why_not_on_screen}."
    if head.held:
        length = f"{head.minutes} minutes" if head.minutes else ""
        why = ", ".join(part for part in (length, head.format_on_screen) if part)
        why = f"{dates.capitalized(why)}." if why else ""
    tag = ("Signed", "check", "none")
    if head.signed_at is None:
        tag, url = ("Draft", "pencil", "amber"), links.to_go_on("session", head.id)
    return _row(f"Session of {dates.month_day(head.on_date)}", url, why, tag, head.in_error)


def _feedback(head: FeedbackHead, *, new: bool) -> Item:
    if head.published_at is None:
        title = f"Feedback begun on {_day(head.created_at)}"
        why = "Only you can read it until you publish it."
        return _row(title, links.to_go_on("feedback", head.id), why, ("Draft", "pencil", "amber"))
    tag, why = ("Published", "check", "none"), "No reply. None is needed."
    if head.reply_sent_at is not None:
        tag = ("New reply", "speech", "dusk") if new else ("Answered", "speech", "none")
        why = f"The reply came on {_day(head.reply_sent_at)}."
    title = f"Feedback of {_day(head.published_at)}"
    return _row(title, links.to_read("feedback", head.id), why, tag, head.in_error)


def _report(head: ReportHead, found: PersonPage) -> Item:
    if head.signed_at is None:
        url = links.to_go_on("report", head.id)
        why = f"Begun on {_day(head.created_at)}. Only you can read it until you sign it."
        return _row(report_in_words(head), url, why, ("Draft", "pencil", "amber"))
    names = [name for name in found.second_names if name.report_id == head.id]
    said = [f"Signed on {_day(head.signed_at)}."]
    said += [NAMED[name.state].format(by=name.by) for name in names]
    tag = ("Offered", "eye", "dusk")
    if head.replaced:
        tag = ("Replaced", "page", "none")
    elif head.two_names and not any(name.state == CoSignature.COSIGNED for name in names):
        tag = ("Second name", "people", "plum")
        said += [] if names else ["Nobody is asked for the second name yet."]
    if head.id in found.to_correct:
        tag = ("To answer", "page", "plum")
        said.append("A correction was asked for.")
    url = links.to_read("report", head.id)
    return _row(report_in_words(head), url, " ".join(said), tag, head.in_error)


def _row(text: str, url: str, why: str, tag: tuple[str, str, str], in_error: bool = False) -> Item:
    word, icon, tone = IN_ERROR if in_error else tag
    why = "Withdrawn from view." if in_error else why
    return {"text": text, "url": url, "why": why, "word": word, "icon": icon, "tone": tone}


def _day(at: datetime) -> str:
    return dates.month_day(dates.local(at))
