"""The register, figures.xlsx: every figure of a paper with its place and its source, to be signed off in Excel."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from cyps_papers.checks.coverage import Coverage
from cyps_papers.meetings.edition import Edition
from cyps_papers.meetings.origins import Links, age, areas, how
from cyps_papers.meetings.prepare import PreparedPaper
from cyps_papers.meetings.typed import TypedDigits, typed_digits
from cyps_papers.meetings.unused import Unused, unused_cells
from cyps_papers.periods import Period
from cyps_papers.problems import Place
from cyps_papers.reading.paper import PAPER
from cyps_papers.records import Cell, CellRange, Unit
from cyps_papers.spreadsheets.listing import Link, ListColumn, Listing, Share, Value, listed
from cyps_papers.vocabulary import Traced
from cyps_papers.word.story import marks
from cyps_papers.word.story.places import DocumentPlace

NAME = "figures.xlsx"
NOT_CHECKED = "Not checked"
MOST_LINKS = 6  # columns of cells; a figure from more areas than that names the rest in the last
MOST_UNUSED = 20_000
KEEP = "The next build makes this workbook anew, and keeps beside it what you had entered: save a signed one elsewhere."
NOT_FOR_PUBLICATION = "For the service's own use: it shows what the paper leaves out, so do not publish it."


def _columns(widths: Mapping[str, int]) -> list[ListColumn]:
    return [ListColumn(heading, width) for heading, width in widths.items()]


PLACE = _columns({"Document": 16, "Heading": 36, "Place": 25})


def files(edition: Edition) -> dict[str, bytes]:
    """The register, its links leading from the output folder to the meeting's; the same for the same paper."""
    paper = edition.paper
    links = Links(paper.meeting.folder.path, edition.output)
    listings = [
        _figures(paper, links),
        _not_checked(paper.coverage),
        _not_used(unused_cells(paper.meeting, [one.traced for one in paper.printed]), links),
        _typed(list(typed_digits(paper.pack)), links),
        _accepted(paper, links),
    ]
    title = f"Register of figures: {paper.meeting.folder.name}"
    return {NAME: listed(listings, title, paper.meeting.date)}


def _figures(paper: PreparedPaper, links: Links) -> Listing:
    found = [(printed, areas(printed.traced.cells)) for printed in paper.figures]
    width = min(max((len(those) for _, those in found), default=1), MOST_LINKS)
    rows: list[list[Value]] = []
    for number, (printed, those) in enumerate(found, 1):
        traced, when = printed.traced, printed.traced.when
        row: list[Value] = [number, *_placed(printed.place), printed.text, traced.name, _value(traced)]
        row += [str(traced.unit), how(traced), str(when) if when else None, age(traced, paper.meeting.date)]
        row += ["; ".join(dict.fromkeys(area.workbook for area in those))]
        row += ["; ".join(dict.fromkeys(area.sheet for area in those))]
        rows.append([*row, *_linked(those, width, links), None, None, None])
    columns = [
        *(ListColumn("No.", 6), *PLACE, *_columns({"As printed": 30, "Name": 32, "Value": 18, "Unit": 11})),
        *_columns(
            {"How it was worked out": 28, "Date": 16, "Age in days": 8, "Workbook": 24, "Sheet": 17, "Cells": 11}
        ),
        *_columns({f"More cells {number}": 18 for number in range(1, width)}),
        ListColumn("Verdict", 10, choices=("Right", "Wrong", "Query")),
        *(ListColumn("Checked by", 14), ListColumn("Checked on", 14, takes_dates=True)),
    ]
    notes = [
        "Every number, date, count and change that comes from a workbook, in the order of the paper, and every text "
        "from one that holds a digit. Texts without a digit, such as names and most actions, are not listed.",
        "A link under Cells opens the workbook at those cells. Date is when the figure speaks of, and Age in days how "
        "old it is at the meeting; blank where it has none, or one still to come.",
        KEEP,
    ]
    return Listing("Figures", "Figures in the paper", notes, columns, rows, is_wide=True)


def _placed(place: Place) -> tuple[Value, Value, Value]:
    """Document, heading and place."""
    if isinstance(place, DocumentPlace):
        return place.document, place.heading, "heading" if place.is_heading else place.beneath()
    return place.file, None, place.within()


def _value(traced: Traced) -> Value:
    """The value as Excel can reckon with it; nothing for a text, which is as it is printed."""
    value = traced.value
    if isinstance(value, Decimal):
        return Share(value) if traced.unit in (Unit.SHARE, Unit.POINTS) else value
    if isinstance(value, Period):
        return value.start if value.is_day else str(value)
    return None


