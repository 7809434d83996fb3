"""One file looked into: what is read in a workbook, what a template asks for, and what is wrong with either."""

from datetime import date
from pathlib import Path

import pytest

from cyps_papers.meetings.folders import MeetingFolder
from cyps_papers.meetings.inspect import inspect_file
from cyps_papers.meetings.meeting import Meeting
from cyps_papers.problems import Problems
from cyps_papers.records import PaperRecord
from cyps_papers.word.parts.opening import read_document
from tests.conftest import save_workbook

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT.parent / "shared" / "samples"
KINDS = ("docx_templates", "hostile", "action_plans")


def told(path):
    inspected = inspect_file(path)
    return list(inspected.lines), [str(problem) for problem in inspected.problems]


def test_a_plan_is_told_by_its_headings_with_what_is_wrong_in_it(tmp_path):
    rows = [["Ref", "Action", "Status", "Budget"], ["1.1", "Do it", "Completed", 3], ["1.2", "Do more", "Finnished"]]
    path = save_workbook(tmp_path / "plan.xlsx", Plan=[["Our plan"], [], *rows], Empty=[])
    sheets, problems = told(path)
    assert (sheets, [problem[:41] for problem in problems]) == (
        [
            "Plan: action plan",
            "  headings in row 3, 2 rows below",
            "    A  Ref is reference",
            "    B  Action is action",
            "    C  Status is status",
            "    D  Budget is budget",
            "  2 actions",
            "Empty: nothing that is read",
        ],
        ['plan.xlsx, Plan!C5: "Finnished" is not a '],
    )


def test_indicators_are_told_with_their_periods_and_what_is_not_read(tmp_path):
    rows = [["Indicator", "Period", "Value", "Colour"], ["Open cases", "Oct 2014", 10], ["Open cases", "Nov 2014", 12]]
    path = save_workbook(tmp_path / "kpis.xlsx", Values=rows)
    assert told(path)[0] == [
        "Values: indicators",
        "  headings in row 1, 2 rows below",
        "    A  Indicator is indicator",
        "    B  Period is period",
        "    C  Value is value",
        "    D  Colour is not read",
        "  open_cases: 2 values, October 2014 to November 2014",
    ]


def test_months_across_are_told_to_be_periods(tmp_path):
    rows = [["Indicator", "Unit", "Sep 2014", "Oct 2014", "Colour"], ["Open cases", "cases", 10, 20, "red"]]
    path = save_workbook(tmp_path / "kpis.xlsx", Values=rows)
    assert told(path)[0][4:] == [
        "    C  Sep 2014 is a period",
        "    D  Oct 2014 is a period",
        "    E  Colour is not read",
        "  open_cases: 2 values, September 2014 to October 2014",
    ]


def test_a_workbook_of_a_meeting_is_read_as_its_paper_says():
    inspected = inspect_file(ROOT / "inputs" / "2015-03" / "ofsted_action_plan.xlsx")
    assert inspected.problems == []
    first = inspected.data["sheets"][0]
    assert (first["kind"], first["source"], [*first["holds"]]) == ("action plan", "ofsted", ["41 actions in 11 areas"])


def test_the_headings_that_paper_names_are_told_as_what_they_stand_for(tmp_path):
    heading = ["Name in templates", "Kind", "Workbook", "Sheet", "Headings"]
    source = ["ofsted", "action plan", "plan.xlsx", "Plan", "Doer = Lead officer"]
    save_workbook(tmp_path / "paper.xlsx", Sources=[heading, source])
    rows = [["Ref", "Action", "Status", "Doer"], ["1.1", "Do it", "Completed", "Ann"]]
    lines, _ = told(save_workbook(tmp_path / "plan.xlsx", Plan=rows))
    assert (lines[0], lines[5]) == ("Plan: action plan, read as ofsted", "    D  Doer is lead")


def test_a_template_is_told_by_what_it_asks_for():
    tags, problems = told(ROOT / "templates" / "appendix-3.docx")
    assert '  audits.completed.latest: under "Case file audits completed each month", first paragraph' in tags
    assert problems == []


def test_a_file_that_is_not_there_is_a_problem(tmp_path):
    assert told(tmp_path / "gone.docx") == (
        [],
        [f"{tmp_path / 'gone.docx'}: there is no such file. Check its name and folder."],
    )


def test_a_copy_is_the_same_each_time_and_opens():
    inspected = inspect_file(
        ROOT / "templates" / "report.docx", Meeting(MeetingFolder(ROOT), PaperRecord(), {}, {}, date.min)
    )
    assert inspected.problems
    copy = inspected.copy()
    assert copy == inspected.copy()
    assert read_document(copy, "copy.docx", Problems()) is not None


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the samples stand beside the project, not in it")
@pytest.mark.parametrize(
    "path",
    # TF_Round_6_Success is left out: its twenty sheets of forms take four seconds.
    sorted(path for kind in KINDS for path in (SAMPLES / kind).glob("*.*") if "Round_6" not in path.name),
    ids=lambda path: path.name,
)
def test_no_sample_stops_inspect(path):
    inspected = inspect_file(path)
    assert inspected.lines or inspected.problems
    assert inspected.file == path.name
    if hasattr(inspected, "copy"):
        assert isinstance(inspected.copy(), bytes)


