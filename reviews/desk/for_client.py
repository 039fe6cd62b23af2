"""What is there for the client to read or to answer, as sentences, the most urgent first. Pure."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse

from reviews.concerns import words as concern_words
from reviews.desk import links, reviews_words, times_words
from reviews.desk.words import Item, on, on_day
from reviews.desk.your_page import YourPage
from reviews.releases.words import report as report_in_words
from tracker.lib import dates
from tracker.lib.attention import attention_row


def to_read(your: YourPage, *, now: datetime) -> list[Item]:
    """For the client's page."""
    who = your.engagement.clinician_name if your.engagement else "Your clinician"
    return [
        *_own_offer(your, who),
        *_own_reports(your, who, now),
        *_own_answers(your),
        *_own_told(your, now),
        *_own_told_outside(your, now),
        *_own_closed(your, now),
        *_own_messages(your, who, now),
        *reviews_words.to_write(your.reviews, who, now=now),
        *times_words.to_answer(your.times, lambda _: who),
        *times_words.to_choose(your.missed, now=now),
        *_own_talks(your, who, now),
    ]


def _own_offer(your: YourPage, who: str) -> Iterator[Item]:
    if your.new_version_id is not None:
        yield attention_row(
            "Another version of your agreement is there to answer",
            reverse("agreements:read", args=[your.new_version_id]),
            f"{who} offers it. What you agreed before stays in force until you sign, and you can "
            "decline without a reason.",
            ("To answer", "page", "plum"),
        )


def _own_reports(your: YourPage, who: str, now: datetime) -> Iterator[Item]:
    for report in your.to_read.reports:
        signed = f"{report_in_words(report)}, signed by {who}."
        if report.id not in your.read_at:
            yield attention_row(
                "A report about you is there to read",
                links.to_read("report", report.id),
                f"{signed} Nobody outside has it. You read it first, and you decide.",
                ("New", "page", "plum"),
            )
        else:
            yield attention_row(
                "A report about you waits for your decision",
                reverse("releases:decide", args=[report.id]),
                f"{signed} You can release it, ask for a correction, add a statement, or do not "
                "release it. There is no hurry.",
                ("To decide", "page", "plum"),
            )


def _own_answers(your: YourPage) -> Iterator[Item]:
    for report_id in your.to_read.corrections:
        yield attention_row(
            "Your request for a correction was answered",
            links.to_read("report", report_id),
            "Read the answer, and decide then.",
            ("Answered", "page", "plum"),
        )


def _own_told(your: YourPage, now: datetime) -> Iterator[Item]:
    for new in your.to_read.told:
        who = your.engagement.name_of(new.author_id) if your.engagement else "A clinician"
        said = f"{who} said what becomes of it" if new.is_step else concern_words.came(new, who)
        yield attention_row(
            said,
            links.to_read("concern", new.id),
            f"{dates.capitalized(on_day(new.at, now=now))}. You can answer, and you need not.",
            ("New", "note", "dusk"),
        )


def _own_told_outside(your: YourPage, now: datetime) -> Iterator[Item]:
    for head in your.to_read.told_outside:
        yield attention_row(
            "A record of what was told outside, or not told, is there to read",
            links.to_read("disclosure", head.id),
            f"Signed {on_day(head.recorded_at, now=now)}. Questions about it? Ask at any time.",
            ("New", "page", "amber"),
        )


def _own_closed(your: YourPage, now: datetime) -> Iterator[Item]:
    for closed in your.to_read.closed:
        yield attention_row(
            "Something you had released was closed",
            links.to_read("release", closed.release_id),
            f"Closed {on_day(closed.created_at, now=now)}: it may have reached the wrong person."
            " The one you had released it to cannot open it now. You can ask what happened.",
            ("New", "lock", "amber"),
        )


def _own_messages(your: YourPage, who: str, now: datetime) -> Iterator[Item]:
    for unread in your.to_read.messages:
        yield attention_row(
            f"{who} wrote to you",
            reverse("dialogue:read", args=[unread.checkin_id]),
            f"About the check-in on {dates.weekday_day(unread.on_date)}. "
            f"Sent {on_day(unread.sent_at, now=now)}.",
            ("New", "speech", "dusk"),
        )


def _own_talks(your: YourPage, who: str, now: datetime) -> Iterator[Item]:
    for feedback in your.to_read.feedback:
        if feedback.published_at is not None:
            yield attention_row(
                f"{who} gave you feedback",
                links.to_read("feedback", feedback.id),
                f"Given {on_day(feedback.published_at, now=now)}. You can reply, and you need not.",
                ("New", "speech", "dusk"),
            )
    for session in your.to_read.sessions:
        day = dates.near_day(session.on_date, today=dates.local(now).date())
        yield attention_row(
            f"{who} wrote about the session {on(day)}",
            links.to_read("session", session.id),
            "Read what was noted. If something is wrong, say so when you meet.",
            ("New", "note", "none"),
        )
