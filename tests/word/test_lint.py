"""Lint: each kind of problem with the smallest template that shows it, and exactly what is said of it."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from cyps_papers.figures.filters import FILTERS
from cyps_papers.figures.paper import Paper
from cyps_papers.figures.series import Indicators
from cyps_papers.opc.package import OFFICE, Package
from cyps_papers.periods import parse
from cyps_papers.problems import Level, Problems
from cyps_papers.records import (
    Cell,
    DocumentRecord,
    Entry,
    IndicatorRecord,
    ObservationRecord,
    PaperRecord,
    Quantity,
    Status,
)
from cyps_papers.sources.action_plan.plan import Plan
from cyps_papers.sources.action_plan.record import ActionRecord
from cyps_papers.word.lint import examine
from cyps_papers.word.parts.opening import open_document
from cyps_papers.word.parts.wordml import DOCUMENT_TYPE, WORD_TYPE
from cyps_papers.word.rendering.render import render
from cyps_papers.word.templates.template import Template

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
SAMPLES = Path(__file__).parents[3] / "shared" / "samples"


def entry(value):
    return Entry(value, Cell("plan.xlsx", "Actions", "A2"))


def action(reference, status, lead):
    return ActionRecord(entry(reference), entry("Do it"), entry("Leadership"), entry(lead), status=entry(status))


def indicator(code, *observations, key=False):
    records = tuple(
        ObservationRecord(entry(parse(when)), entry(Quantity(Decimal(value)))) for when, value in observations
    )
    return IndicatorRecord(code, entry(f"The {code}"), "cases", key=key, observations=records)


CONTEXT = {
    "paper": Paper(
        PaperRecord(
            {"title": entry("Progress"), "meeting_date": entry(date(2015, 3, 18)), "contact_officer": entry("A. N.")},
            (DocumentRecord(entry("report"), entry("Report"), entry("report.docx")),),
        )
    ),
    "ofsted": Plan(
        (action("1.1", Status.COMPLETED, "Director"), action("1.2", Status.RESIDUAL, "Head of Service")), "ofsted", {}
    ),
    "kpi": Indicators(
        (
            indicator("cin_open", ("13/10/14", "2066"), ("02/02/15", "1463"), key=True),
            indicator("visits", ("Aug 2014", "12")),
        ),
        "kpi",
    ),
}


def paragraph(text, properties=""):
    return f'<w:p>{properties}<w:r><w:t xml:space="preserve">{escaped(text)}</w:t></w:r></w:p>'


def escaped(text):
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\n", '</w:t><w:br/><w:t xml:space="preserve">')


def table(*rows):
    """A table of rows of cells; a cell is a text, or XML."""
    return "<w:tbl>" + "".join(f"<w:tr>{''.join(map(cell, row))}</w:tr>" for row in rows) + "</w:tbl>"


def cell(content):
    return f"<w:tc>{content if content.startswith('<w:') else paragraph(content)}</w:tc>"


def package(*blocks, parts=None, relationships=""):
    """A document of paragraphs, given as text, and of other blocks, given as XML."""
    body = "".join(block if block.startswith("<w:") else paragraph(block) for block in blocks)
    main = f'<Relationship Id="rId1" Type="{OFFICE}officeDocument" Target="word/document.xml"/>'
    ns = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
    return Package(
        "report.docx",
        {
            "_rels/.rels": f"<Relationships {ns}>{main}</Relationships>".encode(),
            "word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>".encode(),
            "word/_rels/document.xml.rels": f"<Relationships {ns}>{relationships}</Relationships>".encode(),
            **(parts or {}),
        },
        overrides={
            "word/document.xml": DOCUMENT_TYPE,
            "word/header1.xml": f"{WORD_TYPE}header+xml",
            "word/footnotes.xml": f"{WORD_TYPE}footnotes+xml",
            "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        },
    )


def template(*blocks, **parts):
    return Template.of(package(*blocks, **parts))


def said(*blocks, context=CONTEXT, **parts):
    """What is said of a template by lint, and by the rendering where there is a context, without the file's name."""
    read = template(*blocks, **parts)
    examined = examine(read, context, FILTERS)
    problems = examined.and_of(render(read, context, FILTERS)) if context else examined.problems
    return [str(problem).removeprefix("report.docx, ").removeprefix("first paragraph: ") for problem in problems]


