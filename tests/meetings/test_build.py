"""The March 2015 paper, made from its folder."""

import json
import shutil
import time
import zipfile
from datetime import date
from io import BytesIO

import docx
import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from cyps_papers.meetings.folders import MeetingFolder
from cyps_papers.problems import Problems
from tests.conftest import ROOT, build, change, with_short_appendices


@pytest.fixture
def march(march):
    return with_short_appendices(march)


def made(folder, output=None, draft=False, strict=False):
    """What a build of the folder says and makes."""
    problems = Problems()
    result = build(MeetingFolder(folder), output or folder.parent / "output", problems, draft=draft, strict=strict)
    return result, [str(problem) for problem in problems.found]


def rename(folder, workbook, sheet, name):
    """Give a sheet another name."""
    book = openpyxl.load_workbook(folder / workbook)
    book[sheet].title = name
    book.save(folder / workbook)


def retype(path, old, new):
    """Put other words in a template."""
    document = docx.Document(path)
    run = next(run for paragraph in document.paragraphs for run in paragraph.runs if old in run.text)
    run.text = run.text.replace(old, new)
    document.save(path)


@pytest.fixture
def earlier(march_built):
    """The paper as it was built before: what that gave, and what it said."""
    return march_built


def test_the_march_folder_makes_the_paper(earlier):
    result, problems = earlier
    assert problems == []
    assert set(result.files) >= {
        "report.docx",
        "appendix-1.docx",
        "appendix-2.docx",
        "appendix-3.docx",
        "manifest.json",
    }
    assert result.publish_by == date(2015, 3, 10)
    for name in result.files:
        if name.endswith(".docx"):
            docx.Document(result.folder / name)


def test_the_same_inputs_give_the_same_bytes_wherever_they_are_and_whatever_the_clock_says(march, earlier, monkeypatch):
    first, _ = earlier
    tomorrow = time.time() + 86_400
    localtime = time.localtime
    monkeypatch.setattr(time, "time", lambda: tomorrow)
    monkeypatch.setattr(time, "localtime", lambda when=None: localtime(tomorrow if when is None else when))
    shutil.copytree(ROOT / "templates", march.parents[1] / "templates", dirs_exist_ok=True)
    second, _ = made(march, MeetingFolder(march).output)
    for name in first.files:
        assert (first.folder / name).read_bytes() == (second.folder / name).read_bytes(), name
        if name.endswith((".docx", ".xlsx")):
            with zipfile.ZipFile(BytesIO((first.folder / name).read_bytes())) as package:
                assert {entry.date_time[:3] for entry in package.infolist()} == {(2015, 3, 18)}, name


def test_the_manifest_says_what_was_read_and_every_figure(earlier):
    result, _ = earlier
    manifest = json.loads((result.folder / "manifest.json").read_text(encoding="utf-8"))
    assert {"paper.xlsx", "kpis.xlsx", "report.docx"} <= set(manifest["inputs"])
    assert len(manifest["figures"]) == len(result.edition.paper.figures)
    per_week = next(figure for figure in manifest["figures"] if figure["name"].endswith(".per_week"))
    assert per_week["printed"] == "38"
    assert per_week["value"] == "37.6875"
    assert per_week["how"] == ("mean weekly fall between 13 October 2014 and 2 February 2015, rounded from 37.6875")
    assert per_week["origin"] == {"source": "kpi", "subject": "cin_open", "question": "change", "further": ["per_week"]}
    assert len(per_week["cells"]) == 4


