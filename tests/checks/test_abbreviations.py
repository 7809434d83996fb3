"""Abbreviations spelled out where they first stand."""

import pytest

from cyps_papers.checks.rules import abbreviations


def found(pack):
    return [str(problem) for problem in abbreviations.check(pack)]


def test_one_used_before_it_is_spelled_out_is_found_where_it_is_used(pack):
    paper = pack("# Work", "1 Work in MASH.", "2 The Multi-Agency Safeguarding Hub (MASH) is running.")
    (remark,) = found(paper)
    assert remark.startswith('report.docx, under "Work", paragraph 1: used before being spelled out: "MASH"')
    assert "spelled out in paragraph 2" in remark


def test_a_heading_may_use_one_that_the_text_spells_out(pack):
    assert not found(pack("# SEND plan", "1 The Special Educational Needs and Disabilities (SEND) plan is new."))
    (remark,) = found(pack("# SEND plan", "1 The plan is new."))
    assert 'never spelled out: "SEND"' in remark
    (remark,) = found(pack("# SEND plan", "1 SEND is new.", "2 Special Educational Needs and Disabilities (SEND)."))
    assert '"SEND" (paragraph 1; spelled out in paragraph 2)' in remark


def test_one_never_spelled_out_is_found_with_its_plural(pack):
    (remark,) = found(pack("1 Work within the CSWTs."))
    assert 'never spelled out: "CSWT" (paragraph 1)' in remark


def test_one_spelled_out_in_two_ways_is_found(pack):
    paper = pack("1 Looked After Children (LAC).", "2 The Local Area Committee (LAC) met.")
    (remark,) = found(paper)
    assert (
        '"LAC" is spelled out as "Looked After Children" in paragraph 1, and here as "Local Area Committee"' in remark
    )


@pytest.mark.parametrize(
    "text",
    [
        "1 Children in need (CIN) cases, and CIN visits.",
        "1 Education, health and care plans (EHC plans) and one EHC plan.",
        "1 Education, health and care (EHC) plans. An education, health and care plan (EHC plan).",
        "1 Children and Young People's Services (CYPS).",
        "1 The Children, Young People & Learning (CYPL) Policy Overview Committee (POC) met; the CYPL POC agreed.",
        "1 A PDF for the UK, and an IT system.",
        "REASON FOR ITEM",
        "# OPTIONS AVAILABLE TO THE COMMITTEE",
        "1 WS1.1 and UB8 1UW are no abbreviations.",
        "1 The LAC (looked after children) review.",
    ],
)
def test_those_spelled_out_known_to_all_or_no_abbreviations_are_silent(pack, text):
    assert not found(pack(text))


def test_a_long_one_is_found_and_a_long_word_in_capitals_is_not(pack):
    (remark,) = found(pack("1 Advice from SENDIASS and CAFCASS.", "2 Cafcass is separate; it is RESOLVED to agree."))
    assert 'never spelled out: "SENDIASS"' in remark
    assert not found(pack("EXPLANATION", "1 The plan is new."))
    assert not found(pack("1 The Special Needs and Disabilities Information and Support Service (SNDIASS) met."))


def test_a_slip_of_the_and_is_not_two_ways(pack):
    assert not found(pack("1 Children & Young People (CYP).", "2 Children and Young People (CYP)."))
