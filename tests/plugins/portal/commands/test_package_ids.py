"""``hapline portal package-ids`` on the sample: the table, what would change, what is written, and other branches."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from hapline.testing import Bench, Ended
from plugins.changing import Change
from plugins.portal import sample
from repositories import TestRepository

CASHIER, LAUNCHER = "com.example.pay:cashier-build", "com.example:launcher-build"
CASHIER_SCRIPT, LAUNCHER_SCRIPT = "cashier/app/build.gradle", "launcher/app/build.gradle"
REGISTRY = "package-ids.txt"
STRINGS = '<resources><string name="pay">Pay</string></resources>\n'
NEEDS: dict[str, Change] = {"cashier/app/src/main/res/values/strings.xml": STRINGS}
"""The cashier has resources and no id."""
SAME: dict[str, Change] = {**NEEDS, CASHIER_SCRIPT: (("initLevel 11110000", "packageId 40"),)}
"""The cashier has the id of the launcher."""
_LETS_IN = "ghp_0123456789"


def _write(folder: Path, changes: dict[str, Change] | None = None) -> None:
    for path, content in sample.files(changes).items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content if isinstance(content, bytes) else content.encode())


def _run(folder: Path, *line: str) -> Ended:
    return Bench().run("portal", "package-ids", *line, cwd=folder)


def _number(folder: Path, script: str) -> str:
    lines = (folder / script).read_text(encoding="utf-8").splitlines()
    return next((line.strip() for line in lines if "packageId" in line), "")


def _entries(folder: Path) -> list[str]:
    lines = (folder / REGISTRY).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if not line.startswith("#")]


def test_the_table(tmp_path: Path) -> None:
    _write(tmp_path, NEEDS)
    ended = _run(tmp_path)
    assert ended.code == 0
    lines = ended.out.splitlines()
    assert [line.split() for line in lines[:2]] == [
        [CASHIER, "-", "missing", CASHIER_SCRIPT],
        [LAUNCHER, "40", "new", f"{LAUNCHER_SCRIPT}:10"],
    ]
    assert lines[2] == "registry: package-ids.txt"
    assert lines[3].startswith("free: 2-26, 29, ")
    assert " 39, 43-59," in lines[3]
    assert not (tmp_path / REGISTRY).exists()


@pytest.mark.parametrize(
    ("changes", "state"),
    [
        ({}, "not needed"),
        ({CASHIER_SCRIPT: (("initLevel", "if (quick) packageId 44\n    initLevel"),)}, "unknown"),
        ({CASHIER_SCRIPT: (("{\n    exportPackages", "{\n    packageId base\n    exportPackages"),)}, "unknown"),
        ({CASHIER_SCRIPT: (('implementation project(":api")', "implementation 'a:b:1'"),)}, "unknown"),
        (SAME, f"collides with {LAUNCHER}"),
        ({REGISTRY: f"{LAUNCHER} = 40\n"}, "not needed"),
    ],
)
def test_states_of_the_cashier(tmp_path: Path, changes: dict[str, Change], state: str) -> None:
    _write(tmp_path, changes)
    rows = [line.split("  ") for line in _run(tmp_path).out.splitlines()]
    found = {row[0]: [cell.strip() for cell in row[1:] if cell.strip()] for row in rows}
    # Who collides is the later one by name.
    named = found[LAUNCHER] if changes is SAME else found[CASHIER]
    assert named[1].replace(CASHIER, LAUNCHER) == state


def test_json(tmp_path: Path) -> None:
    _write(tmp_path, SAME)
    ended = _run(tmp_path, "--check", "--format", "json")
    assert ended.code == 1
    found = json.loads(ended.out)
    assert found["bundles"][1] == {
        "bundle": LAUNCHER,
        "packageId": 40,
        "registered": None,
        "state": "collides",
        "file": LAUNCHER_SCRIPT,
        "line": 10,
        "column": 15,
        "collisions": [{"kind": "portal", "severity": "error", "owner": CASHIER, "portal": "portal/app"}],
    }
    assert found["stale"] == [REGISTRY]
    assert 40 not in found["free"]


def test_free_ids(tmp_path: Path) -> None:
    _write(tmp_path, {REGISTRY: "a:b = 5 # retired\n"})
    ended = _run(tmp_path, "--free", "--set", 'portal.reservedIds=["6-9", "11"]')
    assert ended.out.startswith("2-4, 10, 12-26, 29, ")
    assert _run(tmp_path, "--free", "--set", 'portal.reservedIds=["9-6"]').code == 2


def test_check_writes_nothing_and_write_makes_it_fine(tmp_path: Path) -> None:
    _write(tmp_path)
    checked = _run(tmp_path, "--check")
    assert (checked.code, checked.out) == (1, "missing: package-ids.txt\n")
    assert not (tmp_path / REGISTRY).exists()
    assert _run(tmp_path, "--write").out == f"created package-ids.txt: {LAUNCHER} = 40\n"
    text = (tmp_path / REGISTRY).read_text(encoding="utf-8")
    assert text.endswith(f"{LAUNCHER} = 40\n")
    assert "package-ids.txt merge=union" in text
    assert (_run(tmp_path, "--check").code, _run(tmp_path, "--write").out) == (0, "")


def test_the_difference_is_what_is_written(tmp_path: Path) -> None:
    _write(tmp_path, {**NEEDS, REGISTRY: "# head\na:b = 3\n"})
    ended = _run(tmp_path, "--assign", "--diff")
    assert ended.code == 0
    added = [line[1:] for line in ended.out.splitlines() if line.startswith("+") and not line.startswith("+++")]
    assert _number(tmp_path, CASHIER_SCRIPT) == ""
    assert _run(tmp_path, "--assign").code == 0
    script = (tmp_path / CASHIER_SCRIPT).read_text(encoding="utf-8").splitlines()
    assert added == [f"{CASHIER} = {added[0].rpartition(' ')[2]}", f"{LAUNCHER} = 40", added[2]]
    assert added[2] in script
    assert _entries(tmp_path) == ["a:b = 3", *added[:2]]
    assert _run(tmp_path, "--check").code == 0


def test_the_same_question_has_the_same_answer(tmp_path: Path) -> None:
    for name in ("one", "two"):
        _write(tmp_path / name, NEEDS)
        assert _run(tmp_path / name, "--assign").code == 0
    assert (tmp_path / "one" / REGISTRY).read_bytes() == (tmp_path / "two" / REGISTRY).read_bytes()
    assert _number(tmp_path / "one", CASHIER_SCRIPT).startswith("packageId ")


def test_an_id_that_the_registry_says_needs_no_assigning(tmp_path: Path) -> None:
    _write(tmp_path, {**NEEDS, REGISTRY: f"{CASHIER} = 44\n{LAUNCHER} = 40\n"})
    assert _run(tmp_path, "--write").out == f"wrote {CASHIER_SCRIPT}\n"
    assert _number(tmp_path, CASHIER_SCRIPT) == "packageId 44"
    assert _run(tmp_path, "--check").code == 0


def test_missing_ids_are_given_on_request_only(tmp_path: Path) -> None:
    _write(tmp_path, {**NEEDS, REGISTRY: f"{LAUNCHER} = 40\n"})
    assert _run(tmp_path, "--write").out.split() == [CASHIER, "-", "missing", CASHIER_SCRIPT]
    checked = _run(tmp_path, "--check")
    assert (checked.code, checked.out.split()) == (1, [CASHIER, "-", "missing", CASHIER_SCRIPT])


@pytest.mark.parametrize("command", ["package-ids", "slinks", "graph"])
def test_what_cannot_be_read_is_named(tmp_path: Path, command: str) -> None:
    broken = sample.FILES[LAUNCHER_SCRIPT] + "x = 'open\n"
    _write(tmp_path, {CASHIER_SCRIPT: b"\0\1\2", LAUNCHER_SCRIPT: broken, "portal/gradle.properties": b"a=\0"})
    ended = Bench().run("portal", command, cwd=tmp_path)
    assert ended.err.splitlines()[:2] == [
        "cashier/app/build.gradle: left out: a zero byte: the file is no text",
        "launcher/app/build.gradle:17:5: what follows is left out: the string is not closed",
    ]
    _write(tmp_path)
    assert Bench().run("portal", command, cwd=tmp_path).err == ""


def test_gbk_stays_gbk(tmp_path: Path) -> None:
    script = sample.FILES[CASHIER_SCRIPT].replace("bundle {", "// 收银台\r\nbundle {").encode("gbk")
    _write(tmp_path, {**NEEDS, CASHIER_SCRIPT: script})
    assert _run(tmp_path, "--assign").code == 0
    after = (tmp_path / CASHIER_SCRIPT).read_bytes()
    assert "// 收银台\r\n".encode("gbk") in after
    added = [line for line in after.split(b"\n") if line not in script.split(b"\n")]
    assert len(added) == 1
    assert added[0].startswith(b"    packageId ")


def test_kotlin(tmp_path: Path) -> None:
    script = (
        'plugins {\n    id("com.alipay.bundle")\n}\n\ngroup = "com.example.pay"\n\nbundle {\n    initLevel = 3\n}\n'
    )
    _write(tmp_path, {**NEEDS, CASHIER_SCRIPT: None, "cashier/app/build.gradle.kts": script})
    assert _run(tmp_path, "--assign").code == 0
    assert _number(tmp_path, "cashier/app/build.gradle.kts").startswith("packageId = ")


def test_what_a_bundle_has_is_changed_only_by_name(tmp_path: Path) -> None:
    _write(tmp_path, SAME)
    shown = _run(tmp_path, "--diff")
    ended = _run(tmp_path, "--assign")
    assert (shown.code, ended.code) == (1, 1)
    solution = f"still colliding: {LAUNCHER}; `hapline portal package-ids --assign --renumber GROUP:ARTIFACT` gives"
    assert solution in shown.err
    assert solution in ended.err
    assert _run(tmp_path, "--write").code == 1
    assert _run(tmp_path, "--assign", "--renumber", LAUNCHER, "--diff").code == 0
    assert (_number(tmp_path, CASHIER_SCRIPT), _number(tmp_path, LAUNCHER_SCRIPT)) == ("packageId 40",) * 2
    assert _entries(tmp_path) == [f"{CASHIER} = 40"]
    assert _run(tmp_path, "--assign", "--renumber", LAUNCHER).code == 0
    assert _number(tmp_path, LAUNCHER_SCRIPT) == _entries(tmp_path)[1].replace(f"{LAUNCHER} =", "packageId")
    assert _number(tmp_path, LAUNCHER_SCRIPT) != "packageId 40"
    assert _run(tmp_path, "--check").code == 0


def test_renumbering_what_the_registry_says_otherwise(tmp_path: Path) -> None:
    _write(tmp_path, {REGISTRY: f"{LAUNCHER} = 44\n"})
    assert _run(tmp_path, "--assign", "--renumber", LAUNCHER).code == 0
    assert (_number(tmp_path, LAUNCHER_SCRIPT), _entries(tmp_path)) == ("packageId 44", [f"{LAUNCHER} = 44"])


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (("--renumber", LAUNCHER), "--renumber goes with --assign"),
        (("--assign", "--renumber", "a:b"), "a:b is no Bundle here that has a package id"),
        (("--assign", "--renumber", CASHIER), f"{CASHIER} is no Bundle here that has a package id"),
        (("--assign", "--renumber", LAUNCHER), f"{LAUNCHER} is registered with 40, and shares it with nobody"),
        (("--write", "--registry", "ext::sh"), "git's remote helpers are not started"),
        (("--base", "main"), "this folder is not in a git repository"),
        (("--base", ""), "--base is empty"),
        (("--check", "--write"), "--check and --write exclude each other"),
        (("--free", "--write"), "--free and --write exclude each other"),
        (("--free", "--check"), "--free and --check exclude each other"),
        (("--free", "--assign"), "--free and --assign exclude each other"),
    ],
)
def test_what_makes_no_sense(tmp_path: Path, line: tuple[str, ...], message: str) -> None:
    _write(tmp_path, {REGISTRY: f"{LAUNCHER} = 40\n"})
    ended = _run(tmp_path, *line)
    assert ended.code == 2
    assert message in " ".join(ended.err.split())


def test_a_script_with_errors_is_named_before_the_registry_is_written(tmp_path: Path) -> None:
    broken = sample.FILES[CASHIER_SCRIPT] + "x = 'open\n"
    _write(tmp_path, {**NEEDS, CASHIER_SCRIPT: broken})
    ended = _run(tmp_path, "--assign")
    assert ended.code == 2
    assert CASHIER_SCRIPT in ended.err
    assert not (tmp_path / REGISTRY).exists()


_SMALL_FILES_ONLY = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (8192, 8192))
from hapline.__main__ import main
main()
"""


