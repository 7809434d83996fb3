"""Real workbooks that nobody here wrote, and spoiled ones: read in every way, without an exception."""

import time
from functools import cache
from pathlib import Path

import pytest

from cyps_papers.coordinates import row_of
from cyps_papers.problems import Problems
from cyps_papers.reading.table import whole_table
from cyps_papers.reading.workbook import open_workbook
from cyps_papers.sources.kind import Opened
from cyps_papers.sources.registry import KINDS, kind_called
from tests.reading.kinds import read_actions, read_indicators

SAMPLES = Path(__file__).parents[3] / "shared" / "samples"
WORKBOOKS = sorted(path for folder in ("action_plans", "kpi", "hostile") for path in SAMPLES.glob(f"{folder}/*.xls*"))

pytestmark = pytest.mark.skipif(not WORKBOOKS, reason="the samples are kept beside the project, not in it")


@cache
def opened(path):
    """A workbook, and what is said of it; opened once for all the tests."""
    problems = Problems()
    return open_workbook(path, problems), problems


# The largest, at 6 MB unpacked, take four seconds to open whole.
@pytest.mark.parametrize("path", WORKBOOKS or [None], ids=lambda path: path.name[-60:] if path else "none")
def test_a_sample_is_read_in_every_way_or_refused_in_plain_words(path):
    began = time.monotonic()
    book, problems = opened(path)
    assert book is not None or problems.errors
    assert time.monotonic() - began < 30
    for sheet in book.sheets if book else ():
        for kind in KINDS:
            kind.read(Opened(book, sheet, {}, {}), problems)
    assert not [problem for problem in problems.found if "Traceback" in str(problem) or "Error" in problem.message]


def test_a_councils_monitoring_return_reads_as_a_person_would_read_it():
    problems = Problems()
    book, _ = opened(SAMPLES / "action_plans" / "TF_Round_6_Success.xlsx")
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


def test_a_return_of_another_fund_has_its_risks_below_a_row_of_guidance():
    book, _ = opened(SAMPLES / "action_plans" / "PF_Round_1_Success.xlsx")
    risks = kind_called("risk register").read(Opened(book, book.sheet("Risks"), {}, {}), Problems()).records
    assert [(one.risk.value, one.risk.cell.coordinate) for one in (risks[0], risks[-1])] == [
        ("Piranha attack", "B9"),
        ("Avocado-coloured bathroom", "B13"),
    ]
    actions = read_actions(book.sheet("Project Details"), {}, {}, Problems())
    assert (len(actions), actions[0].reference.value, actions[-1].reference.cell.coordinate) == (
        *(152, "PF-BOL-001", "B154"),
    )


def test_a_pivot_table_with_its_months_down_the_side_reads_as_indicators():
    book, _ = opened(SAMPLES / "kpi" / "dvla_csat_pivot.xlsx")
    relicensing, sorn = read_indicators(book, book.sheet("Table"), {}, Problems())
    assert (relicensing.code, len(relicensing.observations)) == ("relicensing", 111)
    first, last = sorn.observations[0], sorn.observations[-1]
    assert (sorn.code, len(sorn.observations)) == ("sorn", 113)
    assert (first.value.cell.coordinate, last.value.cell.coordinate) == ("C5", "C117")


def test_median_ages_read_across_their_years():
    problems = Problems()
    book, _ = opened(SAMPLES / "kpi" / "ons_mye23_accessible_tables.xlsx")
    found = read_indicators(book, book.sheet("MYE6"), {}, problems)
    first, last = found[0].observations[-1], found[-1].observations[-1]
    assert (len(found), str(first.period.value), str(first.value.value)) == (357, "mid-2023", "40.5")
    assert (found[-1].name.cell.coordinate, last.value.cell.coordinate) == ("B365", "D365")
    assert not problems


def test_outcomes_of_a_return_read_with_their_years_and_forecasts():
    book, _ = opened(SAMPLES / "action_plans" / "TF_Round_6_Success.xlsx")
    found = read_indicators(book, book.sheet("6 - Outcomes"), {}, Problems())
    assert [(one.name.cell.coordinate, len(one.observations)) for one in found] == [("B19", 0), ("B20", 0), ("B22", 10)]
    assert [one.forecast for one in found[-1].observations] == [False] * 4 + [True] * 6


