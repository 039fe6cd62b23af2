"""The drawing of the weeks ahead, its table and its description hold the same dates."""

from datetime import date

from tracker.lib.strip import Entry, Line, draw, join_words

TODAY = date(2026, 5, 14)


def entry(kind, month, day):
    return Entry(kind=kind, day=date(2026, month, day))


def test_marks_table_and_description_agree():
    strip = draw(
        today=TODAY,
        lines=[
            Line(
                label="Sam K.",
                url="/p/1/",
                entries=[
                    entry("check-in", 6, 11),
                    entry("check-in", 5, 14),
                    entry("reflection", 5, 21),
                ],
            ),
            Line(label="Noor A.", entries=[]),
        ],
    )

    assert [(mark.x, mark.shape) for mark in strip.lines[0].marks] == [
        (118, "round"),
        (330, "diamond"),
        (966, "round"),
    ]
    assert strip.heads == ["Check-ins", "Reflections due"]
    assert [[cell.words for cell in row.cells] for row in strip.rows] == [
        ["today and June 11", "May 21"],
        ["", ""],
    ]
    assert strip.description == (
        "From May 14 to June 11, one line each. "
        "Sam K.: check-in today and June 11; reflection due May 21. "
        "Noor A.: no dates. "
        "The same dates are in the table below."
    )


def test_dates_outside_the_weeks_are_in_none_of_the_three():
    strip = draw(
        today=TODAY,
        lines=[Line(label="Sam K.", entries=[entry("report", 5, 13), entry("report", 6, 12)])],
    )

    assert strip.lines[0].marks == []
    assert strip.heads == []
    assert "June 12" not in strip.description


def test_two_marks_of_one_day_stand_side_by_side():
    strip = draw(
        today=TODAY,
        lines=[
            Line(label="Sam K.", entries=[entry("reflection", 5, 28), entry("check-in", 5, 28)])
        ],
    )

    assert [(mark.x, mark.shape) for mark in strip.lines[0].marks] == [
        (533, "round"),
        (551, "diamond"),
    ]


def test_same_kind_twice_on_one_day_does_not_overlap():
    strip = draw(
        today=TODAY,
        lines=[Line(label="Sam K.", entries=[entry("check-in", 5, 28), entry("check-in", 5, 28)])],
    )

    assert [mark.x for mark in strip.lines[0].marks] == [533, 551]


def test_ticks_name_each_week():
    strip = draw(today=TODAY, lines=[])

    assert [tick.label for tick in strip.ticks] == [
        "Today",
        "May 21",
        "May 28",
        "June 4",
        "June 11",
    ]
    assert [tick.is_today for tick in strip.ticks] == [True, False, False, False, False]


def test_words_are_joined_as_a_sentence_does():
    assert join_words([]) == ""
    assert join_words(["May 4"]) == "May 4"
    assert join_words(["May 4", "May 18", "June 1"]) == "May 4, May 18 and June 1"
