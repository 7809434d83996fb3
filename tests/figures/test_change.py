"""A change between two observations: which way, how far, whether that is better, and from which cells."""

from dataclasses import replace
from decimal import Decimal

import pytest

from cyps_papers.figures.change import Change, MovementWords
from cyps_papers.figures.figure import Figure
from cyps_papers.origin import Method, Origin
from cyps_papers.periods import parse
from cyps_papers.problems import NoAnswerError
from cyps_papers.records import Cell, Direction, Unit

ASKED = Origin("kpi", "cin", "change")
OCTOBER, FEBRUARY = "13 October 2014", "2 February 2015"
SPAN = f"between {OCTOBER} and {FEBRUARY}"


def cells(*coordinates):
    return tuple(Cell("kpis.xlsx", "Values", coordinate) for coordinate in coordinates)


def observation(value, when, row, unit="cases", places=None):
    number = None if value in ("c", "k", "x") else Decimal(value)
    return Figure(
        value=number, unit=unit, cells=cells(f"C{row}"), origin=Origin("kpi", "cin", "at", (when,)), when=parse(when),
        when_cells=cells(f"B{row}"), marker="" if number is not None else value, places=places,
    )  # fmt: skip


def change(start, end, direction=Direction.LOWER, when=(OCTOBER, FEBRUARY), may_be_held=False, **both):
    first, last = observation(start, when[0], 2, **both), observation(end, when[1], 3, **both)
    return Change(ASKED, first, last, direction, may_be_held)


ALL = cells("C2", "C3", "B2", "B3")
FALL = change("2066", "1463")


@pytest.mark.parametrize(
    ("figure", "printed", "unit", "name", "how", "of"),
    [
        (FALL, "fallen", "word", "kpi.cin.change", f"direction of the change {SPAN}", ALL),
        (FALL.by, "603", "cases", "kpi.cin.change.by", f"difference {SPAN}", ALL),
        (FALL.percent, "29%", "%", "kpi.cin.change.percent", f"change as a percentage of the first {SPAN}", ALL),
        (FALL.weeks, "16", "weeks", "kpi.cin.change.weeks", f"weeks {SPAN}", cells("B2", "B3")),
        (FALL.per_week, "38", "cases", "kpi.cin.change.per_week", f"mean weekly fall {SPAN}", ALL),
        (
            FALL.verdict,
            "better",
            "text",
            "kpi.cin.change.verdict",
            f"whether the change {SPAN} is better or worse",
            ALL,
        ),
        (FALL.movement, "▼ fallen (better)", "text", "kpi.cin.change.movement", f"direction of the change {SPAN}", ALL),
    ],
)
def test_each_answer_says_how_it_was_worked_out_from_which_cells_and_of_when(figure, printed, unit, name, how, of):
    assert (figure.printed, figure.unit, figure.name, str(figure.how), figure.cells) == (printed, unit, name, how, of)
    assert (str(figure), figure.when, figure.how.method) == (printed, parse(FEBRUARY), Method.WORKED_OUT)
    assert figure.how.periods == (parse(OCTOBER), parse(FEBRUARY))


def test_what_was_worked_out_is_known_in_full_and_dated_by_its_end():
    assert (FALL.by.value, FALL.percent.value, FALL.per_week.value) == (603, Decimal(603) / 2066, Decimal("37.6875"))
    assert FALL.weeks.value == 16
    assert (FALL.by.date.cells, FALL.percent.date.cells) == (cells("B3"),) * 2
    assert (FALL.start.printed, FALL.end.printed) == ("2,066", "1,463")


WAYS = {
    ("5", "3", Direction.LOWER): ("fallen", "better", "▼ fallen (better)"),
    ("5", "3", Direction.HIGHER): ("fallen", "worse", "▼ fallen (worse)"),
    ("3", "5", Direction.LOWER): ("risen", "worse", "▲ risen (worse)"),
    ("3", "5", Direction.HIGHER): ("risen", "better", "▲ risen (better)"),
    ("5", "5", Direction.LOWER): ("not changed", "not changed", "► not changed"),
    ("3", "5", Direction.BAND): ("risen", "neither", "▲ risen"),
    ("5", "3", Direction.NEITHER): ("fallen", "neither", "▼ fallen"),
}


@pytest.mark.parametrize("way", WAYS)
def test_which_way_and_whether_that_is_better(way):
    changed = change(*way)
    assert (changed.value, changed.verdict, changed.movement) == WAYS[way]
    assert changed.movement in changed.movement.choices
    assert changed.value in changed.choices


def test_the_only_words_that_it_can_have():
    assert list(FALL.choices) == list(FALL.choices.values()) == ["fallen", "risen", "not changed", "held back"]
    words = MovementWords("x").choices
    assert list(words) == list(words.values())
    assert list(words) == [
        *("▼ fallen (better)", "▼ fallen (worse)", "▼ fallen", "▲ risen (better)", "▲ risen (worse)", "▲ risen"),
        *("► not changed", "+ new", "no new value", "no value", "held back"),
    ]


