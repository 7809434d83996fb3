"""Which columns of a table, a plan, a register or a budget count people, as the sheet Sources says or as is asked."""

import pytest

from cyps_papers.problems import Problems
from cyps_papers.records import Cell, Entry, PaperRecord, SourceRecord
from cyps_papers.sources.context import context
from cyps_papers.sources.reading import read_source

SOURCES = {
    "table": ["Team,Children,Visits", "North,2,3", "South,40,50"],
    "action plan": ["Ref,Area,Action,Due,Status,Children", "1,Care,Do it,31/03/2015,Completed,2"],
    "risk register": ["Ref,Risk,Owner,Likelihood,Impact,Score,Children", "1,Harm,Head,2,2,4,2"],
    "budget": ["Service,Budget (£),Forecast (£),Children", "Placements,350000,360000,2"],
}
ASKED = {
    "table": lambda one: one.rows[0].children,
    "action plan": lambda one: one.actions[0].children,
    "risk register": lambda one: one.risks[0].children,
    "budget": lambda one: one.lines[0].children,
}


@pytest.fixture
def read(tmp_path):
    """What templates are given of a source of this kind, and what was said of it."""

    def made(kind, said=None, rows=None, details=()):
        rows = rows or SOURCES[kind]
        (tmp_path / "held.csv").write_text("\n".join(rows), encoding="utf-8")
        place = Cell("paper.xlsx", "Sources", "A5")
        people = Entry(said, Cell("paper.xlsx", "Sources", "G5")) if said else None
        record = SourceRecord(*(Entry(one, place) for one in ("held", kind, "held.csv")), counts_people=people)
        problems = Problems()
        paper = PaperRecord({name: Entry(one, place) for name, one in details}, sources=(record,))
        data = {"held": read_source(record, tmp_path, {}, problems)}
        return context(paper, data, problems=problems)["held"], [str(one) for one in problems.found]

    return made


@pytest.mark.parametrize("kind", SOURCES)
def test_a_column_of_whole_children_is_asked_about_and_counts_people_until_it_is_answered(read, kind):
    source, (asked,) = read(kind)
    assert 'nobody has said whether the column "Children" counts people; it was taken to.' in asked
    assert "Enter in paper.xlsx, Sources, in a column Counts people and the row of held (A5), the headings" in asked
    assert ASKED[kind](source).counts_people


@pytest.mark.parametrize("kind", SOURCES)
@pytest.mark.parametrize(("said", "people"), [("children", True), ("none", False), ("No", False)])
def test_the_answer_in_sources_is_taken(read, kind, said, people):
    source, remarks = read(kind, said)
    assert not remarks
    assert ASKED[kind](source).counts_people is people


@pytest.mark.parametrize("kind", SOURCES)
def test_small_counts_of_these_columns_print_as_c_where_details_say_so(read, kind):
    source, _ = read(kind, "Children", details=[("suppress_small_numbers", "yes")])
    figure = ASKED[kind](source)
    assert (figure.printed, figure.value, figure.counts_people) == ("c", None, True)


def test_several_columns_are_named_and_the_total_of_them_counts_people_too(read):
    rows = ["Team,Girls seen,Boys seen,Total,Visits", "North,40,3,43,5", "South,20,30,50,6"]
    source, remarks = read("table", "girls seen, Boys Seen", rows)
    assert not remarks
    row = source.rows[0]
    assert [one.counts_people for one in (row.girls_seen, row.boys_seen, row.total, row.visits)] == [True] * 3 + [False]
    assert (row.girls_seen + row.boys_seen).counts_people
    assert sum(one.boys_seen for one in source.rows).counts_people


def test_what_would_give_a_small_count_away_is_held_back_and_said(read):
    rows = ["Team,Children", "North,2", "South,40", "East,12", "Borough total,54"]
    source, _ = read("table", "Children", rows, [("suppress_small_numbers", "yes")])
    assert [row.children.printed for row in source.rows] == ["c", "40", "c", "54"]
    (told,) = source.held_back
    assert told.startswith("children, East (held.csv, B4), which would give away children, North")


@pytest.mark.parametrize("kind", SOURCES)
def test_whatever_the_kind_it_is_said_what_is_held_back_for_the_sake_of_another_count(read, kind):
    heading, row = SOURCES[kind][:2]
    rows = [f"{heading},Girls seen,Boys seen,Total", f"{row},3,40,43"]
    source, _ = read(kind, "Girls seen; Boys seen", rows, [("suppress_small_numbers", "yes")])
    (told,) = source.held_back
    assert "which would give away girls seen" in told


def test_a_heading_that_is_not_there_is_told_of_with_what_may_be_meant(read):
    _, (remark,) = read("table", "Childern; Visits")
    assert remark.startswith('paper.xlsx, Sources!G5: there is no column "Childern" in held. Did you mean Children?')


def test_of_indicators_it_is_said_elsewhere(read):
    rows = ["Indicator,Counts people,Jan 2015", "Girls,Yes,30"]
    _, (remark,) = read("indicators", "Girls", rows)
    assert "enter Yes or No under Counts people in the sheet Indicators of held.csv" in remark
    assert not read("indicators", "none", rows)[1]


def test_a_plan_without_such_columns_has_none_that_could_count_people(read):
    rows = [",".join(line.split(",")[:-1]) for line in SOURCES["action plan"]]
    _, (remark,) = read("action plan", "Children", rows)
    assert 'there is no column "Children" in held. Its columns of no usual heading are: none.' in remark


@pytest.mark.parametrize(
    "column", ["% of children,31", "Children's homes,3", "Children per team,3", "Children,2.5", "Children,Ann and Ben"]
)
def test_nothing_is_asked_of_what_is_no_count_of_people(read, column):
    heading, value = column.split(",")
    assert not read("table", rows=[f"Team,{heading},Visits", f"North,{value},3"])[1]


def test_a_marker_in_a_column_of_people_is_a_value_withheld(read):
    source, _ = read("table", "Children", ["Team,Children", "North,c", "South,40"])
    figure = source.rows[0].children
    assert (figure.value, figure.marker, figure.counts_people) == (None, "c", True)
