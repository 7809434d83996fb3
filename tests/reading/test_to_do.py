"""What roll-forward lists is read again as it was, by its codes."""

import openpyxl
import pytest

from cyps_papers.periods import parse
from cyps_papers.reading.to_do import COLUMNS, ToDo, read_to_do

LISTED = ToDo("Value", "kpis.xlsx", "Values", "C6:C9", "contacts", "Values", source="kpi", subject="contacts")


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("March 2015", "March 2015"),
        ("March 2015", "May 2015"),
        ("October 2014 to March 2015", "October 2014 to March 2015"),
        ("Quarter 4 2014/15", "Quarter 1 2015/16"),
        ("2014/15", "2014/15"),
        ("31 March 2015", "31 March 2015"),
    ],
)
def test_what_is_listed_is_read_again_as_it_was(tmp_path, problems, first, last):
    book = openpyxl.Workbook()
    book.active.title = "To do"
    book.active.append([heading for heading, _ in COLUMNS])
    listed = ToDo(**{**vars(LISTED), "fields": ("value", "value and day"), "first": parse(first), "last": parse(last)})
    book.active.append(listed.cells)
    book.save(tmp_path / "paper.xlsx")
    assert read_to_do(tmp_path, problems) == (listed,)
    assert not problems
