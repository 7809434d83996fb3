"""The register of March 2015, worked out again from the cells that it names, with openpyxl and the arithmetic here.

Takes some seconds: the paper is built anew for each thing that is changed in its inputs.
"""

import json
import re
import shutil
import zipfile
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from io import BytesIO
from pathlib import Path
from urllib.parse import unquote

import docx
import openpyxl
import pytest

from cyps_papers.meetings.folders import MeetingFolder
from cyps_papers.meetings.origins import Links, areas, in_words
from cyps_papers.problems import Problems
from cyps_papers.records import Cell
from tests.conftest import build

ROOT = Path(__file__).parent.parent.parent
MARKS = re.compile("[\ufdd0-\ufdef]")
MONTHS = "January February March April May June July August September October November December".split()
WORDS = "none one two three four five six seven eight nine ten eleven twelve".split()


def built(folder, draft=False):
    """The output folder of a build, where the usual one is."""
    problems, meeting = Problems(), MeetingFolder(folder)
    result = build(meeting, meeting.output, problems, draft=draft)
    assert result, [str(problem) for problem in problems.found]
    return result


@pytest.fixture(scope="module")
def made(march_built):
    """What a build of March 2015 made, beside a copy of its inputs."""
    return march_built[0]


TYPED = "All is well. On 13 October 2014 there were 2,066 open children in need cases under the Children Act 1989."


@pytest.fixture(scope="module")
def changed(tmp_path_factory):
    """The output folder of a build of March 2015 in whose inputs odd cells, a setting and a number were typed."""
    root = tmp_path_factory.mktemp("changed")
    shutil.copytree(ROOT / "templates", root / "templates")
    march = shutil.copytree(ROOT / "inputs" / "2015-03", root / "inputs" / "2015-03")
    change(march, "paper.xlsx", "Details", {"A28": "Suppress small numbers", "B28": "yes"})
    change(march, "kpis.xlsx", "Values", {"E7": "Checked \ufdd0\ufde1 twice.", "E8": "'=1+1"})
    type_after(march, "Background", TYPED)
    return built(march).folder


class Workbooks:
    """The officers' workbooks that links lead to, each opened once."""

    def __init__(self):
        self.opened = {}

    def cells(self, folder, link):
        """The cells that a link of the register opens, row by row."""
        path = (folder / unquote(link.target)).resolve()
        assert path.is_file(), link.target
        if path not in self.opened:
            self.opened[path] = openpyxl.load_workbook(path)
        sheet, _, place = link.location.rpartition("!")
        found = self.opened[path][sheet.strip("'").replace("''", "'")][place]
        rows = found if isinstance(found, tuple) else ((found,),)
        return [cell for row in rows for cell in row]


WORKBOOKS = Workbooks()


def rows_of(folder, sheet):
    """The rows of one sheet of the register: each heading with its cell."""
    rows = openpyxl.load_workbook(folder / "figures.xlsx")[sheet].iter_rows()
    headings = next(row for row in rows if row[1].value is not None)
    return [{heading.value: cell for heading, cell in zip(headings, row, strict=True)} for row in rows]


def texts(row):
    return {heading: cell.value for heading, cell in row.items()}


def sources(folder, row):
    """The cells that a row of the register names, in the order of its links."""
    links = [cell.hyperlink for heading, cell in row.items() if "ells" in heading and cell.value]
    return [cell for link in links for cell in WORKBOOKS.cells(folder, link)]


def day(value):
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def period_forms(value, number_format=""):
    """How a date or period of a workbook can be printed: in full, short, or as its month."""
    if isinstance(value, str):
        long = re.sub(
            r"\b[A-Z][a-z]{2}\b", lambda cut: next((m for m in MONTHS if m.startswith(cut[0])), cut[0]), value
        )
        return {value, long, long.removeprefix("from ")}
    month = f"{MONTHS[value.month - 1]} {value.year}"
    if "d" not in number_format:
        return {month, month[:3] + month[-5:]}
    return {month, day(value), re.sub("([A-Z][a-z]{2})[a-z]+", r"\1", day(value))}


def rounded(value, places):
    return f"{Decimal(str(value)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):,}"


