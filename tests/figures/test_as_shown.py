"""A value prints as the officer saw it in Excel, whatever kind of source it stands in."""

from datetime import date
from decimal import Decimal

import pytest

from cyps_papers.figures.figure import from_entry
from cyps_papers.figures.forms import in_unit
from cyps_papers.origin import Origin
from cyps_papers.reading.contents import Content, clean_value, plain_format
from cyps_papers.records import Cell, Entry, Unit

CELL = Cell("budget.xlsx", "Budget", "C4")


@pytest.mark.parametrize(
    ("held", "number_format", "printed"),
    [
        (0.31, "0%", "31%"),
        (0.446308724832215, "0%", "45%"),
        (0.446308724832215, "0.0%", "44.6%"),
        (1234.5, '"£"#,##0.00', "£1,234.50"),
        (1234.5, "[$£-809]#,##0.00", "£1,234.50"),
        (1234.5, '_-"£"* #,##0.00_-;-"£"* #,##0.00_-;_-"£"* "-"??_-;_-@_-', "£1,234.50"),
        (-5, "£#,##0;[Red]-£#,##0", "-£5"),
        (1234567, '"£"#,##0', "£1,234,567"),
        (1234567, '"£"#,##0,"k"', "£1,234,567"),
        (37.6875, "0.0", "37.7"),
        (37.6875, "General", "37.6875"),
        (3, "0.00", "3.00"),
        (1.15282352941176, "General", "1.2"),
        (37.6666666666667, "General", "38"),
        (0.1 + 0.2, "General", "0.3"),
        (date(2014, 10, 1), "mmm-yy", "October 2014"),
        (date(2014, 10, 1), "dd/mm/yyyy", "1 October 2014"),
        (True, "General", "Yes"),
        ("31%", "General", "31%"),
    ],
)
def test_a_value_prints_as_it_was_shown(held, number_format, printed):
    meaning = Content(clean_value(held), "C4", plain_format(number_format)).meaning
    assert from_entry(Entry(meaning, CELL), Origin("budget")).printed == printed


@pytest.mark.parametrize(
    ("value", "unit", "printed"),
    [
        (Decimal("0.446308724832215"), Unit.SHARE, "45%"),
        (Decimal("0.0446308724832215"), Unit.SHARE, "4.5%"),
        (Decimal("0.156308724832215"), Unit.POINTS, "16 percentage points"),
    ],
)
def test_a_share_by_division_has_no_fifteen_digits(value, unit, printed):
    assert in_unit(value, unit) == printed
