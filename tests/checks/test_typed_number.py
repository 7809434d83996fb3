"""Numbers typed where a workbook has them; what is no data is left alone."""

from dataclasses import replace

import pytest

from cyps_papers.checks.rules import typed_number
from cyps_papers.meetings.typed import NUMBER, typed_digits
from cyps_papers.records import Unit
from cyps_papers.word.story.stories import Story
from tests.checks.conftest import indicator


def found(pack):
    return [str(problem) for problem in typed_number.check(pack)]


def test_a_typed_figure_is_found_at_its_place_with_the_tag_that_prints_it(pack):
    paper = pack("# Background", "1 Nothing.", "- There were 1,463 open children in need cases on 2 February 2015.")
    (remark,) = found(paper)
    assert remark.startswith('report.docx, under "Background", paragraph 1, first bullet: "1,463" is typed by hand')
    assert '{{ kpi.cin_open.at("2 February 2015") }}' in remark


def test_the_latest_is_proposed_where_no_date_is_said_and_the_text_is_of_now(pack):
    (remark,) = found(pack("1 There are now 1,463 open children in need cases."))
    assert "{{ kpi.cin_open.latest }}" in remark


def test_the_same_figure_printed_by_its_tag_is_silent(pack):
    assert not found(pack("1 There were {kpi.cin_open.latest} open children in need cases on 2 February 2015."))


def test_many_in_one_document_are_one_remark(pack):
    paper = pack(
        "1 Of the 41 actions in the Ofsted plan 30 are completed.",
        "2 Open children in need cases fell from 2,066 on 13 October 2014 to 1,463 on 2 February 2015.",
    )
    (remark,) = found(paper)
    assert "paragraph 1: 4 numbers are typed by hand" in remark
    assert '"2,066" in paragraph 2 is {{ kpi.cin_open.at("13 October 2014") }}' in remark


@pytest.mark.parametrize(
    "text",
    [
        "1 See paragraph 30 and Appendix 17, table 3.",
        "1 The committee met on 30 September 2014 and 17/02/15, in 2014/15 and in 2015.",
        "1 Under section 17 of the Children Act 1989 and section 47, an assessment is made.",
        "1 Telephone 01895 250527 or 020 7946 0030 for the social worker on duty.",
        "1 Young people aged 16 to 17, and 18-year-olds, have a social worker.",
        "1 A duty social worker answers 24/7, from 9 am to 5.30 pm.",
        "1 Key Stage 2 pupils and Year 6 children have a social worker.",
        "1 The building has 30 car parking spaces.",
        "1 Children in need cases without a plan for 6 weeks or longer are counted.",
        "17 The committee is asked to note the caseload.",
    ],
)
def test_what_is_no_data_or_of_other_things_is_silent(pack, text):
    assert not found(pack(text))


def test_the_numbers_of_pages_are_silent_in_a_footer_and_not_in_the_text(pack):
    paper = pack("Progress on the actions of the Ofsted plan. Page 30 of 41 actions")
    (document,) = paper.documents
    footer = document.paragraphs[0]._replace(story=Story("word/footer1.xml", "the footer", 1))
    assert found(paper)
    assert not found(replace(paper, documents=(replace(document, paragraphs=(footer,)),)))


def test_every_typed_number_is_listed_for_the_register_known_or_not(pack):
    paper = pack("1 There were 1,463 open children in need cases on 2 February 2015, and 77 ponies for £1.2m in 2015.")
    listed = [(typed.text, typed.quote is not None) for typed in typed_digits(paper) if typed.kind == NUMBER]
    assert listed == [("1,463", True), ("77", False), ("£1.2m", False)]


def test_money_that_a_workbook_holds_is_found_in_any_form(pack):
    spending = indicator("agency", "Spending on agency staff", Unit.POUNDS, {"2013/14": "1450000"})
    (remark,) = found(pack("1 In 2013/14 spending on agency staff was £1.45m.", indicators=(spending,)))
    assert '"£1.45m" is typed by hand' in remark
    assert "{{ kpi.agency.latest }}" in remark
