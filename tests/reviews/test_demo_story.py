"""The demonstration is made by calling the acts as each person at that time, and is whole."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, transaction

from accounts.access import Actor, acting_as
from accounts.demo import PERSONAS, cards
from accounts.models import ShownMail
from reviews.demo import story
from tests.clones import Clone, clone, inside
from tests.conftest import _actor
from tracker.lib import clock, dates


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
    assert {p.key for p in groups["readers"]} == {"tom", "priya", "maren"}
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
def being(who: str) -> Iterator[Actor]:
    """By address; of most, what stands before @example.org is enough."""
    actor = _actor(who if "@" in who else f"{who}@example.org")
    with acting_as(actor), transaction.atomic():
        yield actor


def test_the_story_ends_where_it_should(settings):
    """Written by hand from the stories: who can read what on the day it is loaded."""
    with told(settings):
        _talked_first_with_everybody()
        _asked_what_they_answered()
        _two_rhythms_for_graham()
        _told_graham_of_the_call()
        _steps_of_repair_for_graham()
        _withdrawn_for_maren()
        _five_checkins_until_the_first_report_about_renee()
        _a_mentor_before_the_question_about_looks()
        _permitted_beside_the_words_of_the_employer()
        _live_for_tom()
        _told_by_renee_and_stated()
        _seen_differently_by_graham()
        _declined_then_released_for_priya()
        _supports_for_victor()
        _told_outside_and_read_by_victor()
        _a_time_after_he_has_begun_for_victor()
        _to_decide_for_hollis()
        _ended_for_anselm()
        _paused_for_graham()
        _covered_for_victor()
        _waiting_for_voss()
        assert story.tell_the_story(say=lambda line: None) is False  # a second time adds nothing


def _talked_first_with_everybody() -> None:
    """Whether the work fits stands before each agreement, signed, and its client can read it."""
    from reviews.agreements.queries import list_agreements
    from reviews.engagements.queries import list_engagements
    from reviews.suitability.queries import list_talks

    for email in (
        "graham.tillotson",
        "renee.castellan",
        "victor.lindqvist",
        "hollis.brandt",
        "noor.abbas",
        "anselm.pryor",
    ):
        with being(email) as client:
            (engagement,) = list_engagements(actor=client)
            ids = [engagement.id]
            (account,) = list_talks(actor=client, engagement_ids=ids)
            (agreement,) = list_agreements(actor=client, engagement_ids=ids)
            assert account.shared_at is not None
            assert account.shared_at < agreement.created_at


def _asked_what_they_answered() -> None:
    """Nothing that the story lets somebody write falls away because another question was asked."""
    from reviews.demo import anselm, graham, hollis, renee_words, victor
    from reviews.engagements.queries import list_engagements
    from reviews.journal.queries import list_entries, read_entry

    for email, written in (
        ("graham.tillotson", graham.REFLECTIONS),
        ("renee.castellan", renee_words.REFLECTIONS),
        ("victor.lindqvist", victor.REFLECTIONS),
        ("hollis.brandt", hollis.REFLECTIONS),
        ("anselm.pryor", anselm.REFLECTIONS),
    ):
        with being(email) as client:
            ids = [each.id for each in list_engagements(actor=client)]
            found = list_entries(actor=client, engagement_ids=ids, kinds=frozenset({"reflection"}))
            answered = {
                (answer.prompt, answer.text)
                for head in found
                if head.shared_at is not None
                for answer in read_entry(actor=client, entry_id=head.id).answers
                if answer.text
            }
        assert answered == {pair for each in written.values() for pair in each.items()}, email


def _told_graham_of_the_call() -> None:
    from reviews.demo.graham import TOLD_OF_THE_CALL
    from reviews.dialogue.queries import list_unread, read_dialogue, with_messages
    from reviews.engagements.queries import current_engagement

    with being("graham.tillotson") as graham:
        engagement = current_engagement(actor=graham)
        assert engagement is not None
        assert list_unread(actor=graham, engagement_ids=[engagement.id]) == []
        (checkin_id,) = with_messages(actor=graham, engagement_ids=[engagement.id])
        (message,) = read_dialogue(actor=graham, checkin_id=checkin_id).messages
        assert message.text == TOLD_OF_THE_CALL


def _steps_of_repair_for_graham() -> None:
    from reviews.commitments.queries import list_commitments
    from reviews.engagements.queries import current_engagement

    with being("graham.tillotson") as graham:
        engagement = current_engagement(actor=graham)
        assert engagement is not None
        listed = list_commitments(actor=graham, engagement_id=engagement.id)
    assert [(each.outside, each.stands) for each in listed] == [
        ("", "under_way"),
        ("", "done"),
        ("", "done"),  # one committee less
        ("", "done"),  # and he told the chair himself
        ("public_accounts", "attended"),
        ("", ""),
    ]


def _supports_for_victor() -> None:
    from reviews.commitments.queries import list_commitments
    from reviews.engagements.queries import current_engagement

    with being("victor.lindqvist") as victor:
        engagement = current_engagement(actor=victor)
        assert engagement is not None
        listed = list_commitments(actor=victor, engagement_id=engagement.id)
    supports = [each for each in listed if each.carried_by == "support"]
    assert [each.agreement for each in supports] == ["agreed", "agreed"]


def _ended_for_anselm() -> None:
    """Both read the closing summary; one follow-up had its own yes, the other waits for one."""
    from reviews.demo.anselm import OWN_WORDS
    from reviews.ending.queries import list_follow_ups, read_closing, read_copy
    from reviews.engagements.queries import list_engagements

    with being("anselm.pryor") as anselm:
        (engagement,) = list_engagements(actor=anselm)
        assert engagement.state == "ended"
        copy = read_copy(actor=anselm, engagement_id=engagement.id)
        assert copy.closing.how == "completed"
        assert all(answer.text for answer in copy.entry.answers)
        assert [text for _, text in copy.words] == [OWN_WORDS]
    with being("amara.voss") as voss:
        closing = read_closing(actor=voss, engagement_id=engagement.id)
        assert closing is not None
        assert closing.is_signed
        held, later = list_follow_ups(actor=voss, engagement_ids=[engagement.id])
        assert (held.months, held.state, held.is_signed) == (3, "held", True)
        assert (later.months, later.state) == (12, "planned")


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

    with being("maren.oldacre@lantern.example") as maren:
        assert list_documents(actor=maren) == []
    with being("graham.tillotson") as graham:
        engagement = current_engagement(actor=graham)
        assert engagement is not None
        (permission,) = list_permissions(actor=graham, engagement_id=engagement.id, now=clock.now())
        assert permission.state == "withdrawn"
        assert permission.parts_signed == ["attendance", "commitments"]
        assert permission.parts == ["attendance"]
        first, queued = sorted(permission.releases, key=lambda release: release.released_at)
        assert [opening.verb for opening in first.openings] == ["read"]
        assert not first.never_opens
        # Released, and taken back before anybody could open it.
        assert (queued.parts, queued.state) == (["attendance"], "withdrawn")
        assert (queued.never_opens, queued.openings) == (True, [])
        assert queued.report_id != first.report_id
        assert permission.withdrawn_at is not None
        assert permission.withdrawn_at > queued.released_at
    with being("june.adeyemi"):
        mails = ShownMail.objects.filter(to="maren.oldacre@lantern.example")
        assert all(mail.sent_at < queued.released_at for mail in mails)


def _five_checkins_until_the_first_report_about_renee() -> None:
    """About nine days apart, by a rhythm in weeks and a pause; then every two weeks."""
    from reviews.checkins.queries import list_checkins
    from reviews.engagements.queries import current_engagement
    from reviews.reports.queries import list_reports, read_report

    with being("renee.castellan") as renee:
        engagement = current_engagement(actor=renee)
        assert engagement is not None
        ids = [engagement.id]
        second, first = list_reports(actor=renee, engagement_ids=ids)
        listed = list_checkins(actor=renee, engagement_ids=ids)
        assert first.period_to is not None
        days = sorted(c.on_date for c in listed if c.state != "not_needed")
        before = [day for day in days if day <= first.period_to]
        later = [day for day in days if day > first.period_to]
        assert [(after - day).days for day, after in pairwise(before)] == [7, 7, 14, 7]
        assert {(after - day).days for day, after in pairwise(later)} == {14}
        body = read_report(actor=renee, report_id=first.id).body
        (attendance,) = [one for one in body.sections if one.kind == "attendance"]
        assert "five" in str(attendance).lower() or "5" in str(attendance)


def _a_mentor_before_the_question_about_looks() -> None:
    from reviews.commitments.queries import list_commitments
    from reviews.demo.renee_words import MENTOR, REFLECTIONS
    from reviews.engagements.queries import current_engagement
    from reviews.journal.queries import list_entries, read_entry

    (asked,) = [each["workplace.3"] for each in REFLECTIONS.values() if "workplace.3" in each]
    assert asked.startswith("I asked my mentor")
    with being("renee.castellan") as renee:
        engagement = current_engagement(actor=renee)
        assert engagement is not None
        listed = list_commitments(actor=renee, engagement_id=engagement.id)
        (mentor,) = [each for each in listed if each.text == MENTOR]
        assert mentor.stands == "attended"
        heads = list_entries(
            actor=renee, engagement_ids=[engagement.id], kinds=frozenset({"reflection"})
        )
        (shared_at,) = [
            head.shared_at
            for head in heads
            if head.shared_at is not None
            and asked in [a.text for a in read_entry(actor=renee, entry_id=head.id).answers]
        ]
        assert mentor.agreed_on < shared_at.date()


def _permitted_beside_the_words_of_the_employer() -> None:
    """What the agreement quotes stands on the permission; where nobody asks for it, nothing does."""
    from reviews.agreements.queries import accepted_terms
    from reviews.engagements.queries import current_engagement
    from reviews.releases.queries import list_permissions

    for email, is_asked_for in (
        ("renee.castellan", True),
        ("victor.lindqvist", True),
        ("graham.tillotson", False),
        ("hollis.brandt", False),
    ):
        with being(email) as client:
            engagement = current_engagement(actor=client)
            assert engagement is not None
            agreed = accepted_terms(actor=client, engagement_id=engagement.id)
            (given,) = list_permissions(actor=client, engagement_id=engagement.id, now=clock.now())
        assert agreed is not None
        assert (agreed.employer is not None) == is_asked_for
        said = agreed.employer.refusal_words if agreed.employer else ""
        assert given.terms.refusal_words == said
        assert bool(given.terms.pressure_version) == is_asked_for


def _live_for_tom() -> None:
    from reviews.demo.renee_words import SECOND_STATEMENT, STATEMENT
    from reviews.documents.queries import list_documents, read_document

    with being("tom.areland@brackenfield.example") as tom:
        newest_first = list_documents(actor=tom)
        statements = []
        for head in newest_first:
            seen = read_document(actor=tom, release_id=head.id)
            assert seen.document is not None  # the notice was acknowledged
            assert seen.file_state == "made"
            statements.append(seen.document["statement"]["paragraphs"])
            names = [signer["name"] for signer in seen.document["signers"]]
            assert names == ["Dr Amara Voss", "Dr Peter Halloran"]
        assert statements == [[SECOND_STATEMENT], [STATEMENT]]


def _told_by_renee_and_stated() -> None:
    """What the agreement lists binds the next report, and stands in it; the first says nothing."""
    from reviews.concerns.queries import list_concerns
    from reviews.documents.queries import list_documents, read_document
    from reviews.engagements.queries import current_engagement

    with being("renee.castellan") as renee:
        engagement = current_engagement(actor=renee)
        assert engagement is not None
        (told,) = list_concerns(actor=renee, engagement_ids=[engagement.id])
        assert (told.kind, told.listed) == ("setback", True)
        said = [step.kind for step in told.steps]
        assert said == ["read", "listed", "answered", "changed_plan", "answered"]
    with being("tom.areland@brackenfield.example") as tom:
        headings = [
            [section["heading"] for section in seen.document["sections"]]
            for head in list_documents(actor=tom)
            if (seen := read_document(actor=tom, release_id=head.id)).document
        ]
        of_concerns = "Setbacks and concerns the agreement lists"
        assert [of_concerns in each for each in headings] == [True, False]


def _seen_differently_by_graham() -> None:
    from reviews.engagements.queries import current_engagement
    from reviews.progress.queries import list_reviews, read_review

    with being("graham.tillotson") as graham:
        engagement = current_engagement(actor=graham)
        assert engagement is not None
        (head,) = list_reviews(actor=graham, engagement_ids=[engagement.id])
        review = read_review(actor=graham, review_id=head.id)
        (theme,) = [each for each in review.themes if each.remarks]
        assert theme.client is not None
        assert theme.clinician is not None
        assert [remark.stands for remark in theme.remarks] == ["differs"]


def _declined_then_released_for_priya() -> None:
    from reviews.demo.victor import SHARED, STATEMENT
    from reviews.documents.queries import list_documents, read_document
    from reviews.engagements.queries import current_engagement
    from reviews.releases.queries import list_permissions
    from reviews.reports.cosignature_queries import list_cosignatures
    from reviews.reports.queries import list_reports

    with being("amara.voss") as voss:
        ids = [engagement_of("victor.lindqvist")]
        second, first = list_reports(actor=voss, engagement_ids=ids)
        assert (first.number, first.replaced, second.replaced) == (1, True, False)
        answers = list_cosignatures(actor=voss, report_ids=[first.id, second.id])
        assert [(a.state, a.passed_on) for a in answers] == [
            ("declined", True),
            ("cosigned", False),
        ]
    with being("priya.haldane@ostrey.example") as priya:
        (head,) = list_documents(actor=priya)
        seen = read_document(actor=priya, release_id=head.id)
        assert seen.document is not None  # the notice was acknowledged
        assert seen.file_state == "made"
        assert seen.document["statement"]["paragraphs"] == [STATEMENT]
        names = [signer["name"] for signer in seen.document["signers"]]
        assert names == ["Dr Amara Voss", "Dr Peter Halloran"]
        words = str(seen.document)
        for of_the_first in ("genuinely remorseful", "has become calmer", "cannot put my name"):
            assert of_the_first not in words
    with being("victor.lindqvist") as victor:
        engagement = current_engagement(actor=victor)
        assert engagement is not None
        (offered,) = list_reports(actor=victor, engagement_ids=[engagement.id])
        assert offered.number == 2
        (permission,) = list_permissions(actor=victor, engagement_id=engagement.id, now=clock.now())
        (release,) = permission.releases
        assert (release.report_id, release.parts, release.state) == (offered.id, SHARED, "live")
        assert {opening.verb for opening in release.openings} == {"read", "download"}


def engagement_of(email: str) -> UUID:
    from reviews.engagements.queries import current_engagement

    with being(email) as client:
        engagement = current_engagement(actor=client)
    assert engagement is not None
    return engagement.id


def _told_outside_and_read_by_victor() -> None:
    """What a court asked for and no more; it stands in the accounting, and its client has read it."""
    from reviews.disclosures.queries import list_disclosures, list_unread, read_disclosure
    from reviews.releases.accounting import list_accounting

    engagement_id = engagement_of("victor.lindqvist")
    with being("victor.lindqvist") as victor:
        (head,) = list_disclosures(actor=victor, engagement_ids=[engagement_id])
        assert (head.ground, head.outcome, head.shown_from) == ("court", "told", None)
        assert list_unread(actor=victor, engagement_ids=[engagement_id]) == []
        seen = read_disclosure(actor=victor, disclosure_id=head.id, now=clock.now())
        assert "for nothing else" in seen.facts
        assert "that and no more" in seen.decision
        assert seen.told_to == "The clerk of the civil court, in writing"
        lines = list_accounting(
            actor=victor, engagement_id=engagement_id, verb="read", now=clock.now()
        )
        assert [line.whom for line in lines if line.of_id == head.id] == [seen.told_to]


def _a_time_after_he_has_begun_for_victor() -> None:
    from reviews.checkins.queries import list_checkins

    engagement_id = engagement_of("victor.lindqvist")
    with being("victor.lindqvist") as victor:
        listed = list_checkins(actor=victor, engagement_ids=[engagement_id])
    beside = [c.on_date for c in listed if c.series_date is None]
    assert len(beside) == 1
    assert 80 < (beside[0] - dates.local(clock.now()).date()).days < 95


def _to_decide_for_hollis() -> None:
    from reviews.releases.queries import chose_not_to_release, list_permissions
    from reviews.reports.queries import list_reports

    engagement_id = engagement_of("hollis.brandt")
    with being("hollis.brandt") as hollis:
        (offered,) = list_reports(actor=hollis, engagement_ids=[engagement_id])
        (permission,) = list_permissions(actor=hollis, engagement_id=engagement_id, now=clock.now())
        assert (permission.state, permission.releases) == ("alive", [])
        assert chose_not_to_release(actor=hollis, report_ids=[offered.id]) == set()


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
