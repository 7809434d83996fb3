"""The September 2015 report made as an officer makes it, and held as a whole against what was filled in.

Every value expected here was worked out by hand from the figures below. It takes some seconds: a folder is rolled
forward twice, and the whole paper is made once and checked once more.
"""

import io
import re
import shutil
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from docx import Document
from pikepdf import Pdf

from cyps_papers.meetings.folders import MeetingFolder
from cyps_papers.meetings.meeting import read_meeting
from cyps_papers.meetings.prepare import prepare
from cyps_papers.meetings.roll_forward import roll_forward
from cyps_papers.problems import Problems
from cyps_papers.publishing.libreoffice import find_libreoffice
from tests.conftest import build

LIBREOFFICE = find_libreoffice()
ROOT = Path(__file__).parent.parent.parent
DOCUMENTS = ("report", "appendix-1", "appendix-2", "appendix-3")
PLAN = ("improvement_plan.xlsx", "Improvement plan")
REF, AREA, ACTION, LEAD, DUE, STATUS, RAG, PROGRESS, MEASURE = range(1, 10)

COMPLETED = ("WS1.3", "WS1.4", "WS2.2", "WS3.1", "WS5.2", "WS5.4", "WS6.1", "WS7.2", "WS7.3")
STANDING = {  # whatever is not named goes on as it was: its status and rating in March
    "WS1.1": ("In progress", "Amber"),
    "WS1.2": ("Delayed", "Red"),
    "WS2.4": ("Cancelled", "Amber"),
    "WS2.5": ("In progress", "Amber"),
    "WS6.4": ("In progress", "Red"),
    "WS7.1": ("In progress", "Green"),
    **dict.fromkeys(COMPLETED, ("Completed", "Blue")),
}
NEW_DATES = {"WS1.2": date(2016, 3, 31), "WS4.5": date(2015, 12, 31)}
NEW_REFERENCES = {"WS2.3": "WS2.6"}
NEW_ACTION = ("Publish a guide for referrers.", "Early Help Manager", date(2016, 3, 31), "Not started", "Green")

VALUES = {
    "conversion": (0.30, 0.31, 0.30, 0.29, 0.28, 0.28, 0.27),
    "caseload_qualified": (17, 17, 18, 18, 17, 16),
    "caseload_new": (20, 19, 18, None, 18, 17),
    "assessment_days": (31, 32, 33, 34, 33, 32),
    "assessments_on_time": (0.76, 0.78, 0.80, 0.82, 0.83, "x"),
    "assessments_overdue": (130, 121, 110, 104, 97, 88),
    "cp_visits_overdue": (0.07, 0.07, 0.065, 0.06, 0.055, 0.05),
    "cin_open": (1410, 1372, 1340, 1318, 1297, 1284),
    "cin_no_plan": (190, 140, 96, 61, 38),
    "proceedings_completed": (33, 32, 31, 30, 30, 29),
    "proceedings_active": (29, 28, 28, 27, 27, 29),
}
COUNTED_ON = date(2015, 8, 24)  # the day of the last of cin_open
FORECASTS = (("cin_open", "Mar 2016", 1200, "forecast"), ("proceedings_forecast", "from Apr 2016", 24, "forecast"))
AUDITS = (1, 1, 0.95, 1, 0.9, 0.98)


def progress(reference):
    return f"What was done on {reference} by September."


def changed(path, change):
    book = openpyxl.load_workbook(path)
    change(book)
    book.save(path)


def fill_plan(book):
    sheet = book[PLAN[1]]
    sheet["A3"] = sheet["A3"].value.replace("9 March 2015", "1 September 2015")
    for row in range(6, 36):
        reference = sheet.cell(row, REF).value
        last = sheet.cell(row, 11).value, sheet.cell(row, 12).value
        said = (*STANDING.get(reference, last), progress(reference))
        for column, value in zip((STATUS, RAG, PROGRESS), said, strict=True):
            sheet.cell(row, column).value = value
        sheet.cell(row, DUE).value = NEW_DATES.get(reference, sheet.cell(row, DUE).value)
        sheet.cell(row, REF).value = NEW_REFERENCES.get(reference, reference)
    area = sheet.cell(10, AREA).value
    for column, value in enumerate(("WS2.7", area, *NEW_ACTION, progress("WS2.7"), "Calls from referrers."), 1):
        sheet.cell(36, column).value = value


