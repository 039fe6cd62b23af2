"""Two texts side by side: joined again each is itself, and what is marked is what differs."""

import time
import uuid

from hypothesis import given
from hypothesis import strategies as st

from reviews.records import second_texts
from reviews.records.differences import compare
from tracker.lib.forms import OpenPage

B, C = OpenPage(uuid.uuid4()), OpenPage(uuid.uuid4())


def joined(parts):
    return "".join(part.text for part in parts)


@given(st.text(), st.text())
def test_nothing_is_lost_in_showing(here, there):
    left, right = compare(here, there)

    assert (joined(left), joined(right)) == (here, there)


@given(st.text())
def test_equal_texts_have_no_marks(text):
    left, right = compare(text, text)

    assert not any(part.added for part in [*left, *right])


def test_the_words_of_one_text_only_are_marked():
    left, right = compare("I saw it at once.", "I knew it at once.")

    assert [part.text for part in left if part.added] == ["saw"]
    assert [part.text for part in right if part.added] == ["knew"]


def test_a_word_repeated_does_not_keep_the_server_busy():
    here, there = "a " * 9_999 + "b", "b " + "a " * 9_999
    start = time.process_time()
    left, right = compare(here, there)

    assert time.process_time() - start < 2  # seconds; it once took minutes
    assert (joined(left), joined(right)) == (here, there)
    assert any(part.added for part in left)


def test_a_page_replaces_its_own_second_text_only():
    kept = second_texts.put(None, page=B, text="from b")
    kept = second_texts.put(kept, page=C, text="from c")
    kept = second_texts.put(kept, page=B, text="from b, longer")

    assert second_texts.joined(kept) == "from b, longer\n\n\nfrom c"


def test_an_earlier_save_that_arrives_late_takes_no_later_ones_place():
    kept = second_texts.put(None, page=OpenPage(B.id, nth=12), text="typed to the end")
    kept = second_texts.put(kept, page=OpenPage(B.id, nth=11), text="typed to")

    assert second_texts.joined(kept) == "typed to the end"


def test_the_same_text_from_two_pages_is_one():
    kept = second_texts.put(second_texts.put(None, page=B, text="same"), page=C, text="same")

    assert second_texts.joined(kept) == "same"