@pytest.mark.parametrize(
    "text",
    [
        "{{ ofsted.completed }} of {{ ofsted.total }}",
        "{{ paper.meeting_date | long_date }} {{ paper.documents[0].label }}",
        "{{ kpi.cin_open.at(“13/10/14”) }} {{ kpi.cin_open.between('13/10/14', '02/02/15').per_week|round(1) }}",
        "{% If ofsted.completed > 0 %}some{% Else %}none{% End if %}",
        "{% for a in ofsted.actions if a.status.code == 'completed' %}{{ loop.index }} {{ a.lead }}{% endfor %}",
        "{% for status in ofsted.statuses %}{{ status.label }}{% if not loop.last %}, {% endif %}{% endfor %}",
        "{% set done = ofsted.completed %}{{ done }} {{ done * 2 }}",
        "{% macro line(a) %}{{ a.lead }}{% endmacro %}{{ line(ofsted.actions[0]) }}",
        "{% with first = kpi.key[0] %}{{ first.name }}{% endwith %}",
        "{% if paper.nickname is defined %}{{ paper.title }}{% endif %}{{ paper.nickname|default('none') }}",
        "{{ ofsted.completed_share }}{% if ofsted.total %}, {% endif %}{{ ofsted.total }}% or {{ paper.title }}",
        '{% if kpi.cin_open.direction == "a band" %}neither too low nor too high{% endif %}',
        "{% raw %}{{ not.a.tag {% endraw %}{{ paper.title }}",
        "{% raw %}{ofsted.total} and {% for one in list %}{% endraw %}{{ paper.title }}",
        "{# a remark {{ with }} tags #}{{ paper.title }}",
        "{% if ofsted.open_actions or ofsted.total %}{{ paper.title }}{% endif %}",
        "{% for a in ofsted.actions[0].taken_on_by %}{{ a.a_column_of_theirs }}{% endfor %}",
        "{_{ ofsted.total }_} and {_% if so %_} {{ paper.title }}",
        "{% if kpi.visits.has_later %}{{ kpi.visits.change }}{% endif %}{{ kpi.cin_open.latest }}",
        "{% for a in ofsted.actions %}{% if loop.previtem.reference == a.reference %}=={% endif %}"
        "{% if loop.nextitem %}{{ loop.nextitem.lead }}{% else %}{{ loop.index }}{% endif %}{% endfor %}",
        "{% for one in kpi.all %}{% if one.has_later %}{{ one.change }}{% endif %}{% endfor %}",
        "{% if kpi.cin_open.change == 'fallen' %}{{ kpi.cin_open.change.by }}{% endif %}",
        "{{ ofsted.actions|map(attribute='lead')|join(', ') }} {{ ofsted.actions|length }}",
        "{{ 3|words }}{% for a in ofsted.actions %}{{ loop.index|words }}{% endfor %}{{ ofsted.actions|length|words }}",
        "{{ paper['title'] }} [see Appendix 1] [open] <as amended> {a, b} (1 < 2 > 0) § [sic]",
    ],
)
def test_of_what_is_right_nothing_is_said(text):
    assert said(text) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "{{ ofsted.total }}} of",
            'a third brace after "{{ ofsted.total }}" is printed. Take it out, unless it should be there.',
        ),
        (
            "{{ ofsted.completed_share }}%",
            "prints its own % sign, and there is another after it. Take out the % after it.",
        ),
        ("{{ ofsted.completed_share }} % of", "prints its own % sign"),
    ],
)
def test_a_sign_too_many_beside_a_tag_is_found(text, told):
    (only,) = said(text)
    assert told in only


def test_a_column_of_which_nothing_was_read_is_told_of_where_it_would_be_printed():
    (only,) = said("{% for a in ofsted.actions %}{{ a.lead }}{{ a.rag }}{% endfor %}")
    assert only == (
        '"{{ a.rag }}" prints nothing for any of 2, ofsted action 1.1, RAG among them. Look at that column\'s heading '
        "(cyps-papers inspect says which were read) and its cells; or take the tag out."
    )


@pytest.mark.parametrize(
    "inside",
    [
        "{% if a.lead %}{{ a.rag }}{% endif %}",
        "{% if a.rag %}{% else %}{{ a.rag }}{% endif %}",
        "{% for taker in a.taken_on_by %}{% else %}{{ a.rag }}{% endfor %}",
        "{% for one in ofsted.actions %}{{ one.lead }}{% else %}{{ a.rag }}{% endfor %}",
        "{% if a.status.code == 'delayed' %}{{ a.rag }}{% endif %}",
    ],
)
def test_a_column_of_which_nothing_was_read_is_told_of_in_branches_that_no_round_takes_too(inside):
    (only,) = said("{% for a in ofsted.actions %}" + inside + "{% endfor %}")
    assert '"{{ a.rag }}" prints nothing for any of 2' in only


@pytest.mark.parametrize(
    "inside",
    [
        "{% if a.rag %}{{ a.rag }}{% endif %}",
        "{% if a.lead and a.rag %}{{ a.rag }}{% endif %}",
        "{% if not a.lead %}none{% elif a.rag %}{{ a.rag }}{% endif %}",
        "{{ a.rag|default('none', true) }}{{ a.rag or 'none' }}",
    ],
)
def test_of_a_column_that_may_be_blank_nothing_is_said_where_the_template_allows_for_it(inside):
    assert said("{% for a in ofsted.actions %}" + inside + "{% endfor %}") == []


