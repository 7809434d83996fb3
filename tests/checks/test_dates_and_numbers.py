"""One form for dates, numbers, percentages and years."""

import pytest

from cyps_papers.checks.rules import dates_and_numbers


def found(pack):
    return [str(problem) for problem in dates_and_numbers.check(pack)]


@pytest.mark.parametrize(
    ("texts", "place", "words"),
    [
        (["1 On 10 June 2014.", "2 On 13/10/14."], "paragraph 2", '"13/10/14" (paragraph 2), beside "10 June 2014"'),
        (
            ["1 A peak of 2066 cases.", "2 A peak of 2,066 cases."],
            "paragraph 1",
            '"2066" (paragraph 1), beside "2,066"',
        ),
        (["1 It was 31%.", "2 It was 31 per cent."], "paragraph 2", '"31 per cent" (paragraph 2), beside "31%"'),
        (["1 In 2013/14.", "2 In 2014-15."], "paragraph 2", '"2014-15" (paragraph 2), beside "2013/14"'),
        (["1 On 10 June 2014.", "2 On 10th June 2014."], "paragraph 2", '"10th June 2014"'),
        (["1 In September a report was made."], "paragraph 1", '"September" in paragraph 1'),
        (["1 A peak of 2066 cases."], "paragraph 1", '"2066" (paragraph 1)'),
    ],
)
def test_forms_that_are_mixed_are_one_remark_at_the_odd_one(pack, texts, place, words):
    (remark,) = found(pack(*texts))
    assert remark.startswith(f"report.docx, {place}: ")
    assert words in remark


@pytest.mark.parametrize(
    "text",
    [
        "1 On 13/10/14 and on 02/02/15.",
        "1 On 10 June 2014, in early March 2015 and in 2013/14; the Plan 2014/16.",
        "1 In July and August 2014, and from October to December 2014.",
        "1 It was 31% in July 2014. In September it was 30%.",
        "1 The Strategy 2014-2019 runs beyond 2014/15.",
        "1 In 2014 and 2015, under the Children Act 1989.",
        "1 Staff may march in step; they may act.",
        "1 Telephone 01895 250527; minute 2241, reference CP 1188.",
        "1 A fall of 3 percentage points, to 31%.",
    ],
)
def test_one_form_throughout_and_what_is_no_number_is_silent(pack, text):
    assert not found(pack(text))


def test_short_dates_in_tables_are_silent(pack):
    assert not found(pack("1 On 10 June 2014.", [["Indicator", "When"], ["Cases", "13 Oct 2014"]]))
