"""Offline packages by the batch: MDS guide, 6.3 and 6.4; and deleting one version, which the guide does not have."""

from __future__ import annotations

import json
import socket
from collections.abc import Mapping
from typing import Any

import pytest
import requests

from .console import Console
from .rehearsal import zipped

Files = list[tuple[str, tuple[str, bytes]]]


def _zip(h5_id: str) -> bytes:
    return zipped({f"{h5_id}/www/index.html": h5_id.encode()})


def _form(*h5_ids: str) -> Files:
    return [("files", (f"{one}.zip", _zip(one))) for one in h5_ids]


def _import(console: Console, files: Files, **options: object) -> list[dict[str, Any]]:
    more: dict[str, Any] = {"data": {"options": json.dumps(options)}} if options else {}
    found: list[dict[str, Any]] = console.ask("POST", "/offline-imports", files=files, **more)["results"]
    return found


def _versions(console: Console, h5_id: str) -> list[str]:
    reply = console.rehearsal.done("ListMcubeNebulaResources", h_5id=h5_id, page_num=1, page_size=100)
    return [one["H5Version"] for one in reply["NebulaResourceInfo"]]


@pytest.fixture
def batch(console: Console) -> Console:
    console.rehearsal.done("CreateMcubeVhost", vhost="h5app.com")
    return console


def test_r089_a_missing_app_is_made_and_versions_are_counted_on(batch: Console) -> None:
    rehearsal = batch.rehearsal
    rehearsal.app("20171229")
    rehearsal.resource("1.0.0.10", "20171229", platform="Android", client_version_min=";2.0.0;", main_url="/www/a.html")
    rehearsal.resource("1.0.0.9", "20171229")
    first, second = _import(batch, _form("20171228", "20171229"))
    assert (first["file"], first["imported"], first["h5Id"]) == ("20171228.zip", True, "20171228")
    assert (first["version"], first["appCreated"]) == ("0.0.0.1", True)
    assert (second["version"], second["appCreated"]) == ("1.0.0.11", False)
    assert _versions(batch, "20171229") == ["1.0.0.11", "1.0.0.9", "1.0.0.10"]
    made = rehearsal.done("GetMcubeNebulaResource", id=str(second["id"]))["NebulaResourceInfo"]
    assert (made["Platform"], made["ClientVersionMin"], made["MainUrl"]) == ("Android", ";2.0.0;", "/www/a.html")
    assert (made["H5Name"], made["PublishPeriod"]) == ("Activity", 0)
    assert [one["version"] for one in _import(batch, _form("20171228"))] == ["0.0.0.2"]
    fallback = rehearsal.done("GetMcubeNebulaResource", id=str(first["id"]))["NebulaResourceInfo"]["FallbackBaseUrl"]
    assert requests.get(f"{fallback.partition(';')[0]}www/index.html", timeout=20).content == b"20171228"


def test_r089_a_package_that_cannot_be_imported_does_not_hold_the_others_up(batch: Console) -> None:
    wrong: Files = [
        ("files", ("20171230.zip", _zip("20171231"))),
        ("files", ("activity.zip", _zip("20171232"))),
        ("files", ("20000001.zip", _zip("20000001"))),
        ("files", ("20171233.zip", b"no zip")),
        ("files", ("20171234.zip", b"")),
    ]
    results = _import(batch, [*wrong, *_form("20171228")])
    assert [one["imported"] for one in results] == [False] * 5 + [True]
    for one, word in zip(results, ("20171230", "eight digits", "reserved", "zip", "zip"), strict=False):
        assert word in one["error"]
    found = batch.ask("GET", "/offline-packages")["items"]
    assert [one["h5Id"] for one in found] == ["20171228"]


