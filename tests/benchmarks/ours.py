"""Renders JSON by a template with cyps_papers: DATA TEMPLATE OUT; with --figures, as texts that know their cells."""

from __future__ import annotations

import gc
import json
import sys
from datetime import date
from pathlib import Path

from cyps_papers.figures.figure import Wording
from cyps_papers.origin import Origin
from cyps_papers.problems import Problems
from cyps_papers.records import Cell
from cyps_papers.word.rendering.render import render
from cyps_papers.word.rendering.rendered import Rendered
from cyps_papers.word.templates.template import Template

gc.set_threshold(100_000)  # as the commands do
data, template, out, *options = sys.argv[1:]


def with_cells(rows: list[list[str]]) -> list[list[Wording]]:
    """The texts as they come from a workbook, each with its cell and what it is."""
    return [
        [
            Wording(text, (Cell("plan.xlsx", "Plan", f"{'ABCDEFGH'[column]}{number}"),), Origin("plan", row[0], "text"))
            for column, text in enumerate(row)
        ]
        for number, row in enumerate(rows, 2)
    ]


def made(rows: list[list[str]] | list[list[Wording]]) -> Rendered:
    read = Template.open(Path(template), Problems())
    assert read
    return render(read, {"rows": rows})


rows = json.loads(Path(data).read_text(encoding="utf-8"))
if "--figures" in options:
    rendered = made(with_cells(rows))
    assert len(rendered.marks) == 8 * len(rows)  # each with its place in the document
else:
    rendered = made(rows)
Path(out).write_bytes(rendered.published.to_bytes(date(2015, 9, 9)))
