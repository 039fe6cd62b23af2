"""The demonstration is made by calling the acts as each person at that time, and is whole."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from typing import Any

import pytest
from django.db import connection, transaction

from accounts.access import Actor, acting_as
from accounts.demo import PERSONAS, cards
from reviews.demo import story
from tests.clones import Clone, clone, inside
from tests.conftest import _actor
from tracker.lib import clock


def test_it_changes_nothing_where_a_practice_exists(cast):
    lines = []

    assert story.tell_the_story(say=lines.append) is False

    assert lines == []


@pytest.mark.parametrize("table", ["accounts_shownmail"])
def test_no_mail_is_shown_outside_the_demo(table):
    with connection.cursor() as cursor:
        cursor.execute(f"select count(*) from {table}")
        assert cursor.fetchone()[0] == 0


def test_the_cards_are_there_in_the_demonstration_alone(settings):
    settings.DEMO = True
    groups = cards()
    assert {p.key for p in groups["readers"]} == {"tom", "maren"}
    assert len(groups["personas"]) + len(groups["readers"]) == len(PERSONAS)

    settings.DEMO = False

    assert cards() == {"personas": (), "readers": ()}


@contextmanager
def told(settings: Any) -> Iterator[Clone]:
    """The whole story, in a database of its own."""
    settings.EMAIL_BACKEND = "accounts.outbox.shown_mail.Backend"
    with clone() as copy, inside(copy.app_url):
        assert story.tell_the_story(say=lambda line: None) is True
        yield copy


@contextmanager
def being(email: str) -> Iterator[Actor]:
    actor = _actor(f"{email}@example.org")
    with acting_as(actor), transaction.atomic():
        yield actor


def test_the_story_ends_where_it_should(settings):
    """Written by hand from the stories: who can read what on the day it is loaded."""
    with told(settings):
        _two_rhythms_for_graham()
        _withdrawn_for_maren()
        _live_for_tom()
        _to_decide_for_victor()
        _paused_for_graham()
        _covered_for_victor()
        _waiting_for_voss()
        assert story.tell_the_story(say=lambda line: None) is False  # a second time adds nothing


def _two_rhythms_for_graham() -> None:
    from reviews.agreements.queries import latest_agreement, read_agreement
    from reviews.checkins.queries import list_checkins
    from reviews.engagements.queries import current_engagement

    with being("graham.tillotson") as graham:
        engagement = current_engagement(actor=graham)
        assert engagement is not None
        head = latest_agreement(actor=graham, engagement_id=engagement.id)
        assert head is not None
        phases = read_agreement(actor=graham, agreement_id=head.id).terms.phases
        assert [phase.rule.every for phase in phases] == [1, 2]
        days = [c.on_date for c in list_checkins(actor=graham, engagement_ids=[engagement.id])]
        between = {(later - day).days for day, later in pairwise(sorted(days))}
        assert between == {7, 14}


def _withdrawn_for_maren() -> None:
    from reviews.documents.queries import list_documents
    from reviews.engagements.queries import current_engagement
    from reviews.releases.queries import list_permissions

    with being("maren.oldacre") as maren:
        assert list_documents(actor=maren) == []
    with being("graham.tillotson") as graham:
        engagement = current_engagement(actor=graham)
        assert engagement is not None
        (permission,) = list_permissions(actor=graham, engagement_id=engagement.id, now=clock.now())
        assert permission.state == "withdrawn"
        assert permission.parts_signed == ["attendance", "commitments"]
        assert permission.parts == ["attendance"]
        (release,) = permission.releases
        assert [opening.verb for opening in release.openings] == ["read"]


def _live_for_tom() -> None:
    from reviews.demo.renee import STATEMENT
    from reviews.documents.queries import list_documents, read_document

    with being("tom.areland") as tom:
        (head,) = list_documents(actor=tom)
        seen = read_document(actor=tom, release_id=head.id)
        assert seen.document is not None  # the notice was acknowledged
        assert seen.file_state == "made"
        assert seen.document["statement"]["paragraphs"] == [STATEMENT]
        names = [signer["name"] for signer in seen.document["signers"]]
        assert names == ["Dr Amara Voss", "Dr Peter Halloran"]


def _to_decide_for_victor() -> None:
    from reviews.engagements.queries import current_engagement
    from reviews.releases.queries import list_permissions
    from reviews.reports.cosignature_queries import list_cosignatures
    from reviews.reports.queries import list_reports

    with being("victor.lindqvist") as victor:
        engagement = current_engagement(actor=victor)
        assert engagement is not None
        ids = [engagement.id]
        (offered,) = list_reports(actor=victor, engagement_ids=ids)
        assert offered.number == 2
        (permission,) = list_permissions(actor=victor, engagement_id=engagement.id, now=clock.now())
        assert (permission.state, permission.releases) == ("alive", [])
    with being("amara.voss") as voss:
        second, first = list_reports(actor=voss, engagement_ids=ids)
        assert (first.number, first.replaced, second.replaced) == (1, True, False)
        answers = list_cosignatures(actor=voss, report_ids=[first.id, second.id])
        assert [(a.state, a.passed_on) for a in answers] == [
            ("declined", True),
            ("cosigned", False),
        ]


def _paused_for_graham() -> None:
    from reviews.checkins.queries import list_checkins, running_pauses
    from reviews.engagements.queries import current_engagement

    with being("graham.tillotson") as graham:
        engagement = current_engagement(actor=graham)
        assert engagement is not None
        now, ids = clock.now(), [engagement.id]
        pause = running_pauses(engagement_ids=ids, now=now)[engagement.id]
        ahead = sorted(
            c.on_date for c in list_checkins(actor=graham, engagement_ids=ids) if c.due_at > now
        )
        assert pause.ends_on is not None
        assert ahead[0] < pause.ends_on < ahead[1]


def _covered_for_victor() -> None:
    from reviews.assignments.queries import covers_asked, open_cover
    from reviews.engagements.queries import current_engagement, list_engagements

    with being("victor.lindqvist") as victor:
        engagement = current_engagement(actor=victor)
        assert engagement is not None
        cover = open_cover(actor=victor, engagement_id=engagement.id, now=clock.now())
        assert cover is not None
        assert (cover.colleague, cover.asked_by) == ("Dr Peter Halloran", "Dr Amara Voss")
        assert (cover.agreed, (cover.last - cover.first).days) == (True, 7)
    with being("peter.halloran") as halloran:
        (known,) = covers_asked(actor=halloran, now=clock.now())
        assert known.code == engagement.code
        assert list_engagements(actor=halloran) == []  # nothing is open before the first day


def _waiting_for_voss() -> None:
    from reviews.desk.attention import attention
    from reviews.desk.queries import today

    with being("amara.voss") as voss:
        now = clock.now()
        said = [item["text"] for item in attention(today(actor=voss, now=now), now=now)]
    for sentence in (
        "Renee C. shared a reflection",
        "Renee C. wrote to you",
        "Graham T. replied to your feedback",
        "What became of the check-in with Victor L.?",
        "Noor A. has your agreement to answer",
    ):
        assert sentence in said
    with being("peter.halloran") as halloran:
        assert attention(today(actor=halloran, now=now), now=now) == []
