"""Templates that would hang, fill the memory, show what values are inside, or print what no two builds print alike."""

from __future__ import annotations

import re
import time
from datetime import date
from decimal import Decimal

import pytest

from cyps_papers.figures.figure import Figure, Wording
from cyps_papers.figures.filters import FILTERS
from cyps_papers.vocabulary import Subject, named, question
from cyps_papers.word.lint import examine
from cyps_papers.word.rendering import budget
from cyps_papers.word.rendering.render import render as render_template
from cyps_papers.word.rendering.rendered import Rendered
from cyps_papers.word.templates.template import Template

INSIDE = re.compile(
    r"object at|0x[0-9a-f]{6}|<(?:class|function|bound|built|generator|Loop|Macro|Name|cyps|jinja)|Figure\("
)
"""What Python prints of a value that has no printed form."""


class Plan(Subject):
    """A plan."""

    secret = "not declared"

    @named
    def lead(self) -> Wording:
        """who leads"""
        return Wording("J & S")

    @named
    def actions(self) -> list[Figure]:
        """the actions"""
        return [Figure(value=Decimal(2)), Figure(value=Decimal(7))]

    @question('("June 2014")')
    def at(self, period: str) -> Figure:
        """the value in a period"""
        return Figure(value=Decimal(3))


def attacked(make, typed: str) -> tuple[Rendered, list[str]]:
    """A document made of a paragraph of tags, and all that is said of it."""
    text = typed.replace("&", "&amp;").replace("<", "&lt;")
    template = Template.of(make(f'<w:p><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'))
    context = {
        "plan": Plan(),
        "figure": Figure(value=Decimal("30")),
        "words": Wording("{{ 7*7 }} <w:p>"),
        "xs": ["a", "b"],
        "day": date(2015, 3, 10),
    }
    rendered = render_template(template, context, FILTERS)
    return rendered, [str(problem) for problem in examine(template, None, FILTERS).and_of(rendered)]


