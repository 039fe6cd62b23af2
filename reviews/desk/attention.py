"""What waits for the clinician, as sentences: the reason and what to do, the most urgent first. Pure.

Somebody who waits for an answer comes first, then what was sent, then what is one's own to finish,
and last what needs nothing.
"""

from collections.abc import Callable, Iterator
from datetime import datetime
from uuid import UUID

from django.urls import reverse

from reviews.concerns import words as concern_words
from reviews.desk import links, reviews_words, times_words
from reviews.desk.queries import Today
from reviews.desk.second_names import SecondName
from reviews.desk.waiting import Unfinished
from reviews.desk.words import Item, on_day
from reviews.reports.models import CoSignature
from tracker.lib import dates
from tracker.lib.attention import attention_row

# What a colleague answered about one's own text → the sentence, and what to do about it.
ANSWERS = {
    CoSignature.CHANGES_ASKED: (
        "asked for changes",
        "Read what they wrote, and begin a new version.",
    ),
    CoSignature.DECLINED: (
        "did not sign",
        "Read why, and decide what to pass on and what to change.",
    ),
    CoSignature.STOOD_ASIDE: ("stood aside", "Ask another colleague."),
}
UNFINISHED = {
    "session": ("The session of {day} with {name} is not signed", "Look it over and sign it."),
    "feedback": ("Your feedback for {name} is not published", "Begun on {day}. Look it over."),
    "report": ("The report about {name} is a draft", "Begun on {day}. Go on with it, or sign it."),
}


def attention(found: Today, *, now: datetime) -> list[Item]:
    """For Today. `needs_you` is false for what only waits for somebody else."""
    return [
        *_to_ring(found, now),
        *_calls(found, now),
        *_told(found, now),
        *_pressures(found, now),
        *_undelivered(found, now),
        *_closed(found, now),
        *_corrections(found, now),
        *_asked(found, now),
        *_answered(found),
        *_new_reflections(found, now),
        *_replies(found, now),
        *_messages(found, now),
        *reviews_words.to_lead(found.waiting.reviews, _names(found), now=now),
        *times_words.to_answer(found.waiting.times, _names(found)),
        *_to_log(found, now),
        *_unnamed(found, now),
        *_unfinished(found),
        *times_words.to_settle(found.to_settle, _names(found), now=now),
        *_ready(found),
        *_read_reflections(found),
        *_talks(found),
        *_offers(found, now),
        *reviews_words.to_wait_for(found.waiting.reviews, _names(found)),
    ]


def _calls(found: Today, now: datetime) -> Iterator[Item]:
    for call in found.waiting.calls:
        name = found.seen[call.engagement_id].short_name
        by = dates.said_at(call.seen_by, now=now)
        yield attention_row(
            f"{name} asks you to ring",
            reverse("desk:person", args=[call.engagement_id]),
            f"Asked {dates.said_at(call.created_at, now=now)}, without a reason. "
            f"{name} was told that a person sees it {by} at the latest.",
            ("To ring", "phone", "rust"),
        )


def _told(found: Today, now: datetime) -> Iterator[Item]:
    for new in found.waiting.told:
        of = found.seen[new.engagement_id]
        yield attention_row(
            concern_words.came(new, of.name_of(new.author_id), about=of.short_name),
            links.to_read("concern", new.id),
            f"Told {on_day(new.at, now=now)}. Read it, and say that you have, or answer.",
            ("New", "note", "dusk"),
        )
    for new in found.waiting.answered_told:
        yield attention_row(
            f"{found.seen[new.engagement_id].name_of(new.author_id)} answered what was noted or told",
            links.to_read("concern", new.id),
            f"Said {on_day(new.at, now=now)}.",
            ("Answered", "note", "dusk"),
        )


