"""LibreOffice, which makes PDF of Word documents where it is installed."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from cyps_papers.publishing import attended
from cyps_papers.publishing.converter import NoPdfError

_NAMES = ("soffice", "libreoffice")
_USUAL = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
)
_OPTIONS = {"PDFUACompliance": "true", "ExportBookmarks": "true", "ExportNotes": "false"}
_LEAST_SECONDS = 120
_BYTES_A_SECOND = 10_000  # of Word files: March's four, 70 kB, take 5 seconds on two busy cores


_ALONE = ("--headless", "--norestore", "--nolockcheck")
_HELD_OPEN = "held-open.txt"
"""A document to keep open: without one it ends after a conversion."""
_SECONDS_TO_START = 10


@dataclass
class LibreOffice:
    """The program at its path, and the folder that it works in, with a profile that is nobody's own.

    To start takes it longer than to make March's PDFs. So it can be started early, and then waits to be asked.
    """

    program: Path
    folder: Path
    waiting: _Running | None = None
    called: str = "LibreOffice"

    def start(self) -> None:
        """Start it, to wait for documents; on Linux alone, where it is known how it ends."""
        if sys.platform == "linux":
            held_open = self.folder / _HELD_OPEN
            held_open.touch()
            with suppress(OSError):  # told of when it is to convert
                self.waiting = _Running(self._command(held_open), self.folder, subprocess.DEVNULL)

    def _command(self, *asked: str | Path) -> list[str | Path]:
        profile = (self.folder / attended.PROFILE).as_uri()
        return [self.program, f"-env:UserInstallation={profile}", *_ALONE, *asked]

    def end(self) -> None:
        """End it, if it waits."""
        if self.waiting is not None:
            self.waiting.end()
            self.waiting = None

    def pdfs(self, documents: Mapping[str, bytes]) -> dict[str, bytes]:
        """The PDF of each document, by the same names; raises NoPdfError.

        It is stopped after two minutes, or later where the documents are large: it can wait for ever for somebody to
        answer a question that nobody sees.
        """
        seconds = _LEAST_SECONDS + sum(map(len, documents.values())) // _BYTES_A_SECOND
        paths = {name: self.folder / f"{number:03}.docx" for number, name in enumerate(documents)}
        for name, path in paths.items():
            path.write_bytes(documents[name])
            path.with_suffix(".pdf").unlink(missing_ok=True)
        options = {name: {"type": "boolean", "value": value} for name, value in _OPTIONS.items()}
        export = f"pdf:writer_pdf_Export:{json.dumps(options)}"
        command = self._command("--convert-to", export, "--outdir", self.folder, *paths.values())
        self._wait_until_started()
        try:
            said = _run(command, self.folder, seconds)
        except NoPdfError:
            self.end()
            raise
        made = {name: path.with_suffix(".pdf") for name, path in paths.items()}
        if missing := [name for name, path in made.items() if not path.is_file()]:
            raise NoPdfError(f"it made none of {', '.join(missing)}{f' ({said})' if said else ''}")
        return {name: path.read_bytes() for name, path in made.items()}

    def _wait_until_started(self) -> None:
        """Wait until one that was started early has its document open, beside which it puts a lock then."""
        until = time.monotonic() + _SECONDS_TO_START
        while self.waiting and self.waiting.process.poll() is None and time.monotonic() < until:
            if (self.folder / f".~lock.{_HELD_OPEN}#").exists():
                break
            time.sleep(0.01)


def find_libreoffice() -> Path | None:
    """Where LibreOffice is installed: on the path, or where it usually is on a Mac or on Windows."""
    found = next(filter(None, map(shutil.which, _NAMES)), None)
    if found:
        return Path(found)
    return next((path for path in map(Path, _USUAL) if path.is_file()), None)


@contextmanager
def opened(program: Path) -> Iterator[LibreOffice]:
    """LibreOffice with a folder of its own, which is gone afterwards, started early."""
    with tempfile.TemporaryDirectory(prefix="cyps-papers-", ignore_cleanup_errors=True) as folder:
        office = LibreOffice(program, Path(folder))
        try:
            office.start()
            yield office
        finally:
            office.end()


class _Running:
    """A command that works in a folder, and ends with this process, even if that is killed. Raises OSError."""

    def __init__(self, command: Sequence[str | Path], folder: Path, says: int) -> None:
        listening, self._held_open = os.pipe()
        try:
            self.process = subprocess.Popen(
                [sys.executable, "-I", "-S", attended.__file__, folder, *command],
                stdin=listening, stdout=subprocess.DEVNULL, stderr=says, start_new_session=True,
            )  # fmt: skip
        except OSError:
            os.close(self._held_open)
            raise
        finally:
            os.close(listening)

    def end(self) -> None:
        """End it, if it has not ended."""
        with suppress(BrokenPipeError):  # it has
            os.write(self._held_open, attended.END)
        os.close(self._held_open)
        self.process.wait()


def _run(command: Sequence[str | Path], folder: Path, seconds: int) -> str:
    """What a command says last, once it has ended; NoPdfError where it cannot be started or does not end in time."""
    try:
        running = _Running(command, folder, subprocess.PIPE)
    except OSError as reason:
        raise NoPdfError(f"it cannot be started ({reason.strerror})") from reason
    try:
        _, said = running.process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        raise NoPdfError(f"it had not ended after {seconds} seconds, and was stopped") from None
    finally:  # after Ctrl-C too: it must not go on by itself
        running.end()
    last = (said.decode("utf-8", "replace").strip().splitlines() or [""])[-1]
    if running.process.returncode == attended.CANNOT_START:
        raise NoPdfError(f"it cannot be started ({last})")
    return last
