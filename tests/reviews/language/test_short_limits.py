"""What two people agree on in a few words stands in reports as facts: its author cannot reword it."""

import pytest

from reviews.language.report import review_report

LIMITS = """
No one-to-ones behind a closed door
No one-to-one meetings after six
No private messages to colleagues outside work hours
No physical contact at work, not even a hand on the shoulder
No remarks about anybody's body or clothes
No supervision of interns for the time being
No mentoring of trainees this year
No meetings without a second person
No trips with one colleague only
Never alone in the archive with one person
Two people in every hiring talk
Leaves the door open
Asks once and takes the answer
Does not write to anybody after eight in the evening
Reads the code of conduct with the second person
The way he looks at it has come to rest.
The way she hears a no has changed.
""".strip().splitlines()


@pytest.mark.parametrize("text", LIMITS)
def test_a_limit_in_a_few_words_is_not_refused(text):
    assert not review_report(text).refused
