"""The main job on the examples, in a copy of them: findings, an explanation, a fix, and the clean run after it."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
HAPLINE = [sys.executable, "-m", "hapline"]


def show(folder: Path, *arguments: str, expected: int) -> None:
    """Run one command as a person would, and stop where it does not end as it should."""
    print(
        f"\n\x1b[1m$ hapline {' '.join(arguments)}\x1b[0m"
        if sys.stdout.isatty()
        else f"\n$ hapline {' '.join(arguments)}"
    )
    sys.stdout.flush()
    code = subprocess.run([*HAPLINE, *arguments], cwd=folder, check=False).returncode
    if code != expected:
        sys.exit(f"the demonstration went wrong: exit code {code} instead of {expected}")


def main() -> None:
    """Show the main job."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(HERE / "atomic-service", folder / "atomic-service")
        subprocess.run([sys.executable, HERE / "packages.py", folder], check=True)
        show(folder, "check", "atomic-service", expected=1)
        show(folder, "explain", "HOS203", expected=0)
        show(folder, "fix", "--unsafe", "atomic-service", expected=0)
        show(folder, "check", "atomic-service", expected=0)
        show(folder, "verify", "entry.hap", "cart.hsp", expected=1)
        show(folder, "harmony", "sizes", "entry.hap", "cart.hsp", expected=1)
        portal(folder)


def portal(folder: Path) -> None:
    """A Portal and three Bundles: what is wrong, slinks and package ids as they should be, and the clean check."""
    name = "portal-and-bundles"
    shutil.copytree(HERE / name, folder / name)
    show(folder, "check", name, expected=1)
    show(folder, "portal", "graph", name, expected=0)
    show(folder, "portal", "slinks", "--explain", name, expected=0)
    show(folder, "portal", "slinks", "--write", name, expected=0)
    show(folder, "portal", "package-ids", name, expected=0)
    show(folder, "portal", "package-ids", "--assign", "--renumber", "com.example.city:tickets-build", name, expected=0)
    show(folder, "fix", "--unsafe", name, expected=0)
    show(folder, "check", name, expected=0)


if __name__ == "__main__":
    main()
