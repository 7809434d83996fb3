"""Numbers and claims held against their own sentence and against the workbooks."""

from dataclasses import replace
from decimal import Decimal

import pytest

from cyps_papers.checks.rules import contradiction
from cyps_papers.figures.figure import Figure
from cyps_papers.figures.measure import Tallies, Tally
from cyps_papers.figures.source import Source
from cyps_papers.origin import Origin
from cyps_papers.problems import Level
from cyps_papers.sources.action_plan.plan import Plan


def found(pack):
    return [str(problem) for problem in contradiction.check(pack)]


FELL = "1 Cases have fallen from 2,066 on 13/10/14 to 1463 on 02/02/15 - an average reduction of approx. {} per week."


def test_a_weekly_rate_that_its_own_sentence_does_not_give_is_an_error_at_its_place(pack):
    (problem,) = contradiction.check(pack("# Cases", FELL.format("43 cases")))
    assert problem.level is Level.ERROR
    assert str(problem).startswith(
        'report.docx, under "Cases", paragraph 1: "43 cases per week" does not follow from the sentence: '
        "2,066 to 1463 over 16 weeks is 38."
    )


@pytest.mark.parametrize("rate", ["38", "37.7", "38 cases", "37"])
def test_a_rate_that_follows_rounded_or_about_is_silent(pack, rate):
    assert not found(pack(FELL.format(rate)))


def test_it_needs_no_workbook(pack):
    paper = pack("1 Complaints rose from 100 in May 2014 to 130 in July 2014, an increase of 50.")
    (remark,) = found(paper)
    assert '"50" does not follow from the sentence: 100 to 130 is a change of 30' in remark


@pytest.mark.parametrize("change", ["an increase of 30", "an increase of 30%", "which is 12 more than planned"])
def test_a_change_that_follows_is_silent(pack, change):
    assert not found(pack(f"1 Complaints rose from 100 in May 2014 to 130 in July 2014, {change}."))


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("There were 1,500 open children in need cases on 2 February 2015.", "kpis.xlsx"),
        ("In February 2015 the mean caseload per qualified social worker was 19.", "17"),
        ("Open children in need cases fell from 2,066 on 13 October 2014 to 1,403 on 2 February 2015.", "1,463"),
        ("Contacts that become referrals were 28% in January 2015.", "29%"),
    ],
)
def test_a_number_other_than_the_workbooks_for_its_words_and_date_is_found(pack, text, known):
    (remark,) = found(pack(f"1 {text}"))
    assert remark.startswith("report.docx, paragraph 1")
    assert known in remark or "paper.xlsx" in remark


@pytest.mark.parametrize(
    "text",
    [
        "There were 1,463 open children in need cases on 2 February 2015.",
        "There were 1,500 open children in need cases on 2 February 2013.",
        "The mean caseload per qualified social worker should be no more than 20 in February 2015.",
        "Nationally the mean caseload per qualified social worker was 19 in February 2015.",
        "About 1,500 open children in need cases were held on 2 February 2015.",
        "Of the open children in need cases on 2 February 2015, 212 were under five.",
        "We audited 40 of the open children in need cases on 2 February 2015.",
    ],
)
def test_numbers_that_claim_something_else_are_silent(pack, text):
    assert not found(pack(f"1 {text}"))


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("The share was {kpi.conversion.baseline} in {kpi.conversion.baseline.date} and 39% in "
         "{kpi.conversion.latest.date}: it has {kpi.conversion.change}.", ("39%", "29%")),
        ("The figure was {audits.completed.at('Jan 2015')} in {audits.completed.at('Jan 2015').date} and 90% in "
         "{audits.completed.latest.date}.", ("90%", "100%")),
        ("Proceedings took a mean of {kpi.proceedings.first} weeks in {kpi.proceedings.first.date} and 44 weeks in "
         "{kpi.proceedings.latest.date}.", ("44", "34")),
        ("In {kpi.cin_no_plan.first.date} there were {kpi.cin_no_plan.first} children in need cases without a plan for "
         "six weeks, and in {kpi.cin_no_plan.latest.date} there were 260.", ("260", "250")),
        ("There were 260 children in need cases without a plan in {kpi.cin_no_plan.latest.date}.", ("260", "250")),
    ],
)  # fmt: skip
def test_a_number_typed_over_a_tag_beside_its_printed_date_is_found(pack, text, typed):
    (remark,) = found(pack(f"1 {text}"))
    wrong, right = typed
    assert f'"{wrong}"' in remark
    assert f"has {right}" in remark
    assert not found(pack(f"1 {text.replace(wrong, right)}"))


@pytest.mark.parametrize(
    "text",
    [
        "In {kpi.runaways.latest.date} the team had 12 placements.",
        "In {kpi.runaways.latest.date} there were {kpi.runaways.latest} children missing from care and 12 placements.",
        "In {kpi.runaways.latest.date} about 5 children were missing from care.",
    ],
)
def test_a_date_printed_of_an_indicator_makes_no_other_number_its_value(pack, text):
    assert not found(pack(f"1 {text}"))


@pytest.mark.parametrize("of_all", ["Of its 42 actions", "Of the 42 actions in it"])
def test_a_total_that_differs_from_the_plan_of_its_parts_is_found(pack, of_all):
    text = f"1 {of_all}, 30 are completed and 11 are residual: these go on in the improvement plan."
    (remark,) = found(pack(text))
    assert '"42' in remark
    assert "41" in remark
    assert not found(pack(text.replace("42", "41")))
    assert not found(pack(text.replace("1 Of", "1 In September 2014, of").replace("are", "were")))


