"""Whole commands failed, killed and stopped at each file operation, and pairs of builds paused at each other's.

`python -m tests.meetings.injection` tries them all, and counts; `tests/meetings/test_injection.py` tries a sample.
Processes are forked and not begun anew, so that each takes the time of its command alone.
"""

from __future__ import annotations

import io
import json
import os
import shutil
import signal
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from itertools import count, product
from pathlib import Path

import openpyxl

from cyps_papers import __main__ as program
from cyps_papers.files import workplace
from cyps_papers.meetings import manifest, output
from cyps_papers.problems import Problems

OPERATIONS = {"open", "os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.listdir", "os.scandir", "shutil.rmtree"}
EDIT = b"an officer's own words"
ENDS = {"killed": signal.SIGKILL, "ended": signal.SIGTERM}
FAILS = ((5, "Input/output error"), (28, "No space left on device"), (13, "Permission denied"))
HOW = (*ENDS, "failed")
BUILD = ("build", "2016-01", "--no-pdf")
ROLL = ("roll-forward", "2016-01", "2016-07", "--meeting-date", "2016-07-06")
NEW = ("new", "2016-04")
ADOPT = ("adopt", "paper.docx", "2016-01")


@dataclass(frozen=True)
class Ended:
    """How a command ended: its status (that of a signal below 0), what it said, and its file operations."""

    status: int
    said: str = ""
    operations: int = 0


def at_operation(folder: Path, act: Callable[[int, str], None]) -> Iterator[int]:
    """Have something done before each file operation in a folder, with its number; gives the numbers not come to."""
    numbers = iter(range(1_000_000))
    inside = str(folder)

    def heed(event: str, arguments: tuple[object, ...]) -> None:
        if event == "test.fsync" or (event in OPERATIONS and str(arguments[0]).startswith(inside)):
            act(next(numbers), str(next(iter(arguments), inside)))

    os.fsync = lambda _: sys.audit("test.fsync")  # type: ignore[assignment]  # the slow disk is no part of the trial
    sys.addaudithook(heed)
    return numbers


