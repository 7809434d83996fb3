"""The papers of the corpus: their data as `check` reads it, and their sentences."""

import re
import tomllib
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path

from cyps_papers.checks import Pack, Published
from cyps_papers.problems import Problems
from cyps_papers.reading.delimited import open_bytes
from cyps_papers.records import Cell, DocumentRecord, Entry, PaperRecord, SourceRecord
from cyps_papers.sources.context import context
from cyps_papers.sources.kind import Opened
from cyps_papers.sources.registry import kind_called
from tests.checks.conftest import paragraphs

CORPUS = Path(__file__).parent
SENTENCES = CORPUS / "sentences"
DETAILS = Cell("paper.xlsx", "Details", "B2")


class Verdict(StrEnum):
    """What is known of a sentence by its paper's data."""

    TRUE = "true"
    FALSE = "false"
    UNTOLD = "untold"


@dataclass(frozen=True)
class KnownSentence:
    """A sentence, the relation that it claims, what is known of it, and the words that are wrong in a false one."""

    paper: str
    verdict: Verdict
    relation: str
    text: str
    wrong: tuple[str, ...]


@dataclass(frozen=True)
class PaperData:
    """The data of one paper: its kind, what templates are given of it, and what was wrong in reading it."""

    kind: str
    title: str
    meeting: date
    record: PaperRecord
    subjects: dict[str, object]
    problems: Problems

    def pack(self, text: str) -> Pack:
        """A paper that says this and nothing else."""
        first, *others = text.split(" // ")
        published = Published(
            "report", tuple(paragraphs("report.docx", [f"# {self.title}", f"1 {first}", *others], {}))
        )
        return Pack((published,), self.subjects, self.record, self.meeting)


@cache
def paper(name: str) -> PaperData:
    """The data of the paper of this name."""
    said = tomllib.loads((CORPUS / "papers" / f"{name}.toml").read_text(encoding="utf-8"))
    return PaperData(said["kind"], said["title"], said["meeting"], *data_of(said))


def data_of(said: dict[str, object]) -> tuple[PaperRecord, dict[str, object], Problems]:
    """What a file says that paper.xlsx would, what templates are given of its sources, and what is wrong with them."""
    problems, data, sources = Problems(), {}, []
    for source, one in said["sources"].items():
        workbook = open_bytes(f"{source}.csv", one["table"].lstrip().encode(), problems)
        kind = kind_called(one["kind"])
        data[source] = kind.read(Opened(workbook, workbook.sheet(""), {}, {}), problems)
        sources.append(SourceRecord(*(Entry(words, DETAILS) for words in (source, kind.name, workbook.name))))
    details = {"title": said["title"], "meeting_date": said["meeting"], **said.get("details", {})}
    record = PaperRecord(
        {name: Entry(value, DETAILS) for name, value in details.items()},
        (DocumentRecord(*(Entry(words, DETAILS) for words in ("report", said["title"], "report.docx"))),),
        tuple(sources),
    )
    return record, context(record, data, problems=problems), problems


def sentences(folder: Path = SENTENCES) -> list[KnownSentence]:
    """The sentences of a folder, each file those of the paper of its name."""
    return [
        _sentence(path.stem, line)
        for path in sorted(folder.glob("*.txt"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]


def _sentence(name: str, line: str) -> KnownSentence:
    verdict, relation, text = (part.strip() for part in line.split("|"))
    wrong = tuple(re.findall("«(.*?)»", text))
    return KnownSentence(name, Verdict(verdict), relation, re.sub("[«»]", "", text), wrong)
