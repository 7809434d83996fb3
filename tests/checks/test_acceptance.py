"""A row of the sheet Accepted is for one thing, with its value, and for one meeting; what lapses is said."""

import ast
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cyps_papers import checks
from cyps_papers.checks import registry, review
from cyps_papers.checks.acceptance import weigh
from cyps_papers.problems import About, FilePlace, Level, error
from cyps_papers.records import AcceptedRecord
from tests.checks.conftest import MEETING, entry, indicator

SPOILED = ["1 Work in MASH.", "2 On 10 June 2014 and on 13/10/14."]
BEFORE = date(2014, 12, 10)
RUNAWAYS = "Children missing from care"
SMALL = "1 In February 2015, {kpi.runaways.latest} children were missing from care."


def rules(problems):
    return [problem.rule for problem in problems]


def said(problems):
    """What is said of the rows of the sheet Accepted."""
    return [str(problem) for problem in problems if problem.rule == "accepted"]


def test_an_accepted_remark_is_kept_apart_with_its_reason(pack):
    paper = pack(*SPOILED, accepted=[("abbreviations", "MASH", "Members know it", None, MEETING)])
    reviewed = review(paper)
    assert rules(reviewed.problems) == ["dates-and-numbers"]
    assert [(one.problem.rule, [record.reason.value for record in one.records]) for one in reviewed.accepted] == [
        ("abbreviations", ["Members know it"])
    ]
    assert review(paper).problems == reviewed.problems


@pytest.mark.parametrize(("rule", "words"), [("names", "MASH"), ("abbreviations", "CSWT")])
def test_another_rule_or_other_words_accept_nothing_and_that_is_said(pack, rule, words):
    row, *others = review(pack(*SPOILED, accepted=[(rule, words, "No", None, MEETING)])).problems
    assert rules(others) == ["abbreviations", "dates-and-numbers"]
    assert str(row).startswith(
        f'paper.xlsx, Sheet!B2: {rule} finds nothing in this paper now that is about "{words}". '
    )


@pytest.mark.parametrize("words", [" ", "a", "SH"])
def test_words_too_short_to_say_which_remark_accept_nothing_and_are_told_of(pack, words):
    refused, *others = review(pack(*SPOILED, accepted=[("abbreviations", words, "No", None, MEETING)])).problems
    assert len(others) == 2
    assert str(refused).startswith(
        f'paper.xlsx, Sheet!B2: "{words.strip()}" does not say what is accepted, so nothing is accepted'
    )


def test_two_letters_are_enough_where_they_are_all_that_a_remark_is_about(pack):
    assert not review(pack("1 A CP plan.", accepted=[("abbreviations", "CP", "Known", None, MEETING)])).problems


@pytest.mark.parametrize("words", ["paragraph 1", "report.docx", "spelled out", "never spelled out:", "in brackets"])
def test_words_of_the_place_or_of_the_rules_own_wording_accept_nothing(pack, words):
    paper = pack("1 Work in MASH.", accepted=[("abbreviations", words, "As in the minutes", None, MEETING)])
    refused, remark = review(paper).problems
    assert remark.rule == "abbreviations"
    assert str(refused) == (
        f'paper.xlsx, Sheet!B2: "{words}" comes from the wording of a problem or its place, not from what the problem '
        'is about, so nothing is accepted by this row. Enter what it is about: "MASH".'
    )


def test_accepting_what_is_no_rule_is_said(pack):
    (remark,) = review(pack("1 Text.", accepted=[("total", "133", "Counted twice")])).problems
    assert str(remark).startswith(
        "paper.xlsx, Sheet!B2: there is no rule total, so nothing is accepted by this row. Did you mean totals? "
    )


@pytest.mark.parametrize("words", [RUNAWAYS, "runaways", "kpi.runaways", f"“{RUNAWAYS}”"])
def test_a_figure_is_accepted_by_its_name_or_its_code(pack, words):
    reviewed = review(pack(SMALL, accepted=[("small-numbers", words, "Published already", "3", MEETING)]))
    assert (reviewed.problems, rules(one.problem for one in reviewed.accepted)) == ([], ["small-numbers"])


