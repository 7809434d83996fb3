"""The rules are run in order, documented, and what is accepted is kept apart."""

from pathlib import Path

import pytest

from cyps_papers.checks import registry, review, rules
from cyps_papers.meetings.explained import rule_modules
from cyps_papers.problems import ProblemKind
from cyps_papers.publishing import accessibility

PAGE = Path(__file__).parents[2] / "docs/pages/checks.md"


def test_every_rule_has_a_file_and_every_file_is_registered():
    files = {path.stem.replace("_", "-") for path in Path(rules.__path__[0]).glob("[a-z]*.py")}
    assert files == set(registry.RULES)


@pytest.mark.parametrize("name", registry.RULES)
def test_every_rule_says_what_it_finds_and_finds_only_its_own(name, pack):
    rule = registry.RULES[name]
    assert len(rule.__doc__.split()) > 15
    kinds = [value for value in vars(rule).values() if isinstance(value, ProblemKind)]
    assert {kind.rule for kind in kinds} == {name}


@pytest.mark.parametrize("name", registry.RULES)
def test_a_rule_remarks_on_its_examples_and_leaves_alone_what_is_right(name, pack):
    for example in registry.RULES[name].EXAMPLES:
        assert list(registry.RULES[name].check(pack(*example.wrong)))
        assert not list(registry.RULES[name].check(pack(*example.right)))


def documented_rows():
    """What docs/pages/checks.md says of each rule: its sentence and its level."""
    table = PAGE.read_text(encoding="utf-8").partition("| rule | what it says | level |")[2].partition("\n\n")[0]
    rows = [[cell.strip() for cell in line.strip("|").split(" | ")] for line in table.splitlines()[2:]]
    return {rule.strip("| "): (said, level.strip(" |")) for rule, said, level in rows}


def documented():
    """The modules of the rules by their names: those of every paper, and those of kinds of source."""
    return {name: module for name, module in rule_modules().items() if module not in accessibility.RULES}


def test_the_page_of_checks_lists_every_rule_in_the_words_of_its_docstring():
    assert {rule: said for rule, (said, _) in documented_rows().items()} == {
        rule: " ".join(module.__doc__.split()) for rule, module in documented().items()
    }


def test_the_page_of_checks_says_how_much_each_rule_matters():
    for rule, (_, level) in documented_rows().items():
        kinds = [value for value in vars(documented()[rule]).values() if isinstance(value, ProblemKind)]
        assert level.startswith(max(kind.level for kind in kinds if kind.rule == rule).name.lower())


def test_a_pack_of_nothing_has_no_problems(pack):
    assert review(pack()).problems == []
