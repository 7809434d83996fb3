"""Papers on several subjects: a meeting's folder, the paper in Word, and the tag of each number and date in it.

In the text of a paper [[12%|kpi.x.at("June 2024")]] is a number with its tag, filters left out; `*` stands for any
indicator of a source, and ' or ' between two tags that either is right. A row that begins with 'loop plan.actions'
is one of that list's. Lines begin with # or ## for a heading, - for a point of a list, = where they have no number, and
|= for a row of one merged cell. With `runs = 5` the paper's text is in runs of five characters. `by_chance` are lines
in which the number after = is the same as a cell's by chance.
"""

import re
import tomllib
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime
from fnmatch import fnmatchcase
from pathlib import Path

import docx
import openpyxl

from tests.conftest import save_workbook

PAPERS = Path(__file__).parent / "papers"
WORKED_WITH = ("libraries", "highways", "waste", "smoking", "attendance", "safety", "food", "parks", "repairs", "send")
LOOKED_AT_ONCE = ("vaccination", "museums")
_KNOWN = re.compile(r"\[\[(.*?)\|(.*?)\]\]")
_BETWEEN_CELLS = re.compile(r"(?:^|(?<= ))\|(?= |$)")
_STYLES = {"# ": "Heading 1", "## ": "Heading 2", "- ": "List Bullet", "= ": "Normal", "": "List Number"}


@dataclass(frozen=True)
class KnownTag:
    """A text of a paper that a workbook holds: the words of its paragraph, of those alike which it is, where it begins
    in them, and its tags.
    """

    paragraph: str
    nth: int
    start: int
    text: str
    tags: tuple[str, ...]

    def is_tag(self, expression):
        """Whether an expression is one of its tags, whatever filters it has."""
        bare = expression.partition("|")[0].removeprefix("(").removesuffix(" * 100)")
        return any(fnmatchcase(bare, tag.replace("[", "[[]")) for tag in self.tags)

    @property
    def stays(self):
        """Whether it must stay what it is when there are later values."""
        return any(".at(" in tag or ".between(" in tag for tag in self.tags)


@dataclass
class KnownPaper:
    """A paper with what is known of it: the truth of its numbers and dates, and the rows that are a list's."""

    name: str
    meeting: date
    run_length: int = 0
    by_chance: str = ""
    lines: list = field(default_factory=list)
    tags: list = field(default_factory=list)
    loops: dict = field(default_factory=dict)
    seen: Counter = field(default_factory=Counter)

    def read(self, text):
        for line in text.strip().splitlines():
            path, row = "", line
            if line.startswith("loop "):
                path, row = line.removeprefix("loop ").split(" ", 1)
            if row.startswith("|="):
                self.lines.append([row.removeprefix("|=").strip()] * len(self.lines[-1]))
            elif row.startswith("|"):
                cells = [self._plain(cell.strip()) for cell in _BETWEEN_CELLS.split(row)[1:-1]]
                self.lines.append(cells)
                if path:
                    self.loops.setdefault((path, self._table()), []).append(tuple(cells))
            else:
                self.lines.append(self._plain(row))

    def _table(self):
        widths = [len(line) if isinstance(line, list) else 0 for line in self.lines]
        return sum(width > 0 and (at == 0 or widths[at - 1] != width) for at, width in enumerate(widths))

    def _plain(self, line):
        plain, at, known = "", 0, []
        for found in _KNOWN.finditer(line):
            plain += line[at : found.start()]
            known.append((len(plain), found[1], tuple(found[2].split(" or "))))
            plain, at = plain + found[1], found.end()
        plain += line[at:]
        said = plain.removeprefix(_sign(plain))
        cut = len(plain) - len(said)
        self.seen[said] += 1
        self.tags += [KnownTag(said, self.seen[said], start - cut, text, tags) for start, text, tags in known]
        return plain

    def in_word(self, path):
        document, table = docx.Document(), None
        for line in self.lines:
            if isinstance(line, list):
                if table is None or len(table.columns) != len(line):
                    table = document.add_table(0, len(line))
                cells = table.add_row().cells
                if len(set(line)) == 1:
                    cells = [cells[0].merge(cells[-1])]
                for cell, text in zip(cells, line, strict=False):
                    self._write(cell.paragraphs[0], text)
                continue
            table, sign = None, _sign(line)
            self._write(document.add_paragraph(style=_STYLES[sign]), line.removeprefix(sign))
        document.save(path)
        return path

    def _write(self, paragraph, text):
        length = self.run_length or len(text) or 1
        for at in range(0, len(text), length):
            paragraph.add_run(text[at : at + length])


def _sign(line):
    """What a line begins with that says how it is set."""
    return next(sign for sign in _STYLES if line.startswith(sign))


def known_paper(name, folder):
    """A paper by its name, its meeting's folder made in a folder inputs."""
    said = tomllib.loads((PAPERS / f"{name}.toml").read_text(encoding="utf-8"))
    paper = KnownPaper(name, said["meeting"], said.get("runs", 0), said["paper"].get("by_chance", ""))
    paper.read(said["paper"]["text"])
    meeting = folder / "inputs" / f"{paper.meeting:%Y-%m}"
    meeting.mkdir(parents=True)
    (folder / "templates").mkdir()
    rows = [["Name", "Kind", "Workbook", "Sheet"]]
    for source, source_said in said["sources"].items():
        kept = [[_value(cell) for cell in row.split("; ")] for row in source_said["table"].strip().splitlines()]
        save_workbook(meeting / f"{source}.xlsx", Values=kept)
        _show(meeting / f"{source}.xlsx", source_said["table"])
        rows.append([source, source_said["kind"], f"{source}.xlsx", "Values"])
    details = [["Name", "Value"], *([name, _value(str(value))] for name, value in said["details"].items())]
    documents = [["Document", "Title", "Template", "As at"], ["report", said["details"]["Title"], "report.docx", None]]
    save_workbook(meeting / "paper.xlsx", Details=details, Documents=documents, Sources=rows)
    return paper, meeting


def _value(text):
    text = text.strip()
    for form in ("%d/%m/%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(text, form)
        except ValueError:
            pass
    if re.fullmatch(r"-?\d+(\.\d+)?", text) and not re.fullmatch(r"0\d+", text):
        return float(text) if "." in text else int(text)
    if re.fullmatch(r"\d+(\.\d+)?%", text):
        return round(float(text[:-1]) / 100, 6)
    return text or None


def _show(path, table):
    """Show numbers in Excel as they are written here: shares as percentages, and as many decimal places."""
    book = openpyxl.load_workbook(path)
    for number, row in enumerate(table.strip().splitlines(), 1):
        for column, text in enumerate(row.split("; "), 1):
            places = len(text.strip("% ").partition(".")[2])
            if re.fullmatch(r"-?\d+(\.\d+)?%?", text.strip()):
                form = "0" + ("." + "0" * places if places else "") + "%" * text.strip().endswith("%")
                book["Values"].cell(number, column).number_format = form
    book.save(path)
