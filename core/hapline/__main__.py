"""The entry point: answers ``--version`` at once and turns every way of ending into its exit code."""

import sys

from hapline import __version__


def main() -> None:
    """Run the command line of this process, and exit."""
    if sys.argv[1:] in (["--version"], ["-V"]):
        # Before anything else is imported: editors and CI ask for it all the time.
        sys.stdout.write(f"hapline {__version__}\n")
        sys.exit(0)
    from hapline.cli import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
