"""How well a paper is adopted: precision and recall of its tags, its loops and its text, and after rolling forward."""

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta

import docx
import openpyxl

from cyps_papers.figures.filters import FILTERS
from cyps_papers.meetings.adopting.adopt import adopt
from cyps_papers.meetings.adopting.asking import Asking
from cyps_papers.meetings.folders import MeetingFolder
from cyps_papers.meetings.meeting import read_meeting
from cyps_papers.meetings.roll_forward import roll_forward
from cyps_papers.problems import Problems
from cyps_papers.word.lint import examine
from cyps_papers.word.parts.opening import open_document
from cyps_papers.word.rendering.render import render
from cyps_papers.word.story.paragraphs import of_package
from cyps_papers.word.templates.template import Template
from tests.adopting.changes import settled


@dataclass
class Score:
    """What became of a paper: lists of what was wrong, and counts of what was right."""

    name: str
    known: int
    right: int
    wrong: list
    missed: list
    loops: tuple
    is_same: bool
    problems: list
    moved: list

    def __str__(self):
        proposed = self.right + len(self.wrong)
        return (
            f"{self.name}: precision {self.right}/{proposed} ({self.right / max(proposed, 1):.1%}), "
            f"recall {self.right}/{self.known} ({self.right / self.known:.1%}), loops {self.loops[0]}/{self.loops[1]}, "
            f"text {'the same' if self.is_same else 'NOT THE SAME'}, lint {len(self.problems)}, "
            f"moved by rolling forward {len(self.moved)}"
        )


def score(paper, meeting_folder, path):
    """The score of a paper that is known, adopted with its meeting's folder."""
    meeting = read_meeting(MeetingFolder(meeting_folder), Problems())
    problems = Problems()
    adopted = adopt(paper.in_word(path), meeting, problems)
    assert adopted is not None, problems.found
    nth = which_of_those_alike(path)
    found = {(tag.passage.text, nth[tag.passage.paragraph.place], tag.start): tag for tag in adopted.tags}
    known = {(tag.paragraph, tag.nth, tag.start): tag for tag in paper.tags}
    right = [at for at, tag in known.items() if at in found and tag.is_tag(found[at].tag.expression)]
    wrong = [(tag.text, tag.passage.text[:60], tag.tag.expression) for at, tag in found.items() if at not in right]
    missed = [(tag.text, tag.paragraph[:60], tag.tags[0]) for at, tag in known.items() if at not in found]
    looped = {
        (loop.listed.path, loop.cells[0][0].passage.place.table): loop.last - loop.first + 1 for loop in adopted.loops
    }
    loops = sum(looped.get(at) == len(rows) for at, rows in paper.loops.items())
    wrong += [("loop", *at) for at in looped if at not in paper.loops]
    template, rendered, is_same, at_fault = said_again(adopted, path, meeting)
    moved = [*rolled(paper, meeting_folder, template, rendered, found)]
    return Score(paper.name, len(known), len(right), wrong, missed, (loops, len(paper.loops)), is_same, at_fault, moved)


def tagged_by_chance(paper, meeting_folder, path):
    """The tags of numbers that are the same as a cell's by chance, each with its line."""
    meeting, document, numbers = read_meeting(MeetingFolder(meeting_folder), Problems()), docx.Document(), {}
    for line in paper.by_chance.strip().splitlines():
        document.add_heading("Part", 1)
        numbers[document.add_paragraph(line.replace("=", "")).text] = line.index("=")
    document.save(path)
    tags = adopt(path, meeting, Problems()).tags if numbers else ()
    return [(tag.passage.text, tag.tag.expression) for tag in tags if numbers.get(tag.passage.text) == tag.start]


def which_of_those_alike(path):
    """Of the paragraphs of a paper with the same text, which each is, by its place."""
    seen, nth = Counter(), {}
    for paragraph in of_package(open_document(path, Problems()), path.name):
        seen[paragraph.text] += 1
        nth[paragraph.place] = seen[paragraph.text]
    return nth


def said_again(adopted, path, meeting):
    """The template with its changes accepted, what it prints, whether that is what the paper said, and its problems."""
    template = Template.of(settled(adopted.template, accept=True))
    rendered = render(template, meeting.context, FILTERS, "report.docx", meeting.files)
    was = [paragraph.text for paragraph in of_package(open_document(path, Problems()), "report.docx")]
    is_same = [paragraph.text for paragraph in rendered.paragraphs] == was
    return template, rendered, is_same, examine(template, meeting.context, FILTERS).and_of(rendered)


def rolled(paper, folder, template, rendered, found):
    """What a rolled folder with later values prints otherwise where a date says that it must not."""
    problems, new = Problems(), folder.parent / "next"
    (folder / "report.docx").write_bytes(template.package.to_bytes(paper.meeting))
    made = roll_forward(MeetingFolder(folder), new, paper.meeting + timedelta(days=182), problems)
    assert made is not None, [str(problem) for problem in problems.found]
    add_later_values(new)
    meeting = read_meeting(MeetingFolder(new), Problems())
    again = render(template, meeting.context, FILTERS, "report.docx", meeting.files)
    now = {paragraph.template: paragraph.text for paragraph in again.paragraphs}
    stays = {(tag.paragraph, tag.nth, tag.start) for tag in paper.tags if tag.stays}
    asking = Asking(meeting.context)
    for at, tag in found.items():
        printed = asking.answer(tag.tag.expression)
        if at in stays and (printed is None or printed.printed != tag.traced.printed):
            yield tag.tag.expression, tag.traced.printed, str(printed and printed.printed)
    for paragraph in rendered.paragraphs:
        tags = {at for at in found if at[0] == paragraph.text}
        if tags and tags <= stays and now[paragraph.template] != paragraph.text:
            yield "", paragraph.text, now[paragraph.template]


def add_later_values(folder):
    """Fill in what rolling forward left blank: later values, other statuses, later details."""
    for path in folder.glob("*.xlsx"):
        book = openpyxl.load_workbook(path)
        for sheet in book:
            for row in sheet.iter_rows(min_row=2) if sheet.title in ("Values", "Details") else ():
                last = None
                for cell in row:
                    if isinstance(cell.value, int | float):
                        last = cell
                    elif cell.value is None and sheet.title == "Details" and cell.column == 2:
                        cell.value = "November 2031"
                    elif cell.value is None and sheet.cell(1, cell.column).value == "Status":
                        cell.value = "Completed"
                    elif cell.value is None and last is not None:
                        share = isinstance(last.value, float) and last.value < 1
                        cell.value = last.value / 2 if share else last.value * 3 + 1
                        cell.number_format = last.number_format
        book.save(path)