def reopen(book):
    for row in book["Action plan"].iter_rows(min_row=6):
        if row[REF - 1].value == "9.2":
            row[STATUS - 1].value, row[RAG - 1].value = "In progress", "Amber"


def fill_kpis(book):
    sheet = book["Values"]
    waiting = {code: iter(values) for code, values in VALUES.items()}
    for row in range(25, sheet.max_row + 1):
        sheet.cell(row, 3).value = next(waiting[sheet.cell(row, 1).value])
        if sheet.cell(row, 1).value == "cin_open" and sheet.cell(row + 1, 1).value != "cin_open":
            sheet.cell(row, 2).value = COUNTED_ON
    assert [next(values, "none left") for values in waiting.values()] == ["none left"] * len(waiting)
    for forecast in FORECASTS:
        sheet.append(forecast)


def fill_audits(book):
    for row, value in enumerate(AUDITS, 15):
        book["Audits"].cell(row, 2).value = value


def detail(book, name, value):
    row = next(row for row in book["Details"].iter_rows() if row[0].value == name)
    row[1].value = value


def fill_paper(book):
    detail(book, "Next report", "March 2016")
    detail(book, "Title", "The improvement of children's social care: second report")
    book["Documents"]["B5"] = "The improvement of children's social care: second report"
    for row in (6, 7, 8):
        book["Documents"].cell(row, 4).value = date(2015, 9, 1)
    (still_so,) = [row for row in book["To do"].iter_rows(min_row=5) if row[4].value == "is preparing"]
    still_so[6].value = "Done"


EDITS = {  # the beginning of a paragraph, and what the officer writes in its place
    "This report tells Members": "This report tells Members what {{ paper.directorate }} has done since the last "
    "report, in {{ paper.last_report }}. The Children's Social Care Improvement Plan "
    '({{ paper.document("appendix-2").label }}) has {{ improvement.total }} actions, {{ improvement.completed }} of '
    "them completed.",
    "endorse the proposal to close": "note that {{ improvement.since_last.newly_completed }} actions have been "
    "completed since {{ paper.last_report }}; and",
    "endorse the proposal to put": "ask for its next report in {{ paper.next_report }}.",
    "The Council must publish": "The Council answered the judgement '{{ paper.judgement }}' with the Ofsted Action "
    "Plan, which the Committee closed in {{ paper.last_report }}.",
    "A programme of quality": "Of the case file audits due, managers completed "
    '{{ audits.completed.at("July 2015") }} in {{ audits.completed.at("July 2015").date }} and '
    "{{ audits.completed.latest }} in {{ audits.completed.latest.date }}.",
    "The mean caseload of a": "For a newly qualified social worker the mean caseload was {{ kpi.caseload_new.first }} "
    "cases in {{ kpi.caseload_new.first.date }}, and {{ kpi.caseload_new.latest }} in "
    "{{ kpi.caseload_new.latest.date }}.",
    "In {{ kpi.assessment_days": "Of assessments {{ kpi.assessments_on_time.latest }} were completed on time in "
    "{{ kpi.assessments_on_time.latest.date }}, against {{ kpi.assessments_on_time.baseline }} in "
    "{{ kpi.assessments_on_time.baseline.date }}. There were {{ kpi.assessments_overdue.latest }} assessments overdue.",
    "Of the child protection visits due": "In {{ kpi.cp_visits_overdue.latest.date }}, "
    "{{ kpi.cp_visits_overdue.latest }} of child protection visits were overdue or not recorded.",
    "It is proposed that": "The next report is due in {{ paper.next_report }}.",
}
STANDS = (  # what the officer lets stand
    *("July 2014; August 2014", "no figure", "No figure", "No figures", "will now"),
    *("proposal; will be", "will be"),
)


def edit(path):
    document = Document(path)
    for beginning, text in EDITS.items():
        (paragraph,) = [one for one in document.paragraphs if one.text.startswith(beginning)]
        paragraph.runs[0].text = text
        for run in paragraph.runs[1:]:
            run.text = ""
    document.save(path)


