"""Builds ``h5_json.json``, the configuration that apps preset: the answer of the service about one package."""

from __future__ import annotations

import json

from hapline_plugins.offline.amr.form import amr_name
from hapline_plugins.offline.building.package import Package

_CONFIG = {"updateReqRate": 16400, "limitReqRate": 13600, "appPoolLimit": 3, "versionRefreshRate": 86400}
"""Requests and versions, as in all configurations that were seen."""


def config(package: Package) -> bytes:
    """The configuration of a package; addresses are empty where the target names no app and workspace."""
    answer = {
        "config": _CONFIG,
        "data": [entry(package)],
        "resultCode": 100,
        "resultMsg": "操作成功",
        "state": "success",
    }
    return json.dumps(answer, ensure_ascii=False, indent=2).encode()


def entry(package: Package) -> dict[str, object]:
    """What ``data`` has of one package."""
    it, target = package.described, package.target
    release = target.release_address(it.id, it.version, it.platform)
    is_global = it.kind == "global"
    name = it.name or it.id
    found: dict[str, object] = {
        "app_desc": it.description or name,
        "app_id": it.id,
        "auto_install": it.auto_install,
    }
    if it.extend_info:
        found["extend_info"] = dict(it.extend_info)
    return found | {
        "fallback_base_url": f"{release}fallback/" if release and not is_global else "",
        "global_pack_url": _global_address(package) if is_global else "",
        "icon_url": "",
        "installType": it.install_type,
        "main_url": it.main_url,
        "name": name,
        "online": 1,
        "package_url": f"{release}{amr_name(it.id, it.version)}" if release else "",
        "patch": "",
        "sub_url": it.sub_url,
        "version": it.version,
        "vhost": it.vhost or target.virtual_host(it.id),
    }


def _global_address(package: Package) -> str:
    """The address of the first file of a global package; the service names one too."""
    path = package.content.files[0].path if package.content.files else ""
    return package.target.address_of(path)
