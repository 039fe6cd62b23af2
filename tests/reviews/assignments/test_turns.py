"""Who has looked says, beside who did, who may look now and who could then."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from tests import covers, handovers
from tests.reviews.assignments.test_cover import at
from tracker.lib import dates


@pytest.fixture
def shown(cast: Any, browser: Any) -> Any:
    """Term → words of "Who may look", as Eli's page has them."""

    def rows() -> list[tuple[str, str]]:
        page = browser(cast.eli).get(reverse("desk:access_record")).content.decode()
        panel = page[page.index('id="may"') : page.index('id="about"')]
        return re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", panel)

    return rows


def spoken(first: Any, last: Any) -> str:
    return f"from {dates.full_day(dates.local(first))} to {dates.full_day(dates.local(last))}"


def test_the_clinician_alone(cast, story, shown, now):
    (term, words), *others = shown()
    assert term == "Now, as your clinician"
    assert words.startswith("Dr Dana Ruiz, since ")
    assert others == []


def test_a_cover_before_while_and_after(cast, story, shown, now):
    cover = covers.ask(cast, story.engagement_id, now=now)
    assert len(shown()) == 1  # asked, and nothing opens by it
    covers.agree(cast, cover, now=now)
    row = covers.seen_by(cast, "eli", cover)
    last = row.ends_at - timedelta(seconds=1)
    words = f"Dr Mo Lindgren, {spoken(row.starts_at, last)}"
    assert shown()[1] == ("Later, for a while", words)
    at(row.starts_at, now)
    assert ("Now, for a while", words) in shown()
    at(row.ends_at, now)
    assert shown()[1] == ("Earlier, for a while", words)


def test_a_cover_that_ended_early_ended_then(cast, story, shown, now):
    cover = covers.ask(cast, story.engagement_id, now=now)
    covers.agree(cast, cover, now=now)
    at(cover.starts_at + timedelta(days=1, hours=1), now)
    covers.end(cast, cover, now=cover.starts_at + timedelta(days=1, hours=1))
    row = covers.seen_by(cast, "eli", cover)
    words = f"Dr Mo Lindgren, {spoken(row.starts_at, row.settled_at)}"
    assert shown()[1] == ("Earlier, for a while", words)


def test_one_that_never_began_is_not_listed(cast, story, shown, now):
    cover = covers.ask(cast, story.engagement_id, now=now)
    covers.agree(cast, cover, now=now)
    covers.end(cast, cover, now=now)
    assert [term for term, _ in shown()] == ["Now, as your clinician"]


def test_after_a_handover_both_stand_there(cast, story, shown, now):
    handover = handovers.propose(cast, story.engagement_id, now=now)
    assert len(shown()) == 1
    for who in ("mo", "eli"):
        handovers.agree(cast, handover, now=now, who=who)
    (now_term, now_words), (before, before_words) = shown()
    assert (now_term, before) == ("Now, as your clinician", "Earlier, as your clinician")
    assert now_words.startswith("Dr Mo Lindgren, since ")
    assert before_words.startswith("Dr Dana Ruiz, on ")  # the story is a day long


def test_while_it_runs_your_page_says_who_reads(cast, story, browser, now):
    cover = covers.ask(cast, story.engagement_id, now=now)
    covers.agree(cast, cover, now=now)
    page = browser(cast.eli)
    said = "You and Dr Dana Ruiz, and Dr Mo Lindgren until "
    assert said not in page.get(reverse("desk:your_page")).content.decode()
    at(cover.starts_at, now)
    assert said in browser(cast.eli).get(reverse("desk:your_page")).content.decode()
