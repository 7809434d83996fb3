"""Names and files that somebody made to be followed, opened or overwritten: each is refused in plain words."""

import io
import os
import shutil
import zipfile
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import openpyxl
import pytest
from click.testing import CliRunner

from cyps_papers.checks.coverage import Coverage
from cyps_papers.cli import commands
from cyps_papers.files.lock import locked
from cyps_papers.files.workplace import HIDDEN, LOCK
from cyps_papers.meetings.build import Made
from cyps_papers.meetings.edition import Edition
from cyps_papers.meetings.folders import MeetingFolder, find_meeting
from cyps_papers.meetings.meeting import read_meeting
from cyps_papers.meetings.output import Written
from cyps_papers.opc.archive import zipped
from cyps_papers.problems import NoAnswerError, Problems
from cyps_papers.reading.workbook import open_workbook
from cyps_papers.records import Cell, Entry
from cyps_papers.sources.paper import read_paper
from cyps_papers.word.inserted.files import Files

REPORT = Entry("report.docx", Cell("paper.xlsx", "Documents", "C6"))


def said(*arguments):
    """The status of a command and all that it says, in one line."""
    ended = CliRunner().invoke(commands, [str(one) for one in arguments])
    assert ended.exit_code in (0, 1, 2), ended.exception
    return ended.exit_code, " ".join(ended.output.split())


@pytest.fixture
def project(march, monkeypatch):
    monkeypatch.chdir(march.parents[1])
    return march.parents[1]


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("con", "Windows takes it for a device"),
        ("NUL.2016", "Windows takes it for a device"),
        ("2016-01.", "it begins or ends with a space, or ends with a full stop"),
        ("2016-01 ", "it begins or ends with a space, or ends with a full stop"),
        ("..", "there is no name in it"),
        (".2016-01", "files whose names begin with . are hidden"),
        ("2016:01", "no file can have : in its name"),
        ("2016-01\n", "there is a line break or a character in it that is not seen"),
        ("2016\u202e-01", "there is a line break or a character in it that is not seen"),
        ("9" * 120, "it is longer than 100 letters"),
    ],
)
@pytest.mark.parametrize("command", [("new",), ("roll-forward", "2015-03")], ids=["new", "roll-forward"])
def test_a_meeting_that_cannot_be_called_so_is_not_made(project, command, name, why):
    there = sorted(project.rglob("*"))
    status, told = said(*command, name, "--meeting-date", "2016-01-06")
    assert (status, why in told) == (1, True), told
    assert sorted(project.rglob("*")) == there


@pytest.mark.parametrize("name", ["../elsewhere", "../../etc", "con", "2015-03.making", "2015-03/../../elsewhere", "."])
def test_a_meeting_is_looked_for_by_its_name_among_the_inputs_alone(project, name):
    shutil.copytree(project / "inputs" / "2015-03", project / "elsewhere")
    status, told = said("inspect", "templates/report.docx", "--meeting", name)
    assert status == 1, told


@pytest.mark.parametrize("name", [".cyps-papers", ".2015-03.making"])
def test_what_a_command_left_is_never_taken_for_a_meeting(project, name):
    shutil.copytree(project / "inputs" / "2015-03", project / "inputs" / name)
    assert find_meeting(None, project, Problems()).name == "2015-03"


@pytest.mark.parametrize(
    "place", ["inputs/2015-03", "inputs/2015-06", "inputs/2015-03/made", "templates", "templates/x"]
)
def test_no_paper_is_put_among_what_papers_are_made_from(project, place):
    there = sorted(project.rglob("*"))
    status, told = said("build", "--output", place)
    assert (status, "so none can be put there. Choose another folder with --output" in told) == (1, True), told
    assert sorted(project.rglob("*")) == there


def test_an_output_that_is_a_file_is_wrong_usage(project):
    (project / "made").write_text("mine")
    assert said("build", "--output", "made")[0] == 2
    assert (project / "made").read_text() == "mine"