def test_r089_files_that_were_uploaded_can_be_imported(batch: Console) -> None:
    rehearsal = batch.rehearsal
    url = rehearsal.upload("20171228.zip", _zip("20171228"))
    key = rehearsal.upload("20171229.zip", _zip("20171229")).partition("/mds/")[2]
    body = {
        "files": [url, f"mds/{key}", "mds/20171230.zip"],
        "settings": {"platform": "iOS", "clientVersionMin": "1.2.0;;", "autoInstall": 1},
        "packages": {"20171229": {"h5Name": "Second", "h5Version": "3.0.0.0", "autoInstall": 0}},
    }
    first, second, third = batch.ask("POST", "/offline-imports", body)["results"]
    assert (first["file"], first["version"], second["version"]) == (url, "0.0.0.1", "3.0.0.0")
    assert "no file was uploaded" in third["error"]
    made = [
        rehearsal.done("GetMcubeNebulaResource", id=str(one["id"]))["NebulaResourceInfo"] for one in (first, second)
    ]
    assert [(one["H5Name"], one["Platform"], one["AutoInstall"]) for one in made] == [
        ("20171228", "iOS", 1),
        ("Second", "iOS", 0),
    ]
    again = batch.ask("POST", "/offline-imports", body)["results"]
    assert [one["imported"] for one in again] == [True, False, False]
    assert "3.0.0.0" in again[1]["error"]


@pytest.mark.parametrize(
    ("options", "member"),
    [
        ({"settings": {"platform": "all of them"}}, "options.settings.platform"),
        ({"settings": {"vhost": "x"}}, "options.settings.vhost"),
        ({"settings": {"autoInstall": "1"}}, "options.settings.autoInstall"),
        ({"packages": {"20171229": {}}}, "packages.20171229"),
        ({"more": 1}, "options.more"),
        ([], "options"),
    ],
)
def test_r089_wrong_options_import_nothing(batch: Console, options: object, member: str) -> None:
    more: dict[str, Any] = {"files": _form("20171228"), "data": {"options": json.dumps(options)}}
    assert batch.refused("POST", "/offline-imports", **more)[0] == member
    assert batch.ask("GET", "/offline-packages")["total"] == 0


def test_r089_a_form_that_is_none_imports_nothing(batch: Console) -> None:
    def refused(**more: Any) -> str:  # noqa: ANN401 as requests takes it
        return batch.refused("POST", "/offline-imports", **more)[0]

    assert refused(files=[("file", ("20171228.zip", _zip("20171228")))]) == "file"
    assert refused(files=_form("20171228"), data={"more": "{}"}) == "more"
    assert refused(files=_form("20171228"), data={"options": "{"}) == "options"
    assert refused(files=_form("20171228", "20171228")) == "files[1]"
    assert refused(files=[("options", (None, b"{}"))]) == "files"
    assert refused(data=b"x", headers={"content-type": "multipart/form-data"}) == "files"
    assert refused(data=b"x", headers={"content-type": "multipart/form-data; boundary=b"}) == "files"
    assert batch.ask("GET", "/offline-packages")["total"] == 0


def test_r089_there_are_a_hundred_packages_at_most(batch: Console) -> None:
    names = [f"{20180000 + number}" for number in range(101)]
    member, _ = batch.refused("POST", "/offline-imports", {"files": [f"mds/{one}.zip" for one in names]})
    assert member == "files"
    assert (
        batch.refused("POST", "/offline-imports", files=[("files", (f"{one}.zip", b"")) for one in names])[0] == "files"
    )
    results = batch.ask("POST", "/offline-imports", {"files": [f"mds/{one}.zip" for one in names[:100]]})["results"]
    assert len(results) == 100


def test_r089_there_are_300_mb_at_most(batch: Console) -> None:
    host, _, port = batch.rehearsal.server.address.partition(":")
    space = "appId=ALIPUB&workspaceId=default"
    with socket.create_connection((host, int(port)), timeout=20) as connection:
        connection.sendall(
            f"POST /api/v1/offline-imports?{space} HTTP/1.1\r\nHost: {host}:{port}\r\n"
            "Authorization: Basic TFRBSXJlaGVhcnNhbDphIHNlY3JldCBvZiB0aGUgdGVzdHM=\r\n"
            "Content-Type: multipart/form-data; boundary=b\r\nContent-Length: 330000000\r\n\r\n".encode()
        )
        assert b" 413 " in connection.recv(4096)
    large = b"\0" * (76 * 2**20)
    urls = [batch.rehearsal.upload(f"2017122{number}.zip", large) for number in range(4)]
    assert "300 MB" in batch.refused("POST", "/offline-imports", {"files": urls})[1]


