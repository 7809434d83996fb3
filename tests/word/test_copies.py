"""What a loop repeats of Word's own things: each copy with its own id and name, and the references that go with it."""

from __future__ import annotations

import re

import pytest

from cyps_papers.word.finished.gate import examine
from cyps_papers.word.rendering.copies import BEGIN, END, settle


def bookmark(name: str, identity: int = 0) -> str:
    return f'<w:bookmarkStart w:id="{identity}" w:name="{name}"/><w:bookmarkEnd w:id="{identity}"/>'


def rounds(*texts: str) -> str:
    return "".join(f"{BEGIN}{text}{END}" for text in texts)


def settled(text: str) -> str:
    return settle({"body": text}, {})["body"]


def field(*instruction: str) -> str:
    pieces = "".join(f"<w:r><w:instrText>{piece}</w:instrText></w:r>" for piece in instruction)
    return f'<w:r><w:fldChar w:fldCharType="begin"/></w:r>{pieces}<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def test_text_without_such_things_stays_as_it_is():
    assert settled(f"<w:p/>{rounds('<w:p><w:r/></w:p>')}") == "<w:p/><w:p><w:r/></w:p>"


def test_bookmarks_have_their_own_ids_and_names_with_both_ends():
    made = settled(rounds(bookmark("here", 3), bookmark("here", 3)) + bookmark("here_2", 4))
    assert re.findall('w:name="(.*?)"', made) == ["here", "here_2", "here_2_2"]
    starts, ends = (re.findall(rf'bookmark{end} w:id="(\d+)"', made) for end in ("Start", "End"))
    assert starts == ends
    assert len(set(starts)) == 3


@pytest.mark.parametrize(
    ("reference", "found"),
    [
        ('<w:hyperlink w:anchor="here"><w:r/></w:hyperlink>', 'w:anchor="(.*?)"'),
        ('<w:fldSimple w:instr=" REF here \\h "/>', r"REF (\w+) "),
        ('<w:fldSimple w:instr=" HYPERLINK \\l &quot;here&quot; "/>', r"&quot;(\w+)&quot;"),
        (field(" PAGEREF here \\h "), r"PAGEREF (\w+) "),
        (field(" REF he", "re \\h"), r"REF (\w+) "),
        (field(' HYPERLINK  \\l "here" '), r'\\l "(\w+)"'),
        (field(' TOC \\o "1-3" \\b here '), r"\\b (\w+)"),
        (field(" here "), r"instrText[^>]*> (\w+) <"),
    ],
)
def test_a_reference_leads_to_the_copy_of_its_own_round(reference, found):
    made = settled(bookmark("other") + rounds(*[reference + bookmark("here")] * 3) + reference)
    assert [name for name in re.findall(found, made.replace("w:name=", "")) if "_" in name] == ["here_2", "here_3"]
    assert made.endswith(reference)


def test_a_name_in_capitals_is_the_same_name():
    made = settled(rounds(*[bookmark("Here") + '<w:hyperlink w:anchor="HERE"/>'] * 2))
    assert re.findall('anchor="(.*?)"', made) == ["Here", "Here_2"]


def test_a_reference_out_of_an_inner_loop_leads_to_the_copy_of_its_outer_round():
    link = '<w:hyperlink w:anchor="area"/>'
    made = settled(rounds(bookmark("area") + rounds(link, link), bookmark("area") + rounds(link, link)))
    assert re.findall('anchor="(.*?)"', made) == ["area", "area", "area_2", "area_2"]


def test_a_field_that_leads_elsewhere_now_is_worked_out_anew_and_others_stay():
    made = settled(rounds(*[bookmark("here") + field("REF here")] * 2) + field(" REF there "))
    assert made.count("w:dirty") == 1
    assert field(" REF there ") in made


def test_an_address_that_holds_a_bookmarks_name_stays():
    address = field(' HYPERLINK "https://example.org/here" ')
    assert settled(rounds(*[bookmark("here") + address] * 2)).count(address) == 2


def test_two_references_to_one_note_go_on_leading_to_it():
    reference, note = '<w:footnoteReference w:id="7"/>', '<w:footnote w:id="{}"><w:p/></w:footnote>'
    made = settle(
        {"body": reference * 2, "notes": f"<w:footnotes>{note.format(7)}</w:footnotes>"}, {"footnote": "notes"}
    )
    assert made == {"body": reference.replace("7", "1") * 2, "notes": f"<w:footnotes>{note.format(1)}</w:footnotes>"}