def number_forms(value, unit, was_read=True):
    """How a number can be printed in its unit: 2,066, seven, 31%, 3 percentage points."""
    shown = round(Decimal(str(value)) * (100 if unit in ("%", "percentage points") else 1), 9)
    whole = shown == shown.to_integral_value()
    text = rounded(
        shown, 0 if whole else -shown.normalize().as_tuple().exponent if was_read else 0 if shown >= 10 else 1
    )
    if unit == "%":
        return {f"{text}%"}
    if unit == "percentage points":
        return {f"{text} percentage point{'' if text == '1' else 's'}"}
    return {text} | ({WORDS[int(shown)]} if whole and shown < len(WORDS) else set())


def read(row, cells):
    """One cell as it stands."""
    (cell,) = cells
    value, unit = cell.value, row["Unit"]
    if unit == "date":
        return period_forms(value, cell.number_format)
    if isinstance(value, int | float):
        return number_forms(value, unit) | ({"none"} if value == 0 else set())
    text = " ".join(str(value).split())
    return {text, text[:1].upper() + text[1:], text[:1].lower() + text[1:]} | period_forms(text)


def first_and_last(cells):
    """The two values of a change, in the order of their rows, and their dates where the register names these too."""
    values = [cell for cell in cells if isinstance(cell.value, int | float)]
    dates = [cell.value for cell in cells if isinstance(cell.value, datetime)]
    first, last = sorted(values, key=lambda cell: cell.row) if values else (None, None)
    return first and Decimal(str(first.value)), last and Decimal(str(last.value)), sorted(dates)


def counted(row, cells):
    """How many cells there are that hold something, or that hold the status that the words name."""
    status = row["How it was worked out"].removeprefix("number of actions").strip()
    held = [str(cell.value).lower() for cell in cells if cell.value is not None]
    return number_forms(held.count(status) if status else len(held), "actions")


def difference(row, cells):
    first, last, _ = first_and_last(cells)
    return number_forms(abs(last - first), row["Unit"], was_read=False)


def direction(row, cells):
    first, last, _ = first_and_last(cells)
    word = "fallen" if last < first else "risen" if last > first else "not changed"
    return {word, word.capitalize()}


def weeks(row, cells):
    _, _, (start, end) = first_and_last(cells)
    return number_forms(Decimal((end - start).days) / 7, "weeks", was_read=False)


def per_week(row, cells):
    first, last, (start, end) = first_and_last(cells)
    assert row["How it was worked out"].startswith(f"mean weekly {'fall' if last < first else 'rise'}")
    return number_forms(abs(last - first) * 7 / (end - start).days, row["Unit"], was_read=False)


def highest(row, cells):
    cell = cells[0]
    series = [
        other[cell.column - 1]
        for other in cell.parent.iter_rows(min_row=6)
        if other[0].value == cell.parent.cell(cell.row, 1).value and other[3].value == "actual"
    ]
    assert row["How it was worked out"] == f"highest of {len(series)} observations"
    assert {one.coordinate for one in cells} == {one.coordinate for one in series}
    return number_forms(max(one.value for one in series), row["Unit"])


def label(row, cells):
    words = str(cells[0].value).replace("-", " ")
    return {words.capitalize()}


def year(row, cells):
    """The year alone, where a template prints a date through the filter of that name."""
    return {re.search(r"\b(?:19|20)\d\d\b", str(cells[0].value)).group()}


def month(row, cells):
    return {re.search(r"[A-Z]\w+ \d{4}", form).group() for form in period_forms(cells[0].value)}


def place_in_plan(row, cells):
    return number_forms(len({cell.value for cell in cells}), "areas")


def alternative_text(row, cells):
    """The first and the last value of each series stand in the words of its chart."""
    text = " ".join(row["As printed"].split())
    numbers = [cell.value for cell in cells if isinstance(cell.value, int | float)]
    assert any(form in text for form in number_forms(numbers[0], "%" if "%" in text else ""))
    return {text}


WORKED_OUT = {
    r"as it stands in the workbook": read,
    r"number of actions.*": counted,
    r"number of different areas or work streams": lambda row, cells: number_forms(len({c.value for c in cells}), ""),
    r"difference between .*": difference,
    r"direction of the change between .*": direction,
    r"weeks between .*": weeks,
    r"mean weekly .* between .*(, rounded from .*)?": per_week,
    r"the year of .*": year,
    r"the month of .*": month,
    r"what the chart shows, in words": alternative_text,
    r"highest of .*": highest,
    r"the document's name in words": label,
    r"its place in the plan": place_in_plan,
    r"marked \w, which means .*": lambda row, cells: {cells[0].value},
}