def let_stand(*abouts):
    def tick(book):
        for row in book["To do"].iter_rows(min_row=5):
            row[6].value = "Yes" if row[4].value in abouts else row[6].value

    return tick


def rolled_forward(folder, new, meeting):
    problems = Problems()
    made = roll_forward(MeetingFolder(folder), folder.parent / new, meeting, problems)
    assert problems.found == []
    return made.folder.path


@pytest.fixture(scope="module")
def september(tmp_path_factory):
    """September's folder, rolled forward from March and filled in."""
    root = tmp_path_factory.mktemp("project")
    shutil.copytree(ROOT / "templates", root / "templates")
    shutil.copytree(ROOT / "inputs" / "2015-03", root / "inputs" / "2015-03")
    folder = rolled_forward(root / "inputs" / "2015-03", "2015-09", date(2015, 9, 9))
    changed(folder / "improvement_plan.xlsx", fill_plan)
    changed(folder / "ofsted_action_plan.xlsx", reopen)
    changed(folder / "kpis.xlsx", fill_kpis)
    changed(folder / "case_file_audits.xlsx", fill_audits)
    changed(folder / "paper.xlsx", fill_paper)
    edit(folder / "report.docx")
    changed(folder / "paper.xlsx", let_stand(*STANDS))
    return folder


@pytest.fixture(scope="module")
def built(september, tmp_path_factory):
    """The documents of September, with what was said while they were made; as PDF too where LibreOffice is."""
    output, problems = tmp_path_factory.mktemp("output") / "2015-09", Problems()
    made = build(MeetingFolder(september), output, problems, wants_pdf=bool(LIBREOFFICE))
    assert made, problems.errors
    return output, problems


@pytest.fixture(scope="module")
def report(built):
    return Document(built[0] / "report.docx")


def rows(table):
    return [[cell.text for cell in row.cells] for row in table.rows]


def headed(document, *heading):
    """The table with this first row, without it."""
    (found,) = [rows(one)[1:] for one in document.tables if rows(one)[0] == [*heading]]
    return found


def test_all_that_is_said_is_what_was_left_out_and_the_reference_that_changed(built):
    assert [str(problem) for problem in built[1].found] == [
        "improvement_plan.xlsx, Improvement plan!A12: WS2.6 is taken for WS2.3 of the last report "
        "(2015-03/improvement_plan.xlsx, Improvement plan!A12), whose wording it has. Use the reference of the last "
        "report, or enter WS2.3 as where it came from. If it is another action, word it differently.",
        "kpis.xlsx, Values!C41: caseload_new, June 2015: still to be filled in.",
    ]


@pytest.mark.skipif(LIBREOFFICE is None, reason="LibreOffice is not installed, so no PDF can be made")
def test_the_pack_as_pdf_can_be_read_by_anybody_and_its_pages_are_where_the_index_says(built):
    page_validation = pytest.importorskip("page", reason="page-validation is not installed")
    content = (built[0] / "pack.pdf").read_bytes()
    report = page_validation.validate_pdf_bytes(content, profile="ua1")
    assert report.is_compliant, report.failures[:5]
    pdf = Pdf.open(io.BytesIO(content))
    numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}
    with pdf.open_outline() as outline:
        begin = [numbers[item.destination[0].objgen] for item in outline.root if item.title != "Contents"]
    index = (built[0] / "index.html").read_text(encoding="utf-8")
    assert [int(page) for page in re.findall(r'href="pack.pdf#page=(\d+)"', index)] == begin
    assert f"PDF of {len(pdf.pages)} pages" in index


