"""Hotpatches: resources, each for one version of an app.

Source: MDS guide, 5.1, 5.3 and 5.4.1. The guide names two versions of the SDK for Java, 5.0.0 (6.6.1) and 5.1.0
(5.4.1): hotpatches are in the latter only. Hotpatches for iOS are taken, as on Apsara Stack, and the reply says so.
"""

from __future__ import annotations

import os

from hapline_hooks import noun
from hapline_plugins.mds_server.handling.call import Call, Handler, Reply
from hapline_plugins.mds_server.handling.hotpatch_methods import method_of
from hapline_plugins.mds_server.handling.lines import end_tasks, period, tasks_of
from hapline_plugins.mds_server.handling.pages import page
from hapline_plugins.mds_server.model.packages import Hotpatch
from hapline_plugins.mds_server.model.settings import Upload
from hapline_plugins.mds_server.model.tasks import Status
from hapline_plugins.mds_server.storage.unit import Unit
from hapline_plugins.mds_server.wire.addresses import address
from hapline_plugins.mds_server.wire.faults import ConflictError, NotThereError, RefusedError
from hapline_plugins.mds_server.wire.replies import filled

LINE = "hotpatch"
DONE = "Processed successfully"
_PLATFORMS = {"android": "Android", "ios": "iOS"}


@noun
class Prepared:
    """What is done before the change: the file, measured and looked into."""

    upload: Upload
    md5: str
    method: str


def hotpatch_of(call: Call, number: int) -> Hotpatch:
    """A hotpatch by its number.

    Raises:
        NotThereError: There is none in this space.
    """
    found = call.state.hotpatches.get(call.space, number)
    if found is None:
        raise NotThereError(f"there is no such hotpatch: {number}")
    return found


def platform_of(call: Call) -> str:
    """The platform that a call names, in the usual letters.

    Raises:
        RefusedError: It names none.
    """
    name = call.needed("Platform")
    try:
        return _PLATFORMS[name.lower()]
    except KeyError:
        raise RefusedError(f'Platform must be Android or iOS, not "{name[:40]}"') from None


def described(call: Call, one: Hotpatch) -> dict[str, object]:
    """What replies say of a hotpatch, in lists and in tasks."""
    url = address(call.base, one.path)
    return {
        "AppCode": one.space,
        "Creator": "default",
        "DownloadUrl": f"{url};{url}",
        "FileSize": str(one.size),
        "GmtCreate": str(one.created),
        "GmtModified": str(one.modified),
        "HotpatchVersion": one.md5,
        "Id": one.id,
        "Md5": one.md5,
        "Memo": one.description,
        "Modifier": "default",
        "PackageId": one.id,
        "Platform": one.platform.lower(),
        "ProductId": call.product_id(one.platform),
        "ProductVersion": one.product_version,
        "PublishPeriod": period(tasks_of(call.state, call.space, LINE, one.id)),
        "ReleaseVersion": one.md5,
        "SourceName": one.file_name,
    }


def _prepare(call: Call) -> Prepared:
    upload = call.upload()
    if not upload.size:
        raise RefusedError("the file is empty")
    path = os.path.join(call.files.folder, *call.content(upload).key.split("/"))
    return Prepared(upload=upload, md5=call.md5(upload), method=method_of(path))


def _create(call: Call, unit: Unit, prepared: Prepared) -> Reply:
    if not call.arguments.true("OnexFlag"):
        raise RefusedError("OnexFlag must be true")
    platform, version = platform_of(call), call.needed("ProductVersion")
    _check_only_one(call, platform, version)
    method = prepared.method if platform == "Android" else ""
    _check_method(call, version, method)
    upload = prepared.upload
    name = upload.key.rpartition("/")[2]
    folder = f"{call.space}/hotpatch/{call.product_id(platform)}/{platform.lower()}/{version}/{prepared.md5}"
    number = unit.number(Hotpatch.kind)
    unit.put(
        Hotpatch(
            id=number,
            space=call.space,
            platform=platform,
            product_version=version,
            description=call.text("FixDesc"),
            file_name=name,
            digest=upload.digest,
            md5=prepared.md5,
            method=method,
            size=upload.size,
            path=f"{folder}/{name}",
            created=unit.milliseconds,
            modified=unit.milliseconds,
        )
    )
    remark = "" if platform == "Android" else "hotpatches for iOS work on Apsara Stack only, not on the public cloud"
    return {"HotpatchResourceId": str(number), "ResultMsg": remark}


def _check_only_one(call: Call, platform: str, version: str) -> None:
    """One hotpatch for each version of an Android app: two mendings are merged into one (MDS guide, 5.3)."""
    if platform != "Android":
        return
    for one in call.state.hotpatches.of(call.space):
        if (one.platform, one.product_version) != (platform, version):
            continue
        tasks = tasks_of(call.state, call.space, LINE, one.id)
        # One that is being taken back is mended by the next one.
        if not tasks or any(task.status != Status.ENDED and not task.rollback for task in tasks):
            raise ConflictError(
                f"version {version} has hotpatch {one.id}: merge both, and end the tasks of that one or delete it"
            )


def _check_method(call: Call, version: str, method: str) -> None:
    """DexPatch and InstantRun are not mixed within one version of an app (MDS guide, 5.1)."""
    for one in call.state.hotpatches.of(call.space):
        if method and one.method and one.product_version == version and one.method != method:
            raise ConflictError(
                f"this is a hotpatch of {method}, and hotpatch {one.id} for version {version} is one of {one.method}: "
                "one version of an app must not mix both"
            )


def _delete(call: Call, unit: Unit) -> Reply:
    if call.text("AppCode") != call.space:
        raise RefusedError(f"AppCode must be {call.space}")
    one = hotpatch_of(call, call.numbered("Id"))
    tasks = tasks_of(call.state, call.space, LINE, one.id)
    if any(task.status == Status.RELEASING for task in tasks):
        raise ConflictError("a task releases this hotpatch; end it first")
    end_tasks(unit, tasks)
    unit.remove(one)
    return {"DeleteResult": DONE}


def _list(call: Call) -> Reply:
    shape = call.arguments.operation.inner("HotpatchResourceInfo")
    shown, fields = page(call, list(call.state.hotpatches.of(call.space))[::-1])
    return {**fields, "HotpatchResourceInfo": [filled(shape, described(call, one)) for one in shown]}


HANDLERS = {
    "CreateMcubeHotpatchResource": Handler(prepare=_prepare, write=_create),
    "DeleteMcubeHotpatchResource": Handler(write=_delete),
    "ListMcubeHotpatchResources": Handler(read=_list),
}
