"""Tags found and read, whatever Word did to them while they were typed."""

from __future__ import annotations

import pytest

from cyps_papers.word.templates.tags import TagLevel, find, unescaped


def read(text: str) -> list[tuple[str, str]]:
    return [(found.reading.level.value, found.reading.source) for found in find(text)]


@pytest.mark.parametrize(
    ("typed", "level", "source"),
    [
        ("{{ x }}", "", "x"),
        ("{{x}}", "", "x"),
        ("{{\u00a0x\u00a0|\u00a0upper }}", "", "x | upper"),
        ("{{ at(“June 2014”) }}", "", "at('June 2014')"),
        ("{{ at(‘June’) }}", "", "at('June')"),
        ("{{ at(„June“) }}", "", "at('June')"),
        ("{{ at(“We’re here”) }}", "", "at('We’re here')"),
        ("{{ at('It\\'s') }}", "", "at('It\\'s')"),
        ("{{ a – b }}", "", "a - b"),
        ("{{ '–' }}", "", "'–'"),
        ("{{ pa\u00adper.ti\u200btle }}", "", "paper.title"),
        ("{% If a ≥ 2 %}", "", "if a >= 2"),
        ("{% if a ≤ b ≠ c %}", "", "if a <= b != c"),
        ("{{ a[1…] }}", "", "a[1...]"),
        ("{% END IF %}", "", "endif"),
        ("{% end for %}", "", "endfor"),
        ("{%- else -%}", "", "else"),
        ("{%p if x %}", "p", "if x"),
        ("{%pif x %}", "p", "if x"),
        ("{%P If x %}", "p", "if x"),
        ("{%tr\u00a0for a in b %}", "tr", "for a in b"),
        ("{%trfor a in b%}", "tr", "for a in b"),
        ("{%tc endfor %}", "tc", "endfor"),
        ("{%r endif %}", "r", "endif"),
        ("{{r x }}", "r", "x"),
        ("{{p x }}", "p", "x"),
        ("{{ r }}", "", "r"),
        ("{{r}}", "", "r"),
        ("{{ p|upper }}", "", "p|upper"),
        ("{% print x %}", "", "print x"),
        ("{{ {'a': {'b': 1}} }}", "", "{'a': {'b': 1}}"),
        ("{{ {'a': {'b': 1}}}}", "", "{'a': {'b': 1}}"),
        ("{{ 'We’re }} here' }}", "", "'We’re }} here'"),
        ('{{ "so \\" }} on" }}', "", "'so \\\" }} on'"),
        ("{{ 'so \\' }} on' }}", "", "'so \\' }} on'"),
        ('{{ x" }} and "y', "", 'x"'),
        ("{%p- else %}", "p", "else"),
        ("{{ '}}' }}", "", "'}}'"),
    ],
)
def test_a_tag_is_read_as_it_was_meant(typed, level, source):
    assert read(typed) == [(level, source)]


@pytest.mark.parametrize(
    ("typed", "source", "before", "after"),
    [
        ("{%- if x %}", "if x", True, False),
        ("{% if x -%}", "if x", False, True),
        ("{{- x }}", "x", True, False),
        ("{{ x -}}", "x", False, True),
        ("{%-p if x -%}", "if x", True, True),
        ("{%+ if x %}", "if x", False, False),
    ],
)
def test_the_hyphens_of_a_tag_are_told_from_what_it_says(typed, source, before, after):
    (found,) = find(typed)
    assert (found.reading.source, found.reading.trim_before, found.reading.trim_after) == (source, before, after)


def test_an_apostrophe_out_of_place_does_not_swallow_the_tags_after_it():
    assert read('{{ a" }} of {{ "b }}') == [("", 'a"'), ("", '"b')]
    typed = "{{ user's }} and {{ other's }}"
    assert [(found.reading.source, typed[found.start : found.end]) for found in find(typed)] == [
        ("user's", "{{ user's }}"),
        ("other's", "{{ other's }}"),
    ]


@pytest.mark.parametrize(
    "typed", ['{{ y" } and {{ x }}', "{{ y' and {{ x }}", "{% if y {{ x }}", '{{ "y {{ x }}', "{{% {{ x }}"]
)
def test_a_tag_that_is_not_closed_does_not_swallow_the_one_after_it(typed):
    assert read(typed) == [("", "x")]


@pytest.mark.parametrize("text", ["{{ x", "{% if x", "{ x }", "x }}", "{{ x }", "{# x", "no tag"])
def test_a_tag_that_is_not_closed_is_left_as_text(text):
    assert read(text) == []


def test_the_place_of_a_tag_in_its_text_is_known():
    (found,) = find("ab{{ x }}cd")
    assert (found.start, found.end) == (2, 9)


def test_a_comment_can_stand_for_a_whole_row():
    assert [found.reading.level for found in find("{#tr away #}{# just this #}")] == [TagLevel.ROW, TagLevel.TEXT]


def test_braces_typed_as_docxtpl_has_them_are_the_braces_meant():
    assert unescaped("{_{ x }_} {_% y %_}") == "{{ x }} {% y %}"
