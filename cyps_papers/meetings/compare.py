"""What differs between two meetings or two builds: figures, actions and words."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import cached_property
from itertools import groupby
from typing import Any

from cyps_papers.meetings.side import PACK, Said, Side
from cyps_papers.records import ActionRecord, Cell, Entry
from cyps_papers.sources.action_plan.matching import How, match_plans
from cyps_papers.word.finished.differences import aligned, word_changes

AUTHOR = "cyps-papers"
FIGURE = "\ue000"
AROUND = 40  # characters of a long text that are shown on each side of a change
SHORT = 90
ACTION = re.compile(r"(\w+) action (.+?), (.+)")  # as figures name what an action says: 'ofsted action 3.4, status'


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
class ActionChange:
    """An action that is new, gone or changed (`what`): each field that differs, as it was and as it is."""

    plan: str
    reference: str
    was_reference: str
    what: str
    fields: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    def __str__(self) -> str:
        changed = [f"{name} {_was_and_is(was, now)}" for name, (was, now) in self.fields.items()]
        if self.was_reference and self.reference != self.was_reference:
            changed.insert(0, f"its reference was {self.was_reference}")
        said = " is new" if self.what == "new" else f": {'; '.join(changed)}"
        return f"{self.plan} {self.reference}{said}"


@dataclass(frozen=True)
class WordChange:
    """A paragraph that is worded otherwise, new or gone; `masked` are both texts without the figures that changed."""

    document: str
    place: str
    was: str | None
    now: str | None
    masked: tuple[str, str] = ("", "")

    def __str__(self) -> str:
        both = self.was is not None and self.now is not None
        words = _reworded(*(text.replace(FIGURE, "\u2026") for text in self.masked)) if both else ""
        return f"{self.where}: {words or _reworded(self.was, self.now)}"

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
        return [self._figure(name) for name in self._changed if not ACTION.fullmatch(name)]

    @cached_property
    def actions(self) -> list[ActionChange]:
        """The actions that differ in what both papers print of them, in the order of the new paper."""
        return list(_action_changes(_actions(self.old), _actions(self.new)))

    @cached_property
    def words(self) -> list[WordChange]:
        """The paragraphs that differ in more than the figures that stand in them."""
        was, now = self._masked(self.old), self._masked(self.new)
        changes: list[WordChange] = []
        for document in {**self.new.documents, **self.old.documents}:
            before = [one for one in was if one[0].document == document]
            after = [one for one in now if one[0].document == document]
            changes += _word_changes(before, after)
        return changes

    @property
    def verdict(self) -> str:
        """In a sentence what changed and what did not."""
        kinds = {"figures": self.figures, "actions": self.actions, "words": self.words}
        changed, same = ([kind for kind, found in kinds.items() if bool(found) is wanted] for wanted in (True, False))
        if not changed:
            return "Nothing has changed."
        if not same:
            return "Figures, actions and words have changed."
        return f"The {_listed(same)} are the same: only the {_listed(changed)} have changed."

    def lines(self) -> Iterator[str]:
        """What changed, for a terminal: the verdict, then figures, actions and words each under its heading."""
        yield f"{self.old.name} and {self.new.name}: {self.verdict}"
        figures, actions = _figure_lines(self.figures), _action_lines(self.actions)
        yield from _group("Figures", len(self.figures), figures)
        yield from _group("Actions", len(self.actions), actions)
        yield from _group("Words", len(self.words), list(_word_lines(self.words)))

    def as_json(self) -> str:
        """What changed, for other programs."""
        content = {
            "old": self.old.name,
            "new": self.new.name,
            "verdict": self.verdict,
            "figures": [asdict(change) for change in self.figures],
            "actions": [_action_json(change) for change in self.actions],
            "words": [_word_json(change) for change in self.words],
        }
        return json.dumps(content, ensure_ascii=False, indent=2)

    def marked(self, file: str) -> dict[str, bytes]:
        """The new wording with what changed as Word's own tracked changes: the pack where both sides have one, else
        every document whose text changed, the first under the file name asked for and the others beside it."""
        from cyps_papers.word.finished.revisions import with_changes

        old, new = self.old.documents, self.new.documents
        if self.old.pack and self.new.pack:
            old, new = {PACK: self.old.pack}, {PACK: self.new.pack}
        names = [name for name in new if name in old and (name == PACK or self._texts_differ(name))]
        return {
            file if name == names[0] else f"{file.removesuffix('.docx')}-{name}": with_changes(
                old[name], new[name], AUTHOR, self.new.date
            ).to_bytes(self.new.date)
            for name in names
        }

    def _texts_differ(self, document: str) -> bool:
        was, now = ([one.texts for one in side.paragraphs if one.document == document] for side in (self.old, self.new))
        return was != now

    @cached_property
    def _then(self) -> dict[str, list[Mapping[str, Any]]]:
        return _by_name(self.old.figures)

    @cached_property
    def _now(self) -> dict[str, list[Mapping[str, Any]]]:
        return _by_name(self.new.figures)

    @cached_property
    def _changed(self) -> list[str]:
        """The names of the figures that have another value, or stand in one paper alone."""
        names = {**self._now, **self._then}
        return [name for name in names if _values(self._then.get(name, ())) != _values(self._now.get(name, ()))]

    def _figure(self, name: str) -> FigureChange:
        was, now = self._then.get(name), self._now.get(name)
        return FigureChange(
            name,
            _printed(was) if was else None,
            _printed(now) if now else None,
            was[0]["cells"] if was else (),
            now[0]["cells"] if now else (),
        )

    def _masked(self, side: Side) -> list[tuple[Said, str]]:
        """Each paragraph with its text in which figures that changed look alike."""
        changed = set(self._changed)
        printed: dict[tuple[str, str], list[Mapping[str, Any]]] = {}
        for figure in side.figures:
            printed.setdefault((figure["document"], figure["place"]), []).append(figure)
        return [(said, _mask(said, printed, changed)) for said in side.paragraphs]


def _printed(figures: Sequence[Mapping[str, Any]]) -> str:
    """As it is printed first; a date in full where it is anywhere, so that both sides read alike."""
    texts = [str(figure["printed"]) for figure in figures]
    return max(texts, key=len) if figures[0]["unit"] == "date" else texts[0]


def _group(heading: str, count: int, lines: Sequence[str]) -> list[str]:
    return ["", f"{heading} ({count:,})", *(f"  {line}" for line in lines)] if lines else []


def _figure_lines(changes: Sequence[FigureChange]) -> list[str]:
    new = [f"{change.name} ({_short(change.now or '')})" for change in changes if change.was is None]
    gone = [change.name for change in changes if change.now is None]
    said = [str(change) for change in changes if change.was is not None and change.now is not None]
    said += [f"newly printed: {', '.join(new)}"] if new else []
    return said + ([f"no longer printed: {', '.join(gone)}"] if gone else [])


def _word_lines(changes: Sequence[WordChange]) -> Iterator[str]:
    """The changes one by one, but rows of a table that are new together as one."""
    for table, those in groupby(changes, key=_new_in):
        found = list(those)
        if table and len(found) > 1:
            first, last = (one.place.rpartition(" ")[2] for one in (found[0], found[-1]))
            yield f"{table}, rows {first} to {last}: new"
        else:
            yield from map(str, found)


def _new_in(change: WordChange) -> str:
    """The table that a new row stands in; nothing for what is no new row."""
    row = re.fullmatch(r"(.*table \d+), row \d+", change.where)
    return row[1] if row and change.was is None else ""


def _action_lines(changes: Sequence[ActionChange]) -> list[str]:
    gone: dict[str, list[str]] = {}
    for change in changes:
        if change.what == "gone":
            gone.setdefault(change.plan, []).append(change.reference)
    said = [str(change) for change in changes if change.what != "gone"]
    return said + [f"{plan}, gone: {', '.join(references)}" for plan, references in gone.items()]


def _mask(said: Said, printed: Mapping[tuple[str, str], Sequence[Mapping[str, Any]]], changed: set[str]) -> str:
    texts = zip(said.places, said.texts, strict=True)
    masked = [_mask_text(text, printed.get((said.document, place), ()), changed) for place, text in texts]
    return " | ".join(" ".join(text.split()) for text in masked if text.strip())


def _mask_text(text: str, figures: Sequence[Mapping[str, Any]], changed: set[str]) -> str:
    masked, rest = "", text
    for figure in figures:
        before, found, after = rest.partition(figure["printed"]) if figure["printed"] else (rest, "", "")
        if found:
            masked += before + (FIGURE if figure["name"] in changed else found)
            rest = after
    return masked + rest


def _word_changes(was: list[tuple[Said, str]], now: list[tuple[Said, str]]) -> Iterator[WordChange]:
    for i, j in aligned([masked for _, masked in was], [masked for _, masked in now]):
        before, masked_before = was[i] if i is not None else (None, "")
        after, masked_after = now[j] if j is not None else (None, "")
        if masked_before == masked_after or not re.search(r"\w", masked_before + masked_after):
            continue
        said = after or before
        assert said is not None, "a pair has one side at least"
        texts = (before.text if before else None, after.text if after else None)
        yield WordChange(said.document, said.place, *texts, (masked_before, masked_after))


def _by_name(figures: Iterable[Mapping[str, Any]]) -> dict[str, list[Mapping[str, Any]]]:
    named: dict[str, list[Mapping[str, Any]]] = {}
    for figure in figures:
        named.setdefault(figure["name"], []).append(figure)
    return named


def _values(figures: Iterable[Mapping[str, Any]]) -> set[tuple[str, str]]:
    """A figure's values; what is withheld has none, and is known by its marker."""
    return {(one["printed"] if one["value"] is None else one["value"], one["unit"]) for one in figures}


