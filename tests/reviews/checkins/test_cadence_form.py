"""A cadence as somebody chooses it on a page: what it becomes, and what each mistake says."""

from datetime import UTC, date, datetime, time

import pytest
from django.template.loader import render_to_string

from reviews.checkins.forms import CadenceForm, initial_of
from reviews.checkins.recurrence import LAST, MonthlyByDate, MonthlyByWeekday, Phase, Weekly
from tracker.lib.forms import DAY_IN_FULL

NOW = datetime(2026, 5, 12, 10, 0, tzinfo=UTC)  # a Tuesday
TODAY, FRIDAY = date(2026, 5, 12), 4
WEEKLY = {
    "often_1": "weeks-1",
    "on_1": "weekday-4",
    "starts_on_1": "2026-05-12",
    "wall_time": "09:30",
    "zone": "Europe/Dublin",
}
THEN = {"often_2": "weeks-2", "on_2": "weekday-4", "starts_on_2": "2026-07-10"}
AND_THEN = {"often_3": "months-3", "on_3": "date-31", "starts_on_3": "2027-01-01"}


def form_of(data):
    return CadenceForm(data, now=NOW)


def rendered(form):
    return render_to_string("reviews/checkins/_cadence_fields.html", {"form": form})


def errors(data):
    return {name: list(found) for name, found in form_of(data).errors.items()}


def test_a_weekly_rhythm_without_an_end():
    form = form_of(WEEKLY)
    assert form.is_valid(), form.errors
    assert form.cadence() == ((Phase(Weekly(1, FRIDAY), TODAY),), time(9, 30), "Europe/Dublin")


@pytest.mark.parametrize(
    ("often", "on", "rule"),
    [
        ("weeks-12", "weekday-0", Weekly(12, 0)),
        ("months-1", "third-1", MonthlyByWeekday(1, 3, 1)),
        ("months-2", "last-6", MonthlyByWeekday(2, LAST, 6)),
        ("months-3", "date-31", MonthlyByDate(3, 31)),
    ],
)
def test_each_kind_of_rule_can_be_chosen(often, on, rule):
    form = form_of(WEEKLY | {"often_1": often, "on_1": on})
    assert form.is_valid(), form.errors
    assert form.cadence()[0] == (Phase(rule, TODAY),)


def test_three_rhythms_and_an_end_with_its_last_day_in_it():
    form = form_of(WEEKLY | THEN | AND_THEN | {"ends_on": "2027-06-30"})
    assert form.is_valid(), form.errors
    assert form.cadence()[0] == (
        Phase(Weekly(1, FRIDAY), TODAY, date(2026, 7, 10)),
        Phase(Weekly(2, FRIDAY), date(2026, 7, 10), date(2027, 1, 1)),
        Phase(MonthlyByDate(3, 31), date(2027, 1, 1), date(2027, 7, 1)),
    )


