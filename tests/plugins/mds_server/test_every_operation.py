"""Every operation is called once with the official SDK, and nothing of a reply is left empty by it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from typing import Any

from alibabacloud_mpaas20201028 import models
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from .rehearsal import Rehearsal, Server

H5 = {"h_5id": "20171228"}
RULES = json.dumps(
    [
        {"ruleElement": "city", "operation": 1, "value": "Weifang City"},
        {"ruleElement": "osVersion", "operation": 3, "value": "4.1.2-4.2.0"},
    ]
)
FILLED = {
    "GetMcubeFileToken": {"Accessid", "Dir", "Expire", "Host", "Policy", "Signature"},
    "ListMcubeHotpatchResources": {
        *("AppCode", "Creator", "DownloadUrl", "FileSize", "GmtCreate", "GmtModified", "HotpatchVersion", "Id", "Md5"),
        *("Memo", "Modifier", "Platform", "ProductId", "ProductVersion", "SourceName"),
    },
    "ListMcubeHotpatchTasks": {
        *("AppCode", "Creator", "GmtCreate", "GmtModified", "GreyConfigInfo", "Id", "Memo", "Modifier", "PackageId"),
        *("Platform", "ProductId", "ProductVersion", "PublishMode", "PublishType", "TaskStatus", "WhitelistIds"),
    },
    "QueryMcubeHotpatchTaskDetail": {
        *("AppCode", "Creator", "DownloadUrl", "FileSize", "GmtCreate", "GmtModified", "GmtModifiedStr", "Id", "Md5"),
        *("GreyConfigInfo", "Memo", "Modifier", "PackageId", "Platform", "ProductId", "ProductVersion", "PublishMode"),
        *("PublishPeriod", "PublishType", "ReleaseVersion", "RuleJsonList", "SourceName", "TaskStatus", "TaskVersion"),
        *("Whitelist", "WhitelistIds"),
    },
    "ListMcubeNebulaResources": {
        *("AppCode", "ClientVersionMin", "ClientVersionMax", "DownloadUrl", "ExtraData", "FallbackBaseUrl", "FileSize"),
        *("GmtCreate", "GmtModified", "H5Id", "H5Name", "H5Version", "Id", "MainUrl", "Md5", "Memo", "PackageType"),
        *("Platform", "ReleaseVersion", "ResourceType", "Status", "ExtendInfo", "AutoInstall", "InstallType"),
    },
    "ListMcubeNebulaTasks": {
        *("AppCode", "BizType", "GmtCreate", "GmtModified", "GmtModifiedStr", "Id", "Memo", "PackageId", "Platform"),
        *("ProductId", "ProductVersion", "PublishMode", "PublishType", "ReleaseVersion", "Status", "TaskName"),
        *("TaskStatus", "TaskVersion", "GreyEndtimeData", "GreyNum", "GreyConfigInfo"),
    },
    "GetMcubeNebulaTaskDetail": {
        *("AppCode", "BizType", "DownloadUrl", "ExtraData", "FileSize", "GmtCreate", "GmtModified", "GmtModifiedStr"),
        *("Id", "Memo", "PackageId", "Platform", "ProductId", "ProductVersion", "PublishMode", "PublishPeriod"),
        *("PublishType", "ReleaseVersion", "RuleJsonList", "Status", "TaskName", "TaskStatus", "TaskVersion"),
    },
    "ListMcubeNebulaApps": {"H5Id", "H5Name", "CurrentPage", "PageSize", "TotalCount"},
    "ListMcubeWhitelists": {"AppCode", "GmtCreate", "GmtModified", "Id", "WhiteListCount", "WhiteListName"},
}
"""What is not empty in the guide's samples (5.4.1 and 6.6.3), nor in ours."""


