"""Sentences with the claims that they make, as the tables write them: a sentence, and its claims indented below it."""

from pathlib import Path

from cyps_papers.language.amounts import Amount, Hedge, Measured
from cyps_papers.language.claims import Claim, Relation, Trend

HEDGES = {
    Hedge.NONE: "", Hedge.ABOUT: "~", Hedge.NEARLY: "<~", Hedge.JUST_OVER: ">~", Hedge.OVER: ">",
    Hedge.AT_LEAST: ">=", Hedge.AT_MOST: "<=", Hedge.UNDER: "<", Hedge.BETWEEN: "",
}  # fmt: skip
SIGNS = {Measured.SHARE: "%", Measured.POINTS: "pp"}


def table(name: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    sentence = ""
    for line in (Path(__file__).parent / name).read_text(encoding="utf-8").splitlines():
        if line.startswith(" "):
            found[sentence].append(line.strip())
        else:
            sentence = line
            found[sentence] = []
    return found


def amount_as_written(amount: Amount) -> str:
    scale = 100 if amount.measured in SIGNS else 1
    numbers = [f"{float(each * scale):.10g}" for each in (amount.value, amount.upper) if each is not None]
    if amount.measured is Measured.SHARE:
        numbers = [f"{float(number):.3g}" for number in numbers]
    pounds = "£" if amount.measured is Measured.MONEY else ""
    per = f"/{amount.per}" if amount.per else ""
    return f"{HEDGES[amount.hedge]}{pounds}{'..'.join(numbers)}{SIGNS.get(amount.measured, '')}{per}"


def as_written(claim: Claim) -> str:
    """A claim in one line, as the tables have it."""
    words = [claim.relation.value]
    words += [each.value for each in (claim.extreme, claim.standing) if each]
    words += [amount_as_written(claim.amount)] if claim.amount else []
    words += [f"of {amount_as_written(claim.base)}"] if claim.base else []
    words += [claim.label] if claim.label else []
    words += ["others"] if claim.place else []
    if claim.trend and claim.relation is Relation.DIRECTION:
        words += [claim.trend.value, *(["not"] if claim.is_negated else [])]
    words += ["not"] if claim.is_negated and claim.relation is Relation.TARGET else []
    words += [f"@{claim.when.text}"] if claim.when else []
    words += [f"from {amount_as_written(claim.earlier)}"] if claim.earlier else []
    words += [f"@{claim.earlier_when.text}"] if claim.earlier_when else []
    if claim.trend and claim.relation is Relation.DIFFERENCE:
        words.append({Trend.RISE: "more", Trend.FALL: "less"}.get(claim.trend, claim.trend.value))
    elif claim.trend and claim.relation is not Relation.DIRECTION:
        words.append(claim.trend.value)
    words += [f"^{claim.since.text}"] if claim.since else []
    words += ["planned"] if claim.is_planned else []
    return " ".join(words)
