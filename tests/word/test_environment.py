"""What a tag may reach, and what it is told where it may not."""

from __future__ import annotations

import time

import pytest

from cyps_papers.figures.figure import Wording
from cyps_papers.problems import NoAnswerError
from cyps_papers.vocabulary import Subject, named, question
from cyps_papers.word.rendering.render import render as render_template
from cyps_papers.word.rendering.rendered import Rendered
from cyps_papers.word.templates.template import Template


def paragraph(text: str) -> str:
    text = text.replace("<", "&lt;")
    return f'<w:p><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


class Indicator(Subject):
    """An indicator."""

    secret = "not declared"

    @named
    def latest(self) -> str:
        """The latest value."""
        return "1,463"

    @named
    def forecast(self) -> str:
        """The forecast."""
        raise NoAnswerError("There is no forecast.", "Enter one in kpis.xlsx.")

    @question('("June 2014")')
    def at(self, period: str) -> str:
        """The value in a period."""
        raise NoAnswerError(f"There is no value for {period}.", "There are values for October 2014.")


def texts(rendered: Rendered) -> list[str]:
    return [each.text for each in rendered.paragraphs]


def missed(rendered: Rendered) -> list[tuple[str, str, str]]:
    return [(each.tag, each.message, each.hint) for each in rendered.missing]


def test_what_is_typed_and_highlighted_is_known_and_what_is_missing_is_none_of_it(render):
    yellow = '<w:r><w:rPr><w:highlight w:val="{}"/></w:rPr><w:t>{}</w:t></w:r>'
    runs = yellow.format("yellow", "about ") + yellow.format("yellow", "{{ count }}") + yellow.format("none", " a")
    made = render(f"<w:p>{runs}</w:p>" + paragraph("{{ kpi.secret }}"), {"count": Wording("31"), "kpi": Indicator()})
    assert [one.highlighted for one in made.paragraphs] == ["about ", ""]


def test_only_declared_names_of_a_subject_can_be_reached(render):
    made = render(paragraph("{{ kpi.latest }} {{ kpi['latest'] }} {{ kpi.secret }}"), {"kpi": Indicator()})
    assert texts(made) == ["1,463 1,463 [missing: kpi.secret]"]
    assert missed(made) == [
        ("{{ kpi.secret }}", 'There is no name "secret" here.', "The names here are: latest, forecast, at.")
    ]


@pytest.mark.parametrize(
    ("tag", "message", "hint"),
    [
        ("{{ kpi.latst }}", 'There is no name "latst" here.', "Did you mean latest?"),
        ("{{ kip.latest }}", 'There is no name "kip" here.', "Did you mean kpi?"),
        ("{{ kpi.forecast }}", "There is no forecast.", "Enter one in kpis.xlsx."),
        ("{{ kpi.at('July') }}", "There is no value for July.", "There are values for October 2014."),
        ("{{ kpi.at('July')|upper }}", "There is no value for July.", "There are values for October 2014."),
        ("{% if kpi.at('July') %}{% endif %}", "There is no value for July.", "There are values for October 2014."),
        (
            "{{ kpi }}",
            "This is not a value that can be printed.",
            "Ask for one of the names under it: latest, forecast, at.",
        ),
        ("{{ kpi.at }}", "This is incomplete.", 'Type the brackets after it, for example ("June 2014").'),
    ],
)
def test_what_has_no_answer_is_told_with_what_to_do(render, tag, message, hint):
    ((typed, *said),) = missed(render(paragraph(tag), {"kpi": Indicator()}))
    assert tag.startswith(typed)
    assert said == [message, hint]


def test_what_is_missing_once_is_noted_once_in_a_loop(render):
    made = render(paragraph("{% for x in xs %}{{ x.nope }}{% endfor %}"), {"xs": [{}] * 50})
    assert len(made.missing) == 1


@pytest.mark.parametrize(
    "tag",
    [
        "{{ 'a' * 10000000 }}",
        "{{ 9 ** 99999 }}",
        "{{ range(99999999) }}",
        "{{ ''.__class__ }}",
        "{{ xs.append.__self__ }}",
    ],
)
def test_what_would_harm_is_refused(render, tag):
    made = render(paragraph(tag), {"xs": []})
    assert made.missing
    assert len(texts(made)[0]) < 100


