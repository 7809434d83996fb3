"""Numbers in figures: what they are in a cell, and that a sentence reads them alike."""

from decimal import Decimal

import pytest

from cyps_papers.language import prose
from cyps_papers.numerals import quantity_in
from cyps_papers.records import Quantity, Unit


@pytest.mark.parametrize(
    ("text", "value", "unit", "places"),
    [
        ("1,463", "1463", Unit.NUMBER, None),
        ("1 463", "1463", Unit.NUMBER, None),
        ("370.0", "370", Unit.NUMBER, 1),
        ("−5", "-5", Unit.NUMBER, None),
        ("31 %", "0.31", Unit.SHARE, None),
        ("£1,234.50", "1234.5", Unit.POUNDS, 2),
        ("£-5", "-5", Unit.POUNDS, None),
        ("£1.2m", "1200000", Unit.MILLIONS, 1),
        ("350k", "350000", Unit.THOUSANDS, 0),
    ],
)
def test_a_number_in_figures_has_its_value_unit_and_places(text, value, unit, places):
    assert quantity_in(text) == Quantity(Decimal(value), unit, places)


@pytest.mark.parametrize("text", ["", "1,46", "£5%", "--5", "6.01.1", "1717 (5%)", "3 cases", "c"])
def test_what_is_more_than_a_number_or_none_is_none(text):
    assert quantity_in(text) is None


@pytest.mark.parametrize("text", ["1,463", "37.5%", "£1.2m", "£45k", "£1,250.50"])
def test_a_sentence_reads_a_number_as_its_cell_does(text):
    (amount,) = prose.read(f"There were {text} in all.").amounts
    typed = quantity_in(text)
    assert (amount.value, amount.places) == (typed.value, typed.places or 0)
