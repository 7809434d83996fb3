"""Workbooks and templates damaged in many ways, each given to the real commands: `python -m tests.damage 300 1`.

The first number is how many of each kind of damage are tried of a workbook and of a template, the second the seed.
"""

from __future__ import annotations

import contextlib
import io
import os
import random
import re
import shutil
import sys
import tempfile
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import docx
import openpyxl

from cyps_papers import cli
from cyps_papers.problems import Problems
from cyps_papers.word.finished import gate
from cyps_papers.word.parts.opening import read_document
from cyps_papers.word.story.paragraphs import of_package

Damage = Callable[[bytes, random.Random], bytes]
WORKBOOKS = ("paper.xlsx", "action_plan.xlsx", "indicators.xlsx")
TEMPLATES = ("report.docx",)


def flipped(content: bytes, draw: random.Random) -> bytes:
    """With a few bits turned."""
    found = bytearray(content)
    for _ in range(draw.randint(1, 8)):
        found[draw.randrange(len(found))] ^= 1 << draw.randrange(8)
    return bytes(found)


def cut(content: bytes, draw: random.Random) -> bytes:
    """Cut short, as a download is."""
    return content[: draw.randrange(len(content))]


def spoiled(content: bytes, draw: random.Random) -> bytes:
    """With one XML part spoiled, in a zip archive that is sound."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as archive, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as made:
        chosen = draw.choice([name for name in archive.namelist() if name.endswith((".xml", ".rels"))])
        for name in archive.namelist():
            part = archive.read(name)
            made.writestr(name, draw.choice(_SPOILT)(part, draw) if name == chosen else part)
    return held.getvalue()


def _value_changed(part: bytes, draw: random.Random) -> bytes:
    found = list(re.finditer(rb'="[^"<>]*"', part))
    if not found:
        return b""
    one = draw.choice(found)
    return part[: one.start()] + draw.choice(_VALUES) + part[one.end() :]


def _element_gone(part: bytes, draw: random.Random) -> bytes:
    one = draw.choice(list(re.finditer(rb"<[^>]*>", part)) or [re.match(b"", part)])
    return part[: one.start()] + part[one.end() :]  # type: ignore[union-attr]


def _text_changed(part: bytes, draw: random.Random) -> bytes:
    found = list(re.finditer(rb">[^<>]+<", part))
    if not found:
        return part[: len(part) // 2]
    one = draw.choice(found)
    return part[: one.start() + 1] + draw.choice(_TEXTS) + part[one.end() - 1 :]


_VALUES = (b'=""', b'="x"', b'="-1"', b'="99999999999"', b'="../../x"', b'="1e999"', b'="A0"', b'="XFE1"')
_TEXTS = (b"", b"-1", b"99999999999", b"1e999", b"NaN", b"{{", b"{% for %}", b"2958466", b"\xff")
_SPOILT: tuple[Damage, ...] = (flipped, cut, _value_changed, _element_gone, _text_changed, lambda *_: b"")
DAMAGES = {"flipped": flipped, "cut": cut, "spoiled": spoiled}


def said(*arguments: str) -> tuple[int, str]:
    """What a command exits with, and all that it says."""
    told = io.StringIO()
    sys.argv = ["cyps-papers", *arguments]
    with redirect_stdout(told), redirect_stderr(told):
        try:
            cli.main()
        except SystemExit as ended:
            return int(ended.code or 0), told.getvalue()


def begun(folder: Path) -> Path:
    """A project with a meeting that builds, to be damaged."""
    folder.mkdir(parents=True, exist_ok=True)
    with contextlib.chdir(folder):
        assert said("new", "2016-01")[0] == 0
        path = folder / "inputs" / "2016-01" / "paper.xlsx"
        book = openpyxl.load_workbook(path)
        for row in range(5, book["To do"].max_row + 1):
            book["To do"].cell(row, 7, "Yes")
        book.save(path)
        status, told = said("build", "--no-pdf")
        assert status == 0, told
        shutil.rmtree(folder / "output")
    return folder / "inputs" / "2016-01"


def wrong_with(project: Path) -> Iterator[str]:
    """What is wrong with what a build made."""
    for path in (project / "output").rglob("*.docx"):
        docx.Document(str(path))
        problems = Problems()
        package = read_document(path.read_bytes(), path.name, problems)
        if package:
            problems.include(gate.examine(package, path.name, of_package(package, path.name)))
        yield from map(str, problems.errors)


def tried(meeting: Path, file: str, damage: Damage, draw: random.Random) -> tuple[int, list[str]]:
    """How a build ends with a file that was damaged, and what is wrong with how it does."""
    path, project = meeting / file, meeting.parents[1]
    whole = path.read_bytes()
    try:
        path.write_bytes(damage(whole, draw))
        with contextlib.chdir(project):
            status, told = said("build", "--no-pdf")
        wrong = [] if status in (0, 1) and "Traceback" not in told else [f"status {status}: {told[:500]}"]
        if status == 1 and file not in told and "inputs" not in told and "2016-01" not in told:
            wrong.append(f"{file} is not named: {told[:500]}")
        if status == 0:
            wrong += wrong_with(project)
        if wrong and (keep := os.environ.get("KEEP_DAMAGED")):
            shutil.copy(path, Path(keep) / f"{len(os.listdir(keep))}-{file}")
        return status, wrong
    except Exception as failure:  # of python-docx, say, with what was made
        return status, [f"{type(failure).__name__}: {failure}"]
    finally:
        path.write_bytes(whole)
        shutil.rmtree(project / "output", ignore_errors=True)


def all_tried(folder: Path, times: int, seed: int) -> Iterator[tuple[str, int, list[str]]]:
    """Each kind of damage to a workbook and to a template, so many times."""
    meeting, draw = begun(folder), random.Random(seed)
    for files in (WORKBOOKS, TEMPLATES):
        for called, damage in DAMAGES.items():
            for nth in range(times):
                file = files[nth % len(files)]
                status, wrong = tried(meeting, file, damage, draw)
                yield f"{'workbook' if files is WORKBOOKS else 'template'} {called}", status, wrong


def main() -> None:
    """Try so many, and say the numbers."""
    times, seed = (int(one) for one in [*sys.argv[1:], "300", "1"][:2])
    ended: Counter[str] = Counter()
    failures = []
    with tempfile.TemporaryDirectory() as place:
        for called, status, wrong in all_tried(Path(place).resolve(), times, seed):
            ended[f"{called}: status {status}"] += 1
            failures += [f"{called}: {one}" for one in wrong]
    print(*(f"{called}: {count}" for called, count in ended.items()), sep="\n")
    print(f"{ended.total()} tried, {len(failures)} went wrong", *failures[:40], sep="\n")
    sys.exit(bool(failures))


if __name__ == "__main__":
    main()
