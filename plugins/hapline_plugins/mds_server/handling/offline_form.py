"""What a request says of an offline package, checked.

Source: MDS guide, 6.2, 6.3 and 6.6.3.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from hapline_hooks import noun
from hapline_plugins.mds_server.handling.call import Call
from hapline_plugins.mds_server.handling.offline_apps import checked_id
from hapline_plugins.mds_server.model.versions import is_version
from hapline_plugins.mds_server.wire.faults import RefusedError

_PLATFORMS = ("all", "Android", "iOS", "Harmony")
_ORDER = ("iOS", "Android", "Harmony")
"""Of the parts of client versions."""
_DOCUMENTED_MAIN_URL = re.compile(r"/[\w/]+\.html")
_LONGEST_UPDATE_RATE = 86400
"""Seconds (MDS guide, 6.3)."""


@noun
class OfflineForm:
    """What a request says.

    Attributes:
        h5_id, name, version, main_url, sub_url, extend_info, platform: As given.
        resource_type: "0" or "1". auto_install, install_type, repeat: 0 or 1.
        client_min, client_max: In three parts; the latter "" for all later versions.
        remarks: What was accepted and should not be relied on.
    """

    h5_id: str
    name: str
    version: str
    main_url: str
    sub_url: str
    extend_info: str
    platform: str
    resource_type: str
    auto_install: int
    install_type: int
    repeat: int
    client_min: str
    client_max: str
    remarks: tuple[str, ...]


def read_form(call: Call) -> OfflineForm:
    """Read a request to create a resource.

    Raises:
        RefusedError: A field is not as it must be.
    """
    remarks: list[str] = []
    version = call.needed("H5Version")
    if not is_version(version):
        raise RefusedError(f'H5Version must be numbers with dots between them, such as 1.0.0.1, not "{version[:40]}"')
    platform = call.needed("Platform")
    if platform not in _PLATFORMS:
        raise RefusedError(f"Platform must be one of {', '.join(_PLATFORMS)}")
    if not call.arguments.true("OnexFlag"):
        raise RefusedError("OnexFlag must be true")
    resource_type = _flag(call, "ResourceType")
    client_min = _parts(call.needed("ClientVersionMin"), "ClientVersionMin", remarks)
    client_max = _parts(call.text("ClientVersionMax"), "ClientVersionMax", remarks)
    _check_range(platform, client_min, client_max)
    return OfflineForm(
        h5_id=checked_id(call),
        name=call.needed("H5Name"),
        version=version,
        main_url=_main_url(call.text("MainUrl"), remarks),
        sub_url=call.text("SubUrl"),
        extend_info=_extend_info(call.text("ExtendInfo")),
        platform=platform,
        resource_type=str(resource_type),
        auto_install=_flag(call, "AutoInstall"),
        install_type=_flag(call, "InstallType"),
        repeat=_flag(call, "RepeatNebula") if resource_type == 0 else 0,
        client_min=";".join(client_min),
        client_max=";".join(client_max) if any(client_max) else "",
        remarks=tuple(remarks),
    )


def _flag(call: Call, name: str) -> int:
    if name not in call.arguments:
        raise RefusedError(f"{name} is missing")
    value = call.number(name)
    if value not in {0, 1}:
        raise RefusedError(f"{name} must be 0 or 1, not {value}")
    return value


def _parts(text: str, name: str, remarks: list[str]) -> Sequence[str]:
    parts = [part.strip() for part in text.split(";")] if text else ["", "", ""]
    if len(parts) == 2:  # noqa: PLR2004 as in samples from before HarmonyOS
        remarks.append(f"{name} has two parts; write ios;android;harmony")
        parts.append("")
    if len(parts) != len(_ORDER):
        raise RefusedError(f"{name} must have three parts, ios;android;harmony, of which some may be empty")
    for part in parts:
        if part and not is_version(part):
            raise RefusedError(f'{name}: "{part[:40]}" is no version')
    return parts


def _check_range(platform: str, least: Sequence[str], most: Sequence[str]) -> None:
    wanted = ("iOS", "Android") if platform == "all" else (platform,)
    for name in wanted:
        if not least[_ORDER.index(name)]:
            raise RefusedError(f"ClientVersionMin: the part of {name} must not be empty for the platform {platform}")
    given = [bool(high) for low, high in zip(least, most, strict=True) if low]
    if platform == "all" and any(given) and not all(given):
        raise RefusedError("ClientVersionMax must be given for every platform or for none")


def _main_url(text: str, remarks: list[str]) -> str:
    if not text:
        return ""
    if not text.isprintable() or " " in text or ".." in text.split("/"):
        raise RefusedError("MainUrl must be the path of a page in the package, such as /www/index.html")
    # The pattern as it is printed matches nothing, and packages that are out there have hyphens and index.htm.
    if not _DOCUMENTED_MAIN_URL.fullmatch(text):
        remarks.append("MainUrl is not of the documented form /www/index.html")
    return text


def _extend_info(text: str) -> str:
    if not text:
        return ""
    try:
        content = json.loads(text)
    except (ValueError, RecursionError):
        content = None
    if not isinstance(content, dict):
        raise RefusedError("ExtendInfo must be a JSON object")
    rate = str(content.get("asyncReqRate", "0"))
    if not (rate.isascii() and rate.isdigit() and len(rate) < 9 and int(rate) <= _LONGEST_UPDATE_RATE):  # noqa: PLR2004
        raise RefusedError(f"ExtendInfo: asyncReqRate must be 0 to {_LONGEST_UPDATE_RATE} seconds")
    return text
