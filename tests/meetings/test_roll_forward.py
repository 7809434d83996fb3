"""March rolled forward to September, and to the March after: nothing lost, nothing stale."""

import hashlib
import re
import shutil
import zipfile
from collections import Counter
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from docx import Document
from openpyxl.comments import Comment

from cyps_papers.coordinates import cells_of
from cyps_papers.files.kinds import FileKind
from cyps_papers.meetings.folders import MeetingFolder
from cyps_papers.meetings.meeting import read_meeting
from cyps_papers.meetings.prepare import prepare
from cyps_papers.meetings.roll_forward import roll_forward
from cyps_papers.meetings.rolling.to_do import still_to_do
from cyps_papers.problems import Problems
from cyps_papers.reading import workbook
from cyps_papers.word.templates import template
from cyps_papers.word.templates.template import Template

ROOT = Path(__file__).parent.parent.parent
SEPTEMBER = date(2015, 9, 9)
TEMPLATES = ("report.docx", "appendix-1.docx", "appendix-2.docx", "appendix-3.docx")


@pytest.fixture(scope="module")
def rolled(tmp_path_factory):
    """March as it ships, rolled to September 2015, once for the tests that only look at it."""
    return september(project(tmp_path_factory.mktemp("project")))


@pytest.fixture
def fresh(rolled, tmp_path):
    """A copy of the same, to be filled in."""
    shutil.copytree(rolled.parent.parent, tmp_path / "project")
    return tmp_path / "project" / "inputs" / "2015-09"


def project(folder):
    shutil.copytree(ROOT / "templates", folder / "templates")
    shutil.copytree(ROOT / "inputs" / "2015-03", folder / "inputs" / "2015-03")
    return folder


def september(folder):
    problems = Problems()
    made = roll_forward(
        MeetingFolder(folder / "inputs" / "2015-03"), folder / "inputs" / "2015-09", SEPTEMBER, problems
    )
    assert problems.found == []
    return made.folder.path


def table(path, sheet, row):
    """The rows under a heading, as dictionaries."""
    rows = openpyxl.load_workbook(path)[sheet].iter_rows(min_row=row, values_only=True)
    headings = next(rows)
    return [dict(zip(headings, values, strict=True)) for values in rows if any(values)]


def part(path, name):
    with zipfile.ZipFile(path) as archive:
        return archive.read(name)


def details(folder):
    return {row["Name"]: row["Value"] for row in table(folder / "paper.xlsx", "Details", 5)}


def still(folder):
    return still_to_do(read_meeting(MeetingFolder(folder), Problems()), Problems())


def left_in(folder, file):
    return [problem for problem in still(folder).left if problem.place.file == file]


def changed(path, change):
    book = openpyxl.load_workbook(path)
    change(book)
    book.save(path)


def test_march_is_untouched_byte_for_byte(rolled):
    def digests(folder):
        return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}

    assert digests(rolled.parent / "2015-03") == digests(ROOT / "inputs" / "2015-03")


def test_a_check_reads_each_workbook_and_each_template_once(rolled, monkeypatch):
    """Both meetings' workbooks, that is, whoever asks for them: the readers, the list To do, what is new since."""
    read, opened, template_of = Counter(), workbook.ADAPTERS[FileKind.EXCEL], Template.of

    def open_noted(name, content, problems):
        read[name, hashlib.sha256(content).hexdigest()] += 1
        return opened(name, content, problems)

    def template_noted(package, include=None):
        read[package.name, ""] += 1
        return template_of(package, include)

    monkeypatch.setitem(workbook.ADAPTERS, FileKind.EXCEL, open_noted)
    monkeypatch.setattr(Template, "of", template_noted)
    workbook._opened.cache_clear()
    template._opened.cache_clear()
    prepare(MeetingFolder(rolled), Problems())
    folders = (rolled, rolled.parent / "2015-03")
    there = {(path.name, hashlib.sha256(path.read_bytes()).hexdigest())
             for folder in folders for path in folder.glob("*.xlsx")}  # fmt: skip
    assert read == dict.fromkeys([*there, *((name, "") for name in TEMPLATES)], 1)


