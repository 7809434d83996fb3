"""A baseline without what came after it."""

from dataclasses import replace

import pytest

from cyps_papers.checks.rules import no_later_value
from cyps_papers.word.charts.refresh import Plotted
from cyps_papers.word.story.places import DocumentPlace

ON_TIME = "1 In August 2014 {} of assessments were completed on time."


def found(pack):
    return [str(problem) for problem in no_later_value.check(pack)]


@pytest.mark.parametrize("figure", ["75%", "{kpi.assessments_on_time.baseline}"])
def test_an_old_figure_with_none_after_it_is_found_typed_or_printed(pack, figure):
    (remark,) = found(pack("# Then", ON_TIME.format(figure)))
    assert remark.startswith('report.docx, under "Then", paragraph 1: "75%" (Assessments completed on time)')
    assert "199 days before the meeting" in remark
    assert "The workbook has none either" in remark


def test_a_later_value_in_the_workbook_is_offered(pack):
    (remark,) = found(pack("1 On 13 October 2014 there were {kpi.cin_open.peak} open children in need cases."))
    assert "The workbook has 1,463 for 2 February 2015" in remark
    assert "{{ kpi.cin_open.latest }}" in remark


def test_a_later_value_anywhere_in_the_pack_is_enough(pack):
    paper = pack(
        "1 On 13 October 2014 there were {kpi.cin_open.peak} open children in need cases.",
        appendix_1=["On 2 February 2015 there were {kpi.cin_open.latest} open children in need cases."],
    )
    assert not found(paper)


def test_a_later_value_in_words_is_enough(pack):
    first = "1 In September 2014 the mean caseload per qualified social worker was 30."
    assert found(pack(first))
    assert not found(pack(first, "2 In February 2015 the mean caseload per qualified social worker was seventeen."))


def test_a_later_value_printed_as_withheld_is_enough(pack):
    paper = pack(
        "1 Managers completed {audits.completed.first} of case file audits in June 2014.",
        "2 For September 2014 the figure is {audits.completed.at('Sep 2014')}.",
    )
    assert not found(paper)


def test_a_later_value_in_a_chart_is_enough(pack):
    paper = pack("1 On 13 October 2014 there were {kpi.cin_open.peak} open children in need cases.")
    latest = paper.sources["kpi"].cin_open.latest
    (report,) = paper.documents
    charted = (Plotted(latest, latest.printed, DocumentPlace("report.docx"), None),)
    assert not found(replace(paper, documents=(replace(report, charted=charted),)))


def test_saying_that_there_is_none_is_enough(pack):
    assert not found(pack(ON_TIME.format("75%") + " No later figure was available for this report."))


def test_a_fresh_figure_and_a_target_are_silent(pack):
    assert not found(
        pack(
            "1 In February 2015 {kpi.runaways.latest} children were missing.",
            "2 The limit is {kpi.assessment_days.target} working days.",
        )
    )
