"""One value, one date."""

import pytest

from cyps_papers.checks.rules import two_dates


def found(pack):
    return [str(problem) for problem in two_dates.check(pack)]


def test_a_value_with_another_date_than_the_workbooks_is_found_where_it_stands(pack):
    paper = pack(
        "# Background",
        "1 Children in need cases peaked at 2,066 by October 2014, with 828 having no plan in place.",
    )
    (remark,) = found(paper)
    assert remark.startswith('report.docx, under "Background", paragraph 1: "828" (Children in need cases without')
    assert '"by October 2014"' in remark
    assert "has it for September 2014" in remark


def test_a_date_after_a_list_of_two_values_belongs_to_the_nearest(pack):
    assert not found(pack("1 The mean caseload per qualified social worker fell from 30 to 17 (February 2015)."))


@pytest.mark.parametrize("date", ["September 2014", "Sept 2014", "30 September 2014", "2014"])
def test_a_date_that_holds_the_workbooks_or_lies_in_it_is_the_same(pack, date):
    assert not found(pack(f"1 In {date} there were 828 children in need cases without a plan."))


def test_a_date_told_from_another_is_its_own(pack):
    text = "1 In January 2015, 29% of contacts became referrals, against 32% four months earlier."
    assert not found(pack(text))


def test_a_printed_figure_with_its_own_date_is_silent(pack):
    assert not found(pack("1 There were {kpi.cin_open.peak} open children in need cases on {kpi.cin_open.peak.date}."))


def test_a_printed_figure_with_a_typed_date_of_another_is_found(pack):
    (remark,) = found(pack("1 There were {kpi.cin_open.peak} open children in need cases in December 2014."))
    assert '"in December 2014"' in remark


def test_a_number_that_no_workbook_holds_given_with_two_dates_is_found(pack):
    paper = pack(
        "1 In May 2014 the service employed 212 permanent social workers.",
        "2 The service employed 212 permanent social workers in July 2014.",
    )
    (remark,) = found(paper)
    assert 'paragraph 2: "212" is given with "July 2014" here but with "May 2014" in paragraph 1' in remark


def test_the_same_number_of_other_things_is_silent(pack):
    assert not found(
        pack("1 In May 2014 there were 212 complaints from schools.", "2 In July 2014 we held 212 reviews of plans.")
    )


def test_an_item_of_another_date_in_a_list_as_at_a_date_is_found(pack):
    paper = pack("1 The key points as at August 2014 included:", "- Caseloads peaked during September at 45 cases.")
    (remark,) = found(paper)
    assert "the list is as at August 2014" in remark
    assert "is from September" in remark


def test_a_list_may_open_with_its_date(pack):
    items = ("- the case closed;", "- in June 2014, 31 audits were completed.")
    assert found(pack("1 As at 2 February 2015:", *items))
    assert not found(pack("1 As at 30 June 2014:", *items))


def test_an_item_of_the_same_date_is_silent(pack):
    assert not found(pack("1 The key points as at August 2014 included:", "- In August there were 45 complaints."))


def test_figures_without_a_date_are_one_remark(pack):
    paper = pack(
        "1 The mean time to complete an assessment was 33 days.", "2 Only 75% of assessments were completed on time."
    )
    (remark,) = found(paper)
    assert 'without a date: 2 figures, "33" in paragraph 1 and "75%" in paragraph 2' in remark


def test_the_latest_value_needs_no_date_where_it_is_not_old(pack):
    assert not found(pack("1 Assessments take 30 days on average, the mean time to complete an assessment."))


def test_a_month_without_its_year_and_a_time_told_from_another_are_dates(pack):
    assert not found(pack("1 The mean time to complete an assessment has come down from August, when it was 33 days."))
    assert not found(pack("1 Half a year earlier the mean time to complete an assessment was 33 days."))


def test_a_date_before_it_in_its_paragraph_is_enough(pack):
    text = "1 In August 2014 the team met. The mean time to complete an assessment was 33 days."
    assert not found(pack(text))
    assert found(pack(text.replace("August", "May")))


def test_an_undated_figure_among_those_of_another_time_is_told_apart(pack):
    paper = pack(
        "# Then", "1 In August 2014 the service was at risk.", "2 Care proceedings completed took 57 weeks on average."
    )
    (remark,) = found(paper)
    assert "beside what is said of August 2014" in remark
    assert "has it for 2013/14" in remark
