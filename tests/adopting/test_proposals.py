"""The tags proposed for the numbers and dates of sentences, and those that are left as they were typed."""

import pytest

from cyps_papers.meetings.adopting.asking import Asking
from cyps_papers.meetings.adopting.proposals import Proposing
from tests.checks.conftest import pack as pack


@pytest.fixture
def tags(pack):
    """A function that gives the texts of a paper that get a tag, each with the tag."""

    def propose(*contents, **data):
        made = pack(*contents, **data)
        proposing = Proposing(made, Asking(made.context))
        proposing.run(made.sentences)
        return [(proposal.text, proposal.tag.expression) for proposal in proposing.made]

    return propose


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 There are now 250 cases without a plan.", [("250", "kpi.cin_no_plan.latest")]),
        (
            "1 There were 250 children in need cases without a plan.",
            [("250", 'kpi.cin_no_plan.at("early March 2015")')],
        ),
        (
            "1 The mean caseload of a qualified social worker is 17, against a target of 18.",
            [("17", "kpi.caseload_qualified.latest"), ("18", "kpi.caseload_qualified.target")],
        ),
        (
            "1 Open children in need cases fell by 603 between 13/10/14 and 02/02/15.",
            [
                ("603", 'kpi.cin_open.between("13 October 2014", "2 February 2015").by'),
                ("13/10/14", 'kpi.cin_open.at("13 October 2014").date|numeric_date'),
                ("02/02/15", 'kpi.cin_open.at("2 February 2015").date|numeric_date'),
            ],
        ),
        ("1 Across England 29% of contacts become referrals.", []),
        ("1 The council has 1,463 trees.", []),
        ("1 Notice must be given within 30 days.", []),
    ],
)
def test_a_sentence_gets_the_tags_that_stay_true(tags, text, expected):
    assert tags(text) == expected


def test_a_number_after_a_date_in_its_paragraph_is_not_the_latest(tags):
    said = tags("1 Cases without a plan fell to 250 in early March 2015. All 250 are seen each week.")
    assert [tag for text, tag in said if text == "250"] == ['kpi.cin_no_plan.at("early March 2015")'] * 2


def test_what_stands_in_a_dated_list_or_under_a_dated_heading_keeps_its_date(tags):
    under = tags("# Position at February 2015", "1 Qualified social workers have a mean caseload of 17.")
    assert ("17", 'kpi.caseload_qualified.at("February 2015")') in under
    listed = tags("1 As at February 2015:", "- the mean caseload of qualified social workers is 17")
    assert ("17", 'kpi.caseload_qualified.at("February 2015")') in listed


def test_a_count_is_a_tag_unless_it_is_dated(tags):
    assert tags("1 Of the 41 actions in the plan, 30 are completed.") == [
        ("41", "ofsted.total"),
        ("30", "ofsted.completed"),
    ]
    assert tags("1 On 29 September 2014, 30 actions in the plan were completed.") == []


def test_a_cell_whose_row_is_called_by_a_status_is_its_count_or_nothing(tags):
    table = [["Status", "Number"], ["Completed", "30"], ["Residual", "17"]]
    assert tags("1 The mean caseload of qualified social workers matters.", table) == [("30", "ofsted.completed")]


def test_a_column_keeps_its_heading_where_another_has_none(tags):
    said = tags("1 Assessments.", [["", "Aug 2014", "Feb 2015"], ["Mean time to complete an assessment", "33", "30"]])
    times = [(text, tag) for text, tag in said if text in ("33", "30")]
    assert times == [
        ("33", 'kpi.assessment_days.at("August 2014")'),
        ("30", 'kpi.assessment_days.at("February 2015")'),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 There are now 250 cases without a plan. The new system has 828 users.", ["250"]),
        ("1 There are now 250 cases without a plan. In September 2014 it was 828.", ["250", "828", "September 2014"]),
        ("1 The mean caseload of a qualified social worker is now 17. Teachers have 30 each.", ["17"]),
        ("1 The mean caseload of a qualified social worker is now 17, and we need 18.", ["17", "18"]),
        ("1 Contacts that become referrals are 32%.", []),
        ("1 The Ofsted plan has 41 actions; thirty officers work on it.", ["41"]),
        ("1 It rained on 45 days.", []),
    ],
)
def test_a_number_that_is_the_same_by_chance_is_left_as_typed(tags, text, expected):
    assert [said for said, _ in tags(text)] == expected


def test_a_cell_is_no_count_or_value_whose_name_its_row_and_column_do_not_say(tags):
    areas = [["Area", "Completed", "Residual"], ["Fostering", "30", "11"], ["Adoption", "41", "11"]]
    assert tags("1 The Ofsted Action Plan in numbers:", areas) == []
    assert tags("1 The Ofsted Action Plan in numbers:", [*areas, ["Total", "30", "11"]]) == [("11", "ofsted.residual")]
