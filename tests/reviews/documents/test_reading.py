"""What a reader reads: the notice first, then one page with every word; and who may know of it."""

import html
import re

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from accounts.access import acting_as
from accounts.queries import list_events
from reviews.documents import queries
from reviews.releases.copy_queries import open_copy
from reviews.releases.models import ReleaseFile
from tests import sharing_story as story


def words_of(answer):
    """The page as somebody reads it: without tags, spaces made one."""
    main = re.search(r"<main.*?</main>", answer.content.decode(), re.DOTALL)[0]
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", main)).split())


def strings(value):
    """Every text in a document, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner)


def verbs(cast, engagement_id):
    eli = cast.eli.actor
    with acting_as(eli), transaction.atomic():
        return [(e.verb, e.actor_id) for e in list_events(chain=engagement_id)]


def test_the_list_names_what_can_be_opened(erin, live):
    page = words_of(erin.get("/documents/"))

    assert "Progress summary: Eli Rask" in page
    assert "It can be read until" in page
    assert "It is not a fitness test." in page
    assert "Do not contact anybody who was harmed" in page
    assert f'href="{live.path}"' in erin.get("/documents/").content.decode()


def test_a_list_opens_no_narrative(erin, live, cast):
    before = verbs(cast, live.release.engagement_id)

    page = erin.get("/documents/").content.decode()

    assert story.THEMES not in page
    assert verbs(cast, live.release.engagement_id) == before


def test_the_order_is_that_of_the_days_on_the_documents(cast, engagement, signed, live, being):
    """Not of when each could be opened: that would tell of one that waited or was held back."""
    now = story.wait_is_over(hours=story.WAIT_HOURS + 1)
    name = ("Erin Vale-Moss", *story.ERIN[1:])
    waits = story.permitted(cast, engagement.id, now=now, reader=name)
    first = story.released(cast, signed, waits, now=now)
    now = story.wait_is_over(hours=story.WAIT_HOURS + 25)
    second = story.released(cast, signed, live.permission, now=now, parts=("takes_part",))

    def listed():
        with being(live.erin):
            return [head.id for head in queries.list_documents(actor=live.erin)]

    assert listed() == [second.id]
    story.wait_is_over(hours=2 * story.WAIT_HOURS)
    assert second.live_at < first.live_at
    assert listed() == [second.id, first.id]


def test_a_longer_list_takes_no_more_queries(cast, engagement, live, being):
    def queries_of_a_look():
        with being(live.erin), CaptureQueriesContext(connection) as seen:
            heads = queries.list_documents(actor=live.erin)
        statements = [q["sql"] for q in seen.captured_queries if q["sql"].startswith("SELECT")]
        return len(heads), len(statements)

    before = queries_of_a_look()
    for waits in (1, 2):
        now = story.wait_is_over(hours=waits * story.WAIT_HOURS)
        report = story.signed_report(cast, engagement.id, now=now)
        story.released(cast, report, live.permission, now=now)
    story.wait_is_over(hours=3 * story.WAIT_HOURS)

    assert before == (1, queries_of_a_look()[1])
    assert queries_of_a_look()[0] == 3
    assert before[1] <= 3


def test_an_empty_list_is_a_plain_page(erin, live, cast, now):
    assert "No summary is available." not in words_of(erin.get("/documents/"))

    story.withdrawn(cast, live.permission, now=story.wait_is_over(hours=story.WAIT_HOURS + 1))
    page = erin.get("/documents/")

    assert page.status_code == 200
    assert "No summary is available." in words_of(page)
    assert "says nothing about anyone" in words_of(page)


def test_the_notice_comes_before_the_first_word(erin, live):
    page = erin.get(live.path)

    assert page.status_code == 200
    words = words_of(page)
    assert "Erin Vale, and nobody else, may read this" in words
    assert "I have read this" in words
    for text in (*story.TEXTS.values(), story.STATEMENT):
        assert text not in words
    assert erin.get(f"{live.path}file/").status_code == 404


def test_acknowledged_once_it_opens_and_stays_open(erin, live, cast):
    version = erin.get(live.path).context["seen"].notice_version

    for _ in range(2):  # a second tab
        answer = erin.post(f"{live.path}acknowledge/", {"version": version})
        assert (answer.status_code, answer.url) == (302, live.path)

    assert story.THEMES in words_of(erin.get(live.path))
    trail = [
        verb
        for verb, actor in verbs(cast, live.release.engagement_id)
        if actor == live.erin.user_id
    ]
    assert trail == ["read", "acknowledge_notice"]


@pytest.mark.parametrize("sent", [{}, {"version": "1999-01"}, {"version": "x" * 30}])
def test_another_notice_opens_nothing(erin, live, sent):
    answer = erin.post(f"{live.path}acknowledge/", sent)

    assert answer.status_code == 404
    assert "I have read this" in words_of(erin.get(live.path))


def test_the_page_holds_every_word_of_the_document(reading, live, being):
    with being(live.erin):
        copy = open_copy(live.release)

    page = words_of(reading.get(live.path))

    wanted = {
        text
        for text in strings(copy)
        if text not in (copy["issued"], copy["language"], copy["notice_version"])
    }
    assert {text for text in wanted if " ".join(text.split()) not in page} == set()
    assert copy["sections"][3]["paragraphs"] == [story.THEMES]
    assert copy["statement"]["paragraphs"] == [story.STATEMENT]
    assert "Eli Rask can see that you opened this." in page
    assert story.PURPOSE in page


def test_a_look_enters_the_trail_whatever_the_method(reading, live, cast):
    for method in ("get", "head"):
        before = verbs(cast, live.release.engagement_id)
        assert getattr(reading, method)(live.path).status_code == 200
        after = verbs(cast, live.release.engagement_id)
        assert after[: len(after) - len(before)] == [("read", live.erin.user_id)]


def test_the_client_learns_when_it_was_opened_and_as_what(reading, live, cast, being):
    from reviews.releases.queries import list_permissions

    reading.get(live.path)
    reading.get(f"{live.path}file/")

    with being(cast.eli.actor):
        (seen,) = list_permissions(
            actor=cast.eli.actor, engagement_id=live.release.engagement_id, now=story.wait_is_over()
        )
    assert [o.verb for o in seen.releases[0].openings] == ["read", "download"]
    assert {o.actor_id for o in seen.releases[0].openings} == {live.erin.user_id}


# --- the PDF --------------------------------------------------------------------------------------


def test_the_pdf_is_whole_and_nothing_to_compare_with(reading, live):
    answer = reading.get(f"{live.path}file/")

    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'attachment; filename="document.pdf"'
    assert answer["Cache-Control"] == "no-store"
    assert answer["Accept-Ranges"] == "none"
    assert answer.content.startswith(b"%PDF-")
    for name in ("ETag", "Last-Modified", "Content-Range", "Expires"):
        assert name not in answer


@pytest.mark.parametrize(
    "asked",
    [
        {"Range": "bytes=0-99"},
        {"Range": "bytes=-1"},
        {"If-None-Match": "*"},
        {"If-Modified-Since": "Sat, 29 Oct 2033 19:43:31 GMT"},
        {"Range": "bytes=0-99", "If-Range": '"x"'},
    ],
)
def test_a_part_or_a_comparison_is_answered_whole(reading, live, asked):
    whole = reading.get(f"{live.path}file/").content

    answer = reading.get(f"{live.path}file/", headers=asked)

    assert (answer.status_code, answer.content) == (200, whole)


def test_a_pdf_is_counted_as_a_download_by_head_too(reading, live, cast):
    for method in ("get", "head"):
        before = verbs(cast, live.release.engagement_id)
        assert getattr(reading, method)(f"{live.path}file/").status_code == 200
        after = verbs(cast, live.release.engagement_id)
        assert after[: len(after) - len(before)] == [("download", live.erin.user_id)]


def test_a_pdf_that_is_being_made_says_so(cast, engagement, signed, now, browser):
    permission = story.permitted(cast, engagement.id, now=now)
    release = story.released(cast, signed, permission, now=now)
    story.wait_is_over()
    contact = story.reader_joined()
    story.acknowledged(contact, release.id)
    path = f"/documents/{release.id}/"
    erin = browser(cast.erin)
    assert story.THEMES in words_of(erin.get(path))

    answer = erin.get(f"{path}file/")

    assert answer.status_code == 200
    assert "The PDF is being made" in words_of(answer)
    assert f'href="{path}file/"' in answer.content.decode()
    assert ("download", contact.user_id) not in verbs(cast, engagement.id)
    with acting_as(cast.eli.actor), transaction.atomic():
        ReleaseFile.objects.filter(release=release).update(state=ReleaseFile.DROPPED)
    assert "There is no PDF of this document" in words_of(erin.get(f"{path}file/"))
    assert erin.get(path).status_code == 200


# --- whose it is ----------------------------------------------------------------------------------


@pytest.mark.parametrize("person", ["eli", "dana", "mo", "otto", "ada"])
def test_nobody_else_is_a_reader(reading, live, cast, browser, person):
    assert reading.get(live.path).status_code == 200
    other = browser(getattr(cast, person))

    for path in ("/documents/", live.path, f"{live.path}file/"):
        assert other.get(path).status_code == 404
    assert other.post(f"{live.path}acknowledge/", {"version": "2026-11"}).status_code == 404


def test_signed_out_it_asks_to_sign_in(live, client):
    assert client.get(live.path).url == f"/sign-in/?next={live.path}"


def test_their_pages_have_no_navigation(reading, live):
    for path in ("/documents/", live.path):
        page = reading.get(path).content.decode()
        assert "mainnav" not in page
        assert "You have no other access to this service." in page


def test_a_living_permission_alone_opens_nothing(cast, engagement, signed, live, erin, being, now):
    later = story.wait_is_over()
    report = story.corrected_report(
        cast,
        signed,
        now=later,
        themes="We worked on asking before acting, and on naming one's own part.",
    )
    story.permitted(cast, engagement.id, now=later)

    with being(live.erin):
        assert [d.id for d in queries.list_documents(actor=live.erin)] == [live.release.id]
    for path in (f"/documents/{report.id}/", f"/documents/{live.permission.id}/"):
        assert erin.get(path).status_code == 404


def test_a_second_reader_opens_their_own_alone(cast, engagement, signed, live, reading, browser):
    """Each has a release that can be read; neither opens the other's, in any form."""
    noa = ("Noa Frey", "trustee", "Harrow & Vale", "noa@example.org")
    now = story.wait_is_over()
    permission = story.permitted(cast, engagement.id, now=now, reader=noa)
    release = story.released(cast, signed, permission, now=now, parts=("takes_part",))
    story.wait_is_over(hours=2 * story.WAIT_HOURS)
    contact = story.reader_joined("noa@example.org")
    hers = f"/documents/{release.id}/"
    story.acknowledged(contact, release.id)
    second = browser(contact)

    assert second.get(hers).status_code == 200
    assert reading.get(live.path).status_code == 200
    for client, path in ((second, live.path), (reading, hers)):
        for form in (path, f"{path}file/", f"/api/v1/shared/{path.split('/')[2]}/"):
            assert client.get(form).status_code == 404
        assert client.post(f"{path}acknowledge/", {"version": "2026-11"}).status_code == 404
    assert story.THEMES not in words_of(second.get(hers))
