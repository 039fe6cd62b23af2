"""Questions about one's own words: for the writer, on asking, and gone with the page."""

import re

from django.db import connection
from django.urls import reverse

from accounts.models import AuditEvent
from reviews.journal.models import Answer
from reviews.journal.wording import MOST, questions_about
from tests.story import being

SOFTENED = "I went a bit too far that evening, and one thing led to another."


def sent(browser, eli_person, draft, **more):
    client = browser(eli_person)
    where = reverse("journal:write", args=[draft.id, 1])
    return client.post(where, {"text": SOFTENED, "version": 1, **more})


def test_the_writer_is_asked_and_the_text_is_saved(cast, draft, browser):
    before = AuditEvent.objects.count()
    answer = sent(browser, cast.eli, draft, words="")
    page = answer.content.decode()

    assert answer.status_code == 200
    assert "Questions about your words" in page
    assert "too far" in page
    assert SOFTENED in page
    with being(cast, "eli"):
        assert Answer.objects.get(entry=draft).version == 2
    assert AuditEvent.objects.count() == before


def test_words_can_be_kept(cast, draft, browser):
    page = sent(browser, cast.eli, draft, words="").content.decode()
    value = re.search(r'name="keep" value="([0-9a-f]+)"', page)
    assert value
    again = sent(browser, cast.eli, draft, version=2, keep=value[1]).content.decode()

    assert f'name="keep" value="{value[1]}"' not in again
    assert f'name="kept" value="{value[1]}"' in again


def test_nobody_is_asked_who_has_not_asked(cast, draft, browser):
    answer = sent(browser, cast.eli, draft, later="")

    assert answer.status_code == 302
    page = browser(cast.eli).get(reverse("journal:write", args=[draft.id, 1])).content.decode()
    assert "Questions about your words" not in page


def test_nothing_of_it_is_stored(cast, draft, browser):
    sent(browser, cast.eli, draft, words="")
    columns = {field.name for field in Answer._meta.concrete_fields}

    assert not {c for c in columns if "question" in c or "finding" in c or "kept" in c}
    with being(cast, "eli"), connection.cursor() as cursor:
        cursor.execute("select count(*) from django_session where session_data like '%too far%'")
        assert cursor.fetchone()[0] == 0


def test_a_thought_written_down_as_it_came_is_not_asked_about():
    assert questions_about(SOFTENED, prompt="responsibility.1", kept=frozenset())
    assert questions_about(SOFTENED, prompt="thought_record.2", kept=frozenset()) == []


def test_at_most_three_at_a_time():
    many = " ".join([SOFTENED] * 4)
    assert len(questions_about(many, prompt="responsibility.1", kept=frozenset())) <= MOST


def test_several_softened_sentences_in_a_row_are_still_asked_about():
    """Beside two others of its kind a set phrase is no quotation of itself."""
    row = "I went a bit too far that evening. One thing led to another, and she never said no."
    asked = questions_about(row, prompt="responsibility.1", kept=frozenset())

    assert len(asked) >= 2
    assert "too far" in asked[0]["phrase"]


def test_a_phrase_that_is_taken_back_is_not_asked_about():
    looked_at = "I told myself it was only banter. It was not; I wanted the laugh."
    assert questions_about(looked_at, prompt="responsibility.1", kept=frozenset()) == []
