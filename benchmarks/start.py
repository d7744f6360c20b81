"""Start-up: what ``hapline --version`` costs beside a bare interpreter."""

from __future__ import annotations

from ratios import BARE, HAPLINE, pairs, report, seconds

ROUNDS = 40


def main() -> None:
    """Print the ratios."""
    report(
        "hapline --version : python -c pass",
        1.5,
        pairs(lambda: seconds([HAPLINE, "--version"]), lambda: seconds(BARE), ROUNDS),
    )


if __name__ == "__main__":
    main()
