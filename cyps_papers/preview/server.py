"""A server for one browser on this machine: nobody without the token in its address is told anything."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from cyps_papers.preview.view import View
from cyps_papers.problem_page import STYLE

HOST = "127.0.0.1"
WAIT = 20  # seconds that a browser waits for a change before it asks again
SHELL = f"""<!DOCTYPE html>
<html lang="en-GB"><head><meta charset="utf-8"><title>Preview</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>{STYLE}
body {{ margin: 0; display: grid; grid-template-columns: minmax(18rem, 2fr) 3fr; height: 100vh }}
#ended {{ position: fixed; inset: 0 0 auto; margin: 0; padding: .5rem 1rem; font: 1rem/1.5 Arial, sans-serif;
  color: #fff; background: #a4001d }}
#problems {{ overflow-y: auto }}
iframe {{ border: 0; border-left: 2px solid var(--line); width: 100%; height: 100% }}
@media (max-width: 50rem) {{ body {{ display: block }} iframe {{ height: 90vh; border-left: 0 }} }}
</style></head>
<body><p id="ended" role="alert" hidden>The preview has ended, so what stands here may be out of date.
The window in which it was started says why.</p>
<div id="problems"></div><iframe id="report" title="The report as a page" src="report"></iframe>
<script>
let version = -1;
const ended = document.getElementById("ended");
async function follow() {{
  for (;;) {{
    try {{
      const now = Number(await (await fetch("version?seen=" + version)).text());
      if (now !== version) {{
        document.getElementById("problems").innerHTML = await (await fetch("problems")).text();
        document.title = document.querySelector("#problems h1").textContent;
        if (version >= 0) document.getElementById("report").contentWindow.location.reload();
        version = now;
      }}
      ended.hidden = true;
    }} catch {{ ended.hidden = false; await new Promise(done => setTimeout(done, 1000)); }}
  }}
}}
follow();
</script></body></html>
"""
_HEADERS = {
    "Content-Type": "text/html; charset=utf-8",
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'self' 'unsafe-inline'; img-src data:",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


class Server(ThreadingHTTPServer):
    """Shows a view at an address with a token; `opens` opens a file of the view in its own program."""

    daemon_threads = True

    def __init__(self, view: View, opens: Callable[[Path], object]) -> None:
        super().__init__((HOST, 0), Handler)
        self.view, self.opens, self.token = view, opens, secrets.token_urlsafe(16)

    @property
    def address(self) -> str:
        """Where a browser sees it."""
        return f"http://{HOST}:{self.server_port}/{self.token}/"


class Handler(BaseHTTPRequestHandler):
    """Answers a browser with what is shown, and with no file."""

    server: Server
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Give what is asked for, if it is asked for by its whole address."""
        asked = urlsplit(self.path)
        begins, _, name = asked.path.removeprefix("/").partition("/")
        is_ours = self.headers.get("Host") == f"{HOST}:{self.server.server_port}"  # no other name leads here
        if not is_ours or not secrets.compare_digest(begins.encode(), self.server.token.encode()):
            self._answer(b"", HTTPStatus.NOT_FOUND)
        elif name.startswith("open/"):
            self._open(name.removeprefix("open/"))
        else:
            self._show(name, parse_qs(asked.query).get("seen", [""])[0])

    def _show(self, name: str, seen: str) -> None:
        view = self.server.view
        if name == "version":
            self._answer(str(view.wait(int(seen) if seen.isdigit() else -1, WAIT)).encode())
            return
        shown = {"": SHELL.encode(), "report": view.report, "problems": view.problems.encode()}
        self._answer(shown.get(name, b""), HTTPStatus.OK if name in shown else HTTPStatus.NOT_FOUND)

    def _open(self, number: str) -> None:
        files = self.server.view.files
        if not number.isdecimal() or int(number) >= len(files):
            self._answer(b"", HTTPStatus.NOT_FOUND)
            return
        self.server.opens(files[int(number)])
        self.send_response(HTTPStatus.NO_CONTENT)
        self.end_headers()

    def _answer(self, content: bytes, status: HTTPStatus = HTTPStatus.OK) -> None:
        self.send_response(status)
        for name, value in _HEADERS.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing of requests."""