def test_the_folder_holds_the_workbooks_and_the_reports_template_only(rolled):
    assert sorted(path.name for path in rolled.iterdir()) == [
        "case_file_audits.xlsx",
        "improvement_plan.xlsx",
        "kpis.xlsx",
        "ofsted_action_plan.xlsx",
        "paper.xlsx",
        "report.docx",
    ]


def test_a_folder_that_exists_is_refused_and_left_alone(rolled):
    problems = Problems()
    assert roll_forward(MeetingFolder(rolled.parent / "2015-03"), rolled, SEPTEMBER, problems) is None
    assert [problem.rule for problem in problems.found] == ["folder-exists"]


def test_a_meeting_before_the_last_is_refused_and_nothing_is_made(rolled):
    problems, new = Problems(), rolled.parent / "2014-09"
    assert roll_forward(MeetingFolder(rolled.parent / "2015-03"), new, date(2014, 9, 9), problems) is None
    assert "is not after the one on 18 March 2015" in str(problems.found[0])
    assert not new.exists()


def test_a_folder_that_is_not_filled_in_yet_is_not_rolled_forward_and_each_thing_is_said_once(rolled):
    problems, new = Problems(), rolled.parent / "2016-03"
    assert roll_forward(MeetingFolder(rolled), new, date(2016, 3, 16), problems) is None
    said = [str(problem) for problem in problems.found]
    assert said[:2] == [
        "paper.xlsx, Details!B20: Next report: still to be filled in.",
        "improvement_plan.xlsx, Improvement plan!F6: Status, RAG, Progress: still to be filled in.",
    ]
    assert len(said) == 1 + 30


def test_a_blank_detail_is_said_once_and_not_again_where_the_template_asks_for_it(rolled):
    problems = Problems()
    prepare(MeetingFolder(rolled), problems)
    assert [str(one) for one in problems.errors if "next_report" in str(one) or "Next report" in str(one)] == [
        "paper.xlsx, Details!B20: Next report: still to be filled in."
    ]


def test_a_folder_with_errors_is_not_rolled_forward(tmp_path):
    folder = project(tmp_path)
    (folder / "inputs" / "2015-03" / "kpis.xlsx").write_bytes(b"not a workbook")
    problems, new = Problems(), folder / "inputs" / "2015-09"
    assert roll_forward(MeetingFolder(folder / "inputs" / "2015-03"), new, SEPTEMBER, problems) is None
    assert [problem.place.file for problem in problems.found] == ["kpis.xlsx"]
    assert not new.exists()


def test_nothing_is_left_where_a_file_cannot_be_written(tmp_path, monkeypatch):
    folder = project(tmp_path)

    def refuse(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "rename", refuse)
    problems, new = Problems(), folder / "inputs" / "2015-09"
    assert roll_forward(MeetingFolder(folder / "inputs" / "2015-03"), new, SEPTEMBER, problems) is None
    assert [problem.rule for problem in problems.found] == ["cannot-write"]
    assert [path.name for path in (folder / "inputs").iterdir()] == ["2015-03"]


def test_the_paper_has_the_new_dates_and_names_the_meeting_before(rolled):
    said = details(rolled)
    assert said["Meeting date"].date() == SEPTEMBER
    assert (said["Previous meeting"], said["Last report"], said["Next report"]) == ("2015-03", "March 2015", None)
    assert said["Plan endorsed"].date() == date(2014, 6, 10)
    assert {row["As at"] for row in table(rolled / "paper.xlsx", "Documents", 4)} == {None}