def test_r046_a_batch_releases_what_is_to_be_released_or_was(batch: Console) -> None:
    rehearsal = batch.rehearsal
    _import(batch, _form("20171228", "20171229", "20171230"))
    _import(batch, _form("20171228"))
    releasing = batch.ask("POST", "/offline-releases", {"h5Ids": ["20171229"], "publishType": 3})["results"]
    assert releasing[0]["version"] == "0.0.0.1"
    batch.ask("POST", "/offline-releases", {"h5Ids": ["20171230"], "publishType": 3})
    ended = batch.ask("GET", "/tasks", query={"pageSize": 1})["items"][0]
    rehearsal.done(
        "ChangeMcubeNebulaTaskStatus",
        package_id=str(ended["package"]["id"]),
        task_id=str(ended["id"]),
        task_status=2,
        biz_type="nebula",
    )
    rehearsal.done("CreateMcubeNebulaApp", h_5id="20171231", h_5name="Empty")
    listed = {one["h5Id"]: one for one in batch.ask("GET", "/offline-packages")["items"]}
    assert {name: one["releasable"] for name, one in listed.items()} == {
        "20171228": True,
        "20171229": False,
        "20171230": True,
        "20171231": False,
    }
    assert (listed["20171228"]["versions"], listed["20171228"]["highest"]["version"]) == (2, "0.0.0.2")
    assert listed["20171230"]["highest"]["publishPeriod"] == 5

    whitelist = rehearsal.whitelist("tester")
    ids = ["20171228", "20171229", "20171230", "20171231", "20171232", "20171228"]
    body = {"h5Ids": ids, "publishType": 2, "publishMode": 1, "whitelistIds": [whitelist], "memo": "batch"}
    results = batch.ask("POST", "/offline-releases", body)["results"]
    assert [(one["h5Id"], one["released"]) for one in results] == [
        ("20171228", True),
        ("20171229", False),
        ("20171230", True),
        ("20171231", False),
        ("20171232", False),
    ]
    assert [one["version"] for one in results if one["released"]] == ["0.0.0.2", "0.0.0.1"]
    assert "being released" in results[1]["error"]
    task = batch.ask("GET", f"/tasks/{results[0]['task']}")
    assert (task["memo"], task["whitelistIds"], task["publishMode"]) == ("batch", [whitelist], 1)
    assert rehearsal.versions(userId="tester") == {"20171228": "0.0.0.2", "20171229": "0.0.0.1", "20171230": "0.0.0.1"}
    assert rehearsal.versions() == {"20171229": "0.0.0.1"}


def test_r046_a_batch_that_is_wrong_releases_nothing(batch: Console) -> None:
    _import(batch, _form("20171228"))
    usual = {"h5Ids": ["20171228"], "publishType": 2}
    for wrong, member, status in (
        ({"publishType": 4}, "publishType", 400),
        ({"publishMode": 3}, "publishMode", 400),
        ({"publishMode": 1}, "whitelistIds", 400),
        ({"publishMode": 1, "whitelistIds": [999_999]}, "whitelistIds", 404),
        ({"publishMode": 2, "greyNum": 5}, "greyEndtimeData", 400),
        ({"publishMode": 1, "whitelistIds": ["1"]}, "whitelistIds[0]", 400),
        ({"h5Ids": []}, "h5Ids", 400),
        ({"more": 1}, "more", 400),
    ):
        body: Mapping[str, object] = usual | wrong
        assert batch.refused("POST", "/offline-releases", body, status=status)[0] == member
    assert batch.ask("GET", "/tasks")["total"] == 0


def test_a_version_that_was_never_released_can_be_deleted(batch: Console) -> None:
    rehearsal = batch.rehearsal
    rehearsal.app()
    first, second = rehearsal.resource("1.0.0.1"), rehearsal.resource("1.0.0.2")
    address = rehearsal.done("GetMcubeNebulaResource", id=str(second))["NebulaResourceInfo"]["DownloadUrl"]
    task = rehearsal.task(first)
    batch.ask("DELETE", "/offline-packages/20171228/versions/1.0.0.2", status=204)
    assert _versions(batch, "20171228") == ["1.0.0.1"]
    assert requests.get(address, timeout=20).status_code == 404
    for _ in range(2):
        path = "/offline-packages/20171228/versions/1.0.0.1"
        assert "released" in batch.refused("DELETE", path, status=409)[1]
        rehearsal.done(
            "ChangeMcubeNebulaTaskStatus", package_id=str(first), task_id=str(task), task_status=2, biz_type="nebula"
        )
    batch.refused("DELETE", "/offline-packages/20171228/versions/1.0.0.2", status=404)
    assert _versions(batch, "20171228") == ["1.0.0.1"]
    rehearsal.resource("1.0.0.2")
