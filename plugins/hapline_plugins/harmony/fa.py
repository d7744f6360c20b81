"""Packages of the older FA model: their config.json, seen as if it were a module.json.

Only what the packing tool compares between packages of one app is taken over.
"""

from __future__ import annotations

from collections.abc import Mapping

from hapline_hooks import Keys

_APP: Mapping[str, Keys] = {
    "bundleName": ("app", "bundleName"),
    "versionCode": ("app", "version", "code"),
    "versionName": ("app", "version", "name"),
    "minCompatibleVersionCode": ("app", "version", "minCompatibleVersionCode"),
    "minAPIVersion": ("app", "apiVersion", "compatible"),
    "targetAPIVersion": ("app", "apiVersion", "target"),
    "apiReleaseType": ("app", "apiVersion", "releaseType"),
    "compileSdkType": ("app", "apiVersion", "compileSdkType"),
    "multiAppMode": ("app", "multiAppMode"),
    "apiVersion": ("app", "apiVersion"),
    "debug": ("deviceConfig", "default", "debug"),
}
_MODULE: Mapping[str, Keys] = {
    "name": ("module", "distro", "moduleName"),
    "type": ("module", "distro", "moduleType"),
    "installationFree": ("module", "distro", "installationFree"),
    "deviceType": ("module", "deviceType"),
    "deviceTypes": ("module", "deviceTypes"),
    "package": ("module", "package"),
    "abilities": ("module", "abilities"),
    "dependencies": ("module", "dependencies"),
    "distributionFilter": ("module", "distroFilter"),
}


def as_stage(config: Mapping[str, object]) -> dict[str, object]:
    """The same facts in the shape of a module.json."""
    app = {key: value for key, keys in _APP.items() if (value := _get(config, keys)) is not _ABSENT}
    module = {key: value for key, keys in _MODULE.items() if (value := _get(config, keys)) is not _ABSENT}
    app["bundleType"] = "atomicService" if module.get("installationFree") is True else "app"
    found: dict[str, object] = {}
    if "app" in config:
        found["app"] = app
    if "module" in config:
        found["module"] = module
    return found


def original(keys: Keys) -> Keys:
    """Where a symbolic path of the shape above stands in config.json."""
    table = {"app": _APP, "module": _MODULE}.get(str(keys[0])) if keys else None
    if table is None or len(keys) < 2:  # noqa: PLR2004 the section and a key in it
        return keys
    return (*table.get(str(keys[1]), keys[:2]), *keys[2:])


_ABSENT = object()


def _get(config: object, keys: Keys) -> object:
    for key in keys:
        if not isinstance(config, Mapping) or key not in config:
            return _ABSENT
        config = config[key]
    return config
