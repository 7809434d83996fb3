"""`cyps-papers` and `python -m cyps_papers`: Ctrl-C is caught before anything else is imported."""

import sys


def main() -> None:
    """Run a command and exit with its status, whatever stops it."""
    sys.unraisablehook = lambda _: None  # what comes up while something is thrown away is nobody's to read
    try:
        from cyps_papers.files import stopping

        stopping.listen()
        from cyps_papers.cli import main as run

        run()
    except KeyboardInterrupt:
        print("Stopped. Nothing was changed.", file=sys.stderr)
        sys.exit(130)
    except ImportError as missing:
        print(f"cyps-papers is not whole: {missing.name} cannot be loaded. Install it again.", file=sys.stderr)
        sys.exit(3)


if __name__ == "__main__":
    main()