def test_a_reference_to_a_note_that_is_not_there_stays_as_it_is():
    stories = {"body": '<w:footnoteReference w:id="9"/>', "notes": "<w:footnotes/>"}
    assert settle(stories, {"footnote": "notes"}) == stories


def test_a_rule_of_a_drawing_leads_to_the_shape_of_its_own_round():
    drawn = '<v:shape id="s"/><o:r idref="#s"/>'
    assert re.findall('idref="(.*?)"', settled(rounds(drawn, drawn))) == ["#s", "#s_2"]


@pytest.mark.parametrize(
    ("thing", "form"),
    [
        ('<w:permStart w:id="7" w:edGrp="everyone"/><w:permEnd w:id="7"/>', r'permStart w:id="(\d+)"'),
        ('<w:sdt><w:sdtPr><w:id w:val="-7"/></w:sdtPr></w:sdt>', 'w:id w:val="(.*?)"'),
        ('<wp:docPr id="9" name="p"/>', 'docPr id="(.*?)"'),
        ('<v:shape id="_x0000_i1025" o:spid="_x0000_i1025"/>', ' id="(.*?)"'),
        ('<v:rect id="Text_x0020_Box" o:spid="_x0000_s1025"/>', ' id="(.*?)"'),
        ('<v:rect id="Text_x0020_Box" o:spid="_x0000_s1025"/>', 'o:spid="(.*?)"'),
        ('<o:OLEObject ShapeID="s" ObjectID="_1468581253" r:id="rId9"/>', 'ObjectID="(.*?)"'),
    ],
)
def test_ids_are_unique(thing, form):
    found = re.findall(form, settled(rounds(thing, thing, thing) + thing))
    assert len(set(found)) == 4
    assert found[0] in thing or "docPr" in thing


def test_both_ends_of_a_permission_have_the_same_id():
    made = settled(rounds(*['<w:permStart w:id="7"/><w:permEnd w:id="7"/>'] * 2))
    assert re.findall(r'permStart w:id="(.*?)"', made) == re.findall(r'permEnd w:id="(.*?)"', made)


def test_an_embedded_object_keeps_its_own_shape():
    thing = '<v:shape id="_x0000_i1025"/><o:OLEObject ShapeID="_x0000_i1025" ObjectID="_1"/>'
    made = settled(rounds(thing, thing))
    assert re.findall('shape id="(.*?)"', made) == re.findall('ShapeID="(.*?)"', made)


def test_notes_move_to_their_part_one_for_each_round():
    reference = '<w:r><w:footnoteReference w:id="7"/>{}</w:r>'
    note = '<w:footnote w:id="7"><w:p>{}</w:p></w:footnote>'
    text = rounds(*[reference.format(note.format(value)) for value in "ab"])
    line = '<w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
    made = settle({"body": text, "notes": f"<w:footnotes>{line}</w:footnotes>"}, {"footnote": "notes"})
    assert re.findall(r'Reference w:id="(\d+)"', made["body"]) == ["1", "2"]
    assert made["notes"] == (
        f'<w:footnotes>{line}<w:footnote w:id="1"><w:p>a</w:p></w:footnote>'
        '<w:footnote w:id="2"><w:p>b</w:p></w:footnote></w:footnotes>'
    )


def paragraph(text: str) -> str:
    return f'<w:p><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def in_loop(content: str) -> str:
    return paragraph("{%p for x in xs %}") + content + paragraph("{%p endfor %}")


def test_a_template_s_references_go_with_their_round_in_its_header_too(render):
    named = f"<w:p>{bookmark('area', 3)}<w:r><w:t>{{{{ x }}}}</w:t></w:r></w:p>"
    reference = f"<w:p>{field(' REF area ')}</w:p>"
    made = render(in_loop(named + reference) + reference, {"xs": "ab"}, header=reference)
    body, header = (made.published.parts[f"word/{part}.xml"].decode() for part in ("document", "header"))
    assert re.findall(r"REF (\w+) ", body) == ["area", "area_2", "area"]
    assert re.findall(r"REF (\w+) ", header) == ["area"]
    assert [str(problem) for problem in examine(made.published, "report.docx", made.paragraphs)] == []