@pytest.mark.skipif(os.name != "posix", reason="there are no such limits")
def test_what_is_written_is_said_when_a_script_cannot_be(tmp_path: Path) -> None:
    script = sample.FILES[CASHIER_SCRIPT] + "// more of it\n" * 1000
    _write(tmp_path, {**NEEDS, CASHIER_SCRIPT: script})
    line = [sys.executable, "-c", _SMALL_FILES_ONLY, "portal", "package-ids", "--assign"]
    ended = subprocess.run(line, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert ended.returncode == 6
    assert "already written: package-ids.txt" in " ".join(ended.stderr.split())
    assert (tmp_path / CASHIER_SCRIPT).read_text(encoding="utf-8") == script
    assert _run(tmp_path, "--write").code == 0
    assert _run(tmp_path, "--check").code == 0


def test_no_build_and_no_bundle(tmp_path: Path) -> None:
    assert _run(tmp_path).code == 3
    _write(tmp_path)
    ended = Bench().run("portal", "package-ids", "portal", cwd=tmp_path)
    assert (ended.code, "no Bundle found here" in ended.err) == (3, True)


def test_a_registry_outside_the_folder(tmp_path: Path) -> None:
    _write(tmp_path / "shop")
    (tmp_path / "ids").mkdir()
    (tmp_path / "ids" / "all.txt").write_text(f"{LAUNCHER} = 44\n", encoding="utf-8")
    given = ("--set", "portal.registry=../ids/all.txt")
    assert f"{LAUNCHER}" in _run(tmp_path / "shop", "--check", *given).out
    checked = Bench().run("check", ".", "-q", "--select", "BND104", *given, cwd=tmp_path / "shop")
    assert checked.code == 1
    assert "the registry says 44" in checked.out
    (tmp_path / "ids" / "all.txt").write_text(f"{LAUNCHER} = 40\nnothing\n", encoding="utf-8")
    checked = Bench().run("check", ".", "-q", "--select", "BND104", *given, cwd=tmp_path / "shop")
    assert "../ids/all.txt, line 2: this is not of the form group:artifact = id: nothing" in checked.out
    # What is kept of the check notices that the other file has changed.
    (tmp_path / "ids" / "all.txt").write_text(f"{LAUNCHER} = 40\n# mended\n", encoding="utf-8")
    assert Bench().run("check", ".", "-q", "--select", "BND104", *given, cwd=tmp_path / "shop").code == 0


def test_a_registry_outside_that_is_not_there(tmp_path: Path) -> None:
    _write(tmp_path / "shop")
    given = ("--set", "portal.registry=../all.txt")
    checked = Bench().run("check", ".", "-q", "--select", "BND104", *given, cwd=tmp_path / "shop")
    assert "there is no registry ../all.txt" in checked.out
    os.mkfifo(tmp_path / "all.txt")
    checked = Bench().run("check", ".", "-q", "--select", "BND104", *given, cwd=tmp_path / "shop")
    assert "the registry ../all.txt cannot be read: this is no file" in checked.out


def test_a_new_registry_where_it_is_configured(tmp_path: Path) -> None:
    _write(tmp_path)
    (tmp_path / "hapline.json5").write_text('{ portal: { registry: "ids.txt" } }', encoding="utf-8")
    assert _run(tmp_path, "--write").out == f"created ids.txt: {LAUNCHER} = 40\n"
    assert _run(tmp_path, "--check").code == 0


def test_a_registry_in_another_repository(tmp_path: Path) -> None:
    other = TestRepository(tmp_path / "ids")
    other.commit({REGISTRY: "a:b = 3\n"})
    other.git("config", "receive.denyCurrentBranch", "ignore")
    _write(tmp_path / "shop", NEEDS)
    url = f"{(tmp_path / 'ids').as_uri()}#main"
    assert f"registry: {url}:package-ids.txt" in _run(tmp_path / "shop", "--registry", url).out
    assert f"+{LAUNCHER} = 40" in _run(tmp_path / "shop", "--registry", url, "--diff").out
    ended = _run(tmp_path / "shop", "--registry", url, "--assign")
    assert ended.code == 0
    published = other.git("show", "main:package-ids.txt").splitlines()
    assert published == ["a:b = 3", published[1], f"{LAUNCHER} = 40"]
    assert _number(tmp_path / "shop", CASHIER_SCRIPT) == published[1].replace(f"{CASHIER} =", "packageId")
    assert not (tmp_path / "shop" / REGISTRY).exists()
    assert _run(tmp_path / "shop", "--registry", url, "--check").code == 0
    assert _run(tmp_path / "shop", "--registry", url, "--base", "main").code == 2


@pytest.mark.parametrize("line", [(), ("--check",), ("--diff",), ("--free",), ("--base", "main"), ("--format", "json")])
def test_a_registry_that_is_named_and_not_there(tmp_path: Path, line: tuple[str, ...]) -> None:
    _write(tmp_path)
    ended = _run(tmp_path, "--registry", "other.txt", *line)
    assert (ended.code, ended.out) == (4, "")
    assert "other.txt: error: there is no such file" in ended.err
    assert not (tmp_path / "other.txt").exists()


def test_a_registry_that_is_named_is_made_when_it_is_written(tmp_path: Path) -> None:
    _write(tmp_path)
    assert "+++ b/other.txt" in _run(tmp_path, "--registry", "other.txt", "--assign", "--diff").out
    assert _run(tmp_path, "--registry", "other.txt", "--write").out == f"created other.txt: {LAUNCHER} = 40\n"
    assert _run(tmp_path, "--registry", "other.txt", "--check").code == 0
    (tmp_path / LAUNCHER_SCRIPT).write_text(sample.bundle("com.example", "1", "com.example"), encoding="utf-8")
    # No Bundle has an id, so that nothing is made of a name that may be misspelt.
    assert _run(tmp_path, "--registry", "third.txt", "--write").code == 4


def test_passwords_in_an_address_are_not_shown(tmp_path: Path) -> None:
    _write(tmp_path)
    ended = _run(tmp_path, "--registry", f"https://me:{_LETS_IN}@127.0.0.1:9/ids.git")
    assert ended.code == 2
    assert _LETS_IN not in ended.out + ended.err


def _branches(folder: Path, *, union: bool) -> TestRepository:
    """A repository with a registry in which two branches have each registered a Bundle under 44."""
    repository = TestRepository(folder)
    _write(folder, {REGISTRY: f"a:b = 3\n{LAUNCHER} = 40\n"})
    repository.commit({".gitattributes": f"{REGISTRY} merge=union\n" if union else "# none\n"})
    for branch, bundle in (("cart", "com.example:cart-build"), ("pay", "com.example:pay-build")):
        repository.git("switch", "-q", "-c", branch, "main")
        repository.commit({REGISTRY: f"a:b = 3\n{bundle} = 44\n{LAUNCHER} = 40\n"})
    return repository


def test_an_id_that_two_branches_took_is_named_before_the_merge(tmp_path: Path) -> None:
    _branches(tmp_path, union=False)
    ended = _run(tmp_path, "--base", "cart")
    assert ended.code == 1
    assert ended.out == "44 is taken by com.example:pay-build here and by com.example:cart-build in cart\n"
    found = json.loads(_run(tmp_path, "--base", "cart", "--format", "json").out)
    assert found["clashes"][0]["theirs"] == {
        "bundle": "com.example:cart-build",
        "packageId": 44,
        "file": "cart:package-ids.txt",
        "line": 2,
        "column": 26,
    }
    assert _run(tmp_path, "--base", "main").code == 0


def test_what_branches_removed_or_changed_is_named(tmp_path: Path) -> None:
    repository = _branches(tmp_path, union=False)
    repository.git("switch", "-q", "cart")
    repository.commit({REGISTRY: f"a:c = 3\n{LAUNCHER} = 40\n"})
    repository.git("switch", "-q", "pay")
    (tmp_path / REGISTRY).write_text(f"a:b = 3\n{LAUNCHER} = 45\n", encoding="utf-8")
    assert _run(tmp_path, "--base", "cart").out.splitlines() == [
        "3 is taken by a:b here and by a:c in cart",
        f"{LAUNCHER} = 40 was changed to 45 here",
        "a:b = 3 was removed in cart, and a:c has the id",
    ]
    assert _run(tmp_path, "--base", "nowhere").code == 2


@pytest.mark.parametrize("union", [False, True])
def test_an_id_that_two_branches_took_is_named_after_the_merge(tmp_path: Path, union: bool) -> None:  # noqa: FBT001
    repository = _branches(tmp_path, union=union)
    if union:
        repository.git("merge", "-q", "--no-edit", "cart")
    else:
        with pytest.raises(AssertionError):
            repository.git("merge", "-q", "--no-edit", "cart")
    checked = Bench().run("check", ".", "-q", "--select", "BND104", cwd=tmp_path)
    assert checked.code == 1
    assert "com.example:pay-build" in checked.out
    assert "com.example:cart-build" in checked.out
    assert ("a merge is not settled here" in checked.out) is not union
    # Nothing is added to a registry that says two things; one that can be read is still shown.
    assert _run(tmp_path).code == 0
    assert _run(tmp_path, "--write").code == (0 if union else 2)
