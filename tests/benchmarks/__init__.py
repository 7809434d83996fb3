"""How long rendering and the commands take, beside docxtpl: `python -m tests.benchmarks`, from a clone alone.

The data are made up. Each program runs as a process of its own, turn by turn with the one that it is measured against,
so that whatever else the machine does meets both; the times are those of the processor. `--small` measures nothing: it
counts calls, which are the same on every machine, and fails where they grow faster than the data do.
"""
