"""What is mended in the tags of a PDF, each in the smallest that has it."""

from __future__ import annotations

from pikepdf import Array, Dictionary, Name, Pdf, String, parse_content_stream

from cyps_papers.publishing.tagging import mend

TEXT = b"/P <</MCID 0>> BDC BT 10 700 Td (1.) Tj ET EMC /P <</MCID 1>> BDC BT 30 700 Td [(words) -5 (here)] TJ ET EMC"


def tagged(content: bytes, *elements: Dictionary, **more: Dictionary) -> Pdf:
    """A PDF of one page with this content and these elements in its structure tree."""
    pdf = Pdf.new()
    page = pdf.add_blank_page()
    page.obj.Contents = pdf.make_stream(content)
    page.obj.StructParents = 0
    kids = Array()
    for element in elements:
        kids.append(pdf.make_indirect(element))
    numbers = Array()
    numbers.append(0)
    numbers.append(Array([kids[0], kids[0]]))
    tree = Dictionary(Type=Name.StructTreeRoot, K=kids, ParentTree=Dictionary(Nums=numbers), **more)
    pdf.Root.StructTreeRoot = pdf.make_indirect(tree)
    return pdf


def element(kind: str, *kids) -> Dictionary:
    return Dictionary(Type=Name.StructElem, S=Name(kind), K=Array(kids))


def operators(pdf: Pdf) -> str:
    return " ".join(str(each.operator) for each in parse_content_stream(pdf.pages[0]))


def test_what_is_drawn_outside_tags_is_decoration_and_a_clip_is_not():
    pdf = tagged(b"0 0 5 5 re W n 0 0 9 9 re f /P <</MCID 0>> BDC 1 1 2 2 re f EMC", element("/P", 0))
    mend(pdf, [])
    assert operators(pdf) == "re W n BMC re f EMC BDC re f EMC"


def test_a_figure_has_the_text_of_its_drawing_and_keeps_its_own():
    figures = [element("/Figure"), element("/Figure")]
    figures[1].Alt = String("its own")
    pdf = tagged(b"", *figures)
    mend(pdf, ["a chart", "another"])
    assert [str(each.Alt) for each in pdf.Root.StructTreeRoot.K] == ["a chart", "its own"]


def test_texts_that_are_not_as_many_as_the_figures_are_given_to_none():
    pdf = tagged(b"", element("/Figure"))
    mend(pdf, ["a chart", "another"])
    assert "/Alt" not in pdf.Root.StructTreeRoot.K[0]


def item(pdf: Pdf) -> list[str]:
    mend(pdf, [])
    kids = pdf.Root.StructTreeRoot.K[0].K[0].K
    return [str(each.S) for each in kids]


def listed(content: bytes) -> Pdf:
    pdf = tagged(content, element("/L", element("/LI", element("/LBody", element("/Bullet", 0, 1)))))
    pdf.Root.StructTreeRoot.K[0].K[0].K[0].K[0].Pg = pdf.pages[0].obj
    return pdf


def test_the_number_of_an_item_is_told_from_its_words():
    pdf = listed(TEXT)
    assert item(pdf) == ["/Lbl", "/LBody"]
    label, body = pdf.Root.StructTreeRoot.K[0].K[0].K
    assert (int(label.K), [int(each) for each in body.K[0].K]) == (0, [1])
    assert Name.Lbl == pdf.Root.StructTreeRoot.ParentTree.Nums[1][0].S


def test_what_is_long_or_stands_to_the_right_is_no_number():
    assert item(listed(TEXT.replace(b"(1.)", b"(a bold lead)"))) == ["/LBody"]
    assert item(listed(TEXT.replace(b"10 700", b"50 700"))) == ["/LBody"]


def test_links_say_where_they_lead_and_those_that_no_tag_holds_go():
    pdf = tagged(b"", element("/Link"))
    web, loose = (
        pdf.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name.Link, A=Dictionary(URI=String("https://a.uk"))))
        for _ in range(2)
    )
    web.StructParent = 1
    pdf.pages[0].obj.Annots = Array([web, loose])
    pdf.Root.StructTreeRoot.ParentTree.Nums.append(1)
    pdf.Root.StructTreeRoot.ParentTree.Nums.append(pdf.Root.StructTreeRoot.K[0])
    mend(pdf, [])
    assert [str(each.Contents) for each in pdf.pages[0].obj.Annots] == ["https://a.uk"]
    assert pdf.pages[0].obj.Tabs == Name.S


def test_a_title_is_the_first_heading_and_a_style_that_is_called_as_a_standard_type_is_none():
    roles = Dictionary(Title=Name.P, Quote=Name.P, Figure=Name.P)
    pdf = tagged(b"", element("/Title"), element("/H1"), element("/Quote"), element("/Figure"), RoleMap=roles)
    mend(pdf, [])
    assert [str(each.S) for each in pdf.Root.StructTreeRoot.K] == ["/H1", "/H2", "/P", "/Figure"]
    assert list(pdf.Root.StructTreeRoot.RoleMap.keys()) == ["/Title"]
