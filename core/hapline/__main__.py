"""The entry point: answers ``--version`` at once, and ends without taking the interpreter down piece by piece."""

import sys

from hapline import __version__


def main() -> None:
    """Run the command line of this process, and exit."""
    if sys.argv[1:] in (["--version"], ["-V"]):
        # Before anything else is imported: editors and CI ask for it all the time.
        sys.stdout.write(f"hapline {__version__}\n")
        _end(0)
    import gc

    # What a run makes it mostly keeps to its end: looking for garbage again and again costs a tenth of the time.
    gc.set_threshold(1_000_000, 20, 100)
    from hapline.cli import run

    _end(run(sys.argv[1:]))


def _end(code: int) -> None:
    """Exit at once where nobody has asked to be told; destroying all modules takes as long as a small check."""
    import atexit
    import os

    threading = sys.modules.get("threading")
    # There is no public way to ask whether anybody wants to be told; what cannot be asked counts as a yes.
    asked = getattr(atexit, "_ncallbacks", lambda: 1)()
    if asked or (threading and threading.active_count() > 1):
        sys.exit(code)
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    main()