TOO_LONG = [
    "{% for a in range(9999) %}{% for b in range(9999) %}{% for c in range(9999) %}" + "{% endfor %}" * 3,
    "{% for a in range(9999) %}{% for b in range(9999) %}{{ b }}{% endfor %}{% endfor %}",
    "{% for a in range(9999) %}{% for b in range(9999) if a == b %}{% endfor %}{% endfor %}",
    "{% for a in range(9) recursive %}{{ loop(range(9)) }}{% endfor %}",
    "{% for a in range(9) recursive %}{{ loop(range(9)) }}{{ loop(range(9)) }}{% endfor %}",
    "{% for a in [1] recursive %}{{ loop([1]) }}{% endfor %}",
    "{% for a in range(9) recursive %}{% set b = loop(range(9)) %}{{ loop(range(9)) }}{% endfor %}",
    "{% macro m() %}{{ m() }}{{ m() }}{% endmacro %}{{ m() }}",
    "{% macro m() %}{% if m() %}{% endif %}{{ m() }}{% endmacro %}{{ m() }}",
    "{% macro m() %}{% call m() %}{% endcall %}{% endmacro %}{{ m() }}",
    "{% macro m(n) %}{% for a in range(99) %}{{ m(n) }}{% endfor %}{% endmacro %}{{ m(1) }}",
    "{% for c in 'a' * 1000000 %}{% for d in 'a' * 1000000 %}{% endfor %}{% endfor %}",
    "{% for c in 'a' * 1000000 %}some text{% endfor %}",
    "{% for c in xs * 400000 %}{% for d in xs %}{{ d }}{% endfor %}{% endfor %}",
    "{% set y = xs * 400000 %}{% for a in range(999) %}{% if 'c' in y %}{% endif %}{% endfor %}",
    "{% set y = 'a' * 900000 %}{% for a in range(9999) %}{% if 'c' in y %}{% endif %}{% endfor %}",
    "{% set y = 'a' * 900000 %}{% for a in range(9999) %}{{ y }}{% endfor %}",
    "{% set y = 'a' * 900000 %}{% for a in range(9999) %}{% set z = y|upper %}{% endfor %}",
    "{% set y = 'a' * 900000 %}{% for a in range(9999) %}{% set z = y[1:] %}{% endfor %}",
    "{% set y = xs * 400000 %}{% for a in range(999) %}{% set z = y[1:] %}{% endfor %}",
    "{% set y = xs * 400000 %}{% for a in range(999) %}{% set z = y|sort %}{% endfor %}",
    "{% set y = xs * 400000 %}{% for a in range(999) %}{{ y|map('upper')|list|length }}{% endfor %}",
    "{% set y = xs * 400000 %}{% for a in range(999) %}{{ y|unique|list|length }}{% endfor %}",
    "{% set n = namespace(y='a') %}{% for a in range(99) %}{% set n.y = n.y ~ n.y %}{% endfor %}{{ n.y }}",
    "{% set n = namespace(y='a') %}{% for a in range(99) %}{% set n.y = n.y + n.y %}{% endfor %}{{ n.y }}",
    "{% set n = namespace(y=['a']) %}{% for a in range(99) %}{% set n.y = n.y + n.y %}{% endfor %}{{ n.y|length }}",
    "{% set n = namespace(y=['a'], z=['a']) %}{% for a in range(99) %}{% set n.y = [n.y, n.y] %}"
    "{% set n.z = [n.z, n.z] %}{% endfor %}{% if n.y == n.z %}{% endif %}",
    "{% set n = namespace(y='a') %}{% for a in range(99) %}{% set n.y %}{{ n.y }}{{ n.y }}{% endset %}{% endfor %}",
    "{% for a in xs %}{% if xs.append(a) %}{% endif %}{% endfor %}",
    "{% filter upper %}{% for a in range(9999) %}{% for b in range(9999) %}a{% endfor %}{% endfor %}{% endfilter %}",
    "{% set y %}{% for a in range(9999) %}{% for b in range(9999) %}a{% endfor %}{% endfor %}{% endset %}",
    "{% for a in range(9999)|batch(1) %}{% for b in range(9999)|batch(1) %}{% endfor %}{% endfor %}",
    "{% for a in range(9999) %}{{ [range(99999)|list, 1]|map('length')|list|length }}{% endfor %}",
    "{% for a in range(9999) %}{{ range(99999)|sum }}{% endfor %}",
    "{% for a in range(9999) %}{{ range(99999)|select('odd')|list|length }}{% endfor %}",
    "{% for a in range(9999) %}{{ range(99999)|join }}{% endfor %}",
]
TOO_LARGE = [
    "{{ 9**9**9**9 }}",
    "{{ figure * 9**300 }}",
    "{{ figure * 10**14 * 10**14 * 10**14 }}",
    "{{ 999999999999999999999999999999999999999|words }}",
    "{{ 9**99999 }}",
    "{{ 999**999**1 }}",
    "{{ (9**999)**999 }}",
    "{{ 9**1000 * 9**1000 * 9**1000 }}",
    "{{ 2**-99999 }}",
    "{{ 9.9**999 }}",
    "{{ (-1)**0.5 }}",
    "{{ 1e308 * 10 }}",
    "{{ 'a' * 10**9 }}",
    "{{ 10**9 * 'a' }}",
    "{{ xs * 10**9 }}",
    "{{ (1, 2) * 10**9 }}",
    "{{ '%1000000000d' % 1 }}",
    "{{ '%*d' % (1000000000, 1) }}",
    "{{ '%.1000000000f' % 1.5 }}",
    "{{ '%(a)1000000000s' % {'a': 1} }}",
    "{{ '%1000000000d'|format(1) }}",
    "{{ '{:1000000000}'.format(1) }}",
    "{{ '{:{}}'.format(1, 1000000000) }}",
    "{{ '{0:>1000000000}'.format('a') }}",
    "{{ 'a'|center(2000000000) }}",
    "{{ 'a'.center(2000000000) }}",
    "{{ 'a'.ljust(2000000000) }}",
    "{{ 'a'.rjust(2000000000) }}",
    "{{ 'a'.zfill(2000000000) }}",
    "{{ '\t'.expandtabs(2000000000) }}",
    "{{ ('a' * 100000).join(xs * 10000) }}",
    "{{ xs * 10000|join('a' * 100000) }}",
    "{{ (xs * 10000)|join('a' * 100000) }}",
    "{{ ('a' * 100000)|replace('a', 'b' * 100000) }}",
    "{{ ('a' * 100000).replace('a', 'b' * 100000) }}",
    "{{ ('a' * 100000)|replace('', 'b' * 100000) }}",
    "{{ 'a'|indent(2000000000) }}",
    "{{ 'a b'|wordwrap(1, true, 'b' * 1000000) }}",
    "{{ xs|batch(10**9, 'x')|list }}",
    "{{ xs|slice(10**9)|list }}",
    "{{ [xs]|sum(start=[]) }}",
    "{{ range(10**9)|list|length }}",
    "{{ range(99999999) }}",
    "{{ xs[:9**9**9**9**9] }}",
    "{{ xs.extend(xs) }}",
    "{{ lipsum(10**6) }}",
    "{{ figure ** 99999 }}",
    "{{ (9**300)|words }}",
    "{{ (9**300)|round(10) }}",
    "{{ '9' * 5000 * 5000 }}",
]
INSIDES = [
    "{{ plan }}",
    "{{ plan|string }}",
    "{{ plan|pprint }}",
    "{{ plan|upper }}",
    "{{ plan|words }}",
    "{{ plan|capitalise }}",
    "{{ figure|round(plan) }}",
    "{{ figure|round(places=plan) }}",
    "{{ plan|long_date }}",
    "{{ plan|abs }}",
    "{{ xs|round }}",
    "{{ [plan]|capitalise }}",
    "{{ figure|round([plan]) }}",
    "{{ xs|map(plan)|list }}",
    "{{ words|truncate(1) }}",
    "{% filter reject %}a{% endfilter %}",
    "{% call range(3) %}{% endcall %}",
    "{{ plan|e }}",
    "{{ plan|list }}",
    "{{ plan|tojson }}",
    "{{ {'a': plan}|xmlattr }}",
    "{{ {'a': plan}|urlencode }}",
    "{{ '%s'|format(plan) }}",
    "{{ '%r' % plan }}",
    "{{ '%s' % plan }}",
    "{{ '%(a)s' % {'a': plan} }}",
    "{{ '{}'.format(plan) }}",
    "{{ '{!r}'.format(plan) }}",
    "{{ '{a}'.format(a=plan) }}",
    "{{ '{0.secret}'.format(plan) }}",
    "{{ '{0.__class__}'.format(plan) }}",
    "{{ '{a}'.format_map({'a': plan}) }}",
    "{{ '' ~ plan }}",
    "{{ [plan]|join }}",
    "{{ [plan, plan]|join(', ') }}",
    "{{ xs|join(plan) }}",
    "{{ [plan] }}",
    "{{ (plan, 1) }}",
    "{{ {'a': plan} }}",
    "{{ {'a': plan}.values() }}",
    "{{ {'a': plan}.items() }}",
    "{{ {'a': plan}|items }}",
    "{{ {'a': plan}|dictsort }}",
    "{{ plan|attr('secret') }}",
    "{{ [plan]|map(attribute='secret')|join }}",
    "{{ [plan]|map('attr', 'secret')|join }}",
    "{{ [plan]|map('string')|join }}",
    "{{ [plan]|map('pprint')|join }}",
    "{{ [plan, plan]|sort }}",
    "{{ [plan]|groupby('secret') }}",
    "{{ [plan]|groupby('lead') }}",
    "{{ [plan]|first }}",
    "{{ [plan]|batch(1) }}",
    "{{ xs|map('upper') }}",
    "{{ xs|select }}",
    "{{ xs|reverse }}",
    "{{ xs.append }}",
    "{{ 'a'.upper }}",
    "{{ plan.at }}",
    "{{ plan.actions }}",
    "{{ plan|default(plan) }}",
    "{{ nope|default(plan) }}",
    "{{ plan or 1 }}",
    "{% for a in xs %}{{ loop }}{% endfor %}",
    "{% for a in xs %}{{ loop.cycle }}{% endfor %}",
    "{% for a in xs %}{{ loop|string }}{% endfor %}",
    "{% macro m() %}{% endmacro %}{{ m }}",
    "{% macro m() %}{{ caller }}{% endmacro %}{% call m() %}{% endcall %}",
    "{{ namespace(a=plan) }}",
    "{{ cycler(plan) }}",
    "{{ cycler(plan).next() }}",
    "{{ joiner }}",
    "{{ range }}",
    "{{ dict }}",
    "{{ dict(a=plan) }}",
    "{{ self }}",
    "{{ plan.__class__ }}",
    "{{ plan.__dict__ }}",
    "{{ plan['__class__'] }}",
    "{{ ''.__class__.__mro__ }}",
    "{{ figure.__init__ }}",
    "{{ figure.cells }}",
    "{{ figure.reworded('a') }}",
    "{{ day.strftime }}",
    "{{ xs|random }}",
    "{% set y = plan %}{{ y }}",
    "{% set y %}{{ plan }}{% endset %}{{ y }}",
    "{% filter upper %}{{ plan }}{% endfilter %}",
]
HARMLESS = {
    "{{ words }}": "{{ 7*7 }} <w:p>",
    "{{ words|upper }}": "{{ 7*7 }} <W:P>",
    "{{ '<w:p>' }}": "<w:p>",
    "{{ '<w:p>'|e }}": "<w:p>",
    "{{ '</w:t></w:r>' ~ plan.lead }}": "</w:t></w:r>J & S",
    "{{ '%s' % plan.lead }}": "J & S",
    "{{ '{} of {:.1f}'.format(figure, 2) }}": "30 of 2.0",
    "{{ '%.2f' % 2.5 }}": "2.50",
    "{{ [figure, plan.lead]|join(', ') }}": "30, J & S",
    "{{ plan.actions|length }}": "2",
    "{{ day }}": "10 March 2015",
    "{% for a in xs %}{{ loop.index }}{{ a }}{% endfor %}": "1a2b",
    "{% for a in xs recursive %}{{ a }}{% if a == 'a' %}{{ loop(['c']) }}{% endif %}{% endfor %}": "acb",
    "{{ 1 == 1 }}": "True",
    "{{ 'a' * 3 ~ xs[1:]|join }}": "aaab",
    "{{ range(2000)|batch(1000)|map('length')|join(' ') }}": "1000 1000",
}