def _pressures(found: Today, now: datetime) -> Iterator[Item]:
    for said in found.waiting.pressures:
        name = found.seen[said.engagement_id].short_name
        yield attention_row(
            f"{name} feels pressured",
            reverse("desk:person", args=[said.engagement_id]),
            f"Said {dates.said_at(said.created_at, now=now)}, without a reason. Talk with them "
            "before anything else is asked of them.",
            ("To talk", "speech", "rust"),
        )


def _to_ring(found: Today, now: datetime) -> Iterator[Item]:
    """For the practice's named person: nothing of it is about the actor's own clients."""
    for one in found.waiting.to_ring:
        yield attention_row(
            f"{one.address} asks to speak to you",
            reverse("asides:waiting"),
            f"Asked {dates.said_at(one.asked_at, now=now)}, without a reason. Their clinician "
            "cannot see it.",
            ("To ring", "phone", "rust"),
        )


def _undelivered(found: Today, now: datetime) -> Iterator[Item]:
    for mail in found.waiting.undelivered:
        name = found.seen[mail.engagement_id].short_name
        yield attention_row(
            f"A mail to {name} did not arrive",
            reverse("desk:person", args=[mail.engagement_id]),
            f"It was given up {on_day(mail.at, now=now)}. Ring them, and ask which address works.",
            ("To ring", "phone", "rust"),
        )


def _closed(found: Today, now: datetime) -> Iterator[Item]:
    for closed in found.waiting.closed:
        name = found.seen[closed.engagement_id].short_name
        yield attention_row(
            f"Something {name} had released was closed",
            links.to_read("release", closed.release_id),
            f"Closed {on_day(closed.created_at, now=now)}: it may have reached the wrong person."
            f" {name} is told, too.",
            ("New", "lock", "amber"),
        )


def _messages(found: Today, now: datetime) -> Iterator[Item]:
    for unread in found.waiting.messages:
        yield attention_row(
            f"{found.seen[unread.engagement_id].short_name} wrote to you",
            reverse("dialogue:read", args=[unread.checkin_id]),
            f"About the check-in on {dates.weekday_day(unread.on_date)}. "
            f"Sent {on_day(unread.sent_at, now=now)}.",
            ("New", "speech", "dusk"),
        )


def _corrections(found: Today, now: datetime) -> Iterator[Item]:
    for asked in found.waiting.corrections:
        name = found.seen[asked.engagement_id].short_name
        yield attention_row(
            f"{name} asks you to correct a fact in the report",
            links.to_read("report", asked.report_id),
            f"Asked {on_day(asked.asked_at, now=now)}. Answer in writing: correct it, or say why not.",
            ("To answer", "page", "plum"),
        )


def _asked(found: Today, now: datetime) -> Iterator[Item]:
    for asked in found.waiting.asked:
        yield attention_row(
            f"{asked.by} asks you to read a text",
            reverse("reports:second", args=[asked.cosignature_id]),
            f"Asked {on_day(asked.asked_at, now=now)}, for a second name. "
            "You can sign it, ask for changes, decline or stand aside.",
            ("Second name", "people", "plum"),
        )


def _answered(found: Today) -> Iterator[Item]:
    for answer in found.waiting.answered:
        said, to_do = ANSWERS[answer.state]
        yield attention_row(
            f"{answer.by} {said}: the report about {_name(found, answer)}",
            links.to_read("report", answer.report_id),
            to_do,
            ("Answered", "people", "plum"),
        )


def _new_reflections(found: Today, now: datetime) -> Iterator[Item]:
    for shared in found.shared:
        if not shared.was_read:
            day = dates.weekday_day(shared.checkin.on_date)
            at = dates.local(shared.shared_at)
            when = dates.near_day(at.date(), today=dates.local(now).date())
            yield attention_row(
                f"{shared.engagement.short_name} shared a reflection",
                links.to_read("reflection", shared.entry_id),
                f"For the check-in on {day}. Shared {when} at {dates.clock_time(at)}.",
                ("New", "pencil", "dusk"),
            )


