"""Counts of 1 to 5 people, shown or worked out."""

from dataclasses import replace

import pytest

from cyps_papers.checks.rules import small_numbers
from cyps_papers.disclosure.printed import CountPrinted, EarlierPaper
from cyps_papers.figures.figure import Wording
from cyps_papers.origin import Origin
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
    assert "what is withheld in this column can be worked out: subtract the rest from the total of 33." in remark


UNEXPLAINED = [["School", "Pupils excluded"], ["North", "{}"], ["South", "42"]]


@pytest.mark.parametrize("marker", ["*", "<5", "< 6", "[c]"])
def test_a_sign_typed_in_a_table_of_people_asks_for_a_note_where_no_total_tells_of_it(pack, marker):
    table = [[cell.format(marker) for cell in row] for row in UNEXPLAINED]
    (remark,) = found(pack(table))
    assert (
        f'row 2, column 2: "{marker}" is printed for a value, but nothing in the document says what it means' in remark
    )
    assert not found(pack(table, f"Note: {marker} means a number from 1 to 5."))
    assert not found(pack(table, f"Numbers that could point at a child are shown as {marker}."))


def test_a_star_typed_in_a_sentence_asks_for_a_note_and_a_number_in_words_does_not(pack):
    (remark,) = found(pack("1 In May * children were missing."))
    assert '"*" is printed for a value' in remark


@pytest.mark.parametrize(
    "table",
    [
        [["Measure", "Target", "Days"], ["Children seen", "<5", "3"]],
        [["Home", "Stars"], ["Oak House", "*"]],
        [["Children*", "Number"], ["* Of those seen", "42"]],
    ],
    ids=["a target", "nobody", "a footnote"],
)
def test_signs_that_stand_for_no_count_of_people_are_silent(pack, table):
    assert not found(pack(table))


def test_with_small_numbers_suppressed_c_prints_and_asks_for_its_note(pack):
    texts = ["1 In February 2015 {kpi.runaways.observations[1]} children were missing from care."]
    (remark,) = found(pack(*texts, details={"suppress_small_numbers": "yes"}))
    assert '"c" is printed for a value, but nothing in the document says what it means' in remark
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
    assert f'"{number}" ({tag}), worked out in the template, counts 1 to 5 people' in remark


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
        ("1 Two tenants were evicted in the quarter.", '"Two tenants" may speak of so few'),
        ("1 A couple of foster carers have resigned.", '"A couple of foster carers" may speak'),
        ("1 The number of children who wait is now two.", '"number of children who wait is now two" may speak'),
        ("1 Of the 43 residents, all but two have had a review.", '"all but two" may speak of so few'),
        ("1 There are 14 pupils. Four of them were excluded.", '"Four of them were" may speak of so few'),
        ("1 43 children are looked after, and three joined in May.", '"three joined" may speak of so few'),
    ],
)
def test_typed_words_of_few_people_are_told_of(pack, text, words):
    (remark,) = found(pack(text))
    assert words in remark


def test_a_text_of_a_workbook_that_speaks_of_few_children_is_told_of_too(pack):
    progress = Wording("Three children were placed near home.")
    (remark,) = found(pack([["Action", "Progress"], ["1", progress]]))
    assert 'table 1, row 2, column 2: "Three children" may speak of so few' in remark


@pytest.mark.parametrize(
    "text",
    [
        "1 There are three children's homes and two child protection teams.",
        "1 The plan has three parts, and five schools were visited.",
        "1 Of the 52 children, 30 stayed at their school.",
        "1 There were 43 children, and 15 young people.",
        "1 Fewer than five children were missing, and <5 boys.",
        "1 One child in five lives in poverty, and more people need care from two carers at once.",
        "1 One in five children is poor, and two thirds of children live at home.",
        "1 There is one team for children in need, and one for care leavers.",
        "1 Of the 41 actions 30 are completed; two are delayed, for children who wait.",
        "1 Each child has one named social worker, and four times a year a review.",
        "1 The two-year-old offer is open to all, and children aged two to five have a check.",
        "1 It met two parents' groups, one family centre and three care leavers panels.",
        "1 Two requests in three come from schools, and five pupils in a hundred have a plan.",
        "1 The Children's Pledge has five promises. Two were kept in full.",
        "1 Band B is for families with two children or more, and one in three tenants is over 60.",
        "1 Four landlords in five let homes to tenants; 3 of the 41 posts are vacant.",
        "1 Delayed transfers fell to 3 a day for every 100,000 adults, and two carers' centres opened.",
        "1 Pupils in Years 3 to 6 have one teaching assistant, and the 3 and 4 year old offer is open.",
        "1 Of the 1,482 pupils with a statement, 1,104 are boys and 378 are girls.",
        "1 The number of children with a plan is 298. The number of cases over five weeks is 3.",
    ],
)
def test_words_that_count_no_few_people_are_silent(pack, text):
    assert not found(pack(text))


