"""The paper as it was published, put into Word as it stands, and as it is made here: what the rules say of each.

The published text is no part of this project. It is read from ../shared/reference, and without it the tests skip.
"""

import re
from datetime import date
from pathlib import Path

import pytest

from cyps_papers.checks import Pack, Published, review
from cyps_papers.figures.filters import FILTERS
from cyps_papers.problems import Problems
from cyps_papers.sources.context import context
from cyps_papers.sources.paper import read_paper
from cyps_papers.sources.reading import read_source
from cyps_papers.word.rendering.render import render as render_template
from cyps_papers.word.templates.template import Template

ROOT = Path(__file__).parents[2]
TEXT = ROOT.parent / "shared" / "reference" / "march_2015_paper.txt"
MEETING = ROOT / "inputs" / "2015-03"
NAMES = ("report", "appendix-1", "appendix-2", "appendix-3")

# Each fault by its number in faults.md: the rule, the words of its place, and words of its message.
FAULTS = {
    1: ("contradiction", "paragraph 13, third bullet", "43 cases per week"),
    2: ("two-dates", "paragraph 11, fourth bullet", '"828"'),
    3: ("two-dates", "paragraph 10, first bullet", "the list is as at August 2014"),
    4: ("two-dates", "paragraph 11, fifth bullet", '"57"'),
    5: ("no-later-value", "paragraph 11, second bullet", '"75%"'),
    6: ("no-later-value", "paragraph 11, second bullet", '"141"'),
    7: ("no-later-value", "paragraph 11, third bullet", '"7.5%"'),
    8: ("no-later-value", "paragraph 10, first bullet", '"33"'),
    9: ("contradiction", "paragraph 13, second bullet", "the high of 30"),
    10: ("unsupported-trend", "paragraph 7", "increased incrementally"),
    11: ("contradiction", "paragraph 12, second bullet", "says that nothing is left"),
    12: ("unsupported-trend", "paragraph 13", "5 claims of direction stand without a figure"),
    13: ("names", "paragraph 2", '"Ofsted Improvement Action Plan" (paragraph 5)'),
    14: ("abbreviations", "paragraph 3, second bullet", '"MASH"'),
    15: ("dates-and-numbers", "paragraph 11, fourth bullet", '"2066"'),
    16: ("dates-and-numbers", "paragraph 13, third bullet", '"13/10/14"'),
    17: ("stale", "first bullet", "170 days before the meeting"),
    18: ("two-dates", "paragraph 11, second bullet", "without a date: 4 figures, "),
    19: ("contradiction", "first paragraph", "says that the plan is completed"),
    20: ("references", "paragraph 6", '"appendix 2"'),
    21: ("contradiction", "paragraph 15, first bullet", "45 working days"),
}
# What belongs to a fault above, said in a remark of its own.
PARTS = {
    13: ("names", "third bullet", '"Children\'s Services Improvement Plan"'),
    14: ("abbreviations", "first paragraph", '"CSWT"'),
    18: ("dates-and-numbers", "paragraph 1", "a month has no year"),
}


def in_word(path, automatic):
    """The published text as a Word document: its numbers automatic, or typed as '- 1 ' as the text has them."""
    import docx

    document, table = docx.Document(), None
    for line in TEXT.read_text(encoding="utf-8").replace("**", "").splitlines():
        if "\t" in line:
            table = table or document.add_table(0, 2)
            for cell, text in zip(table.add_row().cells, line.split("\t"), strict=True):
                cell.text = text
        elif line.strip():
            _add(document, line.strip(), automatic)
    document.save(path)
    return path


def _add(document, line, automatic):
    numbered = re.match(r"(?:- )?\d{1,2} (?=[A-Z])", line)
    if numbered:
        document.add_paragraph(line[numbered.end() :] if automatic else line, "List Number" if automatic else None)
    elif line.startswith("- "):
        document.add_paragraph(line[2:], "List Bullet")
    elif len(line) < 120 and line[0].isupper() and not line.endswith((".", ":")) and ": " not in line:
        document.add_heading(line, 1 if line.isupper() else 2)
    else:
        document.add_paragraph(line)


def pack(report):
    problems = Problems()
    paper = read_paper(MEETING, problems)
    data = {source.name.value: read_source(source, MEETING, paper.statuses, problems) for source in paper.sources}
    subjects = context(paper, data)
    paths = {name: ROOT / "templates" / f"{name}.docx" for name in NAMES} | {"report": report}
    documents = [
        Published(name, tuple(render_template(Template.open(path, problems), subjects, FILTERS).paragraphs))
        for name, path in paths.items()
    ]
    assert not problems.found
    return Pack(tuple(documents), subjects, paper, date(2015, 3, 18))


def is_named(problem, rule, place, words):
    return problem.rule == rule and place in problem.place.within() and words in problem.message


@pytest.mark.skipif(not TEXT.exists(), reason="the published text is not beside the project")
@pytest.mark.parametrize("automatic", [True, False], ids=["automatic numbers", "typed numbers"])
def test_the_published_paper_is_found_out(tmp_path, automatic):
    problems = review(pack(in_word(tmp_path / "report.docx", automatic))).problems
    missed = [number for number, fault in FAULTS.items() if not any(is_named(one, *fault) for one in problems)]
    assert missed == []
    known = [*FAULTS.values(), *PARTS.values()]
    others = [str(one) for one in problems if not any(is_named(one, *fault) for fault in known)]
    assert len(others) <= 5, "\n".join(others)


def test_the_paper_made_here_is_left_alone():
    assert [str(problem) for problem in review(pack(ROOT / "templates" / "report.docx")).problems] == []