def test_it_compares_with_its_word_and_can_be_reworded():
    assert FALL == "fallen"
    assert FALL != "risen"
    assert hash(FALL) == hash("fallen")
    capital = FALL.reworded("Fallen")
    assert (capital, capital.cells, capital.name, str(capital.how), capital.when) == (
        *("Fallen", ALL, "kpi.cin.change", f"direction of the change {SPAN}", parse(FEBRUARY)),
    )


@pytest.mark.parametrize(
    ("start", "end", "both", "by"),
    [
        ("0.31", "0.29", {"unit": Unit.SHARE}, "2 percentage points"),
        ("17", "5.25", {}, "11.75"),
        ("17", "5.25", {"places": 1}, "11.8"),
        ("0.5", "0.125", {"unit": Unit.SHARE, "places": 0}, "38 percentage points"),
        ("5", "5", {}, "0"),
    ],
)
def test_how_far_it_moved_has_no_sign_and_points_for_shares(start, end, both, by):
    assert change(start, end, **both).by.printed == by
    assert change(end, start, **both).by.printed == by


@pytest.mark.parametrize(
    ("start", "message"),
    [
        ("0", "kpi.cin.change starts from 0: there is no percentage of it."),
        ("-4", "kpi.cin.change starts from -4: a percentage of a number below 0 would mislead."),
    ],
)
def test_a_percentage_is_given_of_a_number_above_zero_only(start, message):
    with pytest.raises(NoAnswerError) as refused:
        _ = change(start, "8").percent
    assert (refused.value.message, refused.value.hint) == (message, "Use .by instead.")
    assert change("1", "2").percent.printed == "100%"
    assert change("0.5", "1").percent.printed == "100%"


def test_weeks_are_counted_between_days_only():
    with pytest.raises(NoAnswerError) as refused:
        _ = change("5", "3", when=(OCTOBER, "February 2015")).weeks
    assert refused.value.message == "kpi.cin.change: February 2015 is not a day, so weeks cannot be counted from it."
    assert refused.value.hint == "Give both observations a date to the day in the workbook."
    undated = Figure(value=Decimal(1), unit="cases")
    with pytest.raises(NoAnswerError, match="None is not a day"):
        _ = Change(ASKED, undated, undated, Direction.LOWER).weeks
    assert change("5", "3", when=(OCTOBER, "23 October 2014")).weeks.printed == "1.4"


@pytest.mark.parametrize(
    ("end", "words"), [("3", "mean weekly fall"), ("7", "mean weekly rise"), ("5", "mean weekly change")]
)
def test_the_mean_of_a_week_says_which_way_it_went(end, words):
    assert str(change("5", end).per_week.how) == f"{words} {SPAN}"


def test_a_mean_of_no_weeks_is_refused():
    with pytest.raises(NoAnswerError) as refused:
        _ = change("5", "3", when=(OCTOBER, OCTOBER)).per_week
    assert refused.value.message == "kpi.cin.change begins and ends on the same day."
    assert refused.value.hint == "Name two different dates."


@pytest.mark.parametrize(("start", "end"), [("c", "5"), ("5", "c"), ("k", "5"), ("5", "k"), ("c", "k")])
def test_a_value_held_back_is_refused_or_said_in_words(start, end):
    with pytest.raises(NoAnswerError, match="has no value"):
        change(start, end)
    held = change(start, end, may_be_held=True)
    marker = end if end in ("c", "k") else start
    assert (held.value, held.printed, held.verdict, held.movement) == ("held back",) * 4
    assert held.movement in held.movement.choices
    assert (held.verdict.name, held.movement.name) == ("kpi.cin.change.verdict", "kpi.cin.change.movement")
    for part, unit in (("by", "cases"), ("percent", "%"), ("per_week", "cases")):
        figure = getattr(held, part)
        assert (figure.value, figure.printed, figure.unit, bool(figure)) == (None, marker, unit, False)
        assert (figure.name, figure.cells, figure.when) == (f"kpi.cin.change.{part}", ALL, parse(FEBRUARY))
        assert str(figure.how) == f"direction of the change {SPAN}"
    assert change("c", "0.5", may_be_held=True, unit=Unit.SHARE).by.unit == Unit.POINTS


@pytest.mark.parametrize(("start", "end"), [("x", "5"), ("5", "x")])
def test_a_value_that_is_not_there_is_refused_always(start, end):
    for may_be_held in (True, False):
        with pytest.raises(NoAnswerError, match="has no value"):
            change(start, end, may_be_held=may_be_held)


@pytest.mark.parametrize("counting", [(True, False), (False, True)])
def test_it_counts_people_where_either_of_the_two_does(counting):
    ends = (observation("2066", OCTOBER, 2), observation("1463", FEBRUARY, 3))
    first, last = (replace(end, counts_people=counts) for end, counts in zip(ends, counting, strict=True))
    assert Change(ASKED, first, last, Direction.LOWER, False).by.counts_people
