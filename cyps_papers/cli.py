"""The commands: their options, and what they say at the end."""

from __future__ import annotations

import gc
import shutil
import sys
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from cyps_papers import __version__, console
from cyps_papers.problems import Problem, Problems

if TYPE_CHECKING:
    from cyps_papers.meetings.folders import MeetingFolder
    from cyps_papers.vocabulary import Subject

CLEAN, PROBLEMS_FOUND, WRONG_USAGE, FAULT, INTERRUPTED = 0, 1, 2, 3, 130


class Day(click.ParamType[date]):
    """A day as it is written in the UK, or as folders are named."""

    name = "date"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day; wrong usage where it is none."""
        from cyps_papers.periods import parse_date

        return parse_date(value) or self.fail(f'"{value}" is not a day. Write it as 2015-09-09 or 09/09/2015.')


MEETING = click.argument("meeting", required=False)
JSON = click.option("--json", "as_json", is_flag=True, help="Say it as JSON, for other programs.")
STRICT = click.option("--strict", is_flag=True, help="Count warnings as errors.")


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__)
def commands() -> None:
    """Make committee papers out of officers' spreadsheets and Word templates.

    MEETING is a folder under inputs, for example 2015-03, or its path. Without it, the latest is taken.
    """


@commands.command()
@MEETING
@click.option(
    "--output", type=click.Path(file_okay=False, path_type=Path), help="Where to write; otherwise output/MEETING."
)
@click.option("--draft", is_flag=True, help="Build in spite of errors: DRAFT on each page, missing values marked.")
@STRICT
def build(meeting: str | None, output: Path | None, draft: bool, strict: bool) -> None:
    """Make the report and its appendices from a meeting's folder."""
    from cyps_papers.meetings.build import build as build_paper

    problems = Problems()
    folder = _find(meeting, problems)
    place = output.resolve() if output else folder.output
    made = build_paper(folder, place, problems, draft=draft, strict=strict)
    _say(problems.found)
    if made is None:
        wrong = problems.found if strict else problems.errors
        _stop(f"Nothing was written: {console.count(len(wrong), 'problem')} to put right.")
    for line in made.lines():
        click.echo(line)
    if draft and problems.errors:
        sys.exit(PROBLEMS_FOUND)


@commands.command()
@MEETING
@STRICT
@JSON
def check(meeting: str | None, strict: bool, as_json: bool) -> None:
    """Say everything that is wrong with a meeting's paper, and write nothing."""
    from cyps_papers.meetings.prepare import prepare

    problems = Problems()
    folder = _find(meeting, problems)
    paper = prepare(folder, problems)
    if as_json:
        click.echo(console.as_json(problems.found))
    else:
        _say(problems.found)
        click.echo(_verdict(folder.name, problems))
        if paper and paper.still_to_do.total:
            click.echo(paper.still_to_do)
    wrong = problems.found if strict else problems.errors
    sys.exit(PROBLEMS_FOUND if wrong else CLEAN)


@commands.command()
@click.argument("old")
@click.argument("new")
@JSON
@click.option(
    "--docx", type=click.Path(dir_okay=False, path_type=Path), help="Write the new wording, changes tracked as in Word."
)
def compare(old: str, new: str, as_json: bool, docx: Path | None) -> None:
    """Say which figures, actions and words differ between two meetings, or two folders that were built."""
    from cyps_papers.meetings.compare import Comparison
    from cyps_papers.meetings.output import write_all
    from cyps_papers.meetings.side import read_side

    problems = Problems()
    before, after = (read_side(asked, Path.cwd(), problems) for asked in (old, new))
    _say(problems.found)
    if before is None or after is None:
        sys.exit(PROBLEMS_FOUND)
    comparison = Comparison(before, after)
    for line in [comparison.as_json()] if as_json else comparison.lines():
        click.echo(line)
    if docx:
        files, refused = comparison.marked(docx.with_suffix(".docx").name), Problems()
        if write_all(files, docx.resolve().parent, refused) is None:
            _say(refused.found)
            sys.exit(PROBLEMS_FOUND)
        tracked = f"Changes tracked in {', '.join(files)}." if files else "No text differs: nothing to track."
        click.echo(tracked, err=True)


@commands.command("roll-forward")
@click.argument("old")
@click.argument("new")
@click.option(
    "--meeting-date",
    required=True,
    type=Day(),
    help="The date of the new meeting: 2015-09-09, or 09/09/2015.",
)
def roll_forward(old: str, new: str, meeting_date: date) -> None:
    """Make the next meeting's folder, NEW, out of OLD, and list what is to be filled in."""
    from cyps_papers.meetings.roll_forward import roll_forward as roll

    problems = Problems()
    folder = _find(old, problems)
    _said(roll(folder, _beside(new, folder.path.parent), meeting_date, problems), problems)


@commands.command()
@click.argument("meeting")
@click.option(
    "--meeting-date",
    type=Day(),
    help="The date of the meeting, where the folder's name does not say it.",
)
def new(meeting: str, meeting_date: date | None) -> None:
    """Make an empty folder for MEETING: workbooks with an example in each, and a plain report template."""
    from cyps_papers.meetings.folders import INPUTS
    from cyps_papers.meetings.new_meeting import new_meeting

    problems, here = Problems(), Path.cwd()
    inputs = next((place / INPUTS for place in (here, *here.parents) if (place / INPUTS).is_dir()), here / INPUTS)
    _said(new_meeting(_beside(meeting, inputs), meeting_date, problems), problems)


