"""A progress review: two parts, each written for oneself and signed; nothing signed is changed."""

from datetime import date, timedelta

import pytest
from django.db import ProgrammingError, transaction

from accounts.access import NotAllowed, NotFound, NotFresh, WrongState
from accounts.models import AuditEvent, Notice
from reviews.agreements.actions import end_work
from reviews.journal import queries as entries
from reviews.journal.models import Entry
from reviews.progress import actions, queries, rules
from reviews.progress.models import ProgressReview, ReviewRemark
from tests import handovers
from tests.looking_back import BY_CLIENT, BY_CLINICIAN, begun, opened, sign, signed
from tracker.lib import dates


def state_of(review):
    return ProgressReview.objects.get(id=review.id).state


# --- opening ---------------------------------------------------------------------------------------


def test_the_client_is_told_that_something_waits(review, eli, being):
    with being(eli):
        notice = Notice.objects.get(key=f"review:{review.id}:opened")
        assert (notice.kind, notice.recipient_id) == ("something_waits", eli.user_id)
        assert AuditEvent.objects.get(verb="open_review").payload == {}
        assert queries.see_head(actor=eli, review_id=review.id).state == "open"


def test_only_the_clinician_opens_one(engagement, eli, dana, now, being):
    day = dates.local(now).date()
    with being(eli), pytest.raises(NotAllowed):
        actions.open_review(actor=eli, engagement=engagement, on_date=day, now=now)
    with being(dana):
        actions.open_review(actor=dana, engagement=engagement, on_date=day, now=now)


def test_a_second_one_waits_until_the_first_is_done(engagement, review, dana, now, being):
    day = dates.local(now).date()
    with being(dana):
        with pytest.raises(WrongState):
            actions.open_review(actor=dana, engagement=engagement, on_date=day, now=now)
        actions.withdraw_review(actor=dana, review=review, now=now)
        actions.open_review(actor=dana, engagement=engagement, on_date=day, now=now)


def test_after_the_end_none_is_opened_written_or_signed(engagement, review, eli, dana, now, being):
    entry = begun(eli, review.id, text=BY_CLIENT, now=now)
    hers = begun(dana, review.id, text=BY_CLINICIAN, now=now)
    with being(dana):
        end_work(actor=dana, engagement=engagement, now=now)
        engagement.refresh_from_db()
        with pytest.raises(WrongState):
            actions.open_review(
                actor=dana, engagement=engagement, on_date=dates.local(now).date(), now=now
            )
        with pytest.raises(WrongState):
            begin(dana, review, now)
    with pytest.raises(WrongState):
        sign(eli, entry, now=now)
    with pytest.raises(WrongState):
        sign(dana, hers, now=now)
    with being(eli):
        assert entries.open_draft(actor=eli, entry_id=entry.id).answers[0].text == BY_CLIENT


def test_a_part_signed_in_the_moment_after_the_end_is_not_handed_over(
    review, engagement, dana, eli, now, being, monkeypatch
):
    """The work was read as going on, and ended before the signature was written."""
    entry = begun(eli, review.id, text=BY_CLIENT, now=now)
    with being(dana):
        end_work(actor=dana, engagement=engagement, now=now)
    monkeypatch.setattr(rules, "can_write", lambda *_: True)
    with being(eli):
        seen = entries.open_draft(actor=eli, entry_id=entry.id).digest
        own = entries.get_own(actor=eli, entry_id=entry.id)
        with pytest.raises(WrongState):
            actions.sign_part(actor=eli, entry=own, seen=seen, authenticated_at=now, now=now)
        # In the same transaction, which a page that says "Nothing was signed" commits.
        assert entries.get_own(actor=eli, entry_id=entry.id).state == Entry.DRAFT


def begin(actor, review, now):
    row = queries.get_review(actor=actor, review_id=review.id)
    return actions.begin_part(actor=actor, review=row, now=now)


# --- the two parts ---------------------------------------------------------------------------------


def test_a_part_that_is_begun_is_nobody_elses_to_know(review, cast, now, being):
    entry = begun(cast.eli.actor, review.id, text=BY_CLIENT, now=now)
    with being(cast.eli.actor):
        assert queries.see_head(actor=cast.eli.actor, review_id=review.id).part("review_client")
    with being(cast.dana.actor):
        head = queries.see_head(actor=cast.dana.actor, review_id=review.id)
        assert head.parts == ()
        assert not Entry.objects.filter(id=entry.id).exists()
    for person in (cast.mo, cast.otto, cast.ada):
        with being(person.actor):
            with pytest.raises(NotFound):
                queries.see_head(actor=person.actor, review_id=review.id)
            assert not ProgressReview.objects.filter(id=review.id).exists()


