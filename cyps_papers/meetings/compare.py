"""What differs between two meetings or two builds: figures, actions and words."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from itertools import groupby
from typing import Any

from cyps_papers.meetings.side import PACK, Side, SideParagraph
from cyps_papers.sources.matching import Naming, pairs
from cyps_papers.word.finished.differences import aligned, word_changes

AUTHOR = "cyps-papers"
FIGURE = "\ue000"
AROUND = 40  # characters of a long text that are shown on each side of a change
SHORT = 90
Figure = Mapping[str, Any]
"""What the manifest says of a figure."""
Records = dict[str, dict[str, str]]
"""What a paper prints of the records of a source that have references: by reference and field."""


@dataclass(frozen=True)
class FigureChange:
    """A figure that is another, new, or no longer printed: how it was and is printed, with the cells of each."""

    name: str
    was: str | None
    now: str | None
    cells_then: Sequence[str] = ()
    cells_now: Sequence[str] = ()

    def __str__(self) -> str:
        return f"{self.name} {_was_and_is(self.was or '', self.now or '')}{_some(self.cells_now)}"


@dataclass(frozen=True)
class FieldChange:
    """A field of an action, as it was and as it is."""

    field: str
    was: str
    now: str


@dataclass(frozen=True)
class ActionChange:
    """An action that is new, gone or changed (`what`), with each field that differs."""

    plan: str
    reference: str
    was_reference: str
    what: str
    fields: Sequence[FieldChange] = ()

    def __str__(self) -> str:
        if self.what == "new":
            return f"{self.plan} {self.reference} is new"
        changed = [f"{field.field} {_was_and_is(field.was, field.now)}" for field in self.fields]
        if self.reference != self.was_reference:
            changed.insert(0, f"its reference was {self.was_reference}")
        return f"{self.plan} {self.reference}: {'; '.join(changed)}"


@dataclass(frozen=True)
class WordChange:
    """A paragraph that is worded otherwise, new or gone; `masked` are both texts without the figures that changed."""

    document: str
    place: str
    was: str | None
    now: str | None
    masked: tuple[str, str] = ("", "")

    def __str__(self) -> str:
        if self.was is None:
            return f'{self.where}: new: "{_short(self.now or "")}"'
        if self.now is None:
            return f'{self.where}: taken out: "{_short(self.was)}"'
        return f"{self.where}: {_reworded(*(text.replace(FIGURE, '…') for text in self.masked))}"

    @property
    def where(self) -> str:
        return f"{self.document}{', ' if self.place else ''}{self.place}"


@dataclass(frozen=True)
class Comparison:
    """What differs between two sides."""

    old: Side
    new: Side

    @cached_property
    def figures(self) -> list[FigureChange]:
        """The figures that differ, those of single actions apart, in the order of the new paper."""
        changes = []
        for name, (was, now) in self._changed.items():
            if not self._knows_records or not _field((was + now)[0]):
                cells = [those[0]["cells"] if those else () for those in (was, now)]
                changes.append(FigureChange(name, _printed(was), _printed(now), *cells))
        return changes

    @cached_property
    def actions(self) -> list[ActionChange]:
        """The actions that differ in what both papers print of them, in the order of the new paper."""
        if not self._knows_records:
            return []
        then, now = _records(self.old), _records(self.new)
        return [change for of in {**now, **then} for change in _changes(*of, then.get(of, {}), now.get(of, {}))]

    @cached_property
    def words(self) -> list[WordChange]:
        """The paragraphs that differ in more than the figures that stand in them."""
        was, now = self._masked(self.old), self._masked(self.new)
        documents = {**self.new.documents, **self.old.documents}
        return [change for name in documents for change in _word_changes(was.get(name, []), now.get(name, []))]

    @property
    def verdict(self) -> str:
        """In a sentence what changed and what did not."""
        kinds = {"figures": self.figures, "actions": self.actions, "words": self.words}
        changed, same = (" and ".join(kind for kind, found in kinds.items() if bool(found) is has_changed)
                         for has_changed in (True, False))  # fmt: skip
        if not changed:
            return "Nothing has changed."
        if not same:
            return "Figures, actions and words have changed."
        return f"The {same} are the same: only the {changed} have changed."

    def lines(self) -> Iterator[str]:
        """What changed, for a terminal: figures, actions and words each under its heading, and the verdict last."""
        groups = (
            ("Figures", self.figures, _figure_lines(self.figures)),
            ("Actions", self.actions, _action_lines(self.actions)),
            ("Words", self.words, _word_lines(self.words)),
        )
        for heading, changes, said in groups:
            if changes:
                yield from (f"{heading} ({len(changes):,})", *(f"  {line}" for line in said), "")
        yield f"{self.old.name} and {self.new.name}: {self.verdict}"

    def as_data(self) -> dict[str, Any]:
        """What changed, for other programs."""
        return {
            "old": self.old.name,
            "new": self.new.name,
            "verdict": self.verdict,
            "figures": [asdict(change) for change in self.figures],
            "actions": [asdict(change) for change in self.actions],
            "words": [
                {part: getattr(word, part) for part in ("document", "place", "was", "now")} for word in self.words
            ],
        }

    def marked(self, file: str) -> dict[str, bytes]:
        """The new wording with what changed as Word's own tracked changes: the pack where both sides have one, else
        every document whose text changed, the first under the file name asked for and the others beside it."""
        from cyps_papers.word.finished.revisions import with_changes

        old, new = self.old.documents, self.new.documents
        if self.old.pack and self.new.pack:
            old, new = {PACK: self.old.pack}, {PACK: self.new.pack}
        was, now = (
            {name: [paragraph.texts for paragraph in side.paragraphs if paragraph.document == name] for name in new}
            for side in (self.old, self.new)
        )
        names = [name for name in new if name in old and (name == PACK or was[name] != now[name])]
        return {
            file if name == names[0] else f"{file.removesuffix('.docx')}-{name}": with_changes(
                old[name], new[name], AUTHOR, self.new.date
            ).to_bytes(self.new.date)
            for name in names
        }

    @cached_property
    def _knows_records(self) -> bool:
        """Whether both sides say what each figure was asked of: builds of old do not."""
        return all("origin" in figure for side in (self.old, self.new) for figure in side.figures)

    @cached_property
    def _changed(self) -> dict[str, tuple[list[Figure], list[Figure]]]:
        """The figures that have another value, or stand in one paper alone, by their names: as they were and are."""
        then, now = (_grouped(side.figures, "name") for side in (self.old, self.new))
        both = {name: (then.get(name, []), now.get(name, [])) for name in {**now, **then}}
        return {name: (was, now) for name, (was, now) in both.items() if _values(was) != _values(now)}

    def _masked(self, side: Side) -> dict[str, list[tuple[SideParagraph, str]]]:
        """Each paragraph of each document, with its text in which figures that changed look alike."""
        printed = _grouped(side.figures, "document", "place")
        masked: dict[str, list[tuple[SideParagraph, str]]] = {}
        for said in side.paragraphs:
            texts = [
                _mask(text, printed.get((said.document, place), ()), self._changed)
                for place, text in zip(said.places, said.texts, strict=True)
            ]
            line = " | ".join(" ".join(text.split()) for text in texts if text.strip())
            masked.setdefault(said.document, []).append((said, line))
        return masked


def _grouped(figures: Iterable[Figure], *parts: str) -> dict[Any, list[Figure]]:
    grouped: dict[Any, list[Figure]] = {}
    for figure in figures:
        key = tuple(figure[part] for part in parts)
        grouped.setdefault(key if len(parts) > 1 else key[0], []).append(figure)
    return grouped


def _values(figures: Iterable[Figure]) -> set[tuple[str, str]]:
    """A figure's values; what is withheld has none, and is known by its marker."""
    return {(figure["printed"] if figure["value"] is None else figure["value"], figure["unit"]) for figure in figures}