SUBTOTALS = [["Team", "Children"], ["North", "c"], ["South", "30"], ["Subtotal", "33"], ["East", "12"], ["Total", "45"]]


@pytest.mark.parametrize(
    "table",
    [
        SUBTOTALS,
        [["Team", "Children"], ["Total", "45"], ["North", "c"], ["South", "42"]],
        [["Team", "Children"], ["All children", "45"], ["North", "c"], ["South", "42"]],
        [["Team", "Total", "Girls", "Boys"], ["North", "33", "30", "<5"], ["South", "40", "20", "20"]],
        [["Team", "Children"], ["North", "c"], ["South", "42"], ["East", "–"], ["Total", "44"]],
    ],
    ids=["a subtotal", "the total first", "all first", "a column of totals first", "a dash for none"],
)
def test_a_withheld_cell_is_given_away_by_a_total_wherever_it_stands(pack, table):
    (remark,) = found(pack(table))
    assert "can be worked out: subtract the rest from the total of" in remark


WEEKS = [["Week", "Children"], ["1", "c"], ["2", "20"], ["3", "9"], ["4", "22"]]


def test_a_whole_in_the_line_before_a_table_gives_away_what_its_column_withholds(pack):
    (remark,) = found(pack("1 In the four weeks 54 children were missing:", WEEKS))
    assert "from the 54 in the line before the table: it can only be 3." in remark
    assert "table 1, row 2, column 2" in remark
    for line in ("1 In the four weeks 90 children were missing:", "1 In the four weeks 54 visits were late:"):
        assert not found(pack(line, WEEKS))
    assert not found(pack("1 In the four weeks 54 children were missing:", [*WEEKS[:4], ["4", "c"]]))


def test_rows_and_columns_give_away_together_what_neither_does_alone(pack):
    table = [["Team", "Girls", "Boys", "Total"], ["North", "c", "c", "6"], ["South", "c", "c", "6"]]
    assert not found(pack(table))
    remarks = found(pack([*table, ["Total", "10", "2", "12"]]))
    assert all("can be worked out" in remark for remark in remarks)
    assert len(remarks) == 2  # one for each column


def test_a_cell_between_totals_of_rows_and_columns_is_worked_out_from_both(pack):
    rows = [["North", "c", "c", "30", "36"], ["South", "c", "c", "20", "26"], ["East", "7", "8", "9", "24"]]
    table = [["Team", "2013", "2014", "2015", "Total"], *rows, ["Total", "12", "15", "59", "86"]]
    assert not found(pack(table))
    table[-1] = ["Total", "9", "18", "59", "86"]
    remarks = found(pack(table))
    assert remarks
    assert all("can be worked out" in remark for remark in remarks)


@pytest.mark.parametrize(
    "table",
    [
        [["Team", "Children"], ["North", "c"], ["South", "c"], ["East", "12"], ["Total", "44"]],
        [["Team", "Children"], ["North", "c"], ["South", "40"], ["Total", "c"]],
        [["Team", "Children"], ["North", "0"], ["South", "40"], ["Total", "40"]],
        [["Team", "Children"], ["North", "c"], ["South", "x"], ["Total", "44"]],
        [["Team", "Children", "Share"], ["North", "c", "2%"], ["Total", "c", "100%"]],
    ],
    ids=["a second c well chosen", "the total withheld", "none", "one not available", "a share of what is withheld"],
)
def test_what_is_withheld_well_is_silent(pack, table):
    assert not found(pack(table))


@pytest.mark.parametrize(
    ("text", "worked"),
    [
        ("1 There were 43 children: 40 girls and c boys.", "43 less 40 leaves 3"),
        ("1 Of the 43 children, 40 are girls and * boys.", "43 less 40 leaves 3"),
        ("1 There were 43 children, of whom 30 girls stayed, 9 girls moved and <5 boys went home.", "43 less 30 and 9"),
        ("1 There were 12 children: c girls and c boys and 10 young people.", "12 less 10 leaves 1"),
        ("1 Of the 60 children c boys (5%) were excluded.", "5% of 60 can only be 3"),
    ],
)
def test_a_marker_in_a_sentence_is_given_away_by_its_whole_or_its_share(pack, text, worked):
    (remark,) = found(pack(text))
    assert worked in remark


