from decimal import Decimal

import pytest

from cyps_papers.records import Cell, Entry, Quantity, SourceData, SourceRecord, Status, Unit
from cyps_papers.sources.reading import read_source

PLAN = [["Ref", "Action", "Status"], ["1", "Do it", "Done"]]


def entry(value):
    return Entry(value, Cell("paper.xlsx", "Sources", "D6"))


@pytest.fixture
def read(save, problems):
    def source(kind="action plan", sheet=None, headings=None, **sheets):
        path = save("plan.xlsx", **sheets)
        record = SourceRecord(
            entry("plan"), entry(kind), entry(path.name), entry(sheet) if sheet else None, headings or {}
        )
        return read_source(record, path.parent, {"Signed off": Status.COMPLETED}, problems)

    return source


@pytest.mark.parametrize(
    ("kind", "rows", "size"),
    [
        ("action plan", PLAN, 1),
        ("indicators", [["Indicator", "Period", "Value"], ["a", "Oct 2014", 5]], 1),
        ("indicators", [["Indicator", "2013/14"], ["a", 5], ["b", 6]], 2),
        ("audits", [["Month", "Done", "Due"], ["Oct 2014", 5, 6]], 2),
    ],
)
def test_a_source_is_read_by_its_kind_from_the_sheet_that_fits(read, problems, kind, rows, size):
    assert len(read(kind, Notes=[["About this workbook"], ["Kept by the service"]], Data=rows).records) == size
    assert not problems


def test_a_table_is_read_as_rows(read):
    assert len(read("table", Data=PLAN).records) == 1


def test_a_sheet_is_found_whatever_its_capitals(read):
    assert len(read(sheet="action plan", **{"Action Plan ": PLAN}).records) == 1


def test_a_sheet_that_is_not_there_is_said_with_those_that_are(read, problems):
    assert read(sheet="Acton plan", **{"Action plan": PLAN, "Key": []}) == SourceData("action plan", is_sound=False)
    assert [str(problem) for problem in problems.found] == [
        'plan.xlsx: there is no sheet "Acton plan". The sheets are: Action plan, Key. '
        "Did you mean Action plan? Correct it in paper.xlsx, Sources (D6), or rename the sheet."
    ]


def test_the_officers_headings_and_statuses_are_used(read, problems):
    rows = [["Item of work", "Words", "Position", "Officer in charge"], ["1", "Do it", "Signed off", "Head of Service"]]
    headings = {"Item of work": "Reference", "Words": "Action", "Position": "Status", "Officer in charge": "lead"}
    (action,) = read(headings=headings, Plan=rows).records
    assert (action.status.value, action.lead.value) == (Status.COMPLETED, "Head of Service")
    assert not problems


def test_a_heading_that_stands_for_nothing_known_is_said(read, problems):
    read(headings={"Officer": "Leed"}, Plan=PLAN)
    assert str(problems.found[0]).startswith(
        'paper.xlsx, Sources!D6: "Leed" is not a usual heading of this kind of source. Did you mean Lead? Use one of'
    )


def test_a_missing_workbook_gives_nothing_and_one_problem(tmp_path, problems):
    record = SourceRecord(entry("plan"), entry("table"), entry("plan.xlsx"))
    assert read_source(record, tmp_path, {}, problems).records == ()
    assert [problem.rule for problem in problems.found] == ["workbook-missing"]


def test_a_source_may_be_a_csv_whatever_sheet_is_named(tmp_path, problems):
    (tmp_path / "plan.csv").write_text("Ref;Action;Status;Cost\n1.10;Do it;Signed off;£1,234.50\n", encoding="cp1252")
    record = SourceRecord(entry("plan"), entry("action plan"), entry("plan.csv"), entry("Plan"), {})
    (action,) = read_source(record, tmp_path, {"Signed off": Status.COMPLETED}, problems).records
    assert (action.reference.value, action.status.value) == ("1.10", Status.COMPLETED)
    assert action.others["cost"].value == Quantity(Decimal("1234.50"), Unit.POUNDS, 2)
    assert str(action.others["cost"].cell) == "plan.csv, D2"
    assert not problems
