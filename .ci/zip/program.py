"""What the program in the zip runs: cyps-papers, or as Python itself does, a script that cyps-papers has it run."""

import multiprocessing
import os
import runpy
import sys

from cyps_papers.__main__ import main

SCRIPT = ["-I", "-S"]  # as `cyps_papers.publishing.libreoffice` runs a script


def leave_other_programs_theirs() -> None:
    """Let LibreOffice find its own libraries: PyInstaller has programs look among those in the zip first."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.kernel32.SetDllDirectoryW(None)
    else:
        os.environ["LD_LIBRARY_PATH"] = os.environ.get("LD_LIBRARY_PATH_ORIG", "")


if __name__ == "__main__":
    multiprocessing.freeze_support()
    if sys.argv[1:3] == SCRIPT:
        leave_other_programs_theirs()
        del sys.argv[:3]
        runpy.run_path(sys.argv[0], run_name="__main__")
    else:
        main()