def test_an_open_action_keeps_its_words_and_waits_for_this_reports_status(rolled):
    before = table(ROOT / "inputs" / "2015-03" / "improvement_plan.xlsx", "Improvement plan", 5)
    after = table(rolled / "improvement_plan.xlsx", "Improvement plan", 5)
    assert len(before) == len(after)
    for old, new in zip(before, after, strict=True):
        assert (new["Status"], new["RAG"], new["Progress"], new["Reported"]) == (None, None, None, None)
        kept = [new[f"Last reported {field}"] for field in ("status", "RAG", "progress")]
        assert kept == [old["Status"], old["RAG"], old["Progress"]]
        unchanged = old.keys() - {"Status", "RAG", "Progress"}
        assert {name: new[name] for name in unchanged} == {name: old[name] for name in unchanged}


def test_the_closed_plan_keeps_everything_is_marked_as_reported_and_asks_for_nothing(rolled):
    before = table(ROOT / "inputs" / "2015-03" / "ofsted_action_plan.xlsx", "Action plan", 5)
    after = table(rolled / "ofsted_action_plan.xlsx", "Action plan", 5)
    assert [{name: row[name] for name in before[0]} for row in after] == before
    assert {(row["Status"], row["Reported"]) for row in after} == {
        ("Completed", "Completed, March 2015"),
        ("Residual", "Residual, March 2015"),
    }
    assert left_in(rolled, "ofsted_action_plan.xlsx") == []


def test_formatting_drop_downs_and_widths_are_as_the_officer_left_them(rolled):
    old = openpyxl.load_workbook(ROOT / "inputs" / "2015-03" / "improvement_plan.xlsx")["Improvement plan"]
    new = openpyxl.load_workbook(rolled / "improvement_plan.xlsx")["Improvement plan"]
    for row in old.iter_rows():
        for cell in row:
            assert new[cell.coordinate].style_id == cell.style_id
    assert part(rolled / "improvement_plan.xlsx", "xl/styles.xml") == part(
        ROOT / "inputs" / "2015-03" / "improvement_plan.xlsx", "xl/styles.xml"
    )
    widths = [{letter: sheet.column_dimensions[letter].width for letter in "ABCDEFGHIJ"} for sheet in (old, new)]
    assert widths[0] == widths[1]
    validations = [
        [(str(one.sqref), one.formula1) for one in sheet.data_validations.dataValidation] for sheet in (old, new)
    ]
    assert validations[0] == validations[1]
    assert (new.freeze_panes, new.print_title_rows) == (old.freeze_panes, old.print_title_rows)
    assert new["K5"].style_id == old["J5"].style_id
    assert [str(one.sqref) for one in new.conditional_formatting] == [
        str(one.sqref) for one in old.conditional_formatting
    ]


def test_every_old_observation_is_kept_and_each_live_indicator_has_new_months(rolled):
    before = table(ROOT / "inputs" / "2015-03" / "kpis.xlsx", "Values", 5)
    after = table(rolled / "kpis.xlsx", "Values", 5)
    assert after[: len(before)] == before
    fresh = after[len(before) :]
    assert {(row["Value"], row["Kind"], row["Note"]) for row in fresh} == {(None, "actual", None)}
    months = [datetime(2015, month, 1) for month in range(3, 9)]
    ends = [date(2015, month, 31 if month in (3, 5, 7, 8) else 30) for month in range(3, 9)]
    assert [row["Period"].date() for row in fresh if row["Indicator"] == "cin_open"] == ends
    assert [row["Period"] for row in fresh if row["Indicator"] == "caseload_qualified"] == months
    assert [row["Period"] for row in fresh if row["Indicator"] == "cin_no_plan"] == [
        *("Apr 2015", "May 2015", "Jun 2015", "Jul 2015", "Aug 2015")  # as its last one is written: early Mar 2015
    ]
    assert [row["Period"] for row in fresh if row["Indicator"] == "conversion"] == [datetime(2015, 2, 1), *months]
    assert not [row for row in fresh if row["Indicator"] == "proceedings_forecast"]