def again(row, cells):
    how = row["How it was worked out"]
    return next(work for words, work in WORKED_OUT.items() if re.fullmatch(words, how))(row, cells)


def test_every_figure_worked_out_again_from_its_cells_is_what_is_printed(made):
    wrong = []
    for row in rows_of(made.folder, "Figures"):
        said = texts(row)
        if " ".join(said["As printed"].split()) not in again(said, sources(made.folder, row)):
            wrong.append(said)
    assert wrong == []


def test_the_register_the_manifest_and_the_build_count_the_same_figures(made):
    manifest = json.loads((made.folder / "manifest.json").read_text(encoding="utf-8"))
    printed = [texts(row)["As printed"] for row in rows_of(made.folder, "Figures")]
    assert printed == [figure["printed"] for figure in manifest["figures"]]
    assert len(printed) == len(made.edition.paper.figures)
    assert all(not any(map(str.isdigit, text["printed"])) for text in manifest["texts"])


def test_what_was_held_to_no_figure_is_listed_and_counted_in_the_manifest(made):
    rows = [texts(row) for row in rows_of(made.folder, "Not checked")]
    manifest = json.loads((made.folder / "manifest.json").read_text(encoding="utf-8"))
    assert len(rows) == manifest["coverage"]["not_checked"]
    assert all(row["Words"] in row["Sentence"] and row["Place"] and row["Why"] for row in rows)
    assert list(made.lines())[-1].startswith(str(made.edition.paper.coverage))


def test_a_figure_says_what_it_is_where_it_stands_and_how_old_it_is(made):
    rows = [texts(row) for row in rows_of(made.folder, "Figures")]
    (row,) = [row for row in rows if row["Name"].endswith(".per_week")]
    assert row["Document"] == "report.docx"
    assert (row["Heading"], row["Place"]) == ("Progress from September 2014", "paragraph 13, third bullet")
    assert (row["As printed"], row["Value"], row["Unit"]) == ("38", 37.6875, "cases")
    assert row["How it was worked out"] == (
        "mean weekly fall between 13 October 2014 and 2 February 2015, rounded from 37.6875"
    )
    assert (row["Workbook"], row["Sheet"], row["Cells"]) == ("kpis.xlsx", "Values", "B16:C17")
    assert (row["Date"], row["Age in days"]) == ("2 February 2015", 44)  # to 18 March
    forecast = next(row for row in rows if row["Name"] == "kpi.cin_open.forecast")
    assert (forecast["Date"], forecast["Age in days"]) == ("April 2015", None)


def test_figures_in_headers_footers_and_charts_are_listed(made):
    places = [texts(row)["Place"] for row in rows_of(made.folder, "Figures")]
    assert any(place.startswith("in the header") for place in places)
    assert any(", chart, " in place for place in places)


def test_every_link_opens_a_workbook_that_is_there_at_a_cell_that_holds_something(made):
    for sheet in ("Figures", "Cells not used", "Typed by hand"):
        links = [cell.hyperlink for row in rows_of(made.folder, sheet) for cell in row.values() if cell.hyperlink]
        assert links or sheet == "Typed by hand"
        for link in links:
            assert link.target.startswith("../../inputs/2015-03/")
            assert any(cell.value is not None for cell in WORKBOOKS.cells(made.folder, link)), link.location


def test_it_can_be_filtered_and_signed_off(made):
    for sheet in openpyxl.load_workbook(made.folder / "figures.xlsx"):
        heading = sheet.freeze_panes.removeprefix("A")
        assert sheet.auto_filter.ref.startswith(f"A{int(heading) - 1}:")
        assert sheet.print_title_rows == f"${int(heading) - 1}:${int(heading) - 1}"
    sheet = openpyxl.load_workbook(made.folder / "figures.xlsx")["Figures"]
    offered = {rule.type: rule for rule in sheet.data_validations.dataValidation}
    assert offered["list"].formula1 == '"Right,Wrong,Query"'
    last = texts(rows_of(made.folder, "Figures")[-1])
    assert [last[heading] for heading in ("Verdict", "Checked by", "Checked on")] == [None, None, None]


