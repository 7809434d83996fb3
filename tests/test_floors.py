"""Imports go down the floors only, Click stays in the command line, and that needs little else to begin with."""

import ast
import subprocess
import sys
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

import cyps_papers
from cyps_papers.sources.registry import KINDS

HOUSE = Path(cyps_papers.__file__).parent
GROUND = {
    "coordinates",
    "files",
    "numerals",
    "opc",
    "origin",
    "periods",
    "problems",
    "progress",
    "records",
    "vocabulary",
    "words",
}
MAY_IMPORT = {
    "reading": GROUND,
    "disclosure": GROUND,
    "figures": GROUND | {"disclosure"},
    "word": GROUND | {"spreadsheets"},  # charts carry workbooks
    "spreadsheets": {"coordinates", "opc"},
    "language": GROUND,
    "checks": GROUND | {"disclosure", "figures", "word", "language"},
    "sources": GROUND | {"reading", "disclosure", "figures", "language", "spreadsheets", "checks"},
    "publishing": GROUND | {"word"},
    "meetings": GROUND
    | {"reading", "disclosure", "figures", "word", "language", "checks", "spreadsheets", "sources", "publishing"},
    "console": GROUND,
    "problem_page": GROUND | {"console"},
    "preview": GROUND | {"meetings", "problem_page"},
    "commands": GROUND | {"meetings", "console", "problem_page", "preview"},
    "terminal": {"console", "progress"},
    "cli": {"commands", "console", "files", "periods", "terminal"},
    "__main__": {"cli", "files"},
    **dict.fromkeys(GROUND, GROUND),
}
MODULES = sorted(path for path in HOUSE.rglob("*.py") if path != HOUSE / "__init__.py")


def room(path: Path) -> str:
    return path.relative_to(HOUSE).parts[0].removesuffix(".py")


@cache
def nodes(path: Path) -> list[ast.AST]:
    return list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))


@cache
def imports(path: Path) -> set[str]:
    found = set()
    for node in nodes(path):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            found.update({node.module, *(f"{node.module}.{alias.name}" for alias in node.names)})
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(HOUSE).as_posix())
def test_imports_go_down_the_floors_only(path):
    own = {name.split(".")[1] for name in imports(path) if name.startswith("cyps_papers.")} - {"__version__"}
    assert own - {room(path)} <= MAY_IMPORT[room(path)]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(HOUSE).as_posix())
def test_only_the_command_line_knows_click_prints_or_exits(path):
    if room(path) in ("cli", "terminal", "__main__"):
        return
    assert not {name for name in imports(path) if name.split(".")[0] == "click"}
    calls = {node.func.id for node in nodes(path) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}
    assert not calls & {"print", "exit", "quit"}


PACKAGES = sorted({path.parent for path in HOUSE.rglob("*.py")})
COLLECTS = {"sources": {"registry"}}
"""What collects its neighbours, and is asked by them while a command runs."""


@cache
def named_as_types(path: Path) -> set[str]:
    """What a module imports for its annotations alone."""
    blocks = [node for node in nodes(path) if isinstance(node, ast.If) and isinstance(node.test, ast.Name)]
    only = [node for block in blocks if block.test.id == "TYPE_CHECKING" for node in block.body]
    return {f"{node.module}.{alias.name}" for node in only if isinstance(node, ast.ImportFrom) for alias in node.names}


def storeys(package: Path, with_types: bool = False) -> dict[str, set[str]]:
    """The modules and sub-packages of a package, each with those of its neighbours that it imports."""
    inside = {path.stem: [path] for path in package.glob("*.py") if path.name != "__init__.py"}
    inside |= {path.parent.name: list(path.parent.rglob("*.py")) for path in package.glob("*/__init__.py")}
    dotted = ".".join(("cyps_papers", *package.relative_to(HOUSE).parts, ""))
    found = {}
    for name, paths in inside.items():
        names = set()
        for path in paths:
            types = set() if with_types else named_as_types(path)
            names |= imports(path) - types - {one.rpartition(".")[0] for one in types}
        imported = {one.removeprefix(dotted).split(".")[0] for one in names if one.startswith(dotted)}
        found[name] = imported & set(inside) - {name} - COLLECTS.get(package.name, set())
    return found


@pytest.mark.parametrize("package", PACKAGES, ids=lambda path: path.relative_to(HOUSE).as_posix())
def test_no_two_modules_or_packages_import_each_other(package):
    list(TopologicalSorter(storeys(package)).static_order())


def test_word_goes_from_parts_to_lint():
    order = ["parts", "story", "templates", "inserted", "rendering", "finished", "lint"]
    for name, imported in storeys(HOUSE / "word", with_types=True).items():
        below = order[: order.index(name)] if name in order else ["parts", "story"]
        assert imported <= set(below), name


KNOWING = {type(kind).__module__.split(".")[2] for kind in KINDS}
KIND_NAMES = {name for kind in KINDS for name in (kind.name, *kind.also)}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(HOUSE).as_posix())
def test_nobody_but_the_registry_knows_a_kind_of_source(path):
    parts = path.relative_to(HOUSE).parts
    if parts[0] == "sources" and parts[1] in {"registry.py", *KNOWING}:
        return
    assert not {name.split(".")[2] for name in imports(path) if name.startswith("cyps_papers.sources.")} & KNOWING
    tree = ast.parse(path.read_text(encoding="utf-8"))
    choices = [node for node in ast.walk(tree) if isinstance(node, ast.Compare | ast.MatchValue)]
    constants = [part for choice in choices for part in ast.walk(choice) if isinstance(part, ast.Constant)]
    assert not {constant.value for constant in constants} & KIND_NAMES


def test_help_and_version_import_click_and_nothing_that_reads_or_writes():
    slow = "pathlib", "urllib.parse"
    script = f"import sys, cyps_papers.cli; assert not sys.modules.keys() & {slow}; print(*sys.modules)"
    command = [sys.executable, "-S", "-c", f"import sys; sys.path += {sys.path[1:]}; {script}"]
    said = subprocess.run(command, capture_output=True, text=True, check=True, cwd=HOUSE.parent)
    known = (
        "cli",
        "commands",
        "commands.exit_status",
        "files",
        "files.causes",
        "files.stopping",
        "progress",
        "terminal",
    )
    ours = {module for module in said.stdout.split() if module.startswith("cyps_papers.")}
    assert ours == {f"cyps_papers.{module}" for module in known}
