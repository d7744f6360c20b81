"""Repositories with a release and a change after it, and the source lint run on them."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path

from hapline.engine.report import Report
from hapline.git import Repository
from hapline.session import Session
from hapline.testing import MemoryTree, lines
from hapline_plugins.hotpatch.linting.collecting import Collector, Opened
from hapline_plugins.hotpatch.linting.set_up import require_instantrun

FOLDER = "app/src/main/java/com/example/shop/"
Files = Mapping[str, str | bytes | None]
"""Files by path; None for one that is removed."""
INSTANTRUN = """<?xml version="1.0" encoding="utf-8"?>
<resources>
    <acceptPackageName name="acceptPackage">
        <name>com.example</name>
    </acceptPackageName>
    <exceptPackageName name="exceptPackage">
        <name>com.example.kept</name>
    </exceptPackageName>
    <methodExceptConfig name="methodExceptConfig">
        <privateMethodPackage>
            <name>com.example.shop.quiet</name>
        </privateMethodPackage>
    </methodExceptConfig>
</resources>
"""
UNREFLECTED = """<resources>
    <noNeedReflectClass name="classes no need to reflect">
        <name>java.lang.System</name>
    </noNeedReflectClass>
</resources>
"""


def git(folder: Path, *arguments: str) -> str:
    """What git prints."""
    identity = ("-c", "user.name=Ada", "-c", "user.email=ada@example.com", "-c", "core.autocrlf=false")
    ran = subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True, text=True)
    return ran.stdout


def write(folder: Path, files: Files) -> None:
    """Write or remove files."""
    for path, content in files.items():
        file = folder / path
        if content is None:
            file.unlink()
        else:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content.encode() if isinstance(content, str) else content)


def released(folder: Path, files: Files) -> Path:
    """A repository in which these files are the release v1."""
    git(folder, "init", "-q")
    write(folder, files)
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "release", "--allow-empty")
    git(folder, "tag", "v1")
    return folder


def lint(folder: Path, base: str = "v1") -> Report:
    """What the lint says of the files on disk; a rule that crashes is an error."""
    session = Session(str(folder), {})
    tree = session.tree(str(folder))
    repository = Repository(str(folder))
    with repository.opened(base) as before:
        changed = repository.changed(repository.commit(base), None)
        collect = Collector(base, before, changed, repository.holding)
        require_instantrun(Opened(collect, before, tree, changed), session.settings)
        report = session.judge(collect(tree), tree)
    for fault in session.host.faults:
        raise fault.error
    return report


def compared(before: Files, changes: Files) -> Report:
    """What the lint says of two versions in memory, without git."""
    old = {path: content for path, content in before.items() if content is not None}
    now = {path: content for path, content in {**old, **changes}.items() if content is not None}
    tree = MemoryTree(now)
    session = Session(".", {})
    paths = [path for path in {**old, **changes} if old.get(path) != now.get(path)]

    def holding(text: str, endings: Iterable[str]) -> list[str]:
        return [one for one, data in tree.files.items() if text.encode() in data and one.endswith((*endings,))]

    collect = Collector("v1", MemoryTree(old), paths, holding)
    require_instantrun(Opened(collect, MemoryTree(old), tree, paths), session.settings)
    report = session.judge(collect(tree), tree)
    for fault in session.host.faults:
        raise fault.error
    return report


def said(report: Report, rule: str = "") -> tuple[str, ...]:
    """What a report says, with short names of files."""
    return tuple(line.replace(FOLDER, "") for line in lines(report, rule=rule))
