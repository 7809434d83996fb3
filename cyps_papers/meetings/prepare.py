"""A meeting's paper in memory: every document rendered, and everything that is wrong with it found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path

from cyps_papers import checks
from cyps_papers.checks.coverage import Coverage, coverage
from cyps_papers.figures.figure import Wording
from cyps_papers.figures.filters import FILTERS
from cyps_papers.figures.paper import Document
from cyps_papers.meetings.charts import series_of
from cyps_papers.meetings.earlier import earlier_paper
from cyps_papers.meetings.folders import MeetingFolder
from cyps_papers.meetings.gaps import Gaps
from cyps_papers.meetings.meeting import Meeting, note_unnamed, read_meeting
from cyps_papers.meetings.rolling.to_do import StillToDo, note_still_to_do
from cyps_papers.origin import READ, Origin, worked_out
from cyps_papers.problems import Problem, Problems, error
from cyps_papers.progress import steps
from cyps_papers.publishing import accessibility, hidden, own_contents, pictures
from cyps_papers.publishing.markup import Hidden
from cyps_papers.publishing.part import Part
from cyps_papers.publishing.pictures import Smaller
from cyps_papers.records import DocumentRecord
from cyps_papers.sources.registry import KINDS
from cyps_papers.vocabulary import Traced
from cyps_papers.word.charts.refresh import Description, Plotted, refresh_charts
from cyps_papers.word.finished import gate
from cyps_papers.word.inserted.passages import include_passages
from cyps_papers.word.lint import examine
from cyps_papers.word.rendering.render import render
from cyps_papers.word.rendering.rendered import Rendered
from cyps_papers.word.story.paragraphs import Printed
from cyps_papers.word.story.places import DocumentPlace
from cyps_papers.word.templates.template import Template
from cyps_papers.words import count

MADE_PUBLIC = error(
    "exempt",
    "{found} ({name}) is a figure of {document}, which is not for publication, and this document is public.",
    "Take the figure out here, or out of {document}; or clear Exempt beside one of the two in the sheet Documents.",
)


@dataclass(frozen=True)
class MadeDocument:
    """One document of the paper, rendered, with the template that it was made from and what its charts show.

    `taken_out` is what the template carried unseen, and the document does not; `smaller` are the pictures that were
    made smaller.
    """

    record: DocumentRecord
    template: Path
    rendered: Rendered
    plotted: tuple[Plotted, ...]
    taken_out: frozenset[Hidden] = frozenset()
    smaller: tuple[Smaller, ...] = ()

    @property
    def file(self) -> str:
        """The name of its file in the output."""
        return self.rendered.document

    @cached_property
    def printed(self) -> tuple[Printed | Plotted, ...]:
        """Everything that it prints from the workbooks, texts and what its charts show included, in order."""
        shown: list[Printed | Plotted] = [*self.rendered.marks, *self.plotted, *self.described]
        return tuple(sorted(shown, key=lambda one: one.place.order))

    @cached_property
    def described(self) -> tuple[Plotted, ...]:
        """The alternative text of each chart, with the cells of all that it shows."""
        return tuple(_in_words(one) for one in dict.fromkeys(plotted.description for plotted in self.plotted))


@dataclass(frozen=True)
class PreparedPaper:
    """A meeting with its documents, in order, what is still to be filled in, and what the rules found.

    `following` is what templates miss only because of what is told of already.
    """

    meeting: Meeting
    documents: tuple[MadeDocument, ...]
    still_to_do: StillToDo
    review: checks.Review
    pack: checks.Pack
    following: tuple[Problem, ...] = ()

    @property
    def printed(self) -> Iterator[Printed | Plotted]:
        """Everything that the paper prints from the workbooks, in order."""
        for document in self.documents:
            yield from document.printed

    @property
    def reminders(self) -> Iterator[str]:
        """What is withheld because it would give away small numbers of people, and what is still to be filled in."""
        held_back = [told for source in self.pack.sources.values() for told in source.held_back]
        if held_back:
            yield f"Printed as c as well as small numbers: {'; '.join(held_back)}."
        if self.still_to_do.total:
            yield str(self.still_to_do)

    @property
    def taken_out(self) -> Iterator[str]:
        """What templates carried unseen and the paper does not, a line to each kind with its documents."""
        for kind in Hidden:
            files = [document.file for document in self.documents if kind in document.taken_out]
            if files:
                yield f"Taken out of what is published: {kind}: {', '.join(files)}."

    @property
    def made_smaller(self) -> Iterator[str]:
        """The documents with pictures that were made smaller, a line to each."""
        for document in self.documents:
            if document.smaller:
                before, now = (sum(sizes) / 1_000_000 for sizes in zip(*document.smaller, strict=True))
                how_many = count(len(document.smaller), "picture")
                yield f"Made smaller: {how_many} of {document.file}, from {before:.1f} MB to {now:.1f} MB."

    @cached_property
    def coverage(self) -> Coverage:
        """What was held to a figure, and what was not."""
        return coverage(self.pack)

    @cached_property
    def figures(self) -> list[Printed | Plotted]:
        """Every figure of the paper, in order: what `is_figure` holds of among all that it prints."""
        return [printed for printed in self.printed if is_figure(printed)]


def is_figure(printed: Printed | Plotted) -> bool:
    """Whether it is a number, a date, a count or a change, or a text that holds a digit; other texts are none."""
    is_read = isinstance(printed.traced, Wording) and printed.traced.how == READ
    return bool(printed.text.strip()) and (not is_read or any(map(str.isdigit, printed.text)))


def prepare(folder: MeetingFolder, problems: Problems) -> PreparedPaper | None:
    """The paper of a meeting, with what is wrong noted; None where there is no paper.xlsx to say what it is."""
    meeting = read_meeting(folder, problems)
    if meeting is None:
        return None
    note_unnamed(meeting, problems)
    still = note_still_to_do(meeting, problems)
    is_sound = not problems.errors
    gaps = Gaps.of(meeting, still, problems)
    following: list[Problem] = []
    made = [_made(record, meeting, gaps, problems, following) for record in steps("Checking", meeting.paper.documents)]
    documents = tuple(document for document in made if document)
    rendered = {document.template.name: document.rendered for document in documents}
    for position, problem in enumerate(problems.found):
        if problem in still.left and problem.place.file in rendered:
            problems.found[position] = _where_printed(rendered[problem.place.file], problem)
    published = tuple(
        checks.Published(
            document.record.name.value, document.rendered.paragraphs, document.plotted, document.rendered.other_texts
        )
        for document in documents
    )
    earlier = earlier_paper(folder, meeting.last)
    pack = checks.Pack(published, meeting.context, meeting.paper, meeting.date, earlier)
    problems.include(_made_public(documents))
    review = checks.review(
        pack, [rule for kind in KINDS for rule in kind.rules()], is_whole=is_sound and len(documents) == len(made)
    )
    problems.include(review.problems)
    return PreparedPaper(meeting, documents, still, review, pack, tuple(following))


def _made_public(documents: Sequence[MadeDocument]) -> Iterator[Problem]:
    """The figures of exempt documents that stand in public ones, known by the cells that both come from."""
    exempt = {
        one.traced.cells: document.file
        for document in documents
        if document.record.exempt
        for one in document.printed
        if _is_number(one.traced)
    }
    for document in documents:
        for one in document.printed if exempt and not document.record.exempt else ():
            if one.traced.cells in exempt and _is_number(one.traced):
                yield MADE_PUBLIC.at(one.place, found=one.text, name=one.traced.name, document=exempt[one.traced.cells])


def _is_number(traced: Traced) -> bool:
    """Whether it is a number or a change from a workbook other than paper.xlsx: dates and words give nothing away."""
    is_said = isinstance(traced, Wording) or traced.unit == "date" or traced.origin.source == "paper"
    return bool(traced.cells) and not is_said


def _made(
    record: DocumentRecord, meeting: Meeting, gaps: Gaps, problems: Problems, following: list[Problem]
) -> MadeDocument | None:
    used = [document.template.value for document in meeting.paper.documents]
    path = meeting.folder.template(record.template, problems, used)
    template = Template.open(path, problems, partial(include_passages, meeting.files)) if path else None
    if path is None or template is None:
        return None
    rendered = render(template, meeting.context, FILTERS, f"{record.name.value}.docx", meeting.files)
    taken_out = hidden.take_out(rendered, template, _title(record, meeting))
    own_contents.fill(rendered)
    smaller = pictures.reduce(rendered.published)
    of_template = examine(template, meeting.context, FILTERS).and_of(rendered)
    found = Problems([_where_printed(rendered, problem) for problem in of_template])
    plotted = refresh_charts(rendered.published, series_of(meeting.context), found)
    if not found.errors:
        found.include(gate.examine(rendered.published, rendered.document, rendered.paragraphs))
        found.include(hidden.left_in(rendered.published))
        found.include(accessibility.review(Part.of(rendered.published, rendered.paragraphs)))
    for problem in found.found:
        if gaps.explain(problem.subject):
            following.append(problem)
        else:
            problems.include([problem])
    return MadeDocument(record, path, rendered, tuple(plotted), frozenset(taken_out), tuple(smaller))


def _where_printed(rendered: Rendered, problem: Problem) -> Problem:
    """A problem of a template by the paper's own numbers and headings, which officers have before them."""
    place = problem.place
    if not isinstance(place, DocumentPlace):
        return problem
    there = rendered.place_of(place)
    if not there:
        return problem
    return replace(problem, place=there._replace(document=place.document, detail=place.detail))


def _title(record: DocumentRecord, meeting: Meeting) -> str:
    """The title of a document as the sheet Documents has it: an appendix's begins with what it is called."""
    if record is meeting.paper.documents[0]:
        return str(record.title.value)
    return f"{Document(record).label}: {record.title.value}"


def _in_words(chart: Description) -> Plotted:
    """The alternative text of a chart as one that came from the cells of its figures."""
    subjects = dict.fromkeys(Origin(source.origin.source, source.origin.subject) for source in chart.sources)
    origin = Origin(of=tuple(subjects), sign="and") if len(subjects) > 1 else next(iter(subjects))
    cells = tuple(dict.fromkeys(cell for source in chart.sources for cell in source.cells))
    how = worked_out("what the chart shows, in words")
    return Plotted(Wording(chart.text, cells, origin.asked("alternative text"), how), chart.text, chart.place, chart)
