"""A kind of source is named in its own folder and where it is registered, and nowhere else."""

import re
from pathlib import Path

import cyps_papers
from cyps_papers.sources.registry import KINDS

PACKAGE = Path(cyps_papers.__file__).parent


def test_no_module_but_the_registry_names_a_kinds_folder():
    folders = {kind.folder.name for kind in KINDS}
    named = re.compile(rf"cyps_papers\.sources\.({'|'.join(folders)})\b")
    outside = [
        path.relative_to(PACKAGE).as_posix()
        for path in sorted(PACKAGE.rglob("*.py"))
        if path.parent not in {kind.folder for kind in KINDS} and named.search(path.read_text(encoding="utf-8"))
    ]
    assert outside == ["sources/registry.py"]


def test_the_kinds_have_names_of_their_own():
    names = [name for kind in KINDS for name in (kind.name, *kind.also)]
    assert len(set(names)) == len(names)


def test_a_starter_stands_in_its_kinds_folder():
    assert [kind.name for kind in KINDS if kind.starter and not (kind.folder / kind.starter).is_file()] == []
