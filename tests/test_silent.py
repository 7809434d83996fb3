"""What was once misread without a word, through the command line: each is read as a person would, or asked about."""

import json
from datetime import date

import pytest
from click.testing import CliRunner

from cyps_papers.cli import commands
from tests.conftest import save_workbook

HEADINGS = ["Ref", "Action", "Status", "RAG", "Due date", "Visited"]
LONG = ["Indicator", "Period", "Value"]
WIDE = ["Indicator", "Jan 2015", "Feb 2015"]


def plan(rag="Green", due="31/03/2015", visited="No"):
    return "action plan", [HEADINGS, ["1", "Do it", "Done", rag, due, visited], ["2", "Do more", "Late", "Red", "", ""]]


def long(*values):
    return "indicators", [LONG, *(["Caseload", period, value] for period, value in values)]


ASKED = {
    "a rating on a condition": (plan(rag="Green unless funding ends"), "D2"),
    "a rating of last month alone": (plan(rag="Red last month"), "D2"),
    "a letter for a figure in a date": (plan(due="01/05/2O15"), "E2"),
    "a slip in a month": (plan(due="1 Mya 2015"), "E2"),
    "a date as a number": (plan(due=42125), "E2"),
    "a date in figures": (plan(due=20150501), "E2"),
    "TRUE in a plan": (plan(visited=True), "F2"),
    "headings again in another order": (
        ("action plan", [HEADINGS[:3], ["1", "Do it", "Done"], [], ["Action", "Ref", "Status"], ["Do", "2", "Late"]]),
        "A4",
    ),
    "headings again, with one more": (
        ("action plan", [HEADINGS[:3], ["1", "Do it", "Done"], [], HEADINGS[:4], ["2", "Do", "Late", "Red"]]),
        "A1",
    ),
    "headings again, with another in the place of one": (
        (
            "action plan",
            [[*HEADINGS[:3], "Lead"], ["1", "Do it", "Done", "Director"], [], [*HEADINGS[:3], "Evidence"],
             ["2", "Do", "Late", "A report"]],
        ),
        "A4",
    ),
    "months again in another order": (
        ("indicators", [WIDE, ["A", 1, 2], [], ["Indicator", "Feb 2015", "Jan 2015"], ["B", 3, 4]]),
        "A4",
    ),
    "other months below": (
        ("indicators", [WIDE, ["A", 1, 2], [], ["Indicator", "Mar 2015", "Apr 2015"], ["B", 3, 4]]),
        "A4",
    ),
    "other years below": (
        ("indicators", [["Indicator", 2013, 2014], ["A", 1, 2], [], ["Indicator", 2015, 2016], ["B", 3, 4]]),
        "A4",
    ),
    "more months below": (("indicators", [WIDE, ["A", 1, 2], [], [*WIDE, "Mar 2015"], ["B", 3, 4, 5]]), "A1"),
    "a period with a letter for a figure": (long(("01/05/2O15", 5)), "B2"),
    "a period as a number": (long((42125, 5)), "B2"),
    "a period in figures": (long((20150501, 5)), "B2"),
    "TRUE as a value": (long(("Jan 2015", True)), "C2"),
    "#N/A": (long(("Jan 2015", "#N/A"), ("Feb 2015", 5)), "C2"),
    "a caseload below 0": (long(("Jan 2015", -5)), "C2"),
    "a caseload below 0 among others": (long(("Jan 2015", -5), ("Feb 2015", 12)), "C2"),
    "two plans side by side": (
        ("action plan", [[*HEADINGS[:3], None, *HEADINGS[:3]], ["1", "Do it", "Done", None, "2", "Do", "Late"]]),
        "E1",
    ),
    "one form after another": (
        ("action plan", [["Ref", "1"], ["Action", "Do"], ["Status", "Done"], [], ["Ref", "2"], ["Action", "Do more"],
                         ["Status", "Late"]]),
        "A5",
    ),
}  # fmt: skip


def inspected(tmp_path, kind, rows, formats=None):
    save_workbook(tmp_path / "data.xlsx", formats, Data=rows)
    done = CliRunner().invoke(commands, ["inspect", str(tmp_path / "data.xlsx"), "--as", kind, "--json"])
    assert done.exit_code in (0, 1), done.output
    return json.loads(done.output)


@pytest.mark.parametrize(("found", "cell"), ASKED.values(), ids=ASKED)
def test_it_is_said_where_it_stands(tmp_path, found, cell):
    told = inspected(tmp_path, *found)
    assert f"Data!{cell}" in [problem["place"] for problem in told["problems"]]


def test_a_number_that_is_shown_as_less_than_five_is_never_published_as_it_is(tmp_path):
    told = inspected(tmp_path, *long(("Jan 2015", 3), ("Feb 2015", 12)), {"C2": '[<5]"<5";0'})
    assert [problem["place"] for problem in told["problems"]] == ["Data!C2"]
    assert "first: Caseload | Jan 2015 | <5" in told["sheets"][0]["shown"]


@pytest.mark.parametrize(
    ("found", "shown"),
    [
        (
            ("action plan", [[*HEADINGS[:3], "Lead"], ["1", "Do it", "Done", "A"], [], [*HEADINGS[:3], "Owner"],
                             ["2", "Do", "Late", "B"]]),
            "last: 2 | Do | Delayed | B",
        ),
        (("table", [["Offence", "£"], ["Fraud", 5], ["Robbery", None], ["(ONS)"], ["Source: x"]]), "last: Robbery"),
        (plan(rag="Amber (Red last month)"), "first: 1 | Do it | Completed | Amber | 31 March 2015 | No"),
        (("indicators", [[*column] for column in zip(WIDE, ["A", 1, 2], strict=True)]), "first: A | 1 | 2"),
        (
            ("indicators", [["Scores"], [], [None, "Event"], ["Month", "Renewals", "Checks"], ["Jan 2015", 1.25, 2],
                            ["Feb 2015", 3, 4]]),
            "last: Checks | 2 | 4",
        ),
        (
            ("action plan", [["Ref", "1", "2"], ["Action", "Do", "Go"], ["Status", "Done", "Late"]]),
            "last: 2 | Go | Delayed",
        ),
    ],
    ids=["another name for the same", "notes below", "what it was last month", "months down", "a pivot table",
         "fields down"],
)  # fmt: skip
def test_it_is_read_as_a_person_would(tmp_path, found, shown):
    told = inspected(tmp_path, *found)
    assert shown in told["sheets"][0]["shown"]
    assert told["problems"] == []


def test_two_sheets_that_fit_alike_are_asked_about_by_their_names(tmp_path):
    folder = tmp_path / "inputs" / "2015-03"
    folder.mkdir(parents=True)
    rows = [HEADINGS[:3], ["1", "Do it", "Done"]]
    save_workbook(folder / "plan.xlsx", **{"Plan": rows, "Plan (old)": rows})
    details = [["Name", "Value"], ["Title", "Report"], ["Meeting date", date(2015, 3, 18)]]
    sources = [["Name", "Kind", "Workbook"], ["plan", "action plan", "plan.xlsx"]]
    save_workbook(folder / "paper.xlsx", Details=details, Documents=[["Document"]], Sources=sources)
    done = CliRunner().invoke(commands, ["check", str(folder), "--json"])
    (asked,) = [one for one in json.loads(done.output)["problems"] if one["rule"] == "sheets-alike"]
    assert '"Plan" and "Plan (old)"' in asked["message"]
    assert "paper.xlsx, Sources (C2), under Sheet" in asked["hint"]