SAID = {
    "paper.title": "The improvement of children's social care: second report",
    "paper.committee": "Children, Young People and Learning Policy Overview Committee",
    "paper.meeting_date": "9 September 2015",
    "paper.council": "London Borough of Hillingdon",
    "paper.council_short": "Hillingdon",
    "paper.subject": "Action plan in response to the Ofsted inspection of services to children in need of help and "
    "protection, children looked after and care leavers",
    "paper.contact_officer": "Tony Zaman",
    "paper.telephone": "01895 250527",
    "paper.director": "Tony Zaman",
    "paper.director_title": "Interim Director of Children and Young People's Services",
    "paper.directorate": "Children and Young People's Services",
    "paper.last_report": "March 2015",
    "paper.next_report": "March 2016",
    "paper.previous_meeting_date": "18 March 2015",
    "paper.judgement": "Requires Improvement",
    "paper.service_at_risk": "August 2014",
    "paper.service_at_risk|year": "2014",
    "paper.meeting_date|year": "2015",
    "paper.managed_service_began": "September 2014",
    "paper.good_rating_expected": "2015/16",
    'paper.document("appendix-1").label': "Appendix 1",
    'paper.document("appendix-2").label': "Appendix 2",
    'paper.document("appendix-3").label': "Appendix 3",
    'paper.document("appendix-1").as_at': "1 September 2015",
    "ofsted.total": "41",
    "ofsted.completed": "29",
    "ofsted.residual": "11",
    "improvement.total": "31",
    "improvement.completed": "9",
    "improvement.area_count|words": "seven",
    "improvement.since_last.newly_completed": "9",
    "improvement.since_last.slipped": "2",
    "improvement.since_last.new": "1",
    "improvement.since_last.rag_improved": "2",
    "improvement.since_last.rag_worsened": "2",
    "kpi.better + audits.better": "7",
    "kpi.worse + audits.worse": "2",
    "kpi.targets_met + audits.targets_met": "2",
    "kpi.targets_missed + audits.targets_missed": "1",
    "audits.completed.latest": "98%",
    "audits.completed.latest.date": "August 2015",
    'audits.completed.at("July 2015")': "90%",
    'audits.completed.at("July 2015").date': "July 2015",
    'audits.completed.at("July 2014")|or_none': "none",
    'audits.completed.at("July 2014").date': "July 2014",
    'audits.completed.at("August 2014")|or_none': "none",
    'audits.completed.at("August 2014").date': "August 2014",
    "kpi.conversion.baseline": "32%",
    "kpi.conversion.baseline.date": "September 2014",
    "kpi.conversion.latest": "27%",
    "kpi.conversion.latest.date": "August 2015",
    "kpi.conversion.change": "fallen",
    "kpi.caseload_qualified.baseline": "30",
    "kpi.caseload_qualified.baseline.date": "September 2014",
    "kpi.caseload_qualified.latest": "16",
    "kpi.caseload_qualified.latest.date": "August 2015",
    "kpi.caseload_qualified.change": "fallen",
    "kpi.caseload_qualified.target": "18",
    "kpi.caseload_new.first": "33",
    "kpi.caseload_new.first.date": "September 2014",
    "kpi.caseload_new.latest": "17",
    "kpi.caseload_new.latest.date": "August 2015",
    "kpi.caseload_assessment.target": "15",
    "kpi.caseload_cin.target": "18",
    "kpi.supervision_span.target|words": "six",
    "kpi.plan_wait.target|words": "six",
    "kpi.assessment_days.baseline": "33",
    "kpi.assessment_days.baseline.date": "August 2014",
    "kpi.assessment_days.latest": "32",
    "kpi.assessment_days.latest.date": "August 2015",
    "kpi.assessment_days.change": "fallen",
    "kpi.assessment_days.target": "45",
    "kpi.assessment_days.target.unit_word": "working days",
    "kpi.assessments_on_time.baseline": "75%",
    "kpi.assessments_on_time.baseline.date": "August 2014",
    "kpi.assessments_on_time.latest": "83%",
    "kpi.assessments_on_time.latest.date": "July 2015",
    "kpi.assessments_overdue.latest": "88",
    "kpi.cp_visits_overdue.latest": "5.0%",
    "kpi.cp_visits_overdue.latest.date": "August 2015",
    "kpi.cin_open.peak": "2,066",
    "kpi.cin_open.peak.date": "13 October 2014",
    "kpi.cin_open.baseline": "2,066",
    "kpi.cin_open.baseline.date": "13 October 2014",
    "kpi.cin_open.latest": "1,284",
    "kpi.cin_open.latest.date": "24 August 2015",
    "kpi.cin_open.change": "fallen",
    "kpi.cin_open.change.by": "782",
    "kpi.cin_open.change.weeks": "45",
    "kpi.cin_open.change.per_week": "17",
    "kpi.cin_open.forecast": "1,200",
    "kpi.cin_open.forecast.date|month": "March 2016",
    "kpi.cin_no_plan.peak": "828",
    "kpi.cin_no_plan.peak.date": "September 2014",
    "kpi.cin_no_plan.baseline": "828",
    "kpi.cin_no_plan.baseline.date": "September 2014",
    "kpi.cin_no_plan.latest": "38",
    "kpi.cin_no_plan.latest.date": "August 2015",
    "kpi.cin_no_plan.change": "fallen",
    "kpi.cin_no_plan.change.by": "790",
    "kpi.proceedings_completed.baseline": "57",
    "kpi.proceedings_completed.baseline.date": "2013/14",
    "kpi.proceedings_completed.latest": "29",
    "kpi.proceedings_completed.latest.date": "August 2015",
    "kpi.proceedings_completed.change": "fallen",
    "kpi.proceedings_completed.target": "26",
    "kpi.proceedings_active.baseline.date": "February 2015",
    "kpi.proceedings_active.change": "not changed",
    "kpi.proceedings_active.latest": "29",
    "kpi.proceedings_active.latest.date": "August 2015",
    "kpi.proceedings_forecast.forecast": "24",
    "kpi.proceedings_forecast.forecast.date|month": "April 2016",
}
FALSE = (  # what the data of September is not: paragraphs under these conditions must be left out
    *("improvement.since_last.reopened", "improvement.since_last.dropped", "paper.withholds_small_numbers"),
)
CHOSEN = {  # the beginning of a paragraph that depends on the data, and what it must then read
    "{{ area.name }}": (
        "Workforce development",
        "Performance improvement work in Triage, the Multi-Agency Safeguarding Hub and the Children's Social Work "
        "Teams",
        "Defining new ways of working within the Children's Social Work Teams",
        "Improving outcomes for Looked After Children and Young People",
        "Improving the quality of Fostering and Adoption provision",
        "Embedding new ways of working and improved practice management arrangements",
        "Effective Quality Assurance",
    ),
    "The Committee had its last report": (
        "The Committee had its last report at its meeting on 18 March 2015. The table lists each indicator that has a "
        "later figure now than that report gave. In brief, the numbers of indicators are:",
    ),
    "▲ means risen": (
        "▲ means risen, ▼ fallen and ► not changed; the words say whether that is better or worse, where one direction "
        "is the better. Indicators without a later figure than in the last report: none.",
    ),
    "{% if improvement.since_last.movements %}": (
        "The table after this list sets out what has happened since the last report to the actions of the Children's "
        "Social Care Improvement Plan. It now has 31 actions. In brief, the numbers of actions are:",
    ),
    "{{ appendix.label }}": (
        "Appendix 1: Progress on each action of the Ofsted Action Plan, as at 1 September 2015",
        "Appendix 2: Children's Social Care Improvement Plan 2014/16, as at 1 September 2015",
        "Appendix 3: Social Care Quality Assurance Framework, as at 1 September 2015",
    ),
}


