"""The pages of a progress review: leading one, writing one's part, both voices, then and now."""

from datetime import timedelta

import pytest
from django.urls import reverse

from reviews.agreements.actions import end_work
from reviews.engagements.queries import get_engagement
from reviews.progress import queries
from tests import covers
from tests.conftest import PASSWORD
from tests.laws.test_every_act_is_audited import lines_written
from tests.looking_back import BY_CLIENT, BY_CLINICIAN, begun, opened, signed
from tracker.lib import clock, dates


def page(client, name, *args):
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == 200, (name, answer.status_code)
    return answer.content.decode()


def post(client, name, *args, **data):
    return client.post(reverse(name, args=args), data)


def said(answer):
    return answer.content.decode()


@pytest.fixture
def days(now):
    today = dates.local(now).date()
    return today, today + timedelta(days=30)


def test_the_clinician_opens_one_and_is_led_to_it(engagement, cast, browser, days):
    today, _ = days
    hers = browser(cast.dana)
    assert "There is no review yet." in page(hers, "progress:all", engagement.id)
    answer = post(hers, "progress:all", engagement.id, on_date=today.isoformat())
    assert answer.status_code == 302
    assert "You have not signed yet." in said(hers.get(answer.url))
    # Another tab, in which the form still stands.
    again = post(hers, "progress:all", engagement.id, on_date=today.isoformat())
    assert again.status_code == 409 and "No review was opened." in said(again)
    theirs = browser(cast.eli)
    assert dates.full_day(today) in page(theirs, "progress:all", engagement.id)
    assert post(theirs, "progress:all", engagement.id, on_date=today.isoformat()).status_code == 404


def test_what_is_no_day_opens_nothing(engagement, cast, browser):
    for day in ("soon", "9999-12-31", "0001-01-01"):  # and no slip in the year
        answer = post(browser(cast.dana), "progress:all", engagement.id, on_date=day)
        assert answer.status_code == 400 and "Nothing was opened yet." in said(answer), day
    assert "There is no review yet." in page(browser(cast.dana), "progress:all", engagement.id)


def test_each_writes_a_part_and_signs_it(review, cast, browser, being):
    for who, text in ((cast.eli, BY_CLIENT), (cast.dana, BY_CLINICIAN)):
        client = browser(who)
        begin = post(client, "progress:write", review.id)
        assert begin.status_code == 302
        with being(who.actor):
            head = queries.see_head(actor=who.actor, review_id=review.id)
            entry = head.part(queries.kind_of(who.actor))
        write = reverse("journal:write", args=[entry.id, 1])
        assert client.post(write, {"text": text, "version": 0, "next": ""}).status_code == 302
        over = page(client, "journal:look_over", entry.id)
        seen = over.partition('name="seen" value="')[2].partition('"')[0]
        wrong = post(client, "progress:sign", entry.id, seen=seen, password="not mine at all")
        assert wrong.status_code == 400 and "Nothing was signed yet." in said(wrong)
        answer = post(client, "progress:sign", entry.id, seen=seen, password=PASSWORD)
        assert answer.status_code == 302, said(answer)
        assert answer.url == reverse("progress:one", args=[review.id])
    text = page(browser(cast.eli), "progress:one", review.id)
    assert BY_CLIENT in text and BY_CLINICIAN in text
    assert "Both signed" in text and "Dr Dana Ruiz" in text


def test_a_paragraph_without_grounds_is_pointed_out_and_named(
    review, shared, cast, browser, being, now
):
    entry = begun(cast.dana.actor, review.id, text=BY_CLINICIAN, now=now)
    client = browser(cast.dana)
    assert "Without grounds" in page(client, "journal:look_over", entry.id)
    assert "Shared writings" in page(client, "progress:rests", entry.id)
    chosen = {entry.prompts[0]: f"writing:{shared.id}"}
    assert post(client, "progress:rests", entry.id, **chosen).status_code == 302
    over = page(client, "journal:look_over", entry.id)
    assert "Without grounds" not in over and "Rests on: Shared writing, " in over
    foreign = {entry.prompts[0]: "writing:nothing"}
    assert post(client, "progress:rests", entry.id, **foreign).status_code == 404
    assert browser(cast.eli).get(reverse("progress:rests", args=[entry.id])).status_code == 404


