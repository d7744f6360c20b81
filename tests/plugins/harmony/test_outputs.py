"""Outputs: of all that lies in a project's build folders, the newest build is taken, and what it is not is said."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from hapline_plugins.harmony.source.outputs import Outputs, find_outputs

APP = "build/outputs/default/demo-default-{}signed.app"
ENTRY = "entry/build/default/outputs/default/entry-default-{}signed.hap"
CART = "features/cart/build/default/outputs/default/cart-default-{}signed.hsp"


def _project(folder: Path, *files: str) -> Path:
    """A project with these files, each a second younger than the one before."""
    for number, file in enumerate(("build-profile.json5", *files)):
        path = folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"")
        os.utime(path, (1_790_000_000 + number, 1_790_000_000 + number))
    return folder


def _found(folder: Path) -> tuple[list[str], list[str]]:
    (one,) = find_outputs(str(folder))
    return [os.path.relpath(path, folder) for path in one.taken], [os.path.relpath(path, folder) for path in one.newer]


def test_packages_of_modules_wherever_they_are(tmp_path: Path) -> None:
    files = [ENTRY.format(""), CART.format("")]
    assert _found(_project(tmp_path, *files)) == (files, [])


@pytest.mark.parametrize("template", [APP, ENTRY])
def test_signed_goes_before_unsigned(tmp_path: Path, template: str) -> None:
    signed, unsigned = template.format(""), template.format("un")
    assert _found(_project(tmp_path / "a", unsigned, signed)) == ([signed], [])
    # It may be of an earlier build: that is for people to decide.
    assert _found(_project(tmp_path / "b", signed, unsigned)) == ([signed], [unsigned])
    assert _found(_project(tmp_path / "c", unsigned)) == ([unsigned], [])


def test_an_app_goes_before_packages(tmp_path: Path) -> None:
    app, entry, cart = APP.format(""), ENTRY.format(""), CART.format("un")
    assert _found(_project(tmp_path / "a", entry, app)) == ([app], [])
    assert _found(_project(tmp_path / "b", cart, app, entry)) == ([app], [entry])


def test_of_several_apps_the_newest(tmp_path: Path) -> None:
    apps = ["build/outputs/pro/demo-pro-signed.app", "build/outputs/deep/er/demo-x-unsigned.app"]
    assert _found(_project(tmp_path, *apps)) == ([apps[1]], [])


def test_of_several_products_the_last_that_was_built(tmp_path: Path) -> None:
    pro = ["entry/build/pro/outputs/default/entry-default-signed.hap", "a/build/pro/outputs/wide/a-wide-unsigned.hsp"]
    old = [ENTRY.format(""), CART.format("")]
    assert _found(_project(tmp_path, pro[0], *old, pro[1])) == (sorted(pro), [])


def test_all_targets_but_those_of_tests(tmp_path: Path) -> None:
    target = "entry/build/default/outputs/{0}/entry-{0}-signed.hap"
    files = [target.format("phone"), target.format("tablet")]
    test = target.format("ohosTest")
    assert _found(_project(tmp_path, *files, test)) == (files, [])


def test_what_is_no_output(tmp_path: Path) -> None:
    files = [
        "libs/x.hsp",
        "entry/libs/build/default/outputs/default/x.hsp",
        "entry/src/main/build/default/outputs/default/x.hap",
        "oh_modules/lib/build/default/outputs/default/lib-default-signed.hsp",
        ".hidden/build/default/outputs/default/x.hap",
        "entry/build/default/intermediates/package/default/entry-default-unsigned.hap",
        "entry/build/default/outputs/entry.hap",
        "entry/build/default/outputs/default/entry.txt",
        "dist/entry.hap",
    ]
    found = find_outputs(str(_project(tmp_path, *files)))
    assert [one.taken for one in found] == [()]


def test_links_to_folders_are_not_followed(tmp_path: Path) -> None:
    _project(tmp_path, ENTRY.format(""))
    (tmp_path / "entry" / "again").symlink_to(tmp_path)
    assert _found(tmp_path) == ([ENTRY.format("")], [])


def test_projects_below_a_folder(tmp_path: Path) -> None:
    _project(tmp_path / "one", ENTRY.format(""))
    _project(tmp_path / "more" / "two")
    (tmp_path / "build" / "three").mkdir(parents=True)
    (tmp_path / "build" / "three" / "build-profile.json5").write_bytes(b"")
    assert find_outputs(str(tmp_path)) == [
        Outputs(str(tmp_path / "more" / "two"), (), ()),
        Outputs(str(tmp_path / "one"), (str(tmp_path / "one" / ENTRY.format("")),), ()),
    ]
    assert find_outputs(str(tmp_path / "more" / "nothing")) == []


def test_a_project_is_known_by_its_app_scope_too(tmp_path: Path) -> None:
    (tmp_path / "AppScope").mkdir()
    (tmp_path / "AppScope" / "app.json5").write_bytes(b"")
    assert find_outputs(str(tmp_path)) == [Outputs(str(tmp_path), (), ())]
