"""Real workbooks that nobody here wrote, and spoiled ones: read in every way, without an exception."""

import time
from pathlib import Path

import pytest

from cyps_papers.coordinates import row_of
from cyps_papers.problems import Problems
from cyps_papers.reading.table import whole_table
from cyps_papers.reading.workbook import open_workbook
from cyps_papers.sources.action_plan.reading import read_actions
from cyps_papers.sources.indicators.reading import read_indicators
from cyps_papers.sources.kind import Opened
from cyps_papers.sources.registry import KINDS

SAMPLES = Path(__file__).parents[3] / "shared" / "samples"
WORKBOOKS = sorted(path for folder in ("action_plans", "kpi", "hostile") for path in SAMPLES.glob(f"{folder}/*.xls*"))

pytestmark = pytest.mark.skipif(not WORKBOOKS, reason="the samples are kept beside the project, not in it")


# The largest, at 6 MB unpacked, take four seconds to open whole.
@pytest.mark.parametrize("path", WORKBOOKS or [None], ids=lambda path: path.name[-60:] if path else "none")
def test_a_sample_is_read_in_every_way_or_refused_in_plain_words(path):
    problems = Problems()
    began = time.monotonic()
    book = open_workbook(path, problems)
    assert book is not None or problems.errors
    assert time.monotonic() - began < 30
    for sheet in book.sheets if book else ():
        for kind in KINDS:
            kind.read(Opened(book, sheet, {}, {}), problems)
    assert not [problem for problem in problems.found if "Traceback" in str(problem) or "Error" in problem.message]


def test_a_councils_monitoring_return_reads_as_a_person_would_read_it():
    problems = Problems()
    book = open_workbook(SAMPLES / "action_plans" / "TF_Round_6_Success.xlsx", problems)
    actions = read_actions(book.sheet("3 - Programme Progress"), {}, {}, problems)
    assert [(a.reference.value, a.reference.cell.coordinate, a.status and a.status.value.code) for a in actions] == [
        ("B1", "B20", "in_progress"),
        ("B2", "B21", "delayed"),
        ("B3", "B22", "completed"),
        ("B4", "B23", "not_started"),
        ("B5", "B24", None),
    ]
    assert {a.rag.value.label for a in actions} == {"Amber"}
    assert [(problem.rule, problem.place.within()) for problem in problems.found] == [
        ("rag-by-figure", "3 - Programme Progress!J19"),
        ("status-unknown", "3 - Programme Progress!G24"),
    ]


def test_population_estimates_read_across_their_years():
    problems = Problems()
    book = open_workbook(SAMPLES / "kpi" / "ons_mye23_accessible_tables.xlsx", problems)
    found = read_indicators(book, book.sheet("MYE4"), {}, problems)
    assert len(found) == 357
    latest = found[0].observations[-1]
    assert (found[0].name.value, str(latest.period.value), int(latest.value.value)) == (
        *("ENGLAND AND WALES", "mid-2023", 60854727),
    )
    assert latest.value.cell.coordinate == "D9"
    assert not problems


# As a person sees them in Excel: the heading's row, columns, rows, and the first cell of the first and the last row.
SEEN = [
    ("kpi/dvla_csat_pivot.xlsx", "Table", 4, 3, 113, "1 April 2004", "1 August 2013"),
    ("kpi/liia_pivotTable.xlsx", "Sheet1", 1, 6, 4, "2020", "2020"),
    ("kpi/dfe_csc_exp_10_las.xlsx", "EverCINCLA", 1, 5, 120, "Birmingham", "Southwark"),
    ("kpi/ofsted_ilacs_overview_2026.xlsx", "ofsted_cs_inspections_overview", 1, 20, 153, "80426", "80584"),
    ("kpi/lait_data_dictionary.xlsx", "Data_prod", 1, 16, 412, "4", "375"),
    ("action_plans/tpm_project_plan.xlsx", "Project Plan", 1, 16, 39, "1", "39"),
    ("action_plans/dft_milestone_output.xlsx", "Sheet", 1, 14, 6, "SoT", "SoT"),
    ("action_plans/dft_risks.xlsx", "Q1_20_21 all data", 1, 12, 30, "AMIS", "RIG"),
]


@pytest.mark.parametrize(("file", "sheet", "heading", "columns", "rows", "first", "last"), SEEN)
def test_a_samples_table_is_found_where_a_person_sees_it(file, sheet, heading, columns, rows, first, last):
    problems = Problems()
    table = whole_table(open_workbook(SAMPLES / file, problems).sheet(sheet), problems)
    left = min(table.headings)
    assert {row_of(one.content.coordinate) for one in table.headings.values()} == {heading}
    assert (len(table.headings), len(table.rows)) == (columns, rows)
    assert (table.rows[0].at(left).text, table.rows[-1].at(left).text) == (first, last)
