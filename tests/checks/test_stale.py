"""Documents and figures that are old at the meeting."""

from datetime import date

import pytest

from cyps_papers.checks.rules import stale


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
    assert "is given as the present position, and is of September 2014" in remark
    assert not found(pack(text.replace("first", "latest")))
