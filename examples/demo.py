"""The main job on the examples, in a copy of them: findings, an explanation, a fix, and the clean run after it."""

from __future__ import annotations

import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
HAPLINE = [sys.executable, "-m", "hapline"]


def show(folder: Path, *arguments: str, expected: int) -> None:
    """Run one command as a person would, and stop where it does not end as it should."""
    line = shlex.join(["hapline", *arguments])
    print(f"\n\x1b[1m$ {line}\x1b[0m" if sys.stdout.isatty() else f"\n$ {line}")
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
        hotpatch(folder)
        offline(folder)


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


def hotpatch(folder: Path) -> None:
    """An app that is set up for InstantRun, released, mended, and its patch; Gradle is a stand-in."""
    name = "hotpatch-instantrun"
    shutil.copytree(HERE / name, folder / name)
    shop, outputs = folder / name / "shop", "app/build/outputs"
    show(shop, "check", expected=1)
    show(shop, "hotpatch", "init", "--write", expected=0)
    show(shop, "check", expected=0)
    commit(shop, "v2.1.0")
    stand_in(shop, "clean", "assembleRelease")
    show(shop, "hotpatch", "archive", expected=0)
    shutil.copytree(folder / name / "fix", shop, dirs_exist_ok=True)
    show(shop, "hotpatch", "advise", "--base", "v2.1.0", expected=0)
    show(shop, "hotpatch", "lint", "--base", "v2.1.0", expected=1)
    show(shop, "hotpatch", "lint", "--base", "v2.1.0", "--fix", expected=0)
    stand_in(shop, "clean", "assembleRelease")
    show(shop, "hotpatch", "restore", "2.1.0", expected=0)
    old, new = "app/hotpatch/old.apk", f"{outputs}/apk/release/app-release.apk"
    show(shop, "hotpatch", "diff", old, new, "--methods-map", "app/instantrun/methodsMap.instantrun", expected=0)
    command = shlex.join([sys.executable, "../stand-in/gradlew.py", "mpGeneratePatch"])
    show(shop, "hotpatch", "build", "--release", "2.1.0", "--new-apk", new, "--command", command, "app", expected=0)
    show(shop, "verify", f"{outputs}/instantrun/patch.jar", old, expected=0)


def offline(folder: Path) -> None:
    """A normal and a global offline package: keys, a mistake and its fix, built, verified, and a second version."""
    name = "offline-package"
    shutil.copytree(HERE / name, folder / name)
    packages = folder / name
    show(packages, "offline", "keygen", expected=0)
    show(packages, "check", expected=1)
    show(packages, "fix", expected=0)
    show(packages, "check", expected=0)
    show(packages, "offline", "build", ".", expected=0)
    show(packages, "offline", "verify", "dist", "--public-key", "public.pem", expected=0)
    old, new = (f"dist/20171228/{one}_all/nebula/20171228_{one}.amr" for one in ("1.0.0.1", "1.0.0.2"))
    show(packages, "offline", "inspect", old, expected=0)
    descriptor, page = packages / "trips/offline-package.json5", packages / "trips/www/timetable.html"
    descriptor.write_text(descriptor.read_text().replace("1.0.0.1", "1.0.0.2"))
    page.write_text(page.read_text().replace("<h1>Timetable</h1>", "<h1>Timetable for winter</h1>"))
    show(packages, "offline", "build", "trips", expected=0)
    show(packages, "offline", "diff", old, new, expected=0)


def commit(folder: Path, tag: str) -> None:
    """Keep a folder in git, and tag it."""
    person = ["-c", "user.name=Example", "-c", "user.email=example@example.com"]
    for line in (["init", "-q"], ["add", "-A"], [*person, "commit", "-qm", tag], ["tag", tag]):
        subprocess.run(["git", *line], cwd=folder, check=True)


def stand_in(folder: Path, *tasks: str) -> None:
    """Run the stand-in for Gradle."""
    sys.stdout.flush()
    subprocess.run([sys.executable, "../stand-in/gradlew.py", *tasks], cwd=folder, check=True)


if __name__ == "__main__":
    main()
