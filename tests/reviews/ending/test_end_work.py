"""Ending the work: by either of the two, once, in ordinary words; what is out stays out."""

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError
from django.urls import reverse

from accounts.access import NotAllowed, WrongState
from accounts.models import AuditEvent, Notice
from reviews.checkins.queries import get_cadence
from reviews.ending import actions
from reviews.ending.forms import end_form
from reviews.ending.queries import list_closings, list_follow_ups, read_closing, still_out
from reviews.engagements.actions import end_engagement
from reviews.engagements.queries import get_engagement
from tests import sharing_story as sharing
from tests.endings import LINE, ended
from tracker.lib import dates


def test_the_clinician_says_how_and_the_client_reads_it(engagement, dana, eli, being, now):
    closing = ended(dana, engagement.id, now=now)
    with being(eli):
        seen = read_closing(actor=eli, engagement_id=engagement.id)
        assert (seen.head.how, seen.head.by_client, seen.text) == ("completed", False, LINE)
        assert Notice.objects.filter(key=f"closing:{closing.id}").exists()
        assert AuditEvent.objects.filter(verb="say_how_it_ended", payload={}).exists()
        assert get_engagement(actor=eli, engagement_id=engagement.id).state == "ended"
        assert get_cadence(engagement_id=engagement.id) is None


def test_a_client_ends_it_without_a_word(engagement, eli, dana, being, now):
    with being(eli):
        for more in ({"how": "completed"}, {"text": "Because."}):
            with pytest.raises(NotAllowed):
                actions.end_work(actor=eli, engagement=engagement, now=now, **more)
    ended(eli, engagement.id, now=now)
    with being(dana):
        seen = read_closing(actor=dana, engagement_id=engagement.id)
        assert (seen.head.how, seen.head.by_client, seen.text) == ("by_client", True, "")
        assert Notice.objects.filter(key__startswith="closing:").count() == 1


@pytest.mark.parametrize("how", ["death", "unrepentant", ""])
def test_only_the_ordinary_words_are_taken(engagement, dana, being, now, how):
    with being(dana), pytest.raises(NotAllowed):
        actions.end_work(actor=dana, engagement=engagement, how=how, now=now)
    ended(dana, engagement.id, now=now, how="not_taken_up")


def test_nobody_says_for_the_client_that_they_ended_it(engagement, dana, eli, being, now):
    assert "by_client" not in dict(
        end_form(None, months=[], cast=frozenset()).fields["how"].choices
    )
    with being(dana), pytest.raises(NotAllowed):
        actions.end_work(actor=dana, engagement=engagement, how="by_client", now=now)
    ended(eli, engagement.id, now=now)


def test_it_ends_once(engagement, dana, eli, being, now):
    ended(eli, engagement.id, now=now)
    with being(dana):
        row = get_engagement(actor=dana, engagement_id=engagement.id)
        with pytest.raises(WrongState):
            actions.end_work(actor=dana, engagement=row, how="completed", now=now)
        assert len(list_closings(actor=dana, engagement_ids=[engagement.id])) == 1


def test_nobody_else_ends_it(engagement, mo, otto, ada, dana, being, now):
    for actor in (mo, otto, ada):
        with being(actor), pytest.raises(NotAllowed):
            actions.end_work(actor=actor, engagement=engagement, how="completed", now=now)
    ended(dana, engagement.id, now=now)


def test_a_death_ends_it_and_has_its_word(story, cast, being, now):
    dana = cast.dana.actor
    with being(dana):
        row = get_engagement(actor=dana, engagement_id=story.engagement_id)
        actions.note_death(actor=dana, engagement=row, authenticated_at=now, now=now)
        assert read_closing(actor=dana, engagement_id=story.engagement_id).head.how == "death"
        assert list_follow_ups(actor=dana, engagement_ids=[story.engagement_id]) == []


