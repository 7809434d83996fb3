"""The command line: the options of each command, and what is said and exited with at its end."""

from __future__ import annotations

import errno
import gc
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from io import TextIOWrapper
from typing import TYPE_CHECKING, Any, NoReturn, TextIO

import click

from cyps_papers import __version__, terminal
from cyps_papers.commands.exit_status import ExitStatus
from cyps_papers.files import causes, stopping

if TYPE_CHECKING:
    from pathlib import Path

    from cyps_papers.commands.outcome import Outcome

_CLOSED = (errno.EPIPE, errno.EINVAL)
"""What writing to a pipe gives that nobody reads any more, on Windows the second."""


class Day(click.ParamType[date]):
    """A day as it is written in the UK, or as folders are named."""

    name = "date"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day; wrong usage where it is none."""
        from cyps_papers.periods import parse_date

        return parse_date(value) or self.fail(f'"{value}" is not a day. Write it as 2015-09-09 or 09/09/2015.')


class FilePath(click.Path):
    """The path of a file or folder. pathlib is imported when there is one: it takes a tenth of the time of --help."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """The path."""
        from pathlib import Path

        return Path(os.fsdecode(super().convert(value, param, ctx)))


FILE = FilePath(dir_okay=False)


def _completed(of: str) -> Callable[[click.Context, click.Parameter, str], list[str]]:
    """What completes a word to one of the meetings, files or rules, of a file to its path by its name too."""

    def complete(_: click.Context, __: click.Parameter, typed: str) -> list[str]:
        from cyps_papers.commands import completing

        words: list[str] = getattr(completing, of)()
        return [word for word in words if word.startswith(typed) or os.path.basename(word).startswith(typed)]

    return complete


MEETING = click.argument("meeting", required=False, shell_complete=_completed("meetings"))
OLD, NEW = (click.argument(name, shell_complete=_completed("meetings")) for name in ("old", "new"))
JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON, for other programs.")
PAGE = click.option("--html", "page", type=FILE, help="Write what is wrong as a page too, with links to the files.")
STRICT = click.option("--strict", is_flag=True, help="Count warnings as errors.")


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__)
def commands() -> None:
    """Make committee papers from officers' spreadsheets and Word templates.

    MEETING is a folder under inputs, for example 2015-03, or its path. Without it, the latest is taken.
    """


@commands.result_callback()
def end(outcome: Outcome) -> NoReturn:
    """Say what a command has to say, and exit with its status."""
    terminal.clear()
    try:
        for line, is_aside in outcome.said:
            terminal.say(line, is_aside)
    except OSError as reason:
        for stream in (sys.stdout, sys.stderr):
            _flush(stream)
        if reason.errno not in _CLOSED:
            raise
    if outcome.opens:
        click.launch(str(outcome.opens))
    sys.exit(outcome.status)


@commands.command()
@MEETING
@click.option("--output", type=FilePath(file_okay=False), help="Where to write; otherwise output/MEETING.")
@click.option("--all", "of_all", is_flag=True, help="Build the papers of all the meetings in inputs.")
@click.option("--draft", is_flag=True, help="Build in spite of errors: DRAFT on each page, missing values marked.")
@click.option("--no-pdf", is_flag=True, help="Leave out the PDF, which takes a few seconds to make.")
@click.option("--open", "opens", is_flag=True, help="Open the folder when the paper is made.")
@STRICT
@JSON
@PAGE
def build(
    meeting: str | None,
    output: Path | None,
    of_all: bool,
    draft: bool,
    no_pdf: bool,
    opens: bool,
    strict: bool,
    as_json: bool,
    page: Path | None,
) -> Outcome:
    """Make a meeting's paper: report, appendices and pack."""
    if of_all:
        if meeting or output or opens or as_json or page:
            raise click.UsageError("With --all, name no meeting, and no --output, --open, --json or --html.")
        from cyps_papers.commands.build_all import build_all

        return build_all(draft=draft, strict=strict, wants_pdf=not no_pdf)
    from cyps_papers.commands.build import build as run

    return run(meeting, output, page, draft=draft, strict=strict, wants_pdf=not no_pdf, as_json=as_json, opens=opens)


