"""Show a meeting's report and its problems in a browser, made anew at each save."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Thread

from cyps_papers.commands.outcome import Outcome
from cyps_papers.files.names import OFFICE_LOCK
from cyps_papers.meetings.folders import TEMPLATES, find_meeting
from cyps_papers.preview.server import Server
from cyps_papers.preview.view import View
from cyps_papers.problems import FilePlace, Problems, error

NOT_INSTALLED = error(
    "preview",
    "preview needs the package watchfiles, which is not installed.",
    'Install it: pip install "watchfiles>=1,<2"',
)
PAUSE = 200  # milliseconds without a further change, so that a save is over
LOOK = 250  # milliseconds between looks for changes


def preview(meeting: str | None, opens: Callable[[Path], object], began: Callable[[str], None]) -> Outcome:
    """Preview a meeting until Ctrl-C; `began` is told the address, and `opens` opens a file in its own program."""
    problems = Problems()
    folder = find_meeting(meeting, Path.cwd(), problems)
    try:
        from watchfiles import watch
    except ImportError:
        problems.add(NOT_INSTALLED, FilePlace("preview"))
    if folder is None or problems.errors:
        return Outcome().refuse(problems.found)
    view = View(folder)
    server = Server(view, opens)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        view.make()
        began(server.address)
        folders = [path for path in (folder.path, folder.root / TEMPLATES) if path.is_dir()]
        for _ in watch(*folders, watch_filter=_is_of_papers, debounce=PAUSE, step=PAUSE // 4, rust_timeout=LOOK):
            view.make()
    except KeyboardInterrupt:
        return Outcome().aside("The preview has ended.")
    finally:
        server.shutdown()
        server.server_close()
    return Outcome()


def _is_of_papers(_: object, path: str) -> bool:
    """Whether a changed file is one that papers are made from, and not what Office keeps beside an open one."""
    return not Path(path).name.startswith((OFFICE_LOCK, "."))
