"""Counts of 1 to 5 people, shown or worked out."""

import pytest

from cyps_papers.checks.rules import small_numbers
from cyps_papers.problems import Level
from tests.checks.conftest import indicator


def found(pack):
    return [str(problem) for problem in small_numbers.check(pack)]


@pytest.mark.parametrize("figure", ["{kpi.runaways.latest}", "3"])
def test_a_small_count_of_people_is_an_error_typed_or_printed(pack, figure):
    paper = pack("# Missing", f"1 In February 2015 {figure} children were missing from care.")
    (problem,) = small_numbers.check(paper)
    assert problem.level is Level.ERROR
    assert str(problem).startswith('report.docx, under "Missing", paragraph 1: "3" (Children missing from care)')


def test_a_larger_count_and_what_counts_no_people_are_silent(pack):
    assert not found(
        pack("1 In January 2015 {kpi.runaways.first} children were missing.", "2 The plan has 3 parts and 2 pages.")
    )


def test_a_small_count_in_a_table_cell_is_found(pack):
    (remark,) = found(pack([["Indicator", "Latest"], ["Children missing from care", "{kpi.runaways.latest}"]]))
    assert "table 1, row 2, column 2" in remark


def test_a_small_rest_that_can_be_worked_out_is_found(pack):
    text = "1 There were {kpi.cin_no_plan.latest} children in need cases without a plan, of which 247 have a date."
    (remark,) = found(pack(text))
    assert '"250" less "247" leaves 3' in remark
    assert not found(pack(text.replace("247", "200")))


def test_one_withheld_part_of_a_total_can_be_worked_out(pack):
    table = [["Team", "Children"], ["North", "c"], ["South", "30"], ["East", "12"], ["Total", "44"]]
    (remark,) = found(pack(table))
    assert remark.startswith("report.docx, table 1, row 2, column 2: what is withheld in this column")


@pytest.mark.parametrize(("total", "is_given_away"), [(14, True), (15, True), (18, False), (21, True), (22, True)])
def test_two_withheld_parts_are_given_away_by_a_total_that_leaves_too_few_numbers(pack, total, is_given_away):
    table = [["Team", "Children"], ["North", "c"], ["South", "c"], ["East", "12"], ["Total", str(total)]]
    assert bool(found(pack(table))) is is_given_away


@pytest.mark.parametrize("marker", ["c", "C", "[c]", "*", "<5"])
def test_a_part_withheld_by_another_marker_can_be_worked_out_of_a_total_of_another_name(pack, marker):
    table = [["Team", "Children"], ["North", marker], ["South", "30"], ["Borough total", "33"]]
    (remark,) = found(pack(table))
    assert "what is withheld in this column can be worked out: it is all that its total of 33 leaves open" in remark


def test_with_small_numbers_suppressed_c_prints_and_asks_for_its_note(pack):
    texts = ["1 In February 2015 {kpi.runaways.observations[1]} children were missing from care."]
    (remark,) = found(pack(*texts, details={"suppress_small_numbers": "yes"}))
    assert '"c" stands for a value, and nothing in the document says what it means' in remark
    noted = [*texts, "Note: c means confidential, a number too small to publish."]
    assert not found(pack(*noted, details={"suppress_small_numbers": "yes"}))


GIRLS = (
    indicator("looked_after", "Children looked after", "children", {"Jan 2015": "50", "Feb 2015": "43"}, people=True),
    indicator("girls", "Girls looked after", "children", {"Jan 2015": "41", "Feb 2015": "40"}, people=True),
    indicator("visits", "Visits made", "visits", {"Feb 2015": "46"}),
    indicator("planned", "Visits planned", "visits", {"Feb 2015": "49"}),
)


@pytest.mark.parametrize(
    ("tag", "number"),
    [("kpi.looked_after.latest - kpi.girls.latest", "3"), ("kpi.girls.latest * 0.05", "2")],
)
def test_a_small_count_that_a_template_works_out_is_an_error(pack, tag, number):
    (remark,) = found(pack(f"1 {{{tag}}} are boys.", indicators=GIRLS))
    assert f'"{number}" ({tag}), worked out in the template, counts from 1 to 5 people' in remark


@pytest.mark.parametrize(
    "text",
    [
        "1 {kpi.planned.latest - kpi.visits.latest} visits were not made.",
        "1 There is {kpi.girls.first - kpi.girls.latest} fewer than in January.",
        "1 The ratio is {kpi.looked_after.latest / kpi.girls.latest}.",
    ],
)
def test_what_counts_no_few_people_may_be_worked_out(pack, text):
    assert not found(pack(text, indicators=GIRLS))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("1 In May three children were missing.", '"three children" may speak of so few'),
        ("1 A single child was excluded.", '"A single child" may speak of so few'),
        ("1 At that school two of the 14 girls were excluded.", '"two of the 14 girls" may speak of so few'),
        (
            "1 Of the 52 children, 49 stayed at their school.",
            '"Of the 52 children, 49" a reader can work out that 3 are',
        ),
    ],
)
def test_typed_words_of_few_children_are_told_of(pack, text, words):
    (remark,) = found(pack(text))
    assert words in remark


@pytest.mark.parametrize(
    "text",
    [
        "1 There are three children's homes and two child protection teams.",
        "1 The plan has three parts, and five schools were visited.",
        "1 Of the 52 children, 30 stayed at their school.",
        "1 There were 43 children, and 15 young people.",
    ],
)
def test_words_that_count_no_few_children_are_silent(pack, text):
    assert not found(pack(text))