class Caller:
    """Calls operations and looks at what the SDK has made of their replies."""

    def __init__(self, rehearsal: Rehearsal) -> None:
        self.rehearsal = rehearsal
        self.called: set[str] = set()

    def __call__(self, action: str, **fields: object) -> dict[str, Any]:
        self.called.add(action)
        name = "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in action).removeprefix("_")
        request = getattr(models, f"{action}Request")(**self.rehearsal.space, **fields)
        body = getattr(self.rehearsal.client, name)(request).body
        assert (body.result_code, body.result_message) == ("OK", "")
        _is_whole(body, action)
        values: list[tuple[str, Any]] = [*_values(body.to_map())]
        assert ("Success", True) in values, body
        for documented in FILLED.get(action, set()):
            assert [value for wire, value in values if wire == documented and value not in ("", 0, [], None)], (
                documented
            )
        return dict(body.to_map())


def test_every_operation_is_carried_out_and_whole(alone: Rehearsal) -> None:
    call = Caller(alone)
    whitelist = _whitelists(call)
    _settings(call)
    _offline(call)
    _hotpatches(call, whitelist)
    _upgrades(call, whitelist)
    call("DeleteMdsWhitelistContent", whitelist_id=str(whitelist), whitelist_value="ada")
    call("DeleteMcubeWhitelist", id=_number(call("CreateMcubeWhitelistForIde", user_id="u", whitelist_value="v")))
    table = files("hapline_plugins.mds_server.operations") / "operations.json"
    assert call.called == {name for name in json.loads(table.read_text(encoding="utf-8")) if "Mini" not in name}


def test_a_key_that_is_absent_is_the_only_failure_that_is_none(rehearsal: Rehearsal) -> None:
    body = rehearsal.whole("ExistMcubeRsaKey")
    assert body["CheckRsaKeyResult"] == {"Data": "fail", "ResultMsg": "", "Success": False} | {
        name: value for name, value in body["CheckRsaKeyResult"].items() if name in {"ErrorCode", "RequestId"}
    }
    assert body["ResultCode"] == "OK"


def _whitelists(call: Caller) -> int:
    number = _number(call("CreateMcubeWhitelist", white_list_name="testers", whitelist_type="normal"))
    made = call("UpdateMcubeWhitelist", id=str(number), key_ids="ada,bob", onex_flag=True)
    assert made["AddWhitelistResult"]["AddWhitelistInfo"] == {"SuccessNum": 2, "FailNum": 0, "FailUserIds": ""}
    call("ListMcubeWhitelists", page_num=1, page_size=10)
    return number


def _settings(call: Caller) -> None:
    call("CreateMcubeVhost", vhost="h5app.com")
    assert call("QueryMcubeVhost")["QueryVhostResult"]["Data"] == "h5app.com"
    call("GetMcubeFileToken", onex_flag=True)
    key = generate_private_key(public_exponent=65537, key_size=2048)
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption())
    call("UploadMcubeRsaKey", file_url=call.rehearsal.upload("key.pem", pem), onex_flag=True)
    assert call("ExistMcubeRsaKey")["CheckRsaKeyResult"]["Data"] == "success"


def _offline(call: Caller) -> None:
    call("CreateMcubeNebulaApp", h_5name="Activity", **H5)
    call("ListMcubeNebulaApps", page_num=1, page_size=10)
    fields = call.rehearsal.resource_fields(
        auto_install=1,
        client_version_max="9.0.0;9.0.0;9.0.0",
        extend_info='{"asyncReqRate":"1800"}',
    )
    resource = _number(call("CreateMcubeNebulaResource", **fields))
    call("ListMcubeNebulaResources", page_num=1, page_size=10, **H5)
    call("GetMcubeNebulaResource", id=str(resource))
    task = _number(
        call(
            "CreateMcubeNebulaTask",
            id=0,
            package_id=resource,
            publish_type=2,
            publish_mode=2,
            grey_endtime_data=_tomorrow(call.rehearsal.server),
            grey_num=100,
            grey_config_info=RULES,
            memo="test",
        )
    )
    call("ListMcubeNebulaTasks", id=resource)
    call("GetMcubeNebulaTaskDetail", task_id=task)
    status = {"package_id": str(resource), "task_id": str(task), "biz_type": "nebula"}
    call("ChangeMcubeNebulaTaskStatus", task_status=3, **status)
    call("ChangeMcubeNebulaTaskStatus", task_status=2, **status)
    call("DeleteMcubeNebulaApp", **H5)