@pytest.mark.parametrize(
    ("typed", "is_same"), [("2,066", True), ("2066", True), ("2066.0", True), ("2,067", False), ("206", False)]
)
def test_a_value_is_the_same_however_its_cell_shows_it(pack, typed, is_same):
    text = "1 On 13 October 2014 there were 2,066 open children in need cases."
    reviewed = review(pack(text, accepted=[("typed-number", "cin_open", "From the letter", typed, MEETING)]))
    assert bool(reviewed.accepted) == is_same
    assert len(said(reviewed.problems)) == (not is_same)


def test_an_acceptance_lapses_when_the_value_changes(pack):
    paper = pack(SMALL, accepted=[("small-numbers", RUNAWAYS, "Published already", "4", MEETING)])
    row, remark = review(paper).problems
    assert (remark.rule, remark.level) == ("small-numbers", Level.ERROR)
    assert str(row) == (
        f'paper.xlsx, Sheet!B2: the acceptance of "{RUNAWAYS}" has lapsed: 4 was accepted, and it is 3 now. Look at it '
        "again, and take the row out; or, to accept it as it is now, enter 3 under Value and 18/03/2015 under Meeting."
    )


def test_an_acceptance_lapses_when_the_meeting_does(pack):
    paper = pack(SMALL, accepted=[("small-numbers", RUNAWAYS, "Published already", "3", BEFORE)])
    row, remark = review(paper).problems
    assert (remark.rule, remark.level) == ("small-numbers", Level.ERROR)
    assert str(row) == (
        f'paper.xlsx, Sheet!B2: the acceptance of "{RUNAWAYS}" has lapsed: it was for the meeting on 10/12/2014, but '
        "this one is on 18/03/2015. Look at it again, and take the row out; or, to accept it for this meeting, enter 3 "
        "under Value and 18/03/2015 under Meeting."
    )


@pytest.mark.parametrize(
    ("value", "meeting", "lacking", "enter"),
    [
        (None, None, "value and meeting", "enter 3 under Value and 18/03/2015 under Meeting"),
        (None, MEETING, "value", "enter 3 under Value and 18/03/2015 under Meeting"),
        ("3", None, "meeting", "enter 3 under Value and 18/03/2015 under Meeting"),
    ],
)
def test_a_row_that_does_not_say_value_and_meeting_accepts_no_small_number(pack, value, meeting, lacking, enter):
    row, remark = review(pack(SMALL, accepted=[("small-numbers", RUNAWAYS, "Of old", value, meeting)])).problems
    assert remark.rule == "small-numbers"
    assert f'the row does not say for which {lacking} "{RUNAWAYS}" is accepted, so nothing is accepted' in str(row)
    assert enter in str(row)


def test_a_row_of_old_does_not_accept_what_belongs_to_a_person(pack):
    text = "1 Write to jane.roe@example.org about it."
    row = ("personal-data", text[2:], "A shared mailbox")
    assert rules(review(pack(text, accepted=[row])).problems) == ["accepted", "personal-data"]
    assert review(pack(text, accepted=[(*row, "jane.roe@example.org", MEETING)])).problems == []


def test_a_child_of_the_same_name_in_another_row_is_not_accepted_with_it(pack):
    table = [["Name", "Age", "School"], ["Jordan", "9", "Oak Road"], ["Jordan", "11", "Elm Road"]]
    row = ("personal-data", "Jordan | 9 | Oak Road", "Made up for the example", "Jordan", MEETING)
    (left,) = review(pack(table, accepted=[row])).problems
    assert left.place.row == 3


def test_a_row_of_old_still_accepts_other_remarks_and_says_what_to_fill_in(pack):
    reviewed = review(pack("1 Work in MASH.", accepted=[("abbreviations", "MASH", "Members know it")]))
    assert len(reviewed.accepted) == 1
    assert said(reviewed.problems) == [
        'paper.xlsx, Sheet!B2: the row does not say for which meeting "MASH" is accepted. It still holds, as it did in '
        "earlier versions. To keep it, give the sheet the headings Value and Meeting, and enter 18/03/2015 under "
        "Meeting."
    ]


def test_a_row_that_has_a_place_for_the_meeting_and_names_none_accepts_nothing(pack):
    row, remark = review(pack("1 Work in MASH.", accepted=[("abbreviations", "MASH", "Known", None, None)])).problems
    assert remark.rule == "abbreviations"
    assert 'the row does not say for which meeting "MASH" is accepted, so nothing is accepted by this row.' in str(row)


