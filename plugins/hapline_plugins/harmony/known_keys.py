"""The keys that the documents of a project may hold, and the JSON types of their values.

Source: the vendor's guides on app.json5, module.json5, build-profile.json5 and oh-package.json5, and the packing
tool's published schemas. Used to notice near misses and wrong types, never to refuse a key that is merely new.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from numbers import Number

from hapline_hooks import Keys
from hapline_plugins.harmony import documents

Shape = Mapping[str, object]
"""Keys with the type of their value: ``text``, ``number``, ``integer``, ``flag``, ``list``, ``object``, ``any``, a
further shape for an object, or a shape in a list for a list of objects."""

_DEVICE: Shape = {
    "minAPIVersion": "integer",
    "distributedNotificationEnabled": "flag",
    "keepAlive": "flag",
    "removable": "flag",
    "singleton": "flag",
    "userDataClearable": "flag",
    "accessible": "flag",
}
_ENVIRONMENT: Shape = {"name": "text", "value": "text"}
_METADATA: Shape = {"name": "text", "value": "text", "resource": "text"}
_APP: Shape = {
    "bundleName": "text",
    "bundleType": "text",
    "vendor": "text",
    "versionCode": "integer",
    "versionName": "text",
    "buildVersion": "text",
    "minCompatibleVersionCode": "integer",
    "minAPIVersion": "any",
    "targetAPIVersion": "any",
    "apiReleaseType": "text",
    "debug": "flag",
    "icon": "text",
    "label": "text",
    "description": "text",
    "multiProjects": "flag",
    "asanEnabled": "flag",
    "tsanEnabled": "flag",
    "hwasanEnabled": "flag",
    "ubsanEnabled": "flag",
    "GWPAsanEnabled": "flag",
    "appEnvironments": [_ENVIRONMENT],
    "configuration": "text",
    "multiAppMode": {"multiAppModeType": "text", "maxCount": "integer"},
    "targetBundleName": "text",
    "targetPriority": "integer",
    "generateBuildHash": "flag",
    "assetAccessGroups": "list",
    "cloudFileSyncEnabled": "flag",
    "compileSdkType": "text",
    "compileSdkVersion": "text",
    "buildMode": "text",
    "iconId": "integer",
    "labelId": "integer",
    "descriptionId": "integer",
    "startMode": "text",
    "maxChildProcess": "integer",
    "appPreloadPhase": "text",
    "cloudStructuredDataSyncEnabled": "flag",
    "hwasanOptions": "any",
    "profileable": "flag",
    "entityType": "text",
    "alternateIcons": [{"name": "text", "icon": "text"}],
    "allowListenBundleChangedEvent": "list",
    "distributedNotificationEnabled": "flag",
    "singleton": "flag",
    "keepAlive": "flag",
    "removable": "flag",
    "userDataClearable": "flag",
    "accessible": "flag",
    "phone": _DEVICE,
    "tablet": _DEVICE,
    "tv": _DEVICE,
    "wearable": _DEVICE,
    "car": _DEVICE,
    "2in1": _DEVICE,
    "default": _DEVICE,
}
_URI: Shape = {
    "scheme": "text",
    "host": "text",
    "port": "text",
    "path": "text",
    "pathStartWith": "text",
    "pathRegex": "text",
    "type": "text",
    "utd": "text",
    "maxFileSupported": "integer",
    "linkFeature": "text",
}
_SKILL: Shape = {
    "actions": "list",
    "entities": "list",
    "uris": [_URI],
    "permissions": "list",
    "domainVerify": "flag",
}
_ABILITY: Shape = {
    "name": "text",
    "srcEntry": "text",
    "srcEntrance": "text",
    "description": "text",
    "icon": "text",
    "label": "text",
    "launchType": "text",
    "permissions": "list",
    "metadata": [_METADATA],
    "exported": "flag",
    "visible": "flag",
    "continuable": "flag",
    "skills": [_SKILL],
    "backgroundModes": "list",
    "startWindow": "text",
    "startWindowIcon": "text",
    "startWindowBackground": "text",
    "removeMissionAfterTerminate": "flag",
    "orientation": "text",
    "supportWindowMode": "list",
    "priority": "integer",
    "maxWindowRatio": "number",
    "minWindowRatio": "number",
    "maxWindowWidth": "integer",
    "minWindowWidth": "integer",
    "maxWindowHeight": "integer",
    "minWindowHeight": "integer",
    "excludeFromMissions": "flag",
    "recoverable": "flag",
    "unclearableMission": "flag",
    "isolationProcess": "flag",
    "excludeFromDock": "flag",
    "preferMultiWindowOrientation": "text",
    "continueType": "list",
    "continueBundleName": "list",
    "process": "text",
    "type": "text",
    "uri": "text",
    "readPermission": "text",
    "writePermission": "text",
    "extensionProcessMode": "text",
    "formEnabled": "flag",
    "allowSelfRedirect": "flag",
    "skipAbilityStageLifecycle": "flag",
    "appIdentifierAllowList": "list",
    "dataGroupIds": "list",
    "iconId": "integer",
    "labelId": "integer",
    "descriptionId": "integer",
    "startWindowId": "integer",
    "startWindowIconId": "integer",
    "startWindowBackgroundId": "integer",
}
_PROXY: Shape = {
    "uri": "text",
    "requiredReadPermission": "text",
    "requiredWritePermission": "text",
    "metadata": {"name": "text", "resource": "text"},
}
_MODULE: Shape = {
    "name": "text",
    "type": "text",
    "srcEntry": "text",
    "srcEntrance": "text",
    "description": "text",
    "process": "text",
    "mainElement": "text",
    "deviceTypes": "list",
    "deviceType": "list",
    "deviceFeatures": "list",
    "deliveryWithInstall": "flag",
    "installationFree": "flag",
    "virtualMachine": "text",
    "pages": "text",
    "metadata": [_METADATA],
    "abilities": [_ABILITY],
    "extensionAbilities": [_ABILITY],
    "requestPermissions": [
        {
            "name": "text",
            "reason": "text",
            "reasonId": "integer",
            "requiredFeature": "text",
            "usedScene": {"abilities": "list", "when": "text"},
        }
    ],
    "definePermissions": [
        {
            "name": "text",
            "grantMode": "text",
            "availableLevel": "text",
            "provisionEnable": "flag",
            "distributedSceneEnable": "flag",
            "label": "text",
            "labelId": "integer",
            "description": "text",
            "descriptionId": "integer",
        }
    ],
    "testRunner": {"name": "text", "srcPath": "text"},
    "atomicService": {"preloads": [{"moduleName": "text"}], "resizeable": "any"},
    "dependencies": [{"bundleName": "text", "moduleName": "text", "versionCode": "integer"}],
    "targetModuleName": "text",
    "targetPriority": "integer",
    "proxyData": [_PROXY],
    "proxyDatas": [_PROXY],
    "isolationMode": "text",
    "generateBuildHash": "flag",
    "compressNativeLibs": "flag",
    "extractNativeLibs": "flag",
    "libIsolation": "flag",
    "fileContextMenu": "text",
    "querySchemes": "list",
    "routerMap": "text",
    "appEnvironments": [_ENVIRONMENT],
    "appStartup": "text",
    "hnpPackages": [{"package": "text", "type": "text", "independentSign": "flag"}],
    "shareFiles": "text",
    "systemTheme": "text",
    "shortcuts": "any",
    "skillProfiles": "list",
    "executableBinaryPaths": "list",
    "deduplicateHar": "flag",
    "crossAppSharedConfig": "text",
    "compileMode": "text",
    "packageName": "text",
    "ArkTSPartialUpdateVersion": "any",
    "apiTargetVersion": "any",
    "arkTSMode": "text",
    "codeLanguage": "text",
    "abilityStageCodeLanguage": "text",
    "easyGo": "text",
    "formExtensionModule": "text",
    "formWidgetModule": "text",
    "requiredDeviceFeatures": "any",
    "abilitySrcEntryDelegator": "text",
    "abilityStageSrcEntryDelegator": "text",
    "uiSyntax": "text",
    "buildHash": "text",
    "descriptionId": "integer",
    "nativeLibraryPath": "text",
    "asanEnabled": "flag",
    "colorMode": "text",
    "theme": "text",
    "package": "text",
    "srcPath": "text",
    "distroFilter": "any",
    "distributionFilter": "any",
    "orderedTargets": "any",
}
_CONDITION: Shape = {"policy": "text", "value": "list"}
_FILTER: Shape = {
    "apiVersion": _CONDITION,
    "screenShape": _CONDITION,
    "screenDensity": _CONDITION,
    "screenWindow": _CONDITION,
    "countryCode": _CONDITION,
}
_TARGET_CONFIG: Shape = {
    "deviceType": "list",
    "distributionFilter": _FILTER,
    "distroFilter": _FILTER,
    "buildOption": "object",
    "atomicService": {"preloads": [{"moduleName": "text"}]},
}
_MODULE_TARGET: Shape = {
    "name": "text",
    "runtimeOS": "text",
    "config": _TARGET_CONFIG,
    "source": "object",
    "resource": "object",
    "output": "object",
    "applyToProducts": "list",
    "isHdsTarget": "any",
}
_PRODUCT: Shape = {
    "name": "text",
    "signingConfig": "text",
    "bundleName": "text",
    "bundleType": "text",
    "icon": "text",
    "label": "text",
    "versionCode": "integer",
    "versionName": "text",
    "compileSdkVersion": "any",
    "compatibleSdkVersion": "any",
    "targetSdkVersion": "any",
    "compatibleSdkVersionStage": "text",
    "runtimeOS": "text",
    "vendor": "text",
    "output": "object",
    "resource": "object",
    "buildOption": "object",
    "arkTSVersion": "text",
    "compatibleApiVersion": "any",
    "compileApiVersion": "any",
    "packOptions": "object",
    "multiAppMode": "object",
    "appEnvironments": "list",
    "buildVersion": "text",
    "maxChildProcess": "any",
}
_PROFILE: Shape = {
    "app": {
        "signingConfigs": "list",
        "products": [_PRODUCT],
        "buildModeSet": "list",
        "compileSdkVersion": "any",
        "compatibleSdkVersion": "any",
        "targetSdkVersion": "any",
        "multiProjects": "flag",
        "appPath": "text",
    },
    "modules": [{"name": "text", "srcPath": "text", "targets": [{"name": "text", "applyToProducts": "list"}]}],
    "apiType": "any",
    "buildOption": "any",
    "buildOptionSet": "any",
    "targets": "any",
    "modelVersion": "text",
}
_MODULE_PROFILE: Shape = {
    "apiType": "text",
    "showInServiceCenter": "flag",
    "buildOption": "object",
    "buildOptionSet": "list",
    "buildModeBinder": "list",
    "targets": [_MODULE_TARGET],
    "entryModules": "list",
    "app": "any",
    "modules": "any",
}
_OHPM: Shape = {
    "name": "text",
    "version": "text",
    "description": "text",
    "main": "text",
    "type": "any",
    "tags": "any",
    "author": "any",
    "license": "text",
    "packageType": "text",
    "dependencies": "object",
    "devDependencies": "object",
    "dynamicDependencies": "object",
    "compileOnlyDependencies": "object",
    "modelVersion": "text",
    "overrides": "object",
    "overrideDependencyMap": "any",
    "exclusions": "any",
    "parameterFile": "any",
    "types": "text",
    "keywords": "any",
    "homepage": "text",
    "repository": "any",
    "ohos": "object",
    "scripts": "object",
    "hooks": "object",
    "category": "any",
    "artifactType": "any",
    "nativeComponents": "any",
    "compatibleSdkVersion": "any",
    "compatibleSdkType": "any",
    "obfuscated": "any",
    "metadata": "any",
    "systemCapability": "any",
    "dependencyMap": "any",
    "isLocalHsp": "any",
    "tag": "any",
    "org": "any",
    "private": "any",
    "maintainers": "any",
    "contributors": "any",
    "ordinaryDependencies": "any",
}
_SHAPES: Mapping[str, Shape] = {
    documents.APP: {"app": _APP},
    documents.MODULE: {"module": _MODULE},
    documents.PROFILE: _PROFILE,
    documents.MODULE_PROFILE: _MODULE_PROFILE,
    documents.OHPM: _OHPM,
    documents.BUILT_MODULE: {"app": _APP, "module": _MODULE},
}
_TYPES: Mapping[str, tuple[type, ...]] = {
    "text": (str,),
    "flag": (bool,),
    "number": (Number,),
    "integer": (int,),
    "list": (list,),
    "object": (dict,),
}


def shape(role: str) -> Shape | None:
    """What a document of this role holds; None for roles without a shape."""
    return _SHAPES.get(role)


def walk(value: object, within: object, at: Keys = ()) -> Iterator[tuple[Keys, object, object, Shape | None]]:
    """Every value that a shape knows: its place, the value, the expected type, and the shape around it."""
    if isinstance(within, list):
        if isinstance(value, list):
            for number, one in enumerate(value):
                yield (*at, number), one, within[0], None
                yield from walk(one, within[0], (*at, number))
    elif isinstance(within, dict) and isinstance(value, dict):
        for key, one in value.items():
            yield (*at, key), one, within.get(key), within
            if key in within:
                yield from walk(one, within[key], (*at, key))


def fits(value: object, expected: object) -> bool:
    """Whether a value is of the expected type; null and unknown types always are."""
    if expected is None or expected == "any" or value is None:
        return True
    if isinstance(expected, dict):
        return isinstance(value, dict)
    if isinstance(expected, list):
        return isinstance(value, list)
    types = _TYPES[str(expected)]
    return isinstance(value, types) and not (isinstance(value, bool) and bool not in types)


_NAMES: Mapping[str, str] = {
    "text": "a string",
    "number": "a number",
    "integer": "an integer",
    "flag": "a boolean",
    "list": "an array",
    "object": "an object",
}


def type_name(expected: object) -> str:
    """An expected type, as the end of a sentence in the terms of JSON."""
    if isinstance(expected, dict):
        return _NAMES["object"]
    if isinstance(expected, list):
        return _NAMES["list"]
    return _NAMES[str(expected)]


def name_of(value: object) -> str:
    """The type of a value, in the same words."""
    return next((_NAMES[name] for name, types in _TYPES.items() if isinstance(value, types)), "null")