def test_a_marker_in_a_table_is_given_away_by_its_share_of_a_base(pack):
    (remark,) = found(pack([["School", "Excluded", "Share", "On roll"], ["North", "c", "5%", "60"]]))
    assert "5% of 60 can only be 3" in remark


@pytest.mark.parametrize(
    "text",
    [
        "1 There were 43 children: 20 girls and c boys, and others of whom nothing is known.",
        "1 Of the 2,066 children c boys (0%) were excluded.",
        "1 Of the 2,066 children 640 (31%) have a plan, and c boys have none.",
    ],
)
def test_a_marker_that_a_sentence_leaves_open_is_silent(pack, text):
    assert not found(pack(text))


def test_none_is_a_small_number_only_where_details_say_so(pack):
    excluded = (indicator("excluded", "Children excluded", "children", {"Feb 2015": "0"}, people=True),)
    text = "1 In February 2015 {kpi.excluded.latest} children were excluded."
    assert not found(pack(text, indicators=excluded))
    (remark,) = found(pack(text, indicators=excluded, details={"zero_is_a_small_number": "yes"}))
    assert '"0" (Children excluded) counts 0 to 5 people' in remark


CARE = (
    indicator("looked_after", "Children looked after", "children", {"Feb 2015": "43"}, people=True),
    indicator("girls", "Girls looked after", "children", {"Feb 2015": "40"}, people=True, part_of="looked_after"),
    indicator("boys", "Boys looked after", "children", {"Jan 2015": "9", "Feb 2015": "c"}, people=True,
              part_of="looked_after"),
)  # fmt: skip
NOTE = "Note: c means confidential, a number too small to publish."
BOYS = "1 {kpi.boys.latest} boys are looked after."
THEN = EarlierPaper(
    "2015-01",
    (
        CountPrinted(Origin("kpi", "girls"), "February 2015", 40),
        CountPrinted(Origin("kpi", "boys"), "February 2015", None),
        CountPrinted(Origin("kpi", "boys"), "January 2015", 9),
    ),
)


@pytest.mark.parametrize(
    ("texts", "earlier", "worked"),
    [
        (("2 There are {kpi.looked_after.latest} children.", "3 {kpi.girls.latest} are girls."), None,
         "(Boys looked after, February 2015) can be worked out: 43 less 40 leaves 3"),
        (("2 There are {kpi.looked_after.latest} children.",), THEN, "43 less 40 (in the paper of 2015-01) leaves 3"),
        (("2 There are {kpi.looked_after.latest} children.",), None, ""),
        (("2 {kpi.boys.first} were boys in January 2015.", "3 There are {kpi.boys.latest} boys, a fall of 6."), None,
         "9 less 6 leaves 3"),
        (("2 There are {kpi.boys.latest} boys, six fewer than in January 2015.",), THEN, "9 less six leaves 3"),
        (("2 There are {kpi.boys.latest} boys, a fall of 67% from 9.",), None, "9 less 67% leaves 3"),
        (("2 There are {kpi.boys.latest} boys, a fall of 6.",), None, ""),
        (("2 There are {kpi.boys.latest} boys, fewer than the 9 in January 2015.",), None, ""),
        (([["Boys", "Jan 2015", "Now", "Change"], ["Boys", "{kpi.boys.first}", "{kpi.boys.latest}", "▼ 6"]],), None,
         "9 less 6 leaves 3"),
        (([["Team", "2014", "2015", "Change"], ["North", "9", "c", "−6"]],), None, "9 less 6 leaves 3"),
        (([["Team", "2014", "2015", "Change"], ["North", "90", "c", "▼"]],), None, ""),
    ],
)  # fmt: skip
def test_a_count_withheld_is_given_away_by_what_is_printed_elsewhere_at_another_time_or_in_the_paper_before(
    pack, texts, earlier, worked
):
    paper = replace(pack(BOYS, *texts, NOTE, indicators=CARE), earlier=earlier)
    told = [str(one) for one in small_numbers.check(paper)]
    assert [worked in one for one in told] == [True] * bool(worked), told


def test_what_is_withheld_and_stood_in_the_paper_before_is_told_of(pack):
    then = EarlierPaper("2015-01", (CountPrinted(Origin("kpi", "boys"), "February 2015", 3),))
    (remark,) = small_numbers.check(replace(pack(BOYS, NOTE, indicators=CARE), earlier=then))
    assert "(Boys looked after, February 2015) was printed in the paper of 2015-01: 3" in str(remark)


