"""A program that ends, with all that it starts, as soon as the one that had it run is gone, however that ended.

Run as a script: `attended.py FOLDER PROGRAM ...`, with a pipe that the other holds open as its input. The other writes
to it to have the program ended. Where it is killed instead its end of the pipe is closed, and the folder in which the
program works is taken away too. So is what LibreOffice listens at, which it leaves where it is made to end.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading

END = b"."
CANNOT_START = 127
PROFILE = "profile"


def main() -> None:
    """Run the program; exits with its status."""
    folder, *command = sys.argv[1:]
    try:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, start_new_session=True)
    except OSError as reason:
        sys.stderr.write(f"{reason.strerror}\n")
        sys.exit(CANNOT_START)
    is_ending = threading.Event()
    watching = threading.Thread(target=_end_with_the_other, args=(process, folder, is_ending), daemon=True)
    watching.start()
    status = process.wait()
    if is_ending.is_set():  # the folder is still to be taken away
        watching.join()
    sys.exit(status)


def _end_with_the_other(process: subprocess.Popen[bytes], folder: str, is_ending: threading.Event) -> None:
    is_asked = os.read(sys.stdin.fileno(), 1) == END
    is_ending.set()
    if sys.platform == "win32":
        subprocess.run(["taskkill", "/F", "/T", "/PID", str(process.pid)], capture_output=True, check=False)
    else:  # the program that is called soffice only starts another
        os.killpg(process.pid, signal.SIGKILL)
        if os.path.exists(listens_at(folder)):
            os.unlink(listens_at(folder))
    if not is_asked:
        shutil.rmtree(folder, ignore_errors=True)
    os._exit(1)


def listens_at(folder: str) -> str:
    """The socket at which LibreOffice hears what it is to do, which it names after its profile in this folder."""
    import hashlib  # only here, as in nearly every case the program ends by itself
    from pathlib import Path

    address = Path(folder, PROFILE).as_uri().encode("utf-16-le")
    name = "".join(f"{byte:x}" for byte in hashlib.md5(address, usedforsecurity=False).digest())
    return f"/tmp/OSL_PIPE_{os.getuid()}_SingleOfficeIPC_{name}"


if __name__ == "__main__":
    main()