def must_read(text):
    """What a paragraph of the template must read once it is built."""
    for beginning, chosen in CHOSEN.items():
        if text.startswith(beginning):
            return chosen
    later = re.sub(r"{% if kpi\.\w+\.has_later %}(.*?){% else %}.*?{% endif %}", r"\1", text)  # there are later figures
    return (re.sub(r"\{\{ (.*?) \}\}", lambda tag: SAID[tag[1]], later),)


def shown(paragraphs):
    """The paragraphs of the template, without its blocks' tags and without those whose condition does not hold."""
    blocks = []
    for paragraph in paragraphs:
        if block := re.fullmatch(r"\{%p (if|for) (.*) %\}", paragraph.text):
            blocks.append(block[2])
        elif paragraph.text in ("{%p endif %}", "{%p endfor %}"):
            blocks.pop()
        elif paragraph.text and not set(blocks) & set(FALSE):
            yield paragraph.text


def test_every_paragraph_of_the_report_says_what_was_filled_in(september, report):
    template = Document(september / "report.docx")
    wanted = [line for text in shown(template.paragraphs) for line in must_read(text)]
    assert [paragraph.text for paragraph in report.paragraphs if paragraph.text] == wanted


def test_each_indicator_stands_as_it_was_reported_and_as_it_is(report):
    assert headed(report, "Indicator", "At the last report", "Now", "Movement", "Target: met or missed") == [
        [*row]
        for row in (
            ("Contacts that become referrals", "29%\nJan 2015", "27%\nAug 2015", "▼ fallen\nby 2 percentage points",
             "None set"),
            ("Mean caseload per qualified social worker", "17 cases\nFeb 2015", "16 cases\nAug 2015",
             "▼ fallen (better)\nby 1", "18 cases\nMet"),
            ("Mean caseload per newly qualified social worker", "33 cases\nSep 2014", "17 cases\nAug 2015",
             "▼ fallen (better)\nby 16", "None set"),
            ("Mean time to complete an assessment", "30 days\nFeb 2015", "32 days\nAug 2015",
             "▲ risen (worse)\nby 2", "45 working days\nMet"),
            ("Assessments completed on time", "75%\nAug 2014", "83%\nJul 2015",
             "▲ risen (better)\nby 8 percentage points", "None set"),
            ("Assessments overdue", "141 assessments\nAug 2014", "88 assessments\nAug 2015",
             "▼ fallen (better)\nby 53", "None set"),
            ("Child protection visits overdue or not recorded", "7.5%\nAug 2014", "5.0%\nAug 2015",
             "▼ fallen (better)\nby 2.5 percentage points", "None set"),
            ("Open children in need cases", "1,463 cases\n2 Feb 2015", "1,284 cases\n24 Aug 2015",
             "▼ fallen\nby 179", "None set"),
            ("Children in need cases without a plan for 6 weeks or longer", "250 cases\nearly Mar 2015",
             "38 cases\nAug 2015", "▼ fallen (better)\nby 212", "None set"),
            ("Mean duration of completed care proceedings", "34 weeks\nFeb 2015", "29 weeks\nAug 2015",
             "▼ fallen (better)\nby 5", "26 weeks\nMissed"),
            ("Projected mean duration of active care proceedings", "29 weeks\nFeb 2015", "29 weeks\nAug 2015",
             "► not changed", "None set"),
            ("Case file audits completed", "100%\nFeb 2015", "98%\nAug 2015",
             "▼ fallen (worse)\nby 2 percentage points", "None set"),
        )
    ]  # fmt: skip


