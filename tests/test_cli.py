"""The date of a meeting as officers type it on the command line."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from cyps_papers.cli import commands

ROOT = Path(__file__).parent.parent


def test_a_day_that_is_none_is_wrong_usage_with_how_to_write_it(tmp_path):
    said = CliRunner().invoke(commands, ["new", str(tmp_path / "2016-01"), "--meeting-date", "9 September"])
    assert said.exit_code == 2
    assert '"9 September" is not a day. Write it as 2015-09-09 or 09/09/2015.' in said.output
    assert not (tmp_path / "2016-01").exists()


@pytest.mark.parametrize("written", ["2015-09-09", "09/09/2015", "9 September 2015"])
def test_a_meeting_is_rolled_forward_to_a_day_written_in_any_usual_form(tmp_path, written):
    shutil.copytree(ROOT / "inputs" / "2015-03", tmp_path / "inputs" / "2015-03")
    shutil.copytree(ROOT / "templates", tmp_path / "templates")
    old, new = tmp_path / "inputs" / "2015-03", tmp_path / "inputs" / "2015-09"
    said = CliRunner().invoke(commands, ["roll-forward", str(old), str(new), "--meeting-date", written])
    assert said.exit_code == 0, said.output
    assert said.output.splitlines()[0].startswith("Made inputs/2015-09: paper.xlsx, ")
    again = CliRunner().invoke(commands, ["roll-forward", str(old), str(new), "--meeting-date", written])
    assert (again.exit_code, again.output.splitlines()[0]) == (1, "inputs/2015-09")
