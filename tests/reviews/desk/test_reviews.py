"""What waits of a progress review: on Today for the clinician, on the client's page for them."""

from datetime import timedelta

from django.urls import reverse

from reviews.agreements.actions import end_work
from reviews.desk.reviews import find_reviews
from reviews.engagements.queries import get_engagement
from reviews.progress import actions, queries
from tests.agreeing import accept_agreement, offer_version
from tests.conftest import terms_from
from tests.looking_back import BY_CLIENT, BY_CLINICIAN, begun, opened, signed
from tracker.lib import clock, dates
from tracker.lib.dates import months_later


def waits(actor, engagement, now, being):
    with being(actor):
        found = find_reviews(actor=actor, engagement_ids=[engagement.id], now=now)
        return [item.what for item in found]


def test_it_is_due_three_months_after_the_beginning_or_the_chosen_day(
    engagement, dana, eli, now, being
):
    for days, expected in ((80, []), (93, ["due"])):
        assert waits(dana, engagement, now + timedelta(days=days), being) == expected
        assert waits(eli, engagement, now + timedelta(days=days), being) == []
    review = opened(dana, engagement.id, now=now)
    signed(dana, review.id, text=BY_CLINICIAN, now=now)
    signed(eli, review.id, text=BY_CLIENT, now=now)
    with being(dana):
        row = queries.get_review(actor=dana, review_id=review.id)
        on = dates.local(now).date() + timedelta(days=20)
        actions.set_next(actor=dana, review=row, on=on, now=now)
        queries.read_review(actor=dana, review_id=review.id)
    assert waits(dana, engagement, now + timedelta(days=19), being) == []
    assert waits(dana, engagement, now + timedelta(days=21), being) == ["due"]


def test_each_is_asked_for_their_part_and_then_to_read(engagement, dana, eli, now, being):
    review = opened(dana, engagement.id, now=now)
    begun(eli, review.id, text=BY_CLIENT, now=now)  # nobody else can tell
    assert waits(dana, engagement, now, being) == ["to_write"]
    assert waits(eli, engagement, now, being) == []  # it stands among what he has begun
    signed(dana, review.id, text=BY_CLINICIAN, now=now)
    assert waits(dana, engagement, now, being) == ["waits"]
    assert waits(eli, engagement, now, being) == ["to_read"]
    with being(eli):
        queries.read_review(actor=eli, review_id=review.id)
    assert waits(eli, engagement, now, being) == []


def test_who_could_not_answer_is_asked_again_on_the_day(engagement, dana, eli, now, being):
    review = opened(dana, engagement.id, now=now)
    signed(dana, review.id, text=BY_CLINICIAN, now=now)
    with being(dana):
        row = queries.get_review(actor=dana, review_id=review.id)
        again = dates.local(now).date() + timedelta(days=14)
        actions.go_without(actor=dana, review=row, why="Ill.", again_on=again, now=now)
    with being(eli):
        queries.read_review(actor=eli, review_id=review.id)
    assert waits(eli, engagement, now + timedelta(days=10), being) == []
    assert waits(eli, engagement, now + timedelta(days=15), being) == ["to_write"]
    assert waits(dana, engagement, now + timedelta(days=15), being) == ["again"]


def test_after_the_end_there_is_only_something_to_read(engagement, dana, eli, now, being):
    review = opened(dana, engagement.id, now=now)
    signed(eli, review.id, text=BY_CLIENT, now=now)
    with being(dana):
        row = get_engagement(actor=dana, engagement_id=engagement.id)
        end_work(actor=dana, engagement=row, now=now)
    assert waits(dana, engagement, now, being) == ["to_read"]
    assert waits(eli, engagement, now, being) == []


def test_the_pages_say_it(engagement, cast, browser, now):
    review = opened(cast.dana.actor, engagement.id, now=now)
    theirs = browser(cast.eli).get(reverse("desk:your_page")).content.decode()
    assert "Your part of the review waits" in theirs
    assert reverse("progress:one", args=[review.id]) in theirs
    today = browser(cast.dana).get(reverse("desk:today")).content.decode()
    assert "Your part of the review with Eli R. waits" in today
    signed(cast.dana.actor, review.id, text=BY_CLINICIAN, now=now)
    today = browser(cast.dana).get(reverse("desk:today")).content.decode()
    assert "Eli R. has a review to write a part of" in today


def test_who_looked_says_which_review(engagement, cast, browser, being, now):
    review = opened(cast.dana.actor, engagement.id, now=now)
    signed(cast.eli.actor, review.id, text=BY_CLIENT, now=now)
    clock.move(timedelta(seconds=1))
    browser(cast.dana).get(reverse("progress:one", args=[review.id]))
    looked = browser(cast.eli).get(reverse("desk:access_record")).content.decode()
    day = dates.month_day(dates.local(now).date())
    assert f"Read your part of the progress review of {day}" in looked
    assert f"Read the progress review of {day}" in looked


def test_it_is_due_after_the_months_that_were_agreed(engagement, dana, eli, now, being):
    for days, expected in ((40, []), (63, [])):  # no interval is agreed: three months
        assert waits(dana, engagement, now + timedelta(days=days), being) == expected
    with being(dana):
        offered = offer_version(
            actor=dana, engagement=engagement, terms=terms_from(now, review_months=2), now=now
        )
    assert waits(dana, engagement, now + timedelta(days=63), being) == []  # not signed yet
    with being(eli):
        accept_agreement(actor=eli, agreement=offered, client_name="Eli Rask", now=now)

    for days, expected in ((40, []), (63, ["due"])):
        assert waits(dana, engagement, now + timedelta(days=days), being) == expected
        assert waits(eli, engagement, now + timedelta(days=days), being) == []


def test_the_next_day_that_is_proposed_follows_the_agreement(
    engagement, dana, eli, now, being, browser
):
    review = opened(dana, engagement.id, now=now)
    signed(dana, review.id, text=BY_CLINICIAN, now=now)
    url = reverse("progress:one", args=[review.id])
    today = dates.local(now).date()
    for months, expected in ((None, 3), (1, 1)):
        with being(dana):
            offered = offer_version(
                actor=dana,
                engagement=engagement,
                terms=terms_from(now, review_months=months),
                now=now,
            )
        with being(eli):
            accept_agreement(actor=eli, agreement=offered, client_name="Eli Rask", now=now)
        shown = browser(dana).get(url).context["next_form"]
        assert shown["next_on"].value() == months_later(today, expected)
