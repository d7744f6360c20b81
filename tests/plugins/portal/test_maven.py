"""A local Maven repository: coordinates become files in its folder and nowhere else."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from hapline_plugins.portal.built.maven import Found, LocalRepository
from plugins.portal.making import repository

AT = "com/example/launcher-build"
METADATA = b"""<?xml version="1.0"?><metadata><versioning><snapshot><timestamp>20240102.030405</timestamp>
<buildNumber>7</buildNumber></snapshot>%s</versioning></metadata>"""
LISTED = b"""<snapshotVersions><snapshotVersion><extension>jar</extension><value>1.1-20240102.030405-7</value>
</snapshotVersion><snapshotVersion><classifier>raw</classifier><extension>jar</extension>
<value>1.1-20240102.030405-6</value></snapshotVersion></snapshotVersions>"""
FILES = {
    f"{AT}/1.0/launcher-build-1.0.jar": b"a",
    f"{AT}/1.0/launcher-build-1.0-raw.jar": b"a",
    f"{AT}/1.0/launcher-build-1.0-AndroidManifest.xml": b"a",
    f"{AT}/1.0-SNAPSHOT/launcher-build-1.0-SNAPSHOT.jar": b"a",
    f"{AT}/1.0-SNAPSHOT/maven-metadata-local.xml": METADATA % b"",
    f"{AT}/1.1-SNAPSHOT/launcher-build-1.1-20240102.030405-7.jar": b"a",
    f"{AT}/1.1-SNAPSHOT/launcher-build-1.1-20240102.030405-6-raw.jar": b"a",
    f"{AT}/1.1-SNAPSHOT/maven-metadata.xml": METADATA % LISTED,
    f"{AT}/1.2-SNAPSHOT/launcher-build-1.2-20240102.030405-7.jar": b"a",
    f"{AT}/1.2-SNAPSHOT/maven-metadata.xml": METADATA % b"",
    f"{AT}/maven-metadata-local.xml": b"<metadata/>",
}


class Asked(list[str]):
    def __call__(self, path: str) -> bool:
        self.append(path)
        return os.path.exists(path)


@pytest.fixture
def asked() -> Asked:
    return Asked()


@pytest.fixture
def local(tmp_path: Path, asked: Asked) -> LocalRepository:
    return LocalRepository(str(repository(tmp_path / "repository", FILES)), asked)


@pytest.mark.parametrize(
    ("version", "classifier", "kind", "wanted"),
    [
        ("1.0", "", "jar", "1.0/launcher-build-1.0.jar"),
        ("1.0", "raw", "jar", "1.0/launcher-build-1.0-raw.jar"),
        ("1.0", "AndroidManifest", "xml", "1.0/launcher-build-1.0-AndroidManifest.xml"),
        ("1.0-SNAPSHOT", "", "jar", "1.0-SNAPSHOT/launcher-build-1.0-SNAPSHOT.jar"),
        ("1.1-SNAPSHOT", "", "jar", "1.1-SNAPSHOT/launcher-build-1.1-20240102.030405-7.jar"),
        ("1.1-SNAPSHOT", "raw", "jar", "1.1-SNAPSHOT/launcher-build-1.1-20240102.030405-6-raw.jar"),
        ("1.2-SNAPSHOT", "", "jar", "1.2-SNAPSHOT/launcher-build-1.2-20240102.030405-7.jar"),
    ],
)
def test_a_coordinate_is_a_file(
    local: LocalRepository, asked: Asked, version: str, classifier: str, kind: str, wanted: str
) -> None:
    found = local.find("com.example", "launcher-build", version, classifier, kind)
    assert found == Found(path=os.path.join(local.folder, *AT.split("/"), *wanted.split("/")))
    assert found.path in asked


@pytest.mark.parametrize(
    ("group", "version", "classifier", "why"),
    [
        ("com.example", "2.0", "", "absent"),
        ("com.other", "1.0", "", "absent"),
        ("com.example", "1.0", "api", "absent"),
        ("com.example", "1.1-SNAPSHOT", "api", "absent"),
        ("com.example", "+", "", "dynamic"),
        ("com.example", "1.+", "", "dynamic"),
        ("com.example", "latest.release", "", "dynamic"),
        ("com.example", "[1.0,2.0)", "", "dynamic"),
        ("com.example", "(,1.0]", "", "dynamic"),
        ("com.example", "..", "", "coordinate"),
        ("com.example", "", "", "coordinate"),
        ("com..example", "1.0", "", "coordinate"),
        ("..", "1.0", "", "coordinate"),
        ("com/example", "1.0", "", "coordinate"),
        ("com\\example", "1.0", "", "coordinate"),
        ("com.example", "1.0\0", "", "coordinate"),
        ("com.example", "1.0/../1.0", "", "coordinate"),
        ("com.example", "1.0", "/../../x", "coordinate"),
        ("com.example", "1.0\n", "", "coordinate"),
        ("com.example", "1" * 300, "", "coordinate"),
        ("C:", "1.0", "", "coordinate"),
    ],
)
def test_what_has_no_file_says_why(
    local: LocalRepository, asked: Asked, group: str, version: str, classifier: str, why: str
) -> None:
    found = local.find(group, "launcher-build", version, classifier)
    assert (found.path, found.why) == (None, why)
    assert bool(asked) is (why == "absent")
    assert all(path.startswith(local.folder + os.sep) for path in asked)


@pytest.mark.parametrize("artifact", ["..", "", "a/b", "a\0"])
def test_an_artifact_does_not_lead_out(local: LocalRepository, asked: Asked, artifact: str) -> None:
    assert local.find("com.example", artifact, "1.0").why == "coordinate"
    assert local.versions("com.example", artifact) == ()
    assert asked == []


@pytest.mark.parametrize(
    "metadata",
    [
        b"",
        b"<metadata>",
        b"x" * (1024 * 1024 + 1),
        b"<metadata><!-- " + b"x" * (1024 * 1024) + b"--></metadata>",
    ],
)
def test_metadata_that_cannot_be_read_is_said(tmp_path: Path, asked: Asked, metadata: bytes) -> None:
    repository(tmp_path, {"a/b/1-SNAPSHOT/maven-metadata.xml": metadata})
    assert LocalRepository(str(tmp_path), asked).find("a", "b", "1-SNAPSHOT").why == "metadata"


@pytest.mark.parametrize("value", ["../../../../secret", "1-SNAPSHOT/../x", "&file;", ""])
def test_metadata_does_not_lead_out(tmp_path: Path, asked: Asked, value: str) -> None:
    (tmp_path / "secret").write_text("1-1-1")
    head = f'<!DOCTYPE metadata [<!ENTITY file SYSTEM "{(tmp_path / "secret").as_uri()}">]>'
    listed = f"<snapshotVersion><extension>jar</extension><value>{value}</value></snapshotVersion>"
    text = f"{head}<metadata><versioning><snapshotVersions>{listed}</snapshotVersions></versioning></metadata>"
    repository(
        tmp_path / "m2",
        {"a/b/1-SNAPSHOT/maven-metadata.xml": text.encode(), "a/b/1-SNAPSHOT/b-1-1-1.jar": b"a"},
    )
    local = LocalRepository(str(tmp_path / "m2"), asked)
    assert local.find("a", "b", "1-SNAPSHOT") == Found(why="absent")
    assert all(path.startswith(local.folder + os.sep) for path in asked)


@pytest.mark.timeout(120)
def test_no_damage_to_metadata_is_a_crash(tmp_path: Path, asked: Asked) -> None:
    chance = random.Random(3)
    data = METADATA % LISTED
    local = LocalRepository(str(tmp_path), asked)
    file = repository(tmp_path, {"a/b/1-SNAPSHOT/maven-metadata.xml": data}) / "a/b/1-SNAPSHOT/maven-metadata.xml"
    seen = set()
    for _ in range(2_000):
        damaged = bytearray(data)
        for _ in range(chance.choice((1, 2, 8))):
            damaged[chance.randrange(len(damaged))] = chance.choice((0, 0x3C, 0x26, 0xFF, chance.randrange(256)))
        file.write_bytes(damaged)
        seen.add(local.find("a", "b", "1-SNAPSHOT").why)
    assert seen == {"absent", "metadata"}
    assert all(path.startswith(local.folder + os.sep) for path in asked)


def test_versions_are_folders(local: LocalRepository, asked: Asked) -> None:
    assert local.versions("com.example", "launcher-build") == ("1.0", "1.0-SNAPSHOT", "1.1-SNAPSHOT", "1.2-SNAPSHOT")
    assert asked == [os.path.join(local.folder, *AT.split("/"))]
    assert local.versions("com.example", "absent") == ()


def test_a_repository_need_not_be_there(tmp_path: Path, asked: Asked) -> None:
    local = LocalRepository(str(tmp_path / "absent"), asked)
    assert local.find("a", "b", "1").why == "absent"
    assert local.versions("a", "b") == ()
