"""The tree of a build that lists each folder once: it answers as the tree itself does, and the record tells all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from hapline.builds import ListedTree
from hapline.config.settings import Settings
from hapline.engine.projects import judge, judge_again
from hapline.engine.report import Report
from hapline.plugins import Host
from hapline.reporters.json import render
from hapline.trees import WorkingTree
from hapline.words import Words
from hapline_hooks import Unreadable

HOST = Host(third_party=False)
PORTAL = (
    "apply plugin: 'com.alipay.portal'\ndependencies {\n    bundle 'com.example:home-build:1.0.0@jar'\n"
    "    manifest 'com.example:home-build:1.0.0:AndroidManifest@xml'\n}\n"
)
BUNDLE = (
    "apply plugin: 'com.alipay.bundle'\ngroup = 'com.example'\nversion = '1.0.0'\n"
    "bundle {\n    exportPackages 'com.example.home'\n    initLevel 1\n}\n"
)
MANIFEST = (
    '<manifest xmlns:android="http://schemas.android.com/apk/res/android" package="com.example.home">\n'
    '    <application><activity android:name=".Main" /></application>\n</manifest>\n'
)
CHANGES = (
    ("portal/app/slinks", "com.example-home\ncom.example-gone\n"),
    ("portal/app/src/main/java/com/example/Extra.java", "package com.example;\n\nclass Extra {}\n"),
    ("home/app/src/main/AndroidManifest.xml", MANIFEST),
    ("home/app/src/main/java/com/example/other/Main.java", "package com.example.other;\n\nclass Main {}\n"),
    ("home/app/src/main/java/com/example/home/Main.java", "package com.example.home;\n\nclass Main {}\n"),
    ("home/app/src/main/res/values/strings.xml", '<resources><string name="a">A</string></resources>\n'),
    ("home/gradle/wrapper/gradle-wrapper.properties", "distributionUrl=gradle-4.4-all.zip\n"),
    ("home/app/libs/some.aar", ""),
)


def write(root: Path, path: str, content: str) -> None:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(content, encoding="utf-8")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write(tmp_path, "build/app/build.gradle", "// here\n")
    write(tmp_path, "elsewhere/one.txt", "one")
    return tmp_path


def test_what_a_listing_lacks_is_not_asked_for(root: Path) -> None:
    tree = WorkingTree(root)
    listed = ListedTree(tree, "build")
    assert not listed.is_file("build/app/src/main/java/Main.java")
    assert [*listed.list("build/app/src/main/res")] == []
    with pytest.raises(Unreadable) as raised:
        listed.read("build/app/src/main/AndroidManifest.xml")
    assert raised.value.absent
    assert not listed.is_file("build/app")
    assert (tree.record.files, [*tree.record.listings]) == ({}, ["build", "build/app"])


def test_what_is_there_is_asked_for(root: Path) -> None:
    tree = WorkingTree(root)
    listed = ListedTree(tree, "build")
    assert listed.is_file("build/app/build.gradle")
    assert listed.read("build/app/build.gradle") == b"// here\n"
    assert listed.list("build/app") is listed.list("build/app")
    with pytest.raises(Unreadable) as raised:
        listed.read("build/app")
    assert not raised.value.absent


def test_names_that_no_listing_has_and_other_folders_are_looked_up(root: Path) -> None:
    listed = ListedTree(WorkingTree(root), "build")
    assert listed.is_file("elsewhere/one.txt")
    assert listed.is_file("build/app/../app/build.gradle")
    assert [one.name for one in listed.list("build/.")] == ["app"]
    assert [one.name for one in ListedTree(WorkingTree(root), "").list("")] == ["build", "elsewhere"]


def test_links_inside_the_tree_are_followed(root: Path) -> None:
    (root / "build/linked").symlink_to(os.path.join("..", "elsewhere"))
    (root / "build/two.txt").symlink_to(os.path.join("..", "elsewhere", "one.txt"))
    listed = ListedTree(WorkingTree(root), "build")
    assert [one.name for one in listed.list("build/linked")] == ["one.txt"]
    assert listed.is_file("build/linked/one.txt")
    assert listed.read("build/two.txt") == b"one"


def test_kept_results_know_of_what_comes_to_be_where_nothing_was(tmp_path: Path) -> None:
    write(tmp_path, "portal/settings.gradle", "include ':app'\n")
    write(tmp_path, "portal/app/build.gradle", PORTAL)
    write(tmp_path, "home/settings.gradle", "include ':home-build'\nproject(':home-build').projectDir = file('app')\n")
    write(tmp_path, "home/app/build.gradle", BUNDLE)
    seen = {both(tmp_path)}
    for path, content in CHANGES:
        write(tmp_path, path, content)
        seen.add(both(tmp_path))
    for path, _ in reversed(CHANGES):
        (tmp_path / path).unlink()
        seen.add(both(tmp_path))
    assert len(seen) > len(CHANGES) // 2


def both(root: Path) -> str:
    """What a check says, which must be the same with what was kept of the one before."""
    settings = Settings(HOST.config_sections())
    fresh = shown(judge(HOST, settings, WorkingTree(root)))
    assert shown(judge_again(HOST, settings, WorkingTree(root), kind="working", root=str(root))) == fresh
    return fresh


def shown(report: Report) -> str:
    assert report.faults == []
    return render(report, Words())
