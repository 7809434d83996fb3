"""Make a zip that officers unpack and use: the program, which needs no Python, with the March 2015 paper to begin with.

    python .ci/zip/make.py [FOLDER]

Run it on the system that the zip is for, in an environment made with `pip install ".[zip]"`. It is not in the package:
whoever installs that has no use for it.
"""

import compileall
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path
from py_compile import PycInvalidationMode

from cyps_papers import __version__

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
BESIDE = (
    "make-paper.cmd",
    "README.md",
    "LICENSE",
    "THIRD-PARTY-NOTICES.md",
    "docs/pages",
    "templates",
    "inputs/2015-03",
)
NOT_THESE = shutil.ignore_patterns("~$*", ".*")


def make(into: Path) -> Path:
    """The zip, made in a folder, with one folder in it."""
    name = f"cyps-papers-{__version__}-{sysconfig.get_platform()}"
    with tempfile.TemporaryDirectory() as work:
        whole = Path(work, name)
        command = [sys.executable, "-m", "PyInstaller", "--log-level", "WARN", "--noconfirm"]
        command += ["--distpath", str(whole), "--workpath", f"{work}/work", str(HERE / "program.spec")]
        subprocess.run(command, check=True)
        # unchecked: a zip rounds the time of a file, by which Python tells whether it has compiled it
        unchecked = PycInvalidationMode.UNCHECKED_HASH
        inside = whole / "program" / "_internal"
        compileall.compile_dir(inside, quiet=1, invalidation_mode=unchecked, stripdir=str(inside))
        for path in BESIDE:
            if (ROOT / path).is_dir():
                shutil.copytree(ROOT / path, whole / path, ignore=NOT_THESE)
            else:
                shutil.copy(ROOT / path, whole / path)
        return Path(shutil.make_archive(str(into.resolve() / name), "zip", work, name))


if __name__ == "__main__":
    print(make(Path(*sys.argv[1:])))
