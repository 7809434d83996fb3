"""How problems are said: by file, in the order of its places, the same one over many cells once."""

import json
from datetime import date

import pytest

from cyps_papers import console
from cyps_papers.origin import Origin
from cyps_papers.problems import About, FilePlace, error, warning
from cyps_papers.records import Cell
from cyps_papers.word.story.places import DocumentPlace
from cyps_papers.words import count

NOT_A_NUMBER = error("not-a-number", '"{found}" is not a number.', "Enter figures only.")
ALONE = warning(
    "residual",
    "{action|actions} {reference} of {plan} {stands|stand} alone.",
    "Enter {reference|each}.",
    "reference",
)
OLD = warning("stale", "it is old.", "Bring it up to date.")


def cell(coordinate, workbook="kpis.xlsx"):
    return Cell(workbook, "Values", coordinate)


def said(*problems, width=100):
    return [line.text for line in console.matter_lines(problems, width)]


def test_problems_stand_under_their_files_in_the_order_of_their_cells_and_warnings_before_errors():
    assert said(
        NOT_A_NUMBER.at(cell("C10"), found="ten"),
        OLD.at(FilePlace("report.docx")),
        NOT_A_NUMBER.at(cell("C9"), found="nine"),
    ) == [
        "report.docx",
        "  (warning) it is old. Bring it up to date.",
        "kpis.xlsx",
        '  Values!C9: "nine" is not a number. Enter figures only.',
        '  Values!C10: "ten" is not a number. Enter figures only.',
        "",
        "kpis.xlsx    2 errors",
        "report.docx            1 warning",
    ]


def test_the_name_of_a_file_is_never_cut():
    name = "Improvement plan of March.docx"
    for width in range(40, 80):
        lines = console.wrapped(f"  Made inputs/2015-09: paper.xlsx, {name}, appendix-1.docx.", width, [name])
        assert all(len(line) <= width for line in lines)
        assert [found for line in lines for found in (name, "appendix-1.docx") if found in line] == [
            name,
            "appendix-1.docx",
        ]


def test_the_same_problem_over_many_cells_is_said_once():
    problems = [NOT_A_NUMBER.at(cell(f"C{row}"), found="?") for row in (7, 8, 9, 12)]
    assert said(*problems)[1:] == ['  Values!C7:C9, C12: "?" is not a number. Enter figures only.']


def test_the_same_problem_is_said_once_though_another_stands_between():
    problems = [NOT_A_NUMBER.at(cell(f"C{row}"), found=found) for row, found in ((7, "?"), (8, "ten"), (9, "?"))]
    assert said(*problems)[1:] == [
        '  Values!C7, C9: "?" is not a number. Enter figures only.',
        '  Values!C8: "ten" is not a number. Enter figures only.',
    ]


def test_one_matter_over_hundreds_of_actions_is_one_message():
    problems = [ALONE.at(cell(f"A{row}"), reference=f"1.{row}", plan="ofsted") for row in range(6, 540)]
    assert said(*problems, width=1000)[1:] == [
        "  (warning) Values!A6:A539: actions 1.6, 1.7, 1.8, 1.9, 1.10, 1.11, 1.12, 1.13 and 526 more of ofsted stand "
        "alone. Enter each."
    ]
    (row,) = json.loads(console.as_json(problems))
    assert (row["place"], len(row["places"]), row["places"][-1]) == ("Values!A6", 534, "Values!A539")


def test_a_matter_of_one_is_worded_as_one_and_those_of_other_plans_are_apart():
    problems = [ALONE.at(cell(f"A{row}"), reference="1.1", plan=plan) for row, plan in ((6, "one"), (7, "other"))]
    assert said(*problems)[1:] == [
        "  (warning) Values!A6: action 1.1 of one stands alone. Enter 1.1.",
        "  (warning) Values!A7: action 1.1 of other stands alone. Enter 1.1.",
    ]


