"""What gives a withheld count away, and what is held back as well so that nothing does."""

import random

import pytest

from cyps_papers.disclosure.protection import Protection, Total, Withheld
from cyps_papers.disclosure.reader import ANY, Bounds
from tests.disclosure.attack import attacked_columns, attacked_indicators, table, tied_down

FEW = range(1, 6)
C = Bounds(1, 5)
SOME_TABLES = 16  # a run by hand takes thousands


def protected(counts, *totals, never_shown=()):
    return Protection(counts, [Total(*one) for one in totals], FEW, never_shown).held_back_as_well()


@pytest.mark.parametrize(
    ("left", "numbers"), [(2, {1}), (3, {1, 2}), (6, None), (9, {4, 5}), (10, {5}), (11, None), (32, None)]
)
def test_two_withheld_counts_are_given_away_by_a_sum_that_few_pairs_make(left, numbers):
    found = Withheld([Total("all", ("girls", "boys"))], {"all": left}, {"girls": C, "boys": C}).given_away()
    assert found == ({"girls": numbers, "boys": numbers} if numbers else {})


def test_a_row_and_a_column_give_away_together_what_neither_does_alone():
    rows = [Total(f"row {row}", (f"a{row}", f"b{row}")) for row in (1, 2)]
    columns = [Total(name, (f"{name}1", f"{name}2")) for name in "ab"]
    bounds = dict.fromkeys(("a1", "b1", "a2", "b2"), C)
    assert not Withheld(rows, {"row 1": 6, "row 2": 6}, bounds).given_away()
    found = Withheld(rows + columns, {"row 1": 6, "row 2": 6, "a": 10, "b": 2}, bounds).given_away()
    assert found == {"a1": {5}, "b1": {1}, "a2": {5}, "b2": {1}}


def test_a_total_that_is_withheld_gives_nothing_away():
    assert not Withheld([Total("all", ("girls", "boys"))], {"boys": 40}, {"girls": C, "all": ANY}).given_away()


def test_the_smallest_count_that_protects_is_held_back():
    assert protected({"c": 3, "b": 40, "d": 9, "all": 52}, ("all", ("c", "b", "d"))) == ["d"]
    assert protected({"c": 3, "none": 0, "d": 9, "all": 12}, ("all", ("c", "none", "d"))) == ["d"]


def test_the_total_is_held_back_where_every_part_is_the_most_that_it_could_be():
    assert protected({"a": 5, "b": 5, "d": 5, "all": 15}, ("all", ("a", "b", "d"))) == ["all"]


def test_nothing_more_is_held_back_where_nothing_is_given_away():
    assert protected({"a": 3, "b": 2, "d": 30, "all": 35}, ("all", ("a", "b", "d"))) == []
    assert protected({"a": 0, "b": 7, "all": 7}, ("all", ("a", "b"))) == []


def test_few_who_are_left_of_a_total_are_protected_though_no_number_is_theirs():
    counts = {"girls": 40, "rest": 3, "all": 43}
    assert protected(counts, ("all", ("girls", "rest")), never_shown={"rest"}) == ["girls"]
    counts = {"girls": 3, "rest": 40, "all": 43}
    assert protected(counts, ("all", ("girls", "rest")), never_shown={"rest"}) == []


def test_more_and_not_less_is_held_back_of_what_is_too_large_to_search():
    counts, totals = table(random.Random(1), 25, 12, 60)
    small = [key for key, count in counts.items() if count in FEW]
    held = set(Protection(counts, totals, FEW).held_back_as_well()) | set(small)
    lines = [one for one in totals if not held.isdisjoint(one.keys)]
    assert all(len(held.intersection(one.keys)) > 1 for one in lines)


@pytest.mark.parametrize("seed", range(SOME_TABLES))
def test_no_small_count_of_a_table_can_be_worked_out_by_an_independent_solver(seed):
    rng = random.Random(seed)
    counts, totals = table(rng, rng.randint(1, 6), rng.randint(1, 6), rng.choice([8, 20, 60]))
    small = [key for key, count in counts.items() if count in FEW]
    protection = Protection(counts, totals, FEW)
    held = [*small, *protection.held_back_as_well()]
    assert tied_down(counts, totals, held) == []
    shown = {key: count for key, count in counts.items() if key not in held}
    assert not Withheld(totals, shown, dict.fromkeys(held, C)).given_away()
    if small and tied_down(counts, totals, small):
        assert protection.exposed([])  # what the solver finds without protection is found here


@pytest.mark.parametrize("attacked", [attacked_columns, attacked_indicators])
def test_no_small_count_of_a_source_can_be_worked_out_by_that_solver(attacked):
    assert {seed: found for seed in range(SOME_TABLES) if (found := attacked(seed))} == {}


def test_a_long_column_with_its_total_needs_nothing_more_held_back():
    counts = {row: row % 9 + 1 for row in range(2_000)}
    counts["total"] = sum(counts.values())
    protection = Protection(counts, [Total("total", tuple(range(2_000)))], range(1, 6))
    assert protection.given_away == []
    assert protection.held_back_as_well() == []


def test_a_long_column_of_which_the_total_tells_all_is_protected():
    counts = dict.fromkeys(range(200), 5) | {"total": 1_000, "other": 40, "all": 1_040}
    totals = [Total("total", tuple(range(200))), Total("all", ("total", "other"))]
    protection = Protection(counts, totals, range(1, 6))
    assert len(protection.given_away) == 200
    assert set(protection.held_back_as_well()) == {"total", "other", "all"}


def test_what_is_apart_from_a_table_too_large_to_search_is_protected_too():
    cells = {(row, column): 2 for row in range(9) for column in range(9)}
    rows = [Total(("row", one), tuple((one, column) for column in range(9))) for one in range(9)]
    columns = [Total(("column", one), tuple((row, one) for row in range(9))) for one in range(9)]
    counts = {**cells, **{one.total: 18 for one in (*rows, *columns)}, "girls": 40, "boys": 3, "all": 43}
    totals = [*rows, *columns, Total("all", ("girls", "boys"))]
    assert {"girls", "all"} & set(Protection(counts, totals, FEW).held_back_as_well())


def test_markers_of_one_sum_are_taken_at_their_word_whatever_stands_in_another():
    at_most_five = dict.fromkeys("abcd", Bounds(1, 5))
    totals = [Total("north", ("a", "b")), Total("south", ("c", "d"))]  # in the south one of the two is no small number
    assert Withheld(totals, {"north": 10, "south": 40}, at_most_five).given_away() == {"a": {5}, "b": {5}}
