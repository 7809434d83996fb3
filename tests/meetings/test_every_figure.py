"""Change what a figure of the report came from, and the paper changes there and nowhere else.

Takes some seconds: a workbook is changed, read and the report rendered again for each figure of the report.
"""

from datetime import datetime, timedelta
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path

import openpyxl
import pytest

from cyps_papers.figures.filters import FILTERS
from cyps_papers.meetings.folders import MeetingFolder
from cyps_papers.meetings.meeting import read_meeting
from cyps_papers.periods import parse
from cyps_papers.problems import Problems
from cyps_papers.sources.context import context
from cyps_papers.sources.paper import read_paper
from cyps_papers.sources.reading import read_source
from cyps_papers.word.rendering.render import render as render_template
from cyps_papers.word.templates.template import Template

ROOT = Path(__file__).parent.parent.parent
MARCH = read_meeting(MeetingFolder(ROOT / "inputs" / "2015-03"), Problems())
REPORT = Template.open(ROOT / "templates" / "report.docx", Problems())


def rendered(subjects):
    return render_template(REPORT, subjects, FILTERS)


ORIGINAL = rendered(MARCH.context)


def pieces(document):
    """Every piece of text with the figure it was printed from, or None, in order."""
    return [piece for paragraph in document.paragraphs for piece in paragraph.pieces]


@cache
def book(workbook):
    return openpyxl.load_workbook(ROOT / "inputs" / "2015-03" / workbook)


def counted(figure):
    """The cell to change so that a count must change: one with the status that it counts."""
    part = figure.name.rsplit(".", 1)[-1]
    if part not in ("completed", "residual"):
        return figure.cells[0]
    return next(one for one in figure.cells if held(one).lower() == part)


def held(cell):
    return book(cell.workbook)[cell.sheet][cell.coordinate].value


def other(value, figure):
    """Another value of the same kind, near enough to change no more than it must; None clears the whole row."""
    if figure.name.endswith(".total"):
        return None
    if value in ("Completed", "Residual"):
        return "Residual" if value == "Completed" else "Completed"
    if isinstance(value, datetime):
        away = timedelta(days=40)  # to a month of its own, before the first or after the latest
        return value + away if ".latest" in figure.name else value - away
    if figure.name.endswith(".change"):
        return value / 100  # below where the series ends, so that what fell has risen
    if isinstance(value, int | float):
        return value + (max(1, value // 20) if value > 1 else 0.01)
    if parse(value):
        return "Nov 2014" if figure.unit == "date" else "Nov 2013"
    return f"{value} altogether"


def with_change(cell, value, tmp_path):
    """What templates are given once a cell holds another value: its workbook saved, and read again."""
    changed = book(cell.workbook)
    target = changed[cell.sheet][cell.coordinate]
    before = [(each.coordinate, each.value) for each in changed[cell.sheet][target.row]]
    try:
        for coordinate, _ in before if value is None else [(cell.coordinate, None)]:
            changed[cell.sheet][coordinate] = value
        changed.save(tmp_path / cell.workbook)
    finally:
        for coordinate, old in before:
            changed[cell.sheet][coordinate] = old
    if cell.workbook == "paper.xlsx":
        return context(read_paper(tmp_path, Problems()), MARCH.data)
    sources = [one for one in MARCH.paper.sources if one.workbook.value == cell.workbook]
    again = {one.name.value: read_source(one, tmp_path, {}, Problems()) for one in sources}
    return context(MARCH.paper, {**MARCH.data, **again})


FIGURES = {printed.traced.name: printed.traced for printed in ORIGINAL.marks if printed.traced.cells}


def is_asked_for_by_its_cell(name):
    """Whether the tag names what the cell holds: a date, or the name of a document."""
    return (".at(" in name and name.endswith(".date")) or name.endswith(".label")


@pytest.mark.parametrize("name", [name for name in FIGURES if not is_asked_for_by_its_cell(name)])
def test_the_paper_changes_there_and_nowhere_else(name, tmp_path):
    figure = FIGURES[name]
    cell = counted(figure)
    value = other(held(cell), figure)
    old, new = pieces(ORIGINAL), pieces(rendered(with_change(cell, value, tmp_path)))
    differing = [traced for text, traced in changes(old, new) if text.strip()]
    assert name in {traced.name for traced in differing if traced is not None}
    peak = f"{name.removesuffix('.change')}.peak"  # which is the highest changes with the direction
    assert all(uses(traced, cell, value) or traced.name.startswith(peak) for traced in differing), differing


@pytest.mark.parametrize("name", [name for name in FIGURES if is_asked_for_by_its_cell(name)])
def test_what_a_tag_asks_for_by_the_cell_itself_is_missed_once_that_changes(name, tmp_path):
    cell = FIGURES[name].cells[0]
    changed = rendered(with_change(cell, other(held(cell), FIGURES[name]), tmp_path))
    asked = name.removesuffix(".date").removesuffix(".label")
    assert any(asked in absent.tag for absent in changed.missing)


def changes(old, new):
    """The pieces of either document that the other does not have at that place, each figure once."""
    texts = [[text for text, _ in each] for each in (old, new)]
    for kind, i, j, k, m in SequenceMatcher(None, *texts, autojunk=False).get_opcodes():
        if kind != "equal":
            names = {traced.name for _, traced in old[i:j] if traced is not None}
            yield from old[i:j] + [(text, one) for text, one in new[k:m] if one is None or one.name not in names]


def uses(traced, cell, value):
    """Whether a figure comes from the cell, or from another of its row where the whole row was cleared."""
    row = cell.coordinate.lstrip("ABCDEFGHIJ")
    return traced is not None and any(
        one == cell or (value is None and one.sheet == cell.sheet and one.coordinate.lstrip("ABCDEFGHIJ") == row)
        for one in traced.cells
    )