def test_cells_not_used_are_the_rest_of_the_sources(made):
    listed = rows_of(made.folder, "Cells not used")
    used = {(cell.parent.parent, cell.parent.title, cell.coordinate) for row in rows_of(made.folder, "Figures")
            for cell in sources(made.folder, row)}  # fmt: skip
    cells = [WORKBOOKS.cells(made.folder, row["Cell"].hyperlink)[0] for row in listed]
    assert not used & {(cell.parent.parent, cell.parent.title, cell.coordinate) for cell in cells}
    note = next(texts(row) for row in listed if row["Heading"].value == "Note")
    assert (note["Workbook"], note["Can be printed"]) == ("kpis.xlsx", "Yes")
    assert {row["Heading"].value for row in listed if row["Can be printed"].value == "No"} >= {"Unit", "Direction"}


def test_settings_that_no_document_prints_are_cells_not_used(changed):
    unused = [texts(row) for row in rows_of(changed, "Cells not used") if row["Workbook"].value == "paper.xlsx"]
    cells = {(row["Sheet"], row["Cell"]): row for row in unused}
    setting = cells["Details", "B28"]
    assert (setting["Heading"], setting["What stands in it"]) == ("suppress_small_numbers", "yes")
    assert setting["Can be printed"] == "Yes"
    assert cells["Sources", "C6"]["Can be printed"] == "No"
    assert ("Details", "B13") not in cells  # the meeting's date, which is printed


def test_the_alternative_text_of_a_chart_has_a_row_with_the_cells_of_all_that_it_shows(made):
    rows = [texts(row) for row in rows_of(made.folder, "Figures")]
    (row,) = [row for row in rows if row["Name"] == "audits.completed.alternative text"]
    assert row["Place"].endswith("the chart's alternative text")
    assert row["As printed"].startswith("Line chart: case file audits completed, from 31% in June 2014 to 100%")
    assert (row["Workbook"], row["Cells"], row["More cells 1"]) == ("case_file_audits.xlsx", "B6:B8", "B13:B14")


def test_no_mark_is_left_in_anything_that_is_written(made):
    for name in made.files:
        for part, text in written(name, (made.folder / name).read_bytes()):
            assert not MARKS.search(text), part


def written(name, content):
    """The texts of a file: its own, or those of its parts, and of the parts of files inside it."""
    if not name.endswith((".docx", ".xlsx")):
        yield name, content.decode("utf-8", "ignore")
        return
    with zipfile.ZipFile(BytesIO(content)) as package:
        for part in package.namelist():
            yield from written(f"{name}/{part}", package.read(part))


def change(folder, workbook, sheet, cells):
    book = openpyxl.load_workbook(folder / workbook)
    found = book[sheet] if sheet in book.sheetnames else book.create_sheet(sheet)
    for coordinate, value in cells.items():
        found[coordinate] = value
    book.save(folder / workbook)


def type_after(march, heading, text):
    """Type a paragraph into the report's template under a heading."""
    path = march.parent.parent / "templates" / "report.docx"
    document = docx.Document(path)
    next(one for one in document.paragraphs if one.text == heading).insert_paragraph_before(text)
    document.save(path)


def test_a_typed_number_is_listed_with_its_sentence_and_the_figure_that_it_looks_like(changed):
    found = [texts(row) for row in rows_of(changed, "Typed by hand")]
    digits = {row["Digits"]: row for row in found if row["Sentence"] == TYPED.removeprefix("All is well. ")}
    assert {text: row["What they are"] for text, row in digits.items()} == {
        "13 October 2014": "Date",
        "2,066": "Number",
        "1989": "Date",
    }
    assert digits["2,066"]["Looks like"] == '{{ kpi.cin_open.at("13 October 2014") }}'
    assert digits["2,066"]["Cells"] == "kpis.xlsx, Values!C16"
    assert digits["1989"]["Looks like"] is None


def test_page_numbers_are_words_own_and_not_typed(made):
    assert not any("Page" in texts(row)["Sentence"] for row in rows_of(made.folder, "Typed by hand"))