def test_the_key_indicators_run_from_their_baseline_to_the_latest(report):
    assert headed(report, "Indicator", "Baseline", "Latest", "Change", "Target", "Direction") == [
        [*row]
        for row in (
            ("Contacts that become referrals", "32%\nSep 2014", "27%\nAug 2015", "Fallen by 5 percentage points",
             "None set", "Neither"),
            ("Mean caseload per qualified social worker", "30 cases\nSep 2014", "16 cases\nAug 2015", "Fallen by 14",
             "18 cases", "Lower is better"),
            ("Mean time to complete an assessment", "33 days\nAug 2014", "32 days\nAug 2015", "Fallen by 1",
             "45 working days", "Lower is better"),
            ("Open children in need cases", "2,066 cases\n13 Oct 2014", "1,284 cases\n24 Aug 2015", "Fallen by 782",
             "None set", "Neither"),
            ("Children in need cases without a plan for 6 weeks or longer", "828 cases\nSep 2014", "38 cases\nAug 2015",
             "Fallen by 790", "None set", "Lower is better"),
            ("Mean duration of completed care proceedings", "57 weeks\n2013/14", "29 weeks\nAug 2015", "Fallen by 28",
             "26 weeks", "Lower is better"),
        )
    ]  # fmt: skip


MOVED = [
    ("WS1.1", "Red", "Amber", "RAG: ▲ improved"),
    ("WS1.2", "In progress", "Delayed", "Status: ▼ delayed"),
    ("WS1.2", "30 September 2015", "31 March 2016", "Due date: ▼ slipped by 6 months"),
    ("WS1.2", "Amber", "Red", "RAG: ▼ worsened"),
    ("WS1.3", "In progress", "Completed", "Status: ▲ completed"),
    ("WS1.4", "In progress", "Completed", "Status: ▲ completed"),
    ("WS2.1", "30 June 2015", "30 June 2015", "Due date: ▼ overdue by 10 weeks"),
    ("WS2.2", "In progress", "Completed", "Status: ▲ completed"),
    ("WS2.4", "In progress", "Cancelled", "Status: × cancelled"),
    ("WS2.5", "Not started", "In progress", "Status: ▲ started"),
    ("WS3.1", "In progress", "Completed", "Status: ▲ completed"),
    ("WS4.5", "31 March 2016", "31 December 2015", "Due date: ▲ brought forward by 3 months"),
    ("WS5.2", "In progress", "Completed", "Status: ▲ completed"),
    ("WS5.4", "In progress", "Completed", "Status: ▲ completed"),
    ("WS6.1", "In progress", "Completed", "Status: ▲ completed"),
    ("WS6.4", "Amber", "Red", "RAG: ▼ worsened"),
    ("WS7.1", "Amber", "Green", "RAG: ▲ improved"),
    ("WS7.2", "In progress", "Completed", "Status: ▲ completed"),
    ("WS7.3", "In progress", "Completed", "Status: ▲ completed"),
    ("WS2.7", "Not in the plan", "Not started", "Status: + new"),
]


