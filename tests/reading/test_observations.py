"""What was observed of an indicator, in its unit, and what is doubted."""

from decimal import Decimal

import pytest

from cyps_papers.problems import Level
from cyps_papers.reading.workbook import open_workbook
from tests.reading.kinds import read_indicators

HEADING = ["Indicator", "Period", "Value"]
MONTHS = ["Sep 2014", "Oct 2014", "Nov 2014", "Dec 2014"]


@pytest.fixture
def read(save, problems, tmp_path):
    """The values read for one indicator of this name, unit and kind, whose cells may all be shown as percentages."""

    def values(*held, unit="%", name="Visits", people="No", shown=""):
        from openpyxl import load_workbook

        defined = [["Code", "Indicator", "Unit", "Counts people"], ["v", name, unit, people]]
        rows = [HEADING, *(["v", month, one] for month, one in zip(MONTHS, held, strict=False))]
        path = save(Indicators=defined, Values=rows)
        if shown:
            book = load_workbook(path)
            for (cell,) in book["Values"]["C2:C5"]:
                cell.number_format = shown
            book.save(path)
        book = open_workbook(path, problems)
        (indicator,) = read_indicators(book, book.sheet("Values"), {}, problems)
        return [one.number for one in indicator.observations]

    return values


@pytest.mark.parametrize(
    ("held", "said"),
    [
        (29, "Values!C2: the value is 2,900%: a number typed into a cell that shows percentages is multiplied by 100."),
        (
            100,
            "Values!C2: the value is 10,000%: a number typed into a cell that shows percentages is multiplied by 100.",
        ),
        (-0.05, "Values!C2: the value is -5%, but a share cannot be below 0."),
    ],
)
def test_a_percentage_that_can_hardly_be_is_doubted(read, what_is_said, held, said):
    read(held, shown="0%")
    assert what_is_said() == [said]


def test_the_remedy_names_the_percentage_that_is_likely(read, problems):
    read(29, shown="0%")
    assert problems.found[0].hint == "If 29% is meant, enter it with its % sign."


@pytest.mark.parametrize("held", [0, 0.31, 1, 1.07])
def test_a_percentage_that_can_be_is_not_doubted(read, problems, held):
    read(held, shown="0.0%")
    assert not problems


def test_a_change_may_be_below_zero(read, problems):
    read("-5%", name="Change in contacts since last year")
    read(-5, name="Net change in children looked after", unit="children", people="Yes")
    assert not problems


@pytest.mark.parametrize(
    ("held", "said"),
    [
        (-3, "Values!C2: the value is -3, but a count of people cannot be below 0."),
        (12.5, "Values!C2: the value is 12.5, but the indicator counts people."),
    ],
)
def test_people_are_counted_whole(read, what_is_said, held, said):
    read(held, unit="children", people="Yes")
    assert what_is_said() == [said]
    read(held, unit="cases", people="No")
    assert len([one for one in what_is_said() if "people" in one]) == 1


@pytest.mark.parametrize(("unit", "pounds"), [("£", "9.4"), ("£k", "9400"), ("£m", "9400000")])
def test_money_is_counted_in_what_the_unit_says(read, problems, unit, pounds):
    assert read(9.4, unit=unit) == [Decimal(pounds)]
    assert not problems


@pytest.mark.parametrize(
    ("held", "values"),
    [
        ((29, 1, 0.9), ["0.29", "0.01", "0.009"]),
        ((2.4, 0.9, 0), ["0.024", "0.009", "0"]),
        ((0.31, 1, 0.9), ["0.31", "1", "0.9"]),
        ((29, "1%", "x"), ["0.29", "0.01", None]),
    ],
)
def test_plain_numbers_of_a_percentage_are_judged_together(read, problems, held, values):
    assert read(*held) == [one and Decimal(one) for one in values]
    assert {problem.rule for problem in problems.found} == {"plain-share"}