NAMES = {
    "{{ ofsted.complted }}": ['"{{ ofsted.complted }}": ofsted has no complted. Did you mean completed?'],
    "{{ ofsed.total }}": ['"{{ ofsed.total }}": there is no ofsed. Did you mean ofsted?'],
    "{{ completed }}": ['"{{ completed }}": there is no completed. Did you mean ofsted.completed?'],
    "{{ zebra }}": ['"{{ zebra }}": there is no zebra. Names begin with paper, ofsted, kpi.'],
    "{{ paper.titel }}": ['"{{ paper.titel }}": paper has no titel. Did you mean title?'],
    "{{ paper.fax_line }}": [
        '"{{ paper.fax_line }}": paper.xlsx has no detail fax line. Add it to the sheet Details of paper.xlsx.'
    ],
    "{{ kpi.cin_opne.latest }}": ['"{{ kpi.cin_opne.latest }}": kpi has no cin_opne. Did you mean cin_open?'],
    "{{ kpi.cin_open.peek.date }}": ['"{{ kpi.cin_open.peek.date }}": kpi.cin_open has no peek. Did you mean peak?'],
    "{% for a in ofsted.actions %}{{ a.laed }}{% endfor %}": ['"{{ a.laed }}": a has no laed. Did you mean lead?'],
    "{% for a in ofsted.open_actions %}{{ a.status.code }}{{ a.satus }}{% endfor %}": [
        '"{{ a.satus }}": a has no satus. Did you mean status?'
    ],
    "{% if ofsted.delayed %}{{ ofsted.dealyed }}{% endif %}": [
        '"{{ ofsted.dealyed }}": ofsted has no dealyed. Did you mean delayed?'
    ],
    "{% set n = ofsted.totl %}": ['"{% set n = ofsted.totl %}": ofsted has no totl. Did you mean total?'],
    "{% for a in ofsted.actions %}{% endfor %}{{ a.lead }}": [
        '"{{ a.lead }}": there is no a. Names begin with paper, ofsted, kpi.'
    ],
    "{{ paper.title.length_of_it }}": [
        '"{{ paper.title.length_of_it }}": paper.title has no length_of_it. '
        "It is printed as it is: take that part away."
    ],
    "{{ ofsted.total.__class__ }}": [
        '"{{ ofsted.total.__class__ }}": ofsted.total has no __class__. It has: date, unit_word, number.'
    ],
}


@pytest.mark.parametrize("text", NAMES)
def test_an_unknown_name_is_said_at_any_depth(text):
    assert said(text) == NAMES[text]


ANSWERS = {
    '{{ kpi.cin_open.at("June 2014") }}': [
        '"{{ kpi.cin_open.at("June 2014") }}": kpi.cin_open has no observation for June 2014. '
        "There are: 13 October 2014, 2 February 2015."
    ],
    '{{ kpi.cin_open.at("soon") }}': [
        '"{{ kpi.cin_open.at("soon") }}": "soon" is not a date or period. Write it as "June 2014" or "13/10/14".'
    ],
    '{% if ofsted.delayed %}{{ kpi.visits.at("Sep 2014") }}{% endif %}': [
        '"{{ kpi.visits.at("Sep 2014") }}": kpi.visits has no observation for September 2014. There are: August 2014.'
    ],
    "{{ kpi.cin_open.at() }}": [
        '"{{ kpi.cin_open.at() }}": kpi.cin_open.at is not used like that. Type kpi.cin_open.at("June 2014").'
    ],
    "{{ kpi.cin_open.at }}": [
        '"{{ kpi.cin_open.at }}": kpi.cin_open.at is incomplete. Type kpi.cin_open.at("June 2014").'
    ],
    "{{ ofsted.total() }}": ['"{{ ofsted.total() }}": ofsted.total takes no brackets. Type ofsted.total.'],
    "{{ kpi.visits.target }}": [
        '"{{ kpi.visits.target }}": kpi.visits has no target. '
        "Enter one in the indicators sheet, or take .target away."
    ],
    "{{ ofsted.total|wrods }}": ['"{{ ofsted.total|wrods }}": there is no filter |wrods. Did you mean words?'],
    "{{ ofsted.total|round(1, 2, 3) }}": [
        '"{{ ofsted.total|round(1, 2, 3) }}": |round is not used like that. Type |round or |round(1).'
    ],
    "{{ paper.title|words }}": [
        '"{{ paper.title|words }}": |words cannot be used on "Progress". It takes a figure that is a number.'
    ],
    "{{ ofsted.total|long_date }}": [
        '"{{ ofsted.total|long_date }}": |long_date cannot be used on "2". It takes a date.'
    ],
    "{% if ofsted.total is evn %}{% endif %}": [
        '"{% if ofsted.total is evn %}": there is no test "is evn". Did you mean even?'
    ],
    "{{ paper.documents[3].label }}": ['"{{ paper.documents[3].label }}": There is no [3] here: the list has 1 in it. '
                                       "The first is [0], the second [1]."],
    "{{ ofsted.total + paper.meeting_date }}": [
        '"{{ ofsted.total + paper.meeting_date }}": ofsted.total + paper.meeting_date: a date is not a number. '
        "Use .between(...) for the time between two dates."
    ],
}  # fmt: skip


@pytest.mark.parametrize("text", ANSWERS)
def test_what_is_asked_and_cannot_be_answered_is_said(text):
    assert said(text) == ANSWERS[text]


