"""Random tables, columns and indicators of people, attacked by a solver that knows nothing of how the product works.

`python -m tests.disclosure.attack 2000` attacks so many of each, and says how many gave a small count away.
"""

import random
import sys
from decimal import Decimal

import numpy
from scipy.optimize import Bounds as Limits
from scipy.optimize import LinearConstraint, milp

from cyps_papers.disclosure.columns import withheld_columns
from cyps_papers.disclosure.protection import SAFE, Protection, Total
from cyps_papers.disclosure.withheld import withheld
from cyps_papers.periods import parse
from cyps_papers.records import Cell, Entry, IndicatorRecord, Marker, ObservationRecord, Quantity, Unit

FEW = range(1, 6)
MONTHS = ("Jan 2015", "Feb 2015", "Mar 2015")
QUARTER = "Q4 2014/15"


def number(rng, most):
    return rng.choice([0, rng.randint(1, 5), rng.randint(0, most), rng.randint(6, most)])


def table(rng, rows, columns, most):
    """Random counts with the totals of rows and columns, and the totals' own."""
    counts = {(row, column): number(rng, most) for row in range(rows) for column in range(columns)}
    totals = []
    for row in range(rows):
        totals.append(Total((row, columns), tuple((row, column) for column in range(columns))))
        counts[row, columns] = sum(counts[key] for key in totals[-1].parts)
    for column in range(columns + 1):
        totals.append(Total((rows, column), tuple((row, column) for row in range(rows))))
        counts[rows, column] = sum(counts[key] for key in totals[-1].parts)
    totals.append(Total((rows, columns), tuple((rows, column) for column in range(columns))))
    return counts, totals


def tied_down(counts, totals, hidden, unmarked=()):
    """The small counts that a solver of integer programs, with all that is shown, finds fewer than three values for.

    It knows which of the hidden are small, but for those that are `unmarked`: no marker stands for them.
    """
    column = {key: number for number, key in enumerate(hidden)}
    rows, right = [], []
    for one in totals:
        row, comes_to = numpy.zeros(len(hidden)), 0
        for key, sign in [*((part, 1) for part in one.parts), (one.total, -1)]:
            if key in column:
                row[column[key]] += sign
            else:
                comes_to -= sign * counts[key]
        rows.append(row)
        right.append(comes_to)
    known = LinearConstraint(numpy.array(rows).reshape(len(rows), len(hidden)), right, right)
    is_small = numpy.array([counts[key] in FEW and key not in unmarked for key in hidden])
    found = []
    for key in (key for key in hidden if counts[key] in FEW):
        values = 0
        for value in range(sum(counts.values())) if key in unmarked else FEW:
            low, high = numpy.where(is_small, 1.0, 0.0), numpy.where(is_small, 5.0, numpy.inf)
            low[column[key]] = high[column[key]] = value
            solved = milp(numpy.zeros(len(hidden)), integrality=1, bounds=Limits(low, high), constraints=known)
            values += solved.status == 0
            if values == SAFE:
                break
        if values < SAFE:
            found.append(key)
    return found


def attacked_table(seed):
    """What is given away of a table of rows and columns that is protected as it stands."""
    rng = random.Random(seed)
    counts, totals = table(rng, rng.randint(1, 6), rng.randint(1, 6), rng.choice([8, 20, 60]))
    small = [key for key, count in counts.items() if count in FEW]
    return tied_down(counts, totals, [*small, *Protection(counts, totals, FEW).held_back_as_well()])