@pytest.mark.parametrize(
    ("held", "shown", "places"), [(0.4463, "0%", 0), (0.4463, "0.0%", 1), (0.4463, "General", None)]
)
def test_a_share_keeps_the_places_that_its_cell_shows(save, problems, held, shown, places):
    from openpyxl import load_workbook

    path = save(Values=[["Indicator", "Unit", "Period", "Value"], ["On time", "%", "Sep 2014", held]])
    book = load_workbook(path)
    book["Values"]["D2"].number_format = shown
    book.save(path)
    book = open_workbook(path, problems)
    (indicator,) = read_indicators(book, book.sheet("Values"), {}, problems)
    assert [(str(one.number), one.value.value.places) for one in indicator.observations] == [("0.4463", places)]


@pytest.mark.parametrize("held", [(7, 3), ("c", 40)])
def test_whether_children_are_counted_is_asked_for_where_nobody_has_said(read, problems, held):
    assert read(*held, name="Children missing", unit="children", people=None)
    (asked,) = problems.found
    assert (asked.place.within(), asked.level) == ("Indicators!D2", Level.WARNING)
    assert str(asked).endswith(
        '"Children missing" counts people; it was taken to. Enter Yes or No under Counts people.'
    )


@pytest.mark.parametrize(
    ("name", "unit", "people"),
    [
        ("Children missing", "children", "No"),
        ("Children missing", "children", "Yes"),
        ("Percentage of children with a plan", "days", None),
        ("Visits to children", "visits", None),
    ],
)
def test_nothing_is_asked_where_it_is_said_or_is_no_count_of_people(read, problems, name, unit, people):
    read(7, 3, name=name, unit=unit, people=people)
    assert not problems


def test_a_mean_of_children_is_no_count_of_them(read, problems):
    read(7.5, 3, name="Children to a class", unit="", people=None)
    assert not problems


def test_until_it_is_said_the_indicator_counts_people(save, problems):
    """Where no sheet defines it, its name is where that is asked."""
    book = open_workbook(save(Values=[HEADING, ["Children missing", "Sep 2014", 3]]), problems)
    (indicator,) = read_indicators(book, book.sheet("Values"), {}, problems)
    assert indicator.counts_people
    (asked,) = problems.found
    assert asked.place.within() == "Values!A2"
    assert asked.hint.startswith("Add a column Counts people where the indicators are defined")


@pytest.mark.parametrize(
    ("unit", "held", "shown", "pounds"),
    [
        ("£m", "£9.4m", "", "9400000"),
        ("£m", "£9,400,000", "", "9400000"),
        ("£m", 9400000, "£#,##0", "9400000"),
        ("£m", 9.4, "£0.0", "9400000"),
        ("£m", "£9.4", "", "9400000"),
        ("£m", "(£9.4m)", "", "-9400000"),
        ("£k", "£940k", "", "940000"),
        ("£k", 940000, '£#,##0,"k"', "940000"),
        ("£000", 940, "", "940000"),
        ("£", "£1,234.50", "", "1234.50"),
        (None, "£9.4m", "", "9400000"),
        (None, 1234, "£#,##0", "1234"),
    ],
)
def test_money_that_says_what_it_is_in_is_read_so(read, problems, unit, held, shown, pounds):
    assert read(held, unit=unit, shown=shown) == [Decimal(pounds)]
    assert not problems


@pytest.mark.parametrize(
    ("unit", "held", "shown", "said"),
    [
        ("£m", 9400000, "", "the value is 9,400,000 in an indicator counted in £m, and would be £9,400,000m."),
        ("£m", 94000, "£#,##0", "the value is £94,000 in an indicator counted in £m, and would be £94,000m."),
        ("cases", "£9.4m", "", "£9.4m is money, but the indicator is counted in cases."),
        ("£m", "9.4m", "", '"9.4m" is not a number.'),
    ],
)
def test_money_that_can_hardly_be_meant_is_asked_about(read, what_is_said, unit, held, shown, said):
    read(held, unit=unit, shown=shown)
    assert [one.partition(": ")[2] for one in what_is_said()] == [said]
