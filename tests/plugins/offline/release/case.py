"""Cases: files of a folder, what was released of them before, and what a rule must say of that."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from hapline.config.settings import load
from hapline.documents import DocumentError, dumps, parse
from hapline.engine.projects import judge
from hapline.engine.report import Report
from hapline.plugins import Host
from hapline.trees import WorkingTree
from hapline_hooks import Example
from plugins.changing import Change, changed
from plugins.offline import sample
from plugins.offline.release.packages import write
from repositories import TestRepository


@dataclass(frozen=True, kw_only=True)
class Case:
    """An input for one rule.

    Attributes:
        rule: The code of the rule. name: What is special about the input, in a few words.
        files: Changes to the sample, by path. alone: Whether these are all files.
        tags: Tags of commits that are made before, each with changes to the sample; none: there is no repository.
        untracked: Files that come after the last commit. options: Configuration values.
        expect: What the rule says, each as ``file[:line:column] CODE message``; empty for a near miss.
        fixed: Lines that files have after ``hapline fix --unsafe`` by this rule, and had not before, by path.
    """

    rule: str
    name: str
    files: Mapping[str, Change] = field(default_factory=dict)
    alone: bool = False
    tags: Mapping[str, Mapping[str, Change]] = field(default_factory=dict)
    untracked: Mapping[str, str | bytes] = field(default_factory=dict)
    options: Mapping[str, str] = field(default_factory=dict)
    expect: tuple[str, ...] = ()
    fixed: Mapping[str, str] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """The case's name in test reports."""
        return f"{self.rule}-{self.name.replace(' ', '-')}"


def run(case: Case, folder: Path) -> Report:
    """Lay the input of a case into a folder, and check it."""
    lay(case, folder)
    return check(folder, case.options)


def lay(case: Case, folder: Path) -> None:
    """Lay the input of a case into a folder: what was released first, and what there is now."""
    folder.mkdir(parents=True, exist_ok=True)
    repository = TestRepository(folder) if case.tags else None
    for tag, before in case.tags.items():
        assert repository is not None
        _clear(folder)
        write(folder, changed(_base(case), before))
        repository.commit()
        repository.git("tag", tag)
    _clear(folder)
    write(folder, changed(_base(case), case.files))
    write(folder, case.untracked)


def check(folder: Path, options: Mapping[str, str] | None = None) -> Report:
    """Check a folder as ``hapline check`` does, with its configuration; whatever is a fault is raised."""
    host = Host(third_party=False)
    settings = load(host.config_sections(), start=str(folder), environment={})
    for name, value in (options or {}).items():
        settings.set(name, value, "test")
    report = judge(host, settings, WorkingTree(folder))
    for fault in host.faults:
        raise AssertionError(f"{fault.plugin}: {fault.what}") from fault.error
    return report


def example_files(example: Example) -> dict[str, str | bytes]:
    """The sample with an example merged over it: objects by key, all else instead of what is there."""
    files: dict[str, str | bytes] = {**sample.WORKSPACE}
    for path, text in example.items():
        files[path] = _merged(files[path], text) if path in files else text
    return files


def _merged(before: str | bytes, text: str) -> str:
    try:
        old, new = (parse(one if isinstance(one, bytes) else one.encode()) for one in (before, text))
    except DocumentError:
        return text
    return dumps(_joined(old, new)) if isinstance(old, dict) and isinstance(new, dict) else text


def _joined(old: object, new: object) -> object:
    if isinstance(old, dict) and isinstance(new, dict):
        return {**old, **{key: _joined(old.get(key), value) for key, value in new.items()}}
    return new


def _base(case: Case) -> dict[str, str | bytes]:
    return {} if case.alone else {**sample.WORKSPACE}


def _clear(folder: Path) -> None:
    for one in sorted(folder.rglob("*"), reverse=True):
        if ".git" not in one.relative_to(folder).parts:
            one.rmdir() if one.is_dir() else one.unlink()
