from datetime import date

import pytest

from cyps_papers.periods import Convention
from cyps_papers.records import Cell, Entry, Status
from cyps_papers.sources.paper import read_paper
from cyps_papers.sources.registry import KINDS

DETAILS = [
    ["Name", "Value"],
    ["Title", "Progress report"],
    ["Meeting date", date(2015, 3, 18)],
    ["Previous meeting", None],
]
DOCUMENTS = [["Document", "Title", "Template", "As at"], ["report.docx", "Progress report", "report", date(2015, 3, 9)]]
SOURCES = [
    ["Name", "Kind", "Workbook", "Sheet", "Headings"],
    ["ofsted", "action plan", "ofsted.xlsx", "Plan", "Responsible officer = Lead; By when = Due"],
    ["kpi", "Indicators", "kpis", None, None],
]


@pytest.fixture
def read(save, problems):
    def paper(**sheets):
        return read_paper(
            save("paper.xlsx", **{"Details": DETAILS, "Documents": DOCUMENTS, "Sources": SOURCES, **sheets}).parent,
            problems,
        )

    return paper


def test_a_paper_is_read(read, problems):
    paper = read(
        Statuses=[["Wording", "Status"], ["Signed off", "completed"]],
        Terms=[["Name", "Abbreviation", "Also called"], ["Quality assurance", "QA", "quality work; audit work"]],
        Accepted=[
            ["Rule", "Words", "Value", "Meeting", "Reason"],
            ["stale-figure", "caseload", 17, date(2015, 3, 18), "Counted once a year."],
        ],
    )
    assert {name: detail.value for name, detail in paper.details.items()} == {
        "title": "Progress report",
        "meeting_date": date(2015, 3, 18),
    }
    (report,) = paper.documents
    assert (report.name.value, report.template.value, report.as_at.value) == ("report", "report.docx", date(2015, 3, 9))
    ofsted, kpi = paper.sources
    assert (ofsted.kind.value, ofsted.headings) == ("action plan", {"Responsible officer": "Lead", "By when": "Due"})
    assert (kpi.kind.value, kpi.workbook.value, kpi.sheet) == ("indicators", "kpis.xlsx", None)
    assert paper.statuses == {"Signed off": Status.COMPLETED}
    assert paper.terms[0].others == ("quality work", "audit work")
    (accepted,) = paper.accepted
    assert accepted.reason.value == "Counted once a year."
    assert (accepted.value, accepted.meeting, accepted.of_old) == (
        Entry("17", Cell("paper.xlsx", "Accepted", "C2")),
        Entry(date(2015, 3, 18), Cell("paper.xlsx", "Accepted", "D2")),
        False,
    )
    assert not problems


@pytest.mark.parametrize(("written", "fault"), [("paragraph 3", 0), ("1", 0), (14, 0), ("Yes", 1), ("Part 9", 1)])
def test_a_document_that_is_exempt_says_under_which_paragraph(read, problems, written, fault):
    columns = [*DOCUMENTS[0], "Exempt", "Public interest"]
    (report,) = read(Documents=[columns, [*DOCUMENTS[1], written, "It would harm the sale."]]).documents
    assert report.exempt.value == str(written)
    assert [str(problem) for problem in problems.found] == fault * [
        f'paper.xlsx, Documents!E2: "{written}" does not say under which paragraph of Schedule 12A the document is '
        "exempt. Enter its number, for example 3. Clear the cell where the document is open to the public."
    ]


def test_a_document_that_is_exempt_says_why_that_is_in_the_public_interest(read, problems):
    read(Documents=[[*DOCUMENTS[0], "Exempt", "Public interest"], [*DOCUMENTS[1], 3, None]])
    (problem,) = problems.errors
    assert (problem.rule, problem.place) == ("exempt", Cell("paper.xlsx", "Documents", "E2"))


