"""Documents and figures that are old at the meeting."""

from datetime import date

import pytest

from cyps_papers.checks.rules import no_later_value, stale
from tests.checks.conftest import indicator


def found(pack):
    return [str(problem) for problem in stale.check(pack)]


def test_an_attachment_with_an_old_date_is_found(pack):
    paper = pack("# Attachments", "- Appendix 1 - Action Plan, Update as at 29 September 2014")
    (remark,) = found(paper)
    assert remark.startswith('report.docx, under "Attachments", first bullet: "Appendix 1 - Action Plan')
    assert "170 days before the meeting; the limit is 92" in remark


def test_an_old_date_in_the_sheet_documents_is_found_at_its_cell(pack):
    paper = pack("Text", documents=[("report", "Report", None), ("appendix-1", "Plan", date(2014, 9, 29))])
    (remark,) = found(paper)
    assert remark.startswith("paper.xlsx, Sheet!B2")


@pytest.mark.parametrize(
    "text",
    [
        "- Appendix 1 - Action Plan, Update as at 9 March 2015",
        "1 The key points as at August 2014 included:",
        "1 As at September 2014 there were 30 vacancies.",
    ],
)
def test_fresh_documents_and_history_are_silent(pack, text):
    assert not found(pack("# Attachments", text))


def test_the_limit_is_the_officers(pack):
    text = "- Appendix 1 - Action Plan, Update as at 29 September 2014"
    assert not found(pack(text, details={"stale_after_days": 200}))


def test_an_old_figure_given_as_the_present_one_is_found(pack):
    text = "1 The mean caseload per qualified social worker is now {kpi.caseload_qualified.first} cases."
    (remark,) = found(pack(text))
    assert "is given as the present position, but is from September 2014" in remark
    assert not found(pack(text.replace("first", "latest")))


YEARLY = {"2011/12": "70", "2012/13": "64", "2013/14": "57"}
CENSUS = {"16/01/13": "70", "15/01/14": "57"}
QUARTERLY = {"Q4 2013/14": "64", "Q1 2014/15": "60", "Q2 2014/15": "57"}
MONTHLY = {"Aug 2014": "64", "Sep 2014": "60", "Oct 2014": "57"}
ROLLING = {"year ending March 2014": "64", "year ending June 2014": "60", "year ending September 2014": "57"}


@pytest.mark.parametrize(
    ("values", "is_old"),
    [
        *((YEARLY, False), (dict([*YEARLY.items()][-1:]), False), (CENSUS, False), (QUARTERLY, False)),
        *((ROLLING, False), (MONTHLY, True), ({"Apr 2014": "64", "Sep 2014": "57"}, True)),
        *(
            ({"2009/10": "70", "2010/11": "64", "2011/12": "57"}, True),
            ({"Q1 2013/14": "60", "Q2 2013/14": "57"}, True),
        ),
        ({"year ending September 2013": "64", "year ending December 2013": "60", "year ending March 2014": "57"}, True),
    ],
)
def test_a_figure_is_not_old_before_the_next_of_its_series_is_due(pack, values, is_old):
    """At the meeting of 18 March 2015; two values five months apart say nothing of how often they come."""
    courses = (indicator("courses", "Mean length of training courses", "weeks", values),)
    paper = pack("1 The mean length of training courses is {kpi.courses.latest}.", indicators=courses)
    assert bool(found(paper)) is is_old
    assert bool([*no_later_value.check(paper)]) is is_old


def test_a_yearly_figure_is_old_where_the_workbook_has_the_next(pack):
    courses = (indicator("courses", "Mean length of training courses", "weeks", YEARLY),)
    paper = pack("1 The mean length of training courses is now {kpi.courses.first}.", indicators=courses)
    (remark,) = found(paper)
    assert "the limit is 92" in remark