def test_a_new_value_has_the_format_of_the_indicators_others(rolled):
    sheet = openpyxl.load_workbook(rolled / "kpis.xlsx")["Values"]
    formats = {sheet.cell(row, 1).value: sheet.cell(row, 3).number_format for row in range(25, sheet.max_row + 1)}
    assert (formats["conversion"], formats["cp_visits_overdue"], formats["cin_open"]) == ("0%", "0.0%", "#,##0")


def test_audits_go_on_month_by_month(rolled):
    rows = [tuple(row.values()) for row in table(rolled / "case_file_audits.xlsx", "Audits", 5)]
    assert [(month.date(), completed) for month, completed, _ in rows[8:]] == [
        (date(2015, 2, 1), 1),
        *((date(2015, month, 1), None) for month in range(3, 9)),
    ]


def test_everything_blank_is_listed_with_its_cell_and_counted(rolled):
    listed = table(rolled / "paper.xlsx", "To do", 4)
    assert str(still(rolled)).startswith(f"Still to do: {len(listed)} of {len(listed)}. ")
    blanks = [
        (row["File"], row["Sheet"], cell)
        for row in listed
        if row["Kind"] in ("Action", "Value", "Detail", "Document")
        for named in row["Where"].split(", ")
        for cell in cells_of(named)
    ]
    assert {("improvement_plan.xlsx", "Improvement plan", "H35"), ("kpis.xlsx", "Values", "C31")} <= set(blanks)
    assert len(blanks) == len(set(blanks)) == 4 + 90 + 66 + 6
    books = {file: openpyxl.load_workbook(rolled / file) for file in {file for file, _, _ in blanks}}
    assert {books[file][sheet][cell].value for file, sheet, cell in blanks} == {None}


def test_dates_that_the_template_asks_for_are_listed_and_done_once_they_are_gone(fresh):
    assert any('"July 2014"' in problem.message for problem in left_in(fresh, "report.docx"))
    document = Document(fresh / "report.docx")
    for paragraph in document.paragraphs:
        for run in paragraph.runs:
            run.text = run.text.replace("July 2014", "March 2015")
        if "July 2014" in paragraph.text:
            paragraph.runs[0].text = paragraph.text.replace("July 2014", "March 2015")
            for run in paragraph.runs[1:]:
                run.text = ""
    document.save(fresh / "report.docx")
    assert not any('"July 2014"' in problem.message for problem in left_in(fresh, "report.docx"))


def test_words_that_were_typed_are_listed_dates_figures_and_times(tmp_path):
    folder = project(tmp_path)
    document = Document(folder / "templates" / "report.docx")
    document.add_paragraph("It will be reached by April 2015, with 43 cases a week closed this year.")
    document.add_paragraph("In December 2011 it had 12 faults under the Children Act 1989. No later figure is known.")
    document.save(folder / "templates" / "report.docx")
    listed = table(september(folder) / "paper.xlsx", "To do", 4)
    assert [row["About"] for row in listed if row["Kind"] == "Wording"][-2:] == [
        "will be; April 2015; 43 cases; this year",
        "12 faults; No later figure",  # December 2011 and 1989 are history
    ]


def reworded(folder, old, new):
    """The report's template with one paragraph's text changed."""
    document = Document(folder / "report.docx")
    (paragraph,) = [one for one in document.paragraphs if old in one.text]
    text = paragraph.text.replace(old, new)
    paragraph.runs[0].text = text
    for run in paragraph.runs[1:]:
        run.text = ""
    document.save(folder / "report.docx")


def test_the_words_of_a_paragraph_are_one_thing_to_do_until_the_last_of_them_is_gone(fresh):
    before = len(left_in(fresh, "report.docx"))
    reworded(fresh, "Under the proposal", "From now on")
    assert any('"will be"' in str(problem) for problem in left_in(fresh, "report.docx"))
    assert len(left_in(fresh, "report.docx")) == before
    reworded(fresh, "It will be clearer", "It is clearer")
    assert len(left_in(fresh, "report.docx")) == before - 1