def test_a_form_with_some_headings_of_a_kind_is_asked_about_once_and_not_read(tmp_path):
    rows = [["Ref", "Action", "Status"], *(["0", "Do it", f"Score {at}"] for at in range(30))]
    path = save_workbook(tmp_path / "form.xlsx", Form=rows)
    sheets, problems = told(path)
    assert sheets[0] == "Form: table"
    assert [problem[:67] for problem in problems] == [
        "form.xlsx, sheet Form: the sheet has headings of an action plan, bu"
    ]
    assert len(inspect_file(path, kind="action plan").problems) == 30 + 29


def test_a_sheet_of_very_many_columns_is_told_in_a_few_lines(tmp_path):
    rows = [[f"Heading {at}" for at in range(100)], list(range(100))]
    lines, _ = told(save_workbook(tmp_path / "wide.xlsx", Wide=rows))
    assert len(lines) == 43
    assert lines[-1] == "    and 60 columns more"


def test_a_workbook_is_shown_as_the_kind_that_is_asked_for(tmp_path):
    rows = [["Ref", "Action", "Status", "Due date"], ["Safeguarding"], ["1.1", "Do it", "Done", "Ongoing"]]
    rows += [["1.2", "Do more", "Late", "31/03/2015"], ["Total", None, None, None, 2]]
    path = save_workbook(tmp_path / "plan.xlsx", Plan=[["Our plan"], [], *rows], Notes=[["x"]])
    inspected = inspect_file(path, kind="action plan")
    assert not inspected.problems
    assert list(inspected.lines)[6:] == [
        "  2 actions in 1 areas",
        "  status: 1 × Completed (Done), 1 × Delayed (Late)",
        "  due: 1 × 31 March 2015 (31/03/2015), 1 × as typed (Ongoing)",
        "  first: 1.1 | Do it | Completed | Ongoing",
        "  last: 1.2 | Do more | Delayed | 31 March 2015",
        "  left out as totals: row 7 (Total)",
        "  not read: labels, headings or notes: row 4 (Safeguarding)",
        "Notes: nothing that is read",
    ]


def test_a_sheet_on_its_side_is_told_by_its_rows(tmp_path):
    rows = [["Month", "Contacts", "Referrals"], ["Jan 2015", 10, 1200], ["Feb 2015", 30, 6]]
    inspected = inspect_file(save_workbook(tmp_path / "kpis.xlsx", Values=rows), kind="indicators")
    assert [*inspected.lines] == [
        "Values: indicators",
        "  on its side: headings in column A, 2 columns beside them",
        "    1  Month is name",
        "    2  Jan 2015 is a period",
        "    3  Feb 2015 is a period",
        "  contacts: 2 values, January 2015 to February 2015",
        "  referrals: 2 values, January 2015 to February 2015",
        "  first: Contacts | 10 | 30",
        "  last: Referrals | 1,200 | 6",
    ]


def test_no_line_is_longer_than_a_terminal_is_wide(tmp_path):
    rows = [["Ref", "Action", "Status", "A heading " * 30], ["1", "Do it " * 40, "Done", "x " * 200]]
    inspected = inspect_file(save_workbook(tmp_path / "plan.xlsx", Plan=rows), kind="action plan")
    assert max(map(len, inspected.lines)) <= 79


def test_where_no_sheet_is_of_the_kind_asked_for_its_headings_are_told(tmp_path):
    path = save_workbook(tmp_path / "plan.xlsx", Plan=[["Ref", "Name"], ["1", "x"]])
    [problem] = inspect_file(path, kind="action plan").problems
    assert problem.message == 'no sheet has the headings that an action plan needs: "Ref", "Action", "Status".'
    [problem] = inspect_file(path, kind="plans").problems
    assert problem.message == '"plans" is not a kind of source.'


def test_a_workbook_is_looked_into_whatever_it_is_called(tmp_path):
    path = save_workbook(tmp_path / "plan.xlsx", Plan=[["Ref", "Action", "Status"], ["1", "Do it", "Done"]])
    assert told(path.rename(tmp_path / "plan.dat"))[0][0] == "Plan: action plan"


@pytest.mark.parametrize(
    ("name", "found", "said"),
    [
        ("notes.doc", b"%PDF-1.7", "This is a PDF, not a Word document."),
        ("notes.docx", b"{\\rtf1", "This is a document in Rich Text Format (.rtf), not a Word document."),
        ("notes.docx", b"\x89PNG\r\n\x1a\n", "This is a picture, not a Word document."),
        ("notes.docx", b"\0" * 500, "The file is empty."),
        ("plan.numbers", b"%PDF-1.7", "This is a PDF, not a Word document."),
    ],
)
def test_a_file_that_is_neither_is_named_for_what_it_is(tmp_path, name, found, said):
    (tmp_path / name).write_bytes(found)
    [problem] = inspect_file(tmp_path / name).problems
    assert problem.message == said
    assert problem.hint
