"""Small counts of people in the columns of a table, withheld with what would give them away."""

from decimal import Decimal

import pytest

from cyps_papers.disclosure.columns import withheld_columns
from cyps_papers.records import Cell, Entry, Marker, Quantity

FEW = range(1, 6)


def entry(value, row, column, people=True):
    cell = Cell("register.xlsx", "Children", f"{chr(66 + column)}{row + 2}")
    if isinstance(value, str):
        return Entry(Marker(value), cell)
    return Entry(Quantity(Decimal(value), counts_people=people), cell)


def printed(names, rows, people=True):
    """What is printed of a table given as {label: numbers}, and what was held back as well."""
    entries = [
        {name: entry(value, number, at, people) for at, (name, value) in enumerate(zip(names, row, strict=True))}
        for number, row in enumerate(rows.values())
    ]
    marked, held = withheld_columns(entries, list(rows), FEW)
    texts = [[str(getattr(one.value, "value", one.value)) for one in row.values()] for row in marked]
    return dict(zip(rows, texts, strict=True)), [str(one) for one in held]


def test_a_small_count_of_people_is_withheld_and_a_small_count_of_other_things_is_not():
    assert printed(["children"], {"North": [2], "South": [40]}) == ({"North": ["c"], "South": ["40"]}, [])
    assert printed(["visits"], {"North": [2], "South": [40]}, people=False)[0]["North"] == ["2"]


@pytest.mark.parametrize("called", ["Total", "Borough total", "All children", "The three of them"])
def test_what_would_give_it_away_by_a_total_is_held_back_too_and_the_reason_said(called):
    shown, (held,) = printed(["children"], {"North": [2], "South": [40], "East": [12], called: [54]})
    assert shown == {"North": ["c"], "South": ["40"], "East": ["c"], called: ["54"]}
    assert held == "children, East (register.xlsx, Children!B4), which would give away children, North"


@pytest.mark.parametrize("total", ["total", "all_children", "children"])
def test_so_is_what_would_by_a_column_of_totals(total):
    shown, held = printed(["girls", "boys", total], {"North": [40, 3, 43], "South": [20, 30, 50]})
    assert shown == {"North": ["c", "c", "43"], "South": ["20", "30", "50"]}
    assert len(held) == 1


def test_rows_and_columns_are_looked_at_together():
    rows = {"North": [2, 30, 32], "South": [40, 50, 90], "East": [20, 25, 45], "Total": [62, 105, 167]}
    shown, held = printed(["girls", "boys", "total"], rows)
    hidden = [(label, at) for label, row in shown.items() for at, one in enumerate(row) if one == "c"]
    assert len(hidden) == 4  # a rectangle, so that no row and no column tells
    assert len(held) == 3


def test_what_the_workbook_withholds_is_protected():
    shown, _ = printed(["children"], {"North": ["c"], "South": [40], "East": [12], "Total": [55]})
    assert shown == {"North": ["c"], "South": ["40"], "East": ["c"], "Total": ["55"]}


def test_what_is_called_a_total_and_is_no_sum_holds_nothing_back():
    shown, held = printed(["children"], {"North": [2], "South": [40], "Total": [99]})
    assert (shown["South"], held) == (["40"], [])