def _printed(figures: Sequence[Figure]) -> str | None:
    """As it is printed first; a date in full where it is anywhere, so that both sides read alike."""
    if not figures:
        return None
    texts = [str(figure["printed"]) for figure in figures]
    return max(texts, key=len) if figures[0]["unit"] == "date" else texts[0]


def _mask(text: str, figures: Iterable[Figure], changed: Collection[str]) -> str:
    """A text in which the figures that changed look alike."""
    masked, rest = "", text
    for figure in figures:
        before, found, after = rest.partition(figure["printed"]) if figure["printed"] else (rest, "", "")
        if found:
            masked += before + (FIGURE if figure["name"] in changed else found)
            rest = after
    return masked + rest


def _field(figure: Figure) -> str:
    """The field of a record with a reference that a figure prints; '' for any other figure."""
    origin = figure["origin"]
    if "item" not in origin:
        return ""
    return ", ".join((origin.get("question", ""), *origin.get("further", ()))).replace("_", " ")


def _records(side: Side) -> dict[tuple[str, str], Records]:
    """The records of each source, by the source and what they are: the actions of ofsted."""
    found: dict[tuple[str, str], Records] = {}
    for figure in side.figures:
        field, origin = _field(figure), figure["origin"]
        if field:
            records = found.setdefault((origin["source"], origin["item"]), {})
            records.setdefault(origin["subject"], {}).setdefault(field, figure["value"] or "")
    return found