def test_an_output_folder_that_is_a_link_is_not_followed_unless_it_is_asked_for(project, tmp_path_factory):
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (project / "output").mkdir()
    (project / "output" / "2015-03").symlink_to(elsewhere)
    status, told = said("build")
    assert (status, "this is a link that leads to" in told) == (1, True), told
    assert list(elsewhere.iterdir()) == []


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
def test_a_pipe_in_the_place_of_a_file_is_not_opened(project):
    for name in ("kpis.xlsx", "report.docx"):
        (project / "inputs" / "2015-03" / name).unlink(missing_ok=True)
        os.mkfifo(project / "inputs" / "2015-03" / name)
        assert f"{name} this is a pipe, not a file." in said("inspect", f"inputs/2015-03/{name}")[1]
    (project / "templates" / "report.docx").unlink()
    problems = Problems()
    assert read_meeting(MeetingFolder(project / "inputs" / "2015-03"), problems)
    assert MeetingFolder(project / "inputs" / "2015-03").template(REPORT, problems) is None
    told = " ".join(problem.message for problem in problems.found)
    assert "this is a pipe, not a workbook." in told
    assert "there is no template report.docx in 2015-03 or in templates" in told
    (project / "inputs" / "2015-03" / "paper.xlsx").unlink()
    os.mkfifo(project / "inputs" / "2015-03" / "paper.xlsx")
    status, told = said("check", "2015-03")
    assert (status, "there is no paper.xlsx in it" in told) == (1, True)


def test_a_device_is_not_opened():
    if not os.path.exists("/dev/zero"):
        pytest.skip("no devices with names here")
    status, told = said("inspect", "/dev/zero")
    assert (status, "this is a device, not a file." in told) == (1, True), told


def test_a_link_to_a_file_of_another_folder_is_not_followed(project, tmp_path_factory):
    elsewhere, folder = tmp_path_factory.mktemp("elsewhere"), project / "inputs" / "2015-03"
    for path in (folder / "kpis.xlsx", project / "templates" / "report.docx"):
        shutil.move(path, elsewhere)
        path.symlink_to(elsewhere / path.name)
    (folder / "audits.xlsx").symlink_to("case_file_audits.xlsx")
    problems = Problems()
    assert read_meeting(MeetingFolder(folder), problems)
    assert MeetingFolder(folder).template(REPORT, problems) is None
    assert [(problem.place.file, problem.message) for problem in problems.found] == [
        ("kpis.xlsx", "this is a link to a file in another folder, which is not followed."),
        ("paper.xlsx", "the template report.docx is a link to a file in another folder, which is not followed."),
    ]
    assert open_workbook(folder / "audits.xlsx", problems)


WICKED = [
    "../../evil",
    "/etc/passwd",
    "C:\\evil",
    "C:evil",
    "con",
    "nul.docx",
    "a*",
    "a\nb",
    "~$a",
    "..",
    "review/report",
]


@pytest.mark.parametrize("name", WICKED)
def test_documents_templates_and_workbooks_have_names_and_no_paths(tmp_path, name):
    book = openpyxl.Workbook()
    for sheet, *rows in (
        ("Documents", ("Document", "Title", "Template"), (name, "A report", name)),
        ("Sources", ("Name", "Kind", "Workbook"), ("kpi", "indicators", name)),
    ):
        book.create_sheet(sheet)
        for row in rows:
            book[sheet].append(row)
    book.save(tmp_path / "paper.xlsx")
    problems = Problems()
    read_paper(tmp_path, problems)
    refused = [problem.place.coordinate for problem in problems.found if problem.rule == "file-name"]
    assert refused == ["A2", "C2", "C2"]


@pytest.mark.parametrize("name", ["a" * 3000, "a\0b", "../inputs/2015-03/kpis.png", "con"])
def test_a_file_that_a_template_names_is_there_or_is_said_not_to_be(tmp_path, name):
    with pytest.raises(NoAnswerError, match="There is no file"):
        Files((tmp_path,)).find(name, ".png")


@pytest.mark.parametrize("day", [date(9999, 12, 31), date.min])
def test_a_meeting_on_any_day_ends_in_files_and_words(day):
    assert zipfile.is_zipfile(io.BytesIO(zipped({"a": b"a"}, day)))
    paper = SimpleNamespace(meeting=SimpleNamespace(date=day), figures=[], taken_out=(), made_smaller=(), reminders=())
    paper.coverage = Coverage(0, 0, 0, 0, 0, ())
    assert "".join(Made(Edition(paper, Path(), True), Written()).lines()).startswith("Made ")


def test_a_page_is_not_written_through_a_link(project, tmp_path_factory):
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (project / "names.docx").symlink_to(elsewhere / "names.docx")
    status, told = said("names", "--docx", "names.docx")
    assert (status, "it is a link that leads to another place" in told) == (1, True), told
    assert list(elsewhere.iterdir()) == []


def test_a_build_is_kept_out_while_another_is_under_way(project):
    with locked(project / "output" / "2015-03" / HIDDEN / LOCK):
        status, told = said("build", "--no-pdf")
    assert status == 1
    assert f"another command is making files here (process {os.getpid()} on " in told
    assert "Nothing was written: 1 problem to put right." in told
    assert not (project / "output").exists() or not any((project / "output" / "2015-03").glob("*.docx"))