STATUS_CODES = "completed, residual, in_progress, delayed, on_hold, not_started, cancelled"
VALUES = {
    '{% for a in ofsted.actions if a.status == "Complet" %}{% endfor %}': [
        '"{% for a in ofsted.actions if a.status == "Complet" %}": a.status is never "Complet". '
        'Did you mean Completed? It can be: "Completed", "Residual", "In progress", "Delayed", "On hold", '
        '"Not started", "Cancelled".'
    ],
    '{% for a in ofsted.actions %}{% if a.status.code != "in progress" %}x{% endif %}{% endfor %}': [
        '"{% if a.status.code != "in progress" %}": a.status.code is never "in progress". Did you mean in_progress? '
        f"It can be: {', '.join(chr(34) + code + chr(34) for code in STATUS_CODES.split(', '))}."
    ],
    '{% if kpi.cin_open.change in ["fell", "risen"] %}{% endif %}': [
        '"{% if kpi.cin_open.change in ["fell", "risen"] %}": kpi.cin_open.change is never "fell". '
        'Did you mean fallen? It can be: "fallen", "risen", "not changed", "held back".'
    ],
    '{% for a in ofsted.actions if a.lead == "Head & Service" %}{% endfor %}': [
        '"{% for a in ofsted.actions if a.lead == "Head & Service" %}": no a.lead in the workbooks reads '
        '"Head & Service". Compare it with a text as the workbook has it.'
    ],
    "{{ ofsted.actions }}": [
        '"{{ ofsted.actions }}": ofsted.actions is a list, where one value belongs. '
        "Go through it, {% for one in ofsted.actions %} ... {% endfor %}, or count it: ofsted.actions|length."
    ],
    "{{ ofsted.actions.lead }}": [
        '"{{ ofsted.actions.lead }}": ofsted.actions is a list, where one value belongs. '
        "Go through it, {% for one in ofsted.actions %} ... {% endfor %}, or count it: ofsted.actions|length."
    ],
    "{% if ofsted.open_actions > 3 %}{% endif %}": [
        '"{% if ofsted.open_actions > 3 %}": ofsted.open_actions is a list, where one value belongs. '
        "Go through it, {% for one in ofsted.open_actions %} ... {% endfor %}, or count it: ofsted.open_actions|length."
    ],
    "{{ paper }}": [
        '"{{ paper }}": paper is not itself a value. Ask for one of the names under it: documents, appendices, '
        "document, withholds_small_numbers, has_previous, previous_meeting_date, title, meeting_date, contact_officer."
    ],
    "{% for a in ofsted.total %}{{ a.lead }}{% endfor %}": [
        '"{% for a in ofsted.total %}": ofsted.total is not a list to go through. Type {{ ofsted.total }} to print it.'
    ],
}


@pytest.mark.parametrize("text", VALUES)
def test_what_no_data_holds_and_a_list_for_a_value_are_said(text):
    assert said(text) == VALUES[text]


