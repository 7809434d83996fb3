"""Word makes the PDF where it is: which calls are made of it. Word itself is not to be had where the tests run."""

from __future__ import annotations

import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from cyps_papers.meetings import pack
from cyps_papers.publishing import libreoffice
from cyps_papers.publishing.converter import NoPdfError


class ComError(Exception):
    """An error of Windows's: its number, what Windows says, what the program says, and which argument it is about."""


class Word:
    """What stands in for Word: it notes what is asked of it, and writes what it is to export."""

    def __init__(self, fails: bool = False, is_old: bool = False) -> None:
        self.asked: list[tuple[str, dict[str, object]]] = []
        self.Documents = SimpleNamespace(Open=self.open)
        self.fails, self.is_old = fails, is_old

    def open(self, **options: object) -> SimpleNamespace:
        self.note("Open", options)
        if self.fails:
            raise ComError(-2147352567, "Exception occurred.", (0, "Word", "The file is in use.", None, 0, 0), None)
        document = SimpleNamespace(
            ExportAsFixedFormat=self.exporting("ExportAsFixedFormat"), Close=self.noting("Close")
        )
        if not self.is_old:
            document.ExportAsFixedFormat3 = self.exporting("ExportAsFixedFormat3")
        return document

    def exporting(self, name: str):
        def export(**options: object) -> None:
            self.note(name, options)
            Path(str(options["OutputFileName"])).write_bytes(b"%PDF")

        return export

    def noting(self, name: str):
        return lambda **options: self.note(name, options)

    def note(self, name: str, options: dict[str, object]) -> None:
        self.asked.append(
            (name, {key: Path(str(each)).name if key.endswith("FileName") else each for key, each in options.items()})
        )

    def Quit(self, **options: object) -> None:  # noqa: N802  as Word calls it
        self.note("Quit", options)


@pytest.fixture
def word(monkeypatch):
    """A way to put this Word in the place of Word, with LibreOffice that is nowhere."""

    def installed(program: Word | None) -> None:
        def dispatch(name: str) -> Word:
            assert name == "Word.Application"
            if program is None:
                raise ComError(-2147221005, "Invalid class string", None, None)
            return program

        monkeypatch.setitem(sys.modules, "pywintypes", SimpleNamespace(com_error=ComError))
        monkeypatch.setitem(sys.modules, "win32com", SimpleNamespace())
        monkeypatch.setitem(sys.modules, "win32com.client", SimpleNamespace(DispatchEx=dispatch))
        monkeypatch.delitem(sys.modules, "cyps_papers.publishing.microsoft_word", raising=False)
        monkeypatch.setattr(pack, "find_libreoffice", lambda: None)

    yield installed
    sys.modules.pop("cyps_papers.publishing.microsoft_word", None)


TAGGED = {
    "ExportFormat": 17,
    "OpenAfterExport": False,
    "OptimizeFor": 0,
    "Item": 0,
    "KeepIRM": False,
    "CreateBookmarks": 1,
    "DocStructureTags": True,
}


@pytest.mark.parametrize("is_old", [False, True])
def test_word_makes_tagged_pdfs_of_copies_that_it_cannot_change_and_is_ended(word, is_old):
    program = Word(is_old=is_old)
    word(program)
    with pack.office(wants_pdf=True) as office:
        assert office.called == "Word"
        assert office.pdfs({"report.docx": b"one"}) == {"report.docx": b"%PDF"}
        assert (program.Visible, program.DisplayAlerts, program.AutomationSecurity) == (False, 0, 3)
    better = {} if is_old else {"ImproveExportTagging": True}
    opened = {"FileName": "000.docx", "ConfirmConversions": False, "ReadOnly": True, "AddToRecentFiles": False}
    assert program.asked == [
        ("Open", opened),
        (f"ExportAsFixedFormat{'' if is_old else 3}", {"OutputFileName": "000.pdf", **TAGGED, **better}),
        ("Close", {"SaveChanges": 0}),
        ("Quit", {"SaveChanges": 0}),
    ]


def test_what_word_says_is_said_where_it_makes_none_and_it_is_ended(word):
    program = Word(fails=True)
    word(program)
    with (
        pack.office(wants_pdf=True) as office,
        pytest.raises(NoPdfError, match=r"none of report.docx \(The file is in use.\)"),
    ):
        office.pdfs({"report.docx": b"one"})
    assert program.asked[-1][0] == "Quit"


def test_where_word_is_not_libreoffice_is_taken(word, monkeypatch, tmp_path):
    word(None)
    monkeypatch.setattr(pack, "find_libreoffice", lambda: tmp_path / "soffice")
    with pack.office(wants_pdf=True) as office:
        assert isinstance(office, libreoffice.LibreOffice)