def test_a_plans_count_typed_wrong_is_found(pack):
    (remark,) = found(pack("1 The Ofsted plan has 42 actions in total."))
    assert '"42"' in remark
    assert "41" in remark


@pytest.mark.parametrize(
    "text",
    [
        "1 Of the 41 actions in the Ofsted plan, 31 are completed.",
        "1 In the Ofsted plan 31 of the 41 actions have been completed.",
        "1 In the Ofsted plan {ofsted.completed} actions are completed and 12 are residual.",
    ],
)
def test_a_status_with_another_count_than_the_plans_is_found(pack, text):
    (remark,) = found(pack(text))
    assert "in the workbook" in remark
    assert not found(pack(text.replace("31", "30").replace("12", "11")))


def test_a_status_with_another_count_in_a_table_is_found(pack):
    table = [["Action status", "Number"], ["Completed", "31"], ["Residual", "11"]]
    (remark,) = found(pack("1 The table shows the actions of the Ofsted plan:", table))
    assert 'table 1, row 2, column 2: "31" actions are said to be completed, but in the workbook 30' in remark


@pytest.mark.parametrize(
    "text",
    [
        "1 In September 2014, 12 actions of the Ofsted plan were completed.",
        "1 The first area of the Ofsted plan has 4 actions completed.",
        "1 12 visits were completed.",
    ],
)
def test_counts_at_another_time_or_of_other_things_are_silent(pack, text):
    assert not found(pack(text))


def test_a_target_in_a_plainer_unit_is_found_and_in_its_own_unit_is_not(pack):
    (remark,) = found(pack("1 The mean time to complete an assessment has a limit of 45 days."))
    assert "45 working days" in remark
    assert not found(pack("1 The mean time to complete an assessment has a limit of 45 working days."))


def test_all_cleared_is_found_while_some_are_left(pack):
    paper = pack("1 The managed service helped teams to clear all children in need backlogs.")
    (problem,) = contradiction.check(paper)
    assert "is at 250 (early March 2015)" in str(problem)
    assert problem.level is Level.WARNING


@pytest.mark.parametrize(
    "text",
    [
        "The managed service helped teams to clear some children in need backlogs.",
        "Staff must clear all desks at the end of the day.",
        "All children have been seen.",
        "No papers remain to be published.",
    ],
)
def test_claims_of_other_things_are_silent(pack, text):
    assert not found(pack(f"1 {text}"))


def test_the_high_of_one_of_two_that_the_words_do_not_tell_apart_is_found(pack):
    (remark,) = found(pack("1 The mean caseload is 17 (February 2015), from the high of 30 in September 2014."))
    assert '"the high of 30" is not the highest' in remark
    assert "was at 33 in September 2014" in remark


def test_the_high_of_the_one_that_is_named_is_silent(pack):
    assert not found(pack("1 The mean caseload per qualified social worker was at its high of 30 in September 2014."))


def test_a_plan_said_to_be_completed_is_one_remark(pack):
    paper = pack(
        "# Reason",
        "The Ofsted plan will be reported as completed.",
        "1 With the completion of the Ofsted plan we go on.",
    )
    (remark,) = found(paper)
    assert remark.startswith('report.docx, under "Reason", first paragraph: "as completed"')
    assert '"the completion of" in paragraph 1' in remark
    assert "Of its 41 actions 30 are" in remark


@pytest.mark.parametrize(
    "text",
    [
        "Of the {ofsted.total} actions in the Ofsted plan, {ofsted.completed} have been completed.",
        "The Ofsted plan will be completed by July 2015.",
        "Most actions of the Ofsted plan are completed.",
        "The Ofsted inspection was completed in December 2013.",
        "The Ofsted plan has been endorsed.",
    ],
)
def test_what_does_not_say_that_the_plan_is_completed_is_silent(pack, text):
    assert not found(pack(f"1 {text}"))


def test_a_tag_of_one_indicator_among_the_words_of_another_is_found(pack):
    (remark,) = found(pack("1 The mean duration of completed care proceedings was {kpi.cin_no_plan.latest}."))
    assert '"Mean duration of completed care proceedings"' in remark
    assert not found(pack("1 The mean duration of completed care proceedings was {kpi.proceedings.latest} weeks."))


def test_a_typed_count_beside_printed_ones_is_held_to_their_plan(pack):
    text = "1 Of the {{ofsted.total}} actions, {} are completed and {{ofsted.residual}} are residual."
    two = pack(text.format(31))
    (remark,) = found(replace(two, context={**two.context, "improvement": Plan([], "improvement", {})}))
    assert '"31" actions are said to be completed, but in the workbook 30 of the 41 are' in remark
    assert not found(pack(text.format(30)))


class Cases(Source):
    """A source of no kind that counts its records by label, as any kind may."""

    def tallies(self):
        def count(label, value):
            return Figure(value=Decimal(value), unit="cases", origin=Origin("court", question=label))

        return Tallies(
            count("total", 12), (Tally("Listed", count("listed", 7)), Tally("Adjourned", count("adjourned", 5)))
        )


def test_the_counts_of_any_source_are_held_against_what_is_said_of_them(pack):
    paper = replace(pack("1 Of the court cases 8 are listed."), context={"court": Cases()})
    (remark,) = map(str, contradiction.check(paper))
    assert (
        '"8" cases are said to be listed, but in the workbook 7 of the 12 are. Use the tag {{ court.listed }}.'
        in remark
    )
    assert not list(
        contradiction.check(replace(pack("1 Of the court cases 7 are listed."), context={"court": Cases()}))
    )