def test_every_fault_of_a_paper_is_said_at_its_cell(read, problems, what_is_said):
    paper = read(
        Details=[["Name", "Value"], ["Title", "Report"], ["title", "Another"], ["Meeting date", "next Wednesday"]],
        Documents=[
            *DOCUMENTS,
            ["appendix-1", None, "appendix-1.docx", "soon"],
            ["Report", "Again", "report.docx", None],
        ],
        Sources=[SOURCES[0], ["a", "plan", "a.xlsx", None, None], ["b", "audits", "b.xlsx", None, "Lead is Officer"]],
        Statuses=[["Wording", "Status"], ["Signed off", "complted"]],
    )
    assert what_is_said() == [
        "Details!A3: title appears twice: also at A2.",
        'Details!B4: "next Wednesday" is not the date of a meeting.',
        "Documents!B3: Title is blank.",
        "Documents!A4: Report appears twice: also at A2.",
        'Sources!E3: "Lead is Officer" does not say which heading is which.',
        'Statuses!B2: "complted" is not a status.',
        'Sources!B2: "plan" is not a kind of source.',
    ]
    assert paper.details["title"].value == "Report"
    assert [source.name.value for source in paper.sources] == ["b"]


def test_a_paper_without_a_meeting_date_is_said(read, what_is_said):
    read(Details=DETAILS[:2])
    assert what_is_said() == ["sheet Details: no Meeting date is given."]


def test_a_meeting_on_another_day_than_its_date_is_said(read, what_is_said):
    paper = read(Details=[*DETAILS[:2], ["Meeting date", "Wednesday 17 March 2015"]])
    assert paper.details["meeting_date"].value == date(2015, 3, 17)
    assert what_is_said() == ['Details!B3: "Wednesday 17 March 2015" is a Tuesday.']


def test_a_meeting_at_a_weekend_is_said(read, what_is_said):
    read(Details=[*DETAILS[:2], ["Meeting date", date(2015, 3, 15)]])
    assert what_is_said() == ["Details!B3: 15 March 2015 is a Sunday."]


def test_a_sheet_that_is_missing_is_said_with_those_there_are(save, problems, what_is_said):
    read_paper(save("paper.xlsx", Detail=DETAILS, Documents=DOCUMENTS).parent, problems)
    assert what_is_said() == [
        "there is no sheet Details. The sheets are: Detail, Documents.",
        "there is no sheet Sources. The sheets are: Detail, Documents.",
    ]


def test_a_sheet_under_a_name_like_the_one_that_is_missing_is_named(save, problems):
    sheets = {"Detail": DETAILS, "Documents": DOCUMENTS, "Sources of data": SOURCES, "Notes": [["Kept by the service"]]}
    read_paper(save("paper.xlsx", **sheets).parent, problems)
    assert [problem.hint for problem in problems.found] == [
        "Did you mean Detail? Rename it; or add a sheet of that name with the headings Name, Value.",
        "Did you mean Sources of data? Rename it; or add a sheet of that name with the headings Name, Kind, Workbook, "
        "Sheet, Headings, Periods, Counts people.",
    ]


def test_a_sheet_that_may_be_left_out_and_is_misspelled_is_said(read, what_is_said):
    read(Status=[["Wording", "Status"], ["Signed off", "completed"]], Notes=[["Kept by the service"]])
    assert what_is_said() == ["the sheet Status was not read, because it has none of the expected names."]


def test_sources_say_how_their_periods_are_meant(read, problems, what_is_said):
    heading, row = ["Name", "Kind", "Workbook", "Periods"], ["kpi", "indicators", "kpis.xlsx"]
    (source,) = read(Sources=[heading, [*row, "Calendar quarters; year ending"]]).sources
    assert source.convention == Convention(calendar=True, by_end=True)
    assert not problems
    read(Sources=[heading, [*row, "as usual"]])
    assert what_is_said() == ['Sources!D2: "as usual" does not say how to read periods.']


@pytest.mark.parametrize("kind", ["KPIs", "KPI", "indicator", "Indicators", "performance", "Performance indicators"])
def test_a_kind_is_known_under_other_names(read, problems, kind):
    (source,) = read(Sources=[SOURCES[0], ["kpi", kind, "kpis", None, None]]).sources
    assert source.kind.value == "indicators"
    assert not problems