def test_each_action_that_moved_is_listed_with_how(report):
    found = headed(report, "Ref", "Action", "At the last report", "Now", "Movement")
    assert [(row[0], *row[2:]) for row in found] == MOVED
    assert headed(report, "Action Status", "Number") == [
        *(["Completed", "29"], ["Residual", "11"], ["In progress", "1"], ["All actions", "41"])
    ]


def test_the_chart_shows_every_count_up_to_the_latest(built):
    with zipfile.ZipFile(built[0] / "report.docx") as archive:
        (chart,) = [archive.read(name).decode() for name in archive.namelist() if "charts/chart" in name]
    assert {*VALUES["cin_open"], *VALUES["cin_no_plan"], 2066, 1463, 828, 250} <= {
        int(value) for value in re.findall(r"<c:v>(\d+)</c:v>", chart)
    }


def in_march():
    sheet = openpyxl.load_workbook(ROOT / "inputs" / "2015-03" / PLAN[0])[PLAN[1]]
    return [[cell.value for cell in row] for row in sheet.iter_rows(min_row=6)]


def test_the_plans_appendix_gives_every_action_as_it_was_filled_in(built):
    document = Document(built[0] / "appendix-2.docx")
    found = {}
    for table in document.tables:
        if rows(table)[0][0] == "Ref":
            found |= {row[0].partition("\n")[0]: row for row in rows(table)[1:]}
    assert list(found)[:4] == ["WS1.1", "WS1.2", "WS1.3", "WS1.4"]
    assert len(found) == 31
    for reference, _, action, lead, due, status, rag, *_ in in_march():
        now = NEW_REFERENCES.get(reference, reference)
        due = NEW_DATES.get(reference, due)
        moved = [how for one, _, _, how in MOVED if one == now]
        said = "\n".join([progress(reference), *(["Since the last report:", *moved] if moved else [])])
        assert found[now][1:7] == [
            *(action, lead, f"{due.day} {due:%B %Y}", *STANDING.get(reference, (status, rag)), said)
        ]
    new = [*NEW_ACTION[:2], "31 March 2016", *NEW_ACTION[3:]]
    assert found["WS2.7"][1:6] == new


def test_the_closed_plans_appendix_says_what_was_opened_again(built):
    document = Document(built[0] / "appendix-1.docx")
    found = [row for table in document.tables for row in rows(table) if row[0] == "9.2"]
    assert [row[4:6] for row in found] == [["In progress", "Amber"]]
    assert found[0][6].endswith("Since the last report:\nStatus: ▼ reopened\nDue date: ▼ overdue by 32 weeks")


def test_the_audits_appendix_goes_on_to_august(built):
    document = Document(built[0] / "appendix-3.docx")
    assert headed(document, "Month", "Completed")[-7:] == [
        ["February 2015", "100%"],
        *(["March 2015", "100%"], ["April 2015", "100%"], ["May 2015", "95%"]),
        *(["June 2015", "100%"], ["July 2015", "90%"], ["August 2015", "98%"]),
    ]