WRITING = {
    "{{ paper.title": ['"{{ paper.title" is not closed. Type {{ paper.title }}, all in one paragraph.'],
    "{{ paper.title } and {{ ofsted.total }}": [
        '"{{ paper.title }" is not closed. Type {{ paper.title }}, all in one paragraph.'
    ],
    "{% if ofsted.total } yes {% endif %}": [
        '"{% if ofsted.total }" is not closed. Type {% if ofsted.total %}, all in one paragraph.',
        '"{% endif %}" ends nothing that was begun. Type {% if ... %} before it, or take it out.',
    ],
    "{paper.title}}": ['"{paper.title}}" closes a tag that was not opened. '
                       "Type {{ paper.title }}, or take the braces out."],
    "{paper.title}": ['"{paper.title}" is not a tag, and would be printed as it is. Type {{ paper.title }}.'],
    "[ofsted.total]": ['"[ofsted.total]" is not a tag, and would be printed as it is. Type {{ ofsted.total }}.'],
    "[contact_officer]": [
        '"[contact_officer]" is not a tag, and would be printed as it is. Type {{ paper.contact_officer }}.'
    ],
    "<<contact_officer>>": [
        '"<<contact_officer>>" is not a tag, and would be printed as it is. Type {{ paper.contact_officer }}.'
    ],
    "«Surname»": [
        '"«Surname»" looks like a tag of another program, and is printed as it is. Type a name that '
        "'cyps-papers names' lists, in two braces: {{ ... }}; or leave it, if it should be printed."
    ],
    "{ % if ofsted.total % }": [
        '"{ % if ofsted.total % }" is not a tag, and would be printed as it is. Type {% if ofsted.total %}.'
    ],
    "{#actions}": ['"{#actions}" is a tag of another program (docxtemplater). '
                   "Type {% for one in actions %} or {% if actions %}."],
    "{{?actions}}": ['"{{?actions}}" is a tag of another program (poi-tl, Mustache or the like). '
                     "Type {% for one in actions %} or {% if actions %}."],
    "+++INS company+++": ['"+++INS company+++" is a tag of another program (docx-templates). '
                          "Type {{ name }} to print, {% for one in list %} ... {% endfor %} to repeat."],
    "{{ if ofsted.total }}": ['"{{ if ofsted.total }}" prints nothing: it is an instruction. '
                              "Type {% if ofsted.total %}."],
    "{% ofsted.total %}": ['"{% ofsted.total %}" is not an instruction, but a name. Type {{ ofsted.total }}.'],
    "{% fro a in ofsted.actions %}": ['"{% fro a in ofsted.actions %}": there is no instruction "fro". '
                                      "Did you mean for?"],
    "{% include 'x.docx' %}": ['"{% include \'x.docx\' %}": there is no instruction "include". '
                               "Take it out: a template cannot use it here."],
    "{{ }}": ['"{{ }}" cannot be read: it is empty. Put a name into it, or take it out.'],
    "{% for %}{% endfor %}": ['"{% for %}" cannot be read: it is empty. Put a name into it, or take it out.'],
    "{{ contact officer }}": ['"{{ contact officer }}" cannot be read: a name has a space in it, or a sign is missing. '
                              "Names have no spaces: type _ or . between the words."],
    "{% if ofsted.total = 3 %}{% endif %}": [
        '"{% if ofsted.total = 3 %}" cannot be read: one = compares nothing. '
        "Type == to compare: {% if ofsted.total == 3 %}."
    ],
    "{{/actions}}": ['"{{/actions}}" is a tag of another program (poi-tl, Mustache or the like). '
                     "Type {% endfor %} or {% endif %}."],
    "{{@picture}}": ['"{{@picture}}" is a tag of another program (poi-tl, Mustache or the like). '
                     "Type {{ picture }}."],
    "{{^actions}}": ['"{{^actions}}" is a tag of another program (poi-tl, Mustache or the like). '
                     "Type {% if not actions %}."],
    "{% if ofsted total %}{% endif %}": [
        '"{% if ofsted total %}" cannot be read: it is not complete, or a sign is wrong in it. '
        "Put the tag right, or take it out."
    ],
    "{{ ofsted.total) }}": ['"{{ ofsted.total) }}" cannot be read: a bracket is missing or one too many. '
                            "Close each bracket that is opened."],
}  # fmt: skip


@pytest.mark.parametrize("text", WRITING)
def test_a_tag_that_is_written_wrongly_is_said(text):
    assert said(text) == WRITING[text]


def test_a_missing_space_is_a_warning_since_it_is_understood():
    problems = examine(template("{%pif ofsted.total %}", "text", "{%p endif %}"), CONTEXT, FILTERS).problems
    assert [(str(problem), problem.level) for problem in problems] == [
        (
            'report.docx, first paragraph: "{%pif ofsted.total %}" has no space after p. '
            "It works, but {%p if ofsted.total %} is the usual form.",
            Level.WARNING,
        )
    ]


def test_what_begins_must_end_and_what_ends_must_begin():
    assert said("{% for a in ofsted.actions %}", "{% if ofsted.total %}", "{%p endfor %}", "{% endif %}") == [
        '"{% for a in ofsted.actions %}" is ended by "{%p endfor %}", which does not take the place of the same thing. '
        "Type {% endfor %}.",
        'second paragraph: "{% if ofsted.total %}" is not ended. Type {% endif %} where it should end.',
        'fourth paragraph: "{% endif %}" ends nothing that was begun. Type {% if ... %} before it, or take it out.',
    ]
    assert said("{% else %}") == [
        '"{% else %}" ends nothing that was begun. Type {% if ... %} before it, or take it out.'
    ]


def test_an_else_stands_on_a_par_with_what_it_goes_on_with():
    assert said("{% if ofsted.total %}", "{%p else %}", "{% endif %}") == [
        '"{% if ofsted.total %}" is ended by "{%p else %}", which does not take the place of the same thing. '
        "Type {% else %}."
    ]
    read = template(table(("{% if ofsted.total %}{% endif %}{% if ofsted.total %}", "{% else %}")), "{% endif %}")
    assert [fault.rule for fault in read.faults] == ["tag-crosses-cells"] * 2


def test_what_closes_a_tag_that_was_not_begun_is_said_with_the_word_before_it():
    assert said("of our total }}") == [
        '"total }}" closes a tag that was not opened. Type {{ total }}, or take the braces out.'
    ]


def test_what_a_single_brace_begins_is_quoted_whole():
    (problem,) = said("{ ofsted.total }}")
    assert problem.startswith('"{ ofsted.total }}" closes a tag that was not opened. ')


def test_a_loop_that_ends_in_another_cell_is_said():
    rows = table(("{% for a in ofsted.actions %}", "{{ a.lead }}{% endfor %}"))
    assert said(rows) == [
        'table 1, row 1, column 1: "{% for a in ofsted.actions %}" begins in one cell and "{% endfor %}" ends it in '
        "another. Put both in one cell; to repeat or leave out whole rows, give each a row of its own: "
        "{%tr for a in ofsted.actions %} and {%tr endfor %}."
    ]


