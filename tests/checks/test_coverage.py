"""What was checked against a figure is counted, and the rest is listed: silence is never approval."""

import pytest

from cyps_papers.checks.coverage import SHOWN, coverage

RIGHT = "1 There were 1,463 open children in need cases on 2 February 2015."
WRONG = "1 There were 1,500 open children in need cases on 2 February 2015."
UNKNOWN = "1 The library lent 7,214 books in May 2014."
PRINTED = "1 On 2 February 2015 there were {kpi.cin_open.latest} open children in need cases."
DATES = "1 Under section 47 of the Children Act 1989, those aged 16 to 18 are seen by 5.30 pm: 020 7946 0123."


def counted(paper):
    found = coverage(paper)
    return found.printed, found.agree, found.differ, [one.words for one in found.not_checked]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (RIGHT, (0, 1, 0, [])),
        (WRONG, (0, 0, 1, [])),
        (RIGHT.replace("2 February", "13 October"), (0, 0, 0, ["1,463"])),
        (RIGHT.replace("2 February 2015", "13 October 2014"), (0, 0, 1, [])),
        (UNKNOWN, (0, 0, 0, ["7,214"])),
        (PRINTED, (1, 0, 0, [])),
        ("1 There were {kpi.cin_open.latest} open children in need cases and 1,500 ponies.", (1, 0, 0, ["1,500"])),
        (DATES, (0, 0, 0, [])),
        ("1 A duty officer answers 24/7; see table 3, Key Stage 2 and Appendix 1.", (0, 0, 0, [])),
        ("1 Most were built before 1945.", (0, 0, 0, ["Most"])),
        ("1 We spent £1.2m on it.", (0, 0, 0, ["£1.2m"])),
        ("1 Contacts have doubled.", (0, 0, 0, ["doubled"])),
        ("1 We will work to reduce contacts and see whether they fall.", (0, 0, 0, [])),
        ("1 Children in need cases without a plan for 6 weeks or longer are counted.", (0, 0, 0, [])),
    ],
)
def test_each_number_and_claim_is_held_or_differs_or_is_listed(pack, text, expected):
    assert counted(pack(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The share was {kpi.conversion.baseline} in {kpi.conversion.baseline.date} and 39% in "
        "{kpi.conversion.latest.date}: it has {kpi.conversion.change}.",
        "The figure was {audits.completed.at('Jan 2015')} in {audits.completed.at('Jan 2015').date} and 90% in "
        "{audits.completed.latest.date}.",
        "Proceedings took a mean of {kpi.proceedings.first} weeks in {kpi.proceedings.first.date} and 44 weeks in "
        "{kpi.proceedings.latest.date}.",
        "There were 260 children in need cases without a plan in {kpi.cin_no_plan.latest.date}.",
        "There were {kpi.cin_open.latest} open children in need cases on 2 February 2015, down from 2,606.",
        "Open children in need cases numbered {kpi.cin_open.latest}, half of the 2,066 in October 2014.",
    ],
)
def test_what_is_typed_wrong_beside_a_tag_does_not_pass_as_checked(pack, text):
    found = coverage(pack(f"1 {text}"))
    assert found.differ or found.not_checked
    assert found.agree < found.typed + found.claims


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        ((RIGHT,), "0 numbers printed by tags. Of 1 number typed by hand, 1 was checked against a figure and agrees."),
        ((RIGHT, RIGHT), "All of the 2 numbers typed by hand were checked against a figure and agree."),
        ((UNKNOWN, UNKNOWN), "None of the 2 numbers typed by hand could be checked against a figure."),
        ((PRINTED,), "1 number printed by tags. None was typed by hand, and nothing is claimed in words."),
        (
            (RIGHT, RIGHT, WRONG, UNKNOWN, "1 Contacts have doubled."),
            "Of 4 numbers typed by hand and 1 claim in words, 2 were checked against a figure and agree; 1 differs "
            "from its figure; 2 could not be checked against any.",
        ),
    ],
)
def test_it_is_said_in_a_sentence(pack, texts, said):
    assert said in str(coverage(pack(*texts)))


def test_the_first_that_were_not_checked_are_said_with_words_beside_them_and_the_rest_counted(pack):
    _, *listed = coverage(pack(*[UNKNOWN] * (SHOWN + 2))).lines()
    assert listed[0].startswith('  report.docx, paragraph 1: "The library lent 7,214 books in May": ')
    assert len(listed) == SHOWN + 1
    assert listed[-1].startswith("  and 2 more")
