"""The page of problems: by file and heading, with what to do and what follows; safe whatever the words are."""

import openpyxl
import pytest
from click.testing import CliRunner
from lxml import html

from cyps_papers.cli import commands
from cyps_papers.commands.outcome import Outcome
from cyps_papers.problem_page import MARK, Around, problem_page
from cyps_papers.problems import FilePlace, Problems, error, warning
from cyps_papers.records import Cell
from tests.conftest import with_short_appendices


@pytest.fixture
def march(march):
    return with_short_appendices(march)


WRONG = error("wrong", '"{found}" is wrong.', "Put it right.")
OLD = warning("old", "it is old.", "Bring it up to date.")


def test_problems_stand_under_their_files_those_with_errors_first_and_their_sheets():
    problems = Problems()
    problems.add(OLD, FilePlace("report.docx"))
    for coordinate in ("B7", "B8"):
        problems.add(WRONG, Cell("kpis.xlsx", "Values", coordinate), found="<script>")
    files, following = {"kpis.xlsx": "file:///kpis.xlsx"}, problems.found[:1]
    page = html.fromstring(problem_page("2015-03", problems, Around(files, lambda place: "5 & 6", following)))
    assert page.xpath("string(//h1)") == "2015-03: 1 error and 1 warning."
    assert page.xpath("//h2/text()") == ["kpis.xlsx: 1 error", "report.docx: 1 warning"]
    assert page.xpath("//h3/text()") == ["Values"]
    assert page.xpath("//section[1]//a/@href") == ["file:///kpis.xlsx"]
    (item,) = page.xpath("//li[@class='error']")
    texts = [part.text_content() for part in item]
    assert texts == ["Error", 'Values!B7:B8: "<script>" is wrong.', "5 & 6", "Put it right."]
    assert page.xpath("//details/summary/text()")[0].startswith("1 further message that will go")
    assert not page.xpath("//script")


def test_check_writes_the_page_with_links_and_the_words_around(march):
    book = openpyxl.load_workbook(march / "kpis.xlsx")
    book["Values"]["C10"] = "thirty"
    book.save(march / "kpis.xlsx")
    page = march.parent / "problems.html"
    said = CliRunner().invoke(commands, ["check", str(march), "--html", str(page)])
    assert " ".join(said.output.split()).endswith(f"Written: {page}")
    found = html.fromstring(page.read_bytes().decode())
    assert found.xpath("//section[1]//a/@href") == [(march / "kpis.xlsx").resolve().as_uri()]
    assert "thirty" in found.xpath("string(//blockquote)")


def test_an_earlier_page_is_replaced_and_no_other_file(tmp_path):
    page = tmp_path / "problems.html"
    for content in (MARK, MARK + b" again"):
        Outcome().write(page, content, MARK)
        assert page.read_bytes() == content
    page.write_bytes(b"mine")
    assert Outcome().write(page, MARK, MARK).status == 1
    assert page.read_bytes() == b"mine"
