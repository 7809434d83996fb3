"""The paper's details and documents, as templates ask for them."""

from datetime import date

import pytest

from cyps_papers.figures.paper import Paper
from cyps_papers.problems import NoAnswerError
from cyps_papers.records import Cell, DocumentRecord, Entry, PaperRecord


def entry(value, coordinate):
    return Entry(value, Cell("paper.xlsx", "Documents", coordinate))


def documents(*names):
    return tuple(
        DocumentRecord(entry(name, f"A{row}"), entry(f"The {name}", f"B{row}"), entry(f"{name}.docx", f"C{row}"))
        for row, name in enumerate(names, 5)
    )


PAPER = Paper(PaperRecord(details={"title": entry("Progress", "B6")}, documents=documents("report", "appendix-2")))


def test_a_document_is_asked_for_by_its_name_wherever_it_stands():
    appendix = PAPER.document("appendix-2")
    assert (appendix.label, appendix.title, appendix.title.cells[0].coordinate) == (
        "Appendix 2",
        "The appendix-2",
        "B6",
    )


@pytest.mark.parametrize(
    ("ask", "message", "hint"),
    [
        (
            lambda: PAPER.document("appendix-1"),
            'The sheet Documents of paper.xlsx has no "appendix-1".',
            "Did you mean appendix-2?",
        ),
        (
            lambda: PAPER.document("minutes"),
            'The sheet Documents of paper.xlsx has no "minutes".',
            "There are: report, appendix-2.",
        ),
        (lambda: PAPER.titel, "paper.xlsx has no detail titel.", "Did you mean title?"),
    ],
)
def test_what_is_not_there_is_refused_with_a_remedy(ask, message, hint):
    with pytest.raises(NoAnswerError) as refused:
        ask()
    assert (refused.value.message, refused.value.hint) == (message, hint)


def test_a_date_of_any_year_is_a_date():
    paper = Paper(PaperRecord(details={"founded": entry(date(1801, 3, 18), "B7")}))
    assert str(paper.founded) == "18 March 1801"