def text_of(path):
    """All the text of a document, headers and footers included."""
    with zipfile.ZipFile(path) as archive:
        parts = [archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml")]
    return " ".join(text for part in parts for text in re.findall(r"<(?:w:t|a:t)[ >][^<]*|<dc:title>[^<]*", part))


def test_nothing_of_march_is_left_but_where_it_is_told_as_the_last_report(built):
    text = " ".join(text_of(built[0] / name) for name in (f"{one}.docx" for one in DOCUMENTS))
    gone = (
        "9 March 2015", "17 March 2015", "Committee in September 2015", "1,300", "Progress report on the Ofsted",
        "recommended to endorse", "proposal to", "no later figure", "No later figure", "28 are completed", "{{", "{%",
    )  # fmt: skip
    assert [words for words in gone if words in text] == []
    assert text.count("18 March 2015") == 1
    assert text.count("1,463") == 1
    assert "9 September 2015" in text


def test_an_action_that_vanished_is_an_error_at_its_place_until_it_is_back(september, tmp_path):
    shutil.copytree(september.parent, tmp_path / "inputs")
    folder = tmp_path / "inputs" / "2015-09"
    changed(folder / PLAN[0], lambda book: book[PLAN[1]].delete_rows(13))
    problems = Problems()
    read_meeting(MeetingFolder(folder), problems)
    assert [str(problem) for problem in problems.errors] == [
        "2015-03/improvement_plan.xlsx, Improvement plan!A13: action WS2.4 was in the last report but is in no "
        "plan now. Put it back with the status that it has now (Cancelled if it was given up), or enter WS2.4 as where "
        "it came from beside the action that carries it on."
    ]
    changed(folder / PLAN[0], lambda book: book[PLAN[1]].cell(20, 10, "WS2.4"))
    problems = Problems()
    read_meeting(MeetingFolder(folder), problems)
    assert problems.errors == []


@pytest.fixture(scope="module")
def march_after(september):
    """September rolled forward again, to March 2016."""
    return rolled_forward(september, "2016-03", date(2016, 3, 16))


def test_rolled_forward_again_check_says_only_what_is_to_be_filled_in(march_after):
    """Over a second: it makes the paper of a third meeting in memory."""
    problems = Problems()
    still = prepare(MeetingFolder(march_after), problems).still_to_do
    assert {problem.rule for problem in problems.found} == {"to-do"}
    assert len(still.left) == still.total


def test_rolled_forward_again_the_plan_keeps_what_september_reported(march_after):
    sheet = openpyxl.load_workbook(march_after / PLAN[0])[PLAN[1]]
    said = {row[0].value: [cell.value for cell in row] for row in sheet.iter_rows(min_row=6)}
    headings = [cell.value for cell in sheet[5]]
    assert headings[10:] == ["Last reported status", "Last reported RAG", "Last reported progress", "Reported"]
    for reference, row in said.items():
        former = {new: old for old, new in NEW_REFERENCES.items()}.get(reference, reference)
        if former in COMPLETED or former == "WS2.4":
            assert row[13] == f"{STANDING[former][0]}, September 2015"
            assert row[5] == row[10] == STANDING[former][0]
        else:
            assert (row[5:8], row[12], row[13]) == ([None] * 3, progress(former), None)


def test_what_september_completed_can_be_opened_again_in_the_march_after(march_after, tmp_path):
    shutil.copytree(march_after.parent, tmp_path / "inputs")
    folder = tmp_path / "inputs" / "2016-03"

    def fill(book):
        for row in book[PLAN[1]].iter_rows(min_row=6):
            if row[REF - 1].value == "WS1.3":
                row[STATUS - 1].value, row[RAG - 1].value = "In progress", "Amber"
            elif row[STATUS - 1].value is None:
                row[STATUS - 1].value, row[RAG - 1].value = row[10].value, row[11].value

    changed(folder / PLAN[0], fill)
    meeting = read_meeting(MeetingFolder(folder), Problems())
    since = meeting.context["improvement"].since_last
    assert str(meeting.context["paper"].previous_meeting_date) == "9 September 2015"
    assert [str(one.reference) for one in since.reopened_actions] == ["WS1.3"]
    assert [str(count) for count in (since.newly_completed, since.new, since.dropped)] == ["0", "0", "0"]
    assert str(meeting.context["kpi"].cin_open.last_reported) == "1,284"
