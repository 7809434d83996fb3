"""Commands in processes of their own that are stopped, or that nobody listens to any more: no traceback."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MARCH = ROOT / "inputs" / "2015-03"
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has other signals and pipes")


def started(*arguments, code="from cyps_papers.__main__ import main; main()", **streams):
    return subprocess.Popen(
        [sys.executable, "-c", code, *arguments],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        text=True,
        **{"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **streams},
    )


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_command_stopped_while_it_is_loaded_says_so(sent):
    while_loading = (
        "import sys, os, signal\n"
        f"signal.signal({int(sent)}, signal.SIG_DFL)\n"  # what runs the tests may have it ignored
        "class Sent:\n"
        "    def find_spec(self, name, *_):\n"
        f"        if name == 'click': os.kill(os.getpid(), {int(sent)})\n"
        "sys.meta_path.insert(0, Sent())\n"
        "from cyps_papers.__main__ import main; main()"
    )
    said = started("check", code=while_loading).communicate()
    assert said == ("", "Stopped. Nothing was changed.\n")


def test_what_is_said_to_a_pipe_that_is_closed_ends_with_the_commands_own_status():
    reading, writing = os.pipe()
    os.close(reading)
    command = started("inspect", str(MARCH / "kpis.xlsx"), stdout=writing)
    os.close(writing)
    assert command.communicate()[1] == ""
    assert command.returncode == 0


def test_what_cannot_be_said_is_told_beside_it():
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full here")
    with open("/dev/full", "w") as full:
        command = started("inspect", str(MARCH / "kpis.xlsx"), stdout=full)
        said = command.communicate()[1]
    assert said.splitlines() == ["Nothing more can be done: no room is left on the disk. Nothing was changed."]
    assert command.returncode == 1
