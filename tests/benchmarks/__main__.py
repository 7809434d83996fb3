"""Measures, and prints a table in Markdown; with --small, counts calls and says whether they grow as the data do."""

from __future__ import annotations

import argparse
import gc
import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from cyps_papers.meetings.folders import MeetingFolder
from cyps_papers.meetings.prepare import prepare
from cyps_papers.meetings.roll_forward import roll_forward
from cyps_papers.problems import Problems
from cyps_papers.word.rendering.render import render
from cyps_papers.word.templates.template import Template
from tests.benchmarks.made_up import HEADINGS, actions, meeting, rows_template

Program = list[str]
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
MARCH_AFTER = date(2016, 3, 9)
FEW, TIMES = 100, 4
MOST_GROWTH = 1.1
"""How much faster than the data calls may grow: a sort among them takes a little more for each."""

BARE_LOOP = (
    "import sys, openpyxl; book = openpyxl.load_workbook(sys.argv[1], read_only=True); "
    "print(sum(len(row) for row in book.worksheets[0].iter_rows(values_only=True)))"
)
READ_WITH_PLACES = (
    "import sys, pathlib; from cyps_papers.problems import Problems; "
    "from cyps_papers.reading.workbook import open_workbook; "
    "print(sum(map(len, open_workbook(pathlib.Path(sys.argv[1]), Problems()).sheets[0].rows.values())))"
)

ROLL = (
    "import sys; from datetime import date; from pathlib import Path; from tempfile import mkdtemp; "
    "from cyps_papers.meetings.folders import MeetingFolder; from cyps_papers.problems import Problems; "
    "from cyps_papers.meetings.roll_forward import roll_forward; import gc; gc.set_threshold(100_000); "
    "roll_forward(MeetingFolder(Path(sys.argv[1])), Path(mkdtemp(dir=sys.argv[1] + '/..'), 'x'), "
    "date(2016, 3, 9), Problems())"
)


def main() -> int:
    asked = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    asked.add_argument("--small", action="store_true", help="count calls alone: the same on every machine")
    asked.add_argument("--rows", type=int, nargs="+", default=[41, 1_000, 10_000], help="rows of the tables")
    asked.add_argument("--rounds", type=int, default=5)
    asked.add_argument("--grown", action="store_true", help="commands too, with few actions and with many: minutes")
    options = asked.parse_args()
    with TemporaryDirectory() as folder:
        if options.small:
            return count_growth(Path(folder))
        print("| work | beside | seconds | ratio | from | to |")
        print("|---|---|---|---|---|---|")
        measure(Path(folder), options.rows, options.rounds)
        if options.grown:
            measure_growth(Path(folder), options.rounds)
    return 0


def measure(folder: Path, sizes: list[int], rounds: int) -> None:
    """A line of the table for each thing that is measured."""
    template, out = folder / "template.docx", str(folder / "out.docx")
    template.write_bytes(rows_template())
    python = [sys.executable, "-c"]
    for size in sizes:
        data = folder / f"{size}.json"
        data.write_text(json.dumps(list(actions(size))), encoding="utf-8")
        theirs, ours = (
            [sys.executable, "-m", f"tests.benchmarks.{name}", str(data), str(template), out]
            for name in ("theirs", "ours")
        )
        compare(f"{size:,} rows of {len(HEADINGS)} columns, JSON to docx", ours, "docxtpl", theirs, rounds)
        compare(f"{size:,} rows, each cell a figure with its source", [*ours, "--figures"], "plain", ours, rounds)
    plan = meeting(folder / "2015-09", sizes[-1]) / "plan.xlsx"
    loop = [*python, BARE_LOOP, str(plan)]
    reading = [*python, READ_WITH_PLACES, str(plan)]
    compare(f"a plan of {sizes[-1]:,} rows read with places", reading, "openpyxl's bare loop", loop, rounds)
    script = [*python, "from cyps_papers.__main__ import main; main()", "--help"]  # as the installed command does
    compare("cyps-papers --help", script, "import click", [*python, "import click"], rounds)


