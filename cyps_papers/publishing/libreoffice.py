"""LibreOffice, which makes PDF of Word documents where it is installed."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from cyps_papers.publishing import attended

_NAMES = ("soffice", "libreoffice")
_USUAL = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
)
_OPTIONS = {"PDFUACompliance": "true", "ExportBookmarks": "true", "ExportNotes": "false"}
_LEAST_SECONDS = 120
_BYTES_A_SECOND = 10_000  # of Word files: March's four, 70 kB, take 5 seconds on two busy cores


class NoPdfError(Exception):
    """LibreOffice made no PDF: its argument says why, in words that follow a colon."""


@dataclass(frozen=True)
class LibreOffice:
    """The program at its path, and the folder that it works in, with a profile that is nobody's own."""

    program: Path
    folder: Path

    def pdfs(self, documents: Mapping[str, bytes]) -> dict[str, bytes]:
        """The PDF of each document, by the same names; raises NoPdfError.

        It is stopped after two minutes, or later where the documents are large: it can wait for ever for somebody to
        answer a question that nobody sees.
        """
        seconds = _LEAST_SECONDS + sum(map(len, documents.values())) // _BYTES_A_SECOND
        paths = [self.folder / f"{name}.docx" for name in documents]
        for path, content in zip(paths, documents.values(), strict=True):
            path.write_bytes(content)
            path.with_suffix(".pdf").unlink(missing_ok=True)
        options = {name: {"type": "boolean", "value": value} for name, value in _OPTIONS.items()}
        profile = (self.folder / "profile").as_uri()
        command: list[str | Path] = [
            self.program,
            f"-env:UserInstallation={profile}",
            "--headless",
            "--norestore",
            "--nolockcheck",
        ]
        command += ["--convert-to", f"pdf:writer_pdf_Export:{json.dumps(options)}", "--outdir", self.folder, *paths]
        said = _run(command, self.folder, seconds)
        made = {name: path.with_suffix(".pdf") for name, path in zip(documents, paths, strict=True)}
        if missing := [name for name, path in made.items() if not path.is_file()]:
            raise NoPdfError(f"it made none of {', '.join(missing)}{f' ({said})' if said else ''}")
        return {name: path.read_bytes() for name, path in made.items()}


def find_libreoffice() -> Path | None:
    """Where LibreOffice is installed: on the path, or where it usually is on a Mac or on Windows."""
    found = next(filter(None, map(shutil.which, _NAMES)), None)
    if found:
        return Path(found)
    return next((path for path in map(Path, _USUAL) if path.is_file()), None)


@contextmanager
def opened(program: Path) -> Iterator[LibreOffice]:
    """LibreOffice with a folder and a profile of its own, which are gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="cyps-papers-", ignore_cleanup_errors=True) as folder:
        yield LibreOffice(program, Path(folder))


def _run(command: list[str | Path], folder: Path, seconds: int) -> str:
    """What a command that works in a folder says last, once it has ended; NoPdfError where it cannot be started or does
    not end in time. It ends with this process, even if that is killed.
    """
    listening, held_open = os.pipe()
    try:
        process = subprocess.Popen(
            [sys.executable, "-I", "-S", attended.__file__, folder, *command],
            stdin=listening, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True,
        )  # fmt: skip
    except OSError as reason:
        os.close(held_open)
        raise NoPdfError(f"it cannot be started ({reason.strerror})") from reason
    finally:
        os.close(listening)
    try:
        _, said = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        raise NoPdfError(f"it had not ended after {seconds} seconds, and was stopped") from None
    finally:  # after Ctrl-C too: it must not go on by itself
        with suppress(BrokenPipeError):  # it has ended
            os.write(held_open, attended.END)
        os.close(held_open)
        process.wait()
    last = (said.decode("utf-8", "replace").strip().splitlines() or [""])[-1]
    if process.returncode == attended.CANNOT_START:
        raise NoPdfError(f"it cannot be started ({last})")
    return last
