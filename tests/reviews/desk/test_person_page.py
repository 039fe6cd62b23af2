"""A person's page: what was said, agreed, written and shared, as lists without words."""

import pytest
from django.urls import reverse

from tests.sharing_story import ERIN, SEEN, permitted, released, signed_report
from tests.talks import COMMITMENT, DONE, FEEDBACK, give_feedback, log_session, reply_to


@pytest.fixture
def page(browser, engagement, dana):
    return lambda: browser(dana).get(reverse("desk:person", args=[engagement.id])).content.decode()


def test_empty_states_and_what_can_be_begun(engagement, page):
    words = page()

    for sentence in (
        "No session is logged yet.",
        "You have not given feedback yet.",
        "Nothing is agreed yet.",
        "No report is written.",
        "Nothing is shared with anyone outside.",
        "Process notes, which only you can read",
    ):
        assert sentence in words
    for route in ("sessions:begin", "feedback:begin", "reports:begin"):
        assert reverse(route, args=[engagement.id]) in words


def test_before_the_yes_nothing_can_be_begun(offered, browser, dana):
    page = browser(dana).get(reverse("desk:person", args=[offered.engagement_id]))

    words = page.content.decode()
    assert "Log a session" not in words
    assert "Process notes" not in words


def test_lists_without_words(engagement, cast, dana, eli, now, page):
    given = give_feedback(dana, engagement.id, now=now)
    reply_to(eli, given.id, now=now)
    report = signed_report(cast, engagement.id, now=now)
    permission = permitted(cast, engagement.id, now=now)
    released(cast, report, permission, now=now)

    words = page()

    assert "50 minutes, in person." in words
    assert "New reply" in words
    assert COMMITMENT in words
    assert "Nothing said yet" in words
    assert reverse("reports:read", args=[report.id]) in words
    assert ERIN[0] in words
    assert f"{ERIN[0]} can open it from" in words
    assert reverse("releases:of_person", args=[engagement.id]) in words
    for narrative in (DONE, FEEDBACK, "Fair. I did look.", SEEN):
        assert narrative not in words


def test_the_earlier_ones_stand_behind_a_line(engagement, dana, now, page):
    for _ in range(5):
        log_session(dana, engagement.id, now=now, commitments=[])
    assert "Show the earlier ones too" not in page()

    log_session(dana, engagement.id, now=now, commitments=[])

    assert "Show the earlier ones too" in page()
