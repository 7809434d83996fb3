"""Any text in any cell of a plan reaches Word and the page unchanged, but for blanks at the ends of its lines."""

import os
import re
from io import BytesIO

from hypothesis import given, settings
from hypothesis import strategies as some
from lxml import html
from openpyxl import Workbook

from cyps_papers.figures.filters import FILTERS
from cyps_papers.problems import Problems
from cyps_papers.publishing.part import Part
from cyps_papers.publishing.web.page import web_page
from cyps_papers.reading.xlsx import open_bytes
from cyps_papers.sources.action_plan.plan import Plan
from cyps_papers.word.rendering.render import render
from tests.reading.kinds import read_actions
from tests.word.test_any_template import template

HEADINGS = ["Ref", "Action", "Status", "Lead", "Progress", "Ward"]
SHOWN = some.characters(
    exclude_categories=["Cs", "Cc", "Zl", "Zp", "Zs", "Cn"], exclude_characters="\u200b\u2060\ufeff"
)
ODD = some.sampled_from([" ", "  ", "\n", "<", "&", "]]>", "{{ x }}", "{% raw %}", "_x0041_", "=1+1", "'", '"', "#"])
TEXTS = some.lists(SHOWN | ODD, min_size=1, max_size=12).map(lambda parts: f"a{''.join(parts)}a")
TAGS = "".join(f"[{{{{ plan.actions[0].{name} }}}}]" for name in ("action", "lead", "progress", "ward"))


@settings(max_examples=int(os.environ.get("EXAMPLES", "30")), deadline=None, derandomize=True)
@given(some.tuples(TEXTS, TEXTS, TEXTS, TEXTS))
def test_any_text_in_a_cell_reaches_word_and_the_page_unchanged(texts):
    action, lead, progress, ward = texts
    book = Workbook()
    book.active.append(HEADINGS)
    for column, text in enumerate(["1", action, "Done", lead, progress, ward], 1):
        book.active.cell(2, column, text).data_type = "s"
    held = BytesIO()
    book.save(held)
    sheet = open_bytes("plan.xlsx", held.getvalue(), Problems()).sheet("Sheet")
    made = render(template(TAGS), {"plan": Plan(read_actions(sheet, {}, {}, Problems()), "plan", {}, None)}, FILTERS)
    shown = "\n".join(one.text for one in made.paragraphs)
    kept = ["\n".join(line.rstrip() for line in text.split("\n")) for text in texts]
    assert shown == "".join(f"[{text}]" for text in kept)
    (main,) = html.document_fromstring(web_page([Part.of(made.published, made.paragraphs)], False).text).iter("main")
    for line in [*main.iter("br")]:
        line.tail = f"\n{line.tail or ''}"
    assert one_blank(main.text_content()) == one_blank(shown)


def one_blank(text):
    """A text as a browser shows it: of several blanks one."""
    return re.sub(" +", " ", text)
