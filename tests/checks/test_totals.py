"""Parts and totals, counts and percentages."""

import pytest

from cyps_papers.checks.rules import totals
from tests.checks.conftest import indicator


def found(pack):
    return [str(problem) for problem in totals.check(pack)]


@pytest.mark.parametrize(
    "text",
    [
        "133 of 298 children (44%) were seen.",
        "44% of children (133 of 298) were seen.",
        "133 out of 298, or 44%.",
        "Of the 298 children in the sample, 133 (44%) were seen.",
    ],
)
def test_a_percentage_that_does_not_follow_from_its_counts_is_found(pack, text):
    (remark,) = found(pack("# Visits", f"1 {text}"))
    assert remark.startswith('report.docx, under "Visits", paragraph 1: "')
    assert "133 of 298 is 44.6%" in remark


@pytest.mark.parametrize(
    "text",
    [
        "133 of 298 children (45%) were seen.",
        "133 of 298 children (44.6%) were seen.",
        "30 of the 41 actions are completed, and 75% of staff agree.",
        "1 of 8 (12.5%) and 2 of 3 (67%).",
    ],
)
def test_one_that_follows_is_silent(pack, text):
    assert not found(pack(f"1 {text}"))


def test_a_row_of_totals_that_does_not_add_up_is_found_at_its_cell(pack):
    table = [["Team", "Cases"], ["North", "12"], ["South", "1,030"], ["Total", "1,041"]]
    (remark,) = found(pack(table))
    assert remark.startswith("report.docx, table 1, row 4, column 2: the total of this column")
    assert "is 1,041, but its parts add up to 1,042" in remark


def test_a_column_of_totals_that_does_not_add_up_is_found(pack):
    (remark,) = found(pack([["Area", "Done", "Left", "Total"], ["One", "3", "2", "6"], ["Two", "1", "1", "2"]]))
    assert "row 2, column 4" in remark


def test_totals_that_add_up_means_and_withheld_parts_are_silent(pack):
    assert not found(pack([["Team", "Cases"], ["North", "12"], ["South", "30"], ["Total", "42"]]))
    assert not found(pack([["Team", "Cases"], ["North", "c"], ["South", "30"], ["Total", "42"]]))
    assert not found(pack([["Team", "Mean caseload"], ["North", "12"], ["South", "30"], ["Total", "21"]]))
    assert not found(pack([["Team", "Share"], ["North", "12%"], ["South", "30%"], ["Total", "21%"]]))


def test_statuses_that_are_not_all_the_plan_are_found(pack):
    (remark,) = found(pack([["Status", "Number"], ["Completed", "30"], ["Residual", "12"]]))
    assert "add up to 42, but the plan has 41 actions" in remark
    assert not found(pack([["Status", "Number"], ["Completed", "30"], ["Residual", "11"]]))


@pytest.mark.parametrize(
    "text",
    [
        "1 There are 212 such people, and 58 of them ({}) came late.",
        "1 The council made 212 plans. Of these 58 ({}) were late.",
    ],
)
def test_a_percentage_of_what_was_counted_before_is_held_to_it(pack, text):
    (remark,) = found(pack(text.format("37%")))
    assert "58 of 212 is 27.4%" in remark
    assert not found(pack(text.format("27%")))
    assert not found(pack("1 We have 90 vans. " + text[2:].format("37%")))


PARTS = "1 There were 112 households, of which {} were mainstream carers, 33 were connected persons and 8 gave breaks."


def test_parts_in_a_sentence_that_do_not_add_up_are_found(pack):
    (remark,) = found(pack("# Carers", PARTS.format(75)))
    assert "paragraph 1: the parts 75, 33 and 8 add up to 116, but the sentence says 112." in remark


@pytest.mark.parametrize(
    "text",
    [
        "1 There were {} complaints: 30 about delay, 21 about quality and 9 about cost.",
        "1 The {} complaints comprise 30 about delay, 21 about quality and 9 about cost.",
        "1 We had {} complaints. Of these 30 were about delay, 21 about quality and 9 about cost.",
        "1 In all {} complaints came (30 about delay and 30 about quality).",
    ],
)
def test_parts_are_known_however_they_are_told(pack, text):
    (remark,) = found(pack(text.format(61)))
    assert "add up to 60, but the sentence says 61" in remark
    assert not found(pack(text.format(60)))


@pytest.mark.parametrize(
    "text",
    [
        PARTS.format(71),
        "1 There were 112 households, of which 71 were mainstream and 33 were connected persons.",
        "1 There were 112 households, of which 71 had one child, 33 had two and 20 had a child with a disability.",
        "1 There were 112 households, of which 71 were mainstream, including 33 new ones and 3 abroad.",
    ],
)
def test_parts_that_add_up_or_are_not_all_are_silent(pack, text):
    assert not found(pack(text))


def test_a_percentage_after_a_dated_whole_is_held_to_its_counts(pack):
    text = "1 Of the 312 children looked after on 31 March 2024, 187 ({}%) lived with carers."
    assert "187 of 312 is 59.9%" in found(pack(text.format(66)))[0]
    assert not found(pack(text.format(60)))


CARE = (
    indicator("north", "Children in care, north", "children", {"Feb 2015": "13"}, people=True),
    indicator("south", "Children in care, south", "children", {"Feb 2015": "28"}, people=True),
    indicator("east", "Children in care, east", "children", {"Feb 2015": "58"}, people=True),
    indicator("whole", "Children in care", "children", {"Feb 2015": "99"}, people=True),
)


def test_numbers_of_people_that_are_each_rounded_need_not_add_up(pack):
    """15, 30 and 60 make 105, and 99 is rounded to 100."""
    north, south, east, whole = (f"{{kpi.{one.code}.latest}}" for one in CARE)
    table = [["Area", "Children"], ["North", north], ["South", south], ["East", east], ["Total", whole]]
    text = f"1 There are {whole} children, of which {north} live north, {south} south and {east} east."
    assert not found(pack(text, table, indicators=CARE, details={"round_numbers_of_people_to": 5}))
    wrong = [*table[:-1], ["Total", "150"]]
    assert found(pack(wrong, indicators=CARE, details={"round_numbers_of_people_to": 5}))
