"""Writes the list of names between its marks in docs/pages/names.md, as the program declares them."""

from pathlib import Path

from cyps_papers.meetings.names import FROM_FILES
from cyps_papers.sources.tree import NameGroup, declarations

PAGE = Path(__file__).with_name("pages") / "names.md"
START, END = "<!-- names -->", "<!-- /names -->"


def names_page() -> str:
    """The page with every declared name."""
    lines = []
    said: set[tuple[str, str]] = set()
    for group in (*declarations(), FROM_FILES):
        again = [row for row in group.rows if (row.name, row.sentence) in said]
        rows = [row for row in group.rows if row not in again]
        said.update((row.name, row.sentence) for row in rows)
        lines += ["", f"{_title(group)}: {group.about}", "", "| Name | What it gives |", "|---|---|"]
        for row in rows:
            lines.append(f"| `{row.path.replace('|', chr(92) + '|')}` | {row.sentence} |")
        if again:
            lines.append(f"| {', '.join(f'`.{row.name}`' for row in again)} | as above |")
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(START)
    return "\n".join([before + START, *lines, "", END + rest.partition(END)[2]])


def _title(group: NameGroup) -> str:
    """A group's title with its names and tags marked as code."""
    for joint in (", in ", ", and others"):
        path, found, rest = group.title.partition(joint)
        if found:
            return f"`{path}`{joint}`{rest}`" if joint == ", in " else f"`{path}`{joint}{rest}"
    return f"`{group.title}`"


if __name__ == "__main__":
    PAGE.write_text(names_page(), encoding="utf-8")