@pytest.mark.parametrize("kind", ["footnote", "endnote"])
def test_a_note_in_a_loop_is_one_for_each_round_with_its_own_values(render, kind):
    separator = f'<w:{kind} w:type="separator" w:id="0"><w:p/></w:{kind}>'
    note = f'<w:{kind} w:id="2">{paragraph("Of {{ x.name }}, {{ x.count }}")}</w:{kind}>'
    reference = f'<w:p><w:r><w:t>{{{{ x.name }}}}</w:t><w:{kind}Reference w:id="2"/></w:r></w:p>'
    xs = [{"name": name, "count": count} for count, name in enumerate("ab", 1)]
    made = render(in_loop(reference), {"xs": xs}, **{f"{kind}s": separator + note})
    assert [(each.place.within(), each.text) for each in made.paragraphs if each.place.story] == [
        (f"in {kind} 1", "Of a, 1"),
        (f"in {kind} 2", "Of b, 2"),
    ]
    references = re.findall(rf'{kind}Reference w:id="(\d+)"', made.published.parts["word/document.xml"].decode())
    assert references == re.findall(rf'<w:{kind} w:id="(\d+)"', made.published.parts[f"word/{kind}s.xml"].decode())
    assert [str(problem) for problem in examine(made.published, "report.docx", made.paragraphs)] == []


def test_notes_stand_in_the_order_of_their_references(render):
    notes = "".join(f'<w:footnote w:id="{each}">{paragraph(f"note {each}")}</w:footnote>' for each in (2, 3))
    reference = '<w:p><w:r><w:footnoteReference w:id="{}"/></w:r></w:p>'
    made = render(reference.format(3) + in_loop(reference.format(2)) + "<w:p/>", {"xs": "ab"}, footnotes=notes)
    assert [each.text for each in made.paragraphs if each.place.story] == ["note 3", "note 2", "note 2"]


def test_what_a_note_misses_is_told_of_at_its_place(render):
    note = f'<w:footnote w:id="2">{paragraph("Of {{ x.nope }}")}</w:footnote>'
    reference = '<w:p><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
    made = render(in_loop(reference), {"xs": [{}, {}]}, footnotes=note)
    assert [(each.tag, each.place.within()) for each in made.missing] == [("{{ x.nope }}", "in footnote 1")]


def test_a_note_whose_reference_is_left_out_is_not_published(render):
    note = f'<w:footnote w:id="2">{paragraph("secret")}</w:footnote>'
    reference = '<w:p><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
    made = render(in_loop(reference) + "<w:p/>", {"xs": []}, footnotes=note)
    assert "secret" not in made.published.parts["word/footnotes.xml"].decode()


@pytest.mark.parametrize("tags", ["{%p for x in xs %}|{%p endfor %}", "{%p if xs %}|{%p endif %}"])
def test_a_permission_of_which_a_loop_or_a_condition_holds_one_end_is_dropped(render, tags):
    opening, closing = map(paragraph, tags.split("|"))
    start, end = '<w:p><w:permStart w:id="1"/></w:p>', '<w:p><w:permEnd w:id="1"/></w:p>'
    made = render(start + opening + end + closing, {"xs": "ab"})
    assert "perm" not in made.published.parts["word/document.xml"].decode()


@pytest.mark.parametrize(
    "thing",
    [
        '<w:permStart w:id="7" w:edGrp="everyone"/><w:permEnd w:id="7"/>',
        '<w:sdt><w:sdtPr><w:id w:val="-7"/></w:sdtPr><w:sdtContent><w:r/></w:sdtContent></w:sdt>',
        '<w:r><w:pict xmlns:v="urn:schemas-microsoft-com:vml"><v:rect id="box"/></w:pict></w:r>',
        '<w:r><w:object xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office">'
        '<v:shape id="_x0000_i1025"/><o:OLEObject ShapeID="_x0000_i1025" ObjectID="_1"/></w:object></w:r>',
        '<w:r><w:drawing><wp:inline><wp:docPr id="7" name="p"/></wp:inline></w:drawing></w:r>',
        bookmark("here"),
    ],
)
def test_the_gate_knows_what_stands_twice_and_a_loop_leaves_nothing_of_it(make, render, thing):
    twice = examine(make(f"<w:p>{thing}</w:p>" * 2), "report.docx")
    assert twice
    assert all("appears twice in the document" in problem.message for problem in twice)
    made = render(in_loop(f"<w:p>{thing}</w:p>"), {"xs": "ab"})
    assert examine(made.published, "report.docx", made.paragraphs) == []
