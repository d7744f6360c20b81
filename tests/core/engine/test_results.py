"""Results that are kept: the same findings with and without them, whatever changes and whatever becomes of them."""

from __future__ import annotations

import json
import multiprocessing
import os
import random
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cli.test_commands import hapline, write
from hapline import cachefolder
from hapline.config.settings import Settings
from hapline.engine import encoding, workers
from hapline.engine.projects import judge, judge_again
from hapline.engine.report import Judged, Report
from hapline.plugins import Host
from hapline.reporters.json import render
from hapline.trees import WorkingTree
from hapline.words import Words
from hapline_hooks import Project
from plugins.harmony import sample
from repositories import TestRepository

ENTRY = "entry/src/main/module.json5"
PROJECTS = ("", "two/")
HOST = Host(third_party=False)


def _write(root: Path, path: str, content: str | bytes | None) -> None:
    file = root / path
    if content is None:
        file.unlink(missing_ok=True)
    elif not file.is_dir():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)


def _workspace(root: Path) -> None:
    for project in ("one/", "two/"):
        for path, content in sample.project().items():
            _write(root, project + path, content)


def _shown(report: Report) -> str:
    assert report.faults == []
    return render(report, Words())


def _settings(**values: object) -> Settings:
    made = Settings(HOST.config_sections())
    for name, value in values.items():
        made.put(name.replace("_", "."), value, "test")
    return made


def _both(root: Path, **values: object) -> tuple[str, str]:
    made = _settings(**values)
    fresh = _shown(judge(HOST, made, WorkingTree(root)))
    kept = _shown(judge_again(HOST, made, WorkingTree(root), kind="working", root=str(root)))
    return fresh, kept


_FILES = (
    "AppScope/app.json5",
    "build-profile.json5",
    ENTRY,
    "entry/build-profile.json5",
    "entry/oh-package.json5",
    "feat/src/main/module.json5",
    "lib/src/main/module.json5",
    "entry/src/main/resources/base/profile/main_pages.json",
    "entry/libs/arm64-v8a/libx.so",
    "new/src/main/module.json5",
)
_CHANGES = st.sampled_from(
    [
        ("set", '{ module: { installationFree: "true" } }'),
        ("set", '{ module: { atomicService: { preloads: [{ moduleName: "Feat" }, { moduleName: "feat" }] } } }'),
        ("set", '{ app: { bundleName: "com.other" } }'),
        ("append", "\n// hapline: ignore-file[HOS203] known\n"),
        ("append", "\n// touched\n"),
        ("append", "{"),
        ("remove", ""),
        ("restore", ""),
    ]
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edits=st.lists(st.tuples(st.sampled_from(("one/", "two/")), st.sampled_from(_FILES), _CHANGES), max_size=6))
def test_findings_are_the_same_with_and_without(
    tmp_path_factory: pytest.TempPathFactory, edits: list[tuple[str, str, tuple[str, str]]]
) -> None:
    root = tmp_path_factory.mktemp("workspace")
    _workspace(root)
    fresh, kept = _both(root)
    assert fresh == kept
    original = sample.project()
    for project, path, (action, text) in edits:
        file = root / project / path
        if action == "set":
            try:
                content = sample.project({path: text})[path]
            except (KeyError, TypeError):
                content = text
            _write(root, project + path, content)
        elif action == "append" and file.exists():
            _write(root, project + path, file.read_bytes() + text.encode())
        elif action == "remove":
            _write(root, project + path, None)
        elif path in original:
            _write(root, project + path, original[path])
        for _ in range(2):
            fresh, kept = _both(root)
            assert fresh == kept, (project, path, action)


class Counted(WorkingTree):
    """A folder that counts what is parsed from it: reads by rules, not comparisons."""

    reads = 0

    def read(self, path: str) -> bytes:
        """Count, and read."""
        self.reads += 1
        return super().read(path)


def _reads(root: Path, **values: object) -> int:
    tree = Counted(root)
    judge_again(HOST, _settings(**values), tree, kind="working", root=str(root))
    return tree.reads