@pytest.mark.parametrize("tag", ["{% include 'x' %}", "{% import 'x' as y %}", "{% extends 'x' %}", "{% nonsense %}"])
def test_an_instruction_that_templates_do_not_know_is_a_fault(make, tag):
    template = Template.of(make(paragraph(tag + "a")))
    assert [str(fault).partition(": there is no instruction")[0] for fault in template.faults] == [
        f'report.docx, first paragraph: "{tag}"'
    ]
    assert texts(render_template(template, {})) == ["a"]


@pytest.mark.parametrize(
    ("body", "faults", "text"),
    [
        ("{% if x %}a", ['"{% if x %}" is not ended. Type {% endif %} where it should end.'], "a"),
        (
            "a{% endif %}",
            ['"{% endif %}" ends nothing that was begun. Type {% if ... %} before it, or take it out.'],
            "a",
        ),
        ("{{ a b }}", ['"{{ a b }}" cannot be read: '], "[missing: a b]"),
        ("{% for x %}a{% endfor %}", ['"{% for x %}" cannot be read: '], ""),
    ],
)
def test_a_tag_that_cannot_be_read_is_a_fault_at_its_place_and_the_rest_is_rendered(make, body, faults, text):
    template = Template.of(make(paragraph(body)))
    found = [str(fault).removeprefix("report.docx, first paragraph: ") for fault in template.faults]
    assert len(found) == len(faults)
    assert all(one.startswith(other) for one, other in zip(found, faults, strict=True))
    assert texts(render_template(template, {})) == [text]


@pytest.mark.parametrize("tag", ["{% %}", "{%%}", "{{ }}", "{{}}", "{%p %}", "{%- -%}", "{%tr%}"])
def test_an_empty_tag_is_a_fault_and_the_rest_is_rendered(make, tag):
    template = Template.of(make(paragraph(f"a {tag}{tag} {{{{ x }}}}") + paragraph("{{ x }}")))
    assert len(template.faults) == 2
    assert texts(render_template(template, {"x": "b"}))[-1] == "b"


@pytest.mark.parametrize("body", ["{% if x %}" * 200 + "{% endif %}" * 200, "{{ 1" + " + 1" * 5000 + " }}"])
def test_tags_too_deep_or_too_long_are_a_problem_and_no_traceback(make, body):
    template = Template.of(make(paragraph(body)))
    assert template.faults or render_template(template, {}).problems


def test_a_big_table_takes_less_than_half_of_docxtpls_time(make, tmp_path):
    """Over a second: 2,000 rows rendered by both, the better of two turns each."""
    docxtpl = pytest.importorskip("docxtpl")
    from datetime import date

    cells = "".join(f"<w:tc>{paragraph('{{ row[' + str(number) + '] }}')}</w:tc>" for number in range(8))
    tags = [f"<w:tr><w:tc>{paragraph(tag)}</w:tc></w:tr>" for tag in ("{%tr for row in rows %}", "{%tr endfor %}")]
    table = f"<w:tbl><w:tblPr/><w:tblGrid/>{tags[0]}<w:tr>{cells}</w:tr>{tags[1]}</w:tbl>"
    package = make(table)
    path = tmp_path / "report.docx"
    path.write_bytes(package.to_bytes(date(2015, 3, 10)))
    context = {"rows": [[f"{row}.{column} progress made & more" for column in range(8)] for row in range(2000)]}

    def ours() -> None:
        render_template(Template.of(package), context).published.to_bytes(date(2015, 3, 10))

    def theirs() -> None:
        document = docxtpl.DocxTemplate(str(path))
        document.render(context, autoescape=True)
        document.save(str(tmp_path / "theirs.docx"))

    def taken(work) -> float:
        turns = []
        for _ in range(2):
            start = time.process_time()
            work()
            turns.append(time.process_time() - start)
        return min(turns)

    assert taken(ours) < taken(theirs) / 2


def test_a_place_that_a_list_does_not_have_is_missing_with_how_many_there_are(render):
    made = render(paragraph("{{ actions[9].lead }}"), {"actions": ["one", "two"]})
    assert missed(made) == [
        (
            "{{ actions[9].lead }}",
            "There is no [9] here: the list has 2 in it.",
            "The first is [0], the second [1].",
        )
    ]
