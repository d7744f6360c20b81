"""Hotpatches from the upload to the device and back: MDS guide, 5."""

from __future__ import annotations

import hashlib

import requests
from alibabacloud_mpaas20201028.client import Client
from alibabacloud_tea_openapi.models import Config

from core.android.making import dex

from .rehearsal import SECRET, Rehearsal, zipped

JAR = b"a hotpatch"
MD5 = hashlib.md5(JAR, usedforsecurity=False).hexdigest()


def _hotpatch(rehearsal: Rehearsal, content: bytes = JAR, **fields: object) -> int:
    return int(
        rehearsal.done("CreateMcubeHotpatchResource", **_fields(rehearsal, content, **fields))["HotpatchResourceId"]
    )


def _fields(rehearsal: Rehearsal, content: bytes = JAR, **fields: object) -> dict[str, object]:
    known: dict[str, object] = {
        "onex_flag": True,
        "product_version": "1.0.0",
        "platform": "Android",
        "fix_desc": "test",
        "file_url": rehearsal.upload("mpaas_a.jar", content),
    }
    return known | fields


def _task(rehearsal: Rehearsal, package: int, **fields: object) -> int:
    known: dict[str, object] = {
        "package_id": package,
        "platform": "Android",
        "publish_type": 3,
        "publish_mode": 0,
        "memo": "test",
        "sync_mode": "0",
    }
    return int(rehearsal.done("CreateMcubeHotpatchTask", **(known | fields))["HotpatchTaskId"])


def _got(rehearsal: Rehearsal, **device: object) -> dict[str, object] | None:
    found = rehearsal.check(clientVersion="1.0.0", **device)["hotpatch"]
    return dict(found) if found else None


def test_r018_r021_a_rollback_reaches_who_has_the_hotpatch(rehearsal: Rehearsal) -> None:
    app = rehearsal.space["app_id"]
    package = _hotpatch(rehearsal)
    back: dict[str, object] = {"id": package, "product_version": "1.0.0", "product_id": f"{app}_ANDROID-default"}
    assert "never released" in rehearsal.refused("CreateMcubeHotpatchRollbackTask", **back)
    first = _task(rehearsal, package)
    for wrong in ({"product_version": "1.0.1"}, {"product_id": f"{app}-default"}):
        rehearsal.refused("CreateMcubeHotpatchRollbackTask", **(back | wrong))
    rollback = int(rehearsal.done("CreateMcubeHotpatchRollbackTask", **back)["RollbackTaskId"])
    tasks = rehearsal.done("ListMcubeHotpatchTasks", id=package)["HotpatchTaskInfo"]
    assert {one["Id"]: (one["PublishType"], one["TaskStatus"]) for one in tasks} == {first: (3, 2), rollback: (3, 1)}
    (listed,) = rehearsal.done("ListMcubeHotpatchResources", page_num=1, page_size=10)["HotpatchResourceInfo"]
    assert listed["PublishPeriod"] == 4
    found = _got(rehearsal, hotpatch=MD5)
    assert found is not None
    assert found["rollback"] is True
    assert _got(rehearsal) is None


def test_r019_one_hotpatch_for_each_android_version(rehearsal: Rehearsal) -> None:
    first = _hotpatch(rehearsal)
    assert "merge both" in rehearsal.refused("CreateMcubeHotpatchResource", **_fields(rehearsal, b"another"))
    _hotpatch(rehearsal, b"another", product_version="1.0.1")
    _task(rehearsal, first)
    assert "merge both" in rehearsal.refused("CreateMcubeHotpatchResource", **_fields(rehearsal, b"another"))
    rehearsal.done("CreateMcubeHotpatchRollbackTask", id=first)
    _task(rehearsal, _hotpatch(rehearsal, b"both"))
    found = _got(rehearsal, hotpatch=MD5)
    assert found is not None
    assert found["version"] == hashlib.md5(b"both", usedforsecurity=False).hexdigest()


def test_r020_hotpatches_for_ios_are_for_apsara_stack(rehearsal: Rehearsal) -> None:
    created = rehearsal.done("CreateMcubeHotpatchResource", **_fields(rehearsal, platform="iOS"))
    assert "Apsara Stack only" in created["ResultMsg"]
    created = rehearsal.done("CreateMcubeHotpatchResource", **_fields(rehearsal))
    assert created["ResultMsg"] == ""