def test_places_in_words_are_kept_apart():
    places = [DocumentPlace("report.docx", heading="Cases", number=str(number), ordinal=number) for number in (2, 3)]
    assert said(*(OLD.at(place) for place in places))[1] == (
        '  (warning) under "Cases", paragraph 2; under "Cases", paragraph 3: it is old. Bring it up to date.'
    )


def test_what_several_documents_ask_for_in_vain_is_one_matter():
    missing = error("no-such-name", "there is no detail part.", "Add it.")
    places = [DocumentPlace(f"{name}.docx", "the footer") for name in ("report", "appendix-1")]
    assert said(*(missing.at(place, (), Origin("paper", "part")) for place in places)) == [
        "report.docx",
        "  in the footer; appendix-1.docx, in the footer: there is no detail part. Add it.",
    ]
    assert len(said(*(missing.at(place) for place in places))) == 7


def test_what_can_be_accepted_is_said_after_the_warnings_or_where_there_are_none_after_the_errors():
    problems = [NOT_A_NUMBER.at(cell("C9"), found="nine"), OLD.at(cell("C8"))]
    assert [line.text for line in console.matter_lines(problems, 100, ["Accept it."])].index("Accept it.") == 2
    assert [line.text for line in console.matter_lines(problems[:1], 100, ["Accept it."])][-1] == "Accept it."


def test_more_places_than_can_be_read_are_counted():
    problems = [NOT_A_NUMBER.at(cell(f"C{row}"), found="?") for row in range(1, 30, 2)]
    assert " and 7 more: " in " ".join(said(*problems, width=1000))


def test_long_messages_are_broken_at_words():
    assert all(len(line) <= 40 for line in said(NOT_A_NUMBER.at(cell("C9"), found="a good many words " * 9), width=40))


def test_json_has_the_rule_place_and_remedy_of_each():
    (row,) = json.loads(console.as_json([NOT_A_NUMBER.at(cell("C9"), found="nine")]))
    assert row == {
        "rule": "not-a-number",
        "level": "error",
        "file": "kpis.xlsx",
        "place": "Values!C9",
        "places": ["Values!C9"],
        "message": '"nine" is not a number.',
        "hint": "Enter figures only.",
    }


def test_one_thing_and_many_are_counted_in_english():
    assert [count(number, "problem") for number in (0, 1, 2_000)] == [
        "0 problems",
        "1 problem",
        "2,000 problems",
    ]


def test_what_can_be_accepted_has_the_row_by_which_it_would_be():
    things = [About(("Missing children", "kpi.missing"), "3"), About(("They ran away.",))]
    problems = [OLD.at(cell("C9"), things), NOT_A_NUMBER.at(cell("C8"), found="nine")]
    assert list(console.how_to_accept(problems, date(2015, 3, 18)))[1:] == [
        "  Rule | Words | Value | Meeting",
        "  stale | Missing children | 3 | 18/03/2015",
        "  stale | They ran away. |  | 18/03/2015",
    ]
    assert list(console.how_to_accept(problems[1:], date(2015, 3, 18))) == []
    first, second = json.loads(console.as_json(problems, date(2015, 3, 18)))
    assert first["accept"][0] == {"rule": "stale", "words": "Missing children", "value": "3", "meeting": "18/03/2015"}
    assert "accept" not in second


def test_of_many_rows_only_some_are_shown_the_errors_first():
    problems = [OLD.at(cell("C9"), [About((f"Sentence {number}.",)) for number in range(20)])]
    problems += [NOT_A_NUMBER.at(cell("C8"), [About(("Nine",))], found="nine")]
    rows = list(console.how_to_accept(problems, date(2015, 3, 18)))
    assert rows[2] == "  not-a-number | Nine |  | 18/03/2015"
    assert rows[-1] == "  and 13 more, which check --json gives."


def test_a_wording_that_lacks_what_was_found_is_no_message():
    with pytest.raises(KeyError):
        _ = error("odd", "{what} is odd.", "").at(FilePlace("report.docx")).message