def _changes(source: str, item: str, then: Records, now: Records) -> Iterator[ActionChange]:
    """What became of each record of a source: the fields that both papers print are held against each other."""

    def naming(record: tuple[str, dict[str, str]]) -> Naming:
        reference, fields = record
        return Naming(reference, fields.get(item, reference), fields.get("area", ""))

    for pair in pairs(list(then.items()), list(now.items()), naming):
        former, was = pair.then or ("", {})
        reference, fields = pair.now or (former, {})
        differing = [
            FieldChange(field, was[field], text)
            for field, text in fields.items()
            if field != "reference" and was.get(field, text) != text
        ]
        if pair.now is None:
            yield ActionChange(source, former, former, "gone")
        elif pair.then is None:
            yield ActionChange(source, reference, "", "new")
        elif differing or reference != former:
            yield ActionChange(source, reference, former, "changed", differing)


def _word_changes(was: list[tuple[SideParagraph, str]], now: list[tuple[SideParagraph, str]]) -> Iterator[WordChange]:
    for i, j in aligned([masked for _, masked in was], [masked for _, masked in now]):
        before, masked_before = was[i] if i is not None else (None, "")
        after, masked_after = now[j] if j is not None else (None, "")
        if masked_before == masked_after or not re.search(r"\w", masked_before + masked_after):
            continue
        said = after or before
        assert said is not None, "a pair has one side at least"
        texts = (before.text if before else None, after.text if after else None)
        yield WordChange(said.document, said.place, *texts, (masked_before, masked_after))


def _figure_lines(changes: Sequence[FigureChange]) -> Iterator[str]:
    yield from (str(change) for change in changes if change.was is not None and change.now is not None)
    new = [f"{change.name} ({_short(change.now or '')})" for change in changes if change.was is None]
    gone = [change.name for change in changes if change.now is None]
    if new:
        yield f"newly printed: {', '.join(new)}"
    if gone:
        yield f"no longer printed: {', '.join(gone)}"


def _action_lines(changes: Sequence[ActionChange]) -> Iterator[str]:
    gone: dict[str, list[str]] = {}
    for change in changes:
        if change.what == "gone":
            gone.setdefault(change.plan, []).append(change.reference)
        else:
            yield str(change)
    for plan, references in gone.items():
        yield f"{plan}, gone: {', '.join(references)}"


def _word_lines(changes: Sequence[WordChange]) -> Iterator[str]:
    """The changes one by one, but rows of a table that are new together as one."""

    def new_in(change: WordChange) -> str:
        """The table that a new row stands in; nothing for what is no new row."""
        row = re.fullmatch(r"(.*table \d+), row \d+", change.where)
        return row[1] if row and change.was is None else ""

    for table, those in groupby(changes, key=new_in):
        found = list(those)
        if table and len(found) > 1:
            first, last = (change.place.rpartition(" ")[2] for change in (found[0], found[-1]))
            yield f"{table}, rows {first} to {last}: new"
        else:
            yield from map(str, found)


def _was_and_is(was: str, now: str) -> str:
    return f"was {was or 'blank'}, is {now or 'blank'}" if len(was + now) < SHORT else _reworded(was, now)


def _reworded(was: str, now: str) -> str:
    """The words that changed, with some words round them."""
    pieces = word_changes(was, now)
    if not any(before == after and re.search(r"\w", before) for before, after in pieces):
        return f'was "{_short(was)}", is "{_short(now)}"'
    last = len(pieces) - 1
    shown = [_beside(*piece, at_start=at == 0, at_end=at == last) for at, piece in enumerate(pieces)]
    then, is_now = (" ".join("".join(piece[side] for piece in shown).split()) for side in (0, 1))
    return f'was "{then}", is "{is_now}"'


def _beside(was: str, now: str, at_start: bool, at_end: bool) -> tuple[str, str]:
    """A piece, cut down where it did not change to the words beside the changes."""
    if was != now or len(was) <= 2 * AROUND:
        return was, now
    head = "" if at_start else was[:AROUND].rsplit(" ", 1)[0]
    tail = "" if at_end else was[-AROUND:].split(" ", 1)[-1]
    return (f"{head} ... {tail}",) * 2


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= SHORT else words[:SHORT].rsplit(" ", 1)[0] + " ..."


def _some(cells: Sequence[str], most: int = 4) -> str:
    """Cells for a terminal: ' (kpis.xlsx, Values!C16, C17)', or how many of a sheet's where there are more."""
    sheets: dict[str, list[str]] = {}
    for cell in cells:
        sheet, _, coordinate = cell.rpartition("!")
        sheets.setdefault(sheet, []).append(coordinate)
    shown = [
        f"{sheet}!{', '.join(those)}" if len(those) <= most else f"{sheet}, {len(those):,} cells"
        for sheet, those in sheets.items()
    ]
    return f" ({'; '.join(shown)})" if cells else ""