@pytest.fixture
def smaller(monkeypatch):
    """A hundredth of what a document may take, so that an attack is stopped in a hundredth of the time."""
    monkeypatch.setattr(budget, "MOST_STEPS", budget.MOST_STEPS // 100)
    monkeypatch.setattr(budget, "MOST_OUTPUT", budget.MOST_OUTPUT // 100)


@pytest.mark.parametrize("typed", TOO_LONG)
def test_what_would_go_on_and_on_is_stopped_and_told_with_its_tag(make, smaller, typed):
    start = time.process_time()
    _, said = attacked(make, typed)
    assert time.process_time() - start < 2
    assert said
    assert all(one.startswith('report.docx, first paragraph: "{') for one in said), said


@pytest.mark.parametrize("typed", [*TOO_LARGE, *INSIDES])
def test_what_is_too_large_or_has_no_printed_form_is_told_and_never_shown(make, smaller, typed):
    start = time.process_time()
    rendered, said = attacked(make, typed)
    assert time.process_time() - start < 2
    assert said
    text = "".join(each.text for each in rendered.paragraphs)
    assert len(text) < 2000
    assert not INSIDE.search(re.sub(re.escape(typed[3:-3]), "", text))
    assert not any(INSIDE.search(one.replace(typed, "")) for one in said), said


@pytest.mark.parametrize(("typed", "text"), HARMLESS.items())
def test_what_an_officer_may_type_prints(make, typed, text):
    rendered, said = attacked(make, typed)
    assert ["".join(each.text for each in rendered.paragraphs), said] == [text, []]
