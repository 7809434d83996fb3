"""Numbers that are no data: of paragraphs, statutes and forms, ages, times and telephone numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cyps_papers.language.tokens import Phrases, Token, TokenKind, are_joined

_NUMBERED = frozenset(
    """appendix appendices paragraph paragraphs para paras section sections s ss table tables figure figures chart
    charts page pages part parts schedule item items agenda minute minutes recommendation recommendations article
    articles regulation regulations rule rules clause clauses chapter chapters volume annex annexe note objective
    priority theme phase stage tier level band grade ks stage year step category cohort wave option workstream
    workstreams stream streams action actions ref reference no nos number version v room ward area standard risk goal
    aim ext extension form policy class type site plot lot junction route zone month week""".split()
)
_ENACTED = frozenset("act regulations order measure rules".split())
_AGES = Phrases(dict.fromkeys(("age", "aged", "ages", "age of", "aged between", "between the ages of"), True))
_JOINS = frozenset(", and to or - &".split())
_OLD = Phrases(dict.fromkeys(("- year - old", "- year - olds", "year old", "year olds", "- year", "years old"), True))


@dataclass(frozen=True, slots=True)
class Reference:
    """A number, or several, that name something: 'paragraphs 3.1 and 3.2', 'aged 16 to 18', '24/7'."""

    first: int
    after: int


def references(tokens: Sequence[Token]) -> list[Reference]:
    """The references of a text, as positions among its tokens: the first, and the one after the last."""
    found: list[Reference] = []
    position = 0
    if _item_label(tokens):
        found.append(Reference(0, _item_label(tokens)))
        position = _item_label(tokens)
    while position < len(tokens):
        after = position
        if tokens[position].kind is TokenKind.NUMBER:
            after = _reference(tokens, position)
        if after > position:
            found.append(Reference(position, after))
        position = max(after, position + 1)
    return found


def _item_label(tokens: Sequence[Token]) -> int:
    """The position after a typed label: '3.', '(2)', '1.4' before a capital; 0 for none."""
    position = 0
    while position < len(tokens) and tokens[position].lower in ("•", "-", "("):
        position += 1
    if position == len(tokens) or tokens[position].kind is not TokenKind.NUMBER or len(tokens[position].text) > 6:
        return 0
    position += 1
    bare = position
    while position < len(tokens) and tokens[position].lower in (".", ")"):
        position += 1
    if position == len(tokens) or are_joined(tokens, position) or "," in tokens[bare - 1].text:
        return 0
    opens = tokens[position].text
    return position if opens[0].isupper() or opens in "“\"'(" else 0


def _reference(tokens: Sequence[Token], position: int) -> int:
    """The position after the reference that begins with a number, or the same position where it is none."""
    before = tokens[position - 1] if position else None
    after = tokens[position + 1] if position + 1 < len(tokens) else None
    is_glued = before is not None and are_joined(tokens, position)
    if _is_telephone(tokens, position):
        return _telephone_end(tokens, position)
    if is_glued and before and before.lower == "_":
        return position + 1
    if is_glued and before and before.kind is TokenKind.WORD:
        return _list_end(tokens, position + 1)  # A40, KS2, P45
    if is_glued and before and before.lower in "/:-" and position > 1 and are_joined(tokens, position - 1):
        return position + 1 if tokens[position - 2].kind is not TokenKind.NUMBER else position
    if after and are_joined(tokens, position + 1) and after.lower in ("/", ":") and are_joined(tokens, position + 2):
        return position + 3  # 24/7, 1:1, 14:30
    if is_glued and before and before.lower == "#":
        return position + 1
    return max(_named(tokens, position), _age(tokens, position), _time(tokens, position))


def _named(tokens: Sequence[Token], position: int) -> int:
    """After a number that a word before it names: 'table 3', 'Act 2014', 'section 47(1)', 'part A1'."""
    before = position - 1
    if before >= 1 and tokens[before].lower == "." and are_joined(tokens, before):
        before -= 1
    if before >= 1 and tokens[before].lower in ("no", "nos", "number") and tokens[before - 1].lower in _NUMBERED:
        before -= 1
    if before < 0:
        return position
    name = tokens[before].lower
    if name in _ENACTED and len(tokens[position].text) == 4 and tokens[position].text[:2] in ("18", "19", "20"):
        return position + 1
    if name not in _NUMBERED or "," in tokens[position].text:
        return position
    if name in ("no", "figure", "year") and _counts_on(tokens, position + 1):
        return position
    return _list_end(tokens, position + 1)


def _counts_on(tokens: Sequence[Token], position: int) -> bool:
    return position < len(tokens) and tokens[position].lower == "%"


def _list_end(tokens: Sequence[Token], position: int) -> int:
    """After the numbers that go on from the first: '3.1(a), 3.2 and 4', '2-5'."""
    while position < len(tokens):
        token, is_glued = tokens[position], are_joined(tokens, position)
        goes_on = (is_glued and token.lower == ".") or (token.lower in _JOINS and _ends_there(tokens, position + 2))
        if token.lower == "(" and is_glued:
            while position < len(tokens) and tokens[position].lower != ")":
                position += 1
            position += 1
        elif is_glued and token.kind is TokenKind.WORD:
            position += 1
        elif goes_on and _is_bare(tokens, position + 1):
            position += 2
        else:
            break
    return position


def _is_bare(tokens: Sequence[Token], position: int) -> bool:
    return position < len(tokens) and tokens[position].kind is TokenKind.NUMBER and "," not in tokens[position].text


def _ends_there(tokens: Sequence[Token], position: int) -> bool:
    """Whether nothing is counted by the number before: 'sections 3 and 4 of', never 'section 3 and 40 children'."""
    if position >= len(tokens):
        return True
    following = tokens[position]
    is_counted = following.kind is TokenKind.WORD and following.lower not in ("of", "and", "or", "to", "in", "above")
    return not is_counted and following.lower != "%"


def _age(tokens: Sequence[Token], position: int) -> int:
    """After an age: 'aged 16 to 18', 'under 18s', '5-11 year olds', 'a three-year plan' in digits."""
    end = position + 1
    if end + 1 < len(tokens) and tokens[end].lower in ("-", "to", "and", "or") and _is_bare(tokens, end + 1):
        end += 2
    if _AGES.before(tokens, position):
        return end
    if end < len(tokens) and are_joined(tokens, end) and tokens[end].lower == "s":
        return end + 1
    old = _OLD.at(tokens, end)
    if old is None and end < len(tokens) - 1 and tokens[end].lower == "-" and are_joined(tokens, end):
        return end + 2 if tokens[end + 1].lower in ("year", "month", "week", "day", "hour", "bed") else position
    return old[1] if old else position


def _time(tokens: Sequence[Token], position: int) -> int:
    """After a time of day: '9.30am', '10 pm'."""
    after = position + 1
    return after + 1 if after < len(tokens) and tokens[after].lower in ("am", "pm") else position


def _is_telephone(tokens: Sequence[Token], position: int) -> bool:
    token = tokens[position]
    is_code = token.text[0] == "0" and len(token.text) >= 3 and "." not in token.text
    is_abroad = token.text == "44" and position > 0 and tokens[position - 1].lower == "+"
    digits = sum(
        len(token.text) for token in tokens[position : _telephone_end(tokens, position)] if token.text.isdigit()
    )
    return (is_code or is_abroad) and digits >= 10


def _telephone_end(tokens: Sequence[Token], position: int) -> int:
    end = position + 1
    while end < len(tokens) and end < position + 8:
        if not (tokens[end].text.isdigit() or tokens[end].lower in ("-", "(", ")")):
            break
        end += 1
    return end