def test_what_the_paper_before_withheld_is_given_away_by_what_this_one_prints(pack):
    texts = ("1 There are {kpi.looked_after.latest} children.", "2 {kpi.girls.latest} are girls.")
    (remark,) = small_numbers.check(replace(pack(*texts, indicators=CARE), earlier=THEN))
    assert "43 less 40 leaves 3" in str(remark)


@pytest.mark.parametrize(
    ("months", "quarter", "worked"),
    [
        (("c", "10", "12"), "25", ["January 2015) can be worked out: 25 less 10 and 12 leaves 3"]),
        (("c", "c", "12"), "14", ["January 2015) can be worked out from 14: it can only be 1", "February 2015) can"]),
        (("c", "c", "12"), "18", []),  # of six, three and three or another way
        (("c", "10", "12"), "12", []),  # the last month, and no sum
    ],
)
def test_a_month_withheld_is_given_away_by_its_quarter_wherever_that_is_printed(pack, months, quarter, worked):
    values = dict(zip(("Jan 2015", "Feb 2015", "Mar 2015", "Q4 2014/15"), (*months, quarter), strict=True))
    missing = indicator("missing", "Children missing from care", "children", values, people=True)
    asked = [f'{{kpi.missing.at("{period}")}} went.' for period in values]
    told = [str(one) for one in small_numbers.check(pack(*asked, NOTE, indicators=(missing,)))]
    assert len(told) == len(worked)
    assert all(words in one for words, one in zip(worked, told, strict=True)), told


ROUND = {"round_numbers_of_people_to": 5}
NOTE_OF_ROUNDING = "Numbers of people are rounded to the nearest 5."
PARTS = (
    indicator("all_of_them", "Children looked after", "children", {"Feb 2015": "43"}, people=True),
    indicator("girls", "Girls looked after", "children", {"Feb 2015": "40"}, people=True),
    indicator("boys", "Boys looked after", "children", {"Feb 2015": "3"}, people=True),
)


def test_rounded_numbers_of_people_give_nobody_away(pack):
    text = "1 There were {kpi.all_of_them.latest} children: {kpi.girls.latest} girls and {kpi.boys.latest} boys."
    rows = [["Children", "Number"], ["Girls", "{kpi.girls.latest}"], ["Boys", "{kpi.boys.latest}"]]
    table = [*rows, ["Total", "{kpi.all_of_them.latest}"]]
    assert not found(pack(text, table, NOTE_OF_ROUNDING, indicators=PARTS, details=ROUND))


def test_that_numbers_are_rounded_is_to_be_said_in_the_document(pack):
    (remark,) = found(pack("1 There are {kpi.girls.latest} girls.", indicators=PARTS, details=ROUND))
    assert "numbers of people are rounded to the nearest 5, and nothing in the document says so" in remark
    assert not found(pack("1 There are {kpi.girls.latest} girls.", NOTE_OF_ROUNDING, indicators=PARTS))


def test_so_few_that_even_rounded_they_are_given_away(pack):
    """Eight print as 10: two that are fewer than five each are then four each."""
    four = indicator("four", "Girls looked after", "children", {"Feb 2015": "4"}, people=True)
    eight = indicator("eight", "Children looked after", "children", {"Feb 2015": "8"}, people=True)
    rows = [["Children", "Number"], ["Girls", "{kpi.four.latest}"], ["Boys", "{kpi.four.latest}"]]
    table = [*rows, ["Total", "{kpi.eight.latest}"]]
    remarks = found(pack(table, NOTE_OF_ROUNDING, indicators=(four, eight), details=ROUND))
    assert any("can be worked out" in one for one in remarks)


@pytest.mark.parametrize(
    "table",
    [
        [["School", "Pupils excluded"], ["North", "2"], ["South", "40"]],
        [["", "2013/14", "2014/15"], ["Boys excluded", "9", "2"]],
        [["Team", "Girls", "Visits"], ["North", "2", "3"]],
    ],
    ids=["a heading", "a label", "beside visits"],
)
def test_a_small_number_typed_in_a_table_of_people_is_told_of(pack, table):
    (remark,) = found(pack(table))
    assert '"2" (' in remark
    assert "may count so few people" in remark


@pytest.mark.parametrize(
    "table",
    [
        [["Team", "Visits to children", "Children per worker"], ["North", "2", "3"]],
        [["Team", "Children's homes", "Child protection plans", "Posts"], ["North", "2", "3", "4"]],
        [["Measure", "Target", "Mean weeks"], ["Children seen", "5", "3"]],
        [["School", "Pupils"], ["North", "0"], ["South", "6"]],
    ],
    ids=["rates", "children's homes", "a target", "none"],
)
def test_small_numbers_in_a_table_that_count_no_people_are_silent(pack, table):
    assert not found(pack(table))
