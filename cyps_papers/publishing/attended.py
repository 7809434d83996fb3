"""A program that ends, with all that it starts, as soon as the one that had it run is gone, however that ended.

Run as a script: `attended.py FOLDER PROGRAM ...`, with a pipe that the other holds open as its input. The other writes
to it to have the program ended. Where it is killed instead its end of the pipe is closed, and the folder in which the
program works is taken away too.
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
    if not is_asked:
        shutil.rmtree(folder, ignore_errors=True)
    os._exit(1)


if __name__ == "__main__":
    main()
