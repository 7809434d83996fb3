"""Packs built directly from text: what a rule reads, without Word or Excel."""

import re
from collections import namedtuple
from datetime import date
from decimal import Decimal

import pytest

from cyps_papers.checks.pack import Pack, Published
from cyps_papers.figures.figure import Figure, Wording
from cyps_papers.periods import parse
from cyps_papers.records import (
    AcceptedRecord,
    Cell,
    Direction,
    DocumentRecord,
    Entry,
    IndicatorRecord,
    Marker,
    ObservationRecord,
    PaperRecord,
    Quantity,
    SourceData,
    SourceRecord,
    Status,
    TermRecord,
    Unit,
)
from cyps_papers.sources.action_plan.record import ActionRecord
from cyps_papers.sources.context import context
from cyps_papers.word.story.paragraphs import Paragraph
from cyps_papers.word.story.places import DocumentPlace
from cyps_papers.word.story.stories import Story

MEETING = date(2015, 3, 18)
BODY = Story("word/document.xml", "", 0)
Row = namedtuple("Row", "cells")


def entry(value):
    return None if value is None else Entry(value, Cell("paper.xlsx", "Sheet", "B2"))


def indicator(
    code, name, unit, values, target=None, people=False, target_unit="", direction=Direction.LOWER, part_of=None
):
    """An indicator with values as {'Sep 2014': '828'}; a value of one letter is a marker, 'f ' before it a forecast."""
    observations = tuple(_observation(when, str(value)) for when, value in values.items())
    goal = entry(Quantity(Decimal(target), target_unit or unit)) if target else None
    return IndicatorRecord(
        code, entry(name), unit, direction, goal, None, people, False, observations, part_of=entry(part_of)
    )


def _observation(when, value):
    number = value.removeprefix("f ")
    withheld = number.isalpha()
    return ObservationRecord(
        entry(parse(when)),
        entry(Marker(number) if withheld else Quantity(Decimal(number))),
        forecast=value.startswith("f "),
    )


def actions(**counts):
    """A plan with so many actions of each status: actions(completed=30, residual=11)."""
    named = [Status[name.upper()] for name, count in counts.items() for _ in range(count)]
    return tuple(
        ActionRecord(entry(str(number)), entry("Do it"), entry(f"Area {number % 3}"), status=entry(status))
        for number, status in enumerate(named, start=1)
    )


INDICATORS = (
    indicator("conversion", "Contacts that become referrals", Unit.SHARE, {"Sep 2014": "0.32", "Jan 2015": "0.29"}),
    indicator("caseload_qualified", "Mean caseload per qualified social worker", "cases",
              {"Sep 2014": "30", "Feb 2015": "17"}, target="18"),
    indicator("caseload_new", "Mean caseload per newly qualified social worker", "cases", {"Sep 2014": "33"}),
    indicator("assessment_days", "Mean time to complete an assessment", "days",
              {"Aug 2014": "33", "Feb 2015": "30"}, target="45", target_unit="working days"),
    indicator("assessments_on_time", "Assessments completed on time", Unit.SHARE, {"Aug 2014": "0.75"},
              direction=Direction.HIGHER),
    indicator("cin_open", "Open children in need cases", "cases",
              {"13/10/14": "2066", "02/02/15": "1463", "Apr 2015": "f 1300"}, people=True, direction=Direction.BAND),
    indicator("cin_no_plan", "Children in need cases without a plan for 6 weeks or longer", "cases",
              {"Sep 2014": "828", "early Mar 2015": "250"}, people=True),
    indicator("runaways", "Children missing from care", "children", {"Jan 2015": "9", "Feb 2015": "3"}, people=True),
    indicator("proceedings", "Mean duration of completed care proceedings", "weeks",
              {"2013/14": "57", "Feb 2015": "34"}, target="26"),
)  # fmt: skip
AUDITS = (
    indicator("completed", "Completed", Unit.SHARE,
              {"Jun 2014": "0.31", "Jul 2014": "0", "Aug 2014": "0", "Sep 2014": "x", "Jan 2015": "1", "Feb 2015": "1"},
              direction=Direction.HIGHER),
)  # fmt: skip


