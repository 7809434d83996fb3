"""Statuses and RAG ratings in the wordings that plans use, brought to the few that a paper knows."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from cyps_papers.problems import ProblemKind, Problems, did_you_mean, error, warning
from cyps_papers.reading.table import TableRow
from cyps_papers.reading.values import short
from cyps_papers.records import Entry, Rag, Status, Wordings

UNKNOWN_STATUS = error(
    "status-unknown",
    '"{found}" {is not a known status|are not known statuses}.',
    "{near} Use one of: {known}; or add the wording to paper.xlsx, Statuses, with the status that it stands for.",
    "found",
)
UNKNOWN_RAG = error("rag-unknown", '"{found}" is not a known RAG rating.', "{near} Use one of: {known}.")
RAG_BY_FIGURE = warning(
    "rag-by-figure",
    "the ratings are figures, and were read as {scale}.",
    "Confirm or correct this in paper.xlsx, Statuses: a row for each figure, with its colour.",
)

FIGURES = ("1", "2", "3", "4", "5")
_WORDINGS = tomllib.loads(Path(__file__).with_name("statuses.toml").read_text(encoding="utf-8"))
_USUAL = {word: status for status in Status for word in _WORDINGS["statuses"][status.code]}
_USUAL_RAG = {word: rag for rag in Rag for word in _WORDINGS["ratings"][rag.code]}
_NO_RATING = {"-", "–", "n/a", "na", "none", "not applicable", "not rated", "tbc", "?", "nil"}
_NO_STATUS = {"-", "–", "?", "tbc"}


def status_in(text: str, own: Wordings | None = None) -> Status | None:
    """The status that a wording stands for, by the paper's own wordings first, then the usual ones.

    A wording with a question mark stands for none of the usual ones.
    """
    word = _plain(text)
    theirs = {_plain(wording): status for wording, status in (own or {}).items() if isinstance(status, Status)}
    usual = "" if "?" in text else word
    return theirs.get(word) or _USUAL.get(usual) or _USUAL.get(usual.replace(" ", ""))


def status_of(row: TableRow, own: Wordings) -> Entry[Status] | None:
    """A row's status; an unknown wording is a problem and None, a blank or '-' is None."""
    found = row.text("status")
    if found is None or found.value.lower().strip() in _NO_STATUS:
        return None
    status = status_in(found.value, own)
    if status:
        return Entry(status, found.cell)
    known = [status.label for status in Status]
    near = _meant(_plain(found.value), [*known, *own])
    _say(row.table.problems, UNKNOWN_STATUS, found, near, known)
    return None


def _meant(word: str, known: list[str]) -> str:
    """'Did you mean ...?'; nothing for 'not complete' or 'to be completed', which are not meant as completed."""
    if re.search(_PARTLY, word):
        return f"Did you mean {Status.IN_PROGRESS.label}?"
    return "" if re.search(_NOT, word) else did_you_mean(word, known)


def rag_in(text: str) -> Rag | None:
    """The rating that a word, letter or figure from 1 (green) to 5 (red) stands for: 'Amber/Green', '5 - Very High'.

    What it was before is left out where that is plain: 'Red (was amber)'. 'Not green', 'Amber to Green' and what
    depends on something, 'Green unless funding ends', are none.
    """
    present = re.sub(_WAS, "", text.lower()).strip()
    if re.search(_NO_RATING_WORDS, present) or "?" in present:
        return None
    figure = re.fullmatch(_FIGURE, present)
    words = figure[2] if figure and figure[2] else present
    return _USUAL_RAG.get(_plain(words)) or _colours(words) or _USUAL_RAG.get(figure[1] if figure else "")


def rag_of(row: TableRow, own: Wordings) -> Entry[Rag] | None:
    """A row's RAG rating; an unknown wording is a problem and None, a blank or 'n/a' is None.

    A bare figure is read from 1, green, to 5, red, unless the paper's own wordings say what it stands for; that is
    said once of its column.
    """
    found = row.text("rag")
    if found is None or found.value.lower().strip() in _NO_RATING:
        return None
    word = found.value.lower().strip()
    theirs = {wording.lower().strip(): rag for wording, rag in own.items() if isinstance(rag, Rag)}
    rag = theirs.get(word) or rag_in(found.value)
    if rag:
        if word in FIGURES and word not in theirs:
            heading = row.table.heading(row.table.columns["rag"])
            scale = ", ".join(f"{figure} {_USUAL_RAG[figure].label}" for figure in FIGURES)
            row.table.problems.add(RAG_BY_FIGURE, heading.cell, scale=scale)
        return Entry(rag, found.cell)
    known = [rag.label for rag in Rag]
    near = "" if re.search(_NO_RATING_WORDS, found.value.lower()) else did_you_mean(found.value, known)
    _say(row.table.problems, UNKNOWN_RAG, found, near, known)
    return None


def _say(problems: Problems, kind: ProblemKind, found: Entry[str], near: str, known: list[str]) -> None:
    problems.add(kind, found.cell, found=short(found.value), near=near, known=", ".join(known))


def _plain(text: str) -> str:
    """'2. Ongoing - on track' as 'ongoing on track'; 'on going' as 'ongoing'."""
    text = re.sub(r"^\s*\d+\s*[.):-]\s*(?=\D)", "", text.lower())
    text = " ".join(re.sub(r"[^a-z0-9 ]", " ", text).split())
    return re.sub(r"\bon going\b", "ongoing", text)


def _colours(text: str) -> Rag | None:
    """The rating of the one colour that a wording names, or of two with no more than a stroke between them."""
    colours = re.findall(_COLOUR, text)
    pair = re.search(rf"{_COLOUR}[ /\\-]+{_COLOUR}", text)
    is_plain = len(colours) == 1 or (len(colours) == 2 and pair)
    return _USUAL_RAG.get(" ".join(colours)) if is_plain else None


_COLOUR = r"\b(?:blue|green|amber|red)\b"
_BEFORE = "was|were|previously|prev|formerly|up from|down from|last (?:time|report|quarter|month)"
_THAT = rf"(?:{_COLOUR}(?:[ /-]*{_COLOUR})? )?"  # 'Amber (Red last month)'
_WAS = (
    rf"[\s,;:–-]*[(\[]\s*{_THAT}\b(?:{_BEFORE})\b.*$|\s*[,;:–-]\s*{_THAT}\b(?:{_BEFORE})\b.*$|"
    rf"^{_COLOUR} last \b.*$|\s*\b(?:{_BEFORE})\b.*$"
)
_CONDITION = r"\b(?:if|unless|subject to|depend\w*|provided|assuming|once|except|pending|would|could|might)\b"
_NO_RATING_WORDS = (
    rf"{_CONDITION}|(?:\b(?:not|no longer|never|until|from|to)\b|n't\b)[^,;:(–-]*{_COLOUR}|"
    rf"{_COLOUR} (?:to|until)\b|[→>⇒➔]"
)
_FIGURE = r"([1-5])(?:\s*[-–:.)(]\s*([^\d\s].*?)\)?)?"
_PARTLY = r"\b(?:part|partly|partially|nearly|almost|mostly|half|substantially)\b"
_NOT = r"\b(?:not|no|never|incomplete|uncompleted|unfinished|to be|will be|should be|awaiting|until|due)\b"