def test_a_review_withdrawn_meanwhile_keeps_the_text(review, cast, browser, being, now):
    entry = begun(cast.eli.actor, review.id, text=BY_CLIENT, now=now)
    theirs = browser(cast.eli)
    over = page(theirs, "journal:look_over", entry.id)
    seen = over.partition('name="seen" value="')[2].partition('"')[0]
    assert post(browser(cast.dana), "progress:withdraw", review.id).status_code == 302
    answer = post(theirs, "progress:sign", entry.id, seen=seen, password=PASSWORD)
    assert answer.status_code == 409 and "Your text is kept" in said(answer)
    assert BY_CLIENT in page(theirs, "journal:look_over", entry.id)
    late = post(theirs, "progress:write", review.id)
    assert late.status_code == 409 and "Nothing was begun." in said(late)
    assert post(browser(cast.dana), "progress:withdraw", review.id).status_code == 302  # as before


def test_the_client_could_not_answer(review, cast, browser, now, days):
    today, later = days
    signed(cast.dana.actor, review.id, text=BY_CLINICIAN, now=now)
    hers = browser(cast.dana)
    assert "could not answer" in page(hers, "progress:one", review.id)
    past = post(hers, "progress:without", review.id, why="Ill.", again_on=today.isoformat())
    assert past.status_code == 400 and "Enter a day after today." in said(past)
    assert "Ill." in said(past)
    data = {"why": "Ill, and in hospital.", "again_on": later.isoformat()}
    assert post(hers, "progress:without", review.id, **data).status_code == 302
    theirs = page(browser(cast.eli), "progress:one", review.id)
    assert "Ill, and in hospital." in theirs and "Write your part" in theirs
    assert post(hers, "progress:without", review.id, **data).status_code == 302  # twice is once
    other = post(hers, "progress:without", review.id, **{**data, "why": "He moved house."})
    assert other.status_code == 409 and "He moved house." in said(other)


def test_a_disagreement_stays_readable(stands, cast, browser):
    theirs = browser(cast.eli)
    empty = post(theirs, "progress:say", stands.id, theme="", stands="differs", text="")
    assert empty.status_code == 400 and "Write why." in said(empty)
    data = {"theme": "agreed", "stands": "differs", "text": "It was three talks, not two."}
    assert post(theirs, "progress:say", stands.id, **data).status_code == 302
    hers = page(browser(cast.dana), "progress:one", stands.id)
    assert "It was three talks, not two." in hers and "Eli R. sees it differently" in hers


def test_a_disagreement_stands_beside_its_theme_at_the_next_review_and_on_the_timeline(
    stands, engagement, cast, browser, now
):
    data = {"theme": "agreed", "stands": "differs", "text": "It was three talks, not two."}
    theirs = browser(cast.eli)
    whole = {**data, "theme": "", "stands": "agrees", "text": "The rest I see as you do."}
    for each in (data, whole):
        assert post(theirs, "progress:say", stands.id, **each).status_code == 302
    hers = browser(cast.dana)
    # Both parts, and the review whose remark is shown beside them.
    read = lines_written(lambda: page(hers, "progress:theme", engagement.id, "agreed"), cast)
    assert read == ["read", "read", "read"]
    later = now + timedelta(days=90)
    review = opened(cast.dana.actor, engagement.id, now=later, on_date=dates.local(later).date())
    signed(cast.dana.actor, review.id, text="He told of one such talk.", now=later)
    for who in (cast.eli, cast.dana):
        agreed = page(browser(who), "progress:theme", engagement.id, "agreed")
        assert agreed.index("He told of one such talk.") < agreed.index(data["text"])
        assert "differently" in agreed
        assert data["text"] not in page(browser(who), "progress:theme", engagement.id, "said")
    assert "You see it differently" in page(theirs, "progress:theme", engagement.id, "agreed")
    for timeline in (
        page(theirs, "desk:timeline"),
        page(browser(cast.dana), "desk:person_timeline", engagement.id),
    ):
        assert "Seen differently from what the other wrote." in timeline
        assert "Agreed with what the other wrote." in timeline
        assert data["text"] not in timeline