SPOILED = {
    "a missing workbook": (
        lambda folder: (folder / "kpis.xlsx").unlink(),
        "kpis.xlsx",
        "there is no such file in the folder 2015-03",
    ),
    "a missing sheet": (
        lambda folder: change(folder, "paper.xlsx", "Sources", "D8", "Vaules"),
        "kpis.xlsx",
        "Did you mean Values?",
    ),
    "a missing heading": (
        lambda folder: change(folder, "ofsted_action_plan.xlsx", "Action plan", "F5", "Stage"),
        "ofsted_action_plan.xlsx, sheet Action plan",
        'no column has the heading "Status"',
    ),
    "an unknown status": (
        lambda folder: change(folder, "ofsted_action_plan.xlsx", "Action plan", "F6", "Compleeted"),
        "ofsted_action_plan.xlsx, Action plan!F6",
        "Did you mean Completed?",
    ),
    "a wrong date": (
        lambda folder: change(folder, "kpis.xlsx", "Values", "B6", "last autumn"),
        "kpis.xlsx, Values!B6",
        "last autumn",
    ),
    "a value that is no number": (
        lambda folder: change(folder, "kpis.xlsx", "Values", "C6", "thirty"),
        "kpis.xlsx, Values!C6",
        '"thirty" is not a number. Enter figures only, for example 30',
    ),
    "a missing meeting date": (
        lambda folder: change(folder, "paper.xlsx", "Details", "B13", None),
        "paper.xlsx",
        "no Meeting date is given",
    ),
    "Sources under another name": (
        lambda folder: rename(folder, "paper.xlsx", "Sources", "Where from"),
        "paper.xlsx",
        "there is no sheet Sources. The sheets are: Details, Documents, Where from, Statuses, Terms, Accepted.",
    ),
    "Details under another name": (
        lambda folder: rename(folder, "paper.xlsx", "Details", "About"),
        "paper.xlsx",
        "there is no sheet Details.",
    ),
    "a kind of source that is none": (
        lambda folder: change(folder, "paper.xlsx", "Sources", "B8", "telephone list"),
        "paper.xlsx, Sources!B8",
        '"telephone list" is not a kind of source.',
    ),
    "a setting that is not understood": (
        lambda folder: [
            change(folder, "paper.xlsx", "Details", *cell)
            for cell in (("A28", "Suppress small numbers"), ("B28", "maybe"))
        ],
        "paper.xlsx, Details!B28",
        '"maybe" is neither yes nor no. Enter Yes or No.',
    ),
    "a limit that is no number": (
        lambda folder: [
            change(folder, "paper.xlsx", "Details", *cell)
            for cell in (("A28", "Stale after (days)"), ("B28", "three months"))
        ],
        "paper.xlsx, Details!B28",
        '"three months" is not a number of days.',
    ),
    "an unknown name in a template": (
        lambda folder: retype(folder.parent.parent / "templates" / "report.docx", "ofsted.total", "ofsted.totl"),
        'report.docx, under "Reason for item"',
        "Did you mean total?",
    ),
    "a missing template": (
        lambda folder: (folder.parent.parent / "templates" / "appendix-2.docx").unlink(),
        "paper.xlsx, Documents!C",
        "there is no template appendix-2.docx",
    ),
    "a damaged template": (
        lambda folder: (folder.parent.parent / "templates" / "appendix-3.docx").write_bytes(b"PK\x03\x04 not a zip"),
        "appendix-3.docx",
        "damaged",
    ),
    "a workbook of no bytes": (lambda folder: (folder / "kpis.xlsx").write_bytes(b""), "kpis.xlsx", "holds nothing"),
    "no paper.xlsx": (
        lambda folder: (folder / "paper.xlsx").unlink(),
        "paper.xlsx",
        "there is no such file in the folder 2015-03",
    ),
}


@pytest.mark.parametrize("spoil", SPOILED, ids=str)
def test_what_is_wrong_is_one_plain_message_and_the_earlier_paper_stays(march, earlier, spoil):
    output = march.parent / "output"
    shutil.copytree(earlier[0].folder, output)
    before = {name: (output / name).read_bytes() for name in earlier[0].files}
    act, place, words = SPOILED[spoil]
    act(march)
    result, problems = made(march)
    assert result is None
    assert len(problems) == 1, problems
    assert place in problems[0]
    assert words in problems[0]
    assert {name: (output / name).read_bytes() for name in before} == before


