"""An indicator, a plan or the like that is called by another of its names is known by it."""

from dataclasses import replace

import pytest

from cyps_papers.checks.coverage import coverage
from cyps_papers.checks.evaluation.verdict import Ruling
from cyps_papers.checks.rules import contradiction
from tests.checks.conftest import entry, indicator

PLANS = indicator("plans", "Education, health and care plans maintained", "plans", {"Jan 2015": "2410"})
NAMED = replace(PLANS, other_names=entry("EHCPs; statements of need"))
WITHOUT, WITH = {"indicators": (PLANS,)}, {"indicators": (NAMED,)}
TERM = {"indicators": (PLANS,), "terms": (("Education, health and care plan", "EHCP", ("statement of need",)),)}


@pytest.mark.parametrize("called", ["EHCPs", "statements of need"])
@pytest.mark.parametrize("known", [WITH, TERM], ids=["the indicator", "Terms"])
def test_a_number_beside_another_name_is_held_to_the_figure(pack, called, known):
    text = "1 In January 2015 the council maintained {} " + f"{called}."
    assert [one.ruling for one in pack(text.format("2,410"), **known).verdicts] == [Ruling.AGREES]
    assert list(contradiction.check(pack(text.format("2,140"), **known)))
    assert coverage(pack(text.format("2,140"), **WITHOUT)).not_checked


def test_numbers_in_another_name_are_no_data(pack):
    named = replace(PLANS, other_names=entry("plans made in 20 weeks"))
    assert not pack("1 We count plans made in 20 weeks.", indicators=(named,)).sentences[0].numbers