def test_a_loop_that_ends_outside_its_table_is_said():
    assert said(table(("{%p if ofsted.total %}",)), "{%p endif %}") == [
        'table 1, row 1, column 1: "{%p if ofsted.total %}" begins in one cell and "{%p endif %}" ends it in another. '
        "Put both in one cell; to repeat or leave out whole rows, give each a row of its own: "
        "{%tr if ofsted.total %} and {%tr endif %}."
    ]
    assert said("{%tr if ofsted.total %}", "{%tr endif %}") == [
        '"{%tr if ofsted.total %}" is outside a table, so there is no row for it to replace. '
        "Type {%p if ofsted.total %}.",
        'second paragraph: "{%tr endif %}" is outside a table, so there is no row for it to replace. '
        "Type {%p endif %}.",
    ]


def test_a_condition_that_ends_in_another_part_of_the_document_is_said():
    begins = '"{%p if ofsted.total %}" begins in one part of the document and "{%p endif %}" ends it in another. '
    box = f"<w:p><w:r><w:txbxContent>{paragraph('{%p endif %}')}</w:txbxContent></w:r></w:p>"
    assert said("{%p if ofsted.total %}", box) == [
        f"{begins}Put both in the same table, the same cell, or the text outside tables."
    ]
    control = f"<w:sdt><w:sdtContent>{paragraph('{%p endif %}')}</w:sdtContent></w:sdt>"
    assert said("{%p if ofsted.total %}", control) == [
        f"{begins}One of them stands in a content control: right-click it and choose Remove Content Control, or put "
        "both into it."
    ]


def test_two_row_tags_in_one_row_and_a_row_tag_beside_content_are_said():
    both = table(("{%tr for a in ofsted.actions %}{{ a.lead }}", "{%tr endfor %}"))
    assert said(both) == [
        'table 1, row 1, column 2: "{%tr endfor %}" shares its row with "{%tr for a in ofsted.actions %}". '
        "Each takes the place of the whole row: give each a row of its own."
    ]
    shared = table(("{%tr for a in ofsted.actions %}", "{{ a.lead }}"), ("{%tr endfor %}", "Total"))
    assert said(shared) == [
        'table 1, row 1, column 1: "{%tr for a in ofsted.actions %}" shares its row with "{{ a.lead }}", which would '
        "be lost: it takes the place of the whole row. Give the tag a row of its own.",
        'table 1, row 2, column 1: "{%tr endfor %}" shares its row with "Total", which would be lost: it takes the '
        "place of the whole row. Give the tag a row of its own.",
    ]


def test_a_row_tag_beside_a_table_in_its_row_is_said():
    inner = table(("In a table", "of its own"))
    assert said(table(("{%tr for a in ofsted.actions %}", inner), ("{%tr endfor %}", ""))) == [
        'table 1, row 1, column 1: "{%tr for a in ofsted.actions %}" shares its row with "In a table of its own", '
        "which would be lost: it takes the place of the whole row. Give the tag a row of its own."
    ]


def test_two_paragraph_tags_in_one_paragraph_are_said():
    assert said("{%p if ofsted.total %}{%p endif %}") == [
        '"{%p endif %}" shares its paragraph with "{%p if ofsted.total %}". Each takes the place of the whole '
        "paragraph: give each a paragraph of its own, or type {% if ofsted.total %} for what stands inside "
        "the paragraph."
    ]


def test_beside_a_paragraph_tag_braces_that_are_meant_are_lost_and_remarks_are_not_missed():
    (only,) = said("{%p if ofsted.total %}{_{ so }_}", "{%p endif %}")
    assert 'shares its paragraph with "{{ so }}", which would be lost' in only
    assert said("{%p if ofsted.total %}{#p so #}", "{%p endif %}") == []
    assert said(table(("{%tr if ofsted.total %}", "{#p so #}"), ("{%tr endif %}", "{# so #}"))) == []


def test_words_beside_what_takes_the_place_of_their_paragraph_are_said_to_be_lost():
    assert said("Actions: {{p ofsted.total }}") == [
        '"{{p ofsted.total }}" shares its paragraph with "Actions:", which would be lost: it takes the place of the '
        "whole paragraph. Give the tag a paragraph of its own, or type {{ ofsted.total }} for what stands inside the "
        "paragraph."
    ]
    assert said("{{p ofsted.total }}") == []


def test_tracked_changes_and_comments_left_in_are_said():
    tracked = '<w:p><w:ins w:id="1" w:author="A"><w:r><w:t>new {{ paper.title }}</w:t></w:r></w:ins></w:p>'
    comment = f'<w:comment w:id="0" w:author="A" {W}><w:p><w:r><w:t>Is this right?</w:t></w:r></w:p></w:comment>'
    ours = comment.replace('"0"', '"1"').replace('"A"', '"cyps-papers"')
    noted = '<w:p><w:r><w:t>x</w:t></w:r><w:r><w:commentReference w:id="{}"/></w:r></w:p>'
    related = f'<Relationship Id="rId7" Type="{OFFICE}comments" Target="comments.xml"/>'
    parts = {"word/comments.xml": f"<w:comments {W}>{comment}{ours}</w:comments>".encode()}
    assert said(tracked, noted.format(0), noted.format(1), parts=parts, relationships=related) == [
        "changes were tracked here and are not accepted. "
        "In Word choose Review, Accept (or Reject) All Changes, and save the template.",
        'second paragraph: a comment is left in: "Is this right?". '
        "In Word choose Review, Delete, and save the template.",
    ]