def test_population_estimates_read_across_their_years():
    problems = Problems()
    book, _ = opened(SAMPLES / "kpi" / "ons_mye23_accessible_tables.xlsx")
    found = read_indicators(book, book.sheet("MYE4"), {}, problems)
    assert len(found) == 357
    latest = found[0].observations[-1]
    assert (found[0].name.value, str(latest.period.value), int(latest.number)) == (
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
    ("action_plans/dft_risks.xlsx", "Q1_20_21 Count", 3, 5, 6, "Economic", "Environmental"),
    ("action_plans/PF_Round_1_Success.xlsx", "Metadata", 1, 3, 1, "1", "1"),
    ("action_plans/TF_Round_6_Success.xlsx", "LA Lookup", 1, 5, 172, "FHSF", "FHSF"),
    ("action_plans/TF_Round_6_Success.xlsx", "Project Identifiers", 3, 11, 682, "TD-BAR-01", "TD-WRK-05"),
    ("action_plans/TF_Round_6_Success.xlsx", "Project Lookup", 2, 4, 5, "1", "5"),
    ("action_plans/lait_development_update_log.xlsx", "Sheet1", 1, 4, 1, "Chore", "Chore"),
    ("kpi/backdrop_multiple_sheets.xlsx", "Second", 2, 2, 2, "First", "Second"),
    ("kpi/backdrop_empty_cell_and_row.xlsx", "Sheet1", 1, 2, 1, "The above row", "The above row"),
    ("action_plans/gmpp_test_template_incorrect_type.xlsx", "Summary", 2, 2, 3, "String:", "Integer:"),
    ("kpi/d2i_mega_matrix_analysis.xlsx", "Analysis", 2, 4, 2, "12", "838"),
    ("kpi/dfe_csc_exp_10_las.xlsx", "CIN_waffle_sv", 1, 6, 20, "Birmingham", "Southwark"),
    ("kpi/dfe_csc_exp_10_las.xlsx", "CIN_waffle_any", 1, 6, 20, "Birmingham", "Southwark"),
    ("kpi/dfe_csc_exp_10_las.xlsx", "CSC_timing", 1, 5, 180, "Birmingham", "Southwark"),
    ("kpi/dfe_significance_text_only.xlsx", "sv", 1, 13, 10, "Birmingham", "Haringey"),
    ("kpi/liia_FTESum_2020.xlsx", "Sheet1", 1, 5, 1, "Barking and Dagenham", "Barking and Dagenham"),
    (
        "kpi/moj_reoffending_gptables.xlsx",
        "Adults",
        1,
        2,
        12,
        "Criminal damage and arson",
        "Violence against the person",
    ),
    ("kpi/moj_reoffending_gptables.xlsx", "summary", 1, 2, 2, "Adults", "Children and young people"),
    ("kpi/nhsd_ascs_return.xlsx", "Service User Data", 1, 7, 2, "211", "211"),
    ("kpi/ons_mye23_accessible_tables.xlsx", "Contents", 2, 2, 12, "Cover sheet", "MYE6"),
    ("kpi/ons_mye23_accessible_tables.xlsx", "Notes", 2, 2, 15, "1", "13"),
    ("kpi/ons_mye23_accessible_tables.xlsx", "MYE1", 7, 4, 24, "Country Code", "90 and over"),
    ("kpi/ons_mye23_accessible_tables.xlsx", "MYE2 - Persons", 8, 95, 357, "K04000001", "W06000022"),
    ("kpi/ons_mye23_accessible_tables.xlsx", "MYE3", 8, 15, 357, "K04000001", "W06000022"),
    ("kpi/ons_mye23_accessible_tables.xlsx", "MYE5", 8, 30, 357, "K04000001", "W06000022"),
    ("kpi/annex_a_sample.xlsx", "List 1", 1, 7, 5, "9212044", "13981739"),
    ("kpi/annex_a_sample.xlsx", "List 2", 1, 8, 5, "612306", "16216178"),
    ("kpi/annex_a_sample.xlsx", "List 3", 1, 11, 6, "6537810", "11096583"),
    ("kpi/annex_a_sample.xlsx", "List 4", 1, 12, 5, "10692868", "12012513"),
    ("kpi/annex_a_sample.xlsx", "List 5", 1, 14, 5, "11641472", "11578763"),
    ("kpi/annex_a_sample.xlsx", "List 6", 1, 14, 5, "12598894", "6434087"),
    ("kpi/annex_a_sample.xlsx", "List 7", 1, 17, 7, "10721552", "6913085"),
    ("kpi/annex_a_sample.xlsx", "List 8", 1, 34, 5, "1761444", "3623204"),
    ("kpi/annex_a_sample.xlsx", "List 9", 1, 13, 6, "7961370", "2295089"),
    ("kpi/annex_a_sample.xlsx", "List 10", 1, 16, 5, "7961370", "6102196"),
    ("kpi/annex_a_sample.xlsx", "List 11", 1, 19, 5, "7105179", "2937497"),
    ("action_plans/TF_Round_6_Success.xlsx", "Place Identifiers", 2, 2, 100, "Barrow", "Workington"),
    (
        *("action_plans/TF_Round_6_Success.xlsx", "MasterOutputs", 2, 7, 60),
        "# of temporary FT jobs supported during project implementation",
        "# of learners enrolled in new education and training courses",
    ),
    ("action_plans/dft_risks.xlsx", "Q4_19_20 Count", 3, 5, 5, "Economic", "Environmental"),
    (
        *("action_plans/dft_milestones_mixed_dates_1.xlsx", "Sheet1", 1, 4, 10),
        *("Approval MM6", "Re-baseline IPDC milestones"),
    ),
    (
        *("kpi/d2i_mega_matrix_analysis.xlsx", "903Annex A items not on forms", 2, 4, 51),
        *("Date of Contact", "Reason for leaving adoption process"),
    ),
    (
        *("kpi/d2i_mega_matrix_analysis.xlsx", "essex form differences", 8, 18, 116),
        *("NHS Number", "Copy of placement plan provided to to:…"),
    ),
    (
        *("kpi/moj_reoffending_gptables.xlsx", "Children and young people", 1, 2, 12),
        *("Criminal damage and arson", "Violence against the person"),
    ),
    ("kpi/ons_mye23_accessible_tables.xlsx", "MYE2 - Females", 8, 95, 357, "K04000001", "W06000022"),
    ("kpi/ons_mye23_accessible_tables.xlsx", "MYE2 - Males", 8, 95, 357, "K04000001", "W06000022"),
    ("kpi/ons_mye23_accessible_tables.xlsx", "MYE4", 8, 16, 357, "K04000001", "W06000022"),
    ("kpi/ons_mye23_accessible_tables.xlsx", "MYE6", 8, 16, 357, "K04000001", "W06000022"),
]


