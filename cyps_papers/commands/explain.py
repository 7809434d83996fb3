"""Say what a rule looks for."""

from __future__ import annotations

from cyps_papers import console
from cyps_papers.commands.outcome import Outcome
from cyps_papers.meetings.explained import explained, rule_modules
from cyps_papers.problems import FilePlace, Problems, did_you_mean, error

NO_SUCH_RULE = error("no-such-rule", "there is no rule of that name.", "{near} The rules are: {rules}.")


def explain(rule: str | None, *, as_json: bool) -> Outcome:
    """Explain one rule; without one, name them all."""
    known, problems = list(rule_modules()), Problems()
    if rule is not None and rule not in known:
        problems.add(NO_SUCH_RULE, FilePlace(rule), near=did_you_mean(rule, known), rules=", ".join(known))
    asked = [explained(name) for name in ([rule] if rule else known) if name in known]
    outcome = Outcome().fail(bool(problems.errors))
    if as_json:
        return outcome.data(console.as_json(problems.found, rules=[explanation.as_data() for explanation in asked]))
    outcome.tell(problems.found)
    if rule is None:
        return outcome.answer(*(f"{explanation.rule}: {explanation.looks_for}" for explanation in asked))
    return outcome.answer(*(line for explanation in asked for line in explanation.lines()))