@commands.command()
@MEETING
@JSON
@click.option("--docx", type=click.Path(dir_okay=False, path_type=Path), help="Write them as a Word page.")
@click.option("--markdown", is_flag=True, help="Say the names of every meeting, as the README has them.")
def names(meeting: str | None, as_json: bool, docx: Path | None, markdown: bool) -> None:
    """Every name that a template may use, with its value in this meeting and a tag to paste."""
    from cyps_papers.meetings import names as the_names
    from cyps_papers.meetings.meeting import read_meeting
    from cyps_papers.meetings.names_page import names_page

    if markdown:
        click.echo(the_names.markdown())
        return
    problems = Problems()
    read = read_meeting(_find(meeting, problems), problems)
    found = the_names.names_in(read, problems) if read else None
    if read and found and as_json:
        click.echo(console.as_json(problems.found, groups=the_names.as_data(found)))
    else:
        _say(problems.found)
        for line in the_names.lines(found) if found and not docx else ():
            click.echo(line)
    if read and found and docx:
        _write_one(docx, names_page(found, read.folder.name, read.date))
    sys.exit(PROBLEMS_FOUND if problems.errors else CLEAN)


@commands.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--meeting", help="Look a template's names up in this meeting; otherwise in the latest, if there is any.")
@JSON
@click.option("--copy", type=click.Path(dir_okay=False, path_type=Path), help="Write the template with its problems.")
def inspect(file: Path, meeting: str | None, as_json: bool, copy: Path | None) -> None:
    """What is read in one workbook, or asked for by one template."""
    from cyps_papers.meetings import inspect as looking

    found = looking.inspect_file(file, _names_of(meeting))
    if as_json:
        click.echo(console.as_json(found.problems, **looking.as_data(found)))
    else:
        for line in looking.lines(found):
            click.echo(line)
        _say(found.problems)
    if copy and isinstance(found, looking.InspectedTemplate) and found.package:
        _write_one(copy, found.copy())
    problems = Problems(found.problems)
    if not as_json:
        click.echo(_verdict(found.file, problems))
    sys.exit(PROBLEMS_FOUND if problems.errors else CLEAN)


def main() -> NoReturn:
    """Run a command and exit: 0 clean, 1 problems, 2 wrong usage, 3 a fault of ours, 130 interrupted."""
    gc.set_threshold(100_000)  # a command keeps nearly all that it makes: looking for what can go is time lost
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]  # old Windows consoles lack letters
    try:
        status = commands.main(prog_name="cyps-papers", standalone_mode=False)
    except click.ClickException as wrong:
        wrong.show()
        sys.exit(WRONG_USAGE)
    except (click.Abort, KeyboardInterrupt):
        click.echo("Stopped. Nothing was changed.", err=True)
        sys.exit(INTERRUPTED)
    except Exception as fault:
        if isinstance(fault, OSError) and fault.filename:
            _stop(f"{fault.filename}: it cannot be reached ({fault.strerror}). Nothing was changed.")
        log = console.write_fault(fault, Path.cwd())
        click.echo(f"Something went wrong in cyps-papers itself, not in your files. Please send us {log}.", err=True)
        sys.exit(FAULT)
    sys.exit(status if isinstance(status, int) else CLEAN)


def _find(meeting: str | None, problems: Problems) -> MeetingFolder:
    from cyps_papers.meetings.folders import find_meeting

    folder = find_meeting(meeting, Path.cwd(), problems)
    if folder is None:
        _say(problems.found)
        sys.exit(PROBLEMS_FOUND)
    return folder


def _names_of(meeting: str | None) -> Mapping[str, Subject] | None:
    """The names of a meeting that is asked for, or of the latest; None outside of any."""
    from cyps_papers.meetings.folders import find_meeting
    from cyps_papers.meetings.meeting import read_meeting

    problems = Problems()
    folder = _find(meeting, problems) if meeting else find_meeting(None, Path.cwd(), problems)
    read = read_meeting(folder, problems) if folder else None
    return read.context if read else None


def _write_one(path: Path, content: bytes) -> None:
    """Write one file, or say why it cannot be written and stop."""
    from cyps_papers.meetings.output import write_all

    problems = Problems()
    if write_all({path.name: content}, path.resolve().parent, problems) is None:
        _say(problems.found)
        sys.exit(PROBLEMS_FOUND)
    click.echo(f"Written: {path}", err=True)


def _beside(folder: str, others: Path) -> Path:
    """A folder to be made: among the others where only its name is given."""
    return others / folder if Path(folder).name == folder else Path(folder)


def _said(made: Any, problems: Problems) -> None:
    """Say what was made, or what stood in the way."""
    _say(problems.found)
    if made is None:
        _stop("Nothing was made.")
    for line in made.lines():
        click.echo(line)


def _say(problems: Iterable[Problem]) -> None:
    for line in console.matter_lines(problems, width=min(shutil.get_terminal_size().columns, 110)):
        click.echo(line, err=True)


def _stop(line: str) -> NoReturn:
    click.echo(line, err=True)
    sys.exit(PROBLEMS_FOUND)


def _verdict(meeting: str, problems: Problems) -> str:
    if not problems:
        return f"{meeting}: nothing is wrong."
    errors = len(problems.errors)
    warnings = len(problems.found) - errors
    parts = [console.count(errors, "error")] if errors else []
    parts += [console.count(warnings, "warning")] if warnings else []
    return f"{meeting}: {' and '.join(parts)}."