def test_the_second_signature_makes_the_review_stand(review, eli, dana, now, being):
    signed(dana, review.id, text=BY_CLINICIAN, now=now)
    with being(eli):
        assert state_of(review) == "open"
        seen = queries.read_review(actor=eli, review_id=review.id)
        assert (seen.themes[0].client, seen.themes[0].clinician.text) == (None, BY_CLINICIAN)
    signed(eli, review.id, text=BY_CLIENT, now=now)
    with being(dana):
        assert state_of(review) == "signed"
        seen = queries.read_review(actor=dana, review_id=review.id)
        first = seen.themes[0]
        assert (first.client.text, first.clinician.text) == (BY_CLIENT, BY_CLINICIAN)
        assert first.theme.title == "What was agreed"
        key = f"review:{review.id}:review_client"
        assert Notice.objects.get(key=key).recipient_id == dana.user_id


def test_it_does_not_matter_who_signs_first(review, eli, dana, now, being):
    signed(eli, review.id, text=BY_CLIENT, now=now)
    signed(dana, review.id, text=BY_CLINICIAN, now=now)
    with being(eli):
        assert state_of(review) == "signed"


def test_signing_asks_for_a_fresh_proof(review, eli, now, being):
    entry = begun(eli, review.id, text=BY_CLIENT, now=now)
    with being(eli):
        seen = entries.open_draft(actor=eli, entry_id=entry.id).digest
        for proof in (None, now - timedelta(hours=1)):
            with pytest.raises(NotFresh):
                actions.sign_part(
                    actor=eli, entry=entry, seen=seen, authenticated_at=proof, now=now
                )
        actions.sign_part(actor=eli, entry=entry, seen=seen, authenticated_at=now, now=now)


def test_the_report_gate_reads_the_clinicians_part(review, dana, now):
    entry = begun(dana, review.id, text="He is rehabilitated and safe to return.", now=now)
    with pytest.raises(NotAllowed):
        sign(dana, entry, now=now)


def test_a_review_that_was_withdrawn_takes_no_signature(review, eli, dana, now, being):
    entry = begun(eli, review.id, text=BY_CLIENT, now=now)
    with being(dana):
        actions.withdraw_review(actor=dana, review=review, now=now)
    with pytest.raises(WrongState):
        sign(eli, entry, now=now)
    with being(eli):
        assert entries.open_draft(actor=eli, entry_id=entry.id).answers[0].text == BY_CLIENT


def test_nothing_signed_is_withdrawn(review, eli, dana, now, being):
    signed(eli, review.id, text=BY_CLIENT, now=now)
    with being(dana):
        with pytest.raises(WrongState):
            actions.withdraw_review(actor=dana, review=review, now=now)
        with pytest.raises(ProgrammingError), transaction.atomic():
            ProgressReview.objects.filter(id=review.id).update(state="withdrawn")


def test_the_database_believes_no_state_that_is_not_signed(review, eli, dana, now, being):
    for actor in (dana, eli):
        for state in ("signed", "without_client"):
            with being(actor), pytest.raises(ProgrammingError), transaction.atomic():
                ProgressReview.objects.filter(id=review.id).update(state=state)
    with being(eli), pytest.raises(ProgrammingError), transaction.atomic():
        ProgressReview.objects.filter(id=review.id).update(state="withdrawn")
    with being(dana):
        assert ProgressReview.objects.filter(id=review.id).update(state="withdrawn") == 1


def test_whoever_takes_the_work_over_writes_a_part_of_their_own(
    review, engagement, cast, now, being
):
    begun(cast.dana.actor, review.id, text=BY_CLINICIAN, now=now)
    handover = handovers.propose(cast, engagement.id, now=now)
    handovers.agree(cast, handover, now=now)
    handovers.agree(cast, handover, now=now, who="eli")
    mo = cast.mo.actor
    signed(mo, review.id, text="I know the work for a week.", now=now)
    with being(mo):
        assert queries.see_head(actor=mo, review_id=review.id).clinician_signed_at == now


# --- the client could not answer -------------------------------------------------------------------

WHY = "Two weeks in hospital; nothing to do with the work."


def without(actor, review, now, being):
    with being(actor):
        row = queries.get_review(actor=actor, review_id=review.id)
        again = dates.local(now).date() + timedelta(days=14)
        actions.go_without(actor=actor, review=row, why=WHY, again_on=again, now=now)


def test_it_stands_with_one_part_and_says_why(review, eli, dana, now, being):
    mine = begun(eli, review.id, text=BY_CLIENT, now=now)
    with pytest.raises(WrongState):  # hers is not signed either
        without(dana, review, now, being)
    signed(dana, review.id, text=BY_CLINICIAN, now=now)
    without(dana, review, now, being)
    with being(eli):
        seen = queries.read_review(actor=eli, review_id=review.id)
        assert (seen.head.state, seen.why_without) == ("without_client", WHY)
    with being(dana):
        seen = queries.read_review(actor=dana, review_id=review.id)
        assert seen.client is None and not Entry.objects.filter(id=mine.id).exists()


