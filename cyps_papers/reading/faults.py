"""What is wrong with a table, or doubtful in it: headings that are missing, rival or not used, and what is hidden."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from difflib import SequenceMatcher
from itertools import pairwise
from typing import TYPE_CHECKING

from cyps_papers.periods import parse_date
from cyps_papers.problems import Problems, did_you_mean, error, shortened, warning
from cyps_papers.reading.contents import Content
from cyps_papers.reading.finding import Found
from cyps_papers.reading.grid import Sheet
from cyps_papers.reading.headings import Heading, TableSchema, plain_heading
from cyps_papers.words import listed

MONTHS_OF_YEAR = 12
SHORT = 5  # letters of a heading that is too short to tell a slip from another word
ALIKE = 0.9  # of 1, the same
_GAP = 3  # blank rows that part one table from another
_DAY_NO_MONTH = r"(?:1[3-9]|2\d|3[01])[/.-](?:0?[1-9]|1[0-2])[/.-](?:\d{4}|\d{2})"

if TYPE_CHECKING:
    from cyps_papers.reading.table import Table

NO_TABLE = error(
    "table-missing",
    "no table was found with headings such as {usual}.",
    "Put those headings in one row above the table; or say in paper.xlsx, Sources, which sheet to read or, under "
    "Headings, what they are called there.",
)
NO_TABLE_AT_ALL = error(
    "table-missing",
    "no table was found: no row of headings with rows below it.",
    "Put a heading above each column; or say in paper.xlsx, Sources, which sheet to read.",
)
NO_HEADING = error(
    "heading-missing",
    "no column has the heading {missing}, or a usual form of it. The headings found in row {row} are: {found}.",
    "{near} {remedy}",
)
ADD, RENAME = "Give a column that heading.", "Rename it."
RENAME_OR_SAY = "Rename the heading, or say what it is called in paper.xlsx, Sources, Headings: Your heading = {usual}."
NOT_WHOLE = error(
    "heading-missing",
    "no column has the heading {missing}, or a usual form of it: the heading {over} is merged over {columns} columns.",
    "Unmerge it, and give each column a heading of its own.",
)
NO_OWN_HEADING = error(
    "heading-missing",
    'no column has the heading "{heading}", which paper.xlsx, Sources, Headings names. '
    "The headings found in row {row} are: {found}.",
    "{near} Correct it there or here.",
)
HEADING_TWICE = warning(
    "heading-twice",
    'the heading "{heading}" appears twice; the column under this one was not read, that under {first} was.',
    "Rename one of the two.",
)
APART = warning(
    "columns-apart",
    "what is under {headings} was not read: a blank column separates it from the table.",
    "Delete the blank column if they belong to the table.",
)
SECOND_TABLE = error(
    "table-twice",
    "another table like it begins here, with the headings {headings}; it was not read.",
    "Put both under one row of headings, the second below the first; or move it to a sheet of its own.",
)
BELOW_A_GAP = warning(
    "table-gap",
    "there are {count} blank rows above this row, but it and those below it were read as part of the same table.",
    "Delete the blank rows; or move what is below them to a sheet of its own, if it is another table.",
)
TWO_COLUMNS = warning(
    "two-columns",
    'this column, "{heading}", and "{taken}" ({there}) could both be the {field}, and they differ; "{taken}" was read.',
    "Delete or rename one of them; or name the right one in paper.xlsx, Sources, Headings: {heading} = {usual}.",
)
NOT_USED = warning(
    "heading-not-used",
    'the heading "{heading}" is like {usual}, which no column has, but was not read as that.',
    "Rename it {usual}; or say in paper.xlsx, Sources, Headings: {heading} = {usual}.",
)
MONTH_FIRST = warning(
    "month-first",
    "Excel may have taken the month for the day in {dates}: {text} beside them has a day that cannot be a month.",
    "Check each date, and enter those that are wrong again, with the month as a word: 2 Mar 2015.",
)
NO_TOTAL = warning(
    "total-left-out",
    'the row "{called}" was left out as a total, but it is neither the sum nor the mean of the others.',
    "Correct it; or, if it is a row like the others, give it another name, for example All referrals.",
)
HIDDEN_SHEET = warning(
    "hidden-sheet",
    "the sheet is hidden, and was read.",
    "Unhide it if it should be seen; or choose another sheet in paper.xlsx, Sources.",
)
HIDDEN_ROWS = warning(
    "hidden-rows",
    "hidden rows were read with the others: {rows}.",
    "Unhide them to see what they hold; delete them if the paper should not have them.",
)
HIDDEN_COLUMN = warning(
    "hidden-column",
    'the column "{heading}" is hidden, and was read.',
    "Unhide it to see what it holds; rename its heading if the paper should not have it.",
)


def say_what_is_missing(sheet: Sheet, found: Found | None, schema: TableSchema, problems: Problems) -> bool:
    """Whether a table has all that it needs; what is missing is said, and a heading of paper.xlsx that is not there."""
    missing = [field for field in schema.required if not found or field.name not in found.columns]
    if found is None or len(missing) == len(schema.required) > 1:
        problems.add(NO_TABLE, sheet.place, usual=", ".join(one.usual[0] for one in schema.required))
        return False
    texts = [heading.text for heading in found.headings.values()]
    said = {"row": found.bottom, "found": _listed(texts)}
    plain = {plain_heading(text) for heading in found.headings.values() for text in (*heading.texts, heading.text)}
    for theirs in schema.own or ():
        if plain_heading(theirs) not in plain:
            near = did_you_mean(theirs, texts)
            problems.add(NO_OWN_HEADING, found.sheet.place, heading=theirs, near=near, **said)
    if not missing:
        return True
    names = " and none ".join(f'"{field.usual[0]}"' for field in missing)
    over = next((heading.content for heading in found.headings.values() if heading.content.width > 1), None)
    if over:
        where = found.sheet.cell_of(over)
        problems.add(NOT_WHOLE, where, missing=names, over=f'"{shortened(over.text, 60)}"', columns=over.width)
        return False
    known = {heading.content.coordinate for heading in (found.headings[column] for column in found.columns.values())}
    texts = [heading.text for heading in found.headings.values() if heading.content.coordinate not in known]
    near = next(filter(None, (did_you_mean(usual, texts) for field in missing for usual in field.usual)), "")
    remedy = RENAME if near else ADD
    if schema.own is not None:
        remedy = RENAME_OR_SAY.format(usual=missing[0].usual[0])
    problems.add(NO_HEADING, found.sheet.place, missing=names, near=near, remedy=remedy, **said)
    return False


def say_of_table(table: Table, found: Found, schema: TableSchema) -> None:
    """Say what is doubtful in a table that has all that it needs."""
    _say_twice(table)
    _say_hidden(table)
    for block in table.separate:  # series that stand apart, if they are not another table with headings of its own
        apart = [heading for column, heading in block.items() if column in found.series]
        if apart and not schema.columns(block):
            say_separate(table, apart)
        is_series = any(column in found.series for column in block)
        _say_second(table, block, schema, is_series)
    if found.above:
        headings = _listed(table.headings[table.columns[field.name]].text for field in schema.required)
        table.problems.add(SECOND_TABLE, table.sheet.cell_of(found.above), headings=headings)
    _say_alternatives(table, schema)
    _say_not_used(table, schema)
    for column in table.headings:
        _say_month_first(table, column)
    _say_totals(table, may_be_words=bool(schema.fields))


def say_below_gaps(table: Table) -> None:
    """Say which rows of a table with no known headings stand so far below the others that they may be another table."""
    for above, below in pairwise(table.rows):
        between = range(above.number + 1, below.number)
        if len(between) >= _GAP and not any(table.sheet.rows.get(row) for row in between):
            first = next(filter(None, map(below.at, sorted(table.headings))))
            table.problems.add(BELOW_A_GAP, table.sheet.cell_of(first), count=len(between))


def say_separate(table: Table, apart: Sequence[Heading]) -> None:
    """Say of the columns under some headings, parted from a table by a blank one, that they were not read."""
    where = table.sheet.cell_of(apart[0].content)
    table.problems.add(APART, where, headings=_listed(heading.text for heading in apart))


def _say_second(table: Table, block: Mapping[int, Heading], schema: TableSchema, is_series: bool) -> None:
    """Say of a block beside a table that it is one more like it, if it has all that such a table needs: more headings
    than one, or a series across.
    """
    columns = schema.columns(block)
    needed = [columns.get(field.name, 0) for field in schema.required]
    if all(needed) and (len(needed) > 1 or (needed and is_series)):
        where = table.sheet.cell_of(block[min(needed)].content)
        headings = _listed(block[column].text for column in needed)
        table.problems.add(SECOND_TABLE, where, headings=headings)


def _say_twice(table: Table) -> None:
    """Say which columns are not read because their heading appears twice."""
    known = {*table.columns.values()} & table.headings.keys()
    first = {plain_heading(table.headings[column].text): column for column in known}
    fallback_columns = {column for columns in table.fallbacks.values() for column in columns}
    for column, heading in table.headings.items():
        if column in known:
            continue
        before = first.setdefault(plain_heading(heading.text), column)
        if before != column and column not in fallback_columns:
            there = table.headings[before].content.coordinate
            table.problems.add(HEADING_TWICE, table.sheet.cell_of(heading.content), heading=heading.text, first=there)


def _say_hidden(table: Table) -> None:
    sheet, problems = table.sheet, table.problems
    if sheet.hidden and table.rows:
        problems.add(HIDDEN_SHEET, sheet.place)
    rows = [row.number for row in table.rows if row.number in sheet.hidden_rows]
    if rows:
        problems.add(HIDDEN_ROWS, sheet.cell(rows[0], min(table.headings)), rows=_in_runs(rows))
    for column in sorted(sheet.hidden_columns & table.headings.keys()):
        heading = table.headings[column]
        problems.add(HIDDEN_COLUMN, sheet.cell_of(heading.content), heading=heading.text)


def _say_alternatives(table: Table, schema: TableSchema) -> None:
    """Two columns for a field that say different things; not where they have one heading, which is said already."""
    for field, column in schema.alternatives(table.headings, table.columns):
        taken = table.columns[field.name]
        heading, first = table.headings[column], table.headings[taken]
        fallbacks = table.fallbacks.get(field.name, ())
        alike = plain_heading(heading.text) == plain_heading(first.text) or column in fallbacks
        both = [(row.at(column), row.at(taken)) for row in table.rows]
        differ = any(found and (read is None or found.value != read.value) for found, read in both)
        if differ and not alike:
            table.problems.add(
                TWO_COLUMNS,
                table.sheet.cell_of(heading.content),
                heading=" ".join(heading.text.split()),
                taken=" ".join(first.text.split()),
                there=first.content.coordinate,
                field=field.usual[0],
                usual=field.usual[0],
            )


def _say_not_used(table: Table, schema: TableSchema) -> None:
    """Say which headings of no field are the words of a usual one in another order, or that but for a slip or two."""
    lacking = {heading: field for heading, (_, field) in schema.usual.items() if field.name not in table.columns}
    for column in table.others.values():
        heading = table.headings[column]
        plain = plain_heading(heading.text)
        for usual, field in lacking.items():
            is_reordered = plain != usual and sorted(plain.split()) == sorted(usual.split())
            is_slip = min(len(plain), len(usual)) > SHORT and _are_alike(plain, usual)
            if (is_reordered or is_slip) and not schema.is_series(heading):
                where, text = table.sheet.cell_of(heading.content), " ".join(heading.text.split())
                table.problems.add(NOT_USED, where, heading=text, usual=field.usual[0])
                break


def _are_alike(heading: str, other: str) -> bool:
    if 2 * min(len(heading), len(other)) <= ALIKE * (len(heading) + len(other)):
        return False
    matcher = SequenceMatcher(None, heading, other)
    return matcher.quick_ratio() > ALIKE and matcher.ratio() > ALIKE


def _say_month_first(table: Table, column: int) -> None:
    """Say of real dates with no day above 12, beside text whose day is: Excel set to the month first makes such."""
    texts: list[str] = []
    turned: list[Content] = []
    for row in table.rows:
        found = row.at(column)
        if (
            found
            and isinstance(found.value, str)
            and re.fullmatch(_DAY_NO_MONTH, found.text)
            and parse_date(found.text)
        ):
            texts.append(found.text)
        if found and isinstance(found.value, date) and found.period and found.period.is_day:
            if found.value.day > MONTHS_OF_YEAR:
                return
            if found.value.day != found.value.month:
                turned.append(found)
    if texts and turned:
        cells = listed([content.coordinate for content in turned])
        table.problems.add(MONTH_FIRST, table.sheet.cell_of(turned[0]), dates=cells, text=f'"{texts[0]}"')


def _say_totals(table: Table, *, may_be_words: bool) -> None:
    """Say which rows called Total or Average hold what no total or average of the others would: other numbers; or
    words alone, unless these `may_be_words`: a company may be called so.
    """
    for total in table.totals:
        filled = {column: found for column in table.headings if (found := total.at(column))}
        texts = {found.text for found in filled.values()}  # one where END stands in every cell
        sums = []
        for column, number in ((column, found.value) for column, found in filled.items()):
            others = [found.value for row in table.rows if (found := row.at(column))]
            added = [value for value in others if isinstance(value, Decimal)]
            if isinstance(number, Decimal) and added:
                total_of = sum(added, Decimal())
                sums.append(abs(total_of - number) < 1 or abs(total_of / len(added) - number) < 1)
        is_of_words = not may_be_words and len(texts) > 1 and not re.search(r"\d", "".join(texts))
        if is_of_words or (sums and not any(sums)):
            label = next(iter(filled.values()))
            table.problems.add(NO_TOTAL, table.sheet.cell_of(label), called=label.text)


def _listed(texts: Iterable[str]) -> str:
    short = [" ".join(text.split())[:60] for text in texts]
    return ", ".join(short[:25]) + (f" and {len(short) - 25} more" if len(short) > 25 else "")


def _in_runs(numbers: Sequence[int]) -> str:
    """'5, 7 to 9'."""
    starts = [numbers[0], *(after for before, after in pairwise(numbers) if after != before + 1)]
    ends = [*(before for before, after in pairwise(numbers) if after != before + 1), numbers[-1]]
    return ", ".join(str(a) if a == b else f"{a} to {b}" for a, b in zip(starts, ends, strict=True))
