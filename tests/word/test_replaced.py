"""Words replaced by tags as tracked changes: the rows of a loop, and the colours of their cells."""

from datetime import date

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from cyps_papers.problems import Problems
from cyps_papers.word.finished.replaced import Replacement, RowLoop, with_tags
from cyps_papers.word.parts.opening import open_document
from cyps_papers.word.story.paragraphs import of_package
from tests.adopting.changes import settled


def looped(path, colours):
    """The accepted texts of a table whose two rows become a loop, the cells of its second column filled so."""
    document = docx.Document()
    table = document.add_table(0, 2)
    for name, rag, colour in zip(("First", "Second"), ("Green", "Red"), colours, strict=True):
        cells = table.add_row().cells
        cells[0].text, cells[1].text = name, rag
        fill = parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:fill="{colour}"/>')
        cells[1]._tc.get_or_add_tcPr().append(fill)
    document.save(path)
    package = open_document(path, Problems())
    name, rag, *_ = (paragraph.place for paragraph in of_package(package, package.name))
    replacements = [
        Replacement(name, 0, 5, "{{ action.action }}", ""),
        Replacement(rag, 0, 5, "{{ action.rag }}", "why", "action.rag.fill"),
    ]
    loop = RowLoop(name, 2, "{%tr for action in plan.actions %}")
    changed, made = with_tags(package, replacements, [loop], date(2015, 3, 18))
    assert len(made) == 2
    return [paragraph.text for paragraph in of_package(settled(changed, accept=True), package.name)]


@pytest.mark.parametrize(
    ("colours", "tag"),
    [
        (("00FF00", "FF0000"), "{% cellbg action.rag.fill %}{{ action.rag }}"),
        (("EEEEEE", "EEEEEE"), "{{ action.rag }}"),
    ],
)
def test_a_cell_asks_for_its_colour_where_the_rows_have_different_ones(tmp_path, colours, tag):
    for_, endfor = ["{%tr for action in plan.actions %}", ""], ["{%tr endfor %}", ""]
    assert looped(tmp_path / "table.docx", colours) == [*for_, "{{ action.action }}", tag, *endfor]