def _linked(those: Sequence[CellRange], width: int, links: Links) -> Iterator[Value]:
    """A link to each area, those of the first one's sheet by their cells alone; the last names all that are left."""
    shown, rest = those[:width], those[width:]
    for number, area in enumerate(shown, 1):
        text = _short(area, those[0])
        if rest and number == width:
            text = "; ".join([text, *(_short(one, those[0]) for one in rest)])
        yield links.link(area, text)
    yield from [None] * (width - len(shown))


def _short(area: CellRange, first: CellRange) -> str:
    if area.workbook != first.workbook:
        return str(area)
    return area.cells if area.sheet == first.sheet else f"{area.sheet}!{area.cells}"


def _not_used(found: Sequence[Unused], links: Links) -> Listing:
    rows = [
        [
            *(one.cell.workbook, one.cell.sheet, _cell_link(one.cell, links), one.heading, marks.clean(one.text)),
            "Yes" if one.is_known else "No",
        ]
        for one in found[:MOST_UNUSED]
    ]
    widths = {"Workbook": 26, "Sheet": 20, "Cell": 9, "Heading": 24, "What stands in it": 80, "Can be printed": 12}
    notes = [
        f"What stands in the sources of the paper or in {PAPER}, and in no document. Can be printed: whether a "
        "template can ask for it; the rest guides the reading (names in templates, units, settings) or stands in "
        "columns that are not read.",
        NOT_FOR_PUBLICATION,
    ]
    if len(found) > MOST_UNUSED:
        notes.append(f"The first {MOST_UNUSED:,} of {len(found):,} cells.")
    return Listing("Cells not used", "Cells that no document uses", notes, _columns(widths), rows)


def _not_checked(found: Coverage) -> Listing:
    rows: list[list[Value]] = [
        [*_placed(one.sentence.passage.place), one.words, " ".join(one.sentence.text.split()), one.why]
        for one in found.not_checked
    ]
    columns = [*PLACE, *_columns({"Words": 22, "Sentence": 70, "Why": 44})]
    notes = [str(found), "Check by hand what is listed here. What a tag prints is its figure, and stands in Figures."]
    return Listing(NOT_CHECKED, "Numbers and claims not checked against a figure", notes, columns, rows)


def _typed(found: Iterable[TypedDigits], links: Links) -> Listing:
    rows: list[list[Value]] = []
    for one in found:
        row: list[Value] = [*_placed(one.passage.place), one.text, one.kind, " ".join(one.sentence.text.split())]
        looks_like: list[Value] = [None, None, None]
        if one.quote:
            known, those = one.quote.known, areas(one.quote.known.cells)
            link = links.link(those[0], "; ".join(map(str, those))) if those else None
            looks_like = [f"{{{{ {one.quote.tag} }}}}", known.printed, link]
        rows.append(row + looks_like)
    widths = {"Digits": 16, "What they are": 16, "Sentence": 70, "Looks like": 34, "Which is": 12, "Cells": 36}
    notes = [
        "Digits that were typed in a template, and so do not follow the workbooks. Where they look like a figure that "
        "a workbook holds, Looks like gives its tag: type that instead."
    ]
    return Listing("Typed by hand", "Digits typed by hand", notes, [*PLACE, *_columns(widths)], rows)


def _accepted(paper: PreparedPaper, links: Links) -> Listing:
    rows: list[list[Value]] = [
        [one.problem.rule, *_placed(one.problem.place), one.problem.message, record.reason.value,
         _cell_link(record.rule.cell, links)]
        for one in paper.review.accepted for record in one.records
    ]  # fmt: skip
    rows += [
        [record.rule.value, None, None, None, f"Nothing: {why.message}", record.reason.value,
         _cell_link(record.rule.cell, links)]
        for record, why in paper.review.idle
    ]  # fmt: skip
    widths = {"What was found": 70, "Why it is accepted": 50, f"In {PAPER}": 12}
    notes = [f"What check would remark on, and the officer accepts in the sheet Accepted of {PAPER}, with the reason."]
    return Listing("Accepted", "Remarks accepted", notes, [ListColumn("Rule", 22), *PLACE, *_columns(widths)], rows)


def _cell_link(cell: Cell, links: Links) -> Link:
    return links.link(CellRange(cell.workbook, cell.sheet, cell.coordinate), cell.coordinate)
