"""Made-up data: a plan as rows of texts, a template that lists it, and a meeting whose paper does."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from tests.conftest import save_workbook
from tests.word.conftest import STYLES, written

HEADINGS = ("Ref", "Area", "Action", "Lead", "Due date", "Status", "RAG", "Progress")
WORDS = (
    "review publish every manager child plan supervision audit training assessment visits record team partner schools "
    "health decision threshold quality data weekly monthly report panel service case workload recruit retain carers"
).split()


def actions(count: int) -> Iterator[list[str]]:
    """The rows of a plan, the same each time, with about forty words of progress in each."""
    lot = random.Random(1)
    for number in range(1, count + 1):
        doing, done = (" ".join(lot.choices(WORDS, k=length)).capitalize() for length in (12, 40))
        yield [
            f"A{number}",
            "Care & support",
            f"{doing}.",
            "Head of Service",
            "31/03/2016",
            "In progress",
            "Amber",
            done,
        ]


def template(loop: str, cells: list[str]) -> bytes:
    """A document with one table, which goes through a list and prints these for each."""

    def row(texts: list[str]) -> str:
        paragraphs = (f'<w:p><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>' for text in texts)
        return f"<w:tr>{''.join(f'<w:tc>{one}</w:tc>' for one in paragraphs)}</w:tr>"

    rows = (list(HEADINGS), [f"{{%tr for {loop} %}}"], [f"{{{{ {cell} }}}}" for cell in cells], ["{%tr endfor %}"])
    table = f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(map(row, rows))}</w:tbl><w:p/>"
    return written(table, {"styles": STYLES})


def rows_template() -> bytes:
    """The template that lists rows of bare texts."""
    return template("row in rows", [f"row[{column}]" for column in range(len(HEADINGS))])


def meeting(folder: Path, count: int) -> Path:
    """The folder of a meeting whose report lists a plan of so many actions."""
    folder.mkdir(parents=True)
    save_workbook(
        folder / "paper.xlsx",
        Details=[["Name", "Value"], ["Title", "Report"], ["Meeting date", date(2015, 9, 9)]],
        Documents=[["Document", "Title", "Template"], ["report", "Report", "report.docx"]],
        Sources=[["Name", "Kind", "Workbook"], ["plan", "action plan", "plan.xlsx"]],
    )
    save_workbook(folder / "plan.xlsx", Plan=[HEADINGS, *actions(count)])
    asked = ("reference", "area", "action", "lead", "due", "status", "rag", "progress")
    (folder / "report.docx").write_bytes(template("action in plan.actions", [f"action.{name}" for name in asked]))
    return folder
