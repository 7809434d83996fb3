"""Workbooks that were once misread without a word: what each prints and says, from cell to page."""

from datetime import date

import docx
import pytest

from cyps_papers.meetings.folders import MeetingFolder
from cyps_papers.meetings.prepare import prepare
from cyps_papers.problems import Problems, matters
from tests.conftest import save_workbook

MARCH, SEPTEMBER = date(2015, 3, 18), date(2015, 9, 9)
PLAN = ["Ref", "Area", "Action", "Due date", "Status"]
SHOWN = {date: "mmm-yy"}


@pytest.fixture
def meeting(tmp_path):
    """Makes a meeting's folder of one source, its rows and the paragraphs of its template."""

    def made(kind, rows, *paragraphs, name="2015-03", when=MARCH, previous=None, formats=None, sources="", **sheets):
        folder = tmp_path / "inputs" / name
        folder.mkdir(parents=True, exist_ok=True)
        details = [["Name", "Value"], ["Title", "Report"], ["Meeting date", when]]
        details += [["Previous meeting", previous]] if previous else []
        heading = ["Name", "Kind", "Workbook", "Sheet", "Periods"]
        save_workbook(
            folder / "paper.xlsx",
            Details=details,
            Documents=[["Document", "Title", "Template"], ["report", "Report", "report.docx"]],
            Sources=[heading, ["data", kind, "data.xlsx", "Data", sources or None]],
        )
        save_workbook(folder / "data.xlsx", formats=formats or {}, Data=rows, **sheets)
        template = docx.Document()
        for paragraph in paragraphs or ("Nothing.",):
            template.add_paragraph(paragraph)
        template.save(folder / "report.docx")
        return MeetingFolder(folder)

    return made


@pytest.fixture
def printed():
    """The paragraphs of the report as they would be printed."""

    def texts(folder):
        paper = prepare(folder, Problems())
        return [paragraph.text for paragraph in paper.documents[0].rendered.paragraphs if paragraph.text]

    return texts


@pytest.fixture
def said():
    """Everything that is wrong, in plain words."""

    def problems(folder):
        found = Problems()
        prepare(folder, found)
        return [str(problem) for problem in found.found]

    return problems


def plan(*due):
    return [
        PLAN,
        *([f"1.{n}", "Fostering", f"Do matter number {n}", one, "In progress"] for n, one in enumerate(due, 1)),
    ]


SINCE = (
    "{{ data.since_last.slipped }} slipped{% for one in data.since_last.movements %}; {{ one.movement }}{% endfor %}"
)


@pytest.mark.parametrize(
    ("before", "now", "movement"),
    [
        (date(2015, 3, 1), date(2015, 6, 1), "▼ slipped by 3 months"),
        ("March 2015", "September 2015", "▼ slipped by 6 months"),
        ("Q1 2015/16", "Q3 2015/16", "▼ slipped by 6 months"),
        ("30/09/2015", "December 2015", "▼ slipped by 3 months"),
    ],
)
def test_a_due_month_or_quarter_slips(meeting, printed, before, now, movement):
    shown = {"D2": "mmm-yy"} if isinstance(before, date) else {}
    meeting("action plan", plan(before), formats=shown)
    later = meeting("action plan", plan(now), SINCE, name="2015-09", when=SEPTEMBER, previous="2015-03", formats=shown)
    assert [text.split(",")[0] for text in printed(later)] == [f"1 slipped; {movement}"]


def test_a_month_that_has_passed_is_overdue(meeting, printed):
    meeting("action plan", plan("March 2015"))
    later = meeting("action plan", plan("March 2015"), SINCE, name="2015-09", when=SEPTEMBER, previous="2015-03")
    assert printed(later) == ["1 slipped; ▼ overdue by 23 weeks"]


SHARES = [["Indicator", "Period", "Value"], ["On time", "Q4 2014/15", "=29/65"], ["On time", "Q1 2015/16", 0.29]]