def _meant(value):
    return Quantity(Decimal(value)) if isinstance(value, int) else value


def _paper(details, terms, accepted, documents):
    sources = (("ofsted", "action plan"), ("kpi", "indicators"), ("audits", "audits"))
    return PaperRecord(
        details={name: entry(_meant(value)) for name, value in details.items()},
        documents=tuple(
            DocumentRecord(entry(name), entry(title), entry(f"{name}.docx"), entry(as_at))
            for name, title, as_at in documents
        ),
        sources=tuple(SourceRecord(entry(name), entry(kind), entry(f"{name}.xlsx")) for name, kind in sources),
        terms=tuple(TermRecord(entry(name), entry(short), tuple(others)) for name, short, others in terms),
        accepted=tuple(AcceptedRecord(*map(entry, each), of_old=len(each) == 3) for each in accepted),
    )


def _pieces(text, subjects):
    """'{kpi.cin_open.latest}' in a text is printed from the data; so is a Figure or Wording given as such."""
    if isinstance(text, (Figure, Wording)):
        return ((text.printed, text),)
    pieces = []
    for part in re.split(r"(\{[^}]*\})", text):
        traced = eval(part[1:-1], {}, dict(subjects)) if part.startswith("{") else None
        pieces.append((traced.printed if traced is not None else part, traced))
    return tuple(piece for piece in pieces if piece[0])


def paragraphs(document, contents, subjects):
    """'# Heading', '1 Numbered', '- bullet', plain text, or a list of rows for a table."""
    heading, number, bullet, nth, table, ordinal = "", "", 0, 0, 0, 0
    for content in contents:
        if isinstance(content, list):
            table += 1
            for row, cells in enumerate(content, start=1):
                for column, cell in enumerate(cells, start=1):
                    ordinal += 1
                    place = DocumentPlace(
                        document, heading=heading, table=table, row=row, column=column, ordinal=ordinal
                    )
                    yield Paragraph(place, _pieces(cell, subjects), "Normal", 0, BODY)
            continue
        level, text, ordinal = 0, content, ordinal + 1
        if text.startswith("# "):
            level, text = 1, text[2:]
            heading, number, bullet, nth = text, "", 0, 0
        elif re.match(r"\d+ ", text):
            number, text = text.split(" ", 1)
            bullet = nth = 0
        elif text.startswith("- "):
            text, bullet = text[2:], bullet + 1
        else:
            nth += 1
            bullet = 0
        place = DocumentPlace(document, heading=heading, number=number, bullet=bullet, nth=0 if number else nth,
                              is_heading=bool(level), ordinal=ordinal)  # fmt: skip
        yield Paragraph(place, _pieces(text, subjects), "Normal", level, BODY)


@pytest.fixture
def pack():
    """A function that makes a pack of the report's paragraphs, and of those of other documents by their names."""

    def make(
        *report, details=None, terms=(), accepted=(), documents=(), indicators=INDICATORS, plan=None, **appendices
    ):
        named = {"report": report, **{name.replace("_", "-"): texts for name, texts in appendices.items()}}
        listed = documents or [(name, name.capitalize(), None) for name in named]
        paper = _paper(details or {}, terms, accepted, listed)
        data = {
            "ofsted": SourceData("action plan", plan or actions(completed=30, residual=11)),
            "kpi": SourceData("indicators", indicators),
            "audits": SourceData("audits", AUDITS),
        }
        subjects = context(paper, data)
        return Pack(
            tuple(Published(name, tuple(paragraphs(f"{name}.docx", texts, subjects))) for name, texts in named.items()),
            subjects,
            paper,
            MEETING,
        )

    return make
