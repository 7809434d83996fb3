"""A plan and its indicators in any layout that officers use: read back the same, or asked about.

EXAMPLES in the environment says how many are tried: EXAMPLES=3000 pytest -n 0 tests/reading/test_any_plan.py.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any

from hypothesis import event, given, settings
from hypothesis import strategies as some
from openpyxl import Workbook

from cyps_papers.problems import Problems
from cyps_papers.reading.grid import Sheet
from cyps_papers.reading.grid import Workbook as Opened
from cyps_papers.reading.xlsx import open_bytes
from cyps_papers.records import Rag, Status
from cyps_papers.sources.action_plan.reading import FIELDS
from tests.reading.kinds import read_actions, read_indicators

EXAMPLES = settings(max_examples=int(os.environ.get("EXAMPLES", "40")), deadline=None, derandomize=True)
HEADINGS = {one.name: one.usual for one in FIELDS}
WORDS = some.sampled_from(
    "Recruit social workers|Review every case file|Train managers|Do it|Set up a panel|Write to the Board|Total cost\n"
    "of placements|Complete the audit|Status of visits|Green paper|1,000 visits a year|Due to the move|No delays".split(
        "|"
    )
)
STATUSES = some.sampled_from(
    [
        ("Completed", Status.COMPLETED),
        ("COMPLETE ", Status.COMPLETED),
        ("4. Completed", Status.COMPLETED),
        ("In progress", Status.IN_PROGRESS),
        ("2. Ongoing - on track", Status.IN_PROGRESS),
        ("on\xa0going", Status.IN_PROGRESS),
        ("Onhold", Status.ON_HOLD),
        ("Not yet started", Status.NOT_STARTED),
        ("Delayed", Status.DELAYED),
    ]
)
RATINGS = some.sampled_from(
    [
        ("Green", Rag.GREEN),
        ("AMBER", Rag.AMBER),
        ("r", Rag.RED),
        ("Amber/Green", Rag.AMBER_GREEN),
        ("Red (was amber)", Rag.RED),
        (None, None),
    ]
)
DUES = some.sampled_from(
    [
        (date(2015, 3, 31), "31 March 2015"),
        ("31/03/2015", "31 March 2015"),
        ("1.4.15", "1 April 2015"),
        ("Mar 2015", "March 2015"),
        ("Q1 2015/16", "Quarter 1 2015/16"),
        ("Ongoing", "Ongoing"),
        ("2015-06-30", "30 June 2015"),
        ("Friday 27 March 2015", "27 March 2015"),
        (None, None),
    ]
)
LEADS = some.sampled_from(["Director", "Head of Service", "A. Officer / B. Officer", None])
OTHERS = some.sampled_from(["Budget code", "Ward", "Cost\n(£000)", "Board"])


KEY = [["Status", "Meaning"], ["Green", "On track"], ["Amber", "At risk"], ["Red", "Off track"]]


@dataclass(frozen=True)
class Layout:
    """How a plan stands in its sheet."""

    columns: tuple[str, ...]
    headings: dict[str, str]
    titles: tuple[str, ...]
    first_column: int
    blank_after: frozenset[int]
    sections: dict[int, str]
    heading_again_before: int
    total: str
    is_merged_title: bool
    is_over_two_rows: bool
    is_turned: bool
    notes: tuple[str, ...] = ()
    key_beside: int = 0
    is_second_block_moved: bool = False


@some.composite
def layouts(draw: Any) -> Layout:
    optional = draw(some.lists(some.sampled_from(["rag", "due", "lead"]), unique=True))
    others = draw(some.lists(OTHERS, unique=True, max_size=2))
    columns = draw(some.permutations(["reference", "action", "status", *optional, *others]))
    shape = some.sampled_from([str, str.upper, str.title, "{} ".format, "  {}".format, "{}:".format])
    headings = {name: draw(shape)(draw(some.sampled_from(HEADINGS.get(name, (name,))))) for name in columns}
    return Layout(
        tuple(columns),
        headings,
        tuple(draw(some.lists(some.sampled_from(["Our plan", "March 2015", "", "Status at 9 March"]), max_size=3))),
        draw(some.integers(1, 3)),
        draw(some.frozensets(some.integers(0, 6), max_size=2)),
        draw(some.dictionaries(some.integers(0, 6), some.sampled_from(["Safeguarding", "Work stream 2"]), max_size=2)),
        draw(some.integers(0, 8)),
        draw(some.sampled_from(["", "Total", "Grand total"])),
        draw(some.booleans()),
        draw(some.booleans()),
        draw(some.booleans()) and draw(some.booleans()),
        tuple(draw(some.lists(some.sampled_from(["Source: the board", "* To be confirmed", "Last updated 2/3/15"])))),
        draw(some.integers(0, 4)),
        draw(some.booleans()) and draw(some.booleans()),
    )


@some.composite
def actions(draw: Any) -> list[dict[str, tuple[Any, Any]]]:
    form = draw(some.sampled_from(["{}", "1.{}", "A{}", "WS1.{}", "A. {}"]))
    typed = draw(
        some.sampled_from([str, str, lambda reference: float(reference) if reference[0] == "1" else reference])
    )
    return [
        {
            "reference": (typed(form.format(at)), form.format(at)),
            "action": (text := draw(WORDS), text),
            "status": draw(STATUSES),
            "rag": draw(RATINGS),
            "due": draw(DUES),
            "lead": (lead := draw(LEADS), lead),
        }
        for at in range(1, draw(some.integers(1, 6)) + 1)
    ]


def sheet_of(rows: list[list[Any]], layout: Layout) -> Sheet:
    book = Workbook()
    sheet = book.active
    for row, values in enumerate(rows, 1):
        for column, value in enumerate(values, layout.first_column):
            if value not in (None, ""):
                at = (column, row) if layout.is_turned else (row, column)
                sheet.cell(*at, value)
    if layout.is_merged_title and layout.titles and not layout.is_turned:
        sheet.merge_cells(start_row=1, end_row=1, start_column=layout.first_column, end_column=layout.first_column + 2)
    held = BytesIO()
    book.save(held)
    return open_bytes("plan.xlsx", held.getvalue(), Problems()).sheet("Sheet")


def rows_of(layout: Layout, found: list[dict[str, tuple[Any, Any]]]) -> list[list[Any]]:
    headings = [[layout.headings[name] for name in layout.columns]]
    if layout.is_over_two_rows:
        headings.insert(0, ["About the action", *[None] * (len(layout.columns) - 1)])
    rows = [[title] for title in layout.titles] + headings
    for at, action in enumerate(found):
        if at in layout.sections:
            rows.append([layout.sections[at]])
        if at and at == layout.heading_again_before:
            rows += [[], [layout.headings[name] for name in columns_of(layout, at)]]
        rows.append([action.get(name, (f"x{at}", None))[0] for name in columns_of(layout, at)])
        if at in layout.blank_after:
            rows.append([])
    if layout.total:
        rows.append([layout.total])
    rows += [[note] for note in layout.notes]
    if layout.key_beside:
        for row, beside in zip(rows[layout.key_beside - 1 :], KEY, strict=False):
            row += [None] * (len(layout.columns) + 1 - len(row)) + beside
    return rows


def columns_of(layout: Layout, at: int) -> tuple[str, ...]:
    """The columns from an action on: the other way round where the headings are given again in another order."""
    is_moved = layout.is_second_block_moved and 0 < layout.heading_again_before <= at
    return layout.columns[::-1] if is_moved else layout.columns


def plain(value: Any) -> Any:
    return " ".join(str(value).split()) if value is not None else None


@EXAMPLES
@given(layouts(), actions())
def test_a_plan_in_any_layout_is_read_back_the_same_or_asked_about(layout, found):
    problems = Problems()
    read = read_actions(sheet_of(rows_of(layout, found), layout), {}, {}, problems)
    names = [name for name in ("reference", "action", "status", "rag", "due", "lead") if name in layout.columns]
    seen = [[plain(entry and entry.value) for entry in (getattr(one, name) for name in names)] for one in read]
    asked = {one.rule for one in problems.found} - {"action-without-area"}
    event(f"asked about: {sorted(asked)}")
    assert asked or seen == [[plain(action[name][1]) for name in names] for action in found]


PERIODS = ["Jan 2015", "Feb 2015", "Mar 2015", "Apr 2015", "May 2015", "Jun 2015"]
NUMBERS = some.sampled_from([(10, "10"), (1.5, "1.5"), ("1,463", "1463"), ("c", "None"), ("31 ", "31"), (0, "0")])


@EXAMPLES
@given(some.data())
def test_indicators_in_any_layout_are_read_back_the_same_or_asked_about(data):
    draw = data.draw
    names = draw(some.lists(some.sampled_from(["Contacts", "Open cases", "Visits"]), min_size=1, unique=True))
    periods = draw(some.lists(some.sampled_from(PERIODS), min_size=2, unique=True))
    values = {(name, period): draw(NUMBERS) for name in names for period in periods}
    form = draw(some.sampled_from(["long", "wide", "wide in two blocks", "months down"]))
    heading = draw(some.sampled_from(["Indicator", "Measure", "KPI"]))
    wide = [[heading, *periods], *([name, *(values[name, one][0] for one in periods)] for name in names)]
    if form == "long":
        rows = [[heading, "Period", "Value"]]
        rows += [[name, period, values[name, period][0]] for name in names for period in periods]
        order = draw(some.permutations([0, 1, 2]))
        rows = [[row[at] for at in order] for row in rows]
    elif form == "months down":
        rows = [list(column) for column in zip(*wide, strict=True)]
    else:
        rows = wide
    if form == "wide in two blocks":
        rows = [*wide[:2], [], wide[0], *wide[2:]]
    titles = [[one] for one in draw(some.lists(some.sampled_from(["Our figures", "2014/15", ""]), max_size=2))]
    layout = Layout((), {}, (), draw(some.integers(1, 3)), frozenset(), {}, 0, "", False, False, False)
    sheet, problems = sheet_of([*titles, *rows], layout), Problems()
    read = read_indicators(Opened("plan.xlsx", ("Sheet",), lambda _: sheet), sheet, {}, problems)
    seen = {(one.name.value, str(each.period.value)): str(each.number) for one in read for each in one.observations}
    months = {"Jan": "January", "Feb": "February", "Mar": "March", "Apr": "April", "Jun": "June"}
    expected = {
        (name, " ".join(months.get(word, word) for word in period.split())): value
        for (name, period), (_, value) in values.items()
    }
    asked = {one.rule for one in problems.found} - {"counts-people"}
    event(f"asked about: {sorted(asked)}")
    assert asked or seen == expected