def _hotpatches(call: Caller, whitelist: int) -> None:
    url = call.rehearsal.upload("fix.jar", b"PK a fix")
    known = {"product_version": "1.0.0", "platform": "Android"}
    resource = _number(call("CreateMcubeHotpatchResource", file_url=url, fix_desc="test", onex_flag=True, **known))
    call("ListMcubeHotpatchResources", page_num=1, page_size=10)
    task = _number(
        call(
            "CreateMcubeHotpatchTask",
            package_id=resource,
            platform="Android",
            publish_type=2,
            publish_mode=1,
            whitelist_ids=str(whitelist),
            grey_config_info=RULES,
            sync_mode="0",
            memo="test",
        )
    )
    call("ListMcubeHotpatchTasks", id=resource)
    call("QueryMcubeHotpatchTaskDetail", task_id=task)
    call("UpdateMcubeHotpatchTaskStatus", task_id=task, package_id=resource, task_status=3, biz_type="hotpatch")
    product = f"{call.rehearsal.space['app_id']}_ANDROID-default"
    rollback = _number(
        call("CreateMcubeHotpatchRollbackTask", id=resource, product_version="1.0.0", product_id=product)
    )
    call("UpdateMcubeHotpatchTaskStatus", task_id=rollback, package_id=resource, task_status=2, biz_type="hotpatch")
    call("DeleteMcubeHotpatchResource", id=resource, app_code=f"{call.rehearsal.space['app_id']}-default")


def _upgrades(call: Caller, whitelist: int) -> None:
    url = call.rehearsal.upload("app.apk", b"PK an app")
    package = _number(
        call("CreateMcubeUpgradePackage", file_url=url, app_version="1.0.0", platform="Android", onex_flag=True)
    )
    call("ListMcubeUpgradePackages", page_num=1, page_size=10)
    call("GetMcubeUpgradePackageInfo", package_id=package)
    task = _number(
        call(
            "CreateMcubeUpgradeTask",
            package_info_id=package,
            publish_type=2,
            publish_mode=1,
            whitelist_ids=str(whitelist),
            grey_config_info=RULES,
            upgrade_type=202,
            upgrade_content="new",
            memo="test",
        )
    )
    call("ListMcubeUpgradeTasks", package_id=str(package))
    call("GetMcubeUpgradeTaskInfo", task_id=task)
    call("QueryMdsUpgradeTaskDetail", task_id=task)
    call("ChangeMcubePublicTaskStatus", task_id=str(task), task_status="2")
    call("DeleteMcubeUpgradeResource", id=str(package), platform="Android")


def _is_whole(model: Any, where: str) -> None:  # noqa: ANN401 any model of the SDK
    """No attribute of a model, or of those in it, is None."""
    for name, value in vars(model).items():
        if name.startswith("_"):
            continue
        place = f"{where}.{name}"
        assert value is not None, place
        assert value != [] or name == "bundles", place  # the guide calls these unused
        for one in value if isinstance(value, list) else [value]:
            if hasattr(one, "to_map"):
                _is_whole(one, place)


def _values(content: object) -> Iterator[tuple[str, object]]:
    if isinstance(content, list):
        for one in content:
            yield from _values(one)
    elif isinstance(content, dict):
        for name, value in content.items():
            yield name, value
            yield from _values(value)


def _number(body: dict[str, Any]) -> int:
    """The id in a reply: ids come back as texts."""
    (found,) = {
        value
        for name, value in _values(body)
        if isinstance(value, str) and value.isdigit() and (name.endswith("Id") or name == "Data")
    }
    return int(found)


def _tomorrow(server: Server) -> str:
    return (datetime.fromtimestamp(server.now, UTC) + timedelta(hours=32)).strftime("%Y-%m-%d %H:%M:%S")