@commands.command()
@MEETING
@STRICT
@JSON
@PAGE
def check(meeting: str | None, strict: bool, as_json: bool, page: Path | None) -> Outcome:
    """List everything that is wrong, and write nothing."""
    from cyps_papers.commands.check import check as run

    return run(meeting, page, strict=strict, as_json=as_json)


@commands.command()
@MEETING
@click.option("--no-browser", is_flag=True, help="Open no browser; only say the address.")
def preview(meeting: str | None, no_browser: bool) -> Outcome:
    """Show the report and what is wrong in a browser. Each save refreshes it; Ctrl-C ends it."""
    from cyps_papers.commands.preview import preview as run
    from cyps_papers.console import Line

    def began(address: str) -> None:
        terminal.clear()
        terminal.say(Line(f"Preview: {address}  (Ctrl-C ends it)"), True)
        if not no_browser:
            click.launch(address)

    return run(meeting, lambda path: click.launch(str(path)), began)


@commands.command()
@OLD
@NEW
@JSON
@click.option("--docx", type=FILE, help="Write the new wording, changes tracked as in Word.")
def compare(old: str, new: str, as_json: bool, docx: Path | None) -> Outcome:
    """List what changed between two meetings. OLD and NEW may also be folders that were built."""
    from cyps_papers.commands.compare import compare as run

    return run(old, new, docx, as_json=as_json)


@commands.command("roll-forward")
@OLD
@NEW
@click.option(
    "--meeting-date", required=True, type=Day(), help="The date of the new meeting: 2015-09-09, or 09/09/2015."
)
@JSON
def roll_forward(old: str, new: str, meeting_date: date, as_json: bool) -> Outcome:
    """Make the next meeting's folder, NEW, from OLD. What has to be filled in is listed."""
    from cyps_papers.commands.new_folder import roll_forward as run

    return run(old, new, meeting_date, as_json=as_json)


@commands.command()
@click.argument("meeting", required=False)
@click.option("--sample", is_flag=True, help="Copy the March 2015 paper here, with its templates, to try things out.")
@click.option("--meeting-date", type=Day(), help="The date of the meeting, if the folder's name does not give it.")
@click.option("--with", "others", multiple=True, help='Another kind of source to include: "risk register".')
@JSON
def new(
    meeting: str | None, sample: bool, meeting_date: date | None, others: tuple[str, ...], as_json: bool
) -> Outcome:
    """Make an empty folder for MEETING. Its workbooks have an example in each, and it has a plain template."""
    if bool(meeting) == sample:
        raise click.UsageError("Name the meeting's folder, for example 2016-01; or give --sample alone.")
    from cyps_papers.commands.new_folder import new as run

    return run(meeting, meeting_date, others, as_json=as_json)


@commands.command()
@MEETING
@JSON
@click.option("--docx", type=FILE, help="Write them as a Word page.")
@click.option("--of", metavar="NAME", shell_complete=_completed("names"), help="Only NAME and the names below it.")
def names(meeting: str | None, as_json: bool, docx: Path | None, of: str | None) -> Outcome:
    """List every name that a template may use. Each has its value in this meeting and a tag to paste."""
    from cyps_papers.commands.names import names as run

    return run(meeting, docx, of, as_json=as_json)


@commands.command()
@click.argument("file", type=FilePath(), shell_complete=_completed("files"))
@click.option(
    "--meeting",
    shell_complete=_completed("meetings"),
    help="Look a template's names up in this meeting; otherwise in the latest, if there is one.",
)
@JSON
@click.option("--copy", type=FILE, help="Write a copy of the template with its problems as comments.")
@click.option("--as", "kind", metavar="KIND", help='Show what a workbook is read as: "action plan", indicators, ...')
def inspect(file: Path, meeting: str | None, as_json: bool, copy: Path | None, kind: str | None) -> Outcome:
    """Show what is read from a workbook or used by a template."""
    from cyps_papers.commands.inspect import inspect as run

    return run(file, meeting, copy, kind, as_json=as_json)


