"""Workbooks that are kept in a folder that Details allow, beside the meetings' folders."""

import json

import pytest

from tests.meetings.test_few_people import made, run

PRINTED = {"report": "{{ kpi.late.latest }} visits were late."}
ALLOWED = ["Workbooks folder", "../performance"]


def told(*arguments):
    return [one for one in json.loads(run(*arguments, "--json").stdout)["problems"] if one["rule"] != "not-tagged"]


@pytest.fixture
def meeting(tmp_path):
    """A meeting whose indicators stand in another folder."""
    folder = made(tmp_path / "inputs" / "2015-03", PRINTED, [ALLOWED])
    (tmp_path / "performance").mkdir()
    (folder / "kpis.xlsx").rename(tmp_path / "performance" / "kpis.xlsx")
    return folder


def test_a_workbook_is_read_from_the_folder_that_is_allowed(meeting, tmp_path):
    built = run("build", "--no-pdf", meeting, "--output", tmp_path / "out")
    assert built.exit_code == 0, built.output
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text())
    assert "kpis.xlsx" in json.dumps(manifest["inputs"])


def test_no_other_folder_is_and_no_link_out_of_it_is_followed(meeting, tmp_path):
    secret = tmp_path / "secret.xlsx"
    (tmp_path / "performance" / "kpis.xlsx").rename(secret)
    assert [one["file"] for one in told("check", meeting)] == ["kpis.xlsx"]
    (tmp_path / "performance" / "kpis.xlsx").symlink_to(secret)
    assert "a link to a file in another folder, which is not followed" in told("check", meeting)[0]["message"]
    (tmp_path / "performance").rename(tmp_path / "gone")
    assert any('there is no folder "../performance"' in one["message"] for one in told("check", meeting))


def test_it_is_left_there_and_what_may_have_changed_since_is_not_compared_with(meeting, tmp_path):
    rolled = run("roll-forward", meeting, "2015-09", "--meeting-date", "2015-09-16")
    assert "was left there as it is" in " ".join(rolled.output.split()), rolled.output
    september = tmp_path / "inputs" / "2015-09"
    assert sorted(path.name for path in september.iterdir()) == ["paper.xlsx", "plan.xlsx", "report.docx"]
    (remark,) = [one for one in told("check", september) if one["rule"] == "previous-meeting-unsound"]
    assert "kpis.xlsx of the previous meeting 2015-03 is not in that meeting's folder" in remark["message"]
