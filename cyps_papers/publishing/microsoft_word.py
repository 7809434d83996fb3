"""Word, which makes PDF of its documents on Windows, where it is installed and pywin32 with it.

Nothing else imports this module than what chooses it, as pywin32 is to be had on Windows alone.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pywintypes import com_error
from win32com.client import DispatchEx

from cyps_papers.publishing.converter import NoPdfError

_NO_ALERTS, _NO_MACROS, _WITHOUT_SAVING = 0, 3, 0  # wdAlertsNone, msoAutomationSecurityForceDisable, wdDoNotSaveChanges
_EXPORT = {
    "ExportFormat": 17,  # wdExportFormatPDF
    "OpenAfterExport": False,
    "OptimizeFor": 0,  # wdExportOptimizeForPrint
    "Item": 0,  # wdExportDocumentContent: no comments
    "KeepIRM": False,
    "CreateBookmarks": 1,  # wdExportCreateHeadingBookmarks
    "DocStructureTags": True,
}


@dataclass(frozen=True)
class MicrosoftWord:
    """A Word of its own, in which nobody works, and the folder that it works in."""

    application: Any
    folder: Path
    called: str = "Word"

    def pdfs(self, documents: Mapping[str, bytes]) -> dict[str, bytes]:
        """The PDF of each document, by the same names; raises NoPdfError."""
        made = {}
        for number, (name, content) in enumerate(documents.items()):
            source, target = self.folder / f"{number:03}.docx", self.folder / f"{number:03}.pdf"
            source.write_bytes(content)
            target.unlink(missing_ok=True)
            try:
                self._export(source, target)
                made[name] = target.read_bytes()
            except (com_error, OSError) as reason:
                raise NoPdfError(f"it made none of {name} ({_said(reason)})") from reason
        return made

    def _export(self, source: Path, target: Path) -> None:
        document = self.application.Documents.Open(
            FileName=str(source), ConfirmConversions=False, ReadOnly=True, AddToRecentFiles=False
        )
        try:
            tagging_better = getattr(document, "ExportAsFixedFormat3", None)  # in Microsoft 365
            if tagging_better is not None:
                tagging_better(OutputFileName=str(target), **_EXPORT, ImproveExportTagging=True)
            else:
                document.ExportAsFixedFormat(OutputFileName=str(target), **_EXPORT)
        finally:
            document.Close(SaveChanges=_WITHOUT_SAVING)


@contextmanager
def opened() -> Iterator[MicrosoftWord]:
    """Word, with a folder of its own, until it is no longer needed; raises NoPdfError where it cannot be started."""
    with tempfile.TemporaryDirectory(prefix="cyps-papers-", ignore_cleanup_errors=True) as folder:
        try:
            application = DispatchEx("Word.Application")
        except com_error as reason:
            raise NoPdfError(f"it cannot be started ({_said(reason)})") from reason
        try:
            application.Visible = False
            application.DisplayAlerts = _NO_ALERTS
            application.AutomationSecurity = _NO_MACROS
            yield MicrosoftWord(application, Path(folder))
        finally:
            with suppress(com_error):  # it has ended by itself
                application.Quit(SaveChanges=_WITHOUT_SAVING)


def _said(reason: Exception) -> str:
    """What Word says of an error, else what Windows says."""
    _, windows, *said = reason.args
    return str(said[0][2] if said and said[0] and said[0][2] else windows)
