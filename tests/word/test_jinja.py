"""What rendering borrows of Jinja's insides: a new Jinja must go on giving it, or these say so."""

from __future__ import annotations

import pytest
from jinja2 import nodes
from jinja2.sandbox import SandboxedEnvironment

from cyps_papers.problems import NoAnswerError
from cyps_papers.word.rendering import jinja


def template(source, **names):
    """A template whose one expression is tag 7, after some text and a tag 6."""
    environment = SandboxedEnvironment()
    statement = environment.parse(source).body[0]
    before = jinja.numbered(environment.parse("{{ 1 }}").body[0], 6)
    body = [nodes.Output([nodes.TemplateData("a\n\nb")], lineno=1), before, jinja.numbered(statement, 7)]
    made = jinja.compiled(body, environment, "word/document.xml").in_(environment)
    return lambda: "".join(made.root_render_func(made.new_context(names)))


@pytest.mark.parametrize(
    "source",
    [
        "{{ ask() }}",
        "{% if ask() %}{% endif %}",
        "{% for x in ask() %}{% endfor %}",
        "{% set x = ask() %}",
        "{% filter upper %}{{ ask() }}{% endfilter %}",
        "{% call(x) ask() %}{% endcall %}",
    ],
)
def test_the_tag_in_use_is_known_from_the_frames_of_a_compiled_template(source):
    found = []
    template(source, ask=lambda **named: found.append(jinja.tag_in_use()) or "")()
    assert found == [7]
    assert jinja.tag_in_use() is None


@pytest.mark.parametrize(
    "source", ["{{ 1 / nothing }}", "{% for x in 5 %}{% endfor %}", "{{ none.x.y }}", "{{ 'a' < 1 }}"]
)
def test_the_tag_at_fault_is_known_from_the_traceback(source):
    with pytest.raises(Exception) as caught:  # noqa: PT011 - each raises another
        template(source, nothing=0)()
    assert jinja.tag_at_fault(caught.value) == 7


def test_what_our_own_code_raises_is_no_tags_fault_but_a_refusal_is():
    def fails():
        return jinja.numbered(None, 1)

    def refuses():
        raise NoAnswerError("There is none.")

    with pytest.raises(AttributeError) as caught:
        template("{{ ask() }}", ask=fails)()
    assert jinja.tag_at_fault(caught.value) is None
    with pytest.raises(NoAnswerError) as refused:
        template("{{ ask() }}", ask=refuses)()
    assert jinja.tag_at_fault(refused.value) == 7


def test_a_node_that_is_put_into_a_template_by_hand_is_compiled_as_if_it_had_been_typed():
    environment = SandboxedEnvironment(autoescape=True)
    loop = environment.parse("{% for x in xs %}{% endfor %}").body[0]
    loop.body = [nodes.Output([nodes.TemplateData("<w:p>"), nodes.Name("x", "load")])]
    assert jinja.compiled([loop], environment, "a").in_(environment).render(xs="a<") == "<w:p>a<w:p>&lt;"


def test_what_is_printed_as_xml_is_not_escaped_again_and_all_else_is():
    class Printing(SandboxedEnvironment):
        code_generator_class = jinja.PrintingCode

    environment = Printing(autoescape=True)
    environment.filters[jinja.PRINTED] = lambda text: text
    made = environment.from_string("{{ text|printed }} {{ text }} {{ text|printed|upper }}")
    assert made.render(text="<w:t/>") == "<w:t/> &lt;w:t/&gt; &lt;W:T/&gt;"