def test_a_share_by_division_prints_as_the_officer_sees_it(meeting, printed):
    rows = [SHARES[0], ["On time", "Q4 2014/15", 29 / 65], ["On time", "Q1 2015/16", 19 / 65]]
    folder = meeting(
        "indicators",
        rows,
        "{{ data.on_time.first }} in {{ data.on_time.first.date }}, {{ data.on_time.change.by }} less in "
        "{{ data.on_time.latest.date|short_date }}",
        when=SEPTEMBER,
        formats={"C2": "0.0%", "C3": "0.0%"},
    )
    assert printed(folder) == ["44.6% in Quarter 4 2014/15, 15.4 percentage points less in Q1 2015/16"]


def test_a_years_total_after_the_months_is_neither_peak_nor_latest(meeting, printed, said):
    rows = [["Indicator", "Jan 2015", "Feb 2015", "Mar 2015", "2014/15"], ["Contacts", 10, 30, 20, 240]]
    folder = meeting("indicators", rows, "{{ data.contacts.peak }} and {{ data.contacts.latest }}", when=SEPTEMBER)
    assert printed(folder) == ["30 and 20"]
    assert any("2014/15" in one for one in said(folder))


def test_the_lowest_is_not_known_where_one_is_held_back(meeting, said):
    rows = [["Indicator", "Jan 2015", "Feb 2015", "Mar 2015"], ["Contacts", 12, "c", 9]]
    folder = meeting("indicators", rows, "The lowest was {{ data.contacts.lowest }}.")
    assert any("lowest" in one and "held back" in one for one in said(folder))


def test_a_value_held_back_as_the_latest_is_said_in_words(meeting, printed, said):
    rows = [["Indicator", "Jan 2015", "Feb 2015", "Aug 2015"], ["Contacts", 12, 10, "c"]]
    meeting("indicators", [row[:3] for row in rows])
    later = meeting(
        "indicators", rows, "{{ data.contacts.movement }}", name="2015-09", when=SEPTEMBER, previous="2015-03"
    )
    assert said(later) == []
    assert "held back" in printed(later)[0]


@pytest.mark.parametrize(
    ("typed", "shown"), [("2012/13 to 2014/15", "2012/13 to 2014/15"), ("Q1 2014/15 to Q3 2014/15", "Quarter 1")]
)
def test_a_range_of_periods_is_named_whole(meeting, printed, typed, shown):
    folder = meeting("indicators", [SHARES[0], ["On time", typed, 5]], "{{ data.on_time.latest.date }}")
    assert shown in printed(folder)[0]
    assert "to" in printed(folder)[0]


@pytest.mark.parametrize("typed", ["FY15", "2015 Q4"])
def test_a_period_with_two_readings_is_said_with_its_cell(meeting, said, typed):
    folder = meeting(
        "indicators", [SHARES[0], ["On time", typed, 5]], "{{ data.on_time.latest }}", when=date(2016, 9, 9)
    )
    assert any("Data!B2" in one and typed in one for one in said(folder))


def test_sources_settle_what_a_period_means(meeting, printed, said):
    rows = [SHARES[0], ["On time", "2015 Q4", 5]]
    words = "{{ data.on_time.latest.date }}"
    folder = meeting("indicators", rows, words, when=date(2016, 9, 9), sources="calendar quarters")
    assert said(folder) == []
    assert printed(folder) == ["October 2015 to December 2015"]


def test_an_early_month_does_not_outrank_a_day_in_it(meeting, printed):
    rows = [SHARES[0], ["Open", "20/03/2015", 7], ["Open", "early Mar 2015", 5]]
    assert printed(meeting("indicators", rows, "{{ data.open.latest }}", when=SEPTEMBER)) == ["7"]


def test_dates_that_excel_turned_round_are_doubted(meeting, said):
    rows = plan("20/2/2025", date(2025, 5, 1), "25/3/2025", date(2025, 7, 2))
    folder = meeting("action plan", rows, formats={"D3": "dd/mm/yyyy", "D5": "dd/mm/yyyy"})
    assert any("D3" in one and "D5" in one for one in said(folder))


def test_a_rating_by_figure_is_said_with_how_it_was_read(meeting, said):
    rows = [["Ref", "Action", "Status", "RAG"], ["1", "Do it", "In progress", 1], ["2", "Do that", "In progress", 5]]
    assert any("D1" in one and "1 Green" in one and "5 Red" in one for one in said(meeting("action plan", rows)))