def test_the_follow_ups_of_the_agreement_are_planned(dana, eli, being, now):
    from reviews.agreements.queries import get_agreement
    from tests.agreeing import accept_agreement, offer_engagement
    from tests.conftest import terms_from

    with being(dana):
        agreement = offer_engagement(
            actor=dana,
            client_membership_id=eli.membership_id,
            client_name="Eli Rask",
            terms=terms_from(now, follow_up_months=[3, 12]),
            now=now,
        )
    with being(eli):
        row = get_agreement(actor=eli, agreement_id=agreement.id)
        accept_agreement(actor=eli, agreement=row, client_name="Eli Rask", now=now)
    ended(eli, agreement.engagement_id, now=now)
    with being(eli):
        heads = list_follow_ups(actor=eli, engagement_ids=[agreement.engagement_id])
        assert [(head.months, head.state) for head in heads] == [(3, "planned"), (12, "planned")]


# --- what is out -----------------------------------------------------------------------------------


@pytest.fixture
def out(cast, story, now):
    """A report that Erin can read."""
    report = sharing.signed_report(cast, story.engagement_id, now=now)
    permission = sharing.permitted(cast, story.engagement_id, now=now)
    release = sharing.released(cast, report, permission, now=now)
    at = sharing.wait_is_over()
    return release, at


def test_what_is_still_out_is_said_to_end_with_its_last_day(out, story, cast, browser, now):
    """It ends at the midnight after, which would be read as one day more."""
    body = browser(cast.eli).get(reverse("ending:end", args=[story.engagement_id])).text
    last = dates.full_day(sharing.last_day(now, days=180))
    assert f"until {last}." in body


def test_ending_with_open_releases_says_so_and_takes_nothing_back(out, story, cast, browser, being):
    release, at = out
    url = reverse("ending:end", args=[story.engagement_id])
    client, clinician = (browser(p).get(url).content.decode() for p in (cast.eli, cast.dana))
    withdraw = reverse("releases:permission", args=[release.permission_id])
    assert "Erin Vale, people director, Harrow &amp; Vale can read the document" in client
    assert "The end does not take this back." in client
    assert withdraw in client
    assert withdraw not in clinician
    assert "Only Eli R. can withdraw it." in clinician

    browser(cast.eli).post(url)

    with being(cast.eli.actor):
        found = still_out(actor=cast.eli.actor, engagement_id=story.engagement_id, now=at)
        assert [one.id for one in found] == [release.id]
    after = reverse("ending:after", args=[story.engagement_id])
    assert withdraw in browser(cast.eli).get(after).content.decode()


@pytest.mark.parametrize("how", ["not_suitable", "not_taken_up", "by_clinician"])
def test_no_word_of_the_end_reaches_a_reader(out, story, cast, browser, how):
    from reviews.ending.rules import HOW_ON_SCREEN

    release, at = out
    reader = sharing.reader_joined()
    sharing.acknowledged(reader, release.id)
    page = browser(reader)
    urls = [
        reverse("documents:home"),
        reverse("documents:read", args=[release.id]),
        "/api/v1/documents/",
        f"/api/v1/documents/{release.id}/",
        reverse("ending:after", args=[story.engagement_id]),
        reverse("ending:copy", args=[story.engagement_id]),
    ]
    before = [page.get(url).status_code for url in urls]

    ended(cast.dana.actor, story.engagement_id, now=at, how=how)

    answers = [page.get(url) for url in urls]
    assert [answer.status_code for answer in answers] == before
    assert before[1] == 200
    assert before[-2:] == [404, 404]
    for answer in answers:
        said = answer.content.decode(errors="replace")
        assert HOW_ON_SCREEN[how].lower() not in said.lower()
        assert LINE not in said
        assert how not in said


# --- the database ----------------------------------------------------------------------------------


def _insert(engagement_id, author_id, how, text=None):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "insert into reviews_closing (id, engagement_id, author_id, created_at, how, text)"
            " values (gen_random_uuid(), %s, %s, now(), %s, %s)",
            [engagement_id, author_id, how, text],
        )