def attacked_columns(seed):
    """What is given away of the columns of a register, say, with totals under many names, and a marker of its own."""
    rng = random.Random(seed)
    names, most = [f"group_{number}" for number in range(rng.randint(1, 4))], rng.choice([8, 20, 60])
    blocks = [rng.randint(1, 4) for _ in range(rng.choice([1, 1, 2]))]
    rows, labels, sums, subtotals = [], [], [], []

    def add(label, row):
        labels.append(label)
        rows.append(row)
        return len(rows) - 1

    def add_sum(label, parts):
        sums.append((add(label, {name: sum(rows[part][name] for part in parts) for name in names}), parts))
        return sums[-1][0]

    for height in blocks:
        block = [add(f"Team {len(rows)}", {name: number(rng, most) for name in names}) for _ in range(height)]
        subtotals += [add_sum("Subtotal", block)] if len(blocks) > 1 else block
    is_called = len(blocks) > 1 or rng.random() < 0.7
    add_sum(rng.choice(["Total", "Borough total", "All children"]) if is_called else "The lot", subtotals)
    counts = {(row, name): rows[row][name] for row in range(len(rows)) for name in names}
    totals = [Total((whole, name), tuple((part, name) for part in parts)) for whole, parts in sums for name in names]
    if len(names) > 1 and rng.random() < 0.6:
        across = rng.choice(["total", "all_children"])
        for row in range(len(rows)):
            totals.append(Total((row, across), tuple((row, name) for name in names)))
            counts[row, across] = sum(rows[row].values())
        totals += [Total((whole, across), tuple((part, across) for part in parts)) for whole, parts in sums]
    small = [key for key, count in counts.items() if count in FEW]
    own = rng.sample(small, 1) if small and is_called and rng.random() < 0.3 else []
    cell = Cell("register.xlsx", "Children", "A1")
    entries = [{} for _ in rows]
    for (row, name), count in counts.items():
        value = Marker("c") if (row, name) in own else Quantity(Decimal(count), counts_people=True)
        entries[row][name] = Entry(value, cell)
    marked, _ = withheld_columns(entries, labels, FEW)
    return tied_down(counts, totals, [key for key in counts if isinstance(marked[key[0]][key[1]].value, Marker)])


def attacked_indicators(seed):
    """What is given away of indicators that are parts of one another, by months and with the quarter's totals."""
    rng = random.Random(seed)
    months, has_rest, most = MONTHS[: rng.randint(1, 3)], rng.random() < 0.3, rng.choice([8, 20, 60])
    whole_of = {"all": None} | {f"part_{number}": "all" for number in range(rng.randint(1, 4))}
    if rng.random() < 0.5:
        whole_of |= {f"part_0_{number}": "part_0" for number in range(rng.randint(1, 3))}
    parts_of = {code: [part for part, whole in whole_of.items() if whole == code] for code in whole_of}
    parts_of = {code: parts for code, parts in parts_of.items() if parts}
    parts_of["all"] += ["rest"] if has_rest else []
    parts_first = sorted({*whole_of, *parts_of["all"]}, key=lambda code: (code == "all", -code.count("_")))
    counts, totals, times = {}, [], [*months, *([QUARTER] if len(months) == 3 else [])]
    for when in times:
        for code in parts_first:
            if when == QUARTER:
                counts[code, when] = sum(counts[code, month] for month in months)
                totals += [Total((code, when), tuple((code, month) for month in months))] if code != "rest" else []
            elif code not in parts_of:
                counts[code, when] = number(rng, most)
            else:
                counts[code, when] = sum(counts[part, when] for part in parts_of[code])
            if code in parts_of:
                totals.append(Total((code, when), tuple((part, when) for part in parts_of[code])))
    cells = {key: Cell("kpis.xlsx", "Values", f"C{row}") for row, key in enumerate(counts, 1)}
    records = [
        IndicatorRecord(
            *(code, Entry(code, cells[code, months[0]]), Unit.NUMBER),
            counts_people=True,
            part_of=Entry(whole, cells[code, months[0]]) if whole else None,
            observations=tuple(
                ObservationRecord(
                    Entry(parse(when), cells[code, when]),
                    Entry(Quantity(Decimal(counts[code, when])), cells[code, when]),
                    aside=when == QUARTER,
                )
                for when in times
            ),
        )
        for code, whole in whole_of.items()
    ]
    hidden = {one.value.cell for record in withheld(records, FEW)[0] for one in record.observations if one.marker}
    rest = [key for key in counts if key[0] == "rest"]
    return tied_down(counts, totals, [*rest, *(key for key in counts if cells[key] in hidden)], unmarked=rest)


def main():
    """Attack so many of each, and say how many gave something away."""
    for attacked in (attacked_table, attacked_columns, attacked_indicators):
        seeds = range(int(sys.argv[1]))
        away = [seed for seed in seeds if attacked(seed)]
        print(f"{attacked.__name__}: {len(seeds)} tried, {len(away)} gave a small count away", *away[:10])


if __name__ == "__main__":
    main()
