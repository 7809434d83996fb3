"""With 'Suppress small numbers', what would give a small number away prints as c as well, by what is part of what."""

from dataclasses import replace
from decimal import Decimal

import pytest

from cyps_papers.disclosure.withheld import withheld
from cyps_papers.figures.series import Indicators
from cyps_papers.periods import parse
from cyps_papers.problems import NoAnswerError, Problems
from cyps_papers.records import (
    Cell,
    Entry,
    IndicatorRecord,
    Marker,
    ObservationRecord,
    PaperRecord,
    Quantity,
    SourceData,
    SourceRecord,
    Unit,
)
from cyps_papers.sources.context import context

CELL = Cell("kpis.xlsx", "Values", "C5")
FEW = range(1, 6)


def count(code, value, part_of="", when="Feb 2015", people=True, unit=Unit.NUMBER):
    cell = Cell("kpis.xlsx", "Values", f"C{sum(map(ord, code + when))}")
    entry = Entry(Quantity(Decimal(value)) if value.isdigit() else Marker(value), cell)
    observation = ObservationRecord(Entry(parse(when), cell), entry)
    total = Entry(part_of, Cell("kpis.xlsx", "Indicators", "H5")) if part_of else None
    return IndicatorRecord(
        code, Entry(code, CELL), unit, counts_people=people, observations=(observation,), part_of=total
    )


def printed(*records, small=FEW):
    marked, held = withheld(records, small)
    shown = {record.code: one.marker or str(one.number) for record in marked for one in record.observations}
    return shown, [str(one) for one in held]


def test_the_smallest_other_part_of_a_total_is_held_back_and_told_of_with_its_reason():
    shown, (held,) = printed(
        count("all", "52"), count("girls", "40", "all"), count("boys", "9", "all"), count("others", "3", "all")
    )
    assert shown == {"all": "52", "girls": "40", "boys": "c", "others": "c"}
    assert held.startswith("boys for February 2015 (kpis.xlsx, Values!C")
    assert held.endswith("), which would give away others")


def test_a_part_is_held_back_that_leaves_few_of_a_total_whose_other_part_is_nowhere():
    shown, (held,) = printed(count("all", "43"), count("girls", "40", "all"))
    assert shown == {"all": "43", "girls": "c"}
    assert "would give away the rest of all" in held


def test_a_part_that_the_workbook_itself_withholds_is_protected():
    shown, _ = printed(
        count("all", "52"), count("girls", "40", "all"), count("boys", "9", "all"), count("others", "c", "all")
    )
    assert shown == {"all": "52", "girls": "40", "boys": "c", "others": "c"}


@pytest.mark.parametrize(
    "records",
    [
        (count("all", "90"), count("girls", "40", "all"), count("boys", "3", "all")),
        (count("all", "49"), count("girls", "40", "all"), count("boys", "9", "all")),
        (count("all", "52"), count("girls", "40", "all"), count("boys", "3", "all", when="Jan 2015")),
        (count("all", "43", people=False), count("girls", "40", "all", people=False), count("boys", "3", "all")),
        (count("all", "40"), count("girls", "40", "all"), count("boys", "0", "all")),
        (count("all", "30"), count("girls", "40", "all"), count("boys", "3", "all")),
    ],
    ids=["not all of it", "no small part", "of another time", "no people", "none", "more than their total"],
)
def test_nothing_but_small_numbers_is_held_back_where_nothing_gives_them_away(records):
    assert printed(*records)[1] == []


def test_totals_of_totals_are_looked_at_together():
    shown, held = printed(
        count("all", "60"),
        count("north", "20", "all"),
        count("south", "40", "all"),
        count("n1", "17", "north"),
        count("n2", "3", "north"),
    )
    assert shown["n1"] == shown["n2"] == "c"
    assert len(held) == 1


def test_none_is_a_small_number_where_details_say_so():
    shown, _ = printed(count("all", "40"), count("girls", "40", "all"), count("boys", "0", "all"), small=range(6))
    assert shown["boys"] == "c"
    assert "c" in (shown["girls"], shown["all"])