def test_a_template_without_any_tag_is_a_warning():
    problems = examine(template("No tag."), CONTEXT, FILTERS).problems
    assert [(problem.level, str(problem)) for problem in problems] == [
        (
            Level.WARNING,
            "report.docx: the template has no tag at all, so every paper made from it says the same. If its figures "
            "should come from the workbooks, put tags in their place; 'cyps-papers names' lists them.",
        )
    ]


def test_every_story_is_read():
    box = f"<w:r><w:txbxContent>{paragraph('{{ paper.c }}')}</w:txbxContent></w:r>"
    header = f"<w:hdr {W}>{paragraph('{{ paper.e }}')}</w:hdr>"
    notes = f'<w:footnotes {W}><w:footnote w:id="1">{paragraph("{{ paper.f }}")}</w:footnote></w:footnotes>'
    core = '<c xmlns:dc="d"><dc:title>{{ paper.g }}</dc:title></c>'
    described = '<w:p><w:r><w:drawing><x descr="{{ paper.d }}" xmlns="y"/></w:drawing></w:r></w:p>'
    field = "<w:p><w:r><w:instrText>HYPERLINK {{ paper.h }}</w:instrText></w:r></w:p>"
    problems = examine(
        template(
            "{{ paper.a }}",
            table(("{{ paper.b }}",)),
            f"<w:p>{box}</w:p>",
            described,
            field,
            parts={
                "word/header1.xml": header.encode(),
                "word/footnotes.xml": notes.encode(),
                "docProps/core.xml": core.encode(),
            },
            relationships=f'<Relationship Id="r1" Type="{OFFICE}footnotes" Target="footnotes.xml"/>'
            f'<Relationship Id="r2" Type="{OFFICE}hyperlink" Target="https://%7B%7B paper.i }}}}" '
            'TargetMode="External"/>',
        ),
        CONTEXT,
    ).problems
    assert [(problem.place.within(), problem.message.split('"')[1]) for problem in problems] == [
        ("first paragraph", "{{ paper.a }}"),
        ("table 1, row 1, column 1", "{{ paper.b }}"),
        ("text box", "{{ paper.c }}"),
        ("first paragraph, in the alternative text or a link", "{{ paper.d }}"),
        ("first paragraph, in a field", "{{ paper.h }}"),
        ("in a header", "{{ paper.e }}"),
        ("in footnote 1", "{{ paper.f }}"),
        ("in the address of a link", "{{ paper.i }}"),
        ("in the document's properties, title", "{{ paper.g }}"),
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{{ paper.titel }}", '"{{ paper.titel }}": paper has no titel. Did you mean title?'),
        (
            "{{ paper.title",
            '"{{ paper.title" is not closed. Type {{ paper.title }}, all in one paragraph.',
        ),
    ],
)
def test_a_tag_in_an_equation_or_a_drawing_is_read(text, message):
    math = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    place = "first paragraph, in an equation or a drawing: "
    assert said(f"<w:p><m:oMath {math}><m:r><m:t>{text}</m:t></m:r></m:oMath></w:p>") == [place + message]


def test_what_word_does_to_a_tag_is_understood():
    split = "".join(f"<w:r><w:t>{piece}</w:t></w:r>" for piece in ("{", "{ of", "sted", ".tot", "al }", "}"))
    spelling = "<w:proofErr w:type='spellStart'/>"
    assert (
        said(f"<w:p>{spelling}{split}</w:p>", "{{\u00a0paper.title\u00a0}}", "{% IF ofsted.total %}{% EndIf %}") == []
    )


def test_without_a_context_names_are_not_looked_up():
    assert said("{{ anything.at.all }}{% if x %}", context=None) == [
        '"{% if x %}" is not ended. Type {% endif %} where it should end.'
    ]


