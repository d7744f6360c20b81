"""Entry points and their cache: every change of what is installed is seen at once, and nothing foreign is believed."""

from __future__ import annotations

import importlib.metadata
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from hapline import cachefolder, entry_point_cache
from hapline.entry_points import FORMAT, cache_name, checksum, entry_points

GROUP = "hapline"


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of distributions, one of them a plugin, for which a cache is kept at once and not after a minute."""
    monkeypatch.setenv("HAPLINE_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setattr(entry_point_cache, "SETTLED", 0.0)
    folder = tmp_path / "site"
    _install(folder, "tool-1.0", "[console_scripts]\ntool = tool:main\n")
    _install(folder, "plain-1.0", None)
    _install(folder, "notes-1.0", f"[{GROUP}]\nnotes = notes.plugin\n")
    return folder


def _install(folder: Path, name: str, text: str | None, suffix: str = "dist-info") -> Path:
    info = folder / f"{name}.{suffix}"
    info.mkdir(parents=True)
    (info / "METADATA").write_text(f"Name: {name.partition('-')[0]}\nVersion: {name.partition('-')[2]}\n")
    if text is not None:
        (info / "entry_points.txt").write_text(text)
    return info


def _found(*path: Path) -> list[str]:
    return [f"{one.name} = {one.value} ({one.origin})" for one in entry_points(GROUP, [str(folder) for folder in path])]


def _cache(site: Path) -> Path:
    return Path(cachefolder.folder()) / cache_name(str(site), GROUP)


def _forge(site: Path, old: str, new: str) -> None:
    """Change what the cache says, checksum and all: what is believed is then seen from what is found."""
    _, _, body = _cache(site).read_bytes().partition(b"\n")
    body = body.replace(old.encode(), new.encode())
    _cache(site).write_bytes(f"{FORMAT} {checksum(body)}\n".encode() + body)


NOTES = ["notes = notes.plugin (notes 1.0)"]


def test_the_second_run_reads_the_cache(site: Path) -> None:
    assert _found(site) == NOTES
    assert _found(site) == NOTES
    _forge(site, "notes.plugin", "forged")
    assert _found(site) == ["notes = forged (notes 1.0)"]


def test_what_changed_a_moment_ago_is_not_kept(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(entry_point_cache, "SETTLED", 60.0)
    assert _found(site) == NOTES
    assert not _cache(site).exists()


def test_it_may_be_deleted(site: Path) -> None:
    assert _found(site) == NOTES
    _cache(site).unlink()
    assert _found(site) == NOTES
    assert _cache(site).exists()


def test_a_plugin_is_installed(site: Path) -> None:
    assert _found(site) == NOTES
    _install(site, "more-2.0", f"[{GROUP}]\nmore = more\n")
    assert _found(site) == ["more = more (more 2.0)", *NOTES]


def test_a_plugin_is_removed(site: Path) -> None:
    assert _found(site) == NOTES
    (site / "notes-1.0.dist-info").rename(site / "~otes-1.0.dist-info.away")  # as pip does first
    assert _found(site) == []


def test_a_plugin_is_upgraded(site: Path) -> None:
    assert _found(site) == NOTES
    (site / "notes-1.0.dist-info").rename(site / "notes-1.1.dist-info")
    assert _found(site) == ["notes = notes.plugin (notes 1.1)"]


@pytest.mark.parametrize("name", ["notes-1.0", "tool-1.0"])
def test_entry_points_are_changed_in_place(site: Path, name: str) -> None:
    """Of the plugin, or of a distribution that was none before; even where size and time are what they were."""
    file = site / f"{name}.dist-info" / "entry_points.txt"
    status = file.stat()
    assert _found(site) == NOTES
    text = f"[{GROUP}]\nx = y\n"
    file.write_text(text.ljust(status.st_size, "#"))
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert f"x = y ({name.replace('-', ' ')})" in _found(site)


def test_entry_points_are_replaced_by_another_file(site: Path) -> None:
    assert _found(site) == NOTES
    file = site / "notes-1.0.dist-info" / "entry_points.txt"
    (site / "notes-1.0.dist-info" / "new").write_text(f"[{GROUP}]\nother = o\n")
    (site / "notes-1.0.dist-info" / "new").rename(file)
    assert _found(site) == ["other = o (notes 1.0)"]
    file.unlink()
    assert _found(site) == []


def test_a_developers_own_egg_info_gets_entry_points(site: Path) -> None:
    """``setup.py egg_info`` writes them in place, and the folder around does not change."""
    source = site.parent / "source"
    info = _install(source, "mine", None, "egg-info")
    assert _found(site, source) == NOTES
    (info / "entry_points.txt").write_text(f"[{GROUP}]\nmine = mine\n")
    assert _found(site, source) == ["mine = mine (mine)", *NOTES]


def test_editable_installs_and_pythonpath_add_to_the_path(site: Path) -> None:
    """In processes of their own: a .pth file and PYTHONPATH are read when Python starts."""
    real = site.parent / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", real], check=True)
    packages = next(real.glob("lib/python*/site-packages"))
    (packages / "ours.pth").write_text("\n".join(entry for entry in sys.path if entry))
    code = (
        "from hapline import entry_point_cache, entry_points; entry_point_cache.SETTLED = 0\n"
        f"print(*[one.name for one in entry_points.entry_points({GROUP!r}) if one.name in ('notes', 'mine')])"
    )

    def names(*path: Path) -> str:
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, path))}
        command = [str(real / "bin" / "python"), "-c", code]
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout.strip()

    assert names() == names() == ""
    assert names(site) == names(site) == "notes"
    _install(site.parent / "source", "mine", f"[{GROUP}]\nmine = mine\n", "egg-info")
    (packages / "mine.pth").write_text(f"{site.parent / 'source'}\n")
    assert names(site) == names(site) == "mine notes"
    (packages / "mine.pth").unlink()
    assert names(site) == "notes"
    assert names() == ""


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x80\x04K\x01.",
        b"hapline entry points 1 0000000000000000\nhapline\t/\t1 1 1",
        b"hapline entry points 2 0000000000000000\n",
        b"\xff\xfe\x00",
    ],
)
def test_what_is_no_cache_of_ours_is_ignored_and_rebuilt(site: Path, content: bytes) -> None:
    assert _found(site) == NOTES
    right = _cache(site).read_bytes()
    _cache(site).write_bytes(content)
    assert _found(site) == NOTES
    assert _cache(site).read_bytes() == right


def test_cut_anywhere_it_is_ignored(site: Path) -> None:
    assert _found(site) == NOTES
    whole = _cache(site).read_bytes()
    for length in range(len(whole)):
        _cache(site).write_bytes(whole[:length])
        assert _found(site) == NOTES
    assert _cache(site).read_bytes() == whole


def test_what_others_can_write_is_ignored(site: Path) -> None:
    assert _found(site) == NOTES
    _forge(site, "notes.plugin", "forged")
    _cache(site).chmod(0o666)
    assert _found(site) == NOTES
    _forge(site, "notes.plugin", "forged")
    _cache(site).parent.chmod(0o777)
    assert _found(site) == NOTES


def test_the_cache_of_another_folder_is_ignored(site: Path) -> None:
    other = site.parent / "other"
    _install(other, "other-1.0", f"[{GROUP}]\nother = other\n")
    assert _found(other) == ["other = other (other 1.0)"]
    assert _found(site) == NOTES
    _cache(site).write_bytes(_cache(other).read_bytes())
    assert _found(site) == NOTES


def test_a_cache_that_cannot_be_written_is_no_error(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (site.parent / "file").write_text("in the way")
    monkeypatch.setenv("HAPLINE_CACHE_DIR", str(site.parent / "file" / "cache"))
    assert _found(site) == _found(site) == NOTES


def test_names_that_would_break_its_lines_are_not_kept(site: Path) -> None:
    _install(site, "a\tb-1.0", f"[{GROUP}]\nodd = odd\n")
    _install(site, "a\nb-1.0", f"[{GROUP}]\nodder = odd\n")
    assert len(_found(site)) == len(_found(site)) == 3
    assert not _cache(site).exists()


def test_parallel_and_killed_runs_leave_it_whole(site: Path) -> None:
    code = (
        "import sys; from hapline import entry_point_cache, entry_points as found\n"
        "from pathlib import Path\n"
        "entry_point_cache.SETTLED = 0\n"
        "print('ready', flush=True)\n"
        "while True:\n"
        f"    print([one.value for one in found.entry_points({GROUP!r}, [sys.argv[1]])], flush=True)\n"
        f"    Path({str(_cache(site))!r}).unlink(missing_ok=True)\n"
    )
    command = [sys.executable, "-c", code, str(site)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(entry for entry in sys.path if entry)}
    for _ in range(3):
        running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) for _ in range(2)]
        for process in running:
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"
            assert {process.stdout.readline() for _ in range(50)} == {"['notes.plugin']\n"}
        for process in running:
            process.send_signal(signal.SIGKILL)
            process.communicate()
        assert _found(site) == NOTES


def test_it_agrees_with_importlib_metadata(site: Path) -> None:
    _install(site, "odd-1.0", "[ other ]\nx=y\n\n# note\n[hapline]\n a = b.c:d [extra]\nb=c\n[hapline.more]\nz = z\n")
    distributions = importlib.metadata.distributions(path=[str(site)])
    theirs = [one for found in distributions for one in found.entry_points if one.group == GROUP]
    ours = entry_points(GROUP, [str(site)])
    assert sorted((one.name, one.value.partition(" ")[0]) for one in theirs) == [(one.name, one.value) for one in ours]
    assert [one.name for one in ours] == ["a", "b", "notes"]
