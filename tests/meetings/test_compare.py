"""Two papers compared: exactly the figures, actions and words that differ, and nothing else."""

import io
import json
import shutil
from datetime import date
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner
from docx import Document

from cyps_papers.cli import commands
from cyps_papers.meetings.compare import Comparison
from cyps_papers.meetings.folders import MeetingFolder
from cyps_papers.meetings.side import Side, read_side
from cyps_papers.problems import Problems
from cyps_papers.word.parts.opening import read_document
from tests.conftest import build, change


def figure(
    name, printed, value=None, place="first paragraph", cells=("kpis.xlsx, Values!C5",), unit="cases", origin=None
):
    return {
        "document": "report.docx",
        "place": place,
        "printed": printed,
        "name": name,
        "origin": origin or {"question": name},
        "value": printed if value is None else value,
        "unit": unit,
        "how": "as it stands in the workbook",
        "cells": list(cells),
        "when": None,
    }


def action(reference, plan="improvement", **parts):
    """The figures that print an action, nowhere that a paragraph of these tests is."""
    names = {"reference": reference, **parts}
    return [
        figure(
            f"{plan} action {reference}, {part}",
            text,
            place="table 1",
            origin={"source": plan, "subject": reference, "question": part, "item": "action"},
        )
        for part, text in names.items()
    ]