def test_the_part_that_comes_later_is_joined(review, engagement, eli, dana, now, being):
    signed(dana, review.id, text=BY_CLINICIAN, now=now)
    without(dana, review, now, being)
    opened(dana, engagement.id, now=now)  # the next one may have begun
    signed(eli, review.id, text=BY_CLIENT, now=now)
    with being(dana):
        seen = queries.read_review(actor=dana, review_id=review.id)
        assert (seen.head.state, seen.client.answers[0].text) == ("signed", BY_CLIENT)
        assert seen.why_without == WHY


def test_nobody_goes_without_a_client_who_has_signed(review, eli, dana, now, being):
    signed(dana, review.id, text=BY_CLINICIAN, now=now)
    signed(eli, review.id, text=BY_CLIENT, now=now)
    with pytest.raises(WrongState):
        without(dana, review, now, being)


def test_the_client_does_not_say_it_for_themselves(review, eli, dana, now, being):
    signed(dana, review.id, text=BY_CLINICIAN, now=now)
    with pytest.raises(NotAllowed):
        without(eli, review, now, being)
    without(dana, review, now, being)


# --- what is seen differently ----------------------------------------------------------------------


def say(actor, review, now, *, stands="differs", theme="done", text="There were three talks."):
    row = queries.get_review(actor=actor, review_id=review.id)
    return actions.remark(actor=actor, review=row, theme=theme, stands=stands, text=text, now=now)


def test_what_is_seen_differently_stays_beside_it(stands, eli, dana, now, being):
    with being(eli):
        say(eli, stands, now)
        say(eli, stands, now, theme="", stands="agrees", text="The rest is as I see it.")
    with being(dana):
        seen = queries.read_review(actor=dana, review_id=stands.id)
        beside = next(item for item in seen.themes if item.theme.key == "done")
        assert [(r.by_client, r.stands, r.text) for r in beside.remarks] == [
            (True, "differs", "There were three talks.")
        ]
        assert [r.text for r in seen.remarks] == ["The rest is as I see it."]
        for gone in ("update", "delete"):
            with pytest.raises(ProgrammingError), transaction.atomic():
                getattr(ReviewRemark.objects.all(), gone)(
                    **({"theme": ""} if gone == "update" else {})
                )


def test_words_beside_a_part_wait_until_both_are_signed(review, eli, dana, now, being):
    signed(eli, review.id, text=BY_CLIENT, now=now)
    with being(dana), pytest.raises(WrongState):
        say(dana, review, now)
    signed(dana, review.id, text=BY_CLINICIAN, now=now)
    with being(dana):
        say(dana, review, now)
        with pytest.raises(NotFound):
            say(dana, review, now, theme="remorse")


# --- the next day, and then and now ----------------------------------------------------------------


def test_the_next_day_is_the_clinicians_to_choose(stands, eli, dana, now, being):
    day = dates.local(now).date() + timedelta(days=40)
    with being(dana):
        row = queries.get_review(actor=dana, review_id=stands.id)
        actions.set_next(actor=dana, review=row, on=day, now=now)
    with being(eli):
        assert queries.see_head(actor=eli, review_id=stands.id).next_on == day
        with pytest.raises(NotAllowed):
            row = queries.get_review(actor=eli, review_id=stands.id)
            actions.set_next(actor=eli, review=row, on=day, now=now)


@pytest.mark.parametrize(
    ("day", "later"),
    [
        (date(2026, 5, 4), date(2026, 8, 4)),
        (date(2026, 1, 31), date(2026, 4, 30)),
        (date(2026, 11, 30), date(2027, 2, 28)),
        (date(2026, 12, 1), date(2027, 3, 1)),
    ],
)
def test_three_months_later(day, later):
    assert dates.months_later(day, 3) == later


def test_one_theme_then_and_now(stands, engagement, eli, dana, now, being):
    later = now + timedelta(days=90)
    review = opened(dana, engagement.id, now=later, on_date=dates.local(later).date())
    signed(dana, review.id, text="He told of one such talk.", now=later)
    signed(eli, review.id, text="Once, at lunch.", now=later, theme=1)
    with being(eli):
        found = queries.read_theme(actor=eli, engagement_id=engagement.id, key="agreed")
        assert [(item.client, item.clinician) for item in found] == [
            ("", "He told of one such talk."),
            (BY_CLIENT, BY_CLINICIAN),
        ]
        read = AuditEvent.objects.filter(verb="read", object_kind__startswith="review_")
        assert read.count() == 4  # each part that was opened
        with pytest.raises(NotFound):
            queries.read_theme(actor=eli, engagement_id=engagement.id, key="level")
