"""What the README and the pages of the docs say can be followed: their links, and the commands that they show."""

import re
import shlex
from pathlib import Path

import click
import pytest

from cyps_papers.cli import commands

ROOT = Path(__file__).parents[1]
PAGES = (ROOT / "README.md", *sorted((ROOT / "docs/pages").glob("*.md")))
PLACEHOLDER = re.compile(r"[A-Z]+")


def anchors(page):
    """The headings of a page, as links name them."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_somewhere(page):
    for target in re.findall(r"\]\((?!https?:)([^)]+)\)", page.read_text(encoding="utf-8")):
        file, _, anchor = target.partition("#")
        linked = (page.parent / file).resolve() if file else page
        assert linked.is_file(), target
        assert not anchor or anchor in anchors(linked), target


def shown_commands():
    """Each command of the program that the pages show: in a block after a $, or whole in a line of prose."""
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        for command in re.findall(r"^\$ cyps-papers (.+)$|`cyps-papers ([^`]+)`", text, re.MULTILINE):
            yield page.name, " ".join("".join(command).split())


@pytest.mark.parametrize(("page", "command"), sorted(set(shown_commands())))
def test_every_command_that_is_shown_is_one(page, command):
    name, *rest = shlex.split(command)
    shown = commands.get_command(click.Context(commands), name)
    assert shown, f"no command {name}"
    try:
        shown.make_context(name, rest)
    except click.MissingParameter:
        if rest:
            raise
    except click.BadParameter:
        if not PLACEHOLDER.search(command):
            raise