def _replies(found: Today, now: datetime) -> Iterator[Item]:
    for reply in found.waiting.replies:
        yield attention_row(
            f"{found.seen[reply.engagement_id].short_name} replied to your feedback",
            links.to_read("feedback", reply.feedback_id),
            f"Sent {on_day(reply.sent_at, now=now)}. Read it before you meet again.",
            ("New", "speech", "dusk"),
        )


def _to_log(found: Today, now: datetime) -> Iterator[Item]:
    """Latest first: what is fresh is written best."""
    for checkin in reversed(found.waiting.to_log):
        name = found.seen[checkin.engagement_id].short_name
        yield attention_row(
            f"Log the session with {name}",
            reverse("sessions:begin_for_checkin", args=[checkin.id]),
            f"The check-in was {on_day(checkin.due_at, now=now)}. "
            "Say whether it was held, and what was done.",
            ("To log", "calendar", "pine"),
        )


def _unnamed(found: Today, now: datetime) -> Iterator[Item]:
    for report in found.waiting.unnamed:
        name = found.seen[report.engagement_id].short_name
        yield attention_row(
            f"The report about {name} needs a second name",
            links.to_read("report", report.report_id),
            f"You signed it {on_day(report.signed_at, now=now)}. Ask a colleague to read it; "
            "until one has signed, nobody else can.",
            ("Second name", "people", "plum"),
        )


def _unfinished(found: Today) -> Iterator[Item]:
    for draft in found.waiting.unfinished:
        yield _draft(draft, found.seen[draft.engagement_id].short_name)


def _draft(draft: Unfinished, name: str) -> Item:
    text, why = UNFINISHED[draft.kind]
    said = {"day": dates.month_day(draft.on), "name": name}
    only_you = "Only you can read it until then."
    return attention_row(
        text.format(**said),
        links.to_go_on(draft.kind, draft.of_id),
        f"{why.format(**said)} {only_you}",
        ("Draft", "pencil", "none"),
    )


def _ready(found: Today) -> Iterator[Item]:
    for member in found.ready_to_begin:
        yield attention_row(
            f"{member.user.email} is ready to begin",
            reverse("agreements:begin", args=[member.id]),
            "The practice introduced this person to you. Begin with an agreement.",
            ("Ready", "person", "pine"),
        )


def _read_reflections(found: Today) -> Iterator[Item]:
    """What was read and not talked about; once its day is past, the log asks for it instead."""
    to_log = {checkin.id for checkin in [*found.waiting.to_log, *found.to_settle]}
    for shared in found.shared:
        if shared.was_read and shared.checkin.id not in to_log:
            day = dates.weekday_day(shared.checkin.on_date)
            yield attention_row(
                f"{shared.engagement.short_name} shared a reflection",
                links.to_read("reflection", shared.entry_id),
                f"For the check-in on {day}. Read, not talked about yet.",
                ("Read", "eye", "none"),
                needs_you=False,
            )


def _talks(found: Today) -> Iterator[Item]:
    for engagement in found.talks:
        yield attention_row(
            f"You are talking with {engagement.short_name} about whether this fits",
            reverse("suitability:talk", args=[engagement.id]),
            f"Since {dates.month_day(dates.local(engagement.created_at))}. Write down what you "
            "talked about, offer an agreement, or do not begin.",
            ("Open", "speech", "none"),
            needs_you=False,
        )


def _offers(found: Today, now: datetime) -> Iterator[Item]:
    for offer in found.offered:
        yield attention_row(
            f"{offer.engagement.short_name} has your agreement to answer",
            reverse("agreements:read", args=[offer.agreement_id]),
            f"Offered {on_day(offer.offered_at, now=now)}. Nothing is needed from you.",
            ("Waiting", "clock", "amber"),
            needs_you=False,
        )


def _names(found: Today) -> Callable[[UUID], str]:
    return lambda engagement_id: found.seen[engagement_id].short_name


def _name(found: Today, answer: SecondName) -> str:
    return found.seen[answer.engagement_id].short_name