@pytest.mark.parametrize("kind", ["plan", "improvement plan", "acton plan"])
def test_a_kind_that_is_not_known_is_answered_with_one_that_is(read, problems, kind):
    read(Sources=[SOURCES[0], ["a", kind, "a.xlsx", None, None]])
    known = ", ".join(kind.name for kind in KINDS)
    assert problems.found[0].hint == f"Did you mean action plan? Use one of: {known}."


def test_a_source_cannot_take_the_papers_own_name(read, what_is_said):
    assert not read(Sources=[SOURCES[0], ["Paper", "indicators", "kpis", None, None]]).sources
    assert what_is_said() == [
        "Sources!A2: a source cannot be called paper: that is the name of what paper.xlsx itself says."
    ]


def test_a_missing_paper_is_one_problem(tmp_path, problems, what_is_said):
    assert not read_paper(tmp_path, problems).details
    assert what_is_said() == [f"there is no such file in the folder {tmp_path.name}."]


def test_a_row_about_totals_is_no_row_of_totals(read):
    paper = read(Accepted=[["Rule", "Words", "Reason"], ["totals", "133", "Counted twice."]])
    assert [(one.rule.value, one.value, one.meeting, one.of_old) for one in paper.accepted] == [
        ("totals", None, None, True)
    ]


WICKED = [
    "../../evil", "..\\..\\evil", "/tmp/evil", "C:evil", "C:\\evil", "\\\\server\\share\\evil", "//server/evil",
    "review/report", "~/evil", "a/./b", "con", "NUL", "nul.docx", "aux.docx", "COM1", "lpt9.old", "com¹", "prn .x",
    "con .docx", "report:hidden", "what?", "report*", "a|b", "<report>", 'the "report"', "report\nevil",
    "report\rx", "a\u202ecod.exe", "line\u2028break", "report.", "...", ".hidden",
    "~$report", "x" * 101, "..",
]  # fmt: skip


@pytest.mark.parametrize("name", WICKED)
@pytest.mark.parametrize("column", ["document", "template", "workbook"])
def test_a_file_is_named_and_never_a_path(read, problems, name, column):
    row = {"document": ["other", "report"], "template": ["report", name], "workbook": ["report", "report"]}[column]
    if column == "document":
        row[0] = name
    workbook = name if column == "workbook" else "kpis"
    paper = read(
        Documents=[["Document", "Title", "Template"], [row[0], "Progress report", row[1]]],
        Sources=[["Name", "Kind", "Workbook"], ["kpi", "indicators", workbook]],
    )
    assert {problem.rule for problem in problems.found} == {"file-name"}
    assert len(paper.documents) + len(paper.sources) == 1


@pytest.mark.parametrize("name", ["report\tevil", "zero\u200bwidth", "\ufeffreport"])
def test_what_officers_do_not_see_in_a_name_is_no_part_of_it(read, problems, name):
    paper = read(Documents=[["Document", "Title", "Template"], [name, "Progress report", "report"]])
    (document,) = paper.documents
    assert not problems
    assert document.name.value.isprintable()


@pytest.mark.parametrize("name", ["figures", "Manifest.docx", "review", "PACK", "report (review)"])
def test_a_document_is_not_called_what_a_build_makes_beside_it(read, problems, name):
    assert not read(Documents=[["Document", "Title", "Template"], [name, "Report", "report"]]).documents
    assert [problem.rule for problem in problems.found] == ["file-name"]


def test_two_documents_are_not_one_file_on_windows_or_a_mac(read, problems):
    rows = [[name, "Report", "report"] for name in ("Caf\u00e9", "cafe\u0301.docx", "CAF\u00c9")]
    assert len(read(Documents=[["Document", "Title", "Template"], *rows]).documents) == 1
    assert [problem.rule for problem in problems.found] == ["name-twice"] * 2
