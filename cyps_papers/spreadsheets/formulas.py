"""Formulas: their references followed when a table grows, and a formula copied to another cell."""

from __future__ import annotations

import re

from cyps_papers.spreadsheets.places import Growing, TableStretch

_REFERENCE = re.compile(r"(?:(?P<sheet>'(?:[^']|'')+'|[^'!:\[\]]+)!)?(?P<area>[$A-Za-z0-9:]+)")


def stretched(formula: str, home: str, stretch: TableStretch, growing: Growing = Growing.WHOLE) -> str:
    """A formula, without its '=', on a sheet called `home`, after a table was made longer; unread ones stay."""
    if not re.search(r"[A-Za-z$\d]\d|:", formula):
        return formula
    from openpyxl.formula.tokenizer import Token, Tokenizer, TokenizerError

    try:
        tokens = Tokenizer(f"={formula}")
    except (TokenizerError, IndexError):
        return formula
    for token in tokens.items:
        if token.type == Token.OPERAND and token.subtype == Token.RANGE:
            token.value = _reference(token.value, home, stretch, growing)
    return "".join(token.value for token in tokens.items)


def copied(formula: str, origin: str, target: str) -> str:
    """A formula, without its '=', as Excel would copy it from one cell to another."""
    from openpyxl.formula.tokenizer import TokenizerError
    from openpyxl.formula.translate import Translator, TranslatorError

    try:
        return str(Translator(f"={formula}", origin).translate_formula(target))[1:]
    except (TokenizerError, TranslatorError, IndexError):
        return formula


def _reference(text: str, home: str, stretch: TableStretch, growing: Growing) -> str:
    found = _REFERENCE.fullmatch(text)
    if not found:
        return text
    sheet = found["sheet"]
    named = sheet.strip("'").replace("''", "'") if sheet else home
    if named.lower() != stretch.sheet.lower():
        return text
    return f"{sheet}!{stretch.area(found['area'], growing)}" if sheet else stretch.area(found["area"], growing)
