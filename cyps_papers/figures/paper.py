"""The paper itself as templates know it: its details and its documents."""

from __future__ import annotations

from collections.abc import Mapping

from cyps_papers.disclosure.withheld import withholds
from cyps_papers.figures.figure import Figure, Wording, from_entry
from cyps_papers.figures.source import no_last_report
from cyps_papers.origin import Origin, worked_out
from cyps_papers.problems import NoAnswerError, did_you_mean
from cyps_papers.records import DocumentRecord, LastReport, PaperRecord
from cyps_papers.vocabulary import Name, Subject, named, own_name, question


class Document(Subject):
    """One document of the paper."""

    def __init__(self, record: DocumentRecord) -> None:
        self._record = record
        self._origin = Origin("paper").asked("document", record.name.value)

    @named
    def name(self) -> str:
        """the name of its file, without .docx"""
        return self._record.name.value

    @named
    def label(self) -> Wording:
        """what the paper calls it: Appendix 1"""
        label = self._record.name.value.replace("-", " ").replace("_", " ")
        label, how = label[:1].upper() + label[1:], worked_out("the document's name in words")
        return Wording(label, (self._record.name.cell,), self._origin.asked("label"), how)

    @named
    def title(self) -> Figure | Wording:
        """its title"""
        return from_entry(self._record.title, self._origin.asked("title"))

    @named
    def as_at(self) -> Figure | Wording:
        """the date of what it says, if one is given"""
        return from_entry(self._record.as_at, self._origin.asked("as_at"))


class Paper(Subject):
    """The paper's details, each under its name in the sheet Details, and its documents."""

    def __init__(self, record: PaperRecord, last: LastReport | None = None) -> None:
        self._record = record
        self._details = {own_name(name, Paper): entry for name, entry in record.details.items()}
        self._last = last

    def own_names(self) -> Mapping[str, Name]:
        return {
            name: Name(name, f"the detail {name.replace('_', ' ')}", type(from_entry(entry, Origin())))
            for name, entry in self._details.items()
        }

    def __getattr__(self, name: str) -> Figure | Wording:
        if name.startswith("_"):
            raise AttributeError(name)
        if name not in self._details:
            hint = did_you_mean(name, self._details) or "Add it to the sheet Details of paper.xlsx."
            raise NoAnswerError(
                f"paper.xlsx has no detail {name.replace('_', ' ')}.", hint, Origin("paper", question=name)
            )
        return from_entry(self._details[name], Origin("paper", question=name))

    @named
    def documents(self) -> list[Document]:
        """every document of the paper, in order"""
        return [Document(record) for record in self._record.documents]

    @named
    def appendices(self) -> list[Document]:
        """every document after the first"""
        return self.documents[1:]

    @question('("appendix-1")')
    def document(self, name: object) -> Document:
        """a document by the name of its file: its .label, .title and .as_at"""
        found = next((document for document in self.documents if document.name == str(name)), None)
        if found is None:
            there = [document.name for document in self.documents]
            hint = did_you_mean(str(name), there) or f"There are: {', '.join(there)}."
            raise NoAnswerError(f'The sheet Documents of paper.xlsx has no "{name}".', hint)
        return found

    @named
    def withholds_small_numbers(self) -> bool:
        """whether Details say that small numbers of people print as c, so that a note can explain it"""
        return withholds(self._record)

    @named
    def has_previous(self) -> bool:
        """whether a previous meeting is named, so that what changed since then can be asked for"""
        return self._last is not None

    @named
    def previous_meeting_date(self) -> Figure | Wording:
        """the date of the previous meeting"""
        origin = Origin("paper", question="previous_meeting_date")
        if self._last is None:
            raise no_last_report(origin)
        return from_entry(self._last.date, origin)