TOO_EARLY = "The rhythm would end before its first check-in. It would fall on May 15, 2026."


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        # It starts in the past, or too far ahead.
        ({"starts_on_1": "2026-05-11"}, "starts_on_1", "Choose today or a later day."),
        ({"starts_on_1": "0001-01-01"}, "starts_on_1", DAY_IN_FULL),
        ({"starts_on_1": "2028-05-11"}, "starts_on_1", "Choose a day within the coming year."),
        (
            {"on_1": "weekday-1", "wall_time": "10:59"},
            "starts_on_1",
            "10:59 AM has passed on this day. Choose a later day or time.",
        ),
        # It ends before it starts.
        (
            {"ends_on": "2026-05-11"},
            "ends_on",
            "This is before May 12, 2026, when the rhythm begins. Choose a later day.",
        ),
        (
            THEN | {"starts_on_2": "2026-05-12"},
            "starts_on_2",
            "Choose a day after May 12, 2026, when the rhythm before this one begins.",
        ),
        (
            THEN | {"ends_on": "2026-07-01"},
            "ends_on",
            "This is before July 10, 2026, when the rhythm begins. Choose a later day.",
        ),
        # It never fires, or one of its rhythms does not.
        ({"ends_on": "2026-05-14"}, "ends_on", f"{TOO_EARLY} Choose a later day."),
        (THEN | {"starts_on_2": "2026-05-15"}, "starts_on_2", f"{TOO_EARLY} Choose a later day."),
        # Its zone is not known.
        ({"zone": "Europe/Atlantis"}, "zone", "Choose a place from the list."),
        ({"zone": ""}, "zone", "Choose a place from the list."),
        # What is missing, cannot be, or contradicts itself.
        ({"often_1": ""}, "often_1", "Choose how often you check in."),
        ({"often_1": "weeks-13"}, "often_1", "Choose how often you check in."),
        ({"often_1": "weeks-0"}, "often_1", "Choose how often you check in."),
        ({"on_1": ""}, "on_1", "Choose the day of the check-ins."),
        ({"on_1": "weekday-7"}, "on_1", "Choose the day of the check-ins."),
        ({"on_1": "date-32"}, "on_1", "Choose the day of the check-ins."),
        ({"on_1": "date-5"}, "on_1", "Choose a day of the week, or a number of months."),
        (
            {"often_1": "months-1"},
            "on_1",
            "Choose which one in the month, for example the first Friday, or a number of weeks.",
        ),
        ({"starts_on_1": ""}, "starts_on_1", "Enter the day on which this begins."),
        ({"starts_on_1": "soon"}, "starts_on_1", DAY_IN_FULL),
        ({"ends_on": "9999-12-31"}, "ends_on", DAY_IN_FULL),
        ({"wall_time": ""}, "wall_time", "Enter the time of the check-ins."),
        ({"wall_time": "late"}, "wall_time", "Enter the time, for example 09:30."),
        (THEN | {"on_2": ""}, "on_2", "Choose the day of the check-ins."),
        (THEN | {"often_2": ""}, "often_2", "Choose how often you check in."),
        (THEN | {"starts_on_2": ""}, "starts_on_2", "Enter the day on which this begins."),
        (AND_THEN, "often_2", "Fill in this rhythm, or clear the one after it."),
    ],
)
def test_a_mistake_has_its_sentence_beside_its_field_and_nothing_is_lost(changes, field, sentence):
    assert form_of(WEEKLY).is_valid()
    data = WEEKLY | changes

    form = form_of(data)

    assert errors(data) == {field: [sentence]}
    page = rendered(form)
    beside = page.partition(f'id="id_{field}_error"')[2].partition("</div>")[0]
    assert sentence in beside
    for name, value in data.items():
        assert form[name].value() == value
        is_offered = f'value="{value}"' in page
        assert is_offered or name in ("often_1", "on_1", "zone")  # not one of the choices
    assert form.preview == ""
    with pytest.raises(ValueError, match="not valid"):
        form.cadence()


def test_all_that_is_missing_is_said_at_once():
    assert sorted(errors({})) == ["often_1", "on_1", "starts_on_1", "wall_time", "zone"]
    assert sorted(errors(WEEKLY | {"starts_on_1": "2026-05-11", "ends_on": "2026-05-10"})) == [
        "ends_on",
        "starts_on_1",
    ]


def test_nothing_is_chosen_beforehand_and_the_later_rhythms_are_closed():
    page = rendered(CadenceForm(now=NOW))
    assert page.count("<details>") == 2
    assert "<details open>" not in page
    assert page.count('<option value="" selected>Choose</option>') == 6
    assert "would be" not in page


def test_a_later_rhythm_is_open_once_something_is_in_it():
    assert rendered(form_of(WEEKLY | {"on_2": "weekday-4"})).count("<details open>") == 1
    assert rendered(form_of(WEEKLY | THEN)).count("<details open>") == 1
    assert rendered(form_of(WEEKLY | THEN | AND_THEN)).count("<details open>") == 2


def test_the_first_times_are_said_before_anything_is_offered():
    form = form_of(WEEKLY | THEN | {"starts_on_2": "2026-06-01"})
    assert form.is_valid(), form.errors
    sentence = (
        "The first times would be Friday, May 15; Friday, May 22; Friday, May 29; Friday, June 5;"
        " Friday, June 19; and Friday, July 3; at 9:30 AM (Dublin time)."
    )
    assert form.preview == sentence
    assert sentence in rendered(form)


def test_a_cadence_there_is_can_be_changed_in_the_same_form():
    form = form_of(WEEKLY | THEN | AND_THEN | {"ends_on": "2027-06-30"})
    assert form.is_valid(), form.errors
    phases, wall_time, zone = form.cadence()

    again = CadenceForm(initial=initial_of(phases, wall_time=wall_time, zone=zone), now=NOW)

    page = rendered(again)
    assert page.count("<details open>") == 2
    for value in ("weeks-1", "weeks-2", "months-3", "date-31"):
        assert f'<option value="{value}" selected>' in page
    for value in ("2026-05-12", "2026-07-10", "2027-01-01", "2027-06-30", "09:30"):
        assert f'value="{value}"' in page
