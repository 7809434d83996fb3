"""Words of direction, and whether the figures bear them out."""

import pytest

from cyps_papers.checks.rules import unsupported_trend

AUDITS = "1 Audits completed have increased {} from 31% in June 2014, to 100% in January and February 2015."


def found(pack):
    return [str(problem) for problem in unsupported_trend.check(pack)]


def test_a_steady_rise_that_the_series_does_not_have_is_found(pack):
    (remark,) = found(pack("# Audits", AUDITS.format("incrementally")))
    assert remark.startswith('report.docx, under "Audits", paragraph 1: "increased incrementally"')
    assert "31% for June 2014, 0% for July 2014 to August 2014, no value for September 2014 and 100%" in remark


def test_a_rise_that_is_not_called_steady_is_silent(pack):
    assert not found(pack(AUDITS.format("overall")))


def test_a_direction_against_its_own_numbers_is_found(pack):
    (remark,) = found(pack("1 The share has risen from 32% in May to 29% in June."))
    assert '"risen" is said, but the figures go the other way: 32% to 29%' in remark
    assert not found(pack("1 The share has fallen from 32% in May to 29% in June."))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The mean caseload per qualified social worker has risen.", "has risen"),
        ("The mean time to complete an assessment has deteriorated since August 2014.", "has deteriorated"),
    ],
)
def test_a_direction_against_the_series_of_the_indicator_that_is_named_is_found(pack, text, words):
    remark = found(pack(f"1 {text}"))[0]
    assert f'paragraph 1: "{words}" is said of' in remark
    assert "which has gone from 3" in remark


def test_a_direction_that_the_workbook_bears_out_is_silent_and_one_of_what_it_does_not_have_lacks_its_figure(pack):
    assert not found(pack("1 The mean time to complete an assessment has improved since August 2014."))
    assert not found(pack("1 The mean caseload per qualified social worker has fallen."))
    (remark,) = found(pack("1 The number of complaints has fallen."))
    assert "without a figure" in remark


def test_claims_without_a_figure_are_one_remark_for_a_document(pack):
    paper = pack(
        "# Since",
        "1 Since September the number of children looked after has reduced to below the benchmark.",
        "2 There has been a marked increase in placement orders.",
    )
    (remark,) = found(paper)
    assert remark.startswith('report.docx, under "Since", paragraph 1: 2 claims of direction stand without a figure')
    assert 'a marked increase in placement orders" in paragraph 2' in remark


@pytest.mark.parametrize(
    "text",
    [
        "The number of children looked after has reduced from 400 to 380.",
        "The number has {kpi.cin_open.change}, by {kpi.cin_open.change.by}.",
        "The number of contacts has increased. No figure for it was available for this report.",
        "The number of contacts rose, but no figure was available.",
        "The number of contacts has increased. It was 1,200 in May 2014.",
        "There were 1,200 contacts in May 2014. The number has grown each year since 2011.",
        "Spending on agency staff fell to £2.1m.",
        "The plan will lead to a reduction in late visits.",
        "We aim to achieve an increase in foster carers.",
        "The increased use of early help is welcome.",
        "The lead member fell ill.",
    ],
)
def test_claims_with_a_figure_and_what_is_no_claim_are_silent(pack, text):
    assert not found(pack(f"1 {text}"))


@pytest.mark.parametrize(
    ("now", "word", "then"), [("4.6", "down", "4.1"), ("29%", "up", "32%"), ("1,463", "up", "2,066")]
)
def test_up_from_and_down_from_are_held_to_their_numbers(pack, now, word, then):
    text = "1 Attendance was {} sessions a carer, {} from {} the year before."
    (remark,) = found(pack(text.format(now, word, then)))
    assert f'"{word} from" is said, but the figures go the other way: {then} to {now}' in remark
    assert not found(pack(text.format(then, word, now)))