def test_r100_r101_r102_a_listed_hotpatch_is_as_in_the_guide(rehearsal: Rehearsal) -> None:
    for wrong in ({"platform": "Windows"}, {"onex_flag": False}, {"product_version": ""}, {"file_url": ""}):
        rehearsal.refused("CreateMcubeHotpatchResource", **_fields(rehearsal, **wrong))
    number = _hotpatch(rehearsal)
    app = rehearsal.space["app_id"]
    (listed,) = rehearsal.done("ListMcubeHotpatchResources", page_num=1, page_size=10)["HotpatchResourceInfo"]
    path = f"{app}-default/hotpatch/{app}_ANDROID-default/android/1.0.0/{MD5}/mpaas_a.jar"
    url = f"http://{rehearsal.server.address}/{path}"
    dates = listed.pop("GmtCreate"), listed.pop("GmtModified")
    assert all(isinstance(one, str) and len(one) == 13 and one.isdigit() for one in dates)
    assert listed == {
        "AppCode": f"{app}-default",
        "Creator": "default",
        "DownloadUrl": f"{url};{url}",
        "FileSize": "10",
        "HotpatchVersion": MD5,
        "Id": number,
        "Md5": MD5,
        "Memo": "test",
        "Modifier": "default",
        "PackageId": number,
        "Platform": "android",
        "ProductId": f"{app}_ANDROID-default",
        "ProductVersion": "1.0.0",
        "PublishPeriod": 0,
        "ReleaseVersion": MD5,
        "SourceName": "mpaas_a.jar",
    }
    assert requests.get(url, timeout=20).content == JAR


def test_r103_deleting_needs_the_app_code(rehearsal: Rehearsal) -> None:
    app = rehearsal.space["app_id"]
    package = _hotpatch(rehearsal)
    assert f"{app}-default" in rehearsal.refused("DeleteMcubeHotpatchResource", id=package, app_code=app)
    done = rehearsal.done("DeleteMcubeHotpatchResource", id=package, app_code=f"{app}-default")
    assert done["DeleteResult"] == "Processed successfully"
    assert rehearsal.done("ListMcubeHotpatchResources", page_num=1, page_size=10)["TotalCount"] == 0


def test_c09_offline_packages_are_not_taken_back(rehearsal: Rehearsal) -> None:
    rehearsal.app()
    package = rehearsal.resource()
    fields = {"id": 0, "package_id": package, "publish_type": 3, "memo": "test", "task_type": 1}
    assert "only hotpatches" in rehearsal.refused("CreateMcubeNebulaTask", **fields)
    task = rehearsal.task(package)
    assert rehearsal.done("GetMcubeNebulaTaskDetail", task_id=task)["NebulaTaskDetail"]["TaskType"] == 0


def test_r104_what_says_no_method_is_taken(rehearsal: Rehearsal) -> None:
    for number, content in enumerate((b"no archive", zipped({"a.txt": b""}), zipped({"classes.dex": b"broken"}))):
        _hotpatch(rehearsal, content, product_version=f"2.0.{number}")


def test_r104_both_methods_are_not_mixed_within_a_version(rehearsal: Rehearsal) -> None:
    dex_patch = zipped({"classes.dex": dex(["com.example.Home"])})
    instant_run = zipped({"patch.jar": zipped({"classes.dex": dex(["com.example.patch.PatchesInfoImpl"])})})
    _task(rehearsal, first := _hotpatch(rehearsal, dex_patch))
    rehearsal.done("CreateMcubeHotpatchRollbackTask", id=first)
    refused = rehearsal.refused("CreateMcubeHotpatchResource", **_fields(rehearsal, instant_run))
    assert "InstantRun" in refused
    assert "must not mix" in refused
    _hotpatch(rehearsal, instant_run, product_version="1.0.1")
    _hotpatch(rehearsal, zipped({"classes.dex": dex(["com.example.Other"])}))


def test_c13_the_endpoint_that_is_given_is_the_one(rehearsal: Rehearsal) -> None:
    named = Client(Config(access_key_id="k", access_key_secret=SECRET, region_id="cn-hangzhou"))
    assert named._endpoint == "mpaas.aliyuncs.com"  # noqa: SLF001 what the guide calls mpaas.cn-hangzhou.aliyuncs.com
    token = rehearsal.done("GetMcubeFileToken", onex_flag=True)["FileToken"]
    assert token["Host"] == f"http://{rehearsal.server.address}"
