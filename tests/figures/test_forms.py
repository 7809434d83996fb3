"""UK forms."""

from decimal import Decimal

import pytest

from cyps_papers.figures import forms
from cyps_papers.records import Unit


@pytest.mark.parametrize(
    ("value", "unit", "places", "printed"),
    [
        ("2066", "cases", None, "2,066"),
        ("37.6875", "cases", 0, "38"),
        ("2.5", "cases", 0, "3"),
        ("-2.5", "cases", 0, "-3"),
        ("-0.04", "cases", 1, "0.0"),
        ("1E+3", "cases", None, "1,000"),
        ("34.50", "weeks", None, "34.5"),
        ("0.31", Unit.SHARE, None, "31%"),
        ("0.075", Unit.SHARE, None, "7.5%"),
        ("1", Unit.SHARE, None, "100%"),
        ("0.446", Unit.SHARE, 0, "45%"),
        ("0.03", Unit.POINTS, None, "3 percentage points"),
        ("0.01", Unit.POINTS, 0, "1 percentage point"),
    ],
)
def test_a_number_prints_in_the_form_its_unit_asks_for(value, unit, places, printed):
    assert forms.in_unit(Decimal(value), unit, places) == printed


@pytest.mark.parametrize(
    ("value", "unit", "places"),
    [
        ("37.6875", "cases", 0),
        ("9.4", "cases", 1),
        ("9", "cases", 0),
        ("0.4463", Unit.SHARE, 0),
        ("0.044", Unit.SHARE, 1),
        ("0.0004", Unit.SHARE, 2),
        ("-0.004", "cases", 3),
    ],
)
def test_a_number_worked_out_keeps_no_more_places_than_its_size_warrants(value, unit, places):
    assert forms.worked_out_places(Decimal(value), unit) == places


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        ("0", "none"),
        ("7", "seven"),
        ("13", "thirteen"),
        ("40", "forty"),
        ("41", "forty-one"),
        ("250", "250"),
        ("7.5", "7.5"),
    ],
)
def test_whole_numbers_below_a_hundred_can_be_words(value, printed):
    assert forms.words(Decimal(value)) == printed
