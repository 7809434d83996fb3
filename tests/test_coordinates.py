import pytest

from cyps_papers.coordinates import cells_of, column_letters, column_number, coordinate, row_and_column


@pytest.mark.parametrize(("number", "letters"), [(1, "A"), (26, "Z"), (27, "AA"), (703, "AAA"), (16384, "XFD")])
def test_columns_have_letters(number, letters):
    assert (column_letters(number), column_number(letters)) == (letters, number)


def test_a_cell_has_a_row_and_a_column():
    assert row_and_column("$AA$12") == (12, 27)
    assert coordinate(12, 27) == "AA12"


@pytest.mark.parametrize("name", ["", "7", "AA", "A1:B2", "a cell"])
def test_what_is_no_cells_name_is_refused(name):
    with pytest.raises(ValueError, match="is not the name of a cell"):
        row_and_column(name)


def test_an_area_is_its_cells():
    assert cells_of("C25:C27") == ["C25", "C26", "C27"]