def test_what_was_accepted_is_listed_with_its_reason(march):
    type_after(march, "Background", "On 13 October 2014 there were 2,066 open children in need cases.")
    rows = [
        ("Rule", "Words", "Value", "Meeting", "Reason"),
        ("typed-number", "cin_open", 2066, date(2015, 3, 18), "Quoted from the letter of November."),
        ("stale", "a plan", None, None, "Of old."),
    ]
    cells = {f"{'ABCDE'[at]}{row}": value for row, each in enumerate(rows, 1) for at, value in enumerate(each)}
    change(march, "paper.xlsx", "Accepted", cells)
    used, unused = (texts(row) for row in rows_of(built(march).folder, "Accepted"))
    assert (used["Rule"], used["Document"], used["Why it is accepted"]) == (
        "typed-number",
        "report.docx",
        "Quoted from the letter of November.",
    )
    assert '"2,066" is typed by hand' in used["What was found"]
    assert unused["What was found"] == 'Nothing: stale finds nothing in this paper now that is about "a plan".'


def test_a_small_number_that_is_withheld_says_so_and_is_nowhere_in_the_register(march):
    asked = 'kpi.cin_no_plan.at("early March 2015")'
    change(march, "kpis.xlsx", "Values", {"C20": 4})
    change(march, "paper.xlsx", "Details", {"A28": "Suppress small numbers", "B28": "yes"})
    type_after(
        march, "Background", f"Without a plan: {{{{ {asked} }}}} children, where c means a small number withheld."
    )
    folder = built(march, draft=True).folder
    rows = [texts(row) for row in rows_of(folder, "Figures")]
    (row,) = [row for row in rows if row["Name"] == asked]
    assert (row["As printed"], row["Value"], row["Cells"]) == ("c", None, "C20")
    assert row["How it was worked out"] == (
        "marked c, which means confidential: a small number that could point at a person, or one that would "
        "give such a number away"
    )
    assert not [row for row in rows if row["Name"].startswith("kpi.cin_no_plan.") and row["Value"] in (4, 824)]
    unused = [texts(row) for row in rows_of(folder, "Cells not used")]
    assert "C20" not in [row["Cell"] for row in unused if row["Sheet"] == "Values"]


def test_the_characters_of_marks_in_a_workbook_are_left_out_of_the_register(changed):
    stands = [texts(row)["What stands in it"] for row in rows_of(changed, "Cells not used")]
    assert "Checked  twice." in stands


def test_text_in_a_workbook_is_never_taken_for_a_formula(changed):
    rows = rows_of(changed, "Cells not used")
    row = next(row for row in rows if "1+1" in str(row["What stands in it"].value))
    assert row["What stands in it"].data_type in ("s", "inlineStr")


AREAS = {
    "F6 F7 F8": "F6:F8",
    "C16 C17 B16 B17": "B16:C17",
    "A5 C5 B5": "A5:C5",
    "C8 C6": "C6 and C8",
    "Z1 AA1 AB1": "Z1:AB1",
}


@pytest.mark.parametrize("cells", AREAS)
def test_cells_side_by_side_are_one_area(cells):
    found = areas(Cell("kpis.xlsx", "Values", cell) for cell in cells.split())
    assert in_words(found) == f"kpis.xlsx, Values!{AREAS[cells]}"


def test_cells_of_several_workbooks_are_named_with_theirs():
    cells = [("kpis.xlsx", "Values", "C6"), ("kpis.xlsx", "Key", "A1"), ("plan.xlsx", "Plan", "F6")]
    assert in_words(areas(Cell(*cell) for cell in cells)) == "kpis.xlsx, Values!C6; Key!A1; plan.xlsx, Plan!F6"


LINKS = {
    "kpis.xlsx": "../../inputs/2015-09/kpis.xlsx",
    "2015-03/kpis.xlsx": "../../inputs/2015-03/kpis.xlsx",  # of the last report
    "Plan (final).xlsx": "../../inputs/2015-09/Plan%20%28final%29.xlsx",
}


@pytest.mark.parametrize("workbook", LINKS)
def test_links_lead_from_the_output_to_the_inputs(workbook):
    (area,) = areas([Cell(workbook, "Officer's plan", "F6")])
    link = Links(Path("inputs/2015-09"), Path("output/2015-09")).link(area, "F6")
    assert (link.file, link.place) == (LINKS[workbook], "'Officer''s plan'!F6")
