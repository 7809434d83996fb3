"""Word's own things that a loop repeats: each copy gets an id and a name of its own, and what refers to it goes along.

A reference (a REF field, a link, an entry of a table of contents) leads to the copy that was made in the same round of
the loop; from outside the loop, to the first. A note is rendered where its reference stands, and moves from there to
its part.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from itertools import count, groupby

from lxml import etree
from lxml.etree import _Element

from cyps_papers.word.parts.wordml import local, value, w
from cyps_papers.word.story.stories import Story
from cyps_papers.word.templates.cleaning import remove
from cyps_papers.word.templates.planting import Construct, Planting

BEGIN, END = "<?round begin?>", "<?round end?>"
"""Stand around each round of a loop in rendered text."""

VML = "urn:schemas-microsoft-com:vml"
SHAPE = "v:shape"
"""Any shape of VML."""
_IDS = {
    "w:bookmarkStart": "w:id",
    "w:permStart": "w:id",
    "w:id": "w:val",  # a content control's id is an element of its own
    "o:OLEObject": "ObjectID",
    SHAPE: "o:spid",
}
_NAMES = {"w:bookmarkStart": ("bookmark", "w:name"), SHAPE: ("shape", "id")}
_ENDS = {"w:bookmarkEnd": "w:bookmarkStart", "w:permEnd": "w:permStart"}
_REFERENCES = {
    "w:hyperlink": ("bookmark", "w:anchor"),
    "o:OLEObject": ("shape", "ShapeID"),
    "w:control": ("shape", "w:shapeid"),
    "o:r": ("shape", "idref"),
}
_TAGS = {
    "<?round": r"\?round",
    "<wp:docPr": "wp:docPr",
    "<w:bookmark": "w:bookmark(?:Start|End)",
    "<w:perm": "w:perm(?:Start|End)",
    "<w:hyperlink": "w:hyperlink",
    "<w:fld": "w:fldChar|w:fldSimple|w:instrText",
    "<w:id ": "w:id",
    "<w:control": "w:control",
    "<v:": r"v:(?!shapetype\b)\w+",
    "<o:": "o:OLEObject|o:r",
}
"""The tags that matter, by what they begin with."""
_QUOTE = '(?:"|&quot;)?'
_INSTRUCTION = re.compile(
    rf"(\s*(?:REF|PAGEREF|NOTEREF|GOTOBUTTON)\s+{_QUOTE}|.*?\\l\s+{_QUOTE}|\s*(?:TOC|INDEX)\b.*?\\b\s+{_QUOTE}|\s*)(\w+)",
    re.IGNORECASE | re.DOTALL,
)
"""A field's instruction up to the bookmark that it refers to."""


@dataclass
class _Tag:
    """A tag of a rendered story, a field's instruction with its text, and the numbers of the rounds around it."""

    name: str
    xml: str
    rounds: tuple[int, ...]

    def get(self, attribute: str) -> str:
        found = re.search(rf'\s{attribute}="([^"]*)"', self.xml)
        return found.group(1) if found else ""

    def set(self, attribute: str, text: str) -> None:
        self.xml = re.sub(rf'(\s{attribute}=")[^"]*', lambda found: found.group(1) + text, self.xml, count=1)


@dataclass
class _Names:
    """The ids and names that were given, and under each name of the template the copies that there are of it."""

    taken: set[tuple[str, str]] = field(default_factory=set)
    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    copies: dict[tuple[str, str, tuple[int, ...]], _Tag] = field(default_factory=dict)

    def unique(self, kind: str, name: str) -> str:
        """This id or name, if it is the first of its kind; another one if it is not."""
        given = name
        number = re.fullmatch(r"(_|_x0000_[si])?-?\d+", name)
        while (kind, given.casefold()) in self.taken:
            if number:
                self.counts[kind, ""] += 1
                given = f"{number.group(1) or ''}{1_000 + self.counts[kind, '']}"
            else:
                self.counts[kind, name] += 1
                given = f"{name[:34]}_{self.counts[kind, name] + 1}"
        self.taken.add((kind, given.casefold()))
        return given

    def rename(self, tag: _Tag) -> None:
        """Give a tag a name of its own, and let what refers to it from its rounds find it."""
        kind, attribute = _NAMES[tag.name]
        name = tag.get(attribute)
        tag.set(attribute, self.unique(kind, name))
        for depth in range(len(tag.rounds) + 1):
            self.copies.setdefault((kind, name.casefold(), tag.rounds[:depth]), tag)

    def nearest(self, kind: str, name: str, rounds: tuple[int, ...]) -> str:
        """The name of the first copy that was made in the same round, or else in the next around it."""
        for depth in reversed(range(len(rounds) + 1)):
            if copy := self.copies.get((kind, name.casefold(), rounds[:depth])):
                return copy.get(_NAMES[copy.name][1])
        return name


