"""What was left to be filled in."""

import pytest

from cyps_papers.checks.rules import placeholders
from cyps_papers.figures.figure import Wording


def found(pack):
    return [str(problem) for problem in placeholders.check(pack)]


@pytest.mark.parametrize("words", ["[insert number]", "[TBC]", "TBC", "XX", "???", "[Date of meeting]", "Lorem ipsum"])
def test_what_was_left_to_be_filled_in_is_found(pack, words):
    (remark,) = found(pack("# Progress", f"1 There were {words} cases."))
    assert remark == (
        f'report.docx, under "Progress", paragraph 1: "{words}" was left to be filled in. '
        "Fill it in, or take it out; in a workbook it may stand."
    )


@pytest.mark.parametrize("words", ["[see Appendix 1]", "Why?", "XL", "the X axis", "[sic]"])
def test_other_brackets_and_signs_are_silent(pack, words):
    assert not found(pack(f"1 There were {words} cases."))


def test_a_plan_may_say_that_a_date_is_to_be_confirmed(pack):
    assert not found(pack(["Due", Wording("TBC")]))