def run(project: Path, command: Iterable[str], act: Callable[[int, str], None] = lambda *_: None) -> Ended:
    """A command run in a fork."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        said, status = io.StringIO(), 99
        numbers = at_operation(project, act)
        try:
            os.chdir(project)
            sys.argv = ["cyps-papers", *command]
            with redirect_stdout(said), redirect_stderr(said):
                program.main()
        except SystemExit as ended:
            status = int(ended.code or 0)
        except BaseException as escaped:  # which main lets nothing do: it is what is looked for
            said.write(f"Traceback: {escaped!r}")
        os.write(writing, json.dumps([said.getvalue()[:10_000], next(numbers)]).encode())
        os._exit(status)
    os.close(writing)
    with os.fdopen(reading, "rb") as stream:
        told = stream.read()
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return Ended(status, *json.loads(told)) if told else Ended(status)


def doing(how: str, nth: int) -> Callable[[int, str], None]:
    """What befalls a command at its nth file operation."""

    def act(number: int, path: str) -> None:
        if number == nth and how in ENDS:
            os.kill(os.getpid(), ENDS[how])
        elif number == nth:
            raise OSError(*FAILS[nth % len(FAILS)], path)

    return act


def held(folder: Path) -> dict[str, bytes]:
    """What stands in a folder, but for what the next command takes away."""
    files = {path.relative_to(folder): path for path in folder.rglob("*") if path.is_file()}
    return {name.as_posix(): path.read_bytes() for name, path in files.items() if workplace.HIDDEN not in name.parts}


def without_edits(files: Mapping[str, bytes]) -> dict[str, bytes]:
    return {name: content for name, content in files.items() if content != EDIT}


class Trial:
    """A project with a meeting, an earlier build of it that an officer has edited, and what a new build makes."""

    def __init__(self, folder: Path) -> None:
        self.project = folder / "project"
        self.project.mkdir(parents=True)
        ended = run(self.project, ("new", "2016-01"))
        assert ended.status == 0, ended.said
        self._enter(lambda book: [book["To do"].cell(row, 7, "Yes") for row in range(5, book["To do"].max_row + 1)])
        self.made = self.project / "output" / "2016-01"
        self.old = self._built()
        self._enter(lambda book: book["Details"].__setitem__("B6", "Another title"))
        self.new = self._built()
        shutil.rmtree(self.made)
        self._put(self.made, {**self.old, "report.docx": EDIT})
        self._put(self.project, {"paper.docx": self.old["report.docx"]})
        self.before = held(self.project)
        self.seen: dict[object, list[str]] = {}
        self.rolled: dict[str, dict[str, bytes]] = {}

    def operations(self, command: tuple[str, ...]) -> int:
        """How many file operations a command takes that nothing befalls."""
        with tempfile.TemporaryDirectory() as place:
            project = Path(place).resolve() / "project"
            shutil.copytree(self.project, project)
            ended = run(project, command)
            assert ended.status == 0, ended.said
            after = held(project)
        self.rolled[command[0]] = {name: content for name, content in after.items() if name not in self.before}
        return ended.operations

    def tried(self, command: tuple[str, ...], nth: int, how: str) -> tuple[str, list[str]]:
        """How one command ended to which something was done, and all that is wrong with what it left."""
        with tempfile.TemporaryDirectory() as place:
            project = Path(place).resolve() / "project"
            shutil.copytree(self.project, project)
            before = held(project)
            ended = run(project, command, doing(how, nth))
            wrong = list(self._wrong_words(ended, before, held(project)))
            left = {path: path.read_bytes() for path in project.rglob("*") if path.is_file() and path.name != "lock"}
            state = (command, frozenset((path.relative_to(project), content) for path, content in left.items()))
            if state not in self.seen:  # most leave what another has left
                check = self._wrong_build if command is BUILD else self._wrong_folder
                self.seen[state] = list(check(project, command))
            wrong += self.seen[state]
            return f"status {ended.status}", [f"{command[0]} {how} at {nth}: {one}" for one in wrong]

    def _wrong_words(self, ended: Ended, before: Mapping[str, bytes], after: Mapping[str, bytes]) -> Iterator[str]:
        if ended.status not in (0, 1, 130, -signal.SIGKILL):
            yield f"status {ended.status}: {ended.said}"
        if "Traceback" in ended.said:
            yield ended.said
        if "Nothing was" in ended.said and before != after:
            yield f"something was changed: {ended.said}"
        if ended.status == 130 and before != after:
            yield f"it was stopped after it had changed something: {ended.said}"

    def _wrong_build(self, project: Path, command: tuple[str, ...]) -> Iterator[str]:
        made = project / "output" / "2016-01"
        workplace.undo(made)
        found = held(made)
        if without_edits(found) not in (without_edits({**self.old, "report.docx": EDIT}), self.new):
            yield f"no whole build, but {sorted(found)}"
        if EDIT not in found.values():
            yield "the edit is lost"
        ended = run(project, command)
        if ended.status or without_edits(held(made)) != self.new or EDIT not in held(made).values():
            yield f"the next build: {ended}, {sorted(held(made))}"
        if {**self.before, **held(project / "inputs")} != {**self.before, **held(self.project / "inputs")}:
            yield "the inputs were changed"
        if (made / workplace.HIDDEN).exists():
            yield "something is left over"

    def _wrong_folder(self, project: Path, command: tuple[str, ...]) -> Iterator[str]:
        workplace.undo(project)  # what adopt has moved, and the next one takes back
        found, whole = held(project), self.before | self.rolled[command[0]]
        if found not in (self.before, whole):
            yield f"no whole folder, but {sorted(found)}"
        ended = run(project, command)
        if ended.status != (found == whole) or held(project) != whole:
            yield f"the next one: {ended}, {sorted(held(project))}"

    def _built(self) -> dict[str, bytes]:
        ended = run(self.project, BUILD)
        assert ended.status == 0, ended.said
        return held(self.made)

    def _enter(self, change: Callable[[openpyxl.Workbook], object]) -> None:
        path = self.project / "inputs" / "2016-01" / "paper.xlsx"
        book = openpyxl.load_workbook(path)
        change(book)
        book.save(path)

    @staticmethod
    def _put(folder: Path, files: Mapping[str, bytes]) -> None:
        for name, content in files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(content)


def build_of(called: str) -> dict[str, bytes]:
    """The files of a small build, with the manifest that tells the next one which files are its own."""
    files = {name: f"{called} {name}".encode() for name in ("report.docx", f"{called}.docx", "review/report.docx")}
    outputs = {name: workplace.digest(content) for name, content in files.items()}
    return {**files, manifest.NAME: json.dumps({"outputs": outputs}).encode()}


class Paused:
    """A build in a fork that waits before its nth file operation until it is let go."""

    def __init__(self, folder: Path, called: str, nth: int) -> None:
        ready, self._ready = os.pipe()
        self._go, go = os.pipe()
        self.child = os.fork()
        if not self.child:
            problems = Problems()
            try:
                at_operation(folder, lambda number, _: self._wait() if number == nth else None)
                written = output.write_all(build_of(called), folder, problems, manifest.made_in)
                refused = [problem.rule for problem in problems.found] == ["under-way"]
                os._exit(0 if written else 1 if refused else 2)
            finally:
                os._exit(3)
        os.close(self._ready)
        os.close(self._go)
        self.is_paused = bool(os.read(ready, 1))
        os.close(ready)
        self._let_go = go

    def _wait(self) -> None:
        os.write(self._ready, b".")
        os.close(self._ready)
        os.read(self._go, 1)

    def finished(self) -> int:
        """Let it go; its status: 0 where it was written, 1 where it was kept out."""
        if self.is_paused:
            os.write(self._let_go, b".")
        os.close(self._let_go)
        return os.waitstatus_to_exitcode(os.waitpid(self.child, 0)[1])


def two_builds(first: int, second: int) -> tuple[bool, str, list[str]]:
    """Two builds of one output, each paused at an operation: whether both were, how they ended, and what is wrong."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place).resolve() / "output" / "2016-01"
        Trial._put(folder, {**build_of("old"), "report.docx": EDIT})
        one = Paused(folder, "one", first)
        other = Paused(folder, "other", second)
        statuses = one.finished(), other.finished()
        found, wrong = without_edits(held(folder)), []
        if found not in (build_of("one"), build_of("other")):
            wrong.append(f"no whole build, but {found}")
        if EDIT not in held(folder).values():
            wrong.append("the edit is lost")
        if 0 not in statuses or set(statuses) - {0, 1}:
            wrong.append(f"they ended with {statuses}")
        if (folder / workplace.HIDDEN).exists():
            wrong.append("something is left over")
        paused = one.is_paused and other.is_paused
        return paused, f"{statuses}", [f"paused at {first} and {second}: {one}" for one in wrong]


def all_pairs() -> Iterator[tuple[str, list[str]]]:
    """Every pair of operations at which two builds can be paused: how they ended, and what is wrong."""
    for first in count():
        for second in count():
            paused, ended, wrong = two_builds(first, second)
            yield ended, wrong
            if not paused:
                break
        if second == 0:
            return


def main() -> None:
    """Try everything, and say the numbers."""
    failures: list[str] = []
    with tempfile.TemporaryDirectory() as place:
        trial = Trial(Path(place).resolve())
        for command in (BUILD, ROLL, NEW, ADOPT):
            operations = trial.operations(command)
            ends: Counter[str] = Counter()
            for nth, how in product(range(operations), HOW):
                ended, wrong = trial.tried(command, nth, how)
                ends[f"{how} {ended}"] += 1
                failures += wrong
            print(f"{command[0]}: {operations} file operations, {ends.total()} trials: {dict(sorted(ends.items()))}")
    together: Counter[str] = Counter()
    for ended, wrong in all_pairs():
        together[ended] += 1
        failures += wrong
    print(f"two builds: {together.total()} pairs: {dict(together)}")
    print(f"{len(failures)} went wrong", *failures[:40], sep="\n")
    sys.exit(bool(failures))


if __name__ == "__main__":
    main()