def test_words_beside_a_part_that_came_too_early_are_given_back(review, cast, browser, now):
    signed(cast.dana.actor, review.id, text=BY_CLINICIAN, now=now)
    data = {"theme": "", "stands": "agrees", "text": "So it was."}
    answer = post(browser(cast.eli), "progress:say", review.id, **data)
    assert answer.status_code == 409 and "So it was." in said(answer)


def test_the_next_day_is_kept(stands, cast, browser, days):
    today, later = days
    hers = browser(cast.dana)
    before = post(hers, "progress:next", stands.id, next_on=today.isoformat())
    assert "The day was not changed." in said(hers.get(before.url))
    after = post(hers, "progress:next", stands.id, next_on=later.isoformat())
    assert f"On {dates.full_day(later)}." in said(hers.get(after.url))
    assert dates.full_day(later) in page(browser(cast.eli), "progress:all", stands.engagement_id)


def test_one_theme_stands_next_to_what_it_was(stands, engagement, cast, browser, now):
    later = now + timedelta(days=90)
    review = opened(cast.dana.actor, engagement.id, now=later, on_date=dates.local(later).date())
    signed(cast.dana.actor, review.id, text="He told of one such talk.", now=later)
    text = page(browser(cast.eli), "progress:theme", engagement.id, "agreed")
    assert text.index("He told of one such talk.") < text.index(BY_CLINICIAN)
    none = browser(cast.eli).get(reverse("progress:theme", args=[engagement.id, "level"]))
    assert none.status_code == 404


def test_after_the_end_both_still_read(stands, engagement, cast, browser, being, now):
    with being(cast.dana.actor):
        row = get_engagement(actor=cast.dana.actor, engagement_id=engagement.id)
        end_work(actor=cast.dana.actor, engagement=row, now=now)
    for who in (cast.dana, cast.eli):
        text = page(browser(who), "progress:one", stands.id)
        assert BY_CLIENT in text and "When you look again" not in text


def test_the_api_lists_without_words_and_reads_with_them(stands, cast, browser):
    client = browser(cast.eli)
    listed = client.get(reverse("api:reviews", args=[stands.engagement_id]))
    assert listed.status_code == 200
    assert listed.json()[0]["state"] == "signed" and BY_CLIENT not in said(listed)
    one = client.get(reverse("api:review", args=[stands.id])).json()
    assert one["themes"][0]["client"]["text"] == BY_CLIENT
    assert one["themes"][1]["client"] is None
    assert browser(cast.mo).get(reverse("api:review", args=[stands.id])).status_code == 404


@pytest.mark.parametrize("many", [1, 3])
def test_the_list_asks_the_same_of_one_and_three(
    engagement, cast, being, now, many, django_assert_num_queries
):
    dana = cast.dana.actor
    for _ in range(many):
        review = opened(dana, engagement.id, now=now)
        signed(dana, review.id, text=BY_CLINICIAN, now=now)
        signed(cast.eli.actor, review.id, text=BY_CLIENT, now=now)
    with being(dana), django_assert_num_queries(2):
        heads = queries.list_reviews(actor=dana, engagement_ids=[engagement.id])
    assert len(heads) == many


def test_whoever_covers_reads_and_has_no_voice(stands, engagement, cast, browser, being, now):
    covers.agree(cast, covers.ask(cast, engagement.id, now=now), now=now)
    clock.move(timedelta(days=4))
    another = opened(cast.dana.actor, engagement.id, now=now)
    hers, his = browser(cast.dana), browser(cast.mo)
    assert "Write your part" in page(hers, "progress:one", another.id)
    assert "Write your part" not in page(his, "progress:one", another.id)
    assert BY_CLIENT in page(his, "progress:one", stands.id)
    assert post(his, "progress:write", another.id).status_code == 404
    assert post(his, "progress:withdraw", another.id).status_code == 403
    assert post(hers, "progress:write", another.id).status_code == 302
