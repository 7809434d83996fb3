"""What was left to be filled in."""

from dataclasses import replace

import pytest

from cyps_papers.checks import Published
from cyps_papers.checks.rules import placeholders
from cyps_papers.figures.figure import Wording


def found(pack):
    return [str(problem) for problem in placeholders.check(pack)]


@pytest.mark.parametrize("words", [
        "[insert number]", "[TBC]", "TBC", "XX", "???", "[Date of meeting]", "Lorem ipsum", "[amount to be confirmed]",
        "[wording to follow]", "(figure to follow)", "(number to be confirmed)", "(to be confirmed)", "£X", "£Xm",
        "£xxx,xxx", "##", "<insert number>", "(name to be announced)",
        "£_____", "X%", "____", "DN:", "Drafting note", "[DN check with finance]",
    ],
)  # fmt: skip
def test_what_was_left_to_be_filled_in_is_found(pack, words):
    (remark,) = found(pack("# Progress", f"1 There were {words} cases."))
    assert remark == (
        f'report.docx, under "Progress", paragraph 1: "{words}" was left to be filled in. '
        "Fill it in, or take it out; in a workbook it can stay."
    )


@pytest.mark.parametrize("words", [
        "[see Appendix 1]", "Why?", "XL", "the X axis", "[sic]", "Appendix 2 (to follow)", "(to be agreed by June)",
        "£1,200", "DNA", "(figures are provisional)", "a date to be confirmed", "DN1", "<5",
        "C# and F#",
    ],
)  # fmt: skip
def test_other_brackets_and_signs_are_silent(pack, words):
    assert not found(pack(f"1 There were {words} cases."))


def test_a_line_to_sign_on_is_silent(pack):
    assert not found(pack("Signed: ________ Date: ________"))


def test_what_is_highlighted_is_found_though_its_words_could_stand(pack):
    paper = pack("1 There were 31 cases in May.", "2 There were TBC cases.")
    marked = [
        passage.paragraph._replace(highlighted=words)
        for passage, words in zip(paper.passages, ("31 cases", "TBC"), strict=True)
    ]
    first, second = found(replace(paper, documents=(Published("report", tuple(marked)),)))
    assert first.startswith('report.docx, paragraph 1: "31 cases" is highlighted')
    assert '"TBC" was left to be filled in' in second


def test_a_plan_may_say_that_a_date_is_to_be_confirmed(pack):
    assert not found(pack(["Due", Wording("TBC")]))
