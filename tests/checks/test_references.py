"""What is referred to is there; what is there is referred to; dates agree."""

from dataclasses import replace
from datetime import date

import pytest

from cyps_papers.checks import Published
from cyps_papers.checks.rules import references
from cyps_papers.periods import day, parse
from cyps_papers.records import Cell, Entry
from cyps_papers.sources.action_plan.record import ActionRecord


def found(pack):
    return [str(problem) for problem in references.check(pack)]


def test_an_appendix_that_is_not_there_is_found(pack):
    paper = pack("1 See Appendix 1 and Appendix 4.", appendix_1=["The plan."])
    (remark,) = found(paper)
    assert remark.startswith('report.docx, paragraph 1: "Appendix 4" is referred to but is not there')
    assert "there are Appendix 1" in remark


def test_an_appendix_never_mentioned_is_found_though_the_list_has_it(pack):
    paper = pack("1 Text.", "- Appendix 1 - The plan", appendix_1=["The plan."])
    (remark,) = found(paper)
    assert remark.startswith("appendix-1.docx")
    assert "no other document mentions Appendix 1" in remark


def test_an_appendix_of_another_document_and_several_at_once_are_silent(pack):
    paper = pack("1 See Appendices 1 and 2, and Appendix 9 of the guidance.", appendix_1=["A"], appendix_2=["B"])
    assert not found(paper)


def test_an_appendix_that_is_listed_and_could_not_be_made_is_silent(pack):
    listed = [("report", "Report", None), ("appendix-1", "Plan", None)]
    assert not found(pack("1 See Appendix 1.", documents=listed))


def test_appendix_with_and_without_its_capital_is_one_remark(pack):
    paper = pack("1 See appendix 1.", "2 See Appendix 1.", appendix_1=["The plan."])
    (remark,) = found(paper)
    assert '"appendix 1" is written in paragraph 1, and "Appendix 1" elsewhere' in remark


def test_a_paragraph_that_is_not_there_is_found(pack):
    paper = pack("1 See paragraph 2.", "2 See paragraph 12.", "3 See paragraph 12 of Schedule 2.")
    (remark,) = found(paper)
    assert 'paragraph 2: "paragraph 12" is referred to but is not there: they run from 1 to 3' in remark


@pytest.mark.parametrize("words", ["paragraphs 2 and 12", "paras 2 to 12", "para. 12", "Paragraphs 1, 2 & 12"])
def test_a_paragraph_among_several_that_is_not_there_is_found(pack, words):
    (remark,) = found(pack(f"1 See {words}.", "2 Text."))
    assert '"paragraph 12" is referred to but is not there' in remark
    assert not found(pack(f"1 See {words} of the guidance.", "2 Text."))


def test_paragraphs_numbered_in_two_steps_are_held_to_their_own_kind(pack):
    paper = pack("1 See paragraph 4.2, 4.7 and 9.", "2 Text.")
    one, other = (each._replace(place=each.place._replace(number=number)) for each, number in
                  zip((passage.paragraph for passage in paper.passages), ("4.1", "4.2"), strict=True))  # fmt: skip
    (remark,) = found(replace(paper, documents=(Published("report", (one, other)),)))
    assert '"paragraph 4.7" is referred to but is not there: they run from 4.1 to 4.2' in remark


def test_a_table_that_is_not_there_is_found_where_tables_have_captions(pack):
    paper = pack("Table 1: cases", "1 See Table 1 and Table 2.")
    (remark,) = found(paper)
    assert '"Table 2"' in remark


def test_a_table_beyond_those_that_stand_there_is_found_where_they_have_no_captions(pack):
    rows = [["Phase", "Appeals"], ["Primary", "17"]]
    (remark,) = found(pack("1 See Table 1, Figure 2, Table 4 of the guidance and Table 3.", rows))
    assert '"Table 3" is referred to but is not there' in remark
    assert not found(pack("1 See Table 3."))


def test_a_sentence_that_opens_with_a_table_is_no_caption(pack):
    (remark,) = found(pack("Table 1: appeals", [["Phase", "Appeals"]], "1 Table 3 shows the appeals."))
    assert '"Table 3" is referred to but is not there' in remark
    (remark,) = found(pack("1 Table 3 shows the appeals.", [["Phase", "Appeals"]]))
    assert '"Table 3"' in remark


def test_two_dates_of_the_next_report_are_found(pack):
    paper = pack(
        "1 The Committee will have the next progress report in September 2015.", "2 Officers report back in July 2015."
    )
    (remark,) = found(paper)
    assert "paragraph 2: the next report is said to be in July 2015, but paragraph 1 says September 2015" in remark


def test_a_next_report_that_is_not_the_one_in_details_is_found(pack):
    text = "1 The Committee will have the next progress report in September 2015."
    (remark,) = found(pack(text, details={"next_report": parse("November 2015")}))
    assert "the sheet Details says November 2015" in remark
    assert not found(pack(text, details={"next_report": parse("September 2015")}))


PROMISE = "1 The Committee is asked to agree that the Ofsted plan be completed by {}."


def due(when):
    cell = Cell("plan.xlsx", "Plan", "E4")
    return (ActionRecord(Entry("1", cell), Entry("Do it", cell), due=Entry(day(when), cell)),)


def test_a_promise_that_the_plans_dates_do_not_hold_is_found(pack):
    (remark,) = found(pack(PROMISE.format("June 2015"), plan=due(date(2015, 9, 30))))
    assert "promises June 2015, but 1 action of the plan are due later, the last on 30 September 2015" in remark


@pytest.mark.parametrize("when", ["September 2015", "30 September 2015", "December 2015"])
def test_a_promise_that_they_hold_is_silent(pack, when):
    assert not found(pack(PROMISE.format(when), plan=due(date(2015, 9, 30))))
