"""Counts of people from every kind of source, from the workbooks to all that a build writes."""

import json
import zipfile
from datetime import date
from io import BytesIO

import pytest

from tests.conftest import save_workbook
from tests.meetings.test_few_people import NOTE, chart, run

PRINTED = {
    "kpi.missing.latest": "kpis.xlsx, Values!C4",
    "register.rows[0].children": "register.xlsx, Register!B2",
    "plan.actions[0].children": "plan.xlsx, Plan!F2",
    "risks.risks[0].children": "risks.xlsx, Risks!F2",
    "budget.lines[0].children": "budget.xlsx, Budget!D2",
}
LOOP = "{% for row in register.rows %}{{ row.team }}: {{ row.children }}; {% endfor %}"
SINCE = "Since the last report this has {{ kpi.missing.since_last }}: {{ kpi.missing.since_last.by }}."
SUPPRESS = ["Suppress small numbers", "yes"]


DEFINED = [
    ["Name in templates", "Indicator", "Unit", "Counts people"],
    ["missing", "Children missing", "children", "Yes"],
]


def made(folder, few, *details, texts, months=("Jan 2015", "Feb 2015")):
    """A meeting's folder in which each source counts few people, and a report with a chart of them and these texts."""
    folder.mkdir(parents=True)
    values = [["Indicator", "Period", "Value"], ["missing", "Oct 2014", 40], *(["missing", one, few] for one in months)]
    teams = [["Team", "Children"], ["North", few], ["South", 40], ["East", 14 - few], ["Borough total", 54]]
    action = ["1", "Care", "Do it", "31/03/2015", "Completed", few]
    save_workbook(folder / "kpis.xlsx", Indicators=DEFINED, Values=values)
    save_workbook(folder / "register.xlsx", Register=teams)
    save_workbook(folder / "plan.xlsx", Plan=[["Ref", "Area", "Action", "Due", "Status", "Children"], action])
    save_workbook(
        folder / "risks.xlsx",
        Risks=[["Ref", "Risk", "Owner", "Likelihood", "Impact", "Children"], ["R1", "Harm", "Head", 2, 2, few]],
    )
    save_workbook(
        folder / "budget.xlsx",
        Budget=[["Service", "Budget (£)", "Forecast (£)", "Children"], ["Placements", 350_000, 360_000, few]],
    )
    save_workbook(
        folder / "paper.xlsx",
        Details=[
            ["Name", "Value"],
            *(["Title", "Report"], ["Meeting date", date(2015, 3, 18)], ["Committee", "Committee"], ["Part", "Part 1"]),
            *details,
        ],
        Documents=[["Document", "Title", "Template"], ["report", "Report", "report.docx"]],
        Sources=[
            ["Name", "Kind", "Workbook", "Sheet", "Counts people"],
            ["kpi", "indicators", "kpis.xlsx", "Values"],
            ["register", "table", "register.xlsx", None, "Children"],
            ["plan", "action plan", "plan.xlsx", None, "Children"],
            ["risks", "risk register", "risks.xlsx", None, "Children"],
            ["budget", "budget", "budget.xlsx", None, "Children"],
        ],
    )
    document = chart(None)
    for text in texts:
        document.add_paragraph(text)
    document.save(folder / "report.docx")
    return folder


def printing(*more):
    return [f"There are {{{{ {tag} }}}} of them." for tag in PRINTED] + [LOOP, *more, "{{ paper.title }}", NOTE]


def test_few_people_of_any_source_are_an_error_with_their_cell(tmp_path):
    folder = made(tmp_path / "inputs" / "2015-03", 2, texts=printing("{{ register.rows|sum(attribute='children') }}"))
    checked = run("check", folder, "--json")
    said = [one for one in json.loads(checked.stdout)["problems"] if one["rule"] == "small-numbers"]
    assert checked.exit_code == 1
    for cell in PRINTED.values():
        assert any('"2" (' in one["message"] and cell in one["hint"] for one in said), (cell, said)


def parts(folder):
    """Every part of every file of a build, by its name; of the manifest, all but the digests of its inputs."""
    found = {}
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        name, content = path.relative_to(folder).as_posix(), path.read_bytes()
        if name == "manifest.json":
            content = json.dumps({**json.loads(content), "inputs": None, "outputs": None}).encode()
        found |= opened(name, content)
    return found


def opened(name, content):
    """A file, or what is packed in it, embedded workbooks too."""
    if not content.startswith(b"PK"):
        return {name: content}
    with zipfile.ZipFile(BytesIO(content)) as archive:
        packed = [opened(f"{name}/{part}", archive.read(part)) for part in archive.namelist()]
    return {part: held for one in packed for part, held in one.items()}


NOTE_OF_ROUNDING = "Numbers of people are rounded to the nearest 5. " + NOTE
HIDDEN = {"withheld": (SUPPRESS, (2, 4)), "rounded": (["Round numbers of people to", 5], (3, 4))}


@pytest.mark.parametrize("way", HIDDEN)
def test_nothing_that_a_build_writes_depends_on_what_is_held_back(way, tmp_path):
    setting, numbers = HIDDEN[way]
    written = []
    for few in numbers:
        root = tmp_path / str(few)
        made(root / "inputs" / "2014-12", few - 1, setting, texts=[NOTE], months=["Dec 2014"])
        folder = made(
            root / "inputs" / "2015-03",
            few,
            setting,
            ["Previous meeting", "2014-12"],
            texts=printing(SINCE, NOTE_OF_ROUNDING),
        )
        built = run("build", folder, "--no-pdf", "--output", root / "out")  # the PDF is made of the documents alone
        assert built.exit_code == 0, built.output
        written.append(parts(root / "out"))
    one, other = written
    assert one.keys() == other.keys()
    assert {"figures.xlsx/xl/workbook.xml", "manifest.json", "report.docx/word/document.xml"} <= one.keys()
    assert any("/word/embeddings/" in name for name in one)  # the workbook of the chart
    assert [name for name in one if one[name] != other[name]] == []


@pytest.mark.parametrize(
    ("details", "remark"),
    [
        ([["Round numbers of people to", 7]], 'numbers of people cannot be rounded to "7". Enter 5 or 10'),
        ([["Round numbers of people to", 5], SUPPRESS], "choose one of the two. Clear this cell"),
    ],
)
def test_how_few_people_are_hidden_is_said_in_one_way_that_there_is(details, remark, tmp_path):
    folder = made(tmp_path / "inputs" / "2015-03", 40, *details, texts=["{{ paper.title }}"])
    (said,) = [one for one in json.loads(run("check", folder, "--json").stdout)["problems"] if one["rule"] == "setting"]
    assert (said["file"], said["places"]) == ("paper.xlsx", ["Details!B6"])
    assert remark in f"{said['message']} {said['hint']}"