Actions = dict[str, dict[str, dict[str, str]]]


def _actions(side: Side) -> Actions:
    """What a paper prints of each action: plan, reference, field."""
    found: Actions = {}
    for figure in side.figures:
        named = ACTION.fullmatch(figure["name"])
        if named:
            plan, reference, part = named.groups()
            found.setdefault(plan, {}).setdefault(reference, {}).setdefault(part, figure["value"] or "")
    return found


def _action_changes(then: Actions, now: Actions) -> Iterator[ActionChange]:
    for plan, matches in match_plans(_records(then), _records(now)).items():
        for match in matches:
            reference = match.now.reference.value if match.now else ""
            former = match.then.reference.value if match.then else ""
            if match.how in (How.DROPPED, How.MOVED):
                yield ActionChange(plan, former, former, "gone")
            elif former not in then.get(plan, {}):
                yield ActionChange(plan, reference, "", "new")
            else:
                was, is_now = then[plan][former], now[plan][reference]
                fields = {
                    part: (was[part], is_now[part])
                    for part in is_now
                    if part in was and part != "reference" and was[part] != is_now[part]
                }
                if fields or reference != former:
                    yield ActionChange(plan, reference, former, "changed", fields)


def _records(actions: Actions) -> dict[str, list[ActionRecord]]:
    """Actions as far as they are needed to match them."""
    return {plan: [_record(reference, said) for reference, said in those.items()] for plan, those in actions.items()}


def _record(reference: str, said: Mapping[str, str]) -> ActionRecord:
    nowhere = Cell("", "", "")
    came_from = said.get("came from", "")
    return ActionRecord(
        Entry(reference, nowhere),
        Entry(said.get("action", reference), nowhere),
        came_from=Entry(came_from, nowhere) if came_from else None,
    )


def _word_json(change: WordChange) -> dict[str, Any]:
    return {"document": change.document, "place": change.place, "was": change.was, "now": change.now}


def _action_json(change: ActionChange) -> dict[str, Any]:
    fields = [{"field": name, "was": was, "now": now} for name, (was, now) in change.fields.items()]
    return {**asdict(change), "fields": fields}


def _was_and_is(was: str, now: str) -> str:
    return f"was {was or 'blank'}, is {now or 'blank'}" if len(was + now) < SHORT else _reworded(was, now)


def _reworded(was: str | None, now: str | None) -> str:
    """The words that changed, with some words round them."""
    if was is None:
        return f'new: "{_short(now or "")}"'
    if now is None:
        return f'taken out: "{_short(was)}"'
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


def _listed(words: list[str]) -> str:
    return " and ".join(words)
