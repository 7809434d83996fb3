"""Tracked changes: accepting them gives the new document's words, rejecting them the old one's."""

import io
from datetime import date

import pytest
from docx import Document
from docx.oxml.ns import qn

from cyps_papers.problems import Problems
from cyps_papers.word.finished.revisions import with_changes
from cyps_papers.word.parts.opening import read_document
from cyps_papers.word.parts.trees import parse

WHEN = date(2015, 9, 9)


def package(*blocks, footer=""):
    """A document of paragraphs (text, or a list of runs) and tables (a list of rows of cells)."""
    document = Document()
    for block in blocks:
        if isinstance(block, str):
            document.add_paragraph(block)
        elif isinstance(block[0], str):
            paragraph = document.add_paragraph()
            for text in block:
                paragraph.add_run(text.strip("*")).bold = text.startswith("*")
        else:
            table = document.add_table(len(block), len(block[0]))
            for row, texts in zip(table.rows, block, strict=True):
                for cell, text in zip(row.cells, texts, strict=True):
                    cell.text = text
    document.sections[0].footer.paragraphs[0].text = footer
    made = io.BytesIO()
    document.save(made)
    problems = Problems()
    read = read_document(made.getvalue(), "report.docx", problems)
    assert read is not None, problems.found
    return read


def settled(marked, kept, gone, part="word/document.xml"):
    """The paragraphs' texts once every change of one kind is kept and every one of the other is taken out."""
    root = parse(marked.parts[part])
    lines = []
    for row in root.iter(qn("w:tr")):
        if row.find(f"{qn('w:trPr')}/{qn(f'w:{gone}')}") is not None:
            row.getparent().remove(row)
    for paragraph in root.iter(qn("w:p")):
        mark = paragraph.find(f"{qn('w:pPr')}/{qn('w:rPr')}/{qn(f'w:{gone}')}")
        text = "".join(
            {"tab": "\t", "br": "\n"}.get(one.tag.rpartition("}")[2], one.text or "")
            for one in paragraph.iter(qn("w:t"), qn("w:delText"), qn("w:tab"), qn("w:br"))
            if not any(parent.tag == qn(f"w:{gone}") for parent in one.iterancestors())
        )
        if mark is None or text:
            lines.append(text)
    return [line for line in lines if line]


def texts(read, part="word/document.xml"):
    return settled(read, "ins", "del", part)


def marked(old, new):
    return with_changes(old, new, "cyps-papers", WHEN)


ROWS = [
    ["Ref", "Action", "Status"],
    ["1.1", "Recruit social workers", "In progress"],
    ["1.2", "Visit", "Completed"],
]
CASES = {
    "nothing": (["One two three."], ["One two three."]),
    "a word": (["Done by April 2015, they say."], ["Done by September 2015, they say."]),
    "a word put in": (["The plan stands."], ["The whole plan stands."]),
    "words at the end": (["The plan stands."], ["The plan stands. And more."]),
    "words at the start": (["The plan stands now."], ["Now the plan stands now."]),
    "words taken out": (["The whole plan stands."], ["The plan stands."]),
    "a word across runs": ([["The pl", "*an st", "ands now."]], [["The ", "*plans* st", "and now."]]),
    "all other words": (["Nothing of this is left."], ["Everything else came in."]),
    "a paragraph put in": (
        ["First one.", "Last one."],
        ["First one.", "Something between them.", "Last one."],
    ),
    "a paragraph taken out": (["First one.", "Between the two.", "Last one."], ["First one.", "Last one."]),
    "the first paragraph": (["Going away entirely.", "Last one."], ["Last one."]),
    "tabs and line breaks": (["Tel:\t01895\nRoom 4"], ["Tel:\t01896\nRoom 4 and 5"]),
    "a paragraph emptied": (["The words here.", "Last one."], ["", "Last one."]),
    "a cell": ([ROWS], [[ROWS[0], ["1.1", "Recruit social workers", "Completed"], ROWS[2]]]),
    "a row put in": ([ROWS], [[*ROWS[:2], ["1.9", "Publish a new strategy", "Not started"], ROWS[2]]]),
    "a row taken out": ([ROWS], [[ROWS[0], ROWS[2]]]),
    "a row taken out at the end": ([ROWS], [ROWS[:2]]),
    "a column put in": ([ROWS], [[[*row, "Amber"] for row in ROWS]]),
    "a table put in": (["Before it."], ["Before it.", ROWS]),
    "a table taken out": (["Before it.", ROWS, "After it."], ["Before it.", "After it."]),
    "a table for a paragraph": (["Before it.", "Ref Action Status"], ["Before it.", ROWS]),
}


@pytest.mark.parametrize(("old", "new"), CASES.values(), ids=CASES.keys())
def test_accepting_gives_the_new_words_and_rejecting_the_old(old, new):
    before, after = package(*old), package(*new)
    both = marked(before, after)
    assert settled(both, "ins", "del") == texts(after)
    assert settled(both, "del", "ins") == texts(before)


def changes(both):
    return [
        (one.tag.rpartition("}")[2], "".join(text.text for text in one.iter(qn("w:t"), qn("w:delText"))))
        for one in parse(both.parts["word/document.xml"]).iter(qn("w:ins"), qn("w:del"))
    ]


def test_only_the_words_that_changed_are_marked():
    both = marked(package("Done by April 2015, they say."), package("Done by September 2015, they say."))
    assert changes(both) == [("del", "April"), ("ins", "September")]


def test_documents_that_are_the_same_have_no_change_and_the_same_bytes():
    one = package("The same.", ROWS, footer="Page")
    assert changes(marked(one, package("The same.", ROWS, footer="Page"))) == []


def test_every_change_has_its_author_its_date_and_a_number_of_its_own():
    both = marked(package("One thing here.", ROWS), package("One other here.", ROWS[:2]))
    found = list(parse(both.parts["word/document.xml"]).iter(qn("w:ins"), qn("w:del")))
    assert {(one.get(qn("w:author")), one.get(qn("w:date"))) for one in found} == {
        ("cyps-papers", "2015-09-09T00:00:00Z")
    }
    assert len({one.get(qn("w:id")) for one in found}) == len(found) > 2


def test_struck_words_keep_the_formatting_of_what_stands_there():
    both = marked(package(["Plain ", "*bold words here"]), package(["Plain ", "*bold texts here"]))
    struck = next(parse(both.parts["word/document.xml"]).iter(qn("w:del")))
    assert struck.find(f"{qn('w:r')}/{qn('w:rPr')}/{qn('w:b')}") is not None


def test_the_footer_is_marked_too():
    both = marked(package("Same.", footer="18 March 2015"), package("Same.", footer="9 September 2015"))
    footer = next(part for part in both.parts if "footer" in part and both.parts[part].count(b"w:del"))
    assert (settled(both, "ins", "del", footer), settled(both, "del", "ins", footer)) == (
        ["9 September 2015"],
        ["18 March 2015"],
    )


def test_a_heading_that_is_gone_keeps_its_style():
    old, new = Document(), Document()
    old.add_heading("Financial implications", 1)
    for document in (old, new):
        document.add_paragraph("None at all.")
    read = []
    for document in (old, new):
        made = io.BytesIO()
        document.save(made)
        read.append(read_document(made.getvalue(), "report.docx", Problems()))
    struck = next(parse(marked(*read).parts["word/document.xml"]).iter(qn("w:p")))
    assert struck.find(f"{qn('w:pPr')}/{qn('w:pStyle')}").get(qn("w:val")) == "Heading1"