@commands.command()
@click.argument("file", type=FILE)
@MEETING
@JSON
def adopt(file: Path, meeting: str | None, as_json: bool) -> Outcome:
    """Make a template from an existing paper, FILE. What the workbooks of MEETING hold becomes tags."""
    from cyps_papers.commands.adopt import adopt as run

    return run(file, meeting, as_json=as_json)


@commands.command()
@click.argument("rule", required=False, shell_complete=_completed("rules"))
@JSON
def explain(rule: str | None, as_json: bool) -> Outcome:
    """Say what RULE looks for, with examples. Without it, all the rules."""
    from cyps_papers.commands.explain import explain as run

    return run(rule, as_json=as_json)


def main() -> NoReturn:
    """Run a command and exit: 0 clean, 1 problems, 2 wrong usage, 3 a fault of ours, 130 interrupted."""
    gc.set_threshold(100_000)  # a command keeps nearly all that it makes: looking for what can go is time lost
    stopping.begin()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # there is none where a program was started without
            stream.reconfigure(errors="replace")  # old Windows consoles lack letters
    terminal.show_progress()
    try:
        status = _run()
        _flush(sys.stdout)
    except OSError as reason:
        status = ExitStatus.PROBLEMS
        _say(f"What there is to say cannot be written: {causes.in_words(reason)}.{_unchanged()}")
    stopping.go_through()  # a stop that comes now would only spoil the end
    gc.disable()  # or Python looks through all there is once more as it ends
    sys.exit(status)


def _run() -> int:
    """Run a command, and say in one line whatever ends it but itself."""
    try:
        os.getcwd()
    except OSError:
        _say("The folder that this is run in is not there any more. Go to another and run it again.")
        return ExitStatus.PROBLEMS
    try:
        commands.main(prog_name="cyps-papers", standalone_mode=False)
    except SystemExit as ended:
        return int(ended.code or 0)
    except click.ClickException as wrong:
        wrong.show()
        return ExitStatus.WRONG_USAGE
    except (click.Abort, KeyboardInterrupt):
        _say(f"Stopped.{_unchanged()}")
        return ExitStatus.INTERRUPTED
    except Exception as fault:  # whatever else comes up here is a fault of ours: it is kept for us, not shown
        if isinstance(fault, OSError) and causes.is_from_outside(fault):
            what = "Nothing more can be done"
            if fault.filename:
                what = f"{os.fsdecode(fault.filename)}: it cannot be read or written"
            _say(f"{what}: {causes.in_words(fault)}.{_unchanged()}")
            return ExitStatus.PROBLEMS
        from pathlib import Path

        from cyps_papers.commands.fault import write_log

        log = write_log(fault, sys.argv[1:], commands.commands, Path(os.curdir))
        sent = f"Please send us {log.resolve()}." if log else "Please tell us what you did."
        _say(f"Something went wrong in cyps-papers itself, not in your files. {sent}")
        return ExitStatus.FAULT
    return ExitStatus.CLEAN


def _unchanged() -> str:
    return "" if stopping.is_too_late() else " Nothing was changed."


def _say(line: str) -> None:
    """Say something about the command itself, if there is anybody to say it to."""
    terminal.clear()
    with suppress(OSError):
        click.echo(line, err=True)


def _flush(stream: TextIO | None) -> None:
    """Have all said that was said; whoever has closed the other end of a pipe has read enough."""
    if stream is None:
        return
    try:
        stream.flush()
    except OSError as reason:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())  # else Python tries again when it ends
        if reason.errno not in _CLOSED:
            raise