def test_what_has_not_changed_is_not_judged_again(tmp_path: Path) -> None:
    _workspace(tmp_path)
    first = _reads(tmp_path)
    assert first > 20
    assert _reads(tmp_path) == 0
    _write(tmp_path, f"two/{ENTRY}", sample.project({ENTRY: "{ module: { installationFree: 'true' } }"})[ENTRY])
    assert 0 < _reads(tmp_path) <= first // 2 + 1
    assert _reads(tmp_path) == 0
    _write(tmp_path, "one/unrelated/readme.md", "x")
    assert _reads(tmp_path) == 0


def test_other_settings_are_other_results(tmp_path: Path) -> None:
    _workspace(tmp_path)
    first = _reads(tmp_path)
    assert _reads(tmp_path, check_select=("HOS2",)) > 0
    assert _reads(tmp_path, check_select=("HOS2",)) == 0
    assert _reads(tmp_path, harmony_headroom=0.5) == first
    assert _reads(tmp_path, output_lang="zh", check_failOn="note") == 0


def test_after_an_installation_everything_is_judged_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    packages = tmp_path / "environment/site-packages"
    packages.mkdir(parents=True)
    monkeypatch.syspath_prepend(str(packages))
    root = tmp_path / "workspace"
    _workspace(root)
    first = _reads(root)
    assert _reads(root) == 0
    os.utime(packages, (1_700_000_000, 1_700_000_000))  # as what is put there does
    assert _reads(root) == first
    assert _reads(root) == 0


def _cached() -> list[Path]:
    folder = Path(cachefolder.folder()) / "results"
    return sorted(folder.iterdir()) if folder.exists() else []


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HAPLINE_CACHE_DIR", str(tmp_path / "cache"))
    return write(tmp_path / "project", {ENTRY: '{ module: { installationFree: "true" } }'})


def _fine(project: Path) -> None:
    result = hapline("check", "-q", "--select", "HOS613", cwd=project, HAPLINE_CACHE_DIR=cachefolder.folder())
    assert (result.returncode, result.stderr) == (1, "")
    assert result.stdout.count("HOS613") == 1


def test_nobody_else_can_read_or_write_what_is_kept(project: Path) -> None:
    _fine(project)
    (kept,) = _cached()
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert stat.S_IMODE(kept.parent.stat().st_mode) == 0o700