def in_templates(*records, **details):
    details = {name: Entry(said, CELL) for name, said in details.items()}
    source = SourceRecord(Entry("kpi", CELL), Entry("indicators", CELL), Entry("kpis.xlsx", CELL))
    problems = Problems()
    data = {"kpi": SourceData("indicators", records)}
    return context(PaperRecord(details, sources=(source,)), data, problems=problems)["kpi"], [
        str(one) for one in problems.found
    ]


def test_templates_are_given_what_is_left_and_the_source_says_what_it_held_back():
    records = (count("all", "43"), count("girls", "40", "all"), count("boys", "3", "all"))
    kpi, _ = in_templates(*records, suppress_small_numbers="yes")
    assert [kpi.all_.latest.printed, kpi.girls.latest.printed, kpi.boys.latest.printed] == ["43", "c", "c"]
    assert len(list(kpi.held_back)) == 1
    kpi, _ = in_templates(*records)
    assert [kpi.girls.latest.printed, list(kpi.held_back)] == ["40", []]


def test_an_indicator_is_part_of_one_that_is_there_and_not_of_itself():
    _, (remark,) = in_templates(count("girls", "40", "pupil"), count("pupils", "43"))
    assert 'there is no indicator "pupil" for this to be part of. Did you mean pupils?' in remark
    _, remarks = in_templates(count("girls", "40", "boys"), count("boys", "43", "girls"))
    assert any("this would be part of itself: girls of boys of girls" in one for one in remarks)


def over_months(*values, whole):
    """The children of the months of a quarter, and its total."""
    months = zip(("Jan 2015", "Feb 2015", "Mar 2015"), values, strict=True)
    every = [count("missing", value, when=when) for when, value in months]
    every.append(count("missing", whole, when="Q4 2014/15"))
    observations = [one for record in every for one in record.observations]
    observations[-1] = replace(observations[-1], aside=True)
    return replace(every[0], observations=tuple(observations))


def test_a_total_of_months_gives_no_month_away():
    marked, (held,) = withheld([over_months("3", "20", "9", whole="32")], FEW)
    assert [one.marker or str(one.number) for one in marked[0].observations] == ["c", "20", "c", "32"]
    assert str(held).startswith("missing for March 2015 (kpis.xlsx, Values!C")
    assert str(held).endswith("), which would give away missing for January 2015")


def test_a_months_total_of_its_weeks_gives_no_week_away():
    weeks = {"5/1/2015": "3", "12/1/2015": "20", "19/1/2015": "9", "26/1/2015": "8", "Jan 2015": "40", "Feb 2015": "12"}
    observations = [one for when, value in weeks.items() for one in count("missing", value, when=when).observations]
    marked, (held,) = withheld([replace(count("missing", "3"), observations=tuple(observations))], FEW)
    assert [one.marker or str(one.number) for one in marked[0].observations] == ["c", "20", "9", "c", "40", "12"]
    assert "missing for 26 January 2015" in str(held)


def test_the_highest_of_a_series_is_not_told_where_one_that_protects_another_may_be_higher():
    quarter = over_months("3", "50", "0", whole="53").observations
    april = count("missing", "20", when="Apr 2015").observations
    (marked,), _ = withheld([replace(count("missing", "3"), observations=(*quarter, *april))], FEW)
    assert [one.marker or str(one.number) for one in marked.observations] == ["c", "c", "0", "53", "20"]
    with pytest.raises(NoAnswerError, match="highest is not known, because the value for February 2015 is held back"):
        _ = Indicators([marked], "kpi").missing.highest
    (small,), _ = withheld([over_months("3", "20", "9", whole="9")], FEW)
    assert Indicators([small], "kpi").missing.highest.printed == "20"


def test_a_quarters_value_that_is_no_total_of_its_months_holds_nothing_back():
    assert not withheld([over_months("3", "20", "9", whole="9")], FEW)[1]