def measure_growth(folder: Path, rounds: int) -> None:
    """A line for each command that once took longer than its data grew, many actions beside few."""
    command = [sys.executable, "-c", "from cyps_papers.__main__ import main; main()"]

    def rolled(size: int) -> Path:
        first = meeting(folder / str(size) / "2015-09", size)
        later = first.parent / "2016-03"
        roll_forward(MeetingFolder(first), later, MARCH_AFTER, Problems())
        return later

    def rolling(size: int) -> Program:
        first = meeting(folder / f"rolling {size}" / "2015-09", size)
        return [sys.executable, "-c", ROLL, str(first)]

    checks = [[*command, "check", str(rolled(size))] for size in (2_000, 1_000)]
    compare("check of a rolled folder, 2,000 actions", checks[0], "1,000 actions", checks[1], rounds)
    compare("roll-forward, 8,000 actions", rolling(8_000), "2,000 actions", rolling(2_000), rounds)
    builds = [
        [
            *command,
            "build",
            str(meeting(folder / f"built {size}" / "2015-09", size)),
            "--no-pdf",
            "--output",
            str(folder),
        ]
        for size in (8_000, 2_000)
    ]
    compare("build without a PDF, 8,000 actions", builds[0], "2,000 actions", builds[1], rounds)


def compare(work: str, ours: Program, beside: str, theirs: Program, rounds: int) -> None:
    """Run two programs turn by turn, and print how long the one takes by the other: the median, least and most."""
    run(ours)  # and compile what it imports
    taken = [(run(ours), run(theirs)) for _ in range(rounds)]
    ratios = [own / other for own, other in taken]
    shown = " | ".join(f"{ratio:.2f}" for ratio in (median(ratios), min(ratios), max(ratios)))
    print(f"| {work} | {beside} | {median(own for own, _ in taken):.2f} | {shown} |", flush=True)


def run(program: Program) -> float:
    """The seconds of the processor that a process took."""
    nowhere = subprocess.DEVNULL
    started = subprocess.Popen(program, stdout=nowhere, stderr=nowhere, env=ENVIRONMENT)
    _, status, used = os.wait4(started.pid, 0)
    started.returncode = os.waitstatus_to_exitcode(status)
    if started.returncode not in (0, 1):  # which is that there are problems in what was made up
        raise subprocess.CalledProcessError(started.returncode, program)
    return used.ru_utime + used.ru_stime


def count_growth(folder: Path) -> int:
    """Say of each piece of work how its calls grow with its data; 1 where they grow faster."""
    template = folder / "template.docx"
    template.write_bytes(rows_template())
    read = Template.open(template, Problems())
    assert read

    def rendered(size: int) -> Callable[[], object]:
        rows = list(actions(size))
        return lambda: render(read, {"rows": rows}).published

    def checked(size: int) -> Callable[[], object]:
        there = meeting(folder / f"checked {size}" / "2015-09", size)
        return lambda: prepare(MeetingFolder(there), Problems())

    def rolled(size: int) -> Callable[[], object]:
        there = meeting(folder / f"rolled {size}" / "2015-09", size)
        later = there.parent / "2016-03"
        return lambda: roll_forward(MeetingFolder(there), later, MARCH_AFTER, Problems())

    has_grown = False
    for work, of_size in (("rendering", rendered), ("check", checked), ("roll-forward", rolled)):
        calls(of_size(10))  # whatever is made once in a process is there
        few, many = calls(of_size(FEW)), calls(of_size(FEW * TIMES))
        has_grown |= many > few * TIMES * MOST_GROWTH
        print(f"{work}: {few:,} calls for {FEW} rows, {many / few:.2f} times as many for {TIMES} times the rows")
    return int(has_grown)


def calls(work: Callable[[], object]) -> int:
    """How many functions of Python a piece of work calls."""
    count = 0

    def note(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += event == "call"

    gc.disable()  # what it would call when it ends objects
    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(None)
        gc.enable()
    return count


if __name__ == "__main__":
    sys.exit(main())