def test_the_database_takes_no_other_word_from_a_client(engagement, eli, being, now):
    from reviews.agreements.actions import end_work

    with being(eli), pytest.raises(ProgrammingError):
        _insert(engagement.id, eli.user_id, "by_client")  # it goes on
    with being(eli):
        end_work(actor=eli, engagement=engagement, now=now)
        for how, text in (("completed", None), ("by_client", b"\x01")):
            with pytest.raises(ProgrammingError):
                _insert(engagement.id, eli.user_id, how, text)
        _insert(engagement.id, eli.user_id, "by_client")


# --- the pages -------------------------------------------------------------------------------------


@pytest.mark.parametrize("person", ["dana", "eli"])
def test_either_person_ends_the_work_after_one_question(engagement, cast, browser, being, person):
    actor = getattr(cast, person).actor
    client, url = browser(actor), reverse("ending:end", args=[engagement.id])
    assert "What ending means" in client.get(url).content.decode()

    answer = client.post(url, {"how": "completed", "text": LINE, "months": ["3"]})

    assert answer["Location"] == reverse("ending:after", args=[engagement.id])
    again = client.post(url, {"how": "completed", "text": LINE})
    assert again.status_code == 409
    assert "The work has ended already" in again.content.decode()
    assert client.get(url)["Location"] == answer["Location"]


def test_the_clinician_has_to_choose_a_word(engagement, cast, browser):
    page = browser(cast.dana)
    url = reverse("ending:end", args=[engagement.id])
    answer = page.post(url, {"text": LINE})
    assert answer.status_code == 400
    said = answer.content.decode()
    assert "Nothing has ended yet." in said
    assert LINE in said
    assert page.post(url, {"how": "completed"}).status_code == 302


def test_a_line_that_measures_is_said_beside_its_field_and_kept(engagement, cast, browser):
    page = browser(cast.dana)
    url = reverse("ending:end", args=[engagement.id])
    answer = page.post(url, {"how": "completed", "text": "Completed with distinction."})
    assert answer.status_code == 400
    said = answer.content.decode()
    assert "Nothing has ended yet." in said
    assert "“with distinction”:" in said
    assert 'value="Completed with distinction."' in said


def test_a_stranger_cannot_end_it(engagement, mo, dana, browser):
    url = reverse("ending:end", args=[engagement.id])
    assert browser(dana).get(url).status_code == 200
    assert browser(mo).post(url).status_code == 404


def test_both_see_what_comes_after(engagement, cast, browser, now):
    ended(cast.dana.actor, engagement.id, now=now)
    for person in (cast.dana, cast.eli):
        said = browser(person).get(reverse("ending:after", args=[engagement.id])).content.decode()
        assert "completed what was agreed" in said
        assert LINE in said
        assert "What each of you can still read" in said
        assert "Nobody covers now." in said
    today = browser(cast.dana).get(reverse("desk:today")).content.decode()
    assert "The work with Eli R. has ended" in today


def test_the_page_after_the_end_waits_for_the_end(engagement, dana, browser, now):
    url = reverse("ending:after", args=[engagement.id])
    assert browser(dana).get(url).status_code == 409
    ended(dana, engagement.id, now=now)
    assert browser(dana).get(url).status_code == 200


def test_work_that_ended_without_a_closing_offers_nothing_that_cannot_be_sent(
    engagement, cast, being, now, browser
):
    with being(cast.eli.actor):
        row = get_engagement(actor=cast.eli.actor, engagement_id=engagement.id)
        end_engagement(actor=cast.eli.actor, engagement=row, now=now)
    for reader in (cast.eli, cast.dana):
        found = browser(reader).get(reverse("ending:after", args=[engagement.id]))
        html = found.content.decode()
        assert "so there is none" in html
        assert 'name="text"' not in html
        assert reverse("ending:begin", args=[engagement.id]) not in html