@pytest.mark.parametrize("damage", ["cut", "noise", "empty", "other form", "nonsense", "no rule", "writable", "folder"])
def test_damaged_results_are_made_anew(project: Path, damage: str) -> None:
    _fine(project)
    (kept,) = _cached()
    content = kept.read_bytes()
    body = json.loads(content.partition(b"\n")[2])
    match damage:
        case "cut":
            kept.write_bytes(content[: len(content) // 2])
        case "noise":
            kept.write_bytes(random.Random(1).randbytes(2000))
        case "empty":
            kept.write_bytes(b"")
        case "other form":
            _rewrite(kept, {name: {"findings": 3} for name in body})
        case "nonsense":
            _rewrite(kept, [1, 2, 3])
        case "no rule":
            for one in body.values():
                for finding in one["findings"]:
                    finding["rule"] = "HOS999"
            _rewrite(kept, body)
        case "writable":
            for one in body.values():
                one["findings"] = []
            _rewrite(kept, body)
            kept.chmod(0o666)
        case _:
            kept.unlink()
            kept.mkdir()
    _fine(project)
    _fine(project)


def _rewrite(kept: Path, body: object) -> None:
    from hapline.engine.results import _mark

    content = json.dumps(body).encode()
    kept.write_bytes(f"{_mark(content)}\n".encode() + content)


def test_what_is_kept_is_used(project: Path) -> None:
    """Otherwise the tests above would prove nothing: what stands in the file is believed."""
    _fine(project)
    (kept,) = _cached()
    body = json.loads(kept.read_bytes().partition(b"\n")[2])
    for one in body.values():
        one["findings"] = []
    _rewrite(kept, body)
    result = hapline("check", "-q", "--select", "HOS613", cwd=project, HAPLINE_CACHE_DIR=cachefolder.folder())
    assert (result.returncode, result.stdout) == (0, "")
    fresh = hapline(
        "check", "-q", "--select", "HOS613", "--no-cache", cwd=project, HAPLINE_CACHE_DIR=cachefolder.folder()
    )
    assert fresh.returncode == 1
    assert (
        hapline(
            "check",
            "-q",
            "--select",
            "HOS613",
            cwd=project,
            HAPLINE_CACHE_DIR=cachefolder.folder(),
            HAPLINE_CACHE_ENABLED="false",
        ).returncode
        == 1
    )


def test_a_folder_that_cannot_be_written_is_no_error(project: Path, tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file where the folder should be")
    _fine(project)
    _fine(project)


def test_the_folder_stays_small(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _fine(project)
    (kept,) = _cached()
    for number in range(20):
        old = kept.with_name(f"old{number}")
        old.write_bytes(b"x" * 1000)
        os.utime(old, (number, number))
    abandoned = kept.with_name(".x.1-2.hapline")
    abandoned.write_bytes(b"half")
    os.utime(abandoned, (1, 1))
    monkeypatch.setattr(cachefolder, "MOST", kept.stat().st_size + 5000)
    cachefolder.keep("results/another", b"y" * 900)
    names = {path.name for path in _cached()}
    assert {kept.name, "another", "old19"} <= names
    assert "old0" not in names
    assert abandoned.name not in names
    assert sum(path.stat().st_size for path in _cached()) <= kept.stat().st_size + 5000


def _judge_often(root: str, seed: int) -> None:
    rng = random.Random(seed)
    for _ in range(6):
        judge_again(HOST, _settings(), WorkingTree(root), kind=rng.choice(("working", "index")), root=root)


def test_several_runs_at_once(tmp_path: Path) -> None:
    _workspace(tmp_path)
    expected = _both(tmp_path)[0]
    context = multiprocessing.get_context("fork")
    workers = [context.Process(target=_judge_often, args=(str(tmp_path), seed)) for seed in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert [worker.exitcode for worker in workers] == [0, 0, 0, 0]
    assert _both(tmp_path) == (expected, expected)


def test_killed_at_any_moment(project: Path) -> None:
    """Kill runs that are writing; every later run has the right findings."""
    environment = {**os.environ, "HAPLINE_CACHE_DIR": cachefolder.folder()}
    rng = random.Random(7)
    for number in range(12):
        _write(project, "lib/oh-package.json5", f'{{ "name": "lib", "version": "1.0.{number}" }}')
        process = subprocess.Popen(
            [sys.executable, "-m", "hapline", "check", "-q"], cwd=project, env=environment, stdout=subprocess.DEVNULL
        )
        time.sleep(rng.uniform(0.02, 0.25))
        process.send_signal(signal.SIGKILL)
        process.wait()
        _fine(project)


def _many(root: Path, count: int) -> None:
    for number in range(count):
        change = {ENTRY: '{ module: { installationFree: "true" } }'} if number % 3 else None
        for path, content in sample.project(change).items():
            _write(root, f"service{number}/{path}", content)


def test_many_projects_are_judged_by_several_processes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _many(tmp_path, 40)
    parts: list[int] = []

    def noted(items: Sequence[Project], *work: Any) -> list[bytes]:  # noqa: ANN401 whatever is done with them
        made = workers.shared(items, *work)
        parts.append(len(made))
        return made

    monkeypatch.setattr("hapline.engine.results.shared", noted)
    monkeypatch.setattr("hapline.engine.results.processors", lambda: 3)
    monkeypatch.setattr(workers, "processors", lambda: 3)
    fresh, kept = _both(tmp_path)
    assert fresh == kept
    assert parts == [2]
    assert fresh.count('"HOS613"') == 26
    assert _reads(tmp_path) == 0
    assert _both(tmp_path) == (fresh, fresh)


def test_what_another_process_cannot_do_is_done_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _many(tmp_path, 20)
    expected = _both(tmp_path)[0]
    here = os.getpid()

    def dying(one: Judged) -> object:
        if os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        return encoding.encoded(one)

    monkeypatch.setattr("hapline.engine.results.encoded", dying)
    monkeypatch.setattr("hapline.engine.results.processors", lambda: 2)
    monkeypatch.setattr(workers, "processors", lambda: 2)
    assert _both(tmp_path, harmony_headroom=0.8) == (expected, expected)


def test_several_processes_read_the_index(tmp_path: Path) -> None:
    made = TestRepository(tmp_path / "repo")
    _many(made.folder, 20)
    made.git("add", "-A")
    for _ in range(2):
        result = hapline("check", "--staged", "-q", "--select", "HOS613", cwd=made.folder)
        assert (result.returncode, result.stdout.count("HOS613"), result.stderr) == (1, 13, "")
