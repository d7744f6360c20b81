"""A registry that many share: in a file, and in real git repositories elsewhere."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from hapline.errors import HaplineError, MissingError, UsageError
from hapline_plugins.portal.ids import shared
from hapline_plugins.portal.ids.adding import HEAD, Request
from hapline_plugins.portal.ids.addresses import Address, read_address
from hapline_plugins.portal.ids.git_runs import GitRuns
from hapline_plugins.portal.ids.remote import RemoteFile, Version
from hapline_plugins.portal.ids.shared import publish, read
from repositories import TestRepository

CART, PAY, SEARCH = "com.shop:cart-build", "com.shop:pay-build", "com.shop:search-build"
pytestmark = pytest.mark.timeout(120)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home with a configuration that would give itself away, and a folder that only git may find."""
    home = tmp_path / "home"
    hooks = home / "hooks"
    hooks.mkdir(parents=True)
    for name in ("pre-push", "post-commit", "reference-transaction", "post-index-change", "fsmonitor"):
        (hooks / name).write_text(f"#!/bin/sh\npwd >>'{home}/ran'\n", encoding="utf-8")
        (hooks / name).chmod(0o755)
    config = f"[core]\n\thooksPath = {hooks}\n\tfsmonitor = {hooks}/fsmonitor\n[push]\n\tgpgSign = if-asked\n"
    (home / "gitconfig").write_text(config, encoding="utf-8")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(home / "gitconfig"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    return home


@pytest.fixture(params=["sha1", "sha256"])
def bare(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """A bare repository with a registry and another file on main, and a branch without one."""
    work = TestRepository(tmp_path / "work", form=request.param)
    work.commit({"README.md": "ids\n", "ids/android.txt": f"# ids\n{CART} = 40\n"})
    work.commit({"README.md": "all ids\n"})
    work.git("branch", "empty")
    place = tmp_path / "registry.git"
    work.git("clone", "-q", "--bare", ".", str(place))
    return place


def _address(bare: Path, behind: str = "main:ids/android.txt") -> Address:
    return read_address(f"file://{bare}#{behind}")


def _git(bare: Path, *arguments: str) -> str:
    return subprocess.run(["git", "-C", bare, *arguments], check=True, capture_output=True, text=True).stdout


def test_reading(bare: Path) -> None:
    assert read(_address(bare)).by_bundle[CART].package_id == 40
    assert read(_address(bare, ":ids/android.txt")).used == {40}
    assert read(_address(bare, "empty:none.txt")).entries == ()
    assert read(_address(bare, "new:none.txt")).entries == ()


def test_publishing(bare: Path, home: Path) -> None:
    done = publish(_address(bare), [Request(bundle=SEARCH), Request(bundle=PAY, package_id=44, comment="pay team")])
    assert done.tries == 1
    assert done.added == (PAY, SEARCH)
    number = done.ids[SEARCH]
    assert _git(bare, "show", "main:ids/android.txt") == (
        f"# ids\n{CART} = 40\n{PAY} = 44  # pay team\n{SEARCH} = {number}\n"
    )
    assert _git(bare, "show", "main:README.md") == "all ids\n"
    assert _git(bare, "log", "-1", "--format=%H%n%B", "main").strip() == (
        f"{done.commit}\nPackage ids for 2 Bundles\n\n{PAY} = 44\n{SEARCH} = {number}"
    )
    assert _git(bare, "rev-list", "--count", "main").strip() == "3"
    # Where the hooks of the receiving side are its own affair.
    ran = (home / "ran").read_text(encoding="utf-8") if (home / "ran").exists() else ""
    assert set(ran.splitlines()) <= {str(bare)}


def test_what_is_there_makes_no_commit(bare: Path) -> None:
    done = publish(_address(bare), [Request(bundle=CART)])
    assert (done.ids, done.added, done.commit) == ({CART: 40}, (), "")
    assert _git(bare, "rev-list", "--count", "main").strip() == "2"


def test_a_new_file_and_a_new_branch(bare: Path) -> None:
    publish(_address(bare, "empty:deep/er/ids.txt"), [Request(bundle=PAY, package_id=44)])
    assert _git(bare, "show", "empty:deep/er/ids.txt") == f"{HEAD}{PAY} = 44\n"
    publish(_address(bare, "ids/new:ids.txt"), [Request(bundle=PAY, package_id=44)])
    assert _git(bare, "ls-tree", "-r", "--name-only", "ids/new") == "ids.txt\n"


def test_an_empty_repository(tmp_path: Path) -> None:
    place = tmp_path / "empty.git"
    subprocess.run(["git", "init", "-q", "--bare", place], check=True)
    with pytest.raises(UsageError, match="names no branch"):
        read(read_address(f"file://{place}"))
    done = publish(read_address(f"file://{place}#main"), [Request(bundle=PAY)])
    assert read(read_address(f"file://{place}#main")).by_bundle[PAY].package_id == done.ids[PAY]


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        (Request(bundle=PAY, package_id=40), f"the package id 40 is taken by {CART}, and cannot be that of {PAY}"),
        (Request(bundle=CART, package_id=41), f"{CART} has the package id 40, and cannot have 41"),
        (Request(bundle=PAY, package_id=127), "127 is the id of the app"),
    ],
)
def test_ids_that_cannot_be_had(bare: Path, wanted: Request, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        publish(_address(bare), [wanted])
    assert _git(bare, "rev-list", "--count", "main").strip() == "2"


class _Overtaken(RemoteFile):
    """The same, with somebody else who adds a line between our reading and our writing."""

    line = ""
    left = 1

    def read(self) -> Version:
        """Read, and write before the reader can."""
        version = super().read()
        if _Overtaken.left:
            _Overtaken.left -= 1
            content = (version.content or b"") + _Overtaken.line.format(_Overtaken.left).encode()
            assert super().write(version, content, "somebody else\n")
        return version


@pytest.fixture
def overtaken(monkeypatch: pytest.MonkeyPatch) -> type[_Overtaken]:
    """A second writer, who really pushes."""
    monkeypatch.setattr("hapline_plugins.portal.ids.remote.RemoteFile", _Overtaken)
    monkeypatch.setattr(shared, "_WAIT", 0.0)
    return _Overtaken


def test_somebody_else_took_the_id_that_was_chosen(bare: Path, overtaken: type[_Overtaken]) -> None:
    overtaken.left = 0
    (chosen,) = set(publish(_address(bare, "empty:x"), [Request(bundle=PAY)]).ids.values())
    overtaken.line, overtaken.left = f"{SEARCH} = {chosen}\n", 1
    done = publish(_address(bare), [Request(bundle=PAY)])
    assert done.tries == 2
    assert done.ids[PAY] != chosen
    assert read(_address(bare)).by_id[chosen].bundle == SEARCH
    assert read(_address(bare)).by_bundle[PAY].package_id == done.ids[PAY]


def test_somebody_else_took_the_id_that_the_bundle_has(bare: Path, overtaken: type[_Overtaken]) -> None:
    overtaken.line, overtaken.left = f"{SEARCH} = 44\n", 1
    with pytest.raises(UsageError, match=f"the package id 44 is taken by {SEARCH}, and cannot be that of {PAY}"):
        publish(_address(bare), [Request(bundle=PAY, package_id=44)])
    assert PAY not in read(_address(bare)).by_bundle


def test_somebody_else_is_always_faster(bare: Path, overtaken: type[_Overtaken]) -> None:
    overtaken.line, overtaken.left = "# {}\n", 9
    with pytest.raises(UsageError, match="faster 5 times"):
        publish(_address(bare), [Request(bundle=PAY)])
    assert overtaken.left == 4


_PUBLISH = """
import sys
from hapline_plugins.portal.ids.addresses import read_address
from hapline_plugins.portal.ids.adding import Request
from hapline_plugins.portal.ids.shared import publish
sys.stdin.readline()
done = publish(read_address(sys.argv[1]), [Request(bundle=name) for name in sys.argv[2:]])
print(done.tries)
"""


def _at_once(address: str, bundles: list[str]) -> None:
    """Publish by as many processes at the same moment, all of which must succeed."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", _PUBLISH, address, bundle],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=environment,
        )
        for bundle in bundles
    ]
    for one in processes:
        assert one.stdin
        one.stdin.write("\n")
        one.stdin.flush()
    for one in processes:
        _, errors = one.communicate()
        assert (one.returncode, errors) == (0, "")


def test_two_at_once_in_one_repository(bare: Path) -> None:
    address = f"file://{bare}#empty:ids.txt"
    _at_once(address, [PAY, SEARCH])
    registry = read(read_address(address))
    assert registry.problems == ()
    assert registry.by_bundle.keys() == {PAY, SEARCH}
    assert len(registry.used) == 2


def test_three_at_once_in_one_file(tmp_path: Path) -> None:
    file = tmp_path / "ids.txt"
    _at_once(str(file), [CART, PAY, SEARCH])
    registry = read(read_address(str(file)))
    assert registry.problems == ()
    assert len(registry.by_bundle) == len(registry.used) == 3
    assert sorted(entry.name for entry in tmp_path.iterdir() if entry.name.startswith("ids")) == ["ids.txt"]


def test_a_file(tmp_path: Path) -> None:
    file = tmp_path / "ids.txt"
    assert read(read_address(str(file))).entries == ()
    publish(read_address(str(file)), [Request(bundle=CART, package_id=40)])
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    done = publish(read_address(str(file)), [Request(bundle=PAY)], used=range(2, 120))
    assert done.ids[PAY] >= 120
    assert file.read_bytes().endswith(f"{CART} = 40\r\n{PAY} = {done.ids[PAY]}\r\n".encode())


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_what_is_no_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for name in ("pipe", ""):
        with pytest.raises(MissingError):
            read(Address(file=str(tmp_path / name)))


def test_a_locked_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shared, "_LOCK_TRIES", 2)
    (tmp_path / "ids.txt.lock").touch()
    with pytest.raises(UsageError, match="locked"):
        publish(read_address(str(tmp_path / "ids.txt")), [Request(bundle=CART)])


def test_a_broken_registry_is_not_added_to(bare: Path, tmp_path: Path) -> None:
    form = _git(bare, "rev-parse", "--show-object-format").strip()
    work = TestRepository(tmp_path / "other", form=form)
    work.commit(
        {"broken.txt": "<<<<<<< a\n", "large.txt": "#" * 300_000, "binary.txt": b"\xff\xfe\x00", "folder/a": "a"}
    )
    (work.folder / "link.txt").symlink_to("/etc/passwd")
    work.commit()
    work.git("push", "-q", str(bare), "main:broken")
    for name, said in (
        ("broken.txt", "a merge is not settled"),
        ("large.txt", "300000 bytes"),
        ("binary.txt", "UTF-16"),
        ("link.txt", "no ordinary file"),
        ("folder", "no ordinary file"),
    ):
        with pytest.raises(UsageError, match=said):
            publish(_address(bare, f"broken:{name}"), [Request(bundle=PAY)])


def test_a_repository_that_refuses(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    hook = bare / "hooks" / "pre-receive"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho 'main is protected' >&2\nexit 1\n", encoding="utf-8")
    hook.chmod(0o755)
    with pytest.raises(UsageError, match="main is protected"):
        publish(_address(bare), [Request(bundle=PAY)])


def test_a_repository_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="git says"):
        read(read_address(f"file://{tmp_path}/none.git#main"))


def test_secrets_are_not_said() -> None:
    address = read_address("https://me:s3cret%21@127.0.0.1:9/r.git?private_token=t0ken#main:ids.txt")
    with pytest.raises(HaplineError) as caught:
        read(address, seconds=20)
    said = f"{caught.value} {caught.value.where} {caught.value.todo} {caught.value.__cause__!r}"
    assert "127.0.0.1:9" in said
    for secret in ("s3cret", "me:", "t0ken"):
        assert secret not in said


def test_a_run_that_does_not_end(tmp_path: Path) -> None:
    """Whatever git started ends with it."""
    runs = GitRuns(str(tmp_path), "file:///nowhere", 0.5)
    with pytest.raises(UsageError, match="did not end within"):
        runs.run("-c", f"alias.wait=!sleep 60; touch {tmp_path}/ended", "wait")
    assert not (tmp_path / "ended").exists()


def test_inside_a_hook_of_another_repository(bare: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = TestRepository(tmp_path / "other")
    commit = other.commit({"a.txt": "a\n"})
    monkeypatch.setenv("GIT_DIR", str(other.folder / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(other.folder))
    monkeypatch.setenv("GIT_INDEX_FILE", str(other.folder / ".git" / "index"))
    monkeypatch.setenv("GIT_PREFIX", "sub/")
    publish(_address(bare), [Request(bundle=PAY, package_id=44)])
    assert read(_address(bare)).used == {40, 44}
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"):
        monkeypatch.delenv(name)
    assert other.git("rev-parse", "HEAD").strip() == commit
    assert other.git("status", "--porcelain") == ""


def test_whoever_has_a_name_is_the_author(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for who in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{who}_NAME", "Li")
        monkeypatch.setenv(f"GIT_{who}_EMAIL", "li@example.com")
    publish(_address(bare), [Request(bundle=PAY)])
    assert _git(bare, "log", "-1", "--format=%an %ce", "main").strip() == "Li li@example.com"


def test_a_machine_without_a_name(bare: Path, home: Path) -> None:
    with (home / "gitconfig").open("a", encoding="utf-8") as config:
        config.write("[user]\n\tuseConfigOnly = true\n")
    publish(_address(bare), [Request(bundle=PAY)])
    assert _git(bare, "log", "-1", "--format=%an", "main").strip() == "hapline"


def test_the_url_is_in_no_file(bare: Path, tmp_path: Path) -> None:
    folder = tmp_path / "ours"
    folder.mkdir()
    RemoteFile(_address(bare), str(folder), 30).read()
    found = [path for path in folder.rglob("*") if path.is_file() and str(bare).encode() in path.read_bytes()]
    assert found == []
