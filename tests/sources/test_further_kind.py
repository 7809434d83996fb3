"""A further kind of source is one module and one registration: all that kinds have in common works for it."""

from datetime import date

import openpyxl
import pytest

from cyps_papers.problems import Problems
from cyps_papers.records import LastReport
from cyps_papers.sources import context, inspection, paper, registry
from cyps_papers.sources.reading import read_source
from cyps_papers.sources.rolling import Rolling
from tests.conftest import save_workbook
from tests.sources.visits import VisitsKind

DETAILS = [["Detail", "Value"], ["Meeting date", date(2015, 9, 9)], ["Suppress small numbers", "Yes"]]
SOURCES = [
    ["Name in templates", "Kind", "Workbook", "Sheet", "Counts people"],
    ["visits", "visits", "visits.xlsx", "Visits", "Children"],
]
VISITS = [
    ["Home", "Visited", "What we found", "Children"],
    ["Ash House", "1 May 2015", "Well run", 3],
    ["Elm House", "2 May 2015", "Short of staff", 12],
]


@pytest.fixture
def meeting(tmp_path, monkeypatch):
    """The folder of a meeting with a source of the kind, its paper and what was read."""
    kinds = (*registry.KINDS, VisitsKind())
    for module in (registry, context, inspection, paper):
        monkeypatch.setattr(module, "KINDS", kinds)
    save_workbook(
        tmp_path / "paper.xlsx", Details=DETAILS, Documents=[["Document", "Title", "Template"]], Sources=SOURCES
    )
    save_workbook(tmp_path / "visits.xlsx", Visits=VISITS)
    problems = Problems()
    record = paper.read_paper(tmp_path, problems)
    data = {one.name.value: read_source(one, tmp_path, record.statuses, problems) for one in record.sources}
    assert not problems.errors
    return tmp_path, record, data


def test_it_is_read_asked_and_compared_with_the_last_report(meeting):
    _, record, data = meeting
    found = context.context(record, data, LastReport("2015-03", None, data))["visits"]
    assert (str(found.total), [str(visit.finding) for visit in found.visits]) == ("2", ["Well run", "Short of staff"])
    assert (str(found.since_last.new), found.since_last.gone_homes) == ("0", [])


def test_a_small_number_of_people_in_it_is_withheld(meeting):
    _, record, data = meeting
    assert [str(visit.children) for visit in context.context(record, data)["visits"].visits] == ["c", "12"]


def test_inspect_takes_a_sheet_for_it(meeting):
    (sheet,) = inspection.inspect_workbook(meeting[0] / "visits.xlsx", Problems())
    assert (sheet.kind, sheet.source, sheet.holds) == ("visits", "visits", ("2 visits",))


def test_it_is_rolled_forward_and_what_is_left_is_found(meeting):
    folder, record, data = meeting
    (source,) = record.sources
    rolling = Rolling(folder, record, data, date(2015, 9, 9), date(2016, 3, 9), Problems())
    ash, _ = registry.kind_of(source).roll(source, rolling)
    (folder / "visits.xlsx").write_bytes(rolling.book("visits.xlsx").to_bytes())
    sheet = openpyxl.load_workbook(folder / "visits.xlsx")["Visits"]
    assert [cell.value for cell in sheet[1]][4:] == ["Last reported date", "Last reported finding"]
    assert [cell.value for cell in sheet[2]] == ["Ash House", None, None, 3, "1 May 2015", "Well run"]
    left = registry.kind_of(source).left(ash, read_source(source, folder, {}, Problems()), None)
    assert str(left) == "visits.xlsx, Visits!B2: Date, finding: still to be filled in."
