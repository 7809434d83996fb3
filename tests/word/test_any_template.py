"""Any tags that may be typed, and any text that may stand in a cell."""

from __future__ import annotations

import re

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from cyps_papers.figures.figure import Wording
from cyps_papers.figures.filters import FILTERS
from cyps_papers.problems import Problems
from cyps_papers.word.lint import examine
from cyps_papers.word.parts.opening import read_document
from cyps_papers.word.rendering import budget
from cyps_papers.word.rendering.filters import JINJA_FILTERS
from cyps_papers.word.rendering.render import render as render_template
from cyps_papers.word.templates.template import Template
from tests.word.conftest import STYLES, written
from tests.word.test_attacks import INSIDE, Plan

SMALL = settings(
    max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
_NAMES = some.sampled_from(["plan", "plan.lead", "plan.actions", "plan.at", "words", "xs", "a", "loop", "m", "nope"])
_CONSTANTS = some.sampled_from(
    ["1", "0", "-1", "9", "1000000000", "1.5", "'a'", "'%s'", "'%9999d'", "''", "none", "[]"]
)
_FILTERS = some.sampled_from(sorted({*JINJA_FILTERS, *FILTERS, "pprint", "tojson", "random", "attr", "safe"}))
_EXPRESSIONS = some.recursive(
    _NAMES | _CONSTANTS,
    lambda inner: some.one_of(
        some.builds("({} {} {})".format, inner, some.sampled_from("+ - * / ** % ~ == < in and".split()), inner),
        some.builds("{}|{}".format, inner, _FILTERS),
        some.builds("{}|{}({})".format, inner, _FILTERS, inner),
        some.builds("[{}, {}]".format, inner, inner),
        some.builds("{}[{}]".format, inner, inner),
        some.builds("{}({})".format, some.sampled_from(["range", "loop", "m", "plan.at", "'{}'.format"]), inner),
    ),
    max_leaves=6,
)
_BODIES = some.recursive(
    some.builds("{{{{ {} }}}}".format, _EXPRESSIONS),
    lambda inner: some.one_of(
        some.builds("{}{}".format, inner, inner),
        some.builds("{{% for a in {} %}}{}{{% endfor %}}".format, _EXPRESSIONS, inner),
        some.builds("{{% for a in {} recursive %}}{}{{% endfor %}}".format, _EXPRESSIONS, inner),
        some.builds("{{% if {} %}}{}{{% endif %}}".format, _EXPRESSIONS, inner),
        some.builds("{{% set a = {} %}}{}".format, _EXPRESSIONS, inner),
        some.builds("{{% set a %}}{}{{% endset %}}".format, inner),
        some.builds("{{% macro m(a) %}}{}{{% endmacro %}}{}".format, inner, inner),
        some.builds("{{% filter {} %}}{}{{% endfilter %}}".format, _FILTERS, inner),
    ),
    max_leaves=6,
)


def template(typed: str) -> Template:
    text = typed.replace("&", "&amp;").replace("<", "&lt;")
    content = written(f'<w:p><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>', {"styles": STYLES})
    package = read_document(content, "report.docx", Problems())
    assert package
    return Template.of(package)


@SMALL
@given(_BODIES)
def test_any_template_of_random_tags_ends_within_its_budget(monkeypatch, typed):
    monkeypatch.setattr(budget, "MOST_STEPS", 5_000)
    monkeypatch.setattr(budget, "MOST_OUTPUT", 200_000)
    read = template(typed)
    rendered = render_template(read, {"plan": Plan(), "words": Wording("a"), "xs": ["a", "b"]}, FILTERS)
    said = [str(problem) for problem in examine(read, None, FILTERS).and_of(rendered)]
    assert not INSIDE.search("".join(each.text for each in rendered.paragraphs))
    assert not any(INSIDE.search(one) for one in said)
    assert rendered.rendering.budget.output <= 200_000 + 4 * budget.LONGEST


@SMALL
@given(some.text(some.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40))
def test_any_text_in_any_cell_reaches_word_unchanged(text):
    made = render_template(template("[{{ x }}]"), {"x": Wording(text)})
    noncharacters = re.compile("[\ufdd0-\ufdef\ufffe\uffff]")
    assert [each.text for each in made.paragraphs] == [f"[{noncharacters.sub('', text)}]"]
