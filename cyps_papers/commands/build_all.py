"""Make the papers of all meetings: each series of them in a process of its own, an earlier meeting before the next."""

from __future__ import annotations

import gc
import os
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

from cyps_papers import console
from cyps_papers.commands.exit_status import ExitStatus
from cyps_papers.commands.outcome import Outcome
from cyps_papers.files import stopping
from cyps_papers.meetings import pack
from cyps_papers.meetings.build import make
from cyps_papers.meetings.edition import Edition
from cyps_papers.meetings.folders import NO_MEETINGS, MeetingFolder, inputs_near
from cyps_papers.meetings.prepare import prepare
from cyps_papers.meetings.previous import in_series
from cyps_papers.problems import FilePlace, Problem, Problems
from cyps_papers.progress import steps


class Built(NamedTuple):
    """What became of one meeting: its files, none where it was not made, and what is wrong with it."""

    meeting: str
    files: tuple[str, ...]
    problems: list[Problem]


def build_all(*, draft: bool, strict: bool, wants_pdf: bool) -> Outcome:
    """Build the paper of every meeting in inputs; those that could not be built are told of at the end."""
    inputs = inputs_near(Path.cwd())
    series = in_series(inputs)
    if not series:
        return Outcome().refuse([NO_MEETINGS.at(FilePlace(inputs.name))])
    work = partial(_build_series, inputs, draft=draft, strict=strict, wants_pdf=wants_pdf)
    workers = min(len(series), os.cpu_count() or 1)
    built: list[Built] = []
    is_stopped = False
    context = get_context("spawn")  # the same on every system, and no copy of what is half done
    with ProcessPoolExecutor(workers, context, _begin, (gc.get_threshold()[0],)) as pool:
        under_way = [pool.submit(work, meetings) for meetings in series]
        try:
            for future in steps("Building", under_way):
                future.result()
        except KeyboardInterrupt:  # what has begun is waited for, and the rest stays as it is
            is_stopped = True
            pool.shutdown(cancel_futures=True)
    for future in under_way:
        built += [] if future.cancelled() else future.result()
    built.sort()
    outcome = Outcome()
    for meeting in built:
        if meeting.files:
            wrong = (
                f", with {console.count_matters(meeting.problems, 'problem')} to look at" if meeting.problems else ""
            )
            outcome.answer(f"{meeting.meeting}: made, {len(meeting.files)} files{wrong}.")
    for meeting in built:
        if not meeting.files:
            wrong = console.count_matters(meeting.problems, "problem")
            outcome.aside(f"{meeting.meeting}: nothing was written: {wrong} to put right.").tell(meeting.problems)
    not_made = [meeting.meeting for meeting in built if not meeting.files]
    if not_made:
        outcome.aside(f"Not made: {len(not_made)} of {len(built)}: {', '.join(not_made)}.")
    outcome.fail(bool(not_made) or any(Problems(meeting.problems).errors for meeting in built))
    if is_stopped:
        outcome.aside("Stopped. What is not named here was left as it was.").status = ExitStatus.INTERRUPTED
    return outcome


def _begin(threshold: int) -> None:
    """What each process begins with: what it leaves to the one that started it, and how often it looks for waste."""
    stopping.leave_to_another()
    gc.set_threshold(threshold)


def _build_series(inputs: Path, meetings: Sequence[str], *, draft: bool, strict: bool, wants_pdf: bool) -> list[Built]:
    """Build these meetings one after another, in a process of their own."""
    built = []
    with pack.office(wants_pdf) as office:
        for meeting in meetings:
            problems, folder = Problems(), MeetingFolder(inputs / meeting)
            place, paper = folder.output_in(None, problems), prepare(folder, problems)
            made = None
            if place and paper:
                made = make(Edition(paper, place, draft, wants_pdf, office), problems, strict=strict)
            built.append(Built(meeting, made.files if made else (), problems.found))
    return built
