"""What was accepted for one meeting is looked at again for the next: the whole way, by the commands."""

from datetime import date

import openpyxl
import pytest
from click.testing import CliRunner

from cyps_papers.cli import commands
from tests.conftest import with_short_appendices


@pytest.fixture
def march(march):
    return with_short_appendices(march)


CODE = "cin_no_plan"
NAME = "Children in need cases without a plan for 6 weeks or longer"
ROW = ("small-numbers", NAME, 3, date(2015, 3, 18), "They are cases of one school, published by it.")


def run(*arguments):
    """What a command exits with, and all that it says, in one line."""
    done = CliRunner().invoke(commands, [str(one) for one in arguments])
    assert done.exception is None or isinstance(done.exception, SystemExit), repr(done.exception)
    return done.exit_code, " ".join(done.output.split())


def set_value(folder, value):
    """Enter the latest value of the indicator."""
    book = openpyxl.load_workbook(folder / "kpis.xlsx")
    cells = [row[2] for row in book["Values"].iter_rows() if row[0].value == CODE]
    for cell in cells:
        if cell.value is None:
            cell.value = 40
    cells[-1].value = value
    book.save(folder / "kpis.xlsx")


def test_an_acceptance_of_march_lets_no_small_number_through_in_september(march):
    set_value(march, 3)
    book = openpyxl.load_workbook(march / "paper.xlsx")
    for column, value in enumerate(ROW, start=1):
        book["Accepted"].cell(5, column, value)
    book.save(march / "paper.xlsx")
    status, said = run("check", march)
    assert (status, said[:26]) == (0, "2015-03: nothing is wrong.")

    september = march.parent / "2015-09"
    status, said = run("roll-forward", march, september, "--meeting-date", "16/09/2015")
    assert status == 0
    assert "What was accepted (1 row of the sheet Accepted) is not for this meeting: check says of each" in said

    set_value(september, 2)
    status, said = run("check", september)
    assert status == 1
    assert f'"2" ({NAME}) counts 1 to 5 people' in said
    assert f'the acceptance of "{NAME}" has lapsed: it was for the meeting on 18/03/2015, but this one' in said
    assert "Accepted!D5" in said
    assert f"small-numbers | {NAME} | 2 | 16/09/2015" in said