def test_words_let_stand_in_one_paragraph_are_still_listed_in_another(fresh):
    def tick(book):
        (row,) = [row for row in book["To do"].iter_rows(min_row=5) if row[4].value == "July 2014; August 2014"]
        row[6].value = "Yes"

    before = [problem.place.within() for problem in left_in(fresh, "report.docx")]
    changed(fresh / "paper.xlsx", tick)
    after = [problem.place.within() for problem in left_in(fresh, "report.docx")]
    assert set(before) - set(after) == {'under "Recent service background", paragraph 13, seventh bullet'}
    assert any('"July 2014"' in str(problem) for problem in left_in(fresh, "report.docx"))


def test_words_that_the_officer_lets_stand_are_not_counted(fresh):
    def tick(book):
        for row in book["To do"].iter_rows(min_row=5):
            if row[0].value == "Wording":
                row[6].value = "Yes"

    changed(fresh / "paper.xlsx", tick)
    assert left_in(fresh, "report.docx") == []


@pytest.mark.parametrize(("entered", "counts"), [("Done", False), ("N/A", False), ("Perhaps", True), ("No", True)])
def test_what_is_entered_under_done_is_understood_or_said(fresh, entered, counts):
    changed(fresh / "paper.xlsx", lambda book: book["To do"].cell(5, 7, entered))
    problems = Problems()
    left = still_to_do(read_meeting(MeetingFolder(fresh), problems), problems).left
    said = [str(problem) for problem in problems.found if "does not say whether this is done" in problem.message]
    assert any(problem.place.within() == "Details!B20" for problem in left) == counts
    assert bool(said) == (entered == "Perhaps")


def test_what_names_a_closed_plan_is_listed(fresh):
    titles = [problem for problem in left_in(fresh, "paper.xlsx") if '"Ofsted Action Plan"' in str(problem)]
    assert [problem.place.within() for problem in titles] == ["Details!B6", "Documents!B5"]


def fill_plan(book):
    sheet = book["Improvement plan"]
    sheet["A3"] = "Position as at 1 September 2015."
    for row in range(6, 36):
        if sheet.cell(row, 6).value is None:
            done = row == 6
            values = ("Completed", "Blue") if done else ("In progress", "Amber")
            for column, value in enumerate([*values, f"Done by then: {row}"], 6):
                sheet.cell(row, column).value = value


def fill_kpis(book):
    sheet = book["Values"]
    for row in range(6, sheet.max_row + 1):
        if sheet.cell(row, 3).value is None:
            sheet.cell(row, 3).value = 0.25 if "%" in sheet.cell(row, 3).number_format else 20
    sheet.append(["cin_open", "Apr 2017", 1200, "forecast"])
    sheet.append(["proceedings_forecast", "Apr 2017", 24, "forecast"])


def fill_audits(book):
    sheet = book["Audits"]
    for row in range(15, sheet.max_row + 1):
        sheet.cell(row, 2).value = 0.9


def fill_paper(book):
    book["Details"]["B20"] = "March 2016"
    book["Details"]["B6"] = book["Documents"]["B5"] = "Progress report"
    for row in (6, 7, 8):
        book["Documents"].cell(row, 4).value = date(2015, 9, 1)
    for row in book["To do"].iter_rows(min_row=5):
        row[6].value = "Yes" if row[0].value == "Wording" else None


def fill_in(folder):
    """September filled in as an officer would, the report's wording let stand."""
    changed(folder / "improvement_plan.xlsx", fill_plan)
    changed(folder / "kpis.xlsx", fill_kpis)
    changed(folder / "case_file_audits.xlsx", fill_audits)
    changed(folder / "paper.xlsx", fill_paper)


def test_when_all_is_filled_in_nothing_is_left(fresh):
    total = still(fresh).total
    fill_in(fresh)
    problems = Problems()
    assert str(still_to_do(read_meeting(MeetingFolder(fresh), problems), problems)) == f"Still to do: 0 of {total}."
    assert problems.errors == []