def test_a_remark_on_several_things_is_accepted_when_each_of_them_is(pack):
    text, row = "1 Work in MASH and in CSWT.", ("abbreviations", "MASH", "Known", None, MEETING)
    (left,) = review(pack(text, accepted=[row])).problems
    assert [thing.names for thing in left.about] == [("CSWT",)]
    both = review(pack(text, accepted=[row, ("abbreviations", "CSWT", "Known too", None, MEETING)]))
    assert both.problems == []
    assert [record.reason.value for record in both.accepted[0].records] == ["Known", "Known too"]


def test_words_quoted_from_a_sentence_accept_that_sentence_alone(pack):
    texts = ["1 The review spoke of three children.", "2 At the school three children were hurt."]
    row = ("small-numbers", texts[0][2:], "They are in a story", "three children", MEETING)
    (left,) = review(pack(*texts, accepted=[row])).problems
    assert 'three children" may speak' in str(left)
    assert left.place.number == "2"


def test_a_name_that_two_figures_have_accepts_neither(pack):
    values = {"Jan 2015": "9", "Feb 2015": "3"}
    twice = [indicator(code, "Children absent", "children", values, people=True) for code in "ab"]
    texts = ["1 {kpi.a.latest} children were missing.", "2 {kpi.b.latest} were missing."]
    row, *remarks = review(
        pack(*texts, indicators=twice, accepted=[("small-numbers", "Children absent", "Known", "3", MEETING)])
    ).problems
    assert len(remarks) == 2
    assert "Enter the one that is meant: kpi.a and kpi.b." in str(row)


def test_for_a_meeting_without_a_date_nothing_is_accepted_and_nothing_said_of_the_rows(pack):
    paper = pack("1 Work in MASH.", accepted=[("abbreviations", "MASH", "Known", None, MEETING)])
    (left,) = review(replace(paper, meeting=date.min)).problems
    assert (left.rule, left.about) == ("abbreviations", ())


def test_of_a_rule_that_was_not_run_nothing_is_said(pack):
    paper = pack("1 Text.", accepted=[("totals", "133", "Counted twice", "133", MEETING)])
    assert review(paper, is_whole=False).problems == []


FEW = error("small-numbers", '"{number}" ({name}) counts 1 to 5 people, who could be recognised.', "Withhold it.")


@given(st.data())
def test_no_part_of_what_is_said_of_a_small_number_accepts_it_unless_it_is_the_figures_name(data):
    names = (RUNAWAYS, "runaways", "kpi.runaways")
    problem = FEW.at(FilePlace("report.docx"), [About(names, "3")], number="3", name=RUNAWAYS)
    text = f"{problem} {' '.join(names)}"
    start = data.draw(st.integers(0, len(text) - 1))
    words = text[start : data.draw(st.integers(start + 1, len(text)))]
    record = AcceptedRecord(*map(entry, ("small-numbers", words, "Why not", "3", MEETING)))
    weighed = weigh({"small-numbers": [problem]}, [record], MEETING)
    bare = " ".join(words.lower().split()).strip("\"'“”.,;: ")
    assert bool(weighed.accepted) == (bare in [name.lower() for name in names])
    assert len(weighed.problems) == 2 * (not weighed.accepted)


@pytest.mark.parametrize("path", sorted(Path(checks.__path__[0]).rglob("*.py")), ids=lambda path: path.stem)
def test_every_problem_of_a_rule_says_what_it_is_about(path):
    """A kind's `.at` has the place, and then what it is about."""
    if path.stem == "acceptance":
        return
    for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr == "at":
            kind = call.func.value
            assert not (isinstance(kind, ast.Name) and kind.id.isupper()) or len(call.args) > 1, ast.unparse(call)


@pytest.mark.parametrize("name", registry.RULES)
def test_what_a_rule_finds_says_what_it_is_about_so_that_it_can_be_accepted(name, pack):
    for example in registry.RULES[name].EXAMPLES:
        found = list(registry.RULES[name].check(pack(*example.wrong)))
        things = dict.fromkeys(thing for problem in found for thing in problem.about)
        rows = [(name, thing.names[0], "It is right", thing.value or None, MEETING) for thing in things]
        assert all(problem.about for problem in found)
        left = review(pack(*example.wrong, accepted=rows)).problems
        assert not [problem for problem in left if problem.rule in (name, "accepted")]
