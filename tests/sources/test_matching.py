"""Records are found again by reference, else by wording; those that kept all of it are compared with no other."""

from __future__ import annotations

from difflib import SequenceMatcher

import pytest

from cyps_papers.sources.matching import Naming, pairs


def found(then, now):
    return [(pair.then and pair.then.reference, pair.now and pair.now.reference) for pair in pairs(then, now, same)]


def same(naming):
    return naming


VISITS = "visit every child within ten working days"


@pytest.mark.parametrize(
    ("then", "now", "expected"),
    [
        ([Naming("1", VISITS)], [Naming("9", VISITS)], [("1", "9")]),
        ([Naming("1", VISITS)], [Naming("9", "visit every child within five working days")], [("1", "9")]),
        ([Naming("1", VISITS)], [Naming("1", "publish the threshold document")], [("1", "1")]),
        ([Naming("1", VISITS), Naming("2", VISITS)], [Naming("9", VISITS)], [(None, "9"), ("1", None), ("2", None)]),
        ([Naming("1", VISITS, "A"), Naming("2", VISITS, "B")], [Naming("9", VISITS, "b")], [("2", "9"), ("1", None)]),
        ([Naming("1", "")], [Naming("9", "")], [(None, "9"), ("1", None)]),
        ([Naming("1", VISITS), Naming("1", "audit cases")], [Naming("1", "audit cases")], [("1", "1"), ("1", None)]),
    ],
)
def test_a_record_is_found_again(then, now, expected):
    assert found(then, now) == expected


def test_records_that_kept_reference_wording_and_group_are_not_compared_with_the_rest(monkeypatch):
    compared = []
    ratio = SequenceMatcher.ratio
    monkeypatch.setattr(SequenceMatcher, "ratio", lambda self: compared.append(1) or ratio(self))
    then = [Naming(str(number), f"{VISITS} in area {number}") for number in range(300)]
    now = [*then[:-1], Naming("new", VISITS)]
    assert found(then, now)[-1] == ("299", "new")
    assert len(compared) < 1_000