def test_rolled_forward_again_it_still_holds(fresh):
    fill_in(fresh)
    again = roll_forward(MeetingFolder(fresh), fresh.parent / "2016-03", date(2016, 3, 16), Problems()).folder.path
    rows = table(again / "improvement_plan.xlsx", "Improvement plan", 5)
    done, other = rows[0], rows[1]
    assert (done["Status"], done["Progress"], done["Reported"]) == (
        *("Completed", "Done by then: 6", "Completed, September 2015"),
    )
    assert (other["Status"], other["Last reported status"], other["Last reported progress"]) == (
        *(None, "In progress", "Done by then: 7"),
    )
    assert len(rows[0]) == 14
    months = [row["Month"].date() for row in table(again / "case_file_audits.xlsx", "Audits", 5)]
    assert (len(months), months[-1]) == (21, date(2016, 2, 1))
    values = table(again / "kpis.xlsx", "Values", 5)
    assert [row["Period"] for row in values if row["Indicator"] == "conversion"][-1] == datetime(2016, 2, 1)
    assert details(again)["Previous meeting"] == "2015-09"
    closed = {row["Reported"] for row in table(again / "ofsted_action_plan.xlsx", "Action plan", 5)}
    assert closed == {"Completed, March 2015", "Residual, March 2015"}


def test_an_action_is_found_by_its_reference_where_rows_have_moved(fresh):
    def move(book):
        sheet = book["Improvement plan"]
        sheet.insert_rows(6)
        for column, value in enumerate(
            ["WS1.0", "Workforce development", "A new action", "Lead", None, "In progress"], 1
        ):
            sheet.cell(6, column).value = value
        for column, value in ((6, "In progress"), (7, "Green"), (8, "Begun.")):
            sheet.cell(7, column).value = value

    changed(fresh / "improvement_plan.xlsx", move)
    places = [problem.place.within() for problem in left_in(fresh, "improvement_plan.xlsx")]
    assert "Improvement plan!F7" not in places
    assert "Improvement plan!F8" in places
    assert len(places) == 30  # the note above the table, and each action but the first


def test_a_marker_counts_as_filled_in_and_a_blank_does_not(fresh):
    def mark(book):
        book["Audits"]["B16"] = "x"

    changed(fresh / "case_file_audits.xlsx", mark)
    (left,) = left_in(fresh, "case_file_audits.xlsx")
    assert str(left).startswith(
        "case_file_audits.xlsx, Audits!B15, B17:B20: completed, March 2015 and May 2015 to August 2015: still"
    )


def test_a_residual_action_that_no_plan_has_taken_on_is_added_with_its_history(tmp_path):
    folder = project(tmp_path)

    def forget(book):
        sheet = book["Improvement plan"]
        for row in range(6, 36):
            if sheet.cell(row, 10).value == "10.1":
                sheet.cell(row, 10).value = None

    changed(folder / "inputs" / "2015-03" / "improvement_plan.xlsx", forget)
    new = september(folder)
    added = table(new / "improvement_plan.xlsx", "Improvement plan", 5)[-1]
    old = next(
        row for row in table(new / "ofsted_action_plan.xlsx", "Action plan", 5) if row["Ref"] == "10.1"
    )  # fmt: skip
    assert (added["Ref"], added["Work stream"], added["From Ofsted action"]) == (
        *("WS1.5", "Workforce development", "10.1"),
    )
    assert (added["Action"], added["Lead"], added["Timescale"]) == (old["Action"], old["Lead"], old["Timescale"])
    assert (added["Status"], added["Last reported status"]) == (None, "Residual")
    assert added["Last reported progress"] == old["Progress"]
    assert any(problem.place.within() == "Improvement plan!F36" for problem in left_in(new, "improvement_plan.xlsx"))