def mark_rounds(root: _Element, constructs: Iterable[Construct]) -> None:
    """Mark each round of a story's loops, if there is anything in it that has a name."""
    if next(root.iter(w("bookmarkStart"), f"{{{VML}}}*"), None) is None:
        return
    for construct in constructs:
        if construct.keyword in ("for", "macro", "call"):
            construct.nodes[0].addnext(etree.ProcessingInstruction("round", "begin"))
            construct.nodes[1].addprevious(etree.ProcessingInstruction("round", "end"))


def put_notes_beside_references(stories: Mapping[Story, _Element]) -> None:
    """Put each note beside its reference, for what stands around that."""
    body = next(root for story, root in stories.items() if story.is_body)
    for story, root in stories.items():
        notes = {value(note, "id"): note for note in root if story.is_notes and local(note) == story.name}
        referred = [(reference, value(reference, "id")) for reference in body.iter(w(f"{story.name}Reference"))]
        for reference, identity in referred:
            if identity in notes:
                reference.addnext(deepcopy(notes[identity]))
        for identity in {identity for _, identity in referred} & set(notes):
            root.remove(notes[identity])


def drop_half_ranges(root: _Element, planting: Planting) -> None:
    """Drop the bookmarks and permissions that lost an end in a paragraph whose tag took its place, and those of which a
    loop or a condition would print one end without the other."""
    for name in ("bookmark", "perm"):
        starts, ends = _branches(root, planting, f"{name}Start"), _branches(root, planting, f"{name}End")
        paired = set(starts.values()) & set(ends.values())
        for element, identity in (*starts.items(), *ends.items()):
            if identity not in paired:
                remove(element)


def _branches(root: _Element, planting: Planting, name: str) -> dict[_Element, tuple[str, int]]:
    """The elements of a name, each with its id and the branch of a loop or condition that it stands in."""
    found: dict[_Element, tuple[str, int]] = {}
    around = [0]
    for number, element in enumerate(root.iter(), 1):
        if isinstance(element.tag, str):
            if element.tag == w(name):
                found[element] = str(element.get(w("id"))), around[-1]
            continue
        reading = planting.of(element).reading
        if reading.keyword in ("else", "elif"):
            around[-1] = number
        elif reading.opens:
            around.append(number)
        elif reading.keyword.startswith("end") and len(around) > 1:
            around.pop()
    return found


def has_things(xml: str) -> bool:
    """Whether there is anything in XML that has an id or a name, or refers to one."""
    return any(beginning in xml for beginning in _TAGS)


def settle(stories: Mapping[str, str], notes: Mapping[str, str]) -> dict[str, str]:
    """The texts of rendered stories, by their parts, with every id in them unique and every reference right.

    `notes` are the parts of the footnotes and endnotes, by those words.
    """
    numbers = count(1)
    divided = {part: _divided(text, numbers) for part, text in stories.items()}
    tags = {part: [piece for piece in pieces if isinstance(piece, _Tag)] for part, pieces in divided.items()}
    names = _Names()
    for those in tags.values():
        _name(those, names)
    for those in tags.values():
        _refer(those, names)
    settled = {
        part: "".join([piece.xml if isinstance(piece, _Tag) else piece for piece in pieces])
        for part, pieces in divided.items()
    }
    for kind, part in notes.items():
        _move_notes(kind, part, settled)
    return settled


def _divided(text: str, numbers: Iterator[int]) -> list[str | _Tag]:
    """A story's text cut at the tags that matter; those of rounds are left out."""
    there = [names for beginning, names in _TAGS.items() if beginning in text]
    if not there:
        return [text]
    form = re.compile(
        rf"<(?:(?P<text>w:instrText)\b[^>]*(?<!/)>[^<]*</w:instrText>|(?P<name>{'|'.join(there)})(?=[ />])[^>]*>)"
    )
    pieces: list[str | _Tag] = []
    rounds: list[int] = []
    end = 0
    for found in form.finditer(text):
        pieces.append(text[end : found.start()])
        end = found.end()
        if found.group() == BEGIN:
            rounds.append(next(numbers))
        elif found.group() == END:
            del rounds[-1:]
        else:
            name = SHAPE if found.group().startswith("<v:") else found["text"] or found["name"]
            pieces.append(_Tag(name, found.group(), tuple(rounds)))
    return [*pieces, text[end:]]