def test_everything_wrong_is_said_at_once(march):
    for spoil in ("an unknown status", "a wrong date", "an unknown name in a template"):
        SPOILED[spoil][0](march)
    assert len(made(march)[1]) == 3


def test_what_would_be_left_out_unseen_is_said(march):
    book = openpyxl.load_workbook(march / "kpis.xlsx")
    for row in range(6, 25):
        book["Indicators"].cell(row, 10).value = None
    book.save(march / "kpis.xlsx")
    shutil.copy(march / "kpis.xlsx", march / "kpis of old.xlsx")
    (march.parent.parent / "templates" / "appendix-1.docx").unlink()
    unnamed, no_rows, lost = sorted(made(march)[1], key=lambda said: ("Documents" in said, "kpi.key" in said))
    assert unnamed.startswith("kpis of old.xlsx: no row of the sheet Sources of paper.xlsx names this workbook")
    assert "Did you mean" not in lost
    assert no_rows.startswith("report.docx, table 2: ")
    assert '"{%tr for indicator in kpi.key %}" finds nothing to list. It lists the indicators marked Key' in no_rows


def test_a_tag_has_the_number_of_its_paragraph_in_the_paper(march):
    retype(march.parents[1] / "templates" / "report.docx", "The MASH is working", "{{ kpi.cin_opn.latest }}")
    (problem,) = made(march)[1]
    assert problem.startswith('report.docx, under "Progress from September 2014", paragraph 13, ')


def test_a_warning_does_not_keep_a_document_from_the_gate(march):
    template = march.parents[1] / "templates" / "report.docx"
    retype(template, "Reason for item", "«Name»")
    document = docx.Document(template)
    document.paragraphs[0].add_run("about J. S.").font.hidden = True
    document.save(template)
    result, problems = made(march)
    assert result is None
    assert [problem for problem in problems if 'Hidden text would be published: "about J. S."' in problem]
    assert [problem for problem in problems if '"«Name»" looks like a tag of another program' in problem]


def test_what_a_cell_holds_is_printed_as_it_stands_there_into_any_output_that_is_asked_for(march, tmp_path):
    text = CellRichText("It is ", TextBlock(InlineFont(b=True), "done"), TextBlock(InlineFont(i=True), " & dusted"))
    shutil.copytree(ROOT / "templates", march.parents[1] / "templates", dirs_exist_ok=True)
    change(march, "ofsted_action_plan.xlsx", "Action plan", "H12", "See {{ x }} and {% if")
    change(march, "ofsted_action_plan.xlsx", "Action plan", "H13", text)
    result, problems = made(march, tmp_path / "elsewhere" / "deep")
    assert problems == []
    assert (tmp_path / "elsewhere" / "deep" / "report.docx").exists()
    body = docx.Document(result.folder / "appendix-1.docx").element.body
    assert "See {{ x }} and {% if" in body.xpath("//w:tc//w:t/text()")
    runs = body.xpath("//w:tc//w:r[w:t]")
    found = [(run.text, bool(run.xpath("w:rPr/w:b")), bool(run.xpath("w:rPr/w:i"))) for run in runs]
    at = found.index(("done", True, False))
    assert found[at - 1 : at + 2] == [("It is ", False, False), ("done", True, False), (" & dusted", False, True)]


def test_a_draft_is_made_in_spite_of_errors_and_says_so_on_each_page(march):
    SPOILED["an unknown name in a template"][0](march)
    result, problems = made(march, draft=True)
    assert len(problems) == 1
    report = docx.Document(result.folder / "report.docx")
    assert any("[missing: ofsted.totl]" in paragraph.text for paragraph in report.paragraphs)
    assert all(any("DRAFT" in line.text for line in section.header.paragraphs) for section in report.sections)