def test_comments_notes_totals_and_hidden_rows_in_a_plan_survive(tmp_path):
    folder = project(tmp_path)

    def plant(book):
        sheet = book["Improvement plan"]
        sheet["F8"].comment = Comment("Agreed with the lead.", "an officer")
        sheet.row_dimensions[9].hidden = True
        sheet["A36"], sheet["C36"] = "Total", "=COUNTA(C6:C35)"
        sheet["L6"] = "somebody's own list"
        book.create_sheet("Own")["A1"] = "=COUNTIF('Improvement plan'!F6:F35,\"Completed\")+'Improvement plan'!C36"
        book["Own"].sheet_state = "hidden"

    def forget(book):
        plant(book)
        book["Improvement plan"]["J6"] = None

    changed(folder / "inputs" / "2015-03" / "improvement_plan.xlsx", forget)
    book = openpyxl.load_workbook(september(folder) / "improvement_plan.xlsx")
    sheet = book["Improvement plan"]
    assert sheet["F8"].comment.text == "Agreed with the lead."
    assert sheet.row_dimensions[9].hidden
    assert (sheet["A36"].value, sheet["A37"].value, sheet["C37"].value) == ("WS1.5", "Total", "=COUNTA(C6:C36)")
    assert sheet["P6"].value == "somebody's own list"
    own = "=COUNTIF('Improvement plan'!F6:F36,\"Completed\")+'Improvement plan'!C37"
    assert (book["Own"]["A1"].value, book["Own"].sheet_state) == (own, "hidden")


def test_a_rating_that_a_formula_works_out_is_left_to_it(tmp_path):
    folder = project(tmp_path)
    plan = folder / "inputs" / "2015-03" / "improvement_plan.xlsx"

    def plant(book):
        for row in range(6, 36):
            book["Improvement plan"].cell(row, 7).value = f'=IF(F{row}="Completed","Blue","Green")'

    changed(plan, plant)
    plan.write_bytes(calculated(plan.read_bytes(), "Green"))
    sheet = openpyxl.load_workbook(september(folder) / "improvement_plan.xlsx")["Improvement plan"]
    assert sheet["G6"].value == '=IF(F6="Completed","Blue","Green")'
    assert sheet["L6"].value == "Green"
    assert sheet["F6"].value is None


def calculated(content, result):
    """The workbook as Excel would save it, each formula in it with its result."""
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            xml = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                xml = re.sub(rb"<c (r=[^>]*)><f>(.*?)</f><v\s*/?>(</v>)?</c>",
                             rb'<c \1 t="str"><f>\2</f><v>' + result.encode() + b"</v></c>", xml)  # fmt: skip
            new.writestr(name, xml)
    return stream.getvalue()


def test_a_csv_is_copied_as_it_is_and_that_is_said(tmp_path):
    march = project(tmp_path) / "inputs" / "2015-03"
    rows = openpyxl.load_workbook(march / "case_file_audits.xlsx")["Audits"].iter_rows(min_row=6, values_only=True)
    lines = ["Month;Case file audits completed"]
    for month, share, *_ in rows:
        lines.append(f"{month:%b %Y};{share:.0%}" if isinstance(share, (int, float)) else f"{month:%b %Y};{share}")
    (march / "audits.csv").write_text("\n".join(lines), encoding="utf-8")
    book = openpyxl.load_workbook(march / "paper.xlsx")
    (named,) = (cell for row in book["Sources"].rows for cell in row if cell.value == "case_file_audits.xlsx")
    named.value = "audits.csv"
    book.save(march / "paper.xlsx")
    problems = Problems()
    made = roll_forward(MeetingFolder(march), march.parent / "2015-09", SEPTEMBER, problems).folder.path
    assert [(problem.rule, problem.place.file) for problem in problems.found] == [("not-rolled", "audits.csv")]
    assert (made / "audits.csv").read_bytes() == (march / "audits.csv").read_bytes()
