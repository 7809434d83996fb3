"""References in formulas followed when a table grows, and nothing else in them touched."""

import pytest

from cyps_papers.spreadsheets.formulas import copied, stretched
from cyps_papers.spreadsheets.places import Axis, TableStretch

ROWS = TableStretch("Plan", Axis.ROWS, first=6, last=20, count=3, across=(1, 8), shifts=True)


@pytest.mark.parametrize(
    ("formula", "after"),
    [
        ("SUM(B6:B20)", "SUM(B6:B23)"),
        ("SUM($B$5:$B$20)", "SUM($B$5:$B$23)"),
        ("B20*2", "B20*2"),
        ("B21", "B24"),
        ("SUM(B7:B20)", "SUM(B7:B20)"),
        ("SUM(J6:J20)", "SUM(J6:J20)"),
        ("COUNTIF(F:F,\"B21\")", "COUNTIF(F:F,\"B21\")"),
        ("'Other plan'!B21", "'Other plan'!B21"),
        ("Plan!B21+'Plan'!C22", "Plan!B24+'Plan'!C25"),
        ("Table1[Status]", "Table1[Status]"),
        ("[1]Plan!B21", "[1]Plan!B21"),
        ("IF(A1=\"it's B21\",B21,LOG10(100))", "IF(A1=\"it's B21\",B24,LOG10(100))"),
        ("not a (formula", "not a (formula"),
    ],
)  # fmt: skip
def test_a_formula_on_the_tables_own_sheet_follows_it(formula, after):
    assert stretched(formula, "Plan", ROWS) == after


def test_a_formula_on_another_sheet_follows_only_what_names_the_table():
    assert stretched("B21+Plan!B21", "Key", ROWS) == "B21+Plan!B24"


def test_a_copied_formula_refers_to_its_own_row():
    assert copied("B14/$C$1", "D14", "D15") == "B15/$C$1"