def _name(tags: Sequence[_Tag], names: _Names) -> None:
    """Give the things of a story their ids and names."""
    begun: dict[tuple[str, str], str] = {}
    for tag in tags:
        if tag.name in _NAMES:
            names.rename(tag)
        if tag.name == "wp:docPr":
            names.counts["picture", ""] += 1
            tag.set("id", str(names.counts["picture", ""]))
        elif tag.name in _IDS and (identity := tag.get(_IDS[tag.name])):
            tag.set(_IDS[tag.name], names.unique(_IDS[tag.name] + tag.name, identity))
            begun[tag.name, identity] = tag.get(_IDS[tag.name])
        elif tag.name in _ENDS:
            tag.set("w:id", begun.get((_ENDS[tag.name], tag.get("w:id")), tag.get("w:id")))


def _refer(tags: Sequence[_Tag], names: _Names) -> None:
    """Let what refers to a thing refer to the copy of its own round."""
    for tag in tags:
        if tag.name in _REFERENCES:
            kind, attribute = _REFERENCES[tag.name]
            name = tag.get(attribute)
            tag.set(attribute, "#" * name.startswith("#") + names.nearest(kind, name.removeprefix("#"), tag.rounds))
        elif tag.name == "w:fldSimple":
            tag.set("w:instr", _instruction(tag.get("w:instr"), tag.rounds, names))
    begun: list[_Tag] = []
    parts = [tag for tag in tags if tag.name in ("w:fldChar", "w:instrText")]
    for kind, those in groupby(parts, key=lambda tag: tag.get("w:fldCharType")):
        if kind == "begin":
            begun += those
        elif kind == "end":
            del begun[-len(list(those)) :]
        elif kind == "" and begun:
            _refer_field(begun[-1], list(those), names)


def _refer_field(begun: _Tag, those: Sequence[_Tag], names: _Names) -> None:
    """Rewrite a field's instruction, over however many runs Word split it; Word then works the field out anew."""
    written = "".join(re.sub(r"<[^>]*>", "", tag.xml) for tag in those)
    meant = _instruction(written, those[0].rounds, names)
    if meant != written:
        for tag, text in zip(those, [meant] + [""] * (len(those) - 1), strict=True):
            tag.xml = f'<w:instrText xml:space="preserve">{text}</w:instrText>'
        if "w:dirty" not in begun.xml:
            begun.xml = begun.xml.replace("<w:fldChar", '<w:fldChar w:dirty="true"', 1)


def _instruction(text: str, rounds: tuple[int, ...], names: _Names) -> str:
    return _INSTRUCTION.sub(lambda found: found[1] + names.nearest("bookmark", found[2], rounds), text, count=1)


def _move_notes(kind: str, part: str, settled: dict[str, str]) -> None:
    """Move notes from where they were rendered, beside their references, to their part, numbered in the order of those:
    LibreOffice takes them by their order, whatever their ids are."""
    beside = re.compile(rf'(<w:{kind}Reference\b[^>]*?w:id=")([^"]*)("[^>]*/>)(<w:{kind} .*?</w:{kind}>)?', re.DOTALL)
    whole = re.compile(rf'<w:{kind} [^>]*?w:id="([^"]*)".*?</w:{kind}>', re.DOTALL)
    there = {note[1]: note.group() for note in whole.finditer(settled[part])}
    lines = [identity for identity, note in there.items() if "w:type=" in note.partition(">")[0]]
    moved: dict[str, tuple[int, str]] = {}
    numbers = count(1 + max(map(int, lines), default=0))

    def move(found: re.Match[str]) -> str:
        note = found[4] or there.pop(found[2], "")
        if note:
            number = next(numbers)
            moved[found[2] if not found[4] else f"beside {number}"] = number, note
        else:
            number = moved[found[2]][0] if found[2] in moved else int(found[2])
        return f"{found[1]}{number}{found[3]}"

    settled.update((story, beside.sub(move, text)) for story, text in settled.items() if f"<w:{kind}Reference" in text)
    if moved:
        root = re.split(rf"<w:{kind} |</w:{kind}s>", settled[part], maxsplit=1)[0].removesuffix("/>").removesuffix(">")
        notes = [re.sub(r'( w:id=")[^"]*', rf"\g<1>{number}", note, count=1) for number, note in moved.values()]
        settled[part] = f"{root}>{''.join((*(there[line] for line in lines), *notes))}</w:{kind}s>"