UNREADABLE = [
    ("kpis.xlsx", "Values", "C8", "thirty", "at its highest, [missing: kpi.caseload_qualified.peak] cases"),
    (
        *("case_file_audits.xlsx", "Audits", "B14", "all"),
        "The figure was 100% in January 2015 and [missing: audits.completed.latest]",
    ),
    (
        *("ofsted_action_plan.xlsx", "Action plan", "F6", "Compleeted"),
        "actions, [missing: ofsted.completed] are completed",
    ),
]
NO_DATE = ("kpis.xlsx", "Values", "B8", "last autumn", "at its highest, [missing: kpi.caseload_qualified.peak] cases")


@pytest.mark.parametrize("cells", [UNREADABLE, [NO_DATE]], ids=["values", "a date"])
def test_what_depends_on_a_cell_that_cannot_be_read_is_missing_from_a_draft(march, cells):
    for file, sheet, cell, found, _ in cells:
        change(march, file, sheet, cell, found)
    result, problems = made(march, draft=True)
    assert len(problems) == len(cells), problems
    assert all(any(f"{file}, {sheet}!{cell}: " in one for one in problems) for file, sheet, cell, _, _ in cells)
    text = "\n".join(paragraph.text for paragraph in docx.Document(result.folder / "report.docx").paragraphs)
    assert [missed for *_, missed in cells if missed not in text] == []


def test_a_workbook_renamed_with_capitals_is_told_of(march):
    (march / "kpis.xlsx").rename(march / "KPIs 2.xlsx")
    assert "KPIs 2.xlsx" in made(march)[1][0]


def test_a_build_into_the_templates_leaves_them_as_they_are(march):
    templates = march.parents[1] / "templates"
    before = {path.name: path.read_bytes() for path in templates.iterdir()}
    result, problems = made(march, templates)
    assert result is None
    assert all("that file already exists" in one for one in problems)
    assert {path.name: path.read_bytes() for path in templates.iterdir()} == before


def test_a_report_changed_by_hand_is_kept_and_said_to_be(march, earlier):
    output = march.parent / "output"
    shutil.copytree(earlier[0].folder, output)
    change(output, "figures.xlsx", "Figures", "R8", "Right")
    signed = (output / "figures.xlsx").read_bytes()
    again, _ = made(march)
    assert (again.folder / "figures (changed by hand).xlsx").read_bytes() == signed
    said = "What had been changed by hand since the last build is kept: figures (changed by hand).xlsx."
    assert said in again.lines()


def test_an_appendix_taken_out_of_the_paper_is_taken_out_of_the_output(march):
    for column, value in zip("ABC", ("appendix-4", "More", "appendix-3.docx"), strict=True):
        change(march, "paper.xlsx", "Documents", f"{column}9", value)
    first, _ = made(march)
    assert (first.folder / "appendix-4.docx").exists()
    for column in "ABC":
        change(march, "paper.xlsx", "Documents", f"{column}9", None)
    again, _ = made(march)
    assert again.earlier.withdrawn == ("appendix-4.docx", "review/appendix-4 (review).docx")
    assert not (again.folder / "appendix-4.docx").exists()


def test_a_value_of_a_period_after_the_meeting_is_said_unless_it_is_a_forecast(march):
    change(march, "kpis.xlsx", "Values", "B7", "Jan 2025")
    _, problems = made(march)
    assert [one for one in problems if "after the meeting" in one] == [
        "kpis.xlsx, Values!B7: January 2025 is after the meeting of 18 March 2015, but its value is not marked as a "
        "forecast. Correct the period; or mark it as a forecast, in the column Kind or in the heading: "
        "Apr 2015 (forecast)."
    ]


def test_an_indicator_whose_first_value_is_held_back_stops_no_check(march):
    for column, value in zip("ABCD", ("conversion", "Aug 2014", "c", "actual"), strict=True):
        change(march, "kpis.xlsx", "Values", f"{column}25", value)
    _, problems = made(march)
    assert any("has no value in August 2014 (c, confidential" in one for one in problems)