@pytest.mark.parametrize(("file", "sheet", "heading", "columns", "rows", "first", "last"), SEEN)
def test_a_samples_table_is_found_where_a_person_sees_it(file, sheet, heading, columns, rows, first, last):
    table = whole_table(opened(SAMPLES / file)[0].sheet(sheet), Problems())
    left = min(table.headings)
    assert {row_of(one.content.coordinate) for one in table.headings.values()} == {heading}
    assert (len(table.headings), len(table.rows)) == (columns, rows)
    assert (table.rows[0].at(left).text, table.rows[-1].at(left).text) == (first, last)


DASHBOARD = "action_plans/dft_dashboard_master.xlsx"


@pytest.mark.parametrize(
    ("sheet", "headings", "columns"),
    [("Finance", {2, 3}, 18), ("Schedule", {2, 3}, 24), ("Benefits_VfM", {3, 4}, 19), ("Overall", {2, 3}, 18)],
)
def test_headings_in_two_rows_are_those_that_a_person_sees(sheet, headings, columns):
    table = whole_table(opened(SAMPLES / DASHBOARD)[0].sheet(sheet), Problems())
    assert {row_of(one.content.coordinate) for one in table.headings.values()} == headings
    assert len(table.headings) == columns
    names = [row.at(3).text for row in table.rows]
    assert names == ([] if sheet == "Overall" else ["Mars", "Sea of Tranquility", "Apollo 13", "Falcon 9", "Columbia"])


def test_a_value_far_below_a_form_is_a_row_of_it():
    book, _ = opened(SAMPLES / "action_plans/gmpp_master_values_beyond_range.xlsx")
    table = whole_table(book.sheets[0], Problems())
    assert (len(table.headings), len(table.rows)) == (32, 19)
    assert [table.rows[place].at(1).text for place in (0, -2)] == ["Project/Programme Name", "Funny Date"]
    assert table.rows[-1].at(9).text == "ROGUE VALUE"


def test_a_sheet_of_small_tables_beside_charts_has_no_table():
    book, _ = opened(SAMPLES / "action_plans/dft_dcas.xlsx")
    assert whole_table(book.sheets[0], Problems()) is None


def test_a_workbook_with_a_colour_that_is_none_is_refused_with_the_reason():
    book, problems = opened(SAMPLES / "kpi/gptables_expected_BREAKS_OPENPYXL.xlsx")
    assert book is None
    assert "Colors must be aRGB hex values" in problems.errors[0].message