@pytest.mark.parametrize(("done", "print_as"), [(249, "99.6%"), (1, "0.4%"), (250, "100%"), (0, "0%")])
def test_a_share_prints_as_all_or_none_only_where_it_is(meeting, printed, done, print_as):
    rows = [["Ref", "Action", "Status"]]
    rows += [[f"A{n}", f"Do matter {n}", "Completed" if n <= done else "In progress"] for n in range(1, 251)]
    assert printed(meeting("action plan", rows, "{{ data.completed_share }}")) == [print_as]


@pytest.mark.parametrize("typed", ["TBC", "tbc"])
def test_a_status_to_be_confirmed_is_one_whatever_its_capitals(meeting, said, typed):
    folder = meeting("action plan", [["Ref", "Action", "Status"], ["1", "Do it", typed], ["2", "Do that", "Done"]])
    assert [one for one in said(folder) if "not a status" in one] == []


def test_an_officer_responsible_leads(meeting, printed):
    rows = [["Ref", "Action", "Status", "Officer responsible"], ["1", "Do it", "Done", "Head of Service"]]
    assert printed(meeting("action plan", rows, "{{ data.actions[0].lead }}")) == ["Head of Service"]


def test_a_count_under_five_is_to_be_entered_as_held_back(meeting, said):
    folder = meeting("indicators", [SHARES[0], ["Missing", "Jan 2015", "<5"]], "{{ data.missing.latest }}")
    (remedy,) = [one for one in said(folder) if "<5" in one]
    assert "c" in remedy.split() or "Enter c" in remedy
    assert "example 5" not in remedy


def test_an_indicator_may_be_called_key_or_all(meeting, printed):
    rows = [SHARES[0], ["Key", "Jan 2015", 5], ["All", "Jan 2015", 7]]
    assert printed(meeting("indicators", rows, "{{ data.key_.latest }} and {{ data.all_.latest }}")) == ["5 and 7"]


def test_one_matter_over_many_cells_is_one_message(meeting):
    rows = [["Ref", "Action", "Status", "Moved to"], ["0", "A matter", "Residual", "Elsewhere"]]
    rows += [[f"{n}", f"Matter number {n}", "Residual", None] for n in range(1, 60)]
    found = Problems()
    prepare(meeting("action plan", rows), found)
    assert len(found.found) > 50
    assert len(matters(found.found)) < 5


def test_an_indicator_called_total_is_read_where_it_has_periods_of_its_own(meeting, printed):
    rows = [SHARES[0], ["Total", "Jan 2015", 5], ["Girls", "Jan 2015", 2]]
    assert printed(meeting("indicators", rows, "{{ data.total.latest }}")) == ["5"]


@pytest.mark.parametrize(("total", "warnings"), [(30, 0), (15, 0), (99, 1)])
def test_a_row_left_out_as_a_total_that_is_none_is_said(meeting, said, total, warnings):
    rows = [["Indicator", "Jan 2015", "Feb 2015"], ["Girls", 10, 12], ["Boys", 20, 18], ["Total", total, total]]
    folder = meeting("indicators", rows, "{{ data.girls.latest }}")
    assert len([one for one in said(folder) if 'the row "Total" was left out' in one]) == warnings


@pytest.mark.parametrize(
    ("before", "now", "movement"),
    [
        ("early Oct 2015", "20 October 2015", "▼ slipped by 10 days"),
        ("mid-October 2015", "late Oct 2015", "▼ slipped by 11 days"),
        ("late Oct 2015", "early Oct 2015", "▲ brought forward by 3 weeks"),
    ],
)
def test_the_part_of_a_month_counts_for_a_due_date(meeting, printed, before, now, movement):
    meeting("action plan", plan(before))
    later = meeting("action plan", plan(now), SINCE, name="2015-09", when=SEPTEMBER, previous="2015-03")
    assert movement in printed(later)[0]


def test_a_due_quarter_of_two_readings_is_said_and_settled(meeting, printed, said):
    words = "{{ data.actions[0].due }}"
    unsaid = meeting("action plan", plan("Q4 2015"), words)
    assert any("Data!D2" in one and "Q4 2015" in one for one in said(unsaid))
    settled = meeting("action plan", plan("Q4 2015"), words, sources="calendar quarters")
    assert said(settled) == []
    assert printed(settled) == ["October 2015 to December 2015"]
