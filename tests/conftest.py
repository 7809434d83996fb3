"""What the tests of whole papers share: the March 2015 folder, copied so that it can be spoiled."""

import gc
import os
import shutil
from pathlib import Path

import openpyxl
import pytest

from cyps_papers.meetings.build import make
from cyps_papers.meetings.edition import Edition
from cyps_papers.meetings.folders import MeetingFolder
from cyps_papers.meetings.pack import office
from cyps_papers.meetings.prepare import prepare
from cyps_papers.problems import Problems

ROOT = Path(__file__).parent.parent
MARCH = ROOT / "inputs" / "2015-03"

gc.set_threshold(100_000)  # as every command does
# Where Python is told to keep no bytecode, each process that a test starts would compile the whole package anew.
if os.environ.pop("PYTHONDONTWRITEBYTECODE", None):
    os.environ["PYTHONPYCACHEPREFIX"] = str(ROOT / ".pytest_cache" / "bytecode")


def build(folder, output, problems, draft=False, strict=False, wants_pdf=False):
    """What a build of a meeting's folder makes, as the command does; None where it makes nothing."""
    with office(wants_pdf) as started:
        paper = prepare(folder, problems)
        return paper and make(Edition(paper, output, draft, wants_pdf, started), problems, strict=strict)


@pytest.fixture
def march(tmp_path):
    """A copy of inputs/2015-03, with templates beside inputs as in the project."""
    shutil.copytree(ROOT / "templates", tmp_path / "templates")
    shutil.copytree(MARCH, tmp_path / "inputs" / "2015-03")
    return tmp_path / "inputs" / "2015-03"


def with_short_appendices(folder):
    """The same folder, of whose paper the appendices that list plans are as short as the third: two thirds of the time
    of a build go into these."""
    templates = folder.parents[1] / "templates"
    for name in ("appendix-1.docx", "appendix-2.docx"):
        shutil.copy(templates / "appendix-3.docx", templates / name)
    return folder


@pytest.fixture(scope="session")
def march_built(tmp_path_factory):
    """What a build of March 2015 made, beside a copy of its inputs, and what it said: only to be looked at."""
    root = tmp_path_factory.mktemp("march")
    shutil.copytree(ROOT / "templates", root / "templates")
    shutil.copytree(MARCH, root / "inputs" / "2015-03")
    problems, meeting = Problems(), MeetingFolder(root / "inputs" / "2015-03")
    made = build(meeting, meeting.output, problems)
    return made, [str(problem) for problem in problems.found]


def change(folder, workbook, sheet, coordinate, value):
    """Type a value into a cell, as an officer would."""
    book = openpyxl.load_workbook(folder / workbook)
    book[sheet][coordinate] = value
    book.save(folder / workbook)


def right_as_it_stands(folder):
    """Enter Yes beside everything that the sheet To do of a meeting's folder lists."""
    book = openpyxl.load_workbook(folder / "paper.xlsx")
    sheet = book["To do"]
    for row in range(5, sheet.max_row + 1):
        sheet.cell(row, 7).value = "Yes"
    book.save(folder / "paper.xlsx")


def save_workbook(path, formats=None, **sheets):
    """Save a workbook of sheets with their rows, and give its path; `formats` are those of cells of the first sheet."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    for cell, shown in (formats or {}).items():
        book.worksheets[0][cell].number_format = shown
    book.save(path)
    return path
