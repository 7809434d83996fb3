"""The preview: one browser on this machine sees the report and its problems, anew at each change, and no other file."""

import queue
import shutil
import subprocess
import threading
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from cyps_papers.commands import preview as command
from cyps_papers.meetings.folders import MeetingFolder
from cyps_papers.preview import server as serving
from cyps_papers.preview.server import Server
from cyps_papers.preview.view import View


def shown(view, said):
    """Show other problems, as after a save."""
    with view.changed:
        view.problems = f"<main><h1>{said}</h1></main>"
        view.version += 1
        view.changed.notify_all()


@pytest.fixture
def served(tmp_path):
    """A server with a view of made-up problems, and the files that were opened."""
    opened = []
    view = View(MeetingFolder(tmp_path), files=[tmp_path / "kpis.xlsx"])
    shown(view, "2 errors")
    server = Server(view, opened.append)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    yield server, view, opened
    server.shutdown()
    server.server_close()


def got(address, **headers):
    try:
        with urllib.request.urlopen(urllib.request.Request(address, headers=headers), timeout=10) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as refused:
        return refused.code, refused.read().decode()


def test_what_is_shown_is_given_and_nothing_else(served):
    server, _, opened = served
    assert server.server_address[0] == "127.0.0.1"
    assert got(server.address + "problems") == (200, "<main><h1>2 errors</h1></main>")
    assert got(server.address + "open/0")[0] == 204
    assert [path.name for path in opened] == ["kpis.xlsx"]
    root = server.address.removesuffix(f"{server.token}/")
    refused = ["open/1", "open/-1", "open/../x", "paper.xlsx", "../paper.xlsx", "%2e%2e/paper.xlsx", "//etc/passwd"]
    assert {got(server.address + name) for name in refused} == {(404, "")}
    assert {got(root + name) for name in ("", "problems", "x/problems", "%C3%A9/problems")} == {(404, "")}
    assert got(server.address + "problems", Host="example.org") == (404, "")


def test_a_change_is_told_to_whoever_waits_for_it(served):
    server, view, _ = served
    assert got(server.address + "version?seen=0") == (200, "1")
    threading.Timer(0.05, shown, (view, "1 error")).start()
    assert got(server.address + "version?seen=1") == (200, "2")


def test_a_browser_asks_for_what_has_changed_by_itself(served, tmp_path, monkeypatch):
    if shutil.which("chromium") is None:
        pytest.skip("Chromium is not installed")
    server, view, _ = served
    asked, show = queue.Queue(), serving.Handler._show

    def noted(handler, name, seen):
        show(handler, name, seen)
        asked.put((name, view.version))

    monkeypatch.setattr(serving.Handler, "_show", noted)
    options = ("--headless", "--no-sandbox", "--disable-gpu", "--remote-debugging-port=0")
    browser = subprocess.Popen(
        ["chromium", *options, f"--user-data-dir={tmp_path}/profile", server.address], stderr=subprocess.DEVNULL
    )
    try:
        while asked.get(timeout=30) != ("problems", 1):
            pass
        shown(view, "1 error")
        wanted = {("problems", 2), ("report", 2)}
        while wanted:
            wanted.discard(asked.get(timeout=30))
    finally:
        browser.kill()
        browser.wait()


def test_what_fails_over_a_half_saved_file_leaves_the_report_and_says_so(tmp_path, monkeypatch):
    view = View(MeetingFolder(tmp_path), report=b"as it was")

    def fail(*_):
        raise OSError(13, "Permission denied", "kpis.xlsx")

    monkeypatch.setattr("cyps_papers.preview.view.prepare", fail)
    view.make()
    assert (view.report, view.version) == (b"as it was", 1)
    assert "the page could not be made from what is there now: permission was refused." in view.problems


@pytest.mark.parametrize("fault", [ZeroDivisionError(), OSError(13, "Permission denied")])
def test_a_fault_of_ours_is_not_taken_for_a_file_that_is_being_saved(tmp_path, monkeypatch, fault):
    def fail(*_):
        raise fault

    monkeypatch.setattr("cyps_papers.preview.view.prepare", fail)
    with pytest.raises(type(fault)):
        View(MeetingFolder(tmp_path)).make()


def test_what_office_keeps_beside_an_open_file_is_no_change():
    paths = ["/inputs/~$kpis.xlsx", "/inputs/.~lock.kpis.xlsx#", "/inputs/kpis.xlsx"]
    assert [Path(path).name for path in paths if command._is_of_papers(None, path)] == ["kpis.xlsx"]