def side(name, *paragraphs, figures=(), rows=()):
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    if rows:
        table = document.add_table(len(rows), len(rows[0]))
        for row, texts in zip(table.rows, rows, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
    made = io.BytesIO()
    document.save(made)
    package = read_document(made.getvalue(), "report.docx", Problems())
    return Side(name, date(2015, 9, 9), list(figures), {"report.docx": package})


def compared(old, new):
    return Comparison(side("2015-03", *old[0], **old[1]), side("2015-09", *new[0], **new[1]))


def of(*paragraphs, **others):
    return paragraphs, others


OPEN = figure("kpi.cin_open.latest", "1,463", "1463")
FEWER = figure("kpi.cin_open.latest", "1,310", "1310", cells=("kpis.xlsx, Values!C25", "kpis.xlsx, Values!C26"))


def test_the_same_paper_twice_has_not_changed():
    same = of("There are 1,463 open cases.", figures=[OPEN, *action("WS1", status="Delayed")])
    comparison = compared(same, same)
    assert list(comparison.lines()) == ["2015-03 and 2015-09: Nothing has changed."]
    assert comparison.marked("changes.docx") == {}


def test_where_only_a_figure_differs_the_words_around_it_are_the_same():
    comparison = compared(
        of("There are 1,463 open cases.", figures=[OPEN]), of("There are 1,310 open cases.", figures=[FEWER])
    )
    assert list(comparison.lines()) == [
        "Figures (1)",
        "  kpi.cin_open.latest was 1,463, is 1,310 (kpis.xlsx, Values!C25, C26)",
        "",
        "2015-03 and 2015-09: The actions and words are the same: only the figures have changed.",
    ]


def test_where_only_the_words_differ_that_is_said_with_the_place_and_the_words_beside_them():
    comparison = compared(
        of("There are 1,463 open cases.", figures=[OPEN]), of("We have 1,463 open cases.", figures=[OPEN])
    )
    assert list(comparison.lines()) == [
        "Words (1)",
        '  report.docx, first paragraph: was "There are 1,463 open cases.", is "We have 1,463 open cases."',
        "",
        "2015-03 and 2015-09: The figures and actions are the same: only the words have changed.",
    ]


def test_a_long_paragraph_is_cut_down_to_the_words_beside_the_change():
    long = " ".join(f"word{number}" for number in range(60))
    comparison = compared(of(f"{long} April {long}"), of(f"{long} September {long}"))
    (change,) = comparison.words
    assert str(change) == (
        'report.docx, first paragraph: was "... word55 word56 word57 word58 word59 April word0 word1 word2 word3 word4 '
        'word5 ...", is "... word55 word56 word57 word58 word59 September word0 word1 word2 word3 word4 word5 ..."'
    )


def test_a_number_that_was_typed_counts_as_words():
    comparison = compared(of("There are 7 streams."), of("There are 8 streams."))
    assert comparison.verdict == "The figures and actions are the same: only the words have changed."


def test_a_figure_printed_in_another_form_is_a_change_of_words():
    numeral, word = figure("ofsted.area_count", "7", "7"), figure("ofsted.area_count", "seven", "7")
    comparison = compared(of("There are 7 areas.", figures=[numeral]), of("There are seven areas.", figures=[word]))
    assert (comparison.figures, len(comparison.words)) == ([], 1)


def test_paragraphs_that_are_new_or_gone_are_said_once_each():
    comparison = compared(of("The first one.", "It goes away."), of("Something else entirely.", "The first one."))
    assert [str(change) for change in comparison.words] == [
        'report.docx, first paragraph: new: "Something else entirely."',
        'report.docx, second paragraph: taken out: "It goes away."',
    ]


def test_a_row_of_a_table_is_one_change():
    comparison = compared(
        of("A table.", rows=[["Ref", "Action"], ["1", "Recruit"], ["2", "Train the staff"]]),
        of("A table.", rows=[["Ref", "Action"], ["2", "Train all the staff"]]),
    )
    assert [str(change) for change in comparison.words] == [
        'report.docx, table 1, row 2: taken out: "1 | Recruit"',
        'report.docx, table 1, row 2: was "2 | Train the staff", is "2 | Train all the staff"',
    ]


def test_rows_that_are_new_together_are_said_as_one():
    rows = [["Ref", "Action"], ["1", "Recruit"], ["2", "Train"]]
    comparison = compared(of("A line."), of("A line.", "Another.", rows=rows))
    assert list(comparison.lines())[:-2] == [
        "Words (4)",
        '  report.docx, second paragraph: new: "Another."',
        "  report.docx, table 1, rows 1 to 3: new",
    ]


def test_a_figure_that_changed_is_left_to_the_figures_where_the_words_round_it_changed_too():
    comparison = compared(
        of("There are 1,463 open cases.", figures=[OPEN]), of("We have 1,310 open cases.", figures=[FEWER])
    )
    (change,) = comparison.words
    assert str(change) == 'report.docx, first paragraph: was "There are … open cases.", is "We have … open cases."'
    assert (change.was, change.now) == ("There are 1,463 open cases.", "We have 1,310 open cases.")


def test_what_was_written_anew_is_said_in_a_few_words():
    then = action("WS1", progress="Adverts " + "and interviews " * 20)
    comparison = compared(of("Text.", figures=then), of("Text.", figures=action("WS1", progress="All posts filled.")))
    (change,) = comparison.actions
    said = str(change)
    assert said.startswith('improvement WS1: progress was "Adverts and interviews and')
    assert said.endswith(' ...", is "All posts filled."')
    assert len(said) < 160
    assert [one.was for one in change.fields if one.field == "progress"] == [then[1]["printed"]]


def test_a_date_printed_in_two_forms_is_said_in_full():
    def dated(text, value):
        return {**OPEN, "name": "kpi.cin_open.latest.date", "printed": text, "value": value, "unit": "date"}

    comparison = compared(
        of("Text.", figures=[dated("February 2015", "2"), dated("Feb 2015", "2")]),
        of("Text.", figures=[dated("Aug 2015", "8"), dated("August 2015", "8")]),
    )
    assert str(comparison.figures[0]).startswith("kpi.cin_open.latest.date was February 2015, is August 2015 (")


def test_figures_that_are_new_and_those_no_longer_printed_are_said():
    comparison = compared(of("Text.", figures=[OPEN]), of("Text.", figures=[figure("kpi.new", "31%")]))
    assert list(comparison.lines())[:-2] == [
        "Figures (2)",
        "  newly printed: kpi.new (31%)",
        "  no longer printed: kpi.cin_open.latest",
    ]


def test_many_cells_of_one_sheet_are_counted():
    cells = [f"plan.xlsx, Plan!D{row}" for row in range(2, 43)]
    comparison = compared(
        of("Text.", figures=[figure("ofsted.completed", "28")]),
        of("Text.", figures=[figure("ofsted.completed", "30", cells=cells)]),
    )
    assert str(comparison.figures[0]) == "ofsted.completed was 28, is 30 (plan.xlsx, Plan, 41 cells)"


def test_a_value_withheld_where_there_was_one_is_a_change():
    withheld = {**OPEN, "printed": "c", "value": None}
    comparison = compared(of("Text.", figures=[OPEN]), of("Text.", figures=[withheld]))
    assert [str(change) for change in comparison.figures] == [
        "kpi.cin_open.latest was 1,463, is c (kpis.xlsx, Values!C5)"
    ]


def test_each_action_is_said_once_with_all_that_differs_in_it():
    then = [
        *action(
            "WS1", action="Recruit permanent social workers to posts", status="In progress", rag="Red", progress=""
        ),
        *action("WS2", action="Keep threshold decisions the same everywhere", status="Completed"),
        *action("WS3", action="Train managers in supervising their teams well", status="In progress"),
        *action("4.1", plan="ofsted", status="Residual"),
    ]
    now = [
        *action(
            "WS1", action="Recruit permanent social workers to posts", status="Completed", rag="Blue", progress="Done."
        ),
        *action("WS2", action="Keep threshold decisions the same everywhere", status="Completed"),
        *action("WS8", action="Train managers in supervising their teams well", status="In progress"),
        *action("WS9", action="A new thing to do", status="Not started"),
    ]
    comparison = compared(of("Text.", figures=then), of("Text.", figures=now))
    assert list(comparison.lines()) == [
        "Actions (4)",
        "  improvement WS1: status was In progress, is Completed; rag was Red, is Blue; progress was blank, is Done.",
        "  improvement WS8: its reference was WS3",
        "  improvement WS9 is new",
        "  ofsted, gone: 4.1",
        "",
        "2015-03 and 2015-09: The figures and words are the same: only the actions have changed.",
    ]


def test_a_build_of_old_that_does_not_say_what_was_asked_is_compared_figure_by_figure():
    then = [{**one, "cells": []} for one in action("WS1", status="Delayed")]
    now = [{**one, "cells": []} for one in action("WS1", status="Completed")]
    for one in then:
        del one["origin"]
    comparison = compared(of("Text.", figures=then), of("Text.", figures=now))
    assert comparison.actions == []
    assert [str(one) for one in comparison.figures] == ["improvement action WS1, status was Delayed, is Completed"]


def test_json_says_the_same():
    comparison = compared(
        of("We have 1,463 cases.", figures=[OPEN, *action("WS1", status="Delayed")]),
        of("There are 1,310 cases.", figures=[FEWER, *action("WS1", status="Completed")]),
    )
    said = json.loads(json.dumps(comparison.as_data()))
    assert said["verdict"] == "Figures, actions and words have changed."
    assert said["figures"] == [
        {
            "name": "kpi.cin_open.latest",
            "was": "1,463",
            "now": "1,310",
            "cells_then": OPEN["cells"],
            "cells_now": FEWER["cells"],
        }
    ]
    assert said["actions"] == [
        {
            "plan": "improvement",
            "reference": "WS1",
            "was_reference": "WS1",
            "what": "changed",
            "fields": [{"field": "status", "was": "Delayed", "now": "Completed"}],
        }
    ]
    assert [(one["was"], one["now"]) for one in said["words"]] == [("We have 1,463 cases.", "There are 1,310 cases.")]


def built(folder, output):
    problems = Problems()
    assert build(MeetingFolder(folder), output, problems), problems.found
    return output


def compared_folders(old, new):
    problems = Problems()
    sides = [read_side(str(asked), Path.cwd(), problems) for asked in (old, new)]
    assert problems.found == []
    return Comparison(*sides)


def test_a_build_compared_with_itself_and_with_its_meeting_has_not_changed(march, march_built):
    output = march_built[0].folder
    assert compared_folders(output, output).verdict == "Nothing has changed."
    assert compared_folders(output, march).verdict == "Nothing has changed."


def test_of_two_builds_that_differ_in_one_cell_exactly_the_figures_of_that_cell_have_changed(march, march_built):
    """Over a second: it makes the whole paper. A word such as 'fallen' stands as it was where it still holds."""
    old = march_built[0].folder
    change(march, "kpis.xlsx", "Values", "C17", 1400)
    comparison = compared_folders(old, built(march, march.parent.parent / "new"))
    registered = json.loads((old / "manifest.json").read_text(encoding="utf-8"))["figures"]
    of_cell = {one["name"]: one["value"] for one in registered if "kpis.xlsx, Values!C17" in one["cells"]}
    assert {change.name for change in comparison.figures} == {
        name for name, value in of_cell.items() if value.lower() != "fallen" and name != "kpi.cin_open.peak"
    }
    assert "kpi.cin_open.latest" in of_cell
    assert (comparison.actions, comparison.words) == ([], [])


def test_the_wording_is_tracked_in_a_document_that_word_can_open(march):
    """Over a second: it makes the whole paper twice."""
    root = march.parent.parent
    later = march.parent / "2015-09"
    shutil.copytree(march, later)
    change(later, "paper.xlsx", "Details", "B13", date(2015, 9, 9))
    said = CliRunner().invoke(commands, ["compare", str(march), str(later), "--docx", str(root / "changes.docx")])
    assert said.exit_code == 0, said.output
    printed = " ".join(said.output.split())
    assert "paper.meeting_date was 18 March 2015, is 9 September 2015 (paper.xlsx, Details!B13)" in printed
    assert "only the figures have changed" in printed
    marked = docx.Document(root / "changes.docx")
    xml = marked.element.xml
    assert 'w:author="cyps-papers" w:date="2015-09-09T00:00:00Z"' in xml
    assert {"18 March", "9 September"} <= {text.text for text in marked.element.iter() if text.text}


def test_a_folder_that_is_neither_a_meeting_nor_a_build_is_said(march):
    said = CliRunner().invoke(commands, ["compare", str(march), str(march.parent / "nothing")])
    assert said.exit_code == 1
    assert "there is no such meeting folder" in said.output


@pytest.mark.parametrize(
    ("manifest", "why"),
    [
        ("{", "JSONDecodeError"),
        ("[" * 100_000, "RecursionError"),
        ('{"figures": [{"counts_people": true, "nth": 1}], "outputs": {}}', "KeyError"),
    ],
)
def test_a_damaged_manifest_is_one_problem(tmp_path, manifest, why):
    (tmp_path / "manifest.json").write_text(manifest, encoding="utf-8")
    problems = Problems()
    assert read_side(str(tmp_path), tmp_path, problems) is None
    assert [problem.message for problem in problems.found] == [f"it cannot be read ({why})."]


def test_a_document_edited_after_it_was_built_is_said(march_built, tmp_path):
    output = shutil.copytree(march_built[0].folder, tmp_path / "output")
    document = docx.Document(output / "report.docx")
    document.add_paragraph("Added by hand.")
    document.save(output / "report.docx")
    problems = Problems()
    edited = read_side(str(output), output, problems)
    assert [problem.rule for problem in problems.found] == ["edited-after-build"]
    assert [one.text for one in edited.paragraphs if "by hand" in one.text] == ["Added by hand."]


def test_a_meeting_with_errors_is_compared_with_a_warning(march):
    change(march, "kpis.xlsx", "Values", "C17", "many")
    problems = Problems()
    assert read_side(str(march), march, problems) is not None
    assert [(problem.rule, problem.place.file) for problem in problems.found] == [("meeting-unsound", "inputs/2015-03")]


@pytest.mark.parametrize("name", ["changes", "changes.docx"])
def test_the_first_document_has_the_name_asked_for_and_others_stand_beside_it(name):
    old, new = side("old", "One thing."), side("new", "Other thing.")
    for one, words in ((old, "Third part."), (new, "Fourth part.")):
        one.documents["appendix-1.docx"] = side("", words).documents["report.docx"]
    assert list(Comparison(old, new).marked("changes.docx")) == ["changes.docx", "changes-appendix-1.docx"]