def test_a_template_spoiled_in_twenty_ways_gives_twenty_problems_in_the_order_of_the_document():
    blocks = [
        "{{ paper.titel }}",
        "{{ ofsed.total }}",
        "{% for a in ofsted.actions %}{{ a.laed }}{% endfor %}",
        "{{ kpi.cin_open.at('June 2014') }}",
        "{{ ofsted.total|wrods }}",
        "{{ paper.title|words }}",
        "{{ ofsted.total",
        "{ofsted.total}",
        "[ofsted.total]",
        "<<ofsted.total>>",
        "{{#actions}}",
        "{{ ofsted.actions }}",
        "{% if ofsted.total = 3 %}{% endif %}",
        "{% for a in ofsted.actions if a.status == 'Complet' %}{% endfor %}",
        table(("{% if ofsted.total %}", "{% endif %}"), ("{%tr if ofsted.total %}", "{%tr endif %}"),
              ("{%tr if ofsted.total %}", "Total"), ("{%tr endif %}", "")),
        '<w:p><w:del w:id="1"><w:r><w:delText>old</w:delText></w:r></w:del></w:p>',
        "{% if ofsted.total %}",
        "{%p endfor %}",
    ]  # fmt: skip
    read = template(*blocks)
    problems = examine(read, CONTEXT, FILTERS).and_of(render(read, CONTEXT, FILTERS))
    assert [problem.rule for problem in problems] == [
        *("unknown-name", "unknown-name", "unknown-name", "no-answer", "unknown-filter", "no-answer"),
        *("tag-not-closed", "tag-look-alike", "tag-look-alike", "tag-look-alike", "tag-foreign", "list-for-value"),
        *("tag-unreadable", "no-such-value", "tag-crosses-cells", "two-tags-in-one", "tag-not-alone"),
        *("tracked-changes", "tag-not-ended", "tag-not-begun"),
    ]
    assert len(problems) == 20
    assert [problem.place.order for problem in problems] == sorted(problem.place.order for problem in problems)


def test_tags_without_end_in_one_another_are_refused_and_stop_nothing():
    deep = "is too long, or too deep inside others, to be read. Make it shorter, or take out the loops and "
    deep += "conditions that it does not need."
    assert said("{% if ofsted.total %}" * 900 + "{% endif %}" * 900) == [f'"{{% if ofsted.total %}}" {deep}']
    assert [problem[-len(deep) :] for problem in said("{{ ofsted.total" + " + 1" * 3000 + " }}")] == [deep]


def test_the_tags_at_fault_are_given_so_that_nothing_need_be_said_twice():
    found = examine(template("{{ ofsted.totl }}{{ ofsted.total }}"), CONTEXT).at_fault
    assert [tag for _, tag in found] == ["{{ ofsted.totl }}"]


def test_the_names_that_a_template_uses_are_given_with_their_places():
    uses = examine(template("{% for a in ofsted.actions %}{{ a.lead }}{% endfor %}"), CONTEXT).uses
    assert [(use.path, use.kind.__name__, use.name) for use in uses] == [
        ("ofsted", "Plan", ""),
        ("ofsted.actions", "Plan", "actions"),
        ("a.lead", "Action", "lead"),
    ]


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the samples stand beside the project, not in it")
@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*/*.do[ct]*")), ids=lambda path: path.name)
def test_no_sample_stops_lint(path):
    problems = Problems()
    opened = open_document(path, problems)
    if opened is None:
        assert problems.errors
        return
    for context in (None, CONTEXT):
        for problem in examine(Template.of(opened), context, FILTERS).problems:
            assert problem.place.file == path.name
            assert problem.message


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the samples stand beside the project, not in it")
@pytest.mark.parametrize(
    "name", ["poi-tl__iterable_foreach", "poi-tl__template", "poi-tl__payment", "poi-tl__sdt", "poi-tl__config_spel",
             "docx-templates__for-row1", "docxtemplater__tag-intelligent-loop-table"],
)  # fmt: skip
def test_templates_of_other_programs_are_refused_with_a_place(name):
    path = SAMPLES / "docx_templates" / f"foreign_{name}.docx"
    problems = examine(Template.open(path, Problems()), None, FILTERS).problems
    assert {problem.rule for problem in problems} & {"tag-foreign"}
    assert all(problem.place.within() for problem in problems)


def test_a_long_tag_is_quoted_by_its_beginning_and_its_end():
    long = "{{ ofsted." + "n" * 90 + " }}"
    (only,) = said(long)
    assert only.startswith(f'"{long[:60]} ... {long[-20:]}": ofsted has no n')
    (only,) = said("{{ ofsted." + "n" * 77 + " }}")
    assert only.startswith('"{{ ofsted.' + "n" * 77 + ' }}": ')


def test_of_what_stands_before_and_after_a_loose_mark_everything_is_said():
    told = said("{ofsted.total} {{ paper.title } and {{ paper.titel }} [ofsted.total] {{ ofsted.total")
    assert [problem.split('"')[1] for problem in told] == [
        *("{ofsted.total}", "{{ paper.title }", "{{ paper.titel }}", "[ofsted.total]", "{{ ofsted.total"),
    ]


def test_of_one_value_that_is_blank_nothing_is_said():
    assert said("{% for a in ofsted.actions[:1] %}{{ a.rag }}{% endfor %}") == []
    assert len(said("{% for a in ofsted.actions[:ofsted.actions|length] %}{{ a.rag }}{% endfor %}")) == 1
    assert len(said("{% for a in ofsted.actions[0:] %}{{ a.rag }}{% endfor %}")) == 1


def test_fifteen_conditions_may_stand_in_one_another():
    assert said("{% if ofsted.total %}" * 15 + "{{ paper.title }}" + "{% endif %}" * 15) == []
    assert len(said("{% if ofsted.total %}" * 16 + "{{ paper.title }}" + "{% endif %}" * 16)) == 1
